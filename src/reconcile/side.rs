//! A card of either side, taken apart only as far and as late as recognising it needs.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;

use foldhash::HashMap;

use crate::cards::{CardId, CompiledCard, Fingerprint, Kind, Section, plain};

use super::footnotes::{remarked, without_footnotes};
use super::links::without_links;
use super::markup::without_tags;
use super::plan::Known;
use super::said::{says_something, without_headers};
use super::similarity::Text;

/// A section, with the same number on both sides when its headings say the same.
pub(super) type SectionNumber = u32;

/// Where a document is kept: its number among those that are reconciled together, and headings above its own.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place<'a> {
    pub(super) number: usize,
    pub(super) above: &'a [String],
}

/// A compiled or a known card.
#[derive(Debug)]
pub(super) struct Side<'a> {
    pub(super) id: CardId,
    pub(super) fingerprint: Fingerprint,
    pub(super) kind: Kind,
    pub(super) section: SectionNumber,
    /// The number of the document it stands in.
    pub(super) document: usize,
    pub(super) rank: Rank,
    source: Source<'a>,
    prompt: OnceCell<String>,
    /// In a box: few cards are compared so far, and 200,000 cards had room for it.
    texts: OnceCell<Box<Texts>>,
}

#[derive(Clone, Copy, Debug)]
enum Source<'a> {
    Compiled(&'a CompiledCard),
    Known(&'a Known),
}

/// What similarity compares.
#[derive(Debug)]
pub(super) struct Texts {
    pub(super) front: Text,
    /// A sign without the remark behind it, and that remark.
    remarked: Option<(Text, String)>,
    /// None where the back says nothing that could be compared.
    pub(super) back: Option<Text>,
}

/// From here on a sign is a name.
const LONG_SIGN: usize = 8;

/// Whether a card stood in its document until now. Those that did are asked first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rank {
    Living,
    Retired,
}

/// In the order in which they are asked.
pub(super) const RANKS: [Rank; 2] = [Rank::Living, Rank::Retired];

impl<'a> Side<'a> {
    pub(super) fn of_compiled(card: &'a CompiledCard, sections: &mut Sections<'a>) -> Side<'a> {
        Side::of_compiled_in(card, Place::default(), sections)
    }

    /// A card of one of several documents.
    pub(super) fn of_compiled_in(
        card: &'a CompiledCard,
        place: Place<'a>,
        sections: &mut Sections<'a>,
    ) -> Side<'a> {
        Side {
            id: card.id,
            fingerprint: card.fingerprint,
            kind: asked_as(card.card.kind),
            section: sections.number(place.above, &card.card.section),
            document: place.number,
            rank: Rank::Living,
            source: Source::Compiled(card),
            prompt: OnceCell::new(),
            texts: OnceCell::new(),
        }
    }

    pub(super) fn of_known(known: &'a Known, sections: &mut Sections<'a>) -> Side<'a> {
        Side::of_known_in(known, Place::default(), sections)
    }

    /// A card that stood in one of several documents.
    pub(super) fn of_known_in(
        known: &'a Known,
        place: Place<'a>,
        sections: &mut Sections<'a>,
    ) -> Side<'a> {
        Side {
            id: known.id,
            fingerprint: known.fingerprint,
            kind: asked_as(known.kind),
            section: sections.number(place.above, &known.section),
            document: place.number,
            rank: match known.retired {
                true => Rank::Retired,
                false => Rank::Living,
            },
            source: Source::Known(known),
            prompt: OnceCell::new(),
            texts: OnceCell::new(),
        }
    }

    /// Whether it stood in its document until now.
    pub(super) fn lives(&self) -> bool {
        self.rank == Rank::Living
    }

    /// The prompt for comparison.
    pub(super) fn prompt(&self) -> &str {
        self.prompt.get_or_init(|| {
            let written = self.written_prompt();
            let prompt = plain(&without_links(without_footnotes(written)));
            // `*` and `_` are keys of an editor, and nothing without their marks.
            match prompt.is_empty() {
                true => without_wrapping(written).to_owned(),
                false => prompt,
            }
        })
    }

    /// The prompt without what only sets it.
    fn bare_prompt(&self) -> String {
        match without_tags(self.written_prompt()) {
            Cow::Owned(bare) if bare.contains(char::is_alphanumeric) => {
                plain(&without_links(without_footnotes(&bare)))
            }
            _ => self.prompt().to_owned(),
        }
    }

    fn written_prompt(&self) -> &'a str {
        match self.source {
            Source::Compiled(card) => card.card.prompt.text(),
            Source::Known(known) => &known.prompt,
        }
    }

    /// Whether both prompts are written in the same way.
    pub(super) fn is_written_as(&self, other: &Side<'_>) -> bool {
        self.written_prompt() == other.written_prompt()
    }

    /// The first line of the prompt, for comparison.
    pub(super) fn head(&self) -> String {
        plain(
            self.written_prompt()
                .trim_start()
                .lines()
                .next()
                .unwrap_or_default(),
        )
    }

    /// Whether the prompt is a sign rather than words: code, such as `gU`, or a few letters. There
    /// every letter counts, its case too.
    pub(super) fn is_sign(&self) -> bool {
        let prompt = without_links(without_footnotes(self.written_prompt().trim()));
        let bare = remarked(&prompt).map_or(&*prompt, |(bare, _)| bare);
        let is_code = |open: &str, close: &str| bare.starts_with(open) && bare.ends_with(close);
        is_code("`", "`") || is_code("<code>", "</code>") || self.prompt().chars().nth(3).is_none()
    }

    /// What both prompts ask. A remark that stands behind both signs tells nothing of either.
    pub(super) fn prompts<'t>(&'t self, other: &'t Side<'_>) -> (&'t Text, &'t Text) {
        let (ours, theirs) = (self.texts(), other.texts());
        match (&ours.remarked, &theirs.remarked) {
            (Some((ours, one)), Some((theirs, another))) if one == another => (ours, theirs),
            _ => (&ours.front, &theirs.front),
        }
    }

    /// Whether the prompt is too long for two that differ in the case of a letter.
    pub(super) fn is_long(&self) -> bool {
        self.prompt().chars().nth(LONG_SIGN - 1).is_some()
    }

    /// Whether the prompts are the same to the letter, apart from marks around them, targets of links and footnotes.
    pub(super) fn asks_to_the_letter(&self, other: &Side<'_>) -> bool {
        self.letters() == other.letters()
    }

    /// The prompt to the letter: see [`Side::asks_to_the_letter`].
    pub(super) fn letters(&self) -> Cow<'a, str> {
        match without_links(without_footnotes(self.written_prompt())) {
            Cow::Borrowed(bare) => Cow::Borrowed(without_wrapping(bare)),
            Cow::Owned(bare) => Cow::Owned(without_wrapping(&bare).to_owned()),
        }
    }

    /// The ids of contents that stand for a known card.
    pub(super) fn contents(&self) -> &'a [CardId] {
        match self.source {
            Source::Compiled(_) => &[],
            Source::Known(known) => &known.contents,
        }
    }

    /// The back of a known card as it is kept.
    pub(super) fn kept_back(&self) -> Option<&'a str> {
        match self.source {
            Source::Compiled(_) => None,
            Source::Known(known) => Some(&known.back),
        }
    }

    /// The back of a row.
    pub(super) fn row(&self) -> Cow<'a, str> {
        match self.source {
            _ if self.kind != Kind::TableRow => Cow::default(),
            Source::Compiled(card) => Cow::Owned(card.card.back()),
            Source::Known(known) => Cow::Borrowed(known.back.as_str()),
        }
    }

    /// The cells of a row behind its key, each for comparison.
    pub(super) fn cells(&self) -> Vec<Text> {
        let cells = without_headers(&self.row());
        let cells = cells.lines().map(plain).filter(|cell| !cell.is_empty());
        cells.map(Text::new).collect()
    }

    /// What the columns of a row are called, where it has several.
    pub(super) fn columns(&self) -> BTreeSet<String> {
        let back = self.row();
        let cells = back.lines().filter_map(|line| line.strip_prefix("- "));
        let named = cells.filter_map(|cell| Some(plain(cell.split_once(": ")?.0)));
        named.collect()
    }

    pub(super) fn texts(&self) -> &Texts {
        self.texts.get_or_init(|| {
            let back = match self.source {
                Source::Compiled(card) => Cow::Owned(card.card.back()),
                Source::Known(known) => Cow::Borrowed(known.back.as_str()),
            };
            let back = says_something(self.kind, &without_tags(&back));
            Box::new(Texts {
                front: Text::new(self.bare_prompt()),
                remarked: remarked(self.written_prompt().trim())
                    .map(|(sign, remark)| (Text::new(plain(&without_links(sign))), plain(remark))),
                back: back.map(Text::new),
            })
        })
    }
}

/// A prompt without the marks around it as a whole: `` `x` `` and `**x**` as `x`, but not `*`.
fn without_wrapping(prompt: &str) -> &str {
    let mut prompt = prompt.trim();
    loop {
        let inner = ["**", "__", "`", "*", "_"].into_iter().find_map(|mark| {
            let inner = prompt.strip_prefix(mark)?.strip_suffix(mark)?;
            (!inner.is_empty()).then(|| inner.trim())
        });
        match inner {
            Some(inner) if !inner.is_empty() => prompt = inner,
            _ => return prompt,
        }
    }
}

/// A question that got options is the same question.
fn asked_as(kind: Kind) -> Kind {
    if kind == Kind::Choice {
        Kind::Question
    } else {
        kind
    }
}

/// The headings above a document and those of a section in it, as they are written.
type Written<'a> = (&'a [String], &'a [String]);

/// A heading for comparison. `_name` is private, and another one than `name`: its mark is no emphasis.
fn plain_heading(heading: &str) -> String {
    let heading = heading.trim();
    let bare = heading.trim_matches('`');
    match bare.starts_with('_') && !bare.ends_with('_') {
        true => format!("_{}", plain(heading)),
        false => plain(heading),
    }
}

/// The sections of both sides, numbered as they come.
#[derive(Debug, Default)]
pub(super) struct Sections<'a> {
    as_written: HashMap<Written<'a>, SectionNumber>,
    as_compared: HashMap<Vec<String>, SectionNumber>,
    last: Option<(Written<'a>, SectionNumber)>,
}

impl<'a> Sections<'a> {
    fn number(&mut self, above: &'a [String], section: &'a Section) -> SectionNumber {
        let written: Written<'a> = (above, section);
        if let Some((last, number)) = self.last
            && last == written
        {
            return number;
        }
        let number = match self.as_written.get(&written) {
            Some(number) => *number,
            None => self.new_number(written),
        };
        self.last = Some((written, number));
        number
    }

    fn new_number(&mut self, written: Written<'a>) -> SectionNumber {
        let next = SectionNumber::try_from(self.as_compared.len()).unwrap_or(SectionNumber::MAX);
        // What a file is called is no Markdown.
        let above = written.0.iter().cloned();
        let headings = written.1.iter().map(|heading| plain_heading(heading));
        let compared = above.chain(headings).collect();
        let number = *self.as_compared.entry(compared).or_insert(next);
        self.as_written.insert(written, number);
        number
    }

    /// The headings of each section, for comparison.
    pub(super) fn paths(&self) -> HashMap<SectionNumber, &[String]> {
        let sections = self.as_compared.iter();
        sections
            .map(|(path, number)| (*number, path.as_slice()))
            .collect()
    }

    /// The nearest section around each one, among those that cards stand in.
    pub(super) fn around(&self) -> HashMap<SectionNumber, SectionNumber> {
        let nearest = |path: &[String]| {
            let mut prefixes = (1..path.len()).rev().filter_map(|end| path.get(..end));
            prefixes.find_map(|prefix| self.as_compared.get(prefix).copied())
        };
        self.as_compared
            .iter()
            .filter_map(|(path, number)| Some((*number, nearest(path)?)))
            .collect()
    }
}
