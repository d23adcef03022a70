//! Questions in bold that go on in the next line of their paragraph: the lines become one block, so that whatever
//! reads a question in bold reads these. It must never join lines that are not in bold as a whole, nor such as do not ask.

use super::block::{Block, BlockKind, Gap};
use super::parting::is_line;

/// The most lines of such a question.
const MOST_LINES: usize = 6;
/// What stands around it.
const MARK: &str = "**";

/// Joins them.
pub(super) fn join(source: &str, blocks: &mut Vec<Block>) {
    let mut at = 0;
    let mut joined: Vec<(usize, usize)> = Vec::new();
    while let Some(last) = blocks.get(at).map(|_| last_line(source, blocks, at)) {
        joined.extend(last.map(|last| (at, last)));
        at = last.unwrap_or(at).saturating_add(1);
    }
    if joined.is_empty() {
        return;
    }
    let mut joined = joined.into_iter().peekable();
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut goes_on_to = None;
    for (at, block) in blocks.drain(..).enumerate() {
        match (goes_on_to, kept.last_mut()) {
            (Some(last), Some(first)) if at <= last => {
                first.text = first.text.with_end(block.text.end());
                first.span = first.span.with_end(block.span.end());
            }
            _ => {
                goes_on_to = joined
                    .next_if(|(first, _)| *first == at)
                    .map(|(_, last)| last);
                kept.push(block);
            }
        }
    }
    *blocks = kept;
}

/// The last line of a question that begins in bold at a place and ends so in a later line.
fn last_line(source: &str, blocks: &[Block], at: usize) -> Option<usize> {
    let first = blocks.get(at).filter(|block| is_line(block))?;
    let opened = first.text.text(source).strip_prefix(MARK)?;
    if opened.is_empty() || opened.contains(MARK) {
        return None;
    }
    let below = at.saturating_add(1)..at.saturating_add(MOST_LINES);
    for place in below {
        let block = blocks.get(place)?;
        let text = block.text.text(source);
        if block.kind != BlockKind::Line || block.gap != Gap::None {
            return None;
        }
        if let Some(inner) = text.strip_suffix(MARK) {
            // `Which two? (Choose two.)`
            let asks = inner.ends_with('?') || (inner.ends_with(')') && inner.contains('?'));
            return (asks && !inner.contains(MARK)).then_some(place);
        }
        if text.contains(MARK) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::document::parse;

    fn texts(source: &str) -> Vec<&str> {
        let blocks = parse(source).blocks;
        let texts = blocks.iter().map(|block| block.text.text(source));
        texts.collect()
    }

    #[test]
    fn a_question_in_bold_on_several_lines_is_one_block() {
        let question = "**2. A keeper waits.\nWhat is the weir\nfor?**";
        assert_eq!(
            texts(&format!("{question}\n- A. A wall\n\nIt holds water.")),
            [question, "A. A wall", "It holds water."]
        );
    }

    #[test]
    fn other_lines_stay_apart() {
        for source in [
            "**A keeper\nwaits.**",
            "**A** keeper\nwaits. **Who?**",
            "**A keeper\n\nwaits. Who?**",
            "**A keeper\n- waits. Who?**",
        ] {
            assert_eq!(texts(source).len(), 2, "{source}");
        }
    }
}
