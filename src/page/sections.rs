//! The sections of the page, one for each graph, in the order in which a learner asks.

use std::time::Duration;

use crate::calendar::StudyDay;
use crate::scheduler::Grade;
use crate::stats::{Age, PassRate, PassRates, Report, WorkBar};
use crate::terminal::words::{
    clock_time, count, date, day_and_month, ease, grouped, place_of, rate,
};

use super::charts::{Bar, bars, heat_map};
use super::html::Html;

/// Writes all sections.
pub(super) fn write(html: &mut Html, report: &Report) {
    section(html, "Today", |html| today(html, report));
    section(html, "Due", |html| due(html, report));
    section(html, "Heat map", |html| heat(html, report));
    section(html, "Work", |html| work(html, report));
    section(html, "Passed", |html| passed(html, report));
    section(html, "Answers", |html| answers(html, report));
    section(html, "Hours", |html| hours(html, report));
    section(html, "Cards", |html| cards(html, report));
    section(html, "Intervals", |html| intervals(html, report));
    section(html, "Ease", |html| eases(html, report));
    section(html, "Added", |html| added(html, report));
    section(html, "Hardest cards", |html| hardest(html, report));
}

fn section(html: &mut Html, title: &str, content: impl FnOnce(&mut Html)) {
    html.raw("<section>\n");
    html.element("h2", "", title);
    content(html);
    html.raw("</section>\n");
}

fn definition(html: &mut Html, text: &str) {
    html.element("p", "definition", text);
}

fn facts(html: &mut Html, facts: &[(String, &str)]) {
    html.raw("<ul class=\"facts\">\n");
    for (number, what) in facts {
        html.raw("<li><strong>");
        html.text(number);
        html.raw("</strong> ");
        html.text(what);
        html.raw("</li>\n");
    }
    html.raw("</ul>\n");
}

fn time(duration_ms: u64) -> String {
    clock_time(Duration::from_millis(duration_ms))
}

fn number(number: u32) -> String {
    grouped(u64::from(number))
}

fn today(html: &mut Html, report: &Report) {
    let (today, streak) = (&report.today, report.streak);
    facts(
        html,
        &[
            (number(today.answers), "answers"),
            (number(today.passed), "passed"),
            (number(today.new), "new cards"),
            (number(today.drills), "in the drill"),
            (time(today.duration_ms), "time"),
            (number(report.waiting.due), "still due"),
            (number(report.waiting.new), "new waiting"),
            (number(streak.days), "days of streak"),
            (number(streak.days_off), "days off in store"),
            (number(streak.longest), "days the longest"),
        ],
    );
}

fn due(html: &mut Html, report: &Report) {
    let forecast = &report.forecast;
    let mut days = vec![Bar::single(
        "overdue".to_owned(),
        format!("overdue: {}", number(forecast.overdue)),
        u64::from(forecast.overdue),
    )];
    days.extend(forecast.days.iter().map(|(day, due)| {
        let says = format!("{}: {}", date(*day), number(*due));
        Bar::single(day_and_month(*day), says, u64::from(*due))
    }));
    bars(html, "Cards due by day", &days);
    let load = forecast.load_permille / 100;
    definition(
        html,
        &format!(
            "{} within 7 days, {} within 30, {} later. Daily load: {}.{} reviews.",
            grouped(forecast.within(7)),
            grouped(forecast.within(forecast.days.len())),
            number(forecast.later),
            grouped(load / 10),
            load % 10
        ),
    );
    folded(html, "day", &["cards"], &days);
}

/// The bars of a chart as a table.
fn folded(html: &mut Html, first: &str, columns: &[&str], bars: &[Bar]) {
    let header: Vec<&str> = [first].into_iter().chain(columns.iter().copied()).collect();
    let rows: Vec<Vec<String>> = bars
        .iter()
        .map(|bar| {
            let numbers = bar.parts.iter().map(|(_, number)| grouped(*number));
            [bar.name.clone()].into_iter().chain(numbers).collect()
        })
        .collect();
    html.folded_table(&header, &rows);
}

fn heat(html: &mut Html, report: &Report) {
    heat_map(html, "Answers on each day of a year", &report.heat_map);
    let sum: u64 = report
        .heat_map
        .iter()
        .map(|day| u64::from(day.answers))
        .sum();
    definition(
        html,
        &format!(
            "{} in 53 weeks. The days with answers in four shades, each a quarter of them.",
            count(sum, "answer", "answers")
        ),
    );
}

fn key(html: &mut Html) {
    html.raw("<p class=\"definition\">");
    for age in Age::ALL {
        let name = age.name();
        html.raw(&format!(
            "<svg class=\"key\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"{name}\" \
             width=\"10\" height=\"10\"/></svg>{name}"
        ));
    }
    html.raw("</p>\n");
}

#[allow(
    clippy::indexing_slicing,
    reason = "a table by age: its places are those of the enum"
)]
fn stacked(counts: [u32; 3]) -> Vec<(&'static str, u64)> {
    // Mature at the bottom: what is known stands under what is new.
    Age::ALL
        .iter()
        .rev()
        .map(|age| (age.name(), u64::from(counts[*age as usize])))
        .collect()
}

fn work(html: &mut Html, report: &Report) {
    let work = &report.work;
    let bar = |bar: &WorkBar| {
        let answers: u32 = bar.answers.iter().sum();
        let [new, young, mature] = bar.answers;
        Bar {
            name: day_and_month(bar.first),
            says: format!(
                "from {}: {} new, {} young, {} mature, {} in all, {}",
                date(bar.first),
                number(new),
                number(young),
                number(mature),
                number(answers),
                time(bar.duration_ms)
            ),
            parts: stacked(bar.answers),
        }
    };
    let answered: Vec<Bar> = work.bars.iter().map(bar).collect();
    key(html);
    bars(html, "Graded answers", &answered);
    definition(
        html,
        &format!(
            "Studied on {} of {}: {}, {}, {}. A bar is {}.",
            number(work.days_studied),
            count(u64::from(work.days), "day", "days"),
            count(work.answers, "answer", "answers"),
            count(work.drills, "drill", "drills"),
            time(work.duration_ms),
            count(u64::from(work.bar_days), "day", "days")
        ),
    );
    let minutes: Vec<Bar> = work
        .bars
        .iter()
        .map(|bar| {
            let says = format!("from {}: {}", date(bar.first), time(bar.duration_ms));
            Bar::single(day_and_month(bar.first), says, bar.duration_ms / 60_000)
        })
        .collect();
    bars(html, "Minutes spent", &minutes);
    if let (Some(answer), Some(day)) = (work.mean_answer_ms(), work.mean_day_ms()) {
        let text = format!(
            "Minutes spent: {}.{} s an answer, {} a day.",
            answer / 1000,
            answer % 1000 / 100,
            time(day)
        );
        definition(html, &text);
    }
    folded(html, "from", &["mature", "young", "new"], &answered);
}

fn passed(html: &mut Html, report: &Report) {
    let row = |name: String, rates: PassRates| {
        vec![name, rate(rates.young), rate(rates.mature), rate(rates.all)]
    };
    let mut rows: Vec<Vec<String>> = report
        .retention
        .iter()
        .map(|period| row(period.name.to_owned(), period.rates))
        .collect();
    let range = report.range.to_string();
    if !rows.iter().any(|row| row.first() == Some(&range)) {
        rows.push(row(range, report.rates));
    }
    html.table(
        &["", "young, under 21 days", "mature", "all answers"],
        &rows,
        4,
    );
    definition(
        html,
        "In brackets where the true rate lies with 95 % confidence, and the number of answers.",
    );
}

fn answers(html: &mut Html, report: &Report) {
    let given = &report.answers;
    let of = |grade: Grade| {
        let counts = Age::ALL.map(|age| given.count(age, grade));
        let says = format!(
            "{grade}: {} new, {} young, {} mature",
            counts[0], counts[1], counts[2]
        );
        Bar {
            name: grade.name().to_owned(),
            says,
            parts: stacked(counts),
        }
    };
    key(html);
    let grades = Grade::ALL.map(of);
    bars(html, "Answers by grade", &grades);
    folded(html, "grade", &["mature", "young", "new"], &grades);
}

fn hours(html: &mut Html, report: &Report) {
    let hour = |(hour, passed): (usize, &PassRate)| {
        let says = format!("{hour}:00 to {hour}:59: {}", rate(*passed));
        Bar::single(hour.to_string(), says, u64::from(passed.answers))
    };
    let of_day: Vec<Bar> = report.hours.iter().enumerate().map(hour).collect();
    bars(html, "Answers by hour of day", &of_day);
    let rows: Vec<Vec<String>> = report
        .hours
        .iter()
        .enumerate()
        .filter(|(_, passed)| passed.answers > 0)
        .map(|(hour, passed)| vec![format!("{hour}:00"), rate(*passed)])
        .collect();
    html.folded_table(&["hour", "passed"], &rows);
}

fn cards(html: &mut Html, report: &Report) {
    let cards = &report.maturity;
    let groups = [
        ("new", "new", cards.new),
        ("learning", "other", cards.learning),
        ("young", "young", cards.young),
        ("mature", "mature", cards.mature),
        ("suspended", "other", cards.suspended),
        ("no answer", "other", cards.unaskable),
        ("retired", "other", cards.retired),
    ];
    let bar = |(name, class, count): (&str, &'static str, u32)| Bar {
        name: format!("{name} {}", number(count)),
        says: format!("{name}: {}", number(count)),
        parts: vec![(class, u64::from(count))],
    };
    bars(html, "Cards by age", &groups.map(bar));
    let total = count(u64::from(cards.total()), "card", "cards");
    definition(
        html,
        &format!("{total} in all. Mature is an interval of 21 days or more."),
    );
}

fn intervals(html: &mut Html, report: &Report) {
    let bars_of: Vec<Bar> = report
        .intervals
        .bars
        .iter()
        .map(|bar| {
            let name = match bar.to_days {
                Some(to) => format!("to {to} d"),
                None => "more".to_owned(),
            };
            let says = format!("from {} days: {}", bar.from_days, number(bar.cards));
            Bar::single(name, says, u64::from(bar.cards))
        })
        .collect();
    bars(html, "Cards by interval in days", &bars_of);
    if let Some(spread) = report.intervals.spread {
        let text = format!(
            "{}: half of them up to {} days, nine of ten up to {}, {} at most. In the mean {}.{} days.",
            count(spread.cards, "card", "cards"),
            number(spread.median),
            number(spread.p90),
            number(spread.highest),
            grouped(spread.mean_tenths / 10),
            spread.mean_tenths % 10
        );
        definition(html, &text);
    }
    folded(html, "interval", &["cards"], &bars_of);
}

fn eases(html: &mut Html, report: &Report) {
    let bars_of: Vec<Bar> = report
        .ease
        .bars
        .iter()
        .map(|(from, cards)| {
            let says = format!("from {}: {}", ease(*from), number(*cards));
            Bar::single(ease(*from), says, u64::from(*cards))
        })
        .collect();
    bars(html, "Cards by ease factor", &bars_of);
    if let Some(spread) = report.ease.spread {
        let text = format!(
            "One of ten at {} or lower, half at {} or lower, nine of ten at {} or lower.",
            ease(spread.p10),
            ease(spread.median),
            ease(spread.p90)
        );
        definition(html, &text);
    }
    folded(html, "from", &["cards"], &bars_of);
}

fn added(html: &mut Html, report: &Report) {
    let added = &report.added;
    let bar = |(first, cards): &(StudyDay, u32)| {
        let says = format!("from {}: {}", date(*first), number(*cards));
        Bar::single(day_and_month(*first), says, u64::from(*cards))
    };
    let days: Vec<Bar> = added.bars.iter().map(bar).collect();
    bars(html, "Cards added", &days);
    let mut said = format!(
        "{}, {}. A bar is {}.",
        count(added.cards, "card", "cards"),
        report.range,
        count(u64::from(added.bar_days), "day", "days")
    );
    if added.unknown > 0 {
        let unknown = count(u64::from(added.unknown), "card", "cards");
        said.push_str(&format!(" Of {unknown} nobody knows the day."));
    }
    definition(html, &said);
    folded(html, "from", &["cards"], &days);
}

fn hardest(html: &mut Html, report: &Report) {
    if report.hardest.is_empty() {
        return definition(html, "No card was forgotten yet.");
    }
    let rows: Vec<Vec<String>> = report
        .hardest
        .iter()
        .map(|card| {
            vec![
                card.front.clone(),
                card.deck.to_string(),
                place_of(card.path.as_deref(), card.line),
                number(card.lapses),
                card.ease.to_string(),
                if card.is_leech { "yes" } else { "no" }.to_owned(),
            ]
        })
        .collect();
    html.table(
        &["question", "deck", "where", "lapses", "ease", "leech"],
        &rows,
        3,
    );
}
