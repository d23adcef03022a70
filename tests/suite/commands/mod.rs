//! The program as a learner and a script meet it: arguments and input on one side, output, messages
//! and exit code on the other. One file per command; `sandbox` is the room they happen in.

pub(crate) mod anki;
mod anki_media;
mod answer;
mod backup;
mod bad_input;
mod cards;
mod change;
mod colour;
mod compile;
mod doctor;
mod due;
mod edit;
mod elsewhere;
mod empty;
mod export;
mod hostile;
mod import;
mod leech;
mod limits;
mod moved_sections;
mod peers;
#[cfg(unix)]
mod read_only;
mod relink;
mod renamed_files;
mod review;
pub(crate) mod sandbox;
mod scheduling;
mod settings;
mod shell;
mod stats;
mod stats_time;
mod streams;
mod tables;
mod terminal;
mod two_documents;
mod undo;
mod update;
