//! Which known cards the rows of a delivery are: by their id, by what they say, by what they ask. Each
//! known card is one row at most.

use std::collections::{HashMap, HashSet, VecDeque};

use rusqlite::Connection;

use crate::cards::{Card, CardId, Fingerprint, plain};
use crate::exchange::CardRecord;

use super::columns::{CARD_COLUMNS, card_of, fingerprint_of, id_of};
use super::error::Error;

/// The known card of each row, where it goes by another id than the row says.
pub(super) struct Recognised(Vec<Option<CardId>>);

/// Known cards by something they have in common, in the order of the deck.
struct Shelf<K>(HashMap<K, VecDeque<CardId>>);

impl<K: std::hash::Hash + Eq> Shelf<K> {
    fn put(&mut self, key: K, id: CardId) {
        self.0.entry(key).or_default().push_back(id);
    }

    /// The first that no row has taken.
    fn take(&mut self, key: &K, taken: &mut HashSet<CardId>) -> Option<CardId> {
        let ids = self.0.get_mut(key)?;
        while let Some(id) = ids.pop_front() {
            if taken.insert(id) {
                return Some(id);
            }
        }
        None
    }
}

impl Recognised {
    /// Looks for the rows among the cards of a deck.
    pub(super) fn among(
        connection: &Connection,
        deck: i64,
        records: &[CardRecord],
    ) -> Result<Recognised, Error> {
        let mut taken = HashSet::new();
        let mut open = Vec::new();
        let mut is_known =
            connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM card WHERE uid = ?1)")?;
        for (at, record) in records.iter().enumerate() {
            match is_known.query_row([record.id.bytes()], |row| row.get(0))? {
                true => {
                    taken.insert(record.id);
                }
                false => open.push(at),
            }
        }
        let mut found = vec![None; records.len()];
        if open.is_empty() {
            return Ok(Recognised(found));
        }
        let (mut by_text, mut by_front) = shelves(connection, deck)?;
        if by_text.0.is_empty() {
            return Ok(Recognised(found));
        }
        for by in ["text", "front"] {
            open.retain(|at| {
                let Some(record) = records.get(*at) else {
                    return false;
                };
                let known = match by {
                    "text" => by_text.take(&Fingerprint::of(&record.card), &mut taken),
                    _ => by_front.take(&plain(&record.card.front()), &mut taken),
                };
                if let (Some(id), Some(place)) = (known, found.get_mut(*at)) {
                    *place = Some(id);
                }
                known.is_none()
            });
        }
        Ok(Recognised(found))
    }

    /// The known card of the row at a place.
    pub(super) fn of(&self, at: usize) -> Option<CardId> {
        self.0.get(at).copied().flatten()
    }
}

type Shelves = (Shelf<Fingerprint>, Shelf<String>);

/// The cards of a deck by what they say and by what they ask, living ones first.
fn shelves(connection: &Connection, deck: i64) -> Result<Shelves, Error> {
    let sql = format!(
        "SELECT card.uid, card.fingerprint, {CARD_COLUMNS} FROM card WHERE card.deck = ?1 \
         ORDER BY card.retired, card.position, card.uid"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([deck])?;
    let mut shelves = (Shelf(HashMap::new()), Shelf(HashMap::new()));
    while let Some(row) = rows.next()? {
        let id = id_of(row, 0)?;
        shelves.0.put(fingerprint_of(row, 1)?, id);
        shelves.1.put(plain(&card_of(row, 2, id)?.front()), id);
    }
    Ok(shelves)
}

/// Whether two cards say the same to whoever is asked them, whatever they were made from.
pub(super) fn says_the_same(one: &Card, other: &Card) -> bool {
    one.tags == other.tags
        && one.section == other.section
        && unescaped(&one.front()) == unescaped(&other.front())
        && unescaped(&one.back()) == unescaped(&other.back())
        && one.is_unanswered() == other.is_unanswered()
}

/// A text without the backslashes that only keep a sign from being markup: on the way through HTML some
/// are added.
fn unescaped(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let escapes = sign == '\\' && signs.peek().is_some_and(char::is_ascii_punctuation);
        match escapes {
            true => bare.extend(signs.next()),
            false => bare.push(sign),
        }
    }
    bare
}
