//! Tests of the page: what it holds, and that no text gets out of its place.

use std::collections::BTreeMap;

use super::stats_page;
use crate::calendar::StudyDay;
use crate::cards::{CardId, DeckName};
use crate::scheduler::EaseFactor;
use crate::stats::{CardTally, DayTally, HardCard, PassRate, Range, Report, Waiting};

const HOSTILE: &str = "</title><script>alert(1)</script>\" onload='x' & \u{1b}]0;x\u{7}\u{202e}";

fn today() -> StudyDay {
    "2026-03-09".parse().unwrap()
}

fn report(front: &str) -> Report {
    let mut worked = DayTally {
        answers: [[1, 0, 2, 0], [0, 1, 3, 1], [1, 0, 4, 0]],
        drills: 2,
        duration_ms: 90_000,
        ..DayTally::empty(today())
    };
    worked.hours[21] = PassRate {
        passed: 11,
        answers: 13,
    };
    let cards = CardTally {
        due: BTreeMap::from([(today().plus(1), 1234)]),
        intervals: BTreeMap::from([(1, 3), (30, 4)]),
        asked_intervals: BTreeMap::from([(1, 3), (30, 4)]),
        eases: BTreeMap::from([(250, 7)]),
        ..CardTally::default()
    };
    let hard = HardCard {
        id: CardId::from_bytes([7; 16]),
        deck: DeckName::new("A & B").unwrap(),
        front: front.to_owned(),
        path: Some("no<tes>.md".to_owned()),
        line: 31,
        lapses: 5,
        is_leech: false,
        reviews: 9,
        ease: EaseFactor::from_hundredths(130),
    };
    let waiting = Waiting { due: 3, new: 4 };
    Report::new(
        today(),
        Range::MONTH,
        &[worked],
        &cards,
        vec![hard],
        waiting,
    )
}

/// Fails where an element is closed that was not the last one opened; returns those left open.
fn left_open(page: &str) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    for tag in page.split('<').skip(1) {
        let inside = tag.split('>').next().unwrap();
        let name = inside.trim_start_matches('/').split(' ').next().unwrap();
        if inside.ends_with('/') || ["meta", "!DOCTYPE"].contains(&name) {
            continue;
        }
        if inside.starts_with('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed by <{inside}>");
        } else {
            open.push(name.to_owned());
        }
    }
    open
}

#[test]
fn a_hostile_text_stays_a_text() {
    let page = stats_page(&report(HOSTILE), Some(HOSTILE));
    assert!(
        !page.contains("<script") && !page.contains("onload='"),
        "{page}"
    );
    assert!(page.contains("&lt;script&gt;alert(1)"));
    assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}'));
    assert!(page.contains("no&lt;tes&gt;.md:31") && page.contains("A &amp; B"));
}

#[test]
fn elements_are_closed_where_they_should_be() {
    let page = stats_page(&report(HOSTILE), None);
    assert_eq!(left_open(&page), Vec::<String>::new());
}

#[test]
fn nothing_is_loaded_from_elsewhere_and_nothing_runs() {
    let page = stats_page(&report("a"), None);
    for part in [
        "http:", "https:", "url(", "@import", "src=", "href=", "<link", "<iframe", " style=",
    ] {
        assert!(!page.contains(part), "{part}");
    }
    assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'"));
}

#[test]
fn every_section_is_there_with_its_numbers() {
    let page = stats_page(&report("Who patches the guest system?"), Some("Cloud"));
    for part in [
        "<title>Statistics: Cloud</title>",
        "<h2>Today</h2>",
        "<strong>13</strong> answers",
        "<h2>Due</h2>",
        "10 March 2026: 1,234",
        "<h2>Heat map</h2>",
        "9 March 2026: 13 answers",
        "<h2>Work</h2>",
        "from 9 March 2026: 3 new, 5 young, 5 mature, 13 in all, 1:30",
        "<h2>Passed</h2>",
        "80 % (38 to 96, 5 answers)",
        "<h2>Answers</h2>",
        "good: 2 new, 3 young, 4 mature",
        "<h2>Hours</h2>",
        "21:00 to 21:59: 85 % (58 to 96, 13 answers)",
        "<h2>Cards</h2>",
        "<h2>Intervals</h2>",
        "7 cards: half of them up to 30 days",
        "<h2>Ease</h2>",
        "from 2.50: 7",
        "<h2>Hardest cards</h2>",
        "Who patches the guest system?",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn names_below_bars_are_inside_the_picture() {
    let page = stats_page(&report("a"), None);
    let mut names = 0;
    for text in page
        .split("<text ")
        .filter(|text| text.contains("text-anchor"))
    {
        let (x, rest) = text.strip_prefix("x=\"").unwrap().split_once('"').unwrap();
        let name = rest.split('>').nth(1).unwrap().split('<').next().unwrap();
        let (x, half): (f64, f64) = (x.parse().unwrap(), name.len() as f64 * 3.0);
        assert!(x - half >= 0.0 && x + half <= 720.0, "{name} at {x}");
        names += 1;
    }
    assert!(names > 30, "{names}");
}

#[test]
fn a_page_of_nothing_is_a_page() {
    let cards = CardTally::default();
    let report = Report::new(
        today(),
        Range::All,
        &[],
        &cards,
        Vec::new(),
        Waiting::default(),
    );
    let page = stats_page(&report, None);
    assert!(page.contains("No card was forgotten yet."));
    assert!(!page.contains("NaN") && !page.contains("inf"), "{page}");
}
