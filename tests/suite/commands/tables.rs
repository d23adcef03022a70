//! Tables through the program: in, out, again, and back.

use super::sandbox::Sandbox;

const WORDS: &str = "Front,Back,Tags\nHund,dog,animal\nKatze,cat,animal\nBaum,tree,\n";

#[test]
fn a_table_comes_in_once_and_its_changes_later() {
    let sandbox = Sandbox::new();
    sandbox.write("words.csv", WORDS);
    let plan = sandbox.run(&["import", "--dry-run", "words.csv"]);
    assert_eq!(plan.code, 0, "{plan:?}");
    assert!(
        plan.out.contains("words.csv: deck words: 3 new"),
        "{plan:?}"
    );
    assert!(plan.out.contains("  new: Hund"), "{plan:?}");
    assert!(
        plan.out
            .contains("comma between cells, with a header: Front is prompt, Back is answer, Tags"),
        "{plan:?}"
    );
    assert!(!sandbox.files().contains(&"srm.db".to_owned()));

    assert_eq!(sandbox.run(&["import", "words.csv"]).code, 0);
    let cat = sandbox.card("Katze");
    sandbox.run_with(&["review"], "\n3\n\n3\n:quit\n");
    let again = sandbox.json(&["import", "--json", "words.csv"]);
    assert_eq!(again["files"][0]["unchanged"], 3, "{again}");

    // Another answer, another place, one row gone, one new: nothing is forgotten, nothing doubled.
    sandbox.write(
        "words.csv",
        "Front;Back\nApfel;apple\nKatze;the cat\nHund;dog\n",
    );
    let changed = sandbox.json(&["import", "--json", "words.csv"]);
    let file = &changed["files"][0];
    assert_eq!(
        (&file["new"], &file["updated"], &file["unchanged"]),
        (&1.into(), &1.into(), &1.into()),
        "{changed}"
    );
    assert_eq!(file["plan"]["updated"][0]["id"], cat.as_str());
    let card = sandbox.json(&["show", &cat, "--json"]);
    assert_eq!(card["back"], "the cat");
    assert_eq!(card["tags"][0], "animal");
    assert_eq!(card["log"].as_array().unwrap().len(), 1);
    assert_eq!(sandbox.json(&["decks", "--json"])["decks"][0]["total"], 4);
}

#[test]
fn undo_takes_a_table_and_a_deck_back() {
    let sandbox = Sandbox::with_notes();
    let before = sandbox.run(&["export", "--progress"]).out;
    sandbox.write("words.csv", WORDS);
    sandbox.run(&["import", "words.csv"]);
    let undone = sandbox.run(&["undo"]);
    assert!(undone.out.contains("3 cards gone again"), "{undone:?}");
    assert_eq!(sandbox.run(&["export", "--progress"]).out, before);

    let mut deck: serde_json::Value = serde_json::from_str(&before).unwrap();
    deck["cards"][0]["back"] = "something else".into();
    deck["cards"][0]["fields"] = serde_json::Value::Null;
    deck["cards"]
        .as_array_mut()
        .unwrap()
        .push(serde_json::json!(
            {"kind": "question", "front": "New?", "back": "yes"}
        ));
    sandbox.write("deck.json", deck.to_string());
    let ran = sandbox.run(&["import", "deck.json"]);
    assert!(ran.out.contains("1 new, 1 updated"), "{ran:?}");
    let undone = sandbox.run(&["undo"]);
    assert!(
        undone.out.contains("1 card gone again, 1 card as before"),
        "{undone:?}"
    );
    assert_eq!(sandbox.run(&["export", "--progress"]).out, before);
}

#[test]
fn a_history_that_came_along_stays_in_the_log_and_comes_back_with_its_cards() {
    let sandbox = Sandbox::with_notes();
    sandbox.run_with(&["review"], "\n3\n:quit\n");
    sandbox.run(&["export", "--progress", "-o", "all.json"]);
    let other = Sandbox::new();
    other.write("all.json", sandbox.read("all.json"));
    other.run(&["import", "all.json"]);
    let undone = other.run(&["undo"]);
    assert!(undone.out.contains("4 cards gone again"), "{undone:?}");
    assert_eq!(other.json(&["due", "--json"])["total"], 0);
    assert_eq!(other.run(&["rebuild", "--check"]).code, 0);
    let again = other.run(&["import", "all.json"]);
    assert!(
        again
            .out
            .contains("3 new, 0 updated, 0 moved, 1 revived, 0 retired"),
        "{again:?}"
    );
    assert_eq!(
        other.run(&["export", "--progress"]).out.trim(),
        sandbox.read("all.json").trim()
    );
}

#[test]
fn a_card_of_a_document_is_changed_in_its_document() {
    let sandbox = Sandbox::with_notes();
    sandbox.run(&["export", "--format", "csv", "-o", "cards.csv"]);
    let again = sandbox.json(&["import", "--json", "cards.csv"]);
    assert_eq!(again["files"][0]["unchanged"], 4, "{again}");
    let changed = sandbox
        .read("cards.csv")
        .replace("A shared file system.", "Files.");
    sandbox.write("cards.csv", changed);
    let ran = sandbox.run(&["import", "cards.csv"]);
    assert!(ran.out.contains("1 conflicting, 3 unchanged"), "{ran:?}");
    assert!(
        ran.out
            .contains("in conflict: What is EFS?: it stands in a document"),
        "{ran:?}"
    );
}

#[test]
fn formulas_are_guarded_on_the_way_out_and_bare_again_on_the_way_in() {
    let sandbox = Sandbox::new();
    sandbox.write("sums.csv", "front,back\n'=1+1,=2\n@who,-5\n");
    sandbox.run(&["import", "sums.csv"]);
    let out = sandbox.run(&["export", "--format", "csv"]).out;
    assert!(out.contains("\n'=1+1,'=2,"), "{out}");
    assert!(out.contains("\n'@who,'-5,"), "{out}");
    let tsv = sandbox.run(&["export", "--format", "tsv"]).out;
    assert!(tsv.contains("\n'=1+1\t'=2\t"), "{tsv}");
    sandbox.write("again.tsv", tsv);
    let again = sandbox.json(&["import", "--json", "again.tsv"]);
    assert_eq!(again["files"][0]["unchanged"], 2, "{again}");
}

#[test]
fn progress_goes_out_in_columns() {
    let sandbox = Sandbox::new();
    sandbox.write("words.csv", WORDS);
    sandbox.run(&["import", "words.csv"]);
    sandbox.run_with(&["review"], "\n4\n:quit\n");
    let out = sandbox
        .run(&["export", "--format", "csv", "--progress"])
        .out;
    let mut lines = out.lines();
    assert_eq!(
        lines.next().unwrap(),
        "prompt,answer,tags,deck,section,kind,id,details,state,due,interval_days,ease,repetitions,reviews,lapses,last_review,suspended"
    );
    // Easy, quality 5: 2.50 + 0.10, and a day.
    assert!(
        lines
            .next()
            .unwrap()
            .ends_with(",learning,2026-03-02,1,2.60,1,1,0,2026-03-01,no"),
        "{out}"
    );
    assert!(
        lines.next().unwrap().ends_with(",new,,0,2.50,0,0,0,,no"),
        "{out}"
    );
}

#[test]
fn bad_rows_are_named_and_refused_when_asked() {
    let sandbox = Sandbox::new();
    sandbox.write("words.csv", "front,back\na,b\nc,\n");
    let strict = sandbox.run(&["import", "--strict", "words.csv"]);
    assert_eq!(strict.code, 3, "{strict:?}");
    assert!(
        strict
            .err
            .contains("1 row makes no card, the first line 3: it has no answer"),
        "{strict:?}"
    );
    let ran = sandbox.run(&["import", "words.csv"]);
    assert!(
        ran.out
            .contains("words.csv: skipped: line 3: it has no answer."),
        "{ran:?}"
    );
    let wrong = sandbox.run(&["import", "--columns", "answer,tags", "words.csv"]);
    assert_eq!(wrong.code, 2, "{wrong:?}");
    assert!(wrong.err.contains("no column is `prompt`"), "{wrong:?}");
}

#[test]
fn decks_go_out_as_documents_that_make_the_same_cards() {
    let sandbox = Sandbox::with_notes();
    sandbox.write("words.csv", WORDS);
    sandbox.run(&["import", "words.csv"]);
    let several = sandbox.run(&["export", "--format", "md"]);
    assert_eq!(several.code, 2, "{several:?}");
    let ran = sandbox.run(&["export", "--format", "md", "-o", "out"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (0, "Wrote 2 documents with 7 cards.\n"),
        "{ran:?}"
    );
    let other = Sandbox::new();
    other.write("Storage.md", sandbox.read("out/Storage.md"));
    other.run(&["import", "Storage.md"]);
    let ids = |sandbox: &Sandbox| {
        let json = sandbox.json(&["export", "Storage"]);
        let ids = json["cards"]
            .as_array()
            .unwrap()
            .iter()
            .map(|card| card["id"].to_string());
        ids.collect::<Vec<_>>()
    };
    assert_eq!(ids(&other), ids(&sandbox));
    let one = sandbox.run(&["export", "words", "--format", "md"]);
    assert!(
        one.out
            .starts_with("---\ndeck: words\n---\n\n## words #animal\n\nQ: Hund\nA: dog\n"),
        "{one:?}"
    );
}

#[test]
fn a_text_file_of_anki_is_told_from_a_document() {
    let sandbox = Sandbox::new();
    let text = "#separator:tab\n#html:true\n#guid column:1\n#deck column:2\n#tags column:5\n\
        one\tAWS::S3\t<b>S3</b>?\tobjects\tcloud\ntwo\tAWS::S3\tEBS?\tblocks\t\nthree\tAWS\t\tnothing\t\n";
    sandbox.write("notes.txt", text);
    let ran = sandbox.run(&["import", "notes.txt"]);
    assert!(
        ran.out.contains("notes.txt: deck AWS::S3: 2 new"),
        "{ran:?}"
    );
    assert!(
        ran.out
            .contains("skipped: line 8: its first field is empty"),
        "{ran:?}"
    );
    let again = sandbox.json(&["import", "--json", "notes.txt"]);
    assert_eq!(again["files"][0]["unchanged"], 2, "{again}");
    assert_eq!(again["files"][0]["skipped"], 1, "{again}");
    sandbox.write("notes.txt", text.replace("blocks", "block storage"));
    let changed = sandbox.json(&["import", "--json", "notes.txt"]);
    assert_eq!(changed["files"][0]["updated"], 1, "{changed}");
}

#[test]
fn notes_for_anki_come_back_as_the_same_cards() {
    let sandbox = Sandbox::new();
    sandbox.write("words.csv", WORDS);
    sandbox.run(&["import", "words.csv"]);
    let ran = sandbox.run(&["export", "--format", "anki-text", "-o", "notes.txt"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (0, "Wrote 1 deck with 3 cards.\n"),
        "{ran:?}"
    );
    let text = sandbox.read("notes.txt");
    assert!(
        text.starts_with("#separator:tab\n#html:true\n#guid column:1\n"),
        "{text}"
    );
    assert!(
        text.contains("\tBasic\twords\tanimal\tHund\tdog\n"),
        "{text}"
    );
    let again = sandbox.json(&["import", "--json", "notes.txt"]);
    assert_eq!(again["files"][0]["unchanged"], 3, "{again}");
    let other = Sandbox::new();
    other.write("notes.txt", text);
    other.run(&["import", "notes.txt"]);
    assert_eq!(other.card("Hund"), sandbox.card("Hund"));
}
