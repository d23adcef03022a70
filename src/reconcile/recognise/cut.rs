//! Cards that say the same words in the same order, of which others are asked now: a term and its meaning became a
//! row, or a key took in the words behind it. It must never take a text for another of which a word differs.

use super::Search;
use crate::reconcile::plan::Reason;
use crate::reconcile::side::Side;

/// Fewer words may be said by chance.
const FEWEST_WORDS: usize = 5;

impl Search<'_, '_> {
    /// Pairs cards of the same words, where each is the only one that says them.
    pub(super) fn cut_elsewhere(&mut self) {
        if self.pairs.is_complete() {
            return;
        }
        let found = self.grouped(
            |_, side| words(side),
            |side| match side.lives() {
                true => words(side),
                false => None,
            },
        );
        for group in found {
            let ([at], [place]) = (&group.fresh[..], &group.old[..]) else {
                continue;
            };
            let sides = self.fresh.get(*at).zip(self.old.get(*place));
            if sides.is_some_and(|(fresh, old)| said(fresh) == said(old))
                && !self.is_out_of_way(*at, *place)
            {
                self.pairs.pair(*at, *place, Reason::SimilarText(100));
            }
        }
    }
}

/// The same for cards of the same words, in any order; none of few words, or without an answer.
fn words(side: &Side<'_>) -> Option<(usize, u64)> {
    let texts = side.texts();
    let (front, back) = (&texts.front.words, &texts.back.as_ref()?.words);
    let count = front.len().saturating_add(back.len());
    let all = front.iter().chain(back);
    let sum = all.fold(0, |sum: u64, word| sum.wrapping_add(*word));
    (count >= FEWEST_WORDS).then_some((count, sum))
}

/// All words of a card, in order, without the signs between them.
fn said<'t>(side: &'t Side<'_>) -> Vec<&'t str> {
    let texts = side.texts();
    let back = texts.back.as_ref().map_or("", |back| back.plain());
    let words = [texts.front.plain(), back];
    let words = words.iter().flat_map(|text| text.split_whitespace());
    let words = words.map(|word| word.trim_matches(|sign: char| sign.is_ascii_punctuation()));
    words.collect()
}
