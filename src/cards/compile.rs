//! Compiling: a document in, a deck of cards and problems out. It never fails, whatever the text,
//! and its cost grows with the length of the document and nothing else.

use std::collections::HashMap;
use std::sync::Arc;

use crate::document::{Code, LineIndex, Passages, Problem, Span, inline, parse};

use super::card::{Answer, Card, Passage, Section};
use super::compiled::{Compiled, CompiledCard};
use super::deck::DeckName;
use super::identity::{CardId, Fingerprint, plain};
use super::page::Page;
use super::rules::{Draft, RULES};

/// The most passages shown on the back of an unanswered card.
const MOST_PASSAGES: usize = 3;

/// Compiles a document. Without a title of its own, the deck is called `fallback_name`.
pub fn compile(source: &str, fallback_name: &DeckName) -> Compiled {
    let document = parse(source);
    let page = Page::new(source, &document.blocks);
    let deck = page
        .title
        .and_then(|at| DeckName::new(&inline::name(page.text(at))))
        .unwrap_or_else(|| fallback_name.clone());
    let mut walk = Walk::new(&page);
    walk.run();
    let Walk {
        mut cards,
        mut problems,
        taken,
        ..
    } = walk;
    add_passages(&page, &deck, &taken, &mut cards);
    name_cards(&deck, &mut cards);
    problems.extend(duplicate_fronts(&cards));
    if cards.is_empty() {
        problems.push(no_cards());
    }
    problems.sort_by_key(|problem| problem.span);
    Compiled {
        deck,
        cards,
        problems,
    }
}

/// The way through the blocks, with the headings above and the cards so far.
struct Walk<'a> {
    page: &'a Page<'a>,
    lines: LineIndex,
    headings: Vec<(u8, String)>,
    section: Section,
    untagged: Arc<[String]>,
    cards: Vec<CompiledCard>,
    problems: Vec<Problem>,
    /// The blocks that a question took, which are no passages for another.
    taken: Vec<std::ops::Range<usize>>,
}

impl<'a> Walk<'a> {
    fn new(page: &'a Page<'a>) -> Walk<'a> {
        Walk {
            page,
            lines: LineIndex::new(page.source),
            headings: Vec::new(),
            section: Arc::from(Vec::new()),
            untagged: Arc::from(Vec::new()),
            cards: Vec::new(),
            problems: Vec::new(),
            taken: Vec::new(),
        }
    }

    fn run(&mut self) {
        let mut at = 0;
        while at < self.page.blocks.len() {
            match self.try_rules(at) {
                Some(end) => at = end.max(at + 1),
                None => {
                    self.heading(at);
                    at += 1;
                }
            }
        }
    }

    fn try_rules(&mut self, at: usize) -> Option<usize> {
        for rule in RULES {
            let Some(found) = (rule.apply)(self.page, at) else {
                continue;
            };
            for draft in found.drafts {
                self.add(draft, rule.name);
            }
            self.problems.extend(found.problems);
            if rule.name == "question" {
                self.taken.push(at..found.end);
            }
            return Some(found.end);
        }
        None
    }

    /// Enters the section that a heading opens.
    fn heading(&mut self, at: usize) {
        let Some(level) = self.page.heading_level(at) else {
            return;
        };
        if self.page.title == Some(at) {
            return;
        }
        while self
            .headings
            .last()
            .is_some_and(|(above, _)| *above >= level)
        {
            self.headings.pop();
        }
        let name = inline::name(self.page.text(at));
        if !name.is_empty() {
            self.headings.push((level, name));
        }
        self.section = self.headings.iter().map(|(_, name)| name.clone()).collect();
    }

    fn add(&mut self, draft: Draft, rule: &'static str) {
        let Draft {
            kind,
            prompt,
            answer,
            span,
        } = draft;
        let card = Card {
            kind,
            section: Arc::clone(&self.section),
            prompt,
            answer,
            tags: Arc::clone(&self.untagged),
            line: self.lines.line(span.start),
        };
        let fingerprint = Fingerprint::of(&card);
        // The id is born when the deck's name and the occurrence are known: see `name_cards`.
        let id = CardId::from_bytes(fingerprint.bytes());
        self.cards.push(CompiledCard {
            id,
            fingerprint,
            card,
            span,
            rule,
        });
    }
}

/// Gives each card its id: the n-th of equal cards in this deck.
fn name_cards(deck: &DeckName, cards: &mut [CompiledCard]) {
    let mut occurrences: HashMap<Fingerprint, u32> = HashMap::with_capacity(cards.len());
    for card in cards {
        let occurrence = occurrences.entry(card.fingerprint).or_default();
        card.id = CardId::born(deck, card.fingerprint, *occurrence);
        *occurrence += 1;
    }
}

/// Finds passages for the cards without an answer.
fn add_passages(
    page: &Page<'_>,
    deck: &DeckName,
    taken: &[std::ops::Range<usize>],
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
    let index = Passages::new(page.source, page.blocks, |at| {
        !is_taken(at) && !page.is_noise(at)
    });
    for card in cards {
        let question = card.card.prompt.text().to_owned();
        if let Answer::Unanswered { options, passages } = &mut card.card.answer {
            let asked = format!("{question} {}", options.join(" "));
            let found = index.best(&asked, deck.as_str(), MOST_PASSAGES);
            passages.extend(found.into_iter().map(|span: Span| Passage {
                text: page.passage(span),
                line: lines.line(span.start),
            }));
        }
    }
}

/// Cards that ask the same in the same words and answer differently.
fn duplicate_fronts(cards: &[CompiledCard]) -> Vec<Problem> {
    let mut seen: HashMap<String, &CompiledCard> = HashMap::with_capacity(cards.len());
    let mut problems = Vec::new();
    for card in cards {
        let front = plain(&card.card.front());
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
