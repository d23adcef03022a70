//! The options of a multiple-choice question in the order shown, and what a learner typed about them.
//! It must never let the order tell which option is right.

use crate::cards::{Answer, Card, CardId, ChoiceOrder};
use crate::review::{option_seed, shuffled};

/// An option on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its text as Markdown.
    pub text: String,
    /// Whether it is right.
    pub correct: bool,
}

/// The options of a card as they are shown, or none when it has no options to choose from.
/// The same seed, card and number of reviews give the same order.
pub fn options(card: &Card, id: CardId, reviews: u32, seed: u64) -> Option<Vec<Shown>> {
    let Answer::Choices(asked) = &card.answer else {
        return None;
    };
    let choices = &asked.choices;
    let places = match asked.order {
        ChoiceOrder::Free => shuffled(choices.len(), option_seed(id, reviews, seed)),
        ChoiceOrder::Pinned => (0..choices.len()).collect(),
    };
    let option = |place: usize| choices.get(place);
    let shown = places.into_iter().filter_map(option).map(|choice| Shown {
        text: choice.text.clone(),
        correct: choice.correct,
    });
    Some(shown.collect())
}

/// What a learner chose, as indexes into the options, sorted; none when the text names no option.
/// Numbers and letters, several separated by spaces or commas.
pub fn read(typed: &str, count: usize) -> Option<Vec<usize>> {
    let mut chosen = Vec::new();
    for word in typed
        .split([' ', ',', ';', '\t'])
        .filter(|word| !word.is_empty())
    {
        let index = index_of(word.trim_end_matches([')', '.']))?;
        if index >= count {
            return None;
        }
        chosen.push(index);
    }
    chosen.sort_unstable();
    chosen.dedup();
    (!chosen.is_empty()).then_some(chosen)
}

/// Whether exactly the right options were chosen.
pub fn is_right(options: &[Shown], chosen: &[usize]) -> bool {
    options
        .iter()
        .enumerate()
        .all(|(index, option)| option.correct == chosen.contains(&index))
}

fn index_of(word: &str) -> Option<usize> {
    if let Ok(number) = word.parse::<usize>() {
        return number.checked_sub(1);
    }
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(letter), None) if letter.is_ascii_alphabetic() => Some(usize::from(
            (letter.to_ascii_lowercase() as u8).saturating_sub(b'a'),
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use super::*;
    use crate::cards::{Choice, Choices, Kind, Prompt};

    fn id() -> CardId {
        "00000000000000000000000000000000".parse().unwrap()
    }

    fn card(order: ChoiceOrder) -> Card {
        let choice = |text: &str, correct| Choice {
            text: text.into(),
            correct,
        };
        Card {
            kind: Kind::Choice,
            section: Arc::from(Vec::new()),
            prompt: Prompt::Text("Which?".into()),
            answer: Answer::Choices(Box::new(Choices {
                choices: vec![choice("w", true), choice("x", false), choice("y", false)],
                explanation: None,
                order,
            })),
            tags: Arc::from(Vec::new()),
            line: 1,
        }
    }

    fn texts(order: ChoiceOrder, seed: u64) -> String {
        let shown = options(&card(order), id(), 0, seed).unwrap();
        shown.iter().map(|option| option.text.as_str()).collect()
    }

    #[test]
    fn a_seed_fixes_the_order_and_moves_the_right_one() {
        assert_eq!(texts(ChoiceOrder::Free, 7), texts(ChoiceOrder::Free, 7));
        let orders: BTreeSet<String> = (0..100)
            .map(|seed| texts(ChoiceOrder::Free, seed))
            .collect();
        assert_eq!(orders.len(), 6, "{orders:?}");
    }

    #[test]
    fn pinned_options_stay() {
        for seed in 0..20 {
            assert_eq!(texts(ChoiceOrder::Pinned, seed), "wxy");
        }
    }

    #[test]
    fn numbers_and_letters_are_read() {
        for (typed, chosen) in [
            ("1", vec![0]),
            ("B", vec![1]),
            ("c)", vec![2]),
            ("3, a", vec![0, 2]),
        ] {
            assert_eq!(read(typed, 3), Some(chosen), "{typed}");
        }
        for typed in [
            "",
            "0",
            "4",
            "d",
            "ab",
            "1 x2",
            "é",
            "99999999999999999999999",
        ] {
            assert_eq!(read(typed, 3), None, "{typed}");
        }
    }

    #[test]
    fn right_means_exactly_the_right_ones() {
        let shown = options(&card(ChoiceOrder::Pinned), id(), 0, 0).unwrap();
        assert!(is_right(&shown, &[0]));
        assert!(!is_right(&shown, &[1]));
        assert!(!is_right(&shown, &[0, 1]));
    }
}
