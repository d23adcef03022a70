//! What covers a card, and what ends a session: the list of keys, the document, the summary.

use crate::review::{Excerpt, Tally};

use super::super::line::{Line, Look};
use super::super::manner::{Ending, Manner};
use super::super::scale::Scale;
use super::super::words::count;
use super::card_body::Body;
use super::face::Working;
use super::key_table::{Action, Keys, Place};

/// The keys that work now, one a line.
pub(super) fn keys(manner: &Manner, working: &Working, columns: usize) -> Body {
    let place = working.place;
    let keys = &manner.keys;
    let mut lines = vec![
        Line::of("Keys that work now", Look::Strong),
        Line::default(),
    ];
    let mut list = |key: &str, help: &str| {
        let mut mark = Line::of(key, Look::Key);
        mark.pad(10);
        let help = Line::of(help, Look::Plain);
        lines.extend(help.wrap(columns, &mark, &Line::of(&" ".repeat(10), Look::Plain)));
    };
    if working.options > 0 {
        list(
            &format!("1-{}", working.options),
            "choose, or take the choice back",
        );
        list("0", "I do not know: show the answer");
    }
    let by_number = place == Place::Answer && manner.scale == Scale::Six;
    if by_number {
        list("0-5", "the quality, from 0 blackout to 5 easy");
    }
    for (entry, key) in keys.working(place) {
        let is_said = by_number && entry.action.is_grade();
        if working.actions.contains(&entry.action) && !is_said {
            list(&key.to_string(), entry.help);
        }
    }
    match place {
        Place::Question | Place::Answer => {
            let proceed = keys.of(Action::Proceed);
            list("Enter", &format!("the same as {proceed}"));
        }
        Place::Summary => list("Enter", "leave"),
        Place::Field | Place::Cover => {}
    }
    list("Ctrl-C", "stop at once; what is saved stays saved");
    list("Ctrl-Z", "into the background; `fg` comes back");
    Body {
        lines,
        ..Body::default()
    }
}

/// The document around a card, its line marked.
pub(super) fn source(excerpt: &Excerpt, columns: usize) -> Body {
    let last = excerpt
        .first
        .saturating_add(u32::try_from(excerpt.lines.len()).unwrap_or(0));
    let digits = last.to_string().len();
    let mut body = Body::default();
    for (text, number) in excerpt.lines.iter().zip(excerpt.first..) {
        let is_card = number == excerpt.card;
        let (sign, look) = match is_card {
            true => (">", Look::Strong),
            false => (" ", Look::Plain),
        };
        if is_card {
            body.focus = (body.lines.len(), 0);
            // A few lines of what stands before.
            body.from = body.lines.len().saturating_sub(5);
        }
        let mark = Line::of(&format!("{sign}{number:>digits$} "), Look::Quiet);
        let indent = Line::of(&" ".repeat(digits.saturating_add(2)), Look::Plain);
        let text = Line::of(&text.replace('\t', "    "), look);
        body.lines.extend(text.wrap(columns, &mark, &indent));
    }
    body
}

/// What a session came to.
pub(super) struct Sum {
    /// Why it ended.
    pub(super) ending: Ending,
    /// What was done.
    pub(super) tally: Tally,
    /// The time it took, as people write it.
    pub(super) time: String,
    /// How many cards were failed.
    pub(super) failed: usize,
    /// How many cards a session would still ask.
    pub(super) left: u32,
}

/// The summary.
pub(super) fn summary(
    sum: &Sum,
    (keys, works): (&Keys, &dyn Fn(Action) -> bool),
    columns: usize,
) -> Body {
    let tally = &sum.tally;
    let end = match sum.ending {
        Ending::Done => "Done.",
        Ending::Stopped => "Stopped.",
        Ending::OutOfTime => "Time is over.",
    };
    let cards = count(u64::from(tally.answered), "card", "cards");
    let mut body = Body::default();
    let none = Line::default();
    let mut say = |text: &str, look: Look| {
        body.lines
            .extend(Line::of(text, look).wrap(columns, &none, &none));
    };
    say(&format!("{end} {cards} in {}.", sum.time), Look::Strong);
    say("", Look::Plain);
    if let Some(share) = tally
        .answered
        .saturating_sub(tally.again.min(tally.answered))
        .saturating_mul(100)
        .checked_div(tally.answered)
    {
        say(&format!("✓ remembered {share} %"), Look::Right);
        let Tally {
            again,
            hard,
            good,
            easy,
            ..
        } = tally;
        say(
            &format!("✗ again {again}   ~ hard {hard}   ✓ good {good}   » easy {easy}"),
            Look::Plain,
        );
    }
    if tally.drilled > 0 {
        let drilled = count(u64::from(tally.drilled), "answer", "answers");
        say(
            &format!("Asked once more the same day: {drilled}."),
            Look::Plain,
        );
    }
    if sum.left > 0 {
        let left = count(u64::from(sum.left), "card is", "cards are");
        say(&format!("{left} left of this session."), Look::Plain);
    }
    say("", Look::Plain);
    body.focus = (body.lines.len(), 0);
    for (entry, key) in keys.working(Place::Summary) {
        let mut mark = Line::of(&key.to_string(), Look::Key);
        mark.pad(7);
        let text = match entry.name {
            _ if !works(entry.action) => continue,
            "failed" => format!("{} ({})", entry.label, sum.failed),
            "quit" => continue,
            _ => entry.label.to_owned(),
        };
        body.lines
            .extend(Line::of(&text, Look::Plain).wrap(columns, &mark, &none));
    }
    let mut leave = Line::of("Enter", Look::Key);
    leave.pad(7);
    leave.push("leave", Look::Plain);
    body.lines.push(leave);
    body
}
