//! Noise: lines that a page shows around its text and that nobody wants to learn.

use super::callout::callout;
use super::label::Label;

/// Whole lines, in lower case and without marks around them.
const LINES: [&str; 41] = [
    "this answer is correct",
    "this answer is incorrect",
    "your answer is correct",
    "your answer is incorrect",
    "read more",
    "next",
    "previous",
    "next previous",
    "previous next",
    "reveal solution",
    "hide solution",
    "discussion",
    "reveal solution hide solution discussion",
    "show answer",
    "show answers",
    "show answer and explanation",
    "show explanation",
    "show",
    "reveal answer",
    "reveal",
    "hide answer",
    "view answer",
    "see answer",
    "click here for answer",
    "click for answer",
    "show solution",
    "back to top",
    "back to table of contents",
    "go to top",
    "copy",
    "copy code",
    "edit",
    "edit this page",
    "download",
    "answer here",
    "reference",
    "source",
    "sources",
    "docs",
    "documentation",
    "official documentation",
];

/// Beginnings of lines, in lower case.
const BEGINNINGS: [&str; 6] = [
    "select one answer before",
    "select an answer before",
    "choose one answer before",
    "select all that apply before",
    "select one option before",
    "choose an answer before",
];

/// Whether a line is noise.
pub fn is_noise(text: &str) -> bool {
    if defines_link(text) {
        return true;
    }
    // Every entry is short; a longer line cannot be one.
    if text.len() > 120 {
        return false;
    }
    // `[Back to top](#top)`: what the page shows of it.
    let shown = match text.contains('[') {
        true => text.split_once("](").map_or(text, |(shown, _)| shown),
        false => text,
    };
    // `[Reference](…)` alone says where the text above it comes from.
    let is_link = text.starts_with('[') && text.ends_with(')') && shown.len() < text.len();
    let first_word = shown.trim_start_matches('[').split([':', ' ']).next();
    let is_source = |word: &str| {
        [
            "reference",
            "references",
            "source",
            "sources",
            "docs",
            "documentation",
        ]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(word))
    };
    if is_link && first_word.is_some_and(is_source) {
        return true;
    }
    if names_source(text, is_source) || opens_box(text) || leads_to_answer(text) {
        return true;
    }
    if cites(text) || leads_on(text) || marks_template(text) || counts_page(text) {
        return true;
    }
    let bare = shown.trim_matches(|c: char| !c.is_alphanumeric());
    let first = bare.bytes().next().map(|byte| byte.to_ascii_lowercase());
    let may_be = |line: &&&str| line.bytes().next() == first;
    LINES
        .iter()
        .filter(may_be)
        .any(|line| same_words(bare, line))
        || BEGINNINGS.iter().any(|begin| begins_with(bare, begin))
        || is_button(bare)
}

/// `Click to flip`, `Tap to reveal`: a few words that say what a page does.
fn is_button(text: &str) -> bool {
    /// The most words of them.
    const MOST: usize = 4;
    let begins = ["click to ", "tap to "]
        .iter()
        .any(|begin| begins_with(text, begin));
    begins && text.split(' ').nth(MOST).is_none()
}

/// `Page 12 of 40`, as print has it at the foot of each page.
fn counts_page(text: &str) -> bool {
    const WORDS: [&str; 6] = ["page", "seite", "página", "pagina", "strona", "side"];
    const OF: [&str; 7] = ["of", "von", "de", "di", "z", "sur", "/"];
    let mut words = text
        .trim_matches(['-', '–', '|', '*', ' '])
        .split_whitespace();
    let mut next = || words.next().unwrap_or_default();
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let is = |word: &str, known: &[&str]| known.iter().any(|one| one.eq_ignore_ascii_case(word));
    is(next(), &WORDS)
        && is_number(next())
        && is(next(), &OF)
        && is_number(next())
        && next().is_empty()
}

/// `{{< /quizdown >}}`, `{% endraw %}`, `:::exercise {"id": 1}`: marks of the program that makes the page. What a box hides is
/// text.
fn marks_template(text: &str) -> bool {
    const PAIRS: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];
    let is_between = |(open, close): &(&str, &str)| text.starts_with(open) && text.ends_with(close);
    let names_box = || {
        let name = text.trim_start_matches(':').trim_start();
        let hides = ["spoiler", "details", "collapse"];
        let is_name = name.is_empty()
            || name.ends_with('}')
            || name
                .chars()
                .all(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_'));
        text.starts_with(":::") && is_name && !hides.contains(&name)
    };
    PAIRS.iter().any(is_between) || names_box()
}

/// `[image1]: <data:…>`, `[1]: https://…`: where a link or a picture of the text leads to. Nobody sees that line.
fn defines_link(text: &str) -> bool {
    /// The most bytes of such a name.
    const LONGEST_NAME: usize = 80;
    let Some(inner) = text
        .strip_prefix('[')
        .filter(|inner| !inner.starts_with('^'))
    else {
        return false;
    };
    let Some(close) = inner
        .bytes()
        .take(LONGEST_NAME)
        .position(|byte| byte == b']')
    else {
        return false;
    };
    let behind = inner.get(close..).and_then(|rest| rest.strip_prefix("]:"));
    behind.is_some_and(|behind| {
        let address = behind.trim_start();
        address.is_empty()
            || ["<", "http://", "https://", "data:", "./", "../", "#"]
                .iter()
                .any(|begin| address.starts_with(begin))
    })
}

/// `[[Answer]](…)`, `[src1] [src2]`: nothing but brackets that say where the answer is from.
fn cites(text: &str) -> bool {
    const WORDS: [&str; 5] = ["answer", "solution", "src", "source", "ref"];
    let mut rest = text;
    while let Some(inner) = rest.strip_prefix('[') {
        let Some((name, behind)) = inner.trim_start_matches('[').split_once(']') else {
            return false;
        };
        let bare = name.trim_end_matches(|sign: char| sign.is_ascii_digit());
        if !WORDS.iter().any(|word| word.eq_ignore_ascii_case(bare)) {
            return false;
        }
        let behind = behind.trim_start_matches(']');
        let linked = behind.strip_prefix('(').and_then(|it| it.split_once(')'));
        rest = linked
            .map_or(behind, |(_, behind)| behind)
            .trim_start_matches([']', ' ', ',']);
    }
    rest.is_empty() && !text.is_empty()
}

/// `➡️ [Module 7](…)`: a line that leads to another page.
fn leads_on(text: &str) -> bool {
    let arrows = ['➡', '⬅', '→', '←', '⏭', '⏮', '👉', '«', '»'];
    text.starts_with(arrows) && text.contains("](")
}

/// `📘 **[View detailed answer](…)**`: a line that only leads to the answer on another page.
fn leads_to_answer(text: &str) -> bool {
    const VERBS: [&str; 5] = ["view", "see", "read", "open", "watch"];
    const WORDS: [&str; 14] = [
        "the",
        "full",
        "detailed",
        "complete",
        "sample",
        "model",
        "answer",
        "answers",
        "solution",
        "solutions",
        "explanation",
        "here",
        "more",
        "video",
    ];
    let is_alone = |rest: &str| !rest.contains(char::is_alphanumeric);
    let linked = || {
        let (before, link) = text.split_once('[')?;
        let (shown, address) = link.split_once("](")?;
        let (_, behind) = address.split_once(')')?;
        (is_alone(before) && is_alone(behind)).then_some(shown)
    };
    // A pasted page has lost the link and kept the sign before it.
    let drawn = || {
        let is_drawn = text.starts_with(|c: char| !c.is_ascii() && !c.is_alphanumeric());
        is_drawn.then(|| text.trim_matches(|c: char| !c.is_alphanumeric()))
    };
    let Some(shown) = linked().or_else(drawn) else {
        return false;
    };
    let is_word =
        |word: &str, words: &[&str]| words.iter().any(|one| one.eq_ignore_ascii_case(word));
    let begin = shown.get(.."full answer".len());
    if begin.is_some_and(|begin| begin.eq_ignore_ascii_case("full answer")) {
        return true;
    }
    let mut words = shown.split_whitespace();
    words.next().is_some_and(|word| is_word(word, &VERBS))
        && words.clone().next().is_some()
        && words.all(|word| is_word(word, &WORDS))
}

/// `!!! note`, `??? question "Title"`, `=== "Tab"`, `:::tip`: how some pages write their boxes and tabs.
fn opens_box(text: &str) -> bool {
    if !text.starts_with(['!', '?', '=', ':']) {
        return false;
    }
    let behind = ["!!! ", "??? ", "???+ ", "=== \""]
        .iter()
        .any(|sign| text.starts_with(sign));
    let named = text
        .strip_prefix(":::")
        .is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_alphabetic()));
    // A box that shows an answer says so.
    let answers = || callout(text).is_some_and(|found| found.label == Label::Answer);
    (behind && !answers()) || named
}

/// `Source: [a page](…)`, `📎 Reference: https://…`: a label and where it points to.
fn names_source(text: &str, is_source: impl Fn(&str) -> bool) -> bool {
    let Some((name, rest)) = text.split_once(':') else {
        return false;
    };
    let rest = rest.trim_matches(['*', '_', ' ']);
    let rest = rest
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .unwrap_or(rest);
    if !rest.starts_with(['[', 'h']) {
        return false;
    }
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    let is_link = rest.starts_with('[') && rest.ends_with(')') && rest.matches("](").count() == 1;
    let is_address = rest.starts_with("http") && !rest.contains(' ');
    (is_link || is_address) && is_source(name)
}

/// Whether two texts are the same words, whatever stands between them. Nothing is copied: every line of
/// a document is asked several times.
fn same_words(text: &str, line: &str) -> bool {
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut wanted = line.split(' ');
    loop {
        match (words.next(), wanted.next()) {
            (None, None) => return true,
            (Some(word), Some(wanted)) if word.eq_ignore_ascii_case(wanted) => {}
            _ => return false,
        }
    }
}

fn begins_with(text: &str, begin: &str) -> bool {
    let bytes = text.as_bytes().get(..begin.len());
    bytes.is_some_and(|bytes| bytes.eq_ignore_ascii_case(begin.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_told_from_text() {
        for text in [
            "Select one answer before revealing.",
            "Show answer",
            "Show answer and explanation",
            "**[Back to top](#x)",
            "▲ Copy",
            "Reference",
            "Source:",
            "📎 Source : [a page](https://x.y)",
            "📘 **[View Detailed Answer](./a.md#1)**",
            "📘 View Detailed Answer",
            "[image1]: <data:image/png;base64,iVBO>",
            "**Reference:** https://x.y/z",
            "[[Answer]](https://x.y/z)",
            "[Answer]",
            "Page 12 of 40",
            "- Seite 3 von 9 -",
            "[[src1]](https://x.y)[[src2]](https://x.z)",
            "➡️ [Module 7](../m7.md) → [Module 8](../m8.md)",
        ] {
            let bare = text.replace("](#x)", "");
            assert!(is_noise(&bare), "{text}");
        }
        for text in [
            "Show all labels of the pods",
            "Edit the file",
            "Page 12 of the book",
            "",
            "Copy on write",
            "[See how answers travel](./a.md)",
            "[^1]: <b>a note</b>",
            "See the [full answer](./a.md) of RFC 1",
            "[Answer] it",
            "→ the tide turns",
        ] {
            assert!(!is_noise(text), "{text}");
        }
    }
}
