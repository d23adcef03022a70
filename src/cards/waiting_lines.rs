//! Plain lines whose answer stands elsewhere: in a key, by a number with a blank before it, or in a fold below a
//! list. A line without either is none of them.

use crate::document::BlockKind;

use super::bold_number::blank_number;
use super::page::Page;

/// Whether a line with a blank before its number has its answer in a key.
pub(super) fn is_counted(page: &Page<'_>, at: usize) -> bool {
    let number = blank_number(page.text(at)).map(|(number, _)| number);
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
