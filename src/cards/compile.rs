//! Compiling: a document in, a deck of cards and problems out. It never fails, whatever the text,
//! and its cost grows with the length of the document and nothing else.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::document::{
    BlockKind, Code, LineIndex, Passages, Problem, Span, Unended, UnendedKind, inline, parse,
};

use super::card::{Answer, Card, Kind, Passage};
use super::compiled::{Compiled, CompiledCard};
use super::deck::DeckName;
use super::folded::folded;
use super::folded_names::FoldedNames;
use super::identity::{Cradle, Fingerprint};
use super::page::Page;
use super::part_lines;
use super::plain::{plain, plain_into};
use super::prompt_words::{is_one_of, without_tags};
use super::repeated::repeated;
use super::room::Room;
use super::side_by_side;
use super::walk::Walk;
use super::wishes::{Sidecar, Skip, Wishes};

/// The most passages shown on the back of an unanswered card.
const MOST_PASSAGES: usize = 3;

/// The fewest words of a passage, and the most characters of a text with fewer that only names.
const FEWEST_WORDS: usize = 4;
const LONGEST_NAME: usize = 25;

/// The most bytes of an answer that a person can recall as one; about a screen of text.
const LONGEST_ANSWER: usize = 2000;

/// The most words of a prompt that is checked for pointing at something outside of it.
const LONGEST_POINTING: usize = 14;

/// The words that point at something.
const POINTING: [&str; 5] = ["these", "those", "its", "above", "previous"];

/// What to compile a document with.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The deck's name where the document has none.
    pub fallback_name: &'a DeckName,
    /// Words from the command line, such as `kinds=+definition`; they count most.
    pub words: &'a str,
    /// The text of the file beside the document, which counts least.
    pub sidecar: &'a str,
}

/// Compiles a document. Without a title of its own, the deck is called `fallback_name`.
pub fn compile(source: &str, fallback_name: &DeckName) -> Compiled {
    compile_with(
        source,
        &Request {
            fallback_name,
            words: "",
            sidecar: "",
        },
    )
}

/// Compiles a document as asked.
pub fn compile_with(source: &str, request: &Request<'_>) -> Compiled {
    let mut document = parse(source);
    part_lines::mark(source, &mut document.blocks);
    let page = Page::new(source, &document.blocks);
    let mut problems = Vec::new();
    let mut elsewhere = Vec::new();
    let mut wishes = Wishes::default();
    let sidecar = Sidecar::read(request.sidecar, &mut wishes, &mut elsewhere);
    if let Some(text) = document.front_matter {
        wishes.take_front_matter(source, text, &mut problems);
    }
    let asked = Span::new(0, request.words.len());
    wishes.take(request.words, asked, &mut elsewhere);
    wishes.skip = Skip::No;
    let given_name = wishes.deck.clone();
    let mut walk = Walk::new(&page, wishes, sidecar, request.sidecar);
    walk.run();
    let Walk {
        mut cards,
        problems: found,
        offers,
        taken,
        mut room,
        ..
    } = walk;
    problems.extend(found);
    let titled = page
        .title
        .and_then(|at| DeckName::new(&inline::name(without_tags(page.text(at)))));
    let deck = given_name
        .or(titled)
        .unwrap_or_else(|| request.fallback_name.clone());
    add_passages(&page, &deck, (&taken, &mut room), &mut cards);
    // The cards stand alone now; what follows needs memory of its own.
    drop((page, taken));
    drop(document.blocks);
    name_cards(&deck, &mut cards);
    problems.extend(duplicate_fronts(&cards));
    problems.extend(long_answers(&cards));
    problems.extend(document.unended.map(unended));
    problems.extend(ambiguous(&cards));
    if cards.is_empty() {
        problems.push(no_cards());
    }
    problems.sort_by_key(|problem| problem.span);
    Compiled {
        deck,
        cards,
        problems,
        elsewhere,
        offers,
    }
}

/// Gives each card its id: the n-th of equal cards in this deck.
fn name_cards(deck: &DeckName, cards: &mut [CompiledCard]) {
    let cradle = Cradle::of(deck);
    for card in cards.iter_mut() {
        card.id = cradle.birth(card.fingerprint, 0);
    }
    let key = |card: &CompiledCard| {
        let [a, b, c, d, ..] = card.fingerprint.bytes();
        u32::from_be_bytes([a, b, c, d])
    };
    let mut occurrences: HashMap<Fingerprint, u32> = HashMap::new();
    for at in repeated(cards.iter().map(key)) {
        let Some(card) = cards.get_mut(at) else {
            continue;
        };
        let occurrence = occurrences.entry(card.fingerprint).or_default();
        if *occurrence > 0 {
            card.id = cradle.birth(card.fingerprint, *occurrence);
        }
        *occurrence = occurrence.saturating_add(1);
    }
}

/// Finds passages for the cards without an answer, as long as there is room for them.
fn add_passages(
    page: &Page<'_>,
    deck: &DeckName,
    (taken, room): (&[std::ops::Range<usize>], &mut Room),
    cards: &mut [CompiledCard],
) {
    if !cards.iter().any(|card| card.card.is_unanswered()) {
        return;
    }
    let lines = LineIndex::new(page.source);
    let is_taken = |at: usize| {
        let next = taken.partition_point(|range| range.start <= at);
        next.checked_sub(1)
            .and_then(|last| taken.get(last))
            .is_some_and(|range| range.contains(&at))
    };
    let questions = cards.iter().filter_map(asked_of);
    let index = Passages::new(page.source, page.blocks, deck.as_str(), questions, |at| {
        !is_taken(at) && !page.is_noise(at) && may_answer(page, at)
    });
    if index.is_empty() {
        return;
    }
    for card in cards {
        let asked = asked_of(card);
        if let (Some(asked), Answer::Unanswered(open)) = (asked, &mut card.card.answer) {
            let found = index.best(&asked, MOST_PASSAGES);
            let found = found.into_iter().map(|span: Span| Passage {
                text: page.passage(span),
                line: lines.line(span.start()),
            });
            open.passages
                .extend(found.take_while(|passage| room.take_bytes(passage.text.len())));
        }
    }
}

/// What a card without an answer asks, with its options.
fn asked_of(card: &CompiledCard) -> Option<String> {
    let Answer::Unanswered(open) = &card.card.answer else {
        return None;
    };
    let question = card.card.prompt.text();
    Some(format!("{question} {}", open.options.join(" ")))
}

/// Whether what stands at a place can say something: the name of a section or of a thing says nothing
/// of it.
fn may_answer(page: &Page<'_>, at: usize) -> bool {
    let is_line = page
        .block(at)
        .is_some_and(|block| matches!(block.kind, BlockKind::Line | BlockKind::Item { .. }));
    let text = page.text(at);
    let is_name = text.split_whitespace().count() < FEWEST_WORDS
        && text.len() < 4 * LONGEST_NAME
        && text.chars().count() < LONGEST_NAME
        && !text.contains(':');
    !(is_line && is_name)
}

/// Cards that ask the same in the same words and answer differently.
fn duplicate_fronts(cards: &[CompiledCard]) -> Vec<Problem> {
    let keys = |range: std::ops::Range<usize>| {
        let (mut start, mut folded) = (String::new(), String::new());
        let mut names = FoldedNames::asked();
        let key = |card: &CompiledCard| {
            start.clear();
            card.card.front_start_into(&mut start);
            folded.clear();
            plain_into(&start, &mut folded);
            ask_names(&card.card, &mut names, &mut folded);
            // Half of the hash; which cards are compared as a whole, never what is found.
            let mut hasher = DefaultHasher::new();
            folded.hash(&mut hasher);
            (hasher.finish() >> 32) as u32
        };
        cards
            .get(range)
            .unwrap_or_default()
            .iter()
            .map(key)
            .collect::<Vec<u32>>()
    };
    let mut all = Vec::with_capacity(cards.len());
    match cards.len() < side_by_side::FEWEST {
        true => all = keys(0..cards.len()),
        false => side_by_side::in_order(cards.len(), keys, |some| all.extend(some)),
    }
    let mut seen: HashMap<String, &CompiledCard> = HashMap::new();
    let mut problems = Vec::new();
    for card in answered_differently(cards, &all) {
        let front = front_to_compare(card);
        match seen.get(&front) {
            Some(first) if first.fingerprint != card.fingerprint => problems.push(Problem {
                code: Code::DuplicateFront,
                span: card.span,
                message: format!(
                    "line {} asks the same and answers differently",
                    first.card.line
                )
                .into(),
                hint: Some("say in the question what sets the two apart".into()),
            }),
            Some(_) => {}
            None => {
                seen.insert(front, card);
            }
        }
    }
    problems
}

/// Adds the names that a card asks for to what stands before them on its front, as [`plain`] folds the whole.
fn ask_names(card: &Card, names: &mut FoldedNames, front: &mut String) {
    let Some(fields) = card.asked_fields() else {
        return;
    };
    let names = names.of(fields);
    for (place, _) in fields.placed() {
        let asked = names.get(place).map_or("", String::as_str);
        if !asked.is_empty() && !front.is_empty() {
            front.push(' ');
        }
        front.push_str(asked);
    }
}

/// The cards that may ask what another one asks, and answer differently; their keys are those of their
/// fronts. Where all cards of a key are the same, as in a list of one line, no front is put together.
fn answered_differently<'a>(cards: &'a [CompiledCard], keys: &[u32]) -> Vec<&'a CompiledCard> {
    let mut first: HashMap<u32, Fingerprint> = HashMap::new();
    let mut differ: HashSet<u32> = HashSet::new();
    let all: Vec<(u32, &CompiledCard)> = repeated(keys.iter().copied())
        .into_iter()
        .filter_map(|at| Some((*keys.get(at)?, cards.get(at)?)))
        .collect();
    for (key, card) in &all {
        if *first.entry(*key).or_insert(card.fingerprint) != card.fingerprint {
            differ.insert(*key);
        }
    }
    let found = all.into_iter().filter(|(key, _)| differ.contains(key));
    found.map(|(_, card)| card).collect()
}

/// Short prompts that point at something which is not on the card.
fn ambiguous(cards: &[CompiledCard]) -> impl Iterator<Item = Problem> + '_ {
    let points_away = |card: &&CompiledCard| {
        if card.card.kind != Kind::Question {
            return false;
        }
        let text = folded(card.card.prompt.text());
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        let is_short = words.clone().nth(LONGEST_POINTING).is_none();
        is_short && words.any(|word| is_one_of(word, &POINTING))
    };
    cards.iter().filter(points_away).map(|card| Problem {
        code: Code::AmbiguousQuestion,
        span: card.span,
        message: "this question points at something that is not on the card".into(),
        hint: Some("name the thing in the question".into()),
    })
}

/// Answers too long to be recalled as one.
fn long_answers(cards: &[CompiledCard]) -> impl Iterator<Item = Problem> + '_ {
    let length = |card: &CompiledCard| match &card.card.answer {
        Answer::Text(text) => text.len(),
        Answer::Fields(fields) => fields.text_length(),
        Answer::Choices(_) | Answer::Unanswered(_) => 0,
    };
    cards
        .iter()
        .filter(move |card| length(card) > LONGEST_ANSWER)
        .map(|card| Problem {
            code: Code::LongAnswer,
            span: card.span,
            message: "this answer is long to recall as one".into(),
            hint: Some("split the question, or `<!-- srm: split -->` above a table".into()),
        })
}

/// A front as two cards share it. In code and in single letters case is all there is.
fn front_to_compare(card: &CompiledCard) -> String {
    let front = card.card.front();
    let key = card.card.prompt.text();
    if key.contains('`') || key.chars().count() <= 2 {
        front
    } else {
        plain(&front)
    }
}

/// What never ends holds the rest of the document, and so no card comes from there.
fn unended(it: Unended) -> Problem {
    let (what, hint) = match it.kind {
        UnendedKind::Code => ("code", "put a line with the same marks behind the code"),
        UnendedKind::Comment => ("comment", "put `-->` behind the comment"),
    };
    Problem {
        code: Code::Unended,
        span: it.opening,
        message: format!("this {what} never ends, so all that follows is inside of it").into(),
        hint: Some(hint.into()),
    }
}

fn no_cards() -> Problem {
    Problem {
        code: Code::NoCards,
        span: Span::new(0, 0),
        message: "no card could be made from this document".into(),
        hint: Some(
            "cards come from table rows, `Scenario:` and questions such as `Q: …` with `A: …`"
                .into(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_front_is_folded_in_parts_as_it_is_in_one() {
        let source = "# T\n\n## 2. Part of `it`\n\n| K | **Who**  does | 3. How many? | _ |\n|---|---|---|---|\n| 1. Ab | c | d | e |\n\
            | Ä b | c | | e |\n| ~ x | | d | |\n\nQ: 1) Who? \n\nA: me\n";
        let compiled = compile(source, &DeckName::new("Notes").unwrap());
        assert_eq!(compiled.cards.len(), 4);
        let mut names = FoldedNames::asked();
        for CompiledCard { card, .. } in &compiled.cards {
            let mut start = String::new();
            card.front_start_into(&mut start);
            let mut folded = plain(&start);
            ask_names(card, &mut names, &mut folded);
            assert_eq!(folded, plain(&card.front()));
        }
    }
}
