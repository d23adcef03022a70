//! A bar on stderr for work that takes longer than a second. It is drawn aside, so that the work knows
//! nothing of it, and it is gone when the work is done. Where nobody looks, nothing is drawn; a speech
//! reader or a log must never get it.

use std::io::{Write, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{JoinHandle, spawn};
use std::time::Duration;

use super::wrap::width;

/// The time between two looks at the work.
const LOOK: Duration = Duration::from_millis(100);
/// Looks in a second, and looks without a bar: the first second.
const LOOKS_A_SECOND: u32 = 10;
/// The cells of a bar.
const WIDTH: usize = 30;
/// The columns where the terminal does not tell.
const USUAL_COLUMNS: usize = 80;

/// Whether somebody looks at stderr.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// A person at a terminal that can go back to the beginning of a line.
    Somebody,
    /// A pipe, a file, a dumb terminal.
    Nobody,
}

/// How much of a work is done, told by the work and read by a bar.
#[derive(Debug, Default)]
pub struct Steps {
    done: AtomicU64,
    all: AtomicU64,
}

impl Steps {
    /// Work of so many steps; 0 when nobody knows.
    pub fn of(all: u64) -> Arc<Steps> {
        Arc::new(Steps {
            done: AtomicU64::new(0),
            all: AtomicU64::new(all),
        })
    }

    /// One step is done.
    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// The share that is done; none when nobody knows how much there is.
    pub fn share(&self) -> Option<f32> {
        let all = self.all.load(Ordering::Relaxed);
        (all > 0).then(|| self.done.load(Ordering::Relaxed) as f32 / all as f32)
    }
}

/// A bar that is drawn until it is dropped.
#[derive(Debug)]
pub struct Bar {
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Bar {
    /// A bar for this work, such as `Checking`. `share` tells how much is done; none gives the seconds
    /// instead.
    pub fn begin(
        audience: Audience,
        what: &'static str,
        share: impl Fn() -> Option<f32> + Send + 'static,
    ) -> Bar {
        if audience == Audience::Nobody {
            return Bar {
                end: None,
                thread: None,
            };
        }
        let (end, has_ended) = channel();
        let thread = spawn(move || {
            let mut looks = 0_u32;
            // The other side is dropped when the work is done, or has failed.
            while has_ended.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                looks = looks.saturating_add(1);
                if looks > LOOKS_A_SECOND {
                    draw(&line(what, share(), looks / LOOKS_A_SECOND, columns()));
                }
            }
            if looks > LOOKS_A_SECOND {
                clear();
            }
        });
        Bar {
            end: Some(end),
            thread: Some(thread),
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            // A bar that failed is no failure of the work.
            let _ = thread.join();
        }
    }
}

fn columns() -> usize {
    let size = dialoguer::console::Term::stderr().size_checked();
    size.map_or(USUAL_COLUMNS, |(_, columns)| usize::from(columns))
}

fn draw(line: &str) {
    // A bar that cannot be drawn is no failure.
    let _ = write!(stderr(), "\r{line}");
    let _ = stderr().flush();
}

fn clear() {
    let blank = " ".repeat(columns().saturating_sub(1));
    let _ = write!(stderr(), "\r{blank}\r");
    let _ = stderr().flush();
}

/// `Folding [######------]  45 %`, or `Folding, 12 s` where nobody knows the share. It never fills the
/// last column: the terminal would begin another line.
fn line(what: &str, share: Option<f32>, seconds: u32, columns: usize) -> String {
    let Some(share) = share else {
        return format!("{what}, {seconds} s");
    };
    let share = share.clamp(0.0, 1.0);
    // Brackets, spaces, the number and the last column.
    let room = columns
        .saturating_sub(width(what).saturating_add(10))
        .min(WIDTH);
    let full = (share * room as f32) as usize;
    let (done, left) = ("#".repeat(full), "-".repeat(room.saturating_sub(full)));
    format!("{what} [{done}{left}] {:>3.0} %", (share * 100.0).floor())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_grows_with_the_work_and_fits_its_line() {
        let shown = |share, columns| line("Checking", Some(share), 7, columns);
        assert_eq!(
            shown(0.0, 80),
            format!("Checking [{}]   0 %", "-".repeat(30))
        );
        assert_eq!(
            shown(0.5, 80),
            format!("Checking [{}{}]  50 %", "#".repeat(15), "-".repeat(15))
        );
        // What is nearly done is not done.
        assert!(shown(0.999, 80).ends_with(" 99 %"));
        assert_eq!(
            shown(7.0, 80),
            format!("Checking [{}] 100 %", "#".repeat(30))
        );
        for columns in [30, 40] {
            assert!(width(&shown(0.3, columns)) < columns);
        }
    }

    #[test]
    fn work_of_unknown_size_tells_its_seconds() {
        assert_eq!(line("Checking", None, 12, 80), "Checking, 12 s");
    }

    #[test]
    fn steps_are_shares() {
        let steps = Steps::of(4);
        steps.step();
        assert_eq!(steps.share(), Some(0.25));
        assert_eq!(Steps::of(0).share(), None);
    }

    #[test]
    fn a_bar_that_nobody_sees_ends_at_once() {
        drop(Bar::begin(Audience::Nobody, "Waiting", || None));
        drop(Bar::begin(Audience::Somebody, "Waiting", || None));
    }
}
