#![doc = include_str!("ARCHITECTURE.md")]
// What strangers wrote reaches most of what follows: nothing there may end the program because of it.
// A module that cannot hold this says so, and why.
#![cfg_attr(
    not(test),
    deny(
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::panic,
        clippy::unreachable,
        clippy::unwrap_used,
        clippy::expect_used,
        // A release program ends where a sum overflows (`overflow-checks` in Cargo.toml).
        clippy::arithmetic_side_effects
    )
)]

// The pure core, in dependency order: a module uses only what stands above it.
pub mod calendar;
pub mod document;
pub mod cards;
pub mod scheduler;
pub mod reconcile;
pub mod review;
pub mod search;
pub mod stats;
pub mod evaluation;
pub mod exchange;
pub mod store;
pub mod terminal;
pub mod page;
pub mod cli;

pub use cli::{end_at_a_mistake, run};
