//! Bringing a document into the collection: compile, recognise the known cards, apply the plan.
//! One way for files and for the deck that the program carries.

use crate::calendar::Moment;
use crate::cards::{CardId, Compiled, DeckName, Request, compile_with};
use crate::document::Code;
use crate::reconcile::{Change, Plan, reconcile};
use crate::store::{DocumentImport, Store};
use crate::terminal::import_view::{Fate, Line};

use super::failure::Failure;

/// The text of the deck that the program carries.
const BUNDLED_TEXT: &str = include_str!("../../decks/shared-responsibility-model.md");

/// Its path in the collection.
const BUNDLED_PATH: &str = "bundled:shared-responsibility-model.md";

/// What the paths of carried documents begin with; no path of a file does, those are absolute.
pub(super) const BUNDLED_PREFIX: &str = "bundled:";

/// A compiled document on its way in.
pub(super) struct Incoming {
    path: String,
    blake3: String,
    /// What it was compiled into.
    pub(super) compiled: Compiled,
}

/// What an import of one document does.
pub(super) struct Planned {
    incoming: Incoming,
    plan: Plan,
    /// What happens to each card.
    pub(super) lines: Vec<Line>,
}

impl Incoming {
    /// Compiles a document. `path` is its lasting identity.
    pub(super) fn new(
        path: &str,
        blake3: String,
        text: &str,
        sidecar: &str,
        fallback_name: &DeckName,
    ) -> Incoming {
        Incoming {
            path: path.to_owned(),
            blake3,
            compiled: compile_with(
                text,
                &Request {
                    fallback_name,
                    words: "",
                    sidecar,
                },
            ),
        }
    }

    /// The deck that the program carries.
    pub(super) fn bundled() -> Result<Incoming, Failure> {
        let name = DeckName::new("Bundled deck")
            .ok_or_else(|| Failure::failed("the bundled deck has no name"))?;
        let blake3 = blake3::hash(BUNDLED_TEXT.as_bytes()).to_hex().to_string();
        Ok(Incoming::new(BUNDLED_PATH, blake3, BUNDLED_TEXT, "", &name))
    }

    /// Gives the document another identity.
    pub(super) fn rename(&mut self, path: &str) {
        path.clone_into(&mut self.path);
    }

    /// How many parts of the document were left out, though they look like study material.
    pub(super) fn skipped(&self) -> usize {
        self.compiled
            .problems
            .iter()
            .filter(|problem| problem.code == Code::Skipped)
            .count()
    }
}

/// Works out what an import would do. Without a store every card is new.
pub(super) fn plan(mut incoming: Incoming, store: Option<&Store>) -> Result<Planned, Failure> {
    let known = match store {
        Some(store) => match store.document(&incoming.path)? {
            Some(document) => store.known_cards(document.id)?,
            None => Vec::new(),
        },
        None => Vec::new(),
    };
    let mut plan = reconcile(&incoming.compiled.cards, &known);
    if let Some(store) = store {
        separate_twins(&mut incoming.compiled, &mut plan, store)?;
    }
    let placed = incoming.compiled.cards.iter().zip(&plan.placements);
    let mut lines: Vec<Line> = placed
        .map(|(compiled, placement)| Line {
            id: placement.id.to_string(),
            front: compiled.card.front(),
            fate: fate(placement.change),
        })
        .collect();
    for id in &plan.retired {
        let known = known.iter().find(|known| known.id == *id);
        lines.push(Line {
            id: id.to_string(),
            front: known.map_or(String::new(), |known| known.prompt.clone()),
            fate: Fate::Retired,
        });
    }
    Ok(Planned {
        incoming,
        plan,
        lines,
    })
}

/// Gives new cards whose id another document's card already has the next free id: the same text in
/// two documents is two cards.
fn separate_twins(compiled: &mut Compiled, plan: &mut Plan, store: &Store) -> Result<(), Failure> {
    let mut taken: std::collections::HashSet<CardId> = plan
        .placements
        .iter()
        .map(|placement| placement.id)
        .collect();
    for (card, placement) in compiled.cards.iter_mut().zip(&mut plan.placements) {
        if placement.change != Change::New || !store.is_taken(placement.id)? {
            continue;
        }
        let mut occurrence = 1;
        while taken.contains(&placement.id) || store.is_taken(placement.id)? {
            placement.id = CardId::born(&compiled.deck, card.fingerprint, occurrence);
            occurrence += 1;
        }
        card.id = placement.id;
        taken.insert(placement.id);
    }
    Ok(())
}

/// Carries a plan out, in one transaction.
pub(super) fn apply(planned: &Planned, store: &mut Store, at: Moment) -> Result<(), Failure> {
    let import = DocumentImport {
        path: &planned.incoming.path,
        blake3: &planned.incoming.blake3,
        compiled: &planned.incoming.compiled,
        plan: &planned.plan,
    };
    Ok(store.apply(&import, at)?)
}

impl Planned {
    /// What the document was compiled into.
    pub(super) fn compiled(&self) -> &Compiled {
        &self.incoming.compiled
    }

    /// See [`Incoming::skipped`].
    pub(super) fn skipped(&self) -> usize {
        self.incoming.skipped()
    }
}

fn fate(change: Change) -> Fate {
    match change {
        Change::New => Fate::New,
        Change::Unchanged => Fate::Unchanged,
        Change::Reworded => Fate::Updated,
        Change::Moved => Fate::Moved,
        Change::Revived => Fate::Revived,
    }
}
