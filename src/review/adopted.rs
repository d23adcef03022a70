//! A schedule taken over from another program. Its scheduler is not ours, so what it believed of a
//! card is no fold of the answers given there: it is an event of its own, and answers given here go on
//! from it. It must never be made for a card whose answers were all given here.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::calendar::StudyDay;
use crate::scheduler::{EaseFactor, Interval, Memory, Strength};

/// What another program believed of a card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Adopted {
    /// As SM-2 goes on from it.
    pub memory: Memory,
    /// Graded answers so far.
    pub reviews: u32,
    /// Lapses so far.
    pub lapses: u32,
    /// The study day of the last answer, where that is known.
    pub last_review: Option<StudyDay>,
    /// The day it is due; none for a card that was never answered.
    pub due: Option<StudyDay>,
}

/// A text that holds no schedule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no schedule")]
pub struct NoSchedule(pub String);

/// The JSON text of it, in the log and in decks. Days are dates.
#[derive(Serialize, Deserialize)]
struct Form {
    repetitions: u32,
    ease_hundredths: u32,
    interval_days: u32,
    reviews: u32,
    lapses: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_review: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    due: Option<String>,
}

impl Adopted {
    /// Its text in the log.
    pub fn to_text(&self) -> String {
        let form = Form {
            repetitions: self.memory.repetitions,
            ease_hundredths: self.memory.ease().hundredths(),
            interval_days: self.memory.interval.days(),
            reviews: self.reviews,
            lapses: self.lapses,
            last_review: self.last_review.map(|day| day.to_string()),
            due: self.due.map(|day| day.to_string()),
        };
        // Numbers and texts always have a JSON form.
        serde_json::to_string(&form).unwrap_or_default()
    }
}

impl FromStr for Adopted {
    type Err = NoSchedule;

    fn from_str(text: &str) -> Result<Adopted, NoSchedule> {
        let none = || NoSchedule(text.chars().take(80).collect());
        let form: Form = serde_json::from_str(text).map_err(|_| none())?;
        let day = |day: Option<String>| -> Result<Option<StudyDay>, NoSchedule> {
            day.map(|day| day.parse().map_err(|_| none())).transpose()
        };
        Ok(Adopted {
            memory: Memory {
                repetitions: form.repetitions,
                strength: Strength::Ease(EaseFactor::from_hundredths(form.ease_hundredths)),
                interval: Interval::from_days(u64::from(form.interval_days)),
            },
            reviews: form.reviews,
            lapses: form.lapses,
            last_review: day(form.last_review)?,
            due: day(form.due)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_is_read_back() {
        let adopted = Adopted {
            memory: Memory {
                repetitions: 3,
                strength: Strength::Ease(EaseFactor::from_hundredths(236)),
                interval: Interval::from_days(25),
            },
            reviews: 6,
            lapses: 1,
            last_review: "2026-03-01".parse().ok(),
            due: "2026-03-26".parse().ok(),
        };
        let new = Adopted::default();
        for one in [adopted, new] {
            assert_eq!(one.to_text().parse(), Ok(one));
        }
        assert!("{}".parse::<Adopted>().is_err());
        let bad = adopted.to_text().replace("2026-03-26", "2026-02-30");
        assert!(bad.parse::<Adopted>().is_err());
    }
}
