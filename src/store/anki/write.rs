//! Writing the database of an Anki package: schema 11, the one that every Anki reads. The file is new
//! and nobody else's, so that it needs no journal.
//! It must never be the learner's collection.

use std::path::Path;

use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};

use crate::exchange::export::anki::DayCount;
use crate::exchange::{NoteKind, NoteType};
use crate::store::Error;

use super::outgoing_rows::{self, OutgoingRows};

/// Schema 11, as far as Anki needs it. Indexes are made by whoever reads it.
pub(super) const TABLES: &str = "
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -16384;
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
    ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
    models text not null, decks text not null, dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
    usn integer not null, tags text not null, flds text not null, sfld integer not null,
    csum integer not null, flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
    mod integer not null, usn integer not null, type integer not null, queue integer not null,
    due integer not null, ivl integer not null, factor integer not null, reps integer not null,
    lapses integer not null, left integer not null, odue integer not null, odid integer not null,
    flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null,
    ease integer not null, ivl integer not null, lastIvl integer not null, factor integer not null,
    time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
BEGIN;
";

/// The options that decks go by: the one preset that each collection has.
const PRESETS: &str = r#"{"1":{"id":1,"mod":0,"name":"Default","usn":0,"maxTaken":60,"autoplay":true,"timer":0,"new":null,"rev":null,"lapse":null}}"#;

/// A database under way.
#[derive(Debug)]
pub(super) struct AnkiWriter {
    connection: Connection,
}

impl AnkiWriter {
    /// Begins one in an empty file.
    pub(super) fn create(path: &Path) -> Result<AnkiWriter, Error> {
        let connection = Connection::open(path)?;
        connection.execute_batch(TABLES)?;
        Ok(AnkiWriter { connection })
    }

    /// Writes the rows that are handed over.
    pub(super) fn rows<T>(
        &mut self,
        hand_over: impl FnOnce(&mut OutgoingRows) -> Result<T, Error>,
    ) -> Result<T, Error> {
        outgoing_rows::written(&mut self.connection, hand_over)
    }

    /// Ends it with what the collection says of itself.
    pub(super) fn finish<'a>(
        self,
        types: impl IntoIterator<Item = &'a NoteType>,
        decks: impl IntoIterator<Item = (i64, &'a str)>,
        days: &DayCount,
        next_place: i64,
    ) -> Result<(), Error> {
        let conf = json!({
            // Without it Anki takes the log for one of its first scheduler, and changes it.
            "schedVer": 2, "sched2021": true, "rollover": days.rollover().hour(),
            "creationOffset": days.minutes_west(), "curDeck": 1, "activeDecks": [1],
            "nextPos": next_place, "curModel": null, "newSpread": 0, "collapseTime": 1200,
            "timeLim": 0, "estTimes": true, "dueCounts": true, "sortType": "noteFld",
            "sortBackwards": false, "addToCur": true, "dayLearnFirst": false
        });
        let models: Map<String, Value> = types
            .into_iter()
            .map(|kind| (kind.number.to_string(), model(kind)))
            .collect();
        let decks: Map<String, Value> = [(1, "Default")]
            .into_iter()
            .chain(decks)
            .map(|(number, name)| (number.to_string(), deck(number, name)))
            .collect();
        let now_ms = days.now_s().saturating_mul(1000);
        self.connection
            .prepare_cached(
                "INSERT INTO col VALUES (1, ?1, ?2, ?2, 11, 0, 0, 0, ?3, ?4, ?5, ?6, '{}')",
            )?
            .execute(params![
                days.created_s(),
                now_ms,
                conf.to_string(),
                Value::from(models).to_string(),
                Value::from(decks).to_string(),
                PRESETS
            ])?;
        self.connection.execute_batch("COMMIT")?;
        self.connection
            .close()
            .map_err(|(_, error)| Error::from(error))
    }
}

/// A type of notes. Its moment is the oldest there is: a type that somebody changed in Anki since stays.
fn model(kind: &NoteType) -> Value {
    let fields: Vec<Value> = kind.fields.iter().zip(0..).map(|(name, place)| {
        json!({ "name": name, "ord": place, "sticky": false, "rtl": false, "font": "Arial", "size": 20 })
    }).collect();
    let templates: Vec<Value> = kind
        .templates
        .iter()
        .zip(0..)
        .map(|(template, place)| {
            json!({
                "name": template.name, "ord": place, "qfmt": template.question,
                "afmt": template.answer, "bqfmt": "", "bafmt": "", "did": null
            })
        })
        .collect();
    json!({
        "id": kind.number, "name": kind.name, "type": match kind.kind {
            NoteKind::Normal => 0,
            NoteKind::Cloze => 1,
        },
        "mod": 0, "usn": -1, "sortf": kind.sort_field, "did": null, "css": kind.css,
        "flds": fields, "tmpls": templates
    })
}

fn deck(number: i64, name: &str) -> Value {
    json!({
        "id": number, "name": name, "mod": 0, "usn": -1, "collapsed": false,
        "browserCollapsed": false, "dyn": 0, "conf": 1, "desc": "", "extendNew": 0, "extendRev": 0,
        "lrnToday": [0, 0], "revToday": [0, 0], "newToday": [0, 0], "timeToday": [0, 0]
    })
}
