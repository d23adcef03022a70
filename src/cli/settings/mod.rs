//! Settings: what a learner can choose once instead of typing it each time. Flags override them, in
//! the commands. `list` has them all; `layers` says where each value comes from.
//! A setting that is not understood is an error, never ignored: a typo would silently change the days.

mod deck_setting;
pub(super) mod edit;
mod layers;
mod list;
mod named_setting;
mod scheduling;
mod setting;
mod settings_file;
mod value;

use crate::calendar::Rollover;
use crate::cards::DeckName;
use crate::review::{
    EasyDays, LeechDeed, LeechRule, LimitChange, Limits, NewCards, Order, Pick, SiblingRule,
};
use crate::terminal::full::Keys;
use crate::terminal::scale::Scale;
use crate::terminal::typed_answer::Typing;

pub(super) use deck_setting::OfDeck;
pub(super) use layers::{Layers, Origin, in_file};
pub(super) use list::SETTINGS;
pub(super) use named_setting::Named;
pub(super) use scheduling::Scheduling;
pub(super) use setting::{Reach, Setting};
pub(super) use settings_file::read;
pub(super) use value::Value;

/// What a learner can set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    /// What schedules which deck.
    pub(super) scheduling: Scheduling,
    /// How much a study day asks for.
    pub(super) limits: Limits,
    /// How much it asks for in some decks.
    pub(super) deck_limits: Vec<(DeckName, LimitChange)>,
    /// Which due cards come first.
    pub(super) order: Order,
    /// Where new cards stand among them.
    pub(super) new_cards: NewCards,
    /// Which cards wait while a sibling has the day.
    pub(super) siblings: SiblingRule,
    /// How a due day is picked.
    pub(super) pick: Pick,
    /// The days that are to be easy.
    pub(super) easy_days: EasyDays,
    /// From how many lapses on a card is a leech.
    pub(super) leeches: LeechRule,
    /// What is done about a leech that is found.
    pub(super) leech_deed: LeechDeed,
    /// When a study day begins.
    pub(super) rollover: Rollover,
    /// The numbers of the grades.
    pub(super) scale: Scale,
    /// Whether a review first brings changed documents up to date.
    pub(super) update: Update,
    /// Which cards ask for a typed answer.
    pub(super) typing: Typing,
    /// Where a review is held in plain lines.
    pub(super) plain: Plain,
    /// The keys of the full screen.
    pub(super) keys: Keys,
}

/// Where a review is held in plain lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Plain {
    /// Where the terminal cannot do more.
    #[default]
    WhereNeeded,
    /// Everywhere.
    Always,
}

/// What a review does about documents that changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Update {
    /// It brings them up to date.
    #[default]
    First,
    /// Nothing.
    Never,
}
