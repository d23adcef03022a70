//! `srm cards`, and queries where cards are chosen.

use super::sandbox::Sandbox;

#[test]
fn a_query_finds_cards_and_says_what_they_are() {
    let mut sandbox = Sandbox::with_notes();
    sandbox.run_with(&["review"], "\n3\n:quit\n");
    let id = &sandbox.card("Services: EBS")[..8];
    assert_eq!(
        sandbox.run(&["cards", "is:learning"]).out,
        format!(
            "card      due         state     deck     front\n\
             {id}  2026-03-02  learning  Storage  Services: EBS Keeps?\n"
        )
    );
    let json = sandbox.json(&["cards", "--json", "deck:storage", "kind:choice"]);
    assert_eq!(
        (&json["format"], &json["version"]),
        (&"srm-cards".into(), &1.into())
    );
    let cards = json["cards"].as_array().unwrap();
    assert_eq!(cards.len(), 1);
    assert_eq!(cards[0]["state"], "new");
    assert_eq!(cards[0]["due"], serde_json::Value::Null);
    assert_eq!(cards[0]["deck"], "Storage");
    sandbox.at("2026-03-02T09:00:00+01:00");
    let count = |arguments: &[&str]| {
        let json = sandbox.json(&[&["cards", "--json"], arguments].concat());
        json["cards"].as_array().unwrap().len()
    };
    assert_eq!(count(&["is:due"]), 1);
    assert_eq!(count(&["-is:due"]), 3);
    assert_eq!(count(&["shared", "OR", "objects"]), 3);
    assert_eq!(count(&["--limit", "1", "--offset", "2"]), 1);
    assert_eq!(count(&["--offset", "4"]), 0);
    assert_eq!(sandbox.run(&["cards", "nothing"]).out, "No cards.\n");
    assert_eq!(Sandbox::new().run(&["cards"]).out, "No cards.\n");
}

/// They are read in parts, and the widest name of a deck comes in the last.
#[test]
fn a_long_list_is_one_list() {
    let sandbox = Sandbox::new();
    let mut rows = String::from("# Terms\n\n| Term | Meaning |\n|---|---|\n");
    for row in 0..1_100 {
        rows.push_str(&format!("| term {row} | meaning {row} |\n"));
    }
    sandbox.write("terms.md", &rows);
    sandbox.write("z.md", "# Words that are longer\n\nQ: term?\nA: That\n");
    sandbox.run(&["import", "terms.md", "z.md"]);
    let shown = sandbox.run(&["cards"]).out;
    let front = shown.find("front").unwrap();
    let fronts: Vec<&str> = shown.lines().map(|line| &line[front..]).collect();
    assert_eq!(fronts.len(), 1_102);
    assert_eq!(fronts[0], "front");
    for (row, front) in fronts[1..1_101].iter().enumerate() {
        assert!(front.starts_with(&format!("term {row} ")), "{front}");
    }
    assert_eq!(fronts[1_101], "term?");
    let json = sandbox.json(&["cards", "--json"]);
    let listed = json["cards"].as_array().unwrap().iter();
    let listed: Vec<&str> = listed.map(|card| card["id"].as_str().unwrap()).collect();
    let ids: Vec<&str> = shown.lines().skip(1).map(|line| &line[..8]).collect();
    assert!(
        ids.iter()
            .zip(&listed)
            .all(|(id, whole)| whole.starts_with(id))
    );
    assert_eq!(listed.len(), 1_101);
}

#[test]
fn a_deck_whose_name_has_a_colon_can_be_named_alone() {
    let sandbox = Sandbox::new();
    sandbox.write("a.md", "# AWS::Storage\n\nQ: What?\nA: That\n");
    sandbox.run(&["import", "a.md"]);
    let found = |word: &str| {
        let json = sandbox.json(&["cards", "--json", word]);
        json["cards"].as_array().unwrap().len()
    };
    assert_eq!(found("aws::storage"), 1);
    assert_eq!(sandbox.run(&["cards", "aws::x"]).code, 2);
}

#[test]
fn a_wrong_query_is_shown_with_a_caret_and_what_was_meant() {
    let sandbox = Sandbox::with_notes();
    for arguments in [["cards", "ebs is:deu"], ["review", "--filter=ebs is:deu"]] {
        let ran = sandbox.run(&arguments);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(
            ran.err.starts_with(
                "error: the query is wrong: `deu` is no word for what a card is\n  \
                 ebs is:deu\n         ^^^\nhint: Did you mean `due`? "
            ),
            "{}",
            ran.err
        );
    }
    let ran = sandbox.run(&["cards", "--jsn"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("no option `--jsn`"), "{ran:?}");
}

#[test]
fn a_review_asks_only_what_its_query_chooses() {
    let mut sandbox = Sandbox::with_notes();
    let ran = sandbox.run_with(&["review", "--filter", "kind:table_row objects"], "\n1\n");
    assert!(ran.out.starts_with("Today: 1 new."), "{}", ran.out);
    assert!(ran.out.contains("Question: Services: S3"), "{}", ran.out);
    let ran = sandbox.run(&["review", "storage", "--filter", "kind:question"]);
    assert!(ran.out.starts_with("Today: 1 new."), "{}", ran.out);
    sandbox.at("2026-03-02T09:00:00+01:00");
    let ran = sandbox.run(&["review", "--filter", "objects"]);
    assert!(ran.out.starts_with("Today: 1 due."), "{}", ran.out);
    let ran = sandbox.run(&["review", "--filter", "-objects", "--cram"]);
    assert!(ran.out.contains("of 3"), "{}", ran.out);
}

#[test]
fn options_stand_before_or_behind_a_query() {
    let sandbox = Sandbox::with_notes();
    let before = sandbox.json(&["cards", "--json", "--sort", "due", "-ebs"]);
    let behind = sandbox.json(&["cards", "-ebs", "--sort", "due", "--json"]);
    assert_eq!(before, behind);
    assert_eq!(before["cards"].as_array().unwrap().len(), 2);
    let ran = sandbox.run(&["cards", "ebs", "--jsno"]);
    assert!(ran.err.contains("there is no option `--jsno`"), "{ran:?}");
}
