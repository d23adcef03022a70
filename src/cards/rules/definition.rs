//! Definitions: `- **Term:** meaning`, `**Term** – meaning`, lists of `Term: meaning`, and definition
//! lists with `: meaning` under the term. They are offered, and made on demand.
//! Labels ("Answer:", "Note:") are not terms, and a meaning that is only a link is none.

use crate::cards::card::{Answer, Kind, Prompt};
use crate::cards::wishes::Wishes;
use crate::document::{BlockKind, Task, inline};

use super::super::links::is_link;
use super::super::page::{LabelKind, Page};
use super::{Draft, Found, Origin};

/// The most characters of a term.
const LONGEST_TERM: usize = 80;

/// Words that label a text and are not terms, in lower case.
const LABELS: [&str; 36] = [
    "answer",
    "correct",
    "incorrect",
    "correct answer",
    "note",
    "notes",
    "warning",
    "tip",
    "hint",
    "example",
    "examples",
    "explanation",
    "reason",
    "important",
    "source",
    "reference",
    "references",
    "see also",
    "link",
    "links",
    "output",
    "input",
    "question",
    "question says",
    "why",
    "pro tip",
    "caution",
    "remember",
    "summary",
    "key point",
    "key points",
    "exam tip",
    "use case",
    "use cases",
    "blog",
    "video",
];

pub(super) fn apply(page: &Page<'_>, at: usize, _: &Wishes) -> Option<Found> {
    let block = page.block(at)?;
    if !matches!(
        block.kind,
        BlockKind::Item {
            task: Task::None,
            ..
        } | BlockKind::Line
    ) {
        return None;
    }
    let text = block.text.text(page.source);
    if let Some(found) = definition_list(page, at) {
        return Some(found);
    }
    let (term, meaning) = bold_term(text).or_else(|| listed_term(page, at))?;
    let folded = term.to_lowercase();
    let is_label = LABELS.contains(&folded.as_str())
        || folded.starts_with("incorrect")
        || folded.starts_with("option ")
        || (folded.chars().count() == 1);
    let (end, meaning) = with_wrapped_lines(page, at, meaning);
    let says = inline::text(&meaning).trim().to_owned();
    if is_label || says.is_empty() || only_links(&meaning) {
        return None;
    }
    let draft = Draft {
        kind: Kind::Definition,
        prompt: Prompt::Text(term.into()),
        answer: Answer::Text(without_trailing_links(&meaning).into()),
        span: page.span(at, end),
        origin: Origin::Structure,
    };
    Some(Found::card(end, draft))
}

/// A term, and `: meaning` on the line under it; several meanings are one answer.
fn definition_list(page: &Page<'_>, at: usize) -> Option<Found> {
    let is_meaning = |at: usize| {
        page.block(at)
            .is_some_and(|block| block.kind == BlockKind::Line)
            && page.text(at).starts_with(": ")
    };
    if page.block(at)?.kind != BlockKind::Line
        || is_meaning(at)
        || !is_meaning(at.saturating_add(1))
    {
        return None;
    }
    let end = (at.saturating_add(1)..page.blocks.len())
        .find(|at| !is_meaning(*at))
        .unwrap_or(page.blocks.len());
    let meanings: Vec<String> = (at.saturating_add(1)..end)
        .map(|at| inline::text(page.text(at).trim_start_matches([':', ' '])).into_owned())
        .collect();
    let draft = Draft {
        kind: Kind::Definition,
        prompt: Prompt::Text(inline::name(page.text(at)).into()),
        answer: Answer::Text(meanings.join("\n").into()),
        span: page.span(at, end),
        origin: Origin::Structure,
    };
    Some(Found::card(end, draft))
}

/// A term in bold at the beginning, and the text behind its colon or dash.
pub(super) fn bold_term(text: &str) -> Option<(String, &str)> {
    let mark = ["**", "__"]
        .into_iter()
        .find(|mark| text.starts_with(mark))?;
    let inner = text.get(2..)?;
    let close = inner.find(mark)?;
    let (term, rest) = (inner.get(..close)?, inner.get(close.saturating_add(2)..)?);
    let (term, rest) = match term.trim_end().strip_suffix(':') {
        Some(term) => (term, rest),
        None => {
            let rest = rest.trim_start();
            let separators = [":", "–", "—", "-", "=", "|"];
            let rest = separators
                .into_iter()
                .find_map(|mark| rest.strip_prefix(mark))?;
            (term, rest)
        }
    };
    let term = inline::name(term);
    let is_term = !term.is_empty() && term.chars().count() <= LONGEST_TERM && !term.ends_with('?');
    is_term.then(|| (term, rest.trim()))
}

/// `- Term: meaning` without bold, where the items beside it read the same.
fn listed_term<'a>(page: &Page<'a>, at: usize) -> Option<(String, &'a str)> {
    let (term, meaning) = plain_term(page, at)?;
    let alike = [at.checked_sub(1), at.checked_add(1)].into_iter().flatten();
    let alike = alike
        .into_iter()
        .any(|beside| plain_term(page, beside).is_some());
    alike.then_some((term, meaning))
}

fn plain_term<'a>(page: &Page<'a>, at: usize) -> Option<(String, &'a str)> {
    if !page.is_item(at) || page.label_kind(at) != LabelKind::Other {
        return None;
    }
    let found = page.label(at)?;
    let term = inline::name(found.name.text(page.source));
    let meaning = found.rest.text(page.source);
    let is_term =
        term.split_whitespace().count() <= 6 && !term.ends_with('?') && !meaning.is_empty();
    is_term.then_some((term, meaning))
}

/// The meaning with the lines that go on with it.
fn with_wrapped_lines(page: &Page<'_>, at: usize, meaning: &str) -> (usize, String) {
    let mut text = meaning.to_owned();
    let mut end = at.saturating_add(1);
    let is_item = page.is_item(at);
    while is_item
        && page.block(end).is_some_and(|block| {
            block.kind == BlockKind::Line
                && block.gap == crate::document::Gap::None
                && !page.is_gapless
        })
        && page.label(end).is_none()
    {
        text.push(' ');
        text.push_str(page.text(end));
        end = end.saturating_add(1);
    }
    (end, text)
}

/// Whether a meaning is links and nothing else.
fn only_links(meaning: &str) -> bool {
    let bare = inline::text(meaning);
    let mut rest = meaning.to_owned();
    for part in meaning.split('[').skip(1) {
        if let Some((_, tail)) = part.split_once(')') {
            let link = format!("[{}", part.strip_suffix(tail).unwrap_or(part));
            rest = rest.replace(&link, "");
        }
    }
    is_link(meaning)
        || (meaning.contains("](") && !rest.chars().any(char::is_alphanumeric))
        || bare.starts_with("http")
}

/// A meaning without the links behind it, which are sources and not part of what is asked.
fn without_trailing_links(meaning: &str) -> String {
    let mut text = meaning.trim();
    while text.ends_with(')') {
        let Some(open) = text.rfind('[') else { break };
        let is_link = text.get(open..).is_some_and(|link| link.contains("]("));
        let before = text
            .get(..open)
            .unwrap_or_default()
            .trim_end_matches([' ', ',', '!']);
        if !is_link || before.is_empty() {
            break;
        }
        text = before;
    }
    inline::text(text).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_told_from_other_bold_words() {
        let term = |text| bold_term(text).map(|(term, rest)| (term, rest.to_owned()));
        assert_eq!(
            term("**EBS:** block storage"),
            Some(("EBS".into(), "block storage".into()))
        );
        assert_eq!(
            term("**EBS** – block storage"),
            Some(("EBS".into(), "block storage".into()))
        );
        assert_eq!(term("**EBS** is block storage"), None);
        assert_eq!(term("**What is EBS?**: storage"), None);
    }

    #[test]
    fn links_are_sources_and_not_meanings() {
        assert!(only_links("[Docs](a) [More](b)"));
        assert!(!only_links("Four short words [Docs](a)"));
        assert_eq!(
            without_trailing_links("Four words [Docs](a) [More](b)"),
            "Four words"
        );
        assert_eq!(without_trailing_links("See [Docs](a)"), "See");
    }
}
