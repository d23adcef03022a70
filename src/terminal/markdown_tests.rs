//! Markdown as lines: its words in every form and width.

use super::{Form, Line, Look, is_words, lines, walk};

fn check(markdown: &str, columns: usize, expected: &[&str]) {
    let shown: Vec<String> = lines(markdown, columns, Look::Plain)
        .iter()
        .map(Line::text)
        .collect();
    assert_eq!(shown, expected, "{markdown}");
}

#[test]
fn marks_become_looks() {
    let shown = lines("a **b** *c* `d`", 40, Look::Plain);
    let looks: Vec<(&str, Look)> = shown[0]
        .spans()
        .iter()
        .map(|s| (s.text(), s.look()))
        .collect();
    assert_eq!(
        looks,
        [
            ("a ", Look::Plain),
            ("b", Look::Strong),
            (" ", Look::Plain),
            ("c", Look::Emphasis),
            (" ", Look::Plain),
            ("d", Look::Code)
        ]
    );
}

#[test]
fn blocks_stand_apart_and_lists_hang() {
    check("one\ntwo\n\nthree", 40, &["one", "two", "", "three"]);
    check("- one two three\n- b", 11, &["• one two", "  three", "• b"]);
    check("1. a\n   - b", 40, &["1. a", "  • b"]);
    check(
        "[AWS](https://aws.example)",
        40,
        &["AWS (https://aws.example)"],
    );
    check("![a map](x.png)", 40, &["[image: a map]"]);
    check("", 40, &[]);
}

#[test]
fn a_sign_or_a_number_alone_is_a_word() {
    for alone in ["#", "-", "*", "+", ">", "4.", "4)", "1945."] {
        check(alone, 40, &[alone]);
        assert_eq!(shown_words(alone), [alone]);
    }
    check("4.\n- half of 8", 40, &["4.", "• half of 8"]);
    check("1. a\n2.\n3. c", 40, &["1. a", "2.", "3. c"]);
    check("- a\n-\n- c", 40, &["• a", "• c"]);
    check("2. ```\n   x\n   ```", 40, &["2.", "    x"]);
}

fn shown_words(markdown: &str) -> Vec<String> {
    let lines = walk(markdown, 40, Look::Plain, Form::Words);
    lines.iter().map(Line::text).collect()
}

#[test]
fn code_keeps_its_spaces() {
    check(
        "Run:\n```sh\nls  -l\n  x\n```",
        40,
        &["Run:", "  ls  -l", "    x"],
    );
    check("```\nabcdefgh\n```", 6, &["  abcd", "  efgh"]);
    check("```\na\n\nb\n```", 6, &["  a", "  ", "  b"]);
}

#[test]
fn a_table_is_a_table_where_it_fits_and_a_list_where_it_does_not() {
    let table = "| Service | Keeps |\n|---|---|\n| EBS | blocks |\n| 東京 | `x` |";
    check(
        table,
        40,
        &[
            "Service  Keeps",
            "-------  ------",
            "EBS      blocks",
            "東京     x",
        ],
    );
    check(
        table,
        13,
        &[
            "Service: EBS",
            "Keeps: blocks",
            "",
            "Service: 東京",
            "Keeps: x",
        ],
    );
}

#[test]
fn words_are_shown_as_the_parser_reads_them() {
    for text in [
        "Term 1 which",
        "One, two (three).\nFour's  five? \n\nsix: seven;\n\n\neight",
        "a\n\n",
        "Q 1) a",
    ] {
        assert!(is_words(text), "{text:?}");
        // A mark that shows nothing sends the same text through the parser.
        let parsed = format!("{text}<!---->");
        let parsed = parsed.replace("\n\n<!---->", "\n\n&nbsp;");
        assert!(!is_words(&parsed));
        for form in [Form::Shapes, Form::Words] {
            let shown = |text: &str| -> Vec<String> {
                let lines = walk(text, 200, Look::Plain, form);
                let lines = lines.iter().map(|line| line.text().replace("<!---->", ""));
                lines.collect()
            };
            assert_eq!(shown(text), shown(&parsed), "{text:?}");
        }
    }
}

#[test]
fn no_word_is_left_out_in_any_width() {
    let text = "# T\n> quoted *words*\n\n- a\n  - b `c`\n\n| h | i |\n|---|---|\n| j | k |\n\n```\nl m\n```";
    for columns in 1..60 {
        let shown: String = lines(text, columns, Look::Plain)
            .iter()
            .map(Line::text)
            .collect();
        for word in [
            "T", "quoted", "words", "a", "b", "c", "h", "i", "j", "k", "l", "m",
        ] {
            let flat: String = shown.split_whitespace().collect();
            assert!(flat.contains(word), "{word} at {columns}: {shown}");
        }
    }
}
