//! Whole documents: each file of `tests/documents` against the cards and problems beside it.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use srm::cards::{Compiled, DeckName, Kind, compile};
use srm::document::{Code, parse};

use crate::cards_as_text::{cards, problems};
use crate::golden;

fn compiled(source: &str) -> Compiled {
    compile(source, &DeckName::new("Untitled").unwrap())
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|ending| ending == "md" || ending == "txt")
        })
        .collect();
    found.sort();
    found
}

#[test]
fn every_document_gives_its_cards_and_problems() {
    let documents = documents(&golden::tests_folder("documents"));
    assert!(
        documents.len() >= 4,
        "only {} documents were found",
        documents.len()
    );
    for path in documents {
        let source = std::fs::read_to_string(&path).unwrap();
        let compiled = compiled(&source);
        let problems = problems(&source, &compiled);
        let text = format!(
            "deck: {}\n\n{}\n{problems}",
            compiled.deck,
            cards(&compiled)
        );
        golden::compare(&path.with_extension("cards"), &text);
    }
}

fn count(compiled: &Compiled, kind: Kind) -> usize {
    compiled
        .cards
        .iter()
        .filter(|card| card.card.kind == kind)
        .count()
}

#[test]
fn the_bundled_deck_compiles_without_a_problem() {
    let source = include_str!("../../decks/shared-responsibility-model.md");
    let compiled = compiled(source);
    assert_eq!(problems(source, &compiled), "");
    assert_eq!(compiled.deck.as_str(), "Shared Responsibility Model");
    let counts = Kind::ALL.map(|kind| (kind, count(&compiled, kind)));
    let made: Vec<_> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
    assert_eq!(
        made,
        [(Kind::TableRow, 18), (Kind::Scenario, 3), (Kind::Choice, 6)]
    );
    assert!(compiled.cards.iter().all(|card| !card.card.is_unanswered()));
}

/// What a card says and asks, without its place.
fn contents(compiled: &Compiled) -> Vec<(Kind, String, String)> {
    let plain = |text: String| srm::cards::plain(&text);
    compiled
        .cards
        .iter()
        .map(|card| {
            (
                card.card.kind,
                plain(card.card.front()),
                plain(card.card.back()),
            )
        })
        .collect()
}

#[test]
fn a_pasted_page_gives_the_same_cards_as_its_markdown() {
    let folder = golden::tests_folder("documents");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let (pasted, markdown) = (
        compiled(&read("pasted.txt")),
        compiled(&read("pasted_as_markdown.md")),
    );
    assert_eq!(contents(&pasted), contents(&markdown));
    let ids = |compiled: &Compiled| {
        compiled
            .cards
            .iter()
            .map(|card| card.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&pasted), ids(&markdown));
}

#[test]
fn a_table_too_large_for_one_thread_gives_its_cards_in_order() {
    let rows = 45_000;
    let mut source = "# Large\n\n## Part\n\n| Key | Value | More |\n|---|---|---|\n".to_owned();
    for row in 0..rows {
        source.push_str(&format!("| key {row} | value {} | |\n", row % 7));
    }
    source.push_str("| key 5 | another value | |\n| <br> | empty | |\n");
    let compiled = compiled(&source);
    assert_eq!(compiled.cards.len(), rows + 1);
    for (row, card) in compiled.cards.iter().take(rows).enumerate() {
        assert_eq!(card.card.front(), format!("Part: key {row}\n\nValue?"));
        assert_eq!(card.card.back(), format!("value {}", row % 7));
        assert_eq!(card.card.line as usize, row + 7);
    }
    let found = problems(&source, &compiled);
    assert_eq!(found.matches("duplicate-front").count(), 1, "{found}");
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let source = include_str!("../../decks/shared-responsibility-model.md");
    let ids = |text: &str| {
        compiled(text)
            .cards
            .iter()
            .map(|card| card.id)
            .collect::<Vec<_>>()
    };
    let expected = ids(source);
    assert_eq!(ids(&source.replace('\n', "\r\n")), expected);
    assert_eq!(ids(&format!("\u{feff}{source}")), expected);
}

#[test]
fn no_card_has_an_empty_side() {
    for source in [
        "The {{c1::}} x\n",
        "| a | b |\n|---|---|\n| k | <br> |\n",
        "| a | b |\n|---|---|\n| <br> | c |\n",
        "Q: <br>\nA: <br>\n\n<br> :: [](x)\n",
        "Which?\n\nA. <br>\nB. two\n\nAnswer: A\n",
    ] {
        let compiled = compiled(source);
        assert_eq!(contents(&compiled), [], "{source:?}");
        assert!(!compiled.problems.is_empty(), "{source:?}: nothing said");
    }
}

/// Pieces of documents, put together in any order.
fn document() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("# Title\n".to_owned()),
        Just("## 3. Part?\n".to_owned()),
        Just("| a | b |\n|---|---|\n| c | d |\n".to_owned()),
        Just("| a \\| b | `c | d` |\n".to_owned()),
        Just("|---|\n".to_owned()),
        Just("Scenario: x\n- y: z\n".to_owned()),
        Just("Q1. What?\nA. one\nB. two\nAnswer: B\n".to_owned()),
        Just("Q: What?\nA: that\n".to_owned()),
        Just("- [ ] one\n- [x] two\n".to_owned()),
        Just("```\nA. one\nB. two\n```\n".to_owned()),
        Just("~~~\n".to_owned()),
        Just("<details><summary>Why?</summary>\n".to_owned()),
        Just("</details>\n".to_owned()),
        Just("<!-- never closed\n".to_owned()),
        Just("---\n".to_owned()),
        Just("\n".to_owned()),
        Just("**Bold?**\n".to_owned()),
        Just("[a](b) <br> *c* **d\n".to_owned()),
        "[ -~\u{a0}-\u{ff}\u{4e00}-\u{4e10}\u{1f600}-\u{1f610}]{0,30}\n",
        "\\PC{0,20}",
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_document_compiles_and_its_places_are_inside_it(source in document()) {
        let parsed = parse(&source);
        for block in &parsed.blocks {
            prop_assert!(block.span.start() <= block.span.end() && block.span.end() <= source.len());
            prop_assert!(source.get(block.text.start()..block.text.end()).is_some(), "{:?}", block);
        }
        let compiled = compiled(&source);
        for card in &compiled.cards {
            prop_assert!(source.get(card.span.start()..card.span.end()).is_some());
            prop_assert!(!card.card.front().trim().is_empty());
            prop_assert!(!card.card.back().trim().is_empty());
        }
        for problem in &compiled.problems {
            prop_assert!(source.get(problem.span.start()..problem.span.end()).is_some());
        }
        let mut ids: Vec<_> = compiled.cards.iter().map(|card| card.id).collect();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), compiled.cards.len());
    }

    #[test]
    fn compiling_again_changes_nothing(source in document()) {
        prop_assert_eq!(compiled(&source), compiled(&source));
    }
}

/// What opens and never ends is told, since the rest of the document makes no cards; a fence too many
/// at the end holds nothing.
#[test]
fn what_never_ends_is_told() {
    let problems = |text: &str| {
        let compiled = compiled(text);
        let told = compiled.problems.iter();
        told.filter(|problem| problem.code == Code::Unended)
            .map(|problem| problem.span.text(text).trim().to_owned())
            .collect::<Vec<_>>()
    };
    let rest = "\nQ: What?\nA: This.\n";
    for opening in ["```sh", "~~~", "<!-- left out"] {
        assert_eq!(problems(&format!("{opening}{rest}")), [opening]);
        assert_eq!(
            problems(&format!("Q: Which?\nA: It.\n\n{opening}\n\n")),
            [""; 0]
        );
    }
    for ended in [
        "```sh\n```",
        "<!-- left\nout -->",
        "<table>\n</table>",
        "<table>",
        "<table>\n<tr><td>a\n",
    ] {
        assert_eq!(problems(&format!("{ended}{rest}")), [""; 0], "{ended}");
    }
}
