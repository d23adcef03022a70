//! Leeches, and what `srm show` tells.

use super::sandbox::{DAY_2, Ran, Sandbox, finish};

/// Runs the program where the first lapse makes a leech.
fn at_one(sandbox: &Sandbox, arguments: &[&str], action: &str) -> Ran {
    let mut command = sandbox.command(arguments);
    command
        .env("SRM_LEECH_LAPSES", "1")
        .env("SRM_LEECH_ACTION", action);
    finish(&mut command)
}

/// A card that was remembered on day 1; it is day 2.
fn remembered() -> (Sandbox, String) {
    let mut sandbox = Sandbox::with_notes();
    let card = sandbox.card("What is EFS?");
    assert_eq!(sandbox.run(&["answer", &card, "good"]).code, 0);
    sandbox.at(DAY_2);
    (sandbox, card)
}

#[test]
fn a_leech_is_told_found_counted_and_shown() {
    let (sandbox, card) = remembered();
    let ran = at_one(&sandbox, &["answer", &card, "again"], "tell");
    let short = &card[..8];
    assert_eq!(
        ran.out,
        format!(
            "Saved again. Next review 3 March 2026 (1 day).\n\
             Leech: forgotten 1 time. Rewrite or split the card: srm edit {short} or srm suspend {short}.\n"
        )
    );
    let shown = at_one(&sandbox, &["show", &card], "tell").out;
    assert!(
        shown.contains("\nLeech: forgotten 1 time. Rewrite or split"),
        "{shown}"
    );
    let found = at_one(&sandbox, &["cards", "is:leech"], "tell").out;
    assert!(
        found.contains(short) && found.lines().count() == 2,
        "{found}"
    );
    let stats = at_one(&sandbox, &["stats"], "tell").out;
    assert!(
        stats.contains("1 of them is a leech: rewrite or split"),
        "{stats}"
    );
    // The threshold is a setting and nothing that is stored.
    assert_eq!(sandbox.run(&["cards", "is:leech"]).out, "No cards.\n");
    assert!(!sandbox.run(&["show", &card]).out.contains("Leech"));
    let mut command = sandbox.command(&["cards", "is:leech"]);
    assert_eq!(
        finish(command.env("SRM_LEECH_LAPSES", "0")).out,
        "No cards.\n"
    );
}

#[test]
fn a_leech_is_suspended_where_that_is_set() {
    let (sandbox, card) = remembered();
    let mut command = sandbox.command(&["review", "--new", "0"]);
    command
        .env("SRM_LEECH_LAPSES", "1")
        .env("SRM_LEECH_ACTION", "suspend");
    let ran = finish(command.write_stdin("\n1\n"));
    assert!(
        ran.out
            .contains("Leech: forgotten 1 time. It is suspended;"),
        "{ran:?}"
    );
    assert_eq!(sandbox.json(&["show", &card, "--json"])["suspended"], true);
    assert_eq!(sandbox.run(&["undo"]).code, 0);
    let json = sandbox.json(&["show", &card, "--json"]);
    assert_eq!(
        (&json["suspended"], &json["lapses"]),
        (&false.into(), &1.into())
    );
    assert_eq!(sandbox.run(&["rebuild", "--check"]).code, 0);
}

#[test]
fn show_says_where_a_card_comes_from_and_why_it_comes_back_when_it_does() {
    let (mut sandbox, card) = remembered();
    for (day, grade) in [
        ("02", "good"),
        ("10", "hard"),
        ("10", "again"),
        ("10", "good"),
    ] {
        sandbox.at(&format!("2026-03-{day}T09:00:00+01:00"));
        assert_eq!(sandbox.run(&["answer", &card, grade]).code, 0);
    }
    sandbox.run(&["reschedule", &card, "--on", "+3"]);
    sandbox.run(&["undo"]);
    sandbox.at("2026-03-24T09:00:00+01:00");
    let shown = sandbox.run(&["show", &card]).out;
    let (_, rest) = shown.split_once("Source: ").unwrap();
    assert_eq!(
        rest,
        "notes.md line 12.\n\
         Rule: question: a text that asks, with what stands under it up to the next question or heading.\n\
         Front: What is EFS?\n\
         Back: A shared file system.\n\
         State: young, due 25 March 2026.\n\
         Memory: interval 15 days, ease 2.36, 3 in a row, 3 answers, 0 lapses.\n\
         Answered today:\n  \
           again: once more today; 1 day early (SM-2 does not count that), a failing grade begins \
             again with 1 day, lapse 1, due 25 March 2026\n  \
           hard: once more today; 1 day early (SM-2 does not count that), interval 15 × ease 2.36 \
             = 35.40, rounded to 36 days, ease 2.36 to 2.22, due 29 April 2026\n  \
           good: 1 day early (SM-2 does not count that), interval 15 × ease 2.36 = 35.40, rounded to 36 \
             days, due 29 April 2026\n  \
           easy: 1 day early (SM-2 does not count that), interval 15 × ease 2.36 = 35.40, rounded to 36 \
             days, ease 2.36 to 2.46, due 29 April 2026\n\
         Log:\n  \
           2026-03-01T08:00:00.000Z good (q4): the first success in a row: 1 day, due 2 March 2026\n  \
           2026-03-02T08:00:00.000Z good (q4): the second success in a row: 6 days, due 8 March 2026\n  \
           2026-03-10T08:00:00.000Z hard (q3): 2 days late (SM-2 does not count that), interval 6 × ease \
             2.50 = 15 days, ease 2.50 to 2.36, due 25 March 2026\n  \
           2026-03-10T08:00:00.000Z drill again (q1): once more the same day; the schedule stays\n  \
           2026-03-10T08:00:00.000Z drill good (q4): ends the drill; the schedule stays\n  \
           2026-03-10T08:00:00.000Z due day set by hand to 13 March 2026, taken back\n  \
           2026-03-10T08:00:00.000Z take back 0000000000000000-6\n"
            .replace("0000000000000000-6", &void_target(&sandbox))
    );
    let json = sandbox.json(&["show", &card, "--json"]);
    assert_eq!(json["rule"], "question");
    assert_eq!(json["leech"], serde_json::Value::Null);
    let why = &json["log"][2]["why"];
    assert_eq!(
        (
            &why["rule"],
            &why["times_interval_days"],
            &why["times_ease"],
            &why["late_days"]
        ),
        (&"times".into(), &6.into(), &2.5.into(), &2.into())
    );
    assert_eq!(json["next"][2]["why"]["late_days"], -1);
}

/// The event that was taken back last.
fn void_target(sandbox: &Sandbox) -> String {
    let events = sandbox.events();
    events.last().unwrap()["target"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn show_names_the_other_texts_of_a_card_and_does_without_its_document() {
    let sandbox = Sandbox::with_notes();
    let card = sandbox.card("What is EFS?");
    let notes = sandbox.read("notes.md");
    sandbox.write(
        "notes.md",
        notes.replace("What is EFS?", "What is EFS good for?"),
    );
    assert_eq!(sandbox.run(&["import", "notes.md"]).code, 0);
    let json = sandbox.json(&["show", &card, "--json"]);
    assert_eq!(json["front"], "What is EFS good for?");
    assert_eq!(json["aliases"].as_array().unwrap().len(), 1, "{json}");
    assert_eq!(json["rule"], "question");
    let shown = sandbox.run(&["show", &card]).out;
    assert!(shown.contains("\nOther texts of it: "), "{shown}");
    std::fs::remove_file(sandbox.path("notes.md")).unwrap();
    let json = sandbox.json(&["show", &card, "--json"]);
    assert!(json.get("rule").is_none(), "{json}");
}
