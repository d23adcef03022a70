//! A collection whose making ended before anything of it was committed, such as by a power cut: what lies in its file
//! is no database, and the journal beside it says that the file was empty before.
//! It only reads. SQLite itself takes the beginning back when it opens the file.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The first bytes of a rollback journal (<https://www.sqlite.org/fileformat.html#the_rollback_journal>).
const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

/// Where a journal says how many pages the database had, in four bytes.
const PAGES_BEFORE: usize = 16;

/// Whether a file was empty before the change that its journal takes back.
pub(super) fn was_empty(path: &Path) -> bool {
    let mut journal = path.as_os_str().to_owned();
    journal.push("-journal");
    let mut header = [0; PAGES_BEFORE + 4];
    let read = File::open(journal).and_then(|mut file| file.read_exact(&mut header));
    read.is_ok() && header.starts_with(&MAGIC) && header.ends_with(&[0; 4])
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::events::tests::{NOTES, import};
    use crate::store::{Creation, Error, Store};

    /// A journal of a file that had so many pages.
    fn journal(pages: u32) -> Vec<u8> {
        let numbers = [0, 7, pages, 512, 4096].map(u32::to_be_bytes).concat();
        let mut journal = [MAGIC.as_slice(), &numbers].concat();
        journal.resize(512, 0);
        journal
    }

    #[test]
    fn a_collection_that_was_only_begun_is_made_anew() {
        let device = crate::review::DeviceId(7);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("srm.db");
        // The first page did not reach the disk, a later one did.
        fs::write(&path, [vec![0; 4096], vec![13; 4096]].concat()).unwrap();
        let open = || Store::open(&path, Creation::IfMissing, device);
        assert!(matches!(open(), Err(Error::NotOurs { .. })));
        fs::write(folder.path().join("srm.db-journal"), journal(2)).unwrap();
        assert!(matches!(open(), Err(Error::NotOurs { .. })));
        fs::write(folder.path().join("srm.db-journal"), journal(0)).unwrap();
        let mut store = open().unwrap();
        assert_eq!(import(&mut store, "notes.md", NOTES).len(), 3);
    }
}
