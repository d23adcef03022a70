//! The two streams of the program. Every text goes through [`Safe`] here, so that no view can forget it.
//! Nothing here may decide what is said; only how it gets out.

use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, Write};

use super::colour::{Colours, sgr};
use super::escape::{Safe, SafeJson, one_line, safe_json};
use super::line::{Line, Look};
use super::wrap::wrap;

/// The widest line that is still easy to read.
const READABLE_COLUMNS: usize = 100;

/// The most characters of one message. A message quotes what it is about, and a stranger's file has names
/// of any length.
const LONGEST_MESSAGE: usize = 2000;

/// A stream that takes lines of text.
pub struct Screen<'a> {
    writer: Box<dyn Write + 'a>,
    holds: Holds,
    columns: Option<usize>,
    colours: Colours,
}

/// What a screen is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    /// What was asked for, whole.
    Data,
    /// Messages, each of them short.
    Messages,
}

impl Screen<'static> {
    /// The screen that data goes to. What is written shows when it is flushed.
    pub fn for_data(colours: Colours) -> Screen<'static> {
        Screen::new(BufWriter::new(io::stdout()), stdout_columns()).in_colours(colours)
    }

    /// The screen that progress, hints and errors go to, at once.
    pub fn for_messages(colours: Colours) -> Screen<'static> {
        let screen = Screen::new(io::stderr(), None);
        screen.for_no_more_than_messages().in_colours(colours)
    }
}

impl<'a> Screen<'a> {
    /// A screen over a writer. `columns` is the width of a terminal; none means that lines are not
    /// broken, as in a pipe or a file.
    pub fn new(writer: impl Write + 'a, columns: Option<usize>) -> Screen<'a> {
        Screen {
            writer: Box::new(writer),
            holds: Holds::Data,
            columns: columns.map(|columns| columns.clamp(20, READABLE_COLUMNS)),
            colours: Colours::None,
        }
    }

    /// The same screen, where each line is a message and no longer than one.
    fn for_no_more_than_messages(mut self) -> Screen<'a> {
        self.holds = Holds::Messages;
        self
    }

    /// As much of a text as this screen shows on a line.
    fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match (self.holds, text.char_indices().nth(LONGEST_MESSAGE)) {
            (Holds::Messages, Some((end, _))) => {
                Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default()))
            }
            _ => Cow::Borrowed(text),
        }
    }

    /// The same screen with colours, or without.
    #[must_use]
    pub fn in_colours(mut self, colours: Colours) -> Screen<'a> {
        self.colours = colours;
        self
    }

    /// The width to break lines at, where there is one.
    pub fn columns(&self) -> Option<usize> {
        self.columns
    }

    /// Writes a line. Line breaks in the text become spaces, so that one fact stays one line.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.writer, "{}", one_line(&self.shown(text)))
    }

    /// Writes a line of pieces that have looks.
    pub(in crate::terminal) fn show(&mut self, line: &Line) -> io::Result<()> {
        for span in line.spans() {
            // A line's texts were made safe when they came in.
            match sgr(span.look(), self.colours) {
                Some(begin) => write!(self.writer, "\u{1b}[{begin}m{}\u{1b}[0m", span.text())?,
                None => self.writer.write_all(span.text().as_bytes())?,
            }
        }
        writeln!(self.writer)
    }

    /// Writes lines of pieces that have looks.
    pub(in crate::terminal) fn show_all(&mut self, lines: &[Line]) -> io::Result<()> {
        lines.iter().try_for_each(|line| self.show(line))
    }

    /// Writes a line of prose, broken at the width of the terminal.
    pub fn prose(&mut self, text: &str) -> io::Result<()> {
        match self.columns {
            None => self.line(text),
            Some(columns) => {
                let shown = self.shown(text);
                let text = one_line(&shown);
                self.block(&wrap(&text, columns, "", "").join("\n"))
            }
        }
    }

    /// Writes a line of pieces, broken at the width of the terminal.
    pub(in crate::terminal) fn prose_of(&mut self, line: &Line) -> io::Result<()> {
        match self.columns {
            None => self.show(line),
            Some(columns) => self.show_all(&line.wrap(columns, &Line::default(), &Line::default())),
        }
    }

    /// A failure: what is the matter after the word, what it is about, what to do.
    pub fn failure(&mut self, message: &str) -> io::Result<()> {
        let message = self.shown(message);
        self.show(&Line::of("error:", Look::Wrong).and(&format!(" {message}"), Look::Plain))
    }

    /// What to do about a failure.
    pub fn hint(&mut self, hint: &str) -> io::Result<()> {
        let hint = self.shown(hint);
        self.show(&Line::of("hint:", Look::Key).and(&format!(" {hint}"), Look::Plain))
    }

    /// Lines of the parser of the command line: headings and the word `error` stand out.
    pub fn usage(&mut self, text: &str) -> io::Result<()> {
        for line in text.trim_end_matches('\n').lines() {
            let heading = line.split_once(':').filter(|(word, _)| is_heading(word));
            let shown = match (line.strip_prefix("error:"), heading) {
                (Some(message), _) => Line::of("error:", Look::Wrong).and(message, Look::Plain),
                (None, Some((word, rest))) => {
                    Line::of(&format!("{word}:"), Look::Strong).and(rest, Look::Plain)
                }
                (None, None) => Line::of(line, Look::Plain),
            };
            self.show(&shown)?;
        }
        Ok(())
    }

    /// Writes an item of a list, set in; further lines of it stand deeper.
    pub fn item(&mut self, text: &str) -> io::Result<()> {
        match self.columns {
            None => self.line(&format!("  {text}")),
            Some(columns) => self.block(&wrap(&one_line(text), columns, "  ", "    ").join("\n")),
        }
    }

    /// Writes lines that are laid out already.
    pub fn block(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.writer, "{}", Safe(text.trim_end_matches('\n')))
    }

    /// Writes an empty line.
    pub fn gap(&mut self) -> io::Result<()> {
        writeln!(self.writer)
    }

    /// Writes text without ending the line, and shows it at once.
    pub fn prompt(&mut self, text: &str) -> io::Result<()> {
        write!(self.writer, "{}", one_line(text))?;
        self.writer.flush()
    }

    /// Writes JSON; what a terminal would obey is written as `\u` escapes.
    pub fn json(&mut self, json: &str) -> io::Result<()> {
        writeln!(self.writer, "{}", safe_json(json.trim_end_matches('\n')))
    }

    /// Writes bytes that are no text, such as a package. No terminal gets them.
    pub fn bytes(&mut self, content: &mut impl io::Read) -> io::Result<()> {
        io::copy(content, &mut self.writer).map(drop)
    }

    /// Whether a person reads here.
    pub fn is_terminal(&self) -> bool {
        self.columns.is_some()
    }

    /// Writes JSON that is made while it is written; else as [`Screen::json`].
    pub fn json_in_pieces(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut writer = SafeJson::new(&mut self.writer);
        write(&mut writer)?;
        writer.flush()
    }

    /// Writes a table as it is: its tabs and line ends are what parts its cells. What a terminal would
    /// obey besides is shown.
    pub fn table(&mut self, table: &str) -> io::Result<()> {
        for piece in table.split_inclusive(['\t', '\r', '\n']) {
            let text = piece.trim_end_matches(['\t', '\r', '\n']);
            let (text, end) = piece.split_at(text.len());
            write!(self.writer, "{}{end}", Safe(text))?;
        }
        Ok(())
    }

    /// Gives everything to the system and reports what went wrong, such as a full disk.
    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Whether this is what a section of the help is called.
fn is_heading(word: &str) -> bool {
    ["Usage", "Commands", "Arguments", "Options", "Examples"].contains(&word)
}

/// Whether a person reads what goes to stdout.
pub fn is_read() -> bool {
    io::stdout().is_terminal()
}

/// Whether a person reads what goes to stderr.
pub fn are_messages_read() -> bool {
    io::stderr().is_terminal()
}

/// Whether a person types here and reads here: input and output are both a terminal's.
pub fn is_conversation() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// The width of the terminal behind stdout; none in a pipe.
fn stdout_columns() -> Option<usize> {
    let term = dialoguer::console::Term::stdout();
    if !term.is_term() {
        return None;
    }
    term.size_checked().map(|(_, columns)| usize::from(columns))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(columns: Option<usize>, write: impl FnOnce(&mut Screen<'_>)) -> String {
        let mut bytes = Vec::new();
        let mut screen = Screen::new(&mut bytes, columns);
        write(&mut screen);
        drop(screen);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn every_way_out_is_safe() {
        let hostile = "a\u{1b}]0;x\u{7}\u{9b}\u{202e}";
        let line = Line::of(hostile, Look::Strong);
        let text = written(None, |screen| {
            screen.line(hostile).unwrap();
            screen.prose(hostile).unwrap();
            screen.block(hostile).unwrap();
            screen.prompt(hostile).unwrap();
            screen.json(hostile).unwrap();
            screen.show(&line).unwrap();
        });
        assert!(
            !text
                .chars()
                .any(|c| c != '\n' && super::super::escape::is_unsafe(c)),
            "{text:?}"
        );
    }

    #[test]
    fn a_message_is_short_and_data_are_whole() {
        let name = "x".repeat(1 << 20);
        let failure = |screen: Screen<'_>| {
            let mut screen = screen;
            screen.failure(&name).unwrap();
            screen.hint(&name).unwrap();
            screen.prose(&name).unwrap();
        };
        let mut bytes = Vec::new();
        failure(Screen::new(&mut bytes, None).for_no_more_than_messages());
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("error: xxx") && text.contains("x…\nhint: xxx"));
        assert!(text.len() < 3 * (LONGEST_MESSAGE + 20), "{}", text.len());
        assert_eq!(
            written(None, |s| s.line(&name).unwrap()).len(),
            name.len() + 1
        );
    }

    #[test]
    fn a_line_is_one_line_and_prose_is_broken_on_a_terminal_only() {
        assert_eq!(written(None, |s| s.line("a\nb").unwrap()), "a b\n");
        let prose = "some words that are longer than a line";
        assert_eq!(
            written(None, |s| s.prose(prose).unwrap()),
            format!("{prose}\n")
        );
        assert_eq!(
            written(Some(24), |s| s.prose(prose).unwrap()),
            "some words that are\nlonger than a line\n"
        );
    }

    #[test]
    fn colours_are_asked_for_and_end_with_their_piece() {
        let line = Line::of("3", Look::Doubtful).and(" due\u{1b}[31m", Look::Plain);
        let shown = |colours| {
            let mut bytes = Vec::new();
            let mut screen = Screen::new(&mut bytes, None).in_colours(colours);
            screen.show(&line).unwrap();
            drop(screen);
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(shown(Colours::None), "3 due␛[31m\n");
        assert_eq!(shown(Colours::Sixteen), "\u{1b}[33m3\u{1b}[0m due␛[31m\n");
    }
}
