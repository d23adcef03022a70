//! Commands that change cards: suspend, bury, flag, mark, reset, reschedule and what takes them back.
//! Each is one event a card, all of a command in one transaction, and `srm undo` takes all back.

use clap::Args;

use crate::calendar::StudyDay;
use crate::cards::CardId;
use crate::review::{CardState, Deed, Flag};
use crate::terminal::card_view::summary;
use crate::terminal::words::{count, date, shortened};

use super::super::collection::require_existing;
use super::super::context::Context;
use super::super::desk::front;
use super::super::failure::Failure;
use super::super::named_cards::NamedCards;

/// Keep cards out of every review until they are unsuspended
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm suspend 3f9c
  srm suspend 3f9c a07b && srm unsuspend a07b
  srm suspend --filter 'is:leech deck:AWS'     all cards that a query chooses")]
pub(in crate::cli) struct Suspend {
    #[command(flatten)]
    cards: NamedCards,
}

/// Ask suspended cards again
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm unsuspend 3f9c a07b
  srm unsuspend --filter is:suspended")]
pub(in crate::cli) struct Unsuspend {
    #[command(flatten)]
    cards: NamedCards,
}

/// Put cards off until tomorrow
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm bury 3f9c
  srm bury 3f9c --days 7     for a week
  srm bury --filter 'deck:AWS is:new'")]
pub(in crate::cli) struct Bury {
    #[command(flatten)]
    cards: NamedCards,
    /// For so many days, today included
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    days: u16,
}

/// Ask buried cards again
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm unbury 3f9c a07b
  srm unbury --filter is:buried")]
pub(in crate::cli) struct Unbury {
    #[command(flatten)]
    cards: NamedCards,
}

/// Set a flag on cards, or take it off
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm flag 3f9c
  srm flag 3f9c a07b --number 0     take the flags off
  srm flag --filter 'prop:lapses>4' --number 2")]
pub(in crate::cli) struct FlagCards {
    #[command(flatten)]
    cards: NamedCards,
    /// The flag, 1 to 7; 0 takes it off
    #[arg(long, value_name = "N", default_value = "1", value_parser = flag)]
    number: Flag,
}

/// Mark cards, or take the mark off those that have it
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm mark 3f9c
  srm mark 3f9c && srm mark 3f9c     the second time takes the mark off
  srm mark --filter tag:exam")]
pub(in crate::cli) struct Mark {
    #[command(flatten)]
    cards: NamedCards,
}

/// Make cards new again; what was answered stays in the log
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm reset 3f9c
  srm reset 3f9c && srm undo     and back to what it was
  srm reset --filter 'deck:AWS'")]
pub(in crate::cli) struct Reset {
    #[command(flatten)]
    cards: NamedCards,
}

/// Set the day on which cards are due
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm reschedule 3f9c --on +3
  srm reschedule 3f9c --on 2026-12-24
  srm reschedule --filter 'tag:exam is:review' --on tomorrow

Only the due day changes. The next answer goes on from the interval the card
had.")]
pub(in crate::cli) struct Reschedule {
    #[command(flatten)]
    cards: NamedCards,
    /// The day: YYYY-MM-DD, today, tomorrow, or +N days from today
    #[arg(long, value_name = "DAY")]
    on: String,
}

fn flag(text: &str) -> Result<Flag, String> {
    let number = text.parse().ok().and_then(Flag::new);
    number.ok_or_else(|| "a flag is a number from 1 to 7, or 0 for none".to_owned())
}

/// How many cards are told one by one.
const MOST_LINES: usize = 20;

/// What becomes of one card: a deed and the word for it, or why there is nothing to do.
enum Step {
    Do(Deed, String),
    Nothing(&'static str),
}

impl Step {
    /// The deed, where the card is not yet what it leads to.
    fn unless(is_so: bool, so: &'static str, deed: Deed, word: &str) -> Step {
        match is_so {
            true => Step::Nothing(so),
            false => Step::Do(deed, word.to_owned()),
        }
    }
}

impl Suspend {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        change(context, &self.cards, |state, _| {
            Step::unless(
                state.suspended,
                "Suspended already",
                Deed::Suspend,
                "Suspended",
            )
        })
    }
}

impl Unsuspend {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        change(context, &self.cards, |state, _| {
            Step::unless(
                !state.suspended,
                "Not suspended",
                Deed::Unsuspend,
                "Unsuspended",
            )
        })
    }
}

impl Bury {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        change(context, &self.cards, |_, today| {
            let until = today.plus(i64::from(self.days));
            Step::Do(Deed::Bury(until), format!("Buried until {}", date(until)))
        })
    }
}

impl Unbury {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        change(context, &self.cards, |state, today| {
            let is_buried = state.buried_until.is_some_and(|until| until > today);
            Step::unless(!is_buried, "Not buried", Deed::Unbury, "Unburied")
        })
    }
}

impl FlagCards {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        change(context, &self.cards, |state, _| {
            let word = match self.number {
                Flag::NONE => "Flag taken off".to_owned(),
                flag => format!("Flag {} set", flag.number()),
            };
            let same = "It has this flag already";
            Step::unless(
                state.flag == self.number,
                same,
                Deed::Flag(self.number),
                &word,
            )
        })
    }
}

impl Mark {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        change(context, &self.cards, |state, _| match state.marked {
            true => Step::Do(Deed::Unmark, "Mark taken off".to_owned()),
            false => Step::Do(Deed::Mark, "Marked".to_owned()),
        })
    }
}

impl Reset {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        change(context, &self.cards, |state, _| {
            let is_new = state.reviews == 0 && state.due.is_none();
            Step::unless(is_new, "New already", Deed::Reset, "New again")
        })
    }
}

impl Reschedule {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let today = context.today()?;
        let due = day(&self.on, today)?;
        change(context, &self.cards, |_, _| {
            Step::Do(Deed::Reschedule(due), format!("Due {}", date(due)))
        })
    }
}

/// A day as typed.
fn day(text: &str, today: StudyDay) -> Result<StudyDay, Failure> {
    let later = text.strip_prefix('+').map(str::parse::<u16>);
    match (text, later) {
        ("today", _) => Ok(today),
        ("tomorrow", _) => Ok(today.plus(1)),
        (_, Some(Ok(days))) => Ok(today.plus(i64::from(days))),
        (_, Some(Err(_))) => Err(
            Failure::usage(format!("`{text}` is no number of days")).hint(format!(
                "Write a whole number up to {}, such as +3.",
                u16::MAX
            )),
        ),
        _ => text.parse().map_err(|_| {
            Failure::usage(format!("`{text}` is no day"))
                .hint("Write YYYY-MM-DD, today, tomorrow, or +3 for three days from today.")
        }),
    }
}

/// Does a step to each card, all in one transaction, and says what was done.
fn change(
    context: &mut Context,
    cards: &NamedCards,
    step: impl Fn(&CardState, StudyDay) -> Step,
) -> Result<(), Failure> {
    cards.require_any()?;
    let today = context.today()?;
    let mut store = require_existing(context)?;
    let mut deeds: Vec<(CardId, Deed)> = Vec::new();
    let mut lines = Vec::new();
    for card in cards.find(&store, today)? {
        let state = store.state(card)?.unwrap_or_default();
        let front = shortened(&summary(&front(&store, card)?), 60);
        match step(&state, today) {
            Step::Nothing(why) => lines.push(format!("{why}: {front}")),
            Step::Do(deed, word) => {
                deeds.push((card, deed));
                lines.push(format!("{word}: {front}"));
            }
        }
    }
    let changed = deeds.len();
    if changed > 0 {
        let now = context.now();
        context.during("Storing", || store.record_all(deeds, now))?;
    }
    for line in lines.iter().take(MOST_LINES) {
        context.out.prose(line)?;
    }
    if let Some(more) = lines.len().checked_sub(MOST_LINES).filter(|more| *more > 0) {
        let cards = count(more as u64, "more card", "more cards");
        context.out.line(&format!("… and {cards}."))?;
    }
    if changed > 1 {
        let cards = count(changed as u64, "card", "cards");
        context
            .out
            .line(&format!("{cards} changed. Back: srm undo"))?;
    }
    Ok(())
}
