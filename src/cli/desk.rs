//! The desk of a review session: the store and the clock, as the terminal's faces ask for them.

use std::path::Path;
use std::time::Duration;

use crate::calendar::Moment;
use crate::cards::CardId;
use crate::review::{CardState, Deed, Desk, Recorded, Sheet, TakenBack};
use crate::store::{self, Store};
use crate::terminal::problem_view::path_name;

use super::clock::Clock;
use super::failure::Failure;

/// The store with a watch beside it.
pub(super) struct StoreDesk<'a> {
    store: &'a mut Store,
    clock: Clock,
    begun: Moment,
    /// The state of the card that was shown last. An answer is about that and nothing later.
    shown: Option<(CardId, CardState)>,
}

impl<'a> StoreDesk<'a> {
    /// A desk for a session that begins now.
    pub(super) fn new(store: &'a mut Store, clock: Clock) -> StoreDesk<'a> {
        StoreDesk {
            store,
            clock,
            begun: clock.now(),
            shown: None,
        }
    }
}

impl Desk for StoreDesk<'_> {
    type Error = Failure;

    fn card(&mut self, id: CardId) -> Result<Option<Sheet>, Failure> {
        let stored = self.store.card(id)?;
        self.shown = stored.as_ref().map(|stored| (id, stored.state));
        let asked = stored.filter(|stored| !stored.retired && !stored.state.suspended);
        Ok(asked.map(|stored| Sheet {
            source: stored.path.as_deref().map(document_name),
            card: stored.card,
            deck: stored.deck,
            state: stored.state,
        }))
    }

    fn record(&mut self, card: CardId, deed: Deed) -> Result<Recorded, Failure> {
        let is_answer = matches!(deed, Deed::Review(_) | Deed::Drill(_));
        let now = self.clock.now();
        let recorded = match self.shown {
            Some((shown, state)) if is_answer && shown == card => {
                self.store.record_answer(card, state, deed, now)
            }
            _ => self.store.record(card, deed, now),
        };
        match recorded {
            Err(store::Error::ChangedElsewhere(_)) => Ok(Recorded::ChangedElsewhere),
            Ok((_, state)) => {
                self.shown = Some((card, state));
                Ok(Recorded::Saved(state))
            }
            Err(error) => {
                let mut failure = Failure::from(error);
                failure.message = format!("the last answer was not saved: {}", failure.message);
                Err(failure)
            }
        }
    }

    fn undo(&mut self) -> Result<Option<TakenBack>, Failure> {
        let taken = take_back(self.store, self.clock)?;
        if let (Some(taken), Some((card, state))) = (&taken, &mut self.shown)
            && taken.card == *card
        {
            *state = taken.state;
        }
        Ok(taken)
    }

    fn elapsed(&self) -> Duration {
        self.clock.since(self.begun)
    }
}

/// Takes back the newest answer or change of this device; none when there is none.
pub(super) fn take_back(store: &mut Store, clock: Clock) -> Result<Option<TakenBack>, Failure> {
    let Some(event) = store.last_change()? else {
        return Ok(None);
    };
    let front = store.card(event.card)?.map(|stored| stored.card.front());
    let state = store.undo(&event, clock.now())?;
    Ok(Some(TakenBack {
        card: event.card,
        front: front.unwrap_or_else(|| "a card that is gone".to_owned()),
        deed: event.deed,
        state,
    }))
}

/// A document's path as a review names it: the file alone, since the folder is always the same.
pub(super) fn document_name(path: &str) -> String {
    let path = path
        .strip_prefix(super::document_import::BUNDLED_PREFIX)
        .unwrap_or(path);
    Path::new(path)
        .file_name()
        .map_or_else(|| path.to_owned(), |name| path_name(Path::new(name)))
}
