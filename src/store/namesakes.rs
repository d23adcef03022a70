//! Documents of one name: what tells a message which of them it has to tell apart.

use super::error::Error;
use super::open::Store;

impl Store {
    /// The paths of the documents with cards whose file has this name, by path.
    ///
    /// # Errors
    /// When the database fails.
    pub fn documents_called(&self, name: &str) -> Result<Vec<String>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT path FROM document \
             WHERE (path = :name OR substr(path, -length(:name) - 1) = '/' || :name) \
             AND EXISTS (SELECT 1 FROM card WHERE card.document = document.id AND retired = 0) \
             ORDER BY path",
        )?;
        let paths = statement.query_map([name], |row| row.get(0))?;
        Ok(paths.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod tests {
    use crate::store::events::tests::{NOTES, import, store};

    #[test]
    fn documents_are_called_by_the_name_of_their_file_and_nothing_less() {
        let (_folder, mut store) = store();
        for (path, title) in [
            ("/a/notes.md", "A"),
            ("/b/notes.md", "B"),
            ("/b/my-notes.md", "C"),
            ("/b/%.md", "D"),
        ] {
            let text = NOTES.replace("| a |", &format!("| {title} |"));
            import(&mut store, path, &text);
        }
        assert_eq!(
            store.documents_called("notes.md").unwrap(),
            ["/a/notes.md", "/b/notes.md"]
        );
        assert_eq!(store.documents_called("%.md").unwrap(), ["/b/%.md"]);
        // One without cards is in nobody's way.
        import(&mut store, "/a/notes.md", "# A\n");
        assert_eq!(store.documents_called("notes.md").unwrap(), ["/b/notes.md"]);
    }
}
