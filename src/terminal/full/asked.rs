//! The card on the screen: what was asked, what was chosen or typed, and what grade that proposes.
//! It must never know how it is shown.

use std::time::Duration;

use crate::document::pictures;
use crate::exchange::anki::media_shown;
use crate::review::View;
use crate::scheduler::{Grade, Quality};

use super::super::choices::{self, Shown};
use super::super::manner::Manner;
use super::super::typed_answer::{self, Comparison};
use super::field::{Field, Focus};
use super::key::Key;

/// More options than there are digits are chosen by typing their numbers.
const MOST_DIGITS: usize = 9;

/// Whether the answer can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Only the question.
    Front,
    /// The answer as well.
    Back,
}

/// What came of a choice or of a typed answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing was chosen or typed.
    None,
    /// The right options were chosen.
    Right,
    /// Others were.
    Wrong,
    /// Something was typed.
    Typed(Comparison),
}

/// A card that is asked.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) view: View,
    pub(super) side: Side,
    /// The options in the order shown, when there are some to choose from.
    pub(super) options: Option<Vec<Shown>>,
    /// The chosen ones, as indexes, sorted.
    pub(super) chosen: Vec<usize>,
    /// The answer to type, when the card asks for that.
    pub(super) expected: Option<String>,
    /// Where an answer or the numbers of options are typed.
    pub(super) field: Option<Field>,
    pub(super) outcome: Outcome,
    /// The time of the session when it was asked.
    pub(super) begun: Duration,
}

/// What became of a key on the front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// It was for the options.
    Yes,
    /// It was for them and shows the answer.
    Reveals,
    /// It was not for them.
    No,
}

impl Asked {
    /// A card that is asked now.
    pub(super) fn new(view: View, manner: &Manner, begun: Duration) -> Asked {
        let (card, queued) = (&view.sheet.card, &view.queued);
        let reviews = queued.state.reviews;
        let options = choices::options(card, queued.card, reviews, manner.seed);
        let expected = typed_answer::expected(card, manner.typing);
        let many = options
            .as_ref()
            .is_some_and(|options| options.len() > MOST_DIGITS);
        Asked {
            view,
            side: Side::Front,
            field: (expected.is_some() || many).then(Field::new),
            options,
            chosen: Vec::new(),
            expected,
            outcome: Outcome::None,
            begun,
        }
    }

    /// Whether several options are right.
    pub(super) fn several_are_right(&self) -> bool {
        let options = self.options.iter().flatten();
        options.filter(|option| option.correct).count() > 1
    }

    /// Whether a picture or a sound can be seen of it.
    pub(super) fn shows_media(&self) -> bool {
        let card = &self.view.sheet.card;
        let mut shown = card.front();
        if self.side == Side::Back {
            shown.push('\n');
            shown.push_str(&card.back());
        }
        !media_shown(&shown).is_empty() || !pictures(&shown).is_empty()
    }

    /// Whether letters go into the field.
    pub(super) fn is_typing(&self) -> bool {
        let here = |field: &Field| field.focus == Focus::Here;
        self.side == Side::Front && self.field.as_ref().is_some_and(here)
    }

    /// Goes into the field, or out of it.
    pub(super) fn turn_field(&mut self) {
        if let Some(field) = &mut self.field {
            field.focus = match field.focus {
                Focus::Here => Focus::Elsewhere,
                Focus::Elsewhere => Focus::Here,
            };
        }
    }

    /// How many options digits choose from.
    pub(super) fn by_digit(&self) -> usize {
        match (&self.options, &self.field) {
            (Some(options), None) => options.len(),
            _ => 0,
        }
    }

    /// Chooses by digit; `0` says that one does not know.
    pub(super) fn choose(&mut self, key: Key) -> Taken {
        let (Some(options), None, Key::Char(c)) = (&self.options, &self.field, key) else {
            return Taken::No;
        };
        let Some(digit) = c.to_digit(10).and_then(|digit| usize::try_from(digit).ok()) else {
            return Taken::No;
        };
        let (count, several) = (options.len(), self.several_are_right());
        match digit.checked_sub(1) {
            None => {
                self.chosen.clear();
                self.outcome = Outcome::Wrong;
                self.side = Side::Back;
                return Taken::Reveals;
            }
            Some(index) if index >= count => {}
            Some(index) if self.chosen.contains(&index) => self.chosen.retain(|at| *at != index),
            Some(index) => {
                if !several {
                    self.chosen.clear();
                }
                self.chosen.push(index);
                self.chosen.sort_unstable();
            }
        }
        Taken::Yes
    }

    /// Shows the answer, after judging what was chosen or typed.
    ///
    /// # Errors
    /// When what was typed names no option; the text says what would.
    pub(super) fn reveal(&mut self) -> Result<(), String> {
        let typed = self
            .field
            .as_ref()
            .map(|field| field.text().trim().to_owned());
        let typed = typed.filter(|text| !text.is_empty());
        if let (Some(options), Some(text)) = (&self.options, &typed) {
            let last = options.len();
            self.chosen = choices::read(text, last)
                .ok_or_else(|| format!("Type numbers from 1 to {last}, such as 1 3."))?;
        }
        self.outcome = match (&self.options, &self.expected, typed) {
            (Some(options), _, _) if !self.chosen.is_empty() => {
                match choices::is_right(options, &self.chosen) {
                    true => Outcome::Right,
                    false => Outcome::Wrong,
                }
            }
            (None, Some(expected), Some(text)) => {
                Outcome::Typed(typed_answer::compare(&text, expected))
            }
            _ => Outcome::None,
        };
        self.side = Side::Back;
        Ok(())
    }

    /// Shows the card as it was before an edit, with its new words: what was chosen or typed stands.
    pub(super) fn go_on_from(&mut self, before: Asked) {
        if self.view.sheet.card == before.view.sheet.card {
            let view = self.view.clone();
            *self = Asked { view, ..before };
            return;
        }
        self.side = before.side;
        self.begun = before.begun;
        self.outcome = before.outcome;
    }

    /// The grade that goes with what was chosen or typed.
    pub(super) fn proposed(&self) -> Quality {
        match &self.outcome {
            Outcome::None | Outcome::Right => Grade::Good.quality(),
            Outcome::Wrong => Grade::Again.quality(),
            Outcome::Typed(comparison) => comparison.proposed(),
        }
    }
}
