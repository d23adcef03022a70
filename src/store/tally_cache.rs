//! The cache of day tallies. It holds what all events up to one of them count up to, undone ones
//! included. Events are never changed or deleted, so that what was counted once stays true; the last
//! event counted is kept by row and by name, and a cache that names another event, does not add up or
//! cannot be read is thrown away. It must never be the only place where anything is known.

use rusqlite::{Connection, OptionalExtension, params};

use crate::calendar::StudyDay;
use crate::stats::{DayTally, PassRate};

use super::error::Error;
use super::tallies::Tallied;

/// The newest event that was counted: its row, and what proves that it is still that event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LastCounted {
    pub(super) row: i64,
    device: i64,
    sequence: i64,
    clock: i64,
}

impl LastCounted {
    /// The newest event of the log; rows of it only ever grow.
    pub(super) fn newest(connection: &Connection) -> Result<LastCounted, Error> {
        let sql = "SELECT id, device, sequence, clock FROM event ORDER BY id DESC LIMIT 1";
        LastCounted::of(connection, sql)
    }

    /// Whether a connection sees this event in its row.
    pub(super) fn is_in(self, connection: &Connection) -> Result<bool, Error> {
        let row = self.row;
        let sql = format!("SELECT id, device, sequence, clock FROM event WHERE id = {row}");
        Ok(self != LastCounted::default() && LastCounted::of(connection, &sql)? == self)
    }

    fn of(connection: &Connection, sql: &str) -> Result<LastCounted, Error> {
        let found = connection.query_row(sql, [], |row| {
            Ok(LastCounted {
                row: row.get(0)?,
                device: row.get(1)?,
                sequence: row.get(2)?,
                clock: row.get(3)?,
            })
        });
        Ok(found.optional()?.unwrap_or_default())
    }
}

/// What was kept, with the last event it counts; none when there is nothing that can be trusted.
pub(super) fn read(connection: &Connection) -> Result<Option<(Tallied, LastCounted)>, Error> {
    let kept = LastCounted::of(
        connection,
        "SELECT event, device, sequence, clock FROM tallied",
    )?;
    let there = LastCounted::of(
        connection,
        "SELECT event.id, event.device, event.sequence, event.clock \
         FROM tallied JOIN event ON event.id = tallied.event",
    )?;
    if kept == LastCounted::default() || kept != there {
        return Ok(None);
    }
    let events: u64 = connection.query_row("SELECT answers FROM tallied", [], |row| row.get(0))?;
    let mut statement = connection.prepare("SELECT day, numbers FROM day_tally")?;
    let mut rows = statement.query([])?;
    let mut tallied = Tallied::default();
    while let Some(row) = rows.next()? {
        let day: i64 = row.get(0)?;
        let numbers: Vec<u8> = row.get(1)?;
        let Some(tally) = decoded(StudyDay::from_number(day), &numbers) else {
            return Ok(None);
        };
        tallied.events = tallied
            .events
            .saturating_add(u64::from(tally.reviews()).saturating_add(u64::from(tally.drills)));
        tallied.days.insert(day, tally);
    }
    Ok((tallied.events == events).then_some((tallied, kept)))
}

/// Replaces what was kept.
pub(super) fn write(
    connection: &Connection,
    days: &[(i64, Vec<u8>)],
    answers: u64,
    last: LastCounted,
) -> Result<(), Error> {
    forget(connection)?;
    let mut insert = connection.prepare("INSERT INTO day_tally (day, numbers) VALUES (?1, ?2)")?;
    for (day, numbers) in days {
        insert.execute(params![day, numbers])?;
    }
    connection.execute(
        "INSERT INTO tallied (only, event, device, sequence, clock, answers) \
         VALUES (1, ?1, ?2, ?3, ?4, ?5)",
        params![last.row, last.device, last.sequence, last.clock, answers],
    )?;
    Ok(())
}

/// Throws away what was kept.
pub(super) fn forget(connection: &Connection) -> Result<(), Error> {
    connection.execute_batch("DELETE FROM tallied; DELETE FROM day_tally;")?;
    Ok(())
}

/// Each day with its numbers as they are stored.
pub(super) fn encoded(tallied: &Tallied) -> Vec<(i64, Vec<u8>)> {
    let day = |(day, tally): (&i64, &DayTally)| (*day, encode(tally));
    tallied.days.iter().map(day).collect()
}

/// Answers by age and grade, drills, time, then passed and all answers of each hour, as LEB128: most
/// are small or zero, and take a byte.
fn encode(tally: &DayTally) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(80);
    let hours = tally
        .hours
        .iter()
        .flat_map(|rate| [rate.passed, rate.answers]);
    let numbers = tally.answers.iter().flatten().copied();
    for number in numbers.chain([tally.drills]).chain(hours) {
        put(&mut bytes, u64::from(number));
    }
    put(&mut bytes, tally.duration_ms);
    bytes
}

/// The tally that [`encode`] wrote; none for anything else.
fn decoded(day: StudyDay, mut bytes: &[u8]) -> Option<DayTally> {
    let mut tally = DayTally::empty(day);
    let mut number = || take(&mut bytes);
    for count in tally.answers.iter_mut().flatten() {
        *count = u32::try_from(number()?).ok()?;
    }
    tally.drills = u32::try_from(number()?).ok()?;
    for hour in &mut tally.hours {
        *hour = PassRate {
            passed: u32::try_from(number()?).ok()?,
            answers: u32::try_from(number()?).ok()?,
        };
    }
    tally.duration_ms = number()?;
    bytes.is_empty().then_some(tally)
}

/// Appends a number, seven bits a byte, the lowest first, the eighth bit on all but the last.
fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        let bits = u64::from(first & 0x7f);
        if shift == 63 && bits > 1 {
            return None;
        }
        number |= bits << shift;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_back_and_nonsense_is_refused() {
        for number in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            let mut bytes = Vec::new();
            put(&mut bytes, number);
            assert_eq!(take(&mut bytes.as_slice()), Some(number));
            bytes.pop();
            assert_eq!(take(&mut bytes.as_slice()), None);
        }
        assert_eq!(take(&mut [0xff; 11].as_slice()), None);
        let day = StudyDay::from_number(20_000);
        let mut tally = DayTally::empty(day);
        tally.answers[1][2] = 400;
        tally.hours[23] = PassRate {
            passed: 1,
            answers: 2,
        };
        tally.duration_ms = 1 << 40;
        let mut bytes = encode(&tally);
        assert_eq!(decoded(day, &bytes), Some(tally));
        bytes.push(0);
        assert_eq!(decoded(day, &bytes), None);
        assert_eq!(decoded(day, &[]), None);
    }
}
