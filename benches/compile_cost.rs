//! What compiling costs: time against the bare Markdown parser on the same text in the same
//! process, and memory against the size of the document. For tables of 1, 10 and 100 MB and for the
//! shapes that are worst for a parser. Cost must grow with the document and nothing else.
//!
//! ```text
//! cargo bench --bench compile_cost [-- PART OF A NAME]
//! ```
//!
//! Each case runs in a process of its own, so that its peak of memory is its own. The bar: within
//! twice the bare parser's time and 150 ms, and six times the document, the document itself counted.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::fmt::Write as _;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use pulldown_cmark::{Options, Parser};
use srm::cards::{DeckName, compile};

/// How often the bare parser's time compiling may take.
const MOST_TIMES: f64 = 2.0;
/// What compiling may take in any case.
const CONSTANT: Duration = Duration::from_millis(150);
/// How often the document's size the peak of memory may be.
const MOST_MEMORY: f64 = 6.0;
/// Programs and allocators need some memory for nothing; below this nothing is said of it.
const BASE_MEMORY: f64 = 8.0;

const MB: usize = 1_000_000;

/// A document to measure with.
struct Case {
    name: &'static str,
    document: fn() -> String,
}

const fn case(name: &'static str, document: fn() -> String) -> Case {
    Case { name, document }
}

static CASES: &[Case] = &[
    case("table rows, 1 MB", || table_rows(MB)),
    case("table rows, 10 MB", || table_rows(10 * MB)),
    case("table rows, 100 MB", || table_rows(100 * MB)),
    case("short rows, 10 MB", || {
        rows(10 * MB, |n| format!("| k{n} | v{n} |\n"))
    }),
    case("a table a section, 10 MB", || {
        filled(10 * MB, |n| {
            format!(
                "## Part {n}\n\n| Key | Value |\n|---|---|\n| one {n} | first value |\n| two | second |\n\n"
            )
        })
    }),
    case("cells of links and code, 10 MB", || {
        rows(10 * MB, |n| {
            format!("| [Key {n}](./k.md#{n}) | `code {n}` and **bold** | one<br>two [x](y) |\n")
        })
    }),
    case("cells beyond ASCII, 10 MB", || {
        rows(10 * MB, |n| {
            format!("| Khóa {n} | Giá trị một của hàng {n} | Ответ и ещё один {n} |\n")
        })
    }),
    case("a million one-cell rows", || "| cell |\n".repeat(1_000_000)),
    case("a million pipes alone", || "|\n".repeat(1_000_000)),
    case("one row of 10 MB", || {
        format!("| a | b |\n|---|---|\n{}\n", "| cell ".repeat(10 * MB / 7))
    }),
    case("one header of 1 MB, 1000 rows", || {
        format!(
            "{0}\n{1}\n{2}",
            "| h ".repeat(MB / 4),
            "|---".repeat(MB / 4),
            "| a | b |\n".repeat(1000)
        )
    }),
    case("one line of 100 MB, words", || "word ".repeat(20 * MB)),
    case("one line of 100 MB, no space", || "w".repeat(100 * MB)),
    case("one line of 10 MB in a cell", || {
        format!("| a | b |\n|---|---|\n| k | {} |\n", "word ".repeat(2 * MB))
    }),
    case("one line of 10 MB, colons", || "word: ".repeat(10 * MB / 6)),
    case("one line of 10 MB, questions", || "Why? ".repeat(2 * MB)),
    case("one heading of 10 MB, question", || {
        format!("# T\n\n## {}?\n\nyes\n", "*so* ".repeat(2 * MB))
    }),
    case("quotes nested deeply, 1 MB", || nested(">", 1000)),
    case("quotes nested 100k deep", || "> ".repeat(100_000)),
    case("lists nested deeply", || {
        (0..1500).fold(String::new(), |mut out, depth| {
            let _ = writeln!(out, "{}- item", "  ".repeat(depth));
            out
        })
    }),
    case("list marks on one line, 100k", || "- ".repeat(100_000)),
    case("brackets open, 1 MB", || "[".repeat(MB)),
    case("brackets in a cell, 1 MB", || in_cell(&"[".repeat(MB))),
    case("links open in a cell, 1 MB", || {
        in_cell(&"[a](".repeat(MB / 4))
    }),
    case("links in a cell, 1 MB", || {
        in_cell(&"[a](b) ".repeat(MB / 7))
    }),
    case("stars in a cell, 1 MB", || in_cell(&"*a **".repeat(MB / 5))),
    case("stars, 1 MB", || "*".repeat(MB)),
    case("emphasis never closed, 1 MB", || "**a ".repeat(MB / 4)),
    case("underscores, 1 MB", || "_a_".repeat(MB / 3)),
    case("backticks of growing length", || {
        (1..1400).map(|n| "`".repeat(n) + " ").collect()
    }),
    case("backticks in a cell", || {
        in_cell(&(1..1400).map(|n| "`".repeat(n) + " ").collect::<String>())
    }),
    case("ampersands and tags, 1 MB", || "<a &amp; ".repeat(MB / 9)),
    case("tags on one line, 1 MB", || "<p>".repeat(MB / 3)),
    case("tags closed on one line, 1 MB", || "</p >".repeat(MB / 5)),
    case("lines of open tags, 10 MB", || {
        "<p>text</p>\n".repeat(10 * MB / 12)
    }),
    case("100k headings", || {
        filled_times(100_000, |n| format!("## Heading {n}\n\nSome text.\n\n"))
    }),
    case("100k headings that ask", || {
        filled_times(100_000, |n| {
            format!("## {n}. What is {n}?\n\nIt is {n}.\n\n")
        })
    }),
    case("100k headings, nothing else", || {
        filled_times(100_000, |n| format!("## {n}. Heading\n"))
    }),
    case("100k headings each deeper", || {
        filled_times(100_000, |n| {
            format!("{} Heading {n}\n\n", "#".repeat(1 + n % 6))
        })
    }),
    case("100k questions", || {
        filled_times(100_000, |n| {
            format!("Q{n}. What is {n}?\nA: It is {n}.\n\n")
        })
    }),
    case("100k questions with options", || {
        filled_times(100_000, |n| {
            format!("{n}. Which is {n}?\n\nA. one {n}\nB. two\nC. three\n\nAnswer: B\n\n")
        })
    }),
    case("100k questions and a key", || {
        let mut out = filled_times(100_000, |n| {
            format!("Q{n}. Which is {n}?\n\nA. one\nB. two\n\n")
        });
        out.push_str("## Answer key\n\n| Question | Answer |\n|---|---|\n");
        out + &filled_times(100_000, |n| format!("| {n} | B |\n"))
    }),
    case("100k questions without answer", || {
        filled_times(100_000, |n| format!("Q{n}. What is the thing {n}?\n\n"))
    }),
    case("the same, and 100k lines", || {
        filled_times(100_000, |n| {
            format!(
                "Q{n}. What is the thing {n}?\n\n# Part\n\nThe thing number {n} is a part of a thing.\n\n"
            )
        })
    }),
    case("one question, many answers", || {
        "Q1. Why?\n\n".to_owned() + &"A: because of it\n\n".repeat(100_000)
    }),
    case("one question, many options", || {
        "Which?\n\n".to_owned() + &"A. one\nB. two\n".repeat(100_000)
    }),
    case("one heading, 1M lines below", || {
        "## Why?\n\n".to_owned() + &"A line of text.\n".repeat(MB)
    }),
    case("paragraphs that ask, 10 MB", || {
        "Is this a question?\n\n".repeat(10 * MB / 21)
    }),
    case("lines that ask, 10 MB", || {
        "Is this a question?\n".repeat(10 * MB / 20)
    }),
    case("bold lines that ask, 10 MB", || {
        "**Is this a question?**\n\n".repeat(10 * MB / 25)
    }),
    case("items that ask, 10 MB", || {
        "- Is this a question?\n".repeat(10 * MB / 22)
    }),
    case("numbered items, 10 MB", || {
        filled(10 * MB, |n| format!("{n}. item number {n}\n"))
    }),
    case("items open in a to-do list, 10 MB", || {
        "- [ ] to do\n".repeat(10 * MB / 12)
    }),
    case("items ticked, 10 MB", || {
        "- [x] done\n- [ ] open\n".repeat(10 * MB / 22)
    }),
    case("options all A, 10 MB", || "A. one\n".repeat(10 * MB / 7)),
    case("options A to J, 10 MB", || {
        "A. a\nB. b\nC. c\nD. d\nE. e\nF. f\n".repeat(10 * MB / 30)
    }),
    case("one paragraph of labels, 10 MB", || {
        "Label here: text behind it\n".repeat(10 * MB / 27)
    }),
    case("scenarios, 10 MB", || {
        filled(10 * MB, |n| {
            format!("Scenario: a disk fails {n}\n- AWS: replaces it\n- You: nothing\n\n")
        })
    }),
    case("one scenario, many labels", || {
        "Scenario: a disk fails\n".to_owned() + &"- AWS: replaces it\n".repeat(100_000)
    }),
    case("folds, 10 MB", || {
        "<details>\n<summary>Why is it?</summary>\n\nBecause.\n\n</details>\n\n"
            .repeat(10 * MB / 67)
    }),
    case("folds never closed", || {
        "<details><summary>Why is it?</summary>\n".repeat(100_000)
    }),
    case("fences never closed", || "```\n~~~\n".repeat(MB)),
    case("reveals, 10 MB", || {
        "What is it\nShow answer\n".repeat(10 * MB / 23)
    }),
    case("comments, 10 MB", || {
        "<!-- srm: split -->\n\ntext\n\n".repeat(10 * MB / 27)
    }),
    case("tags by comments, 1 MB", || {
        filled(MB, |n| format!("<!-- srm: tags=t{n} -->\n"))
    }),
    case("comments never closed", || "<!-- never\n".repeat(MB)),
    case("rules and underlines, 1 MB", || {
        "text\n---\n\ntext\n===\n\n***\n".repeat(MB / 26)
    }),
    case("definitions, 10 MB", || {
        "**Term:** what it means\n\n- **Other** - what that means\n\n".repeat(10 * MB / 57)
    }),
    case("two colons, 10 MB", || {
        filled(10 * MB, |n| format!("front {n}::back {n}\n"))
    }),
    case("clozes, 10 MB", || {
        filled(10 * MB, |n| {
            format!("The {{{{c1::answer {n}}}}} is ==marked== here.\n\n")
        })
    }),
    case("clozes on one line, 1 MB", || {
        "==a== {{c1::b}} ".repeat(MB / 16)
    }),
    case("cloze marks open, 1 MB", || "{{c1::".repeat(MB / 6)),
    case("prose, 10 MB", || {
        "Some text of a paragraph that goes on for a line or so, and says nothing.\n\n"
            .repeat(10 * MB / 75)
    }),
    case("short lines, 1 MB", || "a\n".repeat(MB / 2)),
    case("blank lines, 10 MB", || "\n".repeat(10 * MB)),
    case("bytes of nothing, 10 MB", || "\0".repeat(10 * MB)),
];

fn table_rows(bytes: usize) -> String {
    rows(bytes, |n| {
        format!("| Service {n} | the hardware and the network {n} | the guest system {n} |\n")
    })
}

/// One table of these rows.
fn rows(bytes: usize, row: fn(usize) -> String) -> String {
    "# Table\n\n| Service | AWS Manages | Customer Manages |\n|---|---|---|\n".to_owned()
        + &filled(bytes, row)
}

fn filled(bytes: usize, piece: fn(usize) -> String) -> String {
    let mut out = String::with_capacity(bytes + 200);
    let mut nth = 1;
    while out.len() < bytes {
        out.push_str(&piece(nth));
        nth += 1;
    }
    out
}

fn filled_times(times: usize, piece: fn(usize) -> String) -> String {
    (1..=times).map(piece).collect()
}

fn nested(mark: &str, deepest: usize) -> String {
    (1..=deepest).fold(String::new(), |mut out, depth| {
        let _ = writeln!(out, "{} text", mark.repeat(depth));
        out
    })
}

fn in_cell(text: &str) -> String {
    format!("| Key | Value |\n|---|---|\n| key | {text} |\n")
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).filter(|word| word != "--bench");
    match (arguments.next().as_deref(), arguments.next()) {
        (Some("--case"), Some(name)) => {
            let found = CASES.iter().find(|case| case.name == name);
            found.map_or(ExitCode::FAILURE, measure)
        }
        (part, _) => compare(part.unwrap_or_default()),
    }
}

/// Runs each case in its own process and prints the table.
fn compare(part: &str) -> ExitCode {
    println!(
        "{:36} {:>8} {:>9} {:>9} {:>7} {:>8} {:>7} {:>8}",
        "document", "MB", "parser ms", "srm ms", "ratio", "peak MB", "memory", "cards"
    );
    let Ok(program) = std::env::current_exe() else {
        return ExitCode::FAILURE;
    };
    for case in CASES.iter().filter(|case| case.name.contains(part)) {
        let status = Command::new(&program).args(["--case", case.name]).status();
        if !status.is_ok_and(|status| status.success()) {
            println!("{:36} failed", case.name);
        }
    }
    ExitCode::SUCCESS
}

/// Measures one case and prints its line.
fn measure(case: &Case) -> ExitCode {
    let before = peak_memory();
    let document = (case.document)();
    let Some(name) = DeckName::new("Bench") else {
        return ExitCode::FAILURE;
    };
    let start = Instant::now();
    let compiled = compile(&document, &name);
    let mut ours = start.elapsed();
    let peak = peak_memory() - before;
    let cards = compiled.cards.len();
    drop(compiled);
    let mut bare = parse(&document);
    // The smaller of two, where another program on the machine would show.
    if ours < Duration::from_secs(2) {
        let start = Instant::now();
        let compiled = compile(&document, &name);
        ours = ours.min(start.elapsed());
        drop(compiled);
        bare = bare.min(parse(&document));
    }
    let megabytes = document.len() as f64 / MB as f64;
    let times = ours.as_secs_f64() / bare.as_secs_f64();
    let memory = peak / megabytes;
    let slow = ours.as_secs_f64() > MOST_TIMES * bare.as_secs_f64() + CONSTANT.as_secs_f64();
    let large = peak > MOST_MEMORY * megabytes + BASE_MEMORY;
    println!(
        "{:36} {megabytes:8.2} {:9.1} {:9.1} {times:7.2} {peak:8.1} {memory:7.2} {cards:8}{}{}",
        case.name,
        bare.as_secs_f64() * 1000.0,
        ours.as_secs_f64() * 1000.0,
        if slow { "  SLOW" } else { "" },
        if large { "  LARGE" } else { "" },
    );
    ExitCode::SUCCESS
}

/// The bare parser's time: every event of the document, tables enabled.
fn parse(document: &str) -> Duration {
    let start = Instant::now();
    let events = Parser::new_ext(document, Options::ENABLE_TABLES).count();
    std::hint::black_box(events);
    start.elapsed()
}

/// The most memory this process has had, in MB; 0 where the system does not say.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
    kilobytes.unwrap_or(0.0) * 1024.0 / MB as f64
}
