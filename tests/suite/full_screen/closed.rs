//! A window that is closed, as with the mouse: its terminal is gone at once, with whoever held it. The
//! program has to end by itself, saved, and must not go on asking a terminal that is not there.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::window::Window;
use super::{CARDS, DESIGN, command, sandbox};
use crate::commands::sandbox::Sandbox;

/// Set in the process that holds the window: the folder of the sandbox, then what it does there.
const FOLDER: &str = "SRM_TEST_CLOSED_FOLDER";
const KEYS: &str = "SRM_TEST_CLOSED_KEYS";
const SEEN: &str = "SRM_TEST_CLOSED_SEEN";
const ARGUMENTS: &str = "SRM_TEST_CLOSED_ARGUMENTS";
/// Before the program; `setsid` takes the signal away that tells of a closed window.
const BEFORE: &str = "SRM_TEST_CLOSED_BEFORE";

const NAME: &str = "full_screen::closed::a_closed_window_ends_the_program_in_every_state";

/// Ways to stand there: what is typed, and what is seen then.
const STATES: [(&str, &str, &str); 6] = [
    ("review", "", "Space show the answer"),
    ("review", " 3", "0 I do not know"),
    ("review", " 32\r\r", "Esc leave the field"),
    ("review", "?", "Keys that work now"),
    ("review", " 3q", "leave"),
    ("review --plain", "\r3\r", "Card 2 of 3"),
];

/// Waits until the process is gone; whether it went.
fn is_gone(process: &str) -> bool {
    for _ in 0..1000 {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        // One that nobody has waited for yet has ended all the same.
        let state = stat.rsplit_once(") ").map(|(_, rest)| rest);
        if state.is_none_or(|rest| rest.starts_with('Z')) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    false
}

/// Holds a window until it is killed.
fn hold(folder: &str) {
    let variable = |name: &str| std::env::var(name).unwrap();
    let mut shell = Command::new("sh");
    let line = format!(
        "exec {} sh -c 'echo $$ > pid; exec \"$SRM\" {}'",
        variable(BEFORE),
        variable(ARGUMENTS)
    );
    shell.args(["-c", &line]).current_dir(folder);
    let mut window = Window::open(shell, DESIGN);
    window.see(match variable(ARGUMENTS).contains("plain") {
        true => "Press Enter",
        false => "show the answer",
    });
    window.press(&variable(KEYS));
    window.see(&variable(SEEN));
    std::io::stdout().write_all(b"ready\n").unwrap();
    std::thread::sleep(Duration::from_secs(60));
}

/// Closes a window in which the program stands like this.
fn close(sandbox: &Sandbox, before: &str, (arguments, keys, seen): (&str, &str, &str)) {
    let own = command(sandbox, &[]);
    let mut holder = Command::new(std::env::current_exe().unwrap());
    holder
        .args(["--exact", NAME, "--nocapture"])
        .envs(
            own.get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env("SRM", own.get_program())
        .env(FOLDER, sandbox.path(""))
        .env(BEFORE, before)
        .env(ARGUMENTS, arguments)
        .env(KEYS, keys)
        .env(SEEN, seen)
        .stdout(Stdio::piped());
    let mut holder = holder.spawn().unwrap();
    let out = BufReader::new(holder.stdout.take().unwrap());
    // The test runner writes the name of the test before it.
    let is_ready = out.lines().any(|line| line.unwrap().ends_with("ready"));
    // Killed, it can close nothing: the system takes its terminal away, as with a window that is gone.
    holder.kill().unwrap();
    holder.wait().unwrap();
    assert!(is_ready, "{keys:?}: it never came so far");
    let process = fs::read_to_string(sandbox.path("pid")).unwrap();
    assert!(is_gone(process.trim()), "{before} {keys:?}: it goes on");
}

#[test]
fn a_closed_window_ends_the_program_in_every_state() {
    if let Ok(folder) = std::env::var(FOLDER) {
        hold(&folder);
        return;
    }
    for state in STATES {
        let sandbox = sandbox(CARDS);
        close(&sandbox, "", state);
        let answers = usize::from(state.1.contains('3')) + usize::from(state.1.contains('2'));
        assert_eq!(sandbox.events().len(), answers, "{state:?}");
    }
    // Without the signal, there is only a terminal from which nothing comes any more.
    for state in [STATES[0], STATES[2], STATES[5]] {
        close(&sandbox(CARDS), "setsid", state);
    }
}
