//! Where things are: the database and the settings file.
//! Nothing here may create a file or a folder.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::environment;
use super::failure::Failure;

/// The path of the database and how it was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Database {
    /// The file.
    pub(super) path: PathBuf,
    /// Who named it.
    pub(super) chosen: Chosen,
}

/// Who named the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    /// The learner, by `--db` or `SRM_DB`. Its folder is expected to be there.
    ByLearner,
    /// Nobody: it is where data of programs lives, and the folder may be made.
    ByDefault,
}

/// The database: `--db`, else `SRM_DB`, else the data folder of the system.
pub(super) fn database(flag: Option<&Path>) -> Result<Database, Failure> {
    let named = match flag {
        Some(path) => Some(path.to_owned()),
        None => environment::raw("SRM_DB").map(PathBuf::from),
    };
    if let Some(path) = named {
        return Ok(Database {
            path,
            chosen: Chosen::ByLearner,
        });
    }
    match base_folder("XDG_DATA_HOME", |base| base.data_dir()) {
        Some(folder) => Ok(Database {
            path: folder.join("srm").join("srm.db"),
            chosen: Chosen::ByDefault,
        }),
        None => Err(Failure::failed(
            "there is no place for the database, as HOME is not set to an absolute path",
        )
        .hint("Name the database with --db FILE, or set SRM_DB or HOME.")),
    }
}

/// The settings file, whether it is there or not; none without a home.
pub(super) fn settings_file() -> Option<PathBuf> {
    let folder = base_folder("XDG_CONFIG_HOME", |base| base.config_dir())?;
    Some(folder.join("srm").join("config.toml"))
}

/// A folder of the system's own layout. Without HOME and without its variable there is none: another
/// user's home would be a guess.
fn base_folder(
    variable: &str,
    of: impl Fn(&etcetera::base_strategy::Xdg) -> PathBuf,
) -> Option<PathBuf> {
    let is_set = |name| environment::raw(name).is_some_and(|value| Path::new(&value).is_absolute());
    if !is_set("HOME") && !is_set(variable) {
        return None;
    }
    etcetera::base_strategy::Xdg::new()
        .ok()
        .map(|base| of(&base))
}
