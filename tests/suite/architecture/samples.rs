//! Samples for the rules: sources that break each one, and sources that look like it but do not.

use super::rules::{LONGEST_FILE, RULES};
use super::source::Source;

/// The rules that a source breaks, by the function's place in [`RULES`].
fn broken(path: &str, text: &str) -> Vec<&'static str> {
    let source = Source::new(path, text);
    RULES
        .iter()
        .filter(|(_, check)| !check(&source).is_empty())
        .map(|(name, _)| *name)
        .collect()
}

/// Checks samples of one rule: each breaks this rule and no other.
fn breaks(rule: &str, samples: &[(&str, &str)]) {
    for (path, code) in samples {
        let text = format!("//! What it is for.\n{code}\n");
        assert_eq!(broken(path, &text), [rule], "{path}: {code}");
    }
}

fn keeps_all(samples: &[(&str, &str)]) {
    for (path, code) in samples {
        let text = format!("//! What it is for.\n{code}\n");
        assert_eq!(broken(path, &text), [""; 0], "{path}: {code}");
    }
}

#[test]
fn order() {
    breaks(
        "a module uses only what stands above it",
        &[
            ("calendar.rs", "use crate::cards::CardId;"),
            (
                "cards/deck.rs",
                "use crate::{calendar::Moment, review::fold};",
            ),
            ("cards/deck.rs", "fn a() { crate::stats::today(&[]); }"),
            (
                "cards/deck.rs",
                "use crate::{\n    document::Span,\n    scheduler::{self},\n};",
            ),
            ("cards/mod.rs", "use super::scheduler::Grade;"),
            ("cards/deck.rs", "use super::super::scheduler::Grade;"),
            ("scheduler/sm2.rs", "use crate::review as other;"),
            ("scheduler/sm2.rs", "pub(crate) use crate::review::Event;"),
            ("terminal/plain.rs", "use crate::store::Store;"),
            ("page/mod.rs", "use crate::store::Store;"),
            ("terminal/plain.rs", "use crate::page::stats_page;"),
            ("store/query.rs", "use crate::terminal::Output;"),
            (
                "store/query.rs",
                "#[cfg(test)]\nmod tests { use crate::cli::run; }",
            ),
            (
                "exchange/export/json.rs",
                "fn a() -> crate::store::Store {}",
            ),
            ("scheduler/sm2.rs", "use crate::elsewhere::Grade;"),
            ("elsewhere.rs", "fn a() {}"),
        ],
    );
    keeps_all(&[
        (
            "cli/commands/review.rs",
            "use crate::store::Store;\nuse crate::terminal::Output;",
        ),
        (
            "review/queue.rs",
            "use crate::{calendar::StudyDay, cards::CardId};\nuse super::Event;",
        ),
        (
            "review/mod.rs",
            "pub use queue::Queued; // crate::store::Store",
        ),
        (
            "calendar.rs",
            "#[cfg(test)]\nmod tests { use super::{StudyDay, Moment}; }",
        ),
        (
            "cards/deck.rs",
            "#[cfg(test)]\nmod tests { use super::super::Card; }",
        ),
        ("lib.rs", "fn a() { crate::cli::run(); }"),
    ]);
}

#[test]
fn clock() {
    breaks(
        "only cli/clock.rs reads a clock",
        &[
            ("review/queue.rs", "fn a() { chrono::Utc::now(); }"),
            (
                "cli/commands/due.rs",
                "fn a() { let start = Instant::now(); }",
            ),
            (
                "cli/commands/due.rs",
                "fn a() { time.unwrap_or_else(Local::now); }",
            ),
            (
                "terminal/plain.rs",
                "use std::time::SystemTime;\nfn a() { SystemTime\n::now(); }",
            ),
        ],
    );
    keeps_all(&[
        ("cli/clock.rs", "fn a() { chrono::Utc::now(); }"),
        (
            "review/queue.rs",
            "fn a(now: Moment) { let b = now; \"Utc::now()\"; }",
        ),
    ]);
}

#[test]
fn sql() {
    breaks(
        "only the store knows SQL",
        &[
            ("cli/commands/due.rs", "use rusqlite::Connection;"),
            (
                "review/queue.rs",
                "const A: &str = \"SELECT id FROM cards\";",
            ),
            (
                "cli/doctor.rs",
                "const A: &str = r#\"pragma: PRAGMA user_version\"#;",
            ),
            (
                "cli/doctor.rs",
                "const A: &str = \"UPDATE cards\n SET due = 1\";",
            ),
            (
                "stats/streak.rs",
                "const A: &str = include_str!(\"streak.sql\");",
            ),
        ],
    );
    keeps_all(&[
        (
            "store/query.rs",
            "use rusqlite::Connection;\nconst A: &str = \"SELECT id FROM cards\";",
        ),
        (
            "terminal/help.rs",
            "const A: &str = \"Select one answer, update the deck\";",
        ),
    ]);
}

#[test]
fn printing() {
    breaks(
        "only the terminal prints or asks",
        &[
            ("cli/commands/due.rs", "fn a() { println!(\"x\"); }"),
            ("review/queue.rs", "fn a() { eprintln!(\"x\"); }"),
            ("cli/mod.rs", "fn a() { print !(\"x\"); }"),
            ("cli/mod.rs", "fn a() { dbg!(1); }"),
            ("cli/mod.rs", "use dialoguer::Confirm;"),
            ("cli/mod.rs", "fn a() { std::io::stdout().lock(); }"),
            ("cli/mod.rs", "use std::io::{self, stderr};"),
        ],
    );
    keeps_all(&[
        (
            "terminal/plain.rs",
            "use dialoguer::Confirm;\nfn a() { std::io::stderr(); }",
        ),
        (
            "cli/mod.rs",
            "fn a(out: &mut Output) { writeln!(out.stdout(), \"println!\"); }",
        ),
        (
            "cards/deck.rs",
            "#[cfg(test)]\nmod tests { fn a() { println!(\"x\"); } }",
        ),
    ]);
}

#[test]
fn environment() {
    breaks(
        "only the command line reads the environment",
        &[
            ("store/mod.rs", "fn a() { std::env::var(\"SRM_DB\"); }"),
            ("terminal/plain.rs", "use std::{env, io};"),
            ("terminal/plain.rs", "use std::env::var_os;"),
            ("lib.rs", "use std::env;"),
        ],
    );
    keeps_all(&[
        ("cli/settings.rs", "use std::env;"),
        ("main.rs", "fn main() { std::env::args_os(); }"),
        (
            "store/mod.rs",
            "const A: &str = env!(\"CARGO_PKG_VERSION\");",
        ),
    ]);
}

#[test]
fn network() {
    breaks(
        "nothing uses the network",
        &[
            ("cli/opener.rs", "use std::net::TcpStream;"),
            ("cli/opener.rs", "use std::{io, net::UdpSocket};"),
            ("store/mod.rs", "fn a() { std::net::TcpListener::bind(a); }"),
            ("cli/opener.rs", "use std::os::unix::net::UnixStream;"),
        ],
    );
    keeps_all(&[("cli/opener.rs", "use std::os::unix::fs::PermissionsExt;")]);
}

#[test]
fn files() {
    breaks(
        "only the command line and the store touch files",
        &[
            ("exchange/import/json.rs", "fn a() { std::fs::read(path); }"),
            ("terminal/plain.rs", "use std::{fs::File, io};"),
            ("document/mod.rs", "use std::fs;"),
        ],
    );
    keeps_all(&[
        ("cli/input.rs", "use std::fs;"),
        ("store/backup.rs", "use std::fs;"),
        (
            "document/mod.rs",
            "#[cfg(test)]\nmod tests { use std::fs; }",
        ),
    ]);
}

#[test]
fn randomness() {
    breaks(
        "only the command line draws random numbers",
        &[
            ("review/shuffle.rs", "fn a() { rand::random::<u64>(); }"),
            ("store/device.rs", "fn a() { uuid::Uuid::new_v4(); }"),
            ("review/queue.rs", "use std::hash::RandomState;"),
        ],
    );
    keeps_all(&[("cli/device.rs", "fn a() { uuid::Uuid::new_v4(); }")]);
}

#[test]
fn exit() {
    breaks(
        "nothing but a mistake ends the process",
        &[
            ("cli/mod.rs", "fn a() { std::process::exit(1); }"),
            ("main.rs", "use std::process;\nfn a() { process::exit(1); }"),
            ("main.rs", "use std::process::{ExitCode, exit};"),
            ("cli/mod.rs", "fn a() { std::process::abort(); }"),
        ],
    );
    keeps_all(&[("main.rs", "use std::process::ExitCode;")]);
}

#[test]
fn heading() {
    let rule = "a file begins with what it is for";
    assert_eq!(broken("cards/deck.rs", "use std::fmt;\n"), [rule]);
    assert_eq!(broken("cards/deck.rs", "// Decks.\n//! Decks.\n"), [rule]);
    assert_eq!(broken("cards/deck.rs", "\n//! Decks.\n"), [rule]);
    assert_eq!(broken("cards/deck.rs", "#![doc = \"Decks.\"]\n"), [rule]);
    assert_eq!(broken("cards/deck.rs", ""), [rule]);
    assert_eq!(broken("lib.rs", "#![doc = \"All.\"]\n"), [""; 0]);
}

#[test]
fn length() {
    let lines = |count: usize| "//! Lines.\n".repeat(count);
    assert_eq!(broken("cards/deck.rs", &lines(LONGEST_FILE)), [""; 0]);
    assert_eq!(
        broken("cards/deck.rs", &lines(LONGEST_FILE + 1)),
        ["a file is short"]
    );
}

#[test]
fn names() {
    breaks(
        "names say what is inside",
        &[
            ("cards/util.rs", ""),
            ("cards/helpers/deck.rs", ""),
            ("store/db_utils.rs", ""),
            ("cards/types.rs", ""),
            ("store/manager/mod.rs", ""),
            ("cards/mod.rs", "pub mod common;"),
            ("cards/mod.rs", "mod misc { fn a() {} }"),
        ],
    );
    keeps_all(&[(
        "cards/database.rs",
        "mod typed; mod informed; fn a(data: u8) {}",
    )]);
}

#[test]
fn globs() {
    breaks(
        "own modules are named, not swept in",
        &[
            ("review/queue.rs", "use crate::cards::*;"),
            ("review/queue.rs", "use super::*;"),
            (
                "review/queue.rs",
                "use crate::cards::{CardId, Card::{self, *}};",
            ),
            ("review/mod.rs", "mod queue;\npub use queue::*;"),
            ("lib.rs", "pub mod cards;\npub use cards::*;"),
            (
                "review/queue.rs",
                "#[cfg(test)]\nmod tests { use crate::cards::*; }",
            ),
        ],
    );
    keeps_all(&[
        (
            "review/queue.rs",
            "#[cfg(test)]\nmod tests { use super::*; }",
        ),
        ("review/session/tests.rs", "use super::*;"),
        ("terminal/full.rs", "use ratatui::prelude::*;"),
    ]);
}

#[test]
fn ignored() {
    breaks(
        "no test is ignored",
        &[
            (
                "cards/deck.rs",
                "#[cfg(test)]\nmod tests { #[test]\n#[ignore] fn a() {} }",
            ),
            ("cards/deck.rs", "#[ignore = \"slow\"] fn a() {}"),
        ],
    );
    keeps_all(&[("cards/deck.rs", "// #[ignore]\nfn ignore() {}")]);
}

/// A rule without a sample that breaks it would be a rule that nothing shows to work.
#[test]
fn every_rule_has_samples() {
    let samples = include_str!("samples.rs");
    for (name, _) in RULES {
        assert!(samples.contains(&format!("\"{name}\"")), "{name}");
    }
}
