//! A case that several numbered questions are about, said by a line such as `Items 1–2 refer to the following
//! case.` Without that line a text between questions is nobody's.

use std::ops::RangeInclusive;

use crate::document::BlockKind;

use super::page::Page;
use super::prompt::mark_at;

/// The most bytes of the line that says so, unless it tells the case itself.
const LONGEST_LINE: usize = 1500;
/// The fewest bytes of a line that tells the case as well.
const SHORTEST_CASE: usize = 120;
/// The most blocks of a case.
const LONGEST_CASE: usize = 16;
/// What leads to a case.
const LEADS: [&str; 4] = ["following", "refer", "based on", "below"];

/// A case, the numbers of its questions and the first block behind it.
pub(super) struct SharedCase {
    pub(super) text: String,
    pub(super) numbers: RangeInclusive<u32>,
    pub(super) end: usize,
}

/// The lines that say that the text below them belongs to several questions, sorted. The whole text is searched
/// for their words at once: few documents have any.
pub(super) fn cases(page: &Page<'_>) -> Vec<usize> {
    let mut found = Vec::new();
    for word in ["uestions ", "tems ", "roblems "] {
        let mut last = None;
        for place in memchr::memmem::find_iter(page.source.as_bytes(), word) {
            let at = page
                .blocks
                .partition_point(|block| block.span.end() <= place);
            if last != Some(at) && introduced(page, at).is_some() {
                found.push(at);
            }
            last = Some(at);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The case that begins at a place.
pub(super) fn shared_case(page: &Page<'_>, at: usize) -> Option<SharedCase> {
    if !page.survey.begins_case(at) {
        return None;
    }
    let numbers = introduced(page, at)?;
    let first = at.saturating_add(1);
    let is_case = |at: &usize| {
        let block = page.block(*at);
        block.is_some_and(|block| block.kind.is_content()) && mark_at(page, *at).is_none()
    };
    let blocks: Vec<usize> = (first..first.saturating_add(LONGEST_CASE))
        .take_while(is_case)
        .collect();
    let end = first.saturating_add(blocks.len());
    mark_at(page, end)?;
    let text = match blocks.is_empty() {
        true if page.text(at).len() >= SHORTEST_CASE => page.text(at).to_owned(),
        true => return None,
        false => page.markdown(&blocks),
    };
    Some(SharedCase { text, numbers, end })
}

fn introduced(page: &Page<'_>, at: usize) -> Option<RangeInclusive<u32>> {
    let block = page.block(at)?;
    let is_line = matches!(block.kind, BlockKind::Line | BlockKind::Heading { .. });
    let text = page.text(at);
    if !is_line || text.len() > LONGEST_LINE || !LEADS.iter().any(|word| text.contains(word)) {
        return None;
    }
    numbers(text)
}

/// The numbers in `questions 3 to 5`.
fn numbers(text: &str) -> Option<RangeInclusive<u32>> {
    let mut words = text.split([' ', '*', '_', '(', ')', ':', ',']);
    let names = |word: &str| {
        ["questions", "items", "problems"]
            .iter()
            .any(|name| name.eq_ignore_ascii_case(word))
    };
    words.find(|word| names(word))?;
    let mut words = words.filter(|word| !word.is_empty()).take(3);
    let first = words.next()?;
    if let Some((first, last)) = first.split_once(['-', '–', '—']) {
        return range(first, last);
    }
    let between = words.next()?;
    let is_between = ["to", "and", "through", "-", "–", "—", "&"].contains(&between);
    range(first, words.next()?).filter(|_| is_between)
}

fn range(first: &str, last: &str) -> Option<RangeInclusive<u32>> {
    let last = last.trim_end_matches(|c: char| !c.is_ascii_digit());
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    (first < last).then_some(first..=last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_the_questions_are_read() {
        for (text, expected) in [
            ("**Items 1–2 refer to the following case.**", Some(1..=2)),
            ("Questions 3 to 5 are based on the case", Some(3..=5)),
            ("Use it to answer questions 4-6.", Some(4..=6)),
            ("These questions are hard", None),
            ("Questions 7 are", None),
        ] {
            assert_eq!(numbers(text), expected, "{text}");
        }
    }
}
