//! What it costs to bring an Anki package in and to write it again, beside the real Anki on the same file.
//!
//! ```text
//! cargo run --release --example anki_speed -- PACKAGE [--anki PYTHON] [--times N]
//! ```
//!
//! Each measurement is a process of its own, so that its peak memory is its own. PYTHON is an interpreter
//! with the package `anki`. The best of N runs is printed, 3 unless said otherwise: on a busy machine
//! compare processor time.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::error::Error;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

/// What a process took.
#[derive(Clone, Copy, Debug)]
struct Cost {
    seconds: f64,
    processor_seconds: f64,
    peak_mib: f64,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    match arguments.next() {
        Some(first) if first == "--child" => child(arguments),
        Some(package) => match compare(Path::new(&package), arguments.collect()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("error: {error}");
                ExitCode::FAILURE
            }
        },
        None => {
            eprintln!("usage: anki_speed PACKAGE [--anki PYTHON] [--times N]");
            ExitCode::from(2)
        }
    }
}

/// Runs the program on the arguments, then says what that took.
fn child(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let begun = Instant::now();
    let program = OsString::from("srm");
    let code = srm::run(std::iter::once(program).chain(arguments));
    println!(
        "COST {} {} {}",
        begun.elapsed().as_secs_f64(),
        processor_seconds(),
        peak_mib()
    );
    code
}

/// Processor time of this process, from Linux: hundredths of a second behind the name in brackets.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit(')').next().unwrap_or_default();
    let ticks = behind.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

/// The most memory this process had, from Linux.
fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}

fn compare(package: &Path, options: Vec<OsString>) -> Result<(), Box<dyn Error>> {
    let mut python = None;
    let mut times = 3_u32;
    let mut options = options.into_iter();
    while let (Some(name), value) = (options.next(), options.next()) {
        let value = value.ok_or("an option without a value")?;
        match name.to_string_lossy().as_ref() {
            "--anki" => python = Some(PathBuf::from(value)),
            "--times" => times = value.to_string_lossy().parse()?,
            other => return Err(format!("no option {other}").into()),
        }
    }
    let folder = tempfile::tempdir()?;
    let inside = |name: &str| folder.path().join(name);
    println!(
        "{:<22} {:>9} {:>9} {:>9}",
        "", "seconds", "cpu s", "peak MiB"
    );
    let own = |job: &str, arguments: &[OsString]| -> Result<Cost, Box<dyn Error>> {
        best(job, times, || {
            if job == "srm import" {
                std::fs::remove_file(inside("srm.db")).ok();
                std::fs::remove_dir_all(inside("srm.db.backups")).ok();
            }
            let mut command = Command::new(std::env::current_exe()?);
            command.arg("--child").args(arguments);
            command
                .env("SRM_DB", inside("srm.db"))
                .env("HOME", folder.path());
            cost_of(&mut command)
        })
    };
    let import = own("srm import", &["import".into(), package.into()])?;
    let again = own("srm import again", &["import".into(), package.into()])?;
    let out = inside("out.apkg").into_os_string();
    let words = ["export", "--format", "apkg", "--progress", "-o"];
    let words: Vec<OsString> = words.into_iter().map(OsString::from).chain([out]).collect();
    let export = own("srm export", &words)?;
    let Some(python) = python else {
        return Ok(());
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/real_anki/with_anki.py");
    let theirs = |job: &str, word: &str, from: &Path, to: &Path| -> Result<Cost, Box<dyn Error>> {
        best(job, times, || {
            let mut command = Command::new(&python);
            command.arg("-B").arg(&script).arg(word).args([from, to]);
            cost_of(&mut command)
        })
    };
    let collection = inside("anki.anki2");
    let nowhere = Path::new("-");
    let anki_import = theirs("Anki import", "timed-import", package, &collection)?;
    let anki_again = theirs("Anki import again", "timed-again", package, &collection)?;
    let anki_export = theirs("Anki export", "timed-export", &collection, nowhere)?;
    for (what, own, anki) in [
        ("import", import, anki_import),
        ("import again", again, anki_again),
        ("export", export, anki_export),
    ] {
        println!(
            "{what}: {:.1} times as fast, {:.1} times in processor time, {:.2} of the memory",
            anki.seconds / own.seconds,
            anki.processor_seconds / own.processor_seconds,
            own.peak_mib / anki.peak_mib
        );
    }
    Ok(())
}

/// The best of some runs.
fn best(
    job: &str,
    times: u32,
    run: impl Fn() -> Result<Cost, Box<dyn Error>>,
) -> Result<Cost, Box<dyn Error>> {
    let mut best = run()?;
    for _ in 1..times.max(1) {
        let next = run()?;
        best.seconds = best.seconds.min(next.seconds);
        best.processor_seconds = best.processor_seconds.min(next.processor_seconds);
        best.peak_mib = best.peak_mib.min(next.peak_mib);
    }
    println!(
        "{job:<22} {:>9.2} {:>9.2} {:>9.0}",
        best.seconds, best.processor_seconds, best.peak_mib
    );
    Ok(best)
}

fn cost_of(command: &mut Command) -> Result<Cost, Box<dyn Error>> {
    let output = command.output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let told = said.lines().find_map(|line| line.strip_prefix("COST "));
    let told = told.filter(|_| output.status.success()).ok_or_else(|| {
        format!(
            "{command:?}: {said}{}",
            String::from_utf8_lossy(&output.stderr)
        )
    })?;
    let numbers: Vec<f64> = told.split(' ').map(str::parse).collect::<Result<_, _>>()?;
    match numbers[..] {
        [seconds, processor_seconds, peak_mib] => Ok(Cost {
            seconds,
            processor_seconds,
            peak_mib,
        }),
        _ => Err(format!("no cost: {told}").into()),
    }
}
