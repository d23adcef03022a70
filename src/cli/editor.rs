//! The learner's editor: `$VISUAL`, else `$EDITOR`, opened at a line. Never a shell between, so that
//! no file name can be taken for a command; quotes in the variable keep words together all the same.

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
        let named = named.unwrap_or_default();
        let words = words(&named).ok_or_else(|| {
            Failure::failed("a quote in EDITOR or VISUAL is never closed")
                .hint("Close it, such as: export EDITOR='\"/my programs/editor\" --wait'")
        })?;
        Editor::of_words(words).ok_or_else(|| {
            Failure::failed("no editor is set").hint("Name one, such as: export EDITOR=nano")
        })
    }

    fn of_words(words: Vec<String>) -> Option<Editor> {
        let mut words = words.into_iter();
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
            .hint("Set EDITOR to a program that is there; quotes keep a name with spaces together.")
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

/// The words of a command line; `None` when a quote is never closed. Quotes keep what they hold together,
/// and a backslash keeps a blank or a quote: before anything else it is part of a path.
fn words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        match (sign, quote) {
            (sign, Some(open)) if sign == open => quote = None,
            ('\'' | '"', None) => {
                quote = Some(sign);
                word.get_or_insert_default();
            }
            (sign, None) if sign.is_whitespace() => words.extend(word.take()),
            ('\\', None | Some('"')) => {
                let kept = signs.next_if(|next| match quote {
                    None => next.is_whitespace() || matches!(next, '\'' | '"'),
                    Some(open) => *next == open,
                });
                word.get_or_insert_default().push(kept.unwrap_or(sign));
            }
            (sign, _) => word.get_or_insert_default().push(sign),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
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
        let command = Editor::of_words(words(named).unwrap())
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
        assert_eq!(Editor::of_words(words("  ").unwrap()), None);
    }

    #[test]
    fn quotes_and_backslashes_keep_words_together() {
        let cases: [(&str, &[&str]); 7] = [
            ("'/my dir/ed it' -x", &["/my dir/ed it", "-x"]),
            (
                r#""/my dir/ed it" --a="b c""#,
                &["/my dir/ed it", "--a=b c"],
            ),
            (r"/my\ dir/edit -x", &["/my dir/edit", "-x"]),
            (r#""a\"b" 'c"d' '' e"#, &["a\"b", "c\"d", "", "e"]),
            (r"C:\bin\edit.exe", &[r"C:\bin\edit.exe"]),
            (r#""C:\Program Files\e.exe""#, &[r"C:\Program Files\e.exe"]),
            ("vi; touch $(x) `y`", &["vi;", "touch", "$(x)", "`y`"]),
        ];
        for (line, expected) in cases {
            assert_eq!(words(line).unwrap(), expected, "{line}");
        }
        for open in ["vi 'a", "\"vi", "'\""] {
            assert_eq!(words(open), None, "{open}");
        }
    }
}
