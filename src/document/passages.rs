//! Passages: the parts of a document that match a question best, for questions without an answer.
//! A ranking by BM25 over the blocks; it finds words, it never claims to know an answer.

use std::borrow::Cow;
use std::collections::HashMap;

use super::block::{Block, BlockKind};
use super::span::Span;

/// How fast repeated words stop counting; the usual value of BM25 (Robertson and Zaragoza, 2009).
const K1: f64 = 1.2;
/// How much long blocks are held back; the usual value of BM25.
const B: f64 = 0.75;

/// A word that stands in more places than this finds none by itself: it ranks those that rarer words
/// found. Otherwise many questions about one thing cost the square of their number: 100,000 questions
/// over 100,000 lines took an hour.
const MOST_POSTINGS: usize = 200;
/// The longest passage, in bytes: some screens of text. A longer one answers nothing, and may be shown
/// under many questions.
const LONGEST: usize = 8 << 10;
/// The most words of a question that are looked up.
const MOST_ASKED: usize = 200;

/// Words that stand in nearly every sentence and tell nothing. Kept short: BM25 weighs the rest.
const STOP_WORDS: [&str; 40] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "do", "does", "for", "from", "has", "how",
    "in", "is", "it", "its", "not", "of", "on", "or", "that", "the", "their", "these", "this",
    "to", "under", "was", "what", "when", "where", "which", "who", "why", "will", "with", "you",
    "your",
];

/// The words of a document's blocks that questions ask for.
#[derive(Debug)]
pub struct Passages {
    /// The places that hold one of them.
    places: Vec<Place>,
    /// For each word, the places that hold it and how often.
    postings: HashMap<String, Vec<(u32, u32)>>,
    /// How many places there are, and how many words they hold.
    all: u32,
    words: u64,
    /// The words of the document's title, which say nothing inside of it.
    of_title: Vec<String>,
}

#[derive(Debug)]
struct Place {
    span: Span,
    words: u32,
}

impl Passages {
    /// Indexes the lines, items and rows of a document of this title for which `counts` holds, as far as
    /// these questions need it: of a million rows, all words took 300 MB for one question.
    pub fn new(
        source: &str,
        blocks: &[Block],
        title: &str,
        questions: impl Iterator<Item = String>,
        counts: impl Fn(usize) -> bool,
    ) -> Passages {
        let mut passages = Passages {
            places: Vec::new(),
            postings: HashMap::new(),
            all: 0,
            words: 0,
            of_title: words(title).map(Cow::into_owned).collect(),
        };
        for question in questions {
            for word in passages.asked(&question) {
                if !passages.postings.contains_key(&*word) {
                    passages.postings.insert(word.into_owned(), Vec::new());
                }
            }
        }
        for (_, block) in blocks.iter().enumerate().filter(|(at, _)| counts(*at)) {
            match &block.kind {
                BlockKind::Line | BlockKind::Item { .. } | BlockKind::Quote => {
                    passages.add(source, block.text);
                }
                BlockKind::Table(table) => {
                    table.rows.iter().for_each(|row| passages.add(source, *row));
                }
                _ => {}
            }
        }
        passages
    }

    /// The words that are looked up for a question, each once. Those of the document's title say nothing.
    fn asked<'q>(&self, question: &'q str) -> Vec<Cow<'q, str>> {
        let is_of_title = |word: &str| self.of_title.iter().any(|known| known == word);
        let mut asked: Vec<Cow<'_, str>> = words(question)
            .take(MOST_ASKED)
            .filter(|word| !is_of_title(word))
            .collect();
        asked.sort_unstable();
        asked.dedup();
        asked
    }

    fn add(&mut self, source: &str, span: Span) {
        // A lead-in says what follows and nothing itself.
        if span.text(source).len() > LONGEST || span.text(source).ends_with(':') {
            return;
        }
        let Ok(at) = u32::try_from(self.places.len()) else {
            return;
        };
        let mut length = 0_u32;
        let mut first = Cow::Borrowed("");
        let mut is_found = false;
        for word in words(span.text(source)) {
            length = length.saturating_add(1);
            if length == 1 {
                first = word;
                continue;
            }
            if length == 2 {
                is_found |= self.enter(&first, at);
            }
            is_found |= self.enter(&word, at);
        }
        // A single word tells nothing.
        if length >= 2 {
            self.all = self.all.saturating_add(1);
            self.words = self.words.saturating_add(u64::from(length));
            if is_found {
                self.places.push(Place {
                    span,
                    words: length,
                });
            }
        }
    }

    /// Counts a word at a place, which is the last one so far, and says whether somebody asks for it.
    fn enter(&mut self, word: &str, at: u32) -> bool {
        let Some(postings) = self.postings.get_mut(word) else {
            return false;
        };
        match postings.last_mut() {
            Some((last, count)) if *last == at => *count = count.saturating_add(1),
            _ => postings.push((at, 1)),
        }
        true
    }

    /// Whether there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The places that match a question best, best first; equal ones in the order of the document.
    /// The question is one of those that were indexed for.
    pub fn best(&self, question: &str, most: usize) -> Vec<Span> {
        let asked = self.asked(question);
        let asked: Vec<&[(u32, u32)]> = asked
            .iter()
            .filter_map(|word| self.postings.get(&**word))
            .map(Vec::as_slice)
            .filter(|postings| !postings.is_empty())
            .collect();
        let mut scores: Vec<(u32, f64)> = Vec::new();
        let (rare, common): (Vec<_>, Vec<_>) = asked
            .into_iter()
            .partition(|postings| postings.len() <= MOST_POSTINGS);
        for postings in &rare {
            let weigh = |(at, count): &(u32, u32)| (*at, self.weight(*at, *count, postings.len()));
            scores.extend(postings.iter().map(weigh));
        }
        if rare.is_empty()
            && let Some(rarest) = common.iter().min_by_key(|postings| postings.len())
        {
            let first = rarest.iter().take(MOST_POSTINGS);
            scores.extend(first.map(|(at, _)| (*at, 0.0)));
        }
        // Stable, so that a place's weights are summed in the order of the words.
        scores.sort_unstable_by_key(|(at, _)| *at);
        scores.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        for postings in common {
            for (at, score) in &mut scores {
                if let Ok(found) = postings.binary_search_by_key(at, |(at, _)| *at)
                    && let Some((_, count)) = postings.get(found)
                {
                    *score += self.weight(*at, *count, postings.len());
                }
            }
        }
        scores.sort_unstable_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        scores
            .iter()
            .take(most)
            .filter_map(|(at, _)| self.places.get(*at as usize))
            .map(|place| place.span)
            .collect()
    }

    /// What a word adds to the score of a place that holds it `count` times.
    fn weight(&self, at: u32, count: u32, holders: usize) -> f64 {
        let words = self.places.get(at as usize).map_or(0, |place| place.words);
        let mean = (self.words as f64 / f64::from(self.all.max(1))).max(1.0);
        let length = f64::from(words) / mean;
        let count = f64::from(count);
        self.rarity(holders) * (count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length)))
    }

    /// The weight of a word that this many places hold (the inverse document frequency of BM25).
    fn rarity(&self, holders: usize) -> f64 {
        let (all, holders) = (f64::from(self.all), holders as f64);
        (1.0 + (all - holders + 0.5) / (holders + 0.5)).ln()
    }
}

/// The words of a text in lower case, without stop words and with a plural `s` taken off.
fn words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(stem)
        .filter(|word| word.len() > 1 && !STOP_WORDS.contains(&&**word))
}

/// A word in lower case, without the `s` of a plural; copied only where it must be.
fn stem(word: &str) -> Cow<'_, str> {
    let is_plural = |word: &str| word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    if word
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
    {
        return Cow::Borrowed(match is_plural(word) {
            true => word.strip_suffix('s').unwrap_or(word),
            false => word,
        });
    }
    let mut folded = word.to_lowercase();
    if is_plural(&folded) {
        folded.pop();
    }
    Cow::Owned(folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn best(source: &str, question: &str) -> Vec<String> {
        let document = parse(source);
        let questions = ["Whose hippopotamus?".to_owned(), question.to_owned()];
        let questions = questions.into_iter();
        let passages = Passages::new(source, &document.blocks, "Cloud notes", questions, |_| true);
        let found = passages.best(question, 2);
        found
            .into_iter()
            .map(|span| span.text(source).to_owned())
            .collect()
    }

    #[test]
    fn the_best_passage_shares_the_rarest_words() {
        let source = "The hypervisor is patched by the provider.\n\n\
                      The guest is patched by the customer.\n\n\
                      - Invoices are paid monthly\n\nThe following holds for invoices:\n";
        assert_eq!(
            best(source, "Who patched the hypervisors?"),
            [
                "The hypervisor is patched by the provider.",
                "The guest is patched by the customer."
            ]
        );
        assert_eq!(
            best(source, "When are invoices paid?"),
            ["Invoices are paid monthly"]
        );
    }

    #[test]
    fn words_that_stand_nowhere_find_nothing() {
        assert_eq!(
            best("One line of text.\n", "Whose giraffe?"),
            Vec::<String>::new()
        );
        assert_eq!(
            best("Notes on the cloud here.\n", "Which cloud notes?"),
            Vec::<String>::new()
        );
    }
}
