//! Headings inside of answers: a numbered question, headings that part its answer, and then the question
//! with the next number. It must never take the title of a section for a part of an answer.

use super::numbered::{WIDEST_GAP, asks_in_next_line};
use super::page::Page;

/// A numbered question with headings below it.
struct Parted {
    number: u32,
    /// The level of the heading right below it: those below that part the answer, too.
    level: u8,
    headings: Vec<usize>,
}

/// The headings that part answers of numbered questions; sorted.
pub(super) fn sub_headings(page: &Page<'_>) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut open: Option<Parted> = None;
    // The number of the question right above.
    let mut above = None;
    for at in 0..page.blocks.len() {
        if let Some(level) = page.heading_level(at) {
            let goes_on = open.as_ref().is_some_and(|open| level >= open.level);
            if let Some(open) = open.as_mut().filter(|_| goes_on) {
                open.headings.push(at);
                continue;
            }
            close(&mut found, open.take(), Next::Section);
            open = above.take().map(|number| Parted {
                number,
                level,
                headings: vec![at],
            });
            continue;
        }
        above = numbered_question(page, at);
        // A title of a section has the next question right below it.
        let is_title = open
            .as_ref()
            .is_some_and(|open| open.headings.last() == at.checked_sub(1).as_ref());
        match above {
            Some(_) if is_title => open = None,
            Some(number) => close(&mut found, open.take(), Next::Question(number)),
            None => {}
        }
    }
    close(&mut found, open, Next::Section);
    found
}

/// What ends an answer.
enum Next {
    /// A question of this number.
    Question(u32),
    /// A heading above the others, or the end of the document.
    Section,
}

/// Keeps the headings of an answer where the next question shows that they part it, or where those of
/// another question did.
fn close(found: &mut Vec<usize>, open: Option<Parted>, next: Next) {
    let Some(open) = open else { return };
    let is_inside = match next {
        Next::Question(number) => {
            let step = number.saturating_sub(open.number);
            step == 1 || (!found.is_empty() && (1..=WIDEST_GAP).contains(&step))
        }
        Next::Section => !found.is_empty(),
    };
    if is_inside {
        found.extend(open.headings);
    }
}

/// The number of the question that the block at a place is.
fn numbered_question(page: &Page<'_>, at: usize) -> Option<u32> {
    let is_outer = page.block(at).is_some_and(|block| block.indent == 0);
    let asks_here = || page.asks(at) || page.demands_answer(at) || asks_in_next_line(page, at);
    page.item_number(at).filter(|_| is_outer && asks_here())
}
