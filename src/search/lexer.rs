//! A query as tokens with their places.

use std::ops::Range;

use super::Misread;
use super::pattern::Pattern;

/// A token and where it stands, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Range<usize>,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open,
    Close,
    Or,
    And,
    /// `-` or `NOT`: what follows must not hold.
    Not,
    Word(Word),
}

/// A term as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// What stands before the first colon that is not quoted, with its place.
    pub(super) key: Option<(String, Range<usize>)>,
    /// The rest, quotes and escapes undone.
    pub(super) value: Pattern,
    /// Where the rest stands.
    pub(super) value_span: Range<usize>,
}

/// The tokens of a query.
pub(super) fn tokens(query: &str) -> Result<Vec<Token>, Misread> {
    let mut tokens = Vec::new();
    let mut rest = query;
    loop {
        rest = rest.trim_start();
        let start = query.len().saturating_sub(rest.len());
        let Some(first) = rest.chars().next() else {
            return Ok(tokens);
        };
        let single = match first {
            '(' => Some(TokenKind::Open),
            ')' => Some(TokenKind::Close),
            '-' => Some(TokenKind::Not),
            _ => None,
        };
        let (kind, length) = match single {
            Some(kind) => (kind, 1),
            None => word(rest, start)?,
        };
        tokens.push(Token {
            kind,
            span: from(start, 0..length),
        });
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// A part of a text that begins at `start`.
pub(super) fn from(start: usize, part: Range<usize>) -> Range<usize> {
    start.saturating_add(part.start)..start.saturating_add(part.end)
}

/// The word at the beginning of `rest`, which stands at `start`, and its length.
fn word(rest: &str, start: usize) -> Result<(TokenKind, usize), Misread> {
    let (mut value, mut value_start, mut key) = (Pattern::default(), 0, None);
    let (mut quoted, mut was_quoted) = (None, false);
    let mut chars = rest.char_indices();
    let mut end = rest.len();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => {
                quoted = if quoted.is_some() { None } else { Some(at) };
                was_quoted = true;
            }
            '\\' => match chars.next() {
                Some((_, escaped)) => value.push(escaped),
                None => value.push('\\'),
            },
            '*' => value.push_any(),
            ':' if quoted.is_none() && !was_quoted && key.is_none() => {
                key = Some((value.plain(), from(start, 0..at)));
                value = Pattern::default();
                value_start = at.saturating_add(1);
            }
            c if quoted.is_none() && (c.is_whitespace() || c == '(' || c == ')') => {
                end = at;
                break;
            }
            c => value.push(c),
        }
    }
    if let Some(at) = quoted {
        return Err(Misread {
            span: from(start, at..rest.len()),
            message: "this quote has no end".to_owned(),
            unknown: None,
            hint: Some(
                "Close it with \", or write \\\" for a quote that is looked for.".to_owned(),
            ),
        });
    }
    let bare = match rest.get(..end) {
        Some("OR" | "or") => Some(TokenKind::Or),
        Some("AND" | "and") => Some(TokenKind::And),
        Some("NOT" | "not") => Some(TokenKind::Not),
        _ => None,
    };
    let kind = bare.unwrap_or(TokenKind::Word(Word {
        key,
        value,
        value_span: from(start, value_start..end),
    }));
    Ok((kind, end))
}
