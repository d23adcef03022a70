//! A study day as the store knows it: what is due in each deck, what was answered there, and the limits
//! that hold for the day alone. Nothing here may cost more for cards that are not due.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, named_params};

use crate::calendar::{Moment, StudyDay};
use crate::cards::DeckName;
use crate::review::{
    Answered, DayLimit, DeckDay, DeckNumber, Deed, Event, LimitChange, Load, NO_CARD, NoteKey,
    limits_of_day,
};

use super::candidates::{NOTE, note_of};
use super::deck_counts::DeckCounts;
use super::decks::deck_name;
use super::error::Error;
use super::history::events_of_card;
use super::open::Store;

/// What a study day holds so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Studied {
    /// The decks, with what is due and what was answered in each.
    pub decks: Vec<DeckDay>,
    /// The notes of which a card was answered.
    pub answered_notes: HashSet<NoteKey>,
}

impl Store {
    /// These decks with what was answered in them, and the notes of which a card was answered: their other
    /// cards wait. Cards that were not answered cost nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub fn study(&self, counts: &[DeckCounts], day: StudyDay) -> Result<Studied, Error> {
        let (mut answered, answered_notes) = answered(&self.connection, day)?;
        let deck = |counts: &DeckCounts| DeckDay {
            number: counts.number,
            name: counts.name.clone(),
            load: Load {
                due: counts.due,
                overdue: counts.overdue,
            },
            answered: answered.remove(&counts.number).unwrap_or_default(),
        };
        Ok(Studied {
            decks: counts.iter().map(deck).collect(),
            answered_notes,
        })
    }

    /// The limits that were set for this day alone: of the whole collection (`None`), and of decks by name.
    ///
    /// # Errors
    /// When the database fails or holds nonsense.
    pub fn limits_of_day(
        &self,
        day: StudyDay,
    ) -> Result<Vec<(Option<DeckName>, LimitChange)>, Error> {
        let before = limits_beside_the_log(&self.connection, day)?;
        let events = events_of_card(&self.connection, NO_CARD)?;
        let events: Vec<Event> = events.into_iter().map(|row| row.event).collect();
        Ok(limits_of_day(before, &events, day))
    }

    /// Sets limits for this day alone, of a deck or (`None`) of the whole collection. What is not set
    /// keeps what was set for the day before. It is taken back as every change is.
    ///
    /// # Errors
    /// When the database fails.
    pub fn set_limits_of_day(&mut self, limit: DayLimit, at: Moment) -> Result<(), Error> {
        if !limit.is_usual() {
            self.record_all(vec![(NO_CARD, Deed::LimitOfDay(limit))], at)?;
        }
        Ok(())
    }

    /// Forgets what was set for a day alone, of a deck or (`None`) of the whole collection; whether there
    /// was something.
    ///
    /// # Errors
    /// When the database fails.
    pub fn clear_limits_of_day(
        &mut self,
        day: StudyDay,
        deck: Option<&DeckName>,
        at: Moment,
    ) -> Result<bool, Error> {
        let set = self.limits_of_day(day)?;
        let is_set = set.iter().any(|(named, _)| named.as_ref() == deck);
        if is_set {
            let (deck, change) = (deck.cloned(), LimitChange::default());
            let usual = DayLimit { day, deck, change };
            self.record_all(vec![(NO_CARD, Deed::LimitOfDay(usual))], at)?;
        }
        Ok(is_set)
    }
}

/// Limits that a program set which did not know them as events.
fn limits_beside_the_log(
    connection: &Connection,
    day: StudyDay,
) -> Result<Vec<(Option<DeckName>, LimitChange)>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT deck, new, reviews FROM day_limit WHERE day = ?1")?;
    let mut rows = statement.query([day.number()])?;
    let mut limits = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let deck = match name.as_str() {
            "" => None,
            name => Some(deck_name(name)?),
        };
        let (new, reviews) = (row.get(1)?, row.get(2)?);
        limits.push((deck, LimitChange { new, reviews }));
    }
    Ok(limits)
}

/// The due day that a card had before an answer, as a column: none where it was new. The last event that set
/// one says it. An interval says less: a card that is being learned in Anki has none, and is not new.
const DUE_BEFORE: &str = "(SELECT CASE earlier.kind WHEN 'adopt' \
         THEN unixepoch(json_extract(earlier.payload, '$.due')) / 86400 ELSE earlier.due END \
     FROM event AS earlier WHERE earlier.card = event.card AND earlier.clock < event.clock \
     AND earlier.kind IN ('review', 'reschedule', 'adopt', 'reset') \
     AND NOT EXISTS (SELECT 1 FROM voided WHERE voided.event = earlier.id) \
     ORDER BY earlier.clock DESC LIMIT 1)";

/// What was answered on a day: in each deck where something was, and the notes. An answer was late when
/// the card had been due on a day before. One pass for both: two of them looked for the card of each
/// answer twice. A card under another id has its due day there, and shows by its interval that it was known.
fn answered(
    connection: &Connection,
    day: StudyDay,
) -> Result<(HashMap<DeckNumber, Answered>, HashSet<NoteKey>), Error> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT card.deck, event.interval_before > 0, {DUE_BEFORE}, card.retired, {NOTE} \
         FROM event JOIN card ON card.uid = event.card \
         WHERE event.day = :day AND event.kind = 'review' \
         AND NOT EXISTS (SELECT 1 FROM voided WHERE voided.event = event.id)"
    ))?;
    let mut rows = statement.query(named_params! { ":day": day.number() })?;
    let (mut decks, mut notes) = (HashMap::new(), HashSet::new());
    while let Some(row) = rows.next()? {
        let of_deck: &mut Answered = decks.entry(DeckNumber(row.get(0)?)).or_default();
        let due: Option<i64> = row.get(2)?;
        if due.is_some() || row.get::<_, Option<bool>>(1)? == Some(true) {
            of_deck.reviews = of_deck.reviews.saturating_add(1);
            let is_late = due.is_some_and(|due| due < day.number());
            of_deck.late = of_deck.late.saturating_add(u32::from(is_late));
        } else {
            of_deck.new = of_deck.new.saturating_add(1);
        }
        if !row.get::<_, bool>(3)? {
            notes.extend(note_of(row, 4)?);
        }
    }
    Ok((decks, notes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::CardId;
    use crate::review::Adopted;
    use crate::store::events::tests::{NOTES, grade, import, moment, store, study_day};
    use crate::store::{Creation, Store};

    fn deck(name: &str) -> DeckName {
        DeckName::new(name).unwrap()
    }

    fn studied(store: &Store, day: i64) -> Studied {
        let day = study_day(day);
        store.study(&store.decks(day).unwrap(), day).unwrap()
    }

    #[test]
    fn a_day_of_a_deck_counts_what_is_due_and_what_was_answered() {
        let (_folder, mut store) = store();
        let cards = import(&mut store, "notes.md", NOTES);
        // Day 0: a and b begin. Day 1: both are due. Day 3: a was answered two days late.
        grade(&mut store, cards[0], 4, 0);
        grade(&mut store, cards[1], 4, 0);
        let day = |store: &Store, day| studied(store, day).decks[0].clone();
        assert_eq!(day(&store, 0).load, Load::default());
        assert_eq!(day(&store, 0).answered.new, 2);
        assert_eq!(day(&store, 1).load, Load { due: 2, overdue: 0 });
        assert_eq!(day(&store, 3).load, Load { due: 2, overdue: 2 });
        grade(&mut store, cards[0], 4, 3);
        grade(&mut store, cards[2], 4, 3);
        let after = day(&store, 3);
        assert_eq!(after.load, Load { due: 1, overdue: 1 });
        let answered = Answered {
            new: 1,
            reviews: 1,
            late: 1,
        };
        assert_eq!(after.answered, answered);
        // Answered on the very day it was due, it was not late: 3 + 6 days.
        grade(&mut store, cards[0], 4, 9);
        assert_eq!(day(&store, 9).answered.late, 0);
        store.undo(crate::store::events::tests::moment(9)).unwrap();
        assert_eq!(day(&store, 9).answered, Answered::default());
    }

    #[test]
    fn a_card_that_had_a_due_day_was_not_new_whatever_its_interval() {
        let (_folder, mut store) = store();
        let cards = import(&mut store, "notes.md", NOTES);
        // As a card comes that is being learned in Anki: answered, due, and without an interval yet.
        let learning = |due: Option<i64>| {
            Deed::Adopt(Adopted {
                reviews: 2,
                last_review: Some(study_day(0)),
                due: due.map(study_day),
                ..Adopted::default()
            })
        };
        let new = || Deed::Adopt(Adopted::default());
        let day = |store: &Store, day| studied(store, day).decks[0].answered;
        store
            .record(cards[0], learning(Some(1)), moment(0))
            .unwrap();
        store.record(cards[1], new(), moment(0)).unwrap();
        // A day that was chosen for a new card makes it one that is due.
        let chosen = Deed::Reschedule(study_day(2));
        store.record(cards[2], chosen, moment(0)).unwrap();
        for card in &cards {
            grade(&mut store, *card, 4, 2);
        }
        let expected = Answered {
            new: 1,
            reviews: 2,
            late: 1,
        };
        assert_eq!(day(&store, 2), expected);
        // A reset makes it new again.
        store.record(cards[0], Deed::Reset, moment(3)).unwrap();
        grade(&mut store, cards[0], 4, 4);
        assert_eq!(day(&store, 4).new, 1);
    }

    #[test]
    fn cards_that_begin_at_one_place_are_siblings_and_rows_of_one_line_are_none() {
        let (_folder, mut store) = store();
        let text = "# N\n\nC: The [one] and the [other].\n\na ::: b\n\n\
                    <table><tr><th>K</th><th>V</th></tr><tr><td>x</td><td>1</td></tr>\
                    <tr><td>y</td><td>2</td></tr></table>\n";
        let cards = import(&mut store, "notes.md", text);
        let note = |store: &Store, at: usize| {
            let card: CardId = cards[at];
            store.candidate(card, study_day(0)).unwrap().unwrap().note
        };
        assert_eq!(cards.len(), 6);
        assert!(note(&store, 0).is_some() && note(&store, 0) == note(&store, 1));
        assert!(note(&store, 2) == note(&store, 3) && note(&store, 1) != note(&store, 2));
        assert_ne!(note(&store, 4), note(&store, 5));
        assert!(studied(&store, 0).answered_notes.is_empty());
        grade(&mut store, cards[1], 1, 0);
        let answered = studied(&store, 0).answered_notes;
        assert_eq!(answered, note(&store, 0).into_iter().collect());
        assert!(studied(&store, 1).answered_notes.is_empty());
        store.undo(crate::store::events::tests::moment(0)).unwrap();
        assert!(studied(&store, 0).answered_notes.is_empty());
        // Lines above move both.
        let moved = import(
            &mut store,
            "notes.md",
            &text.replace("# N", "# N\n\nQ: q\nA: a"),
        );
        assert_eq!(moved[1..], cards);
        assert_eq!(note(&store, 0), note(&store, 1));
    }

    #[test]
    fn limits_of_a_day_outlive_the_program_and_end_with_the_day() {
        let (folder, mut store) = store();
        let set = |new, reviews| LimitChange { new, reviews };
        let day = study_day(0);
        let aws = deck("AWS");
        for (deck, change) in [
            (Some(aws.clone()), set(Some(5), None)),
            (Some(aws.clone()), set(None, Some(7))),
            (None, set(Some(0), None)),
        ] {
            let limit = DayLimit { day, deck, change };
            store.set_limits_of_day(limit, moment(0)).unwrap();
        }
        drop(store);
        let path = folder.path().join("srm.db");
        let device = crate::review::DeviceId(7);
        let mut store = Store::open(&path, Creation::Never, device).unwrap();
        let all = [
            (None, set(Some(0), None)),
            (Some(aws.clone()), set(Some(5), Some(7))),
        ];
        assert_eq!(store.limits_of_day(day).unwrap(), all);
        assert_eq!(store.limits_of_day(study_day(1)).unwrap(), []);
        let mut clear = || {
            store
                .clear_limits_of_day(day, Some(&aws), moment(0))
                .unwrap()
        };
        assert!(clear());
        assert!(!clear());
        assert_eq!(store.limits_of_day(day).unwrap(), all[..1]);
    }

    #[test]
    fn limits_of_a_day_are_taken_back_and_brought_back_among_other_changes() {
        let (_folder, mut store) = store();
        let cards = import(&mut store, "notes.md", NOTES);
        let day = study_day(0);
        let limit = |new| DayLimit {
            day,
            deck: None,
            change: LimitChange {
                new: Some(new),
                reviews: None,
            },
        };
        let new = |store: &Store| {
            let limits = store.limits_of_day(day).unwrap();
            limits.first().and_then(|(_, change)| change.new)
        };
        store.set_limits_of_day(limit(3), moment(0)).unwrap();
        grade(&mut store, cards[0], 4, 0);
        store.set_limits_of_day(limit(9), moment(0)).unwrap();
        assert!(store.clear_limits_of_day(day, None, moment(0)).unwrap());
        assert_eq!(new(&store), None);
        let mut steps = Vec::new();
        while let Some(reversed) = store.undo(moment(0)).unwrap() {
            steps.push((reversed.change.newest.deed.kind().to_owned(), new(&store)));
        }
        let step = |kind: &str, new| (kind.to_owned(), new);
        let expected = [
            step("limit", Some(9)),
            step("limit", Some(3)),
            step("review", Some(3)),
            step("limit", None),
        ];
        assert_eq!(steps, expected);
        let mut again = Vec::new();
        while store.redo(moment(0)).unwrap().is_some() {
            again.push(new(&store));
        }
        assert_eq!(again, [Some(3), Some(3), Some(9), None]);
        assert_eq!(store.rebuild_check().unwrap(), []);
        store.connection.execute("DELETE FROM voided", []).unwrap();
        let differing = store.rebuild_check().unwrap();
        let differing: Vec<CardId> = differing.iter().map(|found| found.card).collect();
        assert_eq!(differing, [NO_CARD, cards[0]]);
        store.rebuild().unwrap();
        assert_eq!(store.rebuild_check().unwrap(), []);
        // Not what a card has, so it leaves with no deck.
        let filter = crate::store::Filter::default();
        let out = store
            .export(&filter, crate::exchange::Progress::With)
            .unwrap();
        let events = out.decks.iter().flat_map(|deck| &deck.events);
        assert!(events.clone().all(|event| event.card != NO_CARD));
        assert!(events.count() > 0);
    }

    #[test]
    fn limits_that_stand_beside_the_log_hold_until_they_are_changed() {
        let (_folder, mut store) = store();
        let day = study_day(0);
        store
            .connection
            .execute(
                "INSERT INTO day_limit VALUES (?1, '', 4, 5)",
                [day.number()],
            )
            .unwrap();
        let change = |new, reviews| LimitChange { new, reviews };
        assert_eq!(
            store.limits_of_day(day).unwrap(),
            [(None, change(Some(4), Some(5)))]
        );
        let limit = DayLimit {
            day,
            deck: None,
            change: change(Some(8), None),
        };
        store.set_limits_of_day(limit, moment(0)).unwrap();
        assert_eq!(
            store.limits_of_day(day).unwrap(),
            [(None, change(Some(8), Some(5)))]
        );
        assert!(store.clear_limits_of_day(day, None, moment(0)).unwrap());
        assert_eq!(store.limits_of_day(day).unwrap(), []);
    }
}
