//! The cards that go into an Anki package, each with its number there: read once, before any row is written.
//! It must never give one number to two cards.

use foldhash::{HashMap, HashSet};
use rusqlite::{Connection, named_params};
use serde::Deserialize;

use crate::calendar::{Moment, StudyDay};
use crate::cards::CardId;
use crate::store::Error;
use crate::store::columns::id_of;
use crate::store::filter::Filter;

use super::departing_log::Answered;

/// The number of a card in the package, and what is known of it before its row is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbered {
    pub(super) number: i64,
    pub(super) answered: Answered,
}

/// The cards that go, by their ids.
pub(super) type Roster = HashMap<CardId, Numbered>;

/// What goes.
pub(super) struct Going {
    pub(super) roster: Roster,
    /// How many of them are no note's: cards that were made here.
    pub(super) own: usize,
    /// The first day on which a card was due, here or in Anki before.
    pub(super) oldest_due: Option<StudyDay>,
}

/// The due day among what Anki said of a card.
#[derive(Deserialize)]
struct GivenDay {
    #[serde(default)]
    due_day: Option<i64>,
}

/// The cards that go, with their numbers: those they had in Anki, and moments of their coming.
pub(super) fn going(connection: &Connection, filter: &Filter, now: Moment) -> Result<Going, Error> {
    let (deck, inside) = filter.bounds();
    let bounds = named_params! { ":deck": deck, ":inside": inside };
    let sql = format!(
        "SELECT uid, number, given, deck, position, note IS NULL FROM card WHERE NOT retired AND {}",
        filter.condition("deck")
    );
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query(bounds)?;
    let mut numbers = Numbers::default();
    let mut oldest = oldest_here(connection)?;
    let mut own = 0_usize;
    // Anki takes no number of the future; these lie behind those that are known.
    let latest = now.utc_ms.saturating_add(43_200_000);
    // Sorted here: in order by the database, which sorts all columns of all cards, this took twice as long.
    let mut made_here = Vec::new();
    while let Some(row) = rows.next()? {
        let id = id_of(row, 0)?;
        own = own.saturating_add(row.get(5)?);
        let known: Option<i64> = row.get(1)?;
        match known.filter(|number| (1..latest).contains(number)) {
            Some(number) => {
                numbers.give(id, number);
            }
            None => made_here.push((row.get::<_, i64>(3)?, row.get::<_, i64>(4)?, id)),
        }
        if let Some(given) = row.get_ref(2)?.as_str_or_null().ok().flatten() {
            let day = serde_json::from_str::<GivenDay>(given).ok();
            let day = day.and_then(|day| day.due_day);
            oldest = oldest.into_iter().chain(day).min();
        }
    }
    made_here.sort_unstable();
    let mut next = now.utc_ms;
    for (_, _, id) in made_here {
        next = numbers.give(id, next).saturating_add(1);
    }
    Ok(Going {
        roster: numbers.roster,
        own,
        oldest_due: oldest.map(StudyDay::from_number),
    })
}

fn oldest_here(connection: &Connection) -> Result<Option<i64>, Error> {
    let sql = "SELECT min(due_day) FROM memory";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

/// Numbers that are given to cards.
#[derive(Default)]
struct Numbers {
    taken: HashSet<i64>,
    roster: Roster,
}

impl Numbers {
    /// Gives a card this number, or the next that is free; which one.
    fn give(&mut self, card: CardId, mut number: i64) -> i64 {
        while !self.taken.insert(number) {
            number = number.saturating_add(1);
        }
        let answered = Answered::default();
        self.roster.insert(card, Numbered { number, answered });
        number
    }
}
