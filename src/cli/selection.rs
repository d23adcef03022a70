//! The cards that a session is about: all, those of a deck, or those that a query chooses. What is asked
//! of them today, and what is left of it, is worked out here and nowhere else, so that a review, `srm due`
//! and `srm` alone cannot disagree.

use std::collections::{BTreeMap, HashSet};

use crate::calendar::StudyDay;
use crate::cards::CardId;
use crate::review::{
    Allowance, Arrangement, Backlog, Candidate, DayLimits, DeckDay, Order, Queue, Queued, Room,
    Siblings,
};
use crate::search::{Mark, Pattern, Query, Sort, Term};
use crate::store::{DeckCounts, Direction, Filter, Page, Scope, Store};

use super::environment;
use super::failure::Failure;
use super::settings::Settings;

/// The cards that a session is about.
#[derive(Clone, Debug, Default)]
pub(super) struct Selection {
    /// The deck, or all.
    pub(super) filter: Filter,
    /// Which of them; all without one.
    query: Option<Query>,
}

/// A study day with its limits.
#[derive(Clone, Debug)]
pub(super) struct Day {
    /// The day.
    pub(super) day: StudyDay,
    /// The decks on it.
    pub(super) decks: Vec<DeckDay>,
    /// Its limits.
    pub(super) limits: DayLimits,
    /// Whose siblings wait.
    siblings: Siblings,
    /// The order of its cards.
    arrangement: Arrangement,
    /// How many cards are new.
    new: u32,
}

impl Day {
    /// The day as it stands now.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn read(store: &Store, settings: &Settings, day: StudyDay) -> Result<Day, Failure> {
        Day::of(store, settings, day, &store.decks(day)?)
    }

    /// The day of decks whose counts on it were read already.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn of(
        store: &Store,
        settings: &Settings,
        day: StudyDay,
        counts: &[DeckCounts],
    ) -> Result<Day, Failure> {
        let today = store.limits_of_day(day)?;
        let seed = environment::number("SRM_RNG_SEED")?;
        let studied = store.study(counts, day)?;
        Ok(Day {
            day,
            decks: studied.decks,
            new: counts
                .iter()
                .map(|deck| deck.new)
                .fold(0, u32::saturating_add),
            limits: DayLimits::new(settings.limits, &settings.deck_limits, &today),
            siblings: Siblings::new(settings.siblings, studied.answered_notes),
            arrangement: Arrangement {
                order: settings.order,
                new_cards: settings.new_cards,
                // The same all day, so that a session that is left goes on as it began.
                seed: seed.unwrap_or_else(|| day.number().unsigned_abs()),
            },
        })
    }

    /// The cards of a queue in the order of the day.
    pub(super) fn arranged(&self, queue: &Queue) -> Vec<Queued> {
        queue.cards(&self.arrangement)
    }

    /// What its limits leave now.
    pub(super) fn allowance(&self) -> Allowance {
        Allowance::new(&self.limits, &self.decks)
    }

    /// What cards from days before mean for this day. Where no card is new, nothing is kept from coming.
    pub(super) fn backlog(&self, allowance: &Allowance) -> Backlog {
        let backlog = allowance.backlog();
        Backlog {
            new: backlog.new.filter(|_| self.new > 0),
            ..backlog
        }
    }
}

impl Selection {
    /// The cards of a deck, or all.
    pub(super) fn of(filter: Filter) -> Selection {
        Selection {
            filter,
            query: None,
        }
    }

    /// Those of them that a query chooses.
    #[must_use]
    pub(super) fn within(mut self, query: Query) -> Selection {
        let within = match &self.filter.deck {
            Some(deck) => query.and(Query::Term(Term::Deck(Pattern::text(deck.as_str())))),
            None => query,
        };
        self.query = Some(within);
        self
    }

    /// Whether it is every card there is.
    pub(super) fn is_everything(&self) -> bool {
        self.query.is_none() && self.filter.deck.is_none()
    }

    /// The queue of a day within an allowance.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn queue(
        &self,
        store: &Store,
        day: &Day,
        allowance: Allowance,
    ) -> Result<Queue, Failure> {
        let mut queue = Queue::new(allowance, day.siblings.clone());
        match day.arrangement.order {
            // They come in this order, and those without a place need not be read.
            Order::Due => self.offer_due(store, day.day, |card| queue.offer_due(card))?,
            _ => {
                let mut due = self.due(store, day)?;
                day.arrangement.sort_due(&mut due, day.day, &day.decks);
                for card in due {
                    queue.offer_due(card);
                }
            }
        }
        self.offer_new(store, day, |card| queue.offer_new(card))?;
        Ok(queue)
    }

    /// New cards beyond those that the day has had, at most so many.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn more_new(
        &self,
        store: &Store,
        day: &Day,
        most: u32,
    ) -> Result<Vec<Queued>, Failure> {
        let mut queue = Queue::new(Allowance::unlimited(most), day.siblings.clone());
        self.offer_new(store, day, |card| queue.offer_new(card))?;
        Ok(day.arranged(&queue))
    }

    /// Every card that can be asked at all, buried ones included: answered ones by their due day, then
    /// new ones.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn every_card(&self, store: &Store, day: &Day) -> Result<Vec<Queued>, Failure> {
        let always = Day {
            day: StudyDay::MAX,
            siblings: Siblings::together(),
            ..day.clone()
        };
        let all = Allowance::unlimited(u32::MAX);
        let Some(query) = &self.query else {
            return Ok(always.arranged(&self.queue(store, &always, all)?));
        };
        let mut queue = Queue::new(all, Siblings::together());
        // The query is about today, and what it finds is asked whatever the day.
        for card in found(store, query, day.day, Sort::Due)? {
            match store.candidate(card, always.day)? {
                Some(card) if card.queued.state.due.is_some() => queue.offer_due(card),
                Some(card) => queue.offer_new(card),
                None => Room::Left,
            };
        }
        Ok(always.arranged(&queue))
    }

    /// The cards whose drill is open on a day.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn drills(&self, store: &Store, day: StudyDay) -> Result<Vec<Queued>, Failure> {
        let mut drills = store.open_drills(&self.filter, day)?;
        if let Some(query) = &self.query
            && !drills.is_empty()
        {
            let found = found(store, query, day, Sort::Deck)?;
            let chosen: HashSet<CardId> = found.into_iter().collect();
            drills.retain(|drill| chosen.contains(&drill.card));
        }
        Ok(drills)
    }

    /// How many cards are due on each day.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn forecast(
        &self,
        store: &Store,
        day: StudyDay,
    ) -> Result<BTreeMap<StudyDay, u32>, Failure> {
        Ok(match &self.query {
            None => store.forecast(&self.filter)?,
            Some(query) => {
                let chosen = Scope::Cards(found(store, query, day, Sort::Deck)?);
                store.card_tally(&chosen)?.due
            }
        })
    }

    /// All cards that are due, whatever the limits say, the longest due first.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn due(&self, store: &Store, day: &Day) -> Result<Vec<Candidate>, Failure> {
        let mut due = Vec::new();
        self.offer_due(store, day.day, |card| {
            due.push(card);
            Room::Left
        })?;
        Ok(due)
    }

    /// How many cards of its decks are due, whatever the limits say.
    pub(super) fn due_count(&self, day: &Day) -> u64 {
        let decks = self.decks(day);
        decks.iter().map(|deck| u64::from(deck.load.due)).sum()
    }

    /// How many reviews its decks have had today.
    pub(super) fn answered(&self, day: &Day) -> u32 {
        let decks = self.decks(day);
        decks.iter().map(|deck| deck.answered.reviews).sum()
    }

    /// How many cards are due beyond those that the queue holds.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn due_beyond(
        &self,
        store: &Store,
        day: &Day,
        queue: &Queue,
    ) -> Result<u64, Failure> {
        let due = match &self.query {
            None => self.due_count(day),
            Some(query) => {
                let due = query.clone().and(Query::Term(Term::Is(Mark::Due)));
                found(store, &due, day.day, Sort::Deck)?.len() as u64
            }
        };
        Ok(due.saturating_sub(queue.due().len() as u64))
    }

    /// The first day after this one on which cards are due, and how many.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn next_due(
        &self,
        store: &Store,
        day: StudyDay,
    ) -> Result<Option<(StudyDay, u32)>, Failure> {
        if self.query.is_none() {
            return Ok(store.next_due(&self.filter, day)?);
        }
        let upcoming = self.forecast(store, day)?;
        let next = upcoming.range(day.plus(1)..).next();
        Ok(next.map(|(day, cards)| (*day, *cards)))
    }

    fn offer_due(
        &self,
        store: &Store,
        day: StudyDay,
        mut offer: impl FnMut(Candidate) -> Room,
    ) -> Result<(), Failure> {
        let Some(query) = &self.query else {
            return Ok(store.offer_due(&self.filter, day, offer)?);
        };
        let due = query.clone().and(Query::Term(Term::Is(Mark::Due)));
        for card in found(store, &due, day, Sort::Due)? {
            if let Some(card) = store.candidate(card, day)?
                && offer(card) == Room::Full
            {
                break;
            }
        }
        Ok(())
    }

    fn offer_new(
        &self,
        store: &Store,
        day: &Day,
        mut offer: impl FnMut(Candidate) -> Room,
    ) -> Result<(), Failure> {
        let Some(query) = &self.query else {
            let mut room = Room::Left;
            for deck in self.decks(day) {
                store.offer_new(deck.number, day.day, |card| {
                    room = offer(card);
                    room
                })?;
                // Nor in the decks behind it: to ask for one card of each of 1,000 was two fifths of `srm due`.
                if room == Room::Full {
                    break;
                }
            }
            return Ok(());
        };
        let new = query.clone().and(Query::Term(Term::Is(Mark::New)));
        for card in found(store, &new, day.day, Sort::Deck)? {
            // One that was given a due day without an answer waits among the due ones.
            if let Some(card) = store.candidate(card, day.day)?
                && card.queued.state.due.is_none()
                && offer(card) == Room::Full
            {
                break;
            }
        }
        Ok(())
    }

    /// The decks of the selection in the order in which they came.
    fn decks<'d>(&self, day: &'d Day) -> Vec<&'d DeckDay> {
        let within = &self.filter.deck;
        let mut decks: Vec<&DeckDay> = day.decks.iter().collect();
        decks.retain(|deck| {
            within
                .as_ref()
                .is_none_or(|within| within.contains(&deck.name))
        });
        decks.sort_unstable_by_key(|deck| deck.number);
        decks
    }
}

/// The cards that a query chooses.
fn found(store: &Store, query: &Query, day: StudyDay, sort: Sort) -> Result<Vec<CardId>, Failure> {
    Ok(store.search(query, day, sort, Direction::Forward, Page::WHOLE)?)
}

#[cfg(test)]
mod tests;
