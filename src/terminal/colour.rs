//! The only place that knows colours: the terminal's own sixteen, so that themes of high contrast hold,
//! and never a colour without a sign, a word or a weight that says the same.

use ratatui::style::{Color, Modifier, Style};

use super::line::Look;

/// Whether there are colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colours {
    /// The terminal's own sixteen.
    Sixteen,
    /// None. On the full screen weights stay; lines are bare text.
    #[default]
    None,
}

/// How a look is drawn on the full screen.
pub(in crate::terminal) fn style(look: Look, colours: Colours) -> Style {
    let plain = Style::new();
    let (colour, modifier) = match look {
        Look::Plain => return plain,
        Look::Strong => return plain.add_modifier(Modifier::BOLD),
        Look::Emphasis => return plain.add_modifier(Modifier::ITALIC),
        Look::Quiet => return plain.add_modifier(Modifier::DIM),
        Look::Code => (Color::Cyan, Modifier::empty()),
        Look::Right | Look::Drawn => (Color::Green, Modifier::empty()),
        Look::Wrong => (Color::Red, Modifier::empty()),
        Look::Doubtful => (Color::Yellow, Modifier::empty()),
        Look::Key => (Color::Cyan, Modifier::BOLD),
    };
    let style = plain.add_modifier(modifier);
    match colours {
        Colours::Sixteen => style.fg(colour),
        Colours::None => style,
    }
}

/// The SGR parameters (ECMA-48, 8.3.117) that begin a look in a line; none where nothing is to be begun.
pub(in crate::terminal) fn sgr(look: Look, colours: Colours) -> Option<&'static str> {
    match (colours, look) {
        (Colours::None, _) | (_, Look::Plain) => None,
        (_, Look::Strong) => Some("1"),
        (_, Look::Emphasis) => Some("3"),
        (_, Look::Quiet) => Some("2"),
        (_, Look::Code) => Some("36"),
        (_, Look::Right | Look::Drawn) => Some("32"),
        (_, Look::Wrong) => Some("1;31"),
        (_, Look::Doubtful) => Some("33"),
        (_, Look::Key) => Some("1;36"),
    }
}
