//! One card in the plain face: the question with its options, and the answer.
//! Passages of the document must never be shown as if they were the answer.

use std::io;

use crate::cards::{Answer, Choice, NO_ANSWER, PASSAGES_HEADING, Passage};
use crate::review::Sheet;

use super::super::card_view::{is_list, lines, summary};
use super::super::choices::Shown;
use super::super::output::Screen;

/// A card being asked.
pub(super) struct Question<'a> {
    /// The card and where it comes from.
    pub(super) sheet: &'a Sheet,
    /// The options in the order shown, when there are some to choose from.
    pub(super) options: Option<&'a [Shown]>,
    /// The answer to type, when the card asks for that.
    pub(super) expected: Option<&'a str>,
}

impl Question<'_> {
    /// Shows where the card comes from and what it asks.
    pub(super) fn show(&self, screen: &mut Screen<'_>, heading: &str) -> io::Result<()> {
        screen.prose(&format!("{heading} {}", self.place()))?;
        block(screen, "Question: ", &self.sheet.card.front())?;
        let unmarked = match &self.sheet.card.answer {
            Answer::Unanswered(open) => open.options.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        };
        let shown = self
            .options
            .unwrap_or_default()
            .iter()
            .map(|option| option.text.as_str());
        for (index, text) in shown.chain(unmarked).enumerate() {
            block(screen, &format!("{}. ", index.saturating_add(1)), text)?;
        }
        Ok(())
    }

    /// The line that says how to go on.
    pub(super) fn invitation(&self) -> &'static str {
        let right = |options: &[Shown]| options.iter().filter(|option| option.correct).count();
        match self.options {
            None if self.expected.is_some() => "Type your answer, or press Enter to see it.",
            None => "Press Enter to see the answer.",
            Some(options) if right(options) == 1 => {
                "Type the number of your choice, or press Enter to see the answer."
            }
            Some(_) => {
                "Several are right. Type their numbers or letters, such as 1 3, or press Enter to \
                 see the answer."
            }
        }
    }

    /// Shows the answer, or the passages that may hold it.
    pub(super) fn show_answer(&self, screen: &mut Screen<'_>) -> io::Result<()> {
        match &self.sheet.card.answer {
            Answer::Text(text) => block(screen, "Answer: ", text),
            Answer::Fields(_) => block(screen, "Answer: ", &self.sheet.card.back()),
            Answer::Choices(asked) => {
                self.show_right(screen, &asked.choices)?;
                asked
                    .explanation
                    .as_ref()
                    .map_or(Ok(()), |why| block(screen, "Why: ", why))
            }
            Answer::Unanswered(open) => show_passages(screen, &open.passages),
        }
    }

    /// The right options, with the numbers they had above.
    fn show_right(&self, screen: &mut Screen<'_>, choices: &[Choice]) -> io::Result<()> {
        let numbered = self.options.unwrap_or_default().iter().enumerate();
        for (index, option) in numbered.filter(|(_, option)| option.correct) {
            block(
                screen,
                &format!("Answer: {}. ", index.saturating_add(1)),
                &option.text,
            )?;
        }
        if self.options.is_none() {
            for choice in choices.iter().filter(|choice| choice.correct) {
                block(screen, "Answer: ", &choice.text)?;
            }
        }
        Ok(())
    }

    /// Deck, section and line: `Deck: AWS, 4. Services. Source: notes.md line 31.`
    fn place(&self) -> String {
        let card = &self.sheet.card;
        let mut place = format!("Deck: {}", self.sheet.deck);
        if let Some(section) = card.section.last()
            && section.as_str() != self.sheet.deck.as_str()
            // The question of a row begins with its section; twice is once too often.
            && !card.front().starts_with(section.as_str())
        {
            place.push_str(", ");
            place.push_str(&summary(section));
        }
        place.push('.');
        if let Some(source) = &self.sheet.source {
            place.push_str(&format!(" Source: {source} line {}.", card.line));
        }
        place
    }
}

fn show_passages(screen: &mut Screen<'_>, passages: &[Passage]) -> io::Result<()> {
    if passages.is_empty() {
        return screen.prose(NO_ANSWER);
    }
    screen.prose(PASSAGES_HEADING)?;
    for passage in passages {
        block(
            screen,
            &format!("Passage, line {}: ", passage.line),
            &passage.text,
        )?;
    }
    Ok(())
}

/// Writes Markdown after a label. A label that ends with a line break stands alone.
fn block(screen: &mut Screen<'_>, label: &str, markdown: &str) -> io::Result<()> {
    let room = |columns: usize| {
        columns
            .saturating_sub(super::super::wrap::width(label))
            .max(20)
    };
    let text = lines(markdown, screen.columns().map(room));
    let (label, gap) = match is_list(&text) {
        true => (label.trim_end(), "\n"),
        false => (label, ""),
    };
    screen.block(&format!("{label}{gap}{}", text.join("\n")))
}
