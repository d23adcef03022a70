//! Which numbers a document asks under, and where: what an answer key may belong to. It must not tell what a key
//! is.

use std::collections::HashMap;

use crate::cards::bold_number::{blank_number, bold_number, number_in_bold};
use crate::cards::considered::options_below;
use crate::cards::page::Page;
use crate::document::label::Label;
use crate::document::{BlockKind, bytes_before, part_number};

/// The most lines between the number of a question and its options.
const LONGEST_CASE: usize = 6;

/// The numbers of questions, `Q7.`, `### Q7`, `## 7. Why?`, and where they stand.
#[derive(Debug, Default)]
pub(super) struct Asked {
    numbers: HashMap<u32, Places>,
    /// Numbered lines that do not ask, which a key may judge or explain; sorted.
    stated: HashMap<u32, Vec<usize>>,
    /// Those of them that are whole sentences; only these can be true or false.
    sentences: HashMap<u32, Vec<usize>>,
    /// Those that one judges; sorted.
    judged: Vec<usize>,
}

/// What the entry of a key may mean where its number does not ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    /// A sentence that it judges.
    Sentence,
    /// Whatever it explains.
    Term,
    /// What asks by itself.
    Question,
}

/// Where a number stands; sorted.
#[derive(Debug, Default)]
struct Places {
    /// Above a question or in its label.
    asking: Vec<usize>,
    /// Before any other heading, which may be a question.
    titles: Vec<usize>,
}

impl Places {
    fn first(&self) -> Option<usize> {
        let firsts = [self.asking.first(), self.titles.first()];
        firsts.into_iter().flatten().min().copied()
    }
}

impl Asked {
    pub(super) fn of(page: &Page<'_>) -> Asked {
        let mut asked = Asked::default();
        for at in 0..page.blocks.len() {
            let labelled = labelled(page, at).or_else(|| numbered(page, at));
            if let Some(number) = labelled.or_else(|| headed(page, at)) {
                let asks = labelled.is_some() || is_question(page, at);
                let places = asked.numbers.entry(number).or_default();
                match asks {
                    true => places.asking.push(at),
                    false => places.titles.push(at),
                }
            } else if let Some(number) = page.item_number(at).filter(|_| states(page, at)) {
                asked.stated.entry(number).or_default().push(at);
                if is_sentence(page.text(at)) {
                    asked.sentences.entry(number).or_default().push(at);
                }
            }
        }
        asked
    }

    /// Whether a numbered line above a place may be what an entry means.
    pub(super) fn states(&self, number: u32, place: usize, names: Names) -> bool {
        self.stated_before(number, place, names).is_some()
    }

    /// The last such line above a place.
    fn stated_before(&self, number: u32, place: usize, names: Names) -> Option<usize> {
        let all = match names {
            Names::Sentence => self.sentences.get(&number)?,
            Names::Term | Names::Question => self.stated.get(&number)?,
        };
        let next = all.partition_point(|at| *at < place);
        all.get(next.checked_sub(1)?).copied()
    }

    /// The lines with a number above a place, in order: whether each asks.
    pub(super) fn all_above(&self, number: u32, place: usize) -> Vec<(usize, Names)> {
        let above = |all: &[usize], names: Names| {
            let end = all.partition_point(|at| *at < place);
            let some = all.get(..end).unwrap_or_default().to_vec();
            some.into_iter().map(move |at| (at, names))
        };
        let stated = self.stated.get(&number).map_or(&[][..], |all| all);
        let mut found: Vec<(usize, Names)> = above(self.asking(number), Names::Question).collect();
        found.extend(above(stated, Names::Term));
        found.sort_unstable_by_key(|(at, _)| *at);
        found
    }

    /// How many lines have a number above a place.
    pub(super) fn count_above(&self, number: u32, place: usize) -> usize {
        let above = |all: &[usize]| all.partition_point(|at| *at < place);
        let stated = self.stated.get(&number).map_or(0, |all| above(all));
        stated.saturating_add(above(self.asking(number)))
    }

    /// Takes the sentences that entries of a key judge for questions.
    pub(super) fn judge(&mut self, entries: &[(u32, usize, Names)]) {
        let found = entries.iter().filter_map(|(number, entry, names)| {
            Some((*number, self.stated_before(*number, *entry, *names)?))
        });
        let found = found.collect();
        self.ask_at(found);
    }

    /// Takes lines with their numbers for questions.
    pub(super) fn ask_at(&mut self, mut found: Vec<(u32, usize)>) {
        found.sort_unstable();
        found.dedup();
        // All of a number at once, so that its list is put in order once.
        for same in found.chunk_by(|one, other| one.0 == other.0) {
            let Some((number, _)) = same.first() else {
                continue;
            };
            let asking = &mut self.numbers.entry(*number).or_default().asking;
            asking.extend(same.iter().map(|(_, at)| *at));
            asking.sort_unstable();
            asking.dedup();
        }
        self.judged.extend(found.into_iter().map(|(_, at)| at));
        self.judged.sort_unstable();
    }

    /// Whether the sentence at a place is judged by a key.
    pub(super) fn is_judged(&self, at: usize) -> bool {
        self.judged.binary_search(&at).is_ok()
    }

    /// Forgets numbers that proved to be those of a key.
    pub(super) fn forget(&mut self, key: &[usize]) {
        if key.is_empty() {
            return;
        }
        let is_asked = |at: &usize| key.binary_search(at).is_err();
        self.numbers.values_mut().for_each(|places| {
            places.asking.retain(is_asked);
            places.titles.retain(is_asked);
        });
    }

    /// The last place above another one at which a number asks.
    pub(super) fn last_before(&self, number: u32, place: usize) -> Option<usize> {
        let asking = &self.numbers.get(&number)?.asking;
        let next = asking.partition_point(|at| *at < place);
        asking.get(next.checked_sub(1)?).copied()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// How many numbers there are.
    pub(super) fn count(&self) -> usize {
        self.numbers.len()
    }

    pub(super) fn holds(&self, number: u32) -> bool {
        self.numbers.contains_key(&number)
    }

    /// Whether a number stands above a question or in its label.
    pub(super) fn asks(&self, number: u32) -> bool {
        !self.asking(number).is_empty()
    }

    /// Whether a number stands above one question only.
    pub(super) fn asks_once(&self, number: u32) -> bool {
        self.asking(number).len() == 1
    }

    /// Whether a number stands somewhere before a place.
    pub(super) fn is_before(&self, number: u32, at: usize) -> bool {
        let first = self.numbers.get(&number).and_then(Places::first);
        first.is_some_and(|first| first <= at)
    }

    /// Where a number asks between two places.
    pub(super) fn between(&self, number: u32, from: Option<usize>, to: usize) -> &[usize] {
        let all = self.asking(number);
        let start = all.partition_point(|at| from.is_some_and(|from| *at <= from));
        let end = all.partition_point(|at| *at < to);
        all.get(start..end).unwrap_or_default()
    }

    /// Where a number asks next behind a place.
    pub(super) fn next(&self, number: u32, place: usize) -> Option<usize> {
        let all = self.asking(number);
        all.get(all.partition_point(|at| *at <= place)).copied()
    }

    fn asking(&self, number: u32) -> &[usize] {
        let places = self.numbers.get(&number);
        places.map_or(&[], |places| &places.asking)
    }
}

fn is_sentence(text: &str) -> bool {
    text.trim_end_matches(['*', '_', ' '])
        .ends_with(['.', '。', '!'])
}

/// Whether a numbered line says something that a key may judge or explain.
fn states(page: &Page<'_>, at: usize) -> bool {
    page.option_letter(at).is_none() && !page.text(at).is_empty()
}

fn labelled(page: &Page<'_>, at: usize) -> Option<u32> {
    match page.label(at)?.label {
        Label::Question(number) => number,
        _ => None,
    }
}

fn headed(page: &Page<'_>, at: usize) -> Option<u32> {
    page.heading_level(at)?;
    let text = page.text(at);
    if let Some((number, _)) = part_number(text) {
        return Some(number);
    }
    let digits = bytes_before(text, text.trim_start_matches(|c: char| c.is_ascii_digit()));
    text.get(..digits)?.parse().ok()
}

fn is_question(page: &Page<'_>, at: usize) -> bool {
    page.asks(at) || page.is_imperative(at) || page.begins_options(at.saturating_add(1))
}

fn numbered(page: &Page<'_>, at: usize) -> Option<u32> {
    let (number, is_bold) = match page.item_number(at) {
        Some(number) => (number, false),
        None => match bold_number(page.text(at)) {
            Some((number, _)) => (number, true),
            None if page.heading_level(at).is_some() => return None,
            None => (number_in_bold(page.text(at))?, false),
        },
    };
    let waits = is_bold && blank_number(page.text(at)).is_some();
    let offers = || {
        let below = at.saturating_add(1);
        let is_above_boxes = (is_bold || page.is_bold(at)) && page.has_boxes(below);
        offers_below(page, at, is_bold) || is_above_boxes
    };
    (waits || is_question(page, at) || offers() || options_below(page, at).is_some())
        .then_some(number)
}

/// Whether options stand below the text of a question that tells a case first.
fn offers_below(page: &Page<'_>, at: usize, is_bold: bool) -> bool {
    let is_text = |at: &usize| {
        let is_line = page
            .block(*at)
            .is_some_and(|block| block.kind == BlockKind::Line);
        is_line && page.option_letter(*at).is_none() && bold_number(page.text(*at)).is_none()
    };
    let below = at.saturating_add(1);
    let lines = (below..below.saturating_add(LONGEST_CASE))
        .take_while(is_text)
        .count();
    let asks = (below..below.saturating_add(lines)).any(|at| page.asks(at));
    (is_bold || asks) && page.begins_options(below.saturating_add(lines))
}
