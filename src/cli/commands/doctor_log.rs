//! What `srm doctor` says of the log and of the clock: events of cards that are not here, and what was
//! written while the clock was ahead. It only reads.

use crate::calendar::StudyDay;
use crate::store::Store;
use crate::terminal::doctor_view::Finding;
use crate::terminal::words::{count, date};

use super::super::context::Context;
use super::super::failure::Failure;

/// What the log says of itself and of the clock.
pub(super) fn log_and_clock(context: &mut Context, store: &Store) -> Result<Vec<Finding>, Failure> {
    let now = context.now();
    let rollover = context.settings()?.rollover;
    let today = StudyDay::of(now, rollover);
    let health = context.during("Reading the log", || store.log_health(now, today))?;
    let mut findings = vec![Finding::sound(
        "log",
        count(health.events, "event", "events"),
    )];
    if health.without_card > 0 {
        let events = count(health.without_card, "event is", "events are");
        findings.push(Finding::note(
            "log",
            format!("{events} of cards that are not here; they are kept"),
        ));
    }
    if let Some(newest) = health.newest.filter(|_| health.ahead > 0) {
        let events = count(health.ahead, "event lies", "events lie");
        let day = date(StudyDay::of(newest, rollover));
        findings.push(
            Finding::note("clock", format!("{events} ahead of now, up to {day}"))
                .remedy("The clock was ahead then, or is behind now. Nothing is lost either way."),
        );
    } else {
        findings.push(Finding::sound("clock", now.to_rfc3339_utc()));
    }
    if health.answered_ahead > 0 {
        let cards = count(health.answered_ahead, "card was", "cards were");
        findings.push(
            Finding::note(
                "clock",
                format!("{cards} answered on days to come and due only then"),
            )
            .remedy("srm cards 'prop:due>0' --sort due --reverse lists them first; srm reset CARD begins one anew."),
        );
    }
    Ok(findings)
}
