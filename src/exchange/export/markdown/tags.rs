//! Where the tags of cards stand in a document: those of all cards in its front matter, the others
//! behind the heading above them. What stands behind a question is in the question already.

use crate::cards::Card;

/// The tags that all of some cards have.
pub(super) fn common(cards: &[&Card]) -> Vec<String> {
    let Some((first, others)) = cards.split_first() else {
        return Vec::new();
    };
    let mut tags = first.tags.to_vec();
    for card in others {
        tags.retain(|tag| card.tags.contains(tag));
    }
    tags
}

/// The tags of a card that neither all cards have nor its own text gives it.
pub(super) fn own(card: &Card, all: &[String]) -> Vec<String> {
    let words: Vec<&str> = card.prompt.text().split_whitespace().collect();
    let is_said = |tag: &String| {
        let mark = words.iter().any(|word| word.strip_prefix('#') == Some(tag));
        mark || all.contains(tag)
    };
    let tags = card.tags.iter();
    tags.filter(|tag| !is_said(tag)).cloned().collect()
}

/// Tags as they stand behind a heading.
pub(super) fn marks(tags: &[String]) -> String {
    tags.iter().map(|tag| format!(" #{tag}")).collect()
}
