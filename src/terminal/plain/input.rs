//! What a learner types, line by line. Any bytes can come in; none may end the program or fill the memory.

use std::io::{self, BufRead, Read};

use crate::review::Command;
use crate::scheduler::{Grade, Quality};

/// The longest line that is read; a longer one is no answer but a file that went astray.
const LONGEST_LINE: u64 = 64 * 1024;
/// How many such pieces of a line are skipped before it is no typing any more.
const MOST_PIECES: usize = 1000;

/// A line as the session understands it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// Nothing but the Enter key.
    Empty,
    /// Anything that is no command, trimmed.
    Text(String),
    /// A command.
    Order(Order),
    /// Something after a colon that is no command.
    UnknownCommand(String),
    /// The end of input, or a line past every sense.
    End,
}

/// What is typed after a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Something to be done about the cards.
    Do(Command),
    /// End the session.
    Quit,
    /// Say what can be typed.
    Help,
}

impl Order {
    const ALL: [(&'static str, Order); 6] = [
        ("undo", Order::Do(Command::Undo)),
        ("bury", Order::Do(Command::Bury)),
        ("suspend", Order::Do(Command::Suspend)),
        ("flag", Order::Do(Command::Flag)),
        ("quit", Order::Quit),
        ("help", Order::Help),
    ];

    /// Reads an order's name or its first letter.
    fn read(name: &str) -> Option<Order> {
        let name = name.trim().to_lowercase();
        let found = Order::ALL
            .into_iter()
            .find(|(full, _)| *full == name || (name.len() == 1 && full.starts_with(&name)));
        match found {
            Some((_, order)) => Some(order),
            None => (name == "?").then_some(Order::Help),
        }
    }
}

/// Reads the next line.
pub(super) fn next(input: &mut dyn BufRead) -> io::Result<Typed> {
    let mut line = Vec::new();
    let read = (&mut *input)
        .take(LONGEST_LINE)
        .read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(Typed::End);
    }
    if line.last() != Some(&b'\n') && line.len() as u64 >= LONGEST_LINE {
        // A paste by mistake: the rest of the line goes too, and the card is asked again. What has
        // no line end at all is no typing.
        return Ok(match skip_line(input)? {
            true => Typed::UnknownCommand("a very long line".to_owned()),
            false => Typed::End,
        });
    }
    Ok(understand(&String::from_utf8_lossy(&line)))
}

/// Skips to the next line; false where none comes within a bound.
fn skip_line(input: &mut dyn BufRead) -> io::Result<bool> {
    for _ in 0..MOST_PIECES {
        let mut piece = Vec::new();
        let read = (&mut *input)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut piece)?;
        if piece.last() == Some(&b'\n') {
            return Ok(true);
        }
        if read == 0 {
            return Ok(false);
        }
    }
    Ok(false)
}

fn understand(line: &str) -> Typed {
    let line = line.trim();
    match line.strip_prefix(':') {
        _ if line.is_empty() => Typed::Empty,
        None => Typed::Text(line.to_owned()),
        Some(name) => match Order::read(name) {
            Some(order) => Typed::Order(order),
            None => Typed::UnknownCommand(name.to_owned()),
        },
    }
}

/// Which numbers a learner grades with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// The four grades, `1` to `4`.
    #[default]
    Four,
    /// The six qualities of SM-2, `0` to `5`.
    Six,
}

impl Scale {
    /// The qualities that are offered, worst first.
    pub(super) fn qualities(self) -> Vec<Quality> {
        match self {
            Scale::Four => Grade::ALL.into_iter().map(Grade::quality).collect(),
            Scale::Six => Quality::ALL.to_vec(),
        }
    }

    /// What is typed for a quality.
    pub(super) fn key(self, quality: Quality) -> char {
        match self {
            Scale::Four => quality.grade().key(),
            Scale::Six => char::from(b'0' + quality.number()),
        }
    }

    /// The word for a quality.
    pub(super) fn name(self, quality: Quality) -> &'static str {
        match (self, quality.number()) {
            (Scale::Six, 0) => "blackout",
            (Scale::Six, 1) => "wrong",
            (Scale::Six, 2) => "almost",
            _ => quality.grade().name(),
        }
    }

    /// Reads a grade as this scale means it.
    pub(super) fn read(self, typed: &str) -> Option<Quality> {
        match self {
            Scale::Four => typed.parse().ok(),
            Scale::Six => {
                let typed = typed.to_lowercase();
                let named = Quality::ALL.into_iter().find(|quality| {
                    self.name(*quality) == typed || self.key(*quality).to_string() == typed
                });
                // The digits are taken; `q3` and the names of the four grades mean the same in both.
                let other = || match typed.bytes().all(|byte| byte.is_ascii_digit()) {
                    true => None,
                    false => typed.parse().ok(),
                };
                named.or_else(other)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut bytes: &[u8]) -> Vec<Typed> {
        std::iter::repeat_with(|| next(&mut bytes).unwrap())
            .take_while(|typed| *typed != Typed::End)
            .collect()
    }

    #[test]
    fn lines_are_understood() {
        let text = |text: &str| Typed::Text(text.into());
        assert_eq!(
            all(b"\n 3 \r\n:undo\n:Q\n:nope\nlast"),
            [
                Typed::Empty,
                text("3"),
                Typed::Order(Order::Do(Command::Undo)),
                Typed::Order(Order::Quit),
                Typed::UnknownCommand("nope".into()),
                text("last"),
            ]
        );
        assert_eq!(all(b""), []);
    }

    #[test]
    fn any_bytes_are_read_and_an_endless_line_ends() {
        assert_eq!(all(b"\xff\xfe\n"), [Typed::Text("\u{fffd}\u{fffd}".into())]);
        assert_eq!(all(&vec![b'x'; 1 << 20]), []);
        let mut pasted = vec![b'x'; 1 << 20];
        pasted.extend(b"\n3\n");
        let long = Typed::UnknownCommand("a very long line".into());
        assert_eq!(all(&pasted), [long, Typed::Text("3".into())]);
        let endless = &mut std::io::BufReader::new(std::io::repeat(0));
        assert_eq!(next(endless).unwrap(), Typed::End);
    }

    #[test]
    fn each_scale_reads_its_own_numbers() {
        let number = |scale: Scale, typed| scale.read(typed).map(Quality::number);
        assert_eq!(number(Scale::Four, "3"), Some(4));
        assert_eq!(number(Scale::Four, "0"), None);
        assert_eq!(number(Scale::Six, "3"), Some(3));
        assert_eq!(number(Scale::Six, "0"), Some(0));
        assert_eq!(number(Scale::Six, "6"), None);
        assert_eq!(number(Scale::Six, "good"), Some(4));
        assert_eq!(number(Scale::Six, "q2"), Some(2));
        assert_eq!(number(Scale::Six, "again"), Some(1));
        for quality in Quality::ALL {
            let key = Scale::Six.key(quality).to_string();
            assert_eq!(Scale::Six.read(&key), Some(quality));
        }
    }
}
