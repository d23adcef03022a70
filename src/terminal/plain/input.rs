//! What a learner types, line by line. Any bytes can come in; none may end the program or fill the memory.

use std::io::{self, BufRead, Read};

use crate::review::Command;

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
    /// Open the document in the editor.
    Edit,
    /// Show the document around the card.
    Source,
    /// Open the pictures and sounds of the card.
    Open,
    /// Ask the failed cards again.
    Failed,
    /// Go on with more new cards.
    More,
    /// End the session.
    Quit,
    /// Say what can be typed.
    Help,
}

impl Order {
    const ALL: [(&'static str, Order); 14] = [
        ("undo", Order::Do(Command::Undo)),
        ("bury", Order::Do(Command::Bury)),
        ("suspend", Order::Do(Command::Suspend)),
        ("flag", Order::Do(Command::Flag)),
        ("edit", Order::Edit),
        ("source", Order::Source),
        ("open", Order::Open),
        ("mark", Order::Do(Command::Mark)),
        ("redo", Order::Do(Command::Redo)),
        ("reset", Order::Do(Command::Reset)),
        ("failed", Order::Failed),
        ("more", Order::More),
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
}
