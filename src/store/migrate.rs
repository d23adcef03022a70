//! Migrations: each brings a collection one format further, in one transaction with its number; a new file is
//! brought through all of them at once.
//! A released migration is never edited: there are files that it has already been run on.

use rusqlite::{Connection, TransactionBehavior};

use super::error::Error;

/// The migrations in order; the n-th leads to format n.
pub(super) const MIGRATIONS: [&str; 18] = [
    include_str!("migrations/0001_collection.sql"),
    include_str!("migrations/0002_imports.sql"),
    include_str!("migrations/0003_statistics.sql"),
    include_str!("migrations/0004_aliases.sql"),
    include_str!("migrations/0005_notes.sql"),
    include_str!("migrations/0006_changes.sql"),
    include_str!("migrations/0007_scheduling.sql"),
    include_str!("migrations/0008_deck_counts.sql"),
    include_str!("migrations/0009_editions.sql"),
    include_str!("migrations/0010_kept.sql"),
    include_str!("migrations/0011_added.sql"),
    include_str!("migrations/0012_media.sql"),
    include_str!("migrations/0013_day_limits.sql"),
    include_str!("migrations/0014_siblings.sql"),
    include_str!("migrations/0015_imports_again.sql"),
    include_str!("migrations/0016_newcomers.sql"),
    include_str!("migrations/0017_states.sql"),
    include_str!("migrations/0018_due.sql"),
];

/// The format this program writes.
pub(super) fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Runs what is missing. A new file gets all of it in one transaction: each of its own waits for the disk
/// four times.
pub(super) fn run(connection: &mut Connection, application_id: i64) -> Result<(), Error> {
    loop {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Read inside the transaction: another program may have run it just before.
        let version: i64 =
            transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let last = match version {
            0 => newest(),
            _ => version.saturating_add(1),
        };
        if version >= newest() {
            return Ok(());
        }
        for (number, migration) in (1_i64..).zip(MIGRATIONS) {
            if (version.saturating_add(1)..=last).contains(&number) {
                transaction.execute_batch(migration)?;
            }
        }
        transaction.pragma_update(None, "application_id", application_id)?;
        transaction.pragma_update(None, "user_version", last)?;
        transaction.commit()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_from_before_get_the_day_that_can_be_told() {
        let added = include_str!("migrations/0011_added.sql");
        let place = MIGRATIONS.iter().position(|migration| *migration == added);
        let connection = Connection::open_in_memory().unwrap();
        for migration in &MIGRATIONS[..place.unwrap()] {
            connection.execute_batch(migration).unwrap();
        }
        // Day 20,000 is 1,728,000,000 s. Card 1 was made by Anki on it at 3:59 and so on the study day
        // before; 2 came by an import at 23:00 UTC, 1:00 two hours ahead; 3 was answered on days 20,005
        // and 20,004; 4 was only flagged, on day 20,006 at noon; of 5 there is nothing.
        connection
            .execute_batch(
                "INSERT INTO device VALUES (1, 5, 1, 0, 0);
                 INSERT INTO deck VALUES (1, 'A');
                 INSERT INTO card (id, uid, deck, position, kind, section, prompt, keyed, answer,
                     tags, line, fingerprint, retired, number)
                 SELECT value, unhex(printf('%032x', value)), 1, value, 'question', '[]', '?', 0,
                     '{}', '[]', 1, unhex(printf('%032x', value)), 0,
                     iif(value = 1, 1728014340000, NULL)
                 FROM json_each('[1, 2, 3, 4, 5]');
                 INSERT INTO import VALUES (1, 1728082800000, 120, 0), (2, 1828082800000, 0, 0);
                 INSERT INTO import_before VALUES (1, 'text', 2, NULL), (2, 'text', 3, '{}');
                 INSERT INTO event (device, sequence, clock, at_ms, offset_minutes, kind, card, day)
                 VALUES (1, 1, 1, 0, 0, 'review', unhex(printf('%032x', 3)), 20005),
                     (1, 2, 2, 0, 0, 'review', unhex(printf('%032x', 3)), 20004),
                     (1, 3, 3, 1728561600000, 0, 'flag', unhex(printf('%032x', 4)), NULL);",
            )
            .unwrap();
        connection.execute_batch(added).unwrap();
        let mut statement = connection
            .prepare("SELECT added_day FROM card ORDER BY id")
            .unwrap();
        let days = statement.query_map([], |row| row.get(0)).unwrap();
        let days: Vec<Option<i64>> = days.map(Result::unwrap).collect();
        assert_eq!(
            days,
            [Some(19_999), Some(20_000), Some(20_004), Some(20_006), None]
        );
    }
}
