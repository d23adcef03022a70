//! What `srm show --json` prints: format `srm-card`, version 1. Names are promised; more may come.

use serde::Serialize;

use crate::review::{Comeback, Deed, Effect, Reason, Timing, told};
use crate::scheduler::{Grade, Memory, Rule, Scheduler, Strength, sm2};
use crate::store::Medium;
use crate::terminal::history_view;
use crate::terminal::leech_words;

use super::show::Told;

#[derive(Serialize)]
pub(super) struct CardJson<'a> {
    format: &'static str,
    version: u32,
    id: String,
    aliases: Vec<String>,
    deck: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
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
    /// Why it is a leech; null where it is none.
    leech: Option<String>,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    /// What it did, as `srm show` says it.
    told: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<WhyJson>,
    /// What the scheduler believed after it.
    memory: MemoryJson,
}

/// Why an answer led where it did.
#[derive(Serialize)]
struct WhyJson {
    /// `again`, `first`, `second` or `times` of SM-2, or `fsrs`.
    rule: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    times_interval_days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    times_ease: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recall: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retention: Option<f32>,
    /// Days after the due day; negative when early, left out for a first answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    late_days: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lapse: Option<u32>,
    /// Whether the interval is the longest there is.
    longest: bool,
    /// Days from the day that the interval gives to the due day that was chosen.
    moved_days: i64,
}

#[derive(Serialize)]
struct NextJson {
    grade: &'static str,
    quality: u8,
    due: Option<String>,
    interval_days: u32,
    drill: bool,
    told: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<WhyJson>,
}

impl<'a> CardJson<'a> {
    pub(super) fn new(shown: &'a Told) -> CardJson<'a> {
        let stored = &shown.stored;
        let (card, state) = (&stored.card, &stored.state);
        let log = told(&shown.history, &stored.scheduler);
        CardJson {
            format: "srm-card",
            version: 1,
            id: stored.id.to_string(),
            aliases: shown.aliases.iter().map(ToString::to_string).collect(),
            deck: stored.deck.as_str(),
            source: stored.path.as_deref(),
            rule: shown.rule.map(|rule| rule.name()),
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
            leech: shown.leech.as_ref().map(leech_words::why),
            suspended: state.suspended,
            retired: stored.retired,
            tags: &card.tags,
            media: shown.media.iter().map(medium_json).collect(),
            memory: memory_json(&state.memory, &stored.scheduler),
            log: log
                .iter()
                .map(|entry| event_json(entry, &stored.scheduler))
                .collect(),
            next: next(shown),
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

fn event_json(entry: &crate::review::Told<'_>, scheduler: &Scheduler) -> EventJson {
    let event = entry.event;
    let (mut day, mut quality, mut duration_ms, mut due) = (None, None, None, None);
    let (mut before, mut after) = (None, None);
    match &event.deed {
        Deed::Review(review) => {
            day = Some(review.day);
            quality = Some(review.quality.number());
            duration_ms = Some(review.duration_ms);
            before = Some(review.interval_before.days());
            after = Some(review.interval_after.days());
            due = Some(review.due);
        }
        Deed::Drill(drill) => {
            day = Some(drill.day);
            quality = Some(drill.quality.number());
            duration_ms = Some(drill.duration_ms);
        }
        Deed::Reschedule(day) => due = Some(*day),
        Deed::Adopt(adopted) => due = adopted.due,
        _ => {}
    }
    let why = match &entry.effect {
        Effect::Moved(reason) => Some(why_json(reason)),
        _ => None,
    };
    EventJson {
        id: event.id.to_string(),
        kind: event.deed.kind().to_owned(),
        at: event.at.to_rfc3339_utc(),
        voided: entry.effect == Effect::TakenBack,
        study_day: day.map(|day| day.to_string()),
        quality,
        interval_before_days: before,
        interval_after_days: after,
        duration_ms,
        due: due.map(|due| due.to_string()),
        told: history_view::told(entry),
        why,
        memory: memory_json(&entry.after.memory, scheduler),
    }
}

fn why_json(reason: &Reason) -> WhyJson {
    let (mut interval, mut ease, mut chance, mut wanted) = (None, None, None, None);
    let rule = match reason.rule {
        Rule::Sm2(sm2::Rule::Again, _) => "again",
        Rule::Sm2(sm2::Rule::First, _) => "first",
        Rule::Sm2(sm2::Rule::Second, _) => "second",
        Rule::Sm2(
            sm2::Rule::Times {
                interval: before,
                ease: factor,
            },
            _,
        ) => {
            interval = Some(before.days());
            ease = Some(f64::from(factor.hundredths()) / 100.0);
            "times"
        }
        Rule::Fsrs { recall, retention } => {
            chance = recall;
            wanted = Some(retention.share());
            "fsrs"
        }
    };
    WhyJson {
        rule,
        times_interval_days: interval,
        times_ease: ease,
        recall: chance,
        retention: wanted,
        late_days: match reason.timing {
            Timing::First => None,
            Timing::InTime => Some(0),
            Timing::Late(days) => Some(i64::from(days)),
            Timing::Early(days) => Some(i64::from(days).saturating_neg()),
        },
        lapse: reason.lapse,
        longest: reason.is_longest(),
        moved_days: reason.moved_days(),
    }
}

/// What each grade would do, the way a real answer goes.
fn next(shown: &Told) -> Vec<NextJson> {
    Grade::ALL
        .into_iter()
        .map(|grade| {
            let (deed, reason) = shown.would(grade.quality());
            let after = shown.stored.state.after(&deed, &shown.stored.scheduler);
            let comeback = Comeback::of(&after, shown.today);
            NextJson {
                grade: grade.name(),
                quality: grade.quality().number(),
                due: after.due.map(|due| due.to_string()),
                interval_days: after.memory.interval.days(),
                drill: comeback == Comeback::Today,
                told: history_view::would(grade, &comeback, reason.as_ref()),
                why: reason.as_ref().map(why_json),
            }
        })
        .collect()
}
