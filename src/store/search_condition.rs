//! A query as a condition of SQL on the tables `memory` and `card`, or on `memory` alone where that
//! can tell. What a person typed is always a bound value and never a part of the statement.

use rusqlite::types::Value;

use crate::calendar::StudyDay;
use crate::cards::CardId;
use crate::review::MATURE_DAYS;
use crate::scheduler::{Grade, Quality};
use crate::search::{Compare, Mark, Pattern, Property, Query, Term};

use super::comparison::{Ends, comparison, in_json};
use super::leeches::Leeches;
use super::text_match;

/// How a pattern compares with the name of a deck or tag: with the name itself, and with the names of
/// what stands inside it.
fn itself_or_inside(pattern: &Pattern) -> (&'static str, [Value; 2]) {
    let (operator, name) = comparison(pattern, Ends::Closed);
    let mut inside = pattern.clone();
    inside.extend_by("::");
    let (_, inside) = comparison(&inside, Ends::OpenAfter);
    (operator, [Value::Text(name), Value::Text(inside)])
}

/// The table that is read first; the other one is read for what it chose alone, if at all. The rows of
/// `card` are several times as large: with 100,000 cards a question about states takes 21 ms where none is
/// read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum First {
    /// For what only the row of the card itself can tell.
    Card,
    /// For all else.
    Memory,
}

impl First {
    /// The one that a query asks for.
    pub(super) fn of(query: &Query) -> First {
        match asks_for_text(query) {
            true => First::Card,
            false => First::Memory,
        }
    }

    /// The number of the row that a card has in both tables.
    pub(super) fn row(self) -> &'static str {
        match self {
            First::Card => "card.id",
            First::Memory => "memory.card",
        }
    }
}

/// Whether something is asked that only the row of the card itself can tell.
fn asks_for_text(query: &Query) -> bool {
    match query {
        Query::All(queries) | Query::Any(queries) => queries.iter().any(asks_for_text),
        Query::Not(query) => asks_for_text(query),
        Query::Term(term) => match term {
            Term::Is(mark) => *mark == Mark::Unanswered,
            Term::Flag(_) | Term::Property(..) => false,
            _ => true,
        },
    }
}

/// Whether only due cards are chosen. None of them is retired, and to ask each row of `memory` again, which
/// the index of due cards does without, was two thirds of `srm cards --limit 50 is:due` of 13,202 due cards.
fn is_about_due(query: &Query) -> bool {
    match query {
        Query::All(queries) => queries.iter().any(is_about_due),
        Query::Any(queries) => !queries.is_empty() && queries.iter().all(is_about_due),
        Query::Not(_) => false,
        Query::Term(term) => *term == Term::Is(Mark::Due),
    }
}

/// A condition in the making.
pub(super) struct Condition<'a> {
    first: First,
    today: i64,
    leeches: &'a Leeches,
    sql: String,
    values: Vec<Value>,
}

impl<'a> Condition<'a> {
    /// The condition of a query, with its values.
    pub(super) fn of(query: &Query, today: StudyDay, leeches: &'a Leeches) -> (String, Vec<Value>) {
        let mut condition = Condition {
            first: First::of(query),
            today: today.number(),
            leeches,
            sql: String::new(),
            values: Vec::new(),
        };
        condition.add(query);
        // Behind the query: a look for text stops reading a row at the columns before.
        if !query.reaches_retired() && !is_about_due(query) {
            condition.sql.push_str(match condition.first {
                // With a sign, so that no index that happens to hold it is gone through for its sake.
                First::Card => " AND +card.retired = 0",
                First::Memory => " AND memory.retired = 0",
            });
        }
        (condition.sql, condition.values)
    }

    fn add(&mut self, query: &Query) {
        match query {
            Query::All(queries) => self.join(queries, " AND ", "1"),
            Query::Any(queries) => self.join(queries, " OR ", "0"),
            Query::Not(inner) => {
                self.sql.push_str("NOT ");
                self.add(inner);
            }
            Query::Term(term) => {
                self.sql.push('(');
                self.term(term);
                self.sql.push(')');
            }
        }
    }

    fn join(&mut self, queries: &[Query], word: &str, none: &str) {
        self.sql.push('(');
        for (number, query) in queries.iter().enumerate() {
            if number > 0 {
                self.sql.push_str(word);
            }
            self.add(query);
        }
        if queries.is_empty() {
            self.sql.push_str(none);
        }
        self.sql.push(')');
    }

    /// SQL that holds one value for each `?`.
    fn push(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push_str(sql);
        self.values.extend(values);
    }

    fn number(&mut self, sql: &str, number: i64) {
        self.push(sql, [Value::Integer(number)]);
    }

    fn term(&mut self, term: &Term) {
        match term {
            Term::Text(pattern) => self.text(pattern),
            Term::Deck(pattern) => self.deck(pattern),
            Term::Tag(pattern) => self.tag(pattern),
            Term::Section(pattern) => self.holds("card.section", &in_json(pattern)),
            Term::Kind(kind) => {
                self.push("card.kind = ?", [Value::Text(kind.name().to_owned())]);
            }
            Term::Is(mark) => self.mark(*mark),
            // As the index of flagged cards says it, which the planner needs to see.
            Term::Flag(flag) if *flag > 0 => {
                self.number("memory.flag > 0 AND memory.flag = ?", i64::from(*flag));
            }
            Term::Flag(_) => self.sql.push_str("memory.flag = 0"),
            Term::Id(prefix) => {
                let bound = |filler: &str| {
                    let digits = format!(
                        "{prefix}{}",
                        filler.repeat(32_usize.saturating_sub(prefix.len()))
                    );
                    // The parser lets through hexadecimal digits only.
                    let id = digits.parse::<CardId>().map(|id| id.bytes().to_vec());
                    Value::Blob(id.unwrap_or_default())
                };
                self.push("card.uid BETWEEN ? AND ?", [bound("0"), bound("f")]);
            }
            Term::Property(property, compare, number) => {
                self.property(*property, *compare, *number);
            }
            Term::Added(days) => {
                let first = self
                    .today
                    .saturating_sub(i64::from(*days).saturating_sub(1));
                // A card of which nobody knows the day was not added lately.
                self.number("ifnull(card.added_day >= ?, 0)", first);
            }
            Term::Rated(days, grade) => self.rated(*days, *grade),
        }
    }

    /// A column holds a text, whatever the case.
    fn holds(&mut self, column: &str, pattern: &Pattern) {
        let (operator, value) = comparison(pattern, Ends::Open);
        self.push(&format!("{column} {operator}"), [Value::Text(value)]);
    }

    /// Front or back.
    fn text(&mut self, pattern: &Pattern) {
        let call = "card_holds(card.prompt, card.keyed, card.section, card.answer, ?)";
        self.push(call, [Value::Text(text_match::written(pattern))]);
    }

    fn deck(&mut self, pattern: &Pattern) {
        let (operator, names) = itself_or_inside(pattern);
        self.push(
            &format!(
                "card.deck IN (SELECT id FROM deck AS named WHERE named.name {operator} \
                 OR named.name {operator})"
            ),
            names,
        );
    }

    fn tag(&mut self, pattern: &Pattern) {
        let (operator, names) = itself_or_inside(pattern);
        self.push(
            &format!(
                "card.tags <> '[]' AND EXISTS (SELECT 1 FROM json_each(card.tags) AS tag \
                 WHERE tag.value {operator} OR tag.value {operator})"
            ),
            names,
        );
    }

    /// A condition on the row `state` of `memory`. Where cards are read first it is a list of rows that an
    /// index gives: most cards are in none of these states.
    fn state(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        match self.first {
            First::Memory => self.push(&sql.replace("state.", "memory."), values),
            First::Card => self.push(
                &format!("card.id IN (SELECT state.card FROM memory AS state WHERE {sql})"),
                values,
            ),
        }
    }

    fn mark(&mut self, mark: Mark) {
        let mature = i64::from(MATURE_DAYS);
        match mark {
            Mark::Due => {
                let today = Value::Integer(self.today);
                self.state(
                    "state.askable = 1 AND state.suspended = 0 \
                     AND state.due_day IS NOT NULL AND state.due_day <= ? \
                     AND (state.buried_until IS NULL OR state.buried_until <= ?)",
                    [today.clone(), today],
                );
            }
            Mark::New => self.sql.push_str("memory.reviews = 0"),
            Mark::Learning => {
                self.sql
                    .push_str("memory.reviews > 0 AND memory.interval_days <= 1");
            }
            Mark::Review => self.sql.push_str(
                "memory.interval_days > 0 AND memory.reviews > 0 AND memory.interval_days > 1",
            ),
            Mark::Young => self.number(
                "memory.interval_days > 0 AND memory.reviews > 0 \
                 AND memory.interval_days > 1 AND memory.interval_days < ?",
                mature,
            ),
            Mark::Mature => self.number(
                "memory.interval_days > 0 AND memory.reviews > 0 AND memory.interval_days >= ?",
                mature,
            ),
            Mark::Suspended => self.sql.push_str("memory.suspended = 1"),
            Mark::Buried => self.state(
                "state.buried_until IS NOT NULL AND state.buried_until > ?",
                [Value::Integer(self.today)],
            ),
            Mark::Retired => self.sql.push_str("memory.retired = 1"),
            Mark::Unanswered => self.sql.push_str("card.answer GLOB '{\"unanswered\":*'"),
            Mark::Flagged => self.sql.push_str("memory.flag > 0"),
            Mark::Marked => self.sql.push_str("memory.marked = 1"),
            Mark::Leech => {
                let condition = self.leeches.condition(self.first.row());
                self.sql.push_str(&condition);
            }
        }
    }

    fn property(&mut self, property: Property, compare: Compare, number: i64) {
        let sign = match compare {
            Compare::Equal => "=",
            Compare::Unequal => "<>",
            Compare::Less => "<",
            Compare::AtMost => "<=",
            Compare::More => ">",
            Compare::AtLeast => ">=",
        };
        let (column, number) = match property {
            Property::Interval => ("memory.interval_days", number),
            Property::Due => ("memory.due_day", self.today.saturating_add(number)),
            Property::Reps => ("memory.reviews", number),
            Property::Lapses => ("memory.lapses", number),
            Property::Ease => ("memory.ease", number),
        };
        let condition = format!("{column} {sign} ?");
        let is_above_nothing = match compare {
            Compare::Equal | Compare::AtLeast => number > 0,
            Compare::More => number >= 0,
            Compare::Unequal | Compare::Less | Compare::AtMost => false,
        };
        match property {
            // As the indexes of those that have some say it, which the planner needs to see: with a
            // million cards, `prop:ivl>300` took 0.28 s without.
            Property::Interval | Property::Lapses if is_above_nothing => {
                self.number(&format!("{column} > 0 AND {condition}"), number);
            }
            // A card that was never answered has no due day: no comparison holds, and its negation does.
            Property::Due => self.number(&format!("ifnull({condition}, 0)"), number),
            _ => self.number(&condition, number),
        }
    }

    fn rated(&mut self, days: u32, grade: Option<Grade>) {
        let first = self.today.saturating_sub(i64::from(days).saturating_sub(1));
        let qualities: Vec<Value> = (0..=5)
            .filter_map(Quality::new)
            .filter(|quality| grade.is_none_or(|grade| quality.grade() == grade))
            .map(|quality| Value::Integer(i64::from(quality.number())))
            .collect();
        let places = vec!["?"; qualities.len()].join(", ");
        let today = self.today;
        self.push(
            &format!(
                "card.uid IN (SELECT event.card FROM event WHERE event.day BETWEEN ? AND ? \
                 AND event.kind = 'review' AND event.quality IN ({places}) \
                 AND NOT EXISTS (SELECT 1 FROM voided WHERE voided.event = event.id))"
            ),
            [Value::Integer(first), Value::Integer(today)]
                .into_iter()
                .chain(qualities),
        );
    }
}
