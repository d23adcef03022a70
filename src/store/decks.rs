//! Cards as they are looked at: one card, a card by the beginning of its id.

use rusqlite::{Statement, ToSql, params};

use crate::cards::{Card, CardId, DeckName};
use crate::review::CardState;
use crate::scheduler::Scheduler;

use super::columns::{CARD_COLUMNS, STATE_COLUMNS, card_of, id_of, state_of};
use super::error::Error;
use super::open::Store;
use super::scheduling::scheduler_of;

/// A card with all that is known of it but its log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCard {
    /// Its id.
    pub id: CardId,
    /// Its deck.
    pub deck: DeckName,
    /// The path of its document, when it has one.
    pub path: Option<String>,
    /// The card.
    pub card: Card,
    /// Its state.
    pub state: CardState,
    /// What schedules it.
    pub scheduler: Scheduler,
    /// Whether it has gone from its document.
    pub retired: bool,
}

/// A deck name from its column.
pub(super) fn deck_name(text: &str) -> Result<DeckName, Error> {
    DeckName::new(text).ok_or_else(|| Error::Value {
        what: "name",
        of: format!("deck {text:?}"),
    })
}

/// A card with its deck, its document and its state, found by this column.
fn stored_where(key: &str) -> String {
    format!(
        "SELECT card.uid, deck.name, document.path, card.retired, {CARD_COLUMNS}, {STATE_COLUMNS} \
         FROM card JOIN deck ON deck.id = card.deck JOIN memory ON memory.card = card.id \
         LEFT JOIN document ON document.id = card.document WHERE {key} = ?1"
    )
}

impl Store {
    /// Whether there is no card at all, retired ones included.
    ///
    /// # Errors
    /// When the database fails.
    pub fn is_empty(&self) -> Result<bool, Error> {
        let any = self
            .connection
            .query_row("SELECT EXISTS (SELECT 1 FROM card)", [], |row| {
                row.get::<_, bool>(0)
            })?;
        Ok(!any)
    }

    /// The names of all decks, in order.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn deck_names(&self) -> Result<Vec<DeckName>, Error> {
        let sql = "SELECT name FROM deck ORDER BY name";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut names = Vec::new();
        while let Some(row) = rows.next()? {
            names.push(deck_name(&row.get::<_, String>(0)?)?);
        }
        Ok(names)
    }

    /// A card.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn card(&self, id: CardId) -> Result<Option<StoredCard>, Error> {
        let mut statement = self.connection.prepare_cached(&stored_where("card.uid"))?;
        self.stored(&mut statement, id.bytes())
    }

    /// The cards of these rows, in this order. One that another program removed meanwhile is left out.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub(super) fn cards_of_rows(&self, rows: &[i64]) -> Result<Vec<StoredCard>, Error> {
        let mut statement = self.connection.prepare_cached(&stored_where("card.id"))?;
        let mut cards = Vec::with_capacity(rows.len());
        for row in rows {
            cards.extend(self.stored(&mut statement, row)?);
        }
        Ok(cards)
    }

    /// The card that a statement of [`stored_where`] finds.
    fn stored(
        &self,
        statement: &mut Statement<'_>,
        key: impl ToSql,
    ) -> Result<Option<StoredCard>, Error> {
        let mut rows = statement.query([key])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let id = id_of(row, 0)?;
        Ok(Some(StoredCard {
            id,
            deck: deck_name(&row.get::<_, String>(1)?)?,
            path: row.get(2)?,
            retired: row.get(3)?,
            card: card_of(row, 4, id)?,
            state: state_of(row, 11, id)?,
            scheduler: *scheduler_of(&self.connection, id, &self.schedulers)?,
        }))
    }

    /// The card whose id begins with `prefix`, hexadecimal digits in either case.
    ///
    /// # Errors
    /// When there is none, or more than one, or the database fails.
    pub fn find_card(&self, prefix: &str) -> Result<CardId, Error> {
        let none = || Error::NoSuchCard(prefix.to_owned());
        let is_hex = !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_hex || prefix.len() > 32 {
            return Err(none());
        }
        let bound = |filler: char| {
            format!(
                "{prefix}{}",
                filler
                    .to_string()
                    .repeat(32_usize.saturating_sub(prefix.len()))
            )
        };
        let first: CardId = bound('0').parse().map_err(|_| none())?;
        let last: CardId = bound('f').parse().map_err(|_| none())?;
        let mut statement = self
            .connection
            .prepare("SELECT uid FROM card WHERE uid BETWEEN ?1 AND ?2")?;
        let found =
            statement.query_map(params![first.bytes(), last.bytes()], |row| id_of(row, 0))?;
        let found: Vec<CardId> = found.collect::<Result<_, _>>()?;
        match found[..] {
            [] => Err(none()),
            [only] => Ok(only),
            _ => Err(Error::AmbiguousCard {
                prefix: prefix.to_owned(),
                count: found.len(),
            }),
        }
    }
}
