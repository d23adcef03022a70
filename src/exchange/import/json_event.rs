//! Events from `srm-deck` JSON. A value that no learner can have caused is refused, never bent.

use crate::calendar::{Moment, StudyDay};
use crate::exchange::json_form::EventForm;
use crate::review::{Deed, Drill, Event, EventId, Flag, Review};
use crate::scheduler::{Interval, Quality};

/// An event, or which of its fields is wrong and why.
pub(super) fn event(form: EventForm) -> Result<Event, String> {
    let device = form
        .device
        .parse()
        .map_err(|error| format!("device: {error}"))?;
    let at = Moment::parse(&form.at)
        .ok_or("at: it is no moment of the form 2026-03-01T08:00:00.000Z")?;
    let years = Moment::FIRST_MS..=Moment::LAST_MS;
    if !years.contains(&at.utc_ms) || !years.contains(&form.clock) {
        return Err("at, clock: they are outside of the years 1 to 9999".into());
    }
    if !(-1439..=1439).contains(&form.offset_minutes) {
        return Err("offset_minutes: it is no number from -1439 to 1439".into());
    }
    if form.sequence == 0 || i64::try_from(form.sequence).is_err() {
        return Err("sequence: it counts from 1".into());
    }
    Ok(Event {
        id: EventId {
            device,
            sequence: form.sequence,
        },
        clock: form.clock,
        at: Moment {
            offset_minutes: form.offset_minutes,
            ..at
        },
        card: form
            .card
            .parse()
            .map_err(|error| format!("card: {error}"))?,
        deed: deed(form)?,
    })
}

fn deed(form: EventForm) -> Result<Deed, String> {
    let day = |name: &str, text: &Option<String>| -> Result<StudyDay, String> {
        let text = text
            .as_deref()
            .ok_or_else(|| format!("{name}: it is missing"))?;
        text.parse().map_err(|error| format!("{name}: {error}"))
    };
    let quality = || {
        form.quality
            .and_then(Quality::new)
            .ok_or_else(|| "quality: it is no number from 0 to 5".to_owned())
    };
    let interval = |name: &str, days: Option<u32>| match days {
        Some(days) if days <= Interval::MAX.days() => Ok(Interval::from_days(u64::from(days))),
        _ => Err(format!(
            "{name}: it is no number from 0 to {}",
            Interval::MAX.days()
        )),
    };
    let duration = || {
        form.duration_ms
            .ok_or_else(|| "duration_ms: it is missing".to_owned())
    };
    Ok(match form.kind.as_str() {
        "review" => Deed::Review(Review {
            quality: quality()?,
            day: day("day", &form.day)?,
            duration_ms: duration()?,
            interval_before: interval("interval_before_days", form.interval_before_days)?,
            interval_after: interval("interval_after_days", form.interval_after_days)?,
            due: day("due", &form.due)?,
        }),
        "drill" => Deed::Drill(Drill {
            quality: quality()?,
            day: day("day", &form.day)?,
            duration_ms: duration()?,
        }),
        "void" => {
            let target = form.target.unwrap_or_default();
            Deed::Void(target.parse().map_err(|error| format!("target: {error}"))?)
        }
        "suspend" => Deed::Suspend,
        "unsuspend" => Deed::Unsuspend,
        "bury" => Deed::Bury(day("until", &form.until)?),
        "unbury" => Deed::Unbury,
        "mark" => Deed::Mark,
        "unmark" => Deed::Unmark,
        "reset" => Deed::Reset,
        "reschedule" => Deed::Reschedule(day("due", &form.due)?),
        "flag" => {
            let flag = form.flag.and_then(Flag::new);
            Deed::Flag(flag.ok_or("flag: it is no number from 0 to 7")?)
        }
        "alias" => {
            let of = form.of.unwrap_or_default();
            Deed::Alias(of.parse().map_err(|error| format!("of: {error}"))?)
        }
        "adopt" => {
            let text = form.payload.unwrap_or_default();
            Deed::Adopt(text.parse().map_err(|error| format!("payload: {error}"))?)
        }
        "limit" => {
            let text = form.payload.unwrap_or_default();
            Deed::LimitOfDay(text.parse().map_err(|error| format!("payload: {error}"))?)
        }
        "optimize" => {
            let number = form.payload.and_then(|text| text.parse().ok());
            Deed::Optimize(number.ok_or("payload: it is no number")?)
        }
        "" => return Err("kind: it is empty".into()),
        _ => Deed::Unknown {
            kind: form.kind,
            payload: form.payload.unwrap_or_default(),
        },
    })
}
