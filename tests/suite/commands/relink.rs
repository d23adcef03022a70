//! `srm relink`: settling what an import could not decide.

use super::sandbox::Sandbox;

const BEFORE: &str = "# Notes\n\nQ: Which service keeps objects?\nA: S3\n\nQ: Who patches the guest system?\nA: the customer\n";
const AFTER: &str = "# Notes\n\nQ: Where would you put a large picture?\nA: Into a bucket\n\nQ: Who patches the guest system?\nA: the customer\n";

/// A card that was answered, and one in its place that nobody could take for the same.
fn replaced() -> (Sandbox, String, String) {
    let mut sandbox = Sandbox::new();
    sandbox.write("notes.md", BEFORE);
    sandbox.run(&["import", "notes.md"]);
    let old = sandbox.card("Which service keeps objects?");
    assert_eq!(sandbox.run(&["answer", &old, "good"]).code, 0);
    sandbox.at("2026-03-02T09:00:00+01:00");
    sandbox.write("notes.md", AFTER);
    sandbox.run(&["import", "notes.md"]);
    let new = sandbox.card("Where would you put a large picture?");
    assert_ne!(old, new);
    (sandbox, old, new)
}

#[test]
fn the_new_text_takes_the_old_history_and_undo_gives_it_back() {
    let (sandbox, old, new) = replaced();
    let before = sandbox.json(&["show", &old, "--json"]);
    let new_before = sandbox.json(&["show", &new, "--json"]);
    let dry = sandbox.run(&["relink", "--dry-run", &old, &new]);
    assert_eq!(dry.code, 0, "{dry:?}");
    assert!(dry.err.contains("Nothing was changed."), "{dry:?}");
    assert_eq!(sandbox.json(&["show", &old, "--json"]), before);

    let ran = sandbox.run(&["relink", &old[..8], &new[..8]]);
    assert!(
        ran.out.ends_with(&format!(
            "Both are card {} now: 1 answer, due 2 March 2026.\n",
            &old[..8]
        )),
        "{ran:?}"
    );
    let card = sandbox.json(&["show", &old, "--json"]);
    assert_eq!(card["front"], "Where would you put a large picture?");
    assert_eq!(
        (&card["reps"], &card["retired"]),
        (&1.into(), &false.into())
    );
    assert_eq!(card["log"].as_array().unwrap().len(), 1);
    assert_eq!(sandbox.json(&["decks", "--json"])["decks"][0]["total"], 2);
    // By the id of its new text it is the same card, not one that has gone.
    assert_eq!(sandbox.json(&["show", &new, "--json"]), card);
    let again = sandbox.json(&["import", "--json", "notes.md"]);
    assert_eq!(again["files"][0]["unchanged"], 2, "{again}");

    let undo = sandbox.run(&["undo"]);
    assert_eq!(
        undo.out,
        "Took back the relinking: both cards are as before.\n"
    );
    assert_eq!(sandbox.json(&["show", &old, "--json"]), before);
    assert_eq!(sandbox.json(&["show", &new, "--json"]), new_before);
    assert_eq!(sandbox.run(&["doctor"]).code, 0);
}

#[test]
fn what_makes_no_sense_is_refused_with_what_to_do() {
    let (sandbox, old, new) = replaced();
    let stays = sandbox.card("Who patches the guest system?");
    for (arguments, hint) in [
        ([&old, &old], "There is nothing to settle."),
        ([&stays, &new], "Take its text out of the document"),
        ([&new, &old], "The other way round: srm relink"),
    ] {
        let ran = sandbox.run(&["relink", arguments[0], arguments[1]]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.err.contains(hint), "{ran:?}");
    }
    let unknown = sandbox.run(&["relink", "ffffffffffff", &new]);
    assert!(unknown.err.contains("no card has an id"), "{unknown:?}");
    assert_eq!(sandbox.run(&["relink", &old, &new]).code, 0);
    let twice = sandbox.run(&["relink", &old, &new]);
    assert!(twice.err.contains("one card already"), "{twice:?}");
}

#[test]
fn an_import_names_the_command_that_settles_a_doubt() {
    let sandbox = Sandbox::new();
    let notes = |question: &str| format!("# Notes\n\nQ: {question}\nA: the owner of the key\n");
    sandbox.write(
        "notes.md",
        notes("Who may open the locked room on the second floor?"),
    );
    sandbox.run(&["import", "notes.md"]);
    sandbox.write(
        "notes.md",
        notes("Who may close a cellar under that house?"),
    );
    let ran = sandbox.run(&["--yes", "import", "notes.md"]);
    let command = ran
        .out
        .lines()
        .find_map(|line| line.trim().strip_prefix("If it is that card: srm "));
    let words: Vec<&str> = command
        .unwrap_or_else(|| panic!("{ran:?}"))
        .split(' ')
        .collect();
    let settled = sandbox.run(&words);
    assert!(settled.out.contains("Both are card"), "{settled:?}");
}
