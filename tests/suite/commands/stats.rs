//! `srm stats` over a log written by hand. Every number is worked out in a comment.

use serde_json::{Value, json};

use super::sandbox::Sandbox;

/// Two cards of a table, a question and a multiple choice, here `ebs`, `s3`, `efs` and `shared`.
///
/// ```text
/// study day   hour  card    grade  interval before -> after, ease after
/// 2026-03-01   9    ebs     again  new -> 1   2.50
///              9    ebs     good   a drill: the second answer of the day
///              9    s3      good   new -> 1   2.50
///              9    efs     easy   new -> 1   2.60
/// 2026-03-02  21    s3      good     1 -> 6   2.50
///             21    efs     again    1 -> 1   2.60   a lapse
///             21    ebs     hard     1 -> 1   2.36   begun again after the failure
///              1    shared  good   new -> 1          undone; before 4:00 on the 3rd is still the 2nd
/// 2026-03-04  10    efs     good     1 -> 1   2.60
/// 2026-03-08  10    s3      good     6 -> 15  2.50
/// 2026-03-23  10    s3      good    15 -> 38  2.50   15 * 2.50 = 37.5, rounded up
/// 2026-04-30  20    s3      again   38 -> 1   2.50   a lapse of a mature card
/// ```
pub(super) fn by_hand() -> Sandbox {
    let mut sandbox = Sandbox::with_notes();
    let json = sandbox.json(&["export"]);
    let id = |place: usize| json["cards"][place]["id"].as_str().unwrap().to_owned();
    let (ebs, s3, efs, shared) = (id(0), id(1), id(2), id(3));
    let mut answer = |at: &str, card: &str, grade: &str| {
        sandbox.at(at);
        let ran = sandbox.run(&["answer", card, grade]);
        assert_eq!(ran.code, 0, "{ran:?}");
    };
    answer("2026-03-01T09:00:00+01:00", &ebs, "again");
    answer("2026-03-01T09:01:00+01:00", &ebs, "good");
    answer("2026-03-01T09:02:00+01:00", &s3, "good");
    answer("2026-03-01T09:59:59+01:00", &efs, "easy");
    answer("2026-03-02T21:30:00+01:00", &s3, "good");
    answer("2026-03-02T21:31:00+01:00", &efs, "again");
    answer("2026-03-02T21:32:00+01:00", &ebs, "hard");
    answer("2026-03-03T01:00:00+01:00", &shared, "good");
    assert_eq!(sandbox.run(&["undo"]).code, 0);
    let mut answer = |at: &str, card: &str, grade: &str| {
        sandbox.at(at);
        assert_eq!(sandbox.run(&["answer", card, grade]).code, 0);
    };
    answer("2026-03-04T10:00:00+01:00", &efs, "good");
    answer("2026-03-08T10:00:00+01:00", &s3, "good");
    answer("2026-03-23T10:00:00+01:00", &s3, "good");
    answer("2026-04-30T20:00:00+01:00", &s3, "again");
    sandbox
}

#[test]
fn work_answers_and_hours_of_all_time() {
    let stats = by_hand().json(&["stats", "--json", "--range", "all"]);
    assert_eq!(stats["range"], json!({"first": null, "last": null}));
    // Graded: 3 + 3 + 1 + 1 + 1 + 1. The drill and the undone answer are none.
    assert_eq!(stats["reviews"], 10);
    let work = &stats["work"];
    // From 1 March to 30 April: 31 + 30 days, more than 60, so that bars are weeks.
    assert_eq!((&work["days"], &work["bar_days"]), (&json!(61), &json!(7)));
    assert_eq!(
        (&work["days_studied"], &work["answers"], &work["drills"]),
        (&json!(6), &json!(10), &json!(1))
    );
    // Nine weeks back from Thursday 30 April: the first bar is 1 to 5 March, the last 24 to 30 April.
    let bars = work["bars"].as_array().unwrap();
    assert_eq!(bars.len(), 9);
    assert_eq!(
        bars[0],
        json!({"first": "2026-03-01", "new": 3, "young": 4, "mature": 0, "drills": 1, "duration_ms": 0})
    );
    assert_eq!(
        (&bars[8]["first"], &bars[8]["mature"]),
        (&json!("2026-04-24"), &json!(1))
    );
    assert_eq!(
        stats["answers"],
        json!({
            "new": {"again": 1, "hard": 0, "good": 1, "easy": 1},
            "young": {"again": 1, "hard": 1, "good": 4, "easy": 0},
            "mature": {"again": 1, "hard": 0, "good": 0, "easy": 0},
        })
    );
    let hours = stats["hours"].as_array().unwrap();
    let worked: Vec<&Value> = hours.iter().filter(|hour| hour["answers"] != 0).collect();
    assert_eq!(
        worked,
        [
            &json!({"hour": 9, "answers": 3, "passed": 2}),
            &json!({"hour": 10, "answers": 3, "passed": 3}),
            &json!({"hour": 20, "answers": 1, "passed": 0}),
            &json!({"hour": 21, "answers": 3, "passed": 2}),
        ]
    );
}

#[test]
fn retention_of_each_stretch() {
    let stats = by_hand().json(&["stats", "--json"]);
    let rate = |rates: &Value, age: &str| {
        let rate = &rates[age];
        (
            rate["passed"].as_u64().unwrap(),
            rate["answers"].as_u64().unwrap(),
        )
    };
    let all_time = &stats["retention"]["all_time"];
    assert_eq!(rate(all_time, "young"), (5, 6));
    assert_eq!(rate(all_time, "mature"), (0, 1));
    assert_eq!(rate(all_time, "all"), (7, 10));
    // 5 / 6; Wilson: p = 0.83333, n = 6, z² = 3.84146: centre 1.153455, root of 0.023148 + 0.026677
    // is 0.223215, times z 0.437493, scale 1.640243: 0.43650 and 0.96994.
    assert_eq!(
        all_time["young"],
        json!({"passed": 5, "answers": 6, "rate_permille": 833, "low_permille": 436, "high_permille": 970})
    );
    // The last 30 days begin on 1 April: the answer of today alone.
    assert_eq!(
        stats["range"],
        json!({"first": "2026-04-01", "last": "2026-04-30"})
    );
    assert_eq!(rate(&stats["retention"]["range"], "all"), (0, 1));
    let periods = stats["retention"]["periods"].as_array().unwrap();
    let all: Vec<(&str, u64)> = periods
        .iter()
        .map(|period| (period["name"].as_str().unwrap(), rate(period, "all").1))
        .collect();
    assert_eq!(
        all,
        [
            ("today", 1),
            ("yesterday", 0),
            ("last 7 days", 1),
            ("last 30 days", 1),
            ("last 365 days", 10),
            ("all time", 10),
        ]
    );
}

#[test]
fn cards_as_they_stand_and_what_comes() {
    let stats = by_hand().json(&["stats", "--json"]);
    assert_eq!(
        stats["day"],
        json!({"answers": 1, "passed": 0, "new": 0, "drills": 0, "duration_ms": 0,
            "mature": {"answers": 1, "passed": 0, "rate_permille": 0, "low_permille": 0,
                // p = 0: z² / (1 + z²) = 3.84146 / 4.84146.
                "high_permille": 793}})
    );
    // Two days in March were a row; today stands alone.
    assert_eq!(stats["streak_days"], 1);
    assert_eq!(
        stats["streak"],
        json!({"days": 1, "days_off": 0, "longest_days": 2})
    );
    // `shared` is new again; the others have an interval of a day.
    let maturity = &stats["maturity"];
    assert_eq!(
        (&maturity["new"], &maturity["learning"]),
        (&json!(1), &json!(3))
    );
    // `ebs` was due on the 3rd of March, `efs` on the 5th, `s3` tomorrow. Load: 1 / 1 three times.
    let forecast = &stats["forecast"];
    assert_eq!(
        (&forecast["overdue"], &forecast["later"]),
        (&json!(2), &json!(0))
    );
    assert_eq!(forecast["days"][1], json!({"day": "2026-05-01", "due": 1}));
    assert_eq!(forecast["load_per_day"], 3.0);
    assert_eq!(stats["intervals"]["mean_days"], 1.0);
    assert_eq!(
        stats["intervals"]["bars"][0],
        json!({"from_days": 0, "to_days": 1, "cards": 3})
    );
    // 2.36, 2.50, 2.60: 7.46 / 3 = 2.4867.
    let ease = &stats["ease"];
    assert_eq!(
        (&ease["mean"], &ease["median"]),
        (&json!(2.487), &json!(2.5))
    );
    // One lapse each; the lower ease factor is the harder card. `ebs` failed when it was new.
    let hardest = stats["hardest"].as_array().unwrap();
    let eases: Vec<&Value> = hardest.iter().map(|card| &card["ease"]).collect();
    assert_eq!(eases, [&json!(2.5), &json!(2.6)]);
    assert!(hardest[0]["path"].as_str().unwrap().ends_with("/notes.md"));
    assert_eq!(
        (&hardest[0]["line"], &hardest[0]["lapses"]),
        (&json!(8), &json!(1))
    );
    let heat = stats["heat_map"].as_array().unwrap();
    assert_eq!(
        heat[heat.len() - 1],
        json!({"day": "2026-04-30", "answers": 1, "heat": 1})
    );
}

#[test]
fn cards_are_added_on_the_day_on_which_they_came() {
    let mut sandbox = by_hand();
    sandbox.write("more.md", "# More\n\nQ: What is S3?\nA: Objects.\n");
    sandbox.at("2026-04-29T12:00:00+02:00");
    assert_eq!(sandbox.run(&["import", "more.md"]).code, 0);
    sandbox.at("2026-04-30T20:00:00+02:00");
    let added = |range: &str| {
        let stats = sandbox.json(&["stats", "--json", "--range", range]);
        let bars = stats["added"]["bars"].as_array().unwrap().clone();
        let filled = bars.into_iter().filter(|bar| bar["cards"] != 0);
        (stats["added"]["cards"].clone(), filled.collect::<Vec<_>>())
    };
    // Four on the first day and one on the last but one. The last 30 days begin on 1 April.
    assert_eq!(
        added("30d"),
        (json!(1), vec![json!({"first": "2026-04-29", "cards": 1})])
    );
    // Bars of a week, as in the work: the first is 1 to 5 March, the last 24 to 30 April.
    let (cards, bars) = added("all");
    assert_eq!((cards, bars.len()), (json!(5), 2));
    assert_eq!(
        (&bars[0]["cards"], &bars[1]["cards"]),
        (&json!(4), &json!(1))
    );
    assert_eq!(bars[1]["first"], "2026-04-24");
}

#[test]
fn a_missed_day_of_a_streak_is_forgiven_once_in_seven() {
    let mut sandbox = Sandbox::with_notes();
    let card = sandbox.card("What is EFS?");
    for day in [1, 2, 3, 4, 5, 6, 7, 9] {
        sandbox.at(&format!("2026-03-{day:02}T10:00:00+01:00"));
        assert_eq!(sandbox.run(&["answer", &card, "again"]).code, 0);
    }
    // Seven days earn a day off, which the 8th takes; the 9th is the eighth day of the streak.
    let streak = |sandbox: &Sandbox| sandbox.json(&["stats", "--json"])["streak"].clone();
    assert_eq!(
        streak(&sandbox),
        json!({"days": 8, "days_off": 0, "longest_days": 8})
    );
    // The 10th is over without an answer, and there is no day off any more.
    sandbox.at("2026-03-11T10:00:00+01:00");
    assert_eq!(
        streak(&sandbox),
        json!({"days": 0, "days_off": 0, "longest_days": 8})
    );
}

#[test]
fn a_deck_counts_as_the_whole_where_it_is_the_whole() {
    let sandbox = by_hand();
    let mut whole = sandbox.json(&["stats", "--json", "--range", "1y"]);
    whole["deck"] = json!("storage");
    assert_eq!(
        whole,
        sandbox.json(&["stats", "storage", "--json", "--range", "1y"])
    );
}

#[test]
fn a_query_counts_the_cards_that_it_chooses() {
    let sandbox = by_hand();
    let of = |filter: &str| {
        let arguments = [
            "stats", "Storage", "--json", "--range", "all", "--filter", filter,
        ];
        let stats = sandbox.json(&arguments);
        (
            stats["reviews"].as_u64().unwrap(),
            stats["maturity"]["new"].as_u64().unwrap(),
        )
    };
    // `ebs` and `s3` are rows of the table: 2 + 5 answers. `shared` is new and has none that counts.
    assert_eq!(of("kind:table_row"), (7, 0));
    assert_eq!(of("is:new"), (0, 1));
    // Lapses: `s3` with 5 answers and `efs` with 3.
    assert_eq!(of("prop:lapses>=1"), (8, 0));
    let wrong = sandbox.run(&["stats", "--filter", "prop:lapse>=1"]);
    assert_eq!(wrong.code, 2, "{wrong:?}");
}

#[test]
fn a_page_is_written_whole_and_says_the_same() {
    let sandbox = by_hand();
    let ran = sandbox.run(&["stats", "--html", "stats.html", "--range", "all"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert_eq!(ran.err, "Wrote stats.html. Open it in a browser.\n");
    let page = sandbox.read("stats.html");
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    assert!(page.contains("70 % (40 to 89, 10 answers)"), "{page}");
    let ran = sandbox.run(&["stats", "--html", "-", "--range", "all"]);
    assert_eq!(ran.out, page);
}

#[test]
fn a_range_that_is_none_is_refused_with_what_there_is() {
    let ran = Sandbox::new().run(&["stats", "--range", "month"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("such as 30d, 12w, 6m or 1y, or all"),
        "{}",
        ran.err
    );
}
