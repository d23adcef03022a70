//! `srm postpone`: spreads a backlog over the next days. Only due days change, all in one step that
//! `srm undo` takes back.

use clap::Args;
use clap_complete::ArgValueCandidates;
use serde::Serialize;

use crate::calendar::StudyDay;
use crate::review::{Days, Deed, Spread, spread};
use crate::store::Store;
use crate::store::backup::Reason;
use crate::terminal::backlog_view::show_days;
use crate::terminal::words::{count, grouped};

use super::super::choice;
use super::super::collection::{filter, look_or_empty, require_existing};
use super::super::completion::decks;
use super::super::context::Context;
use super::super::failure::Failure;
use super::super::safety;
use super::super::selection::{Day, Selection};
use super::write_json;

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
    /// Print one JSON object (format srm-postpone)
    #[arg(long)]
    json: bool,
}

impl Postpone {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let today = context.today()?;
        let mut store = match self.dry_run {
            true => look_or_empty(context)?,
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
        if !self.dry_run && !spread.moved.is_empty() {
            safety::before(context, &store, Reason::Change)?;
            let deeds = spread.moved.iter();
            let deeds = deeds.map(|(card, day)| (*card, Deed::Reschedule(*day)));
            let (deeds, now) = (deeds.collect(), context.now());
            context.during("Storing", || store.record_all(deeds, now))?;
        }
        match self.json {
            true => {
                let mode = if self.dry_run {
                    Mode::Looking
                } else {
                    Mode::Done
                };
                let report = PostponeJson::new((today, all), &days, &spread, mode);
                write_json(context, &report)
            }
            false => self.tell(context, (today, all), &days, &spread),
        }
    }

    fn tell(
        &self,
        context: &mut Context,
        (today, due): (StudyDay, usize),
        days: &Days,
        spread: &Spread,
    ) -> Result<(), Failure> {
        let cards = count(due as u64, "card is", "cards are");
        let room = grouped(u64::from(days.left_today));
        let out = &mut context.out;
        if spread.moved.is_empty() {
            return Ok(out.line(&format!(
                "Nothing to spread: {cards} due, and today has room for {room}."
            ))?);
        }
        out.line(&format!("{cards} due, and today has room for {room}."))?;
        show_days(out, today, &spread.days, &days.due)?;
        let moved = count(spread.moved.len() as u64, "card", "cards");
        Ok(out.line(&match self.dry_run {
            true => "Nothing was changed. Without --dry-run it is done.".to_owned(),
            false => format!("{moved} got another day. Back: srm undo"),
        })?)
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

/// Whether what is told was done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Looking,
    Done,
}

#[derive(Serialize)]
struct PostponeJson {
    format: &'static str,
    version: u32,
    today: String,
    /// The cards that are due.
    due: u64,
    /// Those for which today has room.
    room: u32,
    /// Those that get another day.
    moved: u64,
    /// Whether they got it.
    changed: bool,
    days: Vec<DayJson>,
}

#[derive(Serialize)]
struct DayJson {
    day: String,
    /// The cards of the backlog that it gets.
    cards: u32,
    /// All that are due then.
    due: u32,
}

impl PostponeJson {
    fn new(
        (today, due): (StudyDay, usize),
        days: &Days,
        spread: &Spread,
        mode: Mode,
    ) -> PostponeJson {
        let number = |cards: usize| u64::try_from(cards).unwrap_or(u64::MAX);
        let day = |(day, cards): (&StudyDay, &u32)| DayJson {
            day: day.to_string(),
            cards: *cards,
            due: due_then(days, today, *day).saturating_add(*cards),
        };
        PostponeJson {
            format: "srm-postpone",
            version: 1,
            today: today.to_string(),
            due: number(due),
            room: days.left_today,
            moved: number(spread.moved.len()),
            changed: mode == Mode::Done && !spread.moved.is_empty(),
            days: spread.days.iter().map(day).collect(),
        }
    }
}

/// What is due on a day besides the backlog, which is what is due today.
fn due_then(days: &Days, today: StudyDay, day: StudyDay) -> u32 {
    let already = days.due.get(&day).filter(|_| day > today);
    already.copied().unwrap_or_default()
}
