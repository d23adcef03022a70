//! `srm review` over a pipe.

use serde_json::Value;

use super::sandbox::{DAY_2, Sandbox};

fn qualities(events: &[Value]) -> Vec<(&str, Option<u64>)> {
    let pair = |event: &'_ Value| -> (&'static str, Option<u64>) {
        let kind = match event["kind"].as_str().unwrap() {
            "review" => "review",
            "drill" => "drill",
            "void" => "void",
            _ => "other",
        };
        (kind, event["quality"].as_u64())
    };
    events.iter().map(pair).collect()
}

#[test]
fn an_empty_collection_starts_with_the_bundled_deck() {
    let sandbox = Sandbox::new();
    let ran = sandbox.run_with(&["review"], "\n3\n:quit\n");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.err
            .contains("bundled deck Shared Responsibility Model (27 cards)"),
        "{ran:?}"
    );
    assert!(ran.out.starts_with("Today: 20 new.\n"), "{ran:?}");
    assert!(
        ran.out
            .contains("\nSaved good. Next review 2 March 2026 (1 day). 19 left.\n"),
        "{ran:?}"
    );
    assert!(ran.out.contains("\nStopped. 1 card in 0:00: "), "{ran:?}");
    let decks = sandbox.json(&["decks", "--json"]);
    assert_eq!(decks["decks"][0]["total"], 27);
    assert_eq!(decks["decks"][0]["new"], 26);
}

#[test]
fn a_session_leaves_what_was_typed_in_the_log_and_nothing_else() {
    let mut sandbox = Sandbox::with_notes();
    // EBS good, S3 again, EFS easy, the choice by letter and the grade it proposes; then the drill.
    let ran = sandbox.run_with(&["review"], "\ngood\n\n1\n\n4\n1\n\n\n\n:help\n\n3\n");
    assert_eq!(ran.code, 0, "{ran:?}");
    let events = sandbox.events();
    let saved = ran
        .out
        .lines()
        .filter(|line| line.starts_with("Saved "))
        .count();
    assert_eq!(saved, events.len(), "{}", ran.out);
    let graded = qualities(&events);
    assert_eq!(
        graded[..3],
        [
            ("review", Some(4)),
            ("review", Some(1)),
            ("review", Some(5))
        ]
    );
    assert!(
        graded[4..].iter().all(|(kind, _)| *kind == "drill"),
        "{graded:?}"
    );
    assert!(ran.out.contains("\nDone. 4 cards in 0:00: "), "{}", ran.out);

    assert_eq!(
        sandbox.run(&["review"]).out.lines().next(),
        Some("Nothing to review now.")
    );
    sandbox.at(DAY_2);
    let ran = sandbox.run(&["review"]);
    assert!(ran.out.starts_with("Today: 4 due.\n"), "{}", ran.out);
}

#[test]
fn the_right_and_the_wrong_choice_propose_good_and_again() {
    for (right, saved) in [(true, "Saved good."), (false, "Saved again.")] {
        let sandbox = Sandbox::with_notes();
        let skipped = "\n3\n\n3\n\n3\n";
        let shown = sandbox.run_with(&["review", "--cram"], skipped).out;
        let number = shown.lines().find(|line| line.ends_with(". EFS")).unwrap();
        let number: usize = number.trim_end_matches(". EFS").parse().unwrap();
        let typed = if right { number } else { number % 3 + 1 };
        let ran = sandbox.run_with(&["review"], format!("{skipped}{typed}\n\n"));
        let said: Vec<&str> = ran.out.lines().collect();
        assert!(
            said.contains(&if right { "Right." } else { "Wrong." }),
            "{}",
            ran.out
        );
        assert!(ran.out.contains(saved), "{}", ran.out);
    }
}

#[test]
fn daily_limits_count_what_the_day_has_had() {
    let sandbox = Sandbox::with_notes();
    let run = |arguments: &[&str], typed: &str| {
        let mut command = sandbox.command(arguments);
        let command = command.env("SRM_NEW_PER_DAY", "3").write_stdin(typed);
        super::sandbox::finish(command).out
    };
    assert!(run(&["review"], "\n3\n\n3\n").starts_with("Today: 3 new."));
    assert!(run(&["review"], "").starts_with("Today: 1 new."));
    assert!(run(&["review", "--new", "2"], "").starts_with("Today: 2 new."));
    assert!(run(&["review", "--new", "2", "--limit", "1"], "").starts_with("Today: 1 new."));
    assert!(run(&["review"], "\n3\n").contains("Done. 1 card"));
    assert!(run(&["review"], "").starts_with("Nothing to review now."));
}

#[test]
fn a_deck_is_found_whatever_its_case_and_by_what_holds_it() {
    let sandbox = Sandbox::new();
    sandbox.write("a.md", "# AWS::Storage\n\nQ: a\nA: b\n");
    sandbox.write("b.md", "# AWS::Billing\n\nQ: c\nA: d\n");
    assert_eq!(sandbox.run(&["import", "a.md", "b.md"]).code, 0);
    for (deck, new) in [("AWS", 2), ("AWS::Storage", 1), ("aws::billing", 1)] {
        let ran = sandbox.run(&["review", deck]);
        assert!(
            ran.out.starts_with(&format!("Today: {new} new.")),
            "{deck}: {ran:?}"
        );
    }
}

#[test]
fn cramming_changes_nothing() {
    let sandbox = Sandbox::with_notes();
    let before = sandbox.run(&["export", "--progress"]).out;
    let ran = sandbox.run_with(&["review", "--cram"], "\n1\n\n3\n\n3\n\n3\n\n3\n");
    assert!(ran.out.contains("Not saved"), "{}", ran.out);
    assert!(!ran.out.contains("\nSaved "), "{}", ran.out);
    assert_eq!(sandbox.run(&["export", "--progress"]).out, before);
}

#[test]
fn the_drill_of_an_ended_session_is_asked_in_the_next_one_of_the_day_only() {
    let mut sandbox = Sandbox::with_notes();
    sandbox.run_with(&["review", "--limit", "1"], "\n2\n:quit\n");
    let ran = sandbox.run(&["review", "--new", "0"]);
    assert!(ran.out.starts_with("Today: 1 once more.\n"), "{}", ran.out);
    assert!(
        ran.out.contains("\nOnce more today, 1 left. "),
        "{}",
        ran.out
    );
    sandbox.at(DAY_2);
    let ran = sandbox.run(&["review", "--new", "0"]);
    assert!(ran.out.starts_with("Today: 1 due.\n"), "{}", ran.out);
}
