//! `srm limits`: what a study day asks for at most, in the whole collection and in decks, for good or for
//! today alone.

use clap::Args;
use clap_complete::ArgValueCandidates;
use serde::Serialize;

use crate::cards::DeckName;
use crate::review::{DayLimit, LimitChange, Limits};
use crate::store::Store;
use crate::terminal::columns::{Align, table};
use crate::terminal::words::{full_date, grouped};

use super::super::collection::{filter, look_or_empty, require_existing};
use super::super::completion::decks;
use super::super::context::Context;
use super::super::failure::Failure;
use super::super::selection::Day;
use super::super::settings::Named;
use super::config::set_in_file;
use super::write_json;

/// The limits of a day: see them, set them, or change them for today alone
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm limits                            what holds today, and what is left of it
  srm limits AWS --new 5 --reviews 50   a deck and all inside it, from now on
  srm limits AWS --new +10 --today      ten more new cards, today alone
  srm limits AWS --usual                today as on any other day again

A card is asked where every limit around it has room: that of the whole
collection, of its deck, and of the decks around that. What is set for today
ends with the study day, and `srm undo` takes it back; where a deck is given
more, so are the limits around it. For good they stand in your settings file.")]
pub(in crate::cli) struct LimitsOfDay {
    /// Only this deck, and what stands inside it
    #[arg(add = ArgValueCandidates::new(decks))]
    deck: Option<String>,
    /// New cards a day, at most; +N or -N counts from what holds now
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    new: Option<Amount>,
    /// Due cards a day, at most; +N or -N counts from what holds now
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    reviews: Option<Amount>,
    /// Only for this study day
    #[arg(long)]
    today: bool,
    /// Forget what was set for today alone
    #[arg(long, conflicts_with_all = ["new", "reviews", "today"])]
    usual: bool,
    /// Print one JSON object (format srm-limits)
    #[arg(long, conflicts_with_all = ["new", "reviews", "usual"])]
    json: bool,
}

/// A limit as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Amount {
    /// So many.
    Exactly(u32),
    /// So many more, or less.
    Moved(i64),
}

impl std::str::FromStr for Amount {
    type Err = String;

    fn from_str(text: &str) -> Result<Amount, String> {
        let wrong = || {
            format!(
                "write a whole number up to {}, such as 30, or +10, or -5",
                u32::MAX
            )
        };
        match text.starts_with(['+', '-']) {
            true => text.parse::<i32>().map(|by| Amount::Moved(by.into())),
            false => text.parse().map(Amount::Exactly),
        }
        .map_err(|_| wrong())
    }
}

impl Amount {
    /// The limit, where it was this one.
    fn from(self, now: u32) -> u32 {
        match self {
            Amount::Exactly(number) => number,
            Amount::Moved(by) => {
                let moved = i64::from(now).saturating_add(by).max(0);
                u32::try_from(moved).unwrap_or(u32::MAX)
            }
        }
    }
}

impl LimitsOfDay {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let today = context.today()?;
        // Limits for good stand in a file of settings, whatever the collection holds.
        let mut store = match self.usual || self.today {
            true => require_existing(context)?,
            false => look_or_empty(context)?,
        };
        let deck = filter(&store, self.deck.as_deref())?.deck;
        let day = Day::read(&store, &context.settings()?, today)?;
        if self.usual {
            let cleared = store.clear_limits_of_day(today, deck.as_ref(), context.now())?;
            if !cleared {
                return Ok(context.out.line("Nothing was set for today alone.")?);
            }
            return show(context, &store);
        }
        let now = deck
            .as_ref()
            .map_or(day.limits.whole(), |deck| day.limits.of(deck));
        let change = LimitChange {
            new: self.new.map(|amount| amount.from(now.new)),
            reviews: self.reviews.map(|amount| amount.from(now.reviews)),
        };
        match (change == LimitChange::default(), self.today) {
            (true, true) => Err(Failure::usage("--today says for how long, but not what")
                .hint("Add --new N or --reviews N.")),
            (true, false) if self.json => show_json(context, &store),
            (true, false) => show(context, &store),
            (false, true) => {
                let day = today;
                store.set_limits_of_day(DayLimit { day, deck, change }, context.now())?;
                show(context, &store)
            }
            (false, false) => set(context, deck.as_ref(), change),
        }
    }
}

/// Sets limits for good, in the learner's settings file.
fn set(context: &mut Context, deck: Option<&DeckName>, change: LimitChange) -> Result<(), Failure> {
    let pairs = [
        ("review.new_per_day", "new", change.new),
        ("review.reviews_per_day", "reviews", change.reviews),
    ];
    for (of_all, of_deck, number) in pairs {
        let Some(number) = number else { continue };
        let setting = Named::read(&match deck {
            None => of_all.to_owned(),
            Some(deck) => format!("deck.{deck}.{of_deck}"),
        })?;
        set_in_file(context, &setting, i64::from(number).into())?;
    }
    Ok(())
}

/// A limit with what is left of it.
#[derive(Clone, Debug, Serialize)]
struct Row {
    /// The deck; none for the whole collection.
    deck: Option<String>,
    new: Option<u32>,
    new_left: Option<u32>,
    reviews: Option<u32>,
    reviews_left: Option<u32>,
    /// Whether some of it holds today alone.
    today_only: bool,
}

#[derive(Serialize)]
struct LimitsJson {
    format: &'static str,
    version: u32,
    today: String,
    limits: Vec<Row>,
}

fn rows(context: &mut Context, store: &Store) -> Result<Vec<Row>, Failure> {
    let today = context.today()?;
    let day = Day::read(store, &context.settings()?, today)?;
    let of_day = store.limits_of_day(today)?;
    let named = day.limits.decks().iter();
    let all = std::iter::once((None, day.limits.whole()))
        .chain(named.map(|(deck, limits)| (Some(deck.clone()), *limits)));
    let left = day.allowance();
    let is_set = |number: u32| (number != u32::MAX).then_some(number);
    let row = |((deck, limits), left): ((Option<DeckName>, Limits), &Limits)| Row {
        new: is_set(limits.new),
        new_left: is_set(limits.new).map(|_| left.new),
        reviews: is_set(limits.reviews),
        reviews_left: is_set(limits.reviews).map(|_| left.reviews),
        today_only: of_day.iter().any(|(named, _)| *named == deck),
        deck: deck.map(|deck| deck.to_string()),
    };
    let mut rows: Vec<Row> = all.zip(left.left()).map(row).collect();
    // The whole collection first, then decks by name.
    rows.sort_unstable_by(|one, other| one.deck.cmp(&other.deck));
    Ok(rows)
}

fn show(context: &mut Context, store: &Store) -> Result<(), Failure> {
    let today = context.today()?;
    let number = |number: Option<u32>| match number {
        Some(number) => grouped(u64::from(number)),
        None => "-".to_owned(),
    };
    let lines: Vec<Vec<String>> = rows(context, store)?
        .into_iter()
        .map(|row| {
            let name = row.deck.unwrap_or_else(|| "all decks".to_owned());
            vec![
                number(row.new),
                number(row.new_left),
                number(row.reviews),
                number(row.reviews_left),
                match row.today_only {
                    true => format!("{name} (today only)"),
                    false => name,
                },
            ]
        })
        .collect();
    let header = [
        ("new", Align::Right),
        ("left", Align::Right),
        ("reviews", Align::Right),
        ("left", Align::Right),
        ("deck", Align::Left),
    ];
    context
        .out
        .line(&format!("Limits of {}.", full_date(today)))?;
    Ok(context.out.block(&table(&header, &lines))?)
}

fn show_json(context: &mut Context, store: &Store) -> Result<(), Failure> {
    let today = context.today()?.to_string();
    let limits = rows(context, store)?;
    let report = LimitsJson {
        format: "srm-limits",
        version: 1,
        today,
        limits,
    };
    write_json(context, &report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_typed_as_a_number_or_as_a_step_from_what_holds() {
        let from = |text: &str, now| text.parse::<Amount>().map(|amount| amount.from(now));
        assert_eq!(from("30", 20), Ok(30));
        assert_eq!(from("+10", 20), Ok(30));
        assert_eq!(from("-5", 20), Ok(15));
        assert_eq!(from("-50", 20), Ok(0));
        assert_eq!(from("+10", u32::MAX), Ok(u32::MAX));
        for wrong in ["", "+", "ten", "1.5", "99999999999"] {
            assert!(from(wrong, 1).is_err(), "{wrong}");
        }
    }
}
