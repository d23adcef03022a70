//! Packages of Anki, each with something in it that nobody should trust.

use super::super::some;
use super::feed;
use crate::commands::anki::{collection, package};

#[test]
fn packages() {
    let anki = |sql: &str| package(&[("collection.anki2", &collection(sql)), ("media", b"{}")]);
    let good = collection("");
    let mut cases: Vec<Vec<u8>> = [
        "UPDATE cards SET ivl = 9223372036854775807, due = 9223372036854775807, type = 2, queue = 2",
        "UPDATE cards SET ivl = -9223372036854775808, due = -9223372036854775808, type = 2, queue = 2",
        "UPDATE cards SET factor = 9223372036854775807, reps = -1, lapses = 9223372036854775807",
        "UPDATE cards SET ord = 9223372036854775807, did = 0, flags = -1",
        "UPDATE revlog SET ivl = 9223372036854775807, lastIvl = -9223372036854775808, ease = 99, time = -1",
        "UPDATE revlog SET id = 9223372036854775807",
        "UPDATE revlog SET id = -9223372036854775808",
        "UPDATE col SET crt = 9223372036854775807",
        "UPDATE col SET crt = -9223372036854775808",
        "UPDATE col SET models = '{', decks = '['",
        "UPDATE col SET conf = 'null', models = 'null', decks = 'null'",
        "UPDATE col SET models = replace(hex(zeroblob(50000)), '0', '[')",
        "UPDATE notes SET flds = hex(zeroblob(1000000))",
        "UPDATE notes SET flds = x'ff00fe'",
        "UPDATE notes SET flds = NULL, mid = 'x', tags = 9",
        "UPDATE notes SET flds = '{{c1::' || replace(hex(zeroblob(20000)), '00', '{{c1::') || char(31)",
        "UPDATE notes SET flds = char(27) || ']52;c;eA==' || char(7) || char(31) || char(155) || '31m'",
        "UPDATE notes SET tags = char(27) || '[2J ' || char(8238)",
        "UPDATE notes SET guid = '../../../etc/passwd'",
        "UPDATE notes SET flds = replace(hex(zeroblob(20000)), '00', '<div>') || char(31) || 'b'",
        "DROP TABLE revlog",
        "DROP TABLE notes; CREATE VIEW notes AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM n) SELECT x AS id FROM n",
        "DROP TABLE cards; CREATE VIEW cards AS SELECT zeroblob(1000000000) AS id",
        "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM cards; END",
        "DELETE FROM col",
        "DELETE FROM notes",
        "DELETE FROM cards",
    ]
    .iter()
    .map(|sql| anki(sql))
    .collect();
    let mut cut = good.clone();
    cut.truncate(good.len() / 2);
    for bytes in [
        b"".to_vec(),
        b"SQLite format 3\0".to_vec(),
        vec![0x5A; 9000],
        cut,
    ] {
        cases.push(package(&[("collection.anki2", &bytes), ("media", b"{}")]));
    }
    for place in (100..good.len()).step_by(good.len() / 40) {
        let mut flipped = good.clone();
        flipped[place] ^= 0x55;
        cases.push(package(&[("collection.anki2", &flipped), ("media", b"{}")]));
    }
    for name in [
        "../../evil",
        "/tmp/evil",
        "..\\evil",
        "C:evil",
        "CON",
        "a\\u0000b",
        "\\u001b[2J",
        "",
    ] {
        let media = format!("{{\"0\":\"{name}\"}}");
        cases.push(package(&[
            ("collection.anki2", &good),
            ("media", media.as_bytes()),
            ("0", b"x"),
        ]));
    }
    for entry in ["../../evil", "/tmp/evil", "..\\..\\evil", "\u{1b}[2J"] {
        cases.push(package(&[
            ("collection.anki2", &good),
            ("media", b"{}"),
            (entry, b"x"),
        ]));
    }
    for media in ["[", "null", "{\"0\":0}", "{\"99999999999999999999\":\"a\"}"] {
        cases.push(package(&[
            ("collection.anki2", &good),
            ("media", media.as_bytes()),
        ]));
    }
    // Far more than goes in comes out.
    cases.push(package(&[
        ("collection.anki2", &vec![0; 80 << 20]),
        ("media", b"{}"),
    ]));
    cases.push(package(&[
        ("collection.anki21b", b"not zstd at all"),
        ("meta", b"\x08\x03"),
    ]));
    cases.push(package(&[(
        "meta",
        b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
    )]));
    cases.push(package(&[]));
    let whole = package(&[("collection.anki2", &good), ("media", b"{}")]);
    for end in [1, 4, whole.len() / 2, whole.len() - 1] {
        cases.push(whole[..end].to_vec());
    }
    for bytes in some(cases, 25) {
        feed("evil.apkg", &bytes);
    }
}
