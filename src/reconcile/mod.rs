//! Reconciling: compiled cards against known cards, a plan out. A card whose document was edited
//! keeps its id and with it its history.
//! It must never know where known cards are kept, and never depend on the order they come in.

mod keys;
mod plan;

pub use plan::{Change, Known, Placement, Plan, reconcile};
