//! Titles of callouts that begin with a label or a number: `[!note]- Question 5`. What the kind of a callout says is
//! read in `callout`.

use super::callout::{callout, callout_title};
use super::label::{Label, Labelled, label};
use super::span::{Span, bytes_before};

/// The label that the title of a callout begins with: `[!note]- Question 5`, `[!success]- Answer: B`,
/// `[!question] 4. Who?`
pub(super) fn labelled_title(source: &str, start: usize, bare: &str) -> Option<Labelled> {
    let title = callout_title(bare)?;
    let asks = || callout(bare).is_some_and(|found| matches!(found.label, Label::Question(_)));
    let place = start.saturating_add(bytes_before(bare, title));
    if let Some((number, words)) = counted(title).filter(|_| asks()) {
        return Some(Labelled {
            label: Label::Question(Some(number)),
            name: Span::new(start, place),
            rest: Span::sized(
                place.saturating_add(bytes_before(title, words)),
                words.len(),
            ),
        });
    }
    let found = label(source, Span::sized(place, title.len()))?;
    matches!(found.label, Label::Question(_) | Label::Answer).then_some(found)
}

/// `4. Who?` as its number and the words behind it.
fn counted(text: &str) -> Option<(u32, &str)> {
    let behind = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let words = behind.strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    let number = text.get(..text.len().checked_sub(behind.len())?)?;
    Some((number.parse().ok()?, words.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_read_by_their_labels() {
        for (text, expected, rest) in [
            ("[!note]- Question 5", Label::Question(Some(5)), ""),
            ("[!faq]- Q3: Who?", Label::Question(Some(3)), "Who?"),
            ("[!question] 4. Who?", Label::Question(Some(4)), "Who?"),
            ("[!success]- Answer: B", Label::Answer, "B"),
            ("[!question]- Who?", Label::Question(None), "Who?"),
        ] {
            let found = label(text, Span::new(0, text.len()));
            let found = found.map(|found| (found.label, found.rest.text(text)));
            assert_eq!(found, Some((expected, rest)), "{text}");
        }
        for text in ["[!note] 4. Who?", "[!warning] Solution of salt"] {
            assert_eq!(label(text, Span::new(0, text.len())), None, "{text}");
        }
    }
}
