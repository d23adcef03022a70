//! Files from strangers, of every kind that is read: whatever is in them, the program ends by itself
//! with a code that is promised, in bounded memory, prints nothing that a terminal obeys, leaves the
//! collection sound and writes nowhere else. Sizes are small; `examples` of large ones are in `benches`.

mod damaged;
mod packages;
mod tables;

use std::fs;
use std::time::Duration;

use super::some;
use crate::commands::sandbox::{Ran, Sandbox, finish};

/// More than anything here takes, by far: this ends what hangs.
const LONGEST: Duration = Duration::from_secs(60);

/// What a process may take in all, in the shell's KiB. What hostile sizes ask for is more.
const MEMORY_KIB: u32 = 1 << 20;

/// What the small files here make of a collection at most.
const LARGEST_DATABASE: u64 = 64 << 20;

/// What a terminal would obey.
const PAYLOAD: &str = "x\u{1b}]52;c;eA==\u{7}\u{1b}[2J\u{9b}31m\u{202e}y\u{2066}&#27;[2J\u{0}\u{8}";

fn is_obeyed(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Runs the program within bounds, and checks what holds for every run.
fn run(sandbox: &Sandbox, arguments: &[&str]) -> Ran {
    let mut command = sandbox.command(arguments);
    if cfg!(target_os = "linux") {
        command = assert_cmd::Command::new("sh");
        command
            .args(["-c", "ulimit -v \"$0\" && exec \"$@\""])
            .arg(MEMORY_KIB.to_string())
            .arg(assert_cmd::cargo::cargo_bin!("srm"))
            .args(arguments)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", sandbox.path("home"))
            .env("SRM_DB", sandbox.path("srm.db"))
            .env("SRM_NOW", sandbox.now())
            .current_dir(sandbox.path(""));
    }
    let ran = finish(command.timeout(LONGEST));
    assert!(matches!(ran.code, 0..=4), "{arguments:?}: {ran:?}");
    assert!(
        !ran.out.chars().any(is_obeyed),
        "{arguments:?}: {:?}",
        ran.out
    );
    assert!(
        !ran.err.chars().any(is_obeyed),
        "{arguments:?}: {:?}",
        ran.err
    );
    assert!(!ran.err.contains("panicked"), "{arguments:?}: {ran:?}");
    // `rebuild --check` says by its code alone that something differs.
    let says_so = ran.code == 0 || ran.err.contains("error: ") || arguments[0] == "rebuild";
    assert!(says_so, "{arguments:?}: {ran:?}");
    ran
}

/// Gives a file to the program, and looks at what came of it.
fn feed(name: &str, bytes: &[u8]) {
    let sandbox = Sandbox::with_notes();
    sandbox.write(name, bytes);
    let (files, before) = (sandbox.files(), fs::read(sandbox.path("srm.db")).unwrap());
    let ran = run(&sandbox, &["import", name]);
    assert!(matches!(ran.code, 0 | 1 | 3), "{name}: {ran:?}");
    let bytes = fs::metadata(sandbox.path("srm.db")).unwrap().len();
    assert!(bytes < LARGEST_DATABASE, "{name}: {bytes} bytes");
    if ran.code == 0 {
        for arguments in [
            &["cards"][..],
            &["stats"],
            &["export", "--progress"],
            &["rebuild", "--check"],
        ] {
            let shown = run(&sandbox, arguments);
            assert_eq!(shown.code, 0, "{name}, {arguments:?}: {shown:?}");
        }
    } else {
        let after = fs::read(sandbox.path("srm.db")).unwrap();
        assert!(after == before, "{name}: refused, and yet changed: {ran:?}");
    }
    let mut left = sandbox.files();
    // Backups and media have folders of their own beside the database.
    left.retain(|name| !matches!(name.as_str(), "srm.db.backups" | "srm.db.media"));
    assert_eq!(left, files, "{name}: something was written elsewhere");
    assert!(!sandbox.path("home").exists(), "{name}");
}

#[test]
fn documents() {
    let long = "x".repeat(300_000);
    let rows: String = (0..3000).map(|n| format!("| a{n} | b |\n")).collect();
    let cases: Vec<Vec<u8>> = [
        String::new(),
        "\u{0}".to_owned(),
        "# a\u{0}b\n\nQ: c\u{0}?\nA: d\u{0}\n".to_owned(),
        "\u{feff}# Deck\r\n\r\nQ: a?\r\nA: b\r\n".to_owned(),
        "Q: a?\rA: b\r".to_owned(),
        format!("# {PAYLOAD}\n\n## {PAYLOAD}\n\n| {PAYLOAD} | V |\n|---|---|\n| k {PAYLOAD} | {PAYLOAD} |\n\nQ: {PAYLOAD}?\nA: {PAYLOAD}\n"),
        format!("Q: {long}?\nA: {long}\n"),
        format!("{long}\n\n| K | V |\n|---|---|\n| {long} | {long} |\n"),
        format!("# T\n\n| K | V |\n|---|---|\n{rows}"),
        // A few lines that ask for gigabytes: what stands on every card is long.
        format!("# T\n\n| K | {long} |\n|---|---|\n{rows}"),
        format!("# T\n\n## {long}\n\n| K | V |\n|---|---|\n{rows}"),
        format!("{}\n\n{}", "the zebra lives ".repeat(20_000), "Q: Where zebra?\n\n".repeat(500)),
        format!("C: {}\n", "[gap] and ".repeat(10_000)),
        format!("| {} |\n|{}\n| {} |\n", "h | ".repeat(3000), "---|".repeat(3000), "c | ".repeat(3000)),
        format!("{}Q: a?\nA: b\n", "> ".repeat(20_000)),
        (0..2000).map(|n| format!("{}- x\n", "  ".repeat(n))).collect(),
        format!("Q: {}a{}?\nA: b\n", "[".repeat(30_000), "](b)".repeat(30_000)),
        format!("Q: {}?\nA: b\n", "*a_".repeat(30_000)),
        format!("Q: {}?\nA: b\n", "`".repeat(60_000)),
        format!("{}\n{}", "<div>".repeat(20_000), "<!--".repeat(20_000)),
        format!("Q: {}?\nA: b\n", "&#x1b;".repeat(10_000)),
        format!("Q: {}?\nA: b\n", "![a](".repeat(20_000)),
        (0..2000).map(|n| format!("[a{n}]: a{}\n", n + 1)).collect(),
        format!("---\na: &a [{}]\n---\nQ: a?\nA: b\n", "*a,".repeat(20_000)),
        "---\nnever closed\n".repeat(5_000),
        "```\n".repeat(20_001),
        format!("Q: a?\n{}Answer: Z\n", "A) one\n".repeat(3_000)),
        "Q: a?\nA: b\n\n".repeat(500),
        format!("# a\n\nQ: e{}?\nA: b\n", "\u{301}".repeat(50_000)),
        format!("{{{{c{}::x}}}}\n", "9".repeat(5_000)),
        "<!-- srm: kinds=+cloze,+list,+definition -->\n{{c1::{{c2::{{c3::a}}}}}}\n".repeat(300),
    ]
    .into_iter()
    .map(String::into_bytes)
    .chain([
        b"Q: a\xff\xfe?\nA: b\n".to_vec(),
        b"\xff\xfeQ\0:\0 \0a\0".to_vec(),
        b"\x1f\x8b\x08\0\0\0\0\0".to_vec(),
        b"\xed\xa0\x80".to_vec(),
        (0..=255).cycle().take(20_000).collect(),
    ])
    .collect();
    for bytes in some(cases.clone(), 20) {
        feed("evil.md", &bytes);
    }
    for bytes in some(cases, 5) {
        feed("evil.txt", &bytes);
    }
}

#[test]
fn decks_as_json() {
    let good = r#"{"format":"srm-deck","version":1,"deck":{"name":"D"},"cards":[{"id":"6ab6955fe5d0210c17d918991f2a9688","kind":"question","section":["S"],"front":"F","back":"B","tags":["t"],"line":3}],"events":[]}"#;
    let escaped = r"x\u001b]52;c;eA==\u0007\u009b31m\u202e\u0000";
    feed("evil.json", good.as_bytes());
    let mut cases: Vec<String> = [
        "{",
        "[]",
        "null",
        "\"\"",
        "1e999",
        "",
        "\u{feff}{}",
        "{\"format\":\"srm-deck\"}",
    ]
    .map(str::to_owned)
    .to_vec();
    for (old, new) in [
        ("\"F\"", format!("\"{escaped}\"")),
        ("\"B\"", format!("\"{escaped}\"")),
        ("\"D\"", format!("\"{escaped}\"")),
        ("\"S\"", format!("\"{escaped}\"")),
        ("\"t\"", format!("\"{escaped}\"")),
        ("question", escaped.to_owned()),
        ("6ab6955fe5d0210c17d918991f2a9688", escaped.to_owned()),
        (
            "6ab6955fe5d0210c17d918991f2a9688",
            "../../../../etc/passwd".to_owned(),
        ),
        ("srm-deck", escaped.to_owned()),
        ("\"F\"", "\"\"".to_owned()),
        ("\"F\"", r#""\ud800""#.to_owned()),
        ("\"F\"", format!("\"{}\"", "f".repeat(500_000))),
        ("\"D\"", format!("\"{}\"", "d::".repeat(20_000))),
        ("\"D\"", "\"::\"".to_owned()),
        ("\"S\"", "\"s\",".repeat(5_000) + "\"s\""),
        (":3", ":-3".to_owned()),
        (":3", ":99999999999999999999".to_owned()),
        (":3", ":1e300".to_owned()),
        (":1,", ":2,".to_owned()),
        (":1,", ":-1,".to_owned()),
        ("[]", "[".repeat(100_000)),
        ("[]", "[{}]".to_owned()),
        ("[]", "{\"a\":".repeat(100_000)),
        ("\"D\"", "\"D\",\"name\":\"E\"".to_owned()),
    ] {
        assert!(good.contains(old), "{old}");
        cases.push(good.replace(old, &new));
    }
    for card in [
        "{},".repeat(1000) + "{}",
        "null".to_owned(),
        "[]".to_owned(),
    ] {
        cases.push(format!(
            r#"{{"format":"srm-deck","version":1,"deck":{{"name":"D"}},"cards":[{card}],"events":[]}}"#
        ));
    }
    for text in some(cases, 15) {
        feed("evil.json", text.as_bytes());
    }
}

/// What an export holds, with one value after the other made extreme.
#[test]
fn histories_as_json() {
    let sandbox = Sandbox::with_notes();
    let card = sandbox.card("What is EFS?");
    for grade in ["good", "again"] {
        assert_eq!(sandbox.run(&["answer", &card, grade]).code, 0);
    }
    assert_eq!(sandbox.run(&["suspend", &card]).code, 0);
    let whole = sandbox.json(&["export", "--progress"]);
    let events = whole["events"].as_array().unwrap().len();
    let mut cases = Vec::new();
    for event in 0..events {
        let names: Vec<String> = whole["events"][event]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        for name in names {
            for extreme in [
                serde_json::json!(i64::MAX),
                serde_json::json!(-1),
                serde_json::json!(u64::MAX),
                serde_json::json!("9999-12-31"),
                serde_json::json!("9999-12-31T23:59:59.999Z"),
                serde_json::json!("-262143-01-01T00:00:00Z"),
                serde_json::json!(PAYLOAD),
                serde_json::json!(null),
                serde_json::json!([[]]),
            ] {
                let mut bent = whole.clone();
                bent["events"][event][&name] = extreme;
                cases.push(bent.to_string());
            }
        }
    }
    assert!(cases.len() > 100, "{}", cases.len());
    for text in some(cases, 20) {
        feed("bent.json", text.as_bytes());
    }
}

#[test]
fn settings_and_queries() {
    let sandbox = Sandbox::with_notes();
    let settings = sandbox.path("home/.config/srm");
    fs::create_dir_all(&settings).unwrap();
    let long = "a.".repeat(5_000);
    let texts: Vec<Vec<u8>> = [
        "[".repeat(10_000),
        format!("{long}b = 1\n"),
        format!("x = {}\n", "[".repeat(10_000)),
        format!("x = {}\n", "{a=".repeat(5_000)),
        format!("[review]\nnew_per_day = {}\n", "9".repeat(2_000)),
        "[review]\nnew_per_day = -9223372036854775809\n".to_owned(),
        format!("\"{}\" = 1\n", PAYLOAD.escape_default()),
        format!("[review]\ngrades = \"{PAYLOAD}\"\n"),
        "[review]\ngrades = \"\\u001b[2J\\u202e\"\n".to_owned(),
        "[keys]\nup = \"\\u001b\"\n".to_owned(),
        "deck_schedulers = { \"\\u001b[2J\" = \"fsrs\" }\n".to_owned(),
        "x".repeat(70_000),
        "[review]\nnew_per_day = 5\nnew_per_day = 6\n".to_owned(),
    ]
    .into_iter()
    .map(String::into_bytes)
    .chain([b"\xff\xfe".to_vec(), b"\0".repeat(100)])
    .collect();
    for text in texts {
        fs::write(settings.join("config.toml"), &text).unwrap();
        for arguments in [&["due"][..], &["config"], &["review", "--plain"]] {
            run(&sandbox, arguments);
        }
    }
    fs::remove_file(settings.join("config.toml")).unwrap();
    for query in [
        "(".repeat(20_000),
        "NOT ".repeat(20_000),
        "-".repeat(20_000),
        "a OR ".repeat(5_000),
        "a ".repeat(3_000),
        format!("({})", "a) OR (b ".repeat(500)),
        "\"never closed".to_owned(),
        "\u{1b}[2J\u{202e}".to_owned(),
        "deck:*\u{1b}*".to_owned(),
        "*".repeat(20_000),
        "%_\\%'\";--".to_owned(),
        "prop:ivl>999999999999999999999".to_owned(),
        "rated:99999999999999999999".to_owned(),
        "rated:-1".to_owned(),
        "prop:ease<-1e400".to_owned(),
        "is:\u{0301}".to_owned(),
        ":::::".to_owned(),
    ] {
        for arguments in [&["cards", "--", &query][..], &["stats", "--filter", &query]] {
            let ran = run(&sandbox, arguments);
            assert!(matches!(ran.code, 0..=2), "{ran:?}");
        }
    }
}
