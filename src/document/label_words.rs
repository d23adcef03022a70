//! The words that label a question, an answer, an explanation or a scenario, in the languages that
//! study documents were found in. The lists of such words stand in `label_lists`.

use super::span::bytes_before;
use std::borrow::Cow;

use super::label::Label;
use super::label_lists::{ANSWERS, EXPLANATIONS, QUESTIONS, SCENARIOS};

/// What a label with these words says.
pub(super) fn named(words: &str) -> Label {
    let bare = words.trim_matches(['*', '_', ' ']);
    let folded = if bare.is_ascii() {
        Cow::Borrowed(bare)
    } else {
        Cow::Owned(bare.to_lowercase())
    };
    let mut name: &str = &folded;
    // `Answer(s)`, `A (in short)`: what stands in parentheses does not change what it is.
    if name.ends_with(')')
        && let Some((words, _)) = name.split_once('(')
    {
        name = words;
    }
    let name = name.trim();
    let is_one_of = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(name));
    if is_one_of(QUESTIONS) || ends_in_question(name) {
        Label::Question(None)
    } else if is_one_of(ANSWERS) || begins_with_answer(name) {
        Label::Answer
    } else if is_one_of(EXPLANATIONS) || ends_in_explanation(name) {
        Label::Explanation
    } else if is_one_of(SCENARIOS) {
        Label::Scenario(None)
    } else {
        Label::Other
    }
}

/// Whether a title is nothing but the words for an answer, in any language that labels are read in.
pub fn names_answer(title: &str) -> bool {
    // Words that name much else where nothing stands behind them.
    const VAGUE: [&str; 7] = [
        "a",
        "the answer",
        "back",
        "candidate",
        "interviewee",
        "correct",
        // The answers of all questions.
        "answer key",
    ];
    let is_vague = || VAGUE.iter().any(|word| word.eq_ignore_ascii_case(title));
    may_be_title(title, b"abceghjlmorsty") && named(title) == Label::Answer && !is_vague()
}

/// Whether a title is nothing but the word for a question.
pub(super) fn names_question(title: &str) -> bool {
    /// Words that name much else, and short forms.
    const VAGUE: [&str; 5] = ["q", "que", "ques", "front", "interviewer"];
    // `Practice Question` stands above many.
    let is_vague =
        || title.contains(' ') || VAGUE.iter().any(|word| word.eq_ignore_ascii_case(title));
    may_be_title(title, b"bcdefiopqrstv") && named(title) == Label::Question(None) && !is_vague()
}

/// Whether a text is short enough for such a title and begins with one of some letters, where it is in ASCII: most
/// texts end here.
fn may_be_title(text: &str, letters: &[u8]) -> bool {
    /// The most bytes of a title in ASCII, and of any.
    const LONGEST: (usize, usize) = (26, 60);
    let first = text.bytes().next().unwrap_or_default();
    let may_begin = !first.is_ascii() || letters.contains(&first.to_ascii_lowercase());
    may_begin && text.len() <= LONGEST.1 && (text.len() <= LONGEST.0 || !text.is_ascii())
}

/// Whether a title is nothing but the words for an explanation, in any language that labels are read in.
pub fn names_explanation(title: &str) -> bool {
    /// Words that name much else.
    const VAGUE: [&str; 3] = ["why", "because", "reason"];
    let is_vague = || VAGUE.iter().any(|word| word.eq_ignore_ascii_case(title));
    may_be_title(title, b"abcegjrs") && named(title) == Label::Explanation && !is_vague()
}

/// `Why A is correct`, `Why the others are wrong`
pub fn says_why(name: &str) -> bool {
    let mut words = name.split(' ');
    let is = |word: &str, known: &[&str]| known.iter().any(|one| one.eq_ignore_ascii_case(word));
    words.next().is_some_and(|first| is(first, &["why"]))
        && words
            .next_back()
            .is_some_and(|last| is(last, &["correct", "incorrect", "right", "wrong", "others"]))
}

/// `Sample question`, whatever it is called; `The question` is one of a text.
fn ends_in_question(name: &str) -> bool {
    /// The most words of such a name.
    const MOST: usize = 3;
    let mut words = name.rsplit(' ');
    let ends = words
        .next()
        .is_some_and(|last| last.eq_ignore_ascii_case("question"));
    let first = words.next_back().unwrap_or_default();
    let is_own = ["the", "this", "my", "our", "your", "a"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(first));
    let is_word = |sign: char| sign.is_alphabetic() || matches!(sign, ' ' | '-');
    ends && !is_own && name.split(' ').nth(MOST).is_none() && name.chars().all(is_word)
}

/// `Resposta esperada`, whatever it is called.
fn begins_with_answer(name: &str) -> bool {
    const WORDS: [&str; 4] = ["respuesta ", "resposta ", "réponse ", "risposta "];
    let begins = |word: &str| {
        let begin = name.get(..word.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(word))
    };
    WORDS.iter().any(|word| begins(word)) && name.split(' ').count() == 2
}

/// `Easy explanation`, whatever it is called.
fn ends_in_explanation(name: &str) -> bool {
    let mut words = name.rsplit(' ');
    words
        .next()
        .is_some_and(|last| last.eq_ignore_ascii_case("explanation"))
        && words.count() <= 2
}

/// The words behind the dash of `Ans - the tide`.
fn behind_sign(rest: &str) -> Option<&str> {
    let signs = [" - ", " – ", " — "];
    let behind = signs.into_iter().find_map(|sign| rest.strip_prefix(sign))?;
    behind.contains(char::is_alphanumeric).then_some(behind)
}

/// What stands behind the short form of `Ans. the tide` and `Ans.(b)`.
fn behind_full_stop(rest: &str) -> Option<&str> {
    let behind = rest.strip_prefix('.')?;
    let behind = behind.strip_prefix([':', '-']).unwrap_or(behind);
    let says = behind.starts_with([' ', '*', '(']) && behind.contains(char::is_alphanumeric);
    says.then(|| behind.trim_start())
}

/// `(b) …` behind the word, with the parenthesis.
fn letter_in_parentheses(rest: &str) -> Option<&str> {
    let behind = rest.trim_start_matches([' ', ':', '-', '*']);
    let mut signs = behind.strip_prefix('(')?.chars();
    let is_option = |sign: char| ('a'..='j').contains(&sign) || ('1'..='9').contains(&sign);
    let is_letter = signs.next().is_some_and(is_option);
    (is_letter && signs.next() == Some(')')).then_some(behind)
}

/// Whether a few words that end a sentence stand behind `The correct answer is`.
fn is_short_text(rest: &str) -> bool {
    /// The most words.
    const MOST: usize = 5;
    let words = rest.trim_start_matches(['*', '_']);
    words.starts_with(' ')
        && !words.trim_start().starts_with("not ")
        && words.split_whitespace().nth(MOST).is_none()
        && words.trim_end_matches(['*', '_']).ends_with('.')
}

/// An answer in words that names an option: `The correct answer is **B**.`, `Answer - B`. The end of
/// its words, the start of the letter.
pub(super) fn worded_answer(bare: &str) -> Option<(usize, usize)> {
    let first = bare.as_bytes().first()?.to_ascii_lowercase();
    if !matches!(first, b't' | b'c' | b'a' | b'o' | b'r') {
        return None;
    }
    let begins = |word: &&str| {
        let begin = bare.as_bytes().get(..word.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(word.as_bytes()))
    };
    let words = [
        "the correct answer is",
        "the correct option is",
        "the correct choice is",
        "the right answer is",
        "right answer is",
        "the answer is",
        "correct answer is",
        "correct option is",
        "answer is",
        "correct answer",
        "correct option",
        "answer",
        "option",
        "ans",
    ];
    let word = words.into_iter().find(begins)?;
    let rest = bare.get(word.len()..)?;
    let may_be_apart = matches!(word, "ans" | "answer" | "correct answer" | "correct option");
    let behind = match word {
        "ans" => behind_sign(rest).or_else(|| behind_full_stop(rest)),
        _ => behind_sign(rest),
    };
    if let Some(behind) = behind.filter(|_| may_be_apart) {
        return Some((word.len(), bytes_before(bare, behind)));
    }
    if let Some(behind) = letter_in_parentheses(rest).filter(|_| may_be_apart) {
        return Some((word.len(), bytes_before(bare, behind)));
    }
    let skipped = rest.trim_start_matches([' ', ':', '-', '–', '—', '*', '_', '.', '(', '[']);
    let at = bytes_before(bare, skipped);
    let letter = skipped.chars().next()?;
    let behind = skipped.get(1..).filter(|_| letter.is_ascii())?;
    // `AnswerB`, as some pages glue it.
    let is_parted = at > word.len() || (behind.is_empty() && *word != *"option");
    let is_option = ('A'..='J').contains(&letter)
        && is_parted
        && (behind.is_empty()
            || behind.starts_with(['.', ')', ']', '*', '_', ',', ':'])
            || [" because ", " since ", " as "]
                .iter()
                .any(|why| behind.starts_with(why)));
    let says = || word.ends_with("correct answer is") && is_short_text(rest);
    (is_option || says()).then_some((word.len(), at))
}
