//! The cards that a query chose as JSON, written while they are read: of a million none but a part is held.

use std::cell::RefCell;
use std::io;

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use crate::store::{Error, StoredCard};

use super::super::context::Context;
use super::super::failure::Failure;

/// Parts of what was found, each read when it is its turn.
type Part = Result<Vec<StoredCard>, Error>;

/// Writes cards as one JSON object, format `srm-cards`.
///
/// # Errors
/// When a part cannot be read, or nothing can be written.
pub(super) fn write(
    context: &mut Context,
    parts: impl Iterator<Item = Part>,
) -> Result<(), Failure> {
    let report = CardsJson {
        format: "srm-cards",
        version: 1,
        cards: Cards {
            parts: RefCell::new(parts),
            failed: RefCell::new(None),
        },
    };
    let written = context.out.json_in_pieces(|to| {
        serde_json::to_writer_pretty(&mut *to, &report).map_err(io::Error::from)?;
        to.write_all(b"\n")
    });
    if let Some(error) = report.cards.failed.into_inner() {
        return Err(error.into());
    }
    Ok(written?)
}

#[derive(Serialize)]
#[serde(bound = "")]
struct CardsJson<I: Iterator<Item = Part>> {
    format: &'static str,
    version: u32,
    cards: Cards<I>,
}

/// Cards that are read while they are written.
struct Cards<I> {
    parts: RefCell<I>,
    /// Why they could not be read on.
    failed: RefCell<Option<Error>>,
}

impl<I: Iterator<Item = Part>> Serialize for Cards<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for part in self.parts.borrow_mut().by_ref() {
            let cards = match part {
                Ok(cards) => cards,
                Err(error) => {
                    self.failed.replace(Some(error));
                    return Err(serde::ser::Error::custom("cards cannot be read"));
                }
            };
            for card in &cards {
                list.serialize_element(&CardJson::new(card))?;
            }
        }
        list.end()
    }
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
