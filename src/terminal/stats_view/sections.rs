//! The sections of the statistics, each some lines. The order is that of the page.

use std::time::Duration;

use crate::scheduler::Grade;
use crate::stats::{Age, FORECAST_DAYS, PassRates, Report, Work};
use crate::terminal::columns::{Align, table};
use crate::terminal::words::{
    clock_time, count, date, ease, full_date, grouped, place_of, rate, shortened,
};

use super::Drawing;
use super::bars::{bars, heat_map, levels};

/// The days of the forecast that are shown one by one.
const FORECAST_LINES: usize = 7;
/// The columns of the widest question among the hardest cards.
const LONGEST_QUESTION: usize = 40;

type Section = Vec<String>;

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
        format!("{}.", full_date(report.day)),
        format!(
            "Today: {}, {} of them new cards, {} passed, {} in the drill, {}.",
            count(u64::from(today.answers), "answer", "answers"),
            number(today.new),
            number(today.passed),
            number(today.drills),
            time(today.duration_ms)
        ),
        format!(
            "Still waiting: {} due, {} new.",
            number(report.waiting.due),
            number(report.waiting.new)
        ),
        format!("{said}."),
    ]
}

fn due(report: &Report, drawing: Drawing, columns: usize) -> Section {
    let forecast = &report.forecast;
    let mut rows = vec![("overdue".to_owned(), u64::from(forecast.overdue))];
    rows.extend(forecast.days.iter().take(FORECAST_LINES).map(|(day, due)| {
        let name = day.date().format("%a %-d %b").to_string();
        (name, u64::from(*due))
    }));
    let mut lines = vec![format!("Due in the next {FORECAST_LINES} days:")];
    lines.extend(bars(&rows, drawing, columns));
    let load = forecast.load_permille / 100;
    lines.push(format!(
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
        return Vec::new();
    }
    let mut lines = vec![format!(
        "Work, {}: studied on {} of {}, {}, {}, {}.",
        report.range,
        number(work.days_studied),
        count(u64::from(work.days), "day", "days"),
        count(work.answers, "answer", "answers"),
        count(work.drills, "drill", "drills"),
        time(work.duration_ms)
    )];
    if let (Some(answer), Some(day)) = (work.mean_answer_ms(), work.mean_day_ms()) {
        let (seconds, tenths) = (answer / 1000, answer % 1000 / 100);
        lines.push(format!(
            "In the mean {seconds}.{tenths} s an answer, {} a day.",
            time(day)
        ));
    }
    if drawing == Drawing::Picture {
        lines.extend(series(work, columns));
        lines.push("Answers a day:".to_owned());
        lines.extend(heat_map(&report.heat_map, columns));
    }
    lines
}

/// The bars of the range as one line of signs, the newest at the end.
fn series(work: &Work, columns: usize) -> Vec<String> {
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
        levels(shown),
        format!(
            "from {}, {length} a sign, {} at most",
            date(first.first),
            count(highest, "answer", "answers")
        ),
    ]
}

fn passed(report: &Report) -> Section {
    let row = |name: &str, rate_of: fn(&PassRates) -> crate::stats::PassRate| {
        vec![
            name.to_owned(),
            rate(rate_of(&report.rates)),
            rate(rate_of(&report.all_time())),
        ]
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
    vec![
        "Passed (in brackets where the true rate lies with 95 % confidence):".to_owned(),
        table(&header, &rows),
    ]
}

fn answers(report: &Report) -> Section {
    let given = &report.answers;
    let of = |age: Age| {
        let counts = Grade::ALL.map(|grade| number(given.count(age, grade)));
        [age.name().to_owned()].into_iter().chain(counts).collect()
    };
    let rows: Vec<Vec<String>> = Age::ALL.into_iter().map(of).collect();
    let header = [
        ("answers", Align::Left),
        ("again", Align::Right),
        ("hard", Align::Right),
        ("good", Align::Right),
        ("easy", Align::Right),
    ];
    match report.rates.all.answers {
        0 => Vec::new(),
        _ => vec![
            format!("Answers by grade and age of the card, {}:", report.range),
            table(&header, &rows),
        ],
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
    let mut lines = vec![format!(
        "Most answers by hour of day: {busiest}:00 to {busiest}:59, {} passed.",
        rate(*most)
    )];
    if drawing == Drawing::Picture {
        let answers: Vec<u64> = report
            .hours
            .iter()
            .flat_map(|hour| [u64::from(hour.answers); 2])
            .collect();
        lines.push(levels(&answers));
        lines.push("0     3     6     9     12    15    18    21   23".to_owned());
    }
    lines
}

fn cards(report: &Report, drawing: Drawing, columns: usize) -> Section {
    let cards = &report.maturity;
    let mut lines = vec![format!(
        "Cards: {} new, {} learning, {} young, {} mature, {} suspended, {} without an answer, {} \
         retired.",
        number(cards.new),
        number(cards.learning),
        number(cards.young),
        number(cards.mature),
        number(cards.suspended),
        number(cards.unaskable),
        number(cards.retired)
    )];
    let (Some(interval), Some(factor)) = (report.intervals.spread, report.ease.spread) else {
        return lines;
    };
    lines.push(format!(
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
        lines.extend(bars(&rows, drawing, columns));
    }
    lines.push(format!(
        "Ease: half of the cards at {} or lower, one of ten at {} or lower, {} at most.",
        ease(factor.median),
        ease(factor.p10),
        ease(factor.highest)
    ));
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
    let rows: Vec<Vec<String>> = report
        .hardest
        .iter()
        .map(|card| {
            vec![
                number(card.lapses),
                card.ease.to_string(),
                shortened(&card.front.replace('\n', " "), LONGEST_QUESTION),
                place_of(card.path.as_deref(), card.line),
            ]
        })
        .collect();
    let header = [
        ("lapses", Align::Right),
        ("ease", Align::Right),
        ("question", Align::Left),
        ("where", Align::Left),
    ];
    vec!["Hardest cards:".to_owned(), table(&header, &rows)]
}

fn totals(report: &Report) -> Section {
    let totals = &report.totals;
    let Some(first) = totals.first_day else {
        return vec!["Nothing was answered yet.".to_owned()];
    };
    vec![format!(
        "Since {}: {} on {}, {} in all.",
        date(first),
        count(totals.reviews, "answer", "answers"),
        count(u64::from(totals.days), "day", "days"),
        time(totals.duration_ms)
    )]
}
