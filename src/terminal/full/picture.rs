//! What stands where: the first line, the text that scrolls, what was said last, the keys. Everything
//! fits into the size that is given, from 40 columns and 12 rows on.
//! It must never draw a border beside a text: one wrong width would tear it.

use crate::review::{Desk, Stage};

use super::super::card_view::summary as plain_text;
use super::super::line::{Line, Look};
use super::super::plain::sayings;
use super::super::words::clock_time;
use super::asked::Asked;
use super::card_body::{self, Body};
use super::cover_body::{self, Sum};
use super::face::{Cover, Face, Scene, Scroll, Seen};
use super::key_table::{Action, Place};
use super::rows::{NARROW, at_most, bar, flow, offer, rule};

/// The smallest size: columns and rows.
pub const SMALLEST: (u16, u16) = (40, 12);
/// From this size on there is room for rules and for a margin.
const ROOMY: (usize, usize) = (NARROW, 18);
/// The widest text that is still easy to read.
const READABLE_COLUMNS: usize = 100;

/// The columns and rows of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

impl Size {
    /// Whether the full screen works in it.
    pub fn is_enough(self) -> bool {
        self.columns >= SMALLEST.0 && self.rows >= SMALLEST.1
    }

    fn is_roomy(self) -> bool {
        usize::from(self.columns) >= ROOMY.0 && usize::from(self.rows) >= ROOMY.1
    }
}

/// A whole screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Picture {
    /// Its rows from the top. Those that are missing are empty.
    pub rows: Vec<Line>,
    /// The column and the row of the cursor.
    pub cursor: (usize, usize),
}

impl<D: Desk> Face<'_, D> {
    /// The screen as it is now.
    pub(super) fn picture(&mut self, size: Size) -> Picture {
        if !size.is_enough() {
            let text = format!("Too small: {} by {} at least.", SMALLEST.0, SMALLEST.1);
            let rows = vec![Line::of(&text, Look::Plain).cut(size.columns.into())];
            return Picture {
                rows,
                cursor: (0, 0),
            };
        }
        let columns = usize::from(size.columns);
        let (margin, both) = if size.is_roomy() { (2, 4) } else { (0, 0) };
        let width = columns.saturating_sub(both).min(READABLE_COLUMNS);
        let mut body = self.body(width);
        if let (Scene::Card(_), Cover::None, false) = (&self.scene, &self.cover, size.is_roomy()) {
            body.lines
                .push(Line::of(&self.caption(), Look::Quiet).cut(width));
        }
        let mut rows = self.top(columns, size);
        // What the last rows say depends on what is seen; how many they are does not.
        let taken = rows.len().saturating_add(self.bottom(columns, size).len());
        let height = usize::from(size.rows).saturating_sub(taken);
        self.seen = seen(&body, height, self.scroll);
        let (top, first_row) = (self.seen.top, rows.len());
        for line in body.lines.iter().skip(top).take(height) {
            let mut row = Line::of(&" ".repeat(margin), Look::Plain);
            row.append(line);
            rows.push(row);
        }
        rows.resize(first_row.saturating_add(height), Line::default());
        let (line, column) = body.focus;
        let line = line.clamp(top, top.saturating_add(height.saturating_sub(1)));
        let column = margin.saturating_add(column).min(columns.saturating_sub(1));
        let cursor = (column, first_row.saturating_add(line).saturating_sub(top));
        let bottom = self.bottom(columns, size).into_iter();
        rows.extend(bottom.map(|line| line.cut(columns)));
        Picture { rows, cursor }
    }

    fn body(&self, width: usize) -> Body {
        match (&self.cover, &self.scene) {
            (Cover::Keys(working), _) => cover_body::keys(&self.manner, working, width),
            (Cover::Source(excerpt), _) => cover_body::source(excerpt, width),
            (Cover::None, Scene::Card(asked)) => card_body::body(asked, width, self.sitting.day()),
            (Cover::None, Scene::Summary(ending)) => {
                let left = self.sitting.left();
                let sum = Sum {
                    ending: *ending,
                    tally: self.sitting.tally(),
                    time: clock_time(self.sitting.elapsed()),
                    failed: self.sitting.failed(),
                    left: left.new.saturating_add(left.due).saturating_add(left.drill),
                };
                cover_body::summary(
                    &sum,
                    (&self.manner.keys, &|action| self.works(action)),
                    width,
                )
            }
        }
    }

    /// The first rows: deck, progress, time; and where the card comes from.
    fn top(&self, columns: usize, size: Size) -> Vec<Line> {
        let (done, all) = self.progress();
        let drill = self.sitting.left().drill;
        let mut right = Line::default();
        if size.is_roomy() && all > 0 {
            right.push(&bar(done, all, 20), Look::Strong);
            right.push("  ", Look::Plain);
        }
        if all > 0 {
            right.push(&format!("{done}/{all}"), Look::Strong);
        }
        if drill > 0 {
            let words = if size.is_roomy() { " once more" } else { "" };
            right.push(&format!(" +{drill}{words}"), Look::Doubtful);
        }
        right.push(
            &format!("  {} ", clock_time(self.sitting.elapsed())),
            Look::Quiet,
        );
        let left = match &self.scene {
            Scene::Card(asked) => place(asked),
            Scene::Summary(_) => "End of the session".to_owned(),
        };
        let room = columns.saturating_sub(right.width().saturating_add(2));
        let mut first = Line::of(&format!(" {left}"), Look::Plain).cut(room);
        first.pad(columns.saturating_sub(right.width()));
        first.append(&right);
        let mut rows = vec![first];
        if size.is_roomy() {
            rows.push(rule(&self.caption(), columns));
            rows.push(Line::default());
        }
        rows
    }

    /// Where the card comes from and why it is asked: `notes.md:31 · table row · new`.
    fn caption(&self) -> String {
        match (&self.cover, &self.scene) {
            (Cover::Source(excerpt), _) => format!("{}:{}", excerpt.document, excerpt.card),
            (Cover::Keys(..), _) => "keys".to_owned(),
            (Cover::None, Scene::Summary(_)) => "summary".to_owned(),
            (Cover::None, Scene::Card(asked)) => {
                let kind = asked.view.sheet.card.kind.name().replace('_', " ");
                let mut parts = Vec::new();
                parts.extend(source_line(asked));
                parts.extend([kind, reason(asked.view.stage).to_owned()]);
                parts.join(" · ")
            }
        }
    }

    /// The last rows: what was said last, what Space does or what the grades do, the keys.
    fn bottom(&self, columns: usize, size: Size) -> Vec<Line> {
        let mut rows = Vec::new();
        let Seen { top, last_top, .. } = self.seen;
        let more = match (top > 0, last_top > top) {
            (_, true) => "more below: Down, PageDown",
            (true, false) => "more above: Up, PageUp",
            (false, false) => "",
        };
        if size.is_roomy() {
            rows.push(rule(more, columns));
        }
        let echo = self.echo.clone().unwrap_or_default();
        let said = match (echo.is_empty(), size.is_roomy()) {
            (true, false) => Line::of(more, Look::Quiet),
            (true, true) => Line::default(),
            (false, _) => Line::of(&echo, Look::Doubtful),
        };
        let margin = Line::of(if size.is_roomy() { " " } else { "" }, Look::Plain);
        rows.extend(at_most(said.wrap(columns, &margin, &margin), columns));
        rows.extend(self.offers(columns, size));
        rows.extend(self.key_rows(columns, size));
        rows
    }

    /// What goes on: the grades and what each would do, or how to see the answer.
    fn offers(&self, columns: usize, size: Size) -> Vec<Line> {
        let keys = &self.manner.keys;
        let proceed = keys.of(Action::Proceed).to_string();
        let asked = match &self.scene {
            Scene::Card(asked) if matches!(self.cover, Cover::None) => asked,
            _ => return Vec::new(),
        };
        let offers: Vec<Line> = match (self.place(), &asked.options) {
            (Place::Answer, _) => self.grades(asked, &proceed, size),
            (Place::Field, Some(_)) => vec![
                offer("Enter", "confirm the numbers"),
                offer("Esc", "leave the field"),
            ],
            (Place::Field, None) => vec![
                offer("Enter", "check (empty: just show)"),
                offer("Esc", "leave the field for the keys"),
            ],
            (_, Some(options)) if asked.field.is_none() => {
                let last = options.len();
                let choose = match asked.several_are_right() {
                    true => "choose; several are right",
                    false => "choose",
                };
                vec![
                    offer(&format!("1-{last}"), choose),
                    offer("Enter", "confirm"),
                    offer("0", "I do not know"),
                ]
            }
            (_, _) if asked.field.is_some() => {
                vec![
                    offer(&proceed, "show the answer"),
                    offer(&keys.of(Action::Field).to_string(), "type"),
                ]
            }
            _ => vec![offer(&proceed, "show the answer")],
        };
        flow(&offers, columns, 3)
    }

    /// Each grade with its sign and when the card would come back.
    fn grades(&self, asked: &Asked, proceed: &str, size: Size) -> Vec<Line> {
        let scale = self.manner.scale;
        let proposed = asked.proposed();
        let grade = |quality| {
            let (sign, look) = match scale.name(quality) {
                "hard" => ("~", Look::Doubtful),
                "good" => ("✓", Look::Right),
                "easy" => ("»", Look::Right),
                _ => ("✗", Look::Wrong),
            };
            let key = self.grade_key(quality);
            let deed = self.sitting.preview(quality);
            let effect = deed.map_or(String::new(), |deed| sayings::short_effect(&deed));
            let mut line = Line::of(&key, Look::Key);
            if size.is_roomy() {
                line.push(&format!(" {sign} {}", scale.name(quality)), look);
                // A drill and practice change nothing that could be said.
                if !effect.is_empty() {
                    line.push(&format!(" {effect}"), Look::Plain);
                }
                if quality == proposed {
                    line.push(&format!(" ({proceed})"), Look::Key);
                }
            } else {
                line.push(sign, look);
                line.push(&effect, Look::Plain);
            }
            line
        };
        scale.qualities().into_iter().map(grade).collect()
    }

    /// The key that gives a grade.
    fn grade_key(&self, quality: crate::scheduler::Quality) -> String {
        use crate::scheduler::Grade;
        if self.manner.scale == super::super::scale::Scale::Six {
            return self.manner.scale.key(quality).to_string();
        }
        let action = match quality.grade() {
            Grade::Again => Action::Again,
            Grade::Hard => Action::Hard,
            Grade::Good => Action::Good,
            Grade::Easy => Action::Easy,
        };
        self.manner.keys.of(action).to_string()
    }

    /// The keys that work now. Help and the way out always have room.
    fn key_rows(&self, columns: usize, size: Size) -> Vec<Line> {
        let place = self.place();
        let fixed = match place {
            Place::Cover => vec![offer("Esc", "back")],
            Place::Summary => vec![offer("Enter", "leave")],
            _ => Vec::new(),
        };
        let mut always = fixed;
        let mut others = Vec::new();
        for (entry, key) in self.manner.keys.working(place) {
            let shown = match entry.action {
                _ if entry.label.is_empty() => continue,
                Action::Quit if place == Place::Cover => continue,
                action if !self.works(action) => continue,
                _ => offer(&key.to_string(), entry.label),
            };
            match entry.action {
                Action::Help | Action::Quit => always.push(shown),
                _ => others.push(shown),
            }
        }
        let most = if size.is_roomy() { 2 } else { 1 };
        loop {
            let all: Vec<Line> = others.iter().chain(&always).cloned().collect();
            let rows = flow(&all, columns, usize::MAX);
            if rows.len() <= most || others.pop().is_none() {
                return rows;
            }
        }
    }
}

/// Why a card is asked, in a word.
fn reason(stage: Stage) -> &'static str {
    match stage {
        Stage::New => "new",
        Stage::Due => "due",
        Stage::Drill => "once more today",
    }
}

/// Deck and section: `AWS › 4. Services`.
fn place(asked: &Asked) -> String {
    let card = &asked.view.sheet.card;
    let mut place = asked.view.sheet.deck.as_str().replace("::", " › ");
    if let Some(section) = card.section.last()
        && section.as_str() != asked.view.sheet.deck.as_str()
    {
        place.push_str(" › ");
        place.push_str(&plain_text(section));
    }
    place
}

/// Where the card stands: `notes.md:31`.
fn source_line(asked: &Asked) -> Option<String> {
    let source = asked.view.sheet.source.as_ref()?;
    Some(format!("{source}:{}", asked.view.sheet.card.line))
}

/// Which part of the text is on the screen.
fn seen(body: &Body, height: usize, scroll: Scroll) -> Seen {
    let last_top = body.lines.len().saturating_sub(height);
    let behind_focus = body.focus.0.saturating_add(1);
    let top = match scroll {
        Scroll::At(line) => line,
        Scroll::ToFocus if body.lines.len() <= height => 0,
        Scroll::ToFocus => body.from.max(behind_focus.saturating_sub(height)),
    };
    Seen {
        top: top.min(last_top),
        height,
        last_top,
    }
}
