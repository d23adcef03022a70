//! Today at a glance, as lines: what waits, the streak, what was done, what tomorrow brings, the next
//! step. It never says more than fits on a small screen.

use std::io;

use crate::calendar::StudyDay;
use crate::review::Backlog;
use crate::stats::{Streak, Today};

use super::backlog_view::sentences;
use super::columns::{Align, lines};
use super::deck_view::{DeckRow, cell, due_cell};
use super::line::{Line, Look};
use super::output::Screen;
use super::words::{count, full_date, grouped};

/// How many decks are named.
const DECKS: usize = 5;

/// What there is to say about a day.
#[derive(Clone, Debug)]
pub struct Morning {
    /// The study day.
    pub day: StudyDay,
    /// Every deck with its counts.
    pub decks: Vec<DeckRow>,
    /// Due cards within the limits of the day.
    pub due: u32,
    /// New cards within the limits of the day.
    pub new: u32,
    /// New cards in all.
    pub all_new: u32,
    /// What is due beyond that since days before, and what that means for new cards.
    pub backlog: Backlog,
    /// Cards to be asked once more today.
    pub drills: usize,
    /// Cards that will be due tomorrow and are not today.
    pub tomorrow: u32,
    /// The streak.
    pub streak: Streak,
    /// What was done today.
    pub done: Today,
}

impl Morning {
    /// Whether there is something to answer.
    fn is_waiting(&self) -> bool {
        self.due > 0 || self.new > 0 || self.drills > 0
    }
}

/// Shows it.
pub fn show(screen: &mut Screen<'_>, morning: &Morning) -> io::Result<()> {
    screen.show(&Line::of(
        &format!("{}.", full_date(morning.day)),
        Look::Strong,
    ))?;
    let due = match morning.due {
        0 => Look::Plain,
        _ => Look::Doubtful,
    };
    screen.show(
        &Line::of(&format!("Due: {}.", number(morning.due)), due).and(
            &format!(
                " New: {} of {}.",
                number(morning.new),
                number(morning.all_new)
            ),
            Look::Plain,
        ),
    )?;
    by_deck(screen, &morning.decks)?;
    for sentence in sentences(morning.backlog) {
        screen.prose(&sentence)?;
    }
    if morning.drills > 0 {
        screen.line(&format!(
            "Once more today: {}.",
            grouped(morning.drills as u64)
        ))?;
    }
    screen.line(&streak(morning))?;
    if morning.done.answers > 0 {
        let answers = count(u64::from(morning.done.answers), "answer", "answers");
        let minutes = count(morning.done.minutes(), "minute", "minutes");
        let passed = number(morning.done.passed);
        screen.prose(&format!(
            "Done today: {answers}, {passed} passed, {minutes}."
        ))?;
    }
    if morning.tomorrow > 0 {
        screen.line(&format!("Tomorrow: {} due.", number(morning.tomorrow)))?;
    }
    let (before, next) = match morning.is_waiting() {
        true => ("", "srm review"),
        false => ("Done for today. ", "srm stats"),
    };
    screen.show(
        &Line::of(before, Look::Right)
            .and("Next: ", Look::Plain)
            .and(next, Look::Key),
    )
}

/// The decks with most to do, where there is more than one deck.
fn by_deck(screen: &mut Screen<'_>, decks: &[DeckRow]) -> io::Result<()> {
    if decks.len() < 2 {
        return Ok(());
    }
    let mut waiting: Vec<&DeckRow> = decks.iter().filter(|deck| deck.due_today > 0).collect();
    // The sort is stable, so that decks with as many cards stay in the order of their names.
    waiting.sort_by_key(|deck| std::cmp::Reverse(deck.due_today));
    if waiting.is_empty() {
        return Ok(());
    }
    let header = [
        ("due", Align::Right),
        ("new", Align::Right),
        ("deck", Align::Left),
    ];
    let row = |deck: &&DeckRow| {
        let (due, new) = (due_cell(deck.due_today), cell(deck.new_today));
        vec![due, new, deck.name.clone().into()]
    };
    let rows: Vec<_> = waiting.iter().take(DECKS).map(row).collect();
    screen.show_all(&lines(&header, &rows))?;
    match waiting.len().saturating_sub(DECKS) {
        0 => Ok(()),
        more => {
            let decks = count(more as u64, "more deck", "more decks");
            screen.line(&format!("And {decks}: srm due"))
        }
    }
}

fn streak(morning: &Morning) -> String {
    let days = count(u64::from(morning.streak.days), "day", "days");
    match (morning.streak.days, morning.done.answers) {
        (1.., 0) if morning.is_waiting() => format!("Streak: {days}; today is still open."),
        _ => format!("Streak: {days}."),
    }
}

fn number(number: u32) -> String {
    grouped(u64::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deck(name: &str, due: u32, new: u32) -> DeckRow {
        DeckRow {
            name: name.to_owned(),
            due,
            new,
            due_today: due,
            new_today: new,
            total: 100,
            suspended: 0,
            unaskable: 0,
        }
    }

    fn morning(decks: Vec<DeckRow>) -> Morning {
        Morning {
            day: "2026-03-02".parse().unwrap(),
            due: decks.iter().map(|deck| deck.due).sum(),
            decks,
            new: 20,
            all_new: 1120,
            backlog: Backlog::default(),
            drills: 0,
            tomorrow: 7,
            streak: Streak {
                days: 12,
                ..Streak::default()
            },
            done: Today::default(),
        }
    }

    fn shown(morning: &Morning) -> String {
        let mut bytes = Vec::new();
        show(&mut Screen::new(&mut bytes, None), morning).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn the_decks_with_most_to_do_come_first_and_the_others_are_counted() {
        let names = ["a", "b", "c", "d", "e", "f", "g"];
        let decks = names
            .into_iter()
            .zip([0, 3, 1, 3, 2000, 4, 5])
            .map(|(name, due)| deck(name, due, 1))
            .collect();
        assert_eq!(
            shown(&morning(decks)),
            "\
Monday 2 March 2026.
Due: 2,016. New: 20 of 1,120.
  due  new  deck
2,000    1  e
    5    1  g
    4    1  f
    3    1  b
    3    1  d
And 1 more deck: srm due
Streak: 12 days; today is still open.
Tomorrow: 7 due.
Next: srm review
"
        );
    }

    #[test]
    fn a_single_deck_is_not_named_and_a_day_that_is_done_says_so() {
        let mut one = morning(vec![deck("only", 0, 0)]);
        (one.new, one.all_new, one.tomorrow) = (0, 0, 0);
        one.done.answers = 3;
        one.done.passed = 2;
        assert_eq!(
            shown(&one),
            "\
Monday 2 March 2026.
Due: 0. New: 0 of 0.
Streak: 12 days.
Done today: 3 answers, 2 passed, 0 minutes.
Done for today. Next: srm stats
"
        );
    }
}
