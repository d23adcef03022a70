//! Titles of sections in a page pasted as text: a short line between the end of an answer and the next
//! question, and the words under which pages end. It must never take the last line of an answer
//! that may be meant as such.

use super::block::{Block, BlockKind, Gap, HeadingStyle};
use super::label::{self, Label};
use super::label_words::names_answer;
use super::option_letter::option_letter;
use super::sentence::ends_asking;

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

/// The words that name a part of a document, in lower case: a number or a letter follows.
const PARTS: [&str; 12] = [
    "part", "section", "chapter", "module", "unit", "level", "domain", "topic", "lesson", "round",
    "category", "set",
];

/// The most words of a line that names a part.
const MOST_WORDS_OF_PART: usize = 10;

/// Makes headings of the lines that name a part of the document by their words, above a question.
pub(super) fn mark_named(source: &str, blocks: &mut [Block]) {
    let mut level = LEVEL_OF_PART;
    for at in 0..blocks.len() {
        let [Some(block), Some(below)] = [at, at.saturating_add(1)].map(|at| blocks.get(at)) else {
            continue;
        };
        // A part ends the question before it, whose heading may hold others.
        if let BlockKind::Heading { level: above, .. } = block.kind {
            let asks = is_labelled_question(source, block) || ends_asking(block.text.text(source));
            level = if asks { above } else { LEVEL_OF_PART };
        }
        let is_title = at > 0
            && block.kind == BlockKind::Line
            && block.indent == 0
            && (names_part(block.text.text(source)) || stands_on_question(source, block, below))
            && [Some(below), blocks.get(at.saturating_add(2))]
                .into_iter()
                .flatten()
                .any(|below| begins_question(source, below));
        if is_title && let Some(block) = blocks.get_mut(at) {
            block.kind = BlockKind::Heading {
                level,
                style: HeadingStyle::Plain,
            };
        }
    }
}

/// Whether a few words behind a blank line stand right on a question with a number: `Peering` over `Q4. …`
fn stands_on_question(source: &str, block: &Block, below: &Block) -> bool {
    let is_counted = || {
        let found = label::label(source, below.text);
        found.is_some_and(|found| matches!(found.label, Label::Question(Some(_))))
    };
    block.gap == Gap::Blank
        && below.gap == Gap::None
        && below.kind == BlockKind::Line
        && looks_like_title(source, block)
        && is_in_title_case(block.text.text(source))
        && is_counted()
}

/// Below all headings that have marks.
const LEVEL_OF_PART: u8 = 6;

/// `Part B: Short answer`, `II. Pipelines`, `[EASY QUESTIONS (1-25)]`.
fn names_part(text: &str) -> bool {
    // `Domain: 1.0 | Level: hard` says something of what stands above it.
    if text.len() > 120 || text.contains(" | ") {
        return false;
    }
    let bare = text.trim_matches(['*', '_', ' ']);
    // Every line is asked, and most end as sentences do or begin with other words.
    let begins_high = bare.starts_with(|c: char| c.is_uppercase() || matches!(c, '[' | ']'));
    if !begins_high || (ends_asking(bare) || bare.ends_with(['.', '!', ';', ',', '|'])) {
        return false;
    }
    let in_brackets = bare.starts_with('[') && bare.ends_with(']') && !bare.contains("](");
    let inner = bare.trim_matches(['[', ']']);
    let first = inner.split([' ', ':', '.']).next().unwrap_or_default();
    let behind = inner.get(first.len()..).unwrap_or_default();
    let counts = |text: &str| {
        let word = text.trim_start_matches([' ', ':', '.', '#']);
        let word = word.split([' ', ':', '.', ')', '-', '–', '—']).next();
        word.is_some_and(|word| {
            word.chars().all(|c| c.is_ascii_digit()) || is_roman(word) || word.len() == 1
        }) && word != Some("")
    };
    // `Chapter 2: 1-a, 2-b` is the key of that chapter.
    let holds_key = inner.split_once(':').is_some_and(|(_, rest)| {
        rest.trim_start_matches(['*', ' '])
            .starts_with(|sign: char| sign.is_ascii_digit())
    });
    let is_part =
        !holds_key && PARTS.iter().any(|part| part.eq_ignore_ascii_case(first)) && counts(behind);
    let is_roman_numbered = first.len() < inner.len()
        && is_roman(first)
        && behind.starts_with(". ")
        && behind
            .trim_start_matches(['.', ' '])
            .starts_with(char::is_uppercase);
    (in_brackets || is_part || is_roman_numbered)
        && inner.split_whitespace().count() <= MOST_WORDS_OF_PART
        && inner.split_whitespace().nth(1).is_some()
        && inner.starts_with(char::is_uppercase)
        && !inner.ends_with(['.', '?', '!', ';', ',', '|'])
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

fn is_title(source: &str, blocks: &[Block], at: usize) -> bool {
    let [Some(above), Some(block), Some(below)] =
        [at.saturating_sub(1), at, at.saturating_add(1)].map(|at| blocks.get(at))
    else {
        return false;
    };
    let text = block.text.text(source);
    if is_dressed(source, block) && begins_prompt(source, below) {
        return true;
    }
    if !looks_like_title(source, block) {
        return false;
    }
    let ends_page = ENDINGS
        .iter()
        .any(|ending| ending.eq_ignore_ascii_case(text));
    ends_page
        || (ends_answer(source, above) && begins_question(source, below))
        || (ends_list(above, block) && is_labelled_question(source, below))
        || (ends_list(above, block) && is_in_title_case(text) && begins_question(source, below))
        || leads_to_table(source, below, blocks.get(at.saturating_add(2)))
}

/// Whether a line is a few words that end like a title.
fn looks_like_title(source: &str, block: &Block) -> bool {
    let text = block.text.text(source);
    block.kind == BlockKind::Line
        && block.indent == 0
        && text.len() <= 60
        && text.starts_with(char::is_uppercase)
        && text.ends_with(|c: char| c.is_alphanumeric() || c == ')')
        && text.split_whitespace().count() <= MOST_WORDS
        && !has_count(text)
        && !text.contains(['|', '=', '`'])
        && label::label(source, block.text).is_none()
        && option_letter(source, block.text).is_none()
}

/// `🏗️ SECTION 2: FRAMEWORK`, `🟡 L2 – Mid level`: a few words behind a picture, which no sentence has.
fn is_dressed(source: &str, block: &Block) -> bool {
    /// The most words of such a title.
    const MOST: usize = 8;
    let text = block.text.text(source);
    let bare = text.trim_start_matches(|sign: char| !sign.is_ascii() && !sign.is_alphanumeric());
    let is_named = || {
        let found = label::label(source, block.text);
        found.is_some_and(|found| found.label != Label::Other)
    };
    block.kind == BlockKind::Line
        && block.indent == 0
        && bare.len() < text.len()
        && bare.trim_start().starts_with(char::is_uppercase)
        && bare.ends_with(|sign: char| sign.is_alphanumeric() || sign == ')')
        && bare.split_whitespace().nth(MOST).is_none()
        && option_letter(source, block.text).is_none()
        && !is_named()
        && !bare
            .split(' ')
            .any(|word| names_answer(word.trim_end_matches(':')))
}

/// Whether a line has the label of a question or of a scenario.
fn begins_prompt(source: &str, block: &Block) -> bool {
    let found = label::label(source, block.text);
    found.is_some_and(|found| matches!(found.label, Label::Question(_) | Label::Scenario(_)))
}

/// `Practice Questions6`: a page's count of questions is glued to their title.
fn has_count(text: &str) -> bool {
    let bare = text.trim_end_matches(|sign: char| sign.is_ascii_digit());
    bare.len() < text.len() && bare.ends_with(char::is_alphabetic)
}

/// `Course Enrollment Questions`: all but short words in upper case. One word may be the answer that a list leads to.
fn is_in_title_case(text: &str) -> bool {
    /// The most letters of a word that stays in lower case.
    const SHORT: usize = 3;
    let mut words = text.split_whitespace();
    let is_high =
        |word: &str| word.starts_with(char::is_uppercase) || word.chars().count() <= SHORT;
    words.clone().nth(1).is_some()
        && words.all(is_high)
        && text
            .split_whitespace()
            .next_back()
            .is_some_and(|last| last.starts_with(char::is_uppercase))
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

/// Whether a line stands below a list or a table and is no part of its last item.
fn ends_list(above: &Block, block: &Block) -> bool {
    matches!(above.kind, BlockKind::Item { .. } | BlockKind::Table(_)) && block.indent == 0
}

fn is_labelled_question(source: &str, block: &Block) -> bool {
    matches!(
        block.kind,
        BlockKind::Line | BlockKind::Item { .. } | BlockKind::Heading { .. }
    ) && label::label(source, block.text)
        .is_some_and(|found| matches!(found.label, Label::Question(_)))
}

/// Whether a line begins with a label of questions, or asks as a whole.
fn begins_question(source: &str, block: &Block) -> bool {
    let text = block.text.text(source);
    let is_labelled = is_labelled_question(source, block);
    // `Why? ⭐`
    let words = text.trim_end_matches(|sign: char| !sign.is_ascii() && !sign.is_alphanumeric());
    let asks = ends_asking(words.trim_end()) && !text.starts_with(char::is_lowercase);
    matches!(block.kind, BlockKind::Line | BlockKind::Item { .. }) && (is_labelled || asks)
}

#[cfg(test)]
mod tests {
    use super::names_part;

    #[test]
    fn names_of_parts_are_told_from_sentences() {
        for text in [
            "**II. Pipelines**",
            "Part B: Short answer (30 points)",
            "[EASY QUESTIONS (1-25)]",
            "Section 2 – Networks",
            "Module 02: Chemistry",
        ] {
            assert!(names_part(text), "{text}");
        }
        for text in [
            "I think so",
            "Part of it is hidden",
            "**Chapter 2:** 1-a, 2-b",
            "Level up your skills",
            "[a link](x.md)",
            "II",
            "A. option",
        ] {
            assert!(!names_part(text), "{text}");
        }
    }
}
