//! A setting: its name, what it does, where it may stand, and how it is read and written. Which settings
//! there are is in `list`.

use super::super::failure::Failure;
use super::super::nearest::nearest;
use super::Settings;
use super::list::SETTINGS;
use super::value::{Unfit, Value};

/// Which files may hold a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Reach {
    /// A project's file as well as the learner's own.
    Project,
    /// The learner's own file only: it has to be the same in every folder.
    User,
}

/// One setting.
#[derive(Debug)]
pub(in crate::cli) struct Setting {
    /// Its name: table and key of the file, with a point between.
    pub(in crate::cli) key: &'static str,
    /// The variable that overrides the files.
    pub(in crate::cli) variable: &'static str,
    /// Which files may hold it.
    pub(in crate::cli) reach: Reach,
    /// What it does, on one line.
    pub(in crate::cli) explanation: &'static str,
    /// Its value.
    pub(in crate::cli) get: fn(&Settings) -> toml_edit::Value,
    /// Sets it, where the value fits.
    pub(in crate::cli) set: fn(&mut Settings, &Value) -> Result<(), Unfit>,
}

impl Setting {
    /// What it can be, such as ``a whole number from 0 to 23``.
    pub(in crate::cli) fn allowed(&self) -> String {
        let nothing = Value::Typed(String::new());
        match (self.set)(&mut Settings::default(), &nothing) {
            Err(unfit) => unfit.allowed,
            Ok(()) => "any text".to_owned(),
        }
    }

    /// The tables around it in a settings file, and its own name in the innermost.
    pub(in crate::cli) fn path(&self) -> super::edit::Path {
        let mut tables: Vec<String> = self.key.split('.').map(str::to_owned).collect();
        let last = tables.pop().unwrap_or_default();
        (tables, last)
    }

    /// Its default, as a settings file writes it.
    pub(in crate::cli) fn default_value(&self) -> toml_edit::Value {
        (self.get)(&Settings::default())
    }

    /// The value that `typed` gives it, as a settings file writes it.
    ///
    /// # Errors
    /// When it cannot be that.
    pub(in crate::cli) fn read(&self, typed: &str) -> Result<toml_edit::Value, Failure> {
        let mut settings = Settings::default();
        (self.set)(&mut settings, &Value::Typed(typed.to_owned()))
            .map_err(|unfit| self.refused(&unfit))?;
        Ok((self.get)(&settings))
    }

    /// It cannot be this value.
    pub(super) fn refused(&self, unfit: &Unfit) -> Failure {
        let Unfit { value, allowed } = unfit;
        let key = self.key;
        Failure::usage(format!("{key} is {value}, but it can be only {allowed}"))
    }
}

/// The setting with this name. The table may be left out where that leaves no doubt.
///
/// # Errors
/// When there is none; the hint names the nearest.
pub(in crate::cli) fn named(typed: &str) -> Result<&'static Setting, Failure> {
    let short = |setting: &Setting| setting.key.rsplit('.').next() == Some(typed);
    if let Some(setting) = SETTINGS.iter().find(|setting| setting.key == typed) {
        return Ok(setting);
    }
    let mut alike = SETTINGS.iter().filter(|setting| short(setting));
    match (alike.next(), alike.next()) {
        (Some(setting), None) => Ok(setting),
        _ => Err(unknown(typed)),
    }
}

/// There is no such setting.
pub(super) fn unknown(typed: &str) -> Failure {
    let last = |key: &'static str| key.rsplit('.').next().unwrap_or(key);
    let near = nearest(typed, SETTINGS.iter().map(|setting| setting.key)).or_else(|| {
        let typed = typed.rsplit('.').next().unwrap_or(typed);
        let short = nearest(typed, SETTINGS.iter().map(|setting| last(setting.key)))?;
        let is_it = |setting: &&Setting| last(setting.key) == short;
        SETTINGS.iter().find(is_it).map(|setting| setting.key)
    });
    let hint = match near {
        Some(key) => format!("Did you mean `{key}`? `srm config` lists all settings."),
        None => "`srm config` lists all settings.".to_owned(),
    };
    Failure::usage(format!("there is no setting `{typed}`")).hint(hint)
}
