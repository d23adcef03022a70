//! What is said of a document before it comes in: its problems, and where its text is known already.
//! It decides nothing.

use std::collections::BTreeSet;

use crate::cards::Compiled;
use crate::store::KnownDocument;
use crate::terminal::problem_view;

use super::super::context::Context;
use super::super::document_import::is_gone;
use super::super::source_file::SourceFile;

/// Says each problem on one line; `srm compile` shows them in full.
pub(super) fn note_problems(context: &mut Context, file: &SourceFile, compiled: &Compiled) {
    // Most documents have none, and finding the lines of a large one takes a moment. One that is gone has no lines.
    if compiled.problems.is_empty() || is_gone(&file.identity) {
        return;
    }
    let Ok(text) = file.text() else {
        return;
    };
    let source = problem_view::Source::new(&file.name, text);
    for problem in &compiled.problems {
        // A closed stderr is no reason to stop.
        let _ = source.show_summary(&mut context.err, problem);
    }
}

/// Says when the same text is in the collection under another path, as after moving a file.
pub(super) fn note_copy(
    context: &mut Context,
    file: &SourceFile,
    documents: &[KnownDocument],
    changed: &BTreeSet<String>,
) {
    let blake3 = file.blake3();
    let copy = documents.iter().find(|known| {
        known.blake3 == blake3 && !changed.contains(&known.path) && !is_gone(&known.path)
    });
    if let Some(copy) = copy {
        context.note(&format!(
            "{} has the same text as {}, which is in the collection already. Both are kept.",
            file.name, copy.path
        ));
    }
}
