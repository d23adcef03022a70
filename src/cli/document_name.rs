//! What a message calls a document: by the name of its file alone, and by as much of its path as tells it apart
//! where another document has the same name.

use std::path::{Component, Path, PathBuf};

use crate::store::Store;
use crate::terminal::problem_view::path_name;

use super::document_import::BUNDLED_PREFIX;
use super::failure::Failure;

/// A document's name in a message.
pub(super) fn document_name(store: &Store, path: &str) -> Result<String, Failure> {
    let path = path.strip_prefix(BUNDLED_PREFIX).unwrap_or(path);
    let Some(name) = Path::new(path).file_name() else {
        return Ok(path.to_owned());
    };
    let others = store.documents_called(&name.to_string_lossy())?;
    Ok(path_name(&apart(Path::new(path), &others)))
}

/// The shortest end of a path that no other one has.
fn apart(path: &Path, others: &[String]) -> PathBuf {
    let others: Vec<&Path> = others
        .iter()
        .map(|other| Path::new(other.strip_prefix(BUNDLED_PREFIX).unwrap_or(other)))
        .filter(|other| *other != path)
        .collect();
    let parts: Vec<Component<'_>> = path.components().collect();
    let ends = (0..parts.len()).rev();
    ends.map(|first| parts.iter().skip(first).collect::<PathBuf>())
        .find(|end| !others.iter().any(|other| other.ends_with(end)))
        .unwrap_or_else(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_documents_of_one_name_show_more_of_their_path() {
        let known = [
            "/home/me/aws/notes.md",
            "/home/me/azure/notes.md",
            "/old/aws/notes.md",
        ];
        let known = known.map(str::to_owned);
        for (path, expected) in [
            ("/home/me/azure/notes.md", "azure/notes.md"),
            ("/home/me/aws/notes.md", "me/aws/notes.md"),
            ("/old/aws/notes.md", "old/aws/notes.md"),
            ("/notes.md", "/notes.md"),
        ] {
            assert_eq!(apart(Path::new(path), &known), Path::new(expected));
        }
        assert_eq!(
            apart(Path::new("/home/me/aws/notes.md"), &[]),
            Path::new("notes.md")
        );
        let own = &known[..1];
        assert_eq!(
            apart(Path::new("/home/me/aws/notes.md"), own),
            Path::new("notes.md")
        );
    }
}
