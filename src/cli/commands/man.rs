//! `srm man`: a manual page for the program and for each command, out of what `--help` says.

use std::path::PathBuf;

use clap::{Args, CommandFactory};

use crate::terminal::problem_view::path_name;
use crate::terminal::words::count;

use super::super::arguments::Arguments;
use super::super::context::Context;
use super::super::failure::Failure;
use super::super::output_file::{self, Privacy};

/// Write the manual pages into a folder
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm man ~/.local/share/man/man1 && man srm-review
  srm man .

The folder has to be there. Pages of the same names are replaced.")]
pub(in crate::cli) struct Man {
    /// The folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Man {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        if !self.folder.is_dir() {
            let name = path_name(&self.folder);
            return Err(Failure::failed(format!("there is no folder {name}"))
                .hint(format!("Make it with: mkdir -p {name}")));
        }
        let mut program = Arguments::command();
        program.build();
        let mut pages = vec![program.clone()];
        collect(&program, &mut pages);
        for command in &pages {
            let typed = command.get_display_name().unwrap_or(command.get_name());
            let page = clap_mangen::Man::new(command.clone()).title(typed);
            let mut text = Vec::new();
            page.render(&mut text)?;
            let path = self.folder.join(page.get_filename());
            output_file::write(&path, &text, Privacy::Usual)?;
        }
        let pages = count(pages.len() as u64, "page", "pages");
        context.note(&format!("Wrote {pages} into {}.", path_name(&self.folder)));
        Ok(())
    }
}

/// The commands below one, and those below them.
fn collect(outer: &clap::Command, pages: &mut Vec<clap::Command>) {
    let shown = |command: &&clap::Command| !command.is_hide_set() && command.get_name() != "help";
    for command in outer.get_subcommands().filter(shown) {
        pages.push(command.clone());
        collect(command, pages);
    }
}
