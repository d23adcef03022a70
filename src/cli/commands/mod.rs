//! The commands, one file each. Here they are only listed and called.

mod answer;
mod backup;
mod cards;
mod cards_json;
mod change;
mod compile;
mod completions;
mod config;
mod decks;
mod doctor;
mod doctor_joined;
mod doctor_log;
mod doctor_owner;
mod due;
mod edit;
mod evaluate;
mod export;
mod home;
mod import;
mod import_json;
mod import_notes;
mod redo;
mod relink;
mod import_report;
mod limits;
mod optimize;
mod postpone;
mod rebuild;
mod restore;
mod man;
mod review;
mod show;
mod show_json;
mod starter;
mod stats;
mod stats_json;
mod undo;

use clap::Subcommand;
pub(super) use import_report::{ImportReport, Strictness};
use serde::Serialize;

use super::context::Context;
use super::failure::Failure;

/// A command with its arguments.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Compile(compile::Compile),
    Import(import::Import),
    Review(review::Review),
    Due(due::Due),
    Stats(stats::Stats),
    Decks(decks::Decks),
    #[command(name = "limits")]
    LimitsOfDay(limits::LimitsOfDay),
    Cards(cards::Cards),
    Show(show::Show),
    Edit(edit::Edit),
    Relink(relink::Relink),
    Answer(answer::Answer),
    Suspend(change::Suspend),
    Unsuspend(change::Unsuspend),
    Bury(change::Bury),
    Unbury(change::Unbury),
    #[command(name = "flag")]
    FlagCards(change::FlagCards),
    Mark(change::Mark),
    Reset(change::Reset),
    Reschedule(change::Reschedule),
    Postpone(postpone::Postpone),
    Undo(undo::Undo),
    Redo(redo::Redo),
    Export(export::Export),
    #[command(name = "backup")]
    BackUp(backup::BackUp),
    Restore(restore::Restore),
    Doctor(doctor::Doctor),
    Rebuild(rebuild::Rebuild),
    Evaluate(evaluate::Evaluate),
    Optimize(optimize::Optimize),
    Config(config::Config),
    Completions(completions::Completions),
    Man(man::Man),
}

/// How a command ended that did what it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is done.
    Done,
    /// `srm due --exit-code`: something is due.
    SomethingDue,
    /// `srm rebuild --check`: stored memories are not what the log says.
    Differs,
}

impl Outcome {
    /// The exit code.
    pub(super) fn exit_code(self) -> u8 {
        match self {
            Outcome::Done => 0,
            Outcome::SomethingDue => 10,
            Outcome::Differs => 1,
        }
    }
}

/// Runs a command; without one, shows today at a glance.
pub(super) fn run(command: Option<Command>, context: &mut Context) -> Result<Outcome, Failure> {
    let done = |result: Result<(), Failure>| result.map(|()| Outcome::Done);
    match command {
        None => done(home::run(context)),
        Some(Command::Compile(compile)) => done(compile.run(context)),
        Some(Command::Import(import)) => done(import.run(context)),
        Some(Command::Review(review)) => done(review.run(context)),
        Some(Command::Due(due)) => due.run(context),
        Some(Command::Stats(stats)) => done(stats.run(context)),
        Some(Command::Decks(decks)) => done(decks.run(context)),
        Some(Command::LimitsOfDay(limits)) => done(limits.run(context)),
        Some(Command::Cards(cards)) => done(cards.run(context)),
        Some(Command::Show(show)) => done(show.run(context)),
        Some(Command::Edit(edit)) => done(edit.run(context)),
        Some(Command::Relink(relink)) => done(relink.run(context)),
        Some(Command::Answer(answer)) => done(answer.run(context)),
        Some(Command::Suspend(suspend)) => done(suspend.run(context)),
        Some(Command::Unsuspend(unsuspend)) => done(unsuspend.run(context)),
        Some(Command::Bury(bury)) => done(bury.run(context)),
        Some(Command::Unbury(unbury)) => done(unbury.run(context)),
        Some(Command::FlagCards(flag)) => done(flag.run(context)),
        Some(Command::Mark(mark)) => done(mark.run(context)),
        Some(Command::Reset(reset)) => done(reset.run(context)),
        Some(Command::Reschedule(reschedule)) => done(reschedule.run(context)),
        Some(Command::Postpone(postpone)) => done(postpone.run(context)),
        Some(Command::Undo(undo)) => done(undo.run(context)),
        Some(Command::Redo(redo)) => done(redo.run(context)),
        Some(Command::Export(export)) => done(export.run(context)),
        Some(Command::BackUp(backup)) => done(backup.run(context)),
        Some(Command::Restore(restore)) => done(restore.run(context)),
        Some(Command::Doctor(doctor)) => doctor.run(context),
        Some(Command::Rebuild(rebuild)) => rebuild.run(context),
        Some(Command::Evaluate(evaluate)) => done(evaluate.run(context)),
        Some(Command::Optimize(optimize)) => done(optimize.run(context)),
        Some(Command::Config(config)) => done(config.run(context)),
        Some(Command::Completions(completions)) => done(completions.run(context)),
        Some(Command::Man(man)) => done(man.run(context)),
    }
}

/// Writes a report as one JSON object.
fn write_json(context: &mut Context, report: &impl Serialize) -> Result<(), Failure> {
    let json = serde_json::to_string_pretty(report)
        .map_err(|error| Failure::failed(format!("the report cannot be written: {error}")))?;
    Ok(context.out.json(&json)?)
}
