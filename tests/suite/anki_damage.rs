//! Collections of Anki with bytes changed at random: each is refused, or taken in as far as it makes
//! sense. Either way the program goes on, and what it keeps is sound.

use proptest::prelude::*;
use srm::calendar::Rollover;
use srm::exchange::Progress;
use srm::exchange::import::anki::Conversion;
use srm::store::{AnkiError, AnkiFile, Error, Filter, Store};

use crate::anki_round_trip::drawn::{any_note, written};
use crate::anki_round_trip::{collection, now};
use crate::log_properties::tries;

enum Stop {
    Package,
    Store(Error),
}

impl From<AnkiError> for Stop {
    fn from(_: AnkiError) -> Stop {
        Stop::Package
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Store(error)
    }
}

/// Takes in what makes sense, as the command does.
fn bring(store: &mut Store, file: &AnkiFile) -> Result<(), Stop> {
    let mut conversion = Conversion::new(file.collection()?, now());
    let mut arrivals = store.arrivals(now(), file.expected())?;
    file.answers(|row| -> Result<(), Stop> {
        if let Ok(row) = row {
            conversion.count_answer(&row);
        }
        Ok(())
    })?;
    file.notes(|row| -> Result<(), Stop> {
        if let Ok((note, cards)) = row {
            for arrival in conversion.note(note, &cards) {
                arrivals.card(arrival)?;
            }
        }
        Ok(())
    })?;
    file.answers(|row| -> Result<(), Stop> {
        if let Some(answer) = row.ok().and_then(|row| conversion.answer(&row)) {
            arrivals.answers(&[answer])?;
        }
        Ok(())
    })?;
    Ok(arrivals.finish()?)
}

proptest! {
    #![proptest_config(tries(96))]

    #[test]
    fn a_damaged_collection_is_refused_or_taken_in_soundly(
        notes in prop::collection::vec(any_note(), 1..4),
        damage in prop::collection::vec((any::<u32>(), any::<u8>()), 1..60),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("package");
        written(&path, &notes);
        let mut bytes = std::fs::read(&path).unwrap();
        for (place, byte) in damage {
            // Behind the header, which would only be refused.
            let place = 100 + place as usize % (bytes.len() - 100);
            bytes[place] = byte;
        }
        std::fs::write(&path, bytes).unwrap();
        let mut store = collection(folder.path(), "one.db");
        let brought = AnkiFile::open(&path).map_err(Stop::from).and_then(|file| bring(&mut store, &file));
        if let Err(Stop::Store(error)) = &brought {
            prop_assert!(false, "a package must not fail the store: {error}");
        }
        prop_assert!(store.rebuild_check().unwrap().is_empty());
        let out = folder.path().join("out");
        std::fs::write(&out, []).unwrap();
        let when = (now(), Rollover::default());
        store.depart(&Filter::default(), Progress::With, &out, when, &mut |_, _| None).unwrap();
        prop_assert!(AnkiFile::open(&out).is_ok());
    }
}
