//! The terminal: the only place that prints or asks. Whatever comes from a document, a file name or an
//! error passes through [`escape`] on its way out.
//! It must never know how cards and events are stored.

pub mod backlog_view;
pub mod backup_view;
mod bare_words;
pub mod card_view;
pub mod cards_view;
pub mod choices;
pub mod colour;
pub mod columns;
pub mod compiled_view;
pub mod confirm;
pub mod deck_view;
#[cfg(test)]
mod desk_in_memory;
pub mod doctor_view;
pub mod escape;
pub mod full;
pub mod history_view;
pub mod home_view;
pub mod import_view;
pub mod leech_words;
mod line;
pub mod manner;
mod markdown;
mod markdown_table;
pub mod output;
pub mod plain;
pub mod problem_view;
pub mod progress;
pub mod query_view;
pub mod scale;
pub mod stats_view;
pub mod typed_answer;
pub mod words;
pub mod wrap;
