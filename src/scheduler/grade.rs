//! Grades: the four keys of a review, and the six qualities of SM-2 that the log stores.
//! The log must never hold a key: keys can be renamed, a quality means the same for ever.

use std::fmt;
use std::str::FromStr;

/// A quality of SM-2, 0 to 5: 5 perfect, 4 after hesitation, 3 with serious difficulty; 2 wrong but
/// it seemed easy, 1 wrong but remembered on seeing it, 0 a blackout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quality(u8);

impl Quality {
    /// All six, worst first.
    pub const ALL: [Quality; 6] = [
        Quality(0),
        Quality(1),
        Quality(2),
        Quality(3),
        Quality(4),
        Quality(5),
    ];

    /// The quality with this number, or `None` past 5.
    pub fn new(number: u8) -> Option<Quality> {
        (number <= 5).then_some(Quality(number))
    }

    /// The number, 0 to 5.
    pub fn number(self) -> u8 {
        self.0
    }

    /// Whether SM-2 counts the answer as remembered: 3 and above.
    pub fn is_pass(self) -> bool {
        self.0 >= 3
    }

    /// Whether SM-2 repeats the card on the same day until it scores 4: below 4 (step 7).
    pub fn asks_for_drill(self) -> bool {
        self.0 < 4
    }

    /// The key this quality stands behind: 0 to 2 again, 3 hard, 4 good, 5 easy.
    pub fn grade(self) -> Grade {
        match self.0 {
            0..=2 => Grade::Again,
            3 => Grade::Hard,
            4 => Grade::Good,
            _ => Grade::Easy,
        }
    }
}

impl fmt::Display for Quality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "q{}", self.0)
    }
}

/// One of the four grades a learner gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Not remembered. Key 1, quality 1.
    Again,
    /// Remembered with serious difficulty. Key 2, quality 3.
    Hard,
    /// Remembered after some hesitation. Key 3, quality 4.
    Good,
    /// Remembered at once. Key 4, quality 5.
    Easy,
}

impl Grade {
    /// All four, in the order of their keys.
    pub const ALL: [Grade; 4] = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy];

    /// The quality that is stored for this grade.
    pub fn quality(self) -> Quality {
        Quality(match self {
            Grade::Again => 1,
            Grade::Hard => 3,
            Grade::Good => 4,
            Grade::Easy => 5,
        })
    }

    /// The word for this grade, as shown and as typed.
    pub fn name(self) -> &'static str {
        match self {
            Grade::Again => "again",
            Grade::Hard => "hard",
            Grade::Good => "good",
            Grade::Easy => "easy",
        }
    }

    /// The digit for this grade.
    pub fn key(self) -> char {
        match self {
            Grade::Again => '1',
            Grade::Hard => '2',
            Grade::Good => '3',
            Grade::Easy => '4',
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text that names no grade.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no grade; use again, hard, good, easy, 1 to 4, or an SM-2 quality q0 to q5")]
pub struct NoGrade(pub String);

impl FromStr for Quality {
    type Err = NoGrade;

    /// Reads a grade's name or key, or a quality written `q0` to `q5`; case does not matter.
    fn from_str(text: &str) -> Result<Quality, NoGrade> {
        let folded = text.trim().to_lowercase();
        for grade in Grade::ALL {
            if folded == grade.name() || folded == grade.key().to_string() {
                return Ok(grade.quality());
            }
        }
        folded
            .strip_prefix('q')
            .and_then(|digits| digits.parse().ok())
            .and_then(Quality::new)
            .ok_or_else(|| NoGrade(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_and_qualities_are_written_as_they_are_read() {
        for number in 0..=5 {
            let quality = Quality::new(number).unwrap();
            assert_eq!(quality.to_string(), format!("q{number}"));
            assert_eq!(quality.to_string().parse(), Ok(quality));
        }
        assert_eq!(Quality::new(6), None);
        assert_eq!(
            Grade::ALL.map(|grade| grade.to_string()),
            ["again", "hard", "good", "easy"]
        );
    }

    #[test]
    fn keys_names_and_qualities_are_read() {
        for (text, number) in [
            ("1", 1),
            ("2", 3),
            ("3", 4),
            ("4", 5),
            ("Good", 4),
            (" again ", 1),
            ("q0", 0),
            ("Q2", 2),
        ] {
            assert_eq!(text.parse::<Quality>().unwrap().number(), number, "{text}");
        }
        for text in ["", "0", "5", "q6", "q", "goodish", "-1"] {
            assert!(text.parse::<Quality>().is_err(), "{text}");
        }
    }

    #[test]
    fn each_grade_comes_back_from_its_quality() {
        for grade in Grade::ALL {
            assert_eq!(grade.quality().grade(), grade);
        }
    }
}
