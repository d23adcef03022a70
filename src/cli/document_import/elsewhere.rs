//! Cards of other documents that may come to live in one that is imported: their text has gone from where
//! it stood. It must never offer a card whose text still stands elsewhere.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::cards::{CardId, Section};
use crate::reconcile::{Change, Known, Left, Plan, reconcile};
use crate::store::{DocumentId, Edition, KnownDocument, Seen, Store};

use super::renamed::came_from;
use super::{Incoming, Planned, is_gone};
use crate::cli::failure::Failure;
use crate::cli::source_file;
use crate::cli::told_plan::doubted;

/// How alike two cards of the same text are, in percent.
const TWINS: u8 = 100;

/// A document with what it knows of itself.
pub(super) struct First {
    document: Option<DocumentId>,
    pub(super) known: Vec<Known>,
    pub(super) plan: Plan,
    pub(super) seen: Option<Seen>,
    /// Whether it stood under another name, so that its plan tells of the cards of that.
    pub(super) was_renamed: bool,
}

/// The documents of an import, each by what it knows of itself, or what it knew under another name.
pub(super) fn firsts(incoming: &[Incoming], store: &Store) -> Result<Vec<First>, Failure> {
    let mut firsts = Vec::with_capacity(incoming.len());
    let mut taken: HashSet<CardId> = HashSet::new();
    let origins = came_from(incoming, store)?;
    for (document, origin) in incoming.iter().zip(&origins) {
        let mut first = First::known(document, store)?;
        if let Some(origin) = origin {
            first.take_from(origin, document, store)?;
            taken.extend(first.plan.placements.iter().map(|placement| placement.id));
        }
        firsts.push(first);
    }
    for (first, document) in firsts.iter_mut().zip(incoming) {
        if !first.was_renamed {
            first.plan_alone(document, &taken);
        }
    }
    Ok(firsts)
}

impl First {
    pub(super) fn new(incoming: &Incoming, store: &Store) -> Result<First, Failure> {
        let mut first = First::known(incoming, store)?;
        first.plan_alone(incoming, &HashSet::new());
        Ok(first)
    }

    fn known(incoming: &Incoming, store: &Store) -> Result<First, Failure> {
        let document = store.document(&incoming.path)?.map(|document| document.id);
        let (known, seen) = match document {
            Some(document) => {
                let (known, seen) = store.known_and_seen(document, &incoming.compiled.cards)?;
                (known, Some(seen))
            }
            None => (Vec::new(), None),
        };
        Ok(First {
            document,
            known,
            plan: Plan::default(),
            seen,
            was_renamed: false,
        })
    }

    /// What becomes of its cards, apart from those that a document under another name took along.
    fn plan_alone(&mut self, incoming: &Incoming, taken: &HashSet<CardId>) {
        let cards = &incoming.compiled.cards;
        if taken.is_empty() {
            self.plan = reconcile(cards, &self.known);
            return;
        }
        let mut left = self.known.clone();
        left.retain(|known| !taken.contains(&known.id));
        self.plan = reconcile(cards, &left);
    }

    /// What becomes of the cards that it had under another name. Its plan is not the last word: documents of
    /// which one was renamed are planned together.
    fn take_from(
        &mut self,
        origin: &KnownDocument,
        incoming: &Incoming,
        store: &Store,
    ) -> Result<(), Failure> {
        let cards = &incoming.compiled.cards;
        let mut known = store.known_cards(origin.id, cards)?;
        known.retain(|known| !known.retired);
        let mut placements = reconcile(cards, &known).placements;
        for placement in &mut placements {
            if placement.change == Change::Unchanged {
                placement.change = Change::Moved;
            }
        }
        let living = self.known.iter().filter(|known| !known.retired);
        self.plan = Plan {
            placements,
            retired: living.map(|known| known.id).collect(),
            ..Plan::default()
        };
        self.was_renamed = true;
        Ok(())
    }

    /// The cards that are about to leave this document.
    fn leaving(self) -> impl Iterator<Item = Known> {
        let gone = self.plan.retired;
        let leaves = move |known: &Known| gone.binary_search(&known.id).is_ok();
        self.known.into_iter().filter(leaves)
    }
}

/// Cards that may come to live in a document of the import, though they stood in none of them: retired
/// before, in a file that is gone, or gone from a file that has changed since it was imported.
pub(super) fn left_outside(store: &Store, firsts: &[First]) -> Result<Vec<Left>, Failure> {
    let of_import: HashSet<DocumentId> = firsts.iter().filter_map(|first| first.document).collect();
    let inside = firsts.iter().flat_map(|first| &first.known);
    let inside: HashSet<CardId> = inside.map(|known| known.id).collect();
    let mut retired = store.retired_elsewhere(None)?;
    retired.retain(|known| !inside.contains(&known.id));
    let mut left = vec![Left {
        above: Section::default(),
        known: retired,
    }];
    for document in store.documents()? {
        if of_import.contains(&document.id) {
            continue;
        }
        let mut known = Vec::new();
        if is_gone(&document.path) {
            known = store.known_cards(document.id, &[])?;
            known.retain(|known| !known.retired);
        } else if let Some(incoming) = changed(&document) {
            known.extend(First::new(&incoming, store)?.leaving());
        }
        left.push(Left {
            above: above(&document.path),
            known,
        });
    }
    left.retain(|left| !left.known.is_empty());
    Ok(left)
}

/// Where a document is kept, as headings above its own: what becomes of a folder or file becomes of all in it.
pub(super) fn above(path: &str) -> Section {
    path.split('/').map(str::to_owned).collect()
}

/// A document as its file is now, where that is another edition than the known one. A file that cannot be
/// read says nothing about where its cards are.
fn changed(document: &KnownDocument) -> Option<Incoming> {
    let path = Path::new(&document.path);
    let stamp = path.is_absolute().then(|| source_file::stamp(path))?;
    if stamp.is_some() && stamp == document.stamp {
        return None;
    }
    let mut file = source_file::read(path).ok()?;
    let edition = file.edition(&file.sidecar().ok()?);
    if is_known(document, &edition) {
        return None;
    }
    Incoming::of_file(&mut file).ok()
}

/// Whether this is the edition that a document's cards are of.
pub(in crate::cli) fn is_known(document: &KnownDocument, edition: &Edition) -> bool {
    // Older programs did not note which file stood beside a document.
    let sidecar = document.sidecar.as_ref();
    document.blake3 == edition.blake3 && sidecar.is_none_or(|known| *known == edition.sidecar)
}

/// A card with a history goes while its text already stands in another document, where nobody has
/// answered it: somebody copied it there first. Perhaps it was meant to move, so that is asked.
pub(super) fn doubt_twins(
    all: &mut [Planned],
    firsts: &[First],
    store: &Store,
) -> Result<(), Failure> {
    let going: HashSet<CardId> = all
        .iter()
        .flat_map(|planned| planned.plan.retired.iter().copied())
        .collect();
    for (planned, first) in all.iter_mut().zip(firsts) {
        let twins = store.unanswered_twins(&planned.plan.retired)?;
        let olds: HashSet<CardId> = twins.iter().map(|(old, _)| *old).collect();
        let with_twin = first.known.iter().filter(|known| olds.contains(&known.id));
        let known: HashMap<CardId, &Known> = with_twin.map(|known| (known.id, known)).collect();
        for (old, new) in twins {
            let (Some(known), false) = (known.get(&old), going.contains(&new)) else {
                continue;
            };
            if let Some(standing) = store.card(new)? {
                let front = standing.card.front();
                planned.doubts.push(doubted((new, front), known, TWINS));
            }
        }
    }
    Ok(())
}
