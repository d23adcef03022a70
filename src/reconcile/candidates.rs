//! Which known cards are worth comparing with a compiled one: those that share rare words with it,
//! and those that stand where it stands. Comparing all with all would take hours where thousands
//! of cards change at once.

use foldhash::HashMap;

use super::recognise::Search;
use super::side::{SectionNumber, Side};

/// A word in more known cards than this tells nothing.
const COMMON: usize = 48;

/// How many cards that share words are compared.
const BY_WORDS: usize = 10;

/// How many cards before and after the same place of a section are compared.
const BESIDE: usize = 4;

/// Free known cards, found by their words and by their section.
#[derive(Debug)]
pub(super) struct Candidates {
    old: Vec<usize>,
    by_word: HashMap<u64, Vec<u32>>,
    by_section: HashMap<SectionNumber, Vec<u32>>,
    shared: Vec<u32>,
}

impl Candidates {
    pub(super) fn new(search: &Search<'_, '_>, old: Vec<usize>) -> Candidates {
        let mut by_word: HashMap<u64, Vec<u32>> = HashMap::default();
        let mut by_section: HashMap<SectionNumber, Vec<u32>> = HashMap::default();
        for (number, side) in (0_u32..).zip(old.iter().filter_map(|at| search.old.get(*at))) {
            for word in words(side) {
                let postings = by_word.entry(word).or_default();
                if postings.len() <= COMMON && postings.last() != Some(&number) {
                    postings.push(number);
                }
            }
            let section = by_section.entry(search.section_now(side)).or_default();
            section.push(number);
        }
        Candidates {
            shared: vec![0; old.len()],
            old,
            by_word,
            by_section,
        }
    }

    /// The known cards to compare with a card, which is the `place`-th free one of its section.
    pub(super) fn of(&mut self, side: &Side<'_>, place: usize) -> Vec<usize> {
        let mut found = self.by_words(side);
        if let Some(section) = self.by_section.get(&side.section) {
            let from = place.saturating_sub(BESIDE).min(section.len());
            let to = place.saturating_add(BESIDE + 1).min(section.len());
            found.extend(section.get(from..to).unwrap_or(&[]));
        }
        found.sort_unstable();
        found.dedup();
        let places = found
            .iter()
            .filter_map(|number| self.old.get(*number as usize));
        places.copied().collect()
    }

    /// The cards that share the most and the rarest words.
    fn by_words(&mut self, side: &Side<'_>) -> Vec<u32> {
        let mut touched: Vec<u32> = Vec::new();
        for word in words(side) {
            let Some(postings) = self
                .by_word
                .get(&word)
                .filter(|found| found.len() <= COMMON)
            else {
                continue;
            };
            let holders = u32::try_from(postings.len()).unwrap_or(1_000);
            let worth = 1_000_u32.checked_div(holders).unwrap_or(0);
            for number in postings {
                if let Some(shared) = self.shared.get_mut(*number as usize) {
                    if *shared == 0 {
                        touched.push(*number);
                    }
                    *shared = shared.saturating_add(worth);
                }
            }
        }
        let mut ranked: Vec<(std::cmp::Reverse<u32>, u32)> = touched
            .into_iter()
            .filter_map(|number| {
                let shared = self.shared.get_mut(number as usize)?;
                Some((std::cmp::Reverse(std::mem::take(shared)), number))
            })
            .collect();
        if ranked.len() > BY_WORDS {
            ranked.select_nth_unstable(BY_WORDS);
            ranked.truncate(BY_WORDS);
        }
        ranked.into_iter().map(|(_, number)| number).collect()
    }
}

/// The words of front and back, with repetitions.
fn words(side: &Side<'_>) -> impl Iterator<Item = u64> {
    let texts = side.texts();
    let back = texts.back.iter().flat_map(|back| back.words.iter());
    texts.front.words.iter().chain(back).copied()
}
