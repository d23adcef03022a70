//! Classes of ids that are one card, kept as a cache of the alias events that count. The state of
//! every card of a class is the fold of the events of the whole class.
//! At most one card of a class stands in a document, unless both of its texts do.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension, params};

use crate::cards::CardId;
use crate::review::{Alias, Deed, Event, Schedulers, classes, voided};

use super::card_rows::retire;
use super::columns::id_of;
use super::error::Error;
use super::events::write_state;
use super::history::{EVENT_COLUMNS, event_of};
use super::open::Store;
use super::rebuild::refold;

/// The ids that are one with a card, itself too, as a subquery of the parameter `?1`.
pub(super) const CLASS: &str = "SELECT ?1 UNION SELECT other.card FROM alias AS own \
     JOIN alias AS other ON other.root = own.root WHERE own.card = ?1";

/// A retired card whose class has a living one: its text is taken over, and nothing stands for it.
pub(super) const IS_TAKEN_OVER: &str = "card.retired = 1 AND EXISTS (SELECT 1 FROM alias AS own \
     JOIN alias AS other ON other.root = own.root AND other.card <> own.card \
     JOIN card AS living ON living.uid = other.card AND living.retired = 0 WHERE own.card = card.uid)";

/// The ids that are one with a card, itself too, sorted.
pub(super) fn class_of(connection: &Connection, card: CardId) -> Result<Vec<CardId>, Error> {
    let mut statement = connection.prepare_cached(CLASS)?;
    let found = statement.query_map(params![card.bytes()], |row| id_of(row, 0))?;
    let mut found: Vec<CardId> = found.collect::<Result<_, _>>()?;
    found.sort_unstable();
    Ok(found)
}

/// An id's own alias events, those that were taken back left out, in their order.
pub(super) fn alias_events(connection: &Connection, card: CardId) -> Result<Vec<Event>, Error> {
    let sql = format!(
        "SELECT {EVENT_COLUMNS} FROM event JOIN device ON device.id = event.device \
         WHERE event.card = ?1 AND event.kind IN ('alias', 'void')"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![card.bytes()])?;
    let mut events: Vec<Event> = Vec::new();
    while let Some(row) = rows.next()? {
        events.push(event_of(row)?.event);
    }
    events.sort_unstable_by_key(Event::order);
    let refs: Vec<&Event> = events.iter().collect();
    let voided = voided(&refs);
    events.retain(|event| matches!(event.deed, Deed::Alias(_)) && !voided.contains(&event.id));
    Ok(events)
}

/// What they say.
fn aliases_of(connection: &Connection, card: CardId) -> Result<Vec<Alias>, Error> {
    let events = alias_events(connection, card)?;
    let aliases = events.iter().filter_map(|event| match event.deed {
        Deed::Alias(old) => Some(Alias { new: card, old }),
        _ => None,
    });
    Ok(aliases.collect())
}

/// The ids that say they are a new content of this one, or once said so.
fn newer_contents(connection: &Connection, card: CardId) -> Result<Vec<CardId>, Error> {
    let sql = "SELECT DISTINCT card FROM event WHERE kind = 'alias' AND payload = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map([card.to_string()], |row| id_of(row, 0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Everything that hangs together with these ids, by aliases that count or did, and what their
/// aliases say.
fn around(
    connection: &Connection,
    seeds: &BTreeSet<CardId>,
) -> Result<(BTreeSet<CardId>, Vec<Alias>), Error> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<CardId> = seeds.iter().copied().collect();
    let mut aliases = Vec::new();
    while let Some(card) = open.pop() {
        if !reached.insert(card) {
            continue;
        }
        open.extend(class_of(connection, card)?);
        open.extend(newer_contents(connection, card)?);
        let own = aliases_of(connection, card)?;
        open.extend(own.iter().map(|alias| alias.old));
        aliases.extend(own);
    }
    Ok((reached, aliases))
}

/// Makes the classes around these ids anew from the log; returns the ids whose class changed.
pub(super) fn regroup(
    connection: &Connection,
    seeds: &BTreeSet<CardId>,
) -> Result<BTreeSet<CardId>, Error> {
    let (reached, aliases) = around(connection, seeds)?;
    let mut before = BTreeSet::new();
    let mut stored = connection.prepare_cached("SELECT root FROM alias WHERE card = ?1")?;
    for card in &reached {
        let mut rows = stored.query(params![card.bytes()])?;
        if let Some(row) = rows.next()? {
            before.insert((*card, id_of(row, 0)?));
        }
    }
    let after: BTreeSet<(CardId, CardId)> = classes(&aliases)
        .into_iter()
        .flat_map(|class| {
            class
                .members
                .into_iter()
                .map(move |card| (card, class.root))
        })
        .collect();
    let mut remove = connection.prepare_cached("DELETE FROM alias WHERE card = ?1")?;
    for (card, _) in before.difference(&after) {
        remove.execute(params![card.bytes()])?;
    }
    let mut insert = connection.prepare_cached("INSERT INTO alias (card, root) VALUES (?1, ?2)")?;
    for (card, root) in after.difference(&before) {
        insert.execute(params![card.bytes(), root.bytes()])?;
    }
    let mut changed: BTreeSet<CardId> = BTreeSet::new();
    for (card, _) in before.symmetric_difference(&after) {
        changed.extend(class_of(connection, *card)?);
    }
    Ok(changed)
}

/// The other ids of a card's class, sorted.
pub(super) type Contents = HashMap<CardId, Vec<CardId>>;

/// For each card of a class the other ids of the class. By way of the aliases: through all cards it took as long as
/// a tenth of reading them.
pub(super) fn contents_of_cards(connection: &Connection) -> Result<Contents, Error> {
    let mut statement = connection.prepare(
        "SELECT own.card, other.card FROM alias AS own CROSS JOIN card ON card.uid = own.card \
         CROSS JOIN alias AS other ON other.root = own.root AND other.card <> own.card \
         ORDER BY own.card, other.card",
    )?;
    let mut rows = statement.query([])?;
    let mut contents: HashMap<CardId, Vec<CardId>> = HashMap::new();
    while let Some(row) = rows.next()? {
        contents
            .entry(id_of(row, 0)?)
            .or_default()
            .push(id_of(row, 1)?);
    }
    Ok(contents)
}

/// Folds these ids again, each class once.
pub(super) fn refold_all(
    connection: &Connection,
    touched: &BTreeSet<CardId>,
    schedulers: &Schedulers,
) -> Result<(), Error> {
    let mut done = BTreeSet::new();
    for card in touched {
        if !done.contains(card) {
            let state = refold(connection, *card, schedulers)?;
            write_state(connection, *card, &state)?;
            done.extend(class_of(connection, *card)?);
        }
    }
    Ok(())
}

/// A card's row, as settling a class needs it.
struct Standing {
    id: CardId,
    retired: bool,
    document: Option<i64>,
}

fn standing(connection: &Connection, card: CardId) -> Result<Vec<Standing>, Error> {
    let sql =
        format!("SELECT uid, retired, document FROM card WHERE uid IN ({CLASS}) ORDER BY uid");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![card.bytes()], |row| {
        Ok(Standing {
            id: id_of(row, 0)?,
            retired: row.get(1)?,
            document: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether a card goes by another id too.
pub(super) fn is_in_class(connection: &Connection, card: CardId) -> Result<bool, Error> {
    let mut statement =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM alias WHERE card = ?1)")?;
    Ok(statement.query_row(params![card.bytes()], |row| row.get(0))?)
}

/// Whether another card of this one's class stands in a document.
pub(super) fn stands_elsewhere(connection: &Connection, card: CardId) -> Result<bool, Error> {
    let standing = standing(connection, card)?;
    let mut others = standing.iter().filter(|standing| standing.id != card);
    Ok(others.any(|standing| !standing.retired))
}

/// The id that the card goes by, if that is a card here.
pub(super) fn keeper_of(connection: &Connection, card: CardId) -> Result<Option<CardId>, Error> {
    let sql = "SELECT root FROM alias WHERE card = ?1 \
               AND EXISTS (SELECT 1 FROM card WHERE uid = alias.root)";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row(params![card.bytes()], |row| id_of(row, 0));
    Ok(found.optional()?)
}

/// Leaves one living card in a class: the one the card goes by, with the text that stands here.
pub(super) fn settle(connection: &Connection, card: CardId) -> Result<(), Error> {
    let standing = standing(connection, card)?;
    let root = keeper_of(connection, card)?;
    let Some(lives) = standing.iter().find(|standing| !standing.retired) else {
        return Ok(());
    };
    let keeper = standing
        .iter()
        .find(|standing| Some(standing.id) == root)
        .unwrap_or(lives);
    if keeper.retired {
        take_over(connection, keeper.id, lives.id)?;
    }
    for other in standing
        .iter()
        .filter(|other| !other.retired && other.id != keeper.id)
    {
        // Both texts stand in one document: the learner has two cards there.
        let is_apart = keeper.retired || other.document != keeper.document;
        if is_apart || other.document.is_none() {
            retire(connection, other.id)?;
        }
    }
    Ok(())
}

/// A retired card gets the text and the place of a living one, which retires.
pub(super) fn take_over(
    connection: &Connection,
    keeper: CardId,
    standing: CardId,
) -> Result<(), Error> {
    let both = params![keeper.bytes(), standing.bytes()];
    connection
        .prepare_cached(
            "UPDATE card SET (deck, document, position, kind, section, prompt, keyed, answer, tags, \
             line, fingerprint, retired) = (SELECT deck, document, position, kind, section, prompt, \
             keyed, answer, tags, line, fingerprint, 0 FROM card WHERE uid = ?2) WHERE uid = ?1",
        )?
        .execute(both)?;
    connection
        .prepare_cached(
            "UPDATE memory SET (deck, position, askable) = (SELECT memory.deck, memory.position, \
             memory.askable FROM memory JOIN card ON card.id = memory.card WHERE card.uid = ?2) \
             WHERE card = (SELECT id FROM card WHERE uid = ?1)",
        )?
        .execute(both)?;
    retire(connection, standing)
}

impl Store {
    /// The ids that stand for the same card as this one, itself too, sorted.
    ///
    /// # Errors
    /// When the database fails.
    pub fn class(&self, card: CardId) -> Result<Vec<CardId>, Error> {
        class_of(&self.connection, card)
    }
}

/// The ids whose stored class differs from what the log says.
pub(super) fn misplaced(connection: &Connection) -> Result<BTreeSet<CardId>, Error> {
    // Left alone, SQLite walks every event in the order of cards to join the two without doubles: 1.1 s
    // of 2.5 for a million events. The set joins them as well.
    let sql = "SELECT card FROM event INDEXED BY event_alias WHERE kind = 'alias' \
               UNION ALL SELECT card FROM alias";
    let mut statement = connection.prepare(sql)?;
    let found = statement.query_map([], |row| id_of(row, 0))?;
    let named: BTreeSet<CardId> = found.collect::<Result<_, _>>()?;
    let mut aliases = Vec::new();
    for card in &named {
        aliases.extend(aliases_of(connection, *card)?);
    }
    let mut after = BTreeSet::new();
    for class in classes(&aliases) {
        after.extend(class.members.iter().map(|card| (*card, class.root)));
    }
    let mut statement = connection.prepare("SELECT card, root FROM alias")?;
    let stored = statement.query_map([], |row| Ok((id_of(row, 0)?, id_of(row, 1)?)))?;
    let before: BTreeSet<(CardId, CardId)> = stored.collect::<Result<_, _>>()?;
    let differing = before.symmetric_difference(&after);
    Ok(differing.map(|(card, _)| *card).collect())
}
