//! The rules that make cards, one a file. The list is tried in order at each block; the first rule
//! that fits takes its blocks. A rule must look at a block only as often as it takes it, so that
//! compiling stays linear in the document.

mod cloze;
mod definition;
mod list;
mod marked;
mod part;
mod question;
mod scenario;
mod table;
mod table_about;
mod table_compared;
mod table_dates;
mod table_groups;
mod table_key;
mod table_marks;
mod table_matching;
mod table_plans;
mod table_reason;
mod table_questions;
mod table_scores;
mod table_shape;

use crate::document::{Problem, Span};

pub(super) use table::Rows;

use super::card::{Answer, Kind, Prompt};
use super::page::Page;
use super::wishes::Wishes;

/// A card before it has a section, tags and an id.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) prompt: Prompt,
    pub(super) answer: Answer,
    pub(super) span: Span,
    pub(super) origin: Origin,
}

/// Why a card is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// By its structure; kinds that are poor cards are made only on demand.
    Structure,
    /// The author marked it as a card.
    Author,
}

/// What a rule made of the blocks from where it was asked up to `end`.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The first block it did not take; always past where it was asked.
    pub(super) end: usize,
    pub(super) drafts: Vec<Draft>,
    /// A table whose rows are read one by one: the drafts of a large one, all at once, took more
    /// memory than the document.
    pub(super) rows: Option<table::Rows>,
    pub(super) problems: Vec<Problem>,
    /// The case that the questions after it share.
    pub(super) case: Option<String>,
}

impl Found {
    /// One card; the next rule goes on at `end`.
    pub(super) fn card(end: usize, draft: Draft) -> Found {
        Found {
            end,
            drafts: vec![draft],
            ..Found::default()
        }
    }
}

/// A rule: what it is called, and what it makes of the blocks from a place on.
pub(super) struct Rule {
    pub(super) name: RuleName,
    pub(super) apply: fn(&Page<'_>, usize, &Wishes) -> Option<Found>,
}

/// All rules, the most specific first.
pub(super) static RULES: &[Rule] = &[
    rule(RuleName::Table, table::apply),
    rule(RuleName::Cloze, cloze::apply),
    rule(RuleName::Marked, marked::apply),
    rule(RuleName::Scenario, scenario::apply),
    rule(RuleName::Question, part::apply),
    rule(RuleName::Question, question::apply),
    rule(RuleName::Definition, definition::apply),
    rule(RuleName::List, list::apply),
];

const fn rule(name: RuleName, apply: fn(&Page<'_>, usize, &Wishes) -> Option<Found>) -> Rule {
    Rule { name, apply }
}

/// Which rule made a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleName {
    /// Rows of tables.
    Table,
    /// Sentences with a part left out.
    Cloze,
    /// What the author parted himself.
    Marked,
    /// Situations.
    Scenario,
    /// Everything that asks.
    Question,
    /// Terms and meanings.
    Definition,
    /// Lists under a line.
    List,
}

impl RuleName {
    /// The rule's name, as `--explain` says it.
    pub fn name(self) -> &'static str {
        match self {
            RuleName::Table => "table",
            RuleName::Cloze => "cloze",
            RuleName::Marked => "marked",
            RuleName::Scenario => "scenario",
            RuleName::Question => "question",
            RuleName::Definition => "definition",
            RuleName::List => "list",
        }
    }

    /// What the rule does, in one clause.
    pub fn summary(self) -> &'static str {
        match self {
            RuleName::Table => "the first column of a row is asked for, the others answer",
            RuleName::Cloze => "a part that the author marked is left out of its sentence",
            RuleName::Marked => "the author separated prompt and answer by `::` or a line `?`",
            RuleName::Scenario => "a described situation, with its labelled answers",
            RuleName::Question => {
                "a text that asks, with what stands under it up to the next question or heading"
            }
            RuleName::Definition => "a term and its meaning, in bold or marked by the author",
            RuleName::List => "a line that ends in a colon, with the items under it",
        }
    }
}
