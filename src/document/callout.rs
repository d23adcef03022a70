//! Callouts and marks that say what a text is: `[!question]- Who?` as Obsidian has it, `??? question "Who?"`
//! as MkDocs has it, `[Q]`. A title that only shows an answer says so, whatever the kind of its callout:
//! `[!question]- Show answer`. Other callouts say nothing of their text.

use super::label::Label;
use super::label_words::{names_answer, names_explanation, names_question, says_why};
use super::reveal_words::is_reveal;
use super::span::Span;

/// What a callout says, the bytes of its sign, and where its text begins and ends.
pub(super) struct Callout {
    pub(super) label: Label,
    pub(super) sign: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Reads the callout at the beginning of a text.
pub(super) fn callout(text: &str) -> Option<Callout> {
    let (label, behind) = match text.as_bytes().first()? {
        b'[' => bracketed(text)?,
        b'?' | b'!' => admonition(text)?,
        _ => return None,
    };
    let sign = text.len().saturating_sub(behind.len());
    let inner = behind.trim();
    let inner = inner
        .strip_prefix('"')
        .and_then(|inner| inner.strip_suffix('"'))
        .unwrap_or(inner);
    let place = Span::of_piece(inner, text);
    Some(Callout {
        label,
        sign,
        start: place.start(),
        end: place.end(),
    })
}

/// The title of a callout of any kind that has one: `[!note]- Who?`
pub(super) fn callout_title(text: &str) -> Option<&str> {
    let (name, title) = sign(text)?;
    let title = title.trim();
    (name.starts_with('!') && !title.is_empty()).then_some(title)
}

/// What stands in the brackets of `[!question]-`, and what stands behind them.
fn sign(text: &str) -> Option<(&str, &str)> {
    let (name, behind) = text.strip_prefix('[')?.split_once(']')?;
    let behind = behind.strip_prefix(['-', '+']).unwrap_or(behind);
    (behind.is_empty() || behind.starts_with(' ')).then_some((name, behind))
}

/// `[!question]-`, `[Q]`
fn bracketed(text: &str) -> Option<(Label, &str)> {
    let (name, behind) = sign(text)?;
    if name == "Q" {
        return Some((Label::Question(None), behind));
    }
    let kind = name.strip_prefix('!')?;
    shown(kind, behind).or_else(|| asks(kind).then_some((Label::Question(None), behind)))
}

/// `??? question "Who?"`, `!!! question "Who?"`
fn admonition(text: &str) -> Option<(Label, &str)> {
    let behind = text
        .strip_prefix("???")
        .or_else(|| text.strip_prefix("!!!"))?;
    let behind = behind.strip_prefix('+').unwrap_or(behind);
    let words = behind.strip_prefix(' ')?;
    let (kind, behind) = words.split_once(' ').unwrap_or((words, ""));
    // A title such as `"Quiz"` only names what stands in it.
    let says = || asks(kind) && behind.contains(['?', '？']);
    shown(kind, behind).or_else(|| says().then_some((Label::Question(None), behind)))
}

/// `answer`, `note "Show answer"`: what a callout is that shows an answer or says why, by its title or its kind. A
/// title that only says so is left out.
fn shown<'t>(kind: &str, title: &'t str) -> Option<(Label, &'t str)> {
    let words = title.trim().trim_matches('"');
    let behind = title.get(title.len()..)?;
    if is_reveal(words) {
        return Some((Label::Answer, behind));
    }
    if names_explanation(words) || says_why(words) {
        return Some((Label::Explanation, behind));
    }
    let is_answer = names_answer(kind) || kind.eq_ignore_ascii_case("correction");
    let is_why = || names_explanation(kind);
    match is_answer {
        true => Some((Label::Answer, title)),
        false => is_why().then_some((Label::Explanation, title)),
    }
}

fn asks(kind: &str) -> bool {
    ["question", "faq", "quiz", "flashcard", "card"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(kind))
        || names_question(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_told_from_other_callouts() {
        let read = |text: &'static str| {
            callout(text).map(|found| (found.label, text.get(found.start..found.end).unwrap()))
        };
        let question = |text: &'static str| Some((Label::Question(None), text));
        assert_eq!(read("[!question] Who?"), question("Who?"));
        assert_eq!(read("[!FAQ]- Who?"), question("Who?"));
        assert_eq!(read("[!question]"), question(""));
        assert_eq!(read("[!Frage] Wer?"), question("Wer?"));
        assert_eq!(read("??? question \"Who?\""), question("Who?"));
        assert_eq!(read("???+ quiz \"Who?\""), question("Who?"));
        assert_eq!(read("[Q] Who?"), question("Who?"));
        let answer = |text: &'static str| Some((Label::Answer, text));
        assert_eq!(read("??? answer \"Answer\""), answer(""));
        assert_eq!(read("!!! answer"), answer(""));
        assert_eq!(read("[!success]- Lösung"), answer(""));
        assert_eq!(read("??? solution \"Twelve\""), answer("Twelve"));
        assert_eq!(read("[!question]- Show answer"), answer(""));
        assert_eq!(read("[!quote]+ Click to reveal"), answer(""));
        assert_eq!(read("??? quiz \"Antwort\""), answer(""));
        let why = |text: &'static str| Some((Label::Explanation, text));
        assert_eq!(read("[!info]- Explanation"), why(""));
        assert_eq!(read("[!explanation] It floats."), why("It floats."));
        for other in [
            "[!note] Who?",
            "[!note] Answers many",
            "[A](x)",
            "[A] I.",
            "!!! warning \"Who?\"",
            "!!! question \"Tabs\"",
            "?? Who?",
            "[Q]uestion",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
