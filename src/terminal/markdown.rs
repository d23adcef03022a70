//! Markdown as lines, in one walk for every face: as shapes, with emphasis, lists, code and tables as
//! such, or as the words alone.
//! It must never change the words, and never leave one out.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::bare_words::is_words;
use super::line::{Line, Look};
use super::markdown_table::Table;

/// How much of the form of a text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Blocks stand apart, tables have columns.
    Shapes,
    /// Nothing that must be seen to be understood.
    Words,
}

/// The lines of a text of Markdown with its shapes. `look` is that of its plain words.
pub(in crate::terminal) fn lines(markdown: &str, columns: usize, look: Look) -> Vec<Line> {
    walk(markdown, columns, look, Form::Shapes)
}

/// The lines of its words alone, broken at `columns` where there is such a width.
pub(in crate::terminal) fn words(markdown: &str, columns: Option<usize>) -> Vec<Line> {
    walk(
        markdown,
        columns.unwrap_or(usize::MAX),
        Look::Plain,
        Form::Words,
    )
}

fn walk(markdown: &str, columns: usize, look: Look, form: Form) -> Vec<Line> {
    let mut writer = Writer {
        source: markdown,
        columns,
        base: look,
        form,
        looks: Vec::new(),
        lines: Vec::new(),
        text: Line::default(),
        mark: String::new(),
        depth: 0,
        links: Vec::new(),
        code: Code::None,
        table: None,
    };
    if is_words(markdown) {
        writer.say_words();
    } else {
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
            writer.take(event, range.start);
        }
    }
    writer.end_line();
    if writer.lines.is_empty() {
        // A sign that Markdown has a use for, such as an option that is `#`.
        writer.say_words();
    }
    while writer.lines.last().is_some_and(Line::is_blank) {
        writer.lines.pop();
    }
    writer.lines
}

/// Whether a block of code is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Code {
    None,
    Open,
}

struct Writer<'a> {
    source: &'a str,
    columns: usize,
    base: Look,
    form: Form,
    /// The looks of the open emphases, innermost last.
    looks: Vec<Look>,
    lines: Vec<Line>,
    text: Line,
    /// What the next line begins with, such as the mark of a list item.
    mark: String,
    /// The depth of lists and quotes around the current line.
    depth: usize,
    /// The open links: how long the line was where their words begin, and their targets.
    links: Vec<(usize, String)>,
    code: Code,
    table: Option<Table>,
}

impl Writer<'_> {
    /// Says the source, which is nothing but words.
    fn say_words(&mut self) {
        let mut is_paragraph = false;
        for line in self.source.split('\n') {
            if line.is_empty() {
                is_paragraph = false;
                continue;
            }
            if !std::mem::replace(&mut is_paragraph, true) {
                self.gap();
            }
            self.say(line);
            self.end_line();
        }
    }

    fn take(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.code == Code::Open => self.code_lines(&text),
            Event::Text(text) => self.say(&text),
            Event::Code(text) => self.text.push(&text, Look::Code),
            Event::Html(text) | Event::InlineHtml(text) => self.say(&text),
            Event::SoftBreak | Event::HardBreak => self.end_line(),
            Event::Rule => self.lines.push(Line::of("---", Look::Quiet)),
            Event::FootnoteReference(name) => self.say(&format!("[{name}]")),
            Event::TaskListMarker(done) => self.say(if done { "[x] " } else { "[ ] " }),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text.push(&text, Look::Code),
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        match tag {
            Tag::Item => {
                self.end_line();
                self.mark = self.item_mark(at);
                self.depth = self.depth.saturating_add(1);
            }
            Tag::BlockQuote(_) => {
                self.end_line();
                self.depth = self.depth.saturating_add(1);
            }
            Tag::CodeBlock(_) => {
                self.end_line();
                self.mark_alone();
                self.code = Code::Open;
            }
            Tag::Paragraph if self.depth == 0 => self.gap(),
            Tag::Heading { .. } => {
                self.gap();
                self.looks.push(Look::Strong);
            }
            Tag::Strong => self.looks.push(Look::Strong),
            Tag::Emphasis => self.looks.push(Look::Emphasis),
            Tag::Strikethrough => self.strike(),
            Tag::Table(_) => {
                self.end_line();
                self.table = (self.form == Form::Shapes).then(Table::default);
            }
            Tag::TableCell if self.form == Form::Words && !self.text.spans().is_empty() => {
                self.say(" | ");
            }
            Tag::Link { dest_url, .. } => {
                self.links
                    .push((self.text.text().len(), dest_url.to_string()));
            }
            Tag::Image { .. } => self.say("[image: "),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Item => {
                self.end_line();
                self.mark_alone();
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => {
                self.end_line();
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::CodeBlock => self.code = Code::None,
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.end_line(),
            TagEnd::Heading(_) => {
                self.end_line();
                self.looks.pop();
            }
            TagEnd::Strong | TagEnd::Emphasis => {
                self.looks.pop();
            }
            TagEnd::Strikethrough => self.strike(),
            TagEnd::TableCell => {
                if let Some(table) = &mut self.table {
                    table.push(std::mem::take(&mut self.text));
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => match &mut self.table {
                Some(table) => table.end_row(),
                None => self.end_line(),
            },
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.gap();
                    self.lines.extend(table.lines(self.columns, self.base));
                }
            }
            TagEnd::Link => self.link_target(),
            TagEnd::Image => self.say("]"),
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        let look = self.looks.last().copied().unwrap_or(self.base);
        self.text.push(text, look);
    }

    /// The sign of what is struck out, among words as well: without it a text says what its author took back.
    fn strike(&mut self) {
        self.say("~");
    }

    /// An empty line between two blocks.
    fn gap(&mut self) {
        self.end_line();
        if self.form == Form::Shapes && self.lines.last().is_some_and(|line| !line.is_blank()) {
            self.lines.push(Line::default());
        }
    }

    /// The mark of a list item as written, such as `4.`; any bullet as `•`, or `-` among words.
    fn item_mark(&self, at: usize) -> String {
        let bullet = match self.form {
            Form::Shapes => "•",
            Form::Words => "-",
        };
        let number = number_of_item(self.source, at).unwrap_or(bullet);
        format!("{number} ")
    }

    /// The mark of an item without words, which are the number themselves where a text is `4.`; a bullet says nothing.
    fn mark_alone(&mut self) {
        let mark = std::mem::take(&mut self.mark);
        if mark.starts_with(|c: char| c.is_ascii_digit()) {
            let indent = "  ".repeat(self.depth.saturating_sub(1));
            self.lines
                .push(Line::of(&format!("{indent}{}", mark.trim_end()), self.base));
        }
    }

    /// The address behind the words of a link, unless the words are the address.
    fn link_target(&mut self) {
        let Some((start, target)) = self.links.pop() else {
            return;
        };
        let text = self.text.text();
        let words = text.get(start..).unwrap_or_default();
        if words != target && !target.is_empty() {
            self.text.push(&format!(" ({target})"), Look::Quiet);
        }
    }

    /// Code keeps its lines and its spaces. As a shape it stands aside, and a line that is too long
    /// goes on in the next.
    fn code_lines(&mut self, code: &str) {
        if self.form == Form::Words {
            let indent = "  ".repeat(self.depth);
            let line = |line: &str| Line::of(&indent, Look::Plain).and(line, Look::Code);
            self.lines.extend(code.lines().map(line));
            return;
        }
        let indent = "  ".repeat(self.depth.saturating_add(1));
        for line in code.lines() {
            let mut rest = Line::of(&line.replace('\t', "    "), Look::Code);
            loop {
                let (piece, after) = split(&rest, self.columns.saturating_sub(indent.len()).max(1));
                let mut whole = Line::of(&indent, Look::Plain);
                whole.append(&piece);
                self.lines.push(whole);
                match after.spans().is_empty() {
                    true => break,
                    false => rest = after,
                }
            }
        }
    }

    fn end_line(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.is_blank() {
            return;
        }
        let outer = self
            .depth
            .saturating_sub(usize::from(!self.mark.is_empty()));
        let mark = std::mem::take(&mut self.mark);
        if outer == 0 && mark.is_empty() {
            let nothing = Line::default();
            self.lines
                .extend(text.wrap(self.columns, &nothing, &nothing));
            return;
        }
        let first = Line::of(&format!("{}{mark}", "  ".repeat(outer)), Look::Plain);
        let rest = Line::of(&" ".repeat(first.width()), Look::Plain);
        self.lines.extend(text.wrap(self.columns, &first, &rest));
    }
}

/// The number of the list item that begins at a place of `source`, as written, such as `4.`; none
/// for a bullet.
fn number_of_item(source: &str, at: usize) -> Option<&str> {
    let item = source.get(at..).unwrap_or_default();
    let mark = item.split_whitespace().next()?;
    mark.starts_with(|c: char| c.is_ascii_digit())
        .then_some(mark)
}

/// The first columns of a line, and the rest. At least one grapheme goes into the first part.
fn split(line: &Line, columns: usize) -> (Line, Line) {
    use unicode_segmentation::UnicodeSegmentation;
    let (mut first, mut rest) = (Line::default(), Line::default());
    let mut used = 0_usize;
    for span in line.spans() {
        for grapheme in span.text().graphemes(true) {
            let width = super::wrap::width(grapheme);
            let fits =
                rest.spans().is_empty() && (used == 0 || used.saturating_add(width) <= columns);
            used = used.saturating_add(width);
            match fits {
                true => first.push(grapheme, span.look()),
                false => rest.push(grapheme, span.look()),
            }
        }
    }
    (first, rest)
}

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
