//! `srm review` on the full screen of a real pseudo-terminal.

mod bars;
mod closed;
mod faces;
mod first_minutes;
mod interrupted;
mod pictures;
mod screens;
mod window;

use std::process::Command;

use assert_cmd::cargo::cargo_bin;

use super::commands::sandbox::{DAY_1, Sandbox};
use window::{Size, Window};

/// The size that the screens are made for.
const DESIGN: Size = (80, 24);

/// An open question, a choice, a typed answer and a list.
const CARDS: &str = "\
# Storage

Q: What is EFS?
A: A shared file system.

Q: Which one is shared?
A) EBS
B) EFS
C) Instance store
Answer: B

## Typed

<!-- srm: typed -->

Q: Which one holds blocks?
A: EBS
";

/// A sandbox with these cards, ready to be reviewed in the order of the document.
fn sandbox(cards: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("notes.md", cards);
    let ran = sandbox.run(&["import", "notes.md"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    sandbox
}

/// The program in a sandbox, as a command for a terminal.
fn command(sandbox: &Sandbox, arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin!("srm"));
    command
        .env_clear()
        .env("TERM", "xterm-256color")
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("HOME", sandbox.path("home"))
        .env("SRM_DB", sandbox.path("srm.db"))
        .env("SRM_NOW", DAY_1)
        .env("SRM_RNG_SEED", "1")
        .current_dir(sandbox.path(""))
        .args(arguments);
    command
}

/// A review in a window.
fn review(sandbox: &Sandbox, size: Size) -> Window {
    Window::open(command(sandbox, &["review"]), size)
}
