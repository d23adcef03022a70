//! A window with `srm` in it: a real pseudo-terminal, the screen it shows, and the keys of a person.

use std::io::Write as _;
use std::num::NonZeroU16;
use std::process::Command;
use std::time::Duration;

use expectrl::process::unix::{Signal, WaitStatus};
use expectrl::session::OsSession;
use vt100::Parser;

/// How often something is looked for before a test gives up: 20 seconds.
pub(super) const PATIENCE: usize = 2000;
pub(super) const PAUSE: Duration = Duration::from_millis(10);

/// Columns and rows.
pub(super) type Size = (u16, u16);

/// A terminal window.
pub(super) struct Window {
    session: OsSession,
    parser: Parser,
    /// Every byte that the program wrote.
    pub(super) written: Vec<u8>,
}

pub(super) fn cells(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

impl Window {
    /// A window of this size in which a command runs.
    pub(super) fn open(command: Command, (columns, rows): Size) -> Window {
        let mut session = OsSession::spawn(command).unwrap();
        session
            .get_process_mut()
            .set_window_size(columns, rows)
            .unwrap();
        Window {
            session,
            parser: Parser::new(cells(rows), cells(columns), 0),
            written: Vec::new(),
        }
    }

    /// What is on the screen, without the spaces at the ends of lines.
    pub(super) fn text(&self) -> String {
        let contents = self.parser.screen().contents();
        let lines: Vec<&str> = contents.lines().map(str::trim_end).collect();
        lines.join("\n")
    }

    /// The screen of the terminal.
    pub(super) fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Takes in what was written; gives back how much it was.
    fn read(&mut self) -> usize {
        let mut bytes = [0; 65536];
        let count = self.session.try_read(&mut bytes).unwrap_or(0);
        self.parser.process(&bytes[..count]);
        self.written.extend_from_slice(&bytes[..count]);
        count
    }

    /// Waits until this is on the screen and the program has written what it had to.
    pub(super) fn see(&mut self, text: &str) -> String {
        for _ in 0..PATIENCE {
            if self.read() == 0 {
                if self.text().contains(text) {
                    return self.settled();
                }
                std::thread::sleep(PAUSE);
            }
        }
        panic!("`{text}` never came:\n{}", self.text());
    }

    /// Waits until nothing more is written.
    fn settled(&mut self) -> String {
        let mut quiet = 0;
        while quiet < 5 {
            quiet = if self.read() == 0 { quiet + 1 } else { 0 };
            std::thread::sleep(PAUSE);
        }
        self.text()
    }

    /// Types.
    pub(super) fn press(&mut self, keys: &str) {
        self.session.write_all(keys.as_bytes()).unwrap();
        self.session.flush().unwrap();
    }

    /// Gives the window another size.
    pub(super) fn resize(&mut self, (columns, rows): Size) {
        self.parser
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self.session
            .get_process_mut()
            .set_window_size(columns, rows)
            .unwrap();
    }

    /// Sends a signal to the program.
    pub(super) fn signal(&mut self, signal: Signal) {
        self.session.get_process_mut().signal(signal).unwrap();
    }

    /// Whether the terminal is as a shell needs it: it gives lines, shows the cursor, and the screen
    /// is the one from before.
    pub(super) fn is_given_back(&self) -> bool {
        let screen = self.screen();
        let terminal = self.session.get_process().get_raw_handle().unwrap();
        let modes = rustix::termios::tcgetattr(&terminal).unwrap();
        let lines = modes
            .local_modes
            .contains(rustix::termios::LocalModes::ICANON);
        lines && !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    }

    /// Waits until the terminal is given back, whether the program goes on or not.
    pub(super) fn see_it_given_back(&mut self) {
        for _ in 0..PATIENCE {
            if self.read() == 0 && self.is_given_back() {
                return;
            }
            std::thread::sleep(PAUSE);
        }
        panic!("it was never given back:\n{}", self.text());
    }

    /// Waits for the end of the program; gives back its exit code.
    pub(super) fn end(&mut self) -> i32 {
        match self.end_as() {
            WaitStatus::Exited(_, code) => code,
            other => panic!("it ended as {other:?}:\n{}", self.text()),
        }
    }

    /// Waits for the end of the program; gives back how it ended.
    pub(super) fn end_as(&mut self) -> WaitStatus {
        for _ in 0..PATIENCE {
            self.read();
            match self.session.get_process().status() {
                Ok(WaitStatus::StillAlive) => std::thread::sleep(PAUSE),
                Ok(status) => {
                    while self.read() > 0 {}
                    return status;
                }
                other => panic!("{other:?}:\n{}", self.text()),
            }
        }
        panic!("it never ended:\n{}", self.text());
    }
}
