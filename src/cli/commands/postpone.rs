//! `srm postpone`: spreads a backlog over the next days. Only due days change, all in one step that
//! `srm undo` takes back.

use clap::Args;
use clap_complete::ArgValueCandidates;

use crate::review::{Days, Deed, spread};
use crate::store::Store;
use crate::store::backup::Reason;
use crate::terminal::backlog_view::show_days;
use crate::terminal::words::{count, grouped};

use super::super::choice;
use super::super::collection::{filter, require_existing, require_to_read};
use super::super::completion::decks;
use super::super::context::Context;
use super::super::failure::Failure;
use super::super::safety;
use super::super::selection::{Day, Selection};

/// Spread cards that are due beyond what a day holds over the next days
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm postpone --dry-run       what each day would get
  srm postpone                 fill this day and those after it up to the limit
  srm postpone AWS --days 7    one deck, so that all is done within a week

Cards with the shortest intervals come first, since a day of waiting costs them
most; of those, the ones that have waited longest. Today keeps what it has room
for. A day takes what the limit leaves beside the cards that are due then, and
at least a quarter of the limit. Memories stay as they are, and srm undo takes
all of it back.")]
pub(in crate::cli) struct Postpone {
    /// Only this deck, and what stands inside it
    #[arg(add = ArgValueCandidates::new(decks))]
    deck: Option<String>,
    /// Only cards that this query chooses; `srm cards --help` explains queries
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    filter: Option<String>,
    /// Within N days, today included, even where that is more than a day's limit
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=3650))]
    days: Option<u32>,
    /// Say what each day would get, and change nothing
    #[arg(long)]
    dry_run: bool,
}

impl Postpone {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let today = context.today()?;
        let mut store = match self.dry_run {
            true => require_to_read(context)?,
            false => require_existing(context)?,
        };
        let mut selection = Selection::of(filter(&store, self.deck.as_deref())?);
        if let Some(typed) = &self.filter {
            selection = selection.within(choice::query(&store, &[typed.to_owned()])?);
        }
        let day = Day::read(&store, &context.settings()?, today)?;
        let due = selection.due(&store, &day)?;
        let all = due.len();
        let days = self.room(&store, &selection, &day, all)?;
        let spread = spread(due, today, &days);
        let cards = count(all as u64, "card is", "cards are");
        if spread.moved.is_empty() {
            let room = grouped(u64::from(days.left_today));
            return Ok(context.out.line(&format!(
                "Nothing to spread: {cards} due, and today has room for {room}."
            ))?);
        }
        let room = grouped(u64::from(days.left_today));
        context
            .out
            .line(&format!("{cards} due, and today has room for {room}."))?;
        show_days(&mut context.out, today, &spread.days, &days.due)?;
        if self.dry_run {
            return Ok(context
                .out
                .line("Nothing was changed. Without --dry-run it is done.")?);
        }
        safety::before(context, &store, Reason::Change)?;
        let moved = count(spread.moved.len() as u64, "card", "cards");
        let deeds = spread.moved.into_iter();
        let deeds = deeds.map(|(card, day)| (card, Deed::Reschedule(day)));
        let (deeds, now) = (deeds.collect(), context.now());
        context.during("Storing", || store.record_all(deeds, now))?;
        Ok(context
            .out
            .line(&format!("{moved} got another day. Back: srm undo"))?)
    }

    /// What the days hold for cards of the selection, `cards` of which are due. Where a deck has a lower
    /// limit than what is around it, its own cards count against that.
    fn room(
        &self,
        store: &Store,
        selection: &Selection,
        day: &Day,
        cards: usize,
    ) -> Result<Days, Failure> {
        let whole = day.limits.whole().reviews;
        let of_deck = selection
            .filter
            .deck
            .as_ref()
            .map(|deck| day.limits.of(deck).reviews);
        let (limit, counted) = match of_deck {
            Some(limit) if limit < whole => (limit, Selection::of(selection.filter.clone())),
            _ => (whole, Selection::default()),
        };
        let answered = counted.answered(day);
        let left = limit.saturating_sub(answered);
        // The other due cards need room today as well, but not all of it.
        let others = counted.due_count(day).saturating_sub(cards as u64);
        let others = u32::try_from(others).unwrap_or(u32::MAX);
        Ok(Days {
            limit,
            left_today: left.saturating_sub(others).max(left / 4),
            due: counted.forecast(store, day.day)?,
            within: self.days,
        })
    }
}
