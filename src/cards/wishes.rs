//! Wishes: what an author asks of the compiler, in any of four places. A flag counts more than a
//! comment, a comment more than front matter, front matter more than a file beside the document.

use std::sync::Arc;

use crate::document::words::{Word, entry, words};
use crate::document::{Code, Problem, Span, bytes_before};

use super::card::Kind;
use super::deck::DeckName;

/// Kinds of cards that are made without being asked for. The others are offered.
const DEFAULT_KINDS: [Kind; 5] = [
    Kind::TableRow,
    Kind::Scenario,
    Kind::Question,
    Kind::Choice,
    Kind::Cloze,
];

/// How a table's rows become cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// One card a row, asking for all columns.
    Row,
    /// One card for each row and column.
    Split,
}

/// Some tags and more of them: sorted, each once, at most [`MOST_TAGS`].
pub(super) fn with_tags<'t>(
    tags: &Arc<[String]>,
    more: impl Iterator<Item = &'t str>,
) -> Arc<[String]> {
    let mut more = more.peekable();
    if more.peek().is_none() {
        return Arc::clone(tags);
    }
    let mut all: Vec<String> = tags.to_vec();
    all.extend(more.map(str::to_owned));
    all.sort_unstable();
    all.dedup();
    all.truncate(MOST_TAGS);
    Arc::from(all)
}

/// The most tags of a card. Each comment adds to the tags so far, so without an end a document of
/// nothing but such comments costs the square of its length.
const MOST_TAGS: usize = 100;

/// Which way a row is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// From the key to the answers.
    Forward,
    /// And from each answer to the key.
    Both,
}

/// What is asked of the compiler at some place of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wishes {
    pub(super) deck: Option<DeckName>,
    pub(super) tags: Arc<[String]>,
    kinds: Vec<Kind>,
    pub(super) layout: Layout,
    pub(super) direction: Direction,
    /// The key's column, from 0; chosen by the table itself without a wish.
    pub(super) key: Option<usize>,
    /// Whether the next block, or the section of the heading before, is left out.
    pub(super) skip: Skip,
    /// Whether `==marked==` words are left out of their sentences.
    pub(super) highlights: Highlights,
}

/// What a highlighted word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Highlights {
    /// Text.
    Text,
    /// A part to be left out, since the author asked for cloze cards.
    Cloze,
}

/// Whether something is left out on demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Skip {
    /// Nothing.
    No,
    /// What comes next.
    Next,
}

impl Default for Wishes {
    fn default() -> Wishes {
        Wishes {
            deck: None,
            tags: Arc::from(Vec::new()),
            kinds: DEFAULT_KINDS.to_vec(),
            layout: Layout::Row,
            direction: Direction::Forward,
            key: None,
            skip: Skip::No,
            highlights: Highlights::Text,
        }
    }
}

impl Wishes {
    /// Whether cards of this kind are made.
    pub(super) fn makes(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }

    /// Takes over what holds from here on and not for one block only.
    pub(super) fn adopt_lasting(&mut self, other: &Wishes) {
        self.kinds.clone_from(&other.kinds);
        self.highlights = other.highlights;
        self.tags = Arc::clone(&other.tags);
        self.deck.clone_from(&other.deck);
    }

    /// Takes the words of a text; what it does not know becomes a problem.
    pub(super) fn take(&mut self, source: &str, text: Span, problems: &mut Vec<Problem>) {
        for word in words(source, text) {
            if let Err(message) = self.take_word(source, word) {
                problems.push(unknown(word.span(), message));
            }
        }
    }

    fn take_word(&mut self, source: &str, word: Word) -> Result<(), String> {
        let value = word.value.map(|value| value.text(source));
        match (word.name.text(source), value) {
            ("skip", None) => self.skip = Skip::Next,
            ("split", None) => self.layout = Layout::Split,
            ("reverse", None) => self.direction = Direction::Both,
            ("table", None) => {}
            // A tag, so that it is stored, shown, searched for and exported as one.
            ("typed", None) => self.add_tags("typed"),
            ("key", Some(value)) => match value.parse::<usize>() {
                Ok(column) if (1..=1000).contains(&column) => {
                    self.key = Some(column.saturating_sub(1));
                }
                _ => return Err(format!("`{value}` is no column; columns count from 1")),
            },
            ("deck", Some(value)) => {
                let name = DeckName::new(value);
                self.deck = Some(name.ok_or_else(|| "a deck needs a name".to_owned())?);
            }
            ("tags", Some(value)) => {
                self.add_tags(value);
                if self.tags.len() >= MOST_TAGS {
                    return Err(format!("a card has at most {MOST_TAGS} tags"));
                }
            }
            ("kinds", Some(value)) => self.change_kinds(value)?,
            (name, _) => {
                return Err(format!(
                    "`{name}` is no word of srm: use skip, split, reverse, typed, key=N, kinds=+KIND, deck=NAME or tags=A,B"
                ));
            }
        }
        Ok(())
    }

    fn add_tags(&mut self, list: &str) {
        let new = list
            .split([',', ' '])
            .map(|tag| tag.trim_matches(['[', ']', '"', '\'', '#', ' ']));
        self.tags = with_tags(&self.tags, new.filter(|tag| !tag.is_empty()));
    }

    fn change_kinds(&mut self, list: &str) -> Result<(), String> {
        for part in list.split(',').filter(|part| !part.is_empty()) {
            let (off, name) = match part.strip_prefix('-') {
                Some(name) => (true, name),
                None => (false, part.strip_prefix('+').unwrap_or(part)),
            };
            let name = if name == "choices" { "choice" } else { name };
            let known: Kind = name.parse().map_err(|_| {
                let names = Kind::ALL.map(Kind::name).join(", ");
                format!("`{name}` is no kind of card; there are {names}")
            })?;
            self.kinds.retain(|kind| *kind != known);
            if known == Kind::Cloze {
                self.highlights = if off {
                    Highlights::Text
                } else {
                    Highlights::Cloze
                };
            }
            if !off {
                self.kinds.push(known);
            }
        }
        Ok(())
    }

    /// Takes what front matter says to this program; keys of other programs mean nothing here.
    pub(super) fn take_front_matter(
        &mut self,
        source: &str,
        text: Span,
        problems: &mut Vec<Problem>,
    ) {
        let mut in_tags = false;
        let mut start = text.start();
        for raw in text.text(source).split_inclusive('\n') {
            let line = Span::sized(start, raw.trim_end().len());
            start = start.saturating_add(raw.len());
            if in_tags && line.text(source).trim_start().starts_with("- ") {
                let tag = line.text(source).trim_start().trim_start_matches("- ");
                self.add_tags(&tag.replace(' ', "-"));
                continue;
            }
            in_tags = false;
            let Some((name, value)) = entry(source, line) else {
                continue;
            };
            match name.text(source) {
                // `name` and `title` name the document; `deck` names the deck outright.
                "deck" => self.deck = DeckName::new(value.text(source)).or(self.deck.take()),
                "title" | "name" if self.deck.is_none() => {
                    self.deck = DeckName::new(value.text(source));
                }
                "tags" => {
                    in_tags = value.start() == value.end();
                    self.add_tags(value.text(source));
                }
                "srm" => self.take(source, value, problems),
                _ => {}
            }
        }
    }
}

fn unknown(span: Span, message: String) -> Problem {
    Problem {
        code: Code::UnknownWord,
        span,
        message: message.into(),
        hint: None,
    }
}

/// What a file beside the document says: words for the whole document, and words for sections by
/// their heading.
#[derive(Debug, Default)]
pub(super) struct Sidecar {
    /// By the plain text of the heading, the words that hold in its section.
    sections: Vec<(String, Span)>,
}

impl Sidecar {
    /// Reads a sidecar: a line of words, or `"Heading" words`; `#` begins a comment.
    pub(super) fn read(text: &str, wishes: &mut Wishes, problems: &mut Vec<Problem>) -> Sidecar {
        let mut sidecar = Sidecar::default();
        let mut start = 0_usize;
        for raw in text.split_inclusive('\n') {
            let line = raw.trim_end();
            let from = start.saturating_add(bytes_before(line, line.trim_start()));
            let span = Span::new(from, start.saturating_add(line.len()));
            start = start.saturating_add(raw.len());
            let line = span.text(text);
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let quoted = line.strip_prefix('"').and_then(|rest| rest.split_once('"'));
            match quoted {
                Some((heading, rest)) => {
                    let words = Span::new(span.end().saturating_sub(rest.len()), span.end());
                    sidecar.sections.push((super::plain::plain(heading), words));
                }
                None => wishes.take(text, span, problems),
            }
        }
        sidecar
    }

    /// The words for the section of a heading.
    pub(super) fn words(&self, heading: &str) -> Option<Span> {
        let plain = super::plain::plain(heading);
        self.sections
            .iter()
            .find(|(name, _)| *name == plain)
            .map(|(_, words)| *words)
    }
}
