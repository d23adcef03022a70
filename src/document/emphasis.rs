//! Emphasis that wraps a text as a whole, which emphasises nothing. Marks of single words stay where they are.

use super::label::trimmed;
use super::span::Span;

/// A text without the end of the emphasis that wraps it as a whole: `_Q1: Who?_`.
pub(super) fn unwrapped(whole: &str, text: Span) -> Span {
    let is_wrapped = |mark: char| {
        whole.len() > 2
            && whole.starts_with(mark)
            && whole.ends_with(mark)
            && whole.matches(mark).count().is_multiple_of(2)
    };
    let double = |mark: &str| whole.starts_with(mark) || whole.ends_with(mark);
    if (is_wrapped('_') && !double("__")) || (is_wrapped('*') && !double("**")) {
        return text.with_end(text.end().saturating_sub(1));
    }
    text
}

/// The text behind a label without the emphasis that wraps it as a whole: `*(a remark)*`
pub(super) fn without_emphasis(source: &str, span: Span) -> Span {
    let rest = trimmed(source, span);
    let whole = rest.text(source);
    let inner = unwrapped(whole, rest);
    match inner == rest || whole.matches(['*', '_']).count() > 2 {
        true => rest,
        false => inner.with_start(inner.start().saturating_add(1)),
    }
}
