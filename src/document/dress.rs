//! Tags that only dress the words of a text, as `<i>` does: they go, their words stay. It must never take a
//! tag that a text speaks about, such as the first of `the <p> tag`.

use super::span::bytes_before;

/// Tags that dress; in lower case.
const DRESS: [&str; 15] = [
    "b",
    "mark",
    "strong",
    "i",
    "em",
    "u",
    "p",
    "div",
    "span",
    "font",
    "center",
    "small",
    "big",
    "section",
    "blockquote",
];

/// A tag of a text.
struct Tag {
    /// Bytes of the tag, its brackets included.
    length: usize,
    end: End,
    /// Whether something like `align="left"` stands in it.
    has_attributes: bool,
}

/// Which end of its words a tag marks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    First,
    Last,
}

/// A text without such tags; what stands in code marks stays.
pub(super) fn undressed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_code = false;
    while let Some(open) = rest.find('<') {
        let (before, from_tag) = rest.split_at(open);
        out.push_str(before);
        in_code ^= before.matches('`').count() % 2 == 1;
        let tag = tag_at(from_tag).filter(|tag| !in_code && dresses(text, from_tag, tag));
        let length = tag.map_or(0, |tag| tag.length);
        if length == 0 {
            out.push('<');
        }
        rest = from_tag.get(length.max(1)..).unwrap_or_default();
    }
    out.push_str(rest);
    let bare = out.trim();
    // Of nothing but tags nothing would be left.
    match bare.is_empty() {
        true => text.to_owned(),
        false => bare.to_owned(),
    }
}

/// Whether a tag has a partner, has lost it, or says how its words look.
fn dresses(text: &str, from_tag: &str, tag: &Tag) -> bool {
    let has_other = |piece: &str, end: End| {
        piece.match_indices('<').any(|(at, _)| {
            let found = piece.get(at..).and_then(tag_at);
            found.is_some_and(|found| found.end == end)
        })
    };
    let behind = from_tag.get(tag.length..).unwrap_or_default();
    let before = text.get(..bytes_before(text, from_tag)).unwrap_or_default();
    match tag.end {
        End::First => {
            tag.has_attributes
                || has_other(behind, End::Last)
                // `<i>one<i>`: the last was meant to close.
                || has_other(before, End::First)
                || has_other(behind, End::First)
        }
        // One without a first stands where its line was cut.
        End::Last => behind.trim().is_empty() || has_other(before, End::First),
    }
}

fn tag_at(text: &str) -> Option<Tag> {
    let rest = text.strip_prefix('<')?;
    let (end, rest) = match rest.strip_prefix('/') {
        Some(rest) => (End::Last, rest),
        None => (End::First, rest),
    };
    let length = bytes_before(
        rest,
        rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()),
    );
    let (name, behind) = rest.split_at_checked(length)?;
    let is_known = DRESS.iter().any(|dress| dress.eq_ignore_ascii_case(name));
    let close = behind.find(['>', '<', '\n'])?;
    let attributes = behind.get(..close)?;
    let closes = behind.get(close..)?.starts_with('>');
    let is_tag =
        is_known && closes && (attributes.is_empty() || attributes.starts_with([' ', '/']));
    is_tag.then(|| Tag {
        length: bytes_before(text, behind)
            .saturating_add(close)
            .saturating_add(1),
        end,
        has_attributes: attributes.contains('='),
    })
}

#[cfg(test)]
mod tests {
    use super::undressed;

    #[test]
    fn tags_that_dress_words_go() {
        for (text, bare) in [
            ("What is a <i>canal</i>?</p>", "What is a canal?"),
            ("A <span style=\"color:red\">red</span> one", "A red one"),
            ("<i>A wall<i> at the water", "A wall at the water"),
            ("one</div>", "one"),
            ("A gate <i>for ships</b> here", "A gate for ships here"),
            ("x<sup>2</sup>", "x<sup>2</sup>"),
        ] {
            assert_eq!(undressed(text), bare, "{text}");
        }
    }

    #[test]
    fn tags_that_a_text_speaks_about_stay() {
        for text in [
            "What does the <p> tag do?",
            "`<b>bold</b>` is bold",
            "a < b and b > c",
            "Vec<i> holds numbers",
            "</p> closes it",
        ] {
            assert_eq!(undressed(text), text, "{text}");
        }
    }
}
