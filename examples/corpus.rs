//! Measures the compiler on a folder of real documents: how many of the expected rows, questions,
//! multiple-choice questions and scenarios become cards, and how many cards nobody expected.
//!
//! ```text
//! cargo run --release --example corpus -- FOLDER [--cards]
//! ```
//!
//! The folder holds `corpus.json`: a list of `{ "file", "expected": { "table_rows", "questions",
//! "mcq", "scenarios" }, "extra": { "card_rows", "mcq_answered", "unanswered" }, "accept": { … } }`. `card_rows` are the rows that
//! must become cards where that differs from the rows there are; `accept` gives a range where
//! reasonable readers differ. Each document is measured as it is and as text pasted from a page.
//! `--cards` prints every card, to be read as a learner would.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use serde::Deserialize;
use srm::cards::{Compiled, DeckName, Kind, Request, compile, compile_with};

#[derive(Deserialize)]
struct Entry {
    file: String,
    expected: BTreeMap<String, u32>,
    #[serde(default)]
    extra: BTreeMap<String, u32>,
    #[serde(default)]
    accept: BTreeMap<String, (u32, u32)>,
}

/// Expected and found cards of one structure, summed over documents.
#[derive(Clone, Copy, Default)]
struct Score {
    right: u32,
    missed: u32,
    wrong: u32,
}

impl Score {
    fn add(&mut self, found: u32, (least, most): (u32, u32)) {
        self.right += found.min(most);
        self.missed += least.saturating_sub(found);
        self.wrong += found.saturating_sub(most);
    }

    fn precision(self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }
}

fn ratio(part: u32, whole: u32) -> f64 {
    if whole == 0 {
        1.0
    } else {
        f64::from(part) / f64::from(whole)
    }
}

/// What is counted; definitions as they come on demand, `unasked` is what must not come without.
const STRUCTURES: [&str; 6] = [
    "table_rows",
    "questions",
    "mcq",
    "scenarios",
    "definitions",
    "unasked",
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next() else {
        eprintln!("usage: corpus FOLDER [--cards]");
        return ExitCode::from(2);
    };
    let listing = arguments.next().is_some_and(|word| word == "--cards");
    match measure(Path::new(&folder), listing) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(folder: &Path, listing: bool) -> Result<(), Box<dyn Error>> {
    let entries: Vec<Entry> = serde_json::from_slice(&std::fs::read(folder.join("corpus.json"))?)?;
    for (form, paste) in [
        ("markdown", None),
        ("pasted", Some(pasted as fn(&str) -> String)),
    ] {
        let mut scores = [Score::default(); STRUCTURES.len()];
        for entry in &entries {
            let bytes = std::fs::read(folder.join(&entry.file))?;
            let text = String::from_utf8_lossy(&bytes);
            let text = paste.map_or_else(|| text.to_string(), |paste| paste(&text));
            let name = DeckName::new(&entry.file).ok_or("a file without a name")?;
            let compiled = compile(&text, &name);
            let words = "kinds=+definition";
            let all = compile_with(
                &text,
                &Request {
                    fallback_name: &name,
                    words,
                    sidecar: "",
                },
            );
            report(form, entry, &compiled, &all, &mut scores);
            if listing {
                print_cards(&compiled);
            }
        }
        for (structure, score) in STRUCTURES.iter().zip(scores) {
            println!(
                "{form:9} {structure:12} precision {:.4} recall {:.4}  right {} missed {} wrong {}",
                score.precision(),
                score.recall(),
                score.right,
                score.missed,
                score.wrong
            );
        }
    }
    Ok(())
}

fn report(
    form: &str,
    entry: &Entry,
    compiled: &Compiled,
    with_definitions: &Compiled,
    scores: &mut [Score],
) {
    print!("{form:9} {:34}", entry.file);
    for (structure, score) in STRUCTURES.iter().zip(scores) {
        let of = if *structure == "definitions" {
            with_definitions
        } else {
            compiled
        };
        let found = count(of, structure);
        let range = expected(entry, structure);
        let sign = if found < range.0 || found > range.1 {
            '!'
        } else {
            ' '
        };
        print!(" {structure} {found}{sign}/{}", range.0);
        score.add(found, range);
    }
    println!();
}

fn count(compiled: &Compiled, structure: &str) -> u32 {
    let kinds: &[Kind] = match structure {
        "table_rows" => &[Kind::TableRow],
        "questions" => &[Kind::Question, Kind::Choice],
        "mcq" => &[Kind::Choice],
        "scenarios" => &[Kind::Scenario],
        "definitions" => &[Kind::Definition],
        _ => &[Kind::Definition, Kind::List],
    };
    let cards = compiled
        .cards
        .iter()
        .filter(|card| kinds.contains(&card.card.kind));
    u32::try_from(cards.count()).unwrap_or(u32::MAX)
}

/// The least and the most cards that a reader would accept.
fn expected(entry: &Entry, structure: &str) -> (u32, u32) {
    let exact = match structure {
        "table_rows" => entry
            .extra
            .get("card_rows")
            .or(entry.expected.get("table_rows")),
        "unasked" => None,
        other => entry.expected.get(other),
    };
    let exact = exact.copied().unwrap_or(0);
    let name = if structure == "table_rows" && entry.accept.contains_key("card_rows") {
        "card_rows"
    } else {
        structure
    };
    let (least, most) = entry.accept.get(name).copied().unwrap_or((exact, exact));
    (least.min(exact), most.max(exact))
}

fn print_cards(compiled: &Compiled) {
    for card in &compiled.cards {
        println!(
            "--- {} line {} {:?}",
            card.card.kind, card.card.line, card.card.section
        );
        println!("{}\n  =>\n{}", card.card.front(), card.card.back());
        if let srm::cards::Answer::Choices(asked) = &card.card.answer {
            for choice in &asked.choices {
                println!(
                    "   ({}) {}",
                    if choice.correct { "x" } else { " " },
                    choice.text
                );
            }
        }
    }
    for problem in &compiled.problems {
        println!("!! {} {:?} {}", problem.code, problem.span, problem.message);
    }
}

/// A document as it looks when it is pasted from a rendered page: no heading marks, no emphasis, no
/// addresses, no tags, no fences, no blank lines; bullets are `- `, tables keep their pipes.
fn pasted(text: &str) -> String {
    let mut out = String::new();
    let mut fence: Option<String> = None;
    let body = without_comments(without_front_matter(&text.replace("\r\n", "\n")));
    for line in body.lines() {
        let trimmed = line.trim_start();
        let marks: String = trimmed
            .chars()
            .take_while(|c| matches!(c, '`' | '~'))
            .collect();
        if marks.len() >= 3
            && fence
                .as_ref()
                .is_none_or(|open| trimmed.starts_with(open.as_str()))
        {
            fence = if fence.is_some() {
                None
            } else {
                Some(marks.chars().take(3).collect())
            };
            continue;
        }
        let line = if fence.is_some() {
            line.trim_end().to_owned()
        } else {
            pasted_line(line)
        };
        if !line.trim().is_empty() {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

fn without_front_matter(text: &str) -> &str {
    text.strip_prefix("---\n")
        .and_then(|rest| rest.find("\n---\n").and_then(|end| rest.get(end + 5..)))
        .unwrap_or(text)
}

fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    out + rest
}

fn pasted_line(line: &str) -> String {
    let line = without_tags(&without_links(line));
    let trimmed = line.trim_start();
    let indent: String = line.chars().take(line.len() - trimmed.len()).collect();
    let heading = trimmed.trim_start_matches('#');
    let level = trimmed.len() - heading.len();
    let mut text = if (1..=6).contains(&level) && heading.starts_with(' ') {
        heading.trim().trim_end_matches('#').trim_end().to_owned()
    } else if let Some(item) = trimmed.strip_prefix("* ").or(trimmed.strip_prefix("+ ")) {
        format!("{indent}- {}", item.trim_start())
    } else {
        format!("{indent}{trimmed}")
    };
    while let Some(quoted) = text.trim_start().strip_prefix('>') {
        text = quoted.strip_prefix(' ').unwrap_or(quoted).to_owned();
    }
    let is_rule = text.trim().len() >= 3
        && text
            .trim()
            .chars()
            .all(|c| matches!(c, '-' | '*' | '_' | ' '));
    if is_rule && !text.contains('|') {
        return String::new();
    }
    let is_delimiter = text.contains('|')
        && text.contains('-')
        && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    if is_delimiter {
        let columns = text.trim().trim_matches('|').split('|').count();
        return format!("|{}", "---|".repeat(columns));
    }
    let text = text.replace("**", "");
    // A row of them is a blank to fill in.
    let text = match text.contains("___") {
        true => text,
        false => text.replace("__", ""),
    };
    match text.find("{:") {
        Some(at) if text.trim_end().ends_with('}') => text.chars().take(at).collect(),
        _ => text.trim_end().to_owned(),
    }
}

/// Links keep their text, images go.
fn without_links(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(open) = rest.find('[') {
        let (before, link) = rest.split_at(open);
        let close = link
            .find("](")
            .filter(|close| !link.get(1..*close).unwrap_or("").contains('['));
        let end = close.and_then(|close| {
            link.get(close..)
                .and_then(|tail| tail.find(')'))
                .map(|end| close + end + 1)
        });
        match (close, end) {
            (Some(close), Some(end)) => {
                let image = before.ends_with('!');
                out.push_str(if image {
                    before.strip_suffix('!').unwrap_or(before)
                } else {
                    before
                });
                if !image {
                    out.push_str(link.get(1..close).unwrap_or(""));
                }
                rest = link.get(end..).unwrap_or("");
            }
            _ => {
                out.push_str(before);
                out.push('[');
                rest = link.get(1..).unwrap_or("");
            }
        }
    }
    out + rest
}

fn without_tags(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        out.push_str(before);
        let name = tag.get(1..).unwrap_or("").trim_start_matches('/');
        let end = tag
            .find('>')
            .filter(|_| name.starts_with(|c: char| c.is_ascii_alphabetic()));
        match end {
            Some(end) => rest = tag.get(end + 1..).unwrap_or(""),
            None => {
                out.push('<');
                rest = tag.get(1..).unwrap_or("");
            }
        }
    }
    out + rest
}
