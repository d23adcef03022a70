//! A scenario whose answer is a list that no label of answers announces: `What to do:` and items, or
//! a quoted situation and a list of terms. The names in such a list are the answer, so that the
//! front must not show them.

use std::ops::Range;

use crate::cards::card::{Answer, Kind, Prompt};
use crate::cards::page::Page;
use crate::cards::pieces::append;
use crate::cards::rules::definition::bold_term;
use crate::cards::rules::{Draft, Found, Origin};
use crate::document::label::Label;
use crate::document::{BlockKind, inline};

/// The card of a scenario at `at` whose blocks are `inside`; `lead` is what stands behind its label.
pub(super) fn listed(
    page: &Page<'_>,
    at: usize,
    inside: Range<usize>,
    lead: &str,
) -> Option<Found> {
    let (list, asked) = answer_list(page, inside.clone())?;
    let situation: Vec<usize> = (inside.start..list).collect();
    let situation = page.markdown(&situation);
    let quoted: Vec<&str> = situation
        .lines()
        .map(|line| line.strip_prefix("> ").unwrap_or(line))
        .collect();
    let mut prompt = lead.to_owned();
    append(&mut prompt, &quoted.join("\n"), "\n\n");
    if prompt.is_empty() {
        return None;
    }
    let first = list.saturating_add(usize::from(asked.is_some()));
    if let Some(asked) = asked {
        append(&mut prompt, &format!("{asked}?"), "\n\n");
    }
    let items: Vec<usize> = (first..inside.end).collect();
    let draft = Draft {
        kind: Kind::Scenario,
        prompt: Prompt::Text(prompt.into()),
        answer: Answer::Text(page.markdown(&items).into()),
        span: page.span(at, inside.end),
        origin: Origin::Structure,
    };
    Some(Found::card(inside.end, draft))
}

/// Where the answer begins: at a line that names what the items below it are, with its words, or at
/// the first term below a quote.
fn answer_list(page: &Page<'_>, inside: Range<usize>) -> Option<(usize, Option<String>)> {
    let kind = |at: usize| page.block(at).map(|block| &block.kind);
    let is_item = |at: usize| matches!(kind(at), Some(BlockKind::Item { .. }));
    let named = |at: usize| {
        let found = page.label(at)?;
        let is_name = kind(at) == Some(&BlockKind::Line)
            && found.label == Label::Other
            && found.rest.text(page.source).is_empty()
            && at.saturating_add(1) < inside.end
            && is_item(at.saturating_add(1))
            // Questions below it are asked, too.
            && !page.asks(at.saturating_add(1));
        is_name.then(|| inline::name(found.name.text(page.source)))
    };
    let is_term = |at: usize| is_item(at) && bold_term(page.text(at)).is_some();
    let mut is_quoted = false;
    for at in inside.clone() {
        is_quoted |= kind(at) == Some(&BlockKind::Quote);
        if let Some(name) = named(at) {
            return Some((at, Some(name)));
        }
        if is_quoted && is_term(at) {
            return Some((at, None));
        }
    }
    None
}
