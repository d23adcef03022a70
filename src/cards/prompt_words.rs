//! The words by which a text asks: a question mark, or a verb that demands an answer.

use memchr::memmem;

use crate::document::bytes_before;
pub(super) use crate::document::is_one_of;

use super::demand_words::asks_on;
use super::folded::holds_one_of;

/// Whether a text can only be answered by choosing from what stands below it.
pub(super) fn demands_choice(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "which of the following",
        "which of these",
        "which one of",
        "which statement",
        "select the",
        "select one",
        "select two",
        "select all",
        "choose the",
        "choose one",
        "choose two",
        "choose all",
        "(choose ",
        "(select ",
    ];
    if has_blank(text) {
        return true;
    }
    // Most texts have none of them, and are not copied.
    let may = |word: &str| text.contains(word);
    if !["hich ", "elect ", "hoose "].into_iter().any(may) {
        return false;
    }
    let folded = text.to_lowercase();
    WORDS.iter().any(|word| folded.contains(word))
}

/// The most bytes of a sentence that is searched for a blank of one underscore.
const LONGEST_WITH_BLANK: usize = 1000;

/// Whether a text ends in a question mark, closing marks aside.
pub(super) fn asks(text: &str) -> bool {
    // What follows the mark is closing signs, tags and emoji; a letter after it is another sentence.
    let is_mark = |c: char| matches!(c, '?' | '？' | '؟');
    let text = without_demand(without_remark(without_tags(text)));
    if has_blank(text) || judges(text) {
        return true;
    }
    // A comma behind it, and it is one sign in a list of signs: `the operators (=, ?, +)`.
    let end = text.rfind(|c: char| c.is_alphanumeric() || matches!(c, ',' | '=') || is_mark(c));
    end.and_then(|at| text.get(at..)?.chars().next())
        .is_some_and(is_mark)
        && text.contains(char::is_alphabetic)
}

/// Whether a text puts a statement to be judged: `True/False: a dam sails.`
pub(super) fn judges(text: &str) -> bool {
    const BEGINNINGS: [&str; 3] = ["true/false", "true or false", "t/f:"];
    /// The fewest words of such a text; fewer are a title.
    const FEWEST: usize = 4;
    let bare = text.trim_start_matches(['*', '_']);
    let begins = |begin: &str| {
        let found = bare.as_bytes().get(..begin.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(begin.as_bytes()))
    };
    bare.starts_with(['T', 't'])
        && BEGINNINGS.iter().any(|begin| begins(begin))
        && text.split_whitespace().nth(FEWEST - 1).is_some()
}

/// A question without what stands in parentheses behind it: `Which of these are ports? (Choose two.)`
fn without_remark(text: &str) -> &str {
    let bare = text.trim_end_matches(['*', '_', ' ', '.']);
    let inner = bare.strip_suffix([')', '）']);
    let before = inner
        .and_then(|inner| inner.rsplit_once(['(', '（']))
        .map(|(before, _)| before.trim_end());
    before
        .filter(|before| before.trim_end_matches(['*', '_']).ends_with(['?', '？']))
        .unwrap_or(text)
}

/// A question without the sentence behind it that says how many to choose or asks for more: `Which are ports? Select all
/// that apply.`, `Why? Explain briefly.`
fn without_demand(text: &str) -> &str {
    const WORDS: [&str; 5] = ["Select ", "Choose ", "Pick ", "Check ", "Mark "];
    /// The most bytes of such a sentence.
    const LONGEST: usize = 50;
    // Of a long line only its end is looked at.
    let near = text.len().saturating_sub(LONGEST.saturating_mul(2));
    let near = (near..=text.len()).find(|at| text.is_char_boundary(*at));
    let end = near.and_then(|near| text.get(near..)).unwrap_or(text);
    // One sign at a time: looking for either of two goes from letter to letter.
    let asks = ['?', '？'].into_iter();
    let mark = asks.filter_map(|mark| Some((end.rfind(mark)?, mark.len_utf8())));
    let Some((at, wide)) = mark.max() else {
        return text;
    };
    let behind = end.get(at.saturating_add(wide)..).unwrap_or_default();
    let demand = behind.trim_start_matches(['*', '_', ' ', '(']);
    let is_demand = demand.len() <= LONGEST
        && (WORDS.iter().any(|word| demand.starts_with(word)) || asks_on(demand));
    let end = text.len().saturating_sub(behind.len());
    match is_demand && at > 0 {
        true => text.get(..end).unwrap_or(text),
        false => text,
    }
}

/// Whether a text leaves a blank to fill in: `The capital of France is ____.`
fn has_blank(text: &str) -> bool {
    // Of the underscores of a blank a pasted page may keep two or one.
    let is_lone = |word: &str| {
        let bare = word.trim_end_matches(['.', ',', '?', ';', ':']);
        !bare.is_empty() && bare.bytes().all(|byte| byte == b'_')
    };
    // `下面哪个（  ）`
    let is_wide = |(at, _): (usize, &str)| {
        let behind = text.get(at..).and_then(|rest| rest.strip_prefix('（'));
        behind.is_some_and(|rest| rest.trim_start().starts_with('）'))
    };
    if text.len() <= LONGEST_WITH_BLANK
        && (text.match_indices('（').any(is_wide) || has_empty_brackets(text))
    {
        return true;
    }
    let may = memmem::find(text.as_bytes(), b"___").is_some()
        || (text.len() <= LONGEST_WITH_BLANK
            && text.contains('_')
            && !text.contains('`')
            && text.split_whitespace().any(is_lone));
    may && (has_words(text) || is_sentence_far_east(text))
}

fn has_words(text: &str) -> bool {
    let mut words = text.split_whitespace().filter(|word| has_letters(word));
    words.nth(1).is_some()
}

/// Whether a text has as many signs as a short sentence where no spaces part words.
fn is_sentence_far_east(text: &str) -> bool {
    /// The fewest signs.
    const FEWEST: usize = 4;
    let is_sign =
        |c: &char| ('\u{3040}'..='\u{9fff}').contains(c) || ('\u{ac00}'..='\u{d7a3}').contains(c);
    !text.is_ascii() && text.chars().filter(is_sign).nth(FEWEST - 1).is_some()
}

/// `The [] is the powerhouse of the [].`: a sentence, and no line of code.
fn has_empty_brackets(text: &str) -> bool {
    let holds = text.contains(" [] ") || text.ends_with(" [].") || text.starts_with("The [] ");
    holds && text.ends_with('.') && !text.contains(['`', ';', '{', '='])
}

fn has_letters(word: &str) -> bool {
    word.chars().any(char::is_alphabetic)
}

/// A text without `#tags` at its end.
pub(super) fn without_tags(text: &str) -> &str {
    let mut rest = text.trim_end();
    while let Some((before, word)) = rest.rsplit_once(' ')
        && word.len() > 1
        && word.starts_with('#')
        && word
            .get(1..)
            .is_some_and(|tag| tag.starts_with(char::is_alphabetic))
    {
        rest = before.trim_end();
    }
    rest
}

/// The `#tags` at the end of a text, without their marks.
pub(super) fn tags_behind(text: &str) -> impl Iterator<Item = &str> {
    let bare = without_tags(text).len();
    let tags = text.get(bare..).unwrap_or_default().split_whitespace();
    tags.map(|tag| tag.trim_start_matches('#'))
}

/// Whether a heading asks about the page itself, its authors or its readers, as the end of a README does.
pub(super) fn is_about_page(heading: &str) -> bool {
    const WORDS: [&str; 11] = [
        "contribut",
        "need help",
        "how can i help",
        "how to help",
        "want to help",
        "want to learn more",
        "any questions",
        "other questions",
        "got questions",
        "have questions",
        "как помочь",
    ];
    heading.len() <= 60 && holds_one_of(heading, &WORDS)
}

/// Whether a text begins with a word that asks, in upper case as a sentence does.
pub(super) fn begins_question(text: &str) -> bool {
    const WORDS: [&str; 57] = [
        "Would", "Has", "Have", "Had", "Won", "What", "Who", "Whom", "Whose", "Which", "When",
        "Where", "Why", "How", "Is", "Are", "Was", "Were", "Do", "Does", "Did", "Can", "Could",
        "Should", "Will", "Wer", "Wie", "Wann", "Warum", "Wo", "Welche", "Welcher", "Welches",
        "Wozu", "Woher", "Wodurch", "Qui", "Que", "Quel", "Quelle", "Quels", "Quelles", "Comment",
        "Pourquoi", "Quand", "Combien", "Cuál", "Cómo", "Qual", "Quais", "Quando", "Come",
        "Perché", "Cosa", "Como", "Onde", "Quem",
    ];
    if text.starts_with('¿') {
        return true;
    }
    // `HTTP 是什么？`
    if text.ends_with('？') {
        return true;
    }
    // The number of a section is no word: `1.1 What is it?`
    let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
    // What begins in another script is not judged by its words.
    let is_foreign = text.starts_with(|c: char| c.is_alphabetic() && c > '\u{24f}');
    let word = text.split(|c: char| !c.is_alphanumeric()).next();
    // `Ships and boats – what is the difference?`
    let behind = || {
        let behind = text.split_once(" – ").or_else(|| text.split_once(" — "));
        let word = behind.and_then(|(_, behind)| behind.split(' ').next());
        word.is_some_and(|word| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)))
    };
    // `Isn't it so?`
    let denied = |word: &str| {
        let behind = text.get(word.len()..).unwrap_or_default();
        let bare = word
            .strip_suffix('n')
            .filter(|_| behind.starts_with(['\'', '’']));
        bare.is_some_and(|bare| WORDS.contains(&bare))
    };
    is_foreign || word.is_some_and(|word| WORDS.contains(&word) || denied(word)) || behind()
}

/// Whether a sign only dresses a line: an arrow, a picture.
pub(super) fn is_drawn(sign: char) -> bool {
    !sign.is_ascii() && !sign.is_alphanumeric()
}

/// A text without what is drawn behind it: `**Why?** 🚀`
pub(super) fn undrawn(text: &str) -> &str {
    text.trim_end_matches(|sign| sign == ' ' || is_drawn(sign))
}

/// Whether a text is a whole line of strong emphasis.
pub(super) fn is_bold(text: &str) -> bool {
    is_wrapped(text, "**") || is_wrapped(text, "__")
}

/// Whether a text is a whole line of any emphasis.
pub(super) fn is_emphasised(text: &str) -> bool {
    is_bold(text) || is_wrapped(text, "*") || is_wrapped(text, "_")
}

/// A line without emphasis of the whole; blanks at its ends are none.
pub(super) fn unwrapped(text: &str) -> &str {
    let inner = |mark: &str| {
        let whole = Some(text).filter(|text| is_wrapped(text, mark))?;
        whole.strip_prefix(mark)?.strip_suffix(mark)
    };
    let found = ["**", "__", "*", "_"].into_iter().find_map(inner);
    let is_blank = |inner: &&str| {
        let edges = [inner.chars().next(), inner.chars().next_back()];
        edges
            .into_iter()
            .flatten()
            .any(|sign| sign.is_whitespace() || matches!(sign, '_' | '*'))
    };
    found.filter(|inner| !is_blank(inner)).unwrap_or(text)
}

fn is_wrapped(text: &str, mark: &str) -> bool {
    let text = text.trim();
    text.len() > mark.len().saturating_mul(2)
        && text.starts_with(mark)
        && text.ends_with(mark)
        && text.matches(mark).count() == 2
}

/// The place of the first `::`. Every line is searched several times, and few have one colon.
pub(super) fn colons_in(text: &str) -> Option<usize> {
    memchr::memchr(b':', text.as_bytes())?;
    text.find("::")
}

/// The place and length of the one `::` or `:::` outside of code.
pub(super) fn double_colon(text: &str) -> Option<(usize, usize)> {
    // A search of the whole line is many times faster than the walk through it below.
    colons_in(text)?;
    let mut found = None;
    let mut in_code = false;
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..)?;
        if rest.starts_with('`') {
            in_code = !in_code;
        }
        if !in_code && rest.starts_with("::") {
            let length = bytes_before(rest, rest.trim_start_matches(':'));
            let before = text.get(..at)?;
            // Three of them stand in no other text.
            let spaced = (before.ends_with(' ') || length == 3)
                && rest
                    .get(length..)
                    .is_some_and(|after| after.starts_with(' '));
            let fits = (2..=3).contains(&length) && (spaced || before.ends_with('?'));
            if !fits || found.is_some() {
                return None;
            }
            found = Some((at, length));
            at = at.saturating_add(length);
            continue;
        }
        at = at.saturating_add(rest.chars().next().map_or(1, char::len_utf8));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_and_demands_are_told_from_statements() {
        for text in [
            "Who?",
            "**Who?**",
            "Who (in AWS)?",
            "Say \"who?\"",
            "誰ですか？",
        ] {
            assert!(asks(text), "{text}");
        }
        assert!(asks("What is a node? 🖥️"));
        assert!(asks("Which of these are ports?  (Choose two.)"));
        assert!(!asks("A port (which one?) of them"));
        for text in ["Who", "who? me.", "x;", "Operators (=, ?, +)"] {
            assert!(!asks(text), "{text}");
        }
        assert!(asks("They are designed to steal _ from the victim."));
        assert!(asks("True/False: a dam sails in the sea"));
        assert!(!asks("True/False questions"));
        assert!(!asks("a name in snake_case"));
    }

    #[test]
    fn double_colons_separate_only_where_someone_meant_it() {
        assert_eq!(double_colon("EBS :: block storage"), Some((4, 2)));
        assert_eq!(double_colon("hund ::: dog"), Some((5, 3)));
        assert_eq!(double_colon("Who?::me"), Some((4, 2)));
        assert_eq!(double_colon("hund::: dog"), Some((4, 3)));
        assert_eq!(double_colon("key:: value"), None);
        assert_eq!(double_colon("use std::fmt here"), None);
        assert_eq!(double_colon("`a :: b` is code"), None);
        assert_eq!(double_colon("a :: b :: c"), None);
    }
}
