//! The device that writes to a collection here: its row, and the name that its events carry.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use crate::review::DeviceId;

use super::error::Error;

/// The row and name of this device, made at the first opening.
pub(super) fn of(connection: &mut Connection, new: DeviceId) -> Result<(i64, DeviceId), Error> {
    if let Some(known) = read(connection)? {
        return Ok(known);
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if let Some(known) = read(&transaction)? {
        return Ok(known);
    }
    transaction.execute(
        "INSERT INTO device (name, own, sequence, clock) VALUES (?1, 1, 0, 0)",
        [new.0.cast_signed()],
    )?;
    let row = transaction.last_insert_rowid();
    transaction.commit()?;
    Ok((row, new))
}

/// The row and name of this device, where the collection has named one.
pub(super) fn read(connection: &Connection) -> Result<Option<(i64, DeviceId)>, Error> {
    let row = connection
        .query_row("SELECT id, name FROM device WHERE own = 1", [], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)?))
        })
        .optional()?;
    Ok(row.map(|(id, name)| (id, DeviceId(name.cast_unsigned()))))
}
