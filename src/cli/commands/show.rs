//! `srm show`: one card with where it comes from, its whole history, and what each grade would do.

use std::collections::HashSet;
use std::path::Path;

use clap::Args;

use crate::calendar::StudyDay;
use crate::cards::{CardId, RuleName};
use crate::review::{
    Comeback, Deed, Event, EventId, Leech, Reason, Spreading, answer, told as tell,
};
use crate::scheduler::{Grade, Quality};
use crate::store::{Medium, Store, StoredCard};
use crate::terminal::compiled_view::{show_options, show_side};
use crate::terminal::history_view::{self, strength};
use crate::terminal::leech_words;
use crate::terminal::words::{count, date, days};

use super::super::collection::{require_to_read, spreading};
use super::super::context::Context;
use super::super::document_import::{BUNDLED_PATH, Incoming, is_gone};
use super::super::document_name::document_name;
use super::super::failure::Failure;
use super::super::source_file;
use super::show_json::CardJson;
use super::write_json;

/// One card: where it comes from, each answer with what it did and why, and what each grade would do
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm show 3f9c
  srm show 3f9c --json | jq .memory
  srm show 3f9c --json | jq '.log[] | {at, quality, why}'

Each answer says what gave the next date: a step of SM-2 such as `interval 6 ×
ease 2.50 = 15 days`, or what FSRS believed; how late or early it came; and when
a due day was set by hand.")]
pub(in crate::cli) struct Show {
    /// The card: its id, or any beginning of it that no other card has
    card: String,
    /// Print one JSON object (format srm-card)
    #[arg(long)]
    json: bool,
}

/// Everything there is to tell about a card.
pub(super) struct Told {
    /// The card.
    pub(super) stored: StoredCard,
    /// What its document is called.
    source: Option<String>,
    /// The rule that makes it of its document as that is now; none where the document does not say so.
    pub(super) rule: Option<RuleName>,
    /// The ids of other texts that are this card.
    pub(super) aliases: Vec<CardId>,
    /// What was done with it, in order.
    pub(super) history: Vec<Event>,
    /// The pictures and sounds that it shows.
    pub(super) media: Vec<Medium>,
    /// Why it is a leech, if it is one.
    pub(super) leech: Option<Leech>,
    /// The study day it is.
    pub(super) today: StudyDay,
    /// How due days are spread.
    pub(super) spreading: Spreading,
}

impl Told {
    /// What an answer of today would leave in the log, and why it leads where it does.
    pub(super) fn would(&self, quality: Quality) -> (Deed, Option<Reason>) {
        let (state, scheduler) = (&self.stored.state, &self.stored.scheduler);
        let deed = answer(state, quality, self.today, 0, scheduler);
        let deed = self.spreading.applied(self.stored.id, state, deed);
        let reason = match &deed {
            Deed::Review(review) => Some(Reason::of(state, review, scheduler)),
            _ => None,
        };
        (deed, reason)
    }
}

impl Show {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let today = context.today()?;
        let store = require_to_read(context)?;
        let (stored, aliases) = found(&store, &self.card)?;
        let id = stored.id;
        let path = stored.path.as_deref();
        let told = Told {
            source: path.map(|path| document_name(&store, path)).transpose()?,
            rule: rule_of(&stored, &aliases),
            aliases,
            leech: store.leech(id)?,
            history: of_the_learner(store.history(id)?),
            spreading: spreading(context, &store)?,
            media: store.media_of(id)?,
            stored,
            today,
        };
        if self.json {
            return write_json(context, &CardJson::new(&told));
        }
        show(context, &told)
    }
}

/// The card of an id or its beginning, and the ids of its other texts. By one of these it is found, too, as long as it
/// lives.
fn found(store: &Store, named: &str) -> Result<(StoredCard, Vec<CardId>), Failure> {
    let id = store.find_card(named)?;
    let named = store.card(id)?;
    let named = named.ok_or_else(|| Failure::failed(format!("there is no card {id}")))?;
    let mut class = store.class(id)?;
    let mut found = named;
    if found.retired {
        for other in &class {
            match store.card(*other)? {
                Some(card) if !card.retired => found = card,
                _ => {}
            }
        }
    }
    class.retain(|other| *other != found.id);
    Ok((found, class))
}

/// The rule that makes a card of its document as that is now. The store does not keep it: a document is
/// the source, and the next program may have other rules.
fn rule_of(stored: &StoredCard, aliases: &[CardId]) -> Option<RuleName> {
    let path = stored.path.as_deref()?;
    let compiled = if path == BUNDLED_PATH {
        Incoming::bundled().ok()?.compiled
    } else {
        let file = Path::new(path);
        if !file.is_absolute() || is_gone(path) || !source_file::is_document(file) {
            return None;
        }
        let mut file = source_file::read(file).ok()?;
        Incoming::of_file(&mut file).ok()?.compiled
    };
    let is_it = |id: CardId| id == stored.id || aliases.contains(&id);
    let by_id = compiled.cards.iter().find(|card| is_it(card.id));
    let same_text = || {
        let mut cards = compiled.cards.iter();
        cards.find(|card| card.card.line == stored.card.line && card.card == stored.card)
    };
    by_id.or_else(same_text).map(|card| card.rule)
}

/// What the learner did with the card: not which contents stand for it.
fn of_the_learner(history: Vec<Event>) -> Vec<Event> {
    let aliases: HashSet<EventId> = history
        .iter()
        .filter(|event| matches!(event.deed, Deed::Alias(_)))
        .map(|event| event.id)
        .collect();
    let mut history = history;
    history.retain(|event| match &event.deed {
        Deed::Void(target) => !aliases.contains(target),
        _ => !aliases.contains(&event.id),
    });
    history
}

fn show(context: &mut Context, told: &Told) -> Result<(), Failure> {
    show_card(context, told)?;
    show_state(context, &told.stored)?;
    show_leech(context, told)?;
    show_next(context, told)?;
    show_log(context, told)
}

fn show_card(context: &mut Context, told: &Told) -> Result<(), Failure> {
    let (stored, card) = (&told.stored, &told.stored.card);
    let out = &mut context.out;
    out.line(&format!(
        "Card {}. {}. Deck: {}.",
        stored.id, card.kind, stored.deck
    ))?;
    if let Some(source) = &told.source {
        out.line(&format!("Source: {source} line {}.", card.line))?;
    }
    if let Some(rule) = told.rule {
        out.prose(&format!("Rule: {}: {}.", rule.name(), rule.summary()))?;
    }
    if !told.aliases.is_empty() {
        let ids: Vec<String> = told.aliases.iter().map(CardId::to_string).collect();
        out.line(&format!("Other texts of it: {}.", ids.join(", ")))?;
    }
    show_side(out, "Front: ", &card.front())?;
    show_options(out, card)?;
    show_side(out, "Back: ", &card.back())?;
    for medium in &told.media {
        let size = count(medium.bytes, "byte", "bytes");
        out.line(&format!("Medium: {} ({size}).", medium.name))?;
    }
    Ok(())
}

fn show_state(context: &mut Context, stored: &StoredCard) -> Result<(), Failure> {
    let state = &stored.state;
    let mut marks = vec![state.maturity().name()];
    marks.extend(state.suspended.then_some("suspended"));
    marks.extend((state.flag.number() > 0).then_some("flagged"));
    marks.extend(state.marked.then_some("marked"));
    marks.extend(stored.retired.then_some("retired"));
    let due = state.due.map_or("never answered".to_owned(), |due| {
        format!("due {}", date(due))
    });
    let out = &mut context.out;
    out.line(&format!("State: {}, {due}.", marks.join(", ")))?;
    let memory = &state.memory;
    out.line(&format!(
        "Memory: interval {}, {}, {} in a row, {}, {}.",
        days(memory.interval),
        strength(memory),
        memory.repetitions,
        count(u64::from(state.reviews), "answer", "answers"),
        count(u64::from(state.lapses), "lapse", "lapses")
    ))?;
    Ok(())
}

/// That it is a leech, and what helps.
fn show_leech(context: &mut Context, told: &Told) -> Result<(), Failure> {
    let Some(leech) = &told.leech else {
        return Ok(());
    };
    let (why, id) = (leech_words::why(leech), told.stored.id.short());
    Ok(context.out.prose(&format!(
        "Leech: {why}. Rewrite or split the card: srm edit {id} or srm suspend {id}."
    ))?)
}

/// What each grade would do, the way a real answer goes.
fn show_next(context: &mut Context, told: &Told) -> Result<(), Failure> {
    context.out.line("Answered today:")?;
    for grade in Grade::ALL {
        let (deed, reason) = told.would(grade.quality());
        let after = told.stored.state.after(&deed, &told.stored.scheduler);
        let comeback = Comeback::of(&after, told.today);
        let would = history_view::would(grade, &comeback, reason.as_ref());
        context.out.item(&would)?;
    }
    Ok(())
}

fn show_log(context: &mut Context, told: &Told) -> Result<(), Failure> {
    let out = &mut context.out;
    out.line(match told.history.is_empty() {
        true => "Log: nothing yet.",
        false => "Log:",
    })?;
    for entry in tell(&told.history, &told.stored.scheduler) {
        let at = entry.event.at.to_rfc3339_utc();
        out.item(&format!("{at} {}", history_view::told(&entry)))?;
    }
    Ok(())
}
