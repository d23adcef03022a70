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
        clippy::expect_used
    )
)]

// A release program ends where a sum overflows (`overflow-checks` in Cargo.toml). The whole core, marked below,
// may hold no sum that can. ARCHITECTURE.md says why the shell around it is not held to that.

// The pure core, in dependency order: a module uses only what stands above it.
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub mod calendar;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub mod document;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub mod cards;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub mod scheduler;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub mod reconcile;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub mod review;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub mod search;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub mod stats;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub mod evaluation;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub mod exchange;
pub mod store;
pub mod terminal;
pub mod page;
pub mod cli;

pub use cli::run;
