//! What a day asks: limits for good and for today, of all and of decks; siblings; order; a backlog.

use serde_json::{Value, json};

use super::sandbox::{DAY_2, Ran, Sandbox, finish};

/// A deck of so many questions.
fn questions(sandbox: &Sandbox, deck: &str, number: usize) {
    let mut text = format!("# {deck}\n");
    for at in 1..=number {
        text.push_str(&format!("\nQ: {deck} question {at}?\nA: answer {at}\n"));
    }
    let file = format!("{}.md", deck.replace(':', "_"));
    sandbox.write(&file, text);
    assert_eq!(sandbox.run(&["import", &file]).code, 0);
}

fn settings(sandbox: &Sandbox, text: &str) {
    std::fs::create_dir_all(sandbox.path("home/.config/srm")).unwrap();
    sandbox.write("home/.config/srm/config.toml", text);
}

/// Answers so many cards with good.
fn good(number: usize) -> String {
    "\n3\n".repeat(number)
}

fn first_line(ran: &Ran) -> &str {
    ran.out.lines().next().unwrap_or_default()
}

/// What `srm due` says a review asks of each deck.
fn asked(sandbox: &Sandbox) -> Vec<(String, u64, u64)> {
    let json = sandbox.json(&["due", "--json"]);
    let number = |deck: &Value, key: &str| deck[key].as_u64().unwrap();
    let decks = json["decks"].as_array().unwrap().iter();
    decks
        .map(|deck| {
            let name = deck["name"].as_str().unwrap().to_owned();
            (name, number(deck, "due_today"), number(deck, "new_today"))
        })
        .collect()
}

#[test]
fn a_deck_has_limits_of_its_own_within_those_of_all() {
    let mut sandbox = Sandbox::new();
    questions(&sandbox, "AWS::Storage", 6);
    questions(&sandbox, "Azure", 6);
    settings(
        &sandbox,
        "[review]\nnew_per_day = 5\n[deck.AWS]\nnew = 2\nreviews = 1\n",
    );
    let of = |aws: (u64, u64), azure: (u64, u64)| {
        vec![
            ("AWS::Storage".to_owned(), aws.0, aws.1),
            ("Azure".to_owned(), azure.0, azure.1),
        ]
    };
    assert_eq!(asked(&sandbox), of((0, 2), (0, 3)));
    assert_eq!(first_line(&sandbox.run(&["review"])), "Today: 5 new.");
    assert_eq!(
        first_line(&sandbox.run(&["review", "AWS"])),
        "Today: 2 new."
    );
    // A number that is asked for goes over every limit of new cards.
    let six = sandbox.run(&["review", "AWS", "--new", "6"]);
    assert_eq!(first_line(&six), "Today: 6 new.");
    sandbox.run_with(&["review"], good(5));
    assert_eq!(asked(&sandbox), of((0, 0), (0, 0)));
    sandbox.at(DAY_2);
    assert_eq!(asked(&sandbox), of((1, 2), (3, 3)));
    let due = sandbox.run(&["due"]);
    assert!(
        due.out
            .ends_with("4 cards are due, and 1 more beyond today's limits.\n"),
        "{due:?}"
    );
    sandbox.run_with(&["review", "AWS"], good(1));
    let ran = sandbox.run_with(&["review", "AWS", "--new", "0"], "");
    assert_eq!(first_line(&ran), "Nothing to review now.");
    assert_eq!(asked(&sandbox), of((0, 2), (3, 3)));
}

#[test]
fn limits_for_today_end_with_the_day_and_outlive_the_program() {
    let mut sandbox = Sandbox::new();
    questions(&sandbox, "AWS", 30);
    let raised = sandbox.run(&["limits", "aws", "--new", "+5", "--today"]);
    assert_eq!(raised.code, 0, "{raised:?}");
    let table = "Limits of Sunday 1 March 2026.\nnew  left  reviews  left  deck\n \
                 25    25      200   200  all decks\n 25    25        -     -  AWS (today only)\n";
    assert_eq!(raised.out, table);
    assert_eq!(first_line(&sandbox.run(&["review"])), "Today: 25 new.");
    sandbox.run_with(&["review"], good(3));
    assert_eq!(first_line(&sandbox.run(&["review"])), "Today: 22 new.");
    let cut = sandbox.run(&["limits", "--new", "4", "--today"]);
    assert_eq!(cut.code, 0, "{cut:?}");
    assert_eq!(asked(&sandbox), [("AWS".to_owned(), 0, 1)]);
    let limits = sandbox.json(&["limits", "--json"]);
    assert_eq!(limits["format"], "srm-limits");
    assert_eq!(
        limits["limits"][0],
        json!({"deck": null, "new": 4, "new_left": 1, "reviews": 200, "reviews_left": 200, "today_only": true})
    );
    assert_eq!(sandbox.run(&["limits", "--usual"]).code, 0);
    assert_eq!(asked(&sandbox), [("AWS".to_owned(), 0, 22)]);
    sandbox.at(DAY_2);
    assert_eq!(asked(&sandbox), [("AWS".to_owned(), 3, 20)]);
    let nothing = sandbox.run(&["limits", "--usual"]);
    assert_eq!(first_line(&nothing), "Nothing was set for today alone.");
}

#[test]
fn limits_for_today_are_taken_back_and_brought_back_with_all_else() {
    let sandbox = Sandbox::new();
    questions(&sandbox, "AWS", 30);
    sandbox.run(&["limits", "AWS", "--new", "3", "--today"]);
    sandbox.run_with(&["review"], good(1));
    sandbox.run(&["limits", "--reviews", "1", "--new", "9", "--today"]);
    sandbox.run(&["limits", "AWS", "--usual"]);
    assert_eq!(asked(&sandbox), [("AWS".to_owned(), 0, 8)]);
    let list = sandbox.run(&["undo", "--list"]).out;
    assert_eq!(
        list,
        "1. the usual limits of 1 March 2026 for AWS\n\
         2. the limits of 1 March 2026 for all decks: 9 new, 1 review\n\
         3. the grade \"good\" of: AWS question 1?\n\
         4. the limits of 1 March 2026 for AWS: 3 new\n\
         5. the import of AWS.md: 30 new cards\n"
    );
    let undo = || sandbox.run(&["undo"]).out;
    assert_eq!(
        undo(),
        "Took back the usual limits of 1 March 2026 for AWS\n"
    );
    assert_eq!(asked(&sandbox), [("AWS".to_owned(), 0, 2)]);
    let redo = sandbox.run(&["redo"]).out;
    assert_eq!(
        redo,
        "Brought back the usual limits of 1 March 2026 for AWS\n"
    );
    assert_eq!(asked(&sandbox), [("AWS".to_owned(), 0, 8)]);
    undo();
    let dry = sandbox.run(&["undo", "--dry-run"]).out;
    assert!(
        dry.starts_with("Would take back the limits of 1 March 2026 for all decks: "),
        "{dry}"
    );
    // In a session the card that is asked stays.
    let session = sandbox.run_with(&["review"], ":undo\n:undo\n:quit\n").out;
    assert!(
        session.contains("\nTook back the limits of 1 March 2026 for all decks: 9 new, 1 review\n"),
        "{session}"
    );
    assert!(
        session.contains("\nTook back the grade \"good\" of: AWS question 1?\n"),
        "{session}"
    );
    assert_eq!(asked(&sandbox), [("AWS".to_owned(), 0, 3)]);
    undo();
    assert_eq!(asked(&sandbox), [("AWS".to_owned(), 0, 20)]);
    assert!(undo().starts_with("Took back the import of AWS.md"));
    assert_eq!(sandbox.run(&["rebuild", "--check"]).code, 0);
    assert_eq!(sandbox.run(&["doctor"]).code, 0);
}

#[test]
fn limits_for_good_stand_in_the_settings_file() {
    let sandbox = Sandbox::new();
    questions(&sandbox, "AWS::Storage", 3);
    let set = sandbox.run(&["limits", "AWS::Storage", "--new", "1", "--reviews", "9"]);
    assert_eq!(set.code, 0, "{set:?}");
    let file = "home/.config/srm/config.toml";
    assert_eq!(
        sandbox.read(file),
        "[deck.\"AWS::Storage\"]\nnew = 1\nreviews = 9\n"
    );
    assert_eq!(asked(&sandbox), [("AWS::Storage".to_owned(), 0, 1)]);
    sandbox.run(&["limits", "--new", "7"]);
    assert!(sandbox.read(file).ends_with("[review]\nnew_per_day = 7\n"));
    let config = sandbox.json(&["config", "--json"]);
    assert_eq!(
        config["decks"][0],
        json!({"deck": "AWS::Storage", "key": "deck.\"AWS::Storage\".new", "value": 1, "from": "user"})
    );
    let explained = sandbox.run(&["config", "explain", "deck.AWS::Storage.reviews"]);
    assert!(
        explained.out.contains("\nNow: 9, from your file.\n"),
        "{explained:?}"
    );
    for key in ["new", "reviews"] {
        let unset = sandbox.run(&["config", "unset", &format!("deck.AWS::Storage.{key}")]);
        assert_eq!(unset.code, 0, "{unset:?}");
    }
    assert_eq!(asked(&sandbox), [("AWS::Storage".to_owned(), 0, 3)]);
    for wrong in [
        &["limits", "--today"][..],
        &["limits", "--new", "many"],
        &["limits", "Nowhere", "--new", "1"],
        &["config", "set", "deck.AWS.nwe", "1"],
        &["config", "set", "deck.AWS.new", "-1"],
    ] {
        assert_ne!(sandbox.run(wrong).code, 0, "{wrong:?}");
    }
}

#[test]
fn the_scheduler_of_a_deck_can_stand_in_its_table() {
    let mut sandbox = Sandbox::with_notes();
    settings(&sandbox, "[deck.Storage]\nscheduler = \"fsrs 0.9\"\n");
    sandbox.run_with(&["review"], good(1));
    let card = sandbox.card("Services: EBS");
    assert_eq!(
        sandbox.json(&["show", &card, "--json"])["memory"]["scheduler"],
        "fsrs"
    );
    sandbox.at(DAY_2);
    // The same answer leads to the same day, whichever way the card is asked.
    let days = |arguments: &[&str]| {
        let ran = sandbox.run_with(arguments, "\n4\n:undo\n:quit\n");
        let saved = ran.out.lines().find(|line| line.starts_with("Saved "));
        let saved = saved.unwrap_or_else(|| panic!("{ran:?}"));
        // Behind the bracket stands how many cards are left.
        saved.split(')').next().unwrap().to_owned()
    };
    sandbox.run(&["reschedule", &card, "--on", "today"]);
    let usual = days(&["review"]);
    assert_eq!(days(&["review", "--filter", "is:due"]), usual);
}

#[test]
fn after_a_filter_the_closing_lines_and_more_new_cards_are_about_the_filter() {
    let sandbox = Sandbox::new();
    questions(&sandbox, "AWS", 4);
    questions(&sandbox, "Azure", 4);
    let ran = sandbox.run_with(&["review", "--filter", "deck:AWS"], good(1));
    assert!(ran.out.contains("\nLeft today: 0 due, 3 new. "), "{ran:?}");
    assert!(
        ran.out.contains("\nNext review: tomorrow, 1 card.\n"),
        "{ran:?}"
    );
    let ran = sandbox.run_with(&["review", "--filter", "deck:Azure"], good(2));
    assert!(
        ran.out.contains("\nNext review: tomorrow, 2 cards.\n"),
        "{ran:?}"
    );
}

#[test]
fn siblings_are_asked_on_different_days_and_memories_do_not_change() {
    let mut sandbox = Sandbox::new();
    sandbox.write(
        "a.md",
        "# A\n\nC: The [one] and the [other].\n\nterm ::: meaning\n\nQ: q?\nA: a\n",
    );
    sandbox.run(&["import", "a.md"]);
    let ran = sandbox.run_with(&["review"], good(3));
    assert_eq!(first_line(&ran), "Today: 3 new.");
    assert!(ran.out.contains("\nDone. 3 cards"), "{ran:?}");
    assert_eq!(
        first_line(&sandbox.run(&["review"])),
        "Nothing to review now."
    );
    let home = sandbox.run(&[]);
    assert!(home.out.contains("New: 0 of 2."), "{home:?}");
    // Undone, the day is free again for either.
    sandbox.run(&["undo"]);
    assert_eq!(first_line(&sandbox.run(&["review"])), "Today: 1 new.");
    sandbox.run(&["redo"]);
    // The next day those that were asked are due, and have the day again.
    sandbox.at(DAY_2);
    assert_eq!(first_line(&sandbox.run(&["review"])), "Today: 3 due.");
    sandbox.at("2026-03-03T09:00:00+01:00");
    sandbox.run_with(&["review"], good(3));
    sandbox.at("2026-03-04T09:00:00+01:00");
    assert_eq!(first_line(&sandbox.run(&["review"])), "Today: 2 new.");
    let mut command = sandbox.command(&["review"]);
    let together = finish(command.env("SRM_SIBLINGS", "together"));
    assert_eq!(first_line(&together), "Today: 2 new.");
    sandbox.run_with(&["review"], good(2));
    // The 5th: both gaps are due on the same day later; one of them waits, its due day stays.
    sandbox.at("2026-03-20T09:00:00+01:00");
    let ran = sandbox.run(&["review"]);
    assert_eq!(first_line(&ran), "Today: 3 due.");
    assert!(
        ran.out
            .contains("2 due cards wait for another day, since a sibling was asked today."),
        "{ran:?}"
    );
    let due = sandbox.json(&["due", "--json"]);
    assert_eq!(
        (&due["total"], &due["decks"][0]["due_today"]),
        (&5.into(), &3.into())
    );
    let mut command = sandbox.command(&["review"]);
    let together = finish(command.env("SRM_SIBLINGS", "together"));
    assert_eq!(first_line(&together), "Today: 5 due.");
    assert_eq!(sandbox.run(&["rebuild", "--check"]).code, 0);
}

#[test]
fn the_order_of_the_queue_can_be_chosen() {
    let mut sandbox = Sandbox::new();
    questions(&sandbox, "B", 8);
    questions(&sandbox, "A", 2);
    sandbox.run_with(&["review"], good(10));
    questions(&sandbox, "C", 3);
    sandbox.at(DAY_2);
    // The fronts of a session that grades nothing, in its order.
    let order = |arguments: &[&str]| -> Vec<String> {
        let mut all = vec!["review"];
        all.extend(arguments);
        let ran = sandbox.run_with(&all, ":suspend\n".repeat(13));
        for _ in 0..13 {
            sandbox.run(&["undo"]);
        }
        let fronts = ran
            .out
            .lines()
            .filter_map(|line| line.strip_prefix("Question: "));
        fronts
            .map(|front| front.replace(" question ", "").replace('?', ""))
            .collect()
    };
    let by_deck = order(&["--order", "deck"]);
    assert_eq!(by_deck[..3], ["A1", "A2", "B1"]);
    assert_eq!(order(&[])[..2], ["B1", "B2"]);
    assert_eq!(
        order(&["--new-cards", "before"])[..4],
        ["C1", "C2", "C3", "B1"]
    );
    let mixed = order(&["--new-cards", "mixed"]);
    let places: Vec<usize> = (0..13).filter(|at| mixed[*at].starts_with('C')).collect();
    assert_eq!(places, [2, 6, 9]);
    let random = order(&["--order", "random"]);
    assert_eq!(random, order(&["--order", "random"]));
    assert_ne!(random[..10], order(&[])[..10]);
    let wrong = sandbox.run(&["review", "--order", "backwards"]);
    assert_eq!(wrong.code, 2, "{wrong:?}");
}

#[test]
fn a_backlog_is_said_holds_new_cards_back_and_is_spread() {
    let mut sandbox = Sandbox::new();
    questions(&sandbox, "A", 12);
    settings(
        &sandbox,
        "[review]\nnew_per_day = 12\nreviews_per_day = 4\n",
    );
    sandbox.run_with(&["review"], good(12));
    questions(&sandbox, "B", 5);
    // On the day itself it is much, but no backlog.
    sandbox.at(DAY_2);
    let home = sandbox.run(&[]).out;
    assert!(home.contains("\nDue: 4. New: 5 of 5.\n"), "{home}");
    assert!(
        !home.contains("Backlog") && !home.contains("No new"),
        "{home}"
    );
    sandbox.at("2026-03-05T09:00:00+01:00");
    let home = sandbox.run(&[]).out;
    assert!(home.contains("\nDue: 4. New: 0 of 5.\n"), "{home}");
    let said = "\nBacklog: 8 cards are due beyond what today holds. srm postpone spreads them over the \
                next days.\nNo new cards today: the due ones need the room.\n";
    assert!(home.contains(said), "{home}");
    let ran = sandbox.run_with(&["review"], good(1));
    assert_eq!(first_line(&ran), "Today: 4 due.");
    assert!(ran.err.contains("srm postpone"), "{ran:?}");
    let before = sandbox.run(&["export", "--progress"]).out;
    let json = sandbox.json(&["postpone", "--dry-run", "--json"]);
    assert_eq!(
        (&json["format"], &json["changed"]),
        (&"srm-postpone".into(), &false.into())
    );
    assert_eq!(json["days"][0]["day"], json["today"], "{json}");
    let of_days = json["days"].as_array().unwrap().iter();
    let all: u64 = of_days.map(|day| day["cards"].as_u64().unwrap()).sum();
    assert_eq!(
        (Some(all), json["due"].as_u64()),
        (json["due"].as_u64(), Some(11)),
        "{json}"
    );
    let plan = sandbox.run(&["postpone", "--dry-run"]);
    let table = "11 cards are due, and today has room for 3.\ncards  due then  day\n    3         3  today\n    \
                 4         4  tomorrow\n    4         4  7 March 2026\n";
    assert!(plan.out.starts_with(table), "{plan:?}");
    assert_eq!(sandbox.run(&["export", "--progress"]).out, before);
    let done = sandbox.run(&["postpone"]);
    assert!(
        done.out
            .ends_with("8 cards got another day. Back: srm undo\n"),
        "{done:?}"
    );
    assert_eq!(asked(&sandbox)[0], ("A".to_owned(), 3, 0));
    assert!(!sandbox.run(&[]).out.contains("Backlog"));
    let again = sandbox.run(&["postpone"]);
    assert_eq!(
        again.out,
        "Nothing to spread: 3 cards are due, and today has room for 3.\n"
    );
    assert_eq!(sandbox.run(&["rebuild", "--check"]).code, 0);
    sandbox.run(&["undo"]);
    assert!(sandbox.run(&[]).out.contains("Backlog: 8 cards"));
    let within = sandbox.run(&["postpone", "A", "--days", "2", "--dry-run"]);
    assert!(
        within
            .out
            .contains("    6         6  today\n    5         5  tomorrow\n"),
        "{within:?}"
    );
    let filtered = sandbox.run(&["postpone", "--filter", "question 1", "--dry-run"]);
    assert_eq!(filtered.code, 0, "{filtered:?}");
}
