//! What another program learned of a card, as events of our log. The same answer gives the same event
//! whenever it is read, so that reading a database again adds nothing.

use crate::calendar::{Moment, Rollover, StudyDay};
use crate::cards::CardId;
use crate::review::{Adopted, Deed, DeviceId, Drill, Event, EventId, Review};
use crate::scheduler::{EaseFactor, Interval, Memory, Quality, Strength};

use super::Peer;

/// An answer as its row says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeerAnswer {
    /// When it was given.
    pub at: String,
    /// `forgot`, `hard`, `good` or `easy`.
    pub grade: String,
    /// When the card is due after it.
    pub due: String,
}

/// A card as its row says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeerProgress {
    /// When it was answered last; empty for a new card.
    pub last: String,
    /// When it is due; empty for a new card.
    pub due: String,
    /// How often it was answered.
    pub reviews: i64,
    /// Its answers, oldest first, where the program keeps them.
    pub answers: Vec<PeerAnswer>,
}

/// The events of a card; none for one that was never answered.
///
/// # Errors
/// What makes no sense in its rows.
pub fn events(
    peer: Peer,
    card: CardId,
    progress: &PeerProgress,
    now: Moment,
    rollover: Rollover,
) -> Result<Vec<Event>, String> {
    let mut log = Log {
        peer,
        card,
        now,
        rollover,
        events: Vec::new(),
        last_day: None,
        last_due: None,
        passes: 0,
        lapses: 0,
    };
    for answer in &progress.answers {
        log.answer(answer)?;
    }
    log.standing(progress)?;
    Ok(log.events)
}

struct Log {
    peer: Peer,
    card: CardId,
    now: Moment,
    rollover: Rollover,
    events: Vec<Event>,
    last_day: Option<StudyDay>,
    last_due: Option<StudyDay>,
    /// Passes since the last failing answer.
    passes: u32,
    lapses: u32,
}

impl Log {
    fn answer(&mut self, answer: &PeerAnswer) -> Result<(), String> {
        let at = self.moment(&answer.at)?;
        let day = StudyDay::of(at, self.rollover);
        let quality = match answer.grade.as_str() {
            "forgot" => 1,
            "hard" => 3,
            "good" => 4,
            "easy" => 5,
            other => return Err(format!("`{}` is no grade", short(other))),
        };
        let quality = Quality::new(quality).ok_or("no such quality")?;
        let due = self.day(&answer.due)?;
        let deed = match self.last_day == Some(day) {
            true => Deed::Drill(Drill {
                quality,
                day,
                duration_ms: 0,
            }),
            false => Deed::Review(Review {
                quality,
                day,
                duration_ms: 0,
                interval_before: match (self.last_day, self.last_due) {
                    (Some(last), Some(due)) => interval(last, due),
                    _ => Interval::from_days(0),
                },
                interval_after: interval(day, due),
                due,
            }),
        };
        if quality.is_pass() {
            self.passes = self
                .passes
                .saturating_add(u32::from(self.last_day != Some(day)));
        } else {
            self.lapses = self.lapses.saturating_add(u32::from(self.passes > 0));
            self.passes = 0;
        }
        self.last_day = Some(day);
        self.last_due = Some(due);
        self.push(at, deed, &[&answer.at, &answer.grade]);
        Ok(())
    }

    /// How the card stands, behind its last answer: no fold of our answers gives their intervals.
    fn standing(&mut self, progress: &PeerProgress) -> Result<(), String> {
        if progress.due.is_empty() || progress.reviews < 1 {
            return Ok(());
        }
        let due = self.day(&progress.due)?;
        let last = match (progress.last.as_str(), self.last_day) {
            ("", None) => return Err("it was answered at no time".to_owned()),
            ("", Some(_)) => self.events.last().map_or(self.now, |event| event.at),
            (last, _) => self.moment(last)?,
        };
        let day = StudyDay::of(last, self.rollover);
        let interval = interval(day, due);
        let failed = !progress.answers.is_empty() && self.passes == 0;
        // Past the first day never fewer than two, so that the next interval grows from this one.
        let least = if interval.days() > 1 { 2 } else { 1 };
        let adopted = Adopted {
            memory: Memory {
                repetitions: if failed { 0 } else { self.passes.max(least) },
                strength: Strength::Ease(EaseFactor::START),
                interval,
            },
            reviews: u32::try_from(progress.reviews).unwrap_or(u32::MAX),
            lapses: self.lapses,
            last_review: Some(day),
            due: Some(due),
        };
        let text = adopted.to_text();
        let behind = Moment {
            utc_ms: last.utc_ms.saturating_add(1),
            ..last
        };
        self.push(behind, Deed::Adopt(adopted), &[&text]);
        Ok(())
    }

    fn push(&mut self, at: Moment, deed: Deed, parts: &[&str]) {
        let id = event_id(self.peer.device(), self.card, at.utc_ms, parts);
        self.events.push(Event {
            id,
            clock: at.utc_ms,
            at,
            card: self.card,
            deed,
        });
    }

    /// A moment with its offset, or without one in the time of this place.
    fn moment(&self, text: &str) -> Result<Moment, String> {
        let offset = self.now.offset_minutes;
        let sign = if offset < 0 { '-' } else { '+' };
        let (hours, minutes) = (offset.unsigned_abs() / 60, offset.unsigned_abs() % 60);
        let here = format!("{text}{sign}{hours:02}:{minutes:02}");
        let moment = Moment::parse(text).or_else(|| Moment::parse(&here));
        moment
            .filter(|at| (1..=self.now.utc_ms.saturating_add(86_400_000)).contains(&at.utc_ms))
            .map(|at| Moment {
                offset_minutes: offset,
                ..at
            })
            .ok_or_else(|| format!("`{}` is no moment in the past", short(text)))
    }

    /// A day, or the day of a moment.
    fn day(&self, text: &str) -> Result<StudyDay, String> {
        if let Ok(day) = text.parse() {
            return Ok(day);
        }
        let moment = Moment::parse(text).ok_or_else(|| format!("`{}` is no day", short(text)))?;
        let here = Moment {
            offset_minutes: self.now.offset_minutes,
            ..moment
        };
        Ok(StudyDay::of(here, self.rollover))
    }
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

fn interval(from: StudyDay, to: StudyDay) -> Interval {
    Interval::from_days(u64::try_from(to.since(from)).unwrap_or(0))
}

/// The name of an event: a hash of what it says.
fn event_id(device: DeviceId, card: CardId, clock: i64, parts: &[&str]) -> EventId {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&card.bytes());
    hasher.update(&clock.to_le_bytes());
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(b"\0");
    }
    let mut bytes = [0; 8];
    hasher.finalize_xof().fill(&mut bytes);
    EventId {
        device,
        // A database keeps 63 bits, and no event has the number 0.
        sequence: u64::from_le_bytes(bytes) >> 1 | 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Moment {
        Moment::parse("2026-03-01T12:00:00+01:00").unwrap()
    }

    fn card() -> CardId {
        CardId::from_bytes([7; 16])
    }

    fn answer(at: &str, grade: &str, due: &str) -> PeerAnswer {
        PeerAnswer {
            at: at.to_owned(),
            grade: grade.to_owned(),
            due: due.to_owned(),
        }
    }

    #[test]
    fn answers_become_reviews_and_the_card_stands_as_it_stood() {
        let progress = PeerProgress {
            last: "2026-02-20T09:00:00.000".to_owned(),
            due: "2026-03-02".to_owned(),
            reviews: 3,
            answers: vec![
                answer("2026-02-10T09:00:00.000", "good", "2026-02-14"),
                answer("2026-02-10T09:05:00.000", "easy", "2026-02-14"),
                answer("2026-02-20T09:00:00.000", "good", "2026-03-02"),
            ],
        };
        let read = || {
            events(
                Peer::Hashcards,
                card(),
                &progress,
                now(),
                Rollover::default(),
            )
            .unwrap()
        };
        let all = read();
        let kinds: Vec<&str> = all.iter().map(|event| event.deed.kind()).collect();
        assert_eq!(kinds, ["review", "drill", "review", "adopt"]);
        let Deed::Review(review) = &all[2].deed else {
            panic!("no review");
        };
        // From the 10th to the 14th, and from the 20th to 2 March.
        assert_eq!(
            (review.interval_before.days(), review.interval_after.days()),
            (4, 10)
        );
        // The wall clock is an hour ahead of UTC.
        assert_eq!(all[0].at.to_rfc3339_utc(), "2026-02-10T08:00:00.000Z");
        let Deed::Adopt(adopted) = &all[3].deed else {
            panic!("no schedule");
        };
        assert_eq!(adopted.due.unwrap().to_string(), "2026-03-02");
        assert_eq!(
            (
                adopted.memory.repetitions,
                adopted.memory.interval.days(),
                adopted.reviews
            ),
            (2, 10, 3)
        );
        assert_eq!(read(), all);
        let mut ids: Vec<u64> = all.iter().map(|event| event.id.sequence).collect();
        ids.dedup();
        assert_eq!(ids.len(), 4);
    }

    #[test]
    fn a_card_without_answers_has_its_schedule() {
        let progress = PeerProgress {
            last: "2026-02-20T09:00:00.123456+00:00".to_owned(),
            due: "2026-02-27T09:00:00+00:00".to_owned(),
            reviews: 4,
            answers: Vec::new(),
        };
        let all = events(
            Peer::Repeater,
            card(),
            &progress,
            now(),
            Rollover::default(),
        )
        .unwrap();
        let Deed::Adopt(adopted) = &all[0].deed else {
            panic!("no schedule");
        };
        assert_eq!(
            (adopted.memory.interval.days(), adopted.memory.repetitions),
            (7, 2)
        );
        assert!(
            events(
                Peer::Repeater,
                card(),
                &PeerProgress::default(),
                now(),
                Rollover::default()
            )
            .unwrap()
            .is_empty()
        );
    }

    #[test]
    fn rows_that_make_no_sense_are_told() {
        let said = |answers: Vec<PeerAnswer>| {
            let progress = PeerProgress {
                answers,
                ..PeerProgress::default()
            };
            events(
                Peer::Hashcards,
                card(),
                &progress,
                now(),
                Rollover::default(),
            )
            .unwrap_err()
        };
        assert_eq!(
            said(vec![answer("yesterday", "good", "2026-02-14")]),
            "`yesterday` is no moment in the past"
        );
        assert_eq!(
            said(vec![answer("2027-01-01T00:00:00", "good", "2026-02-14")]),
            "`2027-01-01T00:00:00` is no moment in the past"
        );
        assert_eq!(
            said(vec![answer("2026-01-01T00:00:00", "perfect", "2026-02-14")]),
            "`perfect` is no grade"
        );
        assert_eq!(
            said(vec![answer("2026-01-01T00:00:00", "good", "soon")]),
            "`soon` is no day"
        );
    }
}
