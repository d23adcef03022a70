//! The walk: once through the blocks, with the headings above and the author's wishes, asking each
//! rule in turn. Every block is taken by one rule at most.

use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use crate::document::{BlockKind, Code, LineCursor, Problem, Span, inline};

use super::card::{Answer, Kind, Prompt, Section};
use super::compiled::{CompiledCard, Offer};
use super::contents::contents_left_out;
use super::folded_names::FoldedNames;
use super::making::{Made, Maker};
use super::page::{LabelKind, Page};
use super::prompt::prompt_at;
use super::prompt_words::{tags_behind, without_tags};
use super::room::Room;
use super::rules::{Draft, RULES, Rows, RuleName};
use super::shared_case::shared_case;
use super::waiting_rows::{Waiting, WaitingRows};
use super::wishes::{Sidecar, Skip, Wishes, with_tags};

/// A heading above a card.
struct Heading {
    level: u8,
    name: String,
    tags: Vec<String>,
}

/// What is known on the way through a document.
pub(super) struct Walk<'a> {
    page: &'a Page<'a>,
    /// What holds from here on, or in the whole document.
    wishes: Arc<Wishes>,
    /// What holds for the next block only.
    next: Option<Wishes>,
    /// The level of the heading whose section is left out.
    skipping: Option<u8>,
    sidecar: Sidecar,
    sidecar_text: &'a str,
    lines: LineCursor<'a>,
    /// The case above the questions that come, until a heading ends it.
    case: Option<String>,
    /// The numbers of the questions that the case belongs to; none where it is all that follow.
    case_of: Option<RangeInclusive<u32>>,
    headings: Vec<Heading>,
    section: Section,
    /// The `#tags` behind the headings above.
    heading_tags: Vec<String>,
    /// The `#tags` behind the question that is made.
    prompt_tags: Vec<String>,
    /// Those of the rows that were made last.
    names: FoldedNames,
    /// Tables whose cards are made before the next other card.
    waiting: WaitingRows,
    /// What the cards may still hold.
    pub(super) room: Room,
    pub(super) cards: Vec<CompiledCard>,
    pub(super) problems: Vec<Problem>,
    /// Cards of kinds that were not asked for.
    pub(super) offers: Vec<Offer>,
    /// The blocks that a question took, which are no passages for another.
    pub(super) taken: Vec<Range<usize>>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        page: &'a Page<'a>,
        wishes: Wishes,
        sidecar: Sidecar,
        sidecar_text: &'a str,
    ) -> Walk<'a> {
        Walk {
            page,
            wishes: Arc::new(wishes),
            next: None,
            skipping: None,
            sidecar,
            sidecar_text,
            lines: LineCursor::new(page.source),
            case: None,
            case_of: None,
            headings: Vec::new(),
            section: Arc::from(Vec::new()),
            heading_tags: Vec::new(),
            prompt_tags: Vec::new(),
            names: FoldedNames::alone(),
            waiting: WaitingRows::default(),
            room: Room::of(page.source.len()),
            cards: Vec::new(),
            problems: Vec::new(),
            offers: Vec::new(),
            taken: Vec::new(),
        }
    }

    pub(super) fn run(&mut self) {
        let mut at = 0;
        while let Some(block) = self.page.block(at) {
            at = match block.kind {
                BlockKind::Comment => {
                    self.comment(block.text);
                    at.saturating_add(1)
                }
                _ if self.leaves_out(at) => at.saturating_add(1),
                _ => self.block(at),
            };
        }
        self.make_waiting();
    }

    /// Asks the rules; enters a section otherwise. Returns the next place.
    fn block(&mut self, at: usize) -> usize {
        if let Some(shared) = shared_case(self.page, at) {
            self.case = Some(shared.text);
            self.case_of = Some(shared.numbers);
            return shared.end;
        }
        let Some(end) = self.try_rules(at) else {
            self.heading(at);
            self.problems.extend(answer_to_nothing(self.page, at));
            self.problems.extend(contents_left_out(self.page, at));
            return at.saturating_add(1);
        };
        let end = end.max(at.saturating_add(1));
        // A comment behind an answer was taken with it. It is about what comes after.
        for taken in at..end {
            match self.page.block(taken) {
                Some(block) if block.kind == BlockKind::Comment => self.comment(block.text),
                _ => self.next = None,
            }
        }
        end
    }

    /// Takes the words of a comment. `kinds`, `deck` and `tags` hold from here on, the others for
    /// the block that comes next.
    fn comment(&mut self, text: Span) {
        let mut wishes = self.next.take().unwrap_or_else(|| (*self.wishes).clone());
        wishes.take(self.page.source, text, &mut self.problems);
        Arc::make_mut(&mut self.wishes).adopt_lasting(&wishes);
        self.next = Some(wishes);
    }

    /// Whether the block at a place is left out on the author's demand, said with a note.
    fn leaves_out(&mut self, at: usize) -> bool {
        let level = self.page.heading_level(at);
        if let (Some(section), Some(level)) = (self.skipping, level)
            && level <= section
        {
            self.skipping = None;
        }
        if self.skipping.is_some() {
            return true;
        }
        if !self
            .next
            .as_ref()
            .is_some_and(|wishes| wishes.skip == Skip::Next)
        {
            return false;
        }
        self.next = None;
        if level.is_some() {
            self.skipping = level;
        }
        let span = self
            .page
            .block(at)
            .map_or(Span::default(), |block| block.text);
        self.problems.push(left_out(span));
        true
    }

    fn try_rules(&mut self, at: usize) -> Option<usize> {
        for rule in RULES {
            let wishes = self.next.as_ref().unwrap_or(&self.wishes);
            let Some(found) = (rule.apply)(self.page, at, wishes) else {
                continue;
            };
            if rule.name == RuleName::Scenario {
                self.case = found.case;
                self.case_of = None;
            }
            let is_open = |draft: &Draft| matches!(draft.answer, Answer::Unanswered(_));
            if rule.name == RuleName::Question || found.drafts.iter().any(is_open) {
                self.taken.push(at..found.end);
            }
            if rule.name == RuleName::Question && self.is_of_another(at) {
                self.case = None;
            }
            if rule.name == RuleName::Question {
                self.prompt_tags = tags_behind(self.page.text(at)).map(str::to_owned).collect();
            }
            for draft in found.drafts {
                let draft = match rule.name {
                    RuleName::Question => self.under_case(draft),
                    _ => draft,
                };
                self.add(draft, rule.name);
            }
            if let Some(rows) = found.rows {
                self.add_rows(rows, rule.name);
            }
            self.prompt_tags.clear();
            self.problems.extend(found.problems);
            return Some(found.end);
        }
        None
    }

    /// Whether the case above belongs to numbered questions of which the one at a place is none.
    fn is_of_another(&self, at: usize) -> bool {
        let numbers = self.case.as_ref().and(self.case_of.as_ref());
        numbers.is_some_and(|numbers| {
            let number = prompt_at(self.page, at).and_then(|start| start.number);
            number.is_none_or(|number| !numbers.contains(&number))
        })
    }

    /// A question with the case it is about above it.
    fn under_case(&self, draft: Draft) -> Draft {
        match (&self.case, draft.prompt) {
            (Some(case), Prompt::Text(text)) => Draft {
                prompt: Prompt::Text(format!("{case}\n\n{text}").into()),
                ..draft
            },
            (_, prompt) => Draft { prompt, ..draft },
        }
    }

    /// Enters the section that a heading opens.
    fn heading(&mut self, at: usize) {
        let Some(level) = self.page.heading_level(at) else {
            return;
        };
        let text = self.page.text(at);
        let name = inline::name(without_tags(text));
        if let Some(words) = self.sidecar.words(&name) {
            let mut wishes = (*self.wishes).clone();
            // The sidecar's own problems were reported when it was read.
            wishes.take(self.sidecar_text, words, &mut Vec::new());
            match wishes.skip {
                Skip::Next => {
                    self.skipping = Some(level);
                    let span = self
                        .page
                        .block(at)
                        .map_or(Span::default(), |block| block.text);
                    self.problems.push(left_out(span));
                }
                Skip::No => self.next = Some(wishes),
            }
        }
        self.case = None;
        let tags: Vec<String> = tags_behind(text).map(str::to_owned).collect();
        if self.page.title == Some(at) {
            // What the title is tagged with, all cards are.
            let all = with_tags(&self.wishes.tags, tags.iter().map(String::as_str));
            Arc::make_mut(&mut self.wishes).tags = all;
            return;
        }
        while self
            .headings
            .last()
            .is_some_and(|above| above.level >= level)
        {
            self.headings.pop();
        }
        if !name.is_empty() {
            self.headings.push(Heading { level, name, tags });
        }
        let names = self.headings.iter().map(|above| above.name.clone());
        self.section = names.collect();
        let tags = self.headings.iter().flat_map(|above| &above.tags);
        self.heading_tags = tags.cloned().collect();
    }

    /// The tags of a card made here: the author's wishes, and those behind headings and question.
    fn tags(&self) -> Arc<[String]> {
        let behind = self.heading_tags.iter().chain(&self.prompt_tags);
        with_tags(&self.wishes.tags, behind.map(String::as_str))
    }

    /// The rows of a table, which wait until there are enough to be made side by side: that takes about half the time.
    fn add_rows(&mut self, rows: Rows, rule: RuleName) {
        let table = Waiting {
            rows,
            rule,
            section: Arc::clone(&self.section),
            tags: self.tags(),
            wishes: Arc::clone(&self.wishes),
        };
        self.waiting.add(self.page, table);
        if self.waiting.are_enough() {
            self.make_waiting();
        }
    }

    fn make_waiting(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        waiting.make(self.page, |made| self.take(made));
    }

    fn add(&mut self, draft: Draft, rule: RuleName) {
        self.make_waiting();
        let mut maker = Maker {
            section: Arc::clone(&self.section),
            tags: self.tags(),
            wishes: &self.wishes,
            names: &mut self.names,
        };
        let made = maker.make(draft, rule);
        self.take(made);
    }

    fn take(&mut self, made: Made) {
        match made {
            Made::Card(made) => match self.room.take(&made.card) {
                Ok(()) => self.keep(made),
                Err(why) => self.problems.push(why.at(made.span)),
            },
            Made::Long(made) => match self.room.take(&made.card) {
                Ok(()) => {
                    let known = made.known(&mut self.names);
                    self.keep(known);
                }
                Err(why) => self.problems.push(why.at(made.span)),
            },
            Made::Offer(kind) => self.offer(kind),
            Made::Nothing(span) => self.problems.push(Problem {
                code: Code::Skipped,
                span,
                message: "one side of this card would be empty; no card was made".into(),
                hint: None,
            }),
        }
    }

    fn keep(&mut self, mut made: CompiledCard) {
        made.card.line = self.lines.line(made.span.start());
        self.cards.push(made);
    }

    fn offer(&mut self, kind: Kind) {
        match self.offers.iter_mut().find(|offer| offer.kind == kind) {
            Some(offer) => offer.cards = offer.cards.saturating_add(1),
            None => self.offers.push(Offer { kind, cards: 1 }),
        }
    }
}

fn left_out(span: Span) -> Problem {
    Problem {
        code: Code::Skipped,
        span,
        message: "left out on demand".into(),
        hint: None,
    }
}

/// `A: …` that no rule took: somebody meant it to be on a card.
fn answer_to_nothing(page: &Page<'_>, at: usize) -> Option<Problem> {
    if page.label_kind(at) != LabelKind::Answer || page.survey.is_key(at) {
        return None;
    }
    let found = page.label(at)?;
    let says = !found.rest.text(page.source).is_empty();
    says.then(|| Problem {
        code: Code::Skipped,
        span: found.name.to(found.rest),
        message: "this answer stands under no question".into(),
        hint: Some("a question ends in `?` or begins with `Q:`".into()),
    })
}
