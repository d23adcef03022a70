//! Lists: `AWS always manages:` and the items under it. Sets are poor cards, so they are offered and
//! made only on demand: the front names how many there are.

use crate::cards::card::{Answer, Kind, Prompt};
use crate::cards::wishes::Wishes;
use crate::document::{BlockKind, Task, inline};

use super::super::page::Page;
use super::{Draft, Found, Origin};

/// The most items that a person can be asked to name.
const MOST_ITEMS: usize = 12;

pub(super) fn apply(page: &Page<'_>, at: usize, _: &Wishes) -> Option<Found> {
    let block = page.block(at)?;
    let text = block.text.text(page.source);
    let bare = text.trim_end_matches(['*', '_']);
    if block.kind != BlockKind::Line || !bare.ends_with(':') || page.is_noise(at) {
        return None;
    }
    let items: Vec<usize> = (at.saturating_add(1)..page.blocks.len())
        .take(MOST_ITEMS + 1)
        .take_while(|at| {
            page.block(*at).is_some_and(|block| {
                matches!(
                    block.kind,
                    BlockKind::Item {
                        task: Task::None,
                        ..
                    }
                )
            }) && page.option_letter(*at).is_none()
        })
        .collect();
    if items.len() < 2 || items.len() > MOST_ITEMS {
        return None;
    }
    let front = format!("{} ({})", inline::name(bare), items.len());
    let draft = Draft {
        kind: Kind::List,
        prompt: Prompt::Text(front.into()),
        answer: Answer::Text(page.markdown(&items).into()),
        span: page.span(at, at.saturating_add(1).saturating_add(items.len())),
        origin: Origin::Structure,
    };
    // The items stay free for other rules: they may be definitions or questions.
    Some(Found::card(at.saturating_add(1), draft))
}
