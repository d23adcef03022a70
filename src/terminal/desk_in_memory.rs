//! A desk for tests: cards and a log in memory, and the sessions that both faces are tested with.

use std::collections::HashSet;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use super::full::Keys;
use super::manner::Manner;
use super::scale::Scale;
use super::typed_answer::Typing;
use crate::calendar::{Moment, StudyDay};
use crate::cards::{Answer, Card, CardId, Choice, ChoiceOrder, Choices, DeckName, Kind, Prompt};
use crate::review::{
    CardState, Deed, Desk, DeviceId, Event, EventId, Excerpt, Leech, LeechDeed, LeechRule, Mode,
    Queued, Recorded, Reversible, Session, Sheet, Source, TakenBack, Visible, fold, leech_found,
};

/// Cards and a log in memory, and what was on the screen whenever something became durable.
pub(super) struct Memory {
    pub(super) cards: Vec<(CardId, Card)>,
    pub(super) log: Vec<Event>,
    pub(super) changed_elsewhere: HashSet<CardId>,
    pub(super) elapsed: Duration,
    /// What the next edit makes of the card; none when the card goes.
    pub(super) edited: Option<Card>,
    /// What makes a leech, and what is done about it.
    pub(super) leeches: Option<(LeechRule, LeechDeed)>,
}

impl Memory {
    pub(super) fn new(cards: Vec<Card>) -> Memory {
        let ids = (1..).map(|number| CardId::from_bytes([number; 16]));
        Memory {
            cards: ids.zip(cards).collect(),
            log: Vec::new(),
            changed_elsewhere: HashSet::new(),
            elapsed: Duration::ZERO,
            edited: None,
            leeches: None,
        }
    }

    pub(super) fn state(&self, id: CardId) -> CardState {
        let events = self.log.iter().filter(|event| event.card == id);
        fold(events, &crate::scheduler::Scheduler::default())
    }

    /// What undo takes back.
    fn newest_that_counts(&self) -> Option<Event> {
        let refs: Vec<&Event> = self.log.iter().collect();
        let voided = crate::review::voided(&refs);
        let mut newest = self.log.iter().rev();
        let counts =
            |event: &&Event| !matches!(event.deed, Deed::Void(_)) && !voided.contains(&event.id);
        newest.find(counts).cloned()
    }

    /// The void that redo takes back, and what it had taken back.
    fn newest_taken_back(&self) -> Option<(Event, Event)> {
        let void = self.log.last()?;
        let Deed::Void(target) = void.deed else {
            return None;
        };
        let target = self.log.iter().find(|event| event.id == target)?;
        (!matches!(target.deed, Deed::Void(_))).then(|| (void.clone(), target.clone()))
    }

    fn write(&mut self, card: CardId, deed: Deed) {
        let sequence = self.log.len() as u64 + 1;
        self.log.push(Event {
            id: EventId {
                device: DeviceId(1),
                sequence,
            },
            clock: i64::try_from(sequence).unwrap(),
            at: Moment {
                utc_ms: 0,
                offset_minutes: 0,
            },
            card,
            deed,
        });
    }
}

impl Desk for Memory {
    type Error = io::Error;

    fn card(&mut self, id: CardId) -> io::Result<Option<Sheet>> {
        let state = self.state(id);
        let card = self.cards.iter().find(|(known, _)| *known == id);
        Ok(card.map(|(_, card)| Sheet {
            card: card.clone(),
            deck: DeckName::new("AWS").unwrap(),
            source: Some("notes.md".into()),
            state,
            scheduler: crate::scheduler::Scheduler::default(),
        }))
    }

    fn record(&mut self, card: CardId, deed: Deed) -> io::Result<Recorded> {
        if self.changed_elsewhere.contains(&card) {
            return Ok(Recorded::ChangedElsewhere);
        }
        self.write(card, deed);
        Ok(Recorded::Saved(self.state(card)))
    }

    fn leech(&mut self, card: CardId) -> io::Result<Option<(Leech, LeechDeed)>> {
        let Some((rule, deed)) = self.leeches else {
            return Ok(None);
        };
        let events: Vec<Event> = self
            .log
            .iter()
            .filter(|event| event.card == card)
            .cloned()
            .collect();
        let found = leech_found(&events, &crate::scheduler::Scheduler::default(), rule);
        Ok(found.map(|leech| (leech, deed)))
    }

    fn undo(&mut self) -> io::Result<Option<TakenBack>> {
        let Some(event) = self.newest_that_counts() else {
            return Ok(None);
        };
        self.write(event.card, Deed::Void(event.id));
        Ok(Some(TakenBack {
            card: event.card,
            front: "front".into(),
            deed: event.deed,
            state: self.state(event.card),
            with: Vec::new(),
        }))
    }

    fn redo(&mut self) -> io::Result<Option<TakenBack>> {
        let Some((void, target)) = self.newest_taken_back() else {
            return Ok(None);
        };
        self.write(void.card, Deed::Void(void.id));
        Ok(Some(TakenBack {
            card: target.card,
            front: "front".into(),
            deed: target.deed,
            state: self.state(target.card),
            with: Vec::new(),
        }))
    }

    fn reversible(&mut self) -> io::Result<Reversible> {
        Ok(Reversible {
            undo: self.newest_that_counts().is_some(),
            redo: self.newest_taken_back().is_some(),
        })
    }

    fn elapsed(&self) -> Duration {
        self.elapsed
    }

    fn source(&mut self, _card: CardId) -> io::Result<Source> {
        Ok(Source::Lines(Excerpt {
            document: "notes.md".into(),
            first: 1,
            lines: (1..=40).map(|number| format!("text {number}")).collect(),
            card: 7,
        }))
    }

    fn open_media(&mut self, _card: CardId, visible: Visible) -> io::Result<String> {
        Ok(format!("Opened for {visible:?}."))
    }

    fn edit(&mut self, id: CardId) -> io::Result<String> {
        self.cards
            .retain(|(known, _)| *known != id || self.edited.is_some());
        for (known, card) in &mut self.cards {
            if *known == id {
                card.clone_from(self.edited.as_ref().unwrap());
            }
        }
        Ok("notes.md: 1 updated.".into())
    }

    fn more_new(&mut self) -> io::Result<Vec<Queued>> {
        let ids: Vec<CardId> = self.cards.iter().map(|(id, _)| *id).collect();
        let new = ids.into_iter().map(|card| Queued {
            card,
            state: self.state(card),
        });
        Ok(new
            .filter(|queued| queued.state == CardState::default())
            .collect())
    }
}

pub(super) fn today() -> StudyDay {
    "2026-03-01".parse().unwrap()
}

pub(super) fn card(prompt: &str, answer: Answer) -> Card {
    Card {
        kind: Kind::Question,
        section: Arc::from(vec!["4. Services".to_owned()]),
        prompt: Prompt::Text(prompt.into()),
        answer,
        tags: Arc::from(Vec::new()),
        line: 7,
    }
}

pub(super) fn open(prompt: &str, answer: &str) -> Card {
    card(prompt, Answer::Text(answer.into()))
}

pub(super) fn choice() -> Card {
    let option = |text: &str, correct| Choice {
        text: text.into(),
        correct,
    };
    card(
        "Who patches RDS?",
        Answer::Choices(Box::new(Choices {
            choices: vec![option("AWS", true), option("you", false)],
            explanation: Some("It is managed.".into()),
            order: ChoiceOrder::Pinned,
        })),
    )
}

/// A session of all cards.
pub(super) fn session(mode: Mode, memory: &Memory) -> Session {
    let queue = memory.cards.iter().map(|(card, _)| Queued {
        card: *card,
        state: memory.state(*card),
    });
    Session::new(today(), mode, queue.collect(), Vec::new())
}

/// The manner of every session here.
pub(super) fn manner(scale: Scale) -> Manner {
    Manner {
        scale,
        seed: 0,
        time_limit: Some(Duration::from_secs(60)),
        typing: Typing::Tagged,
        keys: Keys::default(),
    }
}

/// A card whose answer is typed.
pub(super) fn typed(prompt: &str, answer: &str) -> Card {
    Card {
        tags: Arc::from(vec!["typed".to_owned()]),
        ..open(prompt, answer)
    }
}
