//! Numbered statements with the verdict behind each: `1. A lock lifts ships. (T)`, `(O) [설명: …]`. The verdict
//! becomes a line of its own, which answers, and so does what explains it. Signs in parentheses say much else, so
//! that both verdicts must stand in the document.

use super::block::{Block, BlockKind, Marker};
use super::parting::{self, Indent};
use super::span::Span;

/// The fewest such statements.
const FEWEST: usize = 3;
/// The most bytes of one.
const LONGEST: usize = 1000;
/// What says that a statement is true, and that it is false.
const TRUE: [&str; 14] = [
    "O",
    "○",
    "T",
    "True",
    "TRUE",
    "참",
    "√",
    "Vrai",
    "Verdadero",
    "Verdadeiro",
    "Vero",
    "Richtig",
    "Верно",
    "Benar",
];
const FALSE: [&str; 11] = [
    "X",
    "×",
    "F",
    "False",
    "FALSE",
    "거짓",
    "Faux",
    "Falso",
    "Falsch",
    "Неверно",
    "Salah",
];

/// The pieces of a statement.
struct Pieces {
    statement: Span,
    verdict: Span,
    explanation: Option<Span>,
    is_true: bool,
}

/// Parts the statements from their verdicts.
pub(super) fn part(source: &str, blocks: &mut Vec<Block>) {
    let found: Vec<(usize, Pieces)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| Some((at, pieces(source, block)?)))
        .collect();
    let is_true = found.iter().filter(|(_, pieces)| pieces.is_true).count();
    if found.len() < FEWEST || is_true == 0 || is_true == found.len() {
        return;
    }
    parting::part(blocks, found, Indent::UnderItem, |_, pieces, below| {
        below.push(pieces.verdict);
        below.extend(pieces.explanation);
        pieces.statement
    });
}

fn pieces(source: &str, block: &Block) -> Option<Pieces> {
    let is_numbered = matches!(
        block.kind,
        BlockKind::Item {
            marker: Marker::Number(_),
            ..
        }
    );
    let text = block.text.text(source);
    if !is_numbered || text.len() > LONGEST {
        return None;
    }
    let explanation = explanation(text);
    let judged = match explanation {
        Some(explanation) => text.strip_suffix(explanation)?.trim_end(),
        None => text,
    };
    let bare = judged.trim_end_matches(['*', '_', ' ', '.']);
    let inner = bare.strip_suffix([')', ']'])?;
    let open = inner.rfind(['(', '['])?;
    let (statement, behind) = inner.split_at_checked(open)?;
    let verdict = behind.get(1..)?.trim();
    let is_true = TRUE.contains(&verdict);
    let statement = statement.trim_end_matches(['*', '_', ' ']);
    let says = statement.split_whitespace().nth(1).is_some();
    if !says || !(is_true || FALSE.contains(&verdict)) {
        return None;
    }
    let place = |piece: &str| {
        let start = Span::of_piece(piece, text).start();
        Span::sized(block.text.start().saturating_add(start), piece.len())
    };
    Some(Pieces {
        statement: place(statement),
        verdict: place(verdict),
        explanation: explanation.map(place),
        is_true,
    })
}

/// `[설명: …]` at the end of a text.
fn explanation(text: &str) -> Option<&str> {
    let inner = text.strip_suffix(']')?;
    let start = inner.rfind('[')?;
    let inner = inner.get(start..)?;
    inner.contains([':', '：']).then(|| text.get(start..))?
}

#[cfg(test)]
mod tests {
    use crate::document::parting::texts;

    #[test]
    fn verdicts_become_lines() {
        let source =
            "1. A lock lifts ships. (T)\n2. A dam sails. **(F)**\n3. Tea is wet. (T) [Why: water]";
        let expected = [
            "A lock lifts ships.",
            "T",
            "A dam sails.",
            "F",
            "Tea is wet.",
            "T",
            "[Why: water]",
        ];
        assert_eq!(texts(source), expected);
    }

    #[test]
    fn signs_that_all_say_the_same_are_none() {
        let source = "1. Press the key (X)\n2. Press the key (X)\n3. Press the key (X)";
        assert_eq!(texts(source).len(), 3);
    }
}
