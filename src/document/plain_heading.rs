//! Headings of a page pasted as text, recognised by their look since their marks are gone.
//! A line may be marked here only where a reader would take it for a heading without doubt.

use super::bare_letters;
use super::block::{Block, BlockKind, Gap, HeadingStyle, Marker, Task};
use super::label::{self, Label};
use super::option_letter::option_letter;
use super::part_lines;
use super::section_title;
use super::sentence::{ends_asking, ends_closed};

mod tables;

use super::span::bytes_before;
use tables::names_table;

/// The most characters a heading has; longer lines are sentences.
const LONGEST: usize = 90;
/// The most characters of a numbered heading in a row of them.
const LONGEST_OF_ROW: usize = 240;
/// The fewest numbered headings that make a row.
const SHORTEST_ROW: usize = 3;

/// The fewest blocks of a pasted page above a marked heading.
const SHORTEST_PAGE: usize = 10;

/// Turns lines and numbered items that are headings into headings.
pub(super) fn mark(source: &str, blocks: &mut [Block]) {
    let gaps = blocks
        .iter()
        .filter(|block| block.gap == Gap::Blank)
        .count();
    if gaps <= (blocks.len() / 50).saturating_add(1) {
        unmark_comments(source, blocks);
    }
    let all = blocks.len();
    let marked = |block: &Block| {
        matches!(
            block.kind,
            BlockKind::Heading {
                style: HeadingStyle::Marked,
                ..
            }
        )
    };
    // Notes of one's own under a pasted page may be marked; the page above them is not.
    let pasted = blocks.iter().position(marked).unwrap_or(blocks.len());
    let Some(blocks) = blocks.get_mut(..pasted) else {
        return;
    };
    let gaps = blocks
        .iter()
        .filter(|block| block.gap == Gap::Blank)
        .count();
    if pasted < all && (pasted < SHORTEST_PAGE || gaps > 1) {
        return;
    }
    let is_gapless = gaps <= (blocks.len() / 50).saturating_add(1);
    if is_gapless {
        part_lines::mark(source, blocks);
    }
    mark_title(source, blocks);
    if is_gapless {
        section_title::mark(source, blocks);
    }
    let row = numbered_lines(source, blocks);
    for at in 0..blocks.len() {
        let is_heading = match &row {
            NumberedLines::Headings(row) => row.binary_search(&at).is_ok(),
            NumberedLines::Questions => false,
            NumberedLines::Few => numbered_heading(source, blocks, at),
        };
        if is_heading {
            make_heading(source, blocks, at);
        } else if names_table(source, blocks, at) {
            if let Some(block) = blocks.get_mut(at) {
                block.kind = BlockKind::Heading {
                    level: 3,
                    style: HeadingStyle::Plain,
                };
            }
        } else if counts_questions(source, blocks, at) {
            drop_count(source, blocks, at);
        }
    }
}

/// `# or` in code that lost its fence is no heading. Without blank lines a heading of the first
/// level begins like a title, and where headings are marked some have another level.
fn unmark_comments(source: &str, blocks: &mut [Block]) {
    let has_deeper = blocks.iter().any(|block| {
        matches!(
            block.kind,
            BlockKind::Heading {
                level: 2..,
                style: HeadingStyle::Marked
            }
        )
    });
    let begins = blocks
        .first()
        .is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }));
    let has_marks = has_deeper || begins;
    for block in blocks {
        let starts_low = block
            .text
            .text(source)
            .starts_with(|c: char| !c.is_uppercase());
        let is_first_level = matches!(block.kind, BlockKind::Heading { level: 1, .. });
        if is_first_level && (starts_low || !has_marks) {
            block.kind = BlockKind::Line;
            block.text = block.span;
        }
    }
}

/// The first line of a document without marked headings is its title, if it looks like one.
fn mark_title(source: &str, blocks: &mut [Block]) {
    // A sentence that goes on in the next line is no title.
    let next = blocks.get(1).filter(|next| next.gap == Gap::None);
    if next.is_some_and(|next| next.text.text(source).starts_with(char::is_lowercase)) {
        return;
    }
    // Above an answer or options stands a question.
    let is_answered = blocks.get(1).is_some_and(|next| {
        let says = label::label(source, next.text);
        let option = option_letter(source, next.text);
        says.is_some_and(|found| found.label == Label::Answer)
            || option.is_some_and(|found| found.letter == 'A')
            || has_box(next)
            || bare_letters::begin(source, blocks, 1)
            || is_first_of_questions(source, blocks)
            || is_one_of_questions(source, blocks)
    });
    if let Some(block) = blocks.first_mut()
        && block.kind == BlockKind::Line
        && !is_answered
        && !is_bold_question(block.text.text(source))
        && looks_like_heading(block.text.text(source))
        && (label::label(source, block.text).is_none() || names_quiz(block.text.text(source)))
    {
        block.kind = BlockKind::Heading {
            level: 1,
            style: HeadingStyle::Plain,
        };
    }
}

/// `Quiz 2: Locks`, which is a question below another title.
fn names_quiz(text: &str) -> bool {
    let begins = text
        .get(..5)
        .is_some_and(|begin| begin.eq_ignore_ascii_case("quiz "));
    begins && !text.contains(['?', '？'])
}

fn has_box(block: &Block) -> bool {
    let BlockKind::Item { task, .. } = block.kind else {
        return false;
    };
    task != Task::None
}

/// Whether a page begins with a question above an item that answers it, and goes on with such.
fn is_first_of_questions(source: &str, blocks: &[Block]) -> bool {
    const REACH: usize = 12;
    let asks = |at: usize| {
        blocks.get(at).is_some_and(|block| {
            block.kind == BlockKind::Line && ends_asking(block.text.text(source))
        })
    };
    let is_answer = |at: usize| {
        blocks.get(at).is_some_and(|block| {
            matches!(
                block.kind,
                BlockKind::Item {
                    marker: Marker::Bullet,
                    ..
                }
            ) && !ends_asking(block.text.text(source))
        })
    };
    let is_asked = |at: usize| asks(at) && is_answer(at.saturating_add(1));
    is_asked(0) && (1..REACH).any(is_asked)
}

/// Whether the first line asks, and two lines below do so, too: a page of questions without a title.
fn is_one_of_questions(source: &str, blocks: &[Block]) -> bool {
    let asks = |block: &&Block| {
        let text = block.text.text(source);
        block.kind == BlockKind::Line && ends_asking(text) && !text.starts_with(char::is_lowercase)
    };
    let mut asking = blocks.iter().enumerate().filter(|(_, block)| asks(block));
    asking.next().is_some_and(|(at, _)| at == 0) && asking.nth(1).is_some()
}

/// `**What is it?**`: no title is put like that.
fn is_bold_question(text: &str) -> bool {
    text.starts_with("**") && ends_asking(text.trim_end_matches('*'))
}

/// A numbered line becomes a heading whose text keeps the number.
fn make_heading(source: &str, blocks: &mut [Block], at: usize) {
    if let Some(block) = blocks.get_mut(at) {
        let line = block.span.text(source);
        block.text = block.text.with_start(
            block
                .span
                .start()
                .saturating_add(bytes_before(line, line.trim_start())),
        );
        block.kind = BlockKind::Heading {
            level: 2,
            style: HeadingStyle::Plain,
        };
    }
}

/// A heading with a count glued to it becomes a heading without the count.
fn drop_count(source: &str, blocks: &mut [Block], at: usize) {
    if let Some(block) = blocks.get_mut(at) {
        let bare = block
            .text
            .text(source)
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .len();
        block.text = block.text.with_end(block.text.start().saturating_add(bare));
        block.kind = BlockKind::Heading {
            level: 2,
            style: HeadingStyle::Plain,
        };
    }
}

/// The number of an item that stands alone: not in a run of numbered items, and with text below.
fn lone_number(blocks: &[Block], at: usize) -> Option<u32> {
    let number_at = |at: usize| match blocks.get(at)?.kind {
        BlockKind::Item {
            marker: Marker::Number(number),
            ..
        } => Some(number),
        _ => None,
    };
    let number = number_at(at)?;
    let indent_at = |at: usize| blocks.get(at).map(|block| block.indent);
    // A list that begins below it is its own, and the one above that of the heading before.
    let leads_list = number_at(at.saturating_add(1)) == Some(1)
        && number_at(at.saturating_add(2)) == Some(2)
        && indent_at(at) == indent_at(at.saturating_add(1));
    let in_a_run = !leads_list
        && [at.checked_sub(1), at.checked_add(1)]
            .into_iter()
            .flatten()
            .filter_map(number_at)
            .any(|other| other.abs_diff(number) <= 1);
    let followed = blocks
        .get(at.saturating_add(1))
        .is_some_and(|next| !matches!(next.kind, BlockKind::Heading { .. }));
    let outer = blocks.get(at).is_some_and(|block| block.indent == 0);
    (outer && followed && !in_a_run).then_some(number)
}

/// Whether a number stands alone above the text that it numbers: no heading is printed so.
fn is_joined(source: &str, block: &Block) -> bool {
    block.span.text(source).trim_end().contains('\n')
}

/// Whether a line goes on in the next one, which is indented under it: no heading does.
fn is_wrapped(source: &str, blocks: &[Block], at: usize) -> bool {
    let below = blocks.get(at.saturating_add(1));
    below.is_some_and(|below| {
        below.kind == BlockKind::Line
            && below.gap == Gap::None
            && below.indent > 0
            && below.text.text(source).starts_with(char::is_lowercase)
    })
}

/// A lone numbered line is a heading when it reads like one.
fn numbered_heading(source: &str, blocks: &[Block], at: usize) -> bool {
    if blocks.get(at).is_some_and(|block| is_joined(source, block))
        || is_wrapped(source, blocks, at)
    {
        return false;
    }
    let text = blocks.get(at).map_or("", |block| block.text.text(source));
    lone_number(blocks, at).is_some() && looks_like_heading(text) && !ends_asking(text)
}

/// What the numbered lines of a page are that stand apart from each other.
enum NumberedLines {
    /// Headings, at these places.
    Headings(Vec<usize>),
    /// Questions: whoever knows questions tells them from the lists in their answers.
    Questions,
    /// Too few to say; each is judged by its looks.
    Few,
}

/// Lone numbered lines that count through the document from 1 are a row of headings, or questions
/// where most are sentences.
fn numbered_lines(source: &str, blocks: &[Block]) -> NumberedLines {
    let mut row = Vec::new();
    let mut next = 1_u32;
    for (at, block) in blocks.iter().enumerate() {
        let Some(number) = lone_number(blocks, at) else {
            continue;
        };
        if is_joined(source, block) {
            continue;
        }
        let length = block
            .text
            .text(source)
            .chars()
            .take(LONGEST_OF_ROW + 1)
            .count();
        // A skipped number is a heading that was lost, not the end of the row.
        if (next..=next.saturating_add(1)).contains(&number) && length <= LONGEST_OF_ROW {
            row.push(at);
            next = number.saturating_add(1);
        }
    }
    // Right above its options stands a question, however it is put.
    let is_above_options = |at: usize| {
        let below = blocks.get(at.saturating_add(1));
        let option = below.and_then(|below| option_letter(source, below.text));
        option.is_some_and(|option| option.letter == 'A')
            || bare_letters::begin(source, blocks, at.saturating_add(1))
    };
    let is_sentence = |at: &&usize| {
        let text = blocks.get(**at).map_or("", |block| block.text.text(source));
        let text = text.trim_end_matches(['*', '_', ' ']);
        ends_asking(text)
            || text.ends_with(['.', ',', '。', '，'])
            || is_wrapped(source, blocks, **at)
            || is_above_options(**at)
    };
    let sentences = row.iter().filter(is_sentence).count();
    // Under `Answer Key` numbers are those of questions.
    let is_key = row.first().is_some_and(|first| {
        let above = first.checked_sub(1).and_then(|above| blocks.get(above));
        above.is_some_and(|above| names_answers(above.text.text(source)))
    });
    // Below a question its answer is counted.
    let is_answer = row.first().is_some_and(|first| {
        let above = first.checked_sub(1).and_then(|above| blocks.get(above));
        above.is_some_and(|above| ends_asking(above.text.text(source)))
    });
    if is_key || is_answer || sentences.saturating_mul(2) > row.len() {
        NumberedLines::Questions
    } else if row.len() < SHORTEST_ROW {
        NumberedLines::Few
    } else {
        NumberedLines::Headings(row)
    }
}

/// Whether a line names answers that stand apart from their questions.
fn names_answers(text: &str) -> bool {
    let folded = text.get(..60).unwrap_or(text).to_lowercase();
    text.len() <= 60
        && ["answer", "solution"]
            .iter()
            .any(|word| folded.contains(word))
}

/// `Practice Questions6`: a heading with the page's count of questions glued to it.
fn counts_questions(source: &str, blocks: &[Block], at: usize) -> bool {
    let (Some(block), Some(next)) = (blocks.get(at), blocks.get(at.saturating_add(1))) else {
        return false;
    };
    let text = block.text.text(source);
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit());
    block.kind == BlockKind::Line
        && bare.len() < text.len()
        && bare.ends_with(char::is_alphabetic)
        && looks_like_heading(bare)
        && label::question_number(next.text.text(source)).is_some()
}

/// Short, beginning like a heading, and not ending like a sentence or a lead-in.
fn looks_like_heading(text: &str) -> bool {
    let short = text.len() <= 4 * LONGEST && text.chars().count() <= LONGEST;
    let first = text.chars().find(|c| c.is_alphabetic());
    let starts_high = first.is_some_and(|c| !c.is_lowercase());
    short
        && starts_high
        && !ends_closed(text)
        && !text.contains("::")
        && !text.starts_with(['[', '<'])
}
