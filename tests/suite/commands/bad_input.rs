//! What cannot be used: one clear message with what to do next, the right exit code, no change, and
//! never a panic.

use std::fs;

use super::sandbox::{NOTES, Ran, Sandbox, bytes};

/// One message and one hint, and no trace of the program's inside.
fn check(ran: &Ran, code: i32, part: &str) {
    assert_eq!(ran.code, code, "{ran:?}");
    assert_eq!(ran.out, "", "{ran:?}");
    assert!(ran.err.contains(part), "{part}\n{ran:?}");
    assert_eq!(ran.err.matches("error: ").count(), 1, "{ran:?}");
    assert!(ran.err.contains("\nhint: "), "{ran:?}");
    for trace in ["panicked", "backtrace", "src/"] {
        assert!(!ran.err.contains(trace), "{ran:?}");
    }
}

#[test]
fn files_that_are_no_documents() {
    let sandbox = Sandbox::new();
    sandbox.write("binary.md", b"\x7fELF\0\0");
    sandbox.write("latin1.md", b"# T\n\nQ: caf\xe9?\n");
    sandbox.write("utf16.md", b"\xff\xfe#\0 \0T\0");
    sandbox.write("empty.md", "");
    sandbox.write("prose.md", "Nothing to learn here.\n");
    sandbox.write("deck.xlsx", "PK");
    for command in ["compile", "import"] {
        let run = |file| sandbox.run(&[command, file]);
        check(
            &run("binary.md"),
            3,
            "binary.md:1: byte 4 is zero, so this is no text",
        );
        check(&run("latin1.md"), 3, "latin1.md:3: byte 11 is not UTF-8");
        check(&run("utf16.md"), 3, "utf16.md: this is UTF-16, not UTF-8");
        check(&run("empty.md"), 3, "empty.md makes no cards");
        check(&run("prose.md"), 3, "prose.md makes no cards");
        check(&run("missing.md"), 1, "there is no file missing.md");
        fs::create_dir_all(sandbox.path("hollow")).unwrap();
        check(&run("hollow"), 2, "hollow holds no documents");
    }
    check(
        &sandbox.run(&["import", "deck.xlsx"]),
        3,
        "no format for .xlsx files",
    );
    assert_eq!(bytes(&sandbox.path("srm.db")), None, "nothing was made");
}

#[test]
fn a_document_without_cards_keeps_no_other_out() {
    let sandbox = Sandbox::new();
    sandbox.write("notes.md", NOTES);
    sandbox.write("prose.md", "Nothing to learn here.\n");
    sandbox.write("also.md", "Nor here.\n");
    let ran = sandbox.run(&["import", "prose.md", "also.md"]);
    check(&ran, 3, "none of these documents makes cards");
    assert_eq!(bytes(&sandbox.path("srm.db")), None, "nothing was made");
    let ran = sandbox.run(&["import", "prose.md", "notes.md"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err.contains("prose.md makes no cards and is left out"),
        "{}",
        ran.err
    );
    assert!(ran.out.contains("notes.md: deck"), "{}", ran.out);
}

#[test]
fn one_bad_file_keeps_the_good_ones_out_too() {
    let sandbox = Sandbox::new();
    sandbox.write("notes.md", NOTES);
    sandbox.write("bad.md", b"\xff");
    let ran = sandbox.run(&["import", "notes.md", "bad.md"]);
    check(&ran, 3, "bad.md:1: byte 0 is not UTF-8");
    assert_eq!(bytes(&sandbox.path("srm.db")), None);
}

#[test]
fn broken_decks() {
    let sandbox = Sandbox::new();
    for (deck, part) in [
        ("{", "deck.json: "),
        ("[]", "deck.json: "),
        ("{\"format\": \"other\", \"version\": 1}", "deck.json: "),
        (
            "{\"format\": \"srm-deck\", \"version\": 999}",
            "deck.json: ",
        ),
    ] {
        sandbox.write("deck.json", deck);
        check(&sandbox.run(&["import", "deck.json"]), 3, part);
    }
    assert_eq!(bytes(&sandbox.path("srm.db")), None);
}

#[test]
fn unknown_decks_and_cards() {
    let sandbox = Sandbox::with_notes();
    for command in ["review", "stats", "export"] {
        check(
            &sandbox.run(&[command, "Storge"]),
            1,
            "Did you mean `Storage`?",
        );
        check(
            &sandbox.run(&[command, "chemistry"]),
            1,
            "there is no deck `chemistry`",
        );
    }
    check(&sandbox.run(&["show", "zz"]), 1, "`zz`");
    check(&sandbox.run(&["answer", "zz", "good"]), 1, "`zz`");
    let empty = Sandbox::new();
    check(
        &empty.run(&["stats", "Storage"]),
        1,
        "there is no deck `Storage`",
    );
    check(
        &empty.run(&["review", "Storage"]),
        1,
        "the collection is empty",
    );
    check(&empty.run(&["export"]), 1, "the collection is empty");
    assert_eq!(empty.files(), [""; 0]);
}

#[test]
fn databases_that_are_not_ours_stay_as_they_are() {
    let sandbox = Sandbox::with_notes();
    let ours = fs::read(sandbox.path("srm.db")).unwrap();
    let mut newer = ours.clone();
    // The schema number of SQLite's header, big-endian.
    newer[60..64].copy_from_slice(&9999_u32.to_be_bytes());
    let mut foreign = ours;
    foreign[68..72].copy_from_slice(b"none");
    for (content, part) in [
        (
            b"just some text that is no database".to_vec(),
            "is no srm collection",
        ),
        (foreign, "is no srm collection"),
        (newer, "9999"),
    ] {
        sandbox.write("other.db", &content);
        for arguments in [
            &["due", "--db", "other.db"][..],
            &["review", "--db", "other.db"],
            &["import", "notes.md", "--db", "other.db"],
            &["undo", "--db", "other.db"],
            &["export", "--db", "other.db"],
        ] {
            check(&sandbox.run(arguments), 4, part);
            assert_eq!(bytes(&sandbox.path("other.db")).as_ref(), Some(&content));
        }
    }
}

#[test]
fn places_where_no_database_can_be() {
    let sandbox = Sandbox::with_notes();
    for command in ["due", "review"] {
        let run = |db| sandbox.run(&[command, "--db", db]);
        check(
            &run("no/such/folder/srm.db"),
            4,
            "there is no folder no/such/folder",
        );
        check(&run("."), 4, "is a folder, no database");
        check(&run("/dev/null"), 4, "/dev/null is no srm collection");
    }
    let mut homeless = sandbox.command(&["due"]);
    check(
        &super::sandbox::finish(homeless.env_remove("HOME").env_remove("SRM_DB")),
        1,
        "HOME is not set",
    );
    assert!(!sandbox.path("no").exists());
}

#[test]
fn wrong_usage() {
    let sandbox = Sandbox::new();
    for arguments in [
        &["nonsense"][..],
        &["import"],
        &["review", "--limit", "many"],
        &["answer", "00", "excellent"],
        &["export", "--format", "pdf"],
        &[""],
    ] {
        let ran = sandbox.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
        assert!(ran.err.starts_with("error: "), "{ran:?}");
    }
    let mut lost = sandbox.command(&["due"]);
    check(
        &super::sandbox::finish(lost.env("SRM_NOW", "yesterday")),
        2,
        "SRM_NOW is `yesterday`",
    );
}

/// The parser would hold it against every name it knows, for seconds, and quote it whole.
#[test]
fn an_argument_that_is_too_long_is_refused_and_not_quoted() {
    let sandbox = Sandbox::with_notes();
    let long = "a".repeat(100_000);
    let option = format!("--{long}");
    for arguments in [
        &[long.as_str()][..],
        &["help", &long],
        &["due", &option],
        &["export", "--format", &long],
        &["config", "explain", &long],
        &["review", &long],
    ] {
        let ran = sandbox.run(arguments);
        check(&ran, 2, "is too long: 1000");
        assert!(ran.err.len() < 300, "{} bytes", ran.err.len());
    }
    // As long as the longest query, and as a path can be.
    let query = "a".repeat(10_000);
    assert_eq!(sandbox.run(&["cards", &query]).code, 0);
}

#[test]
fn reading_commands_make_no_database() {
    let sandbox = Sandbox::new();
    for arguments in [
        &[][..],
        &["due"],
        &["stats"],
        &["decks"],
        &["due", "--json"],
        &["stats", "--json"],
        &["decks", "--json"],
    ] {
        let ran = sandbox.run(arguments);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    sandbox.write("notes.md", NOTES);
    assert_eq!(sandbox.run(&["import", "--dry-run", "notes.md"]).code, 0);
    assert_eq!(sandbox.run(&["undo"]).code, 1);
    assert_eq!(sandbox.files(), ["notes.md"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_time_zone_that_never_ends_is_refused() {
    let sandbox = Sandbox::new();
    for zone in ["../../../../dev/zero", "/dev/zero", ":/dev/zero"] {
        let mut command = sandbox.command(&["due"]);
        let command = command.env_remove("SRM_NOW").env("TZ", zone);
        check(&super::sandbox::finish(command), 2, "which is no time zone");
    }
    for zone in ["Europe/Berlin", "UTC", "nonsense", "", "<+03>-3"] {
        let mut command = sandbox.command(&["due"]);
        let command = command.env_remove("SRM_NOW").env("TZ", zone);
        assert_eq!(super::sandbox::finish(command).code, 0, "{zone}");
    }
}

#[test]
fn a_slip_is_told_with_what_was_meant() {
    let sandbox = Sandbox::with_notes();
    for (words, meant) in [
        (&["revew"][..], "'review'"),
        (&["help", "revew"], "Did you mean `review`?"),
        (&["review", "Storge"], "Did you mean `Storage`?"),
        (&["stats", "Storge"], "Did you mean `Storage`?"),
        (
            &["cards", "deck:Storge"],
            "There is no deck `Storge`. Did you mean `Storage`?",
        ),
        (&["cards", "dekc:x"], "Did you mean `deck`?"),
        (&["cards", "is:makred"], "Did you mean `marked`?"),
        (&["cards", "added:week"], "a number of days, such as 7"),
        (&["config", "get", "keys.udno"], "Did you mean `keys.undo`?"),
        (&["completions", "bsh"], "'bash'"),
    ] {
        let ran = sandbox.run(words);
        assert!(ran.err.contains(meant), "{words:?}: {ran:?}");
    }
    // A query that found something, and one that is meant to find out, have no slip.
    for words in [&["cards", "deck:storage"], &["cards", "deck:*x*"]] {
        assert_eq!(sandbox.run(words).err, "", "{words:?}");
    }
    assert_eq!(sandbox.run(&["config", "get", "grades"]).out, "1-4\n");
    assert_eq!(sandbox.run(&["config", "get", "new_per_day"]).out, "20\n");
}

/// A document is found again by its path. Two names that are no text would be one name.
#[cfg(target_os = "linux")]
#[test]
fn a_document_whose_path_is_no_text_is_refused() {
    use std::os::unix::ffi::OsStrExt;
    let sandbox = Sandbox::new();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
    fs::write(sandbox.path("").join(name), NOTES).unwrap();
    let ran = super::sandbox::finish(sandbox.command(&["import"]).arg(name));
    check(&ran, 3, "caf\u{fffd}.md is not UTF-8");
    let ran = sandbox.run_with(&["import", "-"], NOTES);
    assert_eq!(ran.code, 0, "{ran:?}");
}

/// The file to be saved is easily named in place of the file to write.
#[test]
fn no_output_takes_the_place_of_a_database_or_a_document() {
    let sandbox = Sandbox::with_notes();
    assert_eq!(sandbox.run(&["backup"]).code, 0);
    let backup = "srm.db.backups/2026-03-01T08-00-00.000Z-asked.db";
    let before = [bytes(&sandbox.path("srm.db")), bytes(&sandbox.path(backup))];
    for target in ["srm.db", "./srm.db", backup] {
        for command in [
            &["doctor", "--salvage", target][..],
            &["export", "-o", target],
            &["export", "--format", "csv", "-o", target],
            &["export", "--format", "apkg", "-o", target],
            &["export", "--format", "md", "-o", target],
            &["stats", "--html", target],
            &["compile", "notes.md", "-o", target],
        ] {
            let ran = sandbox.run(command);
            assert_eq!(ran.code, 2, "{command:?}: {ran:?}");
        }
    }
    let after = [bytes(&sandbox.path("srm.db")), bytes(&sandbox.path(backup))];
    assert!(before == after);
    // A damaged one says nothing of itself.
    sandbox.write("srm.db", [0; 10_000]);
    let ran = sandbox.run(&["doctor", "--salvage", "srm.db"]);
    check(&ran, 2, "would replace the collection");
    assert_eq!(sandbox.read("srm.db").len(), 10_000);
}

#[test]
fn an_export_does_not_replace_the_document_that_its_cards_come_from() {
    let sandbox = Sandbox::with_notes();
    fs::create_dir(sandbox.path("folder")).unwrap();
    sandbox.write("folder/Storage.md", NOTES.replace("objects", "things"));
    assert_eq!(sandbox.run(&["import", "folder/Storage.md"]).code, 0);
    for (format, target) in [
        ("json", "notes.md"),
        ("csv", "notes.md"),
        ("md", "notes.md"),
        ("md", "folder"),
    ] {
        let ran = sandbox.run(&["export", "--format", format, "-o", target]);
        check(&ran, 2, "is a document of the collection");
    }
    assert_eq!(sandbox.read("notes.md"), NOTES);
    let ran = sandbox.run(&["export", "--format", "md", "-o", "other.md"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}
