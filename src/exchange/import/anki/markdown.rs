//! HTML of a card as Markdown. The tokens are those of the HTML standard; what a terminal can show
//! becomes Markdown, scripts and styles are dropped. Nothing in it is ever run, fetched or opened.

use std::collections::BTreeMap;

use html5gum::{HtmlString, Spanned, Token, Tokenizer};

use super::buffer::{Buffer, Numbered, is_hidden};
use super::simple::{self, Piece};

/// How deep links, cells and the like may stand in each other; deeper ones are text.
const DEEPEST: usize = 32;

/// The Markdown of a piece of HTML.
pub(super) fn markdown(html: &str) -> String {
    let mut writer = Writer {
        buffer: Buffer::with_room(html.len().saturating_add(16)),
        ..Writer::default()
    };
    if let Some(pieces) = simple::pieces(html) {
        for piece in pieces {
            match piece {
                Piece::Words(text) => writer.words(text),
                Piece::Start(name) => writer.start(name.as_bytes(), &Attributes::new()),
                Piece::End(name) => writer.end(name.as_bytes()),
            }
        }
    } else if html.contains(['<', '&', '[']) {
        let closed = with_open_end_escaped(html);
        for Ok(token) in Tokenizer::new(closed.as_ref()) {
            writer.take(token);
        }
    } else {
        writer.words(html);
    }
    writer.finish()
}

/// A `<` that never ends is a sign, though the standard drops all that follows.
fn with_open_end_escaped(html: &str) -> std::borrow::Cow<'_, str> {
    let end = html.rfind('>').map_or(0, |at| at.saturating_add(1));
    match html.get(end..) {
        Some(open) if open.contains('<') => {
            let closed = html.get(..end).unwrap_or_default();
            format!("{closed}{}", open.replace('<', "&lt;")).into()
        }
        _ => html.into(),
    }
}

type Attributes = BTreeMap<HtmlString, Spanned<HtmlString, ()>>;

/// Something whose whole text is needed before it can be written.
enum Inside {
    Link(Option<String>),
    Raised,
    Lowered,
    Cell,
    Math { block: bool },
}

#[derive(Default)]
struct Writer {
    buffer: Buffer,
    /// What stands around the buffer, outermost first.
    around: Vec<(Inside, Buffer)>,
    /// The text of code, and whether it has lines of its own.
    code: Option<(String, bool)>,
    /// The tag whose content is dropped.
    dropped: Option<Vec<u8>>,
    /// The rows of the open table, `None` outside of one.
    table: Option<Vec<Vec<String>>>,
}

impl Writer {
    fn finish(mut self) -> String {
        self.end_code();
        while !self.around.is_empty() {
            self.leave();
        }
        self.end_table();
        self.buffer.finish()
    }

    fn take(&mut self, token: Token) {
        match token {
            Token::StartTag(tag) => self.start(&tag.name, &tag.attributes),
            Token::EndTag(tag) => self.end(&tag.name),
            Token::String(text) => self.words(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn words(&mut self, text: &str) {
        if self.dropped.is_some() {
            return;
        }
        if let Some((code, _)) = &mut self.code {
            code.extend(text.chars().filter(|sign| !is_hidden(*sign)));
            return;
        }
        let mut rest = text;
        while let Some((before, name, after)) = next_sound(rest) {
            self.buffer.words(before);
            self.buffer.words(&format!("[sound: {name}]"));
            rest = after;
        }
        self.buffer.words(rest);
    }

    fn start(&mut self, name: &[u8], attributes: &Attributes) {
        if self.dropped.is_some() {
            return;
        }
        if let Some((code, _)) = &mut self.code {
            match name {
                b"br" | b"div" => code.push('\n'),
                _ => {}
            }
            return;
        }
        match name {
            b"script" | b"style" | b"template" | b"rp" => self.dropped = Some(name.to_vec()),
            b"br" => self.buffer.line(1),
            b"div" | b"section" | b"article" | b"header" | b"footer" | b"dt" | b"dd" => {
                self.buffer.line(1);
            }
            b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"blockquote" | b"dl" => {
                self.buffer.line(2);
            }
            b"hr" => self.buffer.block("---"),
            b"b" | b"strong" => self.buffer.open("**"),
            b"i" | b"em" => self.buffer.open("*"),
            b"s" | b"del" | b"strike" => self.buffer.open("~~"),
            b"ul" => self.buffer.open_list(Numbered::No),
            b"ol" => self.buffer.open_list(Numbered::Yes),
            b"li" => self.buffer.open_item(),
            b"pre" => self.code = Some((String::new(), true)),
            b"code" | b"kbd" | b"tt" | b"samp" => self.code = Some((String::new(), false)),
            b"a" => self.enter(Inside::Link(link_target(attributes))),
            b"sup" => self.enter(Inside::Raised),
            b"sub" => self.enter(Inside::Lowered),
            b"rt" => self.buffer.inline("("),
            b"img" => self.image(attributes),
            b"audio" | b"video" | b"source" | b"object" => self.recording(attributes),
            b"anki-mathjax" => {
                let block = attribute(attributes, "block").is_some_and(|block| block != "false");
                self.enter(Inside::Math { block });
            }
            b"table" => self.begin_table(),
            b"tr" => self.begin_row(),
            b"td" | b"th" => self.begin_cell(),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        if let Some(dropped) = &self.dropped {
            if dropped == name {
                self.dropped = None;
            }
            return;
        }
        if let Some((_, has_lines)) = &self.code {
            let ends = match name {
                b"pre" => *has_lines,
                b"code" | b"kbd" | b"tt" | b"samp" => !has_lines,
                _ => false,
            };
            if ends {
                self.end_code();
            }
            return;
        }
        match name {
            b"div" | b"section" | b"article" | b"header" | b"footer" | b"dt" | b"dd" | b"li" => {
                self.buffer.line(1);
            }
            b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"blockquote" | b"dl" => {
                self.buffer.line(2);
            }
            b"b" | b"strong" => self.buffer.close("**"),
            b"i" | b"em" => self.buffer.close("*"),
            b"s" | b"del" | b"strike" => self.buffer.close("~~"),
            b"ul" | b"ol" => self.buffer.close_list(),
            b"rt" => self.buffer.inline(")"),
            b"a" => self.leave_to(|inside| matches!(inside, Inside::Link(_))),
            b"sup" => self.leave_to(|inside| matches!(inside, Inside::Raised)),
            b"sub" => self.leave_to(|inside| matches!(inside, Inside::Lowered)),
            b"anki-mathjax" => self.leave_to(|inside| matches!(inside, Inside::Math { .. })),
            b"td" | b"th" | b"tr" => self.leave_to(|inside| matches!(inside, Inside::Cell)),
            b"table" => self.end_table(),
            _ => {}
        }
    }

    fn enter(&mut self, inside: Inside) {
        if self.around.len() < DEEPEST {
            let outer = std::mem::take(&mut self.buffer);
            self.around.push((inside, outer));
        }
    }

    /// Ends everything up to and with the innermost that `is_meant`; nothing where there is none.
    fn leave_to(&mut self, is_meant: impl Fn(&Inside) -> bool) {
        let Some(at) = self.around.iter().rposition(|(inside, _)| is_meant(inside)) else {
            return;
        };
        while self.around.len() > at {
            self.leave();
        }
    }

    fn leave(&mut self) {
        let Some((inside, outer)) = self.around.pop() else {
            return;
        };
        let text = std::mem::replace(&mut self.buffer, outer).finish();
        match inside {
            Inside::Link(Some(target)) if !text.is_empty() => {
                self.buffer.inline(&format!("[{text}]({target})"));
            }
            Inside::Link(_) => self.buffer.inline(&text),
            Inside::Raised => self.buffer.inline(&small(&text, '^', RAISED)),
            Inside::Lowered => self.buffer.inline(&small(&text, '_', LOWERED)),
            Inside::Math { block: true } => self.buffer.inline(&format!("\\\\[{text}\\\\]")),
            Inside::Math { block: false } => self.buffer.inline(&format!("\\\\({text}\\\\)")),
            Inside::Cell => {
                let cell = text.replace('\n', " ").replace('|', "\\|");
                if let Some(row) = self.table.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(cell);
                }
            }
        }
    }

    fn end_code(&mut self) {
        let Some((code, has_lines)) = self.code.take() else {
            return;
        };
        let code = code.replace('\u{a0}', " ");
        if code.trim().is_empty() {
            return;
        }
        let longest = code.split(|sign| sign != '`').map(str::len).max();
        let longest = longest.unwrap_or(0);
        if has_lines && self.around.is_empty() {
            let fence = "`".repeat(longest.max(2).saturating_add(1));
            let code = code.trim_matches('\n').trim_end();
            self.buffer.block(&format!("{fence}\n{code}\n{fence}"));
        } else {
            let marks = "`".repeat(longest.saturating_add(1));
            let space = if code.contains('`') { " " } else { "" };
            let code = code.replace('\n', " ");
            let inline = format!("{marks}{space}{code}{space}{marks}");
            self.buffer.inline(&inline);
        }
    }

    fn image(&mut self, attributes: &Attributes) {
        let source = attribute(attributes, "src").unwrap_or_default();
        let alt = attribute(attributes, "alt").unwrap_or_default();
        let (name, target) = if source.starts_with("data:") {
            ("image", String::new())
        } else {
            (source.as_str(), target_of(&source))
        };
        let mut shown = Buffer::default();
        shown.words(if alt.len() > 1 { &alt } else { name });
        let shown = shown.finish();
        self.buffer.inline(&format!("![{shown}]({target})"));
    }

    fn recording(&mut self, attributes: &Attributes) {
        let source = attribute(attributes, "src").or_else(|| attribute(attributes, "data"));
        if let Some(name) = source {
            self.buffer.words(&format!("[sound: {name}]"));
        }
    }

    fn begin_table(&mut self) {
        // A table in a table is shown as its words.
        if self.table.is_none() && self.around.is_empty() {
            self.table = Some(Vec::new());
        }
    }

    fn begin_row(&mut self) {
        if self.table.is_none() {
            self.buffer.line(1);
            return;
        }
        while !self.around.is_empty() {
            self.leave();
        }
        if let Some(rows) = &mut self.table {
            rows.push(Vec::new());
        }
    }

    fn begin_cell(&mut self) {
        if self.table.as_ref().is_some_and(|rows| !rows.is_empty()) {
            self.leave_to(|inside| matches!(inside, Inside::Cell));
            self.enter(Inside::Cell);
        } else if !self.buffer.is_empty() {
            self.buffer.words(" ");
        }
    }

    fn end_table(&mut self) {
        if self.table.is_none() {
            return;
        }
        while !self.around.is_empty() {
            self.leave();
        }
        let mut rows = self.table.take().unwrap_or_default();
        rows.retain(|row| !row.is_empty());
        let width = rows.first().map_or(0, Vec::len);
        let is_rectangular =
            rows.len() > 1 && width > 1 && rows.iter().all(|row| row.len() == width);
        let mut lines = Vec::new();
        for (nth, row) in rows.iter().enumerate() {
            let cells = row.join(" | ");
            lines.push(match is_rectangular {
                true => format!("| {cells} |"),
                false => cells,
            });
            if is_rectangular && nth == 0 {
                lines.push(format!("|{}", "---|".repeat(width)));
            }
        }
        self.buffer.block(&lines.join("\n"));
    }
}

fn attribute(attributes: &Attributes, name: &str) -> Option<String> {
    let value = attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(value).trim().to_owned())
}

/// Where a link leads; nowhere for anything but the web and mail.
fn link_target(attributes: &Attributes) -> Option<String> {
    let target = attribute(attributes, "href")?;
    let lower = target.to_ascii_lowercase();
    let is_harmless = ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme));
    is_harmless.then(|| target_of(&target))
}

/// A name or address between the parentheses of a link.
fn target_of(name: &str) -> String {
    let mut target = String::with_capacity(name.len());
    for sign in name.chars() {
        match sign {
            ' ' | '(' | ')' | '<' | '>' | '\\' => target.push_str(&format!("%{:02X}", sign as u32)),
            _ if sign.is_control() => {}
            _ => target.push(sign),
        }
    }
    target
}

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];

/// Small digits where there are some, a sign before the text otherwise.
fn small(text: &str, sign: char, digits: [char; 10]) -> String {
    let small: Option<String> = text
        .chars()
        .map(|c| c.to_digit(10).and_then(|digit| digits.get(digit as usize)))
        .collect();
    match small {
        Some(small) => small,
        None => format!("{sign}{text}"),
    }
}

/// The next `[sound:name]`: what stands before it, its name, what stands behind.
fn next_sound(text: &str) -> Option<(&str, &str, &str)> {
    let (before, tag) = text.split_once("[sound:")?;
    let (name, after) = tag.split_once(']')?;
    Some((before, name, after))
}

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
