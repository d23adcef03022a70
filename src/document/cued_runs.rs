//! Numbered lines that each hold a cue and a few words that answer it, as a page that lost its bold has them:
//! `4. Which protocol sends mail? SMTP`, `6. BCC stands for: Blind Carbon Copy`. Steps and notes are numbered so
//! as well, so that a run must be long, nearly all of it so, and ask more than once.

use super::block::{Block, BlockKind, Marker};

/// The fewest lines of such a run.
const FEWEST: usize = 6;
/// The fewest of them that ask.
const FEWEST_ASKING: usize = 2;
/// The most words of an answer, and the most bytes of a line.
const MOST_WORDS: usize = 8;
const LONGEST: usize = 240;
/// The fewest words of a cue.
const FEWEST_WORDS: usize = 2;

/// Where a cue ends and where its answer begins, by the places of their lines.
type Cuts = Vec<(usize, (usize, usize))>;

/// The cuts of all such runs.
pub(super) fn cued_runs(source: &str, blocks: &[Block]) -> Cuts {
    let mut found = Vec::new();
    let mut run = Run::default();
    for (at, block) in blocks.iter().enumerate() {
        let BlockKind::Item {
            marker: Marker::Number(number),
            ..
        } = block.kind
        else {
            // A title may part a run; more is text.
            run.between = run.between.saturating_add(1);
            if run.between > 1 {
                run.settle(&mut found);
            }
            continue;
        };
        if run
            .last
            .is_some_and(|last| last.checked_add(1) != Some(number))
        {
            run.settle(&mut found);
        }
        run.take(source, block, at, number);
    }
    run.settle(&mut found);
    found
}

/// The lines that count on from each other.
#[derive(Default)]
struct Run {
    last: Option<u32>,
    lines: usize,
    /// The blocks behind the last line.
    between: usize,
    asking: usize,
    cuts: Cuts,
}

impl Run {
    fn take(&mut self, source: &str, block: &Block, at: usize, number: u32) {
        let text = block.text.text(source);
        self.last = Some(number);
        self.between = 0;
        self.lines = self.lines.saturating_add(1);
        let asks = text
            .split_once("? ")
            .map(|(cue, rest)| (cue.len().saturating_add(1), rest));
        let cut = asks.or_else(|| {
            text.split_once(": ")
                .map(|(cue, rest)| (cue.len().saturating_add(1), rest))
        });
        let Some((cue, rest)) = cut.filter(|_| text.len() <= LONGEST) else {
            return;
        };
        let answer = rest.trim();
        let is_cue = text
            .get(..cue)
            .is_some_and(|cue| cue.split_whitespace().nth(FEWEST_WORDS - 1).is_some());
        let is_short = !answer.is_empty() && answer.split_whitespace().nth(MOST_WORDS).is_none();
        if !is_cue || !is_short || answer.contains(['?', ':']) || answer.starts_with('(') {
            return;
        }
        self.asking = self.asking.saturating_add(usize::from(asks.is_some()));
        let start = block.text.end().saturating_sub(answer.len());
        self.cuts
            .push((at, (block.text.start().saturating_add(cue), start)));
    }

    fn settle(&mut self, found: &mut Cuts) {
        let run = std::mem::take(self);
        let most = run.cuts.len().saturating_mul(10) >= run.lines.saturating_mul(8);
        if run.cuts.len() >= FEWEST && run.asking >= FEWEST_ASKING && most {
            found.extend(run.cuts);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::parse;

    #[test]
    fn runs_of_cues_are_told_from_steps() {
        let run = "1. Which is volatile? RAM\n2. WWW was invented by: Berners-Lee\n3. Who sends mail? SMTP\n\
                   4. URL stands for: Locator\n5. Undo is done by: Ctrl + Z\n6. Which is G2B? GeM\n";
        assert_eq!(parse(run).blocks.len(), 12);
        let steps = "1. Its speed: fast\n2. Its size: large\n3. Its cost: low\n4. Its use: ships\n\
                     5. Its place: sea\n6. Its time: now\n";
        assert_eq!(parse(steps).blocks.len(), 6);
    }
}
