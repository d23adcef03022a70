//! `srm compile`.

use super::sandbox::{NOTES, Sandbox};

#[test]
fn cards_are_listed_and_the_tally_goes_to_stderr() {
    let sandbox = Sandbox::new();
    sandbox.write("notes.md", NOTES);
    let ran = sandbox.run(&["compile", "notes.md"]);
    let expected = "\
Card 1. table_row, line 7.
Front: Services: EBS
Keeps?
Back: blocks

Card 2. table_row, line 8.
Front: Services: S3
Keeps?
Back: objects

Card 3. question, line 12.
Front: What is EFS?
Back: A shared file system.

Card 4. choice, line 15.
Front: Which one is shared?
Back: EFS
";
    assert_eq!((ran.code, ran.out.as_str()), (0, expected), "{}", ran.err);
    let tally =
        "notes.md: deck Storage: 4 cards: 2 table rows, 1 question, 1 multiple-choice question.\n";
    assert_eq!(ran.err, tally);
    assert_eq!(sandbox.files(), ["notes.md"], "compiling stores nothing");
}

#[test]
fn a_problem_is_shown_with_its_line_caret_code_and_hint() {
    let sandbox = Sandbox::new();
    sandbox.write("q.md", "# T\n\nQ1. Why is the sky blue?\n");
    let ran = sandbox.run(&["compile", "q.md"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    for part in [
        "warning[unanswered]: ",
        " --> q.md:3:1\n",
        "3 | Q1. Why is the sky blue?\n",
        "  | ^",
        "= help: ",
        "(1 unanswered).",
    ] {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
}

#[test]
fn the_deck_as_json_is_the_same_on_stdout_and_in_a_file() {
    let sandbox = Sandbox::new();
    sandbox.write("notes.md", NOTES);
    let deck = sandbox.json(&["compile", "notes.md", "--json"]);
    assert_eq!(deck["format"], "srm-deck");
    assert_eq!(deck["version"], 1);
    assert_eq!(deck["deck"]["name"], "Storage");
    assert_eq!(deck["deck"]["source"]["path"], "notes.md");
    assert_eq!(deck["cards"].as_array().unwrap().len(), 4);
    assert_eq!(deck["cards"][0]["kind"], "table_row");
    assert_eq!(deck["cards"][0]["line"], 7);
    assert_eq!(deck["cards"][3]["choices"][1]["correct"], true);

    let printed = sandbox.run(&["compile", "notes.md", "--json"]).out;
    let ran = sandbox.run(&["compile", "notes.md", "-o", "deck.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert_eq!(sandbox.read("deck.json"), printed);
    assert_eq!(
        sandbox.run(&["compile", "notes.md", "-o", "-"]).out,
        printed
    );
    assert_eq!(sandbox.files(), ["deck.json", "notes.md"]);
}

#[test]
fn a_document_from_stdin_and_a_title_from_the_file_name() {
    let sandbox = Sandbox::new();
    let ran = sandbox.run_with(&["compile", "-"], NOTES);
    assert!(
        ran.err.contains("stdin: deck Storage: 4 cards"),
        "{}",
        ran.err
    );
    sandbox.write("My deck.md", "## Part\n\nQ: a\nA: b\n");
    let ran = sandbox.run(&["compile", "My deck.md"]);
    assert!(ran.err.contains("deck My deck: 1 card:"), "{}", ran.err);
}

#[test]
fn the_deck_never_overwrites_its_document() {
    let sandbox = Sandbox::new();
    sandbox.write("notes.md", NOTES);
    let ran = sandbox.run(&["compile", "notes.md", "-o", "./notes.md"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert_eq!(sandbox.read("notes.md"), NOTES);
}
