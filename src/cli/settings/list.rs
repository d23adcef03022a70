//! All settings, one entry each. The files, the variables, `srm config` and the README come from this
//! list: a new setting is an entry here and a field of `Settings`.

use std::ops::Div;

use crate::calendar::Rollover;
use crate::review::{NewCards, Order, SiblingRule};
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
pub(in crate::cli) static SETTINGS: [Setting; 38] = [
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

const TYPING: [(&str, Typing); 3] = [
    ("tagged", Typing::Tagged),
    ("always", Typing::Always),
    ("never", Typing::Never),
];

#[cfg(test)]
mod tests {
    use super::super::Settings;
    use super::super::setting::named;
    use super::super::value::Value;
    use super::*;

    /// All settings with their defaults, as the README shows them.
    fn as_toml() -> String {
        let mut text = String::new();
        let mut table = "";
        for setting in &SETTINGS {
            let (its_table, key) = setting.key.split_once('.').unwrap();
            if its_table != table {
                text += &format!(
                    "{}[{its_table}]\n",
                    if table.is_empty() { "" } else { "\n" }
                );
                table = its_table;
            }
            text += &format!("# {}: {}.\n", setting.variable, setting.explanation);
            let default = setting.default_value();
            text += &format!("{key} = {}\n", default.to_string().trim());
        }
        text
    }

    #[test]
    fn the_readme_shows_every_setting_with_its_default() {
        let readme = include_str!("../../../README.md");
        let (_, rest) = readme.split_once("```toml\n").unwrap();
        let (shown, _) = rest.split_once("```").unwrap();
        assert_eq!(shown, as_toml());
    }

    #[test]
    fn every_setting_takes_its_own_default_and_has_a_name_of_its_own() {
        for setting in &SETTINGS {
            let stored = Value::Stored(setting.default_value());
            (setting.set)(&mut Settings::default(), &stored).unwrap();
            let last = setting.key.rsplit('.').next().unwrap();
            assert_eq!(named(last).unwrap().key, setting.key);
            assert!(setting.variable.starts_with("SRM_"), "{}", setting.key);
        }
    }

    #[test]
    fn every_action_of_the_full_screen_has_its_key_here() {
        for entry in &ENTRIES {
            let setting = named(&format!("keys.{}", entry.name)).unwrap();
            assert_eq!(setting.explanation, entry.help);
            let stored = Value::Stored("x".into());
            let mut settings = Settings::default();
            (setting.set)(&mut settings, &stored).unwrap();
            assert_eq!(settings.keys.of(entry.action).to_string(), "x");
        }
    }

    #[test]
    fn a_slip_in_a_name_is_told_with_the_nearest() {
        let hint = |typed| named(typed).unwrap_err().hint.unwrap();
        for typed in ["review.new_per_dya", "new_per_dya", "reviw.new_per_day"] {
            assert!(hint(typed).contains("`review.new_per_day`"), "{typed}");
        }
        assert!(!hint("colour").contains("Did you mean"));
    }

    #[test]
    fn what_a_setting_can_be_is_said() {
        let allowed = |key| named(key).unwrap().allowed();
        assert_eq!(allowed("new_per_day"), "a whole number");
        assert_eq!(allowed("rollover_hour"), "a whole number from 0 to 23");
        assert_eq!(allowed("grades"), "`1-4` or `0-5`");
        assert_eq!(allowed("update"), "`true` or `false`");
    }
}
