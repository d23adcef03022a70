//! The learner's editor: `$VISUAL`, else `$EDITOR`, opened at a line. Never a shell between, so that
//! no file name can be taken for a command.

use std::path::Path;
use std::process::Command;

use super::environment;
use super::failure::Failure;

/// An editor as the environment names it: the program and its own arguments.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Editor {
    program: String,
    arguments: Vec<String>,
}

/// How editors are told a line.
enum LineStyle {
    /// `vim +12 FILE`
    Plus,
    /// `hx FILE:12`
    Colon,
    /// `code --goto FILE:12`
    Goto,
    /// Not at all, as far as is known.
    None,
}

impl Editor {
    /// The editor to use.
    ///
    /// # Errors
    /// When neither variable names one.
    pub(super) fn from_environment() -> Result<Editor, Failure> {
        let named = match environment::text("VISUAL")? {
            Some(named) => Some(named),
            None => environment::text("EDITOR")?,
        };
        named.as_deref().and_then(Editor::parse).ok_or_else(|| {
            Failure::failed("no editor is set").hint("Name one, such as: export EDITOR=nano")
        })
    }

    fn parse(named: &str) -> Option<Editor> {
        let mut words = named.split_whitespace().map(str::to_owned);
        Some(Editor {
            program: words.next()?,
            arguments: words.collect(),
        })
    }

    /// Opens a file at a line and waits until the editor ends.
    pub(super) fn open(&self, file: &Path, line: u32) -> Result<(), Failure> {
        let status = self.command(file, line).status().map_err(|error| {
            Failure::failed(format!(
                "the editor {} cannot be started: {error}",
                self.program
            ))
            .hint("Set EDITOR to a program that is there, such as nano.")
        })?;
        match status.success() {
            true => Ok(()),
            false => Err(Failure::failed(format!(
                "the editor {} ended with an error; nothing was brought in",
                self.program
            ))),
        }
    }

    fn command(&self, file: &Path, line: u32) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        match self.line_style() {
            LineStyle::Plus => command.arg(format!("+{line}")).arg(file),
            LineStyle::Colon => command.arg(at_line(file, line)),
            LineStyle::Goto => command.arg("--goto").arg(at_line(file, line)),
            LineStyle::None => command.arg(file),
        };
        command
    }

    fn line_style(&self) -> LineStyle {
        let name = Path::new(&self.program).file_stem();
        match name.and_then(|name| name.to_str()).unwrap_or_default() {
            "vi" | "vim" | "nvim" | "view" | "gvim" | "ed" | "nano" | "pico" | "emacs"
            | "emacsclient" | "micro" | "kak" | "joe" | "jed" | "mg" | "ne" | "gedit" | "kate" => {
                LineStyle::Plus
            }
            "hx" | "helix" | "subl" | "zed" => LineStyle::Colon,
            "code" | "codium" | "code-insiders" => LineStyle::Goto,
            _ => LineStyle::None,
        }
    }
}

fn at_line(file: &Path, line: u32) -> std::ffi::OsString {
    let mut place = file.as_os_str().to_owned();
    place.push(format!(":{line}"));
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(named: &str) -> Vec<String> {
        let command = Editor::parse(named)
            .unwrap()
            .command(Path::new("/a b/n.md"), 12);
        let words = command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned());
        words.collect()
    }

    #[test]
    fn each_editor_is_told_the_line_in_its_own_way() {
        assert_eq!(arguments("/usr/bin/vim"), ["+12", "/a b/n.md"]);
        assert_eq!(arguments("hx"), ["/a b/n.md:12"]);
        assert_eq!(
            arguments("code --wait"),
            ["--wait", "--goto", "/a b/n.md:12"]
        );
        assert_eq!(arguments("myeditor -x"), ["-x", "/a b/n.md"]);
        assert_eq!(Editor::parse("  "), None);
    }
}
