//! Anki packages of any bytes, and packages whose collection, list of media or fields are any bytes:
//! no panic, nothing larger than the limits, and what comes out of one is a card that can be asked.

#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use srm::calendar::Moment;
use srm::exchange::anki::{Limits, fields, open_package};
use srm::exchange::import::anki::Conversion;
use srm::store::{AnkiError, AnkiFile};

/// Small, so that the limits are met.
const LIMITS: Limits = Limits {
    collection: 1 << 20,
    medium: 1 << 16,
    media: 1 << 18,
    free: 1 << 16,
    ratio: 200,
    entries: 100,
    list: 1 << 16,
};

const NOW: Moment = Moment {
    utc_ms: 1_800_000_000_000,
    offset_minutes: 0,
};

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    match kind % 3 {
        0 => unpack(bytes),
        1 => convert(bytes),
        _ => drop(fields(bytes)),
    }
});

fn unpack(bytes: &[u8]) {
    let Ok(mut package) = open_package(Cursor::new(bytes), LIMITS) else {
        return;
    };
    assert!(package.media().len() <= LIMITS.entries.max(1 << 16));
    let mut collection = Vec::new();
    if package.copy_collection(&mut collection).is_ok() {
        assert!(collection.len() as u64 <= LIMITS.collection);
        convert(&collection);
    }
}

fn convert(bytes: &[u8]) {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(bytes).expect("it is written");
    let Ok(file) = AnkiFile::open(file.path()) else {
        return;
    };
    let Ok(collection) = file.collection() else {
        return;
    };
    let mut conversion = Conversion::new(collection, NOW);
    let _ = file.notes(|row| -> Result<(), AnkiError> {
        if let Ok((note, cards)) = row {
            for arrival in conversion.note(note, &cards) {
                let card = &arrival.record.card;
                assert!(!card.front().trim().is_empty(), "no front: {card:?}");
                assert!(!card.back().trim().is_empty(), "no back: {card:?}");
            }
        }
        Ok(())
    });
    let _ = file.answers(|row| -> Result<(), AnkiError> {
        if let Ok(row) = row {
            conversion.count_answer(&row);
            conversion.answer(&row);
        }
        Ok(())
    });
}
