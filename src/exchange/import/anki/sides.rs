//! A type of notes with its templates read, and the two sides of a card made with them.

use std::collections::HashMap;

use crate::exchange::anki::{OWN_FIELDS, OWN_NOTE_TYPE, SECTION_MARK};
use crate::exchange::{Note, NoteKind, NoteType};

use super::FIELD_END;
use super::cloze::{self, Side};
use super::filling::NoteFilling;
use super::markdown::markdown;
use super::template::{Template, is_blank};

/// What ends the front on the back of a card.
const ANSWER_MARKS: [&str; 3] = ["<hr id=answer", "<hr id=\"answer\"", "<hr id='answer'"];

/// The front of a card that shows nothing there.
const EMPTY_FRONT: &str = "(empty front)";

/// A card's two sides, as Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sides {
    pub(super) front: String,
    /// Empty when there is none.
    pub(super) back: String,
    /// Whether it hides parts of a picture, which no terminal shows.
    pub(super) is_picture: bool,
    /// The headings above it, where the note was made here.
    pub(super) section: Vec<String>,
}

/// A type whose templates were read.
#[derive(Debug)]
pub(super) struct ReadType {
    name: String,
    places: HashMap<String, usize>,
    templates: Vec<ReadTemplate>,
    kind: NoteKind,
    maker: Maker,
}

/// Who made a type of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Maker {
    /// This program: its fields say what they are.
    Here,
    Others,
}

#[derive(Debug)]
struct ReadTemplate {
    name: String,
    /// Question and answer; `None` when one of them makes no sense.
    sides: Option<(Template, Template)>,
}

impl ReadType {
    /// Reads the templates of a type.
    pub(super) fn read(kind: &NoteType) -> ReadType {
        let templates = kind.templates.iter().map(|template| ReadTemplate {
            name: template.name.clone(),
            sides: Template::read(&template.question).zip(answer_part(&template.answer)),
        });
        ReadType {
            name: kind.name.clone(),
            places: kind.fields.iter().cloned().zip(0..).collect(),
            templates: templates.collect(),
            kind: kind.kind,
            maker: match kind.number == OWN_NOTE_TYPE && kind.fields == OWN_FIELDS {
                true => Maker::Here,
                false => Maker::Others,
            },
        }
    }

    /// The sides of a card; `None` when there is nothing to ask.
    pub(super) fn sides(
        &self,
        note: &Note,
        ordinal: u32,
        tags: &str,
        deck: &str,
        flag: i64,
    ) -> Option<Sides> {
        let fields: Vec<&str> = note.fields.split(FIELD_END).collect();
        if let ([front, back, section], Maker::Here) = (&fields[..], self.maker) {
            return own(front, back, section).or_else(|| plain(&fields));
        }
        let place = match self.kind {
            NoteKind::Normal => ordinal as usize,
            NoteKind::Cloze => 0,
        };
        let template = self.templates.get(place);
        let Some((template, (question, answer))) =
            template.and_then(|template| template.sides.as_ref().map(|sides| (template, sides)))
        else {
            return plain(&fields);
        };
        let mut filling = NoteFilling {
            places: &self.places,
            fields: &fields,
            tags,
            note_type: &self.name,
            template: &template.name,
            deck,
            flag,
            ordinal,
            side: Side::Question,
        };
        let question = question.fill(&filling);
        filling.side = Side::Answer;
        let Some((question, answer)) = question.zip(answer.fill(&filling)) else {
            return plain(&fields);
        };
        let (front, back) = (markdown(&question), markdown(&answer));
        if front.trim().is_empty() {
            return plain(&fields);
        }
        let is_picture = self.kind == NoteKind::Cloze
            && fields
                .iter()
                .any(|field| field.contains("image-occlusion:"));
        Some(Sides {
            front,
            back: back.trim().to_owned(),
            is_picture,
            section: Vec::new(),
        })
    }
}

/// What an answer adds to its question: all behind the mark, where that makes sense by itself.
fn answer_part(answer: &str) -> Option<Template> {
    let lower = answer.to_ascii_lowercase();
    let mark = ANSWER_MARKS.iter().find_map(|mark| lower.find(mark));
    let behind = mark
        .and_then(|at| answer.get(at..))
        .and_then(|rest| rest.split_once('>'))
        .and_then(|(_, behind)| Template::read(behind));
    behind.or_else(|| Template::read(answer))
}

/// The fields themselves: the first is asked, the others answer.
fn plain(fields: &[&str]) -> Option<Sides> {
    let (first, others) = fields.split_first()?;
    let front = markdown(&cloze::shown_whole(first));
    let others: Vec<String> = others
        .iter()
        .filter(|field| !is_blank(field))
        .map(|field| markdown(field))
        .collect();
    Some(Sides {
        front: match front.trim().is_empty() {
            true => EMPTY_FRONT.to_owned(),
            false => front,
        },
        back: others.join("\n\n").trim().to_owned(),
        is_picture: false,
        section: Vec::new(),
    })
}

/// The fields of a note that was made here.
fn own(front: &str, back: &str, section: &str) -> Option<Sides> {
    let front = markdown(front);
    let section = markdown(section);
    let headings = section.split(SECTION_MARK).map(str::trim);
    (!front.trim().is_empty()).then(|| Sides {
        front,
        back: markdown(back).trim().to_owned(),
        is_picture: false,
        section: headings
            .filter(|heading| !heading.is_empty())
            .map(str::to_owned)
            .collect(),
    })
}
