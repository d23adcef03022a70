//! Links between notes, `[[Target|shown]]`: their shown words stay. Embedded files, `![[…]]`, and the brackets
//! of code and of lists are none.

use std::borrow::Cow;

/// The most bytes of such a link.
const LONGEST: usize = 300;

/// A text with the words of its links between notes instead of them.
pub(super) fn unlinked(text: &str) -> Cow<'_, str> {
    if !text.contains("[[") || text.contains('`') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("[[") {
        out.push_str(before);
        let is_embedded = before.ends_with('!');
        match link(behind).filter(|_| !is_embedded) {
            Some((shown, after)) => {
                out.push_str(shown);
                rest = after;
            }
            None => {
                out.push_str("[[");
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The words that a link shows, and what stands behind it.
fn link(behind: &str) -> Option<(&str, &str)> {
    let close = behind.bytes().take(LONGEST).position(|byte| byte == b']')?;
    let inner = behind.get(..close)?;
    let after = behind.get(close..)?.strip_prefix("]]")?;
    // `[[Answer]](https://example.org)` is a link whose words stand in brackets; in a table `\|` parts.
    let is_escape =
        |(at, _): (usize, &str)| inner.get(at..).is_some_and(|it| it.starts_with("\\|"));
    let is_title = inner.starts_with(char::is_alphabetic)
        && !inner.contains(['[', '=', '"', '\n', '<'])
        && inner.match_indices('\\').all(is_escape)
        && !after.starts_with('(');
    let shown = inner.rsplit_once('|').map_or(inner, |(_, shown)| shown);
    (is_title && !shown.is_empty()).then_some((shown, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_between_notes_show_their_words() {
        assert_eq!(unlinked("the [[B cell]]s"), "the B cells");
        assert_eq!(
            unlinked("[[B cell|B cells]] and [[T cell]]"),
            "B cells and T cell"
        );
        assert_eq!(unlinked("[[a/B - 1\\|B]]s"), "Bs");
        for text in [
            "[[Answer]](https://example.org)",
            "![[scan.png]]",
            "[[ -f x ]]",
            "[[1, 2], [3, 4]]",
            "`[[a]]`",
            "[[open",
        ] {
            assert_eq!(unlinked(text), text);
        }
    }
}
