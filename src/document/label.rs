//! Labels: the words before a colon that say what a piece of text is — a question, an answer, an
//! explanation, a scenario — and the letters before options. Only the beginning of a text is read.

use super::callout::callout;
use super::callout_title::labelled_title;
use super::emphasis::{unwrapped, without_emphasis};
use super::label_numbers::{numbered_answer, numbered_label};
use super::label_words::{named, names_answer, names_question, worded_answer};
use super::span::{Span, bytes_before};

/// What a label says of the text behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// `Q1.`, `Q:`, `Question 3:`; with the number, if there is one.
    Question(Option<u32>),
    /// `A:`, `Answer:`, `Correct answer:`
    Answer,
    /// `Explanation:`, `Reason:`
    Explanation,
    /// `Scenario:`, `Scenario 2`, `Case study:`
    Scenario(Option<u32>),
    /// Some other words and a colon.
    Other,
}

/// A text split at its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// What the label says.
    pub label: Label,
    /// The label's words, without emphasis, number or colon.
    pub name: Span,
    /// The text behind it; may be empty.
    pub rest: Span,
}

/// The most characters a label has.
const LONGEST_LABEL: usize = 60;
/// The most words a label has.
const MOST_WORDS: usize = 8;

/// Splits a text at its label, if it begins with one.
pub fn label(source: &str, text: Span) -> Option<Labelled> {
    let whole = text.text(source);
    let start = text.start().saturating_add(decoration(whole));
    let text = unwrapped(whole, text);
    let bare = source.get(start..text.end())?;
    // `1. **Scenario: a slow site**`, as headings count them.
    if let Some(found) = counted_scenario(source, Span::new(start, text.end())) {
        return Some(found);
    }
    if let Some((number, name, rest)) = numbered_label(bare) {
        return Some(Labelled {
            label: number,
            name: Span::sized(start, name),
            rest: without_emphasis(source, Span::new(start.saturating_add(rest), text.end())),
        });
    }
    if let Some(found) = labelled_title(source, start, bare) {
        return Some(found);
    }
    if let Some(found) = callout(bare) {
        let place = |at: usize| start.saturating_add(at);
        return Some(Labelled {
            label: found.label,
            name: Span::new(start, place(found.sign)),
            rest: Span::new(place(found.start), place(found.end)),
        });
    }
    // `❓ Question` over what is asked.
    let is_drawn = whole.starts_with(|c: char| !c.is_ascii() && !c.is_alphanumeric());
    if is_drawn
        && bare
            .trim_matches(['*', '_', ' '])
            .eq_ignore_ascii_case("question")
    {
        let end = Span::new(text.end(), text.end());
        return Some(Labelled {
            label: Label::Question(None),
            name: Span::new(start, text.end()),
            rest: end,
        });
    }
    let lone = ["Q. ", "Q- ", "Q - ", "?: "].into_iter();
    if let Some(rest) = lone.into_iter().find_map(|sign| bare.strip_prefix(sign)) {
        return Some(Labelled {
            label: Label::Question(None),
            name: Span::sized(start, 1),
            rest: trimmed(
                source,
                Span::new(text.end().saturating_sub(rest.len()), text.end()),
            ),
        });
    }
    if let Some((name, rest)) = numbered_answer(bare) {
        return Some(Labelled {
            label: Label::Answer,
            name: Span::sized(start, name),
            rest: trimmed(source, Span::new(start.saturating_add(rest), text.end())),
        });
    }
    if let Some((name, rest)) = worded_answer(bare) {
        return Some(Labelled {
            label: Label::Answer,
            name: Span::sized(start, name),
            rest: trimmed(source, Span::new(start.saturating_add(rest), text.end())),
        });
    }
    if let Some((label, name, rest)) = stopped_label(bare) {
        return Some(Labelled {
            label,
            name: Span::sized(start, name),
            rest: trimmed(source, Span::new(start.saturating_add(rest), text.end())),
        });
    }
    // Only where a label may end: most lines have none, and some are very long.
    let longest = 4 * LONGEST_LABEL;
    let begin = (longest.saturating_sub(3)..=longest)
        .find_map(|end| bare.get(..end))
        .unwrap_or(bare);
    let narrow = begin.find(':').unwrap_or(begin.len());
    let colon = match begin.get(..narrow)?.find('：') {
        Some(wide) => wide,
        None if narrow < begin.len() => narrow,
        None => return None,
    };
    let name = bare.get(..colon)?;
    let wide = bare.get(colon..)?.starts_with('：');
    let behind = colon.saturating_add(if wide { '：'.len_utf8() } else { 1 });
    let after = bare.get(behind..)?;
    let is_label = name.chars().count() <= LONGEST_LABEL
        && name.split_whitespace().count() <= MOST_WORDS
        && !name.trim().is_empty()
        && !name.contains(['`', '|', '?', '<'])
        && !after.starts_with(['/', ':'])
        && (wide
            || after.is_empty()
            || after.starts_with([' ', '\t', '*', '_'])
            || says_it_is(name));
    if !is_label {
        return None;
    }
    let words = trimmed(source, Span::sized(start, colon));
    Some(Labelled {
        label: named(words.text(source)),
        name: words,
        rest: trimmed(source, Span::new(start.saturating_add(behind), text.end())),
    })
}

/// `Question. Describe it.`, `**Model answer.** It is …`: a word for a question or an answer with a full stop behind it.
/// The end of its words, the start of the text behind it.
fn stopped_label(bare: &str) -> Option<(Label, usize, usize)> {
    /// The most bytes of such words.
    const LONGEST: usize = 30;
    let near = bare.as_bytes().get(..LONGEST.min(bare.len()))?;
    let end = memchr::memchr2(b'.', b')', near)?;
    let (name, behind) = (bare.get(..end)?, bare.get(end..)?.strip_prefix(['.', ')'])?);
    let text = behind.trim_start_matches(['*', '_']).trim_start();
    // Words are looked up behind whatever rules most lines out.
    if text.len() == behind.len() || text.starts_with(char::is_lowercase) || text.is_empty() {
        return None;
    }
    let label = match (names_question(name), names_answer(name)) {
        (true, _) => Label::Question(None),
        (_, true) => Label::Answer,
        _ => return None,
    };
    Some((label, end, bare.len().saturating_sub(behind.len())))
}

/// A scenario behind the number of its heading.
fn counted_scenario(source: &str, text: Span) -> Option<Labelled> {
    let whole = text.text(source);
    let behind = whole.trim_start_matches(|c: char| c.is_ascii_digit());
    let words = behind.strip_prefix(['.', ')'])?;
    if behind.len() == whole.len() || !words.starts_with(' ') {
        return None;
    }
    let start = text.end().saturating_sub(words.trim_start().len());
    label(source, Span::new(start, text.end()))
        .filter(|found| matches!(found.label, Label::Scenario(_)))
}

/// Whether words are `Answer` or `Explanation`, which need no space behind their colon.
fn says_it_is(name: &str) -> bool {
    let bare = name.trim_matches(['*', '_', ' ']);
    bare.len() > 1 && matches!(named(bare), Label::Answer | Label::Explanation)
}

/// The number of a question label at the beginning of a text: `Q1.`, `Question 12:`, `**Q3)**`.
pub fn question_number(text: &str) -> Option<u32> {
    match numbered_label(text.get(decoration(text)..)?)?.0 {
        Label::Question(number) => number,
        _ => None,
    }
}

/// Bytes of emphasis, emoji and spaces before the first word.
pub(super) fn decoration(text: &str) -> usize {
    // `1️⃣` is a digit and the signs that frame it.
    let framed = text.trim_start_matches(['*', '_', ' ']);
    let bare = framed.strip_prefix(|c: char| c.is_ascii_digit());
    let bare = bare.map(|rest| rest.strip_prefix('\u{fe0f}').unwrap_or(rest));
    if let Some(rest) = bare.and_then(|rest| rest.strip_prefix('\u{20e3}')) {
        let count = bytes_before(text, rest);
        return count.saturating_add(decoration(rest));
    }
    let words = text.trim_start_matches(|c: char| {
        matches!(c, '*' | '_' | '~' | ' ' | '\t')
            || (!c.is_ascii() && !c.is_alphanumeric() && c != '“' && c != '«')
    });
    bytes_before(text, words)
}

/// A span without spaces and unpaired emphasis marks around it.
pub(super) fn trimmed(source: &str, span: Span) -> Span {
    let text = span.text(source);
    let inner = text.trim_start_matches([' ', '\t']);
    // The closing mark of `*Answer:* text` and `_Answer:_ text`.
    let emphasised = inner.strip_prefix("* ").filter(|rest| !rest.contains('*'));
    let inner = emphasised
        .or_else(|| inner.strip_prefix("_ "))
        .unwrap_or(inner);
    // The closing marks of `**Answer:** text`.
    let closing = ["**", "__"].into_iter().find_map(|mark| {
        let rest = inner.strip_prefix(mark)?;
        let closes = rest.is_empty() || rest.starts_with([' ', '\t']) || !rest.contains(mark);
        closes.then_some(rest)
    });
    let inner = closing.unwrap_or(inner);
    let start = span
        .start()
        .saturating_add(bytes_before(text, inner.trim_start()));
    let inner = inner.trim();
    let closes = |mark: &&str| inner.ends_with(mark) && inner.matches(mark).count() % 2 == 1;
    let is_blank = inner.ends_with("___");
    let mark = ["**", "__"].into_iter().find(closes);
    let inner = match mark.and_then(|mark| inner.strip_suffix(mark)) {
        Some(bare) if !is_blank => bare.trim_end(),
        _ => inner,
    };
    Span::sized(start, inner.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Label, String, String)> {
        let found = label(text, Span::new(0, text.len()))?;
        Some((
            found.label,
            found.name.text(text).to_owned(),
            found.rest.text(text).to_owned(),
        ))
    }

    #[test]
    fn labels_are_read_with_and_without_emphasis() {
        for (text, label, name, rest) in [
            ("Q1. Who?", Label::Question(Some(1)), "Q1", "Who?"),
            ("**Q12)** Who?", Label::Question(Some(12)), "Q12", "Who?"),
            (
                "Question 3: Who?",
                Label::Question(Some(3)),
                "Question 3",
                "Who?",
            ),
            ("Q: Who?", Label::Question(None), "Q", "Who?"),
            (
                "3. **Scenario: A slow site**",
                Label::Scenario(None),
                "Scenario",
                "A slow site",
            ),
            (
                "_Q4: ________ means it._",
                Label::Question(Some(4)),
                "Q4",
                "________ means it.",
            ),
            ("❓ Question", Label::Question(None), "Question", ""),
            ("第 1 题", Label::Question(Some(1)), "第 1 题", ""),
            (
                "**Question 1** *(Select two)*",
                Label::Question(Some(1)),
                "Question 1",
                "(Select two)",
            ),
            (
                "**Q1.** *What* is it?",
                Label::Question(Some(1)),
                "Q1",
                "*What* is it?",
            ),
            ("A: AWS", Label::Answer, "A", "AWS"),
            ("**Answer:** B", Label::Answer, "Answer", "B"),
            ("**Answer: B**", Label::Answer, "Answer", "B"),
            (
                "**Correct answer**: D",
                Label::Answer,
                "Correct answer",
                "D",
            ),
            (
                "The correct answer is **B**.",
                Label::Answer,
                "The correct answer is",
                "B**.",
            ),
            ("**A (in short):** B", Label::Answer, "A (in short)", "B"),
            (
                "**Question.** Define it.",
                Label::Question(None),
                "Question",
                "Define it.",
            ),
            (
                "Model answer. It floats.",
                Label::Answer,
                "Model answer",
                "It floats.",
            ),
            ("**Answer** C", Label::Answer, "Answer", "C"),
            ("Ans - the tide", Label::Answer, "Ans", "the tide"),
            ("Ans) The tide.", Label::Answer, "Ans", "The tide."),
            ("Answer：B", Label::Answer, "Answer", "B"),
            (
                "Respuesta correcta: B",
                Label::Answer,
                "Respuesta correcta",
                "B",
            ),
            (
                "Question 2.1",
                Label::Question(Some(1_002_001)),
                "Question 2.1",
                "",
            ),
            (
                "Question 3 of 50: Who?",
                Label::Question(Some(3)),
                "Question 3 of 50",
                "Who?",
            ),
            ("Reason:", Label::Explanation, "Reason", ""),
            (
                "Scenario: A disk fails",
                Label::Scenario(None),
                "Scenario",
                "A disk fails",
            ),
            ("Scenario 2", Label::Scenario(Some(2)), "Scenario 2", ""),
            (
                "AWS responsibility: Patching: yes",
                Label::Other,
                "AWS responsibility",
                "Patching: yes",
            ),
            (
                "**Term:** a **bold** text",
                Label::Other,
                "Term",
                "a **bold** text",
            ),
        ] {
            assert_eq!(
                read(text),
                Some((label, name.into(), rest.into())),
                "{text}"
            );
        }
    }

    #[test]
    fn sentences_addresses_and_code_are_no_labels() {
        for text in [
            "no colon here",
            "https://example.org/x",
            "std::fmt is a module",
            "`a: b` in code: here",
            "Is this one of those: yes or no?: maybe".trim_end_matches("?: maybe"),
            ": nothing before",
            "Answer a question",
            "Question. and more",
            "Option D is wrong",
        ] {
            let found = read(text);
            let is_known = found.as_ref().is_some_and(|found| found.0 != Label::Other);
            assert!(!is_known, "{text}: {found:?}");
        }
        assert_eq!(read("https://example.org/x"), None);
        assert_eq!(read("std::fmt is a module"), None);
    }
}
