//! Commands that change cards, and taking what they did back and forth.

use super::sandbox::{DAY_2, Sandbox};

/// What `srm show --json` says of a card.
fn shown(sandbox: &Sandbox, card: &str) -> serde_json::Value {
    sandbox.json(&["show", card, "--json"])
}

fn due(sandbox: &Sandbox) -> (u64, u64) {
    let json = sandbox.json(&["due", "--json"]);
    let deck = &json["decks"][0];
    (deck["due"].as_u64().unwrap(), deck["new"].as_u64().unwrap())
}

#[test]
fn several_cards_change_at_once_and_go_back_at_once() {
    let sandbox = Sandbox::with_notes();
    let (efs, shared) = (sandbox.card("What is EFS?"), sandbox.card("Which one"));
    let ran = sandbox.run(&["suspend", &efs, &shared[..12], &efs]);
    assert_eq!(
        ran.out,
        "Suspended: What is EFS?\nSuspended: Which one is shared?\n2 cards changed. Back: srm undo\n"
    );
    assert_eq!(due(&sandbox), (0, 2));
    assert_eq!(
        sandbox.run(&["suspend", &efs]).out,
        "Suspended already: What is EFS?\n"
    );
    let ran = sandbox.run(&["undo", "--dry-run"]);
    assert_eq!(
        ran.out,
        "Would take back suspending of: Which one is shared? and of 1 more card\n"
    );
    assert_eq!(due(&sandbox), (0, 2));
    sandbox.run(&["undo"]);
    assert_eq!(due(&sandbox), (0, 4));
    let ran = sandbox.run(&["redo", "--dry-run"]);
    assert!(
        ran.out.starts_with("Would bring back suspending"),
        "{ran:?}"
    );
    sandbox.run(&["redo"]);
    assert_eq!(due(&sandbox), (0, 2));
    sandbox.run(&["unsuspend", &efs]);
    assert_eq!(due(&sandbox), (0, 3));
}

#[test]
fn one_unknown_card_leaves_all_as_they_were() {
    let sandbox = Sandbox::with_notes();
    let efs = sandbox.card("What is EFS?");
    let ran = sandbox.run(&["bury", &efs, "zz"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(sandbox.events().is_empty());
    assert_eq!(sandbox.run(&["bury"]).code, 2);
}

#[test]
fn buried_cards_come_back_by_themselves_or_when_told() {
    let mut sandbox = Sandbox::with_notes();
    let efs = sandbox.card("What is EFS?");
    let ran = sandbox.run(&["bury", &efs]);
    assert_eq!(ran.out, "Buried until 2 March 2026: What is EFS?\n");
    assert_eq!(due(&sandbox), (0, 3));
    assert_eq!(
        sandbox.run(&["unbury", &efs]).out,
        "Unburied: What is EFS?\n"
    );
    assert_eq!(due(&sandbox), (0, 4));
    assert_eq!(
        sandbox.run(&["unbury", &efs]).out,
        "Not buried: What is EFS?\n"
    );
    sandbox.run(&["bury", &efs, "--days", "2"]);
    sandbox.at(DAY_2);
    assert_eq!(due(&sandbox), (0, 3));
    sandbox.at("2026-03-03T09:00:00+01:00");
    assert_eq!(due(&sandbox), (0, 4));
}

#[test]
fn a_mark_is_a_toggle_and_a_flag_a_number() {
    let sandbox = Sandbox::with_notes();
    let efs = sandbox.card("What is EFS?");
    assert_eq!(sandbox.run(&["mark", &efs]).out, "Marked: What is EFS?\n");
    let state = |sandbox: &Sandbox| {
        let out = sandbox.run(&["show", &efs]).out;
        let line = out.lines().find(|line| line.starts_with("State: "));
        line.unwrap().to_owned()
    };
    assert_eq!(state(&sandbox), "State: new, marked, never answered.");
    let ran = sandbox.run(&["mark", &efs]);
    assert_eq!(ran.out, "Mark taken off: What is EFS?\n");
    assert_eq!(state(&sandbox), "State: new, never answered.");
    let ran = sandbox.run(&["flag", &efs, "--number", "7"]);
    assert_eq!(ran.out, "Flag 7 set: What is EFS?\n");
    assert_eq!(sandbox.run(&["flag", &efs, "--number", "8"]).code, 2);
    let ran = sandbox.run(&["flag", &efs, "--number", "0"]);
    assert_eq!(ran.out, "Flag taken off: What is EFS?\n");
}

#[test]
fn a_reset_card_is_new_and_its_history_stays() {
    let mut sandbox = Sandbox::with_notes();
    let efs = sandbox.card("What is EFS?");
    sandbox.run(&["answer", &efs, "easy"]);
    sandbox.at(DAY_2);
    sandbox.run(&["answer", &efs, "easy"]);
    assert_eq!(
        sandbox.run(&["reset", &efs]).out,
        "New again: What is EFS?\n"
    );
    let card = shown(&sandbox, &efs);
    assert_eq!((&card["state"], &card["reps"]), (&"new".into(), &0.into()));
    assert_eq!(card["log"].as_array().unwrap().len(), 3);
    assert_eq!(due(&sandbox), (0, 4));
    // New on the very day of an answer: the next one is a review from the beginning.
    sandbox.run(&["answer", &efs, "good"]);
    let card = shown(&sandbox, &efs);
    assert_eq!(
        (&card["interval_days"], &card["due"]),
        (&1.into(), &"2026-03-03".into())
    );
    sandbox.run(&["undo"]);
    sandbox.run(&["undo"]);
    assert_eq!(shown(&sandbox, &efs)["due"], "2026-03-08");
    assert_eq!(shown(&sandbox, &efs)["memory"]["ease"], 2.7);
}

#[test]
fn a_due_day_that_was_set_moves_the_day_and_not_the_memory() {
    let mut sandbox = Sandbox::with_notes();
    let efs = sandbox.card("What is EFS?");
    sandbox.run(&["answer", &efs, "good"]);
    sandbox.at(DAY_2);
    sandbox.run(&["answer", &efs, "good"]);
    let ran = sandbox.run(&["reschedule", &efs, "--on", "+3"]);
    assert_eq!(ran.out, "Due 5 March 2026: What is EFS?\n");
    let card = shown(&sandbox, &efs);
    assert_eq!(
        (&card["due"], &card["interval_days"]),
        (&"2026-03-05".into(), &6.into())
    );
    sandbox.at("2026-03-05T09:00:00+01:00");
    assert_eq!(due(&sandbox).0, 1);
    // The interval was 6 days: 6 * 2.50 = 15 days from the 5th.
    sandbox.run(&["answer", &efs, "good"]);
    assert_eq!(shown(&sandbox, &efs)["due"], "2026-03-20");
    for wrong in ["", "soon", "+", "+-1", "2026-02-30"] {
        let ran = sandbox.run(&["reschedule", &efs, "--on", wrong]);
        assert_eq!(ran.code, 2, "{wrong} {ran:?}");
    }
}

#[test]
fn every_kind_of_change_goes_out_and_comes_in() {
    let sandbox = Sandbox::with_notes();
    let efs = sandbox.card("What is EFS?");
    sandbox.run(&["answer", &efs, "good"]);
    for command in [
        "suspend",
        "unsuspend",
        "bury",
        "unbury",
        "flag",
        "mark",
        "mark",
        "reset",
    ] {
        sandbox.run(&[command, &efs]);
    }
    sandbox.run(&["reschedule", &efs, "--on", "tomorrow"]);
    sandbox.run(&["undo"]);
    sandbox.run(&["redo"]);
    let kinds: Vec<String> = sandbox
        .events()
        .iter()
        .map(|event| event["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        kinds,
        [
            "review",
            "suspend",
            "unsuspend",
            "bury",
            "unbury",
            "flag",
            "mark",
            "unmark",
            "reset",
            "reschedule",
            "void",
            "void"
        ]
    );
    let out = sandbox.run(&["export", "--progress"]).out;
    sandbox.write("out.json", &out);
    let ran = sandbox.run(&["--db", "second.db", "import", "out.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(
        sandbox
            .run(&["--db", "second.db", "export", "--progress"])
            .out,
        out
    );
}

#[test]
fn redo_ends_where_something_new_was_done() {
    let sandbox = Sandbox::with_notes();
    let efs = sandbox.card("What is EFS?");
    sandbox.run(&["answer", &efs, "good"]);
    sandbox.run(&["undo"]);
    sandbox.run(&["mark", &efs]);
    let ran = sandbox.run(&["redo"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err
            .starts_with("error: there is nothing to bring back\n"),
        "{ran:?}"
    );
    let ran = sandbox.run(&["undo", "--list"]);
    assert_eq!(
        ran.out,
        "1. marking of: What is EFS?\n2. the import of notes.md: 4 new cards\n"
    );
    sandbox.run(&["undo"]);
    let ran = sandbox.run(&["undo", "--list"]);
    assert_eq!(ran.out, "1. the import of notes.md: 4 new cards\n");
}

#[test]
fn a_query_chooses_the_cards_of_every_change() {
    let sandbox = Sandbox::with_notes();
    let all = |command: &str, rest: &[&str]| {
        let arguments = [&[command, "--filter", "kind:table_row"], rest].concat();
        let ran = sandbox.run(&arguments);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(
            ran.out.ends_with("2 cards changed. Back: srm undo\n"),
            "{ran:?}"
        );
    };
    all("suspend", &[]);
    all("unsuspend", &[]);
    all("bury", &["--days", "3"]);
    all("unbury", &[]);
    all("flag", &["--number", "2"]);
    all("mark", &[]);
    all("reschedule", &["--on", "+3"]);
    all("reset", &[]);
    assert_eq!(sandbox.events().len(), 16);
    let ran = sandbox.run(&["suspend", "--filter", "nothing"]);
    assert_eq!(
        (ran.code, ran.err.lines().next()),
        (1, Some("error: the query chooses no card"))
    );
    let ran = sandbox.run(&["suspend", "--filter", "is:"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    let ran = sandbox.run(&["suspend", "--filter", "is:new", "0"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert_eq!(sandbox.run(&["suspend"]).code, 2);
    assert_eq!(sandbox.events().len(), 16);
}

#[test]
fn without_a_card_both_ways_to_name_some_are_said() {
    let sandbox = Sandbox::new();
    for command in ["suspend", "bury", "reset"] {
        let ran = sandbox.run(&[command]);
        assert_eq!(
            (ran.code, ran.err.as_str()),
            (
                2,
                "error: no card is named\n\
                 hint: Name cards by their ids, or all that a query chooses: --filter QUERY\n"
            ),
            "{command}"
        );
    }
}
