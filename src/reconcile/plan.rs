//! The plan: what becomes of each compiled and of each known card.

use foldhash::HashSet;

use crate::cards::{CardId, CompiledCard, Fingerprint, Kind, Section};

use super::answers::is_answer_changed;
use super::parts;
use super::recognise::{Recognised, recognise};
use super::side::{Sections, Side};

/// A card of the collection, as far as recognising it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its lasting id.
    pub id: CardId,
    /// Ids that contents of it would be born with, as its aliases say.
    pub contents: Vec<CardId>,
    /// What it says now.
    pub fingerprint: Fingerprint,
    /// What it was made from.
    pub kind: Kind,
    /// The headings above it.
    pub section: Section,
    /// Its prompt: the key of a row, or the whole text asked, as [`crate::cards::Prompt::text`] gives it.
    pub prompt: String,
    /// Its back.
    pub back: String,
    /// The line where it stood.
    pub line: u32,
    /// Whether it has gone from its document.
    pub retired: bool,
}

impl Known {
    /// A living card of this document, as it is known once the compiled card is in the collection
    /// under this id.
    pub fn living(card: &CompiledCard, id: CardId) -> Known {
        Known {
            id,
            contents: Vec::new(),
            fingerprint: card.fingerprint,
            kind: card.card.kind,
            section: card.card.section.clone(),
            prompt: card.card.prompt.text().to_owned(),
            back: card.card.back(),
            line: card.card.line,
            retired: false,
        }
    }
}

/// What becomes of a compiled card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// No known card stands for it.
    New,
    /// Known, and nothing about it changed but perhaps its line.
    Unchanged,
    /// Known, with another text.
    Reworded,
    /// Known with the same text, in another section.
    Moved,
    /// Known and retired before; its text has come back.
    Revived,
}

/// By what a compiled card was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Nothing known resembles it.
    NothingAlike,
    /// The same text in the same section.
    SameText,
    /// The same text in another section or document, or the text that the card once began with.
    SameTextMoved,
    /// The same is asked.
    SamePrompt,
    /// Prompt and back are similar, by this many percent.
    SimilarText(u8),
}

/// A new card that may be a known one. A person settles it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The place of the compiled card.
    pub compiled: usize,
    /// The card that it may be.
    pub known: CardId,
    /// How similar the two are, in percent.
    pub score: u8,
}

/// Which lasting card a compiled card is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The lasting id: that of the known card, or the compiled card's own when it is new.
    pub id: CardId,
    /// What changed.
    pub change: Change,
    /// Why it is that card.
    pub reason: Reason,
    /// Whether what counts as right has become something else, not only other words.
    pub answer_changed: bool,
}

impl Placement {
    /// Of a card that no known one stands for.
    pub(super) fn new(id: CardId) -> Placement {
        Placement {
            id,
            change: Change::New,
            reason: Reason::NothingAlike,
            answer_changed: false,
        }
    }
}

/// A compiled and a known card of which one says a part of what the other says. It is told, and moves
/// no history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The place of the compiled card.
    pub compiled: usize,
    /// The known card.
    pub known: CardId,
}

/// What an import does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// One for each compiled card, in the same order.
    pub placements: Vec<Placement>,
    /// Known cards that are gone from the document, sorted.
    pub retired: Vec<CardId>,
    /// New cards that may be known ones, in the order of the document.
    pub in_doubt: Vec<Doubt>,
    /// New cards that were split off from known ones, in the order of the document.
    pub split: Vec<Part>,
    /// Retired cards whose text was joined to that of others.
    pub joined: Vec<Part>,
}

impl Plan {
    /// How many cards this happens to.
    pub fn count(&self, change: Change) -> usize {
        self.placements
            .iter()
            .filter(|placement| placement.change == change)
            .count()
    }
}

/// Recognises compiled cards among the known ones. What is certain comes first: the same text in the
/// same section, the same text anywhere, the same prompt in the same section, the same prompt where
/// that is unique, and then what is similar enough. The rest is new or retired.
pub fn reconcile(compiled: &[CompiledCard], known: &[Known]) -> Plan {
    let mut order: Vec<&Known> = known.iter().collect();
    // Live ones before retired ones, then as they stand: any order of arrival is one.
    order.sort_unstable_by_key(|known| (known.retired, known.line, known.id));
    if order.is_empty() {
        return all_new(compiled);
    }
    let mut sections = Sections::default();
    let fresh: Vec<Side<'_>> = compiled
        .iter()
        .map(|card| Side::of_compiled(card, &mut sections))
        .collect();
    let old: Vec<Side<'_>> = order
        .iter()
        .map(|known| Side::of_known(known, &mut sections))
        .collect();
    let recognised = recognise(&fresh, &old, &sections);
    let placements = place(compiled, &order, &recognised);
    let in_doubt = doubts(&order, &recognised);
    let part = |compiled: usize, place: usize| {
        let known = order.get(place)?.id;
        Some(Part { compiled, known })
    };
    let split = parts::split(&fresh, &old, &recognised.pairs).into_iter();
    let joined = parts::joined(&fresh, &old, &recognised.pairs).into_iter();
    Plan {
        retired: retired(&order, &recognised),
        placements,
        in_doubt,
        split: split
            .filter_map(|piece| part(piece.part, piece.whole))
            .collect(),
        joined: joined
            .filter_map(|piece| part(piece.whole, piece.part))
            .collect(),
    }
}

/// Where nothing can be recognised, no text is looked at: a third of the time of a first import went there.
fn all_new(compiled: &[CompiledCard]) -> Plan {
    Plan {
        placements: place(compiled, &[], &Recognised::default()),
        ..Plan::default()
    }
}

/// A new card whose text was the first of a known card gets the next id that nobody has.
fn place(compiled: &[CompiledCard], known: &[&Known], recognised: &Recognised) -> Vec<Placement> {
    // Only new cards have to keep away from the ids that are given.
    let mut given: Option<HashSet<CardId>> = None;
    let mut placements = Vec::with_capacity(compiled.len());
    for (at, card) in compiled.iter().enumerate() {
        let pair = recognised.pairs.of_fresh(at);
        let found = pair.and_then(|(old, reason)| Some((*known.get(old)?, reason)));
        placements.push(match found {
            Some((known, reason)) => placement(card, known, reason),
            None => {
                let given =
                    given.get_or_insert_with(|| known.iter().map(|known| known.id).collect());
                let mut id = card.id;
                while !given.insert(id) {
                    id = id.next();
                }
                Placement::new(id)
            }
        });
    }
    placements
}

pub(super) fn placement(card: &CompiledCard, known: &Known, reason: Reason) -> Placement {
    Placement {
        id: known.id,
        change: change(card, known),
        reason,
        answer_changed: known.fingerprint != card.fingerprint && is_answer_changed(card, known),
    }
}

fn retired(known: &[&Known], recognised: &Recognised) -> Vec<CardId> {
    let mut retired: Vec<CardId> = (0..)
        .zip(known)
        .filter(|(_, known)| !known.retired)
        .filter(|(at, _)| !recognised.pairs.is_paired(*at))
        .map(|(_, known)| known.id)
        .collect();
    retired.sort_unstable();
    retired
}

fn doubts(known: &[&Known], recognised: &Recognised) -> Vec<Doubt> {
    let doubts = recognised.in_doubt.iter();
    doubts
        .filter_map(|doubt| {
            Some(Doubt {
                compiled: doubt.fresh,
                known: known.get(doubt.old)?.id,
                score: doubt.percent,
            })
        })
        .collect()
}

fn change(card: &CompiledCard, known: &Known) -> Change {
    if known.retired {
        Change::Revived
    } else if known.fingerprint != card.fingerprint {
        Change::Reworded
    } else if known.section != card.card.section {
        Change::Moved
    } else {
        Change::Unchanged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::{Compiled, DeckName, compile};
    use crate::reconcile::recognise_tests::known;

    fn compiled(text: &str) -> Compiled {
        compile(text, &DeckName::new("Notes").unwrap())
    }

    const BEFORE: &str = "# T\n## One\n| K | V |\n|---|---|\n| a | 1 |\n| b | 2 |\n## Two\n| K | V |\n|---|---|\n| a | 3 |\n";

    fn changes(before: &str, after: &str) -> (Vec<Change>, Plan, Vec<Known>) {
        let known = known(before);
        let plan = reconcile(&compiled(after).cards, &known);
        (
            plan.placements
                .iter()
                .map(|placement| placement.change)
                .collect(),
            plan,
            known,
        )
    }

    #[test]
    fn the_same_text_changes_nothing() {
        let (changes, plan, _) = changes(BEFORE, BEFORE);
        assert_eq!(changes, [Change::Unchanged; 3]);
        assert_eq!(plan.retired, []);
    }

    #[test]
    fn another_answer_keeps_the_card_of_its_own_section() {
        let (changes, plan, known) = changes(BEFORE, &BEFORE.replace("| a | 3 |", "| a | 33 |"));
        assert_eq!(
            changes,
            [Change::Unchanged, Change::Unchanged, Change::Reworded]
        );
        assert_eq!(plan.placements[2].id, known[2].id);
    }

    #[test]
    fn a_question_that_gets_options_is_the_same_question() {
        let open = "Q1. Who patches it?\n";
        let (changes, plan, known) =
            changes(open, "Q1. Who patches it?\nA. AWS\nB. you\nAnswer: B\n");
        assert_eq!(changes, [Change::Reworded]);
        assert_eq!(plan.placements[0].id, known[0].id);
    }

    #[test]
    fn a_renamed_heading_moves_cards() {
        let (changes, plan, known) = changes(BEFORE, &BEFORE.replace("## One", "## Eins"));
        assert_eq!(changes, [Change::Moved, Change::Moved, Change::Unchanged]);
        assert_eq!(plan.placements[0].id, known[0].id);
    }

    #[test]
    fn a_new_row_is_new_and_a_missing_one_retires() {
        let (changes, plan, known) =
            changes(BEFORE, &BEFORE.replace("| b | 2 |", "| zebra | stripes |"));
        assert_eq!(changes, [Change::Unchanged, Change::New, Change::Unchanged]);
        assert_eq!(plan.retired, [known[1].id]);
    }

    #[test]
    fn a_text_that_comes_back_revives_its_card() {
        let mut known = known(BEFORE);
        known[1].retired = true;
        let plan = reconcile(&compiled(BEFORE).cards, &known);
        assert_eq!(plan.placements[1].id, known[1].id);
        assert_eq!(plan.placements[1].change, Change::Revived);
        assert_eq!(plan.retired, []);
    }

    #[test]
    fn the_order_of_known_cards_does_not_matter() {
        let after = compiled(&BEFORE.replace("| a | 3 |", "| a | 1 |"));
        let mut known = known(BEFORE);
        let plan = reconcile(&after.cards, &known);
        known.reverse();
        assert_eq!(reconcile(&after.cards, &known), plan);
    }
}
