//! Tests of Anki's text files.

use super::*;

fn cards(text: &str) -> Vec<String> {
    let deck = DeckName::new("Notes").unwrap();
    let reading = read(text.as_bytes(), &deck).unwrap();
    let mut all = Vec::new();
    for deck in &reading.collection.decks {
        for record in &deck.cards {
            let tags = record.card.tags.join(" ");
            all.push(format!(
                "{}|{}|{}|{tags}",
                deck.name,
                record.card.front(),
                record.card.back()
            ));
        }
    }
    all.extend(
        reading
            .skipped
            .iter()
            .map(|row| format!("{}: {}", row.what, row.why)),
    );
    all
}

#[test]
fn what_anki_writes_is_read_with_its_columns() {
    let text = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n\
        abc\tBasic\tAWS::S3\tWhat is <b>S3</b>?\t\"objects\nand \"\"more\"\"\"\tcloud aws\n\
        # a comment\n\"#d\"\tBasic\t\tsecond\tback\t\n";
    assert_eq!(
        cards(text),
        [
            "AWS::S3|What is **S3**?|objects and \"more\"|aws cloud",
            "Notes|second|back|"
        ]
    );
    let reading = read(text.as_bytes(), &DeckName::new("Notes").unwrap()).unwrap();
    assert_eq!(reading.collection.decks[0].cards[0].id, card_id("abc", 0));
}

#[test]
fn types_say_how_notes_are_asked() {
    let text = "#separator:;\n#notetype:Basic (and reversed card)\n#deck:D\n#tags:x y\na;b\n";
    assert_eq!(cards(text), ["D|a|b|x y", "D|b|a|x y"]);
    let cloze = "#separator:;\n#notetype:Cloze\n{{c1::Rome}} is in {{c2::Italy}};extra\n";
    let read = cards(cloze);
    assert_eq!(read.len(), 2, "{read:?}");
    assert!(
        read[0].starts_with("Notes|[…] is in Italy|") || read[0].contains("is in Italy"),
        "{read:?}"
    );
}

#[test]
fn plain_text_is_no_html_and_bad_rows_are_named() {
    let text = "#html:false\na <b>\t1 & 2\n\tno front\na <b>\t1 & 2\n";
    assert_eq!(
        cards(text),
        [
            "Notes|a \\<b>|1 & 2|",
            "line 3: its first field is empty",
            "line 4: another row is the same note"
        ]
    );
}

#[test]
fn only_lines_that_anki_knows_make_a_file_of_anki() {
    assert!(is_anki_text(b"#separator:tab\na\tb"));
    assert!(is_anki_text("\u{feff}#HTML:true\r\n".as_bytes()));
    assert!(!is_anki_text(b"# Notes: one\n"));
    assert!(!is_anki_text(b"#tag: x\n"));
    assert!(!is_anki_text(b""));
    let deck = DeckName::new("Notes").unwrap();
    assert!(matches!(
        read(b"#separator:quote\na", &deck),
        Err(TextError::Separator(_))
    ));
    assert!(matches!(
        read(b"#html:true\n", &deck),
        Err(TextError::Empty)
    ));
}
