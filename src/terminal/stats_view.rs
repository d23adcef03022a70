//! Statistics as plain lines. Numbers are said, not drawn; the forecast alone has bars, of plain signs.

use std::io;
use std::time::Duration;

use crate::stats::{FORECAST_DAYS, Forecast, PassRate, Report};

use super::columns::{Align, table};
use super::output::Screen;
use super::words::{clock_time, count, date, full_date, grouped};

/// The days of the forecast that are shown one by one.
const SHOWN: usize = 7;

/// The longest bar, in signs.
const LONGEST_BAR: u64 = 30;

/// Shows a report.
pub fn show(screen: &mut Screen<'_>, report: &Report) -> io::Result<()> {
    screen.line(&format!("{}.", full_date(report.day)))?;
    show_today(screen, report)?;
    screen.gap()?;
    show_forecast(screen, &report.forecast)?;
    screen.gap()?;
    show_rates(screen, report)?;
    screen.gap()?;
    show_cards(screen, report)?;
    show_totals(screen, report)
}

fn show_today(screen: &mut Screen<'_>, report: &Report) -> io::Result<()> {
    let today = &report.today;
    let answers = count(u64::from(today.answers), "answer", "answers");
    let time = clock_time(Duration::from_millis(today.duration_ms));
    screen.line(&format!(
        "Today: {answers}, {} of them new cards, {} passed, {} in the drill, {time}.",
        today.new, today.passed, today.drills
    ))?;
    screen.line(&format!(
        "Still waiting: {} due, {} new.",
        report.waiting.due, report.waiting.new
    ))?;
    let streak = count(u64::from(report.streak.days), "day", "days");
    screen.line(&format!("Streak: {streak}."))
}

fn show_forecast(screen: &mut Screen<'_>, forecast: &Forecast) -> io::Result<()> {
    screen.line(&format!("Due in the next {SHOWN} days:"))?;
    let most = forecast
        .days
        .iter()
        .map(|(_, cards)| *cards)
        .chain([forecast.overdue])
        .max();
    let most = u64::from(most.unwrap_or(0).max(1));
    let bar = |cards: u32| {
        "#".repeat(usize::try_from(u64::from(cards) * LONGEST_BAR / most).unwrap_or(0))
    };
    let row = |name: String, cards: u32| vec![name, grouped(u64::from(cards)), bar(cards)];
    let mut rows = vec![row("overdue".to_owned(), forecast.overdue)];
    for (day, cards) in forecast.days.iter().take(SHOWN) {
        rows.push(row(day.date().format("%a %-d %b").to_string(), *cards));
    }
    let header = [
        ("day", Align::Left),
        ("cards", Align::Right),
        ("", Align::Left),
    ];
    screen.block(&table(&header, &rows))?;
    screen.line(&format!(
        "Within {FORECAST_DAYS} days: {}. Later: {}.",
        grouped(forecast.within(forecast.days.len())),
        grouped(u64::from(forecast.later))
    ))
}

fn show_rates(screen: &mut Screen<'_>, report: &Report) -> io::Result<()> {
    screen.line("Passed (in brackets where the true rate lies with 95 % confidence):")?;
    let row = |name: &str, recent: PassRate, all: PassRate| {
        vec![name.to_owned(), rate(recent), rate(all)]
    };
    let (recent, all) = (report.rates, report.all_time());
    let rows = [
        row("young, under 21 days", recent.young, all.young),
        row("mature, from 21 days", recent.mature, all.mature),
        row("all answers", recent.all, all.all),
    ];
    let recent_title = report.range.to_string();
    let header = [
        ("", Align::Left),
        (recent_title.as_str(), Align::Left),
        ("all time", Align::Left),
    ];
    screen.block(&table(&header, &rows))
}

/// `83 % (79 to 87, 402 answers)`.
fn rate(rate: PassRate) -> String {
    match (rate.permille(), rate.interval()) {
        (Some(permille), Some(span)) => format!(
            "{} % ({} to {}, {})",
            percent(permille),
            percent(span.low_permille),
            percent(span.high_permille),
            count(u64::from(rate.answers), "answer", "answers")
        ),
        _ => "no answers yet".to_owned(),
    }
}

fn percent(permille: u32) -> u32 {
    (permille + 5) / 10
}

fn show_cards(screen: &mut Screen<'_>, report: &Report) -> io::Result<()> {
    let cards = &report.maturity;
    screen.line(&format!(
        "Cards: {} new, {} learning, {} young, {} mature, {} suspended, {} without an answer, {} \
         retired.",
        cards.new,
        cards.learning,
        cards.young,
        cards.mature,
        cards.suspended,
        cards.unaskable,
        cards.retired
    ))
}

fn show_totals(screen: &mut Screen<'_>, report: &Report) -> io::Result<()> {
    let totals = &report.totals;
    let Some(first) = totals.first_day else {
        return screen.line("Nothing was answered yet.");
    };
    screen.line(&format!(
        "Since {}: {} on {}, {} in all.",
        date(first),
        count(totals.reviews, "answer", "answers"),
        count(u64::from(totals.days), "day", "days"),
        clock_time(Duration::from_millis(totals.duration_ms))
    ))
}
