//! A bar on stderr for work that takes longer than a second. Where stderr is no terminal nothing is drawn.

use std::io::{IsTerminal, Write, stderr};

/// Looks without a bar: at ten looks a second, the first second.
const QUIET: u32 = 10;

/// The cells of a bar.
const WIDTH: usize = 30;

/// A bar that is drawn again at each look.
#[derive(Debug)]
pub struct Progress {
    what: &'static str,
    looks: u32,
}

impl Progress {
    /// A bar for this work.
    pub fn new(what: &'static str) -> Progress {
        Progress { what, looks: 0 }
    }

    /// Draws the bar, `share` of the work being done. A bar that cannot be drawn is no failure.
    pub fn look(&mut self, share: f32) {
        self.looks = self.looks.saturating_add(1);
        if self.looks > QUIET && stderr().is_terminal() {
            let _ = write!(stderr(), "\r{} {}", self.what, bar(share));
        }
    }

    /// Takes the bar away.
    pub fn clear(self) {
        if self.looks > QUIET && stderr().is_terminal() {
            let width = self.what.len() + WIDTH + 10;
            let _ = write!(stderr(), "\r{:width$}\r", "");
        }
    }
}

fn bar(share: f32) -> String {
    let share = share.clamp(0.0, 1.0);
    let full = (share * WIDTH as f32) as usize;
    let (done, left) = ("#".repeat(full), "-".repeat(WIDTH - full));
    format!("[{done}{left}] {:.0} %", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_grows_with_the_work() {
        assert_eq!(bar(0.0), format!("[{}] 0 %", "-".repeat(30)));
        assert_eq!(
            bar(0.5),
            format!("[{}{}] 50 %", "#".repeat(15), "-".repeat(15))
        );
        assert_eq!(bar(7.0), format!("[{}] 100 %", "#".repeat(30)));
    }
}
