//! `srm compile`.

use serde_json::{Value, json};

use super::sandbox::{NOTES, Sandbox};

#[test]
fn cards_are_listed_and_the_tally_goes_to_stderr() {
    let sandbox = Sandbox::new();
    sandbox.write("notes.md", NOTES);
    let ran = sandbox.run(&["compile", "notes.md"]);
    let expected = "\
Card 1. Table row, line 7.
Front: Services: EBS
Keeps?
Back: blocks

Card 2. Table row, line 8.
Front: Services: S3
Keeps?
Back: objects

Card 3. Question, line 12.
Front: What is EFS?
Back: A shared file system.

Card 4. Multiple-choice question, line 15.
Front: Which one is shared?
  ( ) EBS
  (x) EFS
  ( ) Instance store
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

/// A folder with a document, a document with a problem, a nested one, and files that are none.
fn folder() -> Sandbox {
    let sandbox = Sandbox::new();
    std::fs::create_dir_all(sandbox.path("notes/inside")).unwrap();
    std::fs::create_dir_all(sandbox.path("notes/.hidden")).unwrap();
    sandbox.write("notes/b.md", NOTES);
    sandbox.write(
        "notes/a.txt",
        "Open Questions\nQ1. Who is it?\nQ2. Where?\nHere.\n",
    );
    sandbox.write(
        "notes/inside/c.markdown",
        "# C\n\n- **EBS:** blocks\n- **S3:** objects\n\nQ: x?\nA: y\n",
    );
    sandbox.write("notes/.hidden/d.md", NOTES);
    sandbox.write("notes/picture.png", "no text");
    sandbox
}

#[test]
fn a_folder_is_every_document_in_it_with_one_summary() {
    let sandbox = folder();
    let ran = sandbox.run(&["compile", "notes"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.err.ends_with("3 documents: 7 cards, 1 warning.\n"),
        "{}",
        ran.err
    );
    let decks = sandbox.json(&["compile", "notes", "--json"]);
    assert_eq!(decks["format"], "srm-collection");
    assert_eq!(decks["decks"].as_array().unwrap().len(), 3);
    let ran = sandbox.run(&["import", "notes"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(
        sandbox.json(&["due", "--json"])["decks"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[test]
fn kinds_that_are_not_made_are_offered_with_the_words_that_make_them() {
    let sandbox = folder();
    let ran = sandbox.run(&["compile", "notes/inside/c.markdown"]);
    let offer = "2 definitions could be made, too: --with kinds=+definition\n";
    assert!(ran.err.contains(offer), "{}", ran.err);
    let ran = sandbox.run(&[
        "compile",
        "notes/inside/c.markdown",
        "--with",
        "kinds=+definition",
    ]);
    assert!(
        ran.err.contains("3 cards: 1 question, 2 definitions."),
        "{}",
        ran.err
    );
    let ran = sandbox.run(&["compile", "notes/b.md", "--with", "kind=+list"]);
    assert!(
        ran.err.contains("warning[unknown-word]: `kind`"),
        "{}",
        ran.err
    );
}

#[test]
fn a_file_beside_the_document_says_what_to_make_of_it() {
    let sandbox = Sandbox::new();
    sandbox.write("notes.md", NOTES);
    sandbox.write(
        "notes.md.srm",
        "# words for all of it\ntags=aws deck=\"Cloud::Storage\"\n\"Services\" skip\n",
    );
    let deck = sandbox.json(&["compile", "notes.md", "--json"]);
    assert_eq!(deck["deck"]["name"], "Cloud::Storage");
    assert_eq!(deck["cards"][0]["tags"][0], "aws");
    assert_eq!(deck["cards"].as_array().unwrap().len(), 2);
}

#[test]
fn strictness_turns_warnings_into_an_exit_code() {
    let sandbox = folder();
    assert_eq!(sandbox.run(&["compile", "notes/b.md", "--strict"]).code, 0);
    let ran = sandbox.run(&["compile", "notes/a.txt", "--strict"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(
        ran.err
            .contains("error: 1 warning, and --strict was given\n"),
        "{}",
        ran.err
    );
}

#[test]
fn problems_are_also_sentences_and_json() {
    let sandbox = folder();
    let ran = sandbox.run(&["compile", "notes/a.txt", "--problems", "spoken"]);
    let sentence = "notes/a.txt line 2 column 1: warning unanswered: this question has no answer in \
                    the document. Hint: ";
    assert!(ran.err.starts_with(sentence), "{}", ran.err);
    let ran = sandbox.run(&["compile", "notes/a.txt", "--problems", "json"]);
    let first = ran.err.lines().next().unwrap();
    let problem: serde_json::Value = serde_json::from_str(first).unwrap();
    assert_eq!(problem["format"], "srm-problem");
    assert_eq!(
        (&problem["line"], &problem["code"]),
        (&2.into(), &"unanswered".into())
    );
}

#[test]
fn a_card_is_explained_by_its_rule_and_its_lines() {
    let sandbox = Sandbox::new();
    sandbox.write("notes.md", NOTES);
    let ran = sandbox.run(&["compile", "notes.md", "--explain", "2"]);
    for part in [
        "Card 2. Table row, line 8.\n",
        "Front: Services: S3",
        "Rule: table: ",
        "From: notes.md, lines 8 to 8:\n  | S3 ",
    ] {
        assert!(ran.out.contains(part), "{part}\n{}", ran.out);
    }
    let deck = sandbox.json(&["compile", "notes.md", "--json"]);
    let id = deck["cards"][1]["id"].as_str().unwrap();
    assert_eq!(
        sandbox
            .run(&["compile", "notes.md", "--explain", &id[..12]])
            .out,
        ran.out
    );
    assert_eq!(
        sandbox
            .run(&["compile", "notes.md", "--explain", "99"])
            .code,
        1
    );
}

/// A comment stands behind an answer and before the next question: it is about what comes after.
#[test]
fn a_wish_between_two_questions_holds_from_there_on() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "notes.md",
        "# Notes\n\nQ: One?\nA: a\n\n<!-- srm: typed -->\nQ: Two?\nA) a\nB) b\nAnswer: B\n\n\
         <!-- srm: tags=late -->\n\nQ: Three?\nA: c\n\n<!-- srm: skip -->\nQ: Four?\nA: d\n\nQ: Five?\nA: e\n",
    );
    let deck = sandbox.json(&["compile", "notes.md", "--json"]);
    let tags: Vec<(&str, Value)> = deck["cards"]
        .as_array()
        .unwrap()
        .iter()
        .map(|card| (card["front"].as_str().unwrap(), card["tags"].clone()))
        .collect();
    let (typed, late) = (json!(["typed"]), json!(["late", "typed"]));
    assert_eq!(
        tags,
        [
            ("One?", json!([])),
            ("Two?", typed),
            ("Three?", late.clone()),
            ("Five?", late),
        ]
    );
}
