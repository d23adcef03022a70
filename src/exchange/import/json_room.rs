//! How much a file of decks may hold: bounded by what stays in memory, not by how long the file is. An entry
//! of the log is long as text and short as an event. Nothing here may look at what the text says.

use std::cell::Cell;
use std::io::{self, Read};

/// The most that a file has besides its log, in bytes; of a file that is read at once, all of it.
pub const LARGEST: usize = 256 << 20;

/// The most entries of all logs of a file.
pub const MOST_ENTRIES: usize = 4_000_000;

/// The most bytes of an entry that are forgotten once it is an event. Ours have a tenth of that.
const LONGEST_ENTRY: usize = 4 << 10;

/// The logs of a file have too many entries.
#[derive(Debug, thiserror::Error)]
#[error("the logs have more than {MOST_ENTRIES} entries")]
pub(super) struct TooManyEntries;

/// The room of one file.
#[derive(Debug)]
pub(super) struct FileRoom {
    /// How many bytes may still be read and kept.
    left: Cell<usize>,
    /// The same where the entry that is being read begins.
    at_entry: Cell<usize>,
    entries_left: Cell<usize>,
}

impl Default for FileRoom {
    fn default() -> FileRoom {
        FileRoom::of(LARGEST, MOST_ENTRIES)
    }
}

impl FileRoom {
    /// A room for so many bytes, and for so many entries of logs.
    pub(super) fn of(bytes: usize, entries: usize) -> FileRoom {
        FileRoom {
            left: Cell::new(bytes),
            at_entry: Cell::new(bytes),
            entries_left: Cell::new(entries),
        }
    }

    /// A log begins.
    pub(super) fn begin_log(&self) {
        self.at_entry.set(self.left.get());
    }

    /// An entry was read and is an event now: all but `kept` bytes of its text are forgotten.
    pub(super) fn end_entry(&self, kept: usize) -> Result<(), TooManyEntries> {
        let left = self.left.get();
        let read = self.at_entry.get().saturating_sub(left);
        let forgotten = read.min(LONGEST_ENTRY).saturating_sub(kept);
        self.left.set(left.saturating_add(forgotten));
        self.begin_log();
        let entries = self.entries_left.get().checked_sub(1);
        self.entries_left.set(entries.ok_or(TooManyEntries)?);
        Ok(())
    }
}

/// A reader that ends with [`io::ErrorKind::FileTooLarge`] where there is no more room. A buffer belongs below
/// it: what is read ahead is not what was read.
pub(super) struct Bounded<'a, R> {
    from: R,
    room: &'a FileRoom,
}

impl<'a, R: Read> Bounded<'a, R> {
    pub(super) fn new(from: R, room: &'a FileRoom) -> Bounded<'a, R> {
        Bounded { from, room }
    }
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        let left = self.room.left.get().checked_sub(count);
        self.room.left.set(left.ok_or(io::ErrorKind::FileTooLarge)?);
        Ok(count)
    }
}

#[cfg(test)]
#[path = "json_room_tests.rs"]
mod tests;
