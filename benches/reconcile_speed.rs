//! Measures reconciling against compiling: an unchanged deck, and one with many cards changed.
//!
//! ```text
//! cargo run --release --example reconcile_speed -- [CARDS] [CHANGED]
//! ```

#![allow(clippy::print_stdout)]

use std::fmt::Write;
use std::time::{Duration, Instant};

use srm::cards::{CompiledCard, DeckName, compile};
use srm::reconcile::{Change, Known, reconcile};

/// Each way is taken this often, and the fastest run counts.
const RUNS: usize = 5;

const THINGS: [&str; 12] = [
    "replica", "snapshot", "gateway", "bucket", "subnet", "policy", "queue", "volume", "cluster",
    "function", "endpoint", "role",
];

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse().ok());
    let cards: usize = arguments.next().flatten().unwrap_or(100_000);
    let changed: usize = arguments.next().flatten().unwrap_or(5_000);
    let before = document(cards, |_| Edit::None);
    let every = (cards / changed.max(1)).max(1);
    let (compiling, compiled) = fastest(|| cards_of(&before));
    let known = known(&compiled);
    println!("compile {cards} cards: {compiling:?}");
    measure("unchanged", &known, &before, compiling);
    let edited = |edit: Edit| document(cards, |at| if at % every == 0 { edit } else { Edit::None });
    measure("answers reworded", &known, &edited(Edit::Answer), compiling);
    measure("keys misspelt", &known, &edited(Edit::Key), compiling);
    measure("both changed", &known, &edited(Edit::Both), compiling);
    measure(
        "other cards instead",
        &known,
        &edited(Edit::Other),
        compiling,
    );
    let in_a_row = document(
        cards,
        |at| if at < changed { Edit::Both } else { Edit::None },
    );
    measure("both changed, in a row", &known, &in_a_row, compiling);
    let all = document(cards, |_| Edit::Both);
    measure("every card changed", &known, &all, compiling);
    measure(
        "title and headings renamed",
        &known,
        &before.replace("# ", "# New "),
        compiling,
    );
}

fn measure(what: &str, known: &[Known], after: &str, compiling: Duration) {
    let compiled = cards_of(after);
    let (took, plan) = fastest(|| reconcile(&compiled, known));
    println!(
        "{what}: {took:?}, {:.2} of compiling; {} reworded, {} moved, {} new, {} retired, {} in doubt",
        took.as_secs_f64() / compiling.as_secs_f64(),
        plan.count(Change::Reworded),
        plan.count(Change::Moved),
        plan.count(Change::New),
        plan.retired.len(),
        plan.in_doubt.len(),
    );
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
