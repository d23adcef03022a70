//! `srm cards`: the cards that a query chooses.

use crate::search::Sort;
use crate::store::{Direction, Found, Page, Store, StoredCard};
use crate::terminal::cards_view::{CardList, CardRow};
use clap::{Args, ValueEnum};

use super::super::choice;
use super::super::collection::open_to_read;
use super::super::context::Context;
use super::super::failure::Failure;
use super::cards_json;

/// How many digits of an id are shown: with 100,000 cards two share them once in a collection.
const ID_DIGITS: usize = 8;

/// Find cards
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm cards deck:Storage is:due              what is due in a deck and inside it
  srm cards 'prop:lapses>=4 OR prop:ease<1.8' --sort lapses --reverse

A query is words that all have to hold; OR, - (or NOT) and ( ) join them:
  word, \"two words\", wo*d     in the front or the back; * is anything, case does
                              not matter
  deck:NAME tag:NAME section:TEXT kind:question id:3f9c
  is:due new learning review young mature suspended buried retired unanswered
     flagged marked leech
  flag:1                      0 to 7, 0 for none
  prop:interval>=21           interval (ivl), due (in days), reps, lapses, ease;
                              = != < <= > >=
  added:7                     came, or was made in Anki, in the last 7 study
                              days
  rated:7 rated:7:again       graded in the last 7 study days; with this grade
Text with spaces or a colon stands in quotes: 'deck:\"AWS Storage\"'. Retired
cards are found only where the query says is:retired or id:. One word that is a
deck's name means that deck.")]
pub(in crate::cli) struct Cards {
    /// What to find; all cards without it
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    query: Vec<String>,
    /// The order
    #[arg(long, value_enum, default_value_t = Order::Deck)]
    sort: Order,
    /// The other way round
    #[arg(long)]
    reverse: bool,
    /// At most N cards
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    /// Leave out the first N cards
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: u32,
    /// Print one JSON object (format srm-cards)
    #[arg(long)]
    json: bool,
}

/// The order of a list of cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Order {
    /// By deck, then as in the document
    Deck,
    /// By due day, never answered last
    Due,
    /// By when they first came
    Added,
    /// By ease, the hardest first
    Ease,
    /// By lapses, the fewest first
    Lapses,
    /// By interval, the shortest first
    Interval,
    /// By answers, the fewest first
    Reps,
}

impl Order {
    fn sort(self) -> Sort {
        match self {
            Order::Deck => Sort::Deck,
            Order::Due => Sort::Due,
            Order::Added => Sort::Added,
            Order::Ease => Sort::Ease,
            Order::Lapses => Sort::Lapses,
            Order::Interval => Sort::Interval,
            Order::Reps => Sort::Reps,
        }
    }
}

impl Cards {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let today = context.today()?;
        if let Some(option) = self.query.iter().find(|word| word.starts_with("--")) {
            return Err(Failure::usage(format!("there is no option `{option}`"))
                .hint("`srm cards --help` lists them. To look for it, put it in quotes."));
        }
        let Some(store) = open_to_read(context)? else {
            choice::parse(&self.query.join(" "))?;
            return self.report_none(context);
        };
        let query = choice::query(&store, &self.query)?;
        let page = Page {
            limit: self.limit.unwrap_or(u32::MAX),
            offset: self.offset,
        };
        let direction = match self.reverse {
            true => Direction::Backward,
            false => Direction::Forward,
        };
        let found = store.search_cards(&query, today, self.sort.sort(), direction, page)?;
        if !found.is_empty() {
            return self.report(context, &store, &found);
        }
        self.report_none(context)?;
        if let Some(hint) = choice::slip_in_a_deck(&store, &query)? {
            context.flush()?;
            context.note(&hint);
        }
        Ok(())
    }

    fn report_none(&self, context: &mut Context) -> Result<(), Failure> {
        match self.json {
            true => cards_json::write(context, std::iter::empty()),
            false => Ok(context.out.line("No cards.")?),
        }
    }

    fn report(&self, context: &mut Context, store: &Store, found: &Found) -> Result<(), Failure> {
        if self.json {
            return cards_json::write(context, found.parts().map(|part| store.cards_found(part)));
        }
        let rows = |part| -> Result<Vec<CardRow>, Failure> {
            Ok(store.cards_found(part)?.iter().map(row).collect())
        };
        let mut list = CardList::new();
        // Of most lists there is one part, which is read once.
        let mut only = None;
        for part in found.parts() {
            let rows = rows(part)?;
            list.measure(&rows);
            only = (found.parts().len() == 1).then_some(rows);
        }
        list.show_header(&mut context.out)?;
        if let Some(rows) = only {
            return Ok(list.show(&mut context.out, &rows)?);
        }
        for part in found.parts() {
            list.show(&mut context.out, &rows(part)?)?;
        }
        Ok(())
    }
}

fn row(stored: &StoredCard) -> CardRow {
    let state = &stored.state;
    let mut marks = vec![state.maturity().name()];
    marks.extend(state.suspended.then_some("suspended"));
    marks.extend(stored.retired.then_some("retired"));
    marks.extend((state.flag.number() > 0).then_some("flagged"));
    marks.extend(state.marked.then_some("marked"));
    CardRow {
        id: stored.id.to_string().chars().take(ID_DIGITS).collect(),
        due: state.due,
        state: marks.join(", "),
        deck: stored.deck.to_string(),
        front: stored.card.front(),
    }
}
