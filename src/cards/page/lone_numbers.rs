//! Numbers that count questions through a document: alone above what they count, `## 7` or `**7**`, or in bold before
//! it, `**7.** Name …`. The number of a page or chapter must never be taken for one: most stand above something that
//! asks or offers options.

use crate::cards::bold_number::{bold_number, has_sort, number_alone, number_in_bold};
use crate::cards::demand_words::is_imperative;
use crate::cards::prompt_words::{asks, is_bold};
use crate::document::label::{Label, Labelled};
use crate::document::{Block, BlockKind, Span, option_letter};

/// The fewest such numbers.
const FEWEST: usize = 3;
/// How far below its number a question may ask, in blocks.
const REACH: usize = 4;

/// The places of such numbers, in order.
pub(super) fn lone_numbers(source: &str, blocks: &[Block]) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut last = 0_u32;
    let mut asking = 0_usize;
    for (at, block) in blocks.iter().enumerate() {
        let Some(number) = counted(source, block) else {
            continue;
        };
        // Numbers may begin anew in each part.
        let follows = last.checked_add(1) == Some(number) || number == 1;
        let below = blocks.get(at.saturating_add(1));
        if !follows || !below.is_some_and(|below| below.kind == BlockKind::Line) {
            continue;
        }
        last = number;
        asking = asking.saturating_add(usize::from(asks_below(source, blocks, at)));
        found.push(at);
    }
    match found.len() >= FEWEST && asking.saturating_mul(2) > found.len() {
        true => found,
        false => Vec::new(),
    }
}

/// The places of questions and demands behind numbers in bold that count on, where most of those ask or demand.
pub(super) fn bold_numbers(source: &str, blocks: &[Block]) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut last = 0_u32;
    let mut all = 0_usize;
    for (at, block) in blocks.iter().enumerate() {
        let Some((number, words)) = counted_in_bold(source, block) else {
            continue;
        };
        if last.checked_add(1) != Some(number) && number != 1 {
            continue;
        }
        last = number;
        all = all.saturating_add(1);
        let text = block.text.text(source);
        // A question in bold as a whole is known by that.
        let asks_here = asks(words) && !is_bold(text);
        let demands = is_imperative(words) || has_sort(text);
        if asks(words) || demands {
            found.extend((asks_here || demands).then_some(at));
        } else {
            all = all.saturating_add(1);
        }
    }
    match found.len() >= FEWEST && found.len().saturating_mul(2) > all {
        true => found,
        false => Vec::new(),
    }
}

/// `**7.** Name …`, `**7. Name …**`: the number, and the words behind it.
fn counted_in_bold<'t>(source: &'t str, block: &Block) -> Option<(u32, &'t str)> {
    let text = block.text.text(source);
    // Most lines end here.
    let begins = text.starts_with("**") && block.kind == BlockKind::Line;
    if !begins {
        return None;
    }
    bold_number(text).or_else(|| {
        let number = number_in_bold(text)?;
        let words = text.trim_matches('*').split_once(' ')?.1;
        Some((number, words))
    })
}

/// The label of the question behind a number in bold.
pub(super) fn bold_label(source: &str, block: &Block) -> Option<Labelled> {
    let (number, words) = counted_in_bold(source, block)?;
    let text = block.text;
    let behind = match is_bold(text.text(source)) {
        true => words.len().saturating_add("**".len()),
        false => words.len(),
    };
    let start = text.end().saturating_sub(behind);
    Some(Labelled {
        label: Label::Question(Some(number)),
        name: text.with_end(start),
        rest: Span::sized(start, words.len()),
    })
}

/// The label of a question that such a number is.
pub(super) fn lone_label(source: &str, block: &Block) -> Option<Labelled> {
    let text = block.text;
    Some(Labelled {
        label: Label::Question(Some(counted(source, block)?)),
        name: text,
        rest: Span::new(text.end(), text.end()),
    })
}

fn counted(source: &str, block: &Block) -> Option<u32> {
    let is_title = matches!(block.kind, BlockKind::Line | BlockKind::Heading { .. });
    number_alone(block.text.text(source)).filter(|_| is_title)
}

/// Whether something asks, or options begin, right below a number.
fn asks_below(source: &str, blocks: &[Block], at: usize) -> bool {
    let below = blocks.iter().skip(at.saturating_add(1)).take(REACH);
    let mut own = below.take_while(|block| counted(source, block).is_none());
    own.any(|block| {
        let offers = option_letter(source, block.text).is_some_and(|found| found.letter == 'A');
        let text = block.text.text(source);
        offers || asks(text) || is_imperative(text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    #[test]
    fn numbers_alone_count_questions_where_most_ask() {
        let found = |source: &str| lone_numbers(source, &parse(source).blocks).len();
        let asking = "**1**\n\nWho?\n\n**2**\n\nIt is\n\nA. one\nB. two\n\n**3**\n\nTell.\n";
        assert_eq!(found(asking), 3);
        assert_eq!(
            found("## 1\n\nA ship.\n\n## 2\n\nA lock.\n\n## 3\n\nWho?\n"),
            0
        );
        assert_eq!(
            found("**1**\n\nWho?\n\n**7**\n\nWhy?\n\n**9**\n\nHow?\n"),
            0
        );
    }
}
