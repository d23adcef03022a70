//! Tests of tables that come in, and of tables that go out and come back.

use proptest::prelude::*;

use super::{Asked, Header, read, sample, told};
use crate::cards::{Answer, Card, CardId, DeckName, Fingerprint, Kind, Prompt, compile};
use crate::exchange::export::table::{Separator, write};
use crate::exchange::import::Reading;
use crate::exchange::{Beside, CardRecord, Collection, DeckRecord};

fn deck() -> DeckName {
    DeckName::new("Words").unwrap()
}

fn taken(bytes: impl AsRef<[u8]>) -> Reading {
    let deck = deck();
    let asked = Asked {
        deck: &deck,
        columns: None,
        header: None,
    };
    read(bytes.as_ref(), &asked).unwrap()
}

/// The cards of a reading as `front = back`, one a line.
fn cards(reading: &Reading) -> Vec<String> {
    let decks = reading.collection.decks.iter();
    let records = decks.flat_map(|deck| &deck.cards);
    records
        .map(|record| format!("{} = {}", record.card.front(), record.card.back()))
        .collect()
}

#[test]
fn a_table_with_a_header_is_read_by_its_names() {
    let reading =
        taken("Back of card,Front,Tags,Stapel\nHund,dog,\"animal, pet\",\nKatze,cat,,Other\n");
    assert_eq!(cards(&reading), ["cat = Katze", "dog = Hund"]);
    let decks: Vec<_> = reading
        .collection
        .decks
        .iter()
        .map(|deck| deck.name.as_str())
        .collect();
    assert_eq!(decks, ["Other", "Words"]);
    assert_eq!(
        *reading.collection.decks[1].cards[0].card.tags,
        ["animal", "pet"]
    );
    assert!(
        reading.said[0].contains(
            "comma between cells, with a header: Back of card is answer, Front is prompt"
        ),
        "{:?}",
        reading.said
    );
}

#[test]
fn quotes_line_ends_marks_and_other_separators_are_read() {
    assert_eq!(
        cards(&taken("\u{feff}\"a;1\";\"b\r\n\"\"c\"\"\"\r\nd;e\r\n")),
        ["a;1 = b\r\n\"c\"", "d = e"]
    );
    assert_eq!(
        cards(&taken("sep=|\na,b|c\nd|e,f\n")),
        ["a,b = c", "d = e,f"]
    );
    let utf16: Vec<u8> = "\u{feff}Hund\tdög\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(cards(&taken(utf16)), ["Hund = dög"]);
}

#[test]
fn named_columns_without_an_answer_are_a_key_and_its_fields() {
    let reading = taken(
        "Service,AWS Manages,Customer Manages\nEC2,hardware,the guest\nLambda,the runtime,\n",
    );
    assert_eq!(
        cards(&reading),
        [
            "EC2\n\nAWS Manages? Customer Manages? = - AWS Manages: hardware\n- Customer Manages: the guest",
            "Lambda\n\nAWS Manages? = the runtime"
        ]
    );
    assert_eq!(
        reading.collection.decks[0].cards[0].card.kind,
        Kind::TableRow
    );
}

#[test]
fn what_the_learner_says_goes_before_guesses() {
    let deck = deck();
    let asked = Asked {
        deck: &deck,
        columns: Some(told("answer,-,prompt").unwrap()),
        header: Some(Header::No),
    };
    let reading = read(b"Front,Back,Tags\na,b,c\n", &asked).unwrap();
    assert_eq!(cards(&reading), ["Tags = Front", "c = a"]);
}

#[test]
fn rows_that_make_no_card_are_skipped_with_their_line() {
    let reading =
        taken("front,back,kind\na,b,\n,c,\nd,,\n\n,,\n\"a\n\n\",b,\ne,f,quiz\na,b,\n\"g,h,\n");
    let said: Vec<String> = reading
        .skipped
        .iter()
        .map(|row| format!("{}: {}", row.what, row.why))
        .collect();
    assert_eq!(
        said,
        [
            "line 3: it has no prompt",
            "line 4: it has no answer",
            "line 7: another row says the same",
            "line 10: kind: `quiz` is no kind of card",
            "line 11: another row says the same",
            "line 12: a quote that is opened here is never closed",
        ]
    );
    assert_eq!(cards(&reading), ["a = b"]);
}

/// A header of a few hundred kilobytes stands on every card.
#[test]
fn what_each_row_repeats_is_bounded() {
    let name = "n".repeat(300_000);
    let rows: String = (0..22).map(|n| format!("key {n},v {n},w {n}\n")).collect();
    let table = format!("Prompt,Answer,{name}\n{rows}");
    let deck = deck();
    let asked = Asked {
        deck: &deck,
        columns: None,
        header: Some(Header::Yes),
    };
    let reading = read(table.as_bytes(), &asked).unwrap();
    // Sixteen times what the file has.
    assert_eq!(cards(&reading).len(), 16);
    let last = reading.skipped.last().unwrap();
    assert!(last.why.contains("all the text"), "{}", last.why);
}

/// A file of a hundred kilobytes once had megabytes said about it.
#[test]
fn a_guess_holds_the_beginning_of_a_long_cell() {
    let long = "x".repeat(3 << 20);
    let looked_at = sample(&format!("\"{long}\",a\nb,{long}\n"), b',');
    let lengths: Vec<usize> = looked_at.iter().flatten().map(String::len).collect();
    assert_eq!(lengths, [1 << 20, 1, 1, 1 << 20]);
}

#[test]
fn what_is_said_of_a_table_is_short() {
    let rows = format!("a,b{}\n", ",c".repeat(50_000));
    let said = taken(rows).said.join("\n");
    assert!(said.contains("column 30 is part of the answer, and 49972 more"));
    assert!(said.len() < 2_000, "{}", said.len());
    let name = "n".repeat(300_000);
    let deck = deck();
    let asked = Asked {
        deck: &deck,
        columns: None,
        header: Some(Header::Yes),
    };
    let table = format!("Prompt,Answer,{name}\na,b,c\n");
    let said = read(table.as_bytes(), &asked).unwrap().said.join("\n");
    assert!(said.contains("…") && said.contains("is part of the answer"));
    assert!(said.len() < 1_000, "{}", said.len());
}

#[test]
fn ids_are_written_named_or_born() {
    let id = |text: &str| taken(text).collection.decks[0].cards[0].id;
    let written = "0123456789abcdef0123456789abcdef";
    assert_eq!(
        id(&format!("prompt,answer,id\na,b,{written}\n")).to_string(),
        written
    );
    // A number of somebody else's stays its card's name, whatever the card says.
    assert_eq!(
        id("prompt,answer,id\na,b,7\n"),
        id("prompt,answer,id\nx,y,7\n")
    );
    assert_ne!(
        id("prompt,answer,id\na,b,7\n"),
        id("prompt,answer,id\na,b,8\n")
    );
    let born = CardId::born(&deck(), Fingerprint::of(&plain("a", "b")), 0);
    assert_eq!(id("prompt,answer\na,b\n"), born);
}

#[test]
fn what_is_no_table_is_refused() {
    let deck = deck();
    let asked = Asked {
        deck: &deck,
        columns: None,
        header: None,
    };
    let said = |bytes: &[u8]| read(bytes, &asked).unwrap_err().to_string();
    assert_eq!(said(b""), "there are no rows in it");
    assert_eq!(
        said(b"alone\nand alone\n"),
        "its rows have one cell; a card needs a front and a back"
    );
    assert_eq!(said(b"a,b\n\xff,c\n"), "line 2: this is no UTF-8 text");
    let long = format!("a,b\n{},c\n", "x".repeat((1 << 20) + 1));
    assert_eq!(taken(long).skipped[0].why, "column 1 is longer than 1 MiB");
}

fn plain(front: &str, back: &str) -> Card {
    Card {
        kind: Kind::Question,
        section: [].into(),
        prompt: Prompt::Text(front.into()),
        answer: Answer::Text(back.into()),
        tags: [].into(),
        line: 0,
    }
}

fn written(cards: Vec<Card>, separator: Separator) -> (Collection, Vec<u8>) {
    let deck = deck();
    let mut numbers = 0_u128..;
    let records = cards.into_iter().map(|card| CardRecord {
        id: CardId::from_bytes(numbers.next().unwrap_or(0).to_be_bytes()),
        card,
        retired: false,
        sibling: None,
    });
    let collection = Collection {
        decks: vec![DeckRecord {
            name: deck,
            source: None,
            cards: records.collect(),
            events: Vec::new(),
            beside: Beside::default(),
        }],
    };
    let bytes = write(&collection, separator, None);
    (collection, bytes)
}

/// Every form of card.
const NOTES: &str = "# Words\n\n## Services\n\n| Service | AWS | Customer |\n|---|---|---|\n| EC2 | a | b |\n\n## Other > more\n\nQ: -1 + 1?\nA: =0\n\nQ: Which?\nA. one\nB. two\nAnswer: B\nExplanation: so\n\nQ: Open?\n\nC: The [end].\n\nScenario: x\n- A: 1\n- B: 2\n";

#[test]
fn every_form_of_card_comes_back() {
    let compiled = compile(NOTES, &deck());
    let cards: Vec<Card> = compiled
        .cards
        .into_iter()
        .map(|card| Card {
            line: 0,
            ..card.card
        })
        .collect();
    assert_eq!(cards.len(), 6);
    for separator in [Separator::Comma, Separator::Tab] {
        let (collection, bytes) = written(cards.clone(), separator);
        let back = taken(&bytes);
        assert_eq!(
            back.collection,
            collection,
            "{}",
            String::from_utf8_lossy(&bytes)
        );
        assert!(back.skipped.is_empty());
    }
}

#[test]
fn a_changed_cell_counts_more_than_the_details() {
    let compiled = compile(NOTES, &deck());
    let row = compiled.cards.into_iter().next().unwrap().card;
    let (_, bytes) = written(vec![row], Separator::Comma);
    let text = String::from_utf8(bytes).unwrap();
    // The list on the back begins with a dash, and is guarded.
    assert!(text.contains("\"'- AWS: a\n- Customer: b\""), "{text}");
    let changed = taken(text.replacen("'- AWS: a\n- Customer: b", "nobody", 1));
    assert_eq!(changed.collection.decks[0].cards[0].card.back(), "nobody");
}

/// Texts with everything that a table gives a meaning to.
fn text() -> impl Strategy<Value = String> {
    "[a=+@,;\t\"'\r\n é-]{0,12}x[a=+@,;\t\"'\r\n é-]{0,12}"
}

proptest! {
    #[test]
    fn what_goes_out_comes_in(
        cards in proptest::collection::vec((text(), text(), proptest::collection::vec("[a-z:]{1,5}", 0..3)), 1..6),
        comma in any::<bool>(),
    ) {
        let cards: Vec<Card> = cards
            .into_iter()
            .map(|(front, back, mut tags)| {
                tags.sort();
                tags.dedup();
                Card { tags: tags.into(), ..plain(&front, &back) }
            })
            .collect();
        let separator = if comma { Separator::Comma } else { Separator::Tab };
        let (collection, bytes) = written(cards, separator);
        let back = taken(&bytes);
        prop_assert_eq!(back.skipped, vec![]);
        prop_assert_eq!(back.collection, collection);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[a\",;\t\r\n=']{0,60}") {
        let deck = deck();
        let asked = Asked { deck: &deck, columns: None, header: None };
        let _ = read(&bytes, &asked);
        let _ = read(text.as_bytes(), &asked);
    }
}
