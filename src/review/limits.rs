//! Daily limits: how many new cards and how many reviews a study day holds at most, in the whole
//! collection and in decks, and what was changed for one day alone.
//! They bound what is asked, never what an answer means.

use crate::cards::DeckName;

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
    /// Graded answers to cards that were new: they had no due day.
    pub new: u32,
    /// The other graded answers; drills are in neither.
    pub reviews: u32,
    /// Those of `reviews` to cards that were due on a day before.
    pub late: u32,
}

/// Limits that somebody set. What is not set stays as it is otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LimitChange {
    /// Cards never answered before.
    pub new: Option<u32>,
    /// Due cards.
    pub reviews: Option<u32>,
}

impl Limits {
    /// No limits.
    pub const NONE: Limits = Limits {
        new: u32::MAX,
        reviews: u32::MAX,
    };

    /// These limits with what was set in the place of it.
    #[must_use]
    pub fn changed(self, change: LimitChange) -> Limits {
        Limits {
            new: change.new.unwrap_or(self.new),
            reviews: change.reviews.unwrap_or(self.reviews),
        }
    }

    /// The lower of each.
    #[must_use]
    pub fn lower(self, other: Limits) -> Limits {
        Limits {
            new: self.new.min(other.new),
            reviews: self.reviews.min(other.reviews),
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

/// The limits of one study day. A card is asked only where every limit around it has room: that of the
/// whole collection, and those of its deck and of the decks around that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayLimits {
    whole: Limits,
    /// Of each deck that has some; where one of the two is not set it is [`u32::MAX`].
    decks: Vec<(DeckName, Limits)>,
}

impl DayLimits {
    /// The limits of a day: of the whole collection, of some decks, and what was set for this day alone,
    /// for a deck or (`None`) for the whole. A deck that is given more today than it has otherwise takes
    /// the limits around it up by as much, or else nothing would come of it; Anki does the same. A limit
    /// around it that was itself set for the day stays.
    pub fn new(
        whole: Limits,
        decks: &[(DeckName, LimitChange)],
        today: &[(Option<DeckName>, LimitChange)],
    ) -> DayLimits {
        let mut usual: Vec<(DeckName, Limits)> = Vec::new();
        for (deck, change) in decks {
            usual.retain(|(known, _)| known != deck);
            usual.push((deck.clone(), Limits::NONE.changed(*change)));
        }
        let usual = DayLimits {
            whole,
            decks: usual,
        };
        let mut of_day = usual.clone();
        for (deck, change) in today {
            of_day.change(deck.as_ref(), *change);
        }
        for (deck, change) in today {
            if let Some(deck) = deck {
                let before = usual.of(deck);
                let raised = |after: Option<u32>, before: u32| {
                    after.map_or(0, |after| after.saturating_sub(before))
                };
                let more = Limits {
                    new: raised(change.new, before.new),
                    reviews: raised(change.reviews, before.reviews),
                };
                of_day.raise_around(deck, more, today);
            }
        }
        of_day
    }

    /// The limits of the whole collection.
    pub fn whole(&self) -> Limits {
        self.whole
    }

    /// The decks that have limits of their own.
    pub fn decks(&self) -> &[(DeckName, Limits)] {
        &self.decks
    }

    /// The lowest limits around a deck, its own included.
    pub fn of(&self, deck: &DeckName) -> Limits {
        let around = self.decks.iter().filter(|(name, _)| name.contains(deck));
        around.fold(self.whole, |lowest, (_, limits)| lowest.lower(*limits))
    }

    fn change(&mut self, deck: Option<&DeckName>, change: LimitChange) {
        let Some(deck) = deck else {
            self.whole = self.whole.changed(change);
            return;
        };
        match self.decks.iter_mut().find(|(name, _)| name == deck) {
            Some((_, limits)) => *limits = limits.changed(change),
            None => self
                .decks
                .push((deck.clone(), Limits::NONE.changed(change))),
        }
    }

    /// Raises the limits around a deck, except those that were set for the day.
    fn raise_around(
        &mut self,
        deck: &DeckName,
        more: Limits,
        today: &[(Option<DeckName>, LimitChange)],
    ) {
        let set_for = |name: Option<&DeckName>| {
            let change = today.iter().find(|(named, _)| named.as_ref() == name);
            change.map_or(LimitChange::default(), |(_, change)| *change)
        };
        let raise = |limits: &mut Limits, set: LimitChange| {
            if set.new.is_none() {
                limits.new = limits.new.saturating_add(more.new);
            }
            if set.reviews.is_none() {
                limits.reviews = limits.reviews.saturating_add(more.reviews);
            }
        };
        raise(&mut self.whole, set_for(None));
        for (name, limits) in &mut self.decks {
            if name != deck && name.contains(deck) {
                raise(limits, set_for(Some(name)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deck(name: &str) -> DeckName {
        DeckName::new(name).unwrap()
    }

    fn set(new: Option<u32>, reviews: Option<u32>) -> LimitChange {
        LimitChange { new, reviews }
    }

    fn limits(new: u32, reviews: u32) -> Limits {
        Limits { new, reviews }
    }

    #[test]
    fn a_deck_has_the_lowest_of_the_limits_around_it() {
        let decks = [
            (deck("AWS"), set(Some(10), None)),
            (deck("AWS::Storage"), set(Some(50), Some(5))),
        ];
        let day = DayLimits::new(limits(20, 200), &decks, &[]);
        assert_eq!(day.of(&deck("AWS")), limits(10, 200));
        assert_eq!(day.of(&deck("AWS::Storage::S3")), limits(10, 5));
        assert_eq!(day.of(&deck("AWSX")), limits(20, 200));
        assert_eq!(day.whole(), limits(20, 200));
    }

    #[test]
    fn of_two_settings_for_one_deck_the_later_holds() {
        let decks = [
            (deck("A"), set(Some(1), Some(1))),
            (deck("A"), set(Some(2), None)),
        ];
        assert_eq!(
            DayLimits::new(limits(20, 200), &decks, &[]).of(&deck("A")),
            limits(2, 200)
        );
    }

    #[test]
    fn what_is_set_for_today_goes_over_what_holds_otherwise() {
        let decks = [(deck("A"), set(Some(10), Some(50)))];
        let today = [(Some(deck("A")), set(Some(3), None))];
        let day = DayLimits::new(limits(20, 200), &decks, &today);
        assert_eq!(day.of(&deck("A")), limits(3, 50));
        // A cut leaves the whole as it is.
        assert_eq!(day.whole(), limits(20, 200));
        let whole = DayLimits::new(limits(20, 200), &[], &[(None, set(None, Some(7)))]);
        assert_eq!(whole.of(&deck("A")), limits(20, 7));
    }

    #[test]
    fn more_for_a_deck_today_makes_room_in_what_is_around_it() {
        let decks = [
            (deck("A"), set(Some(15), None)),
            (deck("A::B"), set(Some(10), None)),
            (deck("C"), set(Some(4), Some(40))),
        ];
        let today = [(Some(deck("A::B")), set(Some(30), Some(250)))];
        let day = DayLimits::new(limits(20, 200), &decks, &today);
        // 20 more new cards than the 10 of other days, 50 more reviews than the 200 around it.
        assert_eq!(day.of(&deck("A::B")), limits(30, 250));
        assert_eq!(day.of(&deck("A::C")), limits(35, 250));
        assert_eq!(day.of(&deck("C")), limits(4, 40), "it is not around it");
        assert_eq!(day.whole(), limits(40, 250));
    }

    #[test]
    fn a_limit_around_that_was_set_for_today_stays() {
        let today = [
            (None, set(Some(5), None)),
            (Some(deck("A")), set(Some(30), None)),
        ];
        let day = DayLimits::new(limits(20, 200), &[], &today);
        assert_eq!(day.of(&deck("A")), limits(5, 200));
    }
}
