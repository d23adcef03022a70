//! Streams that end: a closed pipe is a quiet end, a full disk is not.

use std::fs::OpenOptions;
use std::io::Read;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;

use super::sandbox::{NOTES, Sandbox};

fn spawn(sandbox: &Sandbox, arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin!("srm"));
    command
        .env("SRM_DB", sandbox.path("srm.db"))
        .env("HOME", sandbox.path("home"))
        .env("SRM_NOW", super::sandbox::DAY_1)
        .args(arguments)
        .stdin(Stdio::null());
    command
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let sandbox = Sandbox::new();
    // More than a pipe holds, so that the program is still writing when the reader goes.
    let questions: String = (0..20_000)
        .map(|n| format!("Q: question {n}?\nA: answer {n}\n\n"))
        .collect();
    let file = sandbox.path("long.md");
    sandbox.write("long.md", questions);
    let mut child = spawn(&sandbox, &["compile", file.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0; 10]).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(
        err.starts_with(file.to_str().unwrap()) && err.lines().count() == 1,
        "{err}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let sandbox = Sandbox::with_notes();
    for arguments in [
        &["due"][..],
        &["--help"],
        &["export"],
        &["review"],
        &["stats", "--json"],
    ] {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = spawn(&sandbox, arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(
            err.starts_with("error: the output cannot be written: "),
            "{err}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_file_that_is_a_device_takes_the_bytes() {
    let sandbox = Sandbox::with_notes();
    assert_eq!(sandbox.run(&["export", "-o", "/dev/null"]).code, 0);
    let ran = sandbox.run(&["export", "-o", "/dev/full"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    sandbox.write("notes.md", NOTES);
}
