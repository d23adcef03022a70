//! Compiling any bytes: no panic, every place inside the document, no empty side of a card, no id
//! twice, and the same result twice. `tests/README.md` says how to run it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use srm::cards::{Compiled, DeckName, Request, compile_with};
use srm::document::{Problem, Span};

/// Switches that are off by default, so that every rule runs.
const WORDS: &str = "kinds=+definition,+list";

fuzz_target!(|bytes: &[u8]| {
    let source = String::from_utf8_lossy(bytes);
    let fallback_name = DeckName::new("Fuzz").expect("a name");
    for words in ["", WORDS] {
        let request = Request {
            fallback_name: &fallback_name,
            words,
            sidecar: "",
        };
        let compiled = compile_with(&source, &request);
        check(&source, &compiled);
        assert!(elsewhere_is_inside(words, &compiled.elsewhere));
        assert_eq!(compiled, compile_with(&source, &request), "compiled twice");
    }
    // The file beside a document is as foreign as the document.
    let request = Request {
        fallback_name: &fallback_name,
        words: "",
        sidecar: &source,
    };
    check(&source, &compile_with(&source, &request));
});

fn check(source: &str, compiled: &Compiled) {
    let inside = |span: Span| source.get(span.start()..span.end()).is_some();
    let mut ids = Vec::with_capacity(compiled.cards.len());
    for found in &compiled.cards {
        assert!(inside(found.span), "{:?}", found.span);
        let (front, back) = (found.card.front(), found.card.back());
        assert!(!front.trim().is_empty(), "no front: {:?}", found.card);
        assert!(!back.trim().is_empty(), "no back: {:?}", found.card);
        ids.push(found.id);
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), compiled.cards.len(), "an id twice");
    for problem in &compiled.problems {
        assert!(inside(problem.span), "{problem:?}");
    }
}

fn elsewhere_is_inside(words: &str, problems: &[Problem]) -> bool {
    problems
        .iter()
        .all(|problem| words.get(problem.span.start()..problem.span.end()).is_some())
}
