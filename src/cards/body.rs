//! The body of a question or scenario: what belongs to the prompt, which options there are, what
//! the answer is and why. One reading for all forms, so that a form learned here is learned everywhere.

use crate::document::label::Label;
use crate::document::{BlockKind, Code, Gap, Problem, Span, Task};

use super::answer_key::KeyEntry;
use super::card::{Answer, Choice, ChoiceOrder};
use super::identity::plain;
use super::page::Page;
use super::prompt_words::is_reveal;

/// An option as written.
#[derive(Debug)]
struct OptionText {
    letter: char,
    text: String,
    marked: bool,
}

/// What stands between a prompt and the next one.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// More of the prompt.
    stem: Vec<usize>,
    options: Vec<OptionText>,
    answer: Vec<Piece>,
    explanation: Vec<Piece>,
    answer_span: Option<Span>,
}

/// A block, or the text behind a label in it.
#[derive(Debug)]
enum Piece {
    Block(usize),
    Rest(Span),
    Text(String),
}

/// Which part of the body the next block belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Stem,
    Options,
    Answer,
    Explanation,
}

/// How the text under a prompt that carries no label counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unlabelled {
    /// It goes on with the prompt, or is options: after `Q1. …` in notes.
    Stem,
    /// It is the answer: under a heading that asks.
    Answer,
}

impl Body {
    /// Reads the blocks from `from` to `to`.
    pub(super) fn read(page: &Page<'_>, from: usize, to: usize, unlabelled: Unlabelled) -> Body {
        let mut body = Body::default();
        let mut part = match unlabelled {
            Unlabelled::Stem => Part::Stem,
            Unlabelled::Answer => Part::Answer,
        };
        for at in from..to {
            if is_reveal(page.text(at)) && page.heading_level(at).is_none() {
                part = Part::Answer;
            } else if !page.is_noise(at) {
                part = body.take(page, at, part);
            }
        }
        body
    }

    /// Takes the answer from a key, where the document gives none beside the question.
    pub(super) fn take_key(&mut self, entry: &KeyEntry) {
        if self.answer.is_empty() {
            self.answer.push(Piece::Text(entry.answer.clone()));
        }
        if self.explanation.is_empty() && !entry.explanation.is_empty() {
            self.explanation
                .push(Piece::Text(entry.explanation.clone()));
        }
    }

    fn take(&mut self, page: &Page<'_>, at: usize, part: Part) -> Part {
        let Some(block) = page.block(at) else {
            return part;
        };
        if matches!(block.kind, BlockKind::Rule | BlockKind::FoldEnd) {
            return part;
        }
        if let Some(found) = page.label(at) {
            match found.label {
                Label::Answer if !self.continues_options(page, at) => {
                    self.answer.push(Piece::Rest(found.rest));
                    self.answer_span.get_or_insert(block.span);
                    return Part::Answer;
                }
                Label::Explanation => {
                    self.explanation.push(Piece::Rest(found.rest));
                    return Part::Explanation;
                }
                _ => {}
            }
        }
        if matches!(part, Part::Stem | Part::Options)
            && let Some(option) = self.option(page, at)
        {
            self.options.push(option);
            return Part::Options;
        }
        self.add(page, at, part)
    }

    /// Whether `A: …` is the first of the options `A:`, `B:`, and not an answer.
    fn continues_options(&self, page: &Page<'_>, at: usize) -> bool {
        let starts = |at: usize, mark: &str| page.text(at).starts_with(mark);
        starts(at, "A:") && starts(at + 1, "B:")
    }

    fn option(&self, page: &Page<'_>, at: usize) -> Option<OptionText> {
        let block = page.block(at)?;
        let expected = self.next_letter();
        if let Some(found) = page.option_letter(at) {
            // The first option is A; later ones follow in order. `B. Franklin` in a stem is neither.
            let fits = found.letter == expected || (!self.options.is_empty() && found.letter > 'A');
            let (text, marked) = without_mark(found.rest.text(page.source));
            let ticked = matches!(
                block.kind,
                BlockKind::Item {
                    task: Task::Done,
                    ..
                }
            );
            let marked = marked || ticked || page.text(at).starts_with('✅');
            return fits.then(|| OptionText {
                letter: found.letter,
                text: inline(text),
                marked,
            });
        }
        let text = block.text.text(page.source);
        let letters = [(format!("{expected}:"), 2)];
        for (mark, length) in letters {
            if text.starts_with(&mark) && (expected != 'A' || self.continues_options(page, at)) {
                let (text, marked) = without_mark(text.get(length..)?.trim());
                return Some(OptionText {
                    letter: expected,
                    text: inline(text),
                    marked,
                });
            }
        }
        match block.kind {
            BlockKind::Item {
                task: Task::Open, ..
            } => Some(OptionText {
                letter: expected,
                text: inline(text),
                marked: false,
            }),
            BlockKind::Item {
                task: Task::Done, ..
            } => Some(OptionText {
                letter: expected,
                text: inline(text),
                marked: true,
            }),
            _ => None,
        }
    }

    fn next_letter(&self) -> char {
        let next = u32::from('A') + u32::try_from(self.options.len()).unwrap_or(0);
        char::from_u32(next).unwrap_or('Z')
    }

    fn add(&mut self, page: &Page<'_>, at: usize, part: Part) -> Part {
        let after_gap = page.block(at).is_some_and(|block| block.gap == Gap::Blank);
        match part {
            Part::Stem => self.stem.push(at),
            Part::Options if !after_gap => {
                if let Some(option) = self.options.last_mut() {
                    option.text.push(' ');
                    option.text.push_str(&inline(page.text(at)));
                }
            }
            Part::Options | Part::Explanation => {
                self.explanation.push(Piece::Block(at));
                return Part::Explanation;
            }
            // Behind `Answer: B` a new paragraph says why.
            Part::Answer if after_gap && !self.options.is_empty() && !self.answer.is_empty() => {
                self.explanation.push(Piece::Block(at));
                return Part::Explanation;
            }
            Part::Answer => self.answer.push(Piece::Block(at)),
        }
        part
    }

    /// The prompt: `lead` and what follows it before options and answer.
    pub(super) fn prompt(&self, page: &Page<'_>, lead: &str) -> String {
        let more = page.markdown(&self.stem);
        match (lead.is_empty(), more.is_empty()) {
            (true, _) => more,
            (false, true) => lead.to_owned(),
            (false, false) => {
                let breaks = self.stem.first().and_then(|at| page.block(*at));
                let joint = if breaks.is_some_and(|block| block.gap == Gap::Blank) {
                    "\n\n"
                } else {
                    "\n"
                };
                format!("{lead}{joint}{more}")
            }
        }
    }

    /// Whether there are options.
    pub(super) fn has_options(&self) -> bool {
        self.options.len() >= 2
    }

    /// Whether anything answers.
    pub(super) fn has_answer(&self, page: &Page<'_>) -> bool {
        !text_of(page, &self.answer).is_empty() || self.options.iter().any(|option| option.marked)
    }

    /// The answer, and what is the matter with it.
    pub(super) fn answer(self, page: &Page<'_>, problems: &mut Vec<Problem>) -> Answer {
        let text = text_of(page, &self.answer);
        let explanation = text_of(page, &self.explanation);
        if self.has_options() {
            return self.choices(&text, explanation, problems);
        }
        let text = match (text.is_empty(), explanation.is_empty()) {
            (false, true) => text,
            (true, _) => explanation,
            (false, false) => format!("{text}\n\n{explanation}"),
        };
        if text.is_empty() {
            return Answer::Unanswered {
                options: Vec::new(),
                passages: Vec::new(),
            };
        }
        Answer::Text(text)
    }

    fn choices(self, answer: &str, explanation: String, problems: &mut Vec<Problem>) -> Answer {
        let (right, more) = self.right_options(answer);
        if right.is_empty() {
            if !answer.is_empty() {
                problems.push(Problem {
                    code: Code::AnswerNotInOptions,
                    span: self.answer_span.unwrap_or_default(),
                    message: "the answer names none of the options".into(),
                    hint: Some(
                        "write the option's letter, such as `Answer: B`, or its whole text".into(),
                    ),
                });
                return Answer::Text(answer.to_owned());
            }
            let options = self.options.into_iter().map(|option| option.text).collect();
            return Answer::Unanswered {
                options,
                passages: Vec::new(),
            };
        }
        let order = if self
            .options
            .iter()
            .any(|option| speaks_of_others(&option.text))
        {
            ChoiceOrder::Pinned
        } else {
            ChoiceOrder::Free
        };
        let explanation = [more, explanation]
            .into_iter()
            .filter(|text| !text.is_empty());
        let explanation = explanation.collect::<Vec<_>>().join("\n\n");
        let choices = self
            .options
            .into_iter()
            .map(|option| Choice {
                correct: right.contains(&option.letter),
                text: option.text,
            })
            .collect();
        Answer::Choices {
            choices,
            explanation: (!explanation.is_empty()).then_some(explanation),
            order,
        }
    }

    /// The letters of the right options, and what the answer says beyond them.
    fn right_options(&self, answer: &str) -> (Vec<char>, String) {
        let marked: Vec<char> = self
            .options
            .iter()
            .filter(|option| option.marked)
            .map(|option| option.letter)
            .collect();
        if answer.is_empty() {
            return (marked, String::new());
        }
        let said = plain(answer);
        let by_text = |option: &&OptionText| plain(&option.text) == said;
        if let Some(option) = self.options.iter().find(by_text) {
            return (vec![option.letter], String::new());
        }
        let known: Vec<char> = self.options.iter().map(|option| option.letter).collect();
        let (letters, rest) = leading_letters(answer, &known);
        if letters.is_empty() {
            return (
                marked,
                if self.options.iter().any(|option| option.marked) {
                    answer.to_owned()
                } else {
                    String::new()
                },
            );
        }
        let rest_is_option = self
            .options
            .iter()
            .any(|option| letters.contains(&option.letter) && plain(&option.text) == plain(rest));
        (
            letters,
            if rest_is_option {
                String::new()
            } else {
                rest.to_owned()
            },
        )
    }
}

/// The letters an answer begins with (`B`, `A, C`, `A and C`, `B) text`, `Option B`), and the rest.
fn leading_letters<'a>(answer: &'a str, known: &[char]) -> (Vec<char>, &'a str) {
    let mut letters = Vec::new();
    let mut rest = answer.trim_start_matches(['*', '_', ' ', '(', '✅']);
    for word in ["option", "options", "Option", "Options"] {
        rest = rest
            .strip_prefix(word)
            .filter(|rest| rest.starts_with(' '))
            .unwrap_or(rest)
            .trim_start();
    }
    while let Some(first) = rest.chars().next() {
        let letter = first.to_ascii_uppercase();
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        let ends = !after.starts_with(|c: char| c.is_alphanumeric() || c == '\'' || c == '’');
        // A lone lower-case `a` before a word is an article.
        let article = first == 'a' && after.starts_with(' ');
        if !known.contains(&letter) || !ends || article {
            break;
        }
        letters.push(letter);
        rest = after.trim_start_matches(['*', '_', '.', ')', ':', ',', ' ', '&', '–', '-', '—']);
        if let Some(more) = rest.strip_prefix("and ") {
            rest = more.trim_start();
        }
        let separated = after.trim_start_matches(['*', '_']).starts_with([',', '&'])
            || after.trim_start().starts_with("and ");
        if !separated {
            break;
        }
    }
    (letters, rest.trim())
}

/// Takes a trailing tick or `(correct)` off an option.
fn without_mark(text: &str) -> (&str, bool) {
    for mark in [
        "✅",
        "✓",
        "✔️",
        "✔",
        "(correct)",
        "(Correct)",
        "**(correct)**",
    ] {
        if let Some(bare) = text.strip_suffix(mark) {
            return (bare.trim_end(), true);
        }
    }
    (text, false)
}

/// Whether an option makes sense only in its place.
fn speaks_of_others(option: &str) -> bool {
    let folded = plain(option);
    let by_letters = [
        "both a and",
        "both b and",
        "a and b",
        "b and c",
        "a and c",
        "a or b",
        "a & b",
    ];
    folded.contains("of the above")
        || folded.contains("of these")
        || by_letters
            .into_iter()
            .any(|words| folded == words || folded.starts_with(words))
}

fn inline(text: &str) -> String {
    crate::document::inline::text(text).trim().to_owned()
}

/// Pieces in their order: runs of blocks as Markdown, labelled text where it stood.
fn text_of(page: &Page<'_>, pieces: &[Piece]) -> String {
    let mut out = String::new();
    let mut run: Vec<usize> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Block(at) => run.push(*at),
            Piece::Rest(span) => {
                append_run(page, &mut out, &mut run);
                append(&mut out, &inline(span.text(page.source)), "\n\n");
            }
            Piece::Text(text) => {
                append_run(page, &mut out, &mut run);
                append(&mut out, text, "\n\n");
            }
        }
    }
    append_run(page, &mut out, &mut run);
    out
}

fn append_run(page: &Page<'_>, out: &mut String, run: &mut Vec<usize>) {
    let after_gap = run
        .first()
        .and_then(|at| page.block(*at))
        .is_some_and(|block| block.gap == Gap::Blank);
    append(
        out,
        &page.markdown(run),
        if after_gap { "\n\n" } else { "\n" },
    );
    run.clear();
}

fn append(out: &mut String, text: &str, joint: &str) {
    if !out.is_empty() && !text.is_empty() {
        out.push_str(joint);
    }
    out.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_an_answer_are_told_from_words() {
        let known = ['A', 'B', 'C', 'D'];
        for (answer, letters, rest) in [
            ("B", "B", ""),
            ("b", "B", ""),
            ("B. The guest OS", "B", "The guest OS"),
            ("B) The guest OS", "B", "The guest OS"),
            ("A, C", "AC", ""),
            ("A and C", "AC", ""),
            ("**D**", "D", ""),
            ("Option C", "C", ""),
            ("B - because", "B", "because"),
            ("a disk", "", "a disk"),
            ("AWS", "", "AWS"),
            ("Data", "", "Data"),
        ] {
            let (found, more) = leading_letters(answer, &known);
            assert_eq!(
                (found.iter().collect::<String>().as_str(), more),
                (letters, rest),
                "{answer}"
            );
        }
    }

    #[test]
    fn options_that_speak_of_others_pin_the_order() {
        for text in [
            "All of the above",
            "None of the above.",
            "Both a and b",
            "A and C",
        ] {
            assert!(speaks_of_others(text), "{text}");
        }
        assert!(!speaks_of_others("A container and an image"));
    }
}
