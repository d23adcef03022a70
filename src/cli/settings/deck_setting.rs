//! Settings of a deck and what stands inside it: `[deck."AWS::Storage"]` in a settings file, with its
//! keys here, one entry each. A deck is named in full.

use crate::cards::DeckName;
use crate::review::LimitChange;

use super::super::failure::Failure;
use super::super::nearest::nearest;
use super::Settings;
use super::scheduling;
use super::setting::Reach;
use super::value::{Unfit, Value};

/// The table of decks in a settings file.
const TABLE: &str = "deck";

/// One setting that every deck can have.
#[derive(Debug)]
pub(in crate::cli) struct DeckSetting {
    /// The last part of its name.
    pub(in crate::cli) name: &'static str,
    /// Which files may hold it.
    pub(in crate::cli) reach: Reach,
    /// What it does, on one line.
    pub(in crate::cli) explanation: &'static str,
    /// Its value for a deck, where there is one.
    pub(in crate::cli) get: fn(&Settings, &DeckName) -> Option<toml_edit::Value>,
    /// Sets it, where the value fits.
    pub(in crate::cli) set: fn(&mut Settings, &DeckName, &Value) -> Result<(), Unfit>,
}

/// The settings that a deck can have.
pub(in crate::cli) static DECK_SETTINGS: [DeckSetting; 3] = [
    DeckSetting {
        name: "new",
        reach: Reach::Project,
        explanation: "new cards of a study day in this deck, at most",
        get: |settings, deck| Some(i64::from(limits(settings, deck)?.new?).into()),
        set: |settings, deck, value| {
            let new = value.whole(0..=u32::MAX)?;
            set_limits(settings, deck, |limits| limits.new = Some(new));
            Ok(())
        },
    },
    DeckSetting {
        name: "reviews",
        reach: Reach::Project,
        explanation: "due cards of a study day in this deck, at most",
        get: |settings, deck| Some(i64::from(limits(settings, deck)?.reviews?).into()),
        set: |settings, deck, value| {
            let reviews = value.whole(0..=u32::MAX)?;
            set_limits(settings, deck, |limits| limits.reviews = Some(reviews));
            Ok(())
        },
    },
    DeckSetting {
        name: "scheduler",
        reach: Reach::User,
        explanation: "what schedules this deck; it goes over review.deck_schedulers",
        get: |settings, deck| {
            let choice = settings.scheduling.own.iter().find(|own| own.is_of(deck))?;
            Some(choice.text().into())
        },
        set: |settings, deck, value| {
            let allowed = "a scheduler such as `fsrs 0.85` or `sm2 common`";
            let choice = value.read(allowed, |text| scheduling::read_choice(deck, text))?;
            let own = &mut settings.scheduling.own;
            own.retain(|own| !own.is_of(deck));
            own.push(choice);
            Ok(())
        },
    },
];

fn limits(settings: &Settings, deck: &DeckName) -> Option<LimitChange> {
    let mut own = settings.deck_limits.iter();
    own.find(|(name, _)| name == deck)
        .map(|(_, limits)| *limits)
}

/// Changes the limits of a deck.
fn set_limits(settings: &mut Settings, deck: &DeckName, change: impl Fn(&mut LimitChange)) {
    let own = &mut settings.deck_limits;
    match own.iter_mut().find(|(name, _)| name == deck) {
        Some((_, limits)) => change(limits),
        None => {
            let mut limits = LimitChange::default();
            change(&mut limits);
            own.push((deck.clone(), limits));
        }
    }
}

/// A setting of one deck.
#[derive(Clone, Debug)]
pub(in crate::cli) struct OfDeck {
    /// The deck.
    pub(in crate::cli) deck: DeckName,
    /// The setting.
    pub(in crate::cli) setting: &'static DeckSetting,
}

impl OfDeck {
    /// Reads `deck.AWS::Storage.new`, the deck in quotes or not; none for what is no setting of a deck.
    ///
    /// # Errors
    /// When it begins like one and is none.
    pub(in crate::cli) fn named(key: &str) -> Result<Option<OfDeck>, Failure> {
        let Some(rest) = key
            .strip_prefix(TABLE)
            .and_then(|rest| rest.strip_prefix('.'))
        else {
            return Ok(None);
        };
        let names = DECK_SETTINGS.iter().map(|setting| setting.name);
        let unknown = |last: &str| {
            let hint = match nearest(last, names.clone()) {
                Some(name) => format!("Did you mean `{name}`?"),
                None => "A deck has: new, reviews, scheduler.".to_owned(),
            };
            Failure::usage(format!("there is no setting `{key}`")).hint(hint)
        };
        let (deck, last) = rest.rsplit_once('.').ok_or_else(|| unknown(rest))?;
        let setting = DECK_SETTINGS.iter().find(|setting| setting.name == last);
        let quoted = deck
            .strip_prefix('"')
            .and_then(|deck| deck.strip_suffix('"'));
        match (DeckName::new(quoted.unwrap_or(deck)), setting) {
            (Some(deck), Some(setting)) => Ok(Some(OfDeck { deck, setting })),
            _ => Err(unknown(last)),
        }
    }

    /// Whether settings of decks stand in a table with this name.
    pub(super) fn is_table(name: &str) -> bool {
        name.split('.').next() == Some(TABLE)
    }

    /// Its whole name, as a settings file could write it.
    pub(in crate::cli) fn key(&self) -> String {
        let name = toml_edit::Value::from(self.deck.as_str());
        format!("{TABLE}.{}.{}", name.to_string().trim(), self.setting.name)
    }

    /// The tables around it in a settings file, and its own name in the innermost.
    pub(in crate::cli) fn path(&self) -> (Vec<String>, String) {
        let tables = vec![TABLE.to_owned(), self.deck.to_string()];
        (tables, self.setting.name.to_owned())
    }

    /// The value that `typed` gives it, as a settings file writes it.
    ///
    /// # Errors
    /// When it cannot be that.
    pub(in crate::cli) fn read(&self, typed: &str) -> Result<toml_edit::Value, Failure> {
        let mut settings = Settings::default();
        self.put(&mut settings, &Value::Typed(typed.to_owned()))?;
        // What was just set is there.
        Ok((self.setting.get)(&settings, &self.deck).unwrap_or_else(|| typed.into()))
    }

    /// Sets it.
    ///
    /// # Errors
    /// When the value does not fit.
    pub(super) fn put(&self, settings: &mut Settings, value: &Value) -> Result<(), Failure> {
        (self.setting.set)(settings, &self.deck, value).map_err(|Unfit { value, allowed }| {
            let key = self.key();
            Failure::usage(format!("{key} is {value}, but it can be only {allowed}"))
        })
    }

    /// What it can be, such as ``a whole number``.
    pub(in crate::cli) fn allowed(&self) -> String {
        let nothing = Value::Typed(String::new());
        match (self.setting.set)(&mut Settings::default(), &self.deck, &nothing) {
            Err(unfit) => unfit.allowed,
            Ok(()) => "any text".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(key: &str) -> OfDeck {
        OfDeck::named(key).unwrap().unwrap()
    }

    #[test]
    fn a_setting_of_a_deck_is_named_with_and_without_quotes() {
        for key in ["deck.AWS::S3 v1.2.new", "deck.\"AWS::S3 v1.2\".new"] {
            let setting = named(key);
            assert_eq!(setting.deck.as_str(), "AWS::S3 v1.2");
            assert_eq!(setting.key(), "deck.\"AWS::S3 v1.2\".new");
        }
        assert!(OfDeck::named("review.new_per_day").unwrap().is_none());
        for wrong in ["deck.AWS", "deck.AWS.now", "deck..new", "deck.\"\".new"] {
            assert!(OfDeck::named(wrong).is_err(), "{wrong}");
        }
        let hint = OfDeck::named("deck.AWS.reviws").unwrap_err().hint.unwrap();
        assert!(hint.contains("reviews"), "{hint}");
    }

    #[test]
    fn every_setting_of_a_deck_takes_what_it_gives() {
        for (key, value) in [
            ("deck.A.new", "5"),
            ("deck.A.reviews", "0"),
            ("deck.A.scheduler", "fsrs 0.85"),
        ] {
            let setting = named(key);
            let read = setting.read(value).unwrap();
            let mut settings = Settings::default();
            assert!((setting.setting.get)(&settings, &setting.deck).is_none());
            setting
                .put(&mut settings, &Value::Stored(read.clone()))
                .unwrap();
            let got = (setting.setting.get)(&settings, &setting.deck).unwrap();
            assert_eq!(got.to_string(), read.to_string(), "{key}");
            assert!(setting.read("x y").is_err(), "{key}");
            assert_ne!(setting.allowed(), "any text", "{key}");
        }
    }
}
