//! The terminal while the full screen has it, and giving it back: after the end, an error, a panic, a
//! signal. Ctrl-C and Ctrl-Z stay signals, so that they work even while the program is busy.
//! It must never leave a terminal that cannot be typed on.

use std::io::{self, BufWriter, Stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use rustix::stdio::{stdin, stdout};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};

use super::super::colour::Colours;
use super::paint::{Unsure, paint};
use super::picture::{Picture, Size};

/// The alternate screen, bracketed paste, an empty screen.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[2J\x1b[H";
/// The same back, with plain letters and a cursor.
const GIVE_BACK: &[u8] = b"\x1b[0m\x1b[?25h\x1b[?2004l\x1b[?1049l";

/// The modes of the terminal. Any thread may give it back.
#[derive(Clone)]
pub(super) struct Modes {
    shared: Arc<Shared>,
}

struct Shared {
    before: Termios,
    is_taken: AtomicBool,
}

impl Modes {
    fn before() -> io::Result<Modes> {
        let shared = Shared {
            before: tcgetattr(stdin())?,
            is_taken: AtomicBool::new(false),
        };
        Ok(Modes {
            shared: Arc::new(shared),
        })
    }

    /// Takes the terminal.
    fn take(&self) -> io::Result<()> {
        self.shared.is_taken.store(true, Ordering::SeqCst);
        let mut modes = self.shared.before.clone();
        modes.make_raw();
        modes.local_modes |= LocalModes::ISIG;
        tcsetattr(stdin(), OptionalActions::Now, &modes)?;
        write(TAKE)
    }

    /// Gives the terminal back, once. Nothing can be done about a terminal that is gone.
    pub(super) fn give_back(&self) {
        if self.shared.is_taken.swap(false, Ordering::SeqCst) {
            let _ = write(GIVE_BACK);
            let _ = tcsetattr(stdin(), OptionalActions::Now, &self.shared.before);
        }
    }
}

/// Writes to the terminal past every buffer and lock, so that a panic in the midst of drawing cannot
/// keep it from being given back.
fn write(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(stdout(), bytes) {
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// The size of the terminal behind stdout; none where it has none.
pub fn size() -> Option<Size> {
    let size = tcgetwinsize(stdout()).ok()?;
    Some(Size {
        columns: size.ws_col,
        rows: size.ws_row,
    })
}

/// The terminal, taken.
pub(super) struct Window {
    modes: Modes,
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    colours: Colours,
    area: Rect,
    /// What is not sure about the picture on the terminal.
    unsure: Unsure,
}

impl Window {
    /// Takes the terminal. A panic gives it back before it says anything.
    pub(super) fn take(colours: Colours) -> io::Result<Window> {
        let modes = Modes::before()?;
        let (in_panic, previous) = (modes.clone(), std::panic::take_hook());
        std::panic::set_hook(Box::new(move |panic| {
            in_panic.give_back();
            previous(panic);
        }));
        let area = Rect::default();
        let backend = CrosstermBackend::new(BufWriter::new(io::stdout()));
        let viewport = Viewport::Fixed(area);
        let window = Window {
            terminal: Terminal::with_options(backend, TerminalOptions { viewport })?,
            modes,
            colours,
            area,
            unsure: Unsure::default(),
        };
        window.modes.take()?;
        Ok(window)
    }

    /// The modes, for whoever may have to give the terminal back in a hurry.
    pub(super) fn modes(&self) -> Modes {
        self.modes.clone()
    }

    /// The size it has now.
    pub(super) fn size(&self) -> Size {
        size().unwrap_or(Size {
            columns: 0,
            rows: 0,
        })
    }

    /// Shows a picture; only cells that changed are written.
    pub(super) fn draw(&mut self, picture: &Picture, size: Size) -> io::Result<()> {
        let area = Rect::new(0, 0, size.columns, size.rows);
        if area != self.area {
            self.area = area;
            self.terminal.resize(area)?;
        }
        let colours = self.colours;
        let before = std::mem::replace(&mut self.unsure, Unsure::of(picture));
        self.terminal
            .draw(|frame| paint(picture, &before, colours, frame))?;
        Ok(())
    }

    /// Gives the terminal back for a while.
    pub(super) fn give_back(&self) {
        self.modes.give_back();
    }

    /// Takes it again; everything is drawn anew.
    pub(super) fn take_again(&mut self) -> io::Result<()> {
        // No area is the right one now. Asking the terminal to clear would ask it for its cursor, and
        // the answer would come in as keys.
        self.area = Rect::default();
        self.modes.take()
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        self.modes.give_back();
    }
}
