//! Cards as plain lines: the Markdown of a front or a back without its marks, so that a person, a
//! speech reader or a pipe reads the words only.
//! It must never change the words.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::wrap::wrap;

/// The text of Markdown as lines, broken at `columns` where there is such a width.
pub fn lines(markdown: &str, columns: Option<usize>) -> Vec<String> {
    let mut reader = Reader {
        source: markdown,
        columns,
        ..Reader::default()
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        reader.take(event, range.start);
    }
    reader.end_line();
    reader.lines
}

/// The text of Markdown on one line, for lists and messages.
pub fn summary(markdown: &str) -> String {
    lines(markdown, None).join(" ")
}

#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    columns: Option<usize>,
    lines: Vec<String>,
    text: String,
    /// What the next line begins with, such as the mark of a list item.
    mark: String,
    /// The depth of lists and quotes around the current line.
    depth: usize,
    /// The targets of the open links.
    links: Vec<(usize, String)>,
    in_code: bool,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => self.code_lines(&text),
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::Html(text) | Event::InlineHtml(text) => self.text.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.end_line(),
            Event::Rule => self.lines.push("---".to_owned()),
            Event::FootnoteReference(name) => self.text.push_str(&format!("[{name}]")),
            Event::TaskListMarker(done) => self.text.push_str(if done { "[x] " } else { "[ ] " }),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text.push_str(&text),
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        match tag {
            Tag::Item => {
                self.end_line();
                self.mark = self.item_mark(at);
                self.depth += 1;
            }
            Tag::BlockQuote(_) => {
                self.end_line();
                self.depth += 1;
            }
            Tag::CodeBlock(_) => {
                self.end_line();
                self.in_code = true;
            }
            Tag::TableCell if !self.text.is_empty() => self.text.push_str(" | "),
            Tag::Link { dest_url, .. } => self.links.push((self.text.len(), dest_url.to_string())),
            Tag::Image { .. } => self.text.push_str("[image: "),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Item | TagEnd::BlockQuote(_) => {
                self.end_line();
                self.mark.clear();
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::HtmlBlock => self.end_line(),
            TagEnd::Link => self.link_target(),
            TagEnd::Image => self.text.push(']'),
            _ => {}
        }
    }

    /// The mark of a list item as written, such as `4.`; any bullet as `-`.
    fn item_mark(&self, at: usize) -> String {
        let number = number_of_item(self.source, at).unwrap_or("-");
        format!("{number} ")
    }

    /// The address behind the words of a link, unless the words are the address.
    fn link_target(&mut self) {
        let Some((start, target)) = self.links.pop() else {
            return;
        };
        let words = self.text.get(start..).unwrap_or_default();
        if words != target && !target.is_empty() {
            self.text.push_str(&format!(" ({target})"));
        }
    }

    /// Code keeps its lines and its spaces.
    fn code_lines(&mut self, code: &str) {
        let indent = "  ".repeat(self.depth);
        self.lines
            .extend(code.lines().map(|line| format!("{indent}{line}")));
    }

    fn end_line(&mut self) {
        if self.text.trim().is_empty() {
            self.text.clear();
            return;
        }
        let outer = "  ".repeat(
            self.depth
                .saturating_sub(usize::from(!self.mark.is_empty())),
        );
        let first = format!("{outer}{}", self.mark);
        let rest = "  ".repeat(self.depth);
        match self.columns {
            Some(columns) => self.lines.extend(wrap(&self.text, columns, &first, &rest)),
            None => {
                let words: Vec<&str> = self.text.split_whitespace().collect();
                self.lines.push(format!("{first}{}", words.join(" ")));
            }
        }
        self.text.clear();
        self.mark.clear();
    }
}

/// The number of the list item that begins at a place of `source`, as written, such as `4.`; none
/// for a bullet.
pub(super) fn number_of_item(source: &str, at: usize) -> Option<&str> {
    let item = source.get(at..).unwrap_or_default();
    let mark = item.split_whitespace().next()?;
    mark.starts_with(|c: char| c.is_ascii_digit())
        .then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, expected: &[&str]) {
        assert_eq!(lines(markdown, None), expected, "{markdown}");
    }

    #[test]
    fn marks_go_and_words_stay() {
        check("**bold**, *it* and `code * x`", &["bold, it and code * x"]);
        check("one\ntwo\n\nthree", &["one", "two", "three"]);
        check("# Title\ntext", &["Title", "text"]);
        check(
            "[AWS](https://aws.example) and <https://a.example>",
            &["AWS (https://aws.example) and https://a.example"],
        );
        check("2 < 3 & <b>x</b>", &["2 < 3 & <b>x</b>"]);
    }

    #[test]
    fn lists_keep_their_marks() {
        check(
            "- AWS: hardware\n- You: guest OS",
            &["- AWS: hardware", "- You: guest OS"],
        );
        check("* a\n  * b", &["- a", "  - b"]);
        // A section's number looks like a list; the number must stay.
        check(
            "4. Services: EC2 (IaaS)\n\nAWS Manages?",
            &["4. Services: EC2 (IaaS)", "AWS Manages?"],
        );
        check("> quoted\n> twice", &["  quoted", "  twice"]);
    }

    #[test]
    fn tables_and_code_are_readable() {
        check("| a | b |\n|---|---|\n| 1 | 2 |", &["a | b", "1 | 2"]);
        check("```sh\nls  -l\n  x\n```", &["ls  -l", "  x"]);
    }

    #[test]
    fn lines_are_broken_under_their_text() {
        assert_eq!(lines("- one two three", Some(10)), ["- one two", "  three"]);
    }

    #[test]
    fn an_entity_cannot_smuggle_an_escape_past_the_screen() {
        let shown = lines("&#27;[2J", None).join("\n");
        assert!(
            !super::super::escape::Safe(&shown)
                .to_string()
                .contains('\u{1b}')
        );
    }
}
