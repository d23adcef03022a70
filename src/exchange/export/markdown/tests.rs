//! Tests of decks that become documents, and of what these compile to.

use proptest::prelude::*;

use super::{Document, is_same, write};
use crate::cards::{Answer, Card, CardId, Compiled, DeckName, Fingerprint, Kind, Prompt, compile};
use crate::exchange::{Beside, CardRecord, DeckRecord};

fn name() -> DeckName {
    DeckName::new("Notes").unwrap()
}

fn deck(compiled: &Compiled) -> DeckRecord {
    DeckRecord {
        name: compiled.deck.clone(),
        source: None,
        cards: compiled
            .cards
            .iter()
            .map(|card| CardRecord {
                id: card.id,
                card: card.card.clone(),
                retired: false,
                sibling: None,
            })
            .collect(),
        events: Vec::new(),
        beside: Beside::default(),
    }
}

/// The ids and fingerprints of a compiled document.
fn identity(compiled: &Compiled) -> Vec<(CardId, Fingerprint)> {
    compiled
        .cards
        .iter()
        .map(|card| (card.id, card.fingerprint))
        .collect()
}

fn round(text: &str) -> (Compiled, Document, Compiled) {
    let first = compile(text, &name());
    let written = write(&deck(&first));
    let second = compile(&written.text, &DeckName::new("other").unwrap());
    (first, written, second)
}

#[test]
fn every_kind_of_card_comes_back_with_its_id() {
    let text = "# Notes\n\n## Services #cloud\n\n| Service | AWS Manages | Customer Manages |\n|---|---|---|\n| EC2 | hardware | the guest |\n| Lambda | the runtime | |\n\n## Questions\n\nQ: Who patches? #ops\nA: AWS does:\n\n- at night\n- `at` noon\n\nQ: Which one is shared?\nA. EBS\nB. EFS\nAnswer: B\nExplanation: Many at once.\n\n## More\n\nThe {{c1::end}} is near.\n\nEBS :: block storage\n\nScenario: A bucket is public\n- AWS: durability\n- Customer: the policy\n\nQ: Open?\n";
    let (first, written, second) = round(text);
    assert_eq!(first.cards.len(), 8);
    assert_eq!(written.left_out, []);
    assert_eq!(identity(&first), identity(&second), "{}", written.text);
    let tags = |compiled: &Compiled| {
        compiled
            .cards
            .iter()
            .map(|card| card.card.tags.to_vec())
            .collect::<Vec<_>>()
    };
    assert_eq!(tags(&first), tags(&second), "{}", written.text);
    let sections = |compiled: &Compiled| {
        compiled
            .cards
            .iter()
            .map(|card| card.card.section.to_vec())
            .collect::<Vec<_>>()
    };
    assert_eq!(sections(&first), sections(&second), "{}", written.text);
}

#[test]
fn a_card_that_no_document_gives_is_left_out_and_named() {
    let mut first = compile("Q: a\nA: b\n", &name());
    // A sentence from which nothing is left out.
    first.cards[0].card.kind = Kind::Cloze;
    let written = write(&deck(&first));
    assert_eq!(written.left_out, [first.cards[0].id]);
    assert_eq!(written.cards, 0);
}

fn words() -> impl Strategy<Value = String> {
    "[A-Z][a-z]{1,6}( [a-z]{1,6}){0,4}"
}

fn card() -> impl Strategy<Value = Card> {
    let answer = prop_oneof![
        words(),
        (words(), words()).prop_map(|(one, two)| format!("{one}\n\n- {two}\n- {one}")),
    ];
    let tags = proptest::collection::vec("[a-z]{2,6}", 0..3);
    (words(), answer, tags, any::<bool>()).prop_map(|(front, back, mut tags, is_question)| {
        tags.sort();
        tags.dedup();
        let (kind, front, back, tags) = match is_question {
            true => (Kind::Question, format!("{front}?"), back, tags),
            false => (
                Kind::Definition,
                front,
                back.replace("\n\n- ", " ").replace("\n- ", " "),
                vec![],
            ),
        };
        Card {
            kind,
            section: [].into(),
            prompt: Prompt::Text(front.into()),
            answer: Answer::Text(back.into()),
            tags: tags.into(),
            line: 0,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// What is not left out compiles to the same card, in the same order, whatever the cards are.
    #[test]
    fn what_is_written_compiles_to_the_same_cards(cards in proptest::collection::vec(card(), 1..8)) {
        let records: Vec<CardRecord> = cards.into_iter().enumerate().map(|(at, card)| CardRecord {
            id: CardId::born(&name(), Fingerprint::of(&card), u32::try_from(at).unwrap()),
            card,
            retired: false,
            sibling: None,
        }).collect();
        let deck = DeckRecord { name: name(), source: None, cards: records, events: Vec::new(), beside: Beside::default() };
        let written = write(&deck);
        prop_assert_eq!(&written.left_out, &vec![], "{}", written.text);
        let compiled = compile(&written.text, &DeckName::new("x").unwrap());
        prop_assert_eq!(&compiled.deck, &deck.name);
        prop_assert_eq!(compiled.cards.len(), deck.cards.len(), "{}", written.text);
        for (compiled, record) in compiled.cards.iter().zip(&deck.cards) {
            prop_assert!(is_same(compiled, &record.card), "{}", written.text);
        }
    }

    /// Any text at all: what is handed out compiles to what it says it holds.
    #[test]
    fn any_card_is_written_or_named(front in "[-#a?\\n|>*`: ]{1,12}", back in "[-#aA:?\\n|>*` ]{1,12}") {
        let card = Card {
            kind: Kind::Question,
            section: [].into(),
            prompt: Prompt::Text(front.into()),
            answer: Answer::Text(back.into()),
            tags: [].into(),
            line: 0,
        };
        let id = CardId::born(&name(), Fingerprint::of(&card), 0);
        let record = CardRecord { id, card, retired: false, sibling: None };
        let deck = DeckRecord { name: name(), source: None, cards: vec![record], events: Vec::new(), beside: Beside::default() };
        let written = write(&deck);
        let compiled = compile(&written.text, &name());
        prop_assert_eq!(compiled.cards.len(), written.cards);
        prop_assert_eq!(written.cards + written.left_out.len(), 1);
    }
}
