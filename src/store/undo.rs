//! Taking back what this device did, and bringing it back. Nothing is removed: taking back writes a
//! void, bringing back writes the void of that void, so that it can go on without end and each
//! device that reads the log agrees.

use rusqlite::{Connection, OptionalExtension, named_params, params};

use crate::calendar::Moment;
use crate::cards::CardId;
use crate::review::{CardState, Deed, Event, NO_CARD};

use super::error::Error;
use super::events::append_together;
use super::history::{EVENT_COLUMNS, event_of};
use super::open::Store;
use super::parameters::follow_parameters;

/// What one command did, newest event first; at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The event that is named when the change is told.
    pub newest: Event,
    /// The events that were written with it.
    pub others: Vec<Event>,
}

impl Change {
    /// How many events it has.
    pub fn len(&self) -> usize {
        self.others.len().saturating_add(1)
    }

    /// Whether it has none; it never has.
    pub fn is_empty(&self) -> bool {
        false
    }

    fn events(&self) -> impl Iterator<Item = &Event> {
        std::iter::once(&self.newest).chain(&self.others)
    }
}

/// A change with the states that its cards have now, in the order of its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reversed {
    /// The change.
    pub change: Change,
    /// The state of the card of the newest event.
    pub state: CardState,
    /// The states of the other cards.
    pub others: Vec<(CardId, CardState)>,
}

impl Store {
    /// What undo takes back, in the order in which it does: the newest change of this device that
    /// counts, then the one before, at most `most` of them.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn changes(&self, most: usize) -> Result<Vec<Change>, Error> {
        let mut changes: Vec<Change> = Vec::new();
        let mut first_of_open = u64::MAX;
        let sql = format!(
            "SELECT {EVENT_COLUMNS} FROM event JOIN device ON device.id = event.device \
             WHERE event.device = :own AND event.kind NOT IN ('void', 'alias') \
             AND NOT EXISTS (SELECT 1 FROM voided WHERE voided.event = event.id) \
             ORDER BY event.sequence DESC"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(named_params! { ":own": self.own })?;
        while let Some(row) = rows.next()? {
            let event = event_of(row)?.event;
            let is_full = changes.len() >= most;
            match changes.last_mut() {
                Some(open) if event.id.sequence >= first_of_open => open.others.push(event),
                _ if is_full => break,
                _ => {
                    first_of_open = first_of(&self.connection, event.id.sequence)?;
                    let others = Vec::new();
                    let newest = event;
                    changes.push(Change { newest, others });
                }
            }
        }
        Ok(changes)
    }

    /// Takes the newest change of this device back; none when there is none.
    ///
    /// # Errors
    /// When the database fails or holds nonsense; then nothing changes.
    pub fn undo(&mut self, at: Moment) -> Result<Option<Reversed>, Error> {
        let change = self.changes(1)?.pop();
        change.map(|change| self.reverse(change, at)).transpose()
    }

    /// What redo brings back: the change that was taken back last, unless something new was done
    /// since.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn redoable(&self) -> Result<Option<Change>, Error> {
        Ok(self.undone()?.map(|(_, targets)| targets))
    }

    /// Brings back what was taken back last; none when there is nothing to bring back.
    ///
    /// # Errors
    /// When the database fails or holds nonsense; then nothing changes.
    pub fn redo(&mut self, at: Moment) -> Result<Option<Reversed>, Error> {
        let Some((voids, targets)) = self.undone()? else {
            return Ok(None);
        };
        // The voids stand in an order of their own: each carries the card of its target.
        let reversed = self.reverse(voids, at)?;
        Ok(Some(Reversed {
            change: targets,
            ..reversed
        }))
    }

    /// Voids all events of a change, in one transaction.
    fn reverse(&mut self, change: Change, at: Moment) -> Result<Reversed, Error> {
        let (own, device) = (self.own, self.device);
        let schedulers = self.schedulers.clone();
        let transaction = self.write()?;
        let voids = change
            .events()
            .map(|event| (event.card, Deed::Void(event.id)))
            .collect();
        let states = append_together(&transaction, (own, device), &schedulers, voids, at)?;
        let schedulers = match change.events().any(|event| event.card == NO_CARD) {
            true => follow_parameters(&transaction, schedulers)?,
            false => schedulers,
        };
        transaction.commit()?;
        self.schedulers = schedulers;
        let mut states = states.into_iter();
        let state = states.next().unwrap_or_default();
        let cards = change.others.iter().map(|event| event.card);
        let others = cards.zip(states).collect();
        Ok(Reversed {
            change,
            state,
            others,
        })
    }

    /// The voids that redo voids, and what they took back.
    fn undone(&self) -> Result<Option<(Change, Change)>, Error> {
        let sql = format!(
            "SELECT {EVENT_COLUMNS}, EXISTS (SELECT 1 FROM voided WHERE voided.event = event.id) \
             FROM event JOIN device ON device.id = event.device \
             WHERE event.device = :own AND event.sequence > \
                 max((SELECT coalesce(max(import.sequence), 0) FROM import), \
                 (SELECT coalesce(max(undone_import.sequence), 0) FROM undone_import)) \
             ORDER BY event.sequence DESC"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(named_params! { ":own": self.own })?;
        let mut found: Option<(Change, Change)> = None;
        let mut first_of_open = u64::MAX;
        while let Some(row) = rows.next()? {
            let (event, counts) = (event_of(row)?.event, !row.get::<_, bool>(15)?);
            let Deed::Void(target) = event.deed else {
                break;
            };
            if found.is_some() && event.id.sequence < first_of_open {
                break;
            }
            let target = event_named(&self.connection, target)?;
            // Aliases go and come with their import, as the events of other programs do.
            let is_change = |target: &Event| {
                target.id.device == self.device
                    && !matches!(target.deed, Deed::Void(_) | Deed::Alias(_))
            };
            let Some(target) = target.filter(is_change) else {
                continue;
            };
            if !counts {
                continue;
            }
            match &mut found {
                Some((voids, targets)) => {
                    voids.others.push(event);
                    targets.others.push(target);
                }
                None => {
                    first_of_open = first_of(&self.connection, event.id.sequence)?;
                    found = Some((alone(event), alone(target)));
                }
            }
        }
        Ok(found)
    }
}

fn alone(newest: Event) -> Change {
    Change {
        newest,
        others: Vec::new(),
    }
}

/// The first of the events that were written together with the one of this sequence.
fn first_of(connection: &Connection, sequence: u64) -> Result<u64, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT first FROM together WHERE first <= ?1 AND last >= ?1 ORDER BY first DESC LIMIT 1",
    )?;
    let found = statement.query_row([sequence], |row| row.get(0));
    Ok(found.optional()?.unwrap_or(sequence))
}

/// The event of this name, where it is known.
fn event_named(
    connection: &Connection,
    id: crate::review::EventId,
) -> Result<Option<Event>, Error> {
    let sql = format!(
        "SELECT {EVENT_COLUMNS} FROM event JOIN device ON device.id = event.device \
         WHERE device.name = ?1 AND event.sequence = ?2"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![id.device.0.cast_signed(), id.sequence])?;
    rows.next()?
        .map(|row| event_of(row).map(|row| row.event))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Flag;
    use crate::store::events::tests::{NOTES, grade, import, moment, store};

    #[test]
    fn redo_brings_back_in_order_until_something_new_is_done() {
        let (_folder, mut store) = store();
        let cards = import(&mut store, "notes.md", NOTES);
        let first = grade(&mut store, cards[0], 4, 0);
        let second = grade(&mut store, cards[1], 5, 0);
        assert_eq!(store.redo(moment(0)).unwrap(), None);
        store.undo(moment(0)).unwrap();
        store.undo(moment(0)).unwrap();
        assert_eq!(store.redo(moment(0)).unwrap().unwrap().state, first);
        // Taken back and brought back again, as often as one likes.
        store.undo(moment(0)).unwrap();
        assert_eq!(store.redo(moment(0)).unwrap().unwrap().state, first);
        assert_eq!(store.redo(moment(0)).unwrap().unwrap().state, second);
        assert_eq!(store.redo(moment(0)).unwrap(), None);
        assert_eq!(store.rebuild_check().unwrap(), []);
        store.undo(moment(0)).unwrap();
        store.record(cards[2], Deed::Mark, moment(0)).unwrap();
        assert_eq!(store.redo(moment(0)).unwrap(), None);
    }

    #[test]
    fn what_one_command_did_goes_and_comes_together() {
        let (_folder, mut store) = store();
        let cards = import(&mut store, "notes.md", NOTES);
        store
            .record(cards[0], Deed::Flag(Flag::FIRST), moment(0))
            .unwrap();
        let all = cards.iter().map(|card| (*card, Deed::Suspend)).collect();
        store.record_all(all, moment(0)).unwrap();
        let suspended = |store: &Store| -> Vec<bool> {
            let state = |card: &CardId| store.state(*card).unwrap().unwrap().suspended;
            cards.iter().map(state).collect()
        };
        assert_eq!(
            store
                .changes(9)
                .unwrap()
                .iter()
                .map(Change::len)
                .collect::<Vec<_>>(),
            [3, 1]
        );
        store.undo(moment(0)).unwrap();
        assert_eq!(suspended(&store), [false; 3]);
        assert_eq!(store.redoable().unwrap().unwrap().len(), 3);
        let back = store.redo(moment(0)).unwrap().unwrap();
        assert!(back.state.suspended && back.others.iter().all(|(_, state)| state.suspended));
        assert_eq!(suspended(&store), [true; 3]);
        store.undo(moment(0)).unwrap();
        store.undo(moment(0)).unwrap();
        assert_eq!(store.state(cards[0]).unwrap(), Some(CardState::default()));
        assert!(store.changes(9).unwrap().is_empty());
        assert_eq!(store.rebuild_check().unwrap(), []);
    }
}
