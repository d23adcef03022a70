//! Anki's gaps: `{{c1::text::hint}}`, in each other, several numbers at once. One card asks the gaps
//! of one number; all others are shown.

/// How deep gaps may stand in each other, as in Anki.
const DEEPEST: usize = 10;

/// The most gaps that are shown without the text around them.
const MOST_ALONE: usize = 100;

/// Which side is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Question,
    Answer,
}

/// The field with the gaps of one number asked or answered, as HTML. Empty when no gap has it.
pub(super) fn shown(field: &str, number: u32, side: Side) -> String {
    let mut html = String::with_capacity(field.len());
    let mut found = false;
    let mut rest = field;
    show(&mut rest, number, side, 0, &mut html, &mut found);
    if found { html } else { String::new() }
}

/// The field with every gap filled.
pub(super) fn shown_whole(field: &str) -> std::borrow::Cow<'_, str> {
    if !field.contains("{{c") {
        return field.into();
    }
    let mut html = String::with_capacity(field.len());
    let mut rest = field;
    show(&mut rest, 0, Side::Answer, 0, &mut html, &mut false);
    html.into()
}

/// The numbers of a field's gaps, each once, in their order.
pub(super) fn numbers(field: &str) -> Vec<u32> {
    let mut numbers: Vec<u32> = field
        .match_indices("{{c")
        .filter_map(|(at, _)| field.get(at..).and_then(beginning))
        .flat_map(|(numbers, _)| numbers)
        .filter(|number| (1..500).contains(number))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The texts of the gaps of one number alone.
pub(super) fn only(field: &str, number: u32, side: Side) -> String {
    let mut texts = Vec::new();
    let mut rest = field;
    collect(&mut rest, number, side, &mut texts);
    texts.join(", ")
}

/// The most bytes of the numbers of a gap.
const LONGEST_NUMBERS: usize = 60;

/// The beginning of a gap: its numbers and what stands behind. No more than that is looked at: it is
/// asked for at every brace.
fn beginning(text: &str) -> Option<(Vec<u32>, &str)> {
    let after = text.strip_prefix("{{c")?;
    let is_of_numbers = |byte: u8| byte.is_ascii_digit() || byte == b',';
    let mut start = after.bytes().take(LONGEST_NUMBERS);
    let end = start.position(|byte| !is_of_numbers(byte))?;
    let (numbers, after) = after.split_at(end);
    let after = after.strip_prefix("::")?;
    let numbers: Option<Vec<u32>> = numbers
        .split(',')
        .map(|number| number.parse().ok())
        .collect();
    numbers.map(|numbers| (numbers, after))
}

/// Shows text up to the end of the gap it stands in, or to the end.
fn show(
    rest: &mut &str,
    number: u32,
    side: Side,
    depth: usize,
    html: &mut String,
    found: &mut bool,
) -> Option<()> {
    loop {
        let Some(stop) = rest.find(['{', '}']) else {
            html.push_str(rest);
            *rest = "";
            return None;
        };
        let (before, after) = rest.split_at(stop);
        if depth < DEEPEST
            && let Some((numbers, inner)) = beginning(after)
        {
            html.push_str(before);
            *rest = inner;
            let mut content = String::new();
            let closed = show(
                rest,
                number,
                side,
                depth.saturating_add(1),
                &mut content,
                found,
            )
            .is_some();
            if !closed {
                // A gap that never ends is text.
                content.push_str(rest);
                *rest = "";
                let mark = after.strip_suffix(inner).unwrap_or_default();
                html.push_str(mark);
                html.push_str(&content);
                return None;
            }
            let (text, hint) = match content.split_once("::") {
                Some((text, hint)) => (text, Some(hint)),
                None => (content.as_str(), None),
            };
            if numbers.contains(&number) {
                *found = true;
                match side {
                    Side::Question => {
                        html.push('[');
                        html.push_str(hint.filter(|hint| !hint.is_empty()).unwrap_or("..."));
                        html.push(']');
                    }
                    Side::Answer => html.push_str(text),
                }
            } else {
                html.push_str(text);
            }
        } else if let Some(behind) = after.strip_prefix("}}").filter(|_| depth > 0) {
            html.push_str(before);
            *rest = behind;
            return Some(());
        } else {
            let (sign, behind) = after.split_at(1);
            html.push_str(before);
            html.push_str(sign);
            *rest = behind;
        }
    }
}

fn collect(rest: &mut &str, number: u32, side: Side, texts: &mut Vec<String>) {
    while let Some(at) = rest.find("{{c").filter(|_| texts.len() < MOST_ALONE) {
        let tag = rest.get(at..).unwrap_or_default();
        let Some((numbers, inner)) = beginning(tag) else {
            *rest = tag.get(3..).unwrap_or_default();
            continue;
        };
        *rest = inner;
        if numbers.contains(&number) {
            let gap = format!("{{{{c{number}::{inner}");
            let whole = end_of_gap(&gap);
            texts.push(shown(whole, number, side));
        }
    }
}

/// The gap at the beginning of a text, with its braces.
fn end_of_gap(text: &str) -> &str {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        if let Some((_, inside)) = beginning(rest) {
            depth = depth.saturating_add(1);
            rest = inside;
        } else if let Some(behind) = rest.strip_prefix("}}") {
            depth = depth.saturating_sub(1);
            rest = behind;
            if depth == 0 {
                return text.strip_suffix(behind).unwrap_or(text);
            }
        } else {
            rest = rest.strip_prefix(sign).unwrap_or_default();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_asked_and_answered() {
        let text = "The {{c1::mitochondrion}} is the {{c2::powerhouse::hint}} of {x}";
        let question = |number| shown(text, number, Side::Question);
        assert_eq!(question(1), "The [...] is the powerhouse of {x}");
        assert_eq!(question(2), "The mitochondrion is the [hint] of {x}");
        assert_eq!(question(3), "");
        assert_eq!(
            shown(text, 2, Side::Answer),
            "The mitochondrion is the powerhouse of {x}"
        );
    }

    #[test]
    fn gaps_stand_in_each_other_and_share_numbers() {
        let nested = "Nested {{c1::outer {{c2::inner}} tail}}";
        assert_eq!(shown(nested, 1, Side::Question), "Nested [...]");
        assert_eq!(shown(nested, 2, Side::Question), "Nested outer [...] tail");
        let several = "{{c1,2::both}} and {{c2::second}}";
        assert_eq!(shown(several, 1, Side::Question), "[...] and second");
        assert_eq!(shown(several, 2, Side::Question), "[...] and [...]");
        assert_eq!(only(several, 2, Side::Answer), "both, second");
    }

    /// Each brace once looked for an end of its numbers through the whole text: minutes for a field.
    #[test]
    fn a_million_beginnings_without_an_end_are_text() {
        let text = "{{c1 ".repeat(200_000);
        assert_eq!(shown(&text, 1, Side::Question), "");
        assert_eq!(shown_whole(&text), text);
        assert_eq!(only(&text, 1, Side::Question), "");
    }

    #[test]
    fn braces_in_code_and_gaps_without_end_are_text() {
        let code = "<pre>{{c2::fn main() {}}}</pre>";
        // As in Anki the first pair of braces ends the gap.
        assert_eq!(shown(code, 2, Side::Answer), "<pre>fn main() {}</pre>");
        assert_eq!(shown("{{c1::open", 1, Side::Question), "");
        assert_eq!(only("{{c1::open", 1, Side::Question), "");
    }
}
