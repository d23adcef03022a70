//! The choice of a scheduler, and what can be seen of it: rebuild, evaluate, optimize.

use super::sandbox::{Ran, Sandbox, finish};

fn with(sandbox: &Sandbox, variable: (&str, &str), arguments: &[&str]) -> Ran {
    finish(sandbox.command(arguments).env(variable.0, variable.1))
}

/// A card that was passed twice and failed once.
fn failed_once() -> (Sandbox, String) {
    let mut sandbox = Sandbox::with_notes();
    let card = sandbox.card("What is EFS?");
    for (day, grade) in [("01", "good"), ("02", "good"), ("08", "again")] {
        sandbox.at(&format!("2026-03-{day}T09:00:00+01:00"));
        assert_eq!(sandbox.run(&["answer", &card, grade]).code, 0);
    }
    (sandbox, card)
}

fn memory(ran: &Ran) -> serde_json::Value {
    assert_eq!(ran.code, 0, "{ran:?}");
    serde_json::from_str::<serde_json::Value>(&ran.out).unwrap()["memory"].clone()
}

#[test]
fn another_variant_or_scheduler_folds_the_log_again_and_back() {
    let (sandbox, card) = failed_once();
    let show = ["show", card.as_str(), "--json"];
    let before = sandbox.run(&show);
    assert_eq!(memory(&before)["ease"], 2.5);
    let ran = with(&sandbox, ("SRM_SM2_VARIANT", "common"), &show);
    assert_eq!(
        ran.err,
        "Folded the log again: sm2:common instead of sm2:paper, 1 memory changed. Due days stay.\n"
    );
    // Again is quality 1: 2.50 - 0.54.
    assert_eq!(memory(&ran)["ease"], 1.96);
    let ran = with(&sandbox, ("SRM_SCHEDULER", "fsrs"), &show);
    assert_eq!(memory(&ran)["scheduler"], "fsrs");
    assert!(memory(&ran)["stability_days"].as_f64().unwrap() > 0.0);
    let ran = with(
        &sandbox,
        ("SRM_DECK_SCHEDULERS", "Storage = fsrs 0.8"),
        &show,
    );
    assert_eq!(memory(&ran)["scheduler"], "fsrs");
    let back = sandbox.run(&show);
    assert_eq!(back.out, before.out);
    assert!(
        back.err
            .starts_with("Folded the log again: sm2:paper instead of "),
        "{back:?}"
    );
    assert_eq!(sandbox.run(&show).err, "");
    for (name, value) in [
        ("SRM_SM2_VARIANT", "anki"),
        ("SRM_SCHEDULER", "sm18"),
        ("SRM_FSRS_RETENTION", "1"),
        ("SRM_DECK_SCHEDULERS", "Storage"),
    ] {
        let ran = with(&sandbox, (name, value), &show);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.err.contains(name), "{ran:?}");
    }
}

#[test]
fn rebuild_compares_and_mends_and_check_changes_nothing() {
    let (sandbox, card) = failed_once();
    let ran = sandbox.run(&["rebuild", "--check"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (0, "Every memory is what the log says, by sm2:paper.\n")
    );
    let database = rusqlite::Connection::open(sandbox.path("srm.db")).unwrap();
    database
        .execute("UPDATE memory SET ease = 260 WHERE reviews > 0", [])
        .unwrap();
    for _ in 0..2 {
        let ran = sandbox.run(&["rebuild", "--check"]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(
            ran.out
                .starts_with(&format!("{card}: stored interval 1 day, ease 2.60")),
            "{ran:?}"
        );
        assert!(
            ran.out.contains("the log says interval 1 day, ease 2.50"),
            "{ran:?}"
        );
        assert!(
            ran.out
                .ends_with("1 card differs from the log. Next: srm rebuild\n"),
            "{ran:?}"
        );
    }
    let ran = sandbox.run(&["rebuild"]);
    assert!(
        ran.out
            .ends_with("1 card holds what the log says again, by sm2:paper.\n"),
        "{ran:?}"
    );
    assert_eq!(sandbox.run(&["rebuild", "--check"]).code, 0);
    // The settings ask for another scheduler: --check says so and leaves it.
    for _ in 0..2 {
        let ran = with(&sandbox, ("SRM_SCHEDULER", "fsrs"), &["rebuild", "--check"]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(
            ran.out
                .starts_with("The memories were of sm2:paper; the settings ask for fsrs6:21:0.90:"),
            "{ran:?}"
        );
    }
}

/// 100 cards, each on five days; every fifth answer is forgotten.
fn log() -> String {
    let mut text = "card_id,rating,review_datetime,review_duration\n".to_owned();
    for card in 0..100 {
        for (turn, day) in [1, 2, 5, 11, 26].into_iter().enumerate() {
            let rating = if (card + turn).is_multiple_of(5) {
                1
            } else {
                3
            };
            text += &format!(
                "{card},{rating},2024-03-{day:02} 12:{:02}:00+00:00,900\n",
                card % 60
            );
        }
    }
    text
}

#[test]
fn a_foreign_log_is_evaluated_by_every_predictor() {
    let sandbox = Sandbox::new();
    sandbox.write("log.csv", log());
    let json = sandbox.json(&["evaluate", "--log", "log.csv", "--json"]);
    // 4 of 5 answers to each card can be scored; five of six parts of 400 are: 5 * 66.
    assert_eq!(
        (json["answers"].as_u64(), json["scored"].as_u64()),
        (Some(500), Some(330))
    );
    let names: Vec<&str> = json["predictors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "FSRS-6 fitted",
            "FSRS-6 default",
            "SM-2 (paper), fitted curve",
            "SM-2 (paper), assumed curve",
            "MOVING-AVG",
            "AVG"
        ]
    );
    assert!(json["advice"].is_null());
    let ran = sandbox.run(&["evaluate", "--log", "log.csv"]);
    assert!(
        ran.out.contains("No advice: it takes 400 scored answers"),
        "{ran:?}"
    );
    assert!(ran.out.contains("SM-2 predicts no chances."), "{ran:?}");
    let ran = sandbox.run(&["evaluate"]);
    assert!(ran.out.contains("There is nothing to score yet"), "{ran:?}");
    sandbox.write("bad.csv", "card,moment\n");
    let ran = sandbox.run(&["evaluate", "--log", "bad.csv"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("there is no column `grade`"), "{ran:?}");
}

#[test]
fn a_due_day_that_was_spread_stays_whatever_is_set_later() {
    let mut sandbox = Sandbox::new();
    let questions = (1..=20).map(|number| format!("\nQ: Question {number}?\nA: a\n"));
    sandbox.write(
        "many.md",
        format!("# Many\n{}", questions.collect::<String>()),
    );
    assert_eq!(sandbox.run(&["import", "many.md"]).code, 0);
    std::fs::create_dir_all(sandbox.path("home/.config/srm")).unwrap();
    let waits = |sandbox: &Sandbox| -> Vec<u64> {
        let cards = sandbox.json(&["cards", "--json"]);
        let cards = cards["cards"].as_array().unwrap().iter();
        // All were answered on 3 March.
        cards
            .map(|card| card["due"].as_str().unwrap()[8..].parse::<u64>().unwrap() - 3)
            .collect()
    };
    let mut all = Vec::new();
    for spread in ["fuzz", "balance"] {
        let text = format!("[review]\nspread = \"{spread}\"\n");
        sandbox.write("home/.config/srm/config.toml", text);
        for day in ["01", "03"] {
            sandbox.at(&format!("2026-03-{day}T09:00:00+01:00"));
            sandbox.run_with(&["review"], "\n3\n".repeat(20));
        }
        let waits_now = waits(&sandbox);
        // 6 days, moved by at most 6 / 20 days and a day.
        assert!(
            waits_now.iter().all(|days| (5..=7).contains(days)),
            "{waits_now:?}"
        );
        assert!(waits_now.iter().any(|days| *days != 6), "{waits_now:?}");
        assert_eq!(sandbox.run(&["rebuild", "--check"]).code, 0);
        sandbox.write("home/.config/srm/config.toml", "");
        assert_eq!(sandbox.run(&["rebuild", "--check"]).code, 0);
        assert_eq!(sandbox.run(&["rebuild"]).code, 0);
        assert_eq!(waits(&sandbox), waits_now);
        all.push(waits_now);
        // Once more from the beginning.
        while sandbox
            .run(&["undo", "--list", "1"])
            .out
            .contains("the grade")
        {
            sandbox.run(&["undo"]);
        }
    }
    assert_ne!(all[0], all[1]);
}

#[test]
fn too_few_answers_are_told_and_store_nothing() {
    let mut sandbox = Sandbox::with_notes();
    let ran = sandbox.run(&["optimize"]);
    assert!(
        ran.out.starts_with("Too little to fit to: 0 answers"),
        "{ran:?}"
    );
    let cards = ["What is EFS?", "Which one is shared?"].map(|front| sandbox.card(front));
    for (day, grade) in [
        (1, "good"),
        (2, "good"),
        (5, "again"),
        (6, "good"),
        (9, "good"),
        (14, "easy"),
    ] {
        sandbox.at(&format!("2026-03-{day:02}T09:00:00+01:00"));
        for card in &cards {
            assert_eq!(sandbox.run(&["answer", card, grade]).code, 0);
        }
    }
    let before = sandbox.run(&["export", "--progress"]).out;
    for arguments in [&["optimize", "--dry-run"][..], &["optimize"]] {
        let ran = sandbox.run(arguments);
        assert_eq!(
            ran.out,
            "Too little to fit to: after 10 answers to cards that came round again the parameters are \
             still those that FSRS comes with. Nothing was stored.\n",
            "{ran:?}"
        );
    }
    assert_eq!(sandbox.run(&["export", "--progress"]).out, before);
}

/// A deck of 100 cards with six answers each, every fifth a failing one.
fn deck_with_answers() -> String {
    let (mut cards, mut events) = (Vec::new(), Vec::new());
    for card in 0..100_u64 {
        let id = format!("{:032x}", card + 1);
        cards.push(
            serde_json::json!({"id": id, "kind": "question", "section": [],
            "front": format!("Question {card}"), "back": "Answer", "tags": [], "line": card + 1}),
        );
        let mut before = 0;
        for (turn, day) in [1, 2, 5, 9, 16, 27].into_iter().enumerate() {
            let turn = turn as u64;
            let sequence = turn * 100 + card + 1;
            let quality = if (card + turn).is_multiple_of(5) {
                1
            } else {
                4
            };
            events.push(serde_json::json!({"device": "00000000000000aa", "sequence": sequence,
                "clock": 1_767_225_600_000_u64 + sequence, "offset_minutes": 0, "kind": "review",
                "at": format!("2026-01-{day:02}T12:00:00.000Z"), "card": id, "quality": quality,
                "day": format!("2026-01-{day:02}"), "duration_ms": 900, "interval_before_days": before,
                "interval_after_days": 1, "due": format!("2026-01-{:02}", day + 1)}));
            before = 1;
        }
    }
    serde_json::json!({"format": "srm-deck", "version": 1, "deck": {"name": "Many"},
        "cards": cards, "events": events})
    .to_string()
}

#[test]
fn a_fit_is_stored_used_and_taken_back() {
    let sandbox = Sandbox::new();
    sandbox.write("many.json", deck_with_answers());
    let ran = sandbox.run(&["import", "many.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let card = format!("{:032x}", 1);
    let fsrs = || {
        let show = ["show", card.as_str(), "--json"];
        memory(&with(&sandbox, ("SRM_SCHEDULER", "fsrs"), &show))
    };
    let default = fsrs();
    let json = sandbox.json(&["optimize", "--dry-run", "--json"]);
    assert_eq!(
        (&json["outcome"], &json["stored"]),
        (&"fitted".into(), &false.into()),
        "{json}"
    );
    assert_eq!(json["parameters"].as_array().unwrap().len(), 21);
    let ran = sandbox.run(&["optimize", "--dry-run"]);
    assert!(
        ran.out
            .starts_with("Fitted to 500 answers.\nLog loss before "),
        "{ran:?}"
    );
    assert!(
        ran.out
            .ends_with("Nothing was stored. Next: srm optimize\n"),
        "{ran:?}"
    );
    assert_eq!(fsrs(), default);
    let ran = sandbox.run(&["optimize"]);
    assert!(ran.out.contains("Stored for fsrs6:21"), "{ran:?}");
    let fitted = fsrs();
    assert_ne!(fitted, default);
    let again = sandbox.run(&["optimize"]);
    assert!(
        again
            .out
            .ends_with("That is what FSRS has already. Nothing was stored.\n"),
        "{again:?}"
    );
    assert_eq!(sandbox.run(&["optimize", "--reset"]).code, 0);
    assert_eq!(fsrs(), default);
    let list = sandbox.run(&["undo", "--list"]).out;
    assert!(
        list.starts_with(
            "1. the change of the parameters of FSRS\n2. the change of the parameters of FSRS\n"
        ),
        "{list}"
    );
    let said = " the change of the parameters of FSRS\n";
    for (command, verb, memory) in [
        ("undo", "Took back", &fitted),
        ("undo", "Took back", &default),
        ("redo", "Brought back", &fitted),
        ("redo", "Brought back", &default),
    ] {
        assert_eq!(sandbox.run(&[command]).out, format!("{verb}{said}"));
        assert_eq!(&fsrs(), memory);
    }
    let check = with(&sandbox, ("SRM_SCHEDULER", "fsrs"), &["rebuild", "--check"]);
    assert_eq!(check.code, 0, "{check:?}");
    let after = sandbox.run(&["redo"]);
    assert_eq!(after.code, 1, "{after:?}");
}
