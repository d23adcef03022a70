//! Tests of the statistics on the screen.

use std::collections::BTreeMap;

use super::{Drawing, show};
use crate::calendar::StudyDay;
use crate::cards::{CardId, DeckName};
use crate::scheduler::EaseFactor;
use crate::stats::{CardTally, DayTally, HardCard, PassRate, Range, Report, Waiting};
use crate::terminal::output::Screen;
use crate::terminal::wrap::width;

/// Ten days of work up to Monday 9 March 2026: on the n-th day n good answers to young cards at 9:00.
fn report() -> Report {
    let today: StudyDay = "2026-03-09".parse().unwrap();
    let worked = (1..=10_u32).map(|number| {
        let mut day = DayTally {
            answers: [[0; 4], [0, 0, number, 0], [0; 4]],
            duration_ms: 60_000,
            ..DayTally::empty(today.plus(i64::from(number) - 10))
        };
        day.hours[9] = PassRate {
            passed: number,
            answers: number,
        };
        day
    });
    let worked: Vec<DayTally> = worked.collect();
    let cards = CardTally {
        due: BTreeMap::from([(today.plus(-3), 12), (today, 34), (today.plus(1), 27)]),
        intervals: BTreeMap::from([(1, 3), (6, 2), (30, 5)]),
        asked_intervals: BTreeMap::from([(1, 3), (6, 2), (30, 5)]),
        eases: BTreeMap::from([(236, 4), (250, 6)]),
        ..CardTally::default()
    };
    let hard = HardCard {
        id: CardId::from_bytes([7; 16]),
        deck: DeckName::new("Security").unwrap(),
        front: "Who patches the guest\u{1b} 東京\nsystem on EC2, and who the host below it?"
            .to_owned(),
        path: Some("study.md".to_owned()),
        line: 88,
        lapses: 5,
        is_leech: false,
        reviews: 9,
        ease: EaseFactor::from_hundredths(142),
    };
    let waiting = Waiting { due: 46, new: 0 };
    Report::new(today, Range::MONTH, &worked, &cards, vec![hard], waiting)
}

fn shown(columns: Option<usize>, drawing: Drawing) -> String {
    let mut bytes = Vec::new();
    let mut screen = Screen::new(&mut bytes, columns);
    show(&mut screen, &report(), drawing).unwrap();
    drop(screen);
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_picture_fits_the_terminal() {
    for columns in [40, 60, 80, 100] {
        let text = shown(Some(columns), Drawing::Picture);
        for line in text.lines() {
            assert!(width(line) <= columns, "{columns}: {line}\n{text}");
        }
        assert!(text.contains('█') && text.contains("\nMon ·"), "{text}");
    }
}

#[test]
fn the_heat_map_ends_with_this_week() {
    let text = shown(Some(80), Drawing::Picture);
    // 10 days, 1 to 10 answers: quarters end with 3, 5 and 8. Monday 9 March had 10, 2 March 3.
    let monday = text.lines().find(|line| line.starts_with("Mon ·")).unwrap();
    assert!(monday.ends_with("· ░ █"), "{monday}");
    let wednesday = text.lines().find(|line| line.starts_with("Wed ·")).unwrap();
    assert!(wednesday.ends_with("· ▒"), "{wednesday}");
    assert_eq!(width(monday), 3 + 2 * 38);
}

#[test]
fn plain_lines_have_no_sign_that_cannot_be_read_aloud() {
    let text = shown(None, Drawing::Plain);
    let strange = |c: &char| !c.is_ascii() && !"東京␛…".contains(*c);
    assert_eq!(text.chars().find(strange), None, "{text}");
    for line in [
        "Monday 9 March 2026.",
        "Today: 10 answers, 0 of them new cards, 10 passed, 0 in the drill, 1:00.",
        "Still waiting: 46 due, 0 new.",
        "Streak: 10 days, 1 day off in store.",
        "overdue     12  ##############",
        "Mon 9 Mar   34  ########################################",
        // 3 / 1 + 2 / 6 + 5 / 30 = 3.5
        "Within 30 days: 73. Later: 0. Daily load: 3.5 reviews.",
        "Work, last 30 days: studied on 10 of 30 days, 55 answers, 0 drills, 10:00.",
        // 600 / 55 = 10.9
        "In the mean 10.9 s an answer, 1:00 a day.",
        "young        0     0    55     0",
        "Most answers by hour of day: 9:00 to 9:59, 100 % (94 to 100, 55 answers) passed.",
        "Intervals: half of the cards up to 6 days, nine of ten up to 30, 30 at most.",
        "Ease: half of the cards at 2.50 or lower, one of ten at 2.36 or lower, 2.50 at most.",
        "     5  1.42  Who patches the guest␛ 東京 system on E…  study.md:88",
    ] {
        assert!(text.lines().any(|shown| shown == line), "{line}\n{text}");
    }
}
