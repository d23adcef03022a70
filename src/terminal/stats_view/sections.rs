//! The sections of the statistics, each some lines. The order is that of the page.

use std::time::Duration;

use crate::calendar::StudyDay;
use crate::scheduler::Grade;
use crate::stats::{Age, FORECAST_DAYS, PassRate, PassRates, Report, Work};
use crate::terminal::columns::{Align, Cell, lines as table};
use crate::terminal::line::{Line, Look};
use crate::terminal::words::{
    clock_time, count, date, ease, full_date, grouped, place_of, rate, short_rate,
};
use crate::terminal::wrap::width;

use super::Drawing;
use super::bars::{bars, levels};
use super::heat_map;
use super::section::Section;

/// The days of the forecast that are shown one by one.
const FORECAST_LINES: usize = 7;
/// The letters of the longest question among the hardest cards, and of the shortest it is cut to.
const LONGEST_QUESTION: usize = 40;
/// See [`LONGEST_QUESTION`].
const SHORTEST_QUESTION: usize = 12;

/// All sections.
pub(super) fn all(report: &Report, drawing: Drawing, columns: usize) -> Vec<Section> {
    let mut sections = vec![
        today(report),
        due(report, drawing, columns),
        work(report, drawing, columns),
        passed(report, columns),
        answers(report),
        hours(report, drawing, columns),
        cards(report, drawing, columns),
        added(report, drawing, columns),
        hardest(report, columns),
        totals(report),
    ];
    sections.retain(|section| !section.is_empty());
    sections
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
    let mut lines = Section::titled(format!("{}.", full_date(report.day)));
    lines.title(format!(
        "Today: {}, {} of them new cards, {} passed, {} in the drill, {}.",
        count(u64::from(today.answers), "answer", "answers"),
        number(today.new),
        number(today.passed),
        number(today.drills),
        time(today.duration_ms)
    ));
    lines.title(format!(
        "Still waiting: {} due, {} new.",
        number(report.waiting.due),
        number(report.waiting.new)
    ));
    lines.title(format!("{said}."));
    lines
}

fn due(report: &Report, drawing: Drawing, columns: usize) -> Section {
    let forecast = &report.forecast;
    let mut rows = vec![("overdue".to_owned(), u64::from(forecast.overdue))];
    rows.extend(forecast.days.iter().take(FORECAST_LINES).map(|(day, due)| {
        let name = day.date().format("%a %-d %b").to_string();
        (name, u64::from(*due))
    }));
    let mut lines = Section::titled(format!("Due in the next {FORECAST_LINES} days:"));
    lines.lay(bars(&rows, drawing, columns));
    let load = forecast.load_permille / 100;
    lines.say(format!(
        "Within {FORECAST_DAYS} days: {}. Later: {}. Daily load: {}.{} reviews.",
        grouped(forecast.within(forecast.days.len())),
        number(forecast.later),
        grouped(load / 10),
        load % 10
    ));
    lines
}

fn work(report: &Report, drawing: Drawing, columns: usize) -> Section {
    let work = &report.work;
    if report.totals.reviews == 0 && work.drills == 0 {
        return Section::default();
    }
    let mut lines = Section::titled(format!(
        "Work, {}: studied on {} of {}, {}, {}, {}.",
        report.range,
        number(work.days_studied),
        count(u64::from(work.days), "day", "days"),
        count(work.answers, "answer", "answers"),
        count(work.drills, "drill", "drills"),
        time(work.duration_ms)
    ));
    if let (Some(answer), Some(day)) = (work.mean_answer_ms(), work.mean_day_ms()) {
        let (seconds, tenths) = (answer / 1000, answer % 1000 / 100);
        lines.say(format!(
            "In the mean {seconds}.{tenths} s an answer, {} a day.",
            time(day)
        ));
    }
    if drawing == Drawing::Picture {
        series(&mut lines, work, columns);
        lines.title("Answers a day:");
        lines.lay(heat_map::picture(&report.heat_map, columns));
    } else {
        lines.lay(heat_map::in_words(&report.heat_map));
    }
    lines
}

/// The bars of the range as one line of signs, the newest at the end.
fn series(lines: &mut Section, work: &Work, columns: usize) {
    let bars: Vec<(StudyDay, u64)> = work
        .bars
        .iter()
        .map(|bar| {
            let answers = bar.answers.iter().map(|count| u64::from(*count)).sum();
            (bar.first, answers)
        })
        .collect();
    signs(lines, &bars, work.bar_days, ("answer", "answers"), columns);
}

/// Bars by their first days as signs, and what a sign is.
fn signs(
    lines: &mut Section,
    bars: &[(StudyDay, u64)],
    bar_days: u32,
    (one, many): (&str, &str),
    columns: usize,
) {
    let shown = bars
        .get(bars.len().saturating_sub(columns)..)
        .unwrap_or_default();
    let Some((first, _)) = shown.first().filter(|_| shown.len() > 1) else {
        return;
    };
    let numbers: Vec<u64> = shown.iter().map(|(_, number)| *number).collect();
    let highest = numbers.iter().max().copied().unwrap_or(0);
    let length = count(u64::from(bar_days), "day", "days");
    lines.lay([Line::of(&levels(&numbers), Look::Drawn)]);
    lines.say(format!(
        "from {}, {length} a sign, {} at most",
        date(*first),
        count(highest, one, many)
    ));
}

fn passed(report: &Report, columns: usize) -> Section {
    let all_time = report.all_time();
    let row = |name: &str, of: fn(&PassRates) -> PassRate| {
        let (now, ever) = (of(&report.rates), of(&all_time));
        [name.to_owned(), short_rate(now), short_rate(ever)]
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
    let mut lines = Section::titled(
        "Passed (in brackets where the true rate lies with 95 % confidence, then out of how many):",
    );
    let laid = table(&header, &rows.clone().map(cells));
    if laid.iter().all(|line| line.width() <= columns) {
        return lines.with(laid);
    }
    for [name, now, ever] in rows {
        lines.say(format!("{name}: {range} {now}, all time {ever}."));
    }
    lines
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
        0 => Section::default(),
        _ => Section::titled(format!(
            "Answers by grade and age of the card, {}:",
            report.range
        ))
        .with(table(&header, &rows)),
    }
}

fn hours(report: &Report, drawing: Drawing, columns: usize) -> Section {
    let hours = report.hours.iter().enumerate();
    let Some((busiest, most)) =
        hours.max_by_key(|(hour, rate)| (rate.answers, 24_usize.saturating_sub(*hour)))
    else {
        return Section::default();
    };
    if most.answers == 0 {
        return Section::default();
    }
    let mut lines = Section::titled(format!(
        "Most answers by hour of day: {busiest}:00 to {busiest}:59, {} passed.",
        rate(*most)
    ));
    if drawing == Drawing::Picture {
        // Two columns an hour where there is room.
        let (wide, axis) = match columns {
            48.. => (2, "0     3     6     9     12    15    18    21   23"),
            _ => (1, "0  3  6  9  12 15 18 21"),
        };
        let hours = report.hours.iter();
        let answers: Vec<u64> = hours
            .flat_map(|hour| std::iter::repeat_n(u64::from(hour.answers), wide))
            .collect();
        lines.lay([
            Line::of(&levels(&answers), Look::Drawn),
            Line::of(axis, Look::Plain),
        ]);
    }
    lines
}

fn cards(report: &Report, drawing: Drawing, columns: usize) -> Section {
    let cards = &report.maturity;
    let mut lines = Section::titled(format!(
        "Cards: {} new, {} learning, {} young, {} mature, {} suspended, {} without an answer, {} \
         retired.",
        number(cards.new),
        number(cards.learning),
        number(cards.young),
        number(cards.mature),
        number(cards.suspended),
        number(cards.unaskable),
        number(cards.retired)
    ));
    let (Some(interval), Some(factor)) = (report.intervals.spread, report.ease.spread) else {
        return lines;
    };
    lines.title(format!(
        "Intervals: half of the cards up to {}, nine of ten up to {}, {} at most.",
        count(u64::from(interval.median), "day", "days"),
        number(interval.p90),
        number(interval.highest)
    ));
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
        lines.lay(bars(&rows, drawing, columns));
    }
    lines.title(format!(
        "Ease: half of the cards at {} or lower, one of ten at {} or lower, {} at most.",
        ease(factor.median),
        ease(factor.p10),
        ease(factor.highest)
    ));
    if drawing == Drawing::Picture {
        let row = |(from, cards): &(u32, u32)| (format!("from {}", ease(*from)), u64::from(*cards));
        let rows: Vec<(String, u64)> = report.ease.bars.iter().map(row).collect();
        lines.lay(bars(&rows, drawing, columns));
    }
    lines
}

fn added(report: &Report, drawing: Drawing, columns: usize) -> Section {
    let added = &report.added;
    let cards = count(added.cards, "card", "cards");
    let unknown = match added.unknown {
        0 => String::new(),
        number => format!(
            "; of {} nobody knows the day",
            count(u64::from(number), "card", "cards")
        ),
    };
    let mut lines = Section::titled(format!("Added, {}: {cards}{unknown}.", report.range));
    if drawing == Drawing::Picture && added.cards > 0 {
        let bars: Vec<(StudyDay, u64)> = added
            .bars
            .iter()
            .map(|(day, cards)| (*day, u64::from(*cards)))
            .collect();
        signs(
            &mut lines,
            &bars,
            added.bar_days,
            ("card", "cards"),
            columns,
        );
    }
    lines
}

fn hardest(report: &Report, columns: usize) -> Section {
    if report.hardest.is_empty() {
        return Section::default();
    }
    let places = report.hardest.iter();
    let places = places.map(|card| width(&place_of(card.path.as_deref(), card.line)));
    // Two numbers with their titles, and the spaces between.
    let others = places.max().unwrap_or(0).saturating_add(18);
    let longest = columns.saturating_sub(others);
    let longest = longest.clamp(SHORTEST_QUESTION, LONGEST_QUESTION);
    let rows: Vec<Vec<Cell>> = report
        .hardest
        .iter()
        .map(|card| {
            cells([
                number(card.lapses),
                card.ease.to_string(),
                Line::of(&card.front, Look::Plain).cut(longest).text(),
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
    let mut section = Section::titled("Hardest cards:").with(table(&header, &rows));
    let leeches = report.hardest.iter().filter(|card| card.is_leech).count();
    if leeches > 0 {
        let are = if leeches == 1 {
            "is a leech"
        } else {
            "are leeches"
        };
        section.say(format!(
            "{leeches} of them {are}: rewrite or split them. All: srm cards is:leech"
        ));
    }
    section
}

fn totals(report: &Report) -> Section {
    let totals = &report.totals;
    let Some(first) = totals.first_day else {
        return Section::titled("Nothing was answered yet.");
    };
    let mut lines = Section::default();
    lines.say(format!(
        "Since {}: {} on {}, {} in all.",
        date(first),
        count(totals.reviews, "answer", "answers"),
        count(u64::from(totals.days), "day", "days"),
        time(totals.duration_ms)
    ));
    lines
}
