//! Which options are right: by a mark beside them, or by the words of the answer.

use super::{Marked, OptionText, Options};
use crate::cards::option_words::{leading_letters, parted_by_dash};
use crate::cards::plain::plain;
use crate::document::{Span, option_letter, roman};

/// The most bytes of an answer that is read as a list of options.
const LONGEST_NAMES: usize = 2000;
/// The fewest words of an option that an answer may begin with and go on as it likes.
const FEWEST_WORDS: usize = 3;

/// The right letters of a list that judges each: `- A`, `- B - Correct`.
fn judged(answer: &str) -> Option<Vec<char>> {
    const VERDICTS: [&str; 5] = ["- correct", "(correct)", "✓", "✅", "– correct"];
    let mut right = Vec::new();
    let mut all = 0_usize;
    for line in answer.lines().filter(|line| !line.trim().is_empty()) {
        let bare = line.trim().trim_start_matches(['-', '*', ' ']);
        let letter = bare.chars().next().filter(char::is_ascii_uppercase)?;
        let behind = bare.get(1..)?.trim_start_matches(['.', ')']).trim();
        let is_right = VERDICTS
            .iter()
            .any(|verdict| verdict.eq_ignore_ascii_case(behind));
        if !is_right && !behind.is_empty() {
            return None;
        }
        all = all.saturating_add(1);
        right.extend(Some(letter).filter(|_| is_right));
    }
    right.sort_unstable();
    (all >= 2 && !right.is_empty()).then_some(right)
}

/// What is left of `**B - because** it is`: text without the end of an emphasis that began before it.
fn without_open_emphasis(text: &str) -> String {
    match text.split_once("**") {
        Some((first, rest)) if !rest.contains("**") && !first.is_empty() => {
            format!("{first}{rest}")
        }
        _ => text.to_owned(),
    }
}

impl Options {
    pub(super) fn marked_letters(&self) -> Vec<char> {
        // Sorted and each once, so that looking one up stays cheap with very many options.
        let with = |marked: Marked| -> Vec<char> {
            let found = self.list.iter().filter(|option| option.marked == marked);
            let mut letters: Vec<char> = found.map(|option| option.letter).collect();
            letters.sort_unstable();
            letters
        };
        let mut right = with(Marked::Right);
        right.dedup();
        let bold = with(Marked::Bold);
        // `(Choose two.)`: as many are in bold. Where all others are, it is a manner of writing.
        let others = self.list.len().saturating_sub(bold.len());
        if right.is_empty() && (bold.len() == 1 || (!bold.is_empty() && others >= 2)) {
            return bold;
        }
        let struck = with(Marked::Struck).len();
        let kept = self.list.len().saturating_sub(struck);
        if right.is_empty() && kept > 0 && kept <= struck {
            let mut kept = with(Marked::Not);
            kept.extend(bold);
            kept.sort_unstable();
            return kept;
        }
        right
    }

    /// Whether a line names options by their letters and says no more, or why behind a dash: `B`, `**A, C**`, `BCD`,
    /// `A - It is the cheapest.`
    pub(in crate::cards) fn are_named_in(&self, line: &str) -> bool {
        let line = parted_by_dash(line).map_or(line, |(letters, _)| letters);
        let bare = line.trim_matches(['*', '_', '`', ' ', '.', '(', ')']);
        let is_option = |letter: char| self.list.iter().any(|option| option.letter == letter);
        let names = |sign: char| is_option(sign) || matches!(sign, ',' | ' ' | '&');
        bare.starts_with(is_option) && bare.chars().all(names)
    }

    /// The letters of the right options, and what the answer says beyond naming them.
    pub(in crate::cards) fn right(&self, answer: &str) -> (Vec<char>, String) {
        let marked = self.marked_letters();
        if answer.is_empty() {
            return (marked, String::new());
        }
        if let Some(letters) = judged(answer) {
            return (letters, String::new());
        }
        if let Some(found) = self.in_sequence(answer).or_else(|| self.several(answer)) {
            return found;
        }
        let (line, more) = answer.split_once('\n').unwrap_or((answer, ""));
        if let Some(option) = self.counted(line) {
            return (vec![option.letter], more.trim().to_owned());
        }
        let said = plain(line);
        // A lone letter is a letter, also where an option's text is one.
        let is_text = said.len() > 1 || said.starts_with(|c: char| c.is_ascii_digit());
        // `The correct answer is 9.`
        let bare = said.trim_end_matches('.');
        let by_text = |option: &&OptionText| {
            let text = plain(&option.text);
            is_text && (text == said || (!bare.is_empty() && text == bare))
        };
        if let Some(option) = self.list.iter().find(by_text) {
            return (vec![option.letter], more.trim().to_owned());
        }
        // `2 Sitting upright protects the airway.`
        let counted = answer.split_once([' ', '.', ')']);
        if let Some((number, why)) = counted
            && let Some(option) = self.counted(number)
        {
            return (vec![option.letter], why.trim().to_owned());
        }
        if let Some((letters, more)) = self.numerals(answer) {
            return (letters, more.to_owned());
        }
        if let Some((letter, why)) = self.said_first(answer) {
            return (vec![letter], why);
        }
        let known: Vec<char> = self.list.iter().map(|option| option.letter).collect();
        let (mut letters, rest) = leading_letters(answer, &known);
        letters.sort_unstable();
        if letters.is_empty() {
            let said = if marked.is_empty() {
                String::new()
            } else {
                answer.to_owned()
            };
            return (marked, said);
        }
        let (first, more) = rest.split_once('\n').unwrap_or((rest, ""));
        let said = plain(first);
        let repeats = |option: &&OptionText| {
            letters.contains(&option.letter)
                && plain(&option.text).trim_end_matches('.') == said.trim_end_matches('.')
        };
        let rest = if self.list.iter().any(|option| repeats(&option)) {
            more
        } else {
            rest
        };
        // `B) two (since …)`: the option once more, and then why.
        let said = self
            .list
            .iter()
            .filter(|option| letters.contains(&option.letter));
        let behind = said
            .filter(|option| !option.text.is_empty())
            .find_map(|option| {
                let behind = rest.strip_prefix(option.text.as_str())?;
                // `Seoul is the capital` goes on; cut there it would say nothing of its own.
                let goes_on = behind.trim_start().starts_with(char::is_lowercase);
                (behind.starts_with([' ', '.', ',', ':', ';']) && !goes_on).then_some(behind)
            });
        let rest = behind.map_or(rest, |behind| {
            behind.trim_start_matches([' ', '.', ',', ':', ';', '-', '–', '—'])
        });
        (letters, without_open_emphasis(rest.trim()))
    }

    /// The option whose whole text an answer begins with, and what it says besides: `Wrong. It sinks.`
    fn said_first(&self, answer: &str) -> Option<(char, String)> {
        let said = answer.trim_start_matches('*');
        self.list.iter().find_map(|option| {
            let text = option.text.trim_end_matches('.');
            let rest = said.strip_prefix(text).filter(|_| text.len() > 1)?;
            // `**Wrong** is right: it sinks.`
            let is_set_off = said.len() < answer.len() && rest.starts_with("** ");
            let rest = rest.trim_start_matches('*');
            // Several words stand at the beginning by no chance: `The upper gate is right: it opens first.`
            let says_all =
                || text.split_whitespace().nth(FEWEST_WORDS - 1).is_some() && rest.starts_with(' ');
            if is_set_off || says_all() {
                return Some((option.letter, answer.to_owned()));
            }
            let behind = rest.strip_prefix(['.', ':', ';'])?;
            let why = behind.trim_start_matches(['*', ' ']);
            behind
                .starts_with([' ', '*'])
                .then(|| (option.letter, why.to_owned()))
        })
    }

    /// The options that an answer names by their Roman numerals, and what it says besides.
    fn numerals<'a>(&self, answer: &'a str) -> Option<(Vec<char>, &'a str)> {
        let mut letters = Vec::new();
        let mut rest = answer;
        while let Some((letter, more)) = self.numeral(rest) {
            letters.push(letter);
            rest = more;
            let parted = more.trim_start_matches([',', '&', ' ']);
            let parted = parted.strip_prefix("and ").unwrap_or(parted);
            if parted.len() == more.len() {
                break;
            }
            rest = parted;
        }
        letters.sort_unstable();
        letters.dedup();
        let said = plain(rest);
        let repeats = |option: &OptionText| {
            letters.contains(&option.letter)
                && plain(&option.text).trim_end_matches('.') == said.trim_end_matches('.')
        };
        let rest = match self.list.iter().any(repeats) {
            true => "",
            false => rest,
        };
        (!letters.is_empty()).then_some((letters, rest))
    }

    /// The option whose numeral a text begins with, and what stands behind it.
    fn numeral<'a>(&self, text: &'a str) -> Option<(char, &'a str)> {
        let bare = text.trim_start_matches(['(', '*', '`', ' ']);
        let end = bare.find(|sign: char| !sign.is_ascii_alphabetic());
        let (word, more) = bare.split_at_checked(end.unwrap_or(bare.len()))?;
        let number = roman(word).filter(|_| self.is_roman)?;
        let option = self.list.get(usize::from(number).checked_sub(1)?)?;
        let more = more.trim_start_matches(['.', ')', '*', '`', ':', '-', '–', '—', ' ']);
        Some((option.letter, more))
    }

    /// The option that an answer names by its number.
    fn counted(&self, line: &str) -> Option<&OptionText> {
        let number: usize = line.trim_matches(['*', '.', ')', ' ']).parse().ok()?;
        let place = number.checked_sub(1).filter(|_| self.is_counted)?;
        self.list.get(place)
    }

    /// Several options whose whole texts follow on each other, commas and all: `Shut it, and lock it; Open it`.
    fn in_sequence(&self, answer: &str) -> Option<(Vec<char>, String)> {
        const SIGNS: [&str; 6] = [", and ", ", ", "; ", " and ", " & ", "\n"];
        let longest = |text: &str| {
            let begins = |option: &&OptionText| {
                !option.text.is_empty() && text.starts_with(option.text.trim_end_matches('.'))
            };
            self.list
                .iter()
                .filter(begins)
                .max_by_key(|option| option.text.len())
        };
        let mut letters = Vec::new();
        let mut rest = answer.trim_start_matches('*');
        let mut option = longest(rest)?;
        while letters.len() < self.list.len() {
            letters.push(option.letter);
            rest = rest
                .get(option.text.trim_end_matches('.').len()..)?
                .trim_start_matches('.');
            let mut behind = SIGNS.iter().filter_map(|sign| rest.strip_prefix(sign));
            let Some((next, found)) = behind.find_map(|next| Some((next, longest(next)?))) else {
                break;
            };
            (rest, option) = (next, found);
        }
        letters.sort_unstable();
        letters.dedup();
        let ends = rest.is_empty() || rest.starts_with('\n');
        (letters.len() >= 2 && ends).then(|| (letters, rest.trim().to_owned()))
    }

    /// Several options named with their texts, in a line or one a line: `A. one, C. three`. What
    /// stands behind a blank line explains.
    fn several(&self, answer: &str) -> Option<(Vec<char>, String)> {
        let (named, more) = answer.split_once("\n\n").unwrap_or((answer, ""));
        if named.len() > LONGEST_NAMES {
            return None;
        }
        let mut letters = Vec::new();
        let mut pieces = 0_usize;
        for piece in named.lines().flat_map(|line| line.split([',', ';'])) {
            let inner = piece.split(" and ").flat_map(|piece| piece.split(" & "));
            for piece in inner.map(|piece| piece.trim_matches(['-', '*', '`', ' '])) {
                if !piece.is_empty() {
                    letters.push(self.named(piece)?);
                    pieces = pieces.saturating_add(1);
                }
            }
        }
        letters.sort_unstable();
        letters.dedup();
        (pieces >= 2 && letters.len() == pieces).then(|| (letters, more.trim().to_owned()))
    }

    /// The option that a piece of an answer names: by its text, with its letter or without.
    fn named(&self, piece: &str) -> Option<char> {
        let lettered = option_letter(piece, Span::new(0, piece.len()));
        let same = |text: &str| {
            let said = plain(text);
            let said = said.trim_end_matches('.');
            let by_text = |option: &&OptionText| plain(&option.text).trim_end_matches('.') == said;
            self.list.iter().find(by_text).map(|option| option.letter)
        };
        match lettered {
            _ if self.is_counted && piece.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.counted(piece).map(|option| option.letter)
            }
            Some(found) => same(found.rest.text(piece)).filter(|letter| *letter == found.letter),
            None => same(piece),
        }
    }
}
