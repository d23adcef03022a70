//! A second connection to the collection, to read it on another thread while this one goes on.
//! It must never write, and nothing may be read through it that has to belong to the state that another connection
//! sees, unless it can be shown to.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::error::Error;
use super::open::{BUSY, Store, guard, is_written_ahead};

impl Store {
    /// Whether a second connection can read the file. Without the log written ahead this one has the file to itself; what
    /// is only read is nothing that a second connection could open without further ado.
    pub(super) fn may_be_opened_again(&self) -> Result<bool, Error> {
        Ok(!self.is_read_only() && is_written_ahead(&self.connection)?)
    }
}

/// A second connection that sees the state of this moment until it is closed. The file is opened by
/// SQLite alone: opening it in any other way, and closing it, would drop this process's locks on it.
pub(super) fn open_again(path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let source = Connection::open_with_flags(path, flags)?;
    source.busy_timeout(BUSY)?;
    guard(&source)?;
    source.execute_batch("BEGIN")?;
    // A transaction begins with its first look.
    source.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(source)
}
