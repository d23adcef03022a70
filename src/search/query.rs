//! What a query means.

use crate::cards::Kind;
use crate::scheduler::Grade;

use super::pattern::Pattern;

/// A choice of cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Cards that all of these choose; every card when there are none.
    All(Vec<Query>),
    /// Cards that one of these chooses.
    Any(Vec<Query>),
    /// Cards that this does not choose.
    Not(Box<Query>),
    /// Cards of which this holds.
    Term(Term),
}

/// One thing that holds of a card or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// The front or the back holds this text.
    Text(Pattern),
    /// The deck has this name, or stands inside one that has it.
    Deck(Pattern),
    /// A tag is this, or stands inside it.
    Tag(Pattern),
    /// A heading above the card holds this text.
    Section(Pattern),
    /// The card is of this kind.
    Kind(Kind),
    /// The card is this.
    Is(Mark),
    /// The card carries this flag, 0 for none.
    Flag(u8),
    /// The id begins with these hexadecimal digits, of which there are 1 to 32.
    Id(String),
    /// A number of the card compares so; ease in hundredths, due in days from today.
    Property(Property, Compare, i64),
    /// The card was added within this many study days, today included.
    Added(u32),
    /// The card was graded within this many study days, today included; with this grade, where given.
    Rated(u32, Option<Grade>),
}

/// What a card can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Its day has come, and it can be asked.
    Due,
    /// Never answered.
    New,
    /// Answered, interval of at most a day.
    Learning,
    /// Answered, interval of two days or more.
    Review,
    /// Interval of 2 to 20 days.
    Young,
    /// Interval of 21 days or more.
    Mature,
    /// Kept out of reviews by the learner.
    Suspended,
    /// Not asked before a later day.
    Buried,
    /// Gone from its document.
    Retired,
    /// Without an answer in its document.
    Unanswered,
    /// With a flag.
    Flagged,
    /// With the mark.
    Marked,
    /// Forgotten again and again.
    Leech,
}

/// A number of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// The interval, in days.
    Interval,
    /// Days from today to the day it is due; negative when overdue.
    Due,
    /// Graded answers.
    Reps,
    /// Lapses.
    Lapses,
    /// The ease factor, in hundredths.
    Ease,
}

/// How numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// The order of what is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By deck, then as in the document.
    #[default]
    Deck,
    /// By due day, cards without one last.
    Due,
    /// By when the card first came.
    Added,
    /// By ease, the hardest first.
    Ease,
    /// By lapses, the fewest first.
    Lapses,
    /// By interval, the shortest first.
    Interval,
    /// By graded answers, the fewest first.
    Reps,
}

impl Query {
    /// Both this and that.
    #[must_use]
    pub fn and(self, other: Query) -> Query {
        Query::All(vec![self, other])
    }

    /// The decks that it names.
    pub fn decks(&self) -> Vec<&Pattern> {
        match self {
            Query::All(queries) | Query::Any(queries) => {
                queries.iter().flat_map(Query::decks).collect()
            }
            Query::Not(query) => query.decks(),
            Query::Term(Term::Deck(deck)) => vec![deck],
            Query::Term(_) => Vec::new(),
        }
    }

    /// Whether it asks whether cards are this.
    pub fn asks(&self, mark: Mark) -> bool {
        match self {
            Query::All(queries) | Query::Any(queries) => {
                queries.iter().any(|query| query.asks(mark))
            }
            Query::Not(query) => query.asks(mark),
            Query::Term(term) => *term == Term::Is(mark),
        }
    }

    /// Whether the query asks about retired cards, or names a card. Any other is about cards that
    /// are in their documents.
    pub fn reaches_retired(&self) -> bool {
        match self {
            Query::All(queries) | Query::Any(queries) => queries.iter().any(Query::reaches_retired),
            Query::Not(query) => query.reaches_retired(),
            Query::Term(term) => matches!(term, Term::Is(Mark::Retired) | Term::Id(_)),
        }
    }
}
