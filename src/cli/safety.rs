//! Backups by themselves: when one is due, and what is said when it cannot be made.
//! The rule lives here and nowhere else, so that no command forgets it or overdoes it.

use crate::calendar::{Moment, Rollover, StudyDay};
use crate::store::Store;
use crate::store::backup::{self, Reason, RunningBackup, SpareBackup};

use super::context::Context;
use super::failure::Failure;

/// Imports of documents come many times a day and can be taken back with `srm undo`, so they share a
/// backup of this age or less. Anki's interval.
const SHARED_FOR_MS: i64 = 30 * 60_000;

/// Makes a backup before something that changes the collection, where one is due. Without it, nothing
/// is changed.
pub(super) fn before(context: &Context, store: &Store, reason: Reason) -> Result<(), Failure> {
    store.refuse_to_change()?;
    if is_due(store, reason, context.now(), Rollover::default())? {
        let _bar = context.bar("Making a backup");
        store
            .back_up(reason, context.now())
            .map_err(|error| not_made(error, "nothing was changed"))?;
    }
    Ok(())
}

/// A backup that is made while what changes the collection goes on, and is waited for before that counts. Where
/// nothing changes in the end it is let go, and no other one for it.
#[derive(Default)]
pub(super) struct Underway(Option<SpareBackup>);

/// Begins a backup before something that may change the collection, where one is due; [`Underway::end`] has
/// to come before the change is kept.
pub(super) fn begin(context: &Context, store: &Store, reason: Reason) -> Result<Underway, Failure> {
    store.refuse_to_change()?;
    if !is_due(store, reason, context.now(), Rollover::default())? {
        return Ok(Underway(None));
    }
    let running = store.begin_spare_backup(reason, context.now());
    let running = running.map_err(|error| not_made(error, "nothing was changed"))?;
    Ok(Underway(Some(running)))
}

impl Underway {
    /// The same, or one that is begun now where none was and one is due.
    pub(super) fn or_begin(
        self,
        context: &Context,
        store: &Store,
        reason: Reason,
    ) -> Result<Underway, Failure> {
        match self.0 {
            Some(_) => Ok(self),
            None => begin(context, store, reason),
        }
    }

    /// Waits for it. Without it, nothing is changed.
    pub(super) fn end(&mut self) -> Result<(), Failure> {
        match self.0.take().map(SpareBackup::keep) {
            Some(Err(error)) => Err(not_made(error, "nothing was changed")),
            _ => Ok(()),
        }
    }
}

/// Begins the backup of a day's first review, which goes on while cards are asked.
pub(super) fn begin_of_day(
    context: &mut Context,
    store: &Store,
) -> Result<Option<RunningBackup>, Failure> {
    let rollover = context.settings()?.rollover;
    // A folder that cannot be read is told when the review is over, by the backup that fails.
    match is_due(store, Reason::Review, context.now(), rollover) {
        Ok(false) => Ok(None),
        _ => Ok(Some(store.begin_backup(Reason::Review, context.now())?)),
    }
}

/// Waits for the backup of a day's first review. One that failed is said, and is no reason to lose a
/// review: each answer is durable without it.
pub(super) fn end_of_day(context: &mut Context, running: Option<RunningBackup>) {
    if let Some(Err(error)) = running.map(RunningBackup::finish) {
        let failure = not_made(error, "your answers are saved all the same");
        context.note(&format!("warning: {}", failure.message));
    }
}

fn is_due(store: &Store, reason: Reason, now: Moment, rollover: Rollover) -> Result<bool, Failure> {
    if store.is_empty()? {
        return Ok(false);
    }
    let newest = match reason {
        // One that is dated ahead of now says nothing of how long ago it was made.
        Reason::Review | Reason::Import => backup::list(&backup::folder(&store.path()), now)?
            .iter()
            .find(|backup| !backup.is_ahead(now))
            .map(|backup| backup.at),
        _ => None,
    };
    Ok(newest.is_none_or(|newest| is_old(newest, reason, now, rollover)))
}

/// Whether a backup of this moment no longer serves for this reason.
fn is_old(newest: Moment, reason: Reason, now: Moment, rollover: Rollover) -> bool {
    // A backup that lies ahead, after a clock was set back, says nothing about now.
    let age_ms = now.utc_ms.saturating_sub(newest.utc_ms);
    match reason {
        Reason::Import => !(0..SHARED_FOR_MS).contains(&age_ms),
        Reason::Review => {
            let here = Moment {
                offset_minutes: now.offset_minutes,
                ..newest
            };
            StudyDay::of(here, rollover) != StudyDay::of(now, rollover)
        }
        _ => true,
    }
}

fn not_made(error: crate::store::Error, therefore: &str) -> Failure {
    let mut failure = Failure::from(error);
    failure.message = format!("no backup could be made: {}; {therefore}", failure.message);
    failure
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn imports_share_a_backup_for_half_an_hour() {
        let now = at("2026-03-01T12:00:00Z");
        let old = |newest: &str| is_old(at(newest), Reason::Import, now, Rollover::default());
        assert!(!old("2026-03-01T12:00:00Z"));
        assert!(!old("2026-03-01T11:30:01Z"));
        assert!(old("2026-03-01T11:30:00Z"));
        assert!(old("2026-03-01T12:00:01Z"));
    }

    #[test]
    fn the_first_review_of_a_study_day_makes_one() {
        let now = at("2026-03-02T09:00:00+01:00");
        let old = |newest: &str| is_old(at(newest), Reason::Review, now, Rollover::default());
        // The study day began at 4:00 here, which is 3:00 UTC.
        assert!(!old("2026-03-02T03:00:00Z"));
        assert!(old("2026-03-02T02:59:59Z"));
        assert!(old("2026-03-01T20:00:00Z"));
    }

    #[test]
    fn what_changes_much_always_makes_one() {
        let now = at("2026-03-01T12:00:00Z");
        for reason in [Reason::Change, Reason::Mend, Reason::Restore] {
            assert!(is_old(now, reason, now, Rollover::default()));
        }
    }
}
