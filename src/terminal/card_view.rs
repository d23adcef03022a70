//! Cards as plain lines: the Markdown of a front or a back without its marks, so that a person, a
//! speech reader or a pipe reads the words only.
//! It must never change the words.

use super::bare_words::as_written;
use super::line::Line;
use super::markdown;

/// The text of Markdown as lines, broken at `columns` where there is such a width.
pub fn lines(markdown: &str, columns: Option<usize>) -> Vec<String> {
    match as_written(markdown, columns) {
        Some(lines) => lines.into_iter().map(str::to_owned).collect(),
        None => {
            let lines = markdown::words(markdown, columns);
            lines.iter().map(Line::text).collect()
        }
    }
}

/// Whether lines are a list, which reads better when it begins on a line of its own.
pub(in crate::terminal) fn is_list(lines: &[String]) -> bool {
    let is_numbered = |line: &str| {
        let number = line.split_once(". ").map(|(number, _)| number);
        number.is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    match lines {
        [first, _, ..] => first.starts_with("- ") || is_numbered(first),
        [only] => only.starts_with("- "),
        [] => false,
    }
}

/// The text of Markdown on one line, for lists and messages.
pub fn summary(markdown: &str) -> String {
    lines(markdown, None).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, expected: &[&str]) {
        assert_eq!(lines(markdown, None), expected, "{markdown}");
    }

    #[test]
    fn marks_go_and_words_stay() {
        check("**bold**, *it* and `code * x`", &["bold, it and code * x"]);
        check("one\ntwo\n\nthree", &["one", "two", "three"]);
        check("# Title\ntext", &["Title", "text"]);
        check(
            "[AWS](https://aws.example) and <https://a.example>",
            &["AWS (https://aws.example) and https://a.example"],
        );
        check("2 < 3 & <b>x</b>", &["2 < 3 & <b>x</b>"]);
        check(
            "It is ~~stateless~~ stateful",
            &["It is ~stateless~ stateful"],
        );
    }

    #[test]
    fn lists_keep_their_marks() {
        check(
            "- AWS: hardware\n- You: guest OS",
            &["- AWS: hardware", "- You: guest OS"],
        );
        check("* a\n  * b", &["- a", "  - b"]);
        // A section's number looks like a list; the number must stay.
        check(
            "4. Services: EC2 (IaaS)\n\nAWS Manages?",
            &["4. Services: EC2 (IaaS)", "AWS Manages?"],
        );
        check("> quoted\n> twice", &["  quoted", "  twice"]);
    }

    #[test]
    fn tables_and_code_are_readable() {
        check("| a | b |\n|---|---|\n| 1 | 2 |", &["a | b", "1 | 2"]);
        check("```sh\nls  -l\n  x\n```", &["ls  -l", "  x"]);
    }

    #[test]
    fn lines_are_broken_under_their_text() {
        assert_eq!(lines("- one two three", Some(10)), ["- one two", "  three"]);
    }

    #[test]
    fn an_entity_cannot_smuggle_an_escape_past_the_screen() {
        let shown = lines("&#27;[2J", None).join("\n");
        assert!(
            !super::super::escape::Safe(&shown)
                .to_string()
                .contains('\u{1b}')
        );
    }
}
