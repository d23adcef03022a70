//! The desk of a review session: the store and the clock, as the terminal's faces ask for them.

use std::path::Path;
use std::time::Duration;

use crate::calendar::Moment;
use crate::cards::CardId;
use crate::review::{
    CardState, Deed, Desk, Excerpt, Leech, LeechDeed, Queued, Recorded, Reversible, Sheet, Source,
    TakenBack, Visible,
};
use crate::store::{self, Reversed, Store};

use super::card_media::Places;
use super::clock::Clock;
use super::document_import::is_gone;
use super::document_name::document_name;
use super::failure::{Failure, Kind};
use super::media_folder::MediaFolder;
use super::source_file;

/// How many lines of a document are shown before and after a card's own.
const LINES_AROUND: u32 = 200;

/// Edits a card's document and says what came of it.
type Edit<'a> = Box<dyn FnMut(&mut Store, CardId) -> Result<String, Failure> + 'a>;

/// New cards beyond those of the session.
type More<'a> = Box<dyn FnMut(&Store) -> Result<Vec<Queued>, Failure> + 'a>;

/// The store with a watch beside it.
pub(super) struct StoreDesk<'a> {
    store: &'a mut Store,
    clock: Clock,
    begun: Moment,
    edit: Edit<'a>,
    media: MediaFolder,
    more: More<'a>,
    /// What is done about leeches.
    leech_deed: LeechDeed,
    /// The state of the card that was shown last. An answer is about that and nothing later.
    shown: Option<(CardId, CardState)>,
}

impl<'a> StoreDesk<'a> {
    /// A desk for a session that begins now.
    pub(super) fn new(
        store: &'a mut Store,
        clock: Clock,
        media: MediaFolder,
        edit: impl FnMut(&mut Store, CardId) -> Result<String, Failure> + 'a,
        more: impl FnMut(&Store) -> Result<Vec<Queued>, Failure> + 'a,
    ) -> StoreDesk<'a> {
        StoreDesk {
            store,
            clock,
            begun: clock.now(),
            edit: Box::new(edit),
            media,
            more: Box::new(more),
            leech_deed: LeechDeed::default(),
            shown: None,
        }
    }

    /// The same desk, where this is done about leeches.
    #[must_use]
    pub(super) fn about_leeches(mut self, deed: LeechDeed) -> StoreDesk<'a> {
        self.leech_deed = deed;
        self
    }

    /// What was reversed; the card that is shown may be among it.
    fn told(&mut self, reversed: Option<Reversed>) -> Result<Option<TakenBack>, Failure> {
        let Some(reversed) = reversed else {
            return Ok(None);
        };
        let taken = taken_back(self.store, reversed)?;
        if let Some((shown, state)) = &mut self.shown {
            let mut all = taken
                .with
                .iter()
                .copied()
                .chain([(taken.card, taken.state)]);
            if let Some((_, now)) = all.find(|(card, _)| card == shown) {
                *state = now;
            }
        }
        Ok(Some(taken))
    }
}

impl Desk for StoreDesk<'_> {
    type Error = Failure;

    fn card(&mut self, id: CardId) -> Result<Option<Sheet>, Failure> {
        let stored = self.store.card(id)?;
        self.shown = stored.as_ref().map(|stored| (id, stored.state));
        let asked = stored.filter(|stored| !stored.retired && !stored.state.suspended);
        let path = asked.as_ref().and_then(|stored| stored.path.as_deref());
        let source = path
            .map(|path| document_name(self.store, path))
            .transpose()?;
        Ok(asked.map(|stored| Sheet {
            source,
            card: stored.card,
            deck: stored.deck,
            state: stored.state,
            scheduler: stored.scheduler,
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

    fn leech(&mut self, card: CardId) -> Result<Option<(Leech, LeechDeed)>, Failure> {
        let found = self.store.leech_found(card)?;
        Ok(found.map(|leech| (leech, self.leech_deed)))
    }

    fn undo(&mut self) -> Result<Option<TakenBack>, Failure> {
        let reversed = self.store.undo(self.clock.now())?;
        self.told(reversed)
    }

    fn redo(&mut self) -> Result<Option<TakenBack>, Failure> {
        let reversed = self.store.redo(self.clock.now())?;
        self.told(reversed)
    }

    fn reversible(&mut self) -> Result<Reversible, Failure> {
        Ok(Reversible {
            undo: !self.store.changes(1)?.is_empty(),
            redo: self.store.redoable()?.is_some(),
        })
    }

    fn elapsed(&self) -> Duration {
        self.clock.since(self.begun)
    }

    fn source(&mut self, card: CardId) -> Result<Source, Failure> {
        let Some(stored) = self.store.card(card)? else {
            return Ok(Source::Missing("The card is gone.".to_owned()));
        };
        let Some(path) = stored.path else {
            return Ok(Source::Missing(
                "This card comes from no document.".to_owned(),
            ));
        };
        let name = document_name(self.store, &path)?;
        Ok(match document_text(&path, &name) {
            Ok(text) => Source::Lines(excerpt(name, &text, stored.card.line)),
            Err(failure) => Source::Missing(failure.in_sentences()),
        })
    }

    fn edit(&mut self, card: CardId) -> Result<String, Failure> {
        match (self.edit)(self.store, card) {
            // No editor, no document, an edit taken back: no reason to end a session.
            Err(failure) if !matches!(failure.kind, Kind::Storage) => Ok(failure.in_sentences()),
            other => other,
        }
    }

    fn open_media(&mut self, card: CardId, visible: Visible) -> Result<String, Failure> {
        let Some(stored) = self.store.card(card)? else {
            return Ok("The card is gone.".to_owned());
        };
        let mut shown = stored.card.front();
        if visible == Visible::Whole {
            shown.push('\n');
            shown.push_str(&stored.card.back());
        }
        let path = stored.path.as_deref().map(Path::new);
        let places = Places {
            kept: &self.media,
            media: self.store.media_of(card)?,
            document: path.filter(|path| path.is_absolute()),
        };
        Ok(places.open(&shown))
    }

    fn more_new(&mut self) -> Result<Vec<Queued>, Failure> {
        (self.more)(self.store)
    }
}

/// The text of a document that cards came from.
fn document_text(path: &str, name: &str) -> Result<String, Failure> {
    if path == super::document_import::BUNDLED_PATH {
        return Ok(super::document_import::BUNDLED_TEXT.to_owned());
    }
    if !Path::new(path).is_absolute() {
        return Err(Failure::failed("The document was not read from a file."));
    }
    if is_gone(path) {
        return Err(Failure::failed(format!("The document {name} is gone.")));
    }
    let file = source_file::read(Path::new(path))?;
    Ok(String::from_utf8_lossy(&file.bytes).into_owned())
}

/// The lines of a document around one of them.
fn excerpt(document: String, text: &str, card: u32) -> Excerpt {
    let first = card.saturating_sub(LINES_AROUND).max(1);
    let skipped = usize::try_from(first.saturating_sub(1)).unwrap_or(usize::MAX);
    let most = usize::try_from(2 * LINES_AROUND + 1).unwrap_or(usize::MAX);
    let lines = text.lines().skip(skipped).take(most).map(str::to_owned);
    Excerpt {
        document,
        first,
        lines: lines.collect(),
        card,
    }
}

/// What was reversed, as it is told.
pub(super) fn taken_back(store: &Store, reversed: Reversed) -> Result<TakenBack, Failure> {
    let newest = reversed.change.newest;
    Ok(TakenBack {
        card: newest.card,
        front: front(store, newest.card)?,
        deed: newest.deed,
        state: reversed.state,
        with: reversed.others,
    })
}

/// The front of a card, for a message.
pub(super) fn front(store: &Store, card: CardId) -> Result<String, Failure> {
    let front = store.card(card)?.map(|stored| stored.card.front());
    Ok(front.unwrap_or_else(|| "a card that is gone".to_owned()))
}
