//! The full-screen face of a review as a state machine: a key goes in, and what is on the screen
//! changes. It must never move on before the desk has said that an answer is durable, and it knows no
//! terminal, so that tests can press its keys.

use crate::review::{Command, Desk, Excerpt, Look, Reversible, Sitting};

use super::super::manner::{Ending, Manner};
use super::asked::{Asked, Side, Taken};
use super::key::Key;
use super::key_table::{Action, Place};
use super::typing::Typed;

/// What stands on the screen.
#[derive(Clone, Debug)]
pub(super) enum Scene {
    /// A card.
    Card(Box<Asked>),
    /// The end.
    Summary(Ending),
}

/// What covers it.
#[derive(Clone, Debug)]
pub(super) enum Cover {
    /// Nothing.
    None,
    /// The keys that work now.
    Keys(Working),
    /// The document around the card.
    Source(Excerpt),
}

/// The keys that work when they are asked for.
#[derive(Clone, Debug)]
pub(super) struct Working {
    /// Where they work.
    pub(super) place: Place,
    /// What they do.
    pub(super) actions: Vec<Action>,
    /// How many options digits choose from.
    pub(super) options: usize,
}

/// Where the text begins that is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scroll {
    /// Where what counts can be seen.
    ToFocus,
    /// At this line.
    At(usize),
}

/// What the last picture showed; moving up and down is about that.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// The first line of the text on it.
    pub(super) top: usize,
    /// The lines that have room.
    pub(super) height: usize,
    /// The largest first line.
    pub(super) last_top: usize,
}

/// What whoever runs the face has to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Draw, and wait.
    Stay,
    /// Give the terminal back, call [`Face::edit`], take it again.
    Edit,
    /// End.
    Leave(Ending),
}

/// A sitting on a screen.
pub(super) struct Face<'f, D> {
    pub(super) sitting: Sitting<'f, D>,
    pub(super) manner: Manner,
    pub(super) scene: Scene,
    pub(super) cover: Cover,
    /// What is said about the last deed, until the next key.
    pub(super) echo: Option<String>,
    pub(super) scroll: Scroll,
    pub(super) seen: Seen,
    /// What could be taken back and brought back when this came.
    reversible: Reversible,
    /// Whether there were more new cards then, at the end.
    has_more: bool,
    /// New and due cards at the beginning.
    planned: u32,
    /// Answers that became durable and were not taken back.
    pub(super) saved: u32,
}

impl<'f, D: Desk> Face<'f, D> {
    /// A face that asks the first card.
    pub(super) fn new(sitting: Sitting<'f, D>, manner: Manner) -> Result<Face<'f, D>, D::Error> {
        let mut face = Face {
            planned: 0,
            sitting,
            manner,
            scene: Scene::Summary(Ending::Done),
            cover: Cover::None,
            echo: None,
            scroll: Scroll::ToFocus,
            seen: Seen::default(),
            reversible: Reversible::default(),
            has_more: false,
            saved: 0,
        };
        face.plan();
        face.ask_next()?;
        Ok(face)
    }

    /// Takes note of how much the session asks.
    pub(super) fn plan(&mut self) {
        let left = self.sitting.left();
        self.planned = left.new.saturating_add(left.due);
    }

    /// Answers of this sitting that are durable.
    pub(super) fn saved(&self) -> u32 {
        self.saved
    }

    /// Asks the desk what could be done now. That is not asked for every screen.
    pub(super) fn look_around(&mut self) -> Result<(), D::Error> {
        self.reversible = self.sitting.reversible()?;
        self.has_more = match self.scene {
            Scene::Summary(_) => self.sitting.has_more_new()?,
            Scene::Card(_) => false,
        };
        Ok(())
    }

    /// Asks the next card, or sums up. What is said already stays, with what there is to say now.
    pub(super) fn ask_next(&mut self) -> Result<(), D::Error> {
        self.scroll = Scroll::ToFocus;
        self.scene = loop {
            match self.sitting.look()? {
                Look::Done => break Scene::Summary(Ending::Done),
                Look::OutOfTime => break Scene::Summary(Ending::OutOfTime),
                Look::LeftOut => {
                    self.say_more("Skipped a card that was changed elsewhere meanwhile.");
                }
                Look::Card(view) => {
                    let elapsed = self.sitting.elapsed();
                    break Scene::Card(Box::new(Asked::new(*view, &self.manner, elapsed)));
                }
            }
        };
        self.look_around()
    }

    /// Takes in what a person did.
    pub(super) fn take(&mut self, typed: Typed) -> Result<Step, D::Error> {
        self.echo = None;
        match typed {
            Typed::Key(key) => self.press(key),
            Typed::Paste(text) => {
                match self.typing() {
                    Some(asked) => asked.field.iter_mut().for_each(|field| field.insert(&text)),
                    None => self.say("Pasted text does nothing here."),
                }
                Ok(Step::Stay)
            }
        }
    }

    /// Where a key is pressed now.
    pub(super) fn place(&self) -> Place {
        match (&self.cover, &self.scene) {
            (Cover::Keys(..) | Cover::Source(_), _) => Place::Cover,
            (Cover::None, Scene::Summary(_)) => Place::Summary,
            (Cover::None, Scene::Card(asked)) => match asked.side {
                Side::Back => Place::Answer,
                Side::Front if asked.is_typing() => Place::Field,
                Side::Front => Place::Question,
            },
        }
    }

    /// The card whose field letters go to.
    fn typing(&mut self) -> Option<&mut Asked> {
        match (&self.cover, &mut self.scene) {
            (Cover::None, Scene::Card(asked)) if asked.is_typing() => Some(asked),
            _ => None,
        }
    }

    fn press(&mut self, key: Key) -> Result<Step, D::Error> {
        let place = self.place();
        if let (Place::Question, Scene::Card(asked)) = (place, &mut self.scene) {
            match asked.choose(key) {
                Taken::Yes => return Ok(Step::Stay),
                Taken::Reveals => {
                    self.scroll = Scroll::ToFocus;
                    return Ok(Step::Stay);
                }
                Taken::No => {}
            }
        }
        if let (Place::Answer, Some(quality)) = (place, self.graded(key)) {
            self.answer(quality)?;
            return Ok(Step::Stay);
        }
        match (self.manner.keys.action(key, place), self.typing()) {
            (Some(action), _) => self.act(action),
            (None, Some(asked)) => {
                asked.field.iter_mut().for_each(|field| field.press(key));
                Ok(Step::Stay)
            }
            (None, None) => Ok(Step::Stay),
        }
    }

    fn act(&mut self, action: Action) -> Result<Step, D::Error> {
        match action {
            Action::Proceed => self.proceed()?,
            Action::Undo => self.take_command(Command::Undo)?,
            Action::Edit => return Ok(Step::Edit),
            Action::Bury => self.take_command(Command::Bury)?,
            Action::Suspend => self.take_command(Command::Suspend)?,
            Action::Flag => self.take_command(Command::Flag)?,
            Action::Mark => self.take_command(Command::Mark)?,
            Action::Reset => self.take_command(Command::Reset)?,
            Action::Redo => self.take_command(Command::Redo)?,
            Action::Source => self.show_source()?,
            Action::Open => self.open_media()?,
            Action::Field => {
                if let Scene::Card(asked) = &mut self.scene {
                    asked.turn_field();
                }
            }
            Action::Up | Action::Down | Action::PageUp | Action::PageDown => self.move_by(action),
            Action::Failed => self.ask_failed()?,
            Action::More => self.ask_more()?,
            Action::Help => self.show_keys()?,
            Action::Quit => return self.quit(),
            // Grades were found before; a scale without the four has no keys for them.
            Action::Again | Action::Hard | Action::Good | Action::Easy => {}
        }
        Ok(Step::Stay)
    }

    fn proceed(&mut self) -> Result<(), D::Error> {
        let Scene::Card(asked) = &mut self.scene else {
            return Ok(());
        };
        match asked.side {
            Side::Front => {
                let revealed = asked.reveal();
                self.scroll = Scroll::ToFocus;
                if let Err(said) = revealed {
                    self.say(&said);
                }
                Ok(())
            }
            Side::Back => {
                let proposed = asked.proposed();
                self.answer(proposed)
            }
        }
    }

    fn quit(&mut self) -> Result<Step, D::Error> {
        if !matches!(self.cover, Cover::None) {
            self.cover_with(Cover::None);
            return Ok(Step::Stay);
        }
        Ok(match self.scene {
            Scene::Summary(ending) => Step::Leave(ending),
            Scene::Card(_) if self.sitting.tally().answered == 0 => Step::Leave(Ending::Stopped),
            Scene::Card(_) => {
                self.scene = Scene::Summary(Ending::Stopped);
                self.scroll = Scroll::ToFocus;
                self.look_around()?;
                Step::Stay
            }
        })
    }

    pub(super) fn cover_with(&mut self, cover: Cover) {
        self.cover = cover;
        self.scroll = Scroll::ToFocus;
    }

    /// Shows the keys that would do something.
    fn show_keys(&mut self) -> Result<(), D::Error> {
        let place = self.place();
        self.look_around()?;
        let entries = self.manner.keys.working(place);
        let actions = entries.map(|(entry, _)| entry.action);
        let working = Working {
            place,
            actions: actions.filter(|action| self.works(*action)).collect(),
            options: match &self.scene {
                Scene::Card(asked) if place == Place::Question => asked.by_digit(),
                _ => 0,
            },
        };
        self.cover_with(Cover::Keys(working));
        Ok(())
    }

    /// Whether an action that has a key in this place would do anything now.
    pub(super) fn works(&self, action: Action) -> bool {
        match (action, &self.scene) {
            (Action::Failed, _) => self.sitting.failed() > 0,
            (Action::More, _) => self.has_more,
            (Action::Undo, _) => self.reversible.undo,
            (Action::Redo, _) => self.reversible.redo,
            (Action::Field, Scene::Card(asked)) => asked.field.is_some(),
            (Action::Open, Scene::Card(asked)) => asked.shows_media(),
            (Action::Up | Action::Down | Action::PageUp | Action::PageDown, _) => {
                self.seen.last_top > 0
            }
            _ => true,
        }
    }

    fn move_by(&mut self, action: Action) {
        let Seen {
            top,
            height,
            last_top,
        } = self.seen;
        let page = height.saturating_sub(1).max(1);
        let top = match action {
            Action::Up => top.saturating_sub(1),
            Action::PageUp => top.saturating_sub(page),
            Action::Down => top.saturating_add(1),
            _ => top.saturating_add(page),
        };
        self.scroll = Scroll::At(top.min(last_top));
    }

    pub(super) fn say(&mut self, text: &str) {
        self.echo = Some(text.to_owned());
    }

    fn say_more(&mut self, text: &str) {
        let said = self.echo.take().map(|said| said + " ").unwrap_or_default();
        self.echo = Some(said + text);
    }

    /// How far the session is: cards done, and all.
    pub(super) fn progress(&self) -> (u32, u32) {
        let left = self.sitting.left();
        let to_come = left.new.saturating_add(left.due);
        let all = self.planned.max(to_come);
        (all.saturating_sub(to_come), all)
    }
}
