//! How much two texts say the same, in points of 10 000, the same both ways round. Whole numbers
//! only, so that every machine comes to the same plan.

/// The points of two equal texts.
pub(super) const EQUAL: u32 = 10_000;

/// The least points of two texts that differ in two neighbouring letters which changed places: a slip of
/// the fingers, whatever it does to the pairs of letters in a short word.
const TRANSPOSED: u32 = 8_500;

/// Shorter texts are signs, where each letter counts.
const SHORTEST_TRANSPOSED: usize = 4;

/// Longer texts are compared word by word, since letter by letter they would take too long.
const LONGEST_BY_LETTER: usize = 512;

/// Fewer common words that carry meaning are those of a pattern: `What is the purpose of …?`
const MOSTLY_COMMON: usize = 4;

/// The most symbols of the shorter text that are compared in order, ends that are the same left out. The
/// memory for it grows with the square: without an end two cards of 1 MiB take gigabytes.
const MOST_IN_ORDER: usize = 4_096;

/// Words that a rewording changes without asking for something else.
const SMALL_WORDS: [&str; 52] = [
    "we", "you", "your", "they", "there", "between", "does", "could", "a", "an", "and", "are",
    "as", "at", "be", "by", "can", "define", "describe", "do", "does", "explain", "for", "from",
    "has", "have", "how", "in", "is", "it", "its", "list", "mean", "means", "name", "of", "on",
    "or", "should", "that", "the", "this", "to", "used", "was", "what", "when", "which", "who",
    "why", "will", "with",
];

/// Whether this is the hash of a word that a rewording changes without asking for something else.
pub(super) fn is_small(word: u64) -> bool {
    static SMALL: std::sync::LazyLock<[u64; SMALL_WORDS.len()]> = std::sync::LazyLock::new(|| {
        let mut hashes = SMALL_WORDS.map(hash);
        hashes.sort_unstable();
        hashes
    });
    SMALL.binary_search(&word).is_ok()
}

/// A text, taken apart once for many comparisons.
#[derive(Debug, Default)]
pub(super) struct Text {
    plain: String,
    /// Letters, or words where the text is long.
    symbols: Vec<u64>,
    pairs: Vec<u64>,
    /// Sorted hashes of the words.
    pub(super) words: Vec<u64>,
}

impl Text {
    pub(super) fn new(plain: String) -> Text {
        let by_word: Vec<u64> = words(&plain).map(hash).collect();
        let mut letters: Vec<u64> = plain.chars().map(u64::from).collect();
        let mut pairs: Vec<u64> = letters
            .windows(2)
            .map(|pair| pair.iter().fold(0, |pair, letter| (pair << 32) | letter))
            .collect();
        pairs.sort_unstable();
        if letters.len() > LONGEST_BY_LETTER {
            letters.clone_from(&by_word);
        }
        let mut sorted = by_word;
        sorted.sort_unstable();
        Text {
            plain,
            symbols: letters,
            pairs,
            words: sorted,
        }
    }

    pub(super) fn plain(&self) -> &str {
        &self.plain
    }

    /// The same for equal texts.
    pub(super) fn key(&self) -> u64 {
        hash(&self.plain)
    }

    fn is_long(&self) -> bool {
        self.plain.len() > LONGEST_BY_LETTER && self.plain.chars().count() > LONGEST_BY_LETTER
    }

    /// How alike the texts are: what is common in order and in pairs of letters, or in words,
    /// whichever is more; the words catch a rewording that turns a sentence around.
    pub(super) fn similarity(&self, other: &Text) -> u32 {
        if self.plain == other.plain {
            return EQUAL;
        }
        let words = (dice(&self.words, &other.words) / 100).saturating_mul(95);
        let pairs = dice(&self.pairs, &other.pairs);
        if words.max(u32::midpoint(pairs, EQUAL)) < 3_300 {
            return words.max(pairs);
        }
        let common = match self.is_long() == other.is_long() {
            true => in_order(&self.symbols, &other.symbols).unwrap_or(pairs),
            false => pairs,
        };
        let least = if is_transposed(&self.symbols, &other.symbols) {
            TRANSPOSED
        } else {
            0
        };
        words
            .max(u32::midpoint(pairs, common))
            .clamp(least, EQUAL - 1)
    }

    /// Whether most of what carries meaning is common: a long question was reworded, however the rest
    /// of it reads. Another number asks for something else all the same.
    pub(super) fn is_mostly_common(&self, other: &Text) -> bool {
        let content = |text: &Text| {
            let telling = |word: &&str| !SMALL_WORDS.contains(word);
            words(&text.plain).filter(telling).count()
        };
        let ours = left_over(&self.plain, &other.words);
        let theirs = left_over(&other.plain, &self.words);
        if has_digit(&ours) && has_digit(&theirs) {
            return false;
        }
        let (our_left, their_left) = (words(&ours).count(), words(&theirs).count());
        let ours_in_both = content(self).saturating_sub(our_left);
        let theirs_in_both = content(other).saturating_sub(their_left);
        let common = ours_in_both.min(theirs_in_both);
        common >= MOSTLY_COMMON && common / 2 >= our_left.max(their_left)
    }

    /// Whether one text is the other with more words before or behind it: `EC2` and `EC2 (IaaS)`.
    pub(super) fn is_extension(&self, other: &Text) -> bool {
        let (ours, theirs): (Vec<&str>, Vec<&str>) =
            (words(&self.plain).collect(), words(&other.plain).collect());
        let (short, long) = match ours.len() <= theirs.len() {
            true => (ours, theirs),
            false => (theirs, ours),
        };
        !short.is_empty() && (long.starts_with(&short) || long.ends_with(&short))
    }

    /// What else is asked in the same words: what is left after taking off the common words are words that carry
    /// meaning, on both sides, and they do not look alike. `port 80` and `port 443` look alike and are not; a
    /// misspelt name is.
    pub(super) fn other_subject(&self, other: &Text) -> Option<Subject> {
        let ours = left_over(&self.plain, &other.words);
        let theirs = left_over(&other.plain, &self.words);
        if ours.is_empty() || theirs.is_empty() {
            return None;
        }
        if has_digit(&ours) && has_digit(&theirs) {
            return Some(Subject::Number);
        }
        let is_other = Text::new(ours).similarity(&Text::new(theirs)) < 5_000;
        is_other.then_some(Subject::Words)
    }
}

/// What makes another subject of a prompt in the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Number,
    Words,
}

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// Whether one is the other with the ending of a plural.
pub(super) fn is_plural(one: &str, other: &str) -> bool {
    let ending = one.strip_prefix(other).or_else(|| other.strip_prefix(one));
    matches!(ending, Some("s" | "es"))
}

/// Whether two texts are the same but for two neighbours that changed places.
fn is_transposed(one: &[u64], other: &[u64]) -> bool {
    if one.len() != other.len() || one.len() < SHORTEST_TRANSPOSED {
        return false;
    }
    let Some(at) = one.iter().zip(other).position(|(a, b)| a != b) else {
        return false;
    };
    let (ours, theirs) = (one.get(at..), other.get(at..));
    match (ours, theirs) {
        (Some([a, b, rest @ ..]), Some([c, d, other_rest @ ..])) => {
            a == d && b == c && rest == other_rest
        }
        _ => false,
    }
}

/// The words of a text, without punctuation around them.
fn words(plain: &str) -> impl Iterator<Item = &str> {
    plain.split_whitespace().map(|word| {
        let bare = word.trim_matches(|c: char| c.is_ascii_punctuation());
        if bare.is_empty() { word } else { bare }
    })
}

/// FNV-1a: fast on short words, and the same on every machine.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn left_over(plain: &str, common: &[u64]) -> String {
    let left: Vec<&str> = words(plain)
        .filter(|word| common.binary_search(&hash(word)).is_err() && !SMALL_WORDS.contains(word))
        .collect();
    left.join(" ")
}

/// Twice what is common, as a share of both; both sorted.
fn dice(one: &[u64], other: &[u64]) -> u32 {
    let (mut ours, mut theirs) = (one.iter().peekable(), other.iter().peekable());
    let mut common: usize = 0;
    while let (Some(a), Some(b)) = (ours.peek(), theirs.peek()) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => {
                ours.next();
            }
            std::cmp::Ordering::Greater => {
                theirs.next();
            }
            std::cmp::Ordering::Equal => {
                common = common.saturating_add(1);
                ours.next();
                theirs.next();
            }
        }
    }
    share(common, one.len().saturating_add(other.len()))
}

fn share(common: usize, both: usize) -> u32 {
    let points = common
        .saturating_mul(2)
        .saturating_mul(EQUAL as usize)
        .checked_div(both);
    points.map_or(0, |points| u32::try_from(points).unwrap_or(EQUAL))
}

/// Twice the longest common subsequence, as a share of both; none where that takes too much memory.
fn in_order(one: &[u64], other: &[u64]) -> Option<u32> {
    let head = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (a, b) = (
        one.get(head..).unwrap_or(&[]),
        other.get(head..).unwrap_or(&[]),
    );
    let tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let a = a.get(..a.len().saturating_sub(tail)).unwrap_or(&[]);
    let b = b.get(..b.len().saturating_sub(tail)).unwrap_or(&[]);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let ends = head.saturating_add(tail);
    (short.len() <= MOST_IN_ORDER).then(|| {
        share(
            common_subsequence(short, long).saturating_add(ends),
            one.len().saturating_add(other.len()),
        )
    })
}

/// The length of the longest common subsequence, 64 places of the shorter text at a time
/// (Hyyrö 2004): a place is 0 in `state` once it is used.
fn common_subsequence(short: &[u64], long: &[u64]) -> usize {
    let mut alphabet: Vec<u64> = short.to_vec();
    alphabet.sort_unstable();
    alphabet.dedup();
    let blocks = short.len().div_ceil(64);
    let mut places = vec![0_u64; alphabet.len().saturating_mul(blocks)];
    for (at, symbol) in short.iter().enumerate() {
        if let Ok(letter) = alphabet.binary_search(symbol)
            && let Some(place) =
                places.get_mut(letter.saturating_mul(blocks).saturating_add(at / 64))
        {
            *place |= 1 << (at % 64);
        }
    }
    let mut state = vec![u64::MAX; blocks];
    for symbol in long {
        let Ok(letter) = alphabet.binary_search(symbol) else {
            continue;
        };
        let masks = places.get(letter.saturating_mul(blocks)..).unwrap_or(&[]);
        let mut carry = false;
        for (block, mask) in state.iter_mut().zip(masks) {
            let used = *block & mask;
            let (sum, first) = block.overflowing_add(used);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            carry = first || second;
            *block = sum | (*block & !mask);
        }
    }
    // Places past the end of the shorter text are never used, so they stay 1.
    let unused: usize = state.iter().map(|block| block.count_ones() as usize).sum();
    blocks.saturating_mul(64).saturating_sub(unused)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(one: &str, other: &str) -> u32 {
        let (one, other) = (Text::new(one.to_owned()), Text::new(other.to_owned()));
        assert_eq!(one.similarity(&other), other.similarity(&one));
        one.similarity(&other)
    }

    #[test]
    fn two_letters_that_changed_places_are_a_slip() {
        assert_eq!(points("adios", "adois"), TRANSPOSED);
        assert_eq!(points("adois", "adios"), TRANSPOSED);
        assert!(points("adios", "adieu") < 7_000);
        assert!(points("rm", "mr") < 7_000, "signs are not words");
    }

    #[test]
    fn texts_of_a_hundred_thousand_words_take_no_gigabytes() {
        let words: Vec<u64> = (0..100_000).collect();
        let turned: Vec<u64> = words.iter().rev().copied().collect();
        assert_eq!(in_order(&words, &turned), None);
        // A change in the middle of it is short again.
        let mut changed = words.clone();
        changed[50_000] = u64::MAX;
        assert_eq!(in_order(&words, &changed), Some(9_999));
    }

    #[test]
    fn the_common_subsequence_is_counted_over_blocks() {
        let long: Vec<u64> = (0..200).collect();
        let odd: Vec<u64> = (0..200).filter(|n| n % 2 == 1).collect();
        assert_eq!(common_subsequence(&odd, &long), 100);
        assert_eq!(common_subsequence(&long, &long), 200);
        assert_eq!(common_subsequence(&[7, 8, 9], &[9, 8, 7]), 1);
        assert_eq!(common_subsequence(&[], &long), 0);
    }

    #[test]
    fn typos_are_near_and_other_sentences_far() {
        assert!(
            points(
                "the customer patches the guest os",
                "the customer patches teh guest os"
            ) > 8_500
        );
        assert!(points("amazon dynamodb", "amazon dynamodbb") > 8_500);
        assert!(
            points(
                "physical security of data centres",
                "who pays for a snapshot copy"
            ) < 4_000
        );
        assert_eq!(points("", "anything"), 0);
    }

    #[test]
    fn the_same_words_in_another_order_are_near() {
        assert!(
            points(
                "encryption at rest and in transit",
                "in transit and at rest encryption"
            ) > 9_000
        );
    }

    #[test]
    fn another_subject_in_the_same_words_is_noticed() {
        let another = |one: &str, other: &str| {
            Text::new(one.to_owned())
                .other_subject(&Text::new(other.to_owned()))
                .is_some()
        };
        assert!(another(
            "what is the purpose of iam?",
            "what is the purpose of kms?"
        ));
        assert!(another("port 80", "port 443"));
        assert!(!another("what is kubernets?", "what is kubernetes?"));
        assert!(!another("what is s3?", "what does s3 mean?"));
    }
}
