//! What the plain face says about answers, beyond the cards themselves.

use crate::review::{CardState, Deed};

use super::super::card_view::summary;
use super::super::words::{date, days, shortened};
use super::TakenBack;

/// What `:help` says.
pub(super) const HELP: [&str; 6] = [
    "An empty line shows the answer, then accepts the grade in brackets.",
    ":undo takes back the last answer or change, also one of an earlier session.",
    ":bury puts this card off until tomorrow.",
    ":suspend keeps this card out of every review.",
    ":flag marks this card, or takes the mark off.",
    ":quit ends the session. What is saved stays saved.",
];

/// What an answer would do, after the name of its grade.
pub(super) fn effect(deed: &Deed) -> String {
    match deed {
        Deed::Review(review) if review.quality.asks_for_drill() => {
            format!(" (today, then {})", days(review.interval_after))
        }
        Deed::Review(review) => format!(" ({})", days(review.interval_after)),
        Deed::Drill(drill) if drill.quality.asks_for_drill() => " (today)".to_owned(),
        _ => " (done for today)".to_owned(),
    }
}

/// When a card comes back after what was just saved.
pub(super) fn comeback(deed: &Deed, after: &CardState) -> String {
    let due = after.due.map_or(String::new(), |due| {
        format!(
            "Next review {} ({}).",
            date(due),
            days(after.memory.interval)
        )
    });
    let again = match deed {
        Deed::Review(review) => review.quality.asks_for_drill(),
        Deed::Drill(drill) => drill.quality.asks_for_drill(),
        _ => false,
    };
    if again {
        format!("Once more today. {due}")
    } else {
        due
    }
}

/// What an undo took back, in one sentence.
pub fn taken_back(taken: &TakenBack) -> String {
    let front = shortened(&summary(&taken.front), 60);
    let what = match &taken.deed {
        Deed::Review(review) => format!("the grade \"{}\"", review.quality.grade()),
        Deed::Drill(drill) => format!("the drill answer \"{}\"", drill.quality.grade()),
        Deed::Bury(_) => "burying".to_owned(),
        Deed::Suspend => "suspending".to_owned(),
        Deed::Unsuspend => "unsuspending".to_owned(),
        Deed::Flag(_) => "flagging".to_owned(),
        other => format!("the event `{}`", other.kind()),
    };
    format!("Took back {what} of: {front}")
}
