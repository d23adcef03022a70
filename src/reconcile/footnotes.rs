//! Keys without the marks behind them, footnotes, pictures and remarks, for comparison: a row that got a remark is the same
//! row. It must never take an exponent for one: `m²` and `m³` are two units.

/// What a mark of a footnote is written as.
const MARKS: [&str; 12] = [
    "&sup1;", "&sup2;", "&sup3;", "&dagger;", "¹", "²", "³", "⁴", "⁵", "†", "‡", "§",
];

/// What words that are marked up end in.
const MARKED_UP: [char; 4] = ['`', '*', '_', ')'];

/// A text without the footnotes behind what is marked up: `` `poster`¹ `` as `` `poster` ``.
pub(super) fn without_footnotes(text: &str) -> &str {
    // Most prompts end in a letter, and no mark does.
    if text.ends_with(|sign: char| sign.is_ascii_alphanumeric()) {
        return text;
    }
    let text = without_references(text);
    let mut rest = text.trim_end();
    while let Some(before) = before_footnote(rest) {
        rest = before.trim_end();
    }
    match rest.ends_with(MARKED_UP) {
        true => rest,
        false => without_pictures(text),
    }
}

/// A key in code and the remark behind it: `` `name` `` and `optional` of `` `name` (optional) ``.
pub(super) fn remarked(text: &str) -> Option<(&str, &str)> {
    let (bare, remark) = text.strip_suffix(')')?.rsplit_once('(')?;
    let bare = bare.trim_end();
    (bare.ends_with('`') || bare.ends_with("</code>")).then_some((bare, remark))
}

/// A text without the references to footnotes behind its words, which are nothing else: `sort[^1]` as `sort`.
fn without_references(text: &str) -> &str {
    let mut bare = text.trim_end();
    while let Some(before) = enclosed(bare, "[^", "]", |mark| mark.chars().count() <= 3) {
        bare = before.trim_end();
    }
    match bare.ends_with(char::is_alphanumeric) {
        true => bare,
        false => text,
    }
}

/// A text without the pictures behind its words, or behind what is marked up: `sort 🚀` as `sort`.
fn without_pictures(text: &str) -> &str {
    let is_picture = |sign: char| matches!(sign, '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1ffff}' | '\u{fe0f}' | '\u{200d}');
    let bare = text.trim_end_matches(|sign: char| is_picture(sign) || sign.is_whitespace());
    match bare.ends_with(|sign: char| sign.is_alphanumeric() || MARKED_UP.contains(&sign)) {
        true => bare,
        false => text,
    }
}

/// What stands before the last footnote.
fn before_footnote(text: &str) -> Option<&str> {
    let mut marks = MARKS.iter();
    if let Some(before) = marks.find_map(|mark| text.strip_suffix(mark)) {
        return Some(before);
    }
    let is_short = |mark: &str| mark.chars().count() <= 3;
    let is_number = |mark: &str| mark.bytes().all(|byte| byte.is_ascii_digit());
    let is_version = |mark: &str| mark.bytes().all(|byte| b"0123456789.".contains(&byte));
    let raised = enclosed(text, "<sup>", "</sup>", |mark| {
        is_short(mark) || is_version(mark)
    });
    raised
        .or_else(|| enclosed(text, "[^", "]", is_short))
        .or_else(|| enclosed(text, "[", "]", |mark| is_short(mark) && is_number(mark)))
}

/// What stands before such a piece between these two at the end.
fn enclosed<'a>(
    text: &'a str,
    open: &str,
    close: &str,
    is_mark: impl Fn(&str) -> bool,
) -> Option<&'a str> {
    let (before, mark) = text.strip_suffix(close)?.rsplit_once(open)?;
    is_mark(mark).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::{remarked, without_footnotes};

    #[test]
    fn only_marks_behind_what_is_marked_up_are_footnotes() {
        for (text, bare) in [
            ("`poster`&sup1;", "`poster`"),
            ("`a` <sup>1</sup> <sup>2</sup>", "`a`"),
            ("**EC2**[^note]", "**EC2**[^note]"),
            ("**EC2**[^1]", "**EC2**"),
            ("`play()`¹", "`play()`"),
            ("`x86_64-linux` [2]", "`x86_64-linux`"),
            ("`x86_64-linux`[2]", "`x86_64-linux`"),
            ("`[linux]`<sup>1.8.0</sup>", "`[linux]`"),
            ("`list` [items]", "`list` [items]"),
            ("[`no-var`][1]", "[`no-var`][1]"),
            ("list[2]", "list[2]"),
            ("m²", "m²"),
            ("x<sup>2</sup>", "x<sup>2</sup>"),
            ("¹", "¹"),
            ("`a`", "`a`"),
            ("sort 🚀🗜️", "sort"),
            ("`sort -u` ✨", "`sort -u`"),
            ("**sort** 🚀", "**sort**"),
            ("sort[^1][^4]", "sort"),
            ("[^0-9]", "[^0-9]"),
            ("a[^b]c", "a[^b]c"),
            ("🚀", "🚀"),
            ("🗜️ table", "🗜️ table"),
        ] {
            assert_eq!(without_footnotes(text), bare);
        }
    }

    #[test]
    fn a_remark_stands_behind_code() {
        for (text, parts) in [
            ("`name` (optional)", Some(("`name`", "optional"))),
            ("<code>a</code> (b)", Some(("<code>a</code>", "b"))),
            ("`f(x)`", None),
            ("EC2 (IaaS)", None),
            ("`a`", None),
        ] {
            assert_eq!(remarked(text), parts);
        }
    }
}
