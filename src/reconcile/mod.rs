//! Reconciling: compiled cards against known cards, a plan out. A card whose document was edited
//! keeps its id and with it its history.
//! It must never know where known cards are kept, and never depend on the order they come in.

mod answers;
mod assign;
mod candidates;
#[cfg(test)]
mod column_tests;
#[cfg(test)]
mod copies_tests;
mod footnotes;
#[cfg(test)]
mod key_tests;
mod links;
mod markup;
#[cfg(test)]
mod lookalike_tests;
mod pairs;
mod parts;
mod plan;
mod recognise;
#[cfg(test)]
mod recognise_tests;
#[cfg(test)]
mod rewritten_tests;
#[cfg(test)]
mod section_tests;
mod said;
mod short_names;
mod side;
mod similar;
mod similarity;
mod together;
#[cfg(test)]
mod together_tests;

pub use plan::{Change, Doubt, Known, Part, Placement, Plan, Reason, reconcile};
pub use together::{Document, Left, reconcile_together};
