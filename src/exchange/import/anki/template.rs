//! Anki's card templates: HTML with fields in double braces, sections shown when a field is empty or
//! not, and filters. A template is read once for its type and filled for each note.
//! A template that makes no sense is `None`, and its cards show the fields themselves.

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// HTML as it stands.
    Html(String),
    /// A field, with its filters from right to left.
    Field { name: String, filters: Vec<String> },
    /// Shown when the field has something in it, or when it has not.
    Section {
        name: String,
        shown_when: Shown,
        pieces: Vec<Piece>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Filled,
    Empty,
}

/// A template, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template(Vec<Piece>);

/// How deep sections may stand in each other.
const DEEPEST: usize = 64;

/// The most HTML of one side, in bytes. A template can name a long field a thousand times.
const LONGEST_SIDE: usize = 8 << 20;

/// What fills a template.
pub(super) trait Filling {
    /// The content of a field, as HTML; `None` when there is no such field.
    fn field(&self, name: &str) -> Option<std::borrow::Cow<'_, str>>;
    /// The content after a filter.
    fn filtered(&self, filter: &str, name: &str, content: String) -> String;
}

impl Template {
    /// Reads a template.
    pub(super) fn read(text: &str) -> Option<Template> {
        let text = without_comments(text);
        let (open, close) = if text.trim_start().starts_with("{{=<% %>=}}") {
            ("<%", "%>")
        } else {
            ("{{", "}}")
        };
        let text = text.replacen("{{=<% %>=}}", "", 1);
        let mut rest = text.as_str();
        let pieces = pieces(&mut rest, open, close, None, DEEPEST)?;
        Some(Template(pieces))
    }

    /// The HTML for a note; `None` when there is far too much of it.
    pub(super) fn fill(&self, filling: &impl Filling) -> Option<String> {
        let mut html = String::new();
        fill(&self.0, filling, &mut html);
        (html.len() <= LONGEST_SIDE).then_some(html)
    }
}

fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        // A comment that never ends hides nothing, and none that begins behind it ends.
        let Some((_, after)) = after.split_once("-->") else {
            out.push_str("<!--");
            rest = after;
            break;
        };
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Reads pieces up to the end of the section `inside`, or of the text.
fn pieces(
    rest: &mut &str,
    open: &str,
    close: &str,
    inside: Option<&str>,
    depth: usize,
) -> Option<Vec<Piece>> {
    let mut found = Vec::new();
    loop {
        let Some((before, after)) = rest.split_once(open) else {
            if !rest.is_empty() {
                found.push(Piece::Html((*rest).to_owned()));
            }
            *rest = "";
            // A section that never ends is a mistake.
            return inside.is_none().then_some(found);
        };
        if !before.is_empty() {
            found.push(Piece::Html(before.to_owned()));
        }
        let (tag, after) = after.split_once(close)?;
        // `{{{field}}}` is the same as `{{field}}`.
        let after = if open == "{{" && tag.starts_with('{') {
            after.strip_prefix('}').unwrap_or(after)
        } else {
            after
        };
        *rest = after;
        let tag = tag.trim_start_matches('{').trim();
        if let Some(name) = tag.strip_prefix('#').or_else(|| tag.strip_prefix('^')) {
            let name = name.trim().to_owned();
            let pieces = pieces(rest, open, close, Some(&name), depth.checked_sub(1)?)?;
            let shown_when = match tag.starts_with('#') {
                true => Shown::Filled,
                false => Shown::Empty,
            };
            found.push(Piece::Section {
                name,
                shown_when,
                pieces,
            });
        } else if let Some(name) = tag.strip_prefix('/') {
            return (inside == Some(name.trim())).then_some(found);
        } else {
            let mut parts: Vec<String> =
                tag.split(':').map(|part| part.trim().to_owned()).collect();
            let name = parts.pop()?;
            parts.reverse();
            found.push(Piece::Field {
                name,
                filters: parts,
            });
        }
    }
}

fn fill(pieces: &[Piece], filling: &impl Filling, html: &mut String) {
    for piece in pieces {
        if html.len() > LONGEST_SIDE {
            return;
        }
        match piece {
            Piece::Html(text) => html.push_str(text),
            Piece::Field { name, filters } if filters.is_empty() => {
                html.push_str(&filling.field(name).unwrap_or_default());
            }
            Piece::Field { name, filters } => {
                let content = filling.field(name).unwrap_or_default().into_owned();
                let content = filters.iter().fold(content, |content, filter| {
                    filling.filtered(filter, name, content)
                });
                html.push_str(&content);
            }
            Piece::Section {
                name,
                shown_when,
                pieces,
            } => {
                let is_filled = filling.field(name).is_some_and(|text| !is_blank(&text));
                if is_filled == (*shown_when == Shown::Filled) {
                    fill(pieces, filling, html);
                }
            }
        }
    }
}

/// Whether HTML shows nothing: spaces, `<br>` and `<div>` alone.
pub(super) fn is_blank(html: &str) -> bool {
    let mut rest = html.trim_start();
    while let Some(tag) = rest.strip_prefix('<') {
        let Some((tag, after)) = tag.split_once('>') else {
            return false;
        };
        let name = tag.trim_matches(['/', ' ']).to_ascii_lowercase();
        if !matches!(name.as_str(), "br" | "div") {
            return false;
        }
        rest = after.trim_start();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    const LONG: usize = 1 << 20;

    struct Words;

    impl Filling for Words {
        fn field(&self, name: &str) -> Option<Cow<'_, str>> {
            match name {
                "Front" => Some("front".into()),
                "Long" => Some("x".repeat(LONG).into()),
                "Empty" => Some("<div><br /></div> ".into()),
                _ => None,
            }
        }

        fn filtered(&self, filter: &str, _: &str, content: String) -> String {
            format!("{filter}({content})")
        }
    }

    fn filled(text: &str) -> Option<String> {
        Template::read(text).and_then(|template| template.fill(&Words))
    }

    #[test]
    fn fields_sections_and_filters() {
        for (text, expected) in [
            ("a {{Front}} b", "a front b"),
            ("{{ Front }}{{{Front}}}", "frontfront"),
            ("{{a:b:Front}}", "a(b(front))"),
            ("{{#Front}}x{{/Front}}{{^Front}}y{{/Front}}", "x"),
            ("{{#Empty}}x{{/Empty}}{{^ Empty }}y{{/Empty}}", "y"),
            ("{{#Front}}{{^Empty}}in{{/Empty}}{{/Front}}", "in"),
            ("<!-- {{#Front}} -->{{Front}}", "front"),
            ("{{=<% %>=}}<% Front %> {{x}}", "front {{x}}"),
            ("{{Nobody}}.", "."),
            ("<!-- a <!-- b", "<!-- a <!-- b"),
        ] {
            assert_eq!(filled(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_none() {
        for text in [
            "{{Front",
            "{{#Front}}x",
            "{{#Front}}x{{/Other}}",
            "x{{/Front}}",
            &"{{#Front}}".repeat(100),
            // Far too much of it.
            &"{{Long}}".repeat(LONGEST_SIDE / LONG + 1),
        ] {
            assert_eq!(filled(text), None, "{text}");
        }
    }
}
