//! The plan and the steps that make it: what is certain first, what is left is new or retired.

use std::collections::HashSet;

use crate::cards::{CardId, CompiledCard, Fingerprint, Kind, Section};

use super::keys::{Pairs, Side, pair_unique};

/// A card of the collection, as far as recognising it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its lasting id.
    pub id: CardId,
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
    /// Whether it has gone from the document.
    pub retired: bool,
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

/// Which lasting card a compiled card is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The lasting id: that of the known card, or the compiled card's own when it is new.
    pub id: CardId,
    /// What changed.
    pub change: Change,
}

/// What an import does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// One for each compiled card, in the same order.
    pub placements: Vec<Placement>,
    /// Known cards that are gone from the document, sorted.
    pub retired: Vec<CardId>,
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

/// Recognises compiled cards among the known cards of the same document. In order: the same text
/// in the same section, the same text anywhere, the same kind, section and prompt, the same kind
/// and prompt where that is unique on both sides. The rest is new or retired.
pub fn reconcile(compiled: &[CompiledCard], known: &[Known]) -> Plan {
    let fresh: Vec<Side<'_>> = compiled.iter().map(Side::of_compiled).collect();
    let mut order: Vec<&Known> = known.iter().collect();
    // Live cards before retired ones, then as they stand in the document: any order of arrival is one.
    order.sort_by_key(|known| (known.retired, known.line, known.id));
    let old: Vec<Side<'_>> = order.iter().map(|known| Side::of_known(known)).collect();
    let mut pairs = Pairs::new(fresh.len(), old.len());
    pairs.equal(&fresh, &old, |side| {
        (side.fingerprint, Some(side.section.to_vec()))
    });
    pairs.equal(&fresh, &old, |side| (side.fingerprint, None::<Vec<String>>));
    pair_unique(&mut pairs, &fresh, &old, |side| {
        (side.kind, side.prompt.clone(), Some(side.section.to_vec()))
    });
    pair_unique(&mut pairs, &fresh, &old, |side| {
        (side.kind, side.prompt.clone(), None::<Vec<String>>)
    });
    plan(compiled, &order, &pairs)
}

fn plan(compiled: &[CompiledCard], known: &[&Known], pairs: &Pairs) -> Plan {
    let placements: Vec<Placement> = compiled
        .iter()
        .enumerate()
        .map(
            |(at, card)| match pairs.of_fresh(at).and_then(|at| known.get(at)) {
                Some(known) => Placement {
                    id: known.id,
                    change: change(card, known),
                },
                None => Placement {
                    id: card.id,
                    change: Change::New,
                },
            },
        )
        .collect();
    let kept: HashSet<CardId> = placements
        .iter()
        .filter(|placement| placement.change != Change::New)
        .map(|placement| placement.id)
        .collect();
    let mut retired: Vec<CardId> = known
        .iter()
        .filter(|known| !known.retired && !kept.contains(&known.id))
        .map(|known| known.id)
        .collect();
    retired.sort();
    Plan {
        placements,
        retired,
    }
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

    fn compiled(text: &str) -> Compiled {
        compile(text, &DeckName::new("Notes").unwrap())
    }

    fn known(text: &str) -> Vec<Known> {
        let compiled = compiled(text);
        compiled
            .cards
            .into_iter()
            .map(|card| Known {
                id: card.id,
                fingerprint: card.fingerprint,
                kind: card.card.kind,
                section: card.card.section.clone(),
                prompt: card.card.prompt.text().to_owned(),
                back: card.card.back(),
                line: card.card.line,
                retired: false,
            })
            .collect()
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
        assert_eq!(
            plan.placements[1],
            Placement {
                id: known[1].id,
                change: Change::Revived
            }
        );
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
