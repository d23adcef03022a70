//! Measures what commands cost as a collection grows: whole processes, from their start to their end,
//! beside the least that the bare database takes to read what they have to read, and one answer beside its
//! bare commit. `benches/README.md` has the figures.
//!
//! ```text
//! cargo build --release --example collection
//! cargo run --release --example lifetime -- SRM FOLDER [looks] [SIZE…]
//! ```
//!
//! SRM is the program to measure, FOLDER where collections are made and kept, SIZE how many cards and
//! events: 1000, 10000, 100000 and 1000000 unless told. `looks` leaves out imports. Times of the clock are
//! medians of several runs; processor times, where Linux tells them, are means of the same, to the hundredth
//! of a second in all. The last columns are the bare read on the clock, and how many times that the job took.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use srm::calendar::{Moment, StudyDay};
use srm::review::{DeviceId, answer};
use srm::scheduler::Quality;
use srm::store::{Creation, Filter, Store};

mod cost;

use cost::{Cost, beside, costs, middle, of_children, row};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The morning after the last day of a collection; the example `collection` says which that is. On its
/// evening more was answered than a person can, and a day's answers are counted whenever it is looked at.
const NOW: &str = "2026-03-02T08:00:00Z";
const TODAY: i64 = 20_514;
const RUNS: usize = 9;
const ANSWERS: usize = 200;

/// What is read at least, as the bare database reads it: the counts of decks, the due cards in an index and
/// as rows, all texts, all states, all answers.
const DECKS: &str = "SELECT sum(length(name) + due) FROM deck JOIN deck_count ON deck = id";
const DUE: &str = "SELECT count(*) FROM memory INDEXED BY memory_due \
     WHERE askable = 1 AND suspended = 0 AND due_day IS NOT NULL AND due_day <= 20514";
const DUE_CARDS: &str = "SELECT sum(length(prompt)) FROM memory INDEXED BY memory_due \
     JOIN card ON id = card WHERE memory.askable = 1 AND suspended = 0 \
     AND due_day IS NOT NULL AND due_day <= 20514";
const INTERVALS: &str = "SELECT count(*) FROM memory INDEXED BY memory_interval \
     WHERE interval_days > 0 AND interval_days > 100";
const TEXTS: &str = "SELECT sum(length(prompt) + length(answer)) FROM card";
const STATES: &str = "SELECT sum(lapses + reviews) FROM memory";
const ANSWERED: &str = "SELECT sum(duration_ms) FROM event";
const LOG: &str = "SELECT sum(quality) FROM event INDEXED BY event_by_card WHERE card > x''";

/// Jobs that look, and what each has to read.
const LOOKS: [(&[&str], &str); 12] = [
    (&["due"], DECKS),
    (&["decks"], DECKS),
    (&[], DECKS),
    (&["cards", "--limit", "50", "is:due"], DUE),
    (&["cards", "is:due"], DUE_CARDS),
    (&["cards", "--limit", "50", "prop:ivl>100"], INTERVALS),
    (&["cards", "deck:\"Course 000::Part 0001\""], DECKS),
    (&["cards", "--limit", "50", "is:suspended"], DECKS),
    (&["cards", "nowhere-to-be-found"], TEXTS),
    (&["cards", "--limit", "50", "storage"], TEXTS),
    (&["cards", "prop:ease<1.4 prop:reps>8"], STATES),
    (&["stats", "--plain"], STATES),
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(program), Some(folder)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: lifetime SRM FOLDER [SIZE…]");
        return ExitCode::from(2);
    };
    let rest: Vec<String> = arguments.collect();
    let mut sizes: Vec<usize> = rest.iter().filter_map(|text| text.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000, 100_000, 1_000_000];
    }
    let bench = Bench {
        program: PathBuf::from(program),
        folder: PathBuf::from(folder),
        only_looks: rest.iter().any(|word| word == "looks"),
    };
    match bench.all(&sizes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

struct Bench {
    program: PathBuf,
    folder: PathBuf,
    only_looks: bool,
}

impl Bench {
    fn all(&self, sizes: &[usize]) -> Outcome<()> {
        fs::create_dir_all(&self.folder)?;
        let none = self.folder.join("none.db");
        println!("| cards and events | job | median | processor | bare | times |");
        println!("|---|---|---|---|---|---|");
        costs(0, "srm --version", self.median(&none, &["--version"])?);
        costs(0, "srm due, empty", self.median(&none, &["due"])?);
        for size in sizes {
            self.looks(*size)?;
            if !self.only_looks {
                self.imports(*size)?;
            }
            self.answers(*size)?;
        }
        Ok(())
    }

    /// Commands that look at a collection.
    fn looks(&self, size: usize) -> Outcome<()> {
        let database = self.collection(size)?;
        for (arguments, floor) in LOOKS {
            let name = format!("srm {}", arguments.join(" "));
            let cost = self.median(&database, arguments)?;
            beside(size, &name, cost, bare_read(&database, floor)?);
        }
        let first = Cost::of_clock(self.first_card(&database)?);
        beside(
            size,
            "srm review, first card",
            first,
            bare_read(&database, DUE)?,
        );
        let stats = self.first_stats(&database)?;
        beside(
            size,
            "srm stats, first",
            stats,
            bare_read(&database, ANSWERED)?,
        );
        let rebuild = self.median(&database, &["rebuild"])?;
        beside(size, "srm rebuild", rebuild, bare_read(&database, LOG)?);
        println!(
            "| {size} | bytes a card and an event | {} | | | |",
            fs::metadata(&database)?.len() / size as u64
        );
        Ok(())
    }

    /// A document of this many rows: for the first time, again, and with a hundred rows edited.
    fn imports(&self, size: usize) -> Outcome<()> {
        let database = self.folder.join("import.db");
        let path = self.folder.join("rows.md");
        let arguments = ["import", path.to_str().unwrap_or_default()];
        let mut first = Vec::new();
        let mut again = Vec::new();
        let mut edited = Vec::new();
        for run in 0..3 {
            remove(&database);
            fs::write(&path, document(size, 0))?;
            first.push(self.cost(&database, &arguments)?);
            again.push(self.cost(&database, &arguments)?);
            fs::write(&path, document(size, run + 1))?;
            edited.push(self.cost(&database, &arguments)?);
        }
        costs(size, "srm import, first", Cost::of(first));
        costs(size, "srm import, unchanged", Cost::of(again));
        costs(size, "srm import, 100 rows edited", Cost::of(edited));
        remove(&database);
        Ok(())
    }

    /// An answer from grade to durable state, and the database's own commit of as many bytes.
    fn answers(&self, size: usize) -> Outcome<()> {
        let source = self.collection(size)?;
        let database = self.folder.join("answers.db");
        remove(&database);
        fs::copy(&source, &database)?;
        let mut store = Store::open(&database, Creation::Never, DeviceId(1))?;
        let today = StudyDay::from_number(TODAY);
        let new = store.new_cards(&Filter::default(), today, ANSWERS as u32)?;
        let mut own = Vec::new();
        for (at, queued) in new.iter().enumerate() {
            let moment = Moment {
                utc_ms: TODAY * 86_400_000 + 28_000_000 + at as i64,
                offset_minutes: 0,
            };
            let begun = Instant::now();
            let state = store.state(queued.card)?.unwrap_or_default();
            let deed = answer(
                &state,
                Quality::ALL[4],
                today,
                1000,
                store.schedulers().whole(),
            );
            store.record_answer(queued.card, state, deed, moment)?;
            own.push(begun.elapsed());
        }
        row(size, "answer, durable", middle(own));
        drop(store);
        row(
            size,
            "bare commit of SQLite",
            bare_commits(&self.folder.join("bare.db"))?,
        );
        let due = self.median(&database, &["due"])?;
        let name = format!("srm due, after {ANSWERS} answers");
        beside(size, &name, due, bare_read(&database, DECKS)?);
        remove(&database);
        Ok(())
    }

    fn collection(&self, size: usize) -> Outcome<PathBuf> {
        let path = self.folder.join(format!("{size}.db"));
        if !path.exists() {
            let maker = std::env::current_exe()?.with_file_name("collection");
            let decks = (size / 1000).clamp(10, 1000).to_string();
            let size = size.to_string();
            let made = Command::new(maker)
                .arg(&path)
                .args(["--cards", &size, "--events", &size, "--decks", &decks])
                .stdout(Stdio::null())
                .status()?;
            if !made.success() {
                return Err(
                    "the collection could not be made: build the example `collection`".into(),
                );
            }
        }
        Ok(path)
    }

    fn command(&self, database: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg("--db")
            .arg(database)
            .args(arguments)
            .env("SRM_NOW", NOW)
            .env("HOME", &self.folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .stdin(Stdio::null());
        command
    }

    fn time(&self, database: &Path, arguments: &[&str]) -> Outcome<Duration> {
        let mut command = self.command(database, arguments);
        let begun = Instant::now();
        let status = command.status()?;
        let time = begun.elapsed();
        match status.code() {
            Some(0) => Ok(time),
            code => Err(format!("srm {arguments:?} ended with {code:?}").into()),
        }
    }

    fn cost(&self, database: &Path, arguments: &[&str]) -> Outcome<Cost> {
        let before = of_children();
        let clock = self.time(database, arguments)?;
        let processor = of_children().saturating_sub(before);
        Ok(Cost { clock, processor })
    }

    fn median(&self, database: &Path, arguments: &[&str]) -> Outcome<Cost> {
        self.time(database, arguments)?;
        let costs: Outcome<Vec<Cost>> = (0..RUNS).map(|_| self.cost(database, arguments)).collect();
        Ok(Cost::of(costs?))
    }

    /// The report where nothing was counted before.
    fn first_stats(&self, database: &Path) -> Outcome<Cost> {
        let mut costs = Vec::new();
        for _ in 0..RUNS {
            let forget = "DELETE FROM tallied; DELETE FROM day_tally;";
            Connection::open(database)?.execute_batch(forget)?;
            costs.push(self.cost(database, &["stats", "--plain"])?);
        }
        Ok(Cost::of(costs))
    }

    /// From the start of a review to its first question. The first run of the day makes a backup.
    fn first_card(&self, database: &Path) -> Outcome<Duration> {
        let mut times = Vec::new();
        for _ in 0..=RUNS {
            let mut command = self.command(database, &["review", "--plain"]);
            command.stdin(Stdio::piped()).stdout(Stdio::piped());
            let begun = Instant::now();
            let mut child = command.spawn()?;
            let out = child.stdout.take().ok_or("no output")?;
            let lines = BufReader::new(out).lines();
            for line in lines {
                if line?.starts_with("Question") {
                    times.push(begun.elapsed());
                    if let Some(mut input) = child.stdin.take() {
                        input.write_all(b":quit\n")?;
                    }
                }
            }
            child.wait()?;
        }
        times.remove(0);
        Ok(middle(times))
    }
}

/// What an insert of as many bytes as an event costs the bare database, as durable as ours.
fn bare_commits(path: &Path) -> Outcome<Duration> {
    remove(path);
    let connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, x BLOB)",
    )?;
    let mut times = Vec::new();
    for _ in 0..ANSWERS {
        let begun = Instant::now();
        connection
            .prepare_cached("INSERT INTO t (x) VALUES (zeroblob(100))")?
            .execute([])?;
        times.push(begun.elapsed());
    }
    drop(connection);
    remove(path);
    Ok(middle(times))
}

/// What it takes to open a collection and read what a statement reads.
fn bare_read(database: &Path, sql: &str) -> Outcome<Duration> {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let begun = Instant::now();
        let connection = Connection::open(database)?;
        connection.query_row(sql, [], |_| Ok(()))?;
        drop(connection);
        times.push(begun.elapsed());
    }
    Ok(middle(times))
}

/// A table of this many rows, a hundred of which are other ones in each edition.
fn document(rows: usize, edition: usize) -> String {
    let every = (rows / 100).max(1);
    let mut text = "# Rows\n\n| Service | Keeps |\n|---|---|\n".to_owned();
    for row in 0..rows {
        let edit = if row % every == 0 { edition } else { 0 };
        let _ = writeln!(
            text,
            "| Service {row} of the region | Keeps volume {row} and its snapshots, edition {edit}, for the customer |"
        );
    }
    text
}

/// Removes a database with what stands beside it.
fn remove(database: &Path) {
    for end in ["", "-wal", "-shm"] {
        let mut path = database.as_os_str().to_owned();
        path.push(end);
        let _ = fs::remove_file(path);
    }
    let mut backups = database.as_os_str().to_owned();
    backups.push(".backups");
    let _ = fs::remove_dir_all(backups);
}
