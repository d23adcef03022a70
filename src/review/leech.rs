//! Leeches: cards that are forgotten again and again, and cost more time than they are worth. What helps
//! is to write them better or to split them, so the learner is told.
//! A card is one by the fold of its events and by nothing that is stored.

use std::collections::BTreeMap;

use crate::scheduler::{Rule, Scheduler};

use super::event::{Deed, Event};
use super::reason::{Effect, told};

/// How unlikely so many failures have to be under FSRS, in a hundred.
const IMPROBABLE_PERCENT: f64 = 5.0;

/// From how many lapses on a card is a leech: 8 unless the learner asks for another number; none at all
/// at 0. Anki has the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeechRule(u32);

impl Default for LeechRule {
    fn default() -> LeechRule {
        LeechRule(8)
    }
}

/// Why a card is a leech.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Leech {
    /// It had so many lapses.
    Lapses(u32),
    /// It failed so many of so many answers, which FSRS would expect of a card as rarely as this.
    Improbable {
        /// Failing answers.
        failures: u32,
        /// All answers that FSRS had a chance for.
        answers: u32,
        /// The chance of so many failures or more.
        chance: f64,
    },
}

/// What is done about a leech when it is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeechDeed {
    /// The learner is told.
    #[default]
    Tell,
    /// It is suspended, too.
    Suspend,
}

impl LeechRule {
    /// A rule with this many lapses, 0 for none.
    pub fn at(lapses: u32) -> LeechRule {
        LeechRule(lapses)
    }

    /// The lapses, 0 for no leeches at all.
    pub fn lapses(self) -> u32 {
        self.0
    }

    /// The fewest lapses of a card that may be a leech because FSRS did not expect them; none where
    /// there are no leeches.
    pub fn fewest(self) -> Option<u32> {
        (self.0 > 0).then(|| self.half())
    }

    /// Whether so many lapses make a leech.
    pub fn holds(self, lapses: u32) -> bool {
        self.0 > 0 && lapses >= self.0
    }

    /// Whether a lapse, the how-manieth it was, is one at which a leech is told: the first that makes
    /// one, and then every half as many.
    pub fn tells_at(self, lapses: u32) -> bool {
        self.holds(lapses) && lapses.saturating_sub(self.0).is_multiple_of(self.half())
    }

    fn half(self) -> u32 {
        (self.0 / 2).max(1)
    }
}

/// Why a card with these events is a leech, if it is one.
pub fn leech(events: &[Event], scheduler: &Scheduler, rule: LeechRule) -> Option<Leech> {
    let lapses = told(events, scheduler).pop()?.after.lapses;
    match rule.holds(lapses) {
        // Also of a card that was taken over with its lapses.
        true => Some(Leech::Lapses(lapses)),
        false => lapses_of(events, scheduler, rule).pop_last()?.1,
    }
}

/// Why the newest event of a card is one at which a leech is told, if it is.
pub fn leech_found(events: &[Event], scheduler: &Scheduler, rule: LeechRule) -> Option<Leech> {
    let newest = events.iter().max_by_key(|event| event.order())?;
    let mut lapses = lapses_of(events, scheduler, rule);
    let (order, now) = lapses.pop_last()?;
    if order != newest.order() {
        return None;
    }
    let before = lapses.pop_last().and_then(|(_, before)| before);
    match (now?, before) {
        (Leech::Lapses(lapses), Some(Leech::Lapses(_))) if !rule.tells_at(lapses) => None,
        // Told when it became improbable, and then no more until the count speaks.
        (Leech::Improbable { .. }, Some(_)) => None,
        (now, _) => Some(now),
    }
}

/// By the order of its event each lapse since the card was last new, with why the card was a leech then.
fn lapses_of(
    events: &[Event],
    scheduler: &Scheduler,
    rule: LeechRule,
) -> BTreeMap<(i64, super::event::DeviceId, u64), Option<Leech>> {
    let mut lapses = BTreeMap::new();
    let mut expected = Failures::default();
    for entry in told(events, scheduler) {
        if matches!(entry.event.deed, Deed::Reset | Deed::Adopt(_))
            && entry.effect == Effect::Changed
        {
            lapses.clear();
            expected = Failures::default();
        }
        let Effect::Moved(reason) = entry.effect else {
            continue;
        };
        if let Rule::Fsrs {
            recall: Some(recall),
            ..
        } = reason.rule
        {
            expected.add(f64::from(1.0 - recall), is_failure(&entry.event.deed));
        }
        if let Some(lapse) = reason.lapse {
            let why = match rule.holds(lapse) {
                true => Some(Leech::Lapses(lapse)),
                false => expected.improbable(lapse, rule),
            };
            lapses.insert(entry.event.order(), why);
        }
    }
    lapses
}

fn is_failure(deed: &Deed) -> bool {
    matches!(deed, Deed::Review(review) if !review.quality.is_pass())
}

/// How many failures there were, and how likely each number of them was: the distribution of a sum of
/// independent trials with chances of their own (Poisson binomial), built up trial by trial.
struct Failures {
    seen: u32,
    /// The chance of as many failures as the place says.
    chances: Vec<f64>,
}

impl Default for Failures {
    fn default() -> Failures {
        Failures {
            seen: 0,
            chances: vec![1.0],
        }
    }
}

impl Failures {
    fn add(&mut self, chance: f64, failed: bool) {
        let chance = chance.clamp(0.0, 1.0);
        let mut next = vec![0.0; self.chances.len().saturating_add(1)];
        for (at, so_far) in self.chances.iter().enumerate() {
            if let Some([same, more]) = next.get_mut(at..at.saturating_add(2)) {
                *same += so_far * (1.0 - chance);
                *more += so_far * chance;
            }
        }
        self.chances = next;
        self.seen = self.seen.saturating_add(u32::from(failed));
    }

    /// The chance of as many failures as were seen, or more.
    fn tail(&self) -> f64 {
        let seen = usize::try_from(self.seen).unwrap_or(usize::MAX);
        self.chances.iter().skip(seen).sum::<f64>().clamp(0.0, 1.0)
    }

    /// Whether the failures are too many to be chance. A few lapses never are: of many cards that are
    /// looked at after each lapse, some would look like leeches by chance alone.
    fn improbable(&self, lapses: u32, rule: LeechRule) -> Option<Leech> {
        let fewest = rule.fewest()?;
        let chance = self.tail();
        (lapses >= fewest && chance * 100.0 < IMPROBABLE_PERCENT).then(|| Leech::Improbable {
            failures: self.seen,
            answers: u32::try_from(self.chances.len().saturating_sub(1)).unwrap_or(u32::MAX),
            chance,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Moment, StudyDay};
    use crate::cards::CardId;
    use crate::review::{CardState, DeviceId, EventId, answer};
    use crate::scheduler::{Parameters, Quality, Retention};

    fn fsrs() -> Scheduler {
        Scheduler::Fsrs {
            parameters: Parameters::default(),
            retention: Retention::DEFAULT,
        }
    }

    /// Answers one after the other, each on the day the card is due.
    fn history(qualities: &[u8], scheduler: &Scheduler) -> Vec<Event> {
        let mut state = CardState::default();
        let mut events: Vec<Event> = Vec::new();
        for (number, quality) in (1..).zip(qualities) {
            let day = state.due.unwrap_or(StudyDay::from_number(20_000));
            let quality = Quality::new(*quality).unwrap();
            let deed = answer(&state, quality, day, 0, scheduler);
            state = state.after(&deed, scheduler);
            events.push(event(number, deed));
        }
        events
    }

    fn event(number: u64, deed: Deed) -> Event {
        Event {
            id: EventId {
                device: DeviceId(1),
                sequence: number,
            },
            clock: i64::try_from(number).unwrap(),
            at: Moment {
                utc_ms: 0,
                offset_minutes: 0,
            },
            card: CardId::from_bytes([1; 16]),
            deed,
        }
    }

    /// The lapses at which a leech was told, each lapse after one success.
    fn told_at(rule: LeechRule, lapses: usize) -> Vec<usize> {
        let paper = Scheduler::default();
        let all: Vec<u8> = [4, 1].repeat(lapses);
        let told = |count: &usize| {
            let events = history(&all[..2 * count], &paper);
            leech_found(&events, &paper, rule).is_some()
        };
        (1..=lapses).filter(told).collect()
    }

    #[test]
    fn a_leech_is_told_at_8_lapses_and_then_at_every_fourth() {
        assert_eq!(told_at(LeechRule::default(), 17), [8, 12, 16]);
        assert_eq!(told_at(LeechRule::at(3), 6), [3, 4, 5, 6]);
        assert_eq!(told_at(LeechRule::at(1), 3), [1, 2, 3]);
        assert_eq!(told_at(LeechRule::at(0), 9), [] as [usize; 0]);
    }

    #[test]
    fn it_is_told_at_the_lapse_and_not_at_what_comes_after() {
        let paper = Scheduler::default();
        let all: Vec<u8> = [4, 1].repeat(8);
        let rule = LeechRule::default();
        let mut events = history(&all, &paper);
        assert_eq!(leech_found(&events, &paper, rule), Some(Leech::Lapses(8)));
        events.push(event(99, Deed::Mark));
        assert_eq!(leech_found(&events, &paper, rule), None);
        assert_eq!(leech(&events, &paper, rule), Some(Leech::Lapses(8)));
        // Failing again at once is no lapse; a card that was reset has none.
        let again = history(&[&all[..], &[1]].concat(), &paper);
        assert_eq!(leech_found(&again, &paper, rule), None);
        events.push(event(100, Deed::Reset));
        assert_eq!(leech(&events, &paper, rule), None);
    }

    #[test]
    fn a_rule_knows_its_lapses_and_half_of_them() {
        let rule = |lapses| {
            (
                LeechRule::at(lapses).lapses(),
                LeechRule::at(lapses).fewest(),
            )
        };
        assert_eq!(rule(8), (8, Some(4)));
        assert_eq!(rule(5), (5, Some(2)));
        assert_eq!(rule(1), (1, Some(1)));
        assert_eq!(rule(0), (0, None));
    }

    /// Failures of 0.3 each, three in three: 0.027. One of 0.05 is as rare as 5 in 100, and not rarer.
    #[test]
    fn few_lapses_are_no_leech_however_improbable() {
        let of = |chances: &[f64]| {
            let mut failures = Failures::default();
            chances
                .iter()
                .for_each(|chance| failures.add(*chance, true));
            failures
        };
        let rule = LeechRule::default();
        assert_eq!(of(&[0.3; 3]).improbable(3, rule), None);
        let Some(Leech::Improbable {
            failures,
            answers,
            chance,
        }) = of(&[0.3; 3]).improbable(4, rule)
        else {
            panic!("0.027 is improbable");
        };
        assert_eq!((failures, answers), (3, 3));
        assert!((chance - 0.027).abs() < 1e-12, "{chance}");
        assert_eq!(of(&[0.05]).improbable(4, rule), None);
        assert!(of(&[0.049]).improbable(4, rule).is_some());
        assert_eq!(of(&[0.049]).improbable(4, LeechRule::at(0)), None);
    }

    #[test]
    fn what_was_learned_before_a_reset_counts_only_while_the_reset_does_not() {
        let rule = LeechRule::default();
        let mut events = history(&[4, 1].repeat(4), &fsrs());
        let is_leech = |events: &[Event]| leech(events, &fsrs(), rule).is_some();
        assert!(is_leech(&events));
        let reset = event(50, Deed::Reset);
        events.push(reset.clone());
        assert!(!is_leech(&events));
        // Three lapses since then are too few, whatever there was before.
        let mut again = events.clone();
        let later = history(&[4, 1].repeat(3), &fsrs());
        again.extend(
            (60..)
                .zip(later)
                .map(|(number, one)| event(number, one.deed)),
        );
        assert!(!is_leech(&again));
        events.push(event(51, Deed::Void(reset.id)));
        assert!(is_leech(&events));
    }

    /// Three trials of 0.1, 0.2, 0.5: none 0.9 * 0.8 * 0.5 = 0.36; at least two
    /// 0.1 * 0.2 * 0.5 + 0.1 * 0.2 * 0.5 + 0.1 * 0.8 * 0.5 + 0.9 * 0.2 * 0.5 = 0.15.
    #[test]
    fn the_chance_of_so_many_failures() {
        let mut failures = Failures::default();
        for (chance, failed) in [(0.1, true), (0.2, false), (0.5, true)] {
            failures.add(chance, failed);
        }
        assert!((failures.chances[0] - 0.36).abs() < 1e-12);
        assert!((failures.tail() - 0.15).abs() < 1e-12);
        assert_eq!(failures.improbable(2, LeechRule::default()), None);
    }

    #[test]
    fn with_fsrs_failures_that_it_does_not_expect_make_a_leech_earlier() {
        // Asked when nine of ten are remembered, a card that fails every second answer is no chance.
        let events = history(&[4, 1].repeat(4), &fsrs());
        let found = leech_found(&events, &fsrs(), LeechRule::default());
        let Some(Leech::Improbable {
            failures,
            answers,
            chance,
        }) = found
        else {
            panic!("{found:?}");
        };
        assert_eq!((failures, answers), (4, 7));
        assert!(chance < 0.05, "{chance}");
        // Told once, until the count says it.
        let more = history(&[4, 1].repeat(5), &fsrs());
        assert_eq!(leech_found(&more, &fsrs(), LeechRule::default()), None);
        assert!(leech(&more, &fsrs(), LeechRule::default()).is_some());
        let count = history(&[4, 1].repeat(8), &fsrs());
        let found = leech_found(&count, &fsrs(), LeechRule::default());
        assert_eq!(found, Some(Leech::Lapses(8)));
        // Four failures among many answers are what nine of ten means.
        let mut few = [4].repeat(40);
        for at in [5, 12, 20, 39] {
            few[at] = 1;
        }
        let events = history(&few, &fsrs());
        assert_eq!(leech(&events, &fsrs(), LeechRule::default()), None);
    }
}
