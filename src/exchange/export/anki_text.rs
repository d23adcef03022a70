//! Decks as a text file of Anki: `File > Import` there takes it as it is, and updates its notes when it
//! is written again. A note that came from Anki goes back with its own fields, type and guid; every
//! other card is a note of the type `Basic`.

use std::collections::HashSet;

use crate::cards::{Answer, Card};
use crate::exchange::anki::own_guid;
use crate::exchange::{CardRecord, Collection, DeckRecord};

use super::anki::html::html;

/// What the file says of itself; fields stand behind these columns.
const TOP: &str = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:4\n";

/// What joins the fields of a note.
const FIELD_END: char = '\u{1f}';

/// The live cards of a collection as notes, without what was learned: the format has no place for it.
pub fn write(collection: &Collection) -> Vec<u8> {
    let mut rows = Vec::new();
    let mut guids = HashSet::new();
    for deck in &collection.decks {
        for record in deck.cards.iter().filter(|record| !record.retired) {
            rows.extend(row(deck, record, &mut guids));
        }
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut table = csv::WriterBuilder::new()
        .delimiter(b'\t')
        // A note whose guid begins so would be a comment.
        .comment(Some(b'#'))
        .from_writer(TOP.as_bytes().to_vec());
    for mut row in rows {
        row.resize(width, String::new());
        // Writing into memory, and rows of one length: neither fails.
        let _ = table.write_record(&row);
    }
    table.into_inner().unwrap_or_default()
}

/// The cells of a note; none where a card of it was written already.
fn row(deck: &DeckRecord, record: &CardRecord, guids: &mut HashSet<String>) -> Option<Vec<String>> {
    let card = &record.card;
    let (guid, kind, fields) = match &record.sibling {
        Some(sibling) => {
            let note = &sibling.note;
            let fields = note.fields.split(FIELD_END).map(str::to_owned).collect();
            (note.guid.clone(), note.kind.name.clone(), fields)
        }
        None => (
            own_guid(record.id),
            "Basic".to_owned(),
            vec![as_html(&front(card)), as_html(&card.back())],
        ),
    };
    if !guids.insert(guid.clone()) {
        return None;
    }
    let tags: Vec<String> = card
        .tags
        .iter()
        .map(|tag| tag.split_whitespace().collect::<Vec<_>>().join("_"))
        .collect();
    let mut cells = vec![guid, kind, deck.name.to_string(), tags.join(" ")];
    cells.extend::<Vec<String>>(fields);
    Some(cells)
}

/// The front, with the options that a question shows.
fn front(card: &Card) -> String {
    let options: Vec<&str> = match &card.answer {
        Answer::Choices(asked) => asked.choices.iter().map(|one| &*one.text).collect(),
        Answer::Unanswered(open) => open.options.iter().map(String::as_str).collect(),
        Answer::Text(_) | Answer::Fields(_) => Vec::new(),
    };
    let mut front = card.front();
    for (letter, option) in ('A'..='Z').zip(options) {
        front.push_str(if letter == 'A' { "\n\n" } else { "\n" });
        front.push_str(&format!("{letter}\\) {}", option.replace('\n', " ")));
    }
    front
}

/// The HTML of a field. A picture keeps its address: a text file packs nothing.
fn as_html(markdown: &str) -> String {
    html(markdown, &mut |_| None)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cards::{DeckName, compile, plain};
    use crate::exchange::Beside;
    use crate::exchange::import::anki::text::read;

    fn deck(text: &str) -> DeckRecord {
        let compiled = compile(text, &DeckName::new("Notes").unwrap());
        DeckRecord {
            name: compiled.deck,
            source: None,
            cards: compiled
                .cards
                .into_iter()
                .map(|card| CardRecord {
                    id: card.id,
                    card: card.card,
                    retired: false,
                    sibling: None,
                })
                .collect(),
            events: Vec::new(),
            beside: Beside::default(),
        }
    }

    #[test]
    fn cards_are_notes_that_anki_takes() {
        let deck = deck(
            "# A::B\n\nQ: What is **S3** #aws?\nA: `objects`\n\n- a\n- b & c\n\nQ: Which?\nA. x\nB. y\nAnswer: B\n",
        );
        let ids: Vec<String> = deck
            .cards
            .iter()
            .map(|record| record.id.to_string())
            .collect();
        let text = String::from_utf8(write(&Collection { decks: vec![deck] })).unwrap();
        let rows = text.strip_prefix(TOP).unwrap();
        assert!(
            rows.starts_with(&format!("srm-{}\tBasic\tA::B\t", ids[0])),
            "{text}"
        );
        assert!(rows.contains("<strong>S3</strong>"), "{text}");
        assert!(rows.contains("<li>b &amp; c</li>"), "{text}");
        assert!(rows.contains("A) x<br />\nB) y"), "{text}");
    }

    proptest! {
        #[test]
        fn what_goes_out_comes_in(
            words in proptest::collection::vec("[a-z]{1,6}( [a-zé&]{1,6}){0,3}", 2..8),
            bold in any::<bool>(),
        ) {
            let mut document = "# Notes\n\n".to_owned();
            for pair in words.chunks_exact(2) {
                let answer = if bold { format!("**{}**", pair[1]) } else { pair[1].clone() };
                document.push_str(&format!("Q: {}?\nA: {answer}\n\n", pair[0]));
            }
            let collection = Collection { decks: vec![deck(&document)] };
            let back = read(&write(&collection), &DeckName::new("x").unwrap()).unwrap();
            prop_assert_eq!(back.skipped, vec![]);
            let said = |collection: &Collection| -> Vec<(String, String, String)> {
                let cards = collection.decks.iter().flat_map(|deck| &deck.cards);
                // A sign that Markdown might take for the beginning of an entity comes back escaped.
                let text = |side: String| side.replace("\\&", "&");
                cards.map(|record| (record.id.to_string(), text(plain(&record.card.front())), text(plain(&record.card.back())))).collect()
            };
            prop_assert_eq!(said(&back.collection), said(&collection));
        }
    }
}
