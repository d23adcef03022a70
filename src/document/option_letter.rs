//! The letters before the options of a multiple-choice question: `A.`, `b)`, `(c)`, `**D.**`.

use super::label::{decoration, trimmed};
use super::span::Span;

/// An option's letter and the place of its text: `A. text`, `b) text`, `(c) text`, `**D.** text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionLetter {
    /// The letter, upper case.
    pub letter: char,
    /// The text behind it.
    pub rest: Span,
}

/// The letter that a sign stands for; those of other alphabets are counted as the Latin ones are.
pub fn letter_named(sign: char) -> Option<char> {
    if sign.is_ascii_alphabetic() {
        return Some(sign.to_ascii_uppercase());
    }
    if is_circled(sign) {
        let nth = u32::from(sign).saturating_sub(u32::from('①'));
        return char::from_u32(u32::from('A').saturating_add(nth));
    }
    const ALPHABETS: [&str; 10] = [
        "абвгде",
        "АБВГДЕ",
        "アイウエオ",
        "أبجدهو",
        "ابجدهو",
        "אבגדה",
        "αβγδε",
        "ΑΒΓΔΕ",
        "कखगघङ",
        "কখগঘঙ",
    ];
    let place = ALPHABETS
        .iter()
        .find_map(|letters| letters.chars().position(|letter| letter == sign))?;
    char::from_u32(u32::from('A').saturating_add(u32::try_from(place).ok()?))
}

/// The signs that count options in Japanese.
fn is_kana(sign: char) -> bool {
    ('ア'..='オ').contains(&sign)
}

/// `①` to `⑩`
fn is_circled(sign: char) -> bool {
    ('①'..='⑩').contains(&sign)
}

/// Reads an option's letter at the beginning of a text.
pub fn option_letter(source: &str, text: Span) -> Option<OptionLetter> {
    let whole = text.text(source);
    if whole.starts_with('_')
        && let Some(inner) = within_underscores(whole)
    {
        let start = text.start().saturating_add(1);
        return option_letter(source, Span::sized(start, inner.len()));
    }
    let pointed = pointing(whole);
    let dressed = decoration(whole.get(pointed..)?);
    let start = text.start().saturating_add(pointed.saturating_add(dressed));
    let bare = source.get(start..text.end())?;
    // An option that is code as a whole, letter and all.
    let coded = bare
        .strip_prefix('`')
        .and_then(|bare| bare.strip_suffix('`'))
        .filter(|inner| !inner.contains('`'));
    if coded.is_some() {
        return option_letter(
            source,
            Span::new(start.saturating_add(1), text.end().saturating_sub(1)),
        );
    }
    let in_brackets = bare.starts_with('[');
    let inner = bare.strip_prefix(['(', '[']).unwrap_or(bare);
    let sign = inner.chars().next()?;
    let letter = letter_named(sign)?;
    let after = inner.get(sign.len_utf8()..)?;
    let is_circled = is_circled(sign);
    // `ア　一つ`, as Japanese papers have it.
    if is_kana(sign) {
        let rest = after.strip_prefix(['　', '．', '：', ')', '）', '.', '、'])?;
        let start = text.end().saturating_sub(rest.len());
        return Some(OptionLetter {
            letter,
            rest: trimmed(source, Span::new(start, text.end())),
        });
    }
    // `г. Москва` is a town.
    if !is_circled && !sign.is_ascii() && !after.starts_with(')') {
        return None;
    }
    let after = after.strip_prefix("**").unwrap_or(after);
    let after = after.strip_prefix('\\').unwrap_or(after);
    // `A - one`, in upper case alone: `a - b` is something else.
    let dashed = [" - ", " – ", " — "]
        .into_iter()
        .find_map(|dash| after.strip_prefix(dash))
        .filter(|rest| inner.starts_with(char::is_uppercase) && !judges(rest));
    let rest = match (in_brackets, dashed) {
        (true, _) => after.strip_prefix(']')?,
        (false, Some(rest)) => {
            let start = text.end().saturating_sub(rest.len());
            return (letter <= 'J').then(|| OptionLetter {
                letter,
                rest: trimmed(source, Span::new(start, text.end())),
            });
        }
        (false, None) if is_circled => after,
        (false, None) => after.strip_prefix(['.', ')', '、', '．', '）'])?,
    };
    let is_wide = is_circled || !after.starts_with(['.', ')', ']']);
    let spaced = is_wide
        || rest.is_empty()
        || rest.starts_with([' ', '\t', '*', '\u{a0}'])
        || rest.starts_with("_ ");
    // `B)two`; `e.g.` and `f(x)y` are none.
    let mut behind = rest.chars();
    let begins_word = behind.next().is_some_and(char::is_uppercase)
        && behind.next().is_some_and(char::is_lowercase);
    let is_word = begins_word || begins_with_name(rest);
    let tight = (after.starts_with(')') && rest.starts_with(|c: char| c.is_alphanumeric()))
        || (after.starts_with('.') && inner.starts_with(char::is_uppercase) && is_word);
    if letter > 'J' || !(spaced || tight) {
        return None;
    }
    let rest_start = text.end().saturating_sub(rest.len());
    Some(OptionLetter {
        letter,
        rest: trimmed(source, Span::new(rest_start, text.end())),
    })
}

/// Whether a text begins with a name in upper case and goes on: `IAM role`; `C. elegans` does not.
fn begins_with_name(text: &str) -> bool {
    let (word, more) = text.split_once(' ').unwrap_or_default();
    word.len() > 1 && !more.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// What `_A) one_` holds, emphasised as a whole where a pasted page keeps the marks.
fn within_underscores(whole: &str) -> Option<&str> {
    /// The most bytes of such a line: a longer one is looked at again and again.
    const LONGEST: usize = 1000;
    let inner = whole.strip_prefix('_')?.strip_suffix('_')?;
    let is_single = whole.len() <= LONGEST && !inner.starts_with('_') && !inner.ends_with('_');
    // A blank inside is none of the marks.
    (is_single && !inner.replace("__", "").contains('_')).then_some(inner)
}

/// The bytes of an arrow that points at an option: `-> B. two`.
fn pointing(text: &str) -> usize {
    let behind = text.strip_prefix("->").or_else(|| text.strip_prefix("=>"));
    let behind = behind.or_else(|| behind_plus(text));
    behind.map_or(0, |behind| text.len().saturating_sub(behind.len()))
}

/// What stands behind the plus of `+b) two`, which marks the right option.
pub fn behind_plus(text: &str) -> Option<&str> {
    let behind = text.strip_prefix('+')?;
    let mut signs = behind.chars();
    letter_named(signs.next()?)?;
    matches!(signs.next(), Some(')' | '.')).then_some(behind)
}

/// `Correct`: what stands behind the letter says whether it is right, and is no option.
fn judges(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    ["correct", "incorrect", "right", "wrong"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(bare))
}

/// The options that stand on one line: `a) one  b) two`. Only letters in their order and with the
/// same sign behind them count; fewer than two are none.
pub fn options_on_line(source: &str, line: Span) -> Vec<OptionLetter> {
    let Some(first) = option_letter(source, line) else {
        return Vec::new();
    };
    let text = line.text(source);
    let sign = |text: &str| text.chars().find(|c| matches!(c, '.' | ')' | '．' | '、'));
    let sign_of_first = sign(text);
    let mut starts = vec![line.start()];
    let mut next = char::from_u32(u32::from(first.letter).saturating_add(1)).unwrap_or('Z');
    for (at, space) in text.match_indices([' ', '\t', '\u{3000}']) {
        let begin = at.saturating_add(space.len());
        let rest = text.get(begin..).unwrap_or_default();
        // Looked at first, so that a long line of words costs nothing.
        let bare = rest.trim_start_matches(['(', '*']);
        let mut signs = bare.chars();
        let fits = signs.next().and_then(letter_named) == Some(next)
            && (rest.starts_with(is_circled)
                || signs.as_str().starts_with(['.', ')', '*', '．', '、']));
        if !fits || sign(bare) != sign_of_first {
            continue;
        }
        let piece = Span::new(line.start().saturating_add(begin), line.end());
        if option_letter(source, piece).is_some_and(|found| found.letter == next) {
            starts.push(piece.start());
            next = char::from_u32(u32::from(next).saturating_add(1)).unwrap_or('Z');
        }
    }
    if starts.len() < 2 {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).copied().chain([line.end()]);
    let pieces = starts.iter().zip(ends).map(|(start, end)| {
        let piece = source.get(*start..end).unwrap_or_default();
        let piece =
            piece.trim_end_matches([' ', '\t', '\u{3000}', '—', '–', '-', '|', ',', ';', '/']);
        Span::new(*start, start.saturating_add(piece.len()))
    });
    pieces
        .filter_map(|piece| option_letter(source, piece))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_have_a_letter_and_a_separator() {
        let option = |text: &str| {
            option_letter(text, Span::new(0, text.len()))
                .map(|found| (found.letter, found.rest.text(text).to_owned()))
        };
        assert_eq!(option("A. one"), Some(('A', "one".into())));
        assert_eq!(option("b) two"), Some(('B', "two".into())));
        assert_eq!(option("(c) three"), Some(('C', "three".into())));
        assert_eq!(option("**D.** four"), Some(('D', "four".into())));
        assert_eq!(option("**D)** four"), Some(('D', "four".into())));
        assert_eq!(option("**D. four**"), Some(('D', "four".into())));
        assert_eq!(option("✅ **C. right**"), Some(('C', "right".into())));
        assert_eq!(option("**D - all**"), Some(('D', "all".into())));
        assert_eq!(option("a - b"), None);
        assert_eq!(option("б) две"), Some(('B', "две".into())));
        assert_eq!(option("г. Москва"), None);
        assert_eq!(option("A.Storage"), Some(('A', "Storage".into())));
        assert_eq!(option("B)two"), Some(('B', "two".into())));
        assert_eq!(option("A\\) one"), Some(('A', "one".into())));
        assert_eq!(option("`A. True`"), Some(('A', "True".into())));
        assert_eq!(option("**[A]** one"), Some(('A', "one".into())));
        assert_eq!(option("[A](https://x.y)"), None);
        assert_eq!(option("c. __three__"), Some(('C', "__three__".into())));
        assert_eq!(option("_B) two_"), Some(('B', "two".into())));
        assert_eq!(option("_B)_ two"), Some(('B', "two".into())));
        assert_eq!(option("__B) two__"), Some(('B', "two".into())));
        assert_eq!(option("B) two ____"), Some(('B', "two ____".into())));
        assert_eq!(option("ア. 前"), Some(('A', "前".into())));
        assert_eq!(option("② two"), Some(('B', "two".into())));
        assert_eq!(option("イ　後"), Some(('B', "後".into())));
        assert_eq!(option("アプリ"), None);
        assert_eq!(option("A disk"), None);
        assert_eq!(option("D.IAM role"), Some(('D', "IAM role".into())));
        assert_eq!(option("D.C. comics"), None);
        assert_eq!(option("E.U. law"), None);
        assert_eq!(option("e.g. this"), None);
        assert_eq!(option("Z. last"), None);
    }

    #[test]
    fn options_on_one_line_are_told_apart() {
        let options = |text: &str| {
            let found = options_on_line(text, Span::new(0, text.len()));
            let texts = found.iter().map(|option| option.rest.text(text).to_owned());
            texts.collect::<Vec<String>>()
        };
        assert_eq!(options("A) one  B) two"), ["one", "two"]);
        assert_eq!(options("a) 8 bytes — b) 16 bytes"), ["8 bytes", "16 bytes"]);
        assert_eq!(options("A. one B. two C. three"), ["one", "two", "three"]);
        assert_eq!(options("A．一　　B．二　C．三"), ["一", "二", "三"]);
        assert!(options("A) the letter b. and more").is_empty());
        assert!(options("A. only one").is_empty());
    }
}
