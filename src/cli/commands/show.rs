//! `srm show`: one card with its whole history.

use std::collections::HashSet;

use clap::Args;
use serde::Serialize;

use crate::calendar::StudyDay;
use crate::review::{CardState, Comeback, Deed, Event, EventId, preview, voided, withdrawal};
use crate::scheduler::{Memory, Scheduler, Strength};
use crate::store::{Medium, StoredCard};
use crate::terminal::compiled_view::show_side;
use crate::terminal::words::{count, date, days};

use super::super::collection::require_to_read;
use super::super::context::Context;
use super::super::desk::document_name;
use super::super::failure::Failure;
use super::write_json;

/// One card with its whole history
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm show 3f9c
  srm show 3f9c --json | jq .memory")]
pub(in crate::cli) struct Show {
    /// The card: its id, or any beginning of it that no other card has
    card: String,
    /// Print one JSON object (format srm-card)
    #[arg(long)]
    json: bool,
}

impl Show {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let today = context.today()?;
        let store = require_to_read(context)?;
        let id = store.find_card(&self.card)?;
        let stored = store
            .card(id)?
            .ok_or_else(|| Failure::failed(format!("there is no card {id}")))?;
        let history = of_the_learner(store.history(id)?);
        let media = store.media_of(id)?;
        if self.json {
            return write_json(context, &CardJson::new(&stored, &history, &media, today));
        }
        show(context, &stored, &history, &media, today)
    }
}

/// What the learner did with the card: not which contents stand for it.
fn of_the_learner(history: Vec<Event>) -> Vec<Event> {
    let aliases: HashSet<EventId> = history
        .iter()
        .filter(|event| matches!(event.deed, Deed::Alias(_)))
        .map(|event| event.id)
        .collect();
    let mut history = history;
    history.retain(|event| match &event.deed {
        Deed::Void(target) => !aliases.contains(target),
        _ => !aliases.contains(&event.id),
    });
    history
}

fn show(
    context: &mut Context,
    stored: &StoredCard,
    history: &[Event],
    media: &[Medium],
    today: StudyDay,
) -> Result<(), Failure> {
    let (card, state) = (&stored.card, &stored.state);
    let out = &mut context.out;
    out.line(&format!(
        "Card {}. {}. Deck: {}.",
        stored.id, card.kind, stored.deck
    ))?;
    if let Some(path) = &stored.path {
        out.line(&format!(
            "Source: {} line {}.",
            document_name(path),
            card.line
        ))?;
    }
    show_side(out, "Front: ", &card.front())?;
    show_side(out, "Back: ", &card.back())?;
    for medium in media {
        let size = count(medium.bytes, "byte", "bytes");
        out.line(&format!("Medium: {} ({size}).", medium.name))?;
    }
    let mut marks = vec![state.maturity().name()];
    marks.extend(state.suspended.then_some("suspended"));
    marks.extend(state.marked.then_some("marked"));
    marks.extend(stored.retired.then_some("retired"));
    let due = state.due.map_or("never answered".to_owned(), |due| {
        format!("due {}", date(due))
    });
    out.line(&format!("State: {}, {due}.", marks.join(", ")))?;
    let memory = &state.memory;
    out.line(&format!(
        "Memory: interval {}, {}, {} in a row, {}, {}.",
        days(memory.interval),
        strength(memory),
        memory.repetitions,
        count(u64::from(state.reviews), "answer", "answers"),
        count(u64::from(state.lapses), "lapse", "lapses")
    ))?;
    let grades: Vec<String> = preview(state, today, &stored.scheduler)
        .iter()
        .map(|(grade, comeback)| match comeback {
            Comeback::Today => format!("{grade} once more today"),
            Comeback::On { interval, .. } => format!("{grade} {}", days(*interval)),
        })
        .collect();
    out.line(&format!("Next: {}.", grades.join(", ")))?;
    let refs: Vec<&Event> = history.iter().collect();
    let voided = voided(&refs);
    out.line(if history.is_empty() {
        "Log: nothing yet."
    } else {
        "Log:"
    })?;
    for event in history {
        let taken_back = if voided.contains(&event.id) {
            ", taken back"
        } else {
            ""
        };
        let at = event.at.to_rfc3339_utc();
        out.line(&format!("  {at} {}{taken_back}", in_words(&event.deed)))?;
    }
    Ok(())
}

/// What its scheduler believes: `ease 2.50`, or `stability 8.30 days, difficulty 1.00`.
pub(super) fn strength(memory: &Memory) -> String {
    match memory.strength {
        Strength::Ease(ease) => format!("ease {ease}"),
        Strength::Trace(trace) => format!(
            "stability {:.2} days, difficulty {:.2}",
            trace.stability, trace.difficulty
        ),
    }
}

fn in_words(deed: &Deed) -> String {
    match deed {
        Deed::Review(review) => {
            let days = days(review.interval_after);
            format!(
                "{} ({}), then {days}",
                review.quality.grade(),
                review.quality
            )
        }
        Deed::Drill(drill) => format!("drill {} ({})", drill.quality.grade(), drill.quality),
        Deed::Bury(until) => format!("bury until {until}"),
        Deed::Reschedule(due) => format!("due day set to {due}"),
        Deed::Flag(flag) => format!("flag {}", flag.number()),
        Deed::Void(event) if *event == withdrawal(event.device) => {
            "take back all before".to_owned()
        }
        Deed::Void(event) => format!("take back {event}"),
        other => other.kind().to_owned(),
    }
}

#[derive(Serialize)]
struct CardJson<'a> {
    format: &'static str,
    version: u32,
    id: String,
    deck: &'a str,
    kind: &'static str,
    section: &'a [String],
    front: String,
    back: String,
    line: u32,
    due: Option<String>,
    state: &'static str,
    interval_days: u32,
    reps: u32,
    lapses: u32,
    suspended: bool,
    retired: bool,
    tags: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    media: Vec<MediumJson<'a>>,
    memory: MemoryJson,
    log: Vec<EventJson>,
    next: Vec<NextJson>,
}

#[derive(Serialize)]
struct MediumJson<'a> {
    name: &'a str,
    bytes: u64,
    blake3: &'a str,
}

#[derive(Serialize)]
struct MemoryJson {
    scheduler: &'static str,
    repetitions: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    ease: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stability_days: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    difficulty: Option<f32>,
    interval_days: u32,
}

#[derive(Serialize)]
struct EventJson {
    id: String,
    kind: String,
    at: String,
    voided: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    study_day: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quality: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interval_before_days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interval_after_days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_ms: Option<u32>,
}

#[derive(Serialize)]
struct NextJson {
    grade: &'static str,
    quality: u8,
    due: Option<String>,
    interval_days: u32,
    drill: bool,
}

impl<'a> CardJson<'a> {
    fn new(
        stored: &'a StoredCard,
        history: &[Event],
        media: &'a [Medium],
        today: StudyDay,
    ) -> CardJson<'a> {
        let (card, state) = (&stored.card, &stored.state);
        let refs: Vec<&Event> = history.iter().collect();
        let voided = voided(&refs);
        let log = history
            .iter()
            .map(|event| event_json(event, voided.contains(&event.id)));
        CardJson {
            format: "srm-card",
            version: 1,
            id: stored.id.to_string(),
            deck: stored.deck.as_str(),
            kind: card.kind.name(),
            section: &card.section,
            front: card.front(),
            back: card.back(),
            line: card.line,
            due: state.due.map(|due| due.to_string()),
            state: state.maturity().name(),
            interval_days: state.memory.interval.days(),
            reps: state.reviews,
            lapses: state.lapses,
            suspended: state.suspended,
            retired: stored.retired,
            tags: &card.tags,
            media: media.iter().map(medium_json).collect(),
            memory: memory_json(&state.memory, &stored.scheduler),
            log: log.collect(),
            next: next(state, today, &stored.scheduler),
        }
    }
}

fn medium_json(medium: &Medium) -> MediumJson<'_> {
    MediumJson {
        name: &medium.name,
        bytes: medium.bytes,
        blake3: &medium.hash,
    }
}

fn memory_json(memory: &Memory, scheduler: &Scheduler) -> MemoryJson {
    let (ease, trace) = match memory.strength {
        Strength::Ease(ease) => (Some(f64::from(ease.hundredths()) / 100.0), None),
        Strength::Trace(trace) => (None, Some(trace)),
    };
    MemoryJson {
        scheduler: scheduler.word(),
        repetitions: memory.repetitions,
        ease,
        stability_days: trace.map(|trace| trace.stability),
        difficulty: trace.map(|trace| trace.difficulty),
        interval_days: memory.interval.days(),
    }
}

fn event_json(event: &Event, voided: bool) -> EventJson {
    let (mut day, mut quality, mut duration_ms) = (None, None, None);
    let (mut before, mut after) = (None, None);
    match &event.deed {
        Deed::Review(review) => {
            day = Some(review.day);
            quality = Some(review.quality.number());
            duration_ms = Some(review.duration_ms);
            before = Some(review.interval_before.days());
            after = Some(review.interval_after.days());
        }
        Deed::Drill(drill) => {
            day = Some(drill.day);
            quality = Some(drill.quality.number());
            duration_ms = Some(drill.duration_ms);
        }
        _ => {}
    }
    EventJson {
        id: event.id.to_string(),
        kind: event.deed.kind().to_owned(),
        at: event.at.to_rfc3339_utc(),
        voided,
        study_day: day.map(|day| day.to_string()),
        quality,
        interval_before_days: before,
        interval_after_days: after,
        duration_ms,
    }
}

/// What each grade would do, the way a real answer goes.
fn next(state: &CardState, today: StudyDay, scheduler: &Scheduler) -> Vec<NextJson> {
    let after = |quality| {
        let deed = crate::review::answer(state, quality, today, 0, scheduler);
        state.after(&deed, scheduler)
    };
    preview(state, today, scheduler)
        .iter()
        .map(|(grade, comeback)| {
            let after = after(grade.quality());
            NextJson {
                grade: grade.name(),
                quality: grade.quality().number(),
                due: after.due.map(|due| due.to_string()),
                interval_days: after.memory.interval.days(),
                drill: *comeback == Comeback::Today,
            }
        })
        .collect()
}
