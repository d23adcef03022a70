//! Cards as hashcards sees them: `Q:` and `A:`, `C:` with brackets, `---` between. A card is the BLAKE3 hash
//! of its kind and texts; for a gap, of the text without brackets and of the gap's first and last byte.

use super::{PeerCard, after_front_matter, line_number};

/// What is being read.
enum State<'t> {
    Nothing,
    Question(usize, Vec<&'t str>),
    Answer(usize, Vec<&'t str>, Vec<&'t str>),
    Cloze(usize, Vec<&'t str>),
}

pub(super) fn cards(text: &str) -> Vec<PeerCard> {
    let lines: Vec<&str> = text.lines().collect();
    let mut cards = Vec::new();
    let mut state = State::Nothing;
    for (at, line) in lines.iter().enumerate().skip(after_front_matter(&lines)) {
        state = next(state, at, line, &mut cards);
    }
    close(&state, &mut cards);
    cards
}

fn next<'t>(
    mut state: State<'t>,
    at: usize,
    line: &'t str,
    cards: &mut Vec<PeerCard>,
) -> State<'t> {
    let labelled = |label: &str| line.strip_prefix(label).map(str::trim);
    if let Some(text) = labelled("Q:") {
        close(&state, cards);
        return State::Question(at, vec![text]);
    }
    if let Some(text) = labelled("C:") {
        close(&state, cards);
        return State::Cloze(at, vec![text]);
    }
    if line.trim() == "---" {
        close(&state, cards);
        return State::Nothing;
    }
    match (labelled("A:"), state) {
        (Some(text), State::Question(begin, question)) => {
            State::Answer(begin, question, vec![text])
        }
        // hashcards refuses such a document; what it does not know is no card.
        (Some(_), other) => {
            close(&other, cards);
            State::Nothing
        }
        (None, other) => {
            state = other;
            match &mut state {
                State::Question(_, lines) | State::Answer(_, _, lines) | State::Cloze(_, lines) => {
                    lines.push(line);
                }
                State::Nothing => {}
            }
            state
        }
    }
}

fn close(state: &State<'_>, cards: &mut Vec<PeerCard>) {
    match state {
        State::Answer(begin, question, answer) => {
            let (question, answer) = (question.join("\n"), answer.join("\n"));
            let mut hasher = blake3::Hasher::new();
            hasher.update(b"Basic");
            hasher.update(question.trim().as_bytes());
            hasher.update(answer.trim().as_bytes());
            cards.push(PeerCard {
                line: line_number(*begin),
                gap: None,
                hash: hasher.finalize().to_hex().to_string(),
            });
        }
        State::Cloze(begin, lines) => {
            let (text, gaps) = gaps(lines.join("\n").trim());
            cards.extend(gaps.into_iter().map(|(start, end)| {
                let mut hasher = blake3::Hasher::new();
                hasher.update(b"Cloze");
                hasher.update(text.as_bytes());
                hasher.update(&(start as u64).to_le_bytes());
                hasher.update(&(end as u64).to_le_bytes());
                PeerCard {
                    line: line_number(*begin),
                    gap: Some(text.get(start..=end).unwrap_or_default().to_owned()),
                    hash: hasher.finalize().to_hex().to_string(),
                }
            }));
        }
        State::Nothing | State::Question(..) => {}
    }
}

/// The text without the brackets of its gaps, and the first and last byte of each gap in it. The
/// brackets of `![pictures]` are text.
fn gaps(marked: &str) -> (String, Vec<(usize, usize)>) {
    let mut text = String::with_capacity(marked.len());
    let mut gaps = Vec::new();
    let mut open = None;
    let mut in_picture = false;
    let mut signs = marked.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '[' if !in_picture => open = Some(text.len()),
            ']' if in_picture => {
                in_picture = false;
                text.push(sign);
            }
            ']' => {
                if let Some(start) = open.take()
                    && text.len() > start
                {
                    gaps.push((start, text.len().saturating_sub(1)));
                }
            }
            '!' => {
                in_picture |= signs.peek() == Some(&'[');
                text.push(sign);
            }
            _ => text.push(sign),
        }
    }
    (text, gaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(parts: &[&[u8]]) -> String {
        let mut hasher = blake3::Hasher::new();
        parts.iter().for_each(|part| {
            hasher.update(part);
        });
        hasher.finalize().to_hex().to_string()
    }

    #[test]
    fn a_question_is_hashed_with_its_answer() {
        let cards = cards(
            "---\nname = \"D\"\n---\n\nQ: List them.\nA:\n\n- one\n- two\n\nQ: b?\nA: c\n---\ntext\n",
        );
        assert_eq!(cards.len(), 2);
        assert_eq!(cards[0].line, 5);
        assert_eq!(
            cards[0].hash,
            hash(&[b"Basic", b"List them.", b"- one\n- two"])
        );
        assert_eq!(cards[1].hash, hash(&[b"Basic", b"b?", b"c"]));
    }

    #[test]
    fn a_gap_is_hashed_with_its_first_and_last_byte() {
        // Foo bar baz quux. -> bar is 4 to 6, quux is 12 to 15.
        let cards = cards("C: Foo [bar] baz [quux].\n");
        let gap = |start: u64, end: u64| {
            hash(&[
                b"Cloze",
                b"Foo bar baz quux.",
                &start.to_le_bytes(),
                &end.to_le_bytes(),
            ])
        };
        assert_eq!(cards[0].hash, gap(4, 6));
        assert_eq!(cards[1].hash, gap(12, 15));
        assert_eq!(cards[1].gap.as_deref(), Some("quux"));
    }

    #[test]
    fn pictures_are_text_and_half_a_card_is_none() {
        let (text, found) = gaps("Foo [bar] ![a](b.jpg) [quux].");
        assert_eq!(text, "Foo bar ![a](b.jpg) quux.");
        assert_eq!(found.len(), 2);
        assert!(cards("A: alone\n\nQ: alone\n").is_empty());
        assert!(cards("C: [] é [é\n").is_empty());
    }
}
