//! Which deck is scheduled by what. A deck without a word of its own goes as the deck around it does,
//! and in the end as the whole collection.

use crate::cards::DeckName;
use crate::scheduler::{Algorithm, Parameters, Scheduler};

/// One choice for the whole collection, and others for some decks and what stands inside them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByDeck<T> {
    whole: T,
    /// In the order of names, so that a deck stands before what is inside it.
    decks: Vec<(DeckName, T)>,
}

/// What a learner asks for.
pub type Algorithms = ByDeck<Algorithm>;

/// What schedules.
pub type Schedulers = ByDeck<Scheduler>;

impl<T> ByDeck<T> {
    /// One choice for everything but these decks. Of two for the same deck the later one holds.
    pub fn new(whole: T, mut decks: Vec<(DeckName, T)>) -> ByDeck<T> {
        decks.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        ByDeck { whole, decks }
    }

    /// The choice for the whole collection.
    pub fn whole(&self) -> &T {
        &self.whole
    }

    /// Whether some deck has a choice of its own.
    pub fn differs_by_deck(&self) -> bool {
        !self.decks.is_empty()
    }

    /// The choice for a deck.
    pub fn of(&self, deck: &str) -> &T {
        let holds = |name: &str| match deck.strip_prefix(name) {
            Some(rest) => rest.is_empty() || rest.starts_with("::"),
            None => false,
        };
        let mut decks = self.decks.iter().rev();
        decks
            .find(|(name, _)| holds(name.as_str()))
            .map_or(&self.whole, |(_, choice)| choice)
    }
}

impl Algorithms {
    /// The schedulers for these algorithms, FSRS with these parameters.
    pub fn with(&self, parameters: Parameters) -> Schedulers {
        let scheduler = |algorithm: &Algorithm| Scheduler::new(*algorithm, parameters);
        let decks = self.decks.iter();
        ByDeck {
            whole: scheduler(&self.whole),
            decks: decks
                .map(|(name, algorithm)| (name.clone(), scheduler(algorithm)))
                .collect(),
        }
    }
}

impl Schedulers {
    /// The same, FSRS with these parameters.
    #[must_use]
    pub fn refitted(&self, parameters: Parameters) -> Schedulers {
        let decks = self.decks.iter();
        ByDeck {
            whole: self.whole.refitted(parameters),
            decks: decks
                .map(|(name, scheduler)| (name.clone(), scheduler.refitted(parameters)))
                .collect(),
        }
    }

    /// A name that says all of it: the same name gives the same memories.
    pub fn name(&self) -> String {
        let mut name = self.whole.name();
        for (deck, scheduler) in &self.decks {
            name.push_str(&format!("; {deck} {}", scheduler.name()));
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheduler::Variant;

    fn deck(name: &str) -> DeckName {
        DeckName::new(name).unwrap()
    }

    #[test]
    fn a_deck_goes_as_the_nearest_deck_around_it() {
        let by_deck = ByDeck::new(
            0,
            vec![
                (deck("AWS::Storage"), 2),
                (deck("AWS"), 1),
                (deck("AWS::Storage::S3"), 3),
            ],
        );
        for (name, choice) in [
            ("AWS", 1),
            ("AWS::Compute", 1),
            ("AWS::Storage", 2),
            ("AWS::Storage::EBS", 2),
            ("AWS::Storage::S3", 3),
            ("AWS::StorageX", 1),
            ("AWSX", 0),
            ("Azure", 0),
        ] {
            assert_eq!(*by_deck.of(name), choice, "{name}");
        }
        assert!(by_deck.differs_by_deck());
        assert!(!ByDeck::new(0, Vec::new()).differs_by_deck());
    }

    #[test]
    fn other_parameters_change_fsrs_alone_wherever_it_stands() {
        let mut numbers = *Parameters::default().numbers();
        numbers[0] = 0.5;
        let fitted = Parameters::new(&numbers).unwrap();
        let fsrs = Algorithm::Fsrs(Default::default());
        let mixed = ByDeck::new(
            fsrs,
            vec![(deck("A"), Algorithm::default()), (deck("B"), fsrs)],
        );
        let refitted = mixed.with(Parameters::default()).refitted(fitted);
        assert_ne!(refitted, mixed.with(Parameters::default()));
        assert_eq!(refitted, mixed.with(fitted));
    }

    #[test]
    fn the_name_tells_every_choice() {
        let plain = Algorithms::default().with(Parameters::default());
        assert_eq!(plain.name(), "sm2:paper");
        let common = Algorithm::Sm2(Variant::Common);
        let mixed = ByDeck::new(Algorithm::default(), vec![(deck("AWS"), common)]);
        assert_eq!(
            mixed.with(Parameters::default()).name(),
            "sm2:paper; AWS sm2:common"
        );
        let fsrs = ByDeck::new(Algorithm::Fsrs(Default::default()), vec![]);
        let name = fsrs.with(Parameters::default()).name();
        assert!(name.starts_with("fsrs6:21:0.90:"), "{name}");
    }
}
