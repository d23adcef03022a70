//! Cards and answers on their way to an Anki package, one after the other, so that a collection of any
//! size needs the memory of its card numbers.
//! It must never write to the learner's collection.

use std::collections::BTreeMap;
use std::path::Path;

use foldhash::HashMap;
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use crate::calendar::{Moment, Rollover};
use crate::cards::CardId;
use crate::exchange::anki::{Given, NoteRow, OWN_NOTE_TYPE, media_in, own_guid};
use crate::exchange::export::anki::{
    DayCount, Schedule, Standing, new_card, own_fields, own_note_type, schedule, tags_text,
};
use crate::exchange::{NoteType, Progress};
use crate::store::columns::{CARD_COLUMNS, STATE_COLUMNS, card_of, id_of, state_of};
use crate::store::filter::Filter;
use crate::store::media::{self, Medium};
use crate::store::{Error, Store};

use super::departing_log;
use super::outgoing_rows::OutgoingRows;
use super::roster::{Going, Roster, going};
use super::write::AnkiWriter;

/// What went into a package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Departed {
    /// Decks.
    pub decks: usize,
    /// Cards.
    pub cards: usize,
    /// Rows of the log.
    pub answers: usize,
    /// The media that its notes name, by name.
    pub media: Vec<Medium>,
}

/// What a picture is called in the package: given the document of a card, where it has one, and the address
/// that the card names. None where the picture does not go along.
pub type PicturesOfDocuments<'a> = dyn FnMut(Option<&str>, &str) -> Option<String> + 'a;

/// The numbers of decks made here begin behind this one: a moment, as all of Anki's numbers are.
const FIRST_DECK: i64 = 1_767_225_700_000;

/// What the tags are called that Anki keeps for itself.
const PROGRESS_TAGS: [&str; 2] = ["leech", "marked"];

impl Store {
    /// Writes the cards of some decks, and with progress their log, as the database of an Anki package.
    /// Retired cards stay here. `pictures` names those that documents show.
    ///
    /// # Errors
    /// When one of the databases fails, or holds nonsense.
    pub fn depart(
        &self,
        filter: &Filter,
        progress: Progress,
        path: &Path,
        (now, rollover): (Moment, Rollover),
        pictures: &mut PicturesOfDocuments<'_>,
    ) -> Result<Departed, Error> {
        // One moment of the collection, whoever writes to it meanwhile.
        let snapshot = self.connection.unchecked_transaction()?;
        snapshot.pragma_update(None, "cache_size", -32 * 1024)?;
        let Going {
            mut roster,
            own,
            oldest_due,
        } = going(&snapshot, filter, now)?;
        let days = DayCount::new(oldest_due, now, rollover);
        let mut writer = AnkiWriter::create(path)?;
        let mut answers = 0;
        let Sent {
            decks,
            types,
            place,
            mut media,
        } = writer.rows(|outgoing| {
            if progress == Progress::With {
                answers = departing_log::write(&snapshot, &self.schedulers, &mut roster, outgoing)?;
            }
            let mut departure = Departure {
                connection: &snapshot,
                outgoing,
                roster: &roster,
                progress,
                days,
                type_numbers: HashMap::default(),
                deck_numbers: HashMap::default(),
                pictures,
                sent: Sent::default(),
            };
            // Each goes through all cards.
            if own > 0 {
                departure.own_notes(filter)?;
            }
            if own < roster.len() {
                departure.kept_notes(filter)?;
            }
            Ok(departure.sent)
        })?;
        // Templates name theirs in ways that only Anki reads.
        if types.keys().any(|number| *number != OWN_NOTE_TYPE) {
            for medium in media::of_templates(&snapshot)? {
                media.insert(medium.name.clone(), medium);
            }
        }
        let named = decks.iter().filter(|(_, number)| **number != 1);
        let named = named.map(|(name, number)| (*number, name.as_str()));
        writer.finish(types.values(), named, &days, place.saturating_add(1))?;
        Ok(Departed {
            decks: decks.len(),
            cards: roster.len(),
            answers,
            media: media.into_values().collect(),
        })
    }
}

/// A package being filled with notes and cards.
struct Departure<'a, 'p> {
    connection: &'a Connection,
    outgoing: &'a mut OutgoingRows,
    roster: &'a Roster,
    progress: Progress,
    days: DayCount,
    type_numbers: HashMap<i64, i64>,
    deck_numbers: HashMap<i64, i64>,
    pictures: &'a mut PicturesOfDocuments<'p>,
    sent: Sent,
}

/// What the notes and cards of a package name.
#[derive(Debug, Default)]
struct Sent {
    /// The numbers of decks, by name.
    decks: BTreeMap<String, i64>,
    types: BTreeMap<i64, NoteType>,
    media: BTreeMap<String, Medium>,
    /// The place of the last new card.
    place: i64,
}

impl Departure<'_, '_> {
    /// Cards that were made here: each is a note of its own.
    fn own_notes(&mut self, filter: &Filter) -> Result<(), Error> {
        let (deck, inside) = filter.bounds();
        let changed = changes(self.connection)?;
        let sql = format!(
            "SELECT card.uid, deck.name, card.id, document.path, {CARD_COLUMNS}, {STATE_COLUMNS} \
             FROM card JOIN deck ON deck.id = card.deck JOIN memory ON memory.card = card.id \
             LEFT JOIN document ON document.id = card.document \
             WHERE NOT card.retired AND card.note IS NULL AND {} \
             ORDER BY deck.name, card.position, card.id",
            filter.condition("card.deck")
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query(named_params! { ":deck": deck, ":inside": inside })?;
        while let Some(row) = rows.next()? {
            let id = id_of(row, 0)?;
            let card = card_of(row, 4, id)?;
            let state = state_of(row, 11, id)?;
            let changed_s = changed.get(&row.get(2)?).copied();
            self.sent
                .types
                .entry(OWN_NOTE_TYPE)
                .or_insert_with(own_note_type);
            let document: Option<String> = row.get(3)?;
            let fields = own_fields(&card, &mut |address| {
                (self.pictures)(document.as_deref(), address)
            });
            let note = NoteRow {
                number: self.roster.get(&id).map_or(0, |card| card.number),
                guid: own_guid(id),
                note_type: OWN_NOTE_TYPE,
                changed_s: changed_s.unwrap_or_else(|| self.days.now_s()),
                tags: self.tags(&card.tags, state.marked),
                fields,
            };
            let number = self.outgoing.note(note);
            let deck = self.deck(row.get_ref(1)?.as_str().unwrap_or_default());
            self.put_card(id, (number, 0, deck), &state, None, card.is_askable());
        }
        Ok(())
    }

    /// Notes that came from Anki, as they came, with their cards.
    fn kept_notes(&mut self, filter: &Filter) -> Result<(), Error> {
        let (deck, inside) = filter.bounds();
        // By the cards' rows, which the index of notes has: in order of their ordinals every text was sorted, too, and
        // a card took 9,500 instructions to read instead of 3,900.
        let sql = format!(
            "SELECT card.uid, card.deck, card.tags, card.ordinal, card.given, note.id, note.type, \
             note.guid, note.number, note.changed_s, note.fields, {STATE_COLUMNS} FROM card \
             JOIN memory ON memory.card = card.id JOIN note ON note.id = card.note \
             WHERE card.retired = 0 AND {} ORDER BY card.note, card.id",
            filter.condition("card.deck")
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query(named_params! { ":deck": deck, ":inside": inside })?;
        // Cards of one note may hold two texts of it, where only one of them came again.
        let mut by_guid: HashMap<String, i64> = HashMap::default();
        let mut last: Option<(i64, i64)> = None;
        while let Some(row) = rows.next()? {
            let id = id_of(row, 0)?;
            let state = state_of(row, 11, id)?;
            let stored: i64 = row.get(5)?;
            let number = match last {
                Some((known, number)) if known == stored => number,
                _ => self.kept_note(row, id, state.marked, &mut by_guid)?,
            };
            last = Some((stored, number));
            let given: Option<String> = row.get(4)?;
            let given = given.and_then(|text| serde_json::from_str::<Given>(&text).ok());
            let ordinal: u32 = row.get(3)?;
            let deck = self.deck_of_row(row.get(1)?)?;
            self.put_card(id, (number, ordinal, deck), &state, given.as_ref(), true);
        }
        Ok(())
    }

    fn kept_note(
        &mut self,
        row: &Row<'_>,
        id: CardId,
        marked: bool,
        by_guid: &mut HashMap<String, i64>,
    ) -> Result<i64, Error> {
        let tags: String = row.get(2)?;
        let tags: Vec<String> = serde_json::from_str(&tags).map_err(|_| Error::Value {
            what: "tags",
            of: format!("card {id}"),
        })?;
        let mut note = NoteRow {
            number: row.get(8)?,
            guid: row.get(7)?,
            note_type: self.note_type(row.get(6)?)?,
            changed_s: row.get(9)?,
            tags: self.tags(&tags, marked),
            fields: row.get(10)?,
        };
        for name in media_in(&note.fields) {
            if !self.sent.media.contains_key(&name)
                && let Some(medium) = media::named(self.connection, &name)?
            {
                self.sent.media.insert(name, medium);
            }
        }
        if let Some(number) = by_guid.get(&note.guid) {
            note.number = *number;
            self.outgoing.renewed_note(note);
            return Ok(*number);
        }
        let guid = note.guid.clone();
        let number = self.outgoing.note(note);
        by_guid.insert(guid, number);
        Ok(number)
    }

    fn put_card(
        &mut self,
        id: CardId,
        (note, ordinal, deck): (i64, u32, i64),
        state: &crate::review::CardState,
        given: Option<&Given>,
        askable: bool,
    ) {
        let Some(numbered) = self.roster.get(&id) else {
            return;
        };
        self.sent.place = self.sent.place.saturating_add(1);
        let mut row = match self.progress {
            Progress::Without => new_card(self.sent.place),
            Progress::With => {
                let standing = Standing {
                    state,
                    given,
                    schedule: match numbered.answered.here {
                        false if given.is_some() => Schedule::Given,
                        _ => Schedule::Own,
                    },
                    last_answer: numbered.answered.last_ms,
                    place: self.sent.place,
                };
                schedule(&standing, &self.days)
            }
        };
        // What has nothing to show is not asked here, either.
        if !askable {
            row.queue = -1;
        }
        if row.changed_s == 0 {
            row.changed_s = self.days.now_s();
        }
        row.number = numbered.number;
        row.note = note;
        row.ordinal = i64::from(ordinal);
        row.deck = deck;
        self.outgoing.card(row);
    }

    fn tags(&self, tags: &[String], marked: bool) -> String {
        let with = self.progress == Progress::With;
        let is_marked = tags.iter().any(|tag| tag == "marked");
        let kept = tags
            .iter()
            .map(String::as_str)
            .filter(|tag| with || !PROGRESS_TAGS.contains(tag));
        tags_text(kept.chain((with && marked && !is_marked).then_some("marked")))
    }

    /// The number of a deck.
    fn deck(&mut self, name: &str) -> i64 {
        if let Some(number) = self.sent.decks.get(name) {
            return *number;
        }
        let number = match name {
            "Default" => 1,
            _ => FIRST_DECK.saturating_add(self.sent.decks.len().try_into().unwrap_or(i64::MAX)),
        };
        self.sent.decks.insert(name.to_owned(), number);
        number
    }

    /// The number of the deck in this row. Asked once for each: joined to each of 100,000 cards they took a tenth of
    /// reading them.
    fn deck_of_row(&mut self, row: i64) -> Result<i64, Error> {
        if let Some(number) = self.deck_numbers.get(&row) {
            return Ok(*number);
        }
        let name: String = self
            .connection
            .prepare_cached("SELECT name FROM deck WHERE id = ?1")?
            .query_row([row], |found| found.get(0))?;
        let number = self.deck(&name);
        self.deck_numbers.insert(row, number);
        Ok(number)
    }

    /// The number of a type of notes, which goes along.
    fn note_type(&mut self, row: i64) -> Result<i64, Error> {
        // Read for each of 100,000 notes it made an export take 1.4 s instead of 1.1 s.
        if let Some(number) = self.type_numbers.get(&row) {
            return Ok(*number);
        }
        let definition: Option<String> = self
            .connection
            .prepare_cached("SELECT definition FROM note_type WHERE id = ?1")?
            .query_row([row], |found| found.get(0))
            .optional()?;
        let kind: Option<NoteType> =
            definition.and_then(|definition| serde_json::from_str(&definition).ok());
        let kind = kind.ok_or_else(|| Error::Value {
            what: "definition",
            of: format!("note type {row}"),
        })?;
        let number = kind.number;
        self.sent.types.insert(number, kind);
        Ok(*self.type_numbers.entry(row).or_insert(number))
    }
}

/// When the text of each card that was made here came or changed last, in seconds since 1970, by imports.
fn changes(connection: &Connection) -> Result<HashMap<i64, i64>, Error> {
    let mut statement = connection.prepare(
        "SELECT row, max(at_ms) / 1000 FROM (SELECT row, at_ms FROM import_before JOIN import \
         ON import.id = import WHERE kind = 'text' UNION ALL SELECT card.id, at_ms FROM import \
         JOIN card ON card.id BETWEEN first_card AND last_card) \
         WHERE row IN (SELECT id FROM card WHERE note IS NULL) GROUP BY row",
    )?;
    let found = statement.query_map(params![], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}
