//! FSRS-6, by the crate `fsrs`: a memory has a stability and a difficulty, and the next review comes
//! when the chance of remembering has sunk to the retention asked for.
//! Here floating point decides a date, in `f32` and always in the same order of steps, so that the
//! same answers give the same bits again. Nothing here may depend on other cards or on chance.

use std::fmt;

use ::fsrs::{
    DEFAULT_PARAMETERS, FSRS, ItemState, MemoryState, NextStates, current_retrievability,
};

use super::{Interval, Memory, Quality, Strength, Trace};

/// The word for the algorithm.
pub const WORD: &str = "fsrs";

/// The model and how many parameters it has: what stored parameters are marked with.
pub const MODEL: &str = "fsrs6:21";

/// How many parameters FSRS-6 has.
pub const COUNT: usize = 21;

/// What FSRS knows about forgetting. All are finite.
#[derive(Clone, Copy, Debug)]
pub struct Parameters([f32; COUNT]);

impl Parameters {
    /// Parameters of FSRS-6; `None` unless there are 21 finite numbers. A number outside of what the
    /// model allows is moved to the nearest that it does allow when it is used.
    pub fn new(numbers: &[f32]) -> Option<Parameters> {
        let numbers: [f32; COUNT] = numbers.try_into().ok()?;
        let are_finite = numbers.iter().all(|number| number.is_finite());
        (are_finite && FSRS::new(&numbers).is_ok()).then_some(Parameters(numbers))
    }

    /// The 21 numbers.
    pub fn numbers(&self) -> &[f32; COUNT] {
        &self.0
    }

    /// Eight hexadecimal digits that stand for these numbers.
    pub fn digest(&self) -> String {
        let bytes: Vec<u8> = self.0.iter().flat_map(|w| w.to_le_bytes()).collect();
        blake3::hash(&bytes).to_hex().chars().take(8).collect()
    }

    /// The chance of remembering, `elapsed` days after a review that left this trace.
    pub fn recall(&self, trace: Trace, elapsed: u32) -> f32 {
        // A decay of 0 is outside of the model; its least is what `FSRS::new` would make of it.
        let [.., decay] = self.0;
        current_retrievability(state(trace), days(elapsed), decay.clamp(0.1, 0.8))
    }

    fn model(&self) -> FSRS {
        // `new` has shown that these are understood; the default always is.
        FSRS::new(&self.0).unwrap_or_default()
    }
}

impl PartialEq for Parameters {
    fn eq(&self, other: &Parameters) -> bool {
        self.0.map(f32::to_bits) == other.0.map(f32::to_bits)
    }
}

impl Eq for Parameters {}

/// Those that come with FSRS-6: fitted to many learners, none of them the one at hand.
impl Default for Parameters {
    fn default() -> Parameters {
        Parameters(DEFAULT_PARAMETERS)
    }
}

/// The share of cards that should be remembered when they are asked, in thousandths: 700 to 990.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Retention(u16);

impl Retention {
    /// 0.90, the stability's own.
    pub const DEFAULT: Retention = Retention(900);

    /// A retention from a share such as 0.9, rounded to thousandths; `None` outside of 0.70 to 0.99,
    /// where intervals are no longer useful.
    pub fn from_share(share: f64) -> Option<Retention> {
        let thousandths = (share * 1000.0).round();
        (700.0..=990.0)
            .contains(&thousandths)
            .then_some(Retention(thousandths as u16))
    }

    /// The thousandths, 700 to 990.
    pub fn thousandths(self) -> u16 {
        self.0
    }

    /// The share, 0.70 to 0.99.
    pub fn share(self) -> f32 {
        f32::from(self.0) / 1000.0
    }
}

impl Default for Retention {
    fn default() -> Retention {
        Retention::DEFAULT
    }
}

impl fmt::Display for Retention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 10 {
            0 => write!(f, "0.{:02}", self.0 / 10),
            _ => write!(f, "0.{:03}", self.0),
        }
    }
}

/// The memory after an answer, `elapsed` days after the last one. A memory that FSRS has not made yet
/// begins with this answer.
pub fn review(
    memory: Memory,
    quality: Quality,
    elapsed: u32,
    parameters: &Parameters,
    retention: Retention,
) -> Memory {
    let before = match memory.strength {
        Strength::Trace(trace) => Some(state(trace)),
        Strength::Ease(_) => None,
    };
    let model = parameters.model();
    let share = retention.share();
    let elapsed = if before.is_some() { elapsed } else { 0 };
    let next = model
        .next_states(before, share, elapsed)
        // A state that left the numbers: the memory begins anew, which is always possible.
        .or_else(|_| model.next_states(None, share, 0));
    let Ok(next) = next else {
        return memory;
    };
    let next = chosen(next, quality);
    Memory {
        repetitions: if quality.is_pass() {
            memory.repetitions.saturating_add(1)
        } else {
            0
        },
        strength: Strength::Trace(Trace {
            stability: next.memory.stability,
            difficulty: next.memory.difficulty,
        }),
        interval: whole_days(next.interval),
    }
}

/// The share of cards that other schedulers are taken to have aimed at; Anki takes the same.
const OTHER_RETENTION: f32 = 0.9;

/// A memory that another scheduler made, as FSRS goes on from it: the stability and the difficulty that
/// the crate infers from interval and ease. Where it can infer nothing, the next answer begins anew.
pub fn adopted(memory: Memory, parameters: &Parameters) -> Memory {
    let ease = f64::from(memory.ease().hundredths()) / 100.0;
    let inferred = parameters.model().memory_state_from_sm2(
        ease as f32,
        days(memory.interval.days()),
        OTHER_RETENTION,
    );
    match inferred {
        Ok(state) => Memory {
            strength: Strength::Trace(Trace {
                stability: state.stability,
                difficulty: state.difficulty,
            }),
            ..memory
        },
        Err(_) => memory,
    }
}

/// FSRS has four ratings: again, hard, good, easy, 1 to 4. The qualities 0 to 2 are all "again".
pub fn rating(quality: Quality) -> u32 {
    match quality.number() {
        0..=2 => 1,
        3 => 2,
        4 => 3,
        _ => 4,
    }
}

fn chosen(next: NextStates, quality: Quality) -> ItemState {
    match rating(quality) {
        1 => next.again,
        2 => next.hard,
        3 => next.good,
        _ => next.easy,
    }
}

/// The nearest whole number of days, at least one: the same day belongs to the drill.
fn whole_days(interval: f32) -> Interval {
    // `as` holds the number within `u64`, and makes 0 of what is none.
    Interval::from_days((interval.round() as u64).max(1))
}

fn state(trace: Trace) -> MemoryState {
    MemoryState {
        stability: trace.stability,
        difficulty: trace.difficulty,
    }
}

/// Whole days as the model counts them. Exact up to 16 million, which no calendar here reaches.
fn days(elapsed: u32) -> f32 {
    elapsed as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheduler::Grade;
    use ::fsrs::{FSRSItem, FSRSReview};

    fn after(memory: Memory, grade: Grade, elapsed: u32) -> Memory {
        review(
            memory,
            grade.quality(),
            elapsed,
            &Parameters::default(),
            Retention::DEFAULT,
        )
    }

    /// As the crate's own documentation gives them: stabilities 0.212, 1.2931, 2.3065, 8.2956, which are
    /// also the intervals at 0.90; whole days are 1, 1, 2, 8.
    #[test]
    fn the_first_answer_gives_what_the_crate_documents() {
        let expected = [
            (0.212, 6.4133, 1),
            (1.2931, 5.112_170_7, 1),
            (2.3065, 2.118_104, 2),
            (8.2956, 1.0, 8),
        ];
        for (grade, (stability, difficulty, days)) in Grade::ALL.into_iter().zip(expected) {
            let memory = after(Memory::NEW, grade, 0);
            let trace = Trace {
                stability,
                difficulty,
            };
            assert_eq!(memory.strength, Strength::Trace(trace), "{grade}");
            assert_eq!(memory.interval.days(), days, "{grade}");
        }
    }

    /// As the crate has it: at 0.9 the stability is the interval.
    #[test]
    fn a_schedule_of_another_program_is_what_the_crate_infers_from_it() {
        let memory = Memory {
            repetitions: 4,
            strength: Strength::Ease(crate::scheduler::EaseFactor::START),
            interval: Interval::from_days(25),
        };
        let adopted = adopted(memory, &Parameters::default());
        let trace = adopted.trace().unwrap();
        let inferred = FSRS::default()
            .memory_state_from_sm2(2.5, 25.0, 0.9)
            .unwrap();
        assert_eq!(state(trace), inferred);
        assert!((trace.stability - 25.0).abs() < 1e-3, "{trace:?}");
        assert!((1.0..=10.0).contains(&trace.difficulty), "{trace:?}");
        assert_eq!((adopted.repetitions, adopted.interval.days()), (4, 25));
    }

    #[test]
    fn a_history_ends_at_the_state_that_the_crate_computes_for_it() {
        let history = [
            (4, 0),
            (4, 2),
            (5, 11),
            (1, 40),
            (3, 1),
            (0, 3),
            (4, 1),
            (2, 0),
            (5, 90),
        ];
        let mut memory = Memory::NEW;
        let mut reviews = Vec::new();
        for (number, elapsed) in history {
            let quality = Quality::new(number).unwrap();
            memory = review(
                memory,
                quality,
                elapsed,
                &Parameters::default(),
                Retention::DEFAULT,
            );
            let rating = quality.grade().key().to_digit(10).unwrap();
            reviews.push(FSRSReview {
                rating,
                delta_t: elapsed,
            });
            let item = FSRSItem {
                reviews: reviews.clone(),
            };
            let state = FSRS::default().memory_state(item, None).unwrap();
            let trace = Trace {
                stability: state.stability,
                difficulty: state.difficulty,
            };
            assert_eq!(memory.strength, Strength::Trace(trace), "{history:?}");
        }
    }

    #[test]
    fn parameters_of_the_learner_decide() {
        let mut numbers = *Parameters::default().numbers();
        numbers[2] = 5.0; // the stability after a first "good"
        numbers[20] = 0.4; // how fast memories decay
        let own = Parameters::new(&numbers).unwrap();
        let good = Grade::Good.quality();
        let memory = review(Memory::NEW, good, 0, &own, Retention::DEFAULT);
        let next = FSRS::new(&numbers)
            .unwrap()
            .next_states(None, 0.9, 0)
            .unwrap();
        assert_eq!(memory.trace().map(state), Some(next.good.memory));
        assert_eq!(memory.interval.days(), 5);
        let trace = memory.trace().unwrap();
        assert_ne!(
            own.recall(trace, 30),
            Parameters::default().recall(trace, 30)
        );
    }

    #[test]
    fn a_higher_retention_asks_sooner() {
        let days = |share| {
            let retention = Retention::from_share(share).unwrap();
            let quality = Grade::Easy.quality();
            review(Memory::NEW, quality, 0, &Parameters::default(), retention)
                .interval
                .days()
        };
        // At 0.90 the interval is the stability, 8.2956.
        assert_eq!(days(0.90), 8);
        assert!(days(0.95) < 8 && days(0.80) > 8);
    }

    #[test]
    fn the_chance_of_remembering_is_nine_tenths_after_the_stability() {
        let trace = Trace {
            stability: 10.0,
            difficulty: 5.0,
        };
        let recall = Parameters::default().recall(trace, 10);
        assert!((recall - 0.9).abs() < 1e-6, "{recall}");
        assert_eq!(Parameters::default().recall(trace, 0), 1.0);
    }

    #[test]
    fn a_retention_is_a_share_within_reason() {
        assert_eq!(Retention::from_share(0.9), Some(Retention::DEFAULT));
        assert_eq!(
            Retention::from_share(0.9).map(Retention::thousandths),
            Some(900)
        );
        assert_eq!(Retention::from_share(0.70).unwrap().to_string(), "0.70");
        assert_eq!(Retention::from_share(0.985).unwrap().to_string(), "0.985");
        for share in [0.69, 0.995, 9.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Retention::from_share(share), None, "{share}");
        }
    }

    #[test]
    fn parameters_are_21_finite_numbers() {
        let numbers = *Parameters::default().numbers();
        assert_eq!(Parameters::new(&numbers), Some(Parameters::default()));
        assert_eq!(Parameters::new(&numbers[..19]), None);
        let mut broken = numbers;
        broken[3] = f32::NAN;
        assert_eq!(Parameters::new(&broken), None);
        let mut other = numbers;
        other[0] = 0.3;
        assert_ne!(Parameters::new(&other), Some(Parameters::default()));
        assert_ne!(
            Parameters::new(&other).unwrap().digest(),
            Parameters::default().digest()
        );
    }
}
