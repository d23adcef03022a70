//! `srm due`, `srm decks`, `srm stats` and `srm` alone, as the clock moves on.

use super::sandbox::Sandbox;

#[test]
fn what_is_due_follows_the_clock_and_the_rollover_hour() {
    let mut sandbox = Sandbox::with_notes();
    sandbox.run_with(&["review"], "\n3\n\n3\n:quit\n");
    let due = |sandbox: &Sandbox| {
        let json = sandbox.json(&["due", "--json"]);
        assert_eq!(
            (&json["format"], &json["version"]),
            (&"srm-due".into(), &1.into())
        );
        (
            json["today"].as_str().unwrap().to_owned(),
            json["total"].as_u64().unwrap(),
        )
    };
    assert_eq!(due(&sandbox), ("2026-03-01".to_owned(), 0));
    assert_eq!(sandbox.run(&["due", "--exit-code"]).code, 0);
    sandbox.at("2026-03-02T03:59:59+01:00");
    assert_eq!(due(&sandbox), ("2026-03-01".to_owned(), 0));
    sandbox.at("2026-03-02T04:00:00+01:00");
    assert_eq!(due(&sandbox), ("2026-03-02".to_owned(), 2));
    let ran = sandbox.run(&["due", "--exit-code"]);
    assert_eq!(ran.code, 10, "{ran:?}");
    assert_eq!(
        ran.out,
        "Monday 2 March 2026.\ndue  new  deck\n  2    2  Storage\n2 cards are due.\n"
    );
    let deck = &sandbox.json(&["due", "--json"])["decks"][0];
    assert_eq!(
        *deck,
        serde_json::json!({
            "name": "Storage", "due": 2, "new": 2, "due_today": 2, "new_today": 2, "total": 4
        })
    );
}

#[test]
fn home_says_what_waits_and_what_to_do_next() {
    let mut sandbox = Sandbox::new();
    let ran = sandbox.run(&[]);
    assert_eq!(
        ran.out,
        "Sunday 1 March 2026.\nThe collection is empty.\nNext: srm review starts with the bundled \
         deck Shared Responsibility Model (27 cards).\nOr bring in a document of your own: srm \
         import FILE\n"
    );
    sandbox = Sandbox::with_notes();
    assert_eq!(
        sandbox.run(&[]).out,
        "Sunday 1 March 2026.\nDue: 0. New: 4 of 4.\nStreak: 0 days.\nNext: srm review\n"
    );
    sandbox.run_with(&["review"], "\n3\n\n3\n\n3\n\n3\n");
    let home = sandbox.run(&[]).out;
    assert!(
        home.contains("Due: 0. New: 0 of 0.\nStreak: 1 day.\nDone today: 4 answers"),
        "{home}"
    );
    assert!(
        home.ends_with("Done for today. Next: srm stats\n"),
        "{home}"
    );
}

#[test]
fn decks_stand_in_columns() {
    let sandbox = Sandbox::with_notes();
    assert_eq!(
        sandbox.run(&["decks"]).out,
        "cards  due  new  suspended  no answer  deck\n    4    0    4          0          0  Storage\n"
    );
    assert_eq!(Sandbox::new().run(&["decks"]).out, "There are no decks.\n");
}

#[test]
fn stats_count_what_the_log_holds() {
    let sandbox = Sandbox::with_notes();
    sandbox.run_with(&["review"], "\n3\n\n1\n:quit\n");
    let stats = sandbox.json(&["stats", "--json"]);
    assert_eq!(
        (&stats["format"], &stats["version"]),
        (&"srm-stats".into(), &1.into())
    );
    assert_eq!(
        (&stats["reviews"], &stats["due"], &stats["streak_days"]),
        (&2.into(), &0.into(), &1.into())
    );
    assert_eq!(stats["day"]["passed"], 1);
    assert_eq!(
        stats["forecast"]["days"][1],
        serde_json::json!({"day": "2026-03-02", "due": 2})
    );
    assert_eq!(stats["maturity"]["learning"], 2);
    let text = sandbox.run(&["stats", "storage"]).out;
    assert!(
        text.contains("Today: 2 answers, 2 of them new cards, 1 passed,"),
        "{text}"
    );
    assert!(text.contains("\nMon 2 Mar  2  ####"), "{text}");
}
