//! Which scheduler decides. An algorithm is what a learner asks for; a scheduler is that with the
//! parameters it needs, ready to decide. Under the same scheduler the same answers give the same
//! memory, bit for bit.

use super::fsrs::{self, Parameters, Retention};
use super::sm2::{self, Variant};
use super::{Memory, Quality};

/// What a learner asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// SM-2 in one of its readings.
    Sm2(Variant),
    /// FSRS, aiming at this share of remembered cards.
    Fsrs(Retention),
}

impl Default for Algorithm {
    fn default() -> Algorithm {
        Algorithm::Sm2(Variant::default())
    }
}

/// An algorithm with its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheduler {
    /// SM-2 in one of its readings.
    Sm2(Variant),
    /// FSRS.
    Fsrs {
        /// What it knows about forgetting.
        parameters: Parameters,
        /// The share of cards that should be remembered when they are asked.
        retention: Retention,
    },
}

/// What gives an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// A step of SM-2, in one of its readings.
    Sm2(sm2::Rule, Variant),
    /// FSRS: the days until the chance of remembering has sunk to what is wanted.
    Fsrs {
        /// The chance of remembering when the answer was given; none for a first answer.
        recall: Option<f32>,
        /// The share of cards that should be remembered when they are asked.
        retention: Retention,
    },
}

impl Default for Scheduler {
    fn default() -> Scheduler {
        Scheduler::Sm2(Variant::default())
    }
}

impl Scheduler {
    /// The scheduler of an algorithm; FSRS with these parameters.
    pub fn new(algorithm: Algorithm, parameters: Parameters) -> Scheduler {
        match algorithm {
            Algorithm::Sm2(variant) => Scheduler::Sm2(variant),
            Algorithm::Fsrs(retention) => Scheduler::Fsrs {
                parameters,
                retention,
            },
        }
    }

    /// The same, FSRS with these parameters.
    #[must_use]
    pub fn refitted(self, parameters: Parameters) -> Scheduler {
        match self {
            Scheduler::Sm2(_) => self,
            Scheduler::Fsrs { retention, .. } => Scheduler::Fsrs {
                parameters,
                retention,
            },
        }
    }

    /// The memory after an answer of this quality, `elapsed` whole days after the last one; 0 for the
    /// first. SM-2 looks only at the interval it had asked for, so that late and early answers count
    /// like those in time.
    #[must_use]
    pub fn review(&self, memory: Memory, quality: Quality, elapsed: u32) -> Memory {
        match self {
            Scheduler::Sm2(variant) => sm2::review(memory, quality, *variant),
            Scheduler::Fsrs {
                parameters,
                retention,
            } => fsrs::review(memory, quality, elapsed, parameters, *retention),
        }
    }

    /// The memory to go on from where another program has made one. SM-2 takes it as it is.
    #[must_use]
    pub fn adopt(&self, memory: Memory) -> Memory {
        match self {
            Scheduler::Sm2(_) => memory,
            Scheduler::Fsrs { parameters, .. } => fsrs::adopted(memory, parameters),
        }
    }

    /// What gives the interval after that answer: for people, who ask why.
    pub fn rule(&self, memory: Memory, quality: Quality, elapsed: u32) -> Rule {
        match self {
            Scheduler::Sm2(variant) => Rule::Sm2(sm2::rule(memory, quality), *variant),
            Scheduler::Fsrs {
                parameters,
                retention,
            } => Rule::Fsrs {
                recall: memory
                    .trace()
                    .map(|trace| parameters.recall(trace, elapsed)),
                retention: *retention,
            },
        }
    }

    /// The word for its algorithm, in settings and JSON.
    pub fn word(&self) -> &'static str {
        match self {
            Scheduler::Sm2(_) => "sm2",
            Scheduler::Fsrs { .. } => fsrs::WORD,
        }
    }

    /// A name that says all of it: two schedulers with the same name give the same memories.
    pub fn name(&self) -> String {
        match self {
            Scheduler::Sm2(variant) => format!("sm2:{}", variant.name()),
            Scheduler::Fsrs {
                parameters,
                retention,
            } => format!("{}:{retention}:{}", fsrs::MODEL, parameters.digest()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stored beside memories and written into JSON: another word would be another scheduler.
    #[test]
    fn a_scheduler_is_called_what_is_stored_of_it() {
        let fsrs = Scheduler::Fsrs {
            parameters: Parameters::default(),
            retention: Retention::DEFAULT,
        };
        let sm2 = Scheduler::Sm2(Variant::PlugIn);
        assert_eq!((sm2.word(), fsrs.word()), ("sm2", "fsrs"));
        assert_eq!(sm2.name(), "sm2:plugin");
        let digest = Parameters::default().digest();
        assert_eq!(fsrs.name(), format!("fsrs6:21:0.90:{digest}"));
    }
}
