//! Decks as JSON of any bytes: no panic, and what is read once is written and read again as the same,
//! byte for byte. What is read is also brought into a collection, whose memories are what its log says.

#![no_main]

use libfuzzer_sys::fuzz_target;
use srm::calendar::Moment;
use srm::exchange::Progress;
use srm::exchange::export::json::write;
use srm::exchange::import::json::read;
use srm::review::DeviceId;
use srm::store::{Creation, Store};

const AT: Moment = Moment {
    utc_ms: 1_800_000_000_000,
    offset_minutes: 0,
};

fuzz_target!(|bytes: &[u8]| {
    let Ok(collection) = read(bytes) else {
        return;
    };
    let text = write(&collection, Progress::With);
    let again = read(&text).expect("what was written is read");
    assert_eq!(write(&again, Progress::With), text, "written twice");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("fuzz.db");
    let mut store = Store::open(&path, Creation::IfMissing, DeviceId(1)).expect("a collection");
    if store.import(&collection, AT).is_ok() {
        assert_eq!(store.rebuild_check().expect("it folds"), []);
    }
});
