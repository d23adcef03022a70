//! What the plain face says about answers, beyond the cards themselves.

use std::time::Duration;

use crate::cards::DeckName;
use crate::review::{CardState, DayLimit, Deed, Echo, Flag, Left, Mode, TakenBack, Tally};

use super::super::card_view::summary;
use super::super::leech_words;
use super::super::manner::Ending;
use super::super::scale::Scale;
use super::super::typed_answer::{Comparison, Piece};
use super::super::words::{clock_time, count, date, days, shortened};

/// What `:help` says.
pub(super) const HELP: [&str; 13] = [
    "An empty line shows the answer, then accepts the grade in brackets.",
    ":undo takes back the last answer or change, also one of an earlier session.",
    ":redo brings back what was taken back last.",
    ":bury puts this card off until tomorrow.",
    ":suspend keeps this card out of every review.",
    ":flag sets a flag on this card, or takes it off; :mark does the same with the mark.",
    ":reset makes this card a new one again, for another session.",
    ":edit opens this card's document in your editor, and brings in what changed.",
    ":source shows the document around this card.",
    ":open opens the pictures and sounds of this card, as far as its question or answer is shown.",
    ":failed leaves what is left for later and asks the failed cards again; that changes nothing.",
    ":more leaves what is left for later and goes on with more new cards.",
    ":quit ends the session. What is saved stays saved.",
];

/// What an answer would do, after the name of its grade.
pub(super) fn effect(deed: &Deed) -> String {
    match deed {
        Deed::Review(review) if review.quality.asks_for_drill() => {
            format!(" (today, then {})", days(review.wait()))
        }
        Deed::Review(review) => format!(" ({})", days(review.wait())),
        Deed::Drill(drill) if drill.quality.asks_for_drill() => " (today)".to_owned(),
        _ => " (done for today)".to_owned(),
    }
}

/// What an answer would do, in a word, where there is little room.
pub(in crate::terminal) fn short_effect(deed: &Deed) -> String {
    match deed {
        Deed::Review(review) => {
            let days = review.wait().days();
            match review.quality.asks_for_drill() {
                true => format!("today+{days}d"),
                false => format!("{days}d"),
            }
        }
        Deed::Drill(drill) if drill.quality.asks_for_drill() => "today".to_owned(),
        _ => "done".to_owned(),
    }
}

/// What came of a command, `left` being what is left now.
pub(in crate::terminal) fn said(echo: &Echo, scale: Scale, left: Left) -> String {
    match echo {
        Echo::Saved {
            quality,
            deed,
            after,
            leech,
        } => {
            let (name, comeback) = (scale.name(*quality), comeback(deed, after));
            let saved = format!("Saved {name}. {comeback} {}", still(left));
            match leech {
                Some((leech, done)) => {
                    let found = leech_words::found(leech, *done, ":edit", ":suspend");
                    format!("{saved} {found}")
                }
                None => saved,
            }
        }
        Echo::NotSaved { quality } => format!(
            "Not saved, as cramming changes nothing: {}. {}",
            scale.name(*quality),
            still(left)
        ),
        Echo::LeftOut => {
            "Not saved and left out: this card was changed elsewhere meanwhile.".to_owned()
        }
        Echo::Buried(_) => "Buried until tomorrow.".to_owned(),
        Echo::Suspended => "Suspended. It is not asked any more; :undo takes that back.".to_owned(),
        Echo::Flagged(Flag::NONE) => "The flag is off.".to_owned(),
        Echo::Flagged(_) => "Flagged.".to_owned(),
        Echo::Marked(true) => "Marked.".to_owned(),
        Echo::Marked(false) => "The mark is off.".to_owned(),
        Echo::Reset => "It is a new card again, for another session.".to_owned(),
        Echo::TakenBack(taken) => taken_back(taken),
        Echo::BroughtBack(brought) => brought_back(brought),
        Echo::NothingToBringBack => "There is nothing to bring back.".to_owned(),
        Echo::NothingToTakeBack => "There is nothing to take back.".to_owned(),
    }
}

fn still(left: Left) -> String {
    let cards = left.new.saturating_add(left.due).saturating_add(left.drill);
    format!("{cards} left.")
}

/// When a card comes back after what was just saved.
pub(in crate::terminal) fn comeback(deed: &Deed, after: &CardState) -> String {
    let due = after.due.map_or(String::new(), |due| {
        format!("Next review {} ({}).", date(due), days(after.wait()))
    });
    let again = match deed {
        Deed::Review(review) => review.quality.asks_for_drill(),
        Deed::Drill(drill) => drill.quality.asks_for_drill(),
        _ => false,
    };
    if again {
        format!("Once more today. {due}")
    } else {
        due
    }
}

/// What an undo took back, in one sentence.
pub fn taken_back(taken: &TakenBack) -> String {
    format!("Took back {}", what_was_done(taken))
}

/// What a redo brought back, in one sentence.
pub fn brought_back(brought: &TakenBack) -> String {
    format!("Brought back {}", what_was_done(brought))
}

fn what_was_done(taken: &TakenBack) -> String {
    change_in_words(&taken.deed, &taken.front, taken.with.len())
}

/// A change of the log: `suspending of: FRONT`, with how many more cards it was done to.
pub fn change_in_words(deed: &Deed, front: &str, others: usize) -> String {
    if let Deed::LimitOfDay(limit) = deed {
        return limit_in_words(limit);
    }
    if let Deed::Optimize(_) = deed {
        return "the change of the parameters of FSRS".to_owned();
    }
    let front = shortened(&summary(front), 60);
    let more = match others {
        0 => String::new(),
        number => format!(
            " and of {}",
            count(number as u64, "more card", "more cards")
        ),
    };
    format!("{} of: {front}{more}", deed_name(deed))
}

/// A limit of a day: `the limits of 1 March 2026 for AWS: 30 new`.
fn limit_in_words(limit: &DayLimit) -> String {
    let deck = limit.deck.as_ref().map_or("all decks", DeckName::as_str);
    let whose = format!("limits of {} for {deck}", date(limit.day));
    let set = [
        limit.change.new.map(|number| format!("{number} new")),
        limit
            .change
            .reviews
            .map(|number| count(number.into(), "review", "reviews")),
    ];
    let set: Vec<String> = set.into_iter().flatten().collect();
    match limit.is_usual() {
        true => format!("the usual {whose}"),
        false => format!("the {whose}: {}", set.join(", ")),
    }
}

/// What was done, as the object of a sentence: `the grade "good"`, `burying`.
fn deed_name(deed: &Deed) -> String {
    match deed {
        Deed::Review(review) => format!("the grade \"{}\"", review.quality.grade()),
        Deed::Drill(drill) => format!("the drill answer \"{}\"", drill.quality.grade()),
        Deed::Bury(_) => "burying".to_owned(),
        Deed::Unbury => "unburying".to_owned(),
        Deed::Suspend => "suspending".to_owned(),
        Deed::Unsuspend => "unsuspending".to_owned(),
        Deed::Flag(_) => "flagging".to_owned(),
        Deed::Mark => "marking".to_owned(),
        Deed::Unmark => "unmarking".to_owned(),
        Deed::Reset => "resetting".to_owned(),
        Deed::Reschedule(due) => format!("the due day {}", date(*due)),
        other => format!("the event `{}`", other.kind()),
    }
}

/// What a typed answer is worth, and how it differs: `Close. Missing "o".`
pub(super) fn judgement(comparison: &Comparison) -> String {
    let mut said = match comparison.verdict() {
        "right" => "Right.".to_owned(),
        "close" => "Close.".to_owned(),
        _ => "Wrong.".to_owned(),
    };
    if comparison.is_close() {
        for piece in &comparison.pieces {
            match piece {
                Piece::Same(_) => {}
                Piece::Missing(text) => said.push_str(&format!(" Missing \"{text}\".")),
                Piece::Extra(text) => said.push_str(&format!(" Too much: \"{text}\".")),
            }
        }
    }
    said
}

/// What comes after `:failed`, or its key.
pub(in crate::terminal) fn failed_once_more(number: usize) -> String {
    match number {
        0 => "No card was failed.".to_owned(),
        _ => format!(
            "{} once more; it changes nothing.",
            count(number as u64, "card", "cards")
        ),
    }
}

/// What comes after `:more`, or its key.
pub(in crate::terminal) fn more_new(number: usize, before: Mode) -> String {
    let cards = count(number as u64, "more new card", "more new cards");
    match (number, before) {
        (0, _) => "There are no more new cards.".to_owned(),
        (_, Mode::Scheduled) => format!("{cards}."),
        // Until now grades changed nothing.
        (_, Mode::Cram) => format!("{cards}. From here on grades are saved."),
    }
}

/// What can follow a session, one sentence a line.
pub(super) fn what_can_follow(failed: usize, more: More) -> Vec<String> {
    let mut lines = Vec::new();
    if failed > 0 {
        let cards = count(failed as u64, "failed card", "failed cards");
        lines.push(format!(":failed asks {cards} again; it changes nothing."));
    }
    if more == More::Wait {
        lines.push(":more goes on with more new cards.".to_owned());
    }
    lines.push("Press Enter to leave, or type :undo to take back the last answer.".to_owned());
    lines
}

/// Whether new cards wait beyond those of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum More {
    /// They do.
    Wait,
    /// There are none.
    None,
}

/// What a session came to.
pub fn sum_up(tally: &Tally, ending: Ending, time: Duration) -> Vec<String> {
    let end = match ending {
        Ending::Done => "Done.",
        Ending::Stopped => "Stopped.",
        Ending::OutOfTime => "Time is over.",
    };
    let cards = count(u64::from(tally.answered), "card", "cards");
    let grades = match tally.answered {
        0 => String::new(),
        _ => format!(
            ": {} again, {} hard, {} good, {} easy",
            tally.again, tally.hard, tally.good, tally.easy
        ),
    };
    let mut lines = vec![format!("{end} {cards} in {}{grades}.", clock_time(time))];
    if tally.drilled > 0 {
        let drilled = count(u64::from(tally.drilled), "answer", "answers");
        lines.push(format!("Asked once more the same day: {drilled}."));
    }
    lines
}
