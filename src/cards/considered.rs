//! Statements to consider: `Consider the following statements:` above a list, a line that asks about them and options;
//! or an assertion with its reason above options. All of it is one question. Without options it is none.

use crate::document::BlockKind;

use super::page::Page;

/// The most bytes of the line that leads to the statements, and of a statement itself where it begins the question.
const LONGEST: usize = 600;
/// The fewest and the most statements.
const FEWEST: usize = 2;
const MOST: usize = 8;
/// The most lines between the statements and the options.
const MOST_LINES: usize = 3;

/// Where the options begin of a question whose statements stand at a place or right below it.
pub(super) fn options_below(page: &Page<'_>, at: usize) -> Option<usize> {
    let text = page.text(at);
    if text.len() > LONGEST || page.option_letter(at).is_some() {
        return None;
    }
    let first = at.saturating_add(1);
    let behind = match opening(text)? {
        Opening::Assertion => first.saturating_add(usize::from(is_reason(page.text(first)))),
        Opening::Statement => first.saturating_add(statements(page, first)),
        Opening::Lead => {
            let count = statements(page, first);
            first.saturating_add(Some(count).filter(|count| *count >= FEWEST)?)
        }
    };
    if behind == first {
        return None;
    }
    let is_line = |at: &usize| {
        let block = page.block(*at);
        block.is_some_and(|block| block.kind == BlockKind::Line) && !page.begins_options(*at)
    };
    let lines = (behind..behind.saturating_add(MOST_LINES))
        .take_while(is_line)
        .count();
    let options = behind.saturating_add(lines);
    page.begins_options(options).then_some(options)
}

/// What begins such a question.
enum Opening {
    /// `Assertion (A): …`
    Assertion,
    /// `Statement I: …`
    Statement,
    /// `Consider the following statements:`
    Lead,
}

fn opening(text: &str) -> Option<Opening> {
    // Every line is asked, and most are told apart by their ends.
    let bare = bare(text);
    let ends = text
        .trim_end_matches(['*', '_', ' '])
        .ends_with([':', '.', '-', '–']);
    let says = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    if !(ends || bare.starts_with(['A', 'S']))
        || !["tatement", "ssertion", "ollowing"].into_iter().any(says)
    {
        return None;
    }
    if bare.starts_with("Assertion") && bare.contains(':') {
        Some(Opening::Assertion)
    } else if is_named_statement(bare) {
        Some(Opening::Statement)
    } else {
        ends.then_some(Opening::Lead)
    }
}

/// A text without the number and the marks before it.
fn bare(text: &str) -> &str {
    text.trim_start_matches(|sign: char| !sign.is_alphabetic())
}

/// Whether a line is the reason that an assertion is given with.
pub(super) fn is_reason(text: &str) -> bool {
    bare(text).starts_with("Reason")
}

/// Whether a line is an assertion whose reason stands below.
pub(super) fn is_assertion(text: &str) -> bool {
    bare(text).starts_with("Assertion")
}

/// `Statement II: …`
fn is_named_statement(text: &str) -> bool {
    let Some(behind) = text.strip_prefix("Statement") else {
        return false;
    };
    let number = behind.trim_start_matches([' ', '-', '–', '(']);
    let rest =
        number.trim_start_matches(|sign: char| sign.is_ascii_digit() || "IVX".contains(sign));
    rest.len() < number.len() && rest.starts_with([':', ')', '.'])
}

/// How many statements stand below each other from a place on.
fn statements(page: &Page<'_>, first: usize) -> usize {
    let is_statement = |at: &usize| {
        let text = page.text(*at);
        let is_item = page.is_item(*at) && !page.has_box(*at) && page.option_letter(*at).is_none();
        let is_line = page
            .block(*at)
            .is_some_and(|block| block.kind == BlockKind::Line);
        is_item || (is_line && (is_named_statement(bare(text)) || has_numeral(text)))
    };
    (first..first.saturating_add(MOST))
        .take_while(is_statement)
        .count()
}

/// `II. The moon is round.`
fn has_numeral(text: &str) -> bool {
    let behind = text.trim_start_matches(['I', 'V', 'X']);
    behind.len() < text.len() && [". ", ") "].iter().any(|sign| behind.starts_with(sign))
}
