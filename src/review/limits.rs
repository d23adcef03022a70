//! Daily limits: how many new cards and how many reviews a study day holds at most.
//! They bound what is asked, never what an answer means.

/// The most a study day asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Cards never answered before.
    pub new: u32,
    /// Due cards.
    pub reviews: u32,
}

/// What was already answered on a study day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// Graded answers that were the first ever of their card.
    pub new: u32,
    /// The other graded answers; drills are in neither.
    pub reviews: u32,
}

impl Limits {
    /// What the day still holds after these answers.
    #[must_use]
    pub fn left_after(self, answered: Answered) -> Limits {
        Limits {
            new: self.new.saturating_sub(answered.new),
            reviews: self.reviews.saturating_sub(answered.reviews),
        }
    }
}

impl Default for Limits {
    /// 20 new cards bring about 200 reviews a day some weeks later; Anki starts from the same pair.
    fn default() -> Limits {
        Limits {
            new: 20,
            reviews: 200,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_use_up_their_own_limit_and_never_more_than_it() {
        let limits = Limits { new: 5, reviews: 3 };
        let left = |new, reviews| limits.left_after(Answered { new, reviews });
        assert_eq!(left(2, 0), Limits { new: 3, reviews: 3 });
        assert_eq!(left(0, 2), Limits { new: 5, reviews: 1 });
        assert_eq!(left(9, 9), Limits { new: 0, reviews: 0 });
    }
}
