//! Lines: what each line of a document is by its own look, before its neighbours are asked.
//! Linear in the length of the line, whatever is in it.

use super::block::{Marker, Task};
use super::bullets::{SIGNS, bullet, sign};
use super::check_box::checkbox;
use super::line_number::{drawn, framed, numbered};
use super::span::{Span, bytes_before};

/// A line without its line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The whole line.
    pub(super) span: Span,
    /// Its text without marker and surrounding spaces.
    pub(super) text: Span,
    /// Columns of indentation; a tab counts to the next multiple of four.
    pub(super) indent: u32,
    /// What it looks like.
    pub(super) look: Look,
}

/// What a line looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Nothing but spaces.
    Blank,
    /// `# Heading` of this level.
    Heading(u8),
    /// `| cell | cell |`
    Row,
    /// `|---|---|`
    Delimiter,
    /// `---`, `***` or `___`
    Rule,
    /// A fence of this many marks; the text is the word after it.
    Fence(char, usize),
    /// A list item.
    Item(Marker, Task),
    /// `> quoted`
    Quote,
    /// `{: .class}`: an attribute line of kramdown; nothing to learn.
    Attribute,
    /// Anything else.
    Text,
}

/// Splits a source into lines; `\r` before a line end belongs to the line end.
pub(super) fn lines(source: &str, from: usize) -> impl Iterator<Item = Line> + '_ {
    let mut start = from;
    source
        .get(from..)
        .unwrap_or_default()
        .split_inclusive('\n')
        .map(move |raw| {
            let line_start = start;
            start = start.saturating_add(raw.len());
            let body = raw.trim_end_matches(['\n', '\r']);
            look_at(source, Span::sized(line_start, body.len()))
        })
}

/// Looks at one line.
fn look_at(source: &str, span: Span) -> Line {
    let body = span.text(source);
    let (indent, indent_bytes) = indentation(body);
    let text = body.get(indent_bytes..).unwrap_or_default().trim_end();
    // A backslash at the end of a line is a line break.
    let text = match text.strip_suffix('\\') {
        Some(bare) if !bare.ends_with('\\') && !bare.is_empty() => bare.trim_end(),
        _ => text,
    };
    // So is a tag at its end.
    let text = match text.ends_with('>') {
        true => without_break(text),
        false => text,
    };
    let start = span.start().saturating_add(indent_bytes);
    let (look, skip) = look_of(text);
    let inner = text.get(skip..).unwrap_or_default();
    let lead = bytes_before(inner, inner.trim_start());
    let text = match look {
        Look::Heading(_) => without_closing_marks(
            source,
            Span::new(
                start.saturating_add(skip).saturating_add(lead),
                start.saturating_add(text.len()),
            ),
        ),
        _ => Span::new(
            start
                .saturating_add(skip)
                .saturating_add(lead)
                .min(start.saturating_add(text.len())),
            start.saturating_add(text.len()),
        ),
    };
    Line {
        span,
        text,
        indent,
        look,
    }
}

/// A text without a tag at its end that breaks the line.
fn without_break(text: &str) -> &str {
    ["<br>", "<br/>", "<br />"]
        .iter()
        .find_map(|tag| text.strip_suffix(tag))
        .filter(|bare| !bare.is_empty())
        .map_or(text, str::trim_end)
}

/// Looks at what stands inside of a quoted line.
pub(super) fn inside(source: &str, text: Span) -> Line {
    look_at(source, text)
}

/// Columns and bytes of leading spaces and tabs.
fn indentation(body: &str) -> (u32, usize) {
    let mut columns = 0_u32;
    for (at, c) in body.char_indices() {
        match c {
            ' ' | '\u{a0}' => columns = columns.saturating_add(1),
            '\t' => columns = (columns / 4).saturating_add(1).saturating_mul(4),
            _ => return (columns, at),
        }
    }
    (columns, body.len())
}

/// The look of a trimmed line, and how many bytes of marker come before its text.
fn look_of(text: &str) -> (Look, usize) {
    let Some(first) = text.chars().next() else {
        return (Look::Blank, 0);
    };
    let marked = match first {
        // `#. text`: a numbered item that leaves counting to the reader's program.
        '#' if text.starts_with("#. ") => Some((Look::Item(Marker::Bullet, Task::None), 2)),
        // `#1) Who?`
        '#' if text.len() > 1 => heading(text).or_else(|| {
            let (look, skip) = numbered(text.get(1..)?)?;
            Some((look, skip.saturating_add(1)))
        }),
        '#' => heading(text),
        '|' if text.len() > 1 => Some((
            if is_delimiter(text) {
                Look::Delimiter
            } else {
                Look::Row
            },
            0,
        )),
        '-' | '*' | '+' | '_' | '•' | '–' => rule(text).or_else(|| bullet(text, first)),
        // What a word processor draws as a circle.
        'o' if text.starts_with("o\t") => Some((Look::Item(Marker::Bullet, Task::None), 1)),
        _ if SIGNS.contains(&first) => sign(text, first),
        '`' | '~' => fence(text, first),
        '>' => quote(text),
        '[' | '(' | '☐' | '☑' | '⬜' | '⚪' | '◯' | '🔘' | '◉' => bare_box(text),
        '<' if text.starts_with("<i") => bare_box(text),
        '{' if text.starts_with("{:") && text.ends_with('}') => Some((Look::Attribute, 0)),
        '0'..='9' => numbered(text).or_else(|| framed(text)),
        _ if !first.is_ascii() && !first.is_alphanumeric() => drawn(text),
        ':' if is_delimiter(text) => Some((Look::Delimiter, 0)),
        _ => None,
    };
    match marked {
        Some(found) => found,
        None if is_delimiter(text) => (Look::Delimiter, 0),
        None => (Look::Text, 0),
    }
}

fn heading(text: &str) -> Option<(Look, usize)> {
    let level = bytes_before(text, text.trim_start_matches('#'));
    let rest = text.get(level..)?;
    // `##Heading` is none to Markdown and one to its author; `#tag` and `#!` are something else.
    let is_tight = level >= 2
        && (rest.starts_with(|c: char| c.is_uppercase() || c == '*') || numbered(rest).is_some());
    let is_heading = level <= 6 && (rest.is_empty() || rest.starts_with([' ', '\t']) || is_tight);
    is_heading.then(|| (Look::Heading(u8::try_from(level).unwrap_or(6)), level))
}

/// Takes the closing `#` marks off a heading's text.
fn without_closing_marks(source: &str, span: Span) -> Span {
    let text = span.text(source);
    let open = text.trim_end_matches('#');
    let closed = open.len() < text.len() && (open.is_empty() || open.ends_with([' ', '\t']));
    let kept = if closed { open.trim_end() } else { text };
    Span::sized(span.start(), kept.len())
}

/// A row of dashes, colons, pipes and spaces with at least one dash and one pipe.
pub(super) fn is_delimiter(text: &str) -> bool {
    let mut dash = false;
    let mut pipe = false;
    for byte in text.bytes() {
        match byte {
            b'-' => dash = true,
            b'|' | b'+' => pipe = true,
            b':' | b' ' | b'\t' | b'=' => {}
            _ => return false,
        }
    }
    dash && pipe && !text.starts_with('+')
}

/// A quoted line; a heading in a quote is one where it asks or counts.
fn quote(text: &str) -> Option<(Look, usize)> {
    let inner = text.trim_start_matches(['>', ' ']);
    let skip = bytes_before(text, inner);
    // A table in a call-out is one.
    if inner.starts_with('|') && inner.len() > 1 && inner.ends_with('|') {
        let look = match is_delimiter(inner) {
            true => Look::Delimiter,
            false => Look::Row,
        };
        return Some((look, skip));
    }
    // Of one without pipes around it only the delimiter tells.
    if inner.contains('|') && is_delimiter(inner) {
        return Some((Look::Delimiter, skip));
    }
    let words = inner.trim_start_matches(['#', '*', ' ']);
    let asks = words.starts_with(|c: char| c.is_ascii_digit())
        || inner.trim_end_matches('*').ends_with('?');
    match heading(inner) {
        Some((look, more)) if inner.starts_with("##") && asks => {
            Some((look, skip.saturating_add(more)))
        }
        _ => Some((Look::Quote, 1)),
    }
}

fn rule(text: &str) -> Option<(Look, usize)> {
    let mark = text.chars().next()?;
    let mut marks = 0_usize;
    for c in text.chars() {
        match c {
            ' ' | '\t' => {}
            _ if c == mark && matches!(mark, '-' | '*' | '_') => marks = marks.saturating_add(1),
            _ => return None,
        }
    }
    (marks >= 3).then_some((Look::Rule, 0))
}

/// A check box without a bullet before it.
fn bare_box(text: &str) -> Option<(Look, usize)> {
    let (task, bytes) = checkbox(text);
    (task != Task::None).then_some((Look::Item(Marker::Bullet, task), bytes))
}

fn fence(text: &str, mark: char) -> Option<(Look, usize)> {
    let marks = bytes_before(text, text.trim_start_matches(mark));
    let word = text.get(marks..)?;
    let is_fence = marks >= 3 && !(mark == '`' && word.contains('`'));
    is_fence.then_some((Look::Fence(mark, marks), marks))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(text: &str) -> (Look, String) {
        let line = lines(text, 0).next().unwrap();
        (line.look, line.text.text(text).to_owned())
    }

    #[test]
    fn each_line_looks_like_what_it_is() {
        let bullet = |task| Look::Item(Marker::Bullet, task);
        for (text, expected, inner) in [
            ("  ", Look::Blank, ""),
            ("## Title ##", Look::Heading(2), "Title"),
            ("#hashtag", Look::Text, "#hashtag"),
            ("##5. Tight", Look::Heading(2), "5. Tight"),
            ("##5", Look::Text, "##5"),
            (
                "#5) Who?",
                Look::Item(Marker::Number(5), Task::None),
                "Who?",
            ),
            (
                "5.- ¿Qué?",
                Look::Item(Marker::Number(5), Task::None),
                "¿Qué?",
            ),
            ("####### seven", Look::Text, "####### seven"),
            ("| a | b |", Look::Row, "| a | b |"),
            ("|---|:-:|", Look::Delimiter, "|---|:-:|"),
            ("--- | ---", Look::Delimiter, "--- | ---"),
            ("* * *", Look::Rule, "* * *"),
            ("---", Look::Rule, "---"),
            ("- item", bullet(Task::None), "item"),
            ("• item", bullet(Task::None), "item"),
            ("➤ item", bullet(Task::None), "item"),
            ("➤item", Look::Text, "➤item"),
            ("o\titem", bullet(Task::None), "item"),
            ("o item", Look::Text, "o item"),
            (
                "🔹 3. third",
                Look::Item(Marker::Number(3), Task::None),
                "third",
            ),
            ("- [x] done", bullet(Task::Done), "done"),
            ("* [ ] open", bullet(Task::Open), "open"),
            ("#. counted", bullet(Task::None), "counted"),
            ("-[x] tight", bullet(Task::Done), "tight"),
            (
                r#"- <i class="far fa-check-square"></i> right"#,
                bullet(Task::Done),
                "right",
            ),
            (
                r#"- <input type="checkbox"> open"#,
                bullet(Task::Open),
                "open",
            ),
            ("- [link](x)", bullet(Task::None), "[link](x)"),
            ("**bold** text", Look::Text, "**bold** text"),
            ("-5 degrees", Look::Text, "-5 degrees"),
            (
                "12. twelve",
                Look::Item(Marker::Number(12), Task::None),
                "twelve",
            ),
            (
                "7 - Who?",
                Look::Item(Marker::Number(7), Task::None),
                "Who?",
            ),
            ("7 - 3 = 4", Look::Text, "7 - 3 = 4"),
            (
                "8.Why is it?",
                Look::Item(Marker::Number(8), Task::None),
                "Why is it?",
            ),
            ("8.Main", Look::Text, "8.Main"),
            (
                "2. - [x] done",
                Look::Item(Marker::Number(2), Task::Done),
                "done",
            ),
            (
                "3、是什么？",
                Look::Item(Marker::Number(3), Task::None),
                "是什么？",
            ),
            (
                "✅ 4. Who?",
                Look::Item(Marker::Number(4), Task::None),
                "Who?",
            ),
            ("1789 - The year", Look::Text, "1789 - The year"),
            ("3.5 metres", Look::Text, "3.5 metres"),
            ("```rust", Look::Fence('`', 3), "rust"),
            ("```* inline ```", Look::Text, "```* inline ```"),
            ("> said", Look::Quote, "said"),
            ("> ### Who?", Look::Heading(3), "Who?"),
            ("> | a | b |", Look::Row, "| a | b |"),
            ("> |---|---|", Look::Delimiter, "|---|---|"),
            ("{: .class}", Look::Attribute, "{: .class}"),
            ("plain text\r\n", Look::Text, "plain text"),
        ] {
            assert_eq!(look(text), (expected, inner.to_owned()), "{text:?}");
        }
    }

    #[test]
    fn indentation_counts_columns() {
        let indents: Vec<u32> = lines("a\n  b\n\tc\n \td", 0)
            .map(|line| line.indent)
            .collect();
        assert_eq!(indents, [0, 2, 4, 4]);
    }
}
