//! `srm stats`: what the log says about the work done.

use clap::Args;
use serde::Serialize;

use crate::calendar::StudyDay;
use crate::stats::{PassRate, PassRates, Report, Waiting};
use crate::store::{DeckCounts, Filter, Store};
use crate::terminal::stats_view;

use super::super::collection::{filter, open_existing, unknown_deck};
use super::super::context::Context;
use super::super::failure::Failure;
use super::write_json;

/// Today, what comes, how much was remembered
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm stats
  srm stats \"Shared Responsibility Model\" --json")]
pub(in crate::cli) struct Stats {
    /// Only this deck, and what stands inside it
    deck: Option<String>,
    /// Print one JSON object (format srm-stats)
    #[arg(long)]
    json: bool,
}

impl Stats {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let today = context.today()?;
        let report = match open_existing(context)? {
            Some(store) => {
                let filter = filter(&store, self.deck.as_deref(), today)?;
                report(&store, &filter, today)?
            }
            None => match &self.deck {
                Some(deck) => return Err(unknown_deck(deck, [])),
                None => Report::new(today, &[], &[], Default::default(), Waiting::default()),
            },
        };
        match self.json {
            true => write_json(context, &StatsJson::new(self.deck, &report)),
            false => Ok(stats_view::show(&mut context.out, &report)?),
        }
    }
}

/// The report of a deck or of the whole collection.
pub(super) fn report(store: &Store, filter: &Filter, today: StudyDay) -> Result<Report, Failure> {
    Ok(Report::new(
        today,
        &store.daily(filter)?,
        &store.forecast(filter)?,
        store.maturity(filter)?,
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

#[derive(Serialize)]
struct StatsJson {
    format: &'static str,
    version: u32,
    today: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    deck: Option<String>,
    reviews: u64,
    due: u32,
    new: u32,
    streak_days: u32,
    day: DayJson,
    forecast: ForecastJson,
    retention: RetentionJson,
    maturity: MaturityJson,
    totals: TotalsJson,
}

#[derive(Serialize)]
struct DayJson {
    answers: u32,
    passed: u32,
    new: u32,
    drills: u32,
    duration_ms: u64,
}

#[derive(Serialize)]
struct ForecastJson {
    overdue: u32,
    days: Vec<ForecastDayJson>,
    later: u32,
}

#[derive(Serialize)]
struct ForecastDayJson {
    day: String,
    due: u32,
}

#[derive(Serialize)]
struct RetentionJson {
    recent: RatesJson,
    all_time: RatesJson,
}

#[derive(Serialize)]
struct RatesJson {
    young: RateJson,
    mature: RateJson,
    all: RateJson,
}

#[derive(Serialize)]
struct RateJson {
    answers: u32,
    passed: u32,
    rate_permille: Option<u32>,
    low_permille: Option<u32>,
    high_permille: Option<u32>,
}

#[derive(Serialize)]
struct MaturityJson {
    new: u32,
    learning: u32,
    young: u32,
    mature: u32,
    suspended: u32,
    unaskable: u32,
    retired: u32,
}

#[derive(Serialize)]
struct TotalsJson {
    reviews: u64,
    new: u64,
    drills: u64,
    days: u32,
    first_day: Option<String>,
    duration_ms: u64,
}

impl StatsJson {
    fn new(deck: Option<String>, report: &Report) -> StatsJson {
        let (today, forecast) = (&report.today, &report.forecast);
        let (cards, totals) = (&report.maturity, &report.totals);
        let day = |(day, due): &(StudyDay, u32)| ForecastDayJson {
            day: day.to_string(),
            due: *due,
        };
        StatsJson {
            format: "srm-stats",
            version: 1,
            today: report.day.to_string(),
            deck,
            reviews: totals.reviews,
            due: report.waiting.due,
            new: report.waiting.new,
            streak_days: report.streak_days,
            day: DayJson {
                answers: today.answers,
                passed: today.passed,
                new: today.new,
                drills: today.drills,
                duration_ms: today.duration_ms,
            },
            forecast: ForecastJson {
                overdue: forecast.overdue,
                days: forecast.days.iter().map(day).collect(),
                later: forecast.later,
            },
            retention: RetentionJson {
                recent: rates(&report.recent),
                all_time: rates(&report.all_time),
            },
            maturity: MaturityJson {
                new: cards.new,
                learning: cards.learning,
                young: cards.young,
                mature: cards.mature,
                suspended: cards.suspended,
                unaskable: cards.unaskable,
                retired: cards.retired,
            },
            totals: TotalsJson {
                reviews: totals.reviews,
                new: totals.new,
                drills: totals.drills,
                days: totals.days,
                first_day: totals.first_day.map(|day| day.to_string()),
                duration_ms: totals.duration_ms,
            },
        }
    }
}

fn rates(rates: &PassRates) -> RatesJson {
    RatesJson {
        young: rate(rates.young),
        mature: rate(rates.mature),
        all: rate(rates.all),
    }
}

fn rate(rate: PassRate) -> RateJson {
    let span = rate.interval();
    RateJson {
        answers: rate.answers,
        passed: rate.passed,
        rate_permille: rate.permille(),
        low_permille: span.map(|span| span.low_permille),
        high_permille: span.map(|span| span.high_permille),
    }
}
