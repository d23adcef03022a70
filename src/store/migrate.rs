//! Migrations: each brings a collection one format further, in one transaction with its number.
//! A released migration is never edited: there are files that it has already been run on.

use rusqlite::{Connection, TransactionBehavior};

use super::error::Error;

/// The migrations in order; the n-th leads to format n.
pub(super) const MIGRATIONS: [&str; 10] = [
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
];

/// The format this program writes.
pub(super) fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Runs what is missing.
pub(super) fn run(connection: &mut Connection, application_id: i64) -> Result<(), Error> {
    for (number, migration) in (1_i64..).zip(MIGRATIONS) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Read inside the transaction: another program may have run it just before.
        let version: i64 =
            transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if version >= number {
            continue;
        }
        transaction.execute_batch(migration)?;
        transaction.pragma_update(None, "application_id", application_id)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}
