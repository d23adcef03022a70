//! The README is true: its documents are written, its commands run in order in one empty folder, and
//! what they print is what it shows. No fenced block goes unchecked: a new language needs a check here.
//!
//! - `console`: every line after `$ ` is run, the lines under it are its output, stderr included.
//! - `markdown`: a document; the line of text before the block ends with its name.
//! - `toml`: the settings file; it holds from there on, and `srm due` must accept it.
//! - `sql`: a query on the database of the tour, which must find something.
//! - `sh`: not run. `export` and `unset` hold for the commands after them; the others are cargo's.

use std::fs;
use std::path::Path;
use std::process::Command;

use rusqlite::Connection;
use tempfile::TempDir;

use crate::golden;

const NOTICE: &str =
    "Algorithm SM-2, (C) Copyright SuperMemo World, 1991. https://www.supermemo.com";

/// A piece of the README.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    /// A line outside of blocks.
    Text(&'a str),
    /// A fenced block.
    Block {
        language: &'a str,
        lines: Vec<&'a str>,
    },
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(language) = line.strip_prefix("```") else {
            let is_fence = ["```", "~~~"].iter().any(|f| line.trim().starts_with(f));
            assert!(!is_fence, "a block that this test does not see: {line}");
            pieces.push(Piece::Text(line));
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        pieces.push(Piece::Block {
            language,
            lines: body,
        });
    }
    pieces
}

/// The folder and the environment that the README's commands find.
struct Reader {
    folder: TempDir,
    variables: Vec<(String, String)>,
}

impl Reader {
    fn new() -> Reader {
        Reader {
            folder: TempDir::new().unwrap(),
            variables: Vec::new(),
        }
    }

    /// What a command prints, on both streams in the order of printing. It must not fail.
    fn run(&self, command: &str) -> String {
        let programs = Path::new(env!("CARGO_BIN_EXE_srm")).parent().unwrap();
        let path = std::env::var("PATH").unwrap();
        let output = Command::new("sh")
            .args(["-c", &format!("exec 2>&1 </dev/null\n{command}")])
            .current_dir(&self.folder)
            .env_clear()
            .env("PATH", format!("{}:{path}", programs.display()))
            .env("HOME", self.folder.path())
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "$ {command}\n{printed}");
        printed
    }

    /// A `console` block with the output that its commands have now.
    fn console(&self, lines: &[&str]) -> String {
        let is_command = |line: &&&str| line.starts_with("$ ");
        assert!(lines.first().as_ref().is_some_and(is_command), "{lines:?}");
        let mut text = String::new();
        for line in lines.iter().filter(is_command) {
            text.push_str(line);
            text.push('\n');
            text.push_str(&without_sizes(&self.run(&line[2..])));
            assert!(text.ends_with('\n'), "{line}: its last line has no end");
        }
        text
    }

    fn sh(&mut self, lines: &[&str]) {
        for line in lines {
            match line.split_once(' ') {
                Some(("export", assignment)) => {
                    let (name, value) = assignment.split_once('=').unwrap();
                    self.variables.push((name.to_owned(), value.to_owned()));
                }
                Some(("unset", names)) => {
                    let is_kept = |name: &str| names.split(' ').all(|unset| unset != name);
                    self.variables.retain(|(name, _)| is_kept(name));
                }
                Some(("cargo", _)) => {}
                _ => panic!("`{line}` is in a block that no test runs; make it `console`"),
            }
        }
    }

    fn write(&self, name: &str, lines: &[&str]) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, lines.join("\n") + "\n").unwrap();
    }

    fn sql(&self, lines: &[&str]) {
        let tour = Connection::open(self.folder.path().join("tour.db")).unwrap();
        let mut query = tour.prepare(&lines.join("\n")).unwrap();
        assert!(query.exists([]).unwrap(), "it finds nothing: {lines:?}");
    }
}

/// The text with the number before ` kB` as `…`: every migration changes the size of a database, and
/// no reader of the README needs it.
fn without_sizes(text: &str) -> String {
    let text = without_durations(text);
    let mut parts = text.split(" kB");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let number = shown.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let digits = shown.len() - number;
        if digits > 0 {
            shown.truncate(number);
            shown.push_str(&format!("{:>digits$}", "…"));
        }
        shown.push_str(&format!(" kB{part}"));
    }
    shown
}

/// The text with the number in `in 0.1 s.` as `…`: it is another one on every machine.
fn without_durations(text: &str) -> String {
    let mut parts = text.split(" in ");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let is_duration = rest.len() < part.len() && rest.starts_with(" s.");
        let part = if is_duration {
            format!("…{rest}")
        } else {
            part.to_owned()
        };
        shown.push_str(&format!(" in {part}"));
    }
    shown
}

/// The README with the output that its commands have now.
fn played(readme: &str) -> String {
    let mut reader = Reader::new();
    let mut text = String::new();
    let mut said = "";
    for piece in pieces(readme) {
        let (language, lines) = match piece {
            Piece::Text(line) => {
                text.push_str(line);
                text.push('\n');
                said = if line.is_empty() { said } else { line };
                continue;
            }
            Piece::Block { language, lines } => (language, lines),
        };
        let mut body = lines.iter().map(|line| format!("{line}\n")).collect();
        match language {
            "console" => body = reader.console(&lines),
            "markdown" => {
                let name = said
                    .strip_suffix("`:")
                    .and_then(|said| said.rsplit_once('`'));
                reader.write(name.expect("a document without a name").1, &lines);
            }
            "toml" => {
                reader.write(".config/srm/config.toml", &lines);
                reader.run("srm due");
            }
            // A screen; `full_screen::screens` compares it with the file of that screen.
            "text" => {}
            "sql" => reader.sql(&lines),
            "sh" => reader.sh(&lines),
            other => panic!("no test checks a block of `{other}`"),
        }
        text.push_str(&format!("```{language}\n{body}```\n"));
    }
    text
}

fn file(inside: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(inside)).unwrap()
}

#[test]
fn every_command_prints_what_the_readme_shows() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    golden::compare(&path, &played(&file("README.md")));
}

#[test]
fn the_readme_names_the_commands_of_the_automatic_checks() {
    let readme = file("README.md");
    let shown: Vec<Vec<&str>> = pieces(&readme)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Block {
                language: "sh",
                lines,
            } => Some(lines),
            _ => None,
        })
        .collect();
    let checks = file(".ci/run");
    let checks: Vec<&str> = checks
        .lines()
        .filter(|line| line.starts_with("cargo "))
        .collect();
    assert!(shown.contains(&checks), "{checks:?}");
    let test: Vec<&str> = checks
        .into_iter()
        .filter(|line| line.starts_with("cargo test"))
        .collect();
    assert_eq!(test.len(), 1);
    assert!(shown.contains(&test), "set-up names {test:?}");
    assert!(shown.contains(&vec!["cargo run --release -- review"]));
}

#[test]
fn the_notice_of_sm_2_is_in_the_readme_and_in_the_version() {
    assert!(file("README.md").lines().any(|line| line == NOTICE));
    assert!(
        Reader::new()
            .run("srm --version")
            .lines()
            .any(|line| line == NOTICE)
    );
}

#[test]
fn links_to_files_lead_somewhere() {
    let readme = file("README.md");
    let links: Vec<&str> = readme
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(target, _)| target)
        .filter(|target| !target.contains("://"))
        .collect();
    assert!(links.len() >= 4, "{links:?}");
    for link in links {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(link);
        assert!(path.is_file(), "{link}");
    }
}

#[test]
fn a_readme_with_another_output_is_played_to_the_true_one() {
    let told = "```console\n$ echo one; echo two >&2\nthree\n$ echo $X\n```\n";
    let truth = "```console\n$ echo one; echo two >&2\none\ntwo\n$ echo $X\n\n```\n";
    assert_eq!(played(told), truth);
}

#[test]
fn sizes_are_left_out_of_what_is_compared() {
    assert_eq!(
        without_sizes("size  160 kB  a\n  8 kB kB"),
        "size    … kB  a\n  … kB kB"
    );
    assert_eq!(
        without_sizes("5 cards in 0.1 s. In 3 days, in 7 s more"),
        "5 cards in … s. In 3 days, in 7 s more"
    );
}

#[test]
#[should_panic(expected = "no test checks a block of `bash`")]
fn a_block_that_is_not_run_fails() {
    played("```bash\nsrm\n```\n");
}

#[test]
#[should_panic(expected = "make it `console`")]
fn a_command_in_a_block_that_is_not_run_fails() {
    played("```sh\nsrm due\n```\n");
}
