//! All settings, one entry each. The files, the variables, `srm config` and the README come from this
//! list: a new setting is an entry here and a field of `Settings`.

use std::ops::Div;

use crate::calendar::Rollover;
use crate::review::{EasyDays, LeechDeed, LeechRule, NewCards, Order, Pick, SiblingRule};
use crate::scheduler::Variant;
use crate::terminal::full::{Action, ENTRIES};
use crate::terminal::scale::Scale;
use crate::terminal::typed_answer::Typing;

use super::scheduling::{self, Word};
use super::setting::{Reach, Setting};
use super::{Plain, Update};

/// A key of the full screen: its place in [`ENTRIES`], what it does, the setting, the variable.
macro_rules! key_of {
    ($entry:literal, $action:ident, $key:literal, $variable:literal) => {
        Setting {
            key: $key,
            variable: $variable,
            reach: Reach::User,
            explanation: ENTRIES[$entry].help,
            get: |settings| settings.keys.of(Action::$action).to_string().into(),
            set: |settings, value| {
                settings.keys.set(Action::$action, value.key()?);
                Ok(())
            },
        }
    };
}

/// The settings, in the order in which they are shown.
pub(in crate::cli) static SETTINGS: [Setting; 42] = [
    Setting {
        key: "review.new_per_day",
        variable: "SRM_NEW_PER_DAY",
        reach: Reach::Project,
        explanation: "new cards of a study day, at most",
        get: |settings| i64::from(settings.limits.new).into(),
        set: |settings, value| {
            settings.limits.new = value.whole(0..=u32::MAX)?;
            Ok(())
        },
    },
    Setting {
        key: "review.reviews_per_day",
        variable: "SRM_REVIEWS_PER_DAY",
        reach: Reach::Project,
        explanation: "due cards of a study day, at most",
        get: |settings| i64::from(settings.limits.reviews).into(),
        set: |settings, value| {
            settings.limits.reviews = value.whole(0..=u32::MAX)?;
            Ok(())
        },
    },
    Setting {
        key: "review.order",
        variable: "SRM_ORDER",
        reach: Reach::Project,
        explanation: "which due cards come first: the longest due, those most overdue for their interval, deck by deck, or by chance",
        get: |settings| word(&Order::ALL, settings.order).into(),
        set: |settings, value| {
            settings.order = value.one_of(&Order::ALL)?;
            Ok(())
        },
    },
    Setting {
        key: "review.new_cards",
        variable: "SRM_NEW_CARDS",
        reach: Reach::Project,
        explanation: "where new cards stand among the due ones",
        get: |settings| word(&NewCards::ALL, settings.new_cards).into(),
        set: |settings, value| {
            settings.new_cards = value.one_of(&NewCards::ALL)?;
            Ok(())
        },
    },
    Setting {
        key: "review.siblings",
        variable: "SRM_SIBLINGS",
        reach: Reach::Project,
        explanation: "which cards wait for another day when a sibling has this one: all of them (`apart`), new ones, due ones, or none (`together`)",
        get: |settings| word(&SiblingRule::ALL, settings.siblings).into(),
        set: |settings, value| {
            settings.siblings = value.one_of(&SiblingRule::ALL)?;
            Ok(())
        },
    },
    Setting {
        key: "review.rollover_hour",
        variable: "SRM_ROLLOVER_HOUR",
        reach: Reach::User,
        explanation: "the hour, local time, at which a study day begins",
        get: |settings| i64::from(settings.rollover.hour()).into(),
        set: |settings, value| {
            let hour = value.whole(0..=23)?;
            // Every hour in the range makes a rollover.
            settings.rollover = u8::try_from(hour)
                .ok()
                .and_then(Rollover::at_hour)
                .unwrap_or_default();
            Ok(())
        },
    },
    Setting {
        key: "review.grades",
        variable: "SRM_GRADES",
        reach: Reach::Project,
        explanation: "the keys of the grades: four, or the six qualities of SM-2",
        get: |settings| {
            let words = match settings.scale {
                Scale::Four => "1-4",
                Scale::Six => "0-5",
            };
            words.into()
        },
        set: |settings, value| {
            settings.scale = value.one_of(&[("1-4", Scale::Four), ("0-5", Scale::Six)])?;
            Ok(())
        },
    },
    Setting {
        key: "review.update",
        variable: "SRM_UPDATE",
        reach: Reach::Project,
        explanation: "whether a review first brings changed documents up to date",
        get: |settings| (settings.update == Update::First).into(),
        set: |settings, value| {
            let words = [("true", Update::First), ("false", Update::Never)];
            settings.update = value.one_of(&words)?;
            Ok(())
        },
    },
    Setting {
        key: "review.typed",
        variable: "SRM_TYPED",
        reach: Reach::Project,
        explanation: "which cards ask for a typed answer: those tagged `typed`, or all short ones",
        get: |settings| word(&TYPING, settings.typing).into(),
        set: |settings, value| {
            settings.typing = value.one_of(&TYPING)?;
            Ok(())
        },
    },
    Setting {
        key: "review.scheduler",
        variable: "SRM_SCHEDULER",
        reach: Reach::User,
        explanation: "what decides when a card comes back: SM-2 or FSRS",
        get: |settings| settings.scheduling.word.text().into(),
        set: |settings, value| {
            let words = [Word::Sm2, Word::Fsrs].map(|word| (word.text(), word));
            settings.scheduling.word = value.one_of(&words)?;
            Ok(())
        },
    },
    Setting {
        key: "review.deck_schedulers",
        variable: "SRM_DECK_SCHEDULERS",
        reach: Reach::User,
        explanation: "decks that go their own way, such as `AWS = fsrs 0.85; Azure = sm2 common`",
        get: |settings| scheduling::written(&settings.scheduling.decks).into(),
        set: |settings, value| {
            let allowed = "a list such as `AWS = fsrs 0.85; Azure = sm2 common`";
            settings.scheduling.decks = value.read(allowed, scheduling::read_decks)?;
            Ok(())
        },
    },
    Setting {
        key: "review.leech_lapses",
        variable: "SRM_LEECH_LAPSES",
        reach: Reach::User,
        explanation: "how often a card is forgotten before it is a leech; 0 for no leeches",
        get: |settings| i64::from(settings.leeches.lapses()).into(),
        set: |settings, value| {
            settings.leeches = LeechRule::at(value.whole(0..=1000)?);
            Ok(())
        },
    },
    Setting {
        key: "review.leech_action",
        variable: "SRM_LEECH_ACTION",
        reach: Reach::User,
        explanation: "what is done about a leech that is found: it is told, or suspended, too",
        get: |settings| {
            let words = match settings.leech_deed {
                LeechDeed::Tell => "tell",
                LeechDeed::Suspend => "suspend",
            };
            words.into()
        },
        set: |settings, value| {
            let words = [("tell", LeechDeed::Tell), ("suspend", LeechDeed::Suspend)];
            settings.leech_deed = value.one_of(&words)?;
            Ok(())
        },
    },
    Setting {
        key: "review.spread",
        variable: "SRM_SPREAD",
        reach: Reach::User,
        explanation: "an addition to the schedulers: due days moved a little, by chance or to even days out",
        get: |settings| {
            let words = PICKS.iter().find(|(_, pick)| *pick == settings.pick);
            words.map_or("off", |(word, _)| word).into()
        },
        set: |settings, value| {
            settings.pick = value.one_of(&PICKS)?;
            Ok(())
        },
    },
    Setting {
        key: "review.easy_days",
        variable: "SRM_EASY_DAYS",
        reach: Reach::User,
        explanation: "an addition, too: days that get less of what is due, such as `Sat 50; Sun 0`",
        get: |settings| settings.easy_days.written().into(),
        set: |settings, value| {
            let allowed = "a list such as `Sat 50; Sun 0`";
            settings.easy_days = value.read(allowed, EasyDays::read)?;
            Ok(())
        },
    },
    Setting {
        key: "ui.plain",
        variable: "SRM_PLAIN",
        reach: Reach::User,
        explanation: "whether a review is held in plain lines on every terminal",
        get: |settings| (settings.plain == Plain::Always).into(),
        set: |settings, value| {
            settings.plain = value.one_of(&[
                ("true", Plain::Always),
                ("false", Plain::WhereNeeded),
                ("1", Plain::Always),
                ("0", Plain::WhereNeeded),
            ])?;
            Ok(())
        },
    },
    key_of!(0, Proceed, "keys.proceed", "SRM_KEY_PROCEED"),
    key_of!(1, Again, "keys.again", "SRM_KEY_AGAIN"),
    key_of!(2, Hard, "keys.hard", "SRM_KEY_HARD"),
    key_of!(3, Good, "keys.good", "SRM_KEY_GOOD"),
    key_of!(4, Easy, "keys.easy", "SRM_KEY_EASY"),
    key_of!(5, Failed, "keys.failed", "SRM_KEY_FAILED"),
    key_of!(6, More, "keys.more", "SRM_KEY_MORE"),
    key_of!(7, Undo, "keys.undo", "SRM_KEY_UNDO"),
    key_of!(8, Edit, "keys.edit", "SRM_KEY_EDIT"),
    key_of!(9, Bury, "keys.bury", "SRM_KEY_BURY"),
    key_of!(10, Suspend, "keys.suspend", "SRM_KEY_SUSPEND"),
    key_of!(11, Flag, "keys.flag", "SRM_KEY_FLAG"),
    key_of!(12, Source, "keys.source", "SRM_KEY_SOURCE"),
    key_of!(13, Mark, "keys.mark", "SRM_KEY_MARK"),
    key_of!(14, Redo, "keys.redo", "SRM_KEY_REDO"),
    key_of!(15, Reset, "keys.reset", "SRM_KEY_RESET"),
    key_of!(16, Field, "keys.field", "SRM_KEY_FIELD"),
    key_of!(17, Up, "keys.up", "SRM_KEY_UP"),
    key_of!(18, Down, "keys.down", "SRM_KEY_DOWN"),
    key_of!(19, PageUp, "keys.page_up", "SRM_KEY_PAGE_UP"),
    key_of!(20, PageDown, "keys.page_down", "SRM_KEY_PAGE_DOWN"),
    key_of!(21, Help, "keys.help", "SRM_KEY_HELP"),
    key_of!(22, Quit, "keys.quit", "SRM_KEY_QUIT"),
    key_of!(23, Open, "keys.open", "SRM_KEY_OPEN"),
    Setting {
        key: "sm2.variant",
        variable: "SRM_SM2_VARIANT",
        reach: Reach::User,
        explanation: "which reading of SM-2: its text, its author's plug-in, or the common one",
        get: |settings| settings.scheduling.variant.name().into(),
        set: |settings, value| {
            let words = Variant::ALL.map(|variant| (variant.name(), variant));
            settings.scheduling.variant = value.one_of(&words)?;
            Ok(())
        },
    },
    Setting {
        key: "fsrs.retention",
        variable: "SRM_FSRS_RETENTION",
        reach: Reach::User,
        explanation: "the share of cards that FSRS wants remembered when they are asked",
        get: |settings| {
            f64::from(settings.scheduling.retention.thousandths())
                .div(1000.0)
                .into()
        },
        set: |settings, value| {
            let allowed = "a share from 0.70 to 0.99";
            settings.scheduling.retention = value.read(allowed, scheduling::read_retention)?;
            Ok(())
        },
    },
];

/// The word for a value, out of all.
fn word<T: PartialEq>(words: &[(&'static str, T)], value: T) -> &'static str {
    let mut words = words.iter();
    words
        .find(|(_, known)| *known == value)
        .map_or("", |(word, _)| word)
}
const PICKS: [(&str, Pick); 3] = [
    ("off", Pick::Exact),
    ("fuzz", Pick::Fuzz),
    ("balance", Pick::Balance),
];

const TYPING: [(&str, Typing); 3] = [
    ("tagged", Typing::Tagged),
    ("always", Typing::Always),
    ("never", Typing::Never),
];

#[cfg(test)]
#[path = "list_tests.rs"]
mod tests;
