//! A deck as a study document that compiles to the same cards. Every document is compiled before it is
//! handed out: a card that comes back as another one is written in the next form that there is for it,
//! and left out, and named, where there is none.

mod forms;
mod tags;

use crate::cards::{Card, CardId, Compiled, CompiledCard, DeckName, compile};
use crate::exchange::{CardRecord, DeckRecord};

use forms::{Block, blocks};

/// How often cards go on to their next form. After that, those that do not come back are left out at once.
const MOST_TRIES: usize = 12;

/// A deck as a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its text.
    pub text: String,
    /// How many cards are in it.
    pub cards: usize,
    /// The cards that no document gives.
    pub left_out: Vec<CardId>,
}

/// Writes the live cards of a deck as a document.
pub fn write(deck: &DeckRecord) -> Document {
    let records: Vec<&CardRecord> = deck.cards.iter().filter(|record| !record.retired).collect();
    let cards: Vec<&Card> = records.iter().map(|record| &record.card).collect();
    let head = Head::of(&deck.name, &cards);
    let mut blocks = blocks(&cards);
    let mut text = String::new();
    for nth in 0..2 * MOST_TRIES {
        let (written, places) = assembled(&head, &cards, &blocks);
        let compiled = compile(&written, &deck.name);
        let wrong = wrong_blocks(&cards, &blocks, &places, &compiled);
        if wrong.is_empty() {
            text = written;
            break;
        }
        for at in wrong.into_iter().rev() {
            let Some(block) = blocks.get_mut(at) else {
                continue;
            };
            if nth >= MOST_TRIES {
                block.leave_out();
                continue;
            }
            let others = block.next_form();
            let behind = at.saturating_add(1);
            blocks.splice(behind..behind, others);
        }
    }
    let in_it: Vec<usize> = blocks
        .iter()
        .filter(|block| !text.is_empty() && !block.is_left_out())
        .flat_map(|block| block.cards.iter().copied())
        .collect();
    let left_out = records.iter().enumerate();
    let left_out = left_out.filter(|(at, _)| !in_it.contains(at));
    Document {
        cards: in_it.len(),
        left_out: left_out.map(|(_, record)| record.id).collect(),
        text,
    }
}

/// The lines of the document that each block has, from 1, the end excluded.
type Places = Vec<(u32, u32)>;

/// What a document says before its first card.
struct Head<'d> {
    deck: &'d DeckName,
    /// The tags of all cards.
    tags: Vec<String>,
    /// Whether its title names the deck; front matter does otherwise.
    has_title: bool,
}

impl Head<'_> {
    fn of<'d>(deck: &'d DeckName, cards: &[&Card]) -> Head<'d> {
        let mut head = Head {
            deck,
            tags: tags::common(cards),
            has_title: true,
        };
        let alone = compile(&head.text(), &DeckName::unnamed());
        head.has_title = alone.deck == *deck && alone.cards.is_empty();
        head
    }

    fn text(&self) -> String {
        let mut text = String::new();
        if !self.has_title || !self.tags.is_empty() {
            text.push_str("---\n");
            if !self.has_title {
                text.push_str(&format!("deck: {}\n", self.deck));
            }
            if !self.tags.is_empty() {
                text.push_str(&format!("tags: {}\n", self.tags.join(", ")));
            }
            text.push_str("---\n\n");
        }
        if self.has_title {
            text.push_str(&format!("# {}\n\n", self.deck));
        }
        text
    }
}

fn assembled(head: &Head<'_>, cards: &[&Card], blocks: &[Block]) -> (String, Places) {
    let mut text = head.text();
    let mut places = Vec::with_capacity(blocks.len());
    let mut above = Above::default();
    for block in blocks {
        let first = block.cards.first().and_then(|at| cards.get(*at));
        let Some(first) = first.filter(|_| !block.is_left_out()) else {
            places.push((0, 0));
            continue;
        };
        above.lead(&mut text, head, first, block.is_apart);
        let begin = line_of(&text);
        text.push_str(&block.text(cards));
        let end = line_of(&text);
        text.push('\n');
        places.push((begin, end));
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    (text, places)
}

/// The headings that stand above the next card, and the tags of the last of them.
#[derive(Default)]
struct Above {
    section: Vec<String>,
    tags: Vec<String>,
    /// Whether there is a heading at all, be it one that no section asks for.
    any: bool,
}

impl Above {
    /// Writes the headings of a card, as far as they are others than those that stand there already.
    fn lead(&mut self, text: &mut String, head: &Head<'_>, card: &Card, is_apart: bool) {
        let own = tags::own(card, &head.tags);
        let same = *self.section == *card.section && self.tags == own;
        if same && !is_apart {
            return;
        }
        if card.section.is_empty() {
            // No section: a heading is made up where tags or the end of what is above need one.
            if self.any || is_apart || !own.is_empty() {
                text.push_str(&format!("## {}{}\n\n", head.deck, tags::marks(&own)));
                self.any = true;
            }
        } else {
            // A heading with tags gives them to all below it, so that it stands for its own cards alone.
            let kept = match self.tags.is_empty() {
                true => self.section.len(),
                false => self.section.len().saturating_sub(1),
            };
            let before = self.section.iter().take(kept);
            let pairs = before.zip(card.section.iter());
            let stands = pairs.take_while(|(one, other)| one == other).count();
            let from = stands.min(card.section.len().saturating_sub(1));
            for (level, heading) in (2_usize..).zip(card.section.iter()).skip(from) {
                let signs = "#".repeat(level.min(6));
                let is_last = level.saturating_sub(1) == card.section.len();
                let marked = if is_last { own.as_slice() } else { &[] };
                text.push_str(&format!("{signs} {heading}{}\n\n", tags::marks(marked)));
            }
            self.any = true;
        }
        self.section = card.section.to_vec();
        self.tags = own;
    }
}

/// The number of the line that comes next.
fn line_of(text: &str) -> u32 {
    let lines = text.bytes().filter(|byte| *byte == b'\n').count();
    u32::try_from(lines).unwrap_or(u32::MAX).saturating_add(1)
}

/// The blocks whose cards do not come back.
fn wrong_blocks(
    cards: &[&Card],
    blocks: &[Block],
    places: &Places,
    compiled: &Compiled,
) -> Vec<usize> {
    let mut found = compiled.cards.iter().peekable();
    let mut wrong = Vec::new();
    for (at, (block, (begin, end))) in blocks.iter().zip(places).enumerate() {
        if block.is_left_out() {
            continue;
        }
        let mut is_right = true;
        // A card between the blocks belongs to the headings: whatever comes next is blamed.
        while found.next_if(|card| card.card.line < *begin).is_some() {
            is_right = false;
        }
        for expected in block.cards.iter().filter_map(|at| cards.get(*at)) {
            let next = found.next_if(|card| card.card.line < *end);
            is_right &= next.is_some_and(|next| is_same(next, expected));
        }
        while found.next_if(|card| card.card.line < *end).is_some() {
            is_right = false;
        }
        if !is_right {
            wrong.push(at);
        }
    }
    wrong
}

/// Whether a compiled card is the one that was written. Passages are what the program found.
fn is_same(compiled: &CompiledCard, card: &Card) -> bool {
    let found = &compiled.card;
    let same_answer = match (&found.answer, &card.answer) {
        (crate::cards::Answer::Unanswered(one), crate::cards::Answer::Unanswered(other)) => {
            one.options == other.options
        }
        (one, other) => one == other,
    };
    found.kind == card.kind
        && found.prompt == card.prompt
        && same_answer
        && found.tags == card.tags
        && found.front() == card.front()
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
