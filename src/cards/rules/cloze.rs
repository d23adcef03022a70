//! Cloze: a sentence with parts left out, one card for each part. Only where the author marked it:
//! `C: The capital is [Paris].`, `{{c1::Paris}}`, and `==Paris==` where the document asks for it with
//! `kinds=+cloze`. Brackets in code and math are never left out.

use crate::cards::card::{Answer, Kind, Prompt};
use crate::cards::wishes::{Highlights, Wishes};
use crate::document::{BlockKind, Code, Gap, Problem, Span, inline};

use super::super::page::Page;
use super::{Draft, Found, Origin};

/// The most bytes that the cards of one text hold: each of them repeats the text.
const MOST_SHOWN: usize = 4 << 20;

/// What stands in the place of the part that is asked.
const GAP: &str = "[…]";

/// A part that can be left out: its place in the text, marks included, and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Deletion {
    start: usize,
    end: usize,
    /// Parts with the same number are left out together.
    number: usize,
    text: String,
    hint: Option<String>,
}

pub(super) fn apply(page: &Page<'_>, at: usize, wishes: &Wishes) -> Option<Found> {
    let block = page.block(at)?;
    if !matches!(block.kind, BlockKind::Line | BlockKind::Item { .. }) {
        return None;
    }
    let first = block.text.text(page.source);
    let labelled = first.strip_prefix("C:").map(str::trim_start);
    let highlights = wishes.highlights == Highlights::Cloze && first.contains("==");
    // One sign is looked for many times as fast as three.
    let is_marked = || first.contains('{') && first.contains("{{c");
    if labelled.is_none() && !highlights && !is_marked() {
        return None;
    }
    let end = end_of(page, at, labelled.is_some());
    let mut text = labelled.unwrap_or(first).to_owned();
    for line in at.saturating_add(1)..end {
        text.push('\n');
        text.push_str(page.text(line));
    }
    let deletions = match labelled {
        Some(_) => bracketed(&text),
        None if highlights => highlighted(&text),
        None => numbered(&text),
    };
    let mut numbers: Vec<usize> = deletions.iter().map(|deletion| deletion.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.is_empty() {
        return None;
    }
    if numbers.len().saturating_mul(text.len()) > MOST_SHOWN {
        return Some(Found {
            end,
            problems: vec![too_many(page.span(at, end))],
            ..Found::default()
        });
    }
    let drafts = numbers.into_iter().map(|number| Draft {
        kind: Kind::Cloze,
        prompt: Prompt::Text(shown(&text, &deletions, Some(number)).into()),
        answer: Answer::Text(answer(&deletions, number).into()),
        span: page.span(at, end),
        origin: Origin::Author,
    });
    Some(Found {
        end,
        drafts: drafts.collect(),
        ..Found::default()
    })
}

fn too_many(span: Span) -> Problem {
    Problem {
        code: Code::Skipped,
        span,
        message: "no card was made: a text this long has too many gaps".into(),
        hint: Some("make several texts of it".into()),
    }
}

/// A labelled cloze goes on to the end of its paragraph.
fn end_of(page: &Page<'_>, at: usize, is_labelled: bool) -> usize {
    let mut end = at.saturating_add(1);
    while is_labelled
        && page
            .block(end)
            .is_some_and(|block| block.kind == BlockKind::Line && block.gap == Gap::None)
        && page.label(end).is_none()
        && !page.text(end).starts_with("C:")
    {
        end = end.saturating_add(1);
    }
    end
}

/// `[part]`: each is a part of its own; links, code and math are none.
fn bracketed(text: &str) -> Vec<Deletion> {
    let mut found = Vec::new();
    let mut closed_by: Option<char> = None;
    let mut open = None;
    for (at, c) in text.char_indices() {
        match (closed_by, c) {
            (Some(mark), _) if c == mark => closed_by = None,
            (Some(_), _) => {}
            (None, '`' | '$') if open.is_none() => closed_by = Some(c),
            (None, '[')
                if !text
                    .get(..at)
                    .is_some_and(|before| before.ends_with(['!', '\\'])) =>
            {
                open = Some(at);
            }
            (None, ']') => {
                let Some(start) = open.take() else { continue };
                let inner = text.get(start.saturating_add(1)..at).unwrap_or_default();
                let is_link = text
                    .get(at.saturating_add(1)..)
                    .is_some_and(|after| after.starts_with(['(', '[']));
                if !inner.trim().is_empty() && !is_link {
                    let number = found.len().saturating_add(1);
                    let text = inner.to_owned();
                    found.push(Deletion {
                        start,
                        end: at.saturating_add(1),
                        number,
                        text,
                        hint: None,
                    });
                }
            }
            _ => {}
        }
    }
    found
}

/// `==part==`: each is a part of its own; code is none.
fn highlighted(text: &str) -> Vec<Deletion> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut in_code = false;
    for (at, c) in text.char_indices() {
        let here = text.get(at..).unwrap_or_default();
        in_code ^= c == '`';
        if in_code || !here.starts_with("==") || here.starts_with("===") {
            continue;
        }
        match open.take() {
            // The second sign of the mark that was opened one byte before.
            Some(start) if start.saturating_add(1) == at => open = Some(start),
            Some(start) => {
                let inner = text.get(start.saturating_add(2)..at).unwrap_or_default();
                let number = found.len().saturating_add(1);
                if !inner.trim().is_empty() {
                    found.push(Deletion {
                        start,
                        end: at.saturating_add(2),
                        number,
                        text: inner.to_owned(),
                        hint: None,
                    });
                }
            }
            None => open = Some(at),
        }
    }
    found
}

/// `{{c1::part}}` and `{{c1::part::hint}}`.
fn numbered(text: &str) -> Vec<Deletion> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text
        .get(from..)
        .and_then(|rest| rest.find("{{c"))
        .map(|at| from.saturating_add(at))
    {
        let rest = text.get(open.saturating_add(3)..).unwrap_or_default();
        let Some(close) = rest.find("}}") else { break };
        let inner = rest.get(..close).unwrap_or_default();
        from = open
            .saturating_add(3)
            .saturating_add(close)
            .saturating_add(2);
        let Some((number, part)) = inner.split_once("::") else {
            continue;
        };
        let Ok(number) = number.parse() else { continue };
        let (part, hint) = match part.split_once("::") {
            Some((part, hint)) => (part, Some(hint.to_owned())),
            None => (part, None),
        };
        found.push(Deletion {
            start: open,
            end: from,
            number,
            text: part.to_owned(),
            hint,
        });
    }
    found
}

/// The text with one number left out and the others shown.
fn shown(text: &str, deletions: &[Deletion], asked: Option<usize>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for deletion in deletions {
        out.push_str(text.get(from..deletion.start).unwrap_or_default());
        match (&deletion.hint, Some(deletion.number) == asked) {
            (_, false) => out.push_str(&deletion.text),
            (None, true) => out.push_str(GAP),
            (Some(hint), true) => {
                out.push('[');
                out.push_str(hint);
                out.push(']');
            }
        }
        from = deletion.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    inline::text(&out).into_owned()
}

fn answer(deletions: &[Deletion], number: usize) -> String {
    let texts: Vec<&str> = deletions
        .iter()
        .filter(|deletion| deletion.number == number)
        .map(|deletion| deletion.text.as_str())
        .collect();
    texts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_parts_but_not_in_code_math_or_links() {
        let texts = |text: &str| -> Vec<String> {
            bracketed(text)
                .into_iter()
                .map(|deletion| deletion.text)
                .collect()
        };
        assert_eq!(texts("a [b] c [d]"), ["b", "d"]);
        assert_eq!(texts("`x[0]` and $y[1]$ and [z]"), ["z"]);
        assert_eq!(texts("[link](x) ![map](y) [z]"), ["z"]);
        assert_eq!(texts("shape [(n,)] here"), ["(n,)"]);
    }

    #[test]
    fn highlights_are_parts_but_not_in_code() {
        let texts = |text: &str| -> Vec<String> {
            highlighted(text)
                .into_iter()
                .map(|deletion| deletion.text)
                .collect()
        };
        assert_eq!(
            texts("==Paris== is in ==France==, `a == b`"),
            ["Paris", "France"]
        );
        assert_eq!(texts("a === b"), Vec::<String>::new());
    }

    #[test]
    fn parts_with_one_number_go_together() {
        let text = "{{c1::Paris}} in {{c2::France::country}} and {{c1::Lyon}}";
        let deletions = numbered(text);
        assert_eq!(shown(text, &deletions, Some(1)), "[…] in France and […]");
        assert_eq!(answer(&deletions, 1), "Paris, Lyon");
        assert_eq!(
            shown(text, &deletions, Some(2)),
            "Paris in [country] and Lyon"
        );
        assert_eq!(numbered("${{ secrets.NAME }} {{< step >}} {{c}}"), []);
    }
}
