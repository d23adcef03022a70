//! A question and its answer on one line: `What is λ? **Answer:** 0.25.` They become two lines, so
//! that whatever reads lines reads these. It must never cut inside of anything but such a line.

use super::block::{Block, BlockKind, Marker};
use super::cued_runs::cued_runs;
use super::emphasised_questions::{behind_emphasis, in_bold};
use super::label::{self, Label};
use super::parting::{self, Indent, is_line};
use super::plain_answers::plain_answers;
use super::span::{Span, bytes_before};

/// The most bytes of a line with a question and its answer: labels are looked for behind each mark.
const LONGEST: usize = 4000;
/// The fewest lines with a short answer that make a list of such.
const FEWEST_SHORT: usize = 3;
/// The fewest words of a question in bold that a sentence answers: `**Why?** Because …` is a manner of
/// speaking.
const FEWEST_WORDS: usize = 3;

/// Where a question ends and where its answer begins.
pub(super) type Cut = (usize, usize);

/// Parts the questions from their answers.
pub(super) fn part(source: &str, blocks: &mut Vec<Block>) {
    let short = short_answers(source, blocks);
    let mut short = short.into_iter().peekable();
    let cuts: Vec<(usize, Cut)> = (0..blocks.len())
        .filter_map(|at| {
            let block = blocks.get(at)?;
            let short = short.next_if(|(place, _)| *place == at);
            let cut = answer_in(source, block)
                .or_else(|| behind_label(source, block, blocks.get(at.saturating_add(1))))
                .or(short.map(|(_, cut)| cut))?;
            Some((at, cut))
        })
        .collect();
    parting::part(
        blocks,
        cuts,
        Indent::UnderItem,
        |block, (cut, answer), below| {
            below.push(Span::new(answer, block.text.end()));
            block.text.with_end(cut)
        },
    );
}

/// The lines of a document that ask and answer in short, such as `What is it? — a disk`; none where
/// they are too few to be meant so.
fn short_answers(source: &str, blocks: &[Block]) -> Vec<(usize, Cut)> {
    let found: Vec<(usize, Cut)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| {
            let block = Some(block).filter(|block| is_line(block))?;
            Some((at, short_answer(source, block)?))
        })
        .collect();
    let words = behind_emphasis(source, blocks);
    let (mut found, other) = match found.len() < FEWEST_SHORT {
        true => {
            let is_bold = |(at, _): &(usize, Cut)| {
                let text = blocks.get(*at).map(|block| block.text.text(source));
                text.and_then(bold_question).is_some()
            };
            let bold = found.into_iter().filter(is_bold).collect();
            (bold, plain_answers(source, blocks))
        }
        false => (found, Vec::new()),
    };
    let more = cued_runs(source, blocks);
    if !more.is_empty() || !other.is_empty() || !words.is_empty() {
        found.extend(other);
        found.extend(more);
        found.extend(words);
        found.sort_by_key(|(at, _)| *at);
        found.dedup_by_key(|(at, _)| *at);
    }
    found
}

/// Behind the mark of a question in bold that a line begins with: `**What is it?** — a disk`.
fn bold_question(text: &str) -> Option<usize> {
    let (question, behind) = in_bold(text)?;
    let is_manner = question.split_whitespace().nth(1).is_none();
    (!is_manner).then_some(behind.saturating_sub("**".len()))
}

/// `6. BCC stands for: **Blind Carbon Copy**`: where the cue ends and its answer begins.
fn cued_answer(block: &Block, text: &str) -> Option<Cut> {
    if !matches!(
        block.kind,
        BlockKind::Item {
            marker: Marker::Number(_),
            ..
        }
    ) {
        return None;
    }
    let inner = text.strip_suffix("**")?;
    let (cue, answer) = inner.split_once("**")?;
    let cue = cue.trim_end();
    let is_cue = cue.ends_with(':') && cue.split_whitespace().nth(1).is_some();
    let end = block.text.start().saturating_add(cue.len());
    let start = block
        .text
        .end()
        .saturating_sub(answer.len())
        .saturating_sub(4);
    (is_cue && !answer.contains("**") && !answer.is_empty()).then_some((end, start))
}

/// Where the question of a line ends and its answer begins: behind a dash, an arrow or an equals sign,
/// or an answer in code or emphasis.
fn short_answer(source: &str, block: &Block) -> Option<Cut> {
    let text = block.text.text(source);
    if text.len() > LONGEST || text.starts_with('`') {
        return None;
    }
    if let Some(cut) = cued_answer(block, text) {
        return Some(cut);
    }
    if let Some(cut) = filled_blank(block, text) {
        return Some(cut);
    }
    let bold = bold_question(text);
    let end = bold.or_else(|| Some(text.rfind('?')?.saturating_add(1)))?;
    let (question, behind) = text.split_at_checked(end)?;
    let behind = behind.trim_start_matches(['*', '_', '"', '”', ')']);
    let closed = bytes_before(text, behind);
    let inner = behind.trim_start();
    // An arrow says of itself that an answer follows.
    let is_pointed = ["-> ", "=> ", "→ "]
        .iter()
        .any(|sign| inner.starts_with(sign));
    let is_meant = is_pointed || bold.is_some();
    let fewest = if is_meant { 1 } else { FEWEST_WORDS - 1 };
    let is_parted = inner.len() < behind.len() || (bold.is_some() && inner.starts_with(": "));
    if !is_parted || question.split_whitespace().nth(fewest).is_none() {
        return None;
    }
    const SIGNS: [&str; 8] = ["-> ", "=> ", "→ ", "- ", "– ", "— ", "= ", ": "];
    let signed = SIGNS.iter().find_map(|sign| inner.strip_prefix(sign));
    let is_in = |mark: &str| {
        inner.len() > mark.len().saturating_mul(2)
            && inner.starts_with(mark)
            && inner.ends_with(mark)
    };
    let answer = match signed {
        Some(answer) => answer.trim_start(),
        None if is_in("`") || is_in("**") || is_in("*") || is_in("_") => inner,
        None => return None,
    };
    let says = answer.contains(char::is_alphanumeric) && !answer.starts_with("[");
    says.then(|| {
        let start = block.text.end().saturating_sub(answer.len());
        (block.text.start().saturating_add(closed), start)
    })
}

/// `Ella ___ un perro. → **tiene**`: where the sentence with the blank ends and where what fills it begins.
fn filled_blank(block: &Block, text: &str) -> Option<Cut> {
    let blank = text.rfind("__")?;
    let behind = text.get(blank..)?;
    let (before, answer) = [" → ", " -> ", " => "]
        .iter()
        .find_map(|sign| behind.split_once(sign))?;
    let end = blank.saturating_add(before.trim_end().len());
    let says = answer.contains(char::is_alphanumeric) && !answer.contains("__");
    says.then(|| {
        let start = block.text.end().saturating_sub(answer.trim_start().len());
        (block.text.start().saturating_add(end), start)
    })
}

/// Where the question of a line ends and where the label of its answer begins.
fn answer_in(source: &str, block: &Block) -> Option<Cut> {
    if !is_line(block) {
        return None;
    }
    let text = block.text.text(source);
    if text.len() > LONGEST {
        return None;
    }
    if let Some(cut) = behind_bold_question(source, block) {
        let rest = text.get(cut..).unwrap_or_default();
        let start = block.text.end().saturating_sub(rest.trim_start().len());
        return Some((block.text.start().saturating_add(cut), start));
    }
    text.match_indices('?').find_map(|(at, mark)| {
        let behind = text.get(at.saturating_add(mark.len())..)?;
        let closing = bytes_before(behind, behind.trim_start_matches(['*', '_', ')', '"', '”']));
        let gap = behind.get(closing..)?;
        let label = gap.trim_start();
        let is_parted = label.len() < gap.len();
        let word = label.trim_start_matches(|c: char| !c.is_alphanumeric());
        // Most question marks are followed by something else, and labels cost more to read.
        let may_answer = word.starts_with(['A', 'a', 'C', 'c', 'S', 's']);
        if !is_parted || !may_answer {
            return None;
        }
        let start = block.text.end().saturating_sub(label.len());
        let found = label::label(source, Span::new(start, block.text.end()))?;
        let says = !found.rest.text(source).is_empty();
        // `A:` alone answers `Q:`; elsewhere it may be the first of some options.
        let is_letter = found.name.text(source).len() == 1
            && !matches!(
                label::label(source, block.text),
                Some(question) if matches!(question.label, Label::Question(_))
            );
        (found.label == Label::Answer && says && !is_letter).then_some((
            block
                .text
                .start()
                .saturating_add(at)
                .saturating_add(mark.len())
                .saturating_add(closing),
            start,
        ))
    })
}

/// Where a text ends that is a question in bold, with a sentence behind it: `**Why?** Because …`.
fn behind_bold_question(source: &str, block: &Block) -> Option<usize> {
    let text = block.text.text(source);
    let (question, behind) = in_bold(text)?;
    let rest = text.get(behind..)?;
    let answer = rest.trim_start();
    let is_labelled = label::label(source, block.text)
        .is_some_and(|found| matches!(found.label, Label::Question(_)));
    if !is_labelled && question.split_whitespace().count() < FEWEST_WORDS && question.is_ascii() {
        return None;
    }
    let answers = answer.len() < rest.len()
        && answer.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '`' | '$' | '"'))
        && answer.split_whitespace().nth(2).is_some()
        && !answer.contains('?');
    answers.then_some(behind)
}

/// Where `Q. Why? Because …` is cut, which lost its emphasis: the next question follows at once, so that
/// nothing else answers.
fn behind_label(source: &str, block: &Block, next: Option<&Block>) -> Option<Cut> {
    let text = block.text.text(source);
    if block.kind != BlockKind::Line || text.len() > LONGEST || !text.contains("? ") {
        return None;
    }
    let is_question = |block: &Block| {
        label::label(source, block.text)
            .is_some_and(|found| matches!(found.label, Label::Question(_)))
    };
    let ends = next.is_none_or(|next| {
        matches!(next.kind, BlockKind::Heading { .. } | BlockKind::Rule)
            || is_question(next)
            || (next.kind == BlockKind::Line && next.text.text(source).ends_with('?'))
    });
    let (question, answer) = text.split_once("? ")?;
    let answers = answer.trim_start().starts_with(char::is_uppercase)
        && answer.split_whitespace().nth(2).is_some()
        && !answer.contains('?');
    if !ends || !answers || !is_question(block) {
        return None;
    }
    let cut = block
        .text
        .start()
        .saturating_add(question.len())
        .saturating_add(1);
    Some((
        cut,
        block.text.end().saturating_sub(answer.trim_start().len()),
    ))
}

#[cfg(test)]
mod tests {
    use crate::document::{BlockKind, parse};

    fn texts(source: &str) -> Vec<(bool, &str)> {
        let document = parse(source);
        let text = |block: &crate::document::Block| {
            let is_item = matches!(block.kind, BlockKind::Item { .. });
            (is_item, block.text.text(source))
        };
        document.blocks.iter().map(text).collect()
    }

    #[test]
    fn an_answer_behind_its_question_stands_on_a_line_of_its_own() {
        assert_eq!(
            texts("\n\nWhat is λ? **Answer:** 0.25."),
            [(false, "What is λ?"), (false, "**Answer:** 0.25.")]
        );
        assert_eq!(
            texts("- **Who?** Answer: we"),
            [(true, "**Who?**"), (false, "Answer: we")]
        );
        assert_eq!(
            texts("Q: Who? A: we"),
            [(false, "Q: Who?"), (false, "A: we")]
        );
    }

    #[test]
    fn a_sentence_behind_a_bold_question_answers_it() {
        assert_eq!(
            texts("\n\n**Q. Why?** Because it is so."),
            [(false, "**Q. Why?**"), (false, "Because it is so.")]
        );
    }

    #[test]
    fn short_answers_stand_on_lines_of_their_own_where_there_are_some() {
        let lines = "- Where is the lane? ```[ Uphill ]```\n- Who may go? - The tram\n- **What is the limit?** **70**";
        assert_eq!(
            texts(lines),
            [
                (true, "Where is the lane?"),
                (false, "```[ Uphill ]```"),
                (true, "Who may go?"),
                (false, "The tram"),
                (true, "**What is the limit?**"),
                (false, "**70**"),
            ]
        );
    }

    #[test]
    fn a_question_in_bold_is_parted_from_its_answer_by_any_sign() {
        for sign in [" — ", " - ", ": ", " → "] {
            for (line, answer) in [
                ("**What is it?**", "A disk."),
                ("**What's it?**", "A disk."),
                ("**¿Qué es?**", "What is it?"),
            ] {
                let text = format!("\n\n- {line}{sign}{answer}");
                assert_eq!(texts(&text), [(true, line), (false, answer)], "{text}");
            }
        }
    }

    #[test]
    fn other_lines_stay_whole() {
        for line in [
            "Who may go? - The tram",
            "**Why?** Because it is so.",
            "Who? A: me, B: you",
            "Is it? And: why",
            "Why? Answer the question.",
            "What?Answer: x",
            "Who? Answer:",
        ] {
            assert_eq!(texts(&format!("\n\n{line}")), [(false, line)], "{line}");
        }
    }
}
