//! `srm undo` and `:undo`.

use super::sandbox::{NOTES, Sandbox};

#[test]
fn undo_goes_back_through_earlier_runs_to_the_beginning() {
    let sandbox = Sandbox::with_notes();
    let untouched = sandbox.json(&["decks", "--json"]);
    sandbox.run_with(&["review"], "\n3\n:quit\n");
    sandbox.run_with(&["review"], ":suspend\n:quit\n");
    let id = sandbox.card("What is EFS?");
    sandbox.run(&["answer", &id, "easy"]);

    let undo = || sandbox.run(&["undo"]);
    assert_eq!(
        undo().out,
        "Took back the grade \"easy\" of: What is EFS?\nIt is a new card.\n"
    );
    assert!(undo().out.starts_with("Took back suspending of: "));
    assert!(undo().out.starts_with("Took back the grade \"good\" of: "));
    assert_eq!(sandbox.json(&["decks", "--json"]), untouched);
    assert_eq!(
        undo().out,
        "Took back the import of notes.md: 4 cards gone again, 0 cards as before.\n"
    );
    let ran = undo();
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(
        ran.err
            .starts_with("error: there is nothing to take back\nhint: "),
        "{ran:?}"
    );
}

#[test]
fn the_list_has_every_import_behind_what_was_done_after_it() {
    let sandbox = Sandbox::with_notes();
    let id = sandbox.card("What is EFS?");
    sandbox.run(&["answer", &id, "good"]);
    sandbox.write("other.md", "Q: One?\nA: Two\n");
    sandbox.run(&["import", "other.md"]);
    sandbox.run(&["flag", &id]);
    let lines = [
        "flagging of: What is EFS?",
        "the import of other.md: 1 new card",
        "the grade \"good\" of: What is EFS?",
        "the import of notes.md: 4 new cards",
    ];
    let list = |from: usize, most: usize| -> String {
        let lines = (1..).zip(&lines[from..]).take(most);
        lines
            .map(|(number, line)| format!("{number}. {line}\n"))
            .collect()
    };
    assert_eq!(sandbox.run(&["undo", "--list"]).out, list(0, 9));
    assert_eq!(sandbox.run(&["undo", "--list", "3"]).out, list(0, 3));
    sandbox.run(&["undo"]);
    assert_eq!(sandbox.run(&["undo", "--list"]).out, list(1, 9));
    let dry = sandbox.run(&["undo", "--dry-run"]).out;
    assert_eq!(
        dry,
        "Would take back the import of other.md: 1 card gone again, 0 cards as before.\n"
    );
    let done = sandbox.run(&["undo"]).out;
    assert_eq!(done, dry.replace("Would take", "Took"));
    assert_eq!(sandbox.run(&["undo", "--list"]).out, list(2, 9));
    sandbox.run(&["undo"]);
    assert_eq!(sandbox.run(&["undo", "--list"]).out, list(3, 9));
    sandbox.run(&["undo"]);
    assert_eq!(sandbox.run(&["undo", "--list"]).code, 1);
}

#[test]
fn a_session_can_take_back_what_an_earlier_one_did() {
    let sandbox = Sandbox::with_notes();
    sandbox.run_with(&["review", "--limit", "1"], "\n1\n:quit\n");
    let ran = sandbox.run_with(&["review", "--limit", "1"], ":undo\n\n4\n:quit\n");
    assert!(
        ran.out.contains("Took back the grade \"again\" of: "),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("\nSaved easy."), "{}", ran.out);
    let kinds: Vec<String> = sandbox
        .events()
        .iter()
        .map(|event| event["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["review", "void", "review"]);
    assert_eq!(sandbox.json(&["stats", "--json"])["reviews"], 1);
}

#[test]
fn an_import_is_taken_back_and_a_review_does_not_bring_it_in_again() {
    let sandbox = Sandbox::with_notes();
    let before = sandbox.run(&["export"]).out;
    let edited = NOTES
        .replace(
            "| EBS | blocks |",
            "| EBS | blocks of a disk |\n| EFS | files |",
        )
        .replace("| S3 | objects |\n", "");
    sandbox.write("notes.md", &edited);
    sandbox.run(&["import", "notes.md"]);
    assert_ne!(sandbox.run(&["export"]).out, before);
    let ran = sandbox.run(&["undo"]);
    assert_eq!(
        ran.out,
        "Took back the import of notes.md: 1 card gone again, 2 cards as before.\n"
    );
    let after = sandbox.run(&["export"]).out;
    assert_eq!(after, before);
    let review = sandbox.run_with(&["review"], ":quit\n");
    assert!(!review.err.contains("changed"), "{review:?}");
    sandbox.write("notes.md", edited.replace("objects", "things"));
    let ran = sandbox.run(&["import", "notes.md"]);
    assert!(ran.out.contains("1 new, 1 updated"), "{ran:?}");
}

#[test]
fn an_import_that_was_taken_back_is_brought_back_with_what_was_done_after_it() {
    let sandbox = Sandbox::with_notes();
    let card = sandbox.card("What is EFS?");
    sandbox.run(&["answer", &card, "good"]);
    let before = sandbox.run(&["show", &card]).out;
    let export = sandbox.run(&["export"]).out;
    for line in [
        "Took back the grade",
        "Took back the import of notes.md: 4 cards gone again",
    ] {
        assert!(sandbox.run(&["undo"]).out.starts_with(line));
    }
    assert_ne!(sandbox.run(&["export"]).out, export);
    let ran = sandbox.run(&["redo", "--dry-run"]);
    assert_eq!(
        ran.out,
        "Would bring back the import of notes.md: 4 cards as after it.\n"
    );
    let ran = sandbox.run(&["redo"]);
    assert_eq!(
        ran.out,
        "Brought back the import of notes.md: 4 cards as after it.\n"
    );
    assert_eq!(sandbox.run(&["export"]).out, export);
    let ran = sandbox.run(&["redo"]);
    assert!(
        ran.out
            .starts_with("Brought back the grade \"good\" of: What is EFS?"),
        "{ran:?}"
    );
    assert_eq!(sandbox.run(&["redo"]).code, 1);
    let after = sandbox.run(&["show", &card]).out;
    assert_eq!(
        after.lines().take(6).collect::<Vec<_>>(),
        before.lines().take(6).collect::<Vec<_>>()
    );
    assert_eq!(sandbox.run(&["rebuild", "--check"]).code, 0);
    // What is new ends it.
    sandbox.run(&["undo"]);
    sandbox.run(&["undo"]);
    sandbox.write("other.md", "Q: One?\nA: Two\n");
    assert_eq!(sandbox.run(&["import", "other.md"]).code, 0);
    assert_eq!(sandbox.run(&["redo"]).code, 1);
}
