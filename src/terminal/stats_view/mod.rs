//! Statistics on the screen, in two forms of the same sentences: pictures of block signs as wide as the
//! terminal, and plain lines for pipes, dumb terminals and speech, with bars of `#` and no picture that
//! must be seen to be understood. A colour never says what its bar or word does not.

mod bars;
mod heat_map;
mod section;
mod sections;

use std::io;

use crate::stats::Report;

use super::output::Screen;

/// The width of pictures where there is no terminal to ask.
const USUAL_COLUMNS: usize = 80;

/// How numbers are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// With block signs, for eyes.
    Picture,
    /// With plain signs or in words, for ears and scripts.
    Plain,
}

/// Shows a report.
pub fn show(screen: &mut Screen<'_>, report: &Report, drawing: Drawing) -> io::Result<()> {
    let columns = screen.columns().unwrap_or(USUAL_COLUMNS);
    for (index, section) in sections::all(report, drawing, columns).iter().enumerate() {
        if index > 0 {
            screen.gap()?;
        }
        section.show(screen)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
