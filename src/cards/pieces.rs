//! The pieces of a question's body: blocks, texts behind labels, texts from elsewhere, and how they
//! become one text again.

use crate::document::{Gap, Span, inline};

use super::page::Page;

/// A block, the text behind a label in it, or a text from elsewhere.
#[derive(Debug)]
pub(super) enum Piece {
    Block(usize),
    Rest(Span),
    Text(String),
}

/// Pieces in their order: runs of blocks as Markdown, labelled text where it stood.
pub(super) fn text_of(page: &Page<'_>, pieces: &[Piece]) -> String {
    let mut out = String::new();
    let mut run: Vec<usize> = Vec::new();
    for piece in pieces {
        let text = match piece {
            Piece::Block(at) => {
                run.push(*at);
                continue;
            }
            Piece::Rest(span) => closed(inline::text(span.text(page.source)).trim()),
            Piece::Text(text) => text.clone(),
        };
        append_run(page, &mut out, &mut run);
        append(&mut out, &text, "\n\n");
    }
    append_run(page, &mut out, &mut run);
    out
}

/// A text behind a label without the closing marks of emphasis that began before the label:
/// `**Answer: B) two** (since …)`.
fn closed(text: &str) -> String {
    let text = if text.matches("**").count() % 2 == 1 {
        text.replacen("**", "", 1)
    } else {
        text.to_owned()
    };
    match text.strip_suffix('*') {
        Some(bare) if !bare.contains('*') => bare.to_owned(),
        _ => text,
    }
}

fn append_run(page: &Page<'_>, out: &mut String, run: &mut Vec<usize>) {
    let first = run.first().and_then(|at| page.block(*at));
    let after_gap = first.is_some_and(|block| block.gap == Gap::Blank);
    append(
        out,
        &page.markdown(run),
        if after_gap { "\n\n" } else { "\n" },
    );
    run.clear();
}

/// Adds a text, with a joint where there is something on both sides.
pub(super) fn append(out: &mut String, text: &str, joint: &str) {
    if !out.is_empty() && !text.is_empty() {
        out.push_str(joint);
    }
    out.push_str(text);
}
