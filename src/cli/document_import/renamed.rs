//! Which document of the collection an incoming one was, before its file got another name. The whole text tells it,
//! or the title. It must never choose between two.

use std::collections::HashMap;
use std::hash::Hash;

use crate::store::{KnownDocument, Store};

use super::{Incoming, is_gone};
use crate::cli::failure::Failure;

/// A place in a list; none where several have the same key.
type Only<K> = HashMap<K, Option<usize>>;

/// For each incoming document the one that it was under another name.
pub(super) fn came_from(
    incoming: &[Incoming],
    store: &Store,
) -> Result<Vec<Option<KnownDocument>>, Failure> {
    let known = store.documents()?;
    let by_path: HashMap<&str, &KnownDocument> = known
        .iter()
        .map(|known| (known.path.as_str(), known))
        .collect();
    let now: HashMap<&str, &Incoming> = incoming
        .iter()
        .map(|incoming| (incoming.path(), incoming))
        .collect();
    let own = |incoming: &Incoming| by_path.get(incoming.path()).copied();
    let says_other =
        |incoming: &Incoming, known: &KnownDocument| incoming.edition.blake3 != known.blake3;
    let is_called_other =
        |incoming: &Incoming, known: &KnownDocument| incoming.compiled.deck != known.deck;
    let came = |is_other: &dyn Fn(&Incoming, &KnownDocument) -> bool| -> Vec<usize> {
        let others = incoming.iter().enumerate();
        let others = others.filter(|(_, it)| own(it).is_none_or(|known| is_other(it, known)));
        others.map(|(at, _)| at).collect()
    };
    let came_anew = came(&says_other);
    let mut origins = vec![None; incoming.len()];
    if came_anew.is_empty() || known.is_empty() {
        return Ok(origins);
    }
    let left =
        |is_other: &dyn Fn(&Incoming, &KnownDocument) -> bool| -> Result<Vec<usize>, Failure> {
            let mut left = Vec::new();
            for (at, known) in known.iter().enumerate() {
                let has_left = match now.get(known.path.as_str()) {
                    Some(incoming) => is_other(incoming, known),
                    None => is_gone(&known.path),
                };
                if has_left && store.has_living_cards(known.id)? {
                    left.push(at);
                }
            }
            Ok(left)
        };
    let by_text = pairs(
        only(came_anew, |at| {
            Some(incoming.get(at)?.edition.blake3.as_str())
        }),
        only(left(&says_other)?, |at| {
            Some(known.get(at)?.blake3.as_str())
        }),
    );
    let called =
        |it: &Incoming, known: &KnownDocument| says_other(it, known) && is_called_other(it, known);
    let by_title = pairs(
        only(came(&called), |at| Some(&incoming.get(at)?.compiled.deck)),
        only(left(&called)?, |at| Some(&known.get(at)?.deck)),
    );
    let mut taken = vec![false; known.len()];
    for (at, place) in by_text.into_iter().chain(by_title) {
        if let (Some(slot @ None), Some(taken @ false)) =
            (origins.get_mut(at), taken.get_mut(place))
        {
            *slot = known.get(place).cloned();
            *taken = true;
        }
    }
    Ok(origins)
}

fn only<K: Hash + Eq>(places: Vec<usize>, key: impl Fn(usize) -> Option<K>) -> Only<K> {
    let mut only: Only<K> = HashMap::new();
    for place in places {
        if let Some(key) = key(place) {
            let found = only.entry(key);
            found
                .and_modify(|place| *place = None)
                .or_insert(Some(place));
        }
    }
    only
}

/// Places of equal keys, in the order of the first.
fn pairs<K: Hash + Eq>(first: Only<K>, second: Only<K>) -> Vec<(usize, usize)> {
    let found = first.into_iter();
    let found = found.filter_map(|(key, at)| Some((at?, second.get(&key).copied().flatten()?)));
    let mut found: Vec<(usize, usize)> = found.collect();
    found.sort_unstable();
    found
}
