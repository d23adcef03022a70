//! A window that is closed, as with the mouse: its terminal is gone at once. The program has to end by
//! itself, and what was said to be saved is saved. It must never go on asking a terminal that is not there.
//! `setsid` gives the program a session of its own, as a window does: with the terminal, whose end is a
//! signal then, or without, where reading and writing fail and nothing else tells.
#![cfg(target_os = "linux")]

use std::os::fd::OwnedFd;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};

use rustix::fs::{Mode, OFlags, open};
use rustix::io::{ioctl_fionbio, read, write};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use vt100::Parser;

use super::window::{PATIENCE, PAUSE, Size, cells};
use super::{CARDS, DESIGN, command, sandbox};
use crate::commands::sandbox::Sandbox;

/// What tells the program.
#[derive(Clone, Copy, Debug)]
enum Told {
    /// A signal, since the terminal is that of its session.
    BySignal,
    /// Nothing but errors.
    ByErrors,
}

/// A window that can be closed while a program is in it.
struct Window {
    /// The only way to the terminal but the program's own: without it, the terminal is gone.
    way: OwnedFd,
    program: Child,
    parser: Parser,
}

impl Window {
    fn open(sandbox: &Sandbox, arguments: &[&str], told: Told) -> Window {
        let way = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&way).unwrap();
        unlockpt(&way).unwrap();
        let name = ptsname(&way, Vec::new()).unwrap();
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let terminal = open(name.as_c_str(), flags, Mode::empty()).unwrap();
        resize(&way, DESIGN);
        ioctl_fionbio(&way, true).unwrap();
        let stream = || Stdio::from(terminal.try_clone().unwrap());
        let own = command(sandbox, arguments);
        let mut setsid = Command::new("setsid");
        setsid
            .args(match told {
                Told::BySignal => &["-c"][..],
                Told::ByErrors => &[],
            })
            .arg(own.get_program())
            .args(own.get_args())
            .env_clear()
            .envs(
                own.get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            )
            .env("EDITOR", format!("sh {}", sandbox.path("editor").display()))
            .current_dir(sandbox.path(""))
            .stdin(stream())
            .stdout(stream())
            .stderr(stream());
        let (columns, rows) = DESIGN;
        Window {
            program: setsid.spawn().unwrap(),
            way,
            parser: Parser::new(cells(rows), cells(columns), 0),
        }
    }

    fn press(&self, keys: &str) {
        assert_eq!(write(&self.way, keys.as_bytes()), Ok(keys.len()));
    }

    fn see(&mut self, text: &str) {
        for _ in 0..PATIENCE {
            let mut bytes = [0; 4096];
            let count = read(&self.way, &mut bytes).unwrap_or(0);
            self.parser.process(&bytes[..count]);
            if self.parser.screen().contents().contains(text) {
                return;
            }
            if count == 0 {
                std::thread::sleep(PAUSE);
            }
        }
        panic!("`{text}` never came:\n{}", self.parser.screen().contents());
    }

    /// Takes the terminal away; gives back how the program ended.
    fn close(mut self) -> ExitStatus {
        drop(self.way);
        for _ in 0..PATIENCE {
            if let Some(status) = self.program.try_wait().unwrap() {
                return status;
            }
            std::thread::sleep(PAUSE);
        }
        self.program.kill().unwrap();
        self.program.wait().unwrap();
        panic!("it went on without a terminal");
    }
}

fn resize(way: &OwnedFd, (columns, rows): Size) {
    let size = Winsize {
        ws_col: columns,
        ws_row: rows,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    tcsetwinsize(way, size).unwrap();
}

/// Ways to stand there: what is typed, what is seen then, and the answers until then.
const STATES: [(&str, &str, usize); 10] = [
    ("", "show the answer", 0),
    (" ", "1 ✗ again", 0),
    (" 3", "0 I do not know", 1),
    (" 31\r", "✗ Wrong", 1),
    (" 32\r\r", "Esc leave the field", 2),
    (" 32\r\reb", "> eb", 2),
    ("?", "Keys that work now", 0),
    (" s", "notes.md:", 0),
    (" e", "editing", 0),
    (" 3q", "leave", 1),
];

/// A sandbox with an editor that waits for a line.
fn with_editor() -> Sandbox {
    let sandbox = sandbox(CARDS);
    sandbox.write("editor", "echo editing; read line\n");
    sandbox
}

#[test]
fn a_closed_window_ends_the_program_in_every_state() {
    for (keys, text, answers) in STATES {
        for told in [Told::BySignal, Told::ByErrors] {
            let sandbox = with_editor();
            let mut window = Window::open(&sandbox, &["review"], told);
            window.see("show the answer");
            window.press(keys);
            window.see(text);
            let status = window.close();
            assert_eq!(status.code(), Some(130), "{keys:?} {told:?} {status}");
            assert_eq!(sandbox.events().len(), answers, "{keys:?} {told:?}");
        }
    }
}

#[test]
fn a_window_that_is_closed_while_its_size_changes_ends_the_program() {
    for told in [Told::BySignal, Told::ByErrors] {
        let sandbox = with_editor();
        let mut window = Window::open(&sandbox, &["review"], told);
        window.see("show the answer");
        for size in [(120, 40), (30, 8), (40, 12)] {
            resize(&window.way, size);
        }
        let status = window.close();
        assert_eq!(status.code(), Some(130), "{told:?} {status}");
    }
}

#[test]
fn a_closed_window_ends_plain_lines() {
    for told in [Told::BySignal, Told::ByErrors] {
        let sandbox = with_editor();
        let mut window = Window::open(&sandbox, &["review", "--plain"], told);
        window.see("Press Enter");
        window.press("\r3\r");
        window.see("Card 2 of 3");
        let status = window.close();
        // Nobody listens to a signal here: it ends the program, or reading does.
        assert!(
            status.signal() == Some(1) || status.code().is_some(),
            "{status}"
        );
        assert_eq!(sandbox.events().len(), 1, "{told:?}");
    }
}
