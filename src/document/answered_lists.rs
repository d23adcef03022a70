//! Lists and lines below each other, without numbers, that are questions with their answers behind them, as a page that
//! lost its bold has them: `- What is a clef? A sign.` One such line is a manner of speaking (`Stuck? Ask us.`), so that
//! all of a list must be so.

use super::block::{Block, BlockKind, Marker, Task};
use super::one_line::Cut;
use super::plain_answers::plain_answer;
use super::span::bytes_before;

/// The most bytes of such a line.
const LONGEST: usize = 4000;
/// The fewest lines of such a list.
const FEWEST: usize = 3;
/// The fewest where the line above says that questions follow.
const FEWEST_SAID: usize = 2;
/// How many of them make shorter lists of a document so, too.
const ENOUGH: usize = 6;

/// What a line of a list is.
enum Entry {
    /// A question of another sort, with a sentence behind it.
    Sentence(usize, Cut),
    /// A question for knowledge, with a sentence or a few words behind it.
    Asked(usize, Cut),
    /// A question alone: its answer may stand below it.
    Question,
    Other,
}

/// The lines of all such lists, in order.
pub(super) fn answered_lists(source: &str, blocks: &[Block]) -> Vec<(usize, Cut)> {
    let lines = outer(source, blocks);
    let mut found = Vec::new();
    let mut short = Vec::new();
    let mut asked = 0_usize;
    let are_alike = |(_, one): &(usize, &Block), (_, other): &(usize, &Block)| {
        // Between lines may stand titles.
        let is_asked = |block: &Block| is_asked(block, block.text.text(source));
        is_candidate(one)
            && one.kind == other.kind
            && one.indent == other.indent
            && (one.kind != BlockKind::Line || is_asked(one) == is_asked(other))
    };
    for list in lines.chunk_by(are_alike) {
        // Most lines of a document are in no such list.
        let may_ask = |block: &Block| {
            is_candidate(block)
                && (block.kind != BlockKind::Line || is_asked(block, block.text.text(source)))
        };
        let Some((first, _)) = list.first().filter(|(_, block)| may_ask(block)) else {
            continue;
        };
        let entries = entries(source, blocks, list);
        let above = first.checked_sub(1).and_then(|above| blocks.get(above));
        let is_said = above.is_some_and(|above| says_questions(above.text.text(source)));
        let is_bulleted = list.iter().all(|(_, block)| block.kind != BlockKind::Line);
        if let Some(cuts) = knowing(&entries) {
            if entries.len() >= FEWEST {
                asked = asked.saturating_add(cuts.len());
                found.extend(cuts);
                continue;
            }
            // Among lines such a one is a sentence of a text.
            if is_bulleted {
                short.extend(cuts);
            }
        }
        let fewest = if is_said { FEWEST_SAID } else { FEWEST };
        if is_bulleted && list.len() >= fewest {
            found.extend(sentences(&entries).unwrap_or_default());
        }
    }
    if asked >= ENOUGH {
        found.extend(short);
    }
    found.sort_by_key(|(at, _)| *at);
    found.dedup_by_key(|(at, _)| *at);
    found
}

/// Whether a block is an item without a number, or a line.
fn is_candidate(block: &Block) -> bool {
    let bullet = BlockKind::Item {
        marker: Marker::Bullet,
        task: Task::None,
    };
    block.kind == bullet || block.kind == BlockKind::Line
}

/// The blocks of a document without what is indented under others and belongs to their answers.
fn outer<'b>(source: &str, blocks: &'b [Block]) -> Vec<(usize, &'b Block)> {
    let mut under: Option<u32> = None;
    let mut found = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let is_below = match block.kind {
            BlockKind::Line => block.indent > 0,
            BlockKind::Item { .. } => under.is_some_and(|indent| block.indent > indent),
            _ => false,
        };
        if is_below {
            continue;
        }
        let is_item = is_candidate(block) && block.kind != BlockKind::Line;
        let asks = is_item && is_asked(block, block.text.text(source));
        under = asks.then_some(block.indent);
        found.push((at, block));
    }
    found
}

fn entries(source: &str, blocks: &[Block], list: &[(usize, &Block)]) -> Vec<Entry> {
    let is_below = |block: &Block| block.kind == BlockKind::Line && block.indent > 0;
    let entry = |(at, block): &(usize, &Block)| {
        let text = block.text.text(source);
        if text.len() > LONGEST {
            return Entry::Other;
        }
        if let Some(cut) = asked_answer(block, text) {
            return Entry::Asked(*at, cut);
        }
        if text.ends_with('?') {
            return Entry::Question;
        }
        let Some(cut) = plain_answer(block, text) else {
            return Entry::Other;
        };
        // A hint on what to do asks in a few words: `Need more? See below.`
        let says = text.get(cut.1.saturating_sub(block.text.start())..);
        let goes_on = || blocks.get(at.saturating_add(1)).is_some_and(is_below);
        let is_sentence = says.is_some_and(|says| says.split_whitespace().nth(FEWEST).is_some());
        match is_sentence || goes_on() {
            true => Entry::Sentence(*at, cut),
            false => Entry::Other,
        }
    };
    list.iter().map(entry).collect()
}

/// The answers of a list in which each line is a question for knowledge: nearly all have theirs behind them.
fn knowing(entries: &[Entry]) -> Option<Vec<(usize, Cut)>> {
    let mut cuts = Vec::new();
    for entry in entries {
        match entry {
            Entry::Asked(at, cut) => cuts.push((*at, *cut)),
            Entry::Question => {}
            Entry::Sentence(..) | Entry::Other => return None,
        }
    }
    let most = cuts.len().saturating_mul(10) >= entries.len().saturating_mul(8);
    most.then_some(cuts)
}

/// The answers of a list in which each line has a sentence behind its question.
fn sentences(entries: &[Entry]) -> Option<Vec<(usize, Cut)>> {
    let cut = |entry: &Entry| match entry {
        Entry::Sentence(at, cut) | Entry::Asked(at, cut) => Some((*at, *cut)),
        Entry::Question | Entry::Other => None,
    };
    entries.iter().map(cut).collect()
}

/// Whether a short line names the questions below it: `Discussion questions to close`.
fn says_questions(text: &str) -> bool {
    /// The most bytes of such a line.
    const LONGEST: usize = 60;
    text.len() <= LONGEST && text.to_lowercase().contains("questions")
}

/// Whether a line is a question for knowledge with its answer behind it.
fn is_asked(block: &Block, text: &str) -> bool {
    text.len() <= LONGEST && asked_answer(block, text).is_some()
}

/// Where a question for knowledge ends and its answer begins, which may be a single word.
fn asked_answer(block: &Block, text: &str) -> Option<Cut> {
    /// Verbs that ask further, in lower case.
    const ASKS_ON: [&str; 11] = [
        "explain",
        "give",
        "describe",
        "provide",
        "discuss",
        "justify",
        "compare",
        "illustrate",
        "elaborate",
        "support",
        "define",
    ];
    let mark = text.find("? ")?;
    let (question, behind) = text.split_at_checked(mark.saturating_add(1))?;
    let answer = behind.trim();
    let first = answer.split(|sign: char| !sign.is_alphanumeric()).next()?;
    let says = answer.contains(char::is_alphanumeric)
        && !answer.starts_with(['-', '–', '—', '(', '['])
        && !answer.contains('?')
        && !ASKS_ON.iter().any(|word| word.eq_ignore_ascii_case(first));
    let is_sentence = text.starts_with(|sign: char| sign.is_uppercase() || sign == '¿');
    (says && is_sentence && asks_for_knowledge(question)).then(|| {
        let start = bytes_before(text, behind.trim_start());
        let place = |at: usize| block.text.start().saturating_add(at);
        (place(question.len()), place(start))
    })
}

/// Whether a question of two words or more holds a word that asks for something.
fn asks_for_knowledge(question: &str) -> bool {
    /// In lower case.
    const WORDS: [&str; 60] = [
        "what",
        "what's",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "where",
        "why",
        "how",
        "qué",
        "cuál",
        "cuáles",
        "quién",
        "cómo",
        "cuándo",
        "dónde",
        "cuántos",
        "cuántas",
        "cuánto",
        "quel",
        "quelle",
        "quels",
        "quelles",
        "qui",
        "quoi",
        "comment",
        "quand",
        "où",
        "pourquoi",
        "combien",
        "qu'est",
        "was",
        "wer",
        "wie",
        "wann",
        "wo",
        "warum",
        "welche",
        "welcher",
        "welches",
        "wozu",
        "wofür",
        "qual",
        "quais",
        "quem",
        "como",
        "onde",
        "quando",
        "quanto",
        "quale",
        "come",
        "dove",
        "perché",
        "cosa",
        "что",
        "кто",
        "как",
        "где",
        "почему",
    ];
    let asks = |word: &str| {
        let bare = word.trim_matches(|sign: char| !sign.is_alphanumeric());
        let is = |known: &&str| match bare.is_ascii() {
            true => known.eq_ignore_ascii_case(bare),
            false => bare.to_lowercase() == **known,
        };
        WORDS.iter().any(is)
    };
    question.split_whitespace().nth(1).is_some() && question.split_whitespace().any(asks)
}

#[cfg(test)]
mod tests {
    use crate::document::parting::texts;

    #[test]
    fn lists_of_questions_are_parted_from_their_answers() {
        let list = "- In music, what is a clef? A sign\n- How many lines has a stave? Five\n\
                    - Which keys are black? `C#`\n- Why do they sound? Because strings swing\n";
        assert_eq!(texts(list).len(), 8);
        assert_eq!(texts(&list.replace("- ", "")).len(), 8);
        assert_eq!(
            texts(&format!("Staves\n{}Rests\n", list.replace("- ", ""))).len(),
            10
        );
        let under = list.replace("Five\n", "Five\n  - in print\n");
        assert_eq!(texts(&under).len(), 9);
        let short = "\n## Rests\n\n- What is a rest? Silence\n- What ends one? A note\n";
        assert_eq!(texts(short).len(), 3);
        let more = "- What is a bar? A measure\n- Where does it end? At the line\n";
        assert_eq!(texts(&format!("{list}{more}{short}")).len(), 17);
    }

    #[test]
    fn hints_and_talk_stay_whole() {
        for line in [
            "- Stuck with it? Ask us\n",
            "- What is it? Explain\n",
            "- What do you think? (short)\n",
            "- Why? Because\n",
        ] {
            assert_eq!(texts(&line.repeat(6)).len(), 6, "{line}");
        }
        let mixed = "- What is a clef? A sign\n- Tabs\n- Which is it? The upper one\n- Keys\n";
        assert_eq!(texts(mixed).len(), 4);
    }
}
