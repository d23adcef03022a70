//! Cards from Anki: rows of its collection in, cards of ours out, note by note, so that a collection of
//! any size needs the memory of one note. What cannot be carried over is counted and named; a row that
//! makes no sense is skipped and named.
//! It must never open a package or a database: rows come in as arguments.

mod buffer;
mod cloze;
mod filling;
mod log;
mod markdown;
mod sides;
mod report;
mod simple;
mod standing;
mod template;
pub mod text;

use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;

use crate::calendar::{Moment, StudyDay};
use crate::cards::{
    Answer, Card, CardId, DeckName, Fingerprint, Kind, LONGEST, Prompt, Room, Unanswered,
};
use crate::exchange::anki::{
    AnkiCollection, CardRow, LogRow, NoteRow, card_id, creation_day, state_id, with_renamed_media,
};
use crate::exchange::{Arrival, CardRecord, Note, NoteKind, Sibling};
use crate::review::{Deed, Event, Flag};

pub use log::{LOG_KIND, LoggedAnswer};
pub use report::{Report, Skipped};
use sides::{ReadType, Sides};
use standing::{Answers, Days};

/// The longest field, in bytes.
const LONGEST_FIELD: usize = LONGEST;

/// What joins the fields of a note.
const FIELD_END: char = '\u{1f}';

/// A collection of Anki being read.
#[derive(Debug)]
pub struct Conversion {
    collection: AnkiCollection,
    days: Days,
    now: Moment,
    types: HashMap<i64, ReadType>,
    decks: HashMap<i64, DeckName>,
    guids: HashSet<u64>,
    answers: HashMap<i64, Answers>,
    /// The cards that came, with the day of the last answer that was made an event.
    cards: HashMap<i64, (CardId, Option<StudyDay>)>,
    /// Media whose names are taken here, with their new ones.
    renamed: Vec<(String, String)>,
    /// What the cards may still hold.
    room: Room,
    report: Report,
}

impl Conversion {
    /// A conversion that has read nothing. `now` bounds what may have happened, and its offset stands
    /// in for a collection that does not say where it was made.
    pub fn new(collection: AnkiCollection, now: Moment) -> Conversion {
        let first = creation_day(&collection, now.offset_minutes);
        let days = Days {
            first,
            rollover: collection.rollover,
            offset_minutes: now.offset_minutes,
        };
        let types = collection.note_types.iter();
        let types = types.map(|(number, kind)| (*number, ReadType::read(kind)));
        let mut report = Report::default();
        report.count("preset of deck options", collection.presets);
        let described = collection.decks.values().filter(|deck| deck.described);
        report.count("description of a deck", described.count());
        Conversion {
            types: types.collect(),
            collection,
            days,
            now,
            decks: HashMap::default(),
            guids: HashSet::default(),
            answers: HashMap::default(),
            cards: HashMap::default(),
            renamed: Vec::new(),
            room: Room::default(),
            report,
        }
    }

    /// A medium has another name here. To be said before the notes come.
    pub fn rename_medium(&mut self, name: String, new: String) {
        self.renamed.push((name, new));
    }

    /// What was left behind and skipped.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// As [`Conversion::report`], for whoever reads the rows.
    pub fn report_mut(&mut self) -> &mut Report {
        &mut self.report
    }

    /// Takes a row of the log into account before its card comes. Rows come in their order.
    pub fn count_answer(&mut self, row: &LogRow) {
        if log::fault(row, self.now.utc_ms).is_none() {
            log::count(row, &self.days, &mut self.answers);
        }
    }

    /// A note and its cards, in the order of ordinals.
    pub fn note(&mut self, row: NoteRow, cards: &[CardRow]) -> Vec<Arrival> {
        let kind = match self.sound_type(&row) {
            Ok(number) => number,
            Err(why) => {
                self.report.skip(format!("note {}", row.number), why);
                return Vec::new();
            }
        };
        if cards.is_empty() {
            let what = format!("note {}", row.number);
            self.report.skip(what, "it has no cards".into());
            return Vec::new();
        }
        self.room.grow(row.fields.len());
        let fields = with_renamed_media(tidy_fields(row.fields), &self.renamed);
        let tags = tags(&row.tags);
        let note = Arc::new(Note {
            guid: self.own_guid(row.guid, row.number),
            number: row.number,
            kind: kind.clone(),
            changed_s: row.changed_s.clamp(0, self.now.utc_ms / 1000),
            fields,
        });
        cards
            .iter()
            .filter_map(|card| self.card(&note, &tags, &row.tags, card))
            .collect()
    }

    /// The guid of a note. One that has none, or that another note of the file has, gets one of its
    /// number, the same whenever the file is read.
    fn own_guid(&mut self, guid: String, number: i64) -> String {
        if guid.is_empty() {
            return format!("anki-{number}");
        }
        let mut hash = [0; 8];
        let mut hasher = blake3::Hasher::new();
        hasher.update(guid.as_bytes());
        hasher.finalize_xof().fill(&mut hash);
        if !self.guids.insert(u64::from_le_bytes(hash)) {
            self.report.count("guid that several notes share", 1);
            return format!("{guid}-{number}");
        }
        guid
    }

    /// The type of a note whose row makes sense, or what is wrong with it.
    fn sound_type(&self, row: &NoteRow) -> Result<Arc<crate::exchange::NoteType>, String> {
        let kind = self.collection.note_types.get(&row.note_type);
        let kind = kind.ok_or_else(|| format!("its type {} is not there", row.note_type))?;
        let (found, expected) = (row.fields.split(FIELD_END).count(), kind.fields.len());
        if found != expected {
            let fields = if found == 1 { "field" } else { "fields" };
            return Err(format!("it has {found} {fields}, its type has {expected}"));
        }
        if row
            .fields
            .split(FIELD_END)
            .any(|field| field.len() > LONGEST_FIELD)
        {
            return Err("a field is longer than 1 MiB".into());
        }
        Ok(kind.clone())
    }

    fn card(
        &mut self,
        note: &Arc<Note>,
        tags: &Arc<[String]>,
        raw_tags: &str,
        row: &CardRow,
    ) -> Option<Arrival> {
        let skip = |report: &mut Report, why: String| {
            report.skip(format!("card {}", row.number), why);
        };
        if let Some(why) = standing::fault(row) {
            skip(&mut self.report, why.into());
            return None;
        }
        let Some(ordinal) = u32::try_from(row.ordinal)
            .ok()
            .filter(|ordinal| *ordinal < 1000)
        else {
            skip(
                &mut self.report,
                "its place in the note makes no sense".into(),
            );
            return None;
        };
        let deck = self.deck_of(row);
        let read = self.types.get(&note.kind.number)?;
        let sides = read.sides(note, ordinal, raw_tags, deck.as_str(), row.flags & 7);
        let Some(sides) = sides else {
            skip(&mut self.report, "its front is empty".into());
            return None;
        };
        if sides.back.is_empty() {
            self.report
                .count("card with an empty back, which is not asked", 1);
        }
        let is_picture = sides.is_picture;
        let card = card_of(note.kind.kind, sides, tags);
        if let Err(why) = self.room.take(&card) {
            skip(&mut self.report, why.to_string());
            return None;
        }
        let id = card_id(&note.guid, ordinal);
        self.cards.insert(row.number, (id, None));
        let given = standing::given(row, &self.days);
        let standing = self.standing(id, row, is_picture);
        Some(Arrival {
            deck,
            fingerprint: Fingerprint::of(&card),
            record: CardRecord {
                id,
                card,
                retired: false,
                sibling: Some(Sibling {
                    note: note.clone(),
                    ordinal,
                    number: row.number,
                    given: serde_json::to_string(&given).unwrap_or_default(),
                }),
            },
            // Its number is the moment it was made.
            added: Some(self.days.of_ms(row.number)),
            standing,
            last_answer: self.answers.get(&row.number).map(|answers| answers.last_ms),
        })
    }

    /// The deck a card belongs to: its home, never one that borrowed it.
    fn deck_of(&mut self, row: &CardRow) -> DeckName {
        let number = if row.home_deck != 0 {
            row.home_deck
        } else {
            row.deck
        };
        if row.home_deck != 0 {
            self.report.count("card sent home from a filtered deck", 1);
        }
        if let Some(name) = self.decks.get(&number) {
            return name.clone();
        }
        let name = self.collection.decks.get(&number);
        if name.is_none() {
            self.report.count("deck that is not in the file", 1);
        }
        let name = name
            .and_then(|deck| DeckName::new(&deck.name))
            .or_else(|| DeckName::new(&format!("Anki deck {number}")))
            .or_else(|| DeckName::new("Anki"));
        // One of them is a name.
        let name = name.unwrap_or_else(DeckName::unnamed);
        self.decks.insert(number, name.clone());
        name
    }

    /// The events that say how the card stands. They come behind its last answer.
    fn standing(&mut self, card: CardId, row: &CardRow, is_picture: bool) -> Vec<Event> {
        let answers = self.answers.get(&row.number);
        let last_ms = answers.map_or(0, |answers| answers.last_ms);
        let changed_ms = row.changed_s.saturating_mul(1000).clamp(0, self.now.utc_ms);
        let mut clock = changed_ms.max(last_ms.saturating_add(1));
        let mut deeds = Vec::new();
        if let Some(adopted) = standing::adopted(row, answers, &self.days) {
            deeds.push(Deed::Adopt(adopted));
        }
        let flag = u8::try_from(row.flags & 7).ok().and_then(Flag::new);
        if let Some(flag) = flag.filter(|flag| *flag != Flag::NONE) {
            deeds.push(Deed::Flag(flag));
        }
        if row.queue == -1 || is_picture {
            deeds.push(Deed::Suspend);
        } else if row.queue < -1 {
            deeds.push(Deed::Bury(self.days.of_ms(changed_ms).plus(1)));
        }
        if is_picture {
            let what = "card that hides parts of a picture, suspended";
            self.report.count(what, 1);
        }
        let mut events = Vec::with_capacity(deeds.len());
        for deed in deeds {
            let text = match &deed {
                Deed::Adopt(adopted) => adopted.to_text(),
                Deed::Flag(flag) => flag.number().to_string(),
                Deed::Bury(until) => until.to_string(),
                _ => String::new(),
            };
            events.push(Event {
                id: state_id(card, clock, deed.kind(), &text),
                clock,
                at: self.days.moment(clock),
                card,
                deed,
            });
            clock = clock.saturating_add(1);
        }
        events
    }

    /// A row of the log whose card has come. Rows come in their order.
    pub fn answer(&mut self, row: &LogRow) -> Option<LoggedAnswer> {
        if let Some(why) = log::fault(row, self.now.utc_ms) {
            self.report
                .skip(format!("log entry {}", row.number), why.into());
            return None;
        }
        let Some((card, last_day)) = self.cards.get_mut(&row.card) else {
            self.report
                .count("log entry of a card that is not in the file", 1);
            return None;
        };
        log::event(row, *card, &self.days, last_day)
    }
}

fn card_of(kind: NoteKind, sides: Sides, tags: &Arc<[String]>) -> Card {
    Card {
        kind: match kind {
            NoteKind::Normal => Kind::Question,
            NoteKind::Cloze => Kind::Cloze,
        },
        section: Arc::from(sides.section),
        prompt: Prompt::Text(sides.front.into()),
        answer: match sides.back.is_empty() {
            true => Answer::Unanswered(Box::<Unanswered>::default()),
            false => Answer::Text(sides.back.into()),
        },
        tags: tags.clone(),
        line: 0,
    }
}

/// Fields as Anki keeps them: composed characters, no controls.
fn tidy_fields(fields: String) -> String {
    if fields
        .bytes()
        .all(|byte| (b' '..0x7f).contains(&byte) || byte == 0x1f || byte == b'\n')
    {
        return fields;
    }
    let kept = |c: &char| !c.is_ascii_control() || matches!(c, '\n' | '\t' | '\u{1f}');
    fields.nfc().filter(kept).collect()
}

/// The tags of a note, sorted.
fn tags(text: &str) -> Arc<[String]> {
    let mut tags: Vec<String> = text
        .split([' ', '\u{3000}'])
        .map(
            |tag| match tag.bytes().all(|byte| byte.is_ascii_graphic()) {
                true => tag.to_owned(),
                false => tag.nfc().filter(|c| !c.is_control()).collect::<String>(),
            },
        )
        .filter(|tag| !tag.is_empty())
        .collect();
    tags.sort_unstable();
    tags.dedup();
    Arc::from(tags)
}

#[cfg(test)]
#[path = "conversion_tests.rs"]
mod tests;
