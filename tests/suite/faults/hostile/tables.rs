//! Tables from strangers: whatever is between their separators comes in as a card or is named as a row
//! that makes none, and goes out as a table in which no cell can be taken for a formula.

use super::{LONGEST, PAYLOAD, feed, some};
use crate::commands::sandbox::{Sandbox, finish};
use crate::faults::Dice;

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

const GOOD: &str =
    "prompt,answer,tags,deck\nSSD,fast,aws storage,AWS\n\"a, b\",\"c \"\"d\"\"\",,\n";

#[test]
fn tables() {
    let long = "x".repeat(300_000);
    let rows: String = (0..3000).map(|n| format!("a{n},b\n")).collect();
    let mut cases: Vec<Vec<u8>> = [
        String::new(),
        "\u{feff}".to_owned(),
        "\u{0}".to_owned(),
        "a\u{0},b\u{0}\n".to_owned(),
        ",".repeat(60_000),
        "\n".repeat(60_000),
        "\"".repeat(60_001),
        "a,\"never closed\n".repeat(3_000),
        "a,b\r".repeat(3_000),
        "sep=\u{1b}\na\u{1b}b\n".to_owned(),
        "prompt,prompt,answer,answer\na,b,c,d\n".to_owned(),
        format!("{}\n{}\n", "h,".repeat(3_000), "c,".repeat(3_000)),
        format!("prompt,answer\n{long},{long}\n"),
        format!("prompt,answer\n{rows}"),
        format!("{PAYLOAD},{PAYLOAD}\n{PAYLOAD},{PAYLOAD}\n"),
        format!("prompt,answer,deck,tags,section,kind,id,details\na,b,{PAYLOAD},{PAYLOAD},{PAYLOAD},{PAYLOAD},{PAYLOAD},{PAYLOAD}\n"),
        format!("prompt,answer,deck\na,b,{}\n", "d::".repeat(20_000)),
        format!("prompt,answer,id\n{}", "a,b,00000000000000000000000000000001\n".repeat(100)),
        format!("prompt,answer,details\na,b,\"{}\"\n", "[".repeat(30_000)),
        "prompt,answer,kind,details\na,b,choice,\"{\"\"kind\"\":\"\"choice\"\",\"\"options\"\":[1e999]}\"\n".to_owned(),
    ]
    .map(String::into_bytes)
    .into();
    cases.push([0xff].repeat(5_000));
    cases.push(GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect());
    cases.extend(mutated());
    for bytes in some(cases, 12) {
        feed("table.csv", &bytes);
    }
}

/// A good table with bytes of it exchanged for those that mean something to a reader.
fn mutated() -> impl Iterator<Item = Vec<u8>> {
    const MEANING: &[u8] = b"\",;\t\n\r'=\\\0\xff#{";
    let mut dice = Dice(0x7AB1E);
    (0..60).map(move |_| {
        let mut bytes = GOOD.as_bytes().to_vec();
        for _ in 0..=dice.below(6) {
            let at = usize::try_from(dice.below(GOOD.len() as u64)).unwrap();
            let which = usize::try_from(dice.below(MEANING.len() as u64)).unwrap();
            bytes[at] = MEANING[which];
        }
        bytes
    })
}

#[test]
fn no_cell_that_goes_out_is_a_formula() {
    let sandbox = Sandbox::new();
    let starts = [
        "=",
        "+",
        "-",
        "@",
        "\t=",
        "\r=",
        " =",
        "'=",
        "\u{feff}=",
        "|=",
    ];
    let rows = starts.map(|start| {
        let cell = format!("\"{start}cmd|' /C calc'!A0\"");
        format!("{cell},{cell},{cell},\"{start}Deck\"\n")
    });
    sandbox.write(
        "t.csv",
        format!("prompt,answer,tags,deck\n{}", rows.concat()),
    );
    let ran = sandbox.run(&["import", "t.csv"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    for (format, separator) in [("csv", ','), ("tsv", '\t')] {
        for with in [&[][..], &["--progress"]] {
            let mut command = sandbox.command(&["export", "--format", format]);
            let ran = finish(command.args(with).timeout(LONGEST));
            assert!(ran.out.lines().count() > 5, "{ran:?}");
            let cells = ran.out.lines().flat_map(|line| line.split(separator));
            for cell in cells {
                let bare = cell.trim_start_matches('"');
                assert!(!bare.starts_with(FORMULA), "{cell:?} in {}", ran.out);
            }
        }
    }
}
