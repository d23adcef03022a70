//! What every command gets: the clock, the streams, where the database is, and whether questions are
//! already answered. Nothing is opened or read before a command asks for it.

use std::path::PathBuf;

use crate::calendar::{Moment, StudyDay};
use crate::terminal::confirm::{OnEnter, Reply, confirm};
use crate::terminal::output::{Screen, are_messages_read, is_read};
use crate::terminal::progress::{Audience, Bar};

use super::clock::Clock;
use super::colour::{Goal, Wish};
use super::environment;
use super::failure::{Failure, Kind};
use super::settings::{Layers, Settings};

/// Whether confirmations are already given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Consent {
    /// Ask.
    Ask,
    /// `--yes`.
    Given,
}

/// The surroundings of a command.
pub(super) struct Context {
    /// The clock.
    pub(super) clock: Clock,
    /// The value of `--db`.
    pub(super) db: Option<PathBuf>,
    /// See [`Consent`].
    pub(super) consent: Consent,
    /// Whether there are to be colours.
    pub(super) colour: Wish,
    /// Data.
    pub(super) out: Screen<'static>,
    /// Progress, hints and errors.
    pub(super) err: Screen<'static>,
    settings: Option<Settings>,
    today: Option<StudyDay>,
}

impl Context {
    /// A context over the real streams.
    pub(super) fn new(
        clock: Clock,
        db: Option<PathBuf>,
        consent: Consent,
        colour: Wish,
    ) -> Context {
        let to = |is_terminal| colour.colours(Goal::of(is_terminal));
        Context {
            clock,
            db,
            consent,
            colour,
            out: Screen::for_data(to(is_read())),
            err: Screen::for_messages(to(are_messages_read())),
            settings: None,
            today: None,
        }
    }

    /// The settings, read when they are first needed.
    pub(super) fn settings(&mut self) -> Result<Settings, Failure> {
        if let Some(settings) = &self.settings {
            return Ok(settings.clone());
        }
        let settings = Layers::load()?.settings;
        self.settings = Some(settings.clone());
        Ok(settings)
    }

    /// The moment it is now.
    pub(super) fn now(&self) -> Moment {
        self.clock.now()
    }

    /// The study day of this command, decided when it is first asked for: it stays the same when the day
    /// turns or the clock is set meanwhile.
    pub(super) fn today(&mut self) -> Result<StudyDay, Failure> {
        if let Some(today) = self.today {
            return Ok(today);
        }
        let rollover = self.settings()?.rollover;
        let today = StudyDay::of(self.now(), rollover);
        self.today = Some(today);
        Ok(today)
    }

    /// A bar for work that may take longer than a second; gone when it is dropped. Nothing else may be
    /// said meanwhile.
    pub(super) fn bar(&self, what: &'static str) -> Bar {
        self.bar_of(what, || None)
    }

    /// Does work with such a bar.
    pub(super) fn during<T>(&self, what: &'static str, work: impl FnOnce() -> T) -> T {
        let _bar = self.bar(what);
        work()
    }

    /// The same with the share that is done.
    pub(super) fn bar_of(
        &self,
        what: &'static str,
        share: impl Fn() -> Option<f32> + Send + 'static,
    ) -> Bar {
        let term = environment::text("TERM").ok().flatten().unwrap_or_default();
        let can_go_back = !["", "dumb"].contains(&term.as_str());
        let audience = match are_messages_read() && can_go_back {
            true => Audience::Somebody,
            false => Audience::Nobody,
        };
        Bar::begin(audience, what, share)
    }

    /// Says something on stderr. A closed stderr is no reason to stop.
    pub(super) fn note(&mut self, text: &str) {
        let _ = self.err.prose(text);
    }

    /// Shows what stands on stdout before something is said elsewhere.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        Ok(self.out.flush()?)
    }

    /// Asks a yes-or-no question, unless `--yes` has answered it.
    pub(super) fn agrees(&mut self, question: &str, on_enter: OnEnter) -> Result<Reply, Failure> {
        if self.consent == Consent::Given {
            return Ok(Reply::Yes);
        }
        self.flush()?;
        confirm(question, on_enter).map_err(|error| match error.kind() {
            std::io::ErrorKind::Interrupted => Failure::new(Kind::Interrupted, "interrupted"),
            _ => Failure::failed(format!("the question could not be asked: {error}"))
                .hint("Add --yes to answer yes."),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_command_is_decided_once() {
        let at = |text: &str| Clock::Fixed(Moment::parse(text).unwrap());
        let before = at("2026-03-02T03:59:59+01:00");
        let mut context = Context::new(before, None, Consent::Ask, Wish::Auto);
        context.settings = Some(Settings::default());
        let first = context.today().unwrap();
        assert_eq!(first.to_string(), "2026-03-01");
        for later in ["2026-03-02T04:00:00+01:00", "2026-02-27T12:00:00+01:00"] {
            context.clock = at(later);
            assert_eq!(context.today().unwrap(), first);
        }
    }
}
