//! What an Anki collection says of itself: types of notes, decks and the hour its days turn. As JSON in
//! one row in schema 11, as tables with protocol buffers in schema 18.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use crate::calendar::Rollover;
use crate::exchange::anki::{AnkiCollection, AnkiDeck, Value, fields};
use crate::exchange::{NoteKind, NoteType, Template};

use super::read::{AnkiError, integer, text};

/// The most types of notes and decks. A stranger's file may claim any number.
const MOST: usize = 100_000;

#[derive(Deserialize)]
struct ModelForm {
    #[serde(default)]
    name: String,
    #[serde(default, rename = "type")]
    kind: Json,
    #[serde(default)]
    css: String,
    #[serde(default)]
    sortf: Json,
    #[serde(default)]
    flds: Vec<FieldForm>,
    #[serde(default)]
    tmpls: Vec<TemplateForm>,
}

#[derive(Deserialize)]
struct FieldForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    ord: i64,
}

#[derive(Deserialize)]
struct TemplateForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    qfmt: String,
    #[serde(default)]
    afmt: String,
    #[serde(default)]
    ord: i64,
}

#[derive(Deserialize)]
struct DeckForm {
    #[serde(default)]
    name: String,
    #[serde(default, rename = "dyn")]
    filtered: Json,
    #[serde(default)]
    desc: String,
}

/// A number that JSON may hold as a number or as something else.
fn number(value: &Json) -> Option<i64> {
    value.as_i64()
}

pub(super) fn of_schema_11(connection: &Connection) -> Result<AnkiCollection, AnkiError> {
    let row = connection.query_row(
        "SELECT crt, conf, models, decks, dconf FROM col",
        [],
        |row| {
            Ok((
                integer(row, 0),
                [text(row, 1), text(row, 2), text(row, 3), text(row, 4)],
            ))
        },
    )?;
    let (created, [conf, models, decks, presets]) = row;
    let conf: BTreeMap<String, Json> = json(conf, "conf")?;
    let models: BTreeMap<String, ModelForm> = json(models, "models")?;
    let decks: BTreeMap<String, DeckForm> = json(decks, "decks")?;
    let presets: BTreeMap<String, Json> = json(presets, "dconf")?;
    let mut note_types = BTreeMap::new();
    for (key, mut form) in models {
        let key: i64 = key.parse().map_err(|_| AnkiError::Value("models"))?;
        form.flds.sort_by_key(|field| field.ord);
        form.tmpls.sort_by_key(|template| template.ord);
        let templates = form.tmpls.into_iter().map(|template| Template {
            name: template.name,
            question: template.qfmt,
            answer: template.afmt,
        });
        let kind = NoteType {
            number: key,
            name: form.name,
            kind: kind_of(number(&form.kind)),
            fields: form.flds.into_iter().map(|field| field.name).collect(),
            templates: templates.collect(),
            css: form.css,
            sort_field: number(&form.sortf)
                .and_then(|field| u32::try_from(field).ok())
                .unwrap_or(0),
        };
        note_types.insert(key, Arc::new(kind));
    }
    let mut by_number = BTreeMap::new();
    for (key, form) in decks {
        let key: i64 = key.parse().map_err(|_| AnkiError::Value("decks"))?;
        let deck = AnkiDeck {
            name: form.name,
            filtered: number(&form.filtered).unwrap_or(0) != 0,
            described: !form.desc.is_empty(),
        };
        by_number.insert(key, deck);
    }
    Ok(AnkiCollection {
        created_s: created.ok_or(AnkiError::Value("crt"))?,
        minutes_west: conf.get("creationOffset").and_then(minutes),
        rollover: rollover(conf.get("rollover")),
        note_types,
        decks: by_number,
        presets: presets.keys().filter(|key| *key != "1").count(),
    })
}

fn json<T: DeserializeOwned>(text: Option<String>, what: &'static str) -> Result<T, AnkiError> {
    let text = text.ok_or(AnkiError::Value(what))?;
    serde_json::from_str(&text).map_err(|_| AnkiError::Value(what))
}

fn kind_of(kind: Option<i64>) -> NoteKind {
    match kind {
        Some(1) => NoteKind::Cloze,
        _ => NoteKind::Normal,
    }
}

fn minutes(value: &Json) -> Option<i32> {
    number(value).and_then(|minutes| i32::try_from(minutes).ok())
}

fn rollover(value: Option<&Json>) -> Rollover {
    value
        .and_then(number)
        .and_then(|hour| u8::try_from(hour).ok())
        .and_then(Rollover::at_hour)
        .unwrap_or_default()
}

pub(super) fn of_schema_18(connection: &Connection) -> Result<AnkiCollection, AnkiError> {
    let created = connection.query_row("SELECT crt FROM col", [], |row| Ok(integer(row, 0)))?;
    let presets: usize = connection.query_row(
        "SELECT count(*) FROM deck_config WHERE id <> 1",
        [],
        |row| row.get(0),
    )?;
    Ok(AnkiCollection {
        created_s: created.ok_or(AnkiError::Value("crt"))?,
        minutes_west: setting(connection, "creationOffset")?
            .as_ref()
            .and_then(minutes),
        rollover: rollover(setting(connection, "rollover")?.as_ref()),
        note_types: note_types(connection)?,
        decks: decks(connection)?,
        presets,
    })
}

fn setting(connection: &Connection, key: &str) -> Result<Option<Json>, AnkiError> {
    // Not by its index: that needs a collation which only Anki has.
    let found: Option<Vec<u8>> = connection
        .query_row("SELECT val FROM config WHERE +key = ?1", [key], |row| {
            row.get(0)
        })
        .optional()?;
    Ok(found.and_then(|value| serde_json::from_slice(&value).ok()))
}

/// A field of a message that is a text.
fn text_in(message: &[u8], number: u64) -> String {
    let found = fields(message).unwrap_or_default();
    let found = found.into_iter().rev().find(|(field, _)| *field == number);
    found
        .and_then(|(_, value)| value.text())
        .unwrap_or_default()
        .to_owned()
}

/// A field of a message that is a number.
fn number_in(message: &[u8], number: u64) -> u64 {
    let found = fields(message).unwrap_or_default();
    let found = found.into_iter().rev().find(|(field, _)| *field == number);
    found.and_then(|(_, value)| value.number()).unwrap_or(0)
}

fn note_types(connection: &Connection) -> Result<BTreeMap<i64, Arc<NoteType>>, AnkiError> {
    let mut types = BTreeMap::new();
    let mut statement = connection.prepare("SELECT id, name, config FROM notetypes")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key = integer(row, 0).ok_or(AnkiError::Value("notetypes"))?;
        let config: Vec<u8> = row.get(2)?;
        let kind = NoteType {
            number: key,
            name: text(row, 1).ok_or(AnkiError::Value("notetypes"))?,
            kind: kind_of(i64::try_from(number_in(&config, 1)).ok()),
            fields: Vec::new(),
            templates: Vec::new(),
            css: text_in(&config, 3),
            sort_field: u32::try_from(number_in(&config, 2)).unwrap_or(0),
        };
        types.insert(key, kind);
        if types.len() > MOST {
            return Err(AnkiError::Value("notetypes"));
        }
    }
    // Sorted here: the tables are kept by names, in a collation which only Anki has.
    let mut names = Vec::new();
    let mut statement = connection.prepare("SELECT ntid, ord, name FROM fields")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let name = text(row, 2).ok_or(AnkiError::Value("fields"))?;
        names.push((integer(row, 0), integer(row, 1), name));
    }
    names.sort_unstable();
    for (key, _, name) in names {
        if let Some(kind) = key.and_then(|key| types.get_mut(&key)) {
            kind.fields.push(name);
        }
    }
    let mut templates = Vec::new();
    let mut statement = connection.prepare("SELECT ntid, ord, name, config FROM templates")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let name = text(row, 2).ok_or(AnkiError::Value("templates"))?;
        let config: Vec<u8> = row.get(3)?;
        templates.push((integer(row, 0), integer(row, 1), name, config));
    }
    templates.sort_unstable();
    for (key, _, name, config) in templates {
        if let Some(kind) = key.and_then(|key| types.get_mut(&key)) {
            kind.templates.push(Template {
                name,
                question: text_in(&config, 1),
                answer: text_in(&config, 2),
            });
        }
    }
    let shared = types.into_iter().map(|(key, kind)| (key, Arc::new(kind)));
    Ok(shared.collect())
}

fn decks(connection: &Connection) -> Result<BTreeMap<i64, AnkiDeck>, AnkiError> {
    let mut decks = BTreeMap::new();
    let mut statement = connection.prepare("SELECT id, name, kind FROM decks")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key = integer(row, 0).ok_or(AnkiError::Value("decks"))?;
        let kind: Vec<u8> = row.get(2)?;
        let kind = fields(&kind).unwrap_or_default();
        let inside = |number: u64| {
            kind.iter()
                .find(|(field, _)| *field == number)
                .and_then(|(_, value): &(u64, Value<'_>)| value.bytes())
        };
        let deck = AnkiDeck {
            name: text(row, 1)
                .ok_or(AnkiError::Value("decks"))?
                .replace('\u{1f}', "::"),
            filtered: inside(2).is_some(),
            described: inside(1).is_some_and(|normal| !text_in(normal, 4).is_empty()),
        };
        decks.insert(key, deck);
        if decks.len() > MOST {
            return Err(AnkiError::Value("decks"));
        }
    }
    Ok(decks)
}
