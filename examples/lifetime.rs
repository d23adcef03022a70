//! Measures what commands cost as a collection grows: whole processes, from their start to their end,
//! and one answer beside the bare commit of the database under it. `benches/README.md` has the figures.
//!
//! ```text
//! cargo build --release --example collection
//! cargo run --release --example lifetime -- SRM FOLDER [SIZE…]
//! ```
//!
//! SRM is the program to measure, FOLDER where collections are made and kept, SIZE how many cards and
//! events: 1000, 10000, 100000 and 1000000 unless told. Times of the clock are medians of several runs;
//! processor times, where Linux tells them, are means of the same, to the hundredth of a second in all.

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

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The morning after the last day of a collection; the example `collection` says which that is. On its
/// evening more was answered than a person can, and a day's answers are counted whenever it is looked at.
const NOW: &str = "2026-03-02T08:00:00Z";
const LAST_DAY: i64 = 20_513;
const RUNS: usize = 9;
const ANSWERS: usize = 200;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(program), Some(folder)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: lifetime SRM FOLDER [SIZE…]");
        return ExitCode::from(2);
    };
    let mut sizes: Vec<usize> = arguments.filter_map(|text| text.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000, 100_000, 1_000_000];
    }
    let bench = Bench {
        program: PathBuf::from(program),
        folder: PathBuf::from(folder),
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
}

impl Bench {
    fn all(&self, sizes: &[usize]) -> Outcome<()> {
        fs::create_dir_all(&self.folder)?;
        let none = self.folder.join("none.db");
        println!("| cards and events | job | median | processor |\n|---|---|---|---|");
        costs(0, "srm --version", self.median(&none, &["--version"])?);
        costs(0, "srm due, empty", self.median(&none, &["due"])?);
        for size in sizes {
            self.looks(*size)?;
            self.imports(*size)?;
            self.answers(*size)?;
        }
        Ok(())
    }

    /// Commands that look at a collection.
    fn looks(&self, size: usize) -> Outcome<()> {
        let database = self.collection(size)?;
        for arguments in [
            &["due"][..],
            &["decks"],
            &[],
            &["cards", "--limit", "50", "is:due"],
            &["cards", "deck:\"Course 000::Part 0001\""],
            &["cards", "--limit", "50", "is:suspended"],
            &["cards", "nowhere-to-be-found"],
            &["cards", "prop:ivl>300 prop:lapses>8"],
            &["stats", "--plain"],
        ] {
            let name = format!("srm {}", arguments.join(" "));
            costs(size, &name, self.median(&database, arguments)?);
        }
        row(size, "srm review, first card", self.first_card(&database)?);
        costs(size, "srm rebuild", self.median(&database, &["rebuild"])?);
        println!(
            "| {size} | bytes a card and an event | {} | |",
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
        let today = StudyDay::from_number(LAST_DAY);
        let new = store.new_cards(&Filter::default(), today, ANSWERS as u32)?;
        let mut own = Vec::new();
        for (at, queued) in new.iter().enumerate() {
            let moment = Moment {
                utc_ms: LAST_DAY * 86_400_000 + 72_000_000 + at as i64,
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

/// What a process took.
#[derive(Clone, Copy)]
struct Cost {
    clock: Duration,
    processor: Duration,
}

impl Cost {
    /// The median of the clock and the mean of the processor.
    fn of(costs: Vec<Cost>) -> Cost {
        let runs = u32::try_from(costs.len()).unwrap_or(u32::MAX).max(1);
        let processor: Duration = costs.iter().map(|cost| cost.processor).sum();
        Cost {
            clock: middle(costs.iter().map(|cost| cost.clock).collect()),
            processor: processor / runs,
        }
    }
}

/// Processor time of all processes that have ended, from Linux: hundredths of a second behind the name in
/// brackets.
fn of_children() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit(')').next().unwrap_or_default();
    let ticks = behind.split_whitespace().skip(13).take(2);
    let hundredths: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(hundredths * 10)
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

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn row(size: usize, job: &str, time: Duration) {
    println!(
        "| {size} | {job} | {:.2} ms | |",
        time.as_secs_f64() * 1000.0
    );
}

fn costs(size: usize, job: &str, cost: Cost) {
    let (clock, processor) = (cost.clock.as_secs_f64(), cost.processor.as_secs_f64());
    println!(
        "| {size} | {job} | {:.2} ms | {:.0} ms |",
        clock * 1000.0,
        processor * 1000.0
    );
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
