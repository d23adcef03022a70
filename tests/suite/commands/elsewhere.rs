//! Text that goes from one document to another.

use super::sandbox::Sandbox;

const PORTS: &str =
    "# Ports\n\n## Known\n\n| Service | Port |\n|---|---|\n| SSH | 22 |\n| DNS | 53 |\n\n";
const LAYERS: &str = "## Layers\n\n| Layer | Does |\n|---|---|\n| Physical | moves bits over a wire |\n| Network | routes packets |\n";
const ROUTES: &str = "# Routes\n\nQ: What is a route?\nA: A way to a network.\n\n";

/// Two documents; a card of the part that will move was answered.
fn two_documents() -> (Sandbox, String) {
    let sandbox = Sandbox::new();
    sandbox.write("ports.md", format!("{PORTS}{LAYERS}"));
    sandbox.write("routes.md", ROUTES);
    assert_eq!(sandbox.run(&["import", "ports.md", "routes.md"]).code, 0);
    let card = card_of(&sandbox, "Physical");
    assert_eq!(sandbox.run(&["answer", &card, "good"]).code, 0);
    (sandbox, card)
}

/// The id of the card whose front holds these words.
fn card_of(sandbox: &Sandbox, words: &str) -> String {
    let json = sandbox.json(&["cards", "--json"]);
    let cards = json["cards"].as_array().unwrap();
    let holds = |card: &&serde_json::Value| card["front"].as_str().unwrap().contains(words);
    let card = cards.iter().find(holds).unwrap();
    card["id"].as_str().unwrap().to_owned()
}

fn total(sandbox: &Sandbox) -> i64 {
    let decks = sandbox.json(&["decks", "--json"]);
    let decks = decks["decks"].as_array().unwrap().iter();
    decks.map(|deck| deck["total"].as_i64().unwrap()).sum()
}

#[test]
fn a_part_that_went_to_another_document_keeps_its_history_when_that_one_alone_is_imported() {
    let (sandbox, card) = two_documents();
    sandbox.write("ports.md", PORTS);
    sandbox.write("routes.md", format!("{ROUTES}{LAYERS}"));
    let ran = sandbox.run(&["import", "routes.md"]);
    assert!(ran.out.contains("0 new, 0 updated, 2 moved"), "{ran:?}");
    assert_eq!(card_of(&sandbox, "Physical"), card);
    let ran = sandbox.run(&["import", "ports.md"]);
    assert!(
        ran.out.contains("0 moved, 0 retired, 2 unchanged"),
        "{ran:?}"
    );
    assert_eq!(total(&sandbox), 5);
    let card = sandbox.json(&["show", &card, "--json"]);
    assert_eq!(
        (&card["reps"], &card["deck"]),
        (&1.into(), &"Routes".into())
    );
}

#[test]
fn a_part_that_still_stands_in_a_changed_document_is_not_taken_from_it() {
    let (sandbox, card) = two_documents();
    sandbox.write(
        "ports.md",
        format!("{PORTS}{LAYERS}").replace("| SSH | 22 |", "| SSH | 2222 |"),
    );
    sandbox.write("routes.md", format!("{ROUTES}{LAYERS}"));
    let ran = sandbox.run(&["import", "routes.md"]);
    assert!(ran.out.contains("2 new, 0 updated, 0 moved"), "{ran:?}");
    assert_eq!(total(&sandbox), 7);
    let card = sandbox.json(&["show", &card, "--json"]);
    assert_eq!(card["deck"], "Ports");
}

#[test]
fn a_part_that_was_copied_first_and_taken_out_later_is_a_doubt() {
    let (sandbox, card) = two_documents();
    sandbox.write("routes.md", format!("{ROUTES}{LAYERS}"));
    assert!(sandbox.run(&["import", "routes.md"]).out.contains("2 new"));
    sandbox.write("ports.md", PORTS);
    let plan = sandbox.json(&["import", "--dry-run", "--json", "ports.md"]);
    assert_eq!(plan["files"][0]["in_doubt"], 1, "the other has no history");
    let ran = sandbox.run(&["import", "ports.md"]);
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
    assert_eq!(card_of(&sandbox, "Physical"), card);
    let card = sandbox.json(&["show", &card, "--json"]);
    assert_eq!(
        (&card["reps"], &card["deck"]),
        (&1.into(), &"Routes".into())
    );
}

#[test]
fn a_review_that_brings_documents_up_to_date_names_the_doubts() {
    let (sandbox, _) = two_documents();
    sandbox.write("routes.md", format!("{ROUTES}{LAYERS}"));
    sandbox.run(&["import", "routes.md"]);
    sandbox.write("ports.md", PORTS);
    let ran = sandbox.run_with(&["review"], ":quit\n");
    assert!(ran.err.contains("ports.md changed: 2 retired."), "{ran:?}");
    assert!(ran.err.contains("in doubt: Layers: Physical"), "{ran:?}");
    assert!(ran.err.contains("srm relink "), "{ran:?}");
}

#[test]
fn a_document_that_comes_where_another_went_does_not_take_its_number() {
    let (sandbox, card) = two_documents();
    let before = sandbox.json(&["decks", "--json"]);
    // The newest document goes with its only card, and another one comes in the same import.
    std::fs::remove_file(sandbox.path("routes.md")).unwrap();
    sandbox.write(
        "ports.md",
        format!("{PORTS}{LAYERS}\nQ: What is a route?\nA: A way to a network.\n"),
    );
    sandbox.write("third.md", "# Third\n\nQ: What is a frame?\nA: Bits.\n");
    let ran = sandbox.run(&["import", "ports.md", "third.md"]);
    assert_eq!((ran.code, total(&sandbox)), (0, 6), "{ran:?}");
    let ran = sandbox.run(&["undo", "--yes"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(sandbox.json(&["decks", "--json"]), before);
    assert_eq!(card_of(&sandbox, "Physical"), card);
}

#[test]
fn a_document_that_gave_all_away_comes_back_with_its_place_among_the_others() {
    let sandbox = Sandbox::new();
    let questions = |word: &str, last: u32| -> String {
        (1..=last)
            .map(|n| format!("Q: What is {word} {n}?\nA: The {word} with the number {n}.\n\n"))
            .collect()
    };
    let (first, second) = (questions("layer", 12), questions("route", 12));
    sandbox.write("first.md", format!("# One\n\n{first}"));
    sandbox.write("second.md", format!("# Two\n\n{second}"));
    assert_eq!(sandbox.run(&["import", "first.md", "second.md"]).code, 0);
    let before = sandbox.json(&["decks", "--json"]);
    sandbox.write("first.md", "# One\n\nNothing is left here.\n");
    sandbox.write("second.md", format!("# Two\n\n{second}{first}"));
    let ran = sandbox.run(&["--yes", "import", "first.md", "second.md"]);
    assert_eq!((ran.code, total(&sandbox)), (0, 24), "{ran:?}");
    assert_eq!(sandbox.run(&["undo", "--yes"]).code, 0);
    // The limit of new cards cuts off the last deck, which is the one it was.
    assert_eq!(sandbox.json(&["decks", "--json"]), before);
}

#[test]
fn taking_back_an_import_that_moved_cards_counts_them() {
    let (sandbox, card) = two_documents();
    sandbox.write("ports.md", PORTS);
    sandbox.write("routes.md", format!("{ROUTES}{LAYERS}"));
    assert_eq!(sandbox.run(&["import", "routes.md"]).code, 0);
    let ran = sandbox.run(&["undo", "--yes"]);
    assert!(
        ran.out.contains("0 cards gone again, 2 cards as before"),
        "{ran:?}"
    );
    let card = sandbox.json(&["show", &card, "--json"]);
    assert_eq!(card["deck"], "Ports");
}
