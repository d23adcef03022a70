//! Where values come from: the default, the learner's file over it, the project's file over that, and
//! variables over all.

use std::path::{Path, PathBuf};

use crate::terminal::problem_view::path_name;

use super::super::environment;
use super::super::failure::Failure;
use super::super::home;
use super::deck_setting::OfDeck;
use super::list::SETTINGS;
use super::setting::{Reach, Setting, named, unknown};
use super::settings_file::{self, Entry};
use super::{Settings, Value};

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Origin {
    /// Nobody set it.
    Default,
    /// The learner's settings file.
    User(PathBuf),
    /// The settings file of the folder, or of one above it.
    Project(PathBuf),
    /// A variable.
    Variable(&'static str),
}

/// The settings with where each comes from.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Layers {
    /// What holds.
    pub(in crate::cli) settings: Settings,
    /// Where each setting of [`SETTINGS`] comes from, in their order.
    origins: Vec<Origin>,
    /// The settings of decks that are set, with where each comes from.
    pub(in crate::cli) of_decks: Vec<(OfDeck, Origin)>,
}

impl Layers {
    /// Reads the files and the variables.
    ///
    /// # Errors
    /// When one of them says what is not understood.
    pub(in crate::cli) fn load() -> Result<Layers, Failure> {
        let mut layers = Layers {
            settings: Settings::default(),
            origins: vec![Origin::Default; SETTINGS.len()],
            of_decks: Vec::new(),
        };
        if let Some(path) = home::settings_file() {
            layers.add_file(&path, Reach::User)?;
        }
        if let Some(path) = home::project_file() {
            layers.add_file(&path, Reach::Project)?;
        }
        // The files are judged before variables cover what they say.
        for setting in &SETTINGS {
            if let Some(text) = environment::text(setting.variable)? {
                let variable = setting.variable;
                layers
                    .set(setting, &Value::Typed(text), Origin::Variable(variable))
                    .map_err(|failure| {
                        Failure::usage(failure.message.replacen(setting.key, variable, 1))
                            .hint(format!("Correct it, or unset it: unset {variable}"))
                    })?;
            }
        }
        Ok(layers)
    }

    /// What a file of this text would set, and nothing else.
    ///
    /// # Errors
    /// When it says what is not understood.
    pub(in crate::cli) fn of_text(text: &str, file: Reach) -> Result<Layers, Failure> {
        let mut layers = Layers {
            settings: Settings::default(),
            origins: vec![Origin::Default; SETTINGS.len()],
            of_decks: Vec::new(),
        };
        layers.add_text(text, file, &Origin::Default)?;
        Ok(layers)
    }

    /// Where the value of a setting comes from.
    pub(in crate::cli) fn origin(&self, setting: &Setting) -> &Origin {
        let place = SETTINGS.iter().position(|known| known.key == setting.key);
        place
            .and_then(|place| self.origins.get(place))
            .unwrap_or(&Origin::Default)
    }

    fn add_file(&mut self, path: &Path, file: Reach) -> Result<(), Failure> {
        let Some(text) = settings_file::read(path)? else {
            return Ok(());
        };
        let origin = match file {
            Reach::User => Origin::User(path.to_owned()),
            Reach::Project => Origin::Project(path.to_owned()),
        };
        self.add_text(&text, file, &origin)
            .map_err(|failure| in_file(path, failure))
    }

    fn add_text(&mut self, text: &str, file: Reach, origin: &Origin) -> Result<(), Failure> {
        for Entry { key, value, line } in settings_file::entries(text)? {
            let at_line = |failure: Failure| Failure {
                message: format!("line {line}: {}", failure.message),
                ..failure
            };
            let Some(value) = value else {
                // What is left when the last setting of a table is taken out.
                match is_table(&key) {
                    true => continue,
                    false => return Err(at_line(unknown(&key))),
                }
            };
            if let Some(of_deck) = OfDeck::named(&key).map_err(at_line)? {
                if file == Reach::Project && of_deck.setting.reach == Reach::User {
                    return Err(at_line(of_the_learner(&key)));
                }
                of_deck
                    .put(&mut self.settings, &Value::Stored(value))
                    .map_err(at_line)?;
                let key = of_deck.key();
                self.of_decks.retain(|(known, _)| known.key() != key);
                self.of_decks.push((of_deck, origin.clone()));
                continue;
            }
            let setting = named(&key)
                .ok()
                .filter(|setting| setting.key == key)
                .ok_or_else(|| at_line(unknown(&key)))?;
            if file == Reach::Project && setting.reach == Reach::User {
                return Err(at_line(of_the_learner(&key)));
            }
            self.set(setting, &Value::Stored(value), origin.clone())
                .map_err(at_line)?;
        }
        Ok(())
    }

    fn set(
        &mut self,
        setting: &'static Setting,
        value: &Value,
        origin: Origin,
    ) -> Result<(), Failure> {
        (setting.set)(&mut self.settings, value).map_err(|unfit| setting.refused(&unfit))?;
        let place = SETTINGS.iter().position(|known| known.key == setting.key);
        if let Some(known) = place.and_then(|place| self.origins.get_mut(place)) {
            *known = origin;
        }
        Ok(())
    }
}

/// Whether settings stand in a table with this name.
fn is_table(name: &str) -> bool {
    let in_it = |setting: &Setting| match setting.key.strip_prefix(name) {
        Some(rest) => rest.starts_with('.'),
        None => false,
    };
    SETTINGS.iter().any(in_it) || OfDeck::is_table(name)
}

/// A project's file holds what is the learner's to set.
fn of_the_learner(key: &str) -> Failure {
    let why = format!("{key} is the same in every folder, so a project cannot set it");
    Failure::usage(why).hint("Set it for all folders: srm config set KEY VALUE")
}

/// A failure with the file it is about.
pub(in crate::cli) fn in_file(path: &Path, failure: Failure) -> Failure {
    let path = path_name(path);
    Failure::usage(format!("the settings file {path}, {}", failure.message)).hint(
        failure
            .hint
            .unwrap_or_else(|| format!("Correct {path}, or remove it.")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Limits;
    use crate::terminal::scale::Scale;

    fn read(files: &[(&str, Reach)]) -> Result<Layers, String> {
        let mut layers = Layers {
            settings: Settings::default(),
            origins: vec![Origin::Default; SETTINGS.len()],
            of_decks: Vec::new(),
        };
        for (text, file) in files {
            let origin = match file {
                Reach::User => Origin::User(PathBuf::new()),
                Reach::Project => Origin::Project(PathBuf::new()),
            };
            layers
                .add_text(text, *file, &origin)
                .map_err(|failure| failure.message)?;
        }
        Ok(layers)
    }

    #[test]
    fn a_file_sets_what_it_names_and_nothing_else() {
        let text = "[review]\nnew_per_day = 5\nrollover_hour = 0\ngrades = \"0-5\"\n";
        let settings = read(&[(text, Reach::User)]).unwrap().settings;
        assert_eq!(
            settings.limits,
            Limits {
                new: 5,
                reviews: 200
            }
        );
        assert_eq!(settings.rollover.hour(), 0);
        assert_eq!(settings.scale, Scale::Six);
        for nothing in ["", "[review]\n", "[deck]\n", "[deck.A]\n"] {
            let settings = read(&[(nothing, Reach::User)]).unwrap().settings;
            assert_eq!(settings, Settings::default(), "{nothing}");
        }
    }

    #[test]
    fn a_project_goes_over_the_learners_own_file_and_each_value_knows_where_it_is_from() {
        let user = (
            "[review]\nnew_per_day = 5\nreviews_per_day = 50",
            Reach::User,
        );
        let project = ("[review]\nnew_per_day = 7\n", Reach::Project);
        let layers = read(&[user, project]).unwrap();
        assert_eq!(
            layers.settings.limits,
            Limits {
                new: 7,
                reviews: 50
            }
        );
        let origin = |key| layers.origin(named(key).unwrap());
        assert!(matches!(origin("new_per_day"), Origin::Project(_)));
        assert!(matches!(origin("reviews_per_day"), Origin::User(_)));
        assert_eq!(origin("grades"), &Origin::Default);
    }

    #[test]
    fn a_project_cannot_set_what_belongs_to_the_learner() {
        let message = read(&[("[review]\nrollover_hour = 0", Reach::Project)]).unwrap_err();
        assert!(
            message.starts_with("line 2: review.rollover_hour"),
            "{message}"
        );
    }

    #[test]
    fn decks_have_settings_of_their_own_in_both_files() {
        let user = (
            "[deck.\"AWS::Storage\"]\nnew = 5\nreviews = 50\nscheduler = \"fsrs 0.85\"",
            Reach::User,
        );
        let project = ("[deck.\"AWS::Storage\"]\nnew = 7\n", Reach::Project);
        let layers = read(&[user, project]).unwrap();
        let (deck, limits) = &layers.settings.deck_limits[0];
        assert_eq!(deck.as_str(), "AWS::Storage");
        assert_eq!((limits.new, limits.reviews), (Some(7), Some(50)));
        let schedulers = layers.settings.scheduling.algorithms();
        assert!(schedulers.differs_by_deck());
        let mut origins = layers
            .of_decks
            .iter()
            .map(|(of, origin)| (of.key(), origin));
        let new = origins.find(|(key, _)| key.ends_with("new")).unwrap();
        assert!(matches!(new.1, Origin::Project(_)));
        let refused = read(&[("[deck.A]\nscheduler = \"sm2\"", Reach::Project)]).unwrap_err();
        assert!(refused.contains("a project cannot set it"), "{refused}");
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let check = |text: &str, part: &str| {
            let message = read(&[(text, Reach::User)]).unwrap_err();
            assert!(message.contains(part), "{message}");
        };
        check("[review]\nnew_per_dya = 5", "new_per_dya");
        check("[review]\n\nnew_per_dya = 5", "line 3");
        check("[reviews]\nnew_per_day = 5", "reviews");
        check("new_per_day = 5", "there is no setting `new_per_day`");
        check("[review]\nrollover_hour = 24", "0 to 23");
        check("[review]\nnew_per_day = -1", "-1");
        check("[review]\ngrades = \"1-5\"", "1-5");
        check("[review", "line 1");
        check(
            "[deck.A]\nnwe = 1",
            "line 2: there is no setting `deck.A.nwe`",
        );
        check("[deck.A]\nnew = -1", "deck.\"A\".new is -1");
        check("[deck]\nnew = 1", "deck.new");
    }
}
