//! The rules of the code, one function each: a source in, what breaks the rule out. Each rule has
//! samples beside it that break it, since a check that cannot fail protects nothing.

use super::source::{Named, Source, tokens};

/// The modules at the top of `src`; a module uses only what stands before it.
pub(super) const ORDER: [&str; 14] = [
    "calendar",
    "document",
    "cards",
    "scheduler",
    "reconcile",
    "review",
    "search",
    "stats",
    "evaluation",
    "exchange",
    "store",
    "terminal",
    "page",
    "cli",
];

/// The roots of the crate, which hold everything together.
const ROOTS: [&str; 2] = ["lib", "main"];

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 13] = [
    "util", "utils", "helper", "helpers", "common", "type", "types", "misc", "manager", "managers",
    "data", "info", "stuff",
];

/// The most lines a file has.
pub(super) const LONGEST_FILE: usize = 400;

/// A place that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Breach {
    pub(super) line: usize,
    pub(super) what: String,
}

fn breach(line: usize, what: impl Into<String>) -> Breach {
    let what = what.into();
    Breach { line, what }
}

/// A rule: its name and what checks it.
pub(super) type Rule = (&'static str, fn(&Source) -> Vec<Breach>);

/// Every rule.
pub(super) const RULES: [Rule; 14] = [
    ("a module uses only what stands above it", order),
    ("only cli/clock.rs reads a clock", clock),
    ("only the store knows SQL", sql),
    ("only the terminal prints or asks", printing),
    ("only the command line reads the environment", environment),
    ("only the command line and the store touch files", files),
    ("only the command line draws random numbers", randomness),
    ("nothing uses the network", network),
    ("nothing but a mistake ends the process", exit),
    ("a file begins with what it is for", heading),
    ("a file is short", length),
    ("names say what is inside", names),
    ("own modules are named, not swept in", globs),
    ("no test is ignored", ignored),
];

fn place(area: &str) -> Option<usize> {
    ORDER.iter().position(|name| *name == area)
}

fn order(source: &Source) -> Vec<Breach> {
    if ROOTS.contains(&source.area()) {
        return Vec::new();
    }
    let Some(own) = place(source.area()) else {
        return vec![breach(
            1,
            format!("`{}` is no module of the order", source.area()),
        )];
    };
    let mut breaches = Vec::new();
    for named in source.named() {
        let Some(used) = from_root(source, &named) else {
            continue;
        };
        let strangers = ["terminal", "page"].contains(&source.area()) && used == "store";
        match place(&used) {
            Some(place) if place <= own && !strangers => {}
            Some(_) => breaches.push(breach(
                named.line,
                format!("{} must not use {used}", source.area()),
            )),
            None => breaches.push(breach(
                named.line,
                format!("`{used}` is no module of the order"),
            )),
        }
    }
    breaches
}

/// The module at the top that a path leads to: `crate::x`, or enough `super` to get there.
fn from_root(source: &Source, named: &Named) -> Option<String> {
    if named.starts_with(&["crate"]) {
        return named.segments.get(1).cloned();
    }
    let supers = named.segments.iter().take_while(|s| *s == "super").count();
    let folders = source.path.split('/').count() - 1;
    let is_folder = source.path.ends_with("/mod.rs");
    let mut depth = if is_folder { folders } else { folders + 1 };
    if source.is_test(named.line) && !source.path.ends_with("tests.rs") {
        depth += 1;
    }
    (supers > 0 && supers >= depth).then(|| named.segments.get(supers).cloned())?
}

fn clock(source: &Source) -> Vec<Breach> {
    if source.path == "cli/clock.rs" {
        return Vec::new();
    }
    let reads = |named: &&Named| named.segments.len() > 1 && named.ends_with(&["now"]);
    found(source, |named| reads(&named))
}

fn sql(source: &Source) -> Vec<Breach> {
    if source.area() == "store" {
        return Vec::new();
    }
    let mut breaches = found(source, |named| {
        named
            .segments
            .iter()
            .any(|segment| segment.contains("sqlite"))
    });
    for (line, text) in &source.strings {
        if let Some(statement) = statement(text) {
            breaches.push(breach(*line, format!("a text with {statement}")));
        }
        if text.ends_with(".sql") {
            breaches.push(breach(*line, "a file of SQL"));
        }
    }
    breaches
}

/// The SQL that a text holds: a statement's words in capitals, in this order.
fn statement(text: &str) -> Option<&'static str> {
    const STATEMENTS: [&str; 12] = [
        "SELECT FROM",
        "INSERT INTO",
        "INSERT OR",
        "DELETE FROM",
        "UPDATE SET",
        "CREATE TABLE",
        "CREATE INDEX",
        "CREATE VIEW",
        "CREATE UNIQUE",
        "DROP TABLE",
        "ALTER TABLE",
        "PRAGMA",
    ];
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .collect();
    let holds = |statement: &&&str| {
        let mut rest = words.iter();
        statement
            .split(' ')
            .all(|keyword| rest.any(|word| *word == keyword))
    };
    STATEMENTS.iter().find(holds).copied()
}

fn printing(source: &Source) -> Vec<Breach> {
    if source.area() == "terminal" {
        return Vec::new();
    }
    let mut breaches = found(source, |named| {
        named.starts_with(&["dialoguer"])
            || (named.segments.len() > 1
                && (named.ends_with(&["stdout"]) || named.ends_with(&["stderr"])))
    });
    let tokens = tokens(&source.code);
    for (index, pair) in tokens.windows(2).enumerate() {
        let [name, mark] = pair else { continue };
        let is_method = index > 0 && tokens[index - 1].text == ".";
        let is_print = ["print", "println", "eprint", "eprintln", "dbg"].contains(&&*name.text);
        let is_stream = ["stdout", "stderr"].contains(&&*name.text) && !is_method;
        let is_call = is_print && mark.text == "!" || is_stream && mark.text == "(";
        if is_call && !source.is_test(name.line) {
            breaches.push(breach(name.line, format!("{}{}", name.text, mark.text)));
        }
    }
    breaches
}

fn environment(source: &Source) -> Vec<Breach> {
    if ["cli", "main"].contains(&source.area()) {
        return Vec::new();
    }
    found(source, |named| named.starts_with(&["std", "env"]))
}

fn files(source: &Source) -> Vec<Breach> {
    if ["cli", "store"].contains(&source.area()) {
        return Vec::new();
    }
    found(source, |named| named.starts_with(&["std", "fs"]))
}

fn randomness(source: &Source) -> Vec<Breach> {
    if source.area() == "cli" {
        return Vec::new();
    }
    found(source, |named| {
        let crates = ["rand", "getrandom", "fastrand"];
        crates
            .iter()
            .any(|name| named.starts_with(&[*name]) && named.segments.len() > 1)
            || named.ends_with(&["new_v4"])
            || named.ends_with(&["RandomState"])
    })
}

fn network(source: &Source) -> Vec<Breach> {
    found(source, |named| {
        named.starts_with(&["std", "net"]) || named.starts_with(&["std", "os", "unix", "net"])
    })
}

fn exit(source: &Source) -> Vec<Breach> {
    if source.path == "cli/mistake.rs" {
        return Vec::new();
    }
    found(source, |named| {
        named.ends_with(&["process", "exit"]) || named.ends_with(&["process", "abort"])
    })
}

fn heading(source: &Source) -> Vec<Breach> {
    let is_root = source.path == "lib.rs" && source.text.starts_with("#![doc");
    if is_root || source.text.starts_with("//! ") {
        return Vec::new();
    }
    vec![breach(1, "the first line is no `//!`")]
}

fn length(source: &Source) -> Vec<Breach> {
    match source.text.lines().count() {
        lines if lines > LONGEST_FILE => vec![breach(LONGEST_FILE + 1, format!("{lines} lines"))],
        _ => Vec::new(),
    }
}

fn names(source: &Source) -> Vec<Breach> {
    let is_empty = |name: &str| name.split('_').any(|part| EMPTY_NAMES.contains(&part));
    let stem = source.path.strip_suffix(".rs").unwrap_or(&source.path);
    let mut breaches: Vec<Breach> = stem
        .split('/')
        .filter(|part| is_empty(part))
        .map(|part| breach(1, part))
        .collect();
    for pair in tokens(&source.code).windows(2) {
        if pair[0].text == "mod" && is_empty(&pair[1].text) {
            breaches.push(breach(pair[1].line, &pair[1].text));
        }
    }
    breaches
}

fn globs(source: &Source) -> Vec<Breach> {
    let tokens = tokens(&source.code);
    let declared: Vec<&str> = tokens
        .windows(2)
        .filter(|pair| pair[0].text == "mod")
        .map(|pair| pair[1].text.as_str())
        .collect();
    let mut breaches = Vec::new();
    for named in source.named() {
        let first = named.segments.first().map_or("", String::as_str);
        let is_own = ["crate", "self", "super"].contains(&first)
            || ORDER.contains(&first)
            || declared.contains(&first);
        let is_for_tests = named.segments == ["super", "*"] && source.is_test(named.line);
        if is_own && named.ends_with(&["*"]) && !is_for_tests {
            breaches.push(breach(named.line, named.segments.join("::")));
        }
    }
    breaches
}

pub(super) fn ignored(source: &Source) -> Vec<Breach> {
    let tokens = tokens(&source.code);
    tokens
        .windows(3)
        .filter(|t| t[0].text == "#" && t[1].text == "[" && t[2].text == "ignore")
        .map(|t| breach(t[2].line, "an ignored test"))
        .collect()
}

/// The paths outside of tests for which `is_breach` holds.
fn found(source: &Source, is_breach: impl Fn(&Named) -> bool) -> Vec<Breach> {
    let named = source.named().into_iter();
    named
        .filter(|named| !source.is_test(named.line) && is_breach(named))
        .map(|named| breach(named.line, named.segments.join("::")))
        .collect()
}
