//! Time spent in `srm stats`, over the log written by hand with how long each answer took. Every number is
//! worked out in a comment.

use serde_json::{Value, json};

use super::sandbox::Sandbox;
use super::stats::by_hand;

/// How long each entry of that log took, in milliseconds, in its order.
///
/// ```text
/// 1 March  ebs 12 000, its drill 3 000, s3 20 000, efs 5 500        40 500 together
/// 2 March  s3 10 250, efs 30 000, ebs 8 000                         48 250
///          shared 99 000, undone
/// 4 March  efs 4 000
/// 8 March  s3 7 000
/// 23 March s3 600 000, a pause in the middle of the question
/// 30 April s3 45 000
/// ```
const TAKEN_MS: [u64; 12] = [
    12_000, 3_000, 20_000, 5_500, 10_250, 30_000, 8_000, 99_000, 4_000, 7_000, 600_000, 45_000,
];

/// The log with these times. What another device exported is imported here.
fn timed() -> Sandbox {
    let from = by_hand();
    let mut deck = from.json(&["export", "--progress"]);
    let events = deck["events"].as_array_mut().unwrap();
    let answers = events
        .iter_mut()
        .filter(|event| event["duration_ms"].is_u64());
    let mut taken = TAKEN_MS.iter();
    for event in answers {
        event["duration_ms"] = json!(taken.next().unwrap());
    }
    assert_eq!(taken.next(), None);
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-04-30T20:00:00+01:00");
    sandbox.write("all.json", deck.to_string());
    let ran = sandbox.run(&["import", "all.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    sandbox
}

fn times(work: &Value) -> [&Value; 3] {
    ["duration_ms", "mean_answer_ms", "mean_day_ms"].map(|name| &work[name])
}

#[test]
fn of_all_time_in_weeks() {
    let stats = timed().json(&["stats", "--json", "--range", "all"]);
    // 40 500 + 48 250 + 4 000 + 7 000 + 600 000 + 45 000 = 744 750. Eleven answers, ten graded and a
    // drill: 67 704.5. Six days: 124 125. The undone answer counts nowhere.
    let work = &stats["work"];
    assert_eq!(
        times(work),
        [&json!(744_750), &json!(67_704), &json!(124_125)]
    );
    let bars = work["bars"].as_array().unwrap();
    let filled: Vec<(&Value, &Value)> = bars
        .iter()
        .map(|bar| (&bar["first"], &bar["duration_ms"]))
        .filter(|(_, time)| **time != 0)
        .collect();
    // 1 to 5 March: 40 500 + 48 250 + 4 000 = 92 750. Then 6 to 12, 20 to 26 March, 24 to 30 April.
    assert_eq!(
        filled,
        [
            (&json!("2026-03-01"), &json!(92_750)),
            (&json!("2026-03-06"), &json!(7_000)),
            (&json!("2026-03-20"), &json!(600_000)),
            (&json!("2026-04-24"), &json!(45_000)),
        ]
    );
}

#[test]
fn of_today_and_of_the_last_thirty_days() {
    let stats = timed().json(&["stats", "--json"]);
    // They begin on 1 April: the answer of today alone.
    assert_eq!(stats["day"]["duration_ms"], 45_000);
    let each = json!(45_000);
    assert_eq!(times(&stats["work"]), [&each, &each, &each]);
}

#[test]
fn of_a_query() {
    let sandbox = timed();
    let arguments = ["stats", "--json", "--range", "all", "--filter"];
    let of = |query: &str| {
        let stats = sandbox.json(&[&arguments[..], &[query]].concat());
        stats["work"]["duration_ms"].as_u64().unwrap()
    };
    // `ebs` 12 000 + 3 000 + 8 000, `s3` 20 000 + 10 250 + 7 000 + 600 000 + 45 000.
    assert_eq!(of("kind:table_row"), 705_250);
    // `efs`: 5 500 + 30 000 + 4 000.
    assert_eq!(of("EFS"), 39_500);
    assert_eq!(of("is:new"), 0);
}

#[test]
fn in_words_and_on_the_page() {
    let sandbox = timed();
    let said = sandbox.run(&["stats", "--range", "all"]).out;
    // 744 750 ms are 12 minutes and 24 seconds; 124 125 ms are 2:04.
    for part in [
        "10 answers, 1 drill, 12:24.\n",
        "In the mean 67.7 s an answer, 2:04 a day.\n",
        "10 answers on 6 days, 12:24 in all.\n",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    let page = sandbox.run(&["stats", "--range", "all", "--html", "-"]).out;
    for part in [
        "Minutes spent: 67.7 s an answer, 2:04 a day.",
        "from 20 March 2026: 10:00",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}
