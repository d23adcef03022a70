//! Callouts and marks that say what a text is: `[!question]- Who?` as Obsidian has it, `??? question "Who?"`
//! as MkDocs has it, `[Q]`. Other callouts say nothing of their text.

use super::label::Label;
use super::label_words::names_answer;
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

/// `[!question]-`, `[Q]`
fn bracketed(text: &str) -> Option<(Label, &str)> {
    let (name, behind) = text.strip_prefix('[')?.split_once(']')?;
    let behind = behind.strip_prefix(['-', '+']).unwrap_or(behind);
    if !(behind.is_empty() || behind.starts_with(' ')) {
        return None;
    }
    if name == "Q" {
        return Some((Label::Question(None), behind));
    }
    let kind = name.strip_prefix('!')?;
    match asks(kind) {
        true => Some((Label::Question(None), behind)),
        false => answer(kind, behind),
    }
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
    let says = behind.contains(['?', '？']);
    match asks(kind) {
        true => says.then_some((Label::Question(None), behind)),
        false => answer(kind, behind),
    }
}

/// `answer`, `success "Answer"`: what a callout is that shows an answer. A title that only says so is left out.
fn answer<'t>(kind: &str, title: &'t str) -> Option<(Label, &'t str)> {
    let words = title.trim().trim_matches('"');
    let is_title = names_answer(words);
    let answers = [
        "answer",
        "solution",
        "answers",
        "antwort",
        "lösung",
        "correction",
    ];
    let is_kind = answers.iter().any(|known| known.eq_ignore_ascii_case(kind));
    let end = title.len();
    let rest = match is_title {
        true => title.get(end..)?,
        false => title,
    };
    // Other boxes say so only in their title.
    let shows = ["success", "check", "example", "tip", "note", "hint", "info"];
    let is_shown = is_title && shows.iter().any(|known| known.eq_ignore_ascii_case(kind));
    (is_kind || is_shown).then_some((Label::Answer, rest))
}

fn asks(kind: &str) -> bool {
    ["question", "faq", "quiz", "flashcard", "card"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(kind))
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
        assert_eq!(read("??? question \"Who?\""), question("Who?"));
        assert_eq!(read("???+ quiz \"Who?\""), question("Who?"));
        assert_eq!(read("[Q] Who?"), question("Who?"));
        let answer = |text: &'static str| Some((Label::Answer, text));
        assert_eq!(read("??? answer \"Answer\""), answer(""));
        assert_eq!(read("!!! answer"), answer(""));
        assert_eq!(read("[!success]- Lösung"), answer(""));
        assert_eq!(read("??? solution \"Twelve\""), answer("Twelve"));
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
