//! `srm import` of documents.

use super::sandbox::{NOTES, Sandbox};

#[test]
fn an_edited_document_keeps_ids_and_history() {
    let mut sandbox = Sandbox::with_notes();
    sandbox.run_with(&["review"], "\n3\n:quit\n");
    let ebs = sandbox.card("Services: EBS");

    let ran = sandbox.run(&["import", "notes.md"]);
    assert_eq!(
        ran.out,
        "notes.md: deck Storage: 0 new, 0 updated, 0 moved, 0 retired, 4 unchanged.\n"
    );
    assert_eq!(ran.err, "4 cards in 0.0 s. Next: srm review\n");

    let edited = NOTES
        .replace(
            "| EBS | blocks |",
            "| EBS | blocks of a disk |\n| EFS | files |",
        )
        .replace("| S3 | objects |\n", "");
    sandbox.write("notes.md", edited);
    let plan = sandbox.run(&["import", "--dry-run", "notes.md"]);
    assert!(
        plan.out
            .contains("1 new, 1 updated, 0 moved, 1 retired, 2 unchanged."),
        "{plan:?}"
    );
    assert!(plan.out.contains("\n  new: Services: EFS"), "{plan:?}");
    assert!(plan.out.contains("\n  retired: Services: S3"), "{plan:?}");
    assert!(
        sandbox.card("Services: S3").len() == 32,
        "a dry run changes nothing"
    );

    let json = sandbox.json(&["import", "--json", "notes.md"]);
    assert_eq!(
        (&json["format"], &json["version"]),
        (&"srm-plan".into(), &1.into())
    );
    let file = &json["files"][0];
    for (count, number) in [
        ("new", 1),
        ("updated", 1),
        ("unchanged", 2),
        ("moved", 0),
        ("retired", 1),
        ("in_doubt", 0),
    ] {
        assert_eq!(file[count], number, "{count}");
    }
    assert_eq!(file["plan"]["updated"][0]["id"], ebs.as_str());

    sandbox.at("2026-03-02T09:00:00+01:00");
    let card = sandbox.json(&["show", &ebs, "--json"]);
    assert_eq!(card["back"], "blocks of a disk");
    assert_eq!(card["due"], "2026-03-02");
    assert_eq!(card["log"].as_array().unwrap().len(), 1);

    sandbox.write("notes.md", NOTES);
    let back = sandbox.json(&["import", "--json", "notes.md"]);
    assert_eq!(back["files"][0]["revived"], 1);
}

#[test]
fn an_import_says_what_it_kept_and_why_and_what_retired() {
    let sandbox = Sandbox::with_notes();
    let rows: String = (0..12).map(|at| format!("| row {at} | {at} |\n")).collect();
    let more = format!("{NOTES}\n## More\n\n| K | V |\n|---|---|\n{rows}");
    sandbox.write("notes.md", &more);
    assert_eq!(sandbox.run(&["import", "notes.md"]).out.lines().count(), 1);
    let edited = more
        .replace("| EBS | blocks |", "| EBS | blocks of a disk |")
        .replace("| S3 | objects |\n", "")
        .replace("## More", "## Others");
    sandbox.write("notes.md", edited);
    let ran = sandbox.run(&["import", "notes.md"]);
    let lines: Vec<&str> = ran.out.lines().skip(1).collect();
    assert_eq!(
        lines[0],
        "  updated: Services: EBS Keeps? (same prompt; answer-changed)"
    );
    assert_eq!(lines[1], "  moved: Others: row 0 V? (same text)");
    assert_eq!(
        lines[11..],
        ["  and 2 more moved", "  retired: Services: S3"]
    );
}

#[test]
fn an_edit_that_is_taken_back_is_a_text_the_card_had_before() {
    let sandbox = Sandbox::new();
    let asked = |what: &str| format!("Q: Who patches the {what}?\nA: The customer.\n");
    let mut said = Vec::new();
    for what in [
        "operating system",
        "guest operating system",
        "operating system",
    ] {
        sandbox.write("notes.md", asked(what));
        said = sandbox
            .run(&["import", "notes.md"])
            .out
            .lines()
            .map(str::to_owned)
            .collect();
    }
    assert_eq!(
        said[1..],
        ["  updated: Who patches the operating system? (a text it had before)"]
    );
}

#[test]
fn the_same_text_in_two_files_is_two_cards() {
    let sandbox = Sandbox::with_notes();
    sandbox.write("copy.md", NOTES);
    let json = sandbox.json(&["import", "--json", "copy.md"]);
    assert_eq!(json["files"][0]["new"], 4);
    assert_eq!(sandbox.json(&["decks", "--json"])["decks"][0]["total"], 8);
    // The ids that were reported are those that were stored, and they stay.
    let reported = json["files"][0]["plan"]["new"][0]["id"].as_str().unwrap();
    assert_eq!(
        sandbox.json(&["show", reported, "--json"])["front"],
        "Services: EBS\n\nKeeps?"
    );
    assert_eq!(
        sandbox.json(&["import", "--json", "copy.md"])["files"][0]["unchanged"],
        4
    );
}

#[test]
fn a_link_to_a_document_is_that_document() {
    let sandbox = Sandbox::with_notes();
    std::os::unix::fs::symlink(sandbox.path("notes.md"), sandbox.path("link.md")).unwrap();
    assert_eq!(
        sandbox.json(&["import", "--json", "link.md"])["files"][0]["unchanged"],
        4
    );
    assert_eq!(
        sandbox.json(&["import", "--json", "./notes.md"])["files"][0]["unchanged"],
        4
    );
}

#[test]
fn documents_from_stdin_are_told_apart_by_their_titles() {
    let sandbox = Sandbox::new();
    let import = |text: &str| sandbox.run_with(&["import", "-"], text);
    assert_eq!(import(NOTES).code, 0);
    assert_eq!(import("# Other\n\nQ: a\nA: b\n").code, 0);
    assert!(import(NOTES).out.contains("0 retired, 4 unchanged"));
}

/// A document of six rows, for tests of what moves and goes.
const ROWS: &str = "# Rows\n\n## Numbers\n\n| Number | Word |\n|---|---|\n| 1 | one |\n| 2 | two |\n| 3 | three |\n| 4 | four |\n| 5 | five |\n| 6 | six |\n";

fn counts(report: &serde_json::Value) -> [u64; 5] {
    ["new", "updated", "moved", "unchanged", "retired"].map(|name| report[name].as_u64().unwrap())
}

#[test]
fn a_moved_file_keeps_its_cards() {
    let sandbox = Sandbox::new();
    sandbox.write("old.md", ROWS);
    sandbox.run(&["import", "old.md"]);
    std::fs::rename(sandbox.path("old.md"), sandbox.path("new.md")).unwrap();
    let report = sandbox.json(&["import", "new.md", "--json"]);
    assert_eq!(counts(&report["files"][0]), [0, 0, 6, 0, 0], "{report}");
    assert_eq!(
        sandbox.json(&["due", "--json"])["decks"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn a_section_that_moves_to_another_file_of_the_import_takes_its_cards_along() {
    let sandbox = Sandbox::new();
    let other = "# Other\n\nQ: Who is left?\nA: Me.\n";
    sandbox.write("a.md", format!("{ROWS}\nQ: Who stays?\nA: I do.\n"));
    sandbox.write("b.md", other);
    sandbox.run(&["import", "a.md", "b.md"]);
    sandbox.write("a.md", "# Rows\n\nQ: Who stays?\nA: I do.\n");
    sandbox.write(
        "b.md",
        format!("{other}\n{}", ROWS.replace("# Rows\n\n", "")),
    );
    let report = sandbox.json(&["import", "a.md", "b.md", "--json"]);
    assert_eq!(counts(&report["files"][0]), [0, 0, 1, 0, 0], "{report}");
    assert_eq!(counts(&report["files"][1]), [0, 0, 6, 1, 0], "{report}");
}

#[test]
fn two_files_with_the_same_text_do_not_take_each_others_cards() {
    let sandbox = Sandbox::new();
    sandbox.write("a.md", ROWS);
    sandbox.write("b.md", ROWS);
    sandbox.run(&["import", "a.md"]);
    let report = sandbox.json(&["import", "b.md", "--json"]);
    assert_eq!(counts(&report["files"][0]), [6, 0, 0, 0, 0], "{report}");
    let report = sandbox.json(&["import", "a.md", "b.md", "--json"]);
    assert_eq!(counts(&report["files"][0]), [0, 0, 0, 6, 0], "{report}");
    assert_eq!(counts(&report["files"][1]), [0, 0, 0, 6, 0], "{report}");
}

#[test]
fn typing_errors_and_other_words_keep_the_card_and_say_why() {
    let sandbox = Sandbox::new();
    sandbox.write("a.md", ROWS);
    sandbox.run(&["import", "a.md"]);
    sandbox.write(
        "a.md",
        ROWS.replace("| 3 | three |", "| 3 | drei |")
            .replace("## Numbers", "## Digits"),
    );
    let ran = sandbox.run(&["import", "a.md", "--dry-run"]);
    assert!(ran.out.contains("0 new, 1 updated, 5 moved"), "{}", ran.out);
    assert!(
        ran.out.contains("(same prompt; answer-changed)"),
        "{}",
        ran.out
    );
}

#[test]
fn a_document_that_lost_most_of_its_cards_is_not_just_taken() {
    let sandbox = Sandbox::new();
    sandbox.write("a.md", ROWS);
    sandbox.run(&["import", "a.md"]);
    sandbox.write(
        "a.md",
        "# Rows\n\n## Numbers\n\n| Number | Word |\n|---|---|\n| 1 | one |\n",
    );
    let ran = sandbox.run(&["import", "a.md"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.err
            .contains("lost 5 of its 6 cards; nothing was changed"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("--yes"), "{}", ran.err);
    assert_eq!(sandbox.json(&["due", "--json"])["decks"][0]["total"], 6);
    assert_eq!(sandbox.run(&["import", "a.md", "--yes"]).code, 0);
    sandbox.write("a.md", ROWS);
    let report = sandbox.json(&["import", "a.md", "--json"]);
    assert_eq!(report["files"][0]["revived"], 5, "{report}");
}

#[test]
fn an_unchanged_document_is_told_as_such_until_its_cards_or_what_stands_beside_it_change() {
    let sandbox = Sandbox::with_notes();
    let import = || sandbox.run(&["import", "notes.md"]);
    let same = "notes.md: deck Storage: 0 new, 0 updated, 0 moved, 0 retired, 4 unchanged.\n";
    assert_eq!(import().out, same);
    assert_eq!(import().out, same);
    // What is compiled for its plan says the same.
    assert!(
        sandbox
            .run(&["import", "--dry-run", "notes.md"])
            .out
            .contains("4 unchanged")
    );
    sandbox.write("notes.md.srm", "kinds=-question,-choice\n");
    let beside = import();
    assert!(beside.out.contains("2 retired, 2 unchanged"), "{beside:?}");
    let undone = sandbox.run(&["--yes", "undo"]);
    assert_eq!(undone.code, 0, "{undone:?}");
    let again = import();
    assert!(again.out.contains("2 retired, 2 unchanged"), "{again:?}");
    std::fs::remove_file(sandbox.path("notes.md.srm")).unwrap();
    assert!(import().out.contains("2 revived"));
    assert_eq!(import().out, same);
}

#[test]
fn problems_are_told_each_time_a_document_is_imported() {
    let sandbox = Sandbox::new();
    sandbox.write("open.md", "# Open\n\nQ: What is EFS?\n");
    for _ in 0..2 {
        let ran = sandbox.run(&["import", "open.md"]);
        assert!(ran.err.contains("warning[unanswered]"), "{ran:?}");
    }
}

#[test]
fn answers_and_an_import_at_once_wait_for_each_other_and_all_are_kept() {
    let sandbox = Sandbox::with_notes();
    let rows: String = (0..3000)
        .map(|row| format!("| k{row} | v{row} |\n"))
        .collect();
    sandbox.write(
        "large.md",
        format!("# Large\n\n| K | V |\n|---|---|\n{rows}"),
    );
    let json = sandbox.json(&["cards", "--json"]);
    let cards = json["cards"].as_array().unwrap();
    std::thread::scope(|scope| {
        let import = scope.spawn(|| sandbox.run(&["import", "large.md"]));
        for card in cards {
            let ran = sandbox.run(&["answer", card["id"].as_str().unwrap(), "good"]);
            assert_eq!(ran.code, 0, "{ran:?}");
        }
        let ran = import.join().unwrap();
        assert_eq!(ran.code, 0, "{ran:?}");
    });
    let rated = sandbox.json(&["cards", "--json", "rated:1"]);
    assert_eq!(rated["cards"].as_array().unwrap().len(), 4);
    let decks = sandbox.json(&["decks", "--json"]);
    let total = |deck: usize| decks["decks"][deck]["total"].as_u64().unwrap();
    assert_eq!((total(0), total(1)), (3000, 4));
    assert_eq!(sandbox.run(&["doctor"]).code, 0);
}

#[test]
fn retired_lines_stand_in_the_order_of_the_document_with_their_section() {
    let sandbox = Sandbox::new();
    let rows: String = (0..8)
        .map(|row| format!("| key {row} | what {row} is |\n"))
        .collect();
    let text = format!("# N\n\n## Some\n\n| K | V |\n|---|---|\n{rows}\nQ: Is it?\nA: It is.\n");
    sandbox.write("n.md", &text);
    sandbox.run(&["import", "n.md"]);
    let without = |line: &str| {
        text.lines()
            .filter(|known| !known.contains(line))
            .fold(String::new(), |all, line| all + line + "\n")
    };
    sandbox.write(
        "n.md",
        without("key ").replace("| K | V |", "| K | V |\n|---|---|\n| key 5 | what 5 is |"),
    );
    let ran = sandbox.run(&["--yes", "import", "n.md"]);
    let retired: Vec<&str> = ran
        .out
        .lines()
        .filter(|line| line.contains("retired:"))
        .collect();
    let expected: Vec<String> = [0, 1, 2, 3, 4, 6, 7]
        .map(|row| format!("  retired: Some: key {row}"))
        .into();
    assert_eq!(retired, expected, "{ran:?}");
}

#[test]
fn a_folder_names_the_documents_that_are_gone_from_it() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("notes")).unwrap();
    for name in ["a", "b"] {
        let text = format!("# {name}\n\nQ: What is {name}?\nA: A letter, {name}\n");
        sandbox.write(&format!("notes/{name}.md"), text);
    }
    let ran = sandbox.run(&["import", "notes"]);
    assert!(!ran.err.contains("is gone"), "{ran:?}");
    // Renamed, its card has gone along: nothing is missing.
    std::fs::rename(sandbox.path("notes/b.md"), sandbox.path("notes/c.md")).unwrap();
    let ran = sandbox.run(&["import", "notes"]);
    assert!(!ran.err.contains("is gone"), "{ran:?}");
    std::fs::remove_file(sandbox.path("notes/c.md")).unwrap();
    let ran = sandbox.run(&["import", "notes"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("c.md is gone; its cards stay."), "{ran:?}");
    let ran = sandbox.run(&["import", "notes/a.md"]);
    assert!(!ran.err.contains("is gone"), "{ran:?}");
    // Of an empty folder, too.
    std::fs::remove_file(sandbox.path("notes/a.md")).unwrap();
    let ran = sandbox.run(&["import", "notes"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("a.md is gone; its cards stay."), "{ran:?}");
    assert!(ran.err.contains("notes holds no documents"), "{ran:?}");
}
