//! Collections that a bad disk or a bad copy left.

use std::fs;

use super::super::some;
use super::run;
use crate::commands::sandbox::Sandbox;

/// A collection in which bytes were changed: it is read, or it is refused, and it is never made worse.
#[test]
fn damaged_collections() {
    let sandbox = Sandbox::with_notes();
    let card = sandbox.card("What is EFS?");
    assert_eq!(sandbox.run(&["answer", &card, "good"]).code, 0);
    let good = fs::read(sandbox.path("srm.db")).unwrap();
    let mut cases: Vec<(String, Vec<u8>)> = Vec::new();
    for place in (0..good.len()).step_by(good.len() / 60) {
        let mut bytes = good.clone();
        bytes[place] ^= 0x55;
        cases.push((format!("byte {place}"), bytes));
    }
    for page in (0..good.len()).step_by(4096) {
        let mut bytes = good.clone();
        bytes[page..page + 4096].fill(0);
        cases.push((format!("page at {page}"), bytes));
    }
    for end in [
        1,
        15,
        99,
        100,
        511,
        512,
        4095,
        4096,
        good.len() / 2,
        good.len() - 1,
    ] {
        cases.push((format!("cut at {end}"), good[..end].to_vec()));
    }
    for (which, bytes) in some(cases, 12) {
        for beside in ["srm.db-wal", "srm.db-shm"] {
            let _ = fs::remove_file(sandbox.path(beside));
        }
        sandbox.write("srm.db", &bytes);
        for arguments in [
            &["due"][..],
            &["cards"],
            &["show", &card],
            &["stats"],
            &["export", "--progress"],
            &["doctor", "--full"],
            &["rebuild", "--check"],
        ] {
            let ran = run(&sandbox, arguments);
            assert!(matches!(ran.code, 0 | 1 | 4), "{which}: {ran:?}");
            if ran.code == 4 {
                let told = [&ran.out, &ran.err].map(|text| text.contains("srm restore"));
                let is_foreign =
                    ran.err.contains("no srm collection") || ran.err.contains("format");
                assert!(told.contains(&true) || is_foreign, "{which}: {ran:?}");
            }
        }
        let ran = run(&sandbox, &["doctor", "--salvage", "saved.json"]);
        assert!(matches!(ran.code, 0 | 1 | 4), "{which}: {ran:?}");
    }
    // What lies beside it is damaged, or belongs to another.
    sandbox.write("srm.db", &good);
    for (name, bytes) in [
        ("srm.db-wal", vec![0x5A; 5000]),
        ("srm.db-wal", b"\x37\x7f\x06\x82".repeat(2000)),
        ("srm.db-shm", vec![0x5A; 32_768]),
        ("srm.db-journal", vec![0x5A; 5000]),
    ] {
        sandbox.write(name, bytes);
        let ran = run(&sandbox, &["show", &card, "--json"]);
        assert_eq!(ran.code, 0, "{name}: {ran:?}");
        let _ = fs::remove_file(sandbox.path(name));
    }
}
