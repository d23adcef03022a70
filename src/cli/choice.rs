//! The cards that the words of a command line choose: a query, or a deck's name. Every command that is
//! about chosen cards asks here, so that the same words mean the same everywhere.

use std::collections::HashSet;

use crate::calendar::StudyDay;
use crate::cards::CardId;
use crate::review::{Limits, Queued};
use crate::search::{self, Mark, Misread, Pattern, Query, Sort, Term};
use crate::store::{Direction, Filter, Page, Store};
use crate::terminal::query_view;

use super::failure::Failure;
use super::nearest::nearest;

/// The query that these words make. One word that is a deck's name means that deck, though a colon in
/// it would say otherwise.
///
/// # Errors
/// When they are no query; with the place.
pub(super) fn query(store: &Store, words: &[String], today: StudyDay) -> Result<Query, Failure> {
    if let [only] = words
        && only.contains(':')
    {
        let folded = only.to_lowercase();
        let is_it = |name: &str| {
            let name = name.to_lowercase();
            name == folded || name.starts_with(&format!("{folded}::"))
        };
        let decks = store.decks(today)?;
        if decks.iter().any(|deck| is_it(deck.name.as_str())) {
            return Ok(Query::Term(Term::Deck(Pattern::text(only))));
        }
    }
    parse(&words.join(" "))
}

/// Reads a query.
///
/// # Errors
/// When it is not understood; with the place.
pub(super) fn parse(typed: &str) -> Result<Query, Failure> {
    search::parse(typed).map_err(|misread| refused(typed, &misread))
}

/// What to say about a query that chose nothing: that there is no deck of a name in it, and which one is
/// near. A name with `*` is meant to find out.
///
/// # Errors
/// When the database fails.
pub(super) fn slip_in_a_deck(
    store: &Store,
    query: &Query,
    today: StudyDay,
) -> Result<Option<String>, Failure> {
    let named = query.decks();
    if named.is_empty() {
        return Ok(None);
    }
    let decks = store.decks(today)?;
    let is_there = |name: &str| {
        let (folded, inside) = (name.to_lowercase(), format!("{}::", name.to_lowercase()));
        decks.iter().any(|deck| {
            let deck = deck.name.as_str().to_lowercase();
            deck == folded || deck.starts_with(&inside)
        })
    };
    let names = named.iter().map(|pattern| pattern.plain());
    let missing = names
        .filter(|name| !name.contains('*'))
        .find(|name| !is_there(name));
    Ok(missing.map(|name| {
        let near = nearest(&name, decks.iter().map(|deck| deck.name.as_str()));
        match near {
            Some(near) => format!("There is no deck `{name}`. Did you mean `{near}`?"),
            None => format!("There is no deck `{name}`. `srm decks` lists all decks."),
        }
    }))
}

/// The cards of a query that wait on a day: due ones, new ones and open drills, each in its order.
pub(super) struct Waiting {
    /// The longest overdue first.
    pub(super) due: Vec<Queued>,
    /// In deck order.
    pub(super) new: Vec<Queued>,
    /// Cards to be asked once more today.
    pub(super) drills: Vec<Queued>,
}

/// What waits of a query's cards within a deck, at most so many due and new ones.
///
/// # Errors
/// When the database fails.
pub(super) fn waiting(
    store: &Store,
    query: &Query,
    filter: &Filter,
    today: StudyDay,
    most: Limits,
) -> Result<Waiting, Failure> {
    let mut query = query.clone();
    if let Some(deck) = &filter.deck {
        query = query.and(Query::Term(Term::Deck(Pattern::text(deck.as_str()))));
    }
    let is = |mark| query.clone().and(Query::Term(Term::Is(mark)));
    let found =
        |query: &Query, sort| store.search(query, today, sort, Direction::Forward, Page::WHOLE);
    let mut drills = store.open_drills(filter, today)?;
    if !drills.is_empty() {
        let chosen: HashSet<CardId> = found(&query, Sort::Deck)?.into_iter().collect();
        drills.retain(|drill| chosen.contains(&drill.card));
    }
    Ok(Waiting {
        due: askable(
            store,
            &found(&is(Mark::Due), Sort::Due)?,
            today,
            most.reviews,
        )?,
        new: askable(store, &found(&is(Mark::New), Sort::Deck)?, today, most.new)?,
        drills,
    })
}

/// The first of these cards that can be asked on a day.
fn askable(
    store: &Store,
    cards: &[CardId],
    today: StudyDay,
    most: u32,
) -> Result<Vec<Queued>, Failure> {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let mut queued = Vec::new();
    for id in cards {
        if queued.len() == most {
            break;
        }
        let Some(stored) = store.card(*id)? else {
            continue;
        };
        let is_awake = stored.state.buried_until.is_none_or(|until| until <= today);
        let is_out = stored.retired || stored.state.suspended || !stored.card.is_askable();
        if is_awake && !is_out {
            queued.push(Queued {
                card: *id,
                state: stored.state,
            });
        }
    }
    Ok(queued)
}

fn refused(typed: &str, misread: &Misread) -> Failure {
    let drawing = query_view::place(typed, misread.span.clone());
    let hint = match (&misread.unknown, &misread.hint) {
        (Some(unknown), _) => {
            let known = unknown.known.join(", ");
            match nearest(&unknown.typed, unknown.known.iter().copied()) {
                Some(word) => format!("Did you mean `{word}`? It can be: {known}."),
                None => format!("It can be: {known}. Text with a colon stands in quotes."),
            }
        }
        (None, Some(hint)) => hint.clone(),
        (None, None) => "`srm cards --help` explains queries.".to_owned(),
    };
    Failure::usage(format!("the query is wrong: {}", misread.message))
        .drawn(drawing)
        .hint(hint)
}
