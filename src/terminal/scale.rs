//! The grades that a learner can give: the four of the program, or the six qualities of SM-2.
//! It must never decide what a grade does.

use crate::scheduler::{Grade, Quality};

/// Which numbers a learner grades with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// The four grades, `1` to `4`.
    #[default]
    Four,
    /// The six qualities of SM-2, `0` to `5`.
    Six,
}

impl Scale {
    /// The qualities that are offered, worst first.
    pub(in crate::terminal) fn qualities(self) -> Vec<Quality> {
        match self {
            Scale::Four => Grade::ALL.into_iter().map(Grade::quality).collect(),
            Scale::Six => Quality::ALL.to_vec(),
        }
    }

    /// What is typed for a quality.
    pub(in crate::terminal) fn key(self, quality: Quality) -> char {
        match self {
            Scale::Four => quality.grade().key(),
            Scale::Six => char::from(b'0'.saturating_add(quality.number())),
        }
    }

    /// The word for a quality.
    pub(in crate::terminal) fn name(self, quality: Quality) -> &'static str {
        match (self, quality.number()) {
            (Scale::Six, 0) => "blackout",
            (Scale::Six, 1) => "wrong",
            (Scale::Six, 2) => "almost",
            _ => quality.grade().name(),
        }
    }

    /// Reads a grade as this scale means it.
    pub(in crate::terminal) fn read(self, typed: &str) -> Option<Quality> {
        match self {
            Scale::Four => typed.parse().ok(),
            Scale::Six => {
                let typed = typed.to_lowercase();
                let named = Quality::ALL.into_iter().find(|quality| {
                    self.name(*quality) == typed || self.key(*quality).to_string() == typed
                });
                // The digits are taken; `q3` and the names of the four grades mean the same in both.
                let other = || match typed.bytes().all(|byte| byte.is_ascii_digit()) {
                    true => None,
                    false => typed.parse().ok(),
                };
                named.or_else(other)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scale_reads_its_own_numbers() {
        let number = |scale: Scale, typed| scale.read(typed).map(Quality::number);
        assert_eq!(number(Scale::Four, "3"), Some(4));
        assert_eq!(number(Scale::Four, "0"), None);
        assert_eq!(number(Scale::Six, "3"), Some(3));
        assert_eq!(number(Scale::Six, "0"), Some(0));
        assert_eq!(number(Scale::Six, "6"), None);
        assert_eq!(number(Scale::Six, "good"), Some(4));
        assert_eq!(number(Scale::Six, "q2"), Some(2));
        assert_eq!(number(Scale::Six, "again"), Some(1));
        for quality in Quality::ALL {
            let key = Scale::Six.key(quality).to_string();
            assert_eq!(Scale::Six.read(&key), Some(quality));
        }
    }
}
