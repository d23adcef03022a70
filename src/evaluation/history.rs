//! A log as predictors read it: the answers of each card in their order, and which of them are scored.

use std::collections::BTreeMap;

use crate::calendar::StudyDay;
use crate::scheduler::Quality;

use super::metrics::Bin;

/// One answer of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The number of its card.
    pub card: usize,
    /// When, in any unit: only the order counts.
    pub at: i64,
    /// The study day it counts for.
    pub day: StudyDay,
    /// The quality given.
    pub quality: Quality,
}

/// What becomes of the answers of a day after a card's first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameDay {
    /// FSRS learns from them, SM-2 does not, nobody is scored on them: as srs-benchmark has it.
    Counted,
    /// They are left out, as this program's own drills are.
    LeftOut,
}

/// An answer with what came before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) card: usize,
    pub(super) quality: Quality,
    /// Days since the card's last answer; 0 for its first, and on the same day.
    pub(super) elapsed: u32,
    /// Whether it is the card's first answer of a day.
    pub(super) opens_day: bool,
    /// Where it is scored; none for a card's first answer and for further ones of a day.
    pub(super) bin: Option<Bin>,
}

/// A log in the order of time.
#[derive(Clone, Debug, Default)]
pub struct History {
    pub(super) steps: Vec<Step>,
    pub(super) cards: usize,
}

#[derive(Clone, Copy)]
struct Past {
    day: StudyDay,
    days: u32,
    lapses: u32,
}

impl History {
    /// The history of these answers, in whatever order they come.
    pub fn new(mut answers: Vec<Answer>, same_day: SameDay) -> History {
        answers.sort_by_key(|answer| (answer.at, answer.card));
        let mut cards: BTreeMap<usize, Past> = BTreeMap::new();
        let mut steps = Vec::with_capacity(answers.len());
        for answer in answers {
            let past = cards.get(&answer.card).copied();
            let elapsed = past.map_or(0, |past| answer.day.since(past.day).max(0));
            let opens_day = past.is_none() || elapsed > 0;
            if !opens_day && same_day == SameDay::LeftOut {
                continue;
            }
            let elapsed = u32::try_from(elapsed).unwrap_or(0);
            let is_scored = past.is_some() && opens_day;
            let (days, lapses) = past.map_or((0, 0), |past| (past.days, past.lapses));
            let days = days.saturating_add(u32::from(opens_day));
            steps.push(Step {
                card: answer.card,
                quality: answer.quality,
                elapsed,
                opens_day,
                bin: is_scored.then(|| Bin::of(elapsed, days, lapses)),
            });
            let is_lapse = is_scored && !answer.quality.is_pass();
            let now = Past {
                day: past.map_or(answer.day, |past| past.day.max(answer.day)),
                days,
                lapses: lapses.saturating_add(u32::from(is_lapse)),
            };
            cards.insert(answer.card, now);
        }
        let count = cards
            .last_key_value()
            .map_or(0, |(card, _)| card.saturating_add(1));
        History {
            steps,
            cards: count,
        }
    }

    /// How many answers can be scored: those that are not a card's first, nor further ones of a day.
    pub fn scorable(&self) -> usize {
        self.steps.iter().filter(|step| step.bin.is_some()).count()
    }

    /// How many answers there are.
    pub fn answers(&self) -> usize {
        self.steps.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers() -> Vec<Answer> {
        [(0, 0, 4), (0, 0, 1), (0, 3, 1), (1, 3, 5), (0, 10, 4)]
            .into_iter()
            .zip(0..)
            .map(|((card, day, quality), at)| Answer {
                card,
                at,
                day: StudyDay::from_number(day),
                quality: Quality::new(quality).unwrap(),
            })
            .collect()
    }

    #[test]
    fn first_answers_and_further_ones_of_a_day_are_not_scored() {
        let history = History::new(answers(), SameDay::Counted);
        let elapsed: Vec<u32> = history.steps.iter().map(|step| step.elapsed).collect();
        assert_eq!(elapsed, [0, 0, 3, 0, 7]);
        let bins: Vec<Option<Bin>> = history.steps.iter().map(|step| step.bin).collect();
        let expected = [
            None,
            None,
            Some(Bin::of(3, 2, 0)),
            None,
            Some(Bin::of(7, 3, 1)),
        ];
        assert_eq!(bins, expected);
        assert_eq!(
            (history.scorable(), history.answers(), history.cards),
            (2, 5, 2)
        );
        assert_eq!(History::new(answers(), SameDay::LeftOut).answers(), 4);
    }

    #[test]
    fn the_order_of_arrival_does_not_matter() {
        let mut turned = answers();
        turned.reverse();
        let bins = |answers| -> Vec<Option<Bin>> {
            let history = History::new(answers, SameDay::Counted);
            history.steps.iter().map(|step| step.bin).collect()
        };
        assert_eq!(bins(turned), bins(answers()));
    }
}
