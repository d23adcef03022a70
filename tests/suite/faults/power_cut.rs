//! The power goes: of what was written since the last sync, each sector may be there, may be as before, or may
//! be torn. Every answer that was acknowledged before is there, an import has happened or has not, and the next
//! start needs nobody's help.
//! That each acknowledgement waits for a sync is shown by `answers_survive_a_power_cut_by_its_settings`.

use std::fs;
use std::io::{BufRead, BufReader, Write};

use rusqlite::Connection;

use super::kills::{edition, is_whole, start, stored};
use super::{Dice, rounds};
use crate::commands::sandbox::{Sandbox, bytes};

/// What a disk writes at once.
const SECTOR: usize = 512;

/// Answers of the session whose files are looked at.
const ANSWERS: u64 = 12;

/// The collection and the log beside it, as they stood when an answer was acknowledged.
struct Stand {
    collection: Vec<u8>,
    log: Vec<u8>,
}

impl Stand {
    fn of(sandbox: &Sandbox) -> Stand {
        let file = |name: &str| bytes(&sandbox.path(name)).unwrap_or_default();
        Stand {
            collection: file("srm.db"),
            log: file("srm.db-wal"),
        }
    }
}

/// Answers one card after the other and notes how the files stand behind each acknowledgement, and before the first.
fn stands(sandbox: &Sandbox) -> Vec<Stand> {
    let mut child = start(sandbox, &["review", "--plain"]);
    let mut keys = child.stdin.take().unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let mut all = vec![Stand::of(sandbox)];
    for _ in 0..ANSWERS {
        keys.write_all(b"\n1\n").unwrap();
        let mut line = String::new();
        while !line.starts_with("Saved ") {
            line.clear();
            assert!(said.read_line(&mut line).unwrap() > 0, "it ended");
        }
        all.push(Stand::of(sandbox));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    all
}

/// What may stand on the disk when the power goes while `new` is written over `old`.
fn cut(old: &[u8], new: &[u8], dice: &mut Dice) -> Vec<u8> {
    let most = old.len().max(new.len());
    let mut left = Vec::new();
    for start in (0..most).step_by(SECTOR) {
        let sector = |file: &[u8]| {
            let begun = file.get(start..).unwrap_or_default();
            let mut sector = begun[..begun.len().min(SECTOR)].to_vec();
            sector.resize(SECTOR, 0);
            sector
        };
        let (before, after) = (sector(old), sector(new));
        left.extend(match dice.below(4) {
            0 => before,
            1 => {
                // Torn: the beginning of one and the end of the other.
                let at = usize::try_from(dice.below(SECTOR as u64)).unwrap();
                [&after[..at], &before[at..]].concat()
            }
            _ => after,
        });
    }
    // The file may not have grown yet, or not wholly.
    let grown = u64::try_from(most - old.len().min(most)).unwrap();
    left.truncate(old.len() + usize::try_from(dice.below(grown + 1)).unwrap());
    left
}

#[test]
fn an_acknowledged_answer_outlives_a_power_cut() {
    let sandbox = Sandbox::new();
    sandbox.write("notes.md", edition(0));
    assert_eq!(sandbox.run(&["import", "notes.md"]).code, 0);
    let stands = stands(&sandbox);
    let mut dice = Dice(0xC0FFEE);
    let mut torn = 0;
    for round in 0..rounds(24) {
        let acknowledged = dice.below(ANSWERS);
        let at = usize::try_from(acknowledged).unwrap();
        let (old, new) = (&stands[at], &stands[at + 1]);
        assert!(old.collection == new.collection, "the log alone grows here");
        let after = Sandbox::new();
        let log = cut(&old.log, &new.log, &mut dice);
        torn += u64::from(log != old.log && log != new.log);
        fs::write(after.path("srm.db"), &old.collection).unwrap();
        fs::write(after.path("srm.db-wal"), log).unwrap();
        is_whole(&after);
        let left = stored(&after);
        assert!(
            (acknowledged..=acknowledged + 1).contains(&left),
            "round {round}: {acknowledged} acknowledged, {left} left"
        );
    }
    assert!(torn > 0, "nothing was torn, nothing is proven");
}

#[test]
fn an_import_outlives_a_power_cut_or_has_not_happened() {
    let sandbox = Sandbox::new();
    sandbox.write("notes.md", edition(0));
    assert_eq!(sandbox.run(&["import", "notes.md"]).code, 0);
    let state = |sandbox: &Sandbox| sandbox.run(&["export", "--progress"]).out;
    let before = state(&sandbox);
    // Somebody reads meanwhile, so that what is written stays in the log beside the collection.
    let reader = Connection::open(sandbox.path("srm.db")).unwrap();
    reader.execute_batch("BEGIN; SELECT * FROM card").unwrap();
    let old = Stand::of(&sandbox);
    sandbox.write("notes.md", edition(3));
    assert_eq!(sandbox.run(&["import", "notes.md"]).code, 0);
    let new = Stand::of(&sandbox);
    assert!(old.collection == new.collection, "the log alone grows here");
    drop(reader);
    let after = state(&sandbox);
    assert_ne!(before, after);
    let mut dice = Dice(0xCAFE);
    let mut seen = [0, 0];
    for round in 0..rounds(24) {
        let cut_off = Sandbox::new();
        let log = match round {
            0 => new.log.clone(),
            _ => cut(&old.log, &new.log, &mut dice),
        };
        fs::write(cut_off.path("srm.db"), &old.collection).unwrap();
        fs::write(cut_off.path("srm.db-wal"), log).unwrap();
        is_whole(&cut_off);
        let left = state(&cut_off);
        assert!(left == before || left == after, "round {round}: {left}");
        seen[usize::from(left == after)] += 1;
    }
    assert!(seen[0] > 0 && seen[1] > 0, "{seen:?} prove nothing");
}
