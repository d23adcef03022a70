//! What reconciling costs against compiling the same document in the same process: an unchanged deck, and
//! one with many cards changed.
//!
//! ```text
//! cargo bench --bench reconcile_speed [-- CARDS CHANGED]
//! ```
//!
//! The bar: an unchanged deck within the time of compiling it, `CHANGED` cards at once within three times
//! that. What changes every card is shown and has no bar.

#![allow(clippy::print_stdout)]

use std::fmt::Write;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use srm::cards::{CompiledCard, DeckName, compile};
use srm::reconcile::{Change, Known, reconcile};

/// Each way is taken this often, and the fastest run counts.
const RUNS: usize = 5;

const THINGS: [&str; 12] = [
    "replica", "snapshot", "gateway", "bucket", "subnet", "policy", "queue", "volume", "cluster",
    "function", "endpoint", "role",
];

/// How often the time of compiling an unchanged deck may take.
const MOST_UNCHANGED: f64 = 1.0;

/// How often the time of compiling many changed cards may take.
const MOST_CHANGED: f64 = 3.0;

fn main() -> ExitCode {
    let words = std::env::args().skip(1).filter(|word| word != "--bench");
    let mut arguments = words.map(|text| text.parse().ok());
    let cards: usize = arguments.next().flatten().unwrap_or(100_000);
    let changed: usize = arguments.next().flatten().unwrap_or(5_000);
    let before = document(cards, |_| Edit::None);
    let every = (cards / changed.max(1)).max(1);
    let (compiling, compiled) = fastest(|| cards_of(&before));
    let known = known(&compiled);
    println!("compile {cards} cards: {compiling:?}");
    let edited = |edit: Edit| document(cards, |at| if at % every == 0 { edit } else { Edit::None });
    let in_a_row = document(
        cards,
        |at| if at < changed { Edit::Both } else { Edit::None },
    );
    let all = document(cards, |_| Edit::Both);
    let renamed = before.replace("# ", "# New ");
    let cases = [
        ("unchanged", before, Some(MOST_UNCHANGED)),
        ("answers reworded", edited(Edit::Answer), Some(MOST_CHANGED)),
        ("keys misspelt", edited(Edit::Key), Some(MOST_CHANGED)),
        ("both changed", edited(Edit::Both), Some(MOST_CHANGED)),
        (
            "other cards instead",
            edited(Edit::Other),
            Some(MOST_CHANGED),
        ),
        ("both changed, in a row", in_a_row, Some(MOST_CHANGED)),
        ("title and headings renamed", renamed, Some(MOST_CHANGED)),
        ("every card changed", all, None),
    ];
    let mut ending = ExitCode::SUCCESS;
    for (what, after, most) in cases {
        let times = measure(what, &known, &after, compiling);
        if let Some(most) = most.filter(|most| times > *most) {
            println!("  over the bar of {most}");
            ending = ExitCode::FAILURE;
        }
    }
    ending
}

/// Prints a case; returns how often the time of compiling it took.
fn measure(what: &str, known: &[Known], after: &str, compiling: Duration) -> f64 {
    let compiled = cards_of(after);
    let (took, plan) = fastest(|| reconcile(&compiled, known));
    let times = took.as_secs_f64() / compiling.as_secs_f64();
    println!(
        "{what}: {took:?}, {times:.2} of compiling; {} reworded, {} moved, {} new, {} retired, {} in doubt",
        plan.count(Change::Reworded),
        plan.count(Change::Moved),
        plan.count(Change::New),
        plan.retired.len(),
        plan.in_doubt.len(),
    );
    times
}

fn fastest<T>(run: impl Fn() -> T) -> (Duration, T) {
    let timed = || {
        let begin = Instant::now();
        let result = run();
        (begin.elapsed(), result)
    };
    let mut best = timed();
    for _ in 1..RUNS {
        let next = timed();
        if next.0 < best.0 {
            best = next;
        }
    }
    best
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Edit {
    None,
    Answer,
    Key,
    Both,
    Other,
}

/// Tables of a hundred rows, made of words that many rows share.
fn document(cards: usize, edit: impl Fn(usize) -> Edit) -> String {
    let mut text = String::from("# Services\n");
    for at in 0..cards {
        if at % 100 == 0 {
            let _ = write!(
                text,
                "\n## Part {}\n\n| Service | What it does | Who patches it |\n|---|---|---|\n",
                at / 100
            );
        }
        let thing = |by: usize| THINGS[(at / by) % THINGS.len()];
        let (one, two, three) = (thing(1), thing(12), thing(144));
        let row = match edit(at) {
            Edit::None => format!(
                "{one} {two} {three} {at} | keeps every {two} of the {three} in {at} | the customer patches the {one}"
            ),
            Edit::Answer => format!(
                "{one} {two} {three} {at} | it keeps each {two} of that {three} in {at} | the customer patches its {one}"
            ),
            Edit::Key => format!(
                "{one} {two}x {three} {at} | keeps every {two} of the {three} in {at} | the customer patches the {one}"
            ),
            Edit::Both => format!(
                "{one} {two}x {three} {at} | keeps every {two} of that {three} in {at} | the customer patches its {one}"
            ),
            Edit::Other => {
                format!("zone{at} | a thing nobody has seen {at} | somebody else {three}")
            }
        };
        let _ = writeln!(text, "| {row} |");
    }
    text
}

fn cards_of(text: &str) -> Vec<CompiledCard> {
    DeckName::new("Speed").map_or(Vec::new(), |deck| compile(text, &deck).cards)
}

fn known(cards: &[CompiledCard]) -> Vec<Known> {
    cards
        .iter()
        .map(|card| Known {
            contents: Vec::new(),
            // A section of its own, as a database gives it.
            section: card.card.section.to_vec().into(),
            ..Known::living(card, card.id)
        })
        .collect()
}
