//! Tests of the sitting, at a desk that keeps its log on paper. They must never look inside the session.

mod paper;

use super::*;
use crate::review::NO_CARD;
use crate::scheduler::{Grade, Scheduler};
use paper::Paper;

fn today() -> StudyDay {
    "2026-03-10".parse().unwrap()
}

fn card(number: u8) -> CardId {
    CardId::from_bytes([number; 16])
}

fn new(number: u8) -> Queued {
    Queued {
        card: card(number),
        state: CardState::default(),
    }
}

/// A card that was known before and is due today.
fn known() -> CardState {
    let quality = Grade::Good.quality();
    let deed = crate::review::answer(
        &CardState::default(),
        quality,
        today().plus(-1),
        0,
        &Scheduler::default(),
    );
    CardState::default().after(&deed, &Scheduler::default())
}

fn session(mode: Mode, queue: &[Queued]) -> Session {
    Session::new(today(), mode, queue.to_vec(), Vec::new())
}

fn two_new() -> Session {
    session(Mode::Scheduled, &[new(1), new(2)])
}

fn graded(grade: Grade) -> Command {
    Command::Grade {
        quality: grade.quality(),
        taken_ms: 1234,
    }
}

type Sat<'s> = Sitting<'s, Paper>;

fn sit<'s>(session: &'s mut Session, desk: &'s mut Paper) -> Sat<'s> {
    Sitting::new(session, desk, Some(Duration::from_secs(60)))
}

fn take(sitting: &mut Sat<'_>, command: Command) -> (Echo, Turn) {
    let Ok(taken) = sitting.take(command);
    taken
}

fn look(sitting: &mut Sat<'_>) -> Look {
    let Ok(look) = sitting.look();
    look
}

/// The card that is asked.
fn asked(sitting: &mut Sat<'_>) -> Option<CardId> {
    match look(sitting) {
        Look::Card(view) => Some(view.queued.card),
        _ => None,
    }
}

#[test]
fn a_look_says_where_the_sitting_stands() {
    let (mut session, mut desk) = (two_new(), Paper::default());
    let mut sitting = sit(&mut session, &mut desk);
    let mut places = Vec::new();
    for grade in [Grade::Again, Grade::Good, Grade::Good] {
        let Look::Card(view) = look(&mut sitting) else {
            panic!("a card is left");
        };
        places.push((view.number, view.planned, view.stage));
        assert_eq!(view.left, sitting.left());
        take(&mut sitting, graded(grade));
    }
    let expected = [(1, 2, Stage::New), (2, 2, Stage::New), (3, 3, Stage::Drill)];
    assert_eq!(places, expected);
    assert_eq!(look(&mut sitting), Look::Done);
    assert_eq!((sitting.tally().answered, sitting.tally().drilled), (2, 1));
    assert_eq!(sitting.left(), Left::default());
    assert_eq!(sitting.day(), today());
    // What the grades left in the log, with how long they took.
    let Some((_, Deed::Review(review))) = desk.log.first() else {
        panic!("{:?}", desk.log);
    };
    assert_eq!((review.duration_ms, desk.log.len()), (1234, 3));
}

#[test]
fn no_card_is_asked_when_the_time_is_over_unless_the_learner_goes_on() {
    let (mut session, mut desk) = (two_new(), Paper::default());
    desk.elapsed = Duration::from_secs(59);
    assert_eq!(asked(&mut sit(&mut session, &mut desk)), Some(card(1)));
    desk.elapsed = Duration::from_secs(60);
    let mut sitting = sit(&mut session, &mut desk);
    assert_eq!(look(&mut sitting), Look::OutOfTime);
    assert_eq!(sitting.elapsed(), Duration::from_secs(60));
    assert_eq!(sitting.ask_more(), Ok(1));
    let Look::Card(view) = look(&mut sitting) else {
        panic!("there is a card");
    };
    assert_eq!((view.queued.card, view.planned), (card(9), 1));
}

#[test]
fn a_card_that_was_changed_elsewhere_is_left_out() {
    for changed in [
        CardState {
            reviews: 1,
            ..CardState::default()
        },
        CardState {
            due: Some(today()),
            ..CardState::default()
        },
        known(),
    ] {
        let (mut session, mut desk) = (two_new(), Paper::default());
        desk.given.insert(card(1), changed);
        let mut sitting = sit(&mut session, &mut desk);
        assert_eq!(look(&mut sitting), Look::LeftOut, "{changed:?}");
        assert_eq!(asked(&mut sitting), Some(card(2)));
    }
    let (mut session, mut desk) = (two_new(), Paper::default());
    desk.gone.insert(card(1));
    desk.elsewhere.insert(card(2));
    let mut sitting = sit(&mut session, &mut desk);
    assert_eq!(look(&mut sitting), Look::LeftOut);
    assert_eq!(asked(&mut sitting), Some(card(2)));
    // Between the look and the grade.
    let echo = take(&mut sitting, graded(Grade::Good));
    assert_eq!(echo, (Echo::LeftOut, Turn::Over));
    assert_eq!(
        (look(&mut sitting), sitting.tally()),
        (Look::Done, Tally::default())
    );
    assert_eq!(
        take(&mut sitting, Command::Mark),
        (Echo::LeftOut, Turn::Over)
    );
    // A mark says nothing about the schedule.
    let (mut session, mut desk) = (two_new(), Paper::default());
    desk.log.push((card(1), Deed::Mark));
    assert_eq!(asked(&mut sit(&mut session, &mut desk)), Some(card(1)));
}

#[test]
fn what_puts_a_card_aside_is_recorded_and_asks_the_next() {
    let tomorrow = today().plus(1);
    for (command, deed, echo) in [
        (Command::Bury, Deed::Bury(tomorrow), Echo::Buried(tomorrow)),
        (Command::Suspend, Deed::Suspend, Echo::Suspended),
        (Command::Reset, Deed::Reset, Echo::Reset),
    ] {
        let (mut session, mut desk) = (two_new(), Paper::default());
        let mut sitting = sit(&mut session, &mut desk);
        assert_eq!(take(&mut sitting, command), (echo, Turn::Over));
        assert_eq!(asked(&mut sitting), Some(card(2)));
        assert_eq!(desk.log, [(card(1), deed)]);
    }
}

#[test]
fn flags_and_marks_go_on_and_off_and_the_card_stays() {
    let (mut session, mut desk) = (two_new(), Paper::default());
    let mut sitting = sit(&mut session, &mut desk);
    for (command, echo) in [
        (Command::Flag, Echo::Flagged(Flag::FIRST)),
        (Command::Flag, Echo::Flagged(Flag::NONE)),
        (Command::Mark, Echo::Marked(true)),
        (Command::Mark, Echo::Marked(false)),
        (Command::Flag, Echo::Flagged(Flag::FIRST)),
    ] {
        assert_eq!(take(&mut sitting, command), (echo, Turn::Stays));
        assert_eq!(asked(&mut sitting), Some(card(1)));
    }
    let Look::Card(view) = look(&mut sitting) else {
        panic!("the card stays");
    };
    assert_eq!(view.queued.state.flag, Flag::FIRST);
    let deeds: Vec<&str> = desk.log.iter().map(|(_, deed)| deed.kind()).collect();
    assert_eq!(deeds, ["flag", "flag", "mark", "unmark", "flag"]);
}

#[test]
fn cramming_records_nothing_and_takes_nothing_of_it_back() {
    let mut session = session(Mode::Cram, &[new(1), new(2)]);
    let mut desk = Paper::default();
    desk.log.push((card(3), Deed::Mark));
    desk.log.push((card(3), Deed::Bury(today().plus(1))));
    let mut sitting = sit(&mut session, &mut desk);
    assert_eq!(sitting.preview(Grade::Good.quality()), None);
    let quality = Grade::Good.quality();
    let echo = take(&mut sitting, graded(Grade::Good));
    assert_eq!(echo, (Echo::NotSaved { quality }, Turn::Over));
    let (echo, turn) = take(&mut sitting, Command::Undo);
    assert!(matches!(echo, Echo::TakenBack(_)));
    assert_eq!((turn, asked(&mut sitting)), (Turn::Stays, Some(card(2))));
}

#[test]
fn a_lapse_may_make_a_leech_which_may_be_suspended() {
    let due = || Queued {
        card: card(1),
        state: known(),
    };
    let lapse = |leech, grade| {
        let mut session = session(Mode::Scheduled, &[due(), new(2)]);
        let mut desk = Paper {
            leech,
            ..Paper::default()
        };
        desk.given.insert(card(1), known());
        let mut sitting = sit(&mut session, &mut desk);
        let (echo, _) = take(&mut sitting, graded(grade));
        let left = sitting.left();
        let Echo::Saved { leech, after, .. } = echo else {
            panic!("{echo:?}");
        };
        assert_eq!(after.lapses, u32::from(grade == Grade::Again));
        (leech.map(|(_, deed)| deed), left.drill, desk.log.len())
    };
    let (tell, suspend) = (Some(LeechDeed::Tell), Some(LeechDeed::Suspend));
    assert_eq!(lapse(tell, Grade::Again), (tell, 1, 1));
    assert_eq!(lapse(suspend, Grade::Again), (suspend, 0, 2));
    assert_eq!(lapse(None, Grade::Again), (None, 1, 1));
    // Only a lapse says anything.
    assert_eq!(lapse(suspend, Grade::Good), (None, 0, 1));
}

#[test]
fn undo_asks_again_what_redo_lets_pass() {
    let (mut session, mut desk) = (two_new(), Paper::default());
    let mut sitting = sit(&mut session, &mut desk);
    let nothing = (Echo::NothingToTakeBack, Turn::Stays);
    assert_eq!(take(&mut sitting, Command::Undo), nothing);
    let nothing = (Echo::NothingToBringBack, Turn::Stays);
    assert_eq!(take(&mut sitting, Command::Redo), nothing);
    take(&mut sitting, graded(Grade::Good));
    take(&mut sitting, Command::Flag);
    // The flag of the second card, then the grade of the first.
    let (echo, turn) = take(&mut sitting, Command::Undo);
    assert!(matches!(echo, Echo::TakenBack(taken) if taken.deed == Deed::Flag(Flag::FIRST)));
    assert_eq!((turn, asked(&mut sitting)), (Turn::Stays, Some(card(2))));
    let (_, turn) = take(&mut sitting, Command::Undo);
    assert_eq!((turn, asked(&mut sitting)), (Turn::Over, Some(card(1))));
    assert_eq!(sitting.tally(), Tally::default());
    let (echo, turn) = take(&mut sitting, Command::Redo);
    assert!(matches!(echo, Echo::BroughtBack(brought) if brought.card == card(1)));
    assert_eq!((turn, asked(&mut sitting)), (Turn::Over, Some(card(2))));
    assert_eq!(sitting.tally().good, 1);
    let (_, turn) = take(&mut sitting, Command::Redo);
    assert_eq!((turn, asked(&mut sitting)), (Turn::Stays, Some(card(2))));
    // Also when nothing is left to ask.
    take(&mut sitting, graded(Grade::Good));
    assert_eq!(look(&mut sitting), Look::Done);
    assert_eq!(take(&mut sitting, Command::Undo).1, Turn::Over);
    assert_eq!(asked(&mut sitting), Some(card(2)));
    assert_eq!(take(&mut sitting, Command::Redo).1, Turn::Over);
    assert_eq!(look(&mut sitting), Look::Done);
}

#[test]
fn what_is_not_for_today_or_about_no_card_is_taken_back_beside_the_card() {
    let limit = crate::review::DayLimit {
        day: today(),
        deck: None,
        change: crate::review::LimitChange::default(),
    };
    for (of, deed, given) in [
        // Due on another day without it.
        (
            card(3),
            Deed::Reschedule(today()),
            CardState {
                due: Some(today().plus(5)),
                ..known()
            },
        ),
        (NO_CARD, Deed::LimitOfDay(limit), CardState::default()),
    ] {
        let (mut session, mut desk) = (two_new(), Paper::default());
        desk.given.insert(of, given);
        desk.log.push((of, deed));
        // The same change gave the second card of the queue another state.
        desk.given.insert(card(2), known());
        desk.with = vec![(card(2), known())];
        let mut sitting = sit(&mut session, &mut desk);
        let (_, turn) = take(&mut sitting, Command::Undo);
        assert_eq!((turn, asked(&mut sitting)), (Turn::Stays, Some(card(1))));
        take(&mut sitting, graded(Grade::Good));
        assert_eq!(
            asked(&mut sitting),
            Some(card(2)),
            "its state is known here"
        );
    }
}

#[test]
fn an_ended_sitting_still_takes_back_and_brings_back() {
    let (mut session, mut desk) = (session(Mode::Scheduled, &[]), Paper::default());
    desk.log.push((card(3), Deed::Mark));
    let mut sitting = sit(&mut session, &mut desk);
    let (echo, turn) = take(&mut sitting, Command::Undo);
    assert!(matches!(echo, Echo::TakenBack(taken) if taken.deed == Deed::Mark));
    assert_eq!(turn, Turn::Stays);
    let (echo, turn) = take(&mut sitting, Command::Redo);
    assert!(matches!(echo, Echo::BroughtBack(brought) if brought.deed == Deed::Mark));
    assert_eq!((turn, look(&mut sitting)), (Turn::Stays, Look::Done));
}

#[test]
fn a_redo_is_about_all_cards_that_it_changed() {
    let (mut session, mut desk) = (two_new(), Paper::default());
    desk.undone.push((card(1), Deed::Suspend));
    let suspended = CardState {
        suspended: true,
        ..CardState::default()
    };
    desk.with = vec![(card(2), suspended)];
    let mut sitting = sit(&mut session, &mut desk);
    assert_eq!(take(&mut sitting, Command::Redo).1, Turn::Over);
    assert_eq!(look(&mut sitting), Look::Done);
}

#[test]
fn the_rest_comes_from_the_desk() {
    let (mut session, mut desk) = (two_new(), Paper::default());
    desk.gone.insert(card(4));
    let mut sitting = sit(&mut session, &mut desk);
    let id = card(1);
    assert!(matches!(sitting.card(id), Ok(Some(_))));
    assert!(matches!(sitting.card(card(4)), Ok(None)));
    assert!(matches!(sitting.source(id), Ok(Source::Lines(lines)) if lines.card == 7));
    assert_eq!(sitting.edit(id), Ok(format!("edited {id}")));
    let opened = sitting.open_media(id, Visible::Front);
    assert_eq!(opened, Ok(format!("opened Front {id}")));
    assert_eq!(sitting.has_more_new(), Ok(true));
    let Some(Deed::Review(preview)) = sitting.preview(Grade::Easy.quality()) else {
        panic!("it is a review");
    };
    assert_eq!((preview.due, preview.duration_ms), (today().plus(1), 0));
    assert_eq!(desk.log, []);
}
