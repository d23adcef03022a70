//! Lines of HTML inside a document: folds, their summaries, and tags that mean nothing here.
//! Never a full HTML parser: a tag is looked at only where a line begins with it.

use super::option_letter::option_letter;
use super::span::{Span, bytes_before};

/// What a line that may begin with a tag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagLine {
    /// No tag at its beginning.
    NoTag,
    /// Tags and nothing else.
    Only,
    /// Text between tags.
    Text(Span),
    /// The summary of a fold, and the text behind it on the same line.
    Summary(Span, Span),
    /// The end of a fold.
    FoldEnd,
}

/// Block tags that carry no meaning for a card.
const BLOCK_TAGS: [&str; 30] = [
    "b",
    "strong",
    "i",
    "em",
    "u",
    "details",
    "summary",
    "p",
    "div",
    "span",
    "center",
    "br",
    "hr",
    "a",
    "img",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "section",
    "article",
    "blockquote",
    "dl",
    "dt",
    "dd",
];

/// The tag that ends code.
pub(super) const CODE_END: &str = "</pre>";

/// What a page holds and does not show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hiding {
    Script,
    Style,
}

impl Hiding {
    pub(super) const ALL: [Hiding; 2] = [Hiding::Script, Hiding::Style];

    pub(super) fn end(self) -> &'static str {
        match self {
            Hiding::Script => "</script>",
            Hiding::Style => "</style>",
        }
    }
}

/// What a line opens that a page does not show.
pub(super) fn hides(line: &str) -> Option<Hiding> {
    let opens = |tag: &str| {
        let rest = line.strip_prefix(tag);
        rest.is_some_and(|rest| rest.starts_with(['>', ' ']))
    };
    let tags = [("<script", Hiding::Script), ("<style", Hiding::Style)];
    let found = tags.into_iter().find(|(tag, _)| opens(tag));
    found.map(|(_, hiding)| hiding)
}

/// Where the code begins that a line opens in tags: `<pre><code class="sh">ls`.
pub(super) fn code_begin(line: &str) -> Option<usize> {
    let behind = tag_end(line.strip_prefix("<pre")?)?;
    let code = behind.strip_prefix("<code").and_then(tag_end);
    Some(bytes_before(line, code.unwrap_or(behind)))
}

/// What stands behind the tag whose name ends here.
fn tag_end(tag: &str) -> Option<&str> {
    match tag.strip_prefix('>') {
        Some(rest) => Some(rest),
        None => tag.strip_prefix(' ')?.split_once('>').map(|(_, rest)| rest),
    }
}

/// The most bytes that a tag dresses at the beginning of a line.
const LONGEST_DRESS: usize = 1000;

/// Looks at a line's text.
pub(super) fn tag_line(source: &str, text: Span) -> TagLine {
    let whole = text.text(source);
    if let Some(pressed) = button(source, text) {
        return pressed;
    }
    if !whole.starts_with('<') || tag_name(whole).is_none() {
        return TagLine::NoTag;
    }
    if let Some((inner, rest)) = summary(source, text) {
        return TagLine::Summary(inner, rest);
    }
    let inner = without_outer_tags(source, text);
    if inner.start() == inner.end() {
        if ends_fold(whole) {
            return TagLine::FoldEnd;
        }
        TagLine::Only
    } else {
        TagLine::Text(inner)
    }
}

/// `<button data-opt="b">B. Storage</button>`: an option where it has a letter; others are no text.
fn button(source: &str, text: Span) -> Option<TagLine> {
    let whole = text.text(source);
    let (_, inner) = whole.strip_prefix("<button")?.split_once('>')?;
    let inner = inner
        .strip_suffix("</button>")
        .filter(|inner| !inner.contains('<'));
    let Some(inner) = inner else {
        return Some(TagLine::Only);
    };
    let end = text.end().saturating_sub("</button>".len());
    let span = Span::new(end.saturating_sub(inner.len()), end);
    let is_option = option_letter(source, span).is_some();
    Some(if is_option {
        TagLine::Text(span)
    } else {
        TagLine::Only
    })
}

/// A text without the known tags around it, where it begins with one.
pub(super) fn within_tags(source: &str, text: Span) -> Span {
    match text.text(source).starts_with('<') {
        true => without_outer_tags(source, text),
        false => text,
    }
}

/// The level of the heading that a line writes in tags: `<h3>Storage</h3>`.
pub(super) fn heading_level(line: &str) -> Option<u8> {
    let rest = line
        .strip_prefix("<h")
        .or_else(|| line.strip_prefix("<H"))?;
    let mut signs = rest.bytes();
    let level = signs.next().filter(|sign| (b'1'..=b'6').contains(sign))?;
    let ends = signs.next().is_some_and(|sign| matches!(sign, b'>' | b' '));
    ends.then_some(level.saturating_sub(b'0'))
}

/// Whether a line writes an item of a list in tags: `<li>one`.
pub(super) fn is_item(line: &str) -> bool {
    line.get(..3)
        .is_some_and(|begin| begin.eq_ignore_ascii_case("<li"))
        && line
            .get(3..)
            .is_some_and(|rest| rest.starts_with(['>', ' ']))
}

/// Whether a line ends a fold.
pub(super) fn ends_fold(line: &str) -> bool {
    line.contains("</details>")
}

/// The text of `<summary>…</summary>` in this line, and the text behind it; tags inside are left to
/// the reader.
fn summary(source: &str, text: Span) -> Option<(Span, Span)> {
    let whole = text.text(source);
    let open = whole.find("<summary")?;
    let start = open
        .saturating_add(whole.get(open..)?.find('>')?)
        .saturating_add(1);
    let rest = whole.get(start..)?;
    let end = rest.find("</summary>").unwrap_or(rest.len());
    let inner = Span::sized(text.start().saturating_add(start), end);
    let close = inner
        .end()
        .saturating_add("</summary>".len())
        .min(text.end());
    let rest = Span::new(close, text.end());
    Some((
        without_outer_tags(source, inner),
        without_outer_tags(source, rest),
    ))
}

/// Takes known tags and spaces off both ends.
pub(super) fn without_outer_tags(source: &str, mut span: Span) -> Span {
    loop {
        let text = span.text(source);
        let trimmed = text.trim_start();
        span = span.with_start(span.start().saturating_add(bytes_before(text, trimmed)));
        match trimmed.find('>') {
            Some(close) if tag_name(trimmed).is_some_and(|name| !dresses_a_part(trimmed, name)) => {
                span = span.with_start(span.start().saturating_add(close).saturating_add(1));
            }
            _ => break,
        }
    }
    loop {
        let text = span.text(source).trim_end();
        span = span.with_end(span.start().saturating_add(text.len()));
        match text.rfind('<') {
            Some(open) if text.ends_with('>') && text.get(open..).and_then(tag_name).is_some() => {
                span = span.with_end(span.start().saturating_add(open));
            }
            _ => return span,
        }
    }
}

/// Whether a tag that only dresses words ends before the text does: `<b>This</b> and more`.
fn dresses_a_part(text: &str, name: &str) -> bool {
    if !["b", "strong", "i", "em", "u", "span"].contains(&name) || text.starts_with("</") {
        return false;
    }
    // Many a tag may stand before the first that ends one.
    let near = text
        .as_bytes()
        .get(..LONGEST_DRESS)
        .unwrap_or(text.as_bytes());
    let closing = memchr::memmem::find(near, b"</").and_then(|at| text.get(at..));
    let behind = closing
        .and_then(|closing| closing.strip_prefix("</")?.strip_prefix(name))
        .and_then(|rest| rest.strip_prefix('>'));
    behind.is_some_and(|rest| {
        !rest.trim_start().starts_with('<') && rest.contains(char::is_alphanumeric)
    })
}

/// The name of the known tag that a text begins with.
fn tag_name(text: &str) -> Option<&'static str> {
    let rest = text.strip_prefix('<')?;
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let length = bytes_before(
        rest,
        rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()),
    );
    let (name, after) = rest.split_at_checked(length)?;
    if !after.starts_with(['>', ' ', '/', '\t']) {
        return None;
    }
    BLOCK_TAGS
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> (TagLine, String) {
        let found = tag_line(text, Span::new(0, text.len()));
        let inner = match found {
            TagLine::Text(span) | TagLine::Summary(span, _) => span.text(text).to_owned(),
            _ => String::new(),
        };
        (found, inner)
    }

    #[test]
    fn folds_and_tags_are_told_from_text() {
        assert_eq!(at("plain").0, TagLine::NoTag);
        assert_eq!(at("<C-R> redo").0, TagLine::NoTag);
        assert_eq!(at("<30 seconds").0, TagLine::NoTag);
        assert_eq!(at("<p>").0, TagLine::Only);
        assert_eq!(at("</details>").0, TagLine::FoldEnd);
        assert_eq!(at("<details><summary>Why?</summary>").1, "Why?");
        assert_eq!(at("<summary><b>Why?</b></summary>").1, "Why?");
        assert_eq!(at("<p>some text</p>").1, "some text");
        assert_eq!(at("<p><b>All</b></p>").1, "All");
        assert_eq!(at("<p><b>Some</b> of it</p>").1, "<b>Some</b> of it");
    }
}
