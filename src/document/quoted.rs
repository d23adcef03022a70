//! Questions inside of block quotes, as dumps of exams have them (`> A. one`) and callouts
//! (`> [!question] Who?`, `> [!note]- Show answer`). Their lines are read as if they were not quoted. It must never open
//! a quotation that only says something.

use super::block::{Block, BlockKind, Gap, HeadingStyle};
use super::callout::callout_title;
use super::label::{Label, label};
use super::label_words::names_answer;
use super::line::{Look, inside};
use super::option_letter::option_letter;
use super::span::Span;

/// Opens the quotes that hold options or a question and its answer.
pub(super) fn open(source: &str, blocks: &mut Vec<Block>) {
    let mut opened = false;
    for run in blocks.chunk_by_mut(|one, other| is_quoted(one) && is_quoted(other)) {
        let is_open = holds_options(source, run)
            || holds_question(source, run)
            || shows_answer(source, run)
            || holds_solution(source, run)
            || holds_answered_items(source, run);
        if is_open {
            opened = true;
            run.iter_mut().for_each(|block| reread(source, block));
        }
    }
    if !opened {
        return;
    }
    // A quoted blank line parts as a blank line does.
    let mut gap = Gap::None;
    blocks.retain_mut(|block| {
        let is_blank = block.kind == BlockKind::Line && block.text.start() == block.text.end();
        if is_blank {
            gap = Gap::Blank;
        } else if gap == Gap::Blank {
            block.gap = Gap::Blank;
            gap = Gap::None;
        }
        !is_blank
    });
}

fn is_quoted(block: &Block) -> bool {
    block.kind == BlockKind::Quote
}

/// Whether a letter and the next one stand before two of some quoted lines.
fn holds_options(source: &str, run: &[Block]) -> bool {
    let mut last = None;
    run.iter().filter(|block| is_quoted(block)).any(|block| {
        let Some(letter) = letter(source, block.text) else {
            return false;
        };
        let follows =
            last.is_some_and(|last| u32::from(letter) == u32::from(last).saturating_add(1));
        last = Some(letter);
        follows
    })
}

/// Whether some quoted lines begin with the label of a question and more stands below it.
fn holds_question(source: &str, run: &[Block]) -> bool {
    let [first, _, ..] = run else {
        return false;
    };
    is_quoted(first)
        && label(source, first.text).is_some_and(|found| matches!(found.label, Label::Question(_)))
}

/// Whether some quoted lines are a callout that shows an answer or says why.
fn shows_answer(source: &str, run: &[Block]) -> bool {
    let [first, _, ..] = run else {
        return false;
    };
    is_quoted(first)
        && callout_title(first.text.text(source)).is_some()
        && label(source, first.text)
            .is_some_and(|found| matches!(found.label, Label::Answer | Label::Explanation))
}

/// Whether a heading of some quoted lines says that the solution of a task stands below it.
fn holds_solution(source: &str, run: &[Block]) -> bool {
    run.iter().filter(|block| is_quoted(block)).any(|block| {
        let bare = block.text.text(source).trim_start_matches(['>', ' ']);
        let title = bare.trim_start_matches('#');
        title.len() < bare.len() && names_answer(title.trim())
    })
}

/// Whether two of some quoted items are a question in bold and the sentence that answers it.
fn holds_answered_items(source: &str, run: &[Block]) -> bool {
    let is_answered = |block: &&Block| {
        let item = block.text.text(source).strip_prefix("- **");
        item.and_then(|item| item.split_once("?** "))
            .is_some_and(|(question, answer)| !question.contains("**") && !answer.is_empty())
    };
    run.iter().filter(is_answered).nth(1).is_some()
}

fn letter(source: &str, text: Span) -> Option<char> {
    let words = text.text(source);
    let bare = words.trim_start_matches(['-', '*', '+', ' ']);
    let span = Span::new(text.end().saturating_sub(bare.len()), text.end());
    option_letter(source, span).map(|found| found.letter)
}

/// Reads a quoted line by its own look.
fn reread(source: &str, block: &mut Block) {
    // A quote in a quote is a part of it.
    let text = block.text.text(source);
    let inner = text.trim_start_matches(['>', ' ']);
    let deeper = text
        .matches('>')
        .count()
        .saturating_sub(inner.matches('>').count());
    let depth = u8::try_from(deeper).unwrap_or(u8::MAX);
    let text = match deeper {
        0 => block.text,
        _ => block
            .text
            .with_start(block.text.end().saturating_sub(inner.len())),
    };
    let line = inside(source, text);
    let kind = match line.look {
        Look::Heading(level) => BlockKind::Heading {
            level: level.saturating_add(depth).min(6),
            style: HeadingStyle::Marked,
        },
        Look::Item(marker, task) => BlockKind::Item { marker, task },
        Look::Rule => BlockKind::Rule,
        Look::Text | Look::Blank => BlockKind::Line,
        // Nothing to read.
        Look::Attribute => {
            block.kind = BlockKind::Line;
            block.text = block.text.with_start(block.text.end());
            return;
        }
        Look::Quote | Look::Fence(..) | Look::Row | Look::Delimiter => return,
    };
    block.kind = kind;
    block.text = line.text;
    block.indent = line.indent;
}

#[cfg(test)]
mod tests {
    use crate::document::{BlockKind, Gap, parse};

    fn kinds(source: &str) -> Vec<(BlockKind, &str)> {
        let blocks = parse(source).blocks;
        let pair = |block: crate::document::Block| (block.kind, block.text.text(source));
        blocks.into_iter().map(pair).collect()
    }

    #[test]
    fn quoted_options_are_read_as_if_they_were_not_quoted() {
        let source = "> Which lock is it?\n>\n> A. the upper\n> B. the lower\n>\n> Answer: A";
        let texts: Vec<&str> = kinds(source).into_iter().map(|(_, text)| text).collect();
        assert_eq!(
            texts,
            [
                "Which lock is it?",
                "A. the upper",
                "B. the lower",
                "Answer: A"
            ]
        );
        let blocks = parse(source).blocks;
        assert!(blocks.iter().all(|block| block.kind == BlockKind::Line));
        assert_eq!(blocks[1].gap, Gap::Blank);
        assert_eq!(blocks[2].gap, Gap::None);
    }

    #[test]
    fn other_quotations_stay_whole() {
        for source in ["> A. Miller said so.\n> He did.", "> One.\n>\n> Two."] {
            let found = kinds(source);
            assert!(
                found.iter().all(|(kind, _)| *kind == BlockKind::Quote),
                "{source}: {found:?}"
            );
        }
    }
}
