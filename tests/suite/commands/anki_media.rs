//! Media of Anki packages through the program: kept by hash, named in notes, opened, exported again.

use std::io::Read;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::anki::{anki_tables, collection, package, unpacked};
use super::sandbox::{Sandbox, bytes};

/// A note that shows a picture and plays a sound behind it.
const NOTE: &str = "UPDATE notes SET flds = '<img src=\"a dot.png\"> which?' || char(31) || 'that [sound:b.mp3]' WHERE guid = 'one';";

fn with_media(extra: &str, list: &str, media: &[(&str, &[u8])]) -> Vec<u8> {
    let collection = collection(extra);
    let mut entries = vec![
        ("collection.anki2", &collection[..]),
        ("media", list.as_bytes()),
    ];
    entries.extend(media);
    package(&entries)
}

fn listed(package: &[u8]) -> Value {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(package)).unwrap();
    let mut text = String::new();
    zip.by_name("media")
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    serde_json::from_str(&text).unwrap()
}

fn kept(sandbox: &Sandbox) -> Vec<String> {
    let folder = std::fs::read_dir(sandbox.path("srm.db.media"));
    let names = folder.into_iter().flatten();
    let mut names: Vec<String> = names
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

const LIST: &str = r#"{"0": "a dot.png", "1": "b.mp3", "7": "unused.gif"}"#;
const MEDIA: [(&str, &[u8]); 3] = [("0", b"png"), ("1", b"mp3"), ("7", b"gif")];

#[test]
fn media_are_kept_by_hash_and_go_out_again() {
    let sandbox = Sandbox::new();
    sandbox.write("dots.apkg", with_media(NOTE, LIST, &MEDIA));
    let ran = sandbox.run(&["import", "--dry-run", "dots.apkg"]);
    assert_eq!((ran.code, kept(&sandbox)), (0, vec![]));
    let ran = sandbox.run(&["import", "dots.apkg"]);
    assert!(ran.out.contains("media: 3 new, 0 known already"), "{ran:?}");
    let files = kept(&sandbox);
    let png = format!("{}.png", blake3::hash(b"png").to_hex());
    assert!(files.len() == 3 && files.contains(&png), "{files:?}");
    assert_eq!(
        bytes(&sandbox.path("srm.db.media").join(&png)).unwrap(),
        b"png"
    );
    let id = sandbox.card("![a dot");
    let ran = sandbox.run(&["show", &id]);
    assert!(
        ran.out
            .contains("Medium: a dot.png (3 bytes).\nMedium: b.mp3 (3 bytes).\n"),
        "{ran:?}"
    );
    assert_eq!(
        sandbox.json(&["show", &id, "--json"])["media"][1]["name"],
        "b.mp3"
    );
    sandbox.run(&["export", "--format", "apkg", "-o", "out.apkg"]);
    let out = bytes(&sandbox.path("out.apkg")).unwrap();
    // What no note names stays here.
    assert_eq!(
        listed(&out),
        serde_json::json!({ "0": "a dot.png", "1": "b.mp3" })
    );
    // Taken back, the names are free again; the files are found again.
    sandbox.run(&["undo"]);
    assert_eq!(kept(&sandbox), files);
    let ran = sandbox.run(&["import", "dots.apkg"]);
    assert!(ran.out.contains("media: 3 new"), "{ran:?}");
    let ran = sandbox.run(&["import", "dots.apkg"]);
    assert!(
        ran.out.contains("media: 0 new, 3 known already, 0 under"),
        "{ran:?}"
    );
}

#[test]
fn a_name_that_is_another_mediums_becomes_another_in_its_notes() {
    let sandbox = Sandbox::new();
    sandbox.write("one.apkg", with_media(NOTE, LIST, &MEDIA));
    sandbox.run(&["import", "one.apkg"]);
    let other = format!("{NOTE} UPDATE notes SET guid = 'other ' || guid;");
    sandbox.write(
        "other.apkg",
        with_media(&other, r#"{"0": "a dot.png"}"#, &[("0", b"PNG")]),
    );
    for (known, renamed) in [(0, 1), (0, 1)] {
        let ran = sandbox.run(&["import", "other.apkg"]);
        let said = format!("media: 0 new, {known} known already, {renamed} under another name");
        assert!(ran.out.contains(&said), "{ran:?}");
    }
    sandbox.run(&["export", "--format", "apkg", "-o", "out.apkg"]);
    let out = bytes(&sandbox.path("out.apkg")).unwrap();
    let new = format!("a dot-{}.png", &blake3::hash(b"PNG").to_hex()[..12]);
    assert_eq!(
        listed(&out),
        serde_json::json!({ "0": new, "1": "a dot.png", "2": "b.mp3" })
    );
    sandbox.write("collection", unpacked(&out));
    let tables = anki_tables(&sandbox.path("collection"));
    let fields: Vec<&str> = tables["notes"]
        .iter()
        .map(|note| note[6].as_str().unwrap())
        .collect();
    assert!(
        fields
            .iter()
            .any(|fields| fields.contains(&format!("src=\"{new}\""))),
        "{fields:?}"
    );
}

#[test]
fn media_that_make_no_sense_are_left_out_and_named() {
    let sandbox = Sandbox::new();
    let list = r#"{"0": "a dot.png", "1": "b\u0007.mp3", "2": "dash\u0001", "3": "gone.gif", "4": "a dot.png"}"#;
    let packed = with_media(
        NOTE,
        list,
        &[("0", b"png"), ("1", b"x"), ("2", b"x"), ("4", b"other")],
    );
    sandbox.write("dots.apkg", packed);
    let ran = sandbox.run(&["import", "dots.apkg"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("media: 1 new"), "{ran:?}");
    for why in [
        "its name makes no sense",
        "it is not in the package",
        "another one has its name",
    ] {
        assert!(ran.out.contains(why), "{ran:?}");
    }
    assert!(!ran.out.contains('\u{7}'), "{ran:?}");
    assert_eq!(kept(&sandbox).len(), 1);
    let ran = sandbox.run(&["--db", "other.db", "import", "--strict", "dots.apkg"]);
    assert_eq!(ran.code, 3, "{ran:?}");
}

#[cfg(unix)]
#[test]
fn a_review_opens_what_can_be_seen_of_the_card() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    sandbox.write("dots.apkg", with_media(NOTE, LIST, &MEDIA));
    sandbox.run(&["import", "dots.apkg"]);
    sandbox.write("viewer", "#!/bin/sh\necho \"$@\" >> opened\n");
    std::fs::set_permissions(sandbox.path("viewer"), PermissionsExt::from_mode(0o700)).unwrap();
    let viewer = format!("{} --now", sandbox.path("viewer").display());
    let review = |input: &str| {
        let mut command = sandbox.command(&["review", "--plain"]);
        super::sandbox::finish(command.env("SRM_OPEN", &viewer).write_stdin(input))
    };
    let ran = review(":open\n:quit\n");
    assert!(ran.out.contains("Opened a dot.png."), "{ran:?}");
    let ran = review("\n:open\n:quit\n");
    assert!(ran.out.contains("Opened a dot.png, b.mp3."), "{ran:?}");
    // The viewers run on their own: wait for what they write.
    let begun = Instant::now();
    let lines = loop {
        let lines: Vec<String> = bytes(&sandbox.path("opened"))
            .map(|text| {
                String::from_utf8(text)
                    .unwrap()
                    .lines()
                    .map(str::to_owned)
                    .collect()
            })
            .unwrap_or_default();
        if lines.len() == 3 || begun.elapsed() > Duration::from_secs(20) {
            break lines;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let file = |content: &[u8], ending: &str| {
        format!(
            "--now {}/{}.{ending}",
            sandbox.path("srm.db.media").display(),
            blake3::hash(content).to_hex()
        )
    };
    let mut expected = [
        file(b"png", "png"),
        file(b"png", "png"),
        file(b"mp3", "mp3"),
    ];
    let mut lines = lines;
    expected.sort();
    lines.sort();
    assert_eq!(lines, expected);
    let mut command = sandbox.command(&["review", "--plain"]);
    let nothing = sandbox.path("gone");
    let ran = super::sandbox::finish(
        command
            .env("SRM_OPEN", nothing)
            .write_stdin(":open\n:quit\n"),
    );
    assert!(
        ran.out.contains("cannot be started") && ran.out.contains("SRM_OPEN"),
        "{ran:?}"
    );
    std::fs::remove_dir_all(sandbox.path("srm.db.media")).unwrap();
    let ran = review(":open\n:quit\n");
    assert!(
        ran.out
            .contains("a dot.png was not opened: it is not in the folder beside the database."),
        "{ran:?}"
    );
    let ran = sandbox.run(&["export", "--format", "apkg", "-o", "out.apkg"]);
    assert!(
        ran.err
            .contains("2 media are not in the folder beside the database"),
        "{ran:?}"
    );
}

/// What a document shows from its own folder goes along, under a name that nothing else has; the rest is named.
#[test]
fn the_pictures_of_a_document_are_packed_and_found_again() {
    let sandbox = Sandbox::new();
    std::fs::create_dir_all(sandbox.path("notes/img")).unwrap();
    sandbox.write("secret.png", b"secret");
    sandbox.write("notes/img/a cat.png", b"cat");
    sandbox.write(
        "notes/cats.md",
        "# Cats\n\nQ: Who is it? ![a cat](<img/a cat.png>)\nA: Tom ![a cat](img/a%20cat.png)\n\n\
         Q: And who is that?\nA: Kit ![s](../secret.png) ![g](gone.png) ![n](https://example.org/n.png)\n",
    );
    sandbox.run(&["import", "notes/cats.md"]);
    let ran = sandbox.run(&["export", "--format", "apkg", "-o", "cats.apkg"]);
    let said = "2 pictures of documents were not packed: ../secret.png: it is outside the folder of the document; \
                gone.png: it is not in the folder of the document.\nWrote 1 deck with 2 cards and 1 picture.\n";
    assert_eq!((ran.code, ran.err.as_str()), (0, said), "{ran:?}");
    let name = format!("a_cat-{}.png", &blake3::hash(b"cat").to_hex()[..12]);
    let packed = bytes(&sandbox.path("cats.apkg")).unwrap();
    assert_eq!(listed(&packed), serde_json::json!({ "0": name }));
    // A deck of a stranger may say that it comes from this document, and name what lies beside it.
    sandbox.write("notes/private.png", b"private");
    let deck = sandbox.run(&["export", "--progress"]).out;
    let deck = deck.replace("img/a%20cat.png", "private.png");
    sandbox.write("stranger.json", deck);
    let stranger = ["--db", "stranger.db"];
    let stranger = |arguments: &[&str]| sandbox.run(&[&stranger, arguments].concat());
    stranger(&["import", "stranger.json"]);
    let ran = stranger(&["export", "--format", "apkg", "-o", "stranger.apkg"]);
    assert!(
        ran.err
            .contains("private.png: the document does not show it."),
        "{ran:?}"
    );
    assert_eq!(
        listed(&bytes(&sandbox.path("stranger.apkg")).unwrap()),
        serde_json::json!({ "0": name })
    );
    // Where the document is, nothing changes.
    let ran = sandbox.run(&["import", "cats.apkg"]);
    assert!(ran.out.contains("0 new, 0 updated"), "{ran:?}");
    std::fs::create_dir(sandbox.path("there")).unwrap();
    // Elsewhere the picture comes with its card, and goes on from there.
    let there = ["--db", "there/srm.db"];
    let there = |arguments: &[&str]| sandbox.run(&[&there, arguments].concat());
    let ran = there(&["import", "cats.apkg"]);
    assert!(ran.out.contains("media: 1 new"), "{ran:?}");
    let kept = format!("there/srm.db.media/{}.png", blake3::hash(b"cat").to_hex());
    assert_eq!(bytes(&sandbox.path(&kept)).unwrap(), b"cat");
    let ran = there(&["show", &sandbox.card("Who is it?")]);
    assert!(
        ran.out.contains(&format!("Medium: {name} (3 bytes).")),
        "{ran:?}"
    );
    there(&["export", "--format", "apkg", "-o", "again.apkg"]);
    let again = bytes(&sandbox.path("again.apkg")).unwrap();
    assert_eq!(listed(&again), serde_json::json!({ "0": name }));
}
