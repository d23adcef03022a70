//! Plain lines whose answer stands elsewhere: in a key, by a number with a blank before it, or in a fold below a
//! list. A line without either is none of them.

use crate::document::BlockKind;

use super::bold_number::bold_number;
use super::page::Page;
use super::stem::is_stem;

/// Whether a line with its number in bold, or with a blank before it, has its answer in a key.
pub(super) fn is_counted(page: &Page<'_>, at: usize) -> bool {
    let number = bold_number(page.text(at)).map(|(number, _)| number);
    number.is_some_and(|number| page.survey.key_entry(number, at).is_some())
}

/// Whether a line that asks stands above a list or code and a fold or a line that shows its answer.
pub(super) fn hides_answer(page: &Page<'_>, at: usize) -> bool {
    /// The most blocks between them.
    const REACH: usize = 6;
    if !page.asks(at) {
        return false;
    }
    let first = at.saturating_add(1);
    let is_more = |at: &usize| {
        page.block(*at).is_some_and(|block| {
            matches!(
                block.kind,
                BlockKind::Item { .. } | BlockKind::Code | BlockKind::Quote
            )
        }) && !page.asks(*at)
    };
    let more = (first..first.saturating_add(REACH))
        .take_while(is_more)
        .count();
    let fold = first.saturating_add(more);
    let is_fold = page
        .block(fold)
        .is_some_and(|block| matches!(block.kind, BlockKind::Summary | BlockKind::Line));
    more > 0 && is_fold && page.is_reveal(fold)
}

/// Whether an item that asks stands right above a fold or line beside it that shows its answer: in the list only
/// the question stands. In a pasted page a button may be indented, and the answer is not.
pub(super) fn hides_below(page: &Page<'_>, at: usize) -> bool {
    let below = at.saturating_add(1);
    let indent = page.block(at).map_or(0, |block| block.indent);
    let is_beside = page.block(below).is_some_and(|next| {
        matches!(next.kind, BlockKind::Summary | BlockKind::Line) && next.indent <= indent
    });
    let behind = below.saturating_add(1);
    let is_button = || {
        let is_answer = page
            .block(behind)
            .is_some_and(|block| block.indent <= indent);
        page.is_gapless && is_answer && !page.asks(behind)
    };
    let is_beside = is_beside || is_button();
    is_beside && page.item_number(at).is_none() && page.asks(at) && page.is_reveal(below)
}

/// Whether an item that asks stands right above options beside it.
pub(super) fn offers_below(page: &Page<'_>, at: usize) -> bool {
    let below = at.saturating_add(1);
    let is_beside = page.block(below).is_some_and(|next| {
        let indent = page.block(at).map_or(0, |block| block.indent);
        next.kind == BlockKind::Line && next.indent <= indent
    });
    is_beside && page.item_number(at).is_none() && page.begins_options(below) && is_stem(page, at)
}
