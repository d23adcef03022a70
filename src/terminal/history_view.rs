//! The history of a card in words: what each answer did, and why the next date is what it is.
//! It must never work anything out: `review::reason` has the reasons.

use crate::calendar::StudyDay;
use crate::review::{Comeback, Deed, DueDay, Effect, Reason, Timing, Told};
use crate::scheduler::{Grade, Interval, Memory, Quality, Rule, Strength, sm2};

use super::words::{count, date, days};

/// An event with what it did, on one line.
pub fn told(told: &Told<'_>) -> String {
    let deed = deed(&told.event.deed);
    match &told.effect {
        Effect::TakenBack => format!("{deed}, taken back"),
        Effect::Moved(reason) => format!("{deed}: {}", why(reason)),
        Effect::Changed => match changed(told) {
            Some(more) => format!("{deed}: {more}"),
            None => deed,
        },
    }
}

/// What a grade would do now, and why.
pub fn would(grade: Grade, comeback: &Comeback, reason: Option<&Reason>) -> String {
    let today = match comeback {
        Comeback::Today => "once more today; ",
        Comeback::On { .. } => "",
    };
    match (reason, comeback) {
        (Some(reason), _) => format!("{grade}: {today}{}", why(reason)),
        (None, Comeback::Today) => format!("{grade}: once more today; the schedule stays"),
        (None, Comeback::On { day, .. }) => {
            format!("{grade}: done for today; still due {}", date(*day))
        }
    }
}

/// What its scheduler believes: `ease 2.50`, or `stability 8.30 days, difficulty 1.00`.
pub fn strength(memory: &Memory) -> String {
    match memory.strength {
        Strength::Ease(ease) => format!("ease {ease}"),
        Strength::Trace(trace) => format!(
            "stability {:.2} days, difficulty {:.2}",
            trace.stability, trace.difficulty
        ),
    }
}

fn deed(deed: &Deed) -> String {
    match deed {
        Deed::Review(review) => graded(review.quality),
        Deed::Drill(drill) => format!("drill {}", graded(drill.quality)),
        Deed::Bury(until) => format!("buried until {}", date(*until)),
        Deed::Unbury => "buried no more".to_owned(),
        Deed::Suspend => "suspended".to_owned(),
        Deed::Unsuspend => "asked again".to_owned(),
        Deed::Mark => "marked".to_owned(),
        Deed::Unmark => "mark taken off".to_owned(),
        Deed::Flag(flag) => format!("flag {}", flag.number()),
        Deed::Reset => "reset: a new card again".to_owned(),
        Deed::Reschedule(due) => format!("due day set by hand to {}", date(*due)),
        Deed::Adopt(_) => "schedule taken over from another program".to_owned(),
        Deed::LimitOfDay(limit) => format!("limits of {}", date(limit.day)),
        Deed::Optimize(_) => "other parameters of FSRS".to_owned(),
        Deed::Void(event) => format!("take back {event}"),
        Deed::Alias(card) => format!("a new text of card {card}"),
        Deed::Unknown { kind, .. } => format!("`{kind}`, of a newer program"),
    }
}

fn graded(quality: Quality) -> String {
    format!("{} ({quality})", quality.grade())
}

/// What an event did that was no review, where its name does not say all.
fn changed(told: &Told<'_>) -> Option<String> {
    match &told.event.deed {
        Deed::Drill(drill) => Some(match drill.quality.asks_for_drill() {
            true => "once more the same day; the schedule stays".to_owned(),
            false => "ends the drill; the schedule stays".to_owned(),
        }),
        Deed::Adopt(adopted) => {
            let memory = told.after.memory;
            let due = adopted.due.map_or("not due".to_owned(), due_on);
            Some(format!(
                "interval {}, {}, {due}",
                days(memory.interval),
                strength(&memory)
            ))
        }
        _ => None,
    }
}

/// Why an answer led where it did: `interval 6 × ease 2.50 = 15 days, due 16 March 2026`.
fn why(reason: &Reason) -> String {
    let mut parts = Vec::new();
    parts.extend(timing(reason.timing, &reason.rule));
    parts.push(rule(reason));
    if let Some(lapse) = reason.lapse {
        parts.push(format!("lapse {lapse}"));
    }
    parts.extend(strength_change(reason));
    parts.push(due(reason));
    parts.join(", ")
}

fn timing(timing: Timing, rule: &Rule) -> Option<String> {
    let days = |number: u32| count(u64::from(number), "day", "days");
    let said = match timing {
        Timing::First | Timing::InTime => return None,
        Timing::Late(number) => format!("{} late", days(number)),
        Timing::Early(number) => format!("{} early", days(number)),
    };
    Some(match rule {
        Rule::Sm2(..) => format!("{said} (SM-2 does not count that)"),
        Rule::Fsrs { .. } => said,
    })
}

fn rule(reason: &Reason) -> String {
    let interval = days(reason.after.interval);
    let said = match reason.rule {
        Rule::Sm2(sm2::Rule::Again, _) => format!("a failing grade begins again with {interval}"),
        Rule::Sm2(sm2::Rule::First, _) => format!("the first success in a row: {interval}"),
        Rule::Sm2(sm2::Rule::Second, _) => format!("the second success in a row: {interval}"),
        Rule::Sm2(rule @ sm2::Rule::Times { interval, ease }, variant) => {
            let before = interval.days();
            let product = product(rule.hundredths(), rule.days(variant));
            format!("interval {before} × ease {ease} = {product}")
        }
        Rule::Fsrs { recall, retention } => {
            let chance = recall.map_or("first answer".to_owned(), |recall| {
                format!("the chance to remember was {:.0} %", recall * 100.0)
            });
            format!("{chance}, {interval} until it is {retention}")
        }
    };
    match reason.is_longest() {
        true => format!("{said}, the longest is {}", days(Interval::MAX)),
        false => said,
    }
}

/// `15 days`, or `35.40, rounded to 36 days`.
fn product(hundredths: u64, whole: u64) -> String {
    let whole_days = count(whole, "day", "days");
    match hundredths % 100 {
        0 => whole_days,
        rest => format!("{}.{rest:02}, rounded to {whole_days}", hundredths / 100),
    }
}

/// How what the scheduler believes has changed; for SM-2 only where it has.
fn strength_change(reason: &Reason) -> Option<String> {
    let (before, after) = (&reason.before, &reason.after);
    match (before.strength, after.strength) {
        (Strength::Ease(old), Strength::Ease(new)) if old != new => {
            Some(format!("ease {old} to {new}"))
        }
        (Strength::Trace(old), Strength::Trace(new)) => Some(format!(
            "stability {:.2} to {:.2} days, difficulty {:.2} to {:.2}",
            old.stability, new.stability, old.difficulty, new.difficulty
        )),
        (_, Strength::Trace(_)) => Some(strength(after)),
        _ => None,
    }
}

fn due(reason: &Reason) -> String {
    match reason.due {
        DueDay::AsAsked(day) => due_on(day),
        DueDay::Spread(day, moved) => {
            let number = count(moved.unsigned_abs(), "day", "days");
            let way = if moved < 0 { "earlier" } else { "later" };
            format!("{}, {number} {way} to spread the work", due_on(day))
        }
        DueDay::OfAnother(day, interval) => format!(
            "{} by the {} that another scheduler had given",
            due_on(day),
            days(interval)
        ),
    }
}

fn due_on(day: StudyDay) -> String {
    format!("due {}", date(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{CardState, answer};
    use crate::scheduler::{Parameters, Retention, Scheduler, Variant};

    fn day(text: &str) -> StudyDay {
        text.parse().unwrap()
    }

    /// Why each of these answers led where it did.
    fn reasons(scheduler: &Scheduler, answers: &[(u8, &str)]) -> Vec<String> {
        let mut state = CardState::default();
        let mut told = Vec::new();
        for (quality, on) in answers {
            let deed = answer(
                &state,
                Quality::new(*quality).unwrap(),
                day(on),
                0,
                scheduler,
            );
            if let Deed::Review(review) = &deed {
                told.push(why(&Reason::of(&state, review, scheduler)));
            }
            state = state.after(&deed, scheduler);
        }
        told
    }

    #[test]
    fn sm2_is_told_with_its_numbers() {
        // 6 * 2.36 = 14.16, rounded up.
        let answers = [
            (3, "2026-03-01"),
            (4, "2026-03-02"),
            (4, "2026-03-08"),
            (1, "2026-03-24"),
        ];
        assert_eq!(
            reasons(&Scheduler::default(), &answers),
            [
                "the first success in a row: 1 day, ease 2.50 to 2.36, due 2 March 2026",
                "the second success in a row: 6 days, due 8 March 2026",
                "interval 6 × ease 2.36 = 14.16, rounded to 15 days, due 23 March 2026",
                "1 day late (SM-2 does not count that), a failing grade begins again with 1 day, \
                 lapse 1, due 25 March 2026",
            ]
        );
        let common = reasons(&Scheduler::Sm2(Variant::Common), &answers);
        assert_eq!(
            common[2],
            "interval 6 × ease 2.36 = 14.16, rounded to 14 days, due 22 March 2026"
        );
        assert!(
            common[3].contains("lapse 1, ease 2.36 to 1.82, due"),
            "{common:?}"
        );
    }

    #[test]
    fn fsrs_is_told_with_its_numbers() {
        let fsrs = Scheduler::Fsrs {
            parameters: Parameters::default(),
            retention: Retention::DEFAULT,
        };
        let told = reasons(&fsrs, &[(5, "2026-03-01"), (4, "2026-03-10")]);
        assert_eq!(
            told[0],
            "first answer, 8 days until it is 0.90, stability 8.30 days, difficulty 1.00, \
             due 9 March 2026"
        );
        assert!(
            told[1].starts_with("1 day late, the chance to remember was 89 %, "),
            "{told:?}"
        );
        assert!(told[1].contains(", stability 8.30 to "), "{told:?}");
    }
}
