//! Numbered statements with the verdict behind each: `1. A lock lifts ships. (T)`, `(O) [설명: …]`. The verdict
//! becomes a line of its own, which answers, and so does what explains it. Signs in parentheses say much else, so
//! that both verdicts must stand in the document.

use super::block::{Block, BlockKind, Marker};
use super::parting::{self, Indent};
use super::span::Span;

/// The fewest such statements, and the fewest where nothing but a tick or a cross judges.
const FEWEST: usize = 3;
const FEWEST_TICKED: usize = 2;
/// The most bytes of one.
const LONGEST: usize = 1000;
/// The most bytes of a text that may be a single word.
const LONGEST_WORD: usize = 20;
/// What says that a statement is true, and that it is false.
const TRUE: [&str; 19] = [
    "O",
    "○",
    "T",
    "V",
    "True",
    "TRUE",
    "참",
    "√",
    "✓",
    "✔",
    "对",
    "正确",
    "Vrai",
    "Verdadero",
    "Verdadeiro",
    "Vero",
    "Richtig",
    "Верно",
    "Benar",
];
const FALSE: [&str; 16] = [
    "X",
    "×",
    "✗",
    "✘",
    "F",
    "False",
    "FALSE",
    "거짓",
    "错",
    "错误",
    "Faux",
    "Falso",
    "Falsch",
    "Неверно",
    "Salah",
    "誤",
];

/// The pieces of a statement.
struct Pieces {
    statement: Span,
    verdict: Span,
    explanation: Option<Span>,
    is_true: bool,
    is_ticked: bool,
}

/// Parts the statements from their verdicts.
pub(super) fn part(source: &str, blocks: &mut Vec<Block>) {
    let found: Vec<(usize, Pieces)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| Some((at, pieces(source, block)?)))
        .collect();
    let is_true = found.iter().filter(|(_, pieces)| pieces.is_true).count();
    let is_ticked = found.iter().all(|(_, pieces)| pieces.is_ticked);
    let fewest = if is_ticked { FEWEST_TICKED } else { FEWEST };
    if found.len() < fewest || is_true == 0 || is_true == found.len() {
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
    let (statement, verdict) = match bare.strip_suffix([')', ']', '）']) {
        Some(inner) => inner.rsplit_once(['(', '[', '（'])?,
        None => behind_dash(bare).or_else(|| behind_stop(bare))?,
    };
    let verdict = verdict.trim();
    let is_true = TRUE.contains(&verdict);
    let statement = statement.trim_end_matches(['*', '_', ' ']);
    // Where no spaces part the words, a statement is long enough by its signs.
    let says = statement.split_whitespace().nth(1).is_some() || statement.len() > LONGEST_WORD;
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
        is_ticked: verdict.contains(|sign: char| !sign.is_alphanumeric()),
    })
}

/// `Gas has no mass. — **False`: a whole sentence, and its verdict behind a dash or an arrow.
fn behind_dash(text: &str) -> Option<(&str, &str)> {
    let signs = [" — ", " – ", " - ", " → ", " -> "];
    let (statement, verdict) = signs.iter().find_map(|sign| text.rsplit_once(sign))?;
    let is_whole = statement.ends_with(['.', '!', '。']);
    is_whole.then(|| (statement, verdict.trim_start_matches(['*', '_'])))
}

/// `Gas has no mass. **False**`: a whole sentence, and its verdict as a word of its own.
fn behind_stop(text: &str) -> Option<(&str, &str)> {
    /// The fewest bytes of such a word.
    const SHORTEST: usize = 4;
    let (statement, _) = text.rsplit_once([' '])?;
    let verdict = text.get(statement.len()..)?.trim_matches(['*', '_', ' ']);
    let is_whole = statement.ends_with(['.', '!', '。']) && verdict.len() >= SHORTEST;
    (is_whole && verdict.chars().all(char::is_alphabetic)).then_some((statement, verdict))
}

/// Whether a text begins with the word of a verdict: `Falsch, er sinkt.`, `True`.
pub fn begins_with_verdict(text: &str) -> bool {
    /// Words that judge where nothing but a key stands.
    const MORE: [&str; 18] = [
        "right",
        "wrong",
        "correct",
        "incorrect",
        "correcto",
        "incorrecto",
        "verdadera",
        "falsa",
        "certo",
        "errado",
        "doğru",
        "yanlış",
        "đúng",
        "sai",
        "prawda",
        "fałsz",
        "waar",
        "sant",
    ];
    let bare = text.trim_start_matches(['*', '_', '(', ' ']);
    let word = bare.split(|sign: char| !sign.is_alphanumeric()).next();
    let word = word.filter(|word| !word.is_empty()).unwrap_or(bare);
    let is_alone = || word.len() == text.trim_matches(['*', '_', '(', ')', '.', ' ']).len();
    // A letter may begin a sentence.
    let is_short = word.chars().nth(1).is_none();
    let folded = word.to_lowercase();
    let is_same = |known: &&str| {
        known
            .chars()
            .flat_map(char::to_lowercase)
            .eq(folded.chars())
    };
    let judges = TRUE.iter().chain(&FALSE).any(is_same) || MORE.contains(&folded.as_str());
    judges && (!is_short || is_alone())
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
    fn words_that_judge_are_told_from_texts() {
        for text in ["True", "**Falsch**, er sinkt.", "T", "√", "Errado"] {
            assert!(super::begins_with_verdict(text), "{text}");
        }
        for text in ["T cells mature", "A lock", "B", "Truth"] {
            assert!(!super::begins_with_verdict(text), "{text}");
        }
    }

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
        let source = "1. It floats. **True**\n2. It sinks. False\n3. It flies. *False*";
        assert_eq!(texts(source).len(), 6);
        let source = "1. It floats. True\n2. It sinks. So it is\n3. It flies. Perhaps";
        assert_eq!(texts(source).len(), 3);
    }

    #[test]
    fn signs_that_all_say_the_same_are_none() {
        let source = "1. Press the key (X)\n2. Press the key (X)\n3. Press the key (X)";
        assert_eq!(texts(source).len(), 3);
    }
}
