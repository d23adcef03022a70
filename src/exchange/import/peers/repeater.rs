//! Cards as repeater sees them: `Q:` and `A:`, and `C:` with brackets, up to the next of them or a line of
//! dashes. A card is the BLAKE3 hash of all its text, in lower case and with single spaces; the second
//! gap of a text and those after it are told apart by their number.

use super::{PeerCard, line_number};

pub(super) fn cards(text: &str) -> Vec<PeerCard> {
    let mut cards = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        if line.starts_with("Q:") || line.starts_with("C:") {
            close(open.take(), &mut cards);
            open = Some((at, line.to_owned()));
        } else if line.starts_with("---") {
            close(open.take(), &mut cards);
        } else if let Some((_, text)) = &mut open {
            text.push_str(line);
        }
    }
    close(open, &mut cards);
    cards
}

fn close(open: Option<(usize, String)>, cards: &mut Vec<PeerCard>) {
    let Some((begin, text)) = open else {
        return;
    };
    let normal = normal(&text);
    let line = line_number(begin);
    if !text.starts_with("C:") {
        cards.push(PeerCard {
            line,
            gap: None,
            hash: hash(&normal),
        });
        return;
    }
    for (nth, gap) in gaps(&text).into_iter().enumerate() {
        cards.push(PeerCard {
            line,
            gap: Some(gap.to_owned()),
            hash: match nth {
                0 => hash(&normal),
                nth => hash(&format!("{normal}\0cloze{nth}")),
            },
        });
    }
}

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

/// Lower case, with one space for any number of spaces and line ends.
fn normal(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The texts in brackets.
fn gaps(text: &str) -> Vec<&str> {
    let mut gaps = Vec::new();
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('[') {
        let Some((gap, after)) = behind.split_once(']') else {
            break;
        };
        if !gap.trim().is_empty() {
            gaps.push(gap);
        }
        rest = after;
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_counts_whatever_its_case_and_spaces() {
        let one = cards("Text.\n\nQ: Hello  World?\nA: 2+2\n\n---\nmore\nC: [x]\n");
        let other = cards("Q: hello\nworld?\n  A: 2+2");
        assert_eq!(one[0].hash, other[0].hash);
        assert_eq!(one[0].hash, hash("q: hello world? a: 2+2"));
        assert_eq!((one[0].line, one[1].line), (3, 8));
    }

    #[test]
    fn later_gaps_are_numbered() {
        let cards = cards("C: The [order] of a [group].\n");
        assert_eq!(cards[0].hash, hash("c: the [order] of a [group]."));
        assert_eq!(cards[1].hash, hash("c: the [order] of a [group].\0cloze1"));
        assert_eq!(cards[1].gap.as_deref(), Some("group"));
    }
}
