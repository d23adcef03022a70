//! Every example of `src/document/GRAMMAR.md` is compiled and must give the cards shown under it.

use srm::cards::{DeckName, compile};

use crate::cards_as_text::cards;

/// The examples: the line where each stands, the document, the cards shown.
fn examples(grammar: &str) -> Vec<(usize, String, String)> {
    let mut examples = Vec::new();
    let mut open: Option<(usize, String, String)> = None;
    let mut document = None;
    for (line, text) in (1..).zip(grammar.lines()) {
        match (&mut open, text) {
            (None, "```document" | "````document" | "```cards") => {
                open = Some((line, text.trim_start_matches('`').to_owned(), String::new()));
            }
            (Some((_, _, body)), _) if text != "```" && text != "````" => {
                body.push_str(text);
                body.push('\n');
            }
            (Some(_), _) => match open.take().unwrap() {
                (line, kind, body) if kind == "document" => document = Some((line, body)),
                (_, _, body) => {
                    let (line, source) = document.take().expect("cards under a document");
                    examples.push((line, source, body));
                }
            },
            (None, _) => {}
        }
    }
    assert_eq!(document, None, "a document without its cards");
    examples
}

#[test]
fn every_example_gives_the_cards_shown() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/document/GRAMMAR.md");
    let examples = examples(&std::fs::read_to_string(path).unwrap());
    assert!(
        examples.len() >= 8,
        "only {} examples were found",
        examples.len()
    );
    for (line, source, expected) in examples {
        let compiled = compile(&source, &DeckName::new("Example").unwrap());
        assert_eq!(cards(&compiled), expected, "GRAMMAR.md, line {line}");
    }
}
