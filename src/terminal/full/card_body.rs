//! The lines of a card on the screen: the question with its options or its field, then the answer.
//! Passages of the document must never be shown as if they were the answer.

use crate::calendar::StudyDay;
use crate::cards::{Answer, NO_ANSWER, PASSAGES_HEADING};
use crate::review::{CardState, Flag};

use super::super::choices::Shown;
use super::super::line::{Line, Look};
use super::super::markdown;
use super::super::typed_answer::{Comparison, Piece};
use super::asked::{Asked, Outcome, Side};
use super::field::Field;

/// Lines, and the place among them that counts now.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    /// The lines.
    pub(super) lines: Vec<Line>,
    /// The line and the column of the cursor.
    pub(super) focus: (usize, usize),
    /// The line from which on everything should be on the screen.
    pub(super) from: usize,
}

impl Body {
    fn gap(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
    }

    fn extend(&mut self, lines: impl IntoIterator<Item = Line>) {
        self.lines.extend(lines);
    }
}

/// A card in this width, seen on this day.
pub(super) fn body(asked: &Asked, columns: usize, today: StudyDay) -> Body {
    let mut body = Body::default();
    body.extend(markdown::lines(
        &asked.view.sheet.card.front(),
        columns,
        Look::Strong,
    ));
    if let Some(options) = &asked.options {
        body.gap();
        show_options(&mut body, asked, options, columns);
    } else if let Answer::Unanswered(open) = &asked.view.sheet.card.answer {
        for (index, text) in open.options.iter().enumerate() {
            let mark = Line::of(&format!("{}  ", index.saturating_add(1)), Look::Key);
            body.extend(marked(text, &mark, columns, Look::Plain));
        }
    }
    match (&asked.side, &asked.field) {
        (Side::Front, Some(field)) => show_field(&mut body, field, columns),
        (Side::Front, None) => {}
        (Side::Back, _) => show_answer(&mut body, asked, columns, today),
    }
    body
}

/// Markdown after a mark, its further lines under its first words.
fn marked(markdown: &str, mark: &Line, columns: usize, look: Look) -> Vec<Line> {
    let room = columns.saturating_sub(mark.width()).max(1);
    let text = markdown::lines(markdown, room, look);
    let indent = Line::of(&" ".repeat(mark.width()), Look::Plain);
    let lines = text.iter().enumerate().map(|(index, line)| {
        let mut whole = if index == 0 {
            mark.clone()
        } else {
            indent.clone()
        };
        whole.append(line);
        whole
    });
    lines.collect()
}

fn show_options(body: &mut Body, asked: &Asked, options: &[Shown], columns: usize) {
    let several = asked.several_are_right();
    for (index, option) in options.iter().enumerate() {
        let chosen = asked.chosen.contains(&index);
        let (sign, look) = match (asked.side, option.correct, chosen) {
            (Side::Front, _, true) if several => ("[x]", Look::Strong),
            (Side::Front, _, true) => ("(x)", Look::Strong),
            (Side::Front, _, false) if several => ("[ ]", Look::Plain),
            (Side::Front, _, false) => ("( )", Look::Plain),
            // Where several are right, brackets say which of them were chosen.
            (Side::Back, true, true) if several => ("[✓]", Look::Right),
            (Side::Back, false, true) if several => ("[✗]", Look::Wrong),
            (Side::Back, true, _) => (" ✓ ", Look::Right),
            (Side::Back, false, true) => (" ✗ ", Look::Wrong),
            (Side::Back, false, false) => ("   ", Look::Quiet),
        };
        if chosen && asked.side == Side::Front {
            body.focus = (body.lines.len(), 1);
        }
        let mut mark = Line::of(sign, look);
        mark.push(" ", Look::Plain);
        mark.push(&index.saturating_add(1).to_string(), Look::Key);
        mark.push("  ", Look::Plain);
        body.extend(marked(&option.text, &mark, columns, look));
    }
}

fn show_field(body: &mut Body, field: &Field, columns: usize) {
    body.gap();
    let (text, column) = field.shown(columns.saturating_sub(3));
    let mut line = Line::of("> ", Look::Key);
    line.push(&text, Look::Plain);
    body.focus = (body.lines.len(), column.saturating_add(2));
    body.lines.push(line.cut(columns));
}

fn show_answer(body: &mut Body, asked: &Asked, columns: usize, today: StudyDay) {
    body.gap();
    body.from = body.lines.len();
    let card = &asked.view.sheet.card;
    let label = match (&card.answer, &asked.outcome) {
        (Answer::Unanswered(_), _) => None,
        (_, Outcome::None) => Some(("Answer", Look::Quiet)),
        (_, Outcome::Right) => Some(("✓ Right", Look::Right)),
        (_, Outcome::Wrong) => Some(("✗ Wrong", Look::Wrong)),
        (_, Outcome::Typed(comparison)) => Some(match comparison.verdict() {
            "right" => ("✓ Right", Look::Right),
            "close" => ("~ Close", Look::Doubtful),
            _ => ("✗ Wrong", Look::Wrong),
        }),
    };
    if let Some((text, look)) = label {
        body.lines.push(Line::of(text, look));
    }
    body.focus = (body.lines.len(), 0);
    match &card.answer {
        Answer::Text(_) | Answer::Fields(_) => {
            body.extend(markdown::lines(&card.back(), columns, Look::Plain));
        }
        Answer::Choices(asked) => {
            if let Some(why) = &asked.explanation {
                let mark = Line::of("Why: ", Look::Quiet);
                body.extend(marked(why, &mark, columns, Look::Plain));
            } else {
                body.focus = (body.lines.len().saturating_sub(1), 0);
            }
        }
        Answer::Unanswered(open) if open.passages.is_empty() => {
            body.extend(wrapped(NO_ANSWER, columns, Look::Doubtful));
        }
        Answer::Unanswered(open) => {
            body.extend(wrapped(PASSAGES_HEADING, columns, Look::Doubtful));
            for passage in &open.passages {
                let mark = Line::of(&format!("line {}: ", passage.line), Look::Quiet);
                body.extend(marked(&passage.text, &mark, columns, Look::Plain));
            }
        }
    }
    if let Outcome::Typed(comparison) = &asked.outcome {
        body.extend(typed_lines(comparison, columns));
    }
    body.gap();
    body.extend(wrapped(
        &past(&asked.view.sheet.state, today),
        columns,
        Look::Quiet,
    ));
}

fn wrapped(text: &str, columns: usize, look: Look) -> Vec<Line> {
    Line::of(text, look).wrap(columns, &Line::default(), &Line::default())
}

/// What was typed beside what was expected: `you: S3 [-Deep -]Glacier · 80 %`.
fn typed_lines(comparison: &Comparison, columns: usize) -> Vec<Line> {
    let mut line = Line::default();
    for piece in &comparison.pieces {
        match piece {
            Piece::Same(text) => line.push(text, Look::Plain),
            Piece::Missing(text) => line.push(&format!("[-{text}-]"), Look::Wrong),
            Piece::Extra(text) => line.push(&format!("{{+{text}+}}"), Look::Doubtful),
        }
    }
    line.push(&format!(" · {} %", comparison.percent), Look::Quiet);
    line.wrap(
        columns,
        &Line::of("you: ", Look::Quiet),
        &Line::of("     ", Look::Plain),
    )
}

/// What the log says about the card: `seen 6×, lapsed once, last 11 days ago, ease 2.36`.
fn past(state: &CardState, today: StudyDay) -> String {
    let mut parts = Vec::new();
    match state.reviews {
        0 => parts.push("new".to_owned()),
        reviews => parts.push(format!("seen {reviews}×")),
    }
    if state.lapses > 0 {
        parts.push(format!("lapsed {}×", state.lapses));
    }
    if let Some(last) = state.last_review {
        parts.push(match today.since(last) {
            0 => "last today".to_owned(),
            1 => "last yesterday".to_owned(),
            days => format!("last {days} days ago"),
        });
    }
    if state.reviews > 0 {
        parts.push(format!("ease {}", state.memory.ease()));
    }
    if state.flag != Flag::NONE {
        parts.push("⚑ flagged".to_owned());
    }
    if state.marked {
        parts.push("★ marked".to_owned());
    }
    parts.join(" · ")
}
