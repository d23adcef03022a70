//! Documents that have lost most of their cards: none retires before somebody agrees.

use crate::store::Store;
use crate::terminal::confirm::{self, OnEnter, Reply};
use crate::terminal::words::{count, typed_path};

use super::context::{Consent, Context};
use super::document_import::{Planned, is_gone};
use super::document_name::document_name;
use super::failure::Failure;

/// A document that lost most of its cards may be broken or cut off: that is asked, never just done.
pub(super) fn allow_loss(
    context: &mut Context,
    name: &str,
    planned: &Planned,
) -> Result<(), Failure> {
    let Some((retired, live)) = planned.suspicious_loss() else {
        return Ok(());
    };
    let question = question(name, (retired, live));
    let refused = || {
        match is_gone(planned.path()) {
        true => Failure::failed(format!(
            "{name} is gone, and its {} with it; nothing was changed",
            count(live as u64, "card", "cards")
        ))
        .hint(
            "If it was moved, import it where it is now. If not, add --yes; the cards keep their history.",
        ),
        false => Failure::failed(format!(
            "{name} has lost {retired} of its {live} cards; nothing was changed"
        ))
        .hint("Look at the file. If it is right, add --yes; the cards keep their history."),
    }
    };
    if !confirm::can_ask() && context.consent == Consent::Ask {
        return Err(refused());
    }
    match context.agrees(&question, OnEnter::No)? {
        Reply::Yes => Ok(()),
        Reply::No | Reply::CannotAsk => Err(refused()),
    }
}

/// The path of the first document whose loss nobody agrees to.
pub(super) fn first_refused(
    context: &mut Context,
    store: &Store,
    planned: &[Planned],
) -> Result<Option<String>, Failure> {
    for planned in planned {
        let Some((retired, live)) = planned.suspicious_loss() else {
            continue;
        };
        let name = document_name(store, planned.path())?;
        let can_ask = confirm::can_ask() || context.consent == Consent::Given;
        let question = question(&name, (retired, live));
        if can_ask && context.agrees(&question, OnEnter::No)? == Reply::Yes {
            continue;
        }
        context.note(&format!(
            "{name} has lost {retired} of its {live} cards and was left as it was. If that is \
             right: srm import --yes {}",
            typed_path(planned.path())
        ));
        return Ok(Some(planned.path().to_owned()));
    }
    Ok(None)
}

fn question(name: &str, (retired, live): (usize, usize)) -> String {
    format!("{name} has lost {retired} of its {live} cards. Retire them?")
}
