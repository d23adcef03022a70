//! `srm stats`: what the log says about the work done.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::calendar::StudyDay;
use crate::page::stats_page;
use crate::stats::{CardTally, Range, Report, Waiting};
use crate::store::{DeckCounts, Filter, Store};
use crate::terminal::problem_view::path_name;
use crate::terminal::stats_view::{self, Drawing};

use super::super::collection::{filter, open_existing, unknown_deck};
use super::super::context::Context;
use super::super::failure::Failure;
use super::super::output_file::{self, Privacy};
use super::stats_json::StatsJson;
use super::write_json;

const EXAMPLES: &str = "Examples:
  srm stats --range 1y --html stats.html     a page with charts of the last year
  srm stats \"Shared Responsibility Model\" --json        of one deck, for a script";

/// What each number is. The files of `stats` hold the same in more detail.
const DEFINITIONS: &str = "What the numbers are:
  A graded answer is the first answer to a card on a study day: it moves the schedule. Further ones on
  the same day are drills, counted apart. An answer passes unless it is `again` (quality 0 to 2).
  Answers that were undone count nowhere. `again` to `easy` are the qualities 0-2, 3, 4 and 5.
  A card is young from its first answer on and mature with an interval of 21 days or more. Of an
  answer the interval before it counts: none is new, 1 to 20 days young, 21 and more mature.

  Today      answers, passes and time of this study day, which begins at the rollover hour
  Streak     study days in a row with a graded answer. 7 of them earn a day off, 2 are kept at most;
             a missed day takes one, and without one ends the streak. Today is missed when it is over
  Due        cards by the day they are due, as scheduled now; no new cards, no limits. The daily load
             is the sum of 1 / interval over the cards that were answered
  Heat map   graded answers a day in the last 53 weeks. Four shades: the days with answers, sorted by
             their answers and cut into quarters
  Work       graded answers, drills and time of the range. Bars of 1, 7, 28, 91 or 364 days
  Passed     passes out of graded answers, with the 95 % score interval of Wilson (1927): where the true
             rate lies. Young and mature together are what Anki calls true retention
  Answers    graded answers by grade, and by the age of the card
  Hours      graded answers by the hour of your clock when they were given
  Cards      new (never answered), learning (interval up to 1 day), young, mature; suspended, without
             an answer, and retired ones are counted there only
  Intervals  days from the last review to the next, of answered cards in their documents
  Ease       the factor by which SM-2 lets the interval of a card grow: 2.50 at first, 1.30 at least
  Hardest    cards by lapses: failing answers to a card that was passed the time before

  Without a range, everything looks back 30 days that looks back. Of a deck, the answers are those to the
  cards that are in it now.
";

/// Today, what comes, how much was remembered
#[derive(Debug, Args)]
#[command(
    after_help = format!("{EXAMPLES}\n\n`srm help stats` says what each number is."),
    after_long_help = format!("{DEFINITIONS}\n{EXAMPLES}")
)]
pub(in crate::cli) struct Stats {
    /// Only this deck, and what stands inside it
    deck: Option<String>,
    /// How far to look back: 30d, 12w, 6m, 1y or all
    #[arg(long, value_name = "RANGE", default_value = "30d")]
    range: Range,
    /// Print one JSON object (format srm-stats)
    #[arg(long, conflicts_with_all = ["html", "plain"])]
    json: bool,
    /// Write a page with charts, one file that needs nothing else; - is stdout
    #[arg(long, value_name = "FILE", conflicts_with = "plain")]
    html: Option<PathBuf>,
    /// Plain lines without pictures, as in a pipe
    #[arg(long)]
    plain: bool,
}

impl Stats {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let today = context.today()?;
        let report = match open_existing(context)? {
            Some(store) => {
                let filter = filter(&store, self.deck.as_deref(), today)?;
                report(&store, &filter, self.range, today)?
            }
            None => match &self.deck {
                Some(deck) => return Err(unknown_deck(deck, [])),
                None => empty(self.range, today),
            },
        };
        if self.json {
            return write_json(context, &StatsJson::new(self.deck, &report));
        }
        match &self.html {
            Some(file) => write_page(context, file, &stats_page(&report, self.deck.as_deref())),
            None => {
                let drawing = match self.plain || context.out.columns().is_none() {
                    true => Drawing::Plain,
                    false => Drawing::Picture,
                };
                Ok(stats_view::show(&mut context.out, &report, drawing)?)
            }
        }
    }
}

fn write_page(context: &mut Context, file: &Path, page: &str) -> Result<(), Failure> {
    if file == Path::new("-") {
        return Ok(context.out.block(page)?);
    }
    output_file::write(file, page.as_bytes(), Privacy::Owner)?;
    context.note(&format!("Wrote {}. Open it in a browser.", path_name(file)));
    Ok(())
}

/// The report of a collection that is not there yet.
fn empty(range: Range, today: StudyDay) -> Report {
    let (cards, waiting) = (CardTally::default(), Waiting::default());
    Report::new(today, range, &[], &cards, Vec::new(), waiting)
}

/// The report of a deck or of the whole collection.
fn report(
    store: &Store,
    filter: &Filter,
    range: Range,
    today: StudyDay,
) -> Result<Report, Failure> {
    Ok(Report::new(
        today,
        range,
        &store.daily(filter)?,
        &store.card_tally(filter)?,
        store.hardest(filter)?,
        waiting(store, filter, today)?,
    ))
}

/// What can be asked of a deck or of the whole collection, daily limits aside.
pub(super) fn waiting(store: &Store, filter: &Filter, today: StudyDay) -> Result<Waiting, Failure> {
    let mut waiting = Waiting::default();
    for deck in store
        .decks(today)?
        .iter()
        .filter(|deck| is_in(deck, filter))
    {
        waiting.due += deck.due;
        waiting.new += deck.new;
    }
    Ok(waiting)
}

fn is_in(deck: &DeckCounts, filter: &Filter) -> bool {
    filter
        .deck
        .as_ref()
        .is_none_or(|name| name.contains(&deck.name))
}
