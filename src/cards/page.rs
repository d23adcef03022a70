//! A page: a parsed document as the rules read it, with the questions every rule asks of it.

use std::ops::Range;

use crate::document::{
    BareLetters, Block, BlockKind, Gap, Marker, RomanLetters, Span, Task, is_answer_word,
    options_on_line,
};

use super::exercise::Solutions;
use super::listed_options::ListedOptions;
use super::parted::is_answer_part;
use super::prompt::mark_at;
use super::prompt_words::double_colon;
use super::side_by_side;
use super::survey::Survey;

mod asked;
mod exercise_labels;
mod known;
mod labels;
mod lettered_lines;
mod lettered_pairs;
mod lone_numbers;
mod options;
mod text;
mod title;

pub(super) use known::{Fact, LabelKind};
pub(super) use options::lines_of;

use known::Known;
use labels::Labels;

/// The most blocks of a note under an option.
const LONGEST_NOTE: usize = 6;

/// A document under the eyes of a rule.
pub(super) struct Page<'a> {
    /// The text.
    pub(super) source: &'a str,
    /// Its blocks.
    pub(super) blocks: &'a [Block],
    /// The heading that names the document.
    pub(super) title: Option<usize>,
    /// Whether no blank line parts its paragraphs, as in a pasted page.
    pub(super) is_gapless: bool,
    /// What begins at each block. Asked many times of each: every line looks at those below it.
    begins: Vec<Begins>,
    /// Where the headings of solutions stand.
    pub(super) solutions: Solutions,
    /// The options with a letter and no sign behind it.
    bare_letters: BareLetters,
    /// The options counted in Roman numerals.
    roman_letters: RomanLetters,
    /// The lists that are options without letters.
    listed: ListedOptions,
    /// The labels that say something to a rule.
    labels: Labels,
    /// What was found out about each block.
    pub(super) known: Known,
    /// What only the whole document tells.
    pub(super) survey: Survey,
}

/// Whether a text has a gap as flashcard notes number them: `{{c1::Paris}}`
fn has_numbered_gap(text: &str) -> bool {
    let behind = memchr::memchr(b'{', text.as_bytes()).and_then(|at| text.get(at..));
    behind.is_some_and(|behind| {
        behind.match_indices("{{c").any(|(at, mark)| {
            let number = behind
                .get(at.saturating_add(mark.len())..)
                .unwrap_or_default();
            let rest = number.trim_start_matches(|sign: char| sign.is_ascii_digit());
            rest.len() < number.len() && rest.starts_with("::")
        })
    })
}

/// What begins at a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    /// Options.
    Options,
    /// `A: …`
    Answer,
    /// Something else.
    Other,
}

impl<'a> Page<'a> {
    /// A page over a parsed document.
    pub(super) fn new(source: &'a str, blocks: &'a [Block]) -> Page<'a> {
        let gaps = blocks
            .iter()
            .filter(|block| block.gap == Gap::Blank)
            .count();
        let mut page = Page {
            source,
            blocks,
            title: None,
            is_gapless: gaps <= (blocks.len() / 50).saturating_add(1),
            begins: Vec::new(),
            solutions: Solutions::Below,
            bare_letters: BareLetters::of(source, blocks),
            roman_letters: RomanLetters::of(source, blocks),
            listed: ListedOptions::default(),
            labels: Labels::default(),
            known: Known::nothing(blocks.len()),
            survey: Survey::default(),
        };
        page.labels = Labels::of(source, blocks, &page.known);
        page.title = page.find_title();
        page.solutions = Solutions::of(&page);
        page.listed = ListedOptions::of(&page);
        page.known.forget_neighbours();
        page.begins = page.find_beginnings();
        page.forget_lettered_lists();
        page.survey = Survey::of(&page);
        page.known.forget_neighbours();
        if blocks.len() >= side_by_side::FEWEST {
            page.ask_side_by_side();
        }
        page
    }

    /// Asks of each block whether a question begins there, by as many threads as there are processors:
    /// the answers are kept, and the walk, which goes from block to block, only looks them up.
    fn ask_side_by_side(&self) {
        let ask = |range: Range<usize>| range.filter(|at| mark_at(self, *at).is_some()).count();
        side_by_side::in_order(self.blocks.len(), ask, |_| {});
    }

    /// What begins at each block; of a large document side by side.
    fn find_beginnings(&self) -> Vec<Begins> {
        let all = self.blocks.len();
        let find = |range: Range<usize>| -> Vec<Begins> {
            range.map(|at| self.find_beginning(at)).collect()
        };
        if all < side_by_side::FEWEST {
            return find(0..all);
        }
        let mut begins = Vec::with_capacity(all);
        side_by_side::in_order(all, find, |some| begins.extend(some));
        begins
    }

    /// The number of a numbered item.
    pub(super) fn item_number(&self, at: usize) -> Option<u32> {
        match self.block(at)?.kind {
            BlockKind::Item {
                marker: Marker::Number(number),
                ..
            } => Some(number),
            _ => None,
        }
    }

    fn find_beginning(&self, at: usize) -> Begins {
        if self.find_options(at) {
            Begins::Options
        } else if self.label_kind(at) == LabelKind::Answer {
            Begins::Answer
        } else {
            Begins::Other
        }
    }

    /// What begins at a place.
    pub(super) fn begins(&self, at: usize) -> Begins {
        self.begins.get(at).copied().unwrap_or(Begins::Other)
    }

    /// Whether options begin at a place.
    pub(super) fn begins_options(&self, at: usize) -> bool {
        self.begins(at) == Begins::Options
    }

    /// Finds options at a place: `A` with `B` below it, three letters from another one on, or two
    /// check boxes.
    fn find_options(&self, at: usize) -> bool {
        if self.listed.begin(at) {
            return true;
        }
        if self.has_boxes(at) {
            let is_note = |at: &usize| {
                self.block(*at).is_some_and(|block| {
                    block.indent > 0 && matches!(block.kind, BlockKind::Line | BlockKind::Code)
                })
            };
            let nearest = (at.saturating_sub(LONGEST_NOTE)..at)
                .rev()
                .find(|at| !is_note(at));
            let before = nearest.is_some_and(|above| self.has_box(above));
            return !before && (self.has_ticked_box(at) || self.are_answered_boxes(at));
        }
        // `A: one` over `B: two`.
        if self.text(at).starts_with("A:") && self.text(at.saturating_add(1)).starts_with("B:") {
            return true;
        }
        let letter = |at: usize| self.option_letter(at).map(|found| found.letter);
        match letter(at) {
            None => false,
            Some('A') if self.are_subquestions(at) || self.are_judged(at) => false,
            Some('A') => {
                // Code below the letter is longer than an option.
                let reach = if self.is_lone_letter(at) { 20 } else { 4 };
                (at.saturating_add(1)..at.saturating_add(reach))
                    .any(|below| letter(below) == Some('B'))
                    || self.has_options_on_line(at)
            }
            Some(first) => self.begins_at_letter(at, first),
        }
    }

    /// Whether the block at a place holds several options.
    fn has_options_on_line(&self, at: usize) -> bool {
        let on_line = |block: &Block| !options_on_line(self.source, block.text).is_empty();
        self.block(at).is_some_and(on_line)
    }

    /// Whether what stands at a place is a note among options: one more option stands below it, the
    /// one with the letter `next` where they have letters. Without blank lines only indentation,
    /// quotes and code tell a note from the next section.
    pub(super) fn is_note_among_options(&self, at: usize, next: Option<char>) -> bool {
        let is_apart = self.block(at).is_some_and(|block| {
            block.indent > 0 || matches!(block.kind, BlockKind::Quote | BlockKind::Code)
        });
        let goes_on = |at: usize| match self.option_letter(at) {
            Some(found) => next.map_or(found.letter > 'A', |next| found.letter == next),
            None => self.has_box(at),
        };
        let is_option = |at: &usize| self.has_box(*at) || self.option_letter(*at).is_some();
        let stays = |at: &usize| {
            self.block(*at).is_some()
                && self.heading_level(*at).is_none()
                && !self.ends_prompt(*at)
                && !self.begins_prompt(*at)
        };
        let first = (at.saturating_add(1)..=at.saturating_add(LONGEST_NOTE))
            .take_while(stays)
            .find(is_option);
        let is_question = self.item_number(at).is_some() && self.asks(at);
        (is_apart || !self.is_gapless) && !is_question && stays(&at) && first.is_some_and(goes_on)
    }

    /// Whether two check boxes stand at a place, ticked or not: under a question they are options.
    pub(super) fn has_boxes(&self, at: usize) -> bool {
        let stays = |at: &usize| self.heading_level(*at).is_none() && self.block(*at).is_some();
        self.has_box(at)
            && (at.saturating_add(1)..=at.saturating_add(LONGEST_NOTE))
                .take_while(stays)
                .any(|below| self.has_box(below))
    }

    /// Whether a ticked box stands at a place.
    pub(super) fn is_ticked(&self, at: usize) -> bool {
        self.block(at).is_some_and(|block| {
            matches!(
                block.kind,
                BlockKind::Item {
                    task: Task::Done,
                    ..
                }
            )
        })
    }

    /// Whether an item with a check box stands at a place.
    pub(super) fn has_box(&self, at: usize) -> bool {
        self.block(at).is_some_and(|block| block.kind.is_box())
    }

    /// Whether one of the boxes from a place on is ticked: without one they are a to-do list.
    fn has_ticked_box(&self, at: usize) -> bool {
        // Below a box may stand what is said of it.
        let is_note = |block: &&Block| {
            block.indent > 0 && matches!(block.kind, BlockKind::Quote | BlockKind::Line)
        };
        let tasks = self
            .blocks
            .iter()
            .skip(at)
            .filter(|block| !is_note(block))
            .map_while(|block| match block.kind {
                BlockKind::Item {
                    task: Task::None, ..
                } => None,
                BlockKind::Item { task, .. } => Some(task),
                _ => None,
            });
        let (mut open, mut done) = (0_usize, 0_usize);
        for task in tasks.take(12) {
            match task {
                Task::Done => done = done.saturating_add(1),
                _ => open = open.saturating_add(1),
            }
        }
        done > 0 && open > 0
    }

    /// Whether the block at a place belongs to the question before it for sure.
    pub(super) fn ends_prompt(&self, at: usize) -> bool {
        self.known.holds(at, Fact::EndsPrompt, || {
            let kind = self.label_kind(at);
            let is_labelled = matches!(kind, LabelKind::Answer | LabelKind::Explanation);
            (is_labelled && self.listed(at).is_none()) || self.is_answer_heading(at)
        })
    }

    /// `#### Answer` with nothing behind it.
    fn is_answer_heading(&self, at: usize) -> bool {
        self.heading_level(at).is_some_and(|level| {
            is_answer_word(self.text(at))
                && (level > 2 || self.solutions == Solutions::Beside || is_answer_part(self, at))
        })
    }

    /// Whether an answer is labelled or uncovered at a place.
    pub(super) fn begins_answer(&self, at: usize) -> bool {
        self.label_kind(at) == LabelKind::Answer
            || self.is_answer_heading(at)
            || self
                .block(at)
                .is_some_and(|block| block.kind == BlockKind::Summary && self.is_reveal(at))
    }

    /// The block at a place.
    pub(super) fn block(&self, at: usize) -> Option<&Block> {
        self.blocks.get(at)
    }

    /// Whether an item of a list stands at a place.
    pub(super) fn is_item(&self, at: usize) -> bool {
        self.block(at)
            .is_some_and(|block| matches!(block.kind, BlockKind::Item { .. }))
    }

    /// The text of the block at a place; empty past the end.
    pub(super) fn text(&self, at: usize) -> &str {
        self.block(at)
            .map_or("", |block| block.text.text(self.source))
    }

    /// Whether the block at a place begins a question or a scenario by its label.
    pub(super) fn begins_prompt(&self, at: usize) -> bool {
        self.known.holds(at, Fact::BeginsPrompt, || {
            let kind = self.label_kind(at);
            // A cloze as flashcard notes write it, and what the author parted by `::`.
            let text = self.text(at);
            matches!(kind, LabelKind::Question | LabelKind::Scenario)
                || (text.starts_with("C: ") && text.contains('[') && !self.follows_option(at))
                || self.is_marked(at)
                || has_numbered_gap(text)
        })
    }

    /// Whether the third option `C: …` stands at a place, below `B: …`.
    pub(super) fn follows_option(&self, at: usize) -> bool {
        at.checked_sub(1)
            .is_some_and(|above| self.text(above).starts_with("B:"))
    }

    /// Whether the author made a card of the line at a place by `::`.
    fn is_marked(&self, at: usize) -> bool {
        self.block(at)
            .is_some_and(|block| block.kind == BlockKind::Line)
            && (double_colon(self.text(at)).is_some() || self.survey.is_tight(at))
    }

    /// The level of the heading at a place.
    pub(super) fn heading_level(&self, at: usize) -> Option<u8> {
        match self.block(at)?.kind {
            BlockKind::Heading { level, .. } => Some(level),
            _ => None,
        }
    }

    /// From the first of some blocks to the last.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        let first = self.block(from).map_or(Span::default(), |block| block.span);
        let last = to
            .checked_sub(1)
            .and_then(|at| self.block(at))
            .map_or(first, |block| block.span);
        first.to(last)
    }
}
