//! What a back says, for comparison: a placeholder, a mark or a lone link says nothing. It must never leave out words of
//! an answer.

use crate::cards::{Kind, NO_ANSWER, PASSAGES_HEADING, plain};

/// The back for comparison; None for one that is empty, a placeholder, a lone link, or only what
/// the program found.
pub(super) fn says_something(kind: Kind, back: &str) -> Option<String> {
    if back == NO_ANSWER || back.starts_with(PASSAGES_HEADING) {
        return None;
    }
    let said = if kind == Kind::TableRow {
        plain(&without_headers(back))
    } else {
        plain(back)
    };
    const PLACEHOLDERS: [&str; 8] = ["tbd", "todo", "n/a", "none", "?", "-", "...", "…"];
    let is_link = !said.contains(' ')
        && (said.starts_with("http://")
            || said.starts_with("https://")
            || (said.starts_with('[') && said.ends_with(')')));
    let is_lone_link = is_link || is_markdown_link(&said);
    let mut words = said.split_whitespace();
    let is_mark = words.all(|word| is_shortcode(word) || !word.contains(char::is_alphanumeric));
    (!is_lone_link && !is_mark && !PLACEHOLDERS.contains(&said.as_str())).then_some(said)
}

/// Whether a word names a picture, as `:white_check_mark:` does.
fn is_shortcode(word: &str) -> bool {
    let name = word
        .strip_prefix(':')
        .and_then(|word| word.strip_suffix(':'));
    name.is_some_and(|name| {
        name.chars()
            .all(|sign| sign.is_ascii_lowercase() || "+-0123456789".contains(sign))
    })
}

fn is_markdown_link(said: &str) -> bool {
    said.starts_with('[')
        && said.ends_with(')')
        && said.matches("](").count() == 1
        && said.find(')') == said.len().checked_sub(1)
}

/// The cells of a row without their headers, which are the same for every row and would make all
/// rows look alike.
pub(super) fn without_headers(back: &str) -> String {
    let cells: Vec<&str> = back
        .lines()
        .map(|line| match line.strip_prefix("- ") {
            Some(cell) => cell.split_once(": ").map_or(cell, |(_, text)| text),
            None => line,
        })
        .collect();
    cells.join("\n")
}
