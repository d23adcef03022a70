//! What happens to a full screen: keys, signals, a new size. It blocks until something does.
//! Keys are only read when they are asked for, since an editor may have the terminal meanwhile.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, read};
use rustix::process::{getppid, getsid};
use rustix::stdio::stdin;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level::emulate_default_handler;

use super::typing::{Reader, Typed};
use super::window::Modes;

/// How long a lone Esc waits for the rest of an arrow key.
const REST_OF_A_KEY: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 25_000_000,
};
/// The clock on the screen goes on at least this often.
const TICK: Duration = Duration::from_secs(60);
/// How long the program has to give the terminal back by itself after a signal that ends it.
const PATIENCE: Duration = Duration::from_millis(600);

/// What happened.
#[derive(Debug)]
pub(super) enum Event {
    /// Keys and pasted texts.
    Typed(Vec<Typed>),
    /// Nothing, for a minute; or the size changed.
    Redraw,
    /// Ctrl-Z.
    Suspend,
    /// The program goes on after it was stopped.
    Resumed,
    /// A signal that ends the program, or the terminal is gone.
    Interrupted,
}

/// Everything that happens.
pub(super) struct Events {
    happened: Receiver<Event>,
    ask: Sender<()>,
    is_asked: bool,
    is_lent: Arc<AtomicBool>,
    signals: Handle,
}

impl Events {
    /// Begins to listen. `modes` give the terminal back when the program is too busy to.
    pub(super) fn listen(modes: Modes) -> io::Result<Events> {
        let (tell, happened) = channel();
        let (ask, asked) = channel();
        let is_lent = Arc::new(AtomicBool::new(false));
        let all = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];
        let mut signals = Signals::new(all)?;
        let handle = signals.handle();
        let (lent, tell_signals) = (Arc::clone(&is_lent), tell.clone());
        std::thread::spawn(move || {
            let mut ends = 0_u32;
            for signal in &mut signals {
                ends = ends.saturating_add(hear(signal, ends, &modes, &lent, &tell_signals));
            }
        });
        std::thread::spawn(move || read_keys(&asked, &tell));
        Ok(Events {
            happened,
            ask,
            is_asked: false,
            is_lent,
            signals: handle,
        })
    }

    /// Waits for the next event.
    pub(super) fn next(&mut self) -> Event {
        if !self.is_asked {
            // Where the thread is gone, the channel is closed, and that is found below.
            self.is_asked = self.ask.send(()).is_ok();
        }
        let event = match self.happened.recv_timeout(TICK) {
            Ok(event) => event,
            Err(RecvTimeoutError::Timeout) => Event::Redraw,
            Err(RecvTimeoutError::Disconnected) => Event::Interrupted,
        };
        if matches!(event, Event::Typed(_)) {
            self.is_asked = false;
        }
        event
    }

    /// Whether the program was told to end meanwhile.
    pub(super) fn is_interrupted(&self) -> bool {
        // What is left out here is drawn anew anyway.
        self.happened
            .try_iter()
            .any(|event| matches!(event, Event::Interrupted))
    }

    /// Runs something else on the terminal, such as an editor. Ctrl-C is its business then.
    pub(super) fn lend<T>(&self, run: impl FnOnce() -> T) -> T {
        self.is_lent.store(true, Ordering::SeqCst);
        let result = run();
        self.is_lent.store(false, Ordering::SeqCst);
        result
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        self.signals.close();
    }
}

/// Stops the program until it is told to go on.
pub(super) fn stop() {
    // Without a shell that could tell it so, a stopped program would be lost.
    let has_shell = matches!((getppid().map(|parent| getsid(Some(parent))), getsid(None)),
        (Some(Ok(parents)), Ok(own)) if parents == own);
    if has_shell {
        let _ = emulate_default_handler(SIGTSTP);
    }
}

/// Passes a signal on. Gives back 1 for one that ends the program, of which there were `ends` before.
fn hear(signal: i32, ends: u32, modes: &Modes, is_lent: &AtomicBool, tell: &Sender<Event>) -> u32 {
    let lent = is_lent.load(Ordering::SeqCst);
    let event = match signal {
        SIGWINCH => Event::Redraw,
        SIGCONT if !lent => Event::Resumed,
        SIGTSTP if !lent => Event::Suspend,
        SIGTSTP => {
            stop();
            return 0;
        }
        // The editor hears them as well, and they are meant for it.
        SIGCONT | SIGINT | SIGQUIT if lent => return 0,
        _ => Event::Interrupted,
    };
    if !matches!(event, Event::Interrupted) {
        let _ = tell.send(event);
        return 0;
    }
    let _ = tell.send(event);
    if ends > 0 {
        modes.give_back();
        let _ = emulate_default_handler(signal);
    }
    std::thread::sleep(PATIENCE);
    modes.give_back();
    1
}

/// Reads what is typed, whenever it is asked for.
fn read_keys(asked: &Receiver<()>, tell: &Sender<Event>) {
    let mut reader = Reader::default();
    while asked.recv().is_ok() {
        let event = match read_some(&mut reader) {
            Some(typed) => Event::Typed(typed),
            None => Event::Interrupted,
        };
        if tell.send(event).is_err() {
            return;
        }
    }
}

/// The next things typed; none when the terminal is gone.
fn read_some(reader: &mut Reader) -> Option<Vec<Typed>> {
    let mut typed = Vec::new();
    loop {
        let mut bytes = [0; 4096];
        let count = match read(stdin(), &mut bytes) {
            Ok(0) => return None,
            Ok(count) => count,
            Err(Errno::INTR | Errno::AGAIN) => continue,
            Err(_) => return None,
        };
        typed.extend(reader.take(bytes.get(..count).unwrap_or_default()));
        if reader.is_waiting() && !more_comes() {
            typed.extend(reader.settle());
        }
        if !typed.is_empty() && !reader.is_waiting() {
            return Some(typed);
        }
    }
}

/// Whether more bytes come within the time that the rest of a key takes.
fn more_comes() -> bool {
    let stdin = stdin();
    let mut waiting = [PollFd::new(&stdin, PollFlags::IN)];
    matches!(poll(&mut waiting, Some(&REST_OF_A_KEY)), Ok(ready) if ready > 0)
}
