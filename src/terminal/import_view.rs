//! What an import did, or would do.

use std::io;

use crate::cards::CardId;

use super::card_view::summary;
use super::output::Screen;
use super::words::shortened;

/// How many cards of a fate are listed after an import; a plan lists them all.
const FIRST_FEW: usize = 10;

/// What happened to a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It was not known.
    New,
    /// Its text changed.
    Updated,
    /// Its section changed.
    Moved,
    /// It had gone and has come back.
    Revived,
    /// It has gone from its document; its history stays.
    Retired,
    /// It says something else than the known card, which is newer and stays.
    Conflicting,
    /// Nothing happened.
    Unchanged,
}

impl Fate {
    /// All, in the order in which they are listed.
    pub const ALL: [Fate; 7] = [
        Fate::New,
        Fate::Updated,
        Fate::Moved,
        Fate::Revived,
        Fate::Retired,
        Fate::Conflicting,
        Fate::Unchanged,
    ];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Fate::New => "new",
            Fate::Updated => "updated",
            Fate::Moved => "moved",
            Fate::Revived => "revived",
            Fate::Retired => "retired",
            Fate::Conflicting => "conflicting",
            Fate::Unchanged => "unchanged",
        }
    }
}

/// Whether what counts as right is something else now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is not, or nobody looked.
    Same,
    /// It is, and a learner may want to begin anew.
    Changed,
}

/// One card of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: CardId,
    /// Its front, as Markdown.
    pub front: Box<str>,
    /// What happened to it.
    pub fate: Fate,
    /// By what it was recognised, where its text or place changed.
    pub why: Option<Box<str>>,
    /// What became of its answer.
    pub answer: Answer,
}

/// A new card that may be a known one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoubtLine {
    /// The id of the new card.
    pub new: String,
    /// What to type where the two are one.
    pub relink: String,
    /// Its front, as Markdown.
    pub new_front: String,
    /// The id of the known card.
    pub known: String,
    /// What it asks, as Markdown.
    pub known_front: String,
    /// How similar the two are, in percent.
    pub score: u8,
}

/// A side of a card as one short line.
pub fn summary_line(side: &str) -> String {
    shortened(&summary(side), 60)
}

/// Lists the cards in doubt.
pub fn show_doubts(screen: &mut Screen<'_>, doubts: &[DoubtLine]) -> io::Result<()> {
    self::doubts(doubts)
        .iter()
        .try_for_each(|line| screen.line(line))
}

/// The cards in doubt, three lines for each: the new one, the known one, and what to type.
pub fn doubts(doubts: &[DoubtLine]) -> Vec<String> {
    let told = |doubt: &DoubtLine| {
        let new = summary_line(&doubt.new_front);
        let known = summary_line(&doubt.known_front);
        [
            format!("  in doubt: {new}"),
            format!("    {} % like a retired card: {known}", doubt.score),
            format!("    If it is that card: {}", doubt.relink),
        ]
    };
    doubts.iter().flat_map(told).collect()
}

/// What changed, in counts: `1 new, 2 updated, 1 answer-changed`; `nothing on its cards` where only other
/// text did.
pub fn changes(lines: &[Line]) -> String {
    let count =
        |is_meant: &dyn Fn(&Line) -> bool| lines.iter().filter(|line| is_meant(line)).count();
    let fates = Fate::ALL
        .into_iter()
        .filter(|fate| *fate != Fate::Unchanged)
        .map(|fate| (count(&|line| line.fate == fate), fate.name()));
    let answers = count(&|line| line.answer == Answer::Changed);
    let counts: Vec<String> = fates
        .chain([(answers, "answer-changed")])
        .filter(|(number, _)| *number > 0)
        .map(|(number, name)| format!("{number} {name}"))
        .collect();
    if counts.is_empty() {
        return "nothing on its cards".to_owned();
    }
    counts.join(", ")
}

/// Shows the counts of one file on one line.
pub fn show_counts(
    screen: &mut Screen<'_>,
    file: &str,
    deck: &str,
    lines: &[Line],
) -> io::Result<()> {
    show_numbers(screen, file, deck, |fate| {
        lines.iter().filter(|line| line.fate == fate).count()
    })
}

/// Shows the counts of a file of which all cards stayed as they were.
pub fn show_unchanged(
    screen: &mut Screen<'_>,
    file: &str,
    deck: &str,
    cards: u32,
) -> io::Result<()> {
    show_numbers(screen, file, deck, |fate| match fate {
        Fate::Unchanged => cards as usize,
        _ => 0,
    })
}

fn show_numbers(
    screen: &mut Screen<'_>,
    file: &str,
    deck: &str,
    number: impl Fn(Fate) -> usize,
) -> io::Result<()> {
    let counts: Vec<String> = Fate::ALL
        .into_iter()
        .map(|fate| (fate, number(fate)))
        // These are rare; the others are what everybody looks for.
        .filter(|(fate, number)| *number > 0 || !matches!(fate, Fate::Revived | Fate::Conflicting))
        .map(|(fate, number)| format!("{number} {}", fate.name()))
        .collect();
    screen.prose(&format!("{file}: deck {deck}: {}.", counts.join(", ")))
}

/// Lists what happened card by card, unchanged ones left out.
pub fn show_plan(screen: &mut Screen<'_>, lines: &[Line]) -> io::Result<()> {
    for fate in Fate::ALL
        .into_iter()
        .filter(|fate| *fate != Fate::Unchanged)
    {
        show_fate(screen, lines, fate, usize::MAX)?;
    }
    Ok(())
}

/// Lists what happened to cards that were known, the first few of each fate.
pub fn show_kept(screen: &mut Screen<'_>, lines: &[Line]) -> io::Result<()> {
    for fate in [Fate::Updated, Fate::Moved, Fate::Revived, Fate::Retired] {
        show_fate(screen, lines, fate, FIRST_FEW)?;
    }
    // Where a new card comes from is worth a line; that it is new is not.
    let split = |line: &&Line| line.fate == Fate::New && line.why.is_some();
    let split: Vec<Line> = lines.iter().filter(split).cloned().collect();
    show_fate(screen, &split, Fate::New, FIRST_FEW)
}

fn show_fate(screen: &mut Screen<'_>, lines: &[Line], fate: Fate, most: usize) -> io::Result<()> {
    let mut meant = lines.iter().filter(|line| line.fate == fate);
    for line in meant.by_ref().take(most) {
        let front = shortened(&summary(&line.front), 70);
        let why = line
            .why
            .as_ref()
            .map_or(String::new(), |why| format!(" ({why})"));
        screen.line(&format!("  {}: {front}{why}", fate.name()))?;
    }
    match meant.count() {
        0 => Ok(()),
        more => screen.line(&format!("  and {more} more {}", fate.name())),
    }
}
