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
    assert_eq!(sandbox.run(&["undo", "--list"]).code, 0);
    assert_eq!(sandbox.run(&["undo"]).code, 1);
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

#[test]
fn the_list_is_an_object_for_programs() {
    let sandbox = Sandbox::with_notes();
    sandbox.run_with(&["review"], "\n1\n:quit\n");
    let json = sandbox.json(&["undo", "--list", "--json"]);
    assert_eq!(json["format"], "srm-changes");
    let changes = json["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 2, "{json}");
    let (answer, import) = (&changes[0], &changes[1]);
    assert_eq!(answer["kind"], "review");
    assert_eq!(answer["card"], sandbox.card("Services: EBS").as_str());
    assert_eq!(answer["at"], "2026-03-01T08:00:00.000Z");
    assert_eq!(answer["cards"], 1);
    assert!(
        answer["text"]
            .as_str()
            .unwrap()
            .starts_with("the grade \"again\" of: ")
    );
    assert_eq!(
        (&import["kind"], &import["cards"]),
        (&"import".into(), &4.into())
    );
    let documents = import["documents"].as_array().unwrap();
    assert!(
        documents[0].as_str().unwrap().ends_with("/notes.md"),
        "{json}"
    );
    let one = sandbox.json(&["undo", "--list", "1", "--json"]);
    assert_eq!(one["changes"].as_array().unwrap().len(), 1);
    assert_eq!(sandbox.run(&["undo", "--json"]).code, 2);
}

/// Two documents with the name `notes.md`: a message says which is meant.
#[test]
fn documents_of_one_name_are_told_apart_where_there_are_two() {
    let sandbox = Sandbox::new();
    for folder in ["aws", "azure"] {
        std::fs::create_dir(sandbox.path(folder)).unwrap();
        let text = format!("# {folder}\n\nQ: What is {folder}?\nA: A cloud\n");
        sandbox.write(&format!("{folder}/notes.md"), text);
    }
    sandbox.run(&["import", "aws/notes.md"]);
    let ran = sandbox.run(&["undo", "--list"]);
    assert_eq!(ran.out, "1. the import of notes.md: 1 new card\n");
    sandbox.run(&["import", "azure/notes.md"]);
    let ran = sandbox.run(&["undo", "--list"]);
    assert_eq!(
        ran.out,
        "1. the import of azure/notes.md: 1 new card\n2. the import of aws/notes.md: 1 new card\n"
    );
    let ran = sandbox.run_with(&["review", "--plain"], ":quit\n");
    assert!(ran.out.contains("Source: aws/notes.md line 3."), "{ran:?}");
    let found = sandbox.json(&["cards", "deck:azure", "--json"]);
    let ran = sandbox.run(&["show", found["cards"][0]["id"].as_str().unwrap()]);
    assert!(
        ran.out.contains("Source: azure/notes.md line 3."),
        "{ran:?}"
    );
    let ran = sandbox.run(&["undo"]);
    assert!(
        ran.out.contains("the import of azure/notes.md: "),
        "{ran:?}"
    );
}

/// A file that got another name: the import of the old one is still in the list, and all is taken back.
#[test]
fn the_list_outlives_a_document_that_another_one_took_over() {
    let sandbox = Sandbox::with_notes();
    std::fs::rename(sandbox.path("notes.md"), sandbox.path("renamed.md")).unwrap();
    let ran = sandbox.run(&["import", "renamed.md"]);
    assert!(ran.out.contains("4 moved"), "{ran:?}");
    let ran = sandbox.run(&["undo", "--list"]);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(lines[0].starts_with("1. the import of "), "{ran:?}");
    assert_eq!(
        lines[1], "2. the import of notes.md: 4 new cards",
        "{ran:?}"
    );
    for _ in lines {
        assert_eq!(sandbox.run(&["undo"]).code, 0);
    }
    assert_eq!(
        sandbox.run(&["undo", "--list"]).out,
        "There is nothing to take back.\n"
    );
    assert_eq!(
        sandbox.json(&["cards", "--json"])["cards"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}
