//! A session: the cards of one sitting as a state machine. It says which card is next and what an
//! answer leaves in the log; whoever runs it makes that durable and then tells the session.
//! It must never read a clock, choose by chance, or move on before the answer is saved.

use std::collections::{HashMap, VecDeque};

use crate::calendar::StudyDay;
use crate::cards::CardId;
use crate::scheduler::{Grade, Quality, Scheduler};

use super::answer::{answer, is_answered};
use super::event::Deed;
use super::queue::Queued;
use super::spread::Spreading;
use super::state::CardState;

/// What grades do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// They are recorded and decide what is due.
    Scheduled,
    /// Nothing: no event, no due day. Cards below 4 still come round again in this session.
    Cram,
}

/// Why a card is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// For the first time.
    New,
    /// Because its day has come.
    Due,
    /// Because it scored below 4 today (SM-2, step 7).
    Drill,
}

/// How many cards a session still asks, the current one included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// New cards.
    pub new: u32,
    /// Due cards.
    pub due: u32,
    /// Cards in the drill. Each counts once, however many rounds it will take.
    pub drill: u32,
}

/// What a session has done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Answers to new and due cards.
    pub answered: u32,
    /// Those of `answered` graded again: qualities 0 to 2.
    pub again: u32,
    /// Those of `answered` graded hard: quality 3.
    pub hard: u32,
    /// Those of `answered` graded good: quality 4.
    pub good: u32,
    /// Those of `answered` graded easy: quality 5.
    pub easy: u32,
    /// Answers in the drill.
    pub drilled: u32,
}

/// A card's place in a session.
#[derive(Clone, Copy, Debug)]
struct Place {
    queued: Queued,
    stage: Stage,
}

/// A card that left its place: by an answer, or put aside.
#[derive(Clone, Copy, Debug)]
struct Done {
    place: Place,
    quality: Option<Quality>,
}

/// One sitting of reviews.
#[derive(Clone, Debug)]
pub struct Session {
    day: StudyDay,
    mode: Mode,
    /// What schedules the cards that were looked at.
    schedulers: HashMap<CardId, Scheduler>,
    /// Where in its room a due day is put.
    spreading: Spreading,
    /// The front is the current card. New and due cards stand before the drill.
    ahead: VecDeque<Place>,
    /// Oldest first. Taking back an answer removes it from here, so that the tally stays true.
    done: Vec<Done>,
}

impl Session {
    /// A session on `day` that asks `queue` and then drills, `drills` being the cards whose drill
    /// an earlier session of the day left open.
    pub fn new(day: StudyDay, mode: Mode, queue: Vec<Queued>, drills: Vec<Queued>) -> Session {
        let mut session = Session {
            day,
            mode,
            schedulers: HashMap::new(),
            spreading: Spreading::default(),
            ahead: VecDeque::new(),
            done: Vec::new(),
        };
        let (drilled, asked): (Vec<Place>, Vec<Place>) = queue
            .iter()
            .map(|queued| session.place(*queued))
            .partition(|place| place.stage == Stage::Drill);
        session.ahead.extend(asked);
        session.ahead.extend(drilled);
        for queued in drills {
            if session.ahead.iter().all(|p| p.queued.card != queued.card) {
                let stage = Stage::Drill;
                session.ahead.push_back(Place { queued, stage });
            }
        }
        session
    }

    /// Goes on with other cards: `queue`, then `drills`. What was not asked waits for another session;
    /// what was done stays in the tally.
    pub fn go_on(&mut self, mode: Mode, queue: Vec<Queued>, drills: Vec<Queued>) {
        let next = Session::new(self.day, mode, queue, drills);
        self.mode = mode;
        self.ahead = next.ahead;
    }

    /// What grades do.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The study day.
    pub fn day(&self) -> StudyDay {
        self.day
    }

    /// Takes note of what schedules a card. Without it, that is the scheduler that applies unless a
    /// learner asks for another.
    pub fn schedule(&mut self, card: CardId, scheduler: Scheduler) {
        self.schedulers.insert(card, scheduler);
    }

    /// The same session with due days that are spread so. Without it, every card comes on the very day
    /// that its scheduler asks for.
    #[must_use]
    pub fn spread(mut self, spreading: Spreading) -> Session {
        self.spreading = spreading;
        self
    }

    /// The scheduler of a card.
    fn scheduler(&self, card: CardId) -> Scheduler {
        self.schedulers.get(&card).copied().unwrap_or_default()
    }

    /// The card to ask now; none when the session is over.
    pub fn current(&self) -> Option<&Queued> {
        self.ahead.front().map(|place| &place.queued)
    }

    /// Why the current card is asked. A session that is over stands at its last stage, the drill.
    pub fn stage(&self) -> Stage {
        self.ahead.front().map_or(Stage::Drill, |place| place.stage)
    }

    /// How much is still to do.
    pub fn left(&self) -> Left {
        let mut left = Left::default();
        for place in &self.ahead {
            match place.stage {
                Stage::New => left.new = left.new.saturating_add(1),
                Stage::Due => left.due = left.due.saturating_add(1),
                Stage::Drill => left.drill = left.drill.saturating_add(1),
            }
        }
        left
    }

    /// What to record for an answer to the current card; none in cram mode or when the session is
    /// over. Nothing moves until [`Session::settle`] is told that it is durable.
    pub fn answer(&self, quality: Quality, duration_ms: u32) -> Option<Deed> {
        match self.mode {
            Mode::Cram => None,
            Mode::Scheduled => self.current().map(|queued| {
                let scheduler = self.scheduler(queued.card);
                let deed = answer(&queued.state, quality, self.day, duration_ms, &scheduler);
                self.spreading.applied(queued.card, &queued.state, deed)
            }),
        }
    }

    /// Moves on after an answer that is durable, `after` being the card's state now (in cram mode:
    /// the state it had). Below 4 the card goes to the end of the drill.
    pub fn settle(&mut self, after: CardState, quality: Quality) {
        let Some(place) = self.ahead.pop_front() else {
            return;
        };
        self.spreading.moved(place.queued.state.due, after.due);
        self.done.push(Done {
            place,
            quality: Some(quality),
        });
        if quality.asks_for_drill() {
            let card = place.queued.card;
            self.ahead.push_back(Place {
                queued: Queued { card, state: after },
                stage: Stage::Drill,
            });
        }
    }

    /// Lets the current card leave the session without an answer: it was buried or suspended.
    pub fn put_aside(&mut self) {
        if let Some(place) = self.ahead.pop_front() {
            self.done.push(Done {
                place,
                quality: None,
            });
        }
    }

    /// Lets a card leave that waits for its drill.
    pub fn leave(&mut self, card: CardId) {
        self.ahead.retain(|place| place.queued.card != card);
    }

    /// Takes note that a card changed without being answered, by a flag for instance. It keeps its
    /// place.
    pub fn refresh(&mut self, card: CardId, state: CardState) {
        for place in &mut self.ahead {
            if place.queued.card == card {
                place.queued.state = state;
            }
        }
    }

    /// Makes a card the current one again after its answer, bury or suspension was undone, `before`
    /// being its state now. An answer of this session no longer counts. A card that is still
    /// suspended or buried is not asked.
    pub fn take_back(&mut self, card: CardId, before: CardState) {
        self.ahead.retain(|place| place.queued.card != card);
        let stage = self.uncount(card, before);
        if !before.is_hidden_on(self.day) {
            let state = before;
            let mut place = self.place(Queued { card, state });
            place.stage = stage.unwrap_or(place.stage);
            self.ahead.push_front(place);
        }
    }

    /// Takes note that the newest answer to a card counts no more, `before` being the card's state now.
    /// Gives back why the card had been asked.
    pub fn uncount(&mut self, card: CardId, before: CardState) -> Option<Stage> {
        let latest = self.done.iter().rposition(|done| {
            done.place.queued.card == card && same_schedule(&done.place.queued.state, &before)
        });
        latest.map(|index| self.done.remove(index).place.stage)
    }

    /// Takes note that a deed which had been taken back counts again, `after` being the state of its
    /// card now. An answer counts again, and the card leaves the place where it waited.
    pub fn bring_back(&mut self, card: CardId, after: CardState, deed: &Deed) {
        if deed.is_badge() {
            return self.refresh(card, after);
        }
        let quality = deed.quality();
        let at = self.ahead.iter().position(|p| p.queued.card == card);
        if let Some(place) = at.and_then(|at| self.ahead.remove(at)) {
            self.done.push(Done { place, quality });
        }
        if after.drill == Some(self.day) && !after.is_hidden_on(self.day) {
            self.ahead.push_back(Place {
                queued: Queued { card, state: after },
                stage: Stage::Drill,
            });
        }
    }

    /// What the session has done.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for done in &self.done {
            match (done.place.stage, done.quality) {
                (_, None) => {}
                (Stage::Drill, Some(_)) => tally.drilled = tally.drilled.saturating_add(1),
                (Stage::New | Stage::Due, Some(quality)) => tally.count(quality.grade()),
            }
        }
        tally
    }

    /// A card with the reason to ask it that its state gives.
    fn place(&self, queued: Queued) -> Place {
        let is_drill = self.mode == Mode::Scheduled && is_answered(&queued.state, self.day);
        let stage = match queued.state.reviews {
            _ if is_drill => Stage::Drill,
            0 => Stage::New,
            _ => Stage::Due,
        };
        Place { queued, stage }
    }
}

impl Tally {
    fn count(&mut self, grade: Grade) {
        self.answered = self.answered.saturating_add(1);
        match grade {
            Grade::Again => self.again = self.again.saturating_add(1),
            Grade::Hard => self.hard = self.hard.saturating_add(1),
            Grade::Good => self.good = self.good.saturating_add(1),
            Grade::Easy => self.easy = self.easy.saturating_add(1),
        }
    }
}

/// Whether two states are the same but for marks that an answer does not make.
fn same_schedule(one: &CardState, other: &CardState) -> bool {
    let schedule = |state: &CardState| (state.memory, state.reviews, state.due, state.drill);
    schedule(one) == schedule(other)
}

#[cfg(test)]
mod tests;
