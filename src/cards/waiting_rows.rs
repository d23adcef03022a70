//! The rows of tables that wait for their cards to be made: those of many small tables are made side by side as those of one
//! large table are. A learner's hundred tables would be made one after the other otherwise, by one processor.
//! What comes out is the same, in the same order, as one row after the other.

use std::ops::Range;
use std::sync::Arc;

use super::card::Section;
use super::folded_names::FoldedNames;
use super::making::{Made, Maker};
use super::page::Page;
use super::rules::{Rows, RuleName};
use super::side_by_side;
use super::wishes::Wishes;

/// From how many rows on no more are waited for: the pieces of several threads, so that the results of some are taken while others
/// are made.
const ENOUGH: usize = 4 * side_by_side::FEWEST;

/// A table, and what holds where it stands.
pub(super) struct Waiting {
    pub(super) rows: Rows,
    pub(super) rule: RuleName,
    pub(super) section: Section,
    pub(super) tags: Arc<[String]>,
    pub(super) wishes: Arc<Wishes>,
}

/// The tables that wait, in the order of the document.
#[derive(Default)]
pub(super) struct WaitingRows {
    /// Each with the number of rows up to its end.
    tables: Vec<(usize, Waiting)>,
    all: usize,
}

impl WaitingRows {
    /// Lets a table wait.
    pub(super) fn add(&mut self, page: &Page<'_>, table: Waiting) {
        self.all = self.all.saturating_add(table.rows.count(page));
        self.tables.push((self.all, table));
    }

    /// Whether no more should wait.
    pub(super) fn are_enough(&self) -> bool {
        self.all >= ENOUGH
    }

    /// Makes the cards of all of them and hands them over in order.
    pub(super) fn make(self, page: &Page<'_>, mut take: impl FnMut(Made)) {
        if self.all < side_by_side::FEWEST {
            let mut names = FoldedNames::alone();
            for (_, table) in &self.tables {
                let all = 0..table.rows.count(page);
                table.make(page, all, &mut names, &mut take);
            }
            return;
        }
        let make = |range: Range<usize>| self.make_some(page, &range);
        side_by_side::in_order(self.all, make, |made| made.into_iter().for_each(&mut take));
    }

    /// Makes the cards of a range of the rows of all tables.
    fn make_some(&self, page: &Page<'_>, range: &Range<usize>) -> Vec<Made> {
        let mut made = Vec::with_capacity(range.len());
        let mut names = FoldedNames::alone();
        let mut own = Own::default();
        let first = self.tables.partition_point(|(end, _)| *end <= range.start);
        for (end, table) in self.tables.iter().skip(first) {
            let begin = end.saturating_sub(table.rows.count(page));
            if begin >= range.end {
                break;
            }
            let some = range.start.max(begin)..range.end.min(*end);
            let some = some.start.saturating_sub(begin)..some.end.saturating_sub(begin);
            own.of(table)
                .make(page, some, &mut names, |card| made.push(card));
        }
        made
    }
}

/// What a thread has for itself: threads that count the users of one section wait for each other.
#[derive(Default)]
struct Own {
    section: Option<Copied>,
    tags: Option<Copied>,
}

/// A thing that several share, and this thread's copy of it.
struct Copied {
    shared: Arc<[String]>,
    own: Arc<[String]>,
}

impl Own {
    /// A table with a section, tags and names of this thread.
    fn of(&mut self, table: &Waiting) -> Waiting {
        Waiting {
            rows: table.rows.apart(),
            rule: table.rule,
            section: own(&mut self.section, &table.section),
            tags: own(&mut self.tags, &table.tags),
            wishes: Arc::clone(&table.wishes),
        }
    }
}

/// The copy of what is shared; the last one where it is of the same.
fn own(last: &mut Option<Copied>, shared: &Arc<[String]>) -> Arc<[String]> {
    if let Some(last) = last
        && Arc::ptr_eq(&last.shared, shared)
    {
        return Arc::clone(&last.own);
    }
    let own: Arc<[String]> = Arc::from(shared.to_vec());
    *last = Some(Copied {
        shared: Arc::clone(shared),
        own: Arc::clone(&own),
    });
    own
}

impl Waiting {
    /// Makes the cards of some of its rows.
    fn make(
        &self,
        page: &Page<'_>,
        some: Range<usize>,
        names: &mut FoldedNames,
        mut take: impl FnMut(Made),
    ) {
        let mut maker = Maker {
            section: Arc::clone(&self.section),
            tags: Arc::clone(&self.tags),
            wishes: &self.wishes,
            names,
        };
        self.rows
            .each(page, some, |draft| take(maker.make(draft, self.rule)));
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::side_by_side::FEWEST;
    use crate::cards::{Card, DeckName, compile};

    const ROWS: usize = 70;

    /// Tables of a section each, whose tags change half-way; a question behind each tenth where it is asked for.
    fn document(tables: usize, has_questions: bool) -> String {
        let mut text = "# Deck\n\n".to_owned();
        for table in 0..tables {
            if table == tables / 2 {
                text.push_str("<!-- srm: tags=second -->\n\n");
            }
            let _ = writeln!(
                text,
                "## Section {table}\n\n| Key {table} | Says |\n|---|---|"
            );
            for row in 0..ROWS {
                let _ = writeln!(text, "| key {table} {row} | says {row} |");
            }
            text.push('\n');
            if has_questions && table % 10 == 9 {
                let _ = writeln!(text, "### What is asked in {table}?\n\nThe answer.\n");
            }
        }
        text
    }

    fn cards_of(text: &str) -> Vec<Card> {
        let name = DeckName::new("Rows").expect("a name");
        let compiled = compile(text, &name);
        compiled.cards.into_iter().map(|card| card.card).collect()
    }

    fn assert_each_in_its_place(text: &str, cards: &[Card]) {
        let lines: Vec<&str> = text.lines().collect();
        for card in cards {
            let line = lines[card.line as usize - 1];
            assert!(line.contains(card.prompt.text()), "{line}: {card:?}");
            let before = &lines[..card.line as usize];
            let section = before
                .iter()
                .rev()
                .find_map(|line| line.strip_prefix("## "));
            assert_eq!(card.section.first().map(String::as_str), section);
            let is_second = before.contains(&"<!-- srm: tags=second -->");
            assert_eq!(card.tags.len(), usize::from(is_second), "{card:?}");
        }
        assert!(cards.is_sorted_by_key(|card| card.line));
    }

    #[test]
    fn cards_of_many_small_tables_stand_in_order_under_their_own_headings() {
        for tables in [3, FEWEST / ROWS + 2, 5 * FEWEST / ROWS + 2] {
            let text = document(tables, false);
            let cards = cards_of(&text);
            assert_eq!(cards.len(), tables * ROWS);
            assert_each_in_its_place(&text, &cards);
        }
    }

    #[test]
    fn a_question_between_tables_stands_between_their_cards() {
        let tables = 2 * FEWEST / ROWS;
        let text = document(tables, true);
        let cards = cards_of(&text);
        assert_eq!(cards.len(), tables * ROWS + tables / 10);
        assert_each_in_its_place(&text, &cards);
    }
}
