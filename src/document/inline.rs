//! Inline text: Markdown inside one block, made fit for a card. Links keep their text and lose
//! their address, line breaks written as tags become line breaks; code and math stay as they are.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::dress::undressed;
use super::wiki_links::unlinked;

/// The text of a card from a piece of Markdown: links without addresses, `<br>` as a line end.
pub fn text(markdown: &str) -> Cow<'_, str> {
    if !holds(markdown, |byte| matches!(byte, b'[' | b'<' | b'&')) {
        return Cow::Borrowed(markdown);
    }
    let markdown = without_fillers(markdown);
    let broken = match markdown.contains('<') {
        true => Cow::Owned(coded(undressed(&with_breaks(&markdown)))),
        false => markdown,
    };
    Cow::Owned(without_links(&broken))
}

/// A text without the signs that an editor of pages leaves where a line begins or ends.
fn without_fillers(text: &str) -> Cow<'_, str> {
    match text.contains("&#x") {
        true => Cow::Owned(
            text.replace("&#xNAN;", "")
                .replace("&#x20;", " ")
                .trim_end()
                .to_owned(),
        ),
        false => Cow::Borrowed(text),
    }
}

/// The text of a cell: as [`text`], `\\|` as a pipe, and without the tags that only dress words.
pub fn cell(markdown: &str) -> Cow<'_, str> {
    // Most cells are plain, and a large table has millions.
    if !holds(markdown, |byte| matches!(byte, b'[' | b'<' | b'&' | b'\\')) {
        return Cow::Borrowed(markdown);
    }
    Cow::Owned(dressed_cell(markdown))
}

/// Whether a sign of ASCII stands in a text. A tenth of compiling a table went into looking for such
/// signs among characters.
fn holds(text: &str, is_sign: impl Fn(u8) -> bool) -> bool {
    text.bytes().any(is_sign)
}

fn dressed_cell(markdown: &str) -> String {
    let unpiped = if markdown.contains("\\|") {
        Cow::Owned(markdown.replace("\\|", "|"))
    } else {
        Cow::Borrowed(markdown)
    };
    let text = text(&unpiped);
    if !text.contains(['<', '&']) {
        return text.into_owned();
    }
    let in_marks = text.contains('`');
    let text = with_code_marks(&text);
    // In code a tag is what is meant.
    if in_marks || text.contains('`') {
        text
    } else {
        without_dress(&text)
    }
}

/// A text with marks instead of the tags of code, unless it has marks already and speaks of tags.
fn coded(text: String) -> String {
    match text.contains("<code>") && !text.contains('`') {
        true => with_code_marks(&text),
        false => text,
    }
}

/// `<code>…</code>` and `<kbd>…</kbd>` as code in marks, longer marks where the code holds one.
fn with_code_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((open, name)) = [("<code>", "</code>"), ("<kbd>", "</kbd>")]
        .into_iter()
        .find(|(open, _)| rest.contains(open))
    {
        let Some((before, after)) = rest.split_once(open) else {
            break;
        };
        let Some((code, after)) = after.split_once(name) else {
            break;
        };
        out.push_str(before);
        let code = without_entities(code);
        let (mark, space) = if code.contains('`') {
            ("``", " ")
        } else {
            ("`", "")
        };
        out.extend([mark, space, code.as_str(), space, mark]);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn without_entities(text: &str) -> String {
    let entities = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    entities
        .into_iter()
        .fold(text.to_owned(), |text, (entity, sign)| {
            text.replace(entity, sign)
        })
}

/// Tags that only dress the words inside them.
const DRESS: [&str; 19] = [
    "b", "mark", "strong", "i", "em", "u", "span", "font", "p", "div", "ul", "ol", "li", "code",
    "sup", "sub", "small", "center", "a",
];

fn without_dress(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        out.push_str(before);
        let name = tag.get(1..).unwrap_or_default().trim_start_matches('/');
        let name = name
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        let known = DRESS.iter().any(|dress| dress.eq_ignore_ascii_case(name));
        // An item stands on a line of its own, however it was indented.
        if tag.starts_with("<li>") {
            out.truncate(out.trim_end().len());
            out.push_str(if out.is_empty() { "- " } else { "\n- " });
        }
        match tag.find('>').filter(|_| known) {
            Some(close) => rest = tag.get(close.saturating_add(1)..).unwrap_or_default(),
            None => {
                out.push('<');
                rest = tag.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    let out = without_entities(&out);
    out.trim().to_owned()
}

/// A name on one line: as [`text`], and without emphasis.
pub fn name(markdown: &str) -> String {
    let text = text(markdown);
    if !holds(&text, |byte| matches!(byte, b'*' | b'_' | b'~' | b'\n')) {
        return text.into_owned();
    }
    let mut name = String::new();
    for event in Parser::new_ext(&text, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(part) | Event::Html(part) | Event::InlineHtml(part) => name.push_str(&part),
            Event::Code(part) => {
                name.push('`');
                name.push_str(&part);
                name.push('`');
            }
            Event::SoftBreak | Event::HardBreak => name.push(' '),
            _ => {}
        }
    }
    let name = name.trim();
    // What Markdown takes for a list or a rule has no inline text; it stays as written.
    if name.is_empty() {
        text.into_owned()
    } else {
        name.to_owned()
    }
}

/// `<br>`, `<br/>` and `<br />` as line ends.
fn with_breaks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // In code a tag is what is meant.
    let mut in_code = false;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        out.push_str(before);
        in_code ^= before.matches('`').count() % 2 == 1;
        let length = if in_code { 0 } else { break_tag(tag) };
        if length > 0 {
            out.truncate(out.trim_end_matches(' ').len());
            out.push('\n');
            rest = tag
                .get(length..)
                .unwrap_or_default()
                .trim_start_matches(' ');
        } else {
            out.push('<');
            rest = tag.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

/// The length of a `<br>` tag at the beginning of a text, or 0.
fn break_tag(text: &str) -> usize {
    ["<br>", "<br/>", "<br />", "</br>"]
        .into_iter()
        .find(|tag| {
            text.get(..tag.len())
                .is_some_and(|begin| begin.eq_ignore_ascii_case(tag))
        })
        .map_or(0, str::len)
}

/// Takes the marks and addresses of links away; images stay whole.
fn without_links(text: &str) -> String {
    let text = &*unlinked(text);
    if !text.contains("](") && !text.contains("][") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    let mut open: Option<(usize, Option<(usize, usize)>)> = None;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { .. }) => open = Some((range.start, None)),
            Event::End(TagEnd::Link) => {
                let Some((start, inner)) = open.take() else {
                    continue;
                };
                if !text.get(start..).is_some_and(|link| link.starts_with('[')) {
                    continue;
                }
                out.push_str(text.get(copied..start).unwrap_or_default());
                copied = range.end;
                let shown = inner.and_then(|(from, to)| text.get(from..to));
                let shown = shown.unwrap_or_default();
                let rest = text.get(range.end..).unwrap_or_default();
                if points_to_source(&out, shown, rest) {
                    copied = copied.saturating_add(drop_source(&mut out, rest));
                } else {
                    out.push_str(shown);
                }
            }
            _ => {
                if let Some((_, inner)) = &mut open {
                    let (from, to) = inner.unwrap_or((range.start, range.end));
                    *inner = Some((from.min(range.start), to.max(range.end)));
                }
            }
        }
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    out
}

/// Whether a link behind a sentence only says that its source is there: `[see](…)`.
fn points_to_source(before: &str, shown: &str, rest: &str) -> bool {
    const WORDS: [&str; 12] = [
        "see",
        "see also",
        "source",
        "sources",
        "link",
        "docs",
        "ref",
        "reference",
        "read more",
        "more",
        "more info",
        "learn more",
    ];
    let bare = shown.trim_matches(|c: char| !c.is_alphanumeric());
    let closed = before.trim_end().ends_with(['.', '!', '?', '(']);
    let at_end = rest.is_empty() || rest.starts_with(['\n', ')', '.']) || rest.starts_with(" [");
    closed && at_end && WORDS.iter().any(|word| word.eq_ignore_ascii_case(bare))
}

/// Takes away what stood around such a link; returns the bytes of `rest` that go with it.
fn drop_source(out: &mut String, rest: &str) -> usize {
    let is_in_parentheses = out.trim_end().ends_with('(') && rest.starts_with(')');
    let kept = match is_in_parentheses {
        true => out.trim_end().trim_end_matches('('),
        false => &**out,
    };
    let kept = kept.trim_end_matches(' ').len();
    out.truncate(kept);
    let closed = out.ends_with(['.', '!', '?']);
    let behind = rest
        .get(usize::from(is_in_parentheses)..)
        .unwrap_or_default();
    usize::from(is_in_parentheses).saturating_add(usize::from(closed && behind.starts_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_their_text_and_lose_their_address() {
        assert_eq!(text("plain"), "plain");
        assert_eq!(
            text("[Aurora](./a.md), [RDS](./b.md#x) and S3"),
            "Aurora, RDS and S3"
        );
        assert_eq!(text("[**RDS**](./a.md)"), "**RDS**");
        assert_eq!(text("`[not](a link)`"), "`[not](a link)`");
        assert_eq!(text("![map](m.png)"), "![map](m.png)");
        assert_eq!(text("array[0] (zero)"), "array[0] (zero)");
    }

    #[test]
    fn links_to_the_source_of_a_sentence_go() {
        assert_eq!(text("A group. ([see](https://x.y/z))"), "A group.");
        assert_eq!(text("A machine. [See](https://x.y)"), "A machine.");
        assert_eq!(text("Many. [docs](x) [link](y)."), "Many.");
        assert_eq!(text("Read the [docs](x)."), "Read the docs.");
        assert_eq!(text("Why? [more](x) of it"), "Why? more of it");
    }

    #[test]
    fn breaks_become_lines_and_escaped_pipes_pipes() {
        assert_eq!(text("one<br>two<BR/> three"), "one\ntwo\nthree");
        assert_eq!(text("&#xNAN;_one_&#x20;"), "_one_");
        assert_eq!(cell(r"a \| b"), "a | b");
        assert_eq!(cell("<b class='x'>a</b> &amp; b<br>c < d"), "a & b\nc < d");
        assert_eq!(
            cell("\n  <ul>\n    <li>a</li>\n    <li>b</li>\n  </ul>"),
            "- a\n- b"
        );
        assert_eq!(cell("`<b>` is bold"), "`<b>` is bold");
        assert_eq!(cell("<code>`^</code>"), "`` `^ ``");
        assert_eq!(cell("<kbd>Ctrl</kbd>"), "`Ctrl`");
        assert_eq!(text(r"$\|a\|$"), r"$\|a\|$");
        assert_eq!(text("a < b"), "a < b");
    }

    #[test]
    fn names_have_no_emphasis() {
        assert_eq!(name("**Meaning**"), "Meaning");
        assert_eq!(name("`:wq` _/_ `:x`"), "`:wq` / `:x`");
        assert_eq!(name("snake_case_name"), "snake_case_name");
        assert_eq!(name("a * b"), "a * b");
        assert_eq!(name("[**RDS**](x)"), "RDS");
    }
}
