//! Progress of hashcards and repeater on its way in, beside the documents it is about: each card that their
//! database knows is found again by the hash of its text, and what they learned goes to the log.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::calendar::Rollover;
use crate::cards::{Card, CardId, DeckName};
use crate::exchange::import::peers::{Peer, PeerProgress, events};
use crate::exchange::import::{Delivery, Reading};
use crate::exchange::{Beside, Collection, DeckRecord};
use crate::review::Event;
use crate::store::{PeerError, Stay, Store, peer_progress};
use crate::terminal::problem_view::path_name;
use crate::terminal::words::count;

use super::anki_import::scratch;
use super::context::Context;
use super::document_import::Planned;
use super::failure::Failure;

/// The names under which the programs keep their databases.
const NAMES: [&str; 2] = ["hashcards.db", "cards.db"];

/// The most skipped cards that are named on the screen.
const MOST_SHOWN: usize = 20;

/// A database of progress that was read.
pub(super) struct PeerDatabase {
    name: String,
    peer: Peer,
    progress: HashMap<String, PeerProgress>,
}

/// A document of this import with the cards it has.
pub(super) struct Placed {
    /// Its text.
    pub(super) text: String,
    /// Its deck.
    pub(super) deck: DeckName,
    /// Its cards, in order.
    pub(super) cards: Vec<(CardId, Card)>,
}

impl Placed {
    /// A planned document, its cards under the ids they have.
    pub(super) fn of(text: &str, planned: &Planned) -> Placed {
        Placed {
            text: text.to_owned(),
            deck: planned.compiled().deck.clone(),
            cards: planned
                .placed()
                .map(|(id, card)| (id, card.clone()))
                .collect(),
        }
    }
}

/// Whether a file's ending is that of a database.
pub(super) fn is_database(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "db")
}

/// The databases of progress that stand in a folder, beside its documents.
pub(super) fn in_folder(folder: &Path) -> Vec<PathBuf> {
    let paths = NAMES.iter().map(|name| folder.join(name));
    paths.filter(|path| path.is_file()).collect()
}

/// Whether a file or folder has progress in it that is found by the text of documents.
pub(super) fn brings_progress(path: &Path) -> bool {
    is_database(path) || !in_folder(path).is_empty()
}

/// Reads a database.
pub(super) fn open(path: &Path) -> Result<PeerDatabase, Failure> {
    let name = path_name(path);
    if !path.is_file() {
        return Err(Failure::failed(format!("there is no file {name}"))
            .hint("Check the name and the folder you are in."));
    }
    let (peer, progress) = peer_progress(path).map_err(|error| {
        let hint = match error {
            PeerError::NotOurs => {
                "A collection of srm is chosen with --db; others bring theirs as .json or .apkg."
            }
            PeerError::Damaged(_) | PeerError::TooManyRows => "Nothing was imported.",
        };
        Failure::input(format!("{name}: {error}")).hint(hint)
    })?;
    Ok(PeerDatabase {
        name,
        peer,
        progress,
    })
}

/// Brings the progress of the documents' cards in; what there is to say about it.
pub(super) fn bring(
    context: &Context,
    store: &mut Option<Store>,
    database: &PeerDatabase,
    documents: &[Placed],
    stay: Stay,
) -> Result<Vec<String>, Failure> {
    let mut found = Found::default();
    for document in documents {
        found.document(context, database, document);
    }
    let decks = std::mem::take(&mut found.decks);
    let reading = Reading::of_decks(Collection { decks });
    let collection = &reading.collection;
    let take_in = |store: &mut Store| {
        let now = context.now();
        context.during("Storing", || {
            store.take_in(collection, Delivery::Decks, stay, now)
        })
    };
    let imported = match store {
        Some(store) => take_in(store)?,
        None => {
            let (mut store, _folder) = scratch()?;
            take_in(&mut store)?
        }
    };
    let counts = imported.counts;
    Ok(found.said(database, (counts.events_new, counts.events_known)))
}

/// What was found of a database.
#[derive(Default)]
struct Found {
    decks: Vec<DeckRecord>,
    hashes: std::collections::HashSet<String>,
    cards: usize,
    skipped: Vec<String>,
}

impl Found {
    fn document(&mut self, context: &Context, database: &PeerDatabase, document: &Placed) {
        let mut log: Vec<Event> = Vec::new();
        for seen in database.peer.cards(&document.text) {
            let Some(progress) = database.progress.get(&seen.hash) else {
                continue;
            };
            let ours = document.cards.iter().find(|(_, card)| seen.is(card));
            let Some((id, _)) = ours else {
                continue;
            };
            // The same text in two documents is one card there, and its progress goes to the first.
            if !self.hashes.insert(seen.hash) {
                continue;
            }
            match events(
                database.peer,
                *id,
                progress,
                context.now(),
                Rollover::default(),
            ) {
                Ok(events) => {
                    self.cards = self.cards.saturating_add(usize::from(!events.is_empty()));
                    log.extend(events);
                }
                Err(why) => self.skipped.push(format!("line {}: {why}", seen.line)),
            }
        }
        log.sort_unstable_by_key(Event::order);
        self.decks.push(DeckRecord {
            name: document.deck.clone(),
            source: None,
            cards: Vec::new(),
            events: log,
            beside: Beside::default(),
        });
    }

    fn said(&self, database: &PeerDatabase, (new, known): (u32, u32)) -> Vec<String> {
        let name = &database.name;
        let cards = count(self.cards as u64, "card", "cards");
        let peer = database.peer.name();
        let mut said = vec![format!(
            "{name}: progress of {peer} for {cards}: {new} entries new, {known} known already."
        )];
        let answered = database.progress.iter();
        let missing = answered
            .filter(|(hash, progress)| progress.reviews > 0 && !self.hashes.contains(*hash))
            .count();
        if missing > 0 {
            let cards = count(missing as u64, "answered card", "answered cards");
            said.push(format!(
                "{name}: not carried over: {cards} of none of these documents."
            ));
        }
        for row in self.skipped.iter().take(MOST_SHOWN) {
            said.push(format!("{name}: skipped: {row}."));
        }
        said
    }
}
