//! Questions whose parts stand under headings of their own: `# Prompt`, `# Options`, `# Answer`. It must
//! never take such headings under a numbered question for questions.

use crate::document::label::Label;
use crate::document::{BlockKind, is_answer_word};

use super::body_words::{is_explanation_title, names_options, names_question};
use super::page::{LabelKind, Page};
use super::prompt_words::is_one_of;

/// The most blocks from a heading to that of the next part.
const REACH: usize = 40;

/// Whether a heading that only says `Question` or `Prompt` begins a question.
pub(super) fn begins_parted(page: &Page<'_>, at: usize) -> bool {
    if page.heading_level(at).is_none() || !names_question(page, at) {
        return false;
    }
    let next = (at.saturating_add(1)..at.saturating_add(REACH))
        .find(|next| page.heading_level(*next).is_some() && !names_code(page, *next));
    label_above(page, at).is_none()
        && next.is_some_and(|next| next > at.saturating_add(1) && names_part(page, next))
}

/// Whether a heading that only says `Question` parts the one whose number stands above it: `## Question 3`.
pub(super) fn parts_question(page: &Page<'_>, at: usize) -> bool {
    page.heading_level(at).is_some()
        && names_question(page, at)
        && matches!(label_above(page, at), Some(Label::Question(_)))
}

/// The label of the nearest heading that a heading stands under, if it is that of a question or a scenario.
fn label_above(page: &Page<'_>, at: usize) -> Option<Label> {
    let level = page.heading_level(at)?;
    let is_above = |above: &usize| {
        let above = page.heading_level(*above);
        above.is_some_and(|above| above < level)
    };
    let above = (at.saturating_sub(REACH)..at).rev().find(is_above)?;
    let label = page.label(above)?.label;
    matches!(label, Label::Question(_) | Label::Scenario(_)).then_some(label)
}

/// Whether a heading says that code of the question stands below it.
pub(super) fn names_code(page: &Page<'_>, at: usize) -> bool {
    is_title(page, at, &["code", "snippet", "code snippet"])
}

/// Whether a heading says that something stands below it that helps to answer.
pub(super) fn names_hint(page: &Page<'_>, at: usize) -> bool {
    is_title(page, at, &["hint", "hints", "explaination"])
}

/// Whether a line is what a chat offers to do next.
pub(super) fn offers_more(text: &str) -> bool {
    const OFFERS: [&str; 5] = [
        "would you like me to",
        "would you like:",
        "do you want me to",
        "let me know if you",
        "if you want, i can",
    ];
    let begins = |offer: &&str| {
        let begin = text.get(..offer.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(offer))
    };
    OFFERS.iter().any(begins)
}

/// Whether a line or heading leads to hints, whose questions help with another one, or to what a chat offers to do next:
/// `Would you like:`
pub(super) fn leads_to_asides(page: &Page<'_>, at: usize) -> bool {
    if page.text(at).ends_with(':') && offers_more(page.text(at)) {
        return true;
    }
    let bare = page
        .text(at)
        .trim_matches(|sign: char| !sign.is_alphanumeric());
    is_one_of(bare, &["hint", "hints"])
}

fn is_title(page: &Page<'_>, at: usize, names: &[&str]) -> bool {
    let bare = page
        .text(at)
        .trim_matches(|sign: char| !sign.is_alphanumeric());
    page.heading_level(at).is_some() && is_one_of(bare, names)
}

/// Whether `Question:` stands below the numbered words that lead to it: `**3.** In this case:`, a list, and what is asked.
pub(super) fn asks_of_lead(page: &Page<'_>, question: usize, at: usize) -> bool {
    let leads = || page.text(question).ends_with([':', '：']);
    let label = page.label(at).map(|found| found.label);
    label == Some(Label::Question(None)) && leads()
}

/// Whether a place lies right behind the fold that holds the answer of a question: only another fold is part of it.
pub(super) fn is_behind_fold(page: &Page<'_>, question: usize, at: usize) -> bool {
    let kind = |at: usize| page.block(at).map(|block| &block.kind);
    let above = at.saturating_sub(1);
    above > question
        && kind(above) == Some(&BlockKind::FoldEnd)
        && kind(question) != Some(&BlockKind::Summary)
        && kind(at) != Some(&BlockKind::Summary)
        && !matches!(
            page.label_kind(at),
            LabelKind::Answer | LabelKind::Explanation
        )
}

/// Whether a heading below a question that only a heading names is a part of it.
pub(super) fn is_part_of(page: &Page<'_>, question: usize, at: usize) -> bool {
    names_question(page, question)
        && (names_code(page, at) || names_hint(page, at) || is_explanation_title(page, at))
}

/// Whether a heading of the first two levels says that the answer of such a question stands below it.
pub(super) fn is_answer_part(page: &Page<'_>, at: usize) -> bool {
    let is_answer = page.heading_level(at).is_some() && is_answer_word(page.text(at));
    let above = (at.saturating_sub(REACH)..at)
        .rev()
        .find(|above| page.heading_level(*above).is_some());
    is_answer
        && above.is_some_and(|above| names_options(page, above) || names_question(page, above))
}

/// Whether a heading says that options or an answer stand below it.
pub(super) fn names_part(page: &Page<'_>, at: usize) -> bool {
    names_options(page, at) || is_answer_word(page.text(at))
}
