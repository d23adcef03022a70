//! The note that a card made here becomes. Its type, its fields and its templates never change: Anki
//! knows a type by its number, and leaves the notes of one that changed alone for ever.

use crate::cards::{Answer, Card, Kind, Prompt};
use crate::exchange::anki::{OWN_FIELDS, OWN_NOTE_TYPE, SECTION_MARK};
use crate::exchange::{NoteKind, NoteType, Template};

use super::html::{NameOfPicture, html};

/// The question: the section in small letters, then the front.
const QUESTION: &str = "{{#Section}}<div class=section>{{Section}}</div>{{/Section}}\n<div class=front>{{Front}}</div>";

/// The answer, under the question.
const ANSWER: &str = "{{FrontSide}}\n\n<hr id=answer>\n\n<div class=back>{{Back}}</div>";

const STYLE: &str = ".card { font-family: sans-serif; font-size: 20px; line-height: 1.4; max-width: 40em; margin: auto; }
.section { font-size: 14px; opacity: 0.6; margin-bottom: 1em; }
pre, table { text-align: left; overflow-x: auto; }
td, th { border: 1px solid #8888; padding: 0.2em 0.6em; }
table { border-collapse: collapse; }
";

/// The type of all notes made here.
pub fn own_note_type() -> NoteType {
    NoteType {
        number: OWN_NOTE_TYPE,
        name: "srm".to_owned(),
        kind: NoteKind::Normal,
        fields: OWN_FIELDS.map(str::to_owned).to_vec(),
        templates: vec![Template {
            name: "Card 1".to_owned(),
            question: QUESTION.to_owned(),
            answer: ANSWER.to_owned(),
        }],
        css: STYLE.to_owned(),
        sort_field: 0,
    }
}

/// The fields of a card, joined as Anki joins them. Pictures have the names that they are packed under.
pub fn own_fields(card: &Card, named: &mut NameOfPicture<'_>) -> String {
    let mut front = card.front();
    for (nth, option) in options(card).iter().enumerate() {
        front.push_str(if nth == 0 { "\n\n" } else { "\n" });
        // A list would begin anew where an option has lines of its own.
        let letter = (b'A'..=b'Z').nth(nth).map_or('-', char::from);
        front.push_str(&format!("{letter}\\) {}", option.replace('\n', " ")));
    }
    let section = html(&above(card).join(SECTION_MARK), named);
    [html(&front, named), html(&card.back(), named), section].join("\u{1f}")
}

/// The headings above a card, without the one that its front says already.
fn above(card: &Card) -> &[String] {
    match (card.kind, &card.prompt, &card.section[..]) {
        (Kind::TableRow, Prompt::Key(_), [above @ .., _]) => above,
        (_, _, all) => all,
    }
}

/// The options that a question shows.
fn options(card: &Card) -> Vec<&str> {
    match &card.answer {
        Answer::Choices(asked) => asked.choices.iter().map(|one| &*one.text).collect(),
        Answer::Unanswered(open) => open.options.iter().map(String::as_str).collect(),
        Answer::Text(_) | Answer::Fields(_) => Vec::new(),
    }
}

/// Tags as Anki writes them: a space around each, none inside.
pub fn tags_text<'a>(tags: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for tag in tags {
        let tidy: String = tag
            .chars()
            .map(|c| if c.is_whitespace() { '_' } else { c })
            .filter(|c| !c.is_control())
            .collect();
        if !tidy.is_empty() {
            text.push(' ');
            text.push_str(&tidy);
        }
    }
    if !text.is_empty() {
        text.push(' ');
    }
    text
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::cards::{Choice, ChoiceOrder, Choices, Fields};

    #[test]
    fn a_choice_shows_its_options_on_the_front() {
        let choice = |text: &str, correct| Choice {
            text: text.to_owned(),
            correct,
        };
        let card = Card {
            kind: Kind::Choice,
            section: Arc::from(vec!["AWS".to_owned(), "Storage".to_owned()]),
            prompt: Prompt::Text("Which is shared?".into()),
            answer: Answer::Choices(Box::new(Choices {
                choices: vec![choice("EBS", false), choice("EFS", true)],
                explanation: Some("Many at once.".into()),
                order: ChoiceOrder::Free,
            })),
            tags: Arc::from(Vec::new()),
            line: 1,
        };
        let fields = own_fields(&card, &mut |_| None);
        let fields: Vec<&str> = fields.split('\u{1f}').collect();
        assert_eq!(
            fields,
            [
                "<p>Which is shared?</p>\n<p>A) EBS<br />\nB) EFS</p>",
                "<p>EFS</p>\n<p>Many at once.</p>",
                "AWS › Storage"
            ]
        );
    }

    #[test]
    fn a_row_says_its_heading_once() {
        let card = Card {
            kind: Kind::TableRow,
            section: Arc::from(vec!["AWS".to_owned(), "Storage".to_owned()]),
            prompt: Prompt::Key("EBS".into()),
            answer: Answer::Fields(Fields::new([("Keeps", "blocks")])),
            tags: Arc::from(Vec::new()),
            line: 1,
        };
        assert_eq!(
            own_fields(&card, &mut |_| None),
            "<p>Storage: EBS</p>\n<p>Keeps?</p>\u{1f}blocks\u{1f}AWS"
        );
    }

    #[test]
    fn tags_have_spaces_around_and_none_inside() {
        assert_eq!(tags_text(["aws", "two words"]), " aws two_words ");
        assert_eq!(tags_text(["\u{1b}", ""]), "");
    }

    /// Numbers, names and templates are in the collections of others: this test never changes.
    #[test]
    fn the_type_of_our_notes_never_changes() {
        let kind = own_note_type();
        assert_eq!(kind.number, 1_767_225_600_001);
        assert_eq!(kind.fields, ["Front", "Back", "Section"]);
        assert_eq!(kind.templates.len(), 1);
        assert_eq!(kind.templates[0].name, "Card 1");
    }
}
