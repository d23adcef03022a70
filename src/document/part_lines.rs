//! The titles of the parts of a question in a page pasted as text: `Question`, `Options`, `Solution`, each alone on a
//! line. Where one follows on another they are the headings that they were. It must never take a word of an answer
//! for such a title.

use super::block::{Block, BlockKind, HeadingStyle};
use super::label::{self, Label};
use super::label_words::{names_answer, names_explanation, names_question};

/// The most blocks from one title to that of the next part.
const REACH: usize = 40;
/// How far above its parts the number of a question may stand.
const REACH_OF_NUMBER: usize = 4;

/// What a line names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Question,
    /// Its options or its answer.
    Shown,
    /// Code, hints and reasons, which make no question.
    More,
}

/// Makes headings of such lines.
pub(super) fn mark(source: &str, blocks: &mut [Block]) {
    let named = |(at, block)| Some((at, part(source, block)?));
    let parts: Vec<(usize, Part)> = blocks.iter().enumerate().filter_map(named).collect();
    for one in parts.chunk_by(|_, (_, next)| *next != Part::Question) {
        let Some(((question, Part::Question), more)) = one.split_first() else {
            continue;
        };
        let mut last = *question;
        let is_near = |(at, _): &&(usize, Part)| {
            let reach = at.saturating_sub(last);
            last = *at;
            (2..=REACH).contains(&reach)
        };
        let near: Vec<(usize, Part)> = more.iter().take_while(is_near).copied().collect();
        if near.iter().any(|(_, part)| *part == Part::Shown)
            && !is_counted(source, blocks, *question)
        {
            make_heading(blocks, *question);
            for (at, _) in near {
                make_heading(blocks, at);
            }
        }
    }
}

/// Whether `Question 3` stands close above, whose words stand below its title.
fn is_counted(source: &str, blocks: &[Block], at: usize) -> bool {
    let above = blocks
        .get(at.saturating_sub(REACH_OF_NUMBER)..at)
        .unwrap_or_default();
    let is_number = |block: &Block| {
        let found = label::label(source, block.text);
        found.is_some_and(|found| matches!(found.label, Label::Question(Some(_))))
    };
    above.iter().any(is_number)
}

fn make_heading(blocks: &mut [Block], at: usize) {
    if let Some(block) = blocks.get_mut(at) {
        block.kind = BlockKind::Heading {
            level: 3,
            style: HeadingStyle::Plain,
        };
    }
}

/// What a line names that holds nothing else.
fn part(source: &str, block: &Block) -> Option<Part> {
    const OPTIONS: [&str; 4] = ["options", "choices", "answer choices", "answer options"];
    const MORE: [&str; 5] = ["code", "snippet", "code snippet", "hint", "hints"];
    let text = block.text.text(source);
    // `Answer:` is the label of what follows.
    if block.kind != BlockKind::Line || block.indent > 0 || text.ends_with([':', '：']) {
        return None;
    }
    let bare = text.trim_matches(|sign: char| !sign.is_alphanumeric());
    let is_one_of = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(bare));
    if names_question(bare) {
        Some(Part::Question)
    } else if is_one_of(&OPTIONS) || names_answer(bare) {
        Some(Part::Shown)
    } else {
        (is_one_of(&MORE) || names_explanation(bare)).then_some(Part::More)
    }
}
