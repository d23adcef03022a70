//! Keys, as the terminal sends them and as the settings name them.
//! It must never know what a key does.

use std::fmt;
use std::str::FromStr;

/// A key that was pressed, with its modifiers where a terminal tells them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character; with Shift it is another one.
    Char(char),
    /// A letter together with Ctrl.
    Ctrl(char),
    /// Enter.
    Enter,
    /// Esc.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// Keys that have a name, as settings and screens write it.
const NAMED: [(&str, Key); 14] = [
    ("Space", Key::Char(' ')),
    ("Enter", Key::Enter),
    ("Esc", Key::Esc),
    ("Tab", Key::Tab),
    ("Backspace", Key::Backspace),
    ("Delete", Key::Delete),
    ("Up", Key::Up),
    ("Down", Key::Down),
    ("Left", Key::Left),
    ("Right", Key::Right),
    ("Home", Key::Home),
    ("End", Key::End),
    ("PageUp", Key::PageUp),
    ("PageDown", Key::PageDown),
];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((name, _)) = NAMED.iter().find(|(_, key)| key == self) {
            return f.write_str(name);
        }
        match self {
            Key::Char(c) => write!(f, "{c}"),
            Key::Ctrl(c) => write!(f, "Ctrl-{c}"),
            _ => Ok(()),
        }
    }
}

/// A text that names no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no key")]
pub struct NoKey(pub String);

impl FromStr for Key {
    type Err = NoKey;

    /// Reads a key as it is displayed; the case of names does not matter, that of letters does.
    fn from_str(text: &str) -> Result<Key, NoKey> {
        let no_key = || NoKey(text.to_owned());
        let named = NAMED
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(text));
        if let Some((_, key)) = named {
            return Ok(*key);
        }
        let (ctrl, letter) = match text.get(..5) {
            Some(begin) if begin.eq_ignore_ascii_case("ctrl-") => (true, text.get(5..)),
            _ => (false, Some(text)),
        };
        let mut chars = letter.unwrap_or_default().chars();
        match (chars.next(), chars.next()) {
            // Ctrl-C, Ctrl-Z and Ctrl-\ are signals; Ctrl-I and Ctrl-M are Tab and Enter.
            (Some(c @ 'a'..='z'), None) if ctrl && !"cimz".contains(c) => Ok(Key::Ctrl(c)),
            (Some(c), None) if !ctrl && !c.is_control() => Ok(Key::Char(c)),
            _ => Err(no_key()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_is_shown() {
        let others = [Key::Char('u'), Key::Char('Я'), Key::Ctrl('u')];
        for key in NAMED.map(|(_, key)| key).into_iter().chain(others) {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        assert_eq!("pagedown".parse(), Ok(Key::PageDown));
        assert_eq!("U".parse(), Ok(Key::Char('U')));
        for text in ["", "uu", "ctrl-", "ctrl-c", "ctrl-z", "ctrl-ab", "\u{1b}"] {
            assert!(text.parse::<Key>().is_err(), "{text:?}");
        }
    }
}
