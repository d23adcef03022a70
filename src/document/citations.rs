//! Sources in brackets behind a sentence: `How does it work? [src]`, `[[source](https://example.org)]`. They say where
//! a text is from and are no part of it. Brackets that may hold an answer, `[B]` or `[True]`, must stay.

use super::block::{Block, BlockKind};
use super::span::bytes_before;

/// The words that name a source, in lower case; a number may follow.
const WORDS: [&str; 8] = [
    "src",
    "source",
    "ref",
    "reference",
    "link",
    "wiki",
    "docs",
    "cite",
];

/// Cuts them off the texts of a document.
pub(super) fn cut(source: &str, blocks: &mut [Block]) {
    for block in blocks {
        let is_text = matches!(
            block.kind,
            BlockKind::Line
                | BlockKind::Item { .. }
                | BlockKind::Heading { .. }
                | BlockKind::Summary
        );
        if is_text {
            let text = block.text.text(source);
            let bare = without_sources(text);
            block.text = block
                .text
                .with_end(block.text.start().saturating_add(bare.len()));
        }
    }
}

/// A text up to the end of its last sentence, where only sources follow.
fn without_sources(text: &str) -> &str {
    let mut rest = text;
    while let Some(before) = before_source(rest) {
        rest = before;
    }
    let is_closed = rest
        .trim_end_matches(['*', '_'])
        .ends_with(['?', '.', '!', ':', '？', '。']);
    match is_closed && rest.len() < text.len() {
        true => rest,
        false => text,
    }
}

/// What stands before the source at the end of a text.
fn before_source(text: &str) -> Option<&str> {
    let linked = text.strip_suffix(")]").or_else(|| text.strip_suffix(')'));
    let (before, name) = match linked {
        // `[[src](…)]`, `[[src]](…)`, `[src](…)`
        Some(link) => {
            let name = link.rsplit_once("](")?.0;
            let open = name.rfind('[')?;
            (name.get(..open)?, name.get(open.saturating_add(1)..)?)
        }
        None => text.strip_suffix(']')?.rsplit_once('[')?,
    };
    let name = name.trim_end_matches(']');
    let word = name.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let is_source = WORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
    let bare = before.trim_end_matches(['[', ' ']);
    (is_source && bytes_before(before, bare) <= 2).then(|| before.trim_end_matches('[').trim_end())
}

#[cfg(test)]
mod tests {
    use super::without_sources;

    #[test]
    fn sources_behind_sentences_are_no_part_of_them() {
        for (text, bare) in [
            ("How? [src]", "How?"),
            ("How?[[src](http://x.org)]", "How?"),
            (
                "It turns. [[src1]](http://x.org) [[src2]](http://x.org/a)",
                "It turns.",
            ),
            ("Reverse it. [ref2]", "Reverse it."),
            ("**Why?** [source](x)", "**Why?**"),
            ("What is `x[0]`", "What is `x[0]`"),
            ("What is [src]", "What is [src]"),
            ("Tea is wet. [True]", "Tea is wet. [True]"),
            ("Which? [B]", "Which? [B]"),
            ("See it here. [The pilot](x)", "See it here. [The pilot](x)"),
        ] {
            assert_eq!(without_sources(text), bare);
        }
    }
}
