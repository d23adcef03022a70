//! `srm completions`: what a shell needs to complete `srm` command lines.

use clap::{Args, ValueEnum};
use clap_complete::env::Shells;

use super::super::completion::VARIABLE;
use super::super::context::Context;
use super::super::failure::Failure;

/// The script for bash. That of the library leaves the spaces of deck names as they are, so that a name
/// came out as several words.
const BASH: &str = include_str!("completions.bash");

/// What the library's script for PowerShell puts on the command line, and what quotes it where it has to.
const POWER_WORD: &str = "CompletionResult]::new($cmd, $cmd,";
const POWER_QUOTED: &str = "CompletionResult]::new($(if ($cmd -match '[^\\w./:=-]') \
    { \"'\" + $cmd.Replace(\"'\", \"''\") + \"'\" } else { $cmd }), $cmd,";

/// Print what a shell needs to complete commands, options and deck names
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm completions bash >> ~/.bashrc
  srm completions fish > ~/.config/fish/completions/srm.fish

For zsh, add it to ~/.zshrc after compinit; for PowerShell, to $PROFILE. The
shell asks srm itself, so that decks are known as they are: the script stays as
it is when the decks change.")]
pub(in crate::cli) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// A shell that can be completed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    // PowerShell.
    #[value(name = "powershell")]
    Power,
}

impl Shell {
    fn name(self) -> &'static str {
        match self {
            Shell::Bash => "bash",
            Shell::Zsh => "zsh",
            Shell::Fish => "fish",
            Shell::Power => "powershell",
        }
    }
}

impl Completions {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        if matches!(self.shell, Shell::Bash) {
            return Ok(context.out.block(BASH)?);
        }
        let shells = Shells::builtins();
        let name = self.shell.name();
        let shell = shells
            .completer(name)
            .ok_or_else(|| Failure::failed(format!("there are no completions for {name}")))?;
        let mut script = Vec::new();
        shell.write_registration(VARIABLE, "srm", "srm", "srm", &mut script)?;
        let script = String::from_utf8_lossy(&script);
        Ok(context
            .out
            .block(&script.replace(POWER_WORD, POWER_QUOTED))?)
    }
}
