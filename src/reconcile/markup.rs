//! Texts without the tags that only say how they are set, for comparison: two words in `<ruby>` have their tags in
//! common and nothing else. It must never touch code.

use std::borrow::Cow;

/// What tags that only set a text are called.
const SETTING: [&str; 13] = [
    "b", "big", "em", "font", "i", "mark", "rb", "rp", "rt", "ruby", "small", "span", "strong",
];

/// A text with a gap in place of each such tag.
pub(super) fn without_tags(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut bare = String::with_capacity(text.len());
    let (mut rest, mut is_code) = (text, false);
    while let Some((before, behind)) = rest.split_once('<') {
        bare.push_str(before);
        is_code ^= before.matches('`').count() % 2 == 1;
        match behind
            .split_once('>')
            .filter(|(tag, _)| !is_code && is_setting(tag))
        {
            Some((_, after)) => {
                bare.push(' ');
                rest = after;
            }
            None => {
                bare.push('<');
                rest = behind;
            }
        }
    }
    bare.push_str(rest);
    Cow::Owned(bare)
}

fn is_setting(tag: &str) -> bool {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let name = tag.split_whitespace().next().unwrap_or_default();
    SETTING
        .iter()
        .any(|setting| name.eq_ignore_ascii_case(setting))
}

#[cfg(test)]
mod tests {
    use super::without_tags;

    #[test]
    fn tags_that_set_a_text_go_and_code_stays() {
        for (text, bare) in [
            ("<ruby>港<rt>みなと</rt></ruby>", " 港 みなと  "),
            ("a <span class=\"x\">b</span> c", "a  b  c"),
            ("`<b>` and <b>it</b>", "`<b>` and  it "),
            ("`x` <I>y</I>", "`x`  y "),
            ("<div>a</div> 1 < 2 <b", "<div>a</div> 1 < 2 <b"),
            ("H<sub>2</sub>O", "H<sub>2</sub>O"),
        ] {
            assert_eq!(without_tags(text), bare);
        }
    }
}
