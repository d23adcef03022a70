//! `srm answer` and `srm show`.

use super::sandbox::{DAY_2, Sandbox};

#[test]
fn an_answer_by_name_key_or_quality_moves_the_schedule_once_a_day() {
    let mut sandbox = Sandbox::with_notes();
    let id = sandbox.card("What is EFS?");
    let ran = sandbox.run(&["answer", &id[..8], "q5"]);
    assert_eq!(
        ran.out, "Saved easy. Next review 2 March 2026 (1 day).\n",
        "{ran:?}"
    );
    let ran = sandbox.run(&["answer", &id, "1"]);
    assert_eq!(
        ran.out,
        "Saved again in today's drill. Next review 2 March 2026 (1 day).\n"
    );
    sandbox.at(DAY_2);
    let ran = sandbox.run(&["answer", &id, "good"]);
    assert_eq!(ran.out, "Saved good. Next review 8 March 2026 (6 days).\n");

    let card = sandbox.json(&["show", &id, "--json"]);
    assert_eq!(
        (&card["format"], &card["version"]),
        (&"srm-card".into(), &1.into())
    );
    let memory = serde_json::json!(
        {"scheduler": "sm2", "repetitions": 2, "ease": 2.6, "interval_days": 6});
    assert_eq!(card["memory"], memory);
    assert_eq!(
        (&card["due"], &card["state"]),
        (&"2026-03-08".into(), &"young".into())
    );
    let qualities: Vec<u64> = card["log"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["quality"].as_u64().unwrap())
        .collect();
    assert_eq!(qualities, [5, 1, 4]);
    let shown = sandbox.run(&["show", &id]).out;
    assert!(
        shown.contains("Front: What is EFS?\nBack: A shared file system.\n"),
        "{shown}"
    );
    assert!(
        shown.contains("Memory: interval 6 days, ease 2.60, 2 in a row, 2 answers, 0 lapses."),
        "{shown}"
    );
}

#[test]
fn an_answer_before_its_day_counts_and_is_warned_of() {
    let mut sandbox = Sandbox::with_notes();
    let id = sandbox.card("What is EFS?");
    assert_eq!(sandbox.run(&["answer", &id, "good"]).err, "");
    // The drill of the day moves nothing, so there is nothing to warn of.
    assert_eq!(sandbox.run(&["answer", &id, "good"]).err, "");
    sandbox.at(DAY_2);
    assert_eq!(sandbox.run(&["answer", &id, "good"]).err, "");
    // Due on the 8th, and 6 * 2.50 = 15 days from the 5th.
    sandbox.at("2026-03-05T09:00:00+01:00");
    let ran = sandbox.run(&["answer", &id, "good"]);
    assert_eq!(
        ran.out,
        "Saved good. Next review 20 March 2026 (15 days).\n"
    );
    assert_eq!(
        ran.err,
        "warning: answered 3 days before its day, 8 March 2026; SM-2 counts the whole interval all the same\n"
    );
}

#[test]
fn an_ambiguous_beginning_is_refused() {
    let sandbox = Sandbox::with_notes();
    let ran = sandbox.run(&["answer", "", "good"]);
    assert_ne!(ran.code, 0, "{ran:?}");
    assert_eq!(sandbox.events().len(), 0);
}
