#![doc = include_str!("ARCHITECTURE.md")]

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

pub use cli::run;
