//! Front matter: what a document says about itself before it begins.

use super::line::lines;
use super::span::Span;

/// Front matter between `---` or `+++` marks at the very top, and where the text after it begins.
pub(super) fn front_matter(source: &str, start: usize) -> (Option<Span>, usize) {
    let mut all = lines(source, start);
    let Some(first) = all.next() else {
        return (None, start);
    };
    let mark = first.span.text(source).trim_end();
    if mark != "---" && mark != "+++" {
        return (None, start);
    }
    let mut body = Span::new(first.span.end(), first.span.end());
    // Real front matter is short; a rule at the top of a long document is not front matter.
    for line in all.take(200) {
        if line.span.text(source).trim_end() == mark {
            if !names_keys(body.text(source)) {
                return (None, start);
            }
            let rest = source.get(line.span.end()..).unwrap_or_default();
            let line_end = rest
                .find('\n')
                .map_or(rest.len(), |at| at.saturating_add(1));
            return (Some(body), line.span.end().saturating_add(line_end));
        }
        body = body.with_end(line.span.end());
    }
    (None, start)
}

/// Whether the first line between two marks is a key, a comment or a list: a rule may stand above a text, too.
fn names_keys(body: &str) -> bool {
    let Some(first) = body.lines().map(str::trim).find(|line| !line.is_empty()) else {
        return true;
    };
    let is_key = |sign: char| {
        let key = first.split_once(sign).map_or("", |(key, _)| key.trim());
        let fits = |sign: char| {
            sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.' | '"' | '\'' | ' ')
        };
        !key.is_empty() && key.chars().all(fits) && key.split(' ').count() <= 3
    };
    first.starts_with(['#', '-', '{']) || is_key(':') || is_key('=')
}
