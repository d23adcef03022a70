//! What opens pictures and sounds: the program that `$SRM_OPEN` names, else the system's own. Never a
//! shell between, so that no file name can be taken for a command.

use std::path::Path;
use std::process::{Command, Stdio};

use super::environment;
use super::failure::Failure;

/// The system's own way to open a file.
const SYSTEM: &str = if cfg!(target_os = "macos") {
    "open"
} else {
    "xdg-open"
};

/// Opens a file and does not wait: a viewer may stay as long as it likes.
pub(super) fn open(file: &Path) -> Result<(), Failure> {
    let named = environment::text("SRM_OPEN")?;
    let named = named.unwrap_or_else(|| SYSTEM.to_owned());
    let mut words = named.split_whitespace();
    let program = words.next().unwrap_or(SYSTEM);
    let child = Command::new(program)
        .args(words)
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    match child {
        Ok(mut child) => {
            // It leaves no dead process behind while the session goes on.
            std::thread::spawn(move || drop(child.wait()));
            Ok(())
        }
        Err(error) => Err(Failure::failed(format!(
            "the program {program} cannot be started: {error}"
        ))
        .hint("Set SRM_OPEN to a program that shows pictures and plays sounds.")),
    }
}
