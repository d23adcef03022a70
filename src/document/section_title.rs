//! Titles of sections in a page pasted as text: a short line between the end of an answer and the next
//! question, and the words under which pages end. It must never take the last line of an answer
//! that may be meant as such.

use super::block::{Block, BlockKind, HeadingStyle};
use super::label::{self, Label};
use super::option_letter::option_letter;

/// The most words of a title.
const MOST_WORDS: usize = 5;

/// The titles of what stands behind the study material of a page, in lower case.
const ENDINGS: [&str; 22] = [
    "about the author",
    "conclusion",
    "conclusions",
    "references",
    "further reading",
    "resources",
    "additional resources",
    "useful links",
    "wrapping up",
    "license",
    "contributing",
    "contributors",
    "next steps",
    "related",
    "related articles",
    "see also",
    "contact",
    "final thoughts",
    "credits",
    "disclaimer",
    "acknowledgements",
    "thanks for reading",
];

/// Makes headings of the lines that are titles.
pub(super) fn mark(source: &str, blocks: &mut [Block]) {
    for at in 1..blocks.len() {
        if is_title(source, blocks, at)
            && let Some(block) = blocks.get_mut(at)
        {
            block.kind = BlockKind::Heading {
                level: 2,
                style: HeadingStyle::Plain,
            };
        }
    }
}

fn is_title(source: &str, blocks: &[Block], at: usize) -> bool {
    let [Some(above), Some(block), Some(below)] = [at - 1, at, at + 1].map(|at| blocks.get(at))
    else {
        return false;
    };
    let text = block.text.text(source);
    let looks_like_title = block.kind == BlockKind::Line
        && block.indent == 0
        && text.len() <= 60
        && text.starts_with(char::is_uppercase)
        && text.ends_with(|c: char| c.is_alphanumeric() || c == ')')
        && text.split_whitespace().count() <= MOST_WORDS
        && !text.contains(['|', '=', '`'])
        && label::label(source, block.text).is_none()
        && option_letter(source, block.text).is_none();
    if !looks_like_title {
        return false;
    }
    let ends_page = ENDINGS
        .iter()
        .any(|ending| ending.eq_ignore_ascii_case(text));
    ends_page
        || (ends_answer(source, above) && begins_question(source, below))
        || leads_to_table(source, below, blocks.get(at + 2))
}

/// Whether a sentence and a table follow: the title above names both.
fn leads_to_table(source: &str, sentence: &Block, table: Option<&Block>) -> bool {
    let is_table = table.is_some_and(
        |block| matches!(&block.kind, BlockKind::Table(table) if table.header.is_some()),
    );
    is_table
        && sentence.kind == BlockKind::Line
        && sentence.text.text(source).ends_with(['.', ':'])
        && label::label(source, sentence.text).is_none_or(|found| found.label == Label::Other)
}

/// Whether a line closes what it says, so that the next begins something else.
fn ends_answer(source: &str, block: &Block) -> bool {
    let is_text = matches!(block.kind, BlockKind::Line | BlockKind::Item { .. });
    let says =
        label::label(source, block.text).is_none_or(|found| found.rest.start() < found.rest.end());
    is_text && says && block.text.text(source).ends_with(['.', '!', ')'])
}

/// Whether a line begins with a label of questions, or asks as a whole.
fn begins_question(source: &str, block: &Block) -> bool {
    let text = block.text.text(source);
    let is_labelled = label::label(source, block.text)
        .is_some_and(|found| matches!(found.label, Label::Question(_)));
    let asks = text.ends_with('?') && text.starts_with(char::is_uppercase);
    matches!(block.kind, BlockKind::Line | BlockKind::Item { .. }) && (is_labelled || asks)
}
