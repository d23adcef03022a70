//! `srm stats`: what the log says about the work done.

use std::path::{Path, PathBuf};

use clap::Args;
use clap_complete::ArgValueCandidates;

use crate::calendar::StudyDay;
use crate::cards::CardId;
use crate::page::stats_page;
use crate::search::{Pattern, Query, Sort, Term};
use crate::stats::{CardTally, Range, Report, Waiting};
use crate::store::{Direction, Filter, Page, Scope, Store};
use crate::terminal::problem_view::path_name;
use crate::terminal::stats_view::{self, Drawing};

use super::super::choice;
use super::super::collection::{filter, open_to_read, unknown_deck};
use super::super::completion::decks;
use super::super::context::Context;
use super::super::failure::Failure;
use super::super::output_file::{self, Privacy};
use super::stats_json::StatsJson;
use super::write_json;

const EXAMPLES: &str = "Examples:
  srm stats --range 1y --html stats.html   a page with charts of the last year
  srm stats \"Shared Responsibility Model\" --json      of one deck, for a script";

/// What each number is. The files of `stats` hold the same in more detail.
const DEFINITIONS: &str = "What the numbers are:
  A graded answer is the first answer to a card on a study day: it moves the
  schedule. Further ones on the same day are drills, counted apart. An answer
  passes unless it is `again` (quality 0 to 2). Answers that were undone count
  nowhere. `again` to `easy` are the qualities 0-2, 3, 4 and 5. A card is young
  from its first answer on and mature with an interval of 21 days or more. Of an
  answer the interval before it counts: none is new, 1 to 20 days young, 21 and
  more mature.

  Today      answers, passes and time of this study day, which begins at the
             rollover hour
  Streak     study days in a row with a graded answer. 7 of them earn a day off,
             2 are kept at most; a missed day takes one, and without one ends
             the streak. Today is missed when it is over
  Due        cards by the day they are due, as scheduled now; no new cards, no
             limits. The daily load is the sum of 1 / interval over the cards
             that were answered and are not suspended
  Heat map   graded answers a day in the last 53 weeks. Four shades: the days
             with answers, sorted by their answers and cut into quarters
  Work       graded answers, drills and time of the range. Bars of 1, 7, 28, 91
             or 364 days
  Passed     passes out of graded answers, with the 95 % score interval of
             Wilson (1927): where the true rate lies. Young and mature together
             are what Anki calls true retention
  Answers    graded answers by grade, and by the age of the card
  Hours      graded answers by the hour of your clock when they were given
  Cards      new (never answered), learning (interval up to 1 day), young,
             mature; suspended, without an answer, and retired ones are counted
             there only
  Intervals  days from the last review to the next, of answered cards in their
             documents
  Ease       the factor by which SM-2 lets the interval of a card grow: 2.50 at
             first, 1.30 at least
  Added      cards that are in their documents by the study day on which they
             were first known here, or on which Anki made them. Of cards from
             before this was kept, the day of their import or first answer;
             where there is neither, nobody knows
  Hardest    cards by lapses: failing answers to a card that was passed the time
             before

  Without a range, everything looks back 30 days that looks back. Of a deck or a
  query, the answers are those to the cards that are chosen now.
";

/// Today, what comes, how much was remembered
#[derive(Debug, Args)]
#[command(
    after_help = format!("{EXAMPLES}\n\n`srm help stats` says what each number is."),
    after_long_help = format!("{DEFINITIONS}\n{EXAMPLES}")
)]
pub(in crate::cli) struct Stats {
    /// Only this deck, and what stands inside it
    #[arg(add = ArgValueCandidates::new(decks))]
    deck: Option<String>,
    /// Only cards that this query chooses; `srm cards --help` explains queries
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    filter: Option<String>,
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
        let report = match open_to_read(context)? {
            Some(store) => {
                let filter = filter(&store, self.deck.as_deref())?;
                let scope = match &self.filter {
                    Some(query) => Scope::Cards(chosen(&store, &filter, query, today)?),
                    None => Scope::Filter(filter),
                };
                report(&store, &scope, self.range, today)?
            }
            None => match &self.deck {
                Some(deck) => return Err(unknown_deck(deck, [])),
                None => empty(self.range, today),
            },
        };
        if self.json {
            return write_json(context, &StatsJson::new(self.deck, self.filter, &report));
        }
        match &self.html {
            Some(file) => write_page(
                context,
                file,
                &stats_page(&report, self.subject().as_deref()),
            ),
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

impl Stats {
    /// What the report is about, for its title.
    fn subject(&self) -> Option<String> {
        let words: Vec<&str> = [&self.deck, &self.filter]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        (!words.is_empty()).then(|| words.join(", "))
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

/// The report of what the scope holds.
fn report(store: &Store, scope: &Scope, range: Range, today: StudyDay) -> Result<Report, Failure> {
    Ok(Report::new(
        today,
        range,
        &store.daily(scope)?,
        &store.card_tally(scope)?,
        store.hardest(scope)?,
        store.waiting(scope, today)?,
    ))
}

/// What can be asked of a deck or of the whole collection, daily limits aside.
pub(super) fn waiting(store: &Store, filter: &Filter, today: StudyDay) -> Result<Waiting, Failure> {
    Ok(store.waiting(&Scope::Filter(filter.clone()), today)?)
}

/// The cards that a query chooses within a deck.
fn chosen(
    store: &Store,
    filter: &Filter,
    typed: &str,
    today: StudyDay,
) -> Result<Vec<CardId>, Failure> {
    let mut query = choice::query(store, &[typed.to_owned()])?;
    if let Some(deck) = &filter.deck {
        query = query.and(Query::Term(Term::Deck(Pattern::text(deck.as_str()))));
    }
    Ok(store.search(&query, today, Sort::Deck, Direction::Forward, Page::WHOLE)?)
}
