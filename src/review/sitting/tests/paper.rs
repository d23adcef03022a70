//! A desk for tests that keeps its log on paper: what was done to which card, and nothing else.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::time::Duration;

use super::new;
use crate::cards::{Answer, Card, CardId, DeckName, Kind, Prompt};
use crate::review::{
    CardState, Deed, Desk, Excerpt, Leech, LeechDeed, Queued, Recorded, Reversible, Sheet, Source,
    TakenBack, Visible,
};
use crate::scheduler::Scheduler;

/// Cards of which nothing is known but what was done to them.
#[derive(Default)]
pub(super) struct Paper {
    pub(super) log: Vec<(CardId, Deed)>,
    pub(super) undone: Vec<(CardId, Deed)>,
    /// States that no deed gave.
    pub(super) given: HashMap<CardId, CardState>,
    pub(super) gone: HashSet<CardId>,
    /// Cards that another program answers just before.
    pub(super) elsewhere: HashSet<CardId>,
    pub(super) elapsed: Duration,
    pub(super) leech: Option<LeechDeed>,
    /// What one undo or redo did to other cards.
    pub(super) with: Vec<(CardId, CardState)>,
}

impl Paper {
    fn state(&self, card: CardId) -> CardState {
        let own = self.log.iter().filter(|(of, _)| *of == card);
        let before = self.given.get(&card).copied().unwrap_or_default();
        own.fold(before, |state, (_, deed)| {
            state.after(deed, &Scheduler::default())
        })
    }

    fn reversed(&self, (card, deed): (CardId, Deed)) -> TakenBack {
        TakenBack {
            card,
            front: String::new(),
            deed,
            state: self.state(card),
            with: self.with.clone(),
        }
    }
}

impl Desk for Paper {
    type Error = Infallible;

    fn card(&mut self, id: CardId) -> Result<Option<Sheet>, Infallible> {
        let sheet = Sheet {
            card: Card {
                kind: Kind::Question,
                section: [].into(),
                prompt: Prompt::Text("front".into()),
                answer: Answer::Text("back".into()),
                tags: [].into(),
                line: 7,
            },
            deck: DeckName::new("Deck").unwrap(),
            source: None,
            state: self.state(id),
            scheduler: Scheduler::default(),
        };
        Ok((!self.gone.contains(&id)).then_some(sheet))
    }

    fn record(&mut self, card: CardId, deed: Deed) -> Result<Recorded, Infallible> {
        if self.elsewhere.contains(&card) {
            return Ok(Recorded::ChangedElsewhere);
        }
        self.log.push((card, deed));
        Ok(Recorded::Saved(self.state(card)))
    }

    fn leech(&mut self, _: CardId) -> Result<Option<(Leech, LeechDeed)>, Infallible> {
        Ok(self.leech.map(|deed| (Leech::Lapses(8), deed)))
    }

    fn undo(&mut self) -> Result<Option<TakenBack>, Infallible> {
        let last = self.log.pop();
        self.undone.extend(last.clone());
        Ok(last.map(|done| self.reversed(done)))
    }

    fn redo(&mut self) -> Result<Option<TakenBack>, Infallible> {
        let last = self.undone.pop();
        self.log.extend(last.clone());
        Ok(last.map(|done| self.reversed(done)))
    }

    fn reversible(&mut self) -> Result<Reversible, Infallible> {
        Ok(Reversible {
            undo: !self.log.is_empty(),
            redo: !self.undone.is_empty(),
        })
    }

    fn elapsed(&self) -> Duration {
        self.elapsed
    }

    fn source(&mut self, id: CardId) -> Result<Source, Infallible> {
        Ok(Source::Lines(Excerpt {
            document: id.to_string(),
            first: 1,
            lines: Vec::new(),
            card: 7,
        }))
    }

    fn edit(&mut self, id: CardId) -> Result<String, Infallible> {
        Ok(format!("edited {id}"))
    }

    fn open_media(&mut self, id: CardId, visible: Visible) -> Result<String, Infallible> {
        Ok(format!("opened {visible:?} {id}"))
    }

    fn more_new(&mut self) -> Result<Vec<Queued>, Infallible> {
        Ok(vec![new(9)])
    }
}
