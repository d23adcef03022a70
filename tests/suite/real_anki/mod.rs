//! Packages to and from the real Anki. These tests need Python with the package `anki`; where it is not,
//! they say so on stderr, whatever the harness captures, and check nothing.
//! `SRM_ANKI_PYTHON` names the interpreter, `python3` otherwise.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::commands::sandbox::{NOTES, Sandbox};

/// The real Anki; none where it is not installed.
struct Anki {
    python: String,
}

impl Anki {
    fn find() -> Option<Anki> {
        let python = std::env::var("SRM_ANKI_PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let found = Command::new(&python)
            .args(["-c", "import anki.collection"])
            .output()
            .is_ok_and(|ran| ran.status.success());
        if !found {
            // Not `eprintln!`, which the harness keeps to itself.
            let _ = writeln!(
                std::io::stderr(),
                "\nSKIPPED: no real Anki. `{python}` has no package `anki`; README.md says how to install it.\n"
            );
        }
        found.then_some(Anki { python })
    }

    fn run(&self, folder: &Path, arguments: &[&str]) -> Vec<u8> {
        let script =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/real_anki/with_anki.py");
        let ran = Command::new(&self.python)
            .arg("-B")
            .arg(script)
            .args(arguments)
            .current_dir(folder)
            .env("TZ", "UTC")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{arguments:?}: {said}");
        ran.stdout
    }

    /// What Anki makes of packages that are imported one after the other.
    fn read(&self, sandbox: &Sandbox, packages: &[&str]) -> Value {
        let arguments: Vec<&str> = ["read"].iter().chain(packages).copied().collect();
        let read: Value =
            serde_json::from_slice(&self.run(&sandbox.path("."), &arguments)).unwrap();
        // Nothing was wrong, so that nothing but the file itself was made anew.
        assert_eq!(read["sound"], true, "{}", read["report"]);
        assert_eq!(read["report"], "Database rebuilt and optimized.");
        read
    }
}

/// A room with the packages of a collection that Anki made just now, and its cards.
fn made_by(anki: &Anki) -> (Sandbox, Vec<Value>) {
    let mut sandbox = Sandbox::new();
    sandbox.at(&now().to_rfc3339());
    anki.run(&sandbox.path("."), &["make", "."]);
    let cards = serde_json::from_str(&sandbox.read("cards.json")).unwrap();
    (sandbox, cards)
}

/// The words of a text, without marks of Markdown and without spaces: Anki runs the lines of lists
/// together.
fn words(text: &Value) -> String {
    let text = text
        .as_str()
        .unwrap()
        .replace("![dot.png](dot.png)", "dot.png");
    text.chars()
        .filter(|c| c.is_alphanumeric() || "<>&".contains(*c))
        .collect()
}

fn exported(sandbox: &Sandbox, name: &str) {
    let ran = sandbox.run(&["export", "--format", "apkg", "--progress", "-o", name]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

/// The hour it is: Anki reads the clock itself, so that both programs have to stand in the same day.
#[allow(clippy::disallowed_methods)]
fn now() -> chrono::DateTime<chrono::Utc> {
    chrono::Utc::now()
}

#[test]
fn packages_of_the_real_anki_show_what_it_shows() {
    let Some(anki) = Anki::find() else { return };
    let (sandbox, cards) = made_by(&anki);
    for package in ["legacy2.apkg", "latest.apkg"] {
        let db = format!("{package}.db");
        let ran = sandbox.run(&["--db", &db, "import", "--strict", package]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let ours = sandbox.json(&["--db", &db, "cards", "--json"]);
        let mut ours: Vec<Value> = ours["cards"]
            .as_array()
            .unwrap()
            .iter()
            .map(|card| {
                json!([
                    card["deck"],
                    words(&card["front"]),
                    words(&card["back"]),
                    card["tags"],
                    card["interval_days"],
                    card["suspended"]
                ])
            })
            .collect();
        let mut theirs: Vec<Value> = cards
            .iter()
            .map(|card| {
                json!([
                    card["deck"],
                    words(&card["front"]),
                    words(&card["back"]),
                    card["tags"],
                    card["ivl"],
                    card["queue"] == -1
                ])
            })
            .collect();
        let by_text = |value: &Value| value.to_string();
        ours.sort_by_key(by_text);
        theirs.sort_by_key(by_text);
        assert_eq!(ours, theirs, "{package}");
    }
}

#[test]
fn what_goes_back_to_the_real_anki_is_what_came() {
    let Some(anki) = Anki::find() else { return };
    let (sandbox, _) = made_by(&anki);
    for package in ["legacy2.apkg", "latest.apkg"] {
        let db = format!("{package}.db");
        let ran = sandbox.run(&["--db", &db, "import", package]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let ran = sandbox.run(&[
            "--db",
            &db,
            "export",
            "--format",
            "apkg",
            "--progress",
            "-o",
            "back.apkg",
        ]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let (before, after) = (
            anki.read(&sandbox, &[package]),
            anki.read(&sandbox, &["back.apkg"]),
        );
        assert_eq!(after["cards"], before["cards"], "{package}");
        assert_eq!(after["media"], before["media"], "{package}");
        // Where the original is, nothing is new and nothing is doubled.
        let both = anki.read(&sandbox, &[package, "back.apkg"]);
        assert_eq!(
            both["logs"][1],
            json!({ "new": 0, "updated": 0, "duplicate": 12, "conflicting": 0 })
        );
        assert_eq!(both["cards"], before["cards"], "{package}");
    }
}

#[test]
fn the_real_anki_finds_the_pictures_of_documents() {
    let Some(anki) = Anki::find() else { return };
    let mut sandbox = Sandbox::new();
    sandbox.at(&now().to_rfc3339());
    std::fs::create_dir_all(sandbox.path("img")).unwrap();
    sandbox.write("img/Größe [1].png", b"one");
    sandbox.write("two.png", b"two");
    sandbox.write(
        "notes.md",
        "# Maps\n\nQ: Where? ![map](<img/Größe [1].png>)\nA: There ![map](two.png \"A map\")\n\n\
         Q: Again? ![map](./two.png)\nA: Yes\n",
    );
    sandbox.run(&["import", "notes.md"]);
    exported(&sandbox, "maps.apkg");
    let read = anki.read(&sandbox, &["maps.apkg"]);
    let name = |stem: &str, content: &[u8]| {
        format!("{stem}-{}.png", &blake3::hash(content).to_hex()[..12])
    };
    let packed = json!([name("Gr__e__1", b"one"), name("two", b"two")]);
    assert_eq!(read["media"], packed, "{read}");
    assert_eq!(
        (&read["missing"], &read["unused"]),
        (&json!([]), &json!([])),
        "{read}"
    );
    assert_eq!(read["cards"].as_array().unwrap().len(), 2);
}

#[test]
fn cards_made_here_update_themselves_in_the_real_anki() {
    let Some(anki) = Anki::find() else { return };
    let mut sandbox = Sandbox::new();
    let minutes_ago = |minutes| (now() - chrono::TimeDelta::minutes(minutes)).to_rfc3339();
    sandbox.at(&minutes_ago(90));
    sandbox.write("notes.md", NOTES);
    sandbox.run(&["import", "notes.md"]);
    let ran = sandbox.run_with(&["review", "--plain"], "\n3\n\n1\n\n4\n:quit\n");
    assert_eq!(ran.code, 0, "{ran:?}");
    exported(&sandbox, "first.apkg");
    sandbox.at(&minutes_ago(30));
    sandbox.write(
        "notes.md",
        NOTES.replace("A shared file system.", "A file system that many share."),
    );
    sandbox.run(&["import", "notes.md"]);
    exported(&sandbox, "second.apkg");
    let read = anki.read(&sandbox, &["first.apkg", "first.apkg", "second.apkg"]);
    let log = |new: u8, updated: u8, duplicate: u8| json!({ "new": new, "updated": updated, "duplicate": duplicate, "conflicting": 0 });
    assert_eq!(
        read["logs"],
        json!([log(4, 0, 0), log(0, 0, 4), log(0, 1, 3)])
    );
    let cards = read["cards"].as_array().unwrap();
    assert_eq!(cards.len(), 4);
    let with = |text: &str| {
        cards
            .iter()
            .find(|card| card["back"].as_str().unwrap().contains(text))
            .unwrap()
    };
    assert_eq!(with("that many share")["deck"], "Storage");
    // The first was good: a review with an interval of a day, due tomorrow, at the ease it began with.
    let first = with("blocks");
    let standing =
        ["type", "queue", "due", "ivl", "factor", "reps", "lapses"].map(|name| first[name].clone());
    assert_eq!(standing, [2, 2, 1, 1, 2500, 1, 0].map(Value::from));
    assert_eq!(first["revlog"].as_array().unwrap().len(), 1);
}

#[test]
fn every_graph_says_what_ankis_own_graphs_say() {
    let Some(anki) = Anki::find() else { return };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/anki_graphs.py");
    let ran = Command::new(&anki.python)
        .arg("-B")
        .arg(script)
        .arg(assert_cmd::cargo::cargo_bin!("srm"))
        .args(["--cards", "150"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    let fault = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}{fault}");
    // Both ways: what came from Anki, and what goes back to it.
    assert!(
        said.lines().count() > 60 && said.contains("\nBack in Anki, "),
        "{said}"
    );
}
