//! The options as a card shows them: which are right, why, and whether they may be shuffled.

use super::letters_named::names_letters;
use super::{Marked, OptionText, Options};
use crate::cards::card::{Answer, Choice, ChoiceOrder, Choices};
use crate::cards::option_words::speaks_of_others;
use crate::cards::plain::plain;
use crate::document::inline;

impl Options {
    /// Parts the lines again of options that are alike once their lines are joined, as those are that say what
    /// code prints.
    pub(in crate::cards) fn tell_apart(&mut self) {
        let texts: Vec<String> = self.list.iter().map(|option| option.text.clone()).collect();
        let is_alike = |text: &String| texts.iter().filter(|other| *other == text).count() > 1;
        for option in self
            .list
            .iter_mut()
            .filter(|option| !option.joints.is_empty())
        {
            if !is_alike(&option.text) {
                continue;
            }
            for joint in option.joints.drain(..) {
                option.text.replace_range(joint..=joint, "\n");
            }
        }
    }

    /// The options as a card's answer; `right` is sorted and not empty.
    pub(in crate::cards) fn into_answer(self, right: &[char], mut explanation: String) -> Answer {
        let pinned = self
            .list
            .iter()
            .any(|option| speaks_of_others(&option.text))
            || names_letters(&explanation, self.list.len());
        // An explanation that only repeats the right option explains nothing.
        let unquoted = explanation.trim_start_matches(['>', ' ']);
        let explained = plain(unquoted).trim_end_matches('.').to_owned();
        let is_right = |option: &OptionText| right.binary_search(&option.letter).is_ok();
        let repeats = |option: &OptionText| {
            is_right(option) && plain(&option.text).trim_end_matches('.') == explained
        };
        if self.list.iter().any(repeats) {
            explanation.clear();
        }
        // Nor does its first line.
        if let Some((first, more)) = explanation.split_once('\n') {
            let said = plain(first).trim_end_matches('.').to_owned();
            let begins = |option: &OptionText| {
                is_right(option) && !said.is_empty() && plain(&option.text).starts_with(&said)
            };
            if self.list.iter().any(begins) {
                explanation = more.trim_start().to_owned();
            }
        }
        for option in self.list.iter().filter(|option| !option.note.is_empty()) {
            if !explanation.is_empty() {
                explanation.push_str("\n\n");
            }
            if !is_right(option) {
                explanation.push_str(&option.text);
                explanation.push_str(": ");
            }
            explanation.push_str(&option.note);
        }
        let explains = !explanation.is_empty();
        let choices = self.list.into_iter().map(|option| Choice {
            correct: is_right(&option),
            text: if option.marked == Marked::Bold {
                inline::name(&option.text)
            } else {
                option.text
            },
        });
        Answer::Choices(Box::new(Choices {
            choices: choices.collect(),
            explanation: explains.then_some(explanation),
            order: if pinned {
                ChoiceOrder::Pinned
            } else {
                ChoiceOrder::Free
            },
        }))
    }

    /// The texts of the options.
    pub(in crate::cards) fn into_texts(self) -> Vec<String> {
        self.list.into_iter().map(|option| option.text).collect()
    }
}
