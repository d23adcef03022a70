//! `srm cards`: the cards that a query chooses.

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::search::Sort;
use crate::store::{Direction, Page, StoredCard};
use crate::terminal::cards_view::{self, CardRow};

use super::super::choice;
use super::super::collection::open_to_read;
use super::super::context::Context;
use super::super::failure::Failure;
use super::write_json;

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
            return self.report(context, &[]);
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
        self.report(context, &found)?;
        if found.is_empty()
            && let Some(hint) = choice::slip_in_a_deck(&store, &query)?
        {
            context.flush()?;
            context.note(&hint);
        }
        Ok(())
    }

    fn report(&self, context: &mut Context, cards: &[StoredCard]) -> Result<(), Failure> {
        if self.json {
            let report = CardsJson {
                format: "srm-cards",
                version: 1,
                cards: cards.iter().map(CardJson::new).collect(),
            };
            return write_json(context, &report);
        }
        if cards.is_empty() {
            return Ok(context.out.line("No cards.")?);
        }
        let rows: Vec<CardRow> = cards.iter().map(row).collect();
        Ok(cards_view::show(&mut context.out, &rows)?)
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

#[derive(Serialize)]
struct CardsJson<'a> {
    format: &'static str,
    version: u32,
    cards: Vec<CardJson<'a>>,
}

#[derive(Serialize)]
struct CardJson<'a> {
    id: String,
    deck: &'a str,
    kind: &'static str,
    front: String,
    back: String,
    section: &'a [String],
    line: u32,
    due: Option<String>,
    state: &'static str,
    interval_days: u32,
    ease: f64,
    reps: u32,
    lapses: u32,
    suspended: bool,
    retired: bool,
    flag: u8,
    marked: bool,
    tags: &'a [String],
}

impl<'a> CardJson<'a> {
    fn new(stored: &'a StoredCard) -> CardJson<'a> {
        let (card, state) = (&stored.card, &stored.state);
        CardJson {
            id: stored.id.to_string(),
            deck: stored.deck.as_str(),
            kind: card.kind.name(),
            front: card.front(),
            back: card.back(),
            section: &card.section,
            line: card.line,
            due: state.due.map(|due| due.to_string()),
            state: state.maturity().name(),
            interval_days: state.memory.interval.days(),
            ease: f64::from(state.memory.ease().hundredths()) / 100.0,
            reps: state.reviews,
            lapses: state.lapses,
            suspended: state.suspended,
            retired: stored.retired,
            flag: state.flag.number(),
            marked: state.marked,
            tags: &card.tags,
        }
    }
}
