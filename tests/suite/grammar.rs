//! Every example of `src/document/GRAMMAR.md` is compiled and must give the cards shown under it.

use srm::cards::{DeckName, Request, compile_with};

use crate::cards_as_text::cards;

/// An example: where it stands, the words it is compiled with, the document, the cards shown.
#[derive(Default)]
struct Example {
    line: usize,
    words: String,
    document: String,
    cards: String,
}

/// Reads the examples: a fence `document`, perhaps with words, and a fence `cards` behind it.
fn examples(grammar: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut open: Option<&str> = None;
    for (line, text) in (1..).zip(grammar.lines()) {
        let marks = &text[..text.len() - text.trim_start_matches('`').len()];
        match open {
            None if marks.len() >= 3 => {
                open = Some(marks);
                let word = text.trim_start_matches('`');
                if let Some(words) = word.strip_prefix("document") {
                    examples.push(Example {
                        line,
                        words: words.into(),
                        ..Example::default()
                    });
                } else {
                    assert_eq!(word, "cards", "line {line}");
                    open = Some("cards");
                }
            }
            Some("cards") if text == "```" => open = None,
            Some("cards") => push_line(&mut examples.last_mut().unwrap().cards, text),
            Some(marks) if text == marks => open = None,
            Some(_) => push_line(&mut examples.last_mut().unwrap().document, text),
            None => {}
        }
    }
    examples
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

#[test]
fn every_example_gives_the_cards_shown() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/document/GRAMMAR.md");
    let examples = examples(&std::fs::read_to_string(path).unwrap());
    assert!(
        examples.len() >= 17,
        "only {} examples were found",
        examples.len()
    );
    let fallback_name = &DeckName::new("Example").unwrap();
    for Example {
        line,
        words,
        document,
        cards: shown,
    } in examples
    {
        let request = Request {
            fallback_name,
            words: &words,
            sidecar: "",
        };
        let compiled = compile_with(&document, &request);
        assert_eq!(cards(&compiled), shown, "GRAMMAR.md, line {line}");
    }
}
