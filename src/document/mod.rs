//! Documents: text in, blocks and problems out.
//! It must never know that cards are made of them.

mod problem;
mod span;

pub use problem::{Code, Problem, Severity};
pub use span::{LineIndex, Position, Span};
