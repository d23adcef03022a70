//! `srm config`: every setting, its value and where that comes from; changing the learner's own file.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::Serialize;

use crate::store::private_folder;
use crate::terminal::columns::{Align, table};
use crate::terminal::full::NoBinding;
use crate::terminal::problem_view::path_name;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::home;
use super::super::output_file::{self, Privacy};
use super::super::settings::{
    Layers, Named, OfDeck, Origin, Reach, SETTINGS, Setting, edit, in_file, read,
};
use super::write_json;

/// Show the settings and where each comes from, or change one
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:
  srm config                            every setting, its value, and who set it
  srm config set review.new_per_day 10  for all folders from now on
  srm config explain rollover_hour      what a setting does, and what it can be

A flag goes over a variable, a variable over srm.toml of the folder or the
nearest above it, that over srm/config.toml in the XDG config folder. srm.toml
can set nothing that has to be the same in every folder, run no program, and
name no database. The search for it ends below the home folder."
)]
pub(in crate::cli) struct Config {
    #[command(subcommand)]
    deed: Option<Deed>,
    /// Print one JSON object (format srm-config)
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Print a value alone, for scripts
    #[command(after_help = "Examples:
  srm config get review.new_per_day
  srm config get grades")]
    Get {
        /// The setting; its table may be left out
        #[arg(value_name = "KEY")]
        key: String,
    },
    /// Set a value in your settings file
    #[command(after_help = "Examples:
  srm config set review.new_per_day 10
  srm config set 'deck.AWS::Storage.new' 5")]
    Set {
        /// The setting; its table may be left out
        #[arg(value_name = "KEY")]
        key: String,
        /// Its value
        #[arg(value_name = "VALUE", allow_hyphen_values = true)]
        value: String,
    },
    /// Take a value out of your settings file
    #[command(after_help = "Examples:
  srm config unset review.new_per_day
  srm config unset grades")]
    Unset {
        /// The setting; its table may be left out
        #[arg(value_name = "KEY")]
        key: String,
    },
    /// Say what a setting does and what it can be
    #[command(after_help = "Examples:
  srm config explain review.grades
  srm config explain update")]
    Explain {
        /// The setting; its table may be left out
        #[arg(value_name = "KEY")]
        key: String,
    },
}

impl Config {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        match self.deed {
            None if self.json => show_json(context),
            None => show(context),
            Some(Deed::Get { key }) => get(context, &key),
            Some(Deed::Set { key, value }) => set(context, &key, &value),
            Some(Deed::Unset { key }) => unset(context, &key),
            Some(Deed::Explain { key }) => explain(context, &key),
        }
    }
}

fn show(context: &mut Context) -> Result<(), Failure> {
    let layers = Layers::load()?;
    let row = |setting: &Setting| {
        let value = shown(&(setting.get)(&layers.settings));
        vec![setting.key.to_owned(), value, from(layers.origin(setting))]
    };
    let rows: Vec<Vec<String>> = SETTINGS.iter().map(row).collect();
    let of_decks = layers.of_decks.iter().map(|(of, origin)| {
        let value = (of.setting.get)(&layers.settings, &of.deck);
        let value = value.map_or(String::new(), |value| shown(&value));
        vec![of.key(), value, from(origin)]
    });
    let rows: Vec<Vec<String>> = rows.into_iter().chain(of_decks).collect();
    let header = [
        ("setting", Align::Left),
        ("value", Align::Left),
        ("from", Align::Left),
    ];
    context.out.block(&table(&header, &rows))?;
    if let Some(path) = home::settings_file() {
        let is_there = if path.is_file() {
            ""
        } else {
            " (not there yet)"
        };
        context.out.line(&format!(
            "Your settings file: {}{is_there}.",
            path_name(&path)
        ))?;
    }
    Ok(context
        .out
        .line("Next: srm config explain KEY, srm config set KEY VALUE")?)
}

/// A value as a settings file writes it.
fn shown(value: &toml_edit::Value) -> String {
    value.clone().decorated("", "").to_string()
}

fn from(origin: &Origin) -> String {
    match origin {
        Origin::Default => "default".to_owned(),
        Origin::User(path) => format!("your file {}", path_name(path)),
        Origin::Project(path) => format!("project file {}", path_name(path)),
        Origin::Variable(name) => format!("variable {name}"),
    }
}

/// As [`from`], without paths.
fn short(origin: &Origin) -> String {
    match origin {
        Origin::Default => "the default".to_owned(),
        Origin::User(_) => "from your file".to_owned(),
        Origin::Project(_) => "from the project's file".to_owned(),
        Origin::Variable(name) => format!("from {name}"),
    }
}

fn get(context: &mut Context, key: &str) -> Result<(), Failure> {
    let setting = Named::read(key)?;
    let value = setting.now(&Layers::load()?).ok_or_else(|| {
        Failure::failed(format!("{} is not set", setting.key()))
            .hint("Without it the deck goes by the settings of the whole collection: srm config")
    })?;
    // A text without the quotes that a settings file needs.
    let text = value.as_str().map_or_else(|| shown(&value), str::to_owned);
    Ok(context.out.line(&text)?)
}

fn set(context: &mut Context, key: &str, typed: &str) -> Result<(), Failure> {
    let setting = Named::read(key)?;
    let value = setting
        .value(typed)
        .map_err(|failure| failure.hint(format!("See: srm config explain '{}'", setting.key())))?;
    refuse_taken_key(&setting, &value)?;
    set_in_file(context, &setting, value)?;
    warn_if_covered(context, &setting)
}

/// Refuses a key that does something else where it would work: a review would refuse to begin.
fn refuse_taken_key(setting: &Named, value: &toml_edit::Value) -> Result<(), Failure> {
    let key = setting.key();
    let Some(name) = key.strip_prefix("keys.") else {
        return Ok(());
    };
    let path = user_file()?;
    let text = read(&path)?.unwrap_or_default();
    let text = edit::with(&text, &setting.path(), value.clone())
        .map_err(|failure| in_file(&path, failure))?;
    let keys = Layers::of_text(&text, Reach::User)
        .map_err(|failure| in_file(&path, failure))?
        .settings
        .keys;
    match keys.check() {
        Err(NoBinding::Taken { one, other, key }) if one == name || other == name => {
            let other = if one == name { other } else { one };
            Err(Failure::usage(format!(
                "the key {key} is taken: it is that of keys.{other}"
            ))
            .hint(format!(
                "Give that another one first: srm config set keys.{other} KEY"
            )))
        }
        _ => Ok(()),
    }
}

/// Writes a value into the learner's file and says so.
pub(super) fn set_in_file(
    context: &mut Context,
    setting: &Named,
    value: toml_edit::Value,
) -> Result<(), Failure> {
    let path = user_file()?;
    let text = read(&path)?.unwrap_or_default();
    let line = shown(&value);
    let text =
        edit::with(&text, &setting.path(), value).map_err(|failure| in_file(&path, failure))?;
    write(&path, &text)?;
    let (key, path) = (setting.key(), path_name(&path));
    Ok(context
        .out
        .line(&format!("Set {key} = {line} in {path}."))?)
}

fn unset(context: &mut Context, key: &str) -> Result<(), Failure> {
    let setting = Named::read(key)?;
    let path = user_file()?;
    let text = read(&path)?.unwrap_or_default();
    let (name, key) = (path_name(&path), setting.key());
    match edit::without(&text, &setting.path()).map_err(|failure| in_file(&path, failure))? {
        Some(text) => {
            write(&path, &text)?;
            context.out.line(&format!("Took {key} out of {name}."))?;
        }
        None => context.out.line(&format!("{key} is not in {name}."))?,
    }
    warn_if_covered(context, &setting)
}

/// What was set has no effect while something goes over it; that must not be a riddle.
fn warn_if_covered(context: &mut Context, setting: &Named) -> Result<(), Failure> {
    let layers = match Layers::load() {
        Ok(layers) => layers,
        // The file was changed as asked; what else is wrong with it is said, too.
        Err(failure) => {
            context.note(&format!("warning: {}", failure.message));
            return Ok(());
        }
    };
    let origin = setting.origin(&layers);
    if matches!(origin, Origin::Project(_) | Origin::Variable(_)) {
        let value = setting
            .now(&layers)
            .map_or(String::new(), |value| shown(&value));
        context.note(&format!(
            "note: here it is {value}, from the {}, which goes over your file",
            from(origin)
        ));
    }
    Ok(())
}

fn explain(context: &mut Context, key: &str) -> Result<(), Failure> {
    let setting = Named::read(key)?;
    let layers = Layers::load()?;
    let now = match setting.now(&layers) {
        Some(value) => format!("{}, {}", shown(&value), short(setting.origin(&layers))),
        None => "not set, so as for the whole collection".to_owned(),
    };
    let out = &mut context.out;
    out.line(&format!("{}: {}.", setting.key(), setting.explanation()))?;
    out.line(&format!("It can be {}.", setting.allowed()))?;
    if let Named::Whole(setting) = &setting {
        out.line(&format!("Default: {}.", shown(&setting.default_value())))?;
    }
    out.line(&format!("Now: {now}."))?;
    if let Named::Whole(setting) = &setting {
        out.line(&format!("Variable: {}.", setting.variable))?;
    }
    if setting.reach() == Reach::User {
        out.line("It is the same in every folder, so srm.toml cannot set it.")?;
    }
    Ok(())
}

fn user_file() -> Result<PathBuf, Failure> {
    home::settings_file().ok_or_else(|| {
        Failure::failed("there is no place for settings, as HOME is not set to an absolute path")
            .hint("Set HOME or XDG_CONFIG_HOME.")
    })
}

fn write(path: &std::path::Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        private_folder(folder).map_err(|error| {
            let folder = path_name(folder);
            Failure::failed(format!("the folder {folder} cannot be made: {error}"))
                .hint("Check that the folder above it is yours.")
        })?;
    }
    // A link, as of those who keep their settings in one place, leads to the file that is meant.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    output_file::write(&target, text.as_bytes(), Privacy::Owner)
}

#[derive(Serialize)]
struct ConfigJson {
    format: &'static str,
    version: u32,
    /// The learner's file, whether it is there or not.
    user_file: Option<String>,
    /// The project's file, where there is one.
    project_file: Option<String>,
    settings: Vec<SettingJson>,
    /// Settings of decks, those that are set.
    decks: Vec<OfDeckJson>,
}

#[derive(Serialize)]
struct OfDeckJson {
    deck: String,
    key: String,
    value: serde_json::Value,
    /// `user` or `project`.
    from: &'static str,
}

#[derive(Serialize)]
struct SettingJson {
    key: &'static str,
    value: serde_json::Value,
    default: serde_json::Value,
    /// `default`, `user`, `project` or `variable`.
    from: &'static str,
    variable: &'static str,
    allowed: String,
    explanation: &'static str,
}

fn show_json(context: &mut Context) -> Result<(), Failure> {
    let layers = Layers::load()?;
    let setting = |setting: &'static Setting| SettingJson {
        key: setting.key,
        value: json(&(setting.get)(&layers.settings)),
        default: json(&setting.default_value()),
        from: word(layers.origin(setting)),
        variable: setting.variable,
        allowed: setting.allowed(),
        explanation: setting.explanation,
    };
    let of_deck = |(of, origin): &(OfDeck, Origin)| OfDeckJson {
        deck: of.deck.to_string(),
        key: of.key(),
        value: (of.setting.get)(&layers.settings, &of.deck).map_or(().into(), |value| json(&value)),
        from: word(origin),
    };
    let name = |path: Option<PathBuf>| path.map(|path| path_name(&path));
    let report = ConfigJson {
        format: "srm-config",
        version: 1,
        user_file: name(home::settings_file()),
        project_file: name(home::project_file()),
        settings: SETTINGS.iter().map(setting).collect(),
        decks: layers.of_decks.iter().map(of_deck).collect(),
    };
    write_json(context, &report)
}

fn word(origin: &Origin) -> &'static str {
    match origin {
        Origin::Default => "default",
        Origin::User(_) => "user",
        Origin::Project(_) => "project",
        Origin::Variable(_) => "variable",
    }
}

fn json(value: &toml_edit::Value) -> serde_json::Value {
    use toml_edit::Value as V;
    match value {
        V::String(text) => text.value().as_str().into(),
        V::Integer(number) => (*number.value()).into(),
        V::Float(number) => (*number.value()).into(),
        V::Boolean(truth) => (*truth.value()).into(),
        V::Array(list) => list.iter().map(json).collect(),
        V::Datetime(_) | V::InlineTable(_) => shown(value).into(),
    }
}
