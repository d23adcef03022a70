//! Settings: the file, overridden by `SRM_…` variables. Flags override both, in the commands.
//! A setting that is not understood is an error, never ignored: a typo would silently change the days.

use std::path::Path;

use serde::Deserialize;

use crate::calendar::Rollover;
use crate::review::Limits;
use crate::terminal::plain::Scale;
use crate::terminal::problem_view::path_name;

use super::environment;
use super::failure::Failure;
use super::home;

/// What a learner can set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// How much a study day asks for.
    pub(super) limits: Limits,
    /// When a study day begins.
    pub(super) rollover: Rollover,
    /// The numbers of the grades.
    pub(super) scale: Scale,
    /// Whether a review first brings changed documents up to date.
    pub(super) update: Update,
}

/// What a review does about documents that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Update {
    /// It brings them up to date.
    First,
    /// Nothing.
    Never,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    review: ReviewTable,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReviewTable {
    new_per_day: Option<u32>,
    reviews_per_day: Option<u32>,
    rollover_hour: Option<u8>,
    grades: Option<String>,
    update: Option<bool>,
}

impl Settings {
    /// The settings that hold now.
    pub(super) fn load() -> Result<Settings, Failure> {
        let path = home::settings_file();
        let mut table = match &path {
            Some(path) => read_file(path)?,
            None => ReviewTable::default(),
        };
        if let Some(path) = &path {
            // The file is judged before variables cover what it says.
            from_table(&table).map_err(|failure| in_file(path, failure))?;
        }
        let over = ReviewTable {
            new_per_day: environment::number("SRM_NEW_PER_DAY")?,
            reviews_per_day: environment::number("SRM_REVIEWS_PER_DAY")?,
            rollover_hour: environment::number("SRM_ROLLOVER_HOUR")?,
            grades: environment::text("SRM_GRADES")?,
            update: environment::truth("SRM_UPDATE")?,
        };
        table = ReviewTable {
            new_per_day: over.new_per_day.or(table.new_per_day),
            reviews_per_day: over.reviews_per_day.or(table.reviews_per_day),
            rollover_hour: over.rollover_hour.or(table.rollover_hour),
            grades: over.grades.or(table.grades),
            update: over.update.or(table.update),
        };
        from_table(&table)
    }
}

fn read_file(path: &Path) -> Result<ReviewTable, Failure> {
    match std::fs::read_to_string(path) {
        Ok(text) => parse(&text).map_err(|failure| in_file(path, failure)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(ReviewTable::default()),
        Err(error) => Err(Failure::failed(format!(
            "the settings file {} cannot be read: {error}",
            path_name(path)
        ))),
    }
}

fn parse(text: &str) -> Result<ReviewTable, Failure> {
    toml::from_str::<File>(text)
        .map(|file| file.review)
        .map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text.get(..start).unwrap_or_default().matches('\n').count() + 1;
            Failure::usage(format!("line {line}: {}", error.message().trim()))
        })
}

fn in_file(path: &Path, failure: Failure) -> Failure {
    let path = path_name(path);
    Failure::usage(format!("the settings file {path}, {}", failure.message)).hint(
        failure
            .hint
            .unwrap_or_else(|| format!("Correct {path}, or remove it.")),
    )
}

fn from_table(table: &ReviewTable) -> Result<Settings, Failure> {
    let defaults = Limits::default();
    let rollover = match table.rollover_hour {
        None => Rollover::default(),
        Some(hour) => Rollover::at_hour(hour).ok_or_else(|| {
            Failure::usage(format!("rollover_hour is {hour}, but an hour is 0 to 23"))
        })?,
    };
    let scale = match table.grades.as_deref() {
        None | Some("1-4") => Scale::Four,
        Some("0-5") => Scale::Six,
        Some(other) => {
            return Err(Failure::usage(format!(
                "grades is `{other}`, but it can be only `1-4` or `0-5`"
            )));
        }
    };
    let limits = Limits {
        new: table.new_per_day.unwrap_or(defaults.new),
        reviews: table.reviews_per_day.unwrap_or(defaults.reviews),
    };
    Ok(Settings {
        limits,
        rollover,
        scale,
        update: match table.update {
            Some(false) => Update::Never,
            _ => Update::First,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Settings, String> {
        parse(text)
            .and_then(|table| from_table(&table))
            .map_err(|failure| failure.message)
    }

    #[test]
    fn a_file_sets_what_it_names_and_nothing_else() {
        let settings =
            read("[review]\nnew_per_day = 5\nrollover_hour = 0\ngrades = \"0-5\"\n").unwrap();
        assert_eq!(
            settings.limits,
            Limits {
                new: 5,
                reviews: 200
            }
        );
        assert_eq!(settings.rollover.hour(), 0);
        assert_eq!(settings.scale, Scale::Six);
        assert_eq!(read("").unwrap().limits, Limits::default());
    }

    #[test]
    fn the_readme_shows_every_setting_with_its_default() {
        let readme = include_str!("../../README.md");
        let (_, rest) = readme.split_once("```toml\n").unwrap();
        let (shown, _) = rest.split_once("```").unwrap();
        // Without `..`: a new setting belongs into the README as well.
        let ReviewTable {
            new_per_day: Some(_),
            reviews_per_day: Some(_),
            rollover_hour: Some(_),
            grades: Some(_),
            update: Some(_),
        } = parse(shown).unwrap()
        else {
            panic!("a setting is missing: {shown}");
        };
        assert_eq!(read(shown), read(""));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let check = |text: &str, part: &str| {
            let message = read(text).unwrap_err();
            assert!(message.contains(part), "{message}");
        };
        check("[review]\nnew_per_dya = 5", "new_per_dya");
        check("[review]\n\nnew_per_dya = 5", "line 3");
        check("[reviews]\nnew_per_day = 5", "reviews");
        check("[review]\nrollover_hour = 24", "0 to 23");
        check("[review]\nnew_per_day = -1", "-1");
        check("[review]\ngrades = \"1-5\"", "1-5");
        check("[review", "line 1");
    }
}
