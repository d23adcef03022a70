//! What `srm doctor` says of cards that stand side by side and are one in the log, and how it parts them.
//! It must never part what a learner or another device said is one.

use crate::store::backup::Reason;
use crate::store::{Joined, Parting, Store};
use crate::terminal::doctor_view::Finding;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::safety;

/// The most classes that are named, and cards of each.
const MOST_NAMED: usize = 5;

/// What is to be done about what is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mending {
    /// Nothing: it is told.
    Leave,
    /// What loses nothing.
    Mend,
}

/// The cards that share a history though each stands in a document; parted on demand.
pub(super) fn joined_cards(
    context: &Context,
    store: &mut Store,
    mending: Mending,
) -> Result<Vec<Finding>, Failure> {
    let joined = store.joined()?;
    let free = |joined: &&Joined| joined.parting == Parting::Free;
    let (apart, meant): (Vec<&Joined>, Vec<&Joined>) = joined.iter().partition(free);
    let mut findings = Vec::new();
    if !apart.is_empty() {
        let named = named(&apart);
        findings.push(if mending == Mending::Mend {
            safety::before(context, store, Reason::Mend)?;
            store.part(context.now())?;
            let what = format!("each of these has its own history again: {named}");
            Finding::mended("cards", what)
        } else {
            let what = format!("these have one history, by a text that stood for each: {named}");
            Finding::wrong("cards", what).remedy("Part them without loss: srm doctor --fix")
        });
    }
    if !meant.is_empty() {
        let named = named(&meant);
        let what = format!("these have one history, as an edit or a relinking said: {named}");
        findings.push(Finding::note("cards", what).remedy("Nothing has to be done."));
    }
    Ok(findings)
}

/// The cards of each class, as far as they are named.
fn named(classes: &[&Joined]) -> String {
    let of_class = |joined: &&Joined| listed(joined.cards.iter().map(|card| card.short()), ", ");
    listed(classes.iter().map(of_class), "; ")
}

fn listed(names: impl ExactSizeIterator<Item = String>, between: &str) -> String {
    let left = names.len().saturating_sub(MOST_NAMED);
    let named: Vec<String> = names.take(MOST_NAMED).collect();
    match left {
        0 => named.join(between),
        _ => format!("{} and {left} more", named.join(between)),
    }
}
