//! The cards that the words of a command line choose: a query, or a deck's name. Every command that is
//! about chosen cards asks here, so that the same words mean the same everywhere.

use crate::search::{self, Misread, Pattern, Query, Term};
use crate::store::Store;
use crate::terminal::query_view;

use super::failure::Failure;
use super::nearest::nearest;

/// The query that these words make. One word that is a deck's name means that deck, though a colon in
/// it would say otherwise.
///
/// # Errors
/// When they are no query; with the place.
pub(super) fn query(store: &Store, words: &[String]) -> Result<Query, Failure> {
    if let [only] = words
        && only.contains(':')
    {
        let folded = only.to_lowercase();
        let is_it = |name: &str| {
            let name = name.to_lowercase();
            name == folded || name.starts_with(&format!("{folded}::"))
        };
        // Names alone: most such words are no deck but a term, and the counts of 1,000 decks are none of it.
        let decks = store.deck_names()?;
        if decks.iter().any(|deck| is_it(deck.as_str())) {
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
pub(super) fn slip_in_a_deck(store: &Store, query: &Query) -> Result<Option<String>, Failure> {
    let named = query.decks();
    if named.is_empty() {
        return Ok(None);
    }
    let decks = store.deck_names()?;
    let is_there = |name: &str| {
        let (folded, inside) = (name.to_lowercase(), format!("{}::", name.to_lowercase()));
        decks.iter().any(|deck| {
            let deck = deck.as_str().to_lowercase();
            deck == folded || deck.starts_with(&inside)
        })
    };
    let names = named.iter().map(|pattern| pattern.plain());
    let missing = names
        .filter(|name| !name.contains('*'))
        .find(|name| !is_there(name));
    Ok(missing.map(|name| {
        let near = nearest(&name, decks.iter().map(|deck| deck.as_str()));
        match near {
            Some(near) => format!("There is no deck `{name}`. Did you mean `{near}`?"),
            None => format!("There is no deck `{name}`. `srm decks` lists all decks."),
        }
    }))
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
