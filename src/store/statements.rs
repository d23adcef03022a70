//! Statements that are planned once and used again. It changes no result: only how often SQLite reads
//! the same words.

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::error::Error;

/// How many statements are kept. An answer uses some thirty, and an import some more; with the sixteen
/// that are kept unless told, each pushed out another one that came next.
const KEPT: usize = 128;

/// Keeps statements, and the plan of each for all values. Otherwise SQLite plans those anew that compare
/// columns of its partial indexes with values, each time that they are used: of the million instructions
/// that stored the state of a card, most planned the same update again.
pub(super) fn keep(connection: &Connection) -> Result<(), Error> {
    connection.set_prepared_statement_cache_capacity(KEPT);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}
