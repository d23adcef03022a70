//! Limits that hold for one study day alone, as the log has them: they are set, changed, forgotten and
//! taken back like everything a learner does. They are about no card.
//! They must never reach beyond their day.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::calendar::StudyDay;
use crate::cards::{CardId, DeckName};

use super::event::{Deed, Event};
use super::limits::LimitChange;
use super::state::voided;

/// What an event names that is about no card. No content has this id: ids are hashes.
pub const NO_CARD: CardId = CardId::from_bytes([0; 16]);

/// The limits of one day, of a deck or of the whole collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayLimit {
    /// The only day on which they hold.
    pub day: StudyDay,
    /// The deck; none for the whole collection.
    pub deck: Option<DeckName>,
    /// What is set. What is not set stays as it was before; with nothing set at all, the day is as
    /// others are again.
    pub change: LimitChange,
}

/// A text that holds no limits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no limit of a day")]
pub struct NoDayLimit(pub String);

/// The JSON text of it in the log. The day is a date.
#[derive(Serialize, Deserialize)]
struct Form {
    day: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deck: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    new: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reviews: Option<u32>,
}

impl DayLimit {
    /// Its text in the log.
    pub fn to_text(&self) -> String {
        let form = Form {
            day: self.day.to_string(),
            deck: self.deck.as_ref().map(|deck| deck.as_str().to_owned()),
            new: self.change.new,
            reviews: self.change.reviews,
        };
        // Numbers and texts always have a JSON form.
        serde_json::to_string(&form).unwrap_or_default()
    }

    /// Whether the day is as others are again.
    pub fn is_usual(&self) -> bool {
        self.change == LimitChange::default()
    }
}

impl FromStr for DayLimit {
    type Err = NoDayLimit;

    fn from_str(text: &str) -> Result<DayLimit, NoDayLimit> {
        let none = || NoDayLimit(text.chars().take(80).collect());
        let form: Form = serde_json::from_str(text).map_err(|_| none())?;
        let deck = form.deck.map(|name| DeckName::new(&name).ok_or_else(none));
        Ok(DayLimit {
            day: form.day.parse().map_err(|_| none())?,
            deck: deck.transpose()?,
            change: LimitChange {
                new: form.new,
                reviews: form.reviews,
            },
        })
    }
}

/// What holds on a day alone, where this held before any of the events: of the whole collection first,
/// then of decks by name. The events may come in any order.
pub fn limits_of_day(
    before: Vec<(Option<DeckName>, LimitChange)>,
    events: &[Event],
    day: StudyDay,
) -> Vec<(Option<DeckName>, LimitChange)> {
    let mut events: Vec<&Event> = events.iter().collect();
    events.sort_unstable_by_key(|event| event.order());
    let voided = voided(&events);
    let mut limits = before;
    for event in events {
        match &event.deed {
            Deed::LimitOfDay(limit) if limit.day == day && !voided.contains(&event.id) => {
                set(&mut limits, limit);
            }
            _ => {}
        }
    }
    limits.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    limits
}

fn set(limits: &mut Vec<(Option<DeckName>, LimitChange)>, limit: &DayLimit) {
    let known = limits.iter().position(|(deck, _)| *deck == limit.deck);
    let before = known.map(|at| limits.swap_remove(at).1).unwrap_or_default();
    if !limit.is_usual() {
        let change = LimitChange {
            new: limit.change.new.or(before.new),
            reviews: limit.change.reviews.or(before.reviews),
        };
        limits.push((limit.deck.clone(), change));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Moment;
    use crate::review::{DeviceId, EventId};

    fn day(text: &str) -> StudyDay {
        text.parse().unwrap()
    }

    fn deck(name: &str) -> DeckName {
        DeckName::new(name).unwrap()
    }

    fn set(new: Option<u32>, reviews: Option<u32>) -> LimitChange {
        LimitChange { new, reviews }
    }

    fn limit(on: &str, deck: Option<DeckName>, change: LimitChange) -> Deed {
        let day = day(on);
        Deed::LimitOfDay(DayLimit { day, deck, change })
    }

    fn id(sequence: u64) -> EventId {
        EventId {
            device: DeviceId(1),
            sequence,
        }
    }

    fn log(deeds: Vec<Deed>) -> Vec<Event> {
        let event = |(number, deed): (u64, Deed)| Event {
            id: id(number),
            clock: number.cast_signed(),
            at: Moment {
                utc_ms: number.cast_signed(),
                offset_minutes: 0,
            },
            card: NO_CARD,
            deed,
        };
        (1..).zip(deeds).map(event).collect()
    }

    #[test]
    fn what_is_set_adds_up_until_the_day_is_as_others_are() {
        const DAY: &str = "2026-03-01";
        let aws = || Some(deck("AWS"));
        let of = |deeds: Vec<Deed>| limits_of_day(Vec::new(), &log(deeds), day(DAY));
        let both = vec![
            limit(DAY, aws(), set(Some(5), None)),
            limit(DAY, None, set(Some(0), None)),
            limit(DAY, aws(), set(None, Some(7))),
            limit("2026-03-02", aws(), set(Some(9), Some(9))),
        ];
        let expected = [(None, set(Some(0), None)), (aws(), set(Some(5), Some(7)))];
        assert_eq!(of(both.clone()), expected);
        let mut turned = log(both.clone());
        turned.reverse();
        assert_eq!(limits_of_day(Vec::new(), &turned, day(DAY)), expected);
        let mut usual = both.clone();
        usual.push(limit(DAY, aws(), LimitChange::default()));
        assert_eq!(of(usual), expected[..1]);
        let mut taken_back = both;
        taken_back.push(Deed::Void(id(3)));
        assert_eq!(of(taken_back.clone())[1], (aws(), set(Some(5), None)));
        taken_back.push(Deed::Void(id(5)));
        assert_eq!(of(taken_back), expected);
    }

    #[test]
    fn what_held_before_the_log_knew_of_limits_holds_until_it_is_changed() {
        const DAY: &str = "2026-03-01";
        let before = vec![(None, set(Some(3), Some(4)))];
        let of = |deeds: Vec<Deed>| limits_of_day(before.clone(), &log(deeds), day(DAY));
        assert_eq!(of(Vec::new()), before);
        let more = limit(DAY, None, set(Some(8), None));
        assert_eq!(of(vec![more]), [(None, set(Some(8), Some(4)))]);
        assert_eq!(of(vec![limit(DAY, None, LimitChange::default())]), []);
    }

    #[test]
    fn a_limit_reads_as_it_was_written() {
        let all = [
            (
                Some(deck("AWS::Storage \"S3\"")),
                set(Some(0), Some(u32::MAX)),
            ),
            (None, set(None, Some(1))),
            (None, LimitChange::default()),
        ];
        for (deck, change) in all {
            let day = day("2026-03-01");
            let limit = DayLimit { day, deck, change };
            assert_eq!(limit.to_text().parse(), Ok(limit));
        }
        for wrong in [
            "",
            "{}",
            r#"{"day":"1 March"}"#,
            r#"{"day":"2026-03-01","deck":""}"#,
            r#"{"day":"2026-03-01","new":-1}"#,
        ] {
            assert_eq!(wrong.parse::<DayLimit>(), Err(NoDayLimit(wrong.to_owned())));
        }
    }
}
