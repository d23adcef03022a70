//! Where things are: the database and the settings files.
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
            path: plain(followed(path)),
            chosen: Chosen::ByLearner,
        });
    }
    match base_folder("XDG_DATA_HOME", |base| base.data_dir()) {
        Some(folder) => Ok(Database {
            path: followed(folder.join("srm").join("srm.db")),
            chosen: Chosen::ByDefault,
        }),
        None => Err(Failure::failed(
            "there is no place for the database, as HOME is not set to an absolute path",
        )
        .hint("Name the database with --db FILE, or set SRM_DB or HOME.")),
    }
}

/// A name that stands for a file and for nothing else: `:memory:` and `file:…` are addresses to the library that
/// keeps the database, and what is saved there is gone with the program.
fn plain(path: PathBuf) -> PathBuf {
    let name = path.as_os_str().as_encoded_bytes();
    match name.starts_with(b":") || name.starts_with(b"file:") {
        true => Path::new(".").join(path),
        false => path,
    }
}

/// As many links in a row as systems follow.
const MOST_LINKS: usize = 40;

/// The file that a path leads to, when links of files are followed: what lies beside a collection lies beside the
/// file, whatever name it was opened by.
fn followed(mut path: PathBuf) -> PathBuf {
    for _ in 0..MOST_LINKS {
        match std::fs::read_link(&path) {
            Ok(target) => path = path.with_file_name(target),
            Err(_) => break,
        }
    }
    path
}

/// The settings file, whether it is there or not; none without a home.
pub(super) fn settings_file() -> Option<PathBuf> {
    let folder = base_folder("XDG_CONFIG_HOME", |base| base.config_dir())?;
    Some(folder.join("srm").join("config.toml"))
}

/// The settings file of the project: `srm.toml` in the folder one works in, or in the nearest above it.
/// The walk ends below the home folder and below the root: a file there would be nobody's project.
pub(super) fn project_file() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let home = environment::raw("HOME").map(PathBuf::from);
    nearest_above(&here, home.as_deref(), |file| file.is_file())
}

/// The name of a project's settings file.
const PROJECT_FILE: &str = "srm.toml";

fn nearest_above(
    here: &Path,
    home: Option<&Path>,
    is_there: impl Fn(&Path) -> bool,
) -> Option<PathBuf> {
    here.ancestors()
        .take_while(|folder| Some(*folder) != home && folder.parent().is_some())
        .map(|folder| folder.join(PROJECT_FILE))
        .find(|file| is_there(file))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_found_above_but_not_in_the_home_folder_or_the_root() {
        let find = |here: &str, there: &str| {
            let home = Some(Path::new("/home/me"));
            nearest_above(Path::new(here), home, |file| file == Path::new(there))
        };
        let project = "/home/me/aws/srm.toml";
        assert_eq!(find("/home/me/aws/week/1", project), Some(project.into()));
        assert_eq!(find("/home/me/aws", project), Some(project.into()));
        assert_eq!(find("/home/me/other", project), None);
        assert_eq!(find("/home/me/aws", "/home/me/srm.toml"), None);
        assert_eq!(find("/srv/notes", "/srm.toml"), None);
        assert_eq!(
            find("/srv/notes", "/srv/srm.toml"),
            Some("/srv/srm.toml".into())
        );
    }
}
