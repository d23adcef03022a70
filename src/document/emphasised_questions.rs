//! Questions in bold or italics at the head of a line, with their answers behind them: `**Who steers?** The helm`. Where
//! nothing but the emphasis parts them, only several such lines are meant so.

use super::block::Block;
use super::one_line::Cut;
use super::parting::is_line;

/// The fewest lines that are meant so.
const FEWEST: usize = 3;
/// The fewest words of such a question; in fewer it may be a manner of speaking.
const FEWEST_WORDS: usize = 3;

/// The lines of a document with a question in emphasis and its answer behind it, which may be a single word: `**How many
/// lines has a stave?** Five`. None where they are too few to be meant so.
pub(super) fn behind_emphasis(source: &str, blocks: &[Block]) -> Vec<(usize, Cut)> {
    let answer = |(at, block): (usize, &Block)| {
        let text = Some(block).filter(|block| is_line(block))?.text;
        let marks = ["**", "__", "*", "_"].into_iter();
        let (question, behind) = marks
            .flat_map(|mark| emphasised(text.text(source), mark))
            .next()?;
        let rest = text.text(source).get(behind..)?;
        let answer = rest.trim_start();
        let answers = answer.len() < rest.len()
            && question.split_whitespace().nth(1).is_some()
            && answer.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '`' | '$' | '"'))
            && !answer.contains('?');
        let end = text.end().saturating_sub(answer.len());
        answers.then(|| (at, (text.start().saturating_add(behind), end)))
    };
    let found: Vec<(usize, Cut)> = blocks.iter().enumerate().filter_map(answer).collect();
    let is_long = |(at, _): &&(usize, Cut)| {
        let text = blocks.get(*at).map_or("", |block| block.text.text(source));
        let question = text.split_once('?').map_or("", |(question, _)| question);
        question.split_whitespace().nth(FEWEST_WORDS - 1).is_some()
    };
    match found.iter().filter(is_long).nth(FEWEST - 1) {
        Some(_) => found,
        None => Vec::new(),
    }
}

/// The question in bold that a text begins with, and where its emphasis ends.
pub(super) fn in_bold(text: &str) -> Option<(&str, usize)> {
    emphasised(text, "**")
}

/// The question between two marks that a text begins with, and where the second ends.
fn emphasised<'t>(text: &'t str, mark: &str) -> Option<(&'t str, usize)> {
    let inner = text.strip_prefix(mark)?;
    let (question, _) = inner.split_once(mark)?;
    let behind = question.len().saturating_add(mark.len().saturating_mul(2));
    question.ends_with('?').then_some((question, behind))
}

#[cfg(test)]
mod tests {
    use crate::document::parting::texts;

    #[test]
    fn a_word_behind_a_bold_question_answers_it_where_there_are_some() {
        let line = "- **How many lines has it?** Five\n";
        assert_eq!(texts(&line.repeat(3)).len(), 6);
        assert_eq!(texts(&line.repeat(2)).len(), 2);
        assert_eq!(texts(&line.replace("**", "*").repeat(3)).len(), 6);
        assert_eq!(texts(&line.replace("**", "__").repeat(3)).len(), 6);
        assert_eq!(texts(&"- **Why not?** Because\n".repeat(3)).len(), 3);
        assert_eq!(texts(&"- **Is it so?** (see below)\n".repeat(3)).len(), 3);
    }
}
