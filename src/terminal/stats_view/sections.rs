//! The sections of the statistics, each some lines. The order is that of the page.

use std::time::Duration;

use crate::scheduler::Grade;
use crate::stats::{Age, FORECAST_DAYS, PassRates, Report, Work};
use crate::terminal::columns::{Align, Cell, lines as table};
use crate::terminal::line::{Line, Look};
use crate::terminal::words::{
    clock_time, count, date, ease, full_date, grouped, place_of, rate, shortened,
};

use super::Drawing;
use super::bars::{bars, levels};
use super::heat_map;

/// The days of the forecast that are shown one by one.
const FORECAST_LINES: usize = 7;
/// The columns of the widest question among the hardest cards.
const LONGEST_QUESTION: usize = 40;

type Section = Vec<Line>;

/// All sections.
pub(super) fn all(report: &Report, drawing: Drawing, columns: usize) -> Vec<Section> {
    let mut sections = vec![
        today(report),
        due(report, drawing, columns),
        work(report, drawing, columns),
        passed(report),
        answers(report),
        hours(report, drawing),
        cards(report, drawing, columns),
        hardest(report),
        totals(report),
    ];
    sections.retain(|section| !section.is_empty());
    sections
}

/// A sentence.
fn say(text: impl AsRef<str>) -> Line {
    Line::of(text.as_ref(), Look::Plain)
}

/// A sentence that begins a section; what stands before its first colon is its title.
fn title(text: impl AsRef<str>) -> Line {
    let text = text.as_ref();
    match text.split_once(": ") {
        Some((word, rest)) => {
            Line::of(&format!("{word}:"), Look::Strong).and(&format!(" {rest}"), Look::Plain)
        }
        None => Line::of(text, Look::Strong),
    }
}

/// A title with a table under it.
fn with_table(title: Line, table: Vec<Line>) -> Section {
    [title].into_iter().chain(table).collect()
}

/// A row of a table, nothing in it standing out.
fn cells(row: impl IntoIterator<Item = String>) -> Vec<Cell> {
    row.into_iter().map(Cell::from).collect()
}

fn number(number: u32) -> String {
    grouped(u64::from(number))
}

fn time(duration_ms: u64) -> String {
    clock_time(Duration::from_millis(duration_ms))
}

fn today(report: &Report) -> Section {
    let (today, streak) = (&report.today, report.streak);
    let mut said = format!("Streak: {}", count(u64::from(streak.days), "day", "days"));
    if streak.days_off > 0 {
        let days_off = count(u64::from(streak.days_off), "day off", "days off");
        said.push_str(&format!(", {days_off} in store"));
    }
    if streak.longest > streak.days {
        said.push_str(&format!(", the longest {}", number(streak.longest)));
    }
    vec![
        Line::of(&format!("{}.", full_date(report.day)), Look::Strong),
        title(format!(
            "Today: {}, {} of them new cards, {} passed, {} in the drill, {}.",
            count(u64::from(today.answers), "answer", "answers"),
            number(today.new),
            number(today.passed),
            number(today.drills),
            time(today.duration_ms)
        )),
        title(format!(
            "Still waiting: {} due, {} new.",
            number(report.waiting.due),
            number(report.waiting.new)
        )),
        title(format!("{said}.")),
    ]
}

fn due(report: &Report, drawing: Drawing, columns: usize) -> Section {
    let forecast = &report.forecast;
    let mut rows = vec![("overdue".to_owned(), u64::from(forecast.overdue))];
    rows.extend(forecast.days.iter().take(FORECAST_LINES).map(|(day, due)| {
        let name = day.date().format("%a %-d %b").to_string();
        (name, u64::from(*due))
    }));
    let mut lines = vec![title(format!("Due in the next {FORECAST_LINES} days:"))];
    lines.extend(bars(&rows, drawing, columns));
    let load = forecast.load_permille / 100;
    lines.push(say(format!(
        "Within {FORECAST_DAYS} days: {}. Later: {}. Daily load: {}.{} reviews.",
        grouped(forecast.within(forecast.days.len())),
        number(forecast.later),
        grouped(load / 10),
        load % 10
    )));
    lines
}

fn work(report: &Report, drawing: Drawing, columns: usize) -> Section {
    let work = &report.work;
    if report.totals.reviews == 0 && work.drills == 0 {
        return Vec::new();
    }
    let mut lines = vec![title(format!(
        "Work, {}: studied on {} of {}, {}, {}, {}.",
        report.range,
        number(work.days_studied),
        count(u64::from(work.days), "day", "days"),
        count(work.answers, "answer", "answers"),
        count(work.drills, "drill", "drills"),
        time(work.duration_ms)
    ))];
    if let (Some(answer), Some(day)) = (work.mean_answer_ms(), work.mean_day_ms()) {
        let (seconds, tenths) = (answer / 1000, answer % 1000 / 100);
        lines.push(say(format!(
            "In the mean {seconds}.{tenths} s an answer, {} a day.",
            time(day)
        )));
    }
    if drawing == Drawing::Picture {
        lines.extend(series(work, columns));
        lines.push(title("Answers a day:"));
        lines.extend(heat_map::picture(&report.heat_map, columns));
    } else {
        lines.extend(heat_map::in_words(&report.heat_map));
    }
    lines
}

/// The bars of the range as one line of signs, the newest at the end.
fn series(work: &Work, columns: usize) -> Section {
    let answers: Vec<u64> = work
        .bars
        .iter()
        .map(|bar| bar.answers.iter().map(|count| u64::from(*count)).sum())
        .collect();
    let shown = answers
        .get(answers.len().saturating_sub(columns)..)
        .unwrap_or_default();
    let first = work.bars.len() - shown.len();
    let Some(first) = work.bars.get(first).filter(|_| shown.len() > 1) else {
        return Vec::new();
    };
    let highest = shown.iter().max().copied().unwrap_or(0);
    let length = count(u64::from(work.bar_days), "day", "days");
    vec![
        Line::of(&levels(shown), Look::Drawn),
        say(format!(
            "from {}, {length} a sign, {} at most",
            date(first.first),
            count(highest, "answer", "answers")
        )),
    ]
}

fn passed(report: &Report) -> Section {
    let row = |name: &str, rate_of: fn(&PassRates) -> crate::stats::PassRate| {
        cells([
            name.to_owned(),
            rate(rate_of(&report.rates)),
            rate(rate_of(&report.all_time())),
        ])
    };
    let rows = [
        row("young, under 21 days", |rates| rates.young),
        row("mature, from 21 days", |rates| rates.mature),
        row("all answers", |rates| rates.all),
    ];
    let range = report.range.to_string();
    let header = [
        ("", Align::Left),
        (range.as_str(), Align::Left),
        ("all time", Align::Left),
    ];
    let said = "Passed (in brackets where the true rate lies with 95 % confidence):";
    with_table(title(said), table(&header, &rows))
}

fn answers(report: &Report) -> Section {
    let given = &report.answers;
    let of = |age: Age| {
        let counts = Grade::ALL.map(|grade| number(given.count(age, grade)));
        cells([age.name().to_owned()].into_iter().chain(counts))
    };
    let rows: Vec<Vec<Cell>> = Age::ALL.into_iter().map(of).collect();
    let header = [
        ("answers", Align::Left),
        ("again", Align::Right),
        ("hard", Align::Right),
        ("good", Align::Right),
        ("easy", Align::Right),
    ];
    match report.rates.all.answers {
        0 => Vec::new(),
        _ => with_table(
            title(format!(
                "Answers by grade and age of the card, {}:",
                report.range
            )),
            table(&header, &rows),
        ),
    }
}

fn hours(report: &Report, drawing: Drawing) -> Section {
    let hours = report.hours.iter().enumerate();
    let Some((busiest, most)) = hours.max_by_key(|(hour, rate)| (rate.answers, 24 - hour)) else {
        return Vec::new();
    };
    if most.answers == 0 {
        return Vec::new();
    }
    let mut lines = vec![title(format!(
        "Most answers by hour of day: {busiest}:00 to {busiest}:59, {} passed.",
        rate(*most)
    ))];
    if drawing == Drawing::Picture {
        let answers: Vec<u64> = report
            .hours
            .iter()
            .flat_map(|hour| [u64::from(hour.answers); 2])
            .collect();
        lines.push(Line::of(&levels(&answers), Look::Drawn));
        lines.push(say("0     3     6     9     12    15    18    21   23"));
    }
    lines
}

fn cards(report: &Report, drawing: Drawing, columns: usize) -> Section {
    let cards = &report.maturity;
    let mut lines = vec![title(format!(
        "Cards: {} new, {} learning, {} young, {} mature, {} suspended, {} without an answer, {} \
         retired.",
        number(cards.new),
        number(cards.learning),
        number(cards.young),
        number(cards.mature),
        number(cards.suspended),
        number(cards.unaskable),
        number(cards.retired)
    ))];
    let (Some(interval), Some(factor)) = (report.intervals.spread, report.ease.spread) else {
        return lines;
    };
    lines.push(title(format!(
        "Intervals: half of the cards up to {}, nine of ten up to {}, {} at most.",
        count(u64::from(interval.median), "day", "days"),
        number(interval.p90),
        number(interval.highest)
    )));
    if drawing == Drawing::Picture {
        let rows: Vec<(String, u64)> = report
            .intervals
            .bars
            .iter()
            .map(|bar| {
                let name = match bar.to_days {
                    Some(to) => format!("up to {}", count(u64::from(to), "day", "days")),
                    None => "longer".to_owned(),
                };
                (name, u64::from(bar.cards))
            })
            .collect();
        lines.extend(bars(&rows, drawing, columns));
    }
    lines.push(title(format!(
        "Ease: half of the cards at {} or lower, one of ten at {} or lower, {} at most.",
        ease(factor.median),
        ease(factor.p10),
        ease(factor.highest)
    )));
    if drawing == Drawing::Picture {
        let row = |(from, cards): &(u32, u32)| (format!("from {}", ease(*from)), u64::from(*cards));
        let rows: Vec<(String, u64)> = report.ease.bars.iter().map(row).collect();
        lines.extend(bars(&rows, drawing, columns));
    }
    lines
}

fn hardest(report: &Report) -> Section {
    if report.hardest.is_empty() {
        return Vec::new();
    }
    let rows: Vec<Vec<Cell>> = report
        .hardest
        .iter()
        .map(|card| {
            cells([
                number(card.lapses),
                card.ease.to_string(),
                shortened(&card.front.replace('\n', " "), LONGEST_QUESTION),
                place_of(card.path.as_deref(), card.line),
            ])
        })
        .collect();
    let header = [
        ("lapses", Align::Right),
        ("ease", Align::Right),
        ("question", Align::Left),
        ("where", Align::Left),
    ];
    with_table(title("Hardest cards:"), table(&header, &rows))
}

fn totals(report: &Report) -> Section {
    let totals = &report.totals;
    let Some(first) = totals.first_day else {
        return vec![say("Nothing was answered yet.")];
    };
    vec![say(format!(
        "Since {}: {} on {}, {} in all.",
        date(first),
        count(totals.reviews, "answer", "answers"),
        count(u64::from(totals.days), "day", "days"),
        time(totals.duration_ms)
    ))]
}
