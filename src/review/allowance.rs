//! The allowance of a study day: what its limits still leave for each deck, after what was answered.
//! It counts; which card gets a place is decided by the queue.

use std::collections::HashMap;

use crate::cards::DeckName;

use super::limits::{Answered, DayLimits, Limits};

/// A deck as whoever keeps the cards numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeckNumber(pub i64);

/// The cards that are due, whatever the limits say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// All of them.
    pub due: u32,
    /// Those of `due` whose day is over.
    pub overdue: u32,
}

/// A deck on a study day, without the decks inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeckDay {
    /// Its number.
    pub number: DeckNumber,
    /// Its name.
    pub name: DeckName,
    /// What is due in it.
    pub load: Load,
    /// What was answered in it.
    pub answered: Answered,
}

/// Whether a card has a place left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// It has.
    Left,
    /// Not in its deck; there may be some in others.
    DeckFull,
    /// Nowhere.
    Full,
}

/// What is left of a day's limits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowance {
    /// What each limit leaves; the first is that of the whole collection.
    left: Vec<Limits>,
    /// The limits around each deck, as places in `left`.
    around: HashMap<DeckNumber, Vec<usize>>,
    /// The backlog of the whole collection.
    backlog: Backlog,
}

/// Cards whose day is over, and what they mean for a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Due cards beyond those that the day asks. Without a card whose day is over there is no backlog,
    /// however many are due today.
    pub beyond: u32,
    /// The new cards of the day, where due ones leave less room for them than their limit.
    pub new: Option<u32>,
}

/// A limit with what happened under it.
#[derive(Clone, Copy, Debug)]
struct Under {
    limits: Limits,
    load: Load,
    answered: Answered,
}

impl Under {
    fn add(&mut self, deck: &DeckDay) {
        self.load.due = self.load.due.saturating_add(deck.load.due);
        self.load.overdue = self.load.overdue.saturating_add(deck.load.overdue);
        self.answered.new = self.answered.new.saturating_add(deck.answered.new);
        self.answered.reviews = self.answered.reviews.saturating_add(deck.answered.reviews);
        self.answered.late = self.answered.late.saturating_add(deck.answered.late);
    }

    /// All reviews of the day, done and to do.
    fn reviews(&self) -> u32 {
        self.load.due.saturating_add(self.answered.reviews)
    }

    /// New cards of the day. While there are cards whose day is over, or were this morning, new ones have
    /// only the room that the reviews leave: else a backlog would grow by what is begun beside it. A
    /// limit of no reviews at all is a wish to begin cards, and no backlog.
    fn new_cards(&self) -> u32 {
        let is_behind = self.load.overdue > 0 || self.answered.late > 0;
        let room = match is_behind && self.limits.reviews > 0 {
            true => self.limits.reviews.saturating_sub(self.reviews()),
            false => u32::MAX,
        };
        self.limits.new.min(room)
    }

    fn left(&self) -> Limits {
        Limits {
            new: self.new_cards().saturating_sub(self.answered.new),
            reviews: self.limits.reviews.saturating_sub(self.answered.reviews),
        }
    }

    fn backlog(&self) -> Backlog {
        let beyond = match self.load.overdue > 0 && self.limits.reviews > 0 {
            true => self.load.due.saturating_sub(self.left().reviews),
            false => 0,
        };
        Backlog {
            beyond,
            new: Some(self.new_cards()).filter(|new| *new < self.limits.new),
        }
    }
}

impl Allowance {
    /// What the limits leave on a day of these decks.
    pub fn new(limits: &DayLimits, decks: &[DeckDay]) -> Allowance {
        let under = |limits: Limits| Under {
            limits,
            load: Load::default(),
            answered: Answered::default(),
        };
        let mut all = vec![under(limits.whole())];
        all.extend(limits.decks().iter().map(|(_, limits)| under(*limits)));
        let mut places = HashMap::new();
        for deck in decks {
            let mut around = vec![0];
            for (place, (name, _)) in (1..).zip(limits.decks()) {
                if name.contains(&deck.name) {
                    around.push(place);
                }
            }
            for place in &around {
                if let Some(under) = all.get_mut(*place) {
                    under.add(deck);
                }
            }
            places.insert(deck.number, around);
        }
        Allowance {
            left: all.iter().map(Under::left).collect(),
            around: places,
            backlog: all.first().map_or(Backlog::default(), Under::backlog),
        }
    }

    /// The backlog of the whole collection.
    pub fn backlog(&self) -> Backlog {
        self.backlog
    }

    /// What each limit leaves: that of the whole collection, then those of decks, as they came.
    pub fn left(&self) -> &[Limits] {
        &self.left
    }

    /// No limits but this one on new cards.
    pub fn unlimited(new: u32) -> Allowance {
        let limits = Limits {
            new,
            ..Limits::NONE
        };
        Allowance {
            left: vec![limits],
            ..Allowance::default()
        }
    }

    /// The same with room for so many new cards, whatever the limits said.
    #[must_use]
    pub fn with_new(mut self, new: u32) -> Allowance {
        for left in &mut self.left {
            left.new = u32::MAX;
        }
        if let Some(whole) = self.left.first_mut() {
            whole.new = new;
        }
        self
    }

    /// Whether a due card of a deck has room.
    pub fn room_for_due(&self, deck: DeckNumber) -> Room {
        self.room(deck, |left| left.reviews)
    }

    /// Whether a new card of a deck has room.
    pub fn room_for_new(&self, deck: DeckNumber) -> Room {
        self.room(deck, |left| left.new)
    }

    /// A due card of a deck takes a place.
    pub fn take_due(&mut self, deck: DeckNumber) {
        self.take(deck, |left| &mut left.reviews);
    }

    /// A new card of a deck takes a place.
    pub fn take_new(&mut self, deck: DeckNumber) {
        self.take(deck, |left| &mut left.new);
    }

    fn room(&self, deck: DeckNumber, of: impl Fn(&Limits) -> u32) -> Room {
        if self.left.first().is_none_or(|whole| of(whole) == 0) {
            return Room::Full;
        }
        let mut around = self.around(deck).iter().filter_map(|at| self.left.get(*at));
        match around.any(|left| of(left) == 0) {
            true => Room::DeckFull,
            false => Room::Left,
        }
    }

    fn take(&mut self, deck: DeckNumber, of: impl Fn(&mut Limits) -> &mut u32) {
        for place in self.around(deck).to_vec() {
            if let Some(left) = self.left.get_mut(place) {
                let left = of(left);
                *left = left.saturating_sub(1);
            }
        }
    }

    /// A deck that came since the limits were read has those of the whole collection.
    fn around(&self, deck: DeckNumber) -> &[usize] {
        self.around.get(&deck).map_or(&[0], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::LimitChange;

    fn deck(number: i64, name: &str, new: u32, reviews: u32) -> DeckDay {
        DeckDay {
            number: DeckNumber(number),
            name: DeckName::new(name).unwrap(),
            load: Load::default(),
            answered: Answered {
                new,
                reviews,
                late: 0,
            },
        }
    }

    /// The whole has 5 new cards and 3 reviews, the deck A 2 new cards with what is inside it.
    fn allowance(decks: &[DeckDay]) -> Allowance {
        let change = LimitChange {
            new: Some(2),
            reviews: None,
        };
        let own = [(DeckName::new("A").unwrap(), change)];
        let whole = Limits { new: 5, reviews: 3 };
        Allowance::new(&DayLimits::new(whole, &own, &[]), decks)
    }

    #[test]
    fn answers_use_up_the_limits_around_their_deck_and_never_more() {
        let decks = [deck(1, "A::B", 1, 9), deck(2, "C", 2, 0)];
        let mut allowance = allowance(&decks);
        let [in_a, in_c] = [DeckNumber(1), DeckNumber(2)];
        assert_eq!(allowance.room_for_due(in_c), Room::Full);
        assert_eq!(allowance.room_for_new(in_a), Room::Left);
        allowance.take_new(in_a);
        assert_eq!(allowance.room_for_new(in_a), Room::DeckFull);
        assert_eq!(allowance.room_for_new(in_c), Room::Left);
        allowance.take_new(in_c);
        assert_eq!(allowance.room_for_new(in_c), Room::Full);
    }

    #[test]
    fn asking_for_a_number_of_new_cards_goes_over_every_limit_of_new_ones() {
        let decks = [deck(1, "A", 2, 3)];
        let mut allowance = allowance(&decks).with_new(1);
        assert_eq!(allowance.room_for_new(DeckNumber(1)), Room::Left);
        allowance.take_new(DeckNumber(1));
        assert_eq!(allowance.room_for_new(DeckNumber(1)), Room::Full);
        assert_eq!(allowance.room_for_due(DeckNumber(1)), Room::Full);
    }

    #[test]
    fn without_limits_only_new_cards_run_out() {
        let mut allowance = Allowance::unlimited(1);
        let deck = DeckNumber(1);
        for _ in 0..1000 {
            assert_eq!(allowance.room_for_due(deck), Room::Left);
            allowance.take_due(deck);
        }
        assert_eq!(allowance.room_for_new(deck), Room::Left);
        allowance.take_new(deck);
        assert_eq!(allowance.room_for_new(deck), Room::Full);
        assert_eq!(
            allowance.left(),
            [Limits {
                new: 0,
                reviews: u32::MAX - 1000
            }]
        );
    }

    #[test]
    fn while_cards_are_overdue_new_ones_have_the_room_that_reviews_leave() {
        let day = |due, overdue, answered: Answered, reviews| {
            let limits = DayLimits::new(Limits { new: 20, reviews }, &[], &[]);
            let deck = DeckDay {
                load: Load { due, overdue },
                answered,
                ..deck(1, "A", 0, 0)
            };
            let allowance = Allowance::new(&limits, &[deck]);
            let Backlog { beyond, new } = allowance.backlog();
            (allowance.left()[0].new, new, beyond)
        };
        let none = Answered::default();
        assert_eq!(day(100, 50, none, 200), (20, None, 0));
        assert_eq!(day(190, 50, none, 200), (10, Some(10), 0));
        assert_eq!(day(300, 1, none, 200), (0, Some(0), 100));
        // All of them fell due today: much, but no backlog.
        assert_eq!(day(300, 0, none, 200), (20, None, 0));
        // In the course of the day it stays as it was in the morning.
        let answered = Answered {
            new: 4,
            reviews: 60,
            late: 50,
        };
        assert_eq!(day(130, 0, answered, 200), (6, Some(10), 0));
        assert_eq!(day(240, 10, answered, 200), (0, Some(0), 100));
        // Who asks for no reviews wants new cards.
        assert_eq!(day(5, 5, none, 0), (20, None, 0));
    }

    #[test]
    fn a_deck_that_nobody_knew_has_the_limits_of_the_whole() {
        let mut allowance = allowance(&[]);
        for _ in 0..3 {
            assert_eq!(allowance.room_for_due(DeckNumber(9)), Room::Left);
            allowance.take_due(DeckNumber(9));
        }
        assert_eq!(allowance.room_for_due(DeckNumber(9)), Room::Full);
    }
}
