//! All cards folded in one pass over the log, in the order in which its rows were written: that is how
//! they lie on the disk, so that each page is read once.
//! What came late, from another device, is folded by itself afterwards.
//! It must give what [`fold`](crate::review::fold) gives, for every card.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use rusqlite::Connection;

use crate::cards::CardId;
use crate::review::{CardState, Deed, DeviceId, Event, EventId, Schedulers, withdrawal};
use crate::scheduler::Scheduler;

use super::columns::id_of;
use super::error::Error;
use super::history::{
    EVENT_COLUMNS, EventColumns, EventRow, LOG_COLUMNS, Nonsense, event_by, event_of,
    events_of_card,
};
use super::rebuild::fold_rows;
use super::row_fold::{Columns, RowFold, fold};

/// What the log gives for a card.
pub(super) struct Folded {
    pub(super) state: CardState,
    /// The rows of its events that do not count.
    pub(super) void_rows: Vec<i64>,
    /// Those that are noted as not counting.
    pub(super) noted: Vec<i64>,
}

/// A card on the way, and what it came to.
pub(super) struct Folding {
    scheduler: Arc<Scheduler>,
    pub(super) folded: Folded,
    /// The place of the newest event so far.
    newest: Option<(i64, DeviceId, u64)>,
    /// Whether an event came after one that is later than it.
    is_out_of_order: bool,
}

/// The log on the way.
#[derive(Default)]
struct Log {
    cards: HashMap<CardId, Folding>,
    voided: Voided,
    noted: HashSet<i64>,
    /// The names of devices by their rows.
    devices: HashMap<i64, DeviceId>,
    /// What ended the fold: nothing is folded behind it.
    nonsense: Option<Nonsense>,
}

impl RowFold for Log {
    fn take(&mut self, row: &Columns<'_, '_>) {
        if self.nonsense.is_none() {
            self.nonsense = self.fold(row).err();
        }
    }
}

impl Log {
    fn fold(&mut self, row: &Columns<'_, '_>) -> Result<(), Nonsense> {
        let folding = row.card().and_then(|card| self.cards.get_mut(&card));
        let Some(folding) = folding else {
            return Ok(());
        };
        let device = row.integer(1).and_then(|device| self.devices.get(&device));
        let EventRow { row, event } = event_by(row, device.copied())?;
        let place = Some(event.order());
        folding.is_out_of_order |= folding.newest > place;
        folding.newest = place;
        if self.noted.contains(&row) {
            folding.folded.noted.push(row);
        }
        match self.voided.holds(&event) {
            true => folding.folded.void_rows.push(row),
            false => {
                let state = folding.folded.state;
                folding.folded.state = state.after(&event.deed, &folding.scheduler);
            }
        }
        Ok(())
    }
}

/// Every card that the store has, except those whose events stand in several places. They stay where they were folded:
/// a second table of a million cards took as much memory as the first.
pub(super) fn fold_all(
    connection: &Connection,
    schedulers: &Schedulers,
    except: &HashSet<CardId>,
) -> Result<HashMap<CardId, Folding>, Error> {
    let log = Log {
        cards: cards(connection, schedulers, except)?,
        voided: voided_events(connection)?,
        noted: noted_rows(connection)?,
        devices: devices(connection)?,
        nonsense: None,
    };
    // Where the rows are read: a step and fifteen calls for each of them took twice as long.
    let Log {
        mut cards,
        nonsense,
        ..
    } = fold(connection, log, &LOG_COLUMNS, "FROM event NOT INDEXED", [])?;
    if let Some(nonsense) = nonsense {
        return Err(nonsense.into());
    }
    let late = cards.iter_mut();
    for (card, folding) in late.filter(|(_, folding)| folding.is_out_of_order) {
        let folded = &mut folding.folded;
        (folded.state, folded.void_rows) =
            fold_rows(&events_of_card(connection, *card)?, &folding.scheduler);
        // The same rows; how they are ordered says nothing.
        folded.void_rows.sort_unstable();
    }
    Ok(cards)
}

fn devices(connection: &Connection) -> Result<HashMap<i64, DeviceId>, Error> {
    let mut statement = connection.prepare("SELECT id, name FROM device")?;
    let found = statement.query_map([], |row| {
        Ok((row.get(0)?, DeviceId(row.get::<_, i64>(1)?.cast_unsigned())))
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The cards before anything happened to them.
fn cards(
    connection: &Connection,
    schedulers: &Schedulers,
    except: &HashSet<CardId>,
) -> Result<HashMap<CardId, Folding>, Error> {
    let mut by_deck: HashMap<String, Arc<Scheduler>> = HashMap::default();
    let mut statement = connection
        .prepare("SELECT card.uid, deck.name FROM card JOIN deck ON deck.id = card.deck")?;
    let mut rows = statement.query([])?;
    let number: usize = connection.query_row("SELECT count(*) FROM card", [], |row| row.get(0))?;
    let mut all = HashMap::default();
    // A table that grows is there twice for a moment.
    all.reserve(number);
    while let Some(row) = rows.next()? {
        let card = id_of(row, 0)?;
        if except.contains(&card) {
            continue;
        }
        let deck = row.get_ref(1)?.as_str().unwrap_or_default();
        let scheduler = match by_deck.get(deck) {
            Some(scheduler) => Arc::clone(scheduler),
            None => {
                let scheduler = Arc::new(*schedulers.of(deck));
                by_deck.insert(deck.to_owned(), Arc::clone(&scheduler));
                scheduler
            }
        };
        let folding = Folding {
            scheduler,
            folded: Folded {
                state: CardState::default(),
                void_rows: Vec::new(),
                noted: Vec::new(),
            },
            newest: None,
            is_out_of_order: false,
        };
        all.insert(card, folding);
    }
    Ok(all)
}

/// The events that do not count: only what happened to the same card takes one back.
#[derive(Default)]
struct Voided {
    named: HashSet<(EventId, CardId)>,
    /// Up to where in the log all that a device did with a card is withdrawn.
    withdrawn: HashMap<(CardId, DeviceId), (i64, DeviceId, u64)>,
}

impl Voided {
    fn holds(&self, event: &Event) -> bool {
        let withdrawn = self.withdrawn.get(&(event.card, event.id.device));
        self.named.contains(&(event.id, event.card))
            || withdrawn.is_some_and(|until| event.order() < *until)
    }
}

/// What voids say. A void is always later than its target, so the latest are decided first.
fn voided_events(connection: &Connection) -> Result<Voided, Error> {
    let mut statement = connection.prepare(&format!(
        "SELECT {EVENT_COLUMNS} FROM event NOT INDEXED CROSS JOIN device \
         ON device.id = event.device WHERE event.kind = 'void'"
    ))?;
    let mut rows = statement.query([])?;
    let mut voids: Vec<Event> = Vec::new();
    while let Some(row) = rows.next()? {
        voids.push(event_of(row)?.event);
    }
    voids.sort_unstable_by_key(Event::order);
    let mut voided = Voided::default();
    for void in voids.iter().rev() {
        let Deed::Void(target) = void.deed else {
            continue;
        };
        if voided.holds(void) {
            continue;
        }
        if target == withdrawal(target.device) {
            let key = (void.card, target.device);
            // The first that is met is the latest.
            voided.withdrawn.entry(key).or_insert(void.order());
        }
        voided.named.insert((target, void.card));
    }
    Ok(voided)
}

fn noted_rows(connection: &Connection) -> Result<HashSet<i64>, Error> {
    let mut statement = connection.prepare("SELECT event FROM voided")?;
    let found = statement.query_map([], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}
