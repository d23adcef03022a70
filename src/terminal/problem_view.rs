//! Problems of a document, shown as a compiler shows them: place, code, the line with a caret, a hint.
//! It must never print more of a line than fits; a document can be one line of many megabytes.

use std::io;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::document::{LineIndex, Position, Problem, Severity, Span};

use super::escape::{Safe, one_line, safe_json};
use super::line::{Line, Look};
use super::output::Screen;

/// How many characters of a long source line are shown, and how many of them stand before the caret.
const SHOWN_CHARS: usize = 100;
/// See [`SHOWN_CHARS`].
const CHARS_BEFORE: usize = 30;
/// The width problems are laid out for. Fixed, so that they look the same in a pipe.
const LAYOUT_COLUMNS: usize = 140;

/// How a problem is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With its line and a caret.
    Drawn,
    /// As sentences.
    Spoken,
    /// As one JSON object.
    Json,
}

/// A document whose problems are shown.
pub struct Source<'a> {
    name: &'a str,
    text: &'a str,
    index: LineIndex,
}

impl<'a> Source<'a> {
    /// A document by its name for people, and its text.
    pub fn new(name: &'a str, text: &'a str) -> Source<'a> {
        Source {
            name,
            text,
            index: LineIndex::new(text),
        }
    }

    /// The problem in the style asked for.
    fn write(&self, problem: &Problem, style: Style) -> String {
        match style {
            Style::Drawn => self.render(problem),
            Style::Spoken => self.spoken(problem),
            Style::Json => self.json(problem),
        }
    }

    /// Shows the problem in the style asked for, with an empty line after a drawing.
    ///
    /// # Errors
    /// Those of the screen.
    pub fn show(&self, screen: &mut Screen<'_>, problem: &Problem, style: Style) -> io::Result<()> {
        if style != Style::Drawn {
            return screen.block(&self.write(problem, style));
        }
        let look = look(problem.code.severity());
        for line in self.render(problem).lines() {
            screen.show(&drawn(line, look))?;
        }
        screen.gap()
    }

    /// Shows the problem on one line.
    ///
    /// # Errors
    /// Those of the screen.
    pub fn show_summary(&self, screen: &mut Screen<'_>, problem: &Problem) -> io::Result<()> {
        let summary = self.summary(problem);
        let severity = format!("{}[{}]", problem.code.severity().name(), problem.code);
        screen.show(&match summary.split_once(&severity) {
            Some((place, message)) => Line::of(place, Look::Plain)
                .and(&severity, look(problem.code.severity()))
                .and(message, Look::Plain),
            None => Line::of(&summary, Look::Plain),
        })
    }

    /// The problem as sentences, without a drawing.
    fn spoken(&self, problem: &Problem) -> String {
        let at = self.position(problem.span.start());
        let severity = problem.code.severity().name();
        let mut text = format!(
            "{} line {} column {}: {severity} {}: {}.",
            self.name, at.line, at.column, problem.code, problem.message
        );
        if let Some(hint) = &problem.hint {
            text.push_str(&format!(" Hint: {hint}."));
        }
        one_line(&text).into_owned()
    }

    /// The problem as one JSON object (format `srm-problem`).
    fn json(&self, problem: &Problem) -> String {
        let (start, end) = (
            self.position(problem.span.start()),
            self.position(problem.span.end()),
        );
        let object = serde_json::json!({
            "format": "srm-problem",
            "version": 1,
            "file": self.name,
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
            "code": problem.code.name(),
            "severity": problem.code.severity().name(),
            "message": problem.message,
            "hint": problem.hint,
        });
        safe_json(&object.to_string())
    }

    /// The line and column of a place.
    pub fn position(&self, offset: usize) -> Position {
        self.index.position(self.text, offset)
    }

    /// The document's name.
    pub fn name(&self) -> &str {
        self.name
    }

    /// The text of a span.
    pub fn text_of(&self, span: Span) -> &str {
        span.text(self.text)
    }

    /// The problem with its source line, several lines long.
    pub fn render(&self, problem: &Problem) -> String {
        let at = self.index.position(self.text, problem.span.start());
        let view = self.line_view(problem, at);
        let snippet = Snippet::source(view.text.as_str())
            .line_start(at.line as usize)
            .annotation(AnnotationKind::Primary.span(view.start..view.end));
        let name = one_line(self.name);
        let origin = Origin::path(name.as_ref())
            .line(at.line as usize)
            .char_column(at.column as usize);
        let message = one_line(&problem.message);
        let mut group = level(problem.code.severity())
            .primary_title(message.as_ref())
            .id(problem.code.name())
            .element(origin)
            .element(snippet);
        let hint = problem.hint.as_deref().map(one_line);
        if let Some(hint) = &hint {
            group = group.element(Level::HELP.message(hint.as_ref()));
        }
        let report: &[Group<'_>] = &[group];
        let shown = Renderer::plain().term_width(LAYOUT_COLUMNS).render(report);
        // The renderer takes the snippet for a second place, since only the origin has a path.
        let lines: Vec<&str> = shown.lines().filter(|line| line.trim() != ":::").collect();
        lines.join("\n")
    }

    /// The problem on one line: `file:line:column: warning[code]: message`.
    pub fn summary(&self, problem: &Problem) -> String {
        let at = self.index.position(self.text, problem.span.start());
        let code = problem.code;
        let severity = code.severity().name();
        let (name, message) = (self.name, &problem.message);
        one_line(&format!(
            "{name}:{}:{}: {severity}[{code}]: {message}",
            at.line, at.column
        ))
        .into_owned()
    }

    /// The part of the problem's first line that is shown.
    fn line_view(&self, problem: &Problem, at: Position) -> LineView {
        let column = (at.column as usize).saturating_sub(1);
        let before = self.text.get(..problem.span.start()).unwrap_or_default();
        let line_start = before
            .rfind('\n')
            .map_or(0, |newline| newline.saturating_add(1));
        let line = self
            .text
            .get(line_start..)
            .unwrap_or_default()
            .lines()
            .next()
            .unwrap_or("");
        let marked = problem.span.text(self.text);
        let marked = marked.lines().next().unwrap_or("").chars().count();
        LineView::new(line, column, marked)
    }
}

/// A shortened source line and the byte range in it that the caret marks.
struct LineView {
    text: String,
    start: usize,
    end: usize,
}

impl LineView {
    fn new(line: &str, column: usize, marked: usize) -> LineView {
        let skipped = column.saturating_sub(CHARS_BEFORE);
        let mut text = if skipped > 0 {
            "…".to_owned()
        } else {
            String::new()
        };
        let (mut start, mut end) = (None, None);
        let mut chars = line.chars().skip(skipped);
        for (number, c) in chars.by_ref().take(SHOWN_CHARS).enumerate() {
            if skipped.saturating_add(number) == column {
                start = Some(text.len());
            }
            if skipped.saturating_add(number) == column.saturating_add(marked) {
                end = Some(text.len());
            }
            // A tab would be counted as one column and shown as several.
            let shown = if c == '\t' { ' ' } else { c };
            text.push_str(&Safe(shown.encode_utf8(&mut [0; 4])).to_string());
        }
        let shown_end = text.len();
        if chars.next().is_some() {
            text.push('…');
        }
        let start = start.unwrap_or(shown_end);
        LineView {
            text,
            start,
            end: end.unwrap_or(shown_end).max(start),
        }
    }
}

fn look(severity: Severity) -> Look {
    match severity {
        Severity::Note => Look::Key,
        Severity::Warning => Look::Doubtful,
        Severity::Error => Look::Wrong,
    }
}

/// A line of a drawing with its looks: the severity and the carets have that of the problem, the frame
/// is quiet. The layout is the renderer's, so a line that looks otherwise is shown as it is.
fn drawn(line: &str, look: Look) -> Line {
    if let Some((frame, rest)) = line.split_once(" | ")
        && frame.chars().all(|c| c.is_ascii_digit() || c == ' ')
    {
        let is_mark = rest.chars().all(|c| c == '^' || c == ' ');
        let look = if is_mark { look } else { Look::Plain };
        return Line::of(&format!("{frame} | "), Look::Quiet).and(rest, look);
    }
    let start = line.trim_start();
    if let Some(help) = start.strip_prefix("= help:") {
        let indent = line.strip_suffix(start).unwrap_or_default();
        return Line::of(&format!("{indent}= "), Look::Quiet)
            .and("help:", Look::Key)
            .and(help, Look::Plain);
    }
    if start.starts_with("-->") || start == "|" {
        return Line::of(line, Look::Quiet);
    }
    match line.split_once("]: ") {
        Some((code, message)) => Line::of(&format!("{code}]"), look)
            .and(": ", Look::Plain)
            .and(message, Look::Strong),
        None => Line::of(line, Look::Plain),
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    }
}

/// A path for people. What is no UTF-8 in it is replaced.
pub fn path_name(path: &Path) -> String {
    one_line(&path.to_string_lossy()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::colour::Colours;
    use super::*;
    use crate::document::Code;

    fn problem(start: usize, end: usize) -> Problem {
        Problem {
            code: Code::Unanswered,
            span: Span::new(start, end),
            message: "this question has no answer".into(),
            hint: Some("write `A: …` on the next line".into()),
        }
    }

    #[test]
    fn a_problem_shows_place_caret_code_and_hint() {
        let text = "# T\n\nQ1. Why?\nmore";
        let start = text.find("Q1").unwrap();
        let shown = Source::new("notes.md", text).render(&problem(start, start + 8));
        let expected = "\
warning[unanswered]: this question has no answer
 --> notes.md:3:1
  |
3 | Q1. Why?
  | ^^^^^^^^
  |
  = help: write `A: …` on the next line";
        assert_eq!(shown, expected);
        let bytes = {
            let mut bytes = Vec::new();
            let mut screen = Screen::new(&mut bytes, None).in_colours(Colours::Sixteen);
            let source = Source::new("notes.md", text);
            let problem = problem(start, start + 8);
            source.show(&mut screen, &problem, Style::Drawn).unwrap();
            source.show_summary(&mut screen, &problem).unwrap();
            drop(screen);
            String::from_utf8(bytes).unwrap()
        };
        let coloured =
            "\u{1b}[33mwarning[unanswered]\u{1b}[0m: \u{1b}[1mthis question has no answer";
        assert!(bytes.starts_with(coloured), "{bytes:?}");
        assert!(bytes.contains("\u{1b}[33m^^^^^^^^\u{1b}[0m"), "{bytes:?}");
        assert!(
            bytes.contains("3:1: \u{1b}[33mwarning[unanswered]\u{1b}[0m: this"),
            "{bytes:?}"
        );
        let summary = Source::new("notes.md", text).summary(&problem(start, start + 8));
        assert_eq!(
            summary,
            "notes.md:3:1: warning[unanswered]: this question has no answer"
        );
    }

    #[test]
    fn the_column_counts_characters_and_a_long_line_is_cut() {
        let text = format!("{}caret{}", "東".repeat(5000), "x".repeat(5_000_000));
        let start = text.find("caret").unwrap();
        let shown = Source::new("n.md", &text).render(&problem(start, start + 5));
        assert!(shown.contains("n.md:1:5001"), "{shown}");
        assert!(shown.contains("caret"), "{shown}");
        assert!(shown.len() < 2000, "{}", shown.len());
    }

    #[test]
    fn a_hostile_line_is_shown_with_marks() {
        let text = "Q1. \u{1b}[2J why\u{202e}?";
        let shown = Source::new("a\u{1b}b", text).render(&problem(0, text.len()));
        assert!(
            !shown
                .chars()
                .any(|c| c != '\n' && super::super::escape::is_unsafe(c)),
            "{shown:?}"
        );
        assert!(shown.contains("␛[2J why<U+202E>?"), "{shown}");
    }

    #[test]
    fn a_problem_at_the_end_of_the_text_is_shown() {
        for text in ["", "one\n", "one"] {
            let shown = Source::new("n.md", text).render(&problem(text.len(), text.len()));
            assert!(shown.contains("unanswered"), "{shown}");
        }
    }
}
