//! Tables of contents written as lists. They repeat the questions of a document and are none.

use crate::document::{Code, Problem};

use super::page::Page;
use super::prompt_words::is_one_of;

/// The most bytes of a title of contents.
const LONGEST_TITLE: usize = 60;

/// The items of tables of contents, under the title that says so; sorted.
pub(super) fn contents(page: &Page<'_>) -> Vec<usize> {
    const TITLES: [&str; 14] = [
        "table of contents",
        "contents",
        "toc",
        "inhaltsverzeichnis",
        "índice",
        "table des matières",
        "оглавление",
        "目录",
        "目次",
        "содержание",
        "sumário",
        "indice",
        "mục lục",
        "목차",
    ];
    let is_title = |at: usize| {
        let bare = page.text(at).trim_matches(|c: char| !c.is_alphanumeric());
        !page.is_item(at) && bare.len() <= LONGEST_TITLE && is_one_of(bare, &TITLES)
    };
    let mut found = Vec::new();
    for title in (0..page.blocks.len()).filter(|at| is_title(*at)) {
        found.extend(
            (title.saturating_add(1)..page.blocks.len()).take_while(|at| page.is_item(*at)),
        );
    }
    found
}

/// The note about the contents whose first item stands at a place.
pub(super) fn contents_left_out(page: &Page<'_>, at: usize) -> Option<Problem> {
    let is_content = |at: usize| page.survey.is_content(at);
    let goes_on = at.checked_sub(1).is_some_and(is_content);
    let span = page.block(at).map(|block| block.text)?;
    (is_content(at) && !goes_on).then(|| Problem {
        code: Code::Skipped,
        span,
        message: "this list looks like a table of contents; no cards were made".into(),
        hint: None,
    })
}
