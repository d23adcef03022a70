//! `srm review`: today's session.

use std::io::stdin;
use std::time::Duration;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap_complete::ArgValueCandidates;

use crate::calendar::StudyDay;
use crate::cards::CardId;
use crate::review::{Desk, Mode, NewCards, Order, Queue, Session};
use crate::store::Store;
use crate::terminal::backlog_view;
use crate::terminal::colour::Colours;
use crate::terminal::full;
use crate::terminal::import_view;
use crate::terminal::manner::Manner;
use crate::terminal::output::is_conversation;
use crate::terminal::plain::{self, CursorMark};
use crate::terminal::words::{count, day_from};

use super::super::choice;
use super::super::collection::{Purpose, filter, open_for, open_or_create, spreading};
use super::super::colour::Goal;
use super::super::completion::decks;
use super::super::context::Context;
use super::super::desk::StoreDesk;
use super::super::document_name::document_name;
use super::super::document_update::bring_up_to_date;
use super::super::environment;
use super::super::failure::{Failure, Kind};
use super::super::home;
use super::super::media_folder::MediaFolder;
use super::super::safety;
use super::super::selection::{Day, Selection};
use super::super::settings::{Plain, Settings, Update};
use super::edit::edit_card;
use super::starter;

/// How many new cards a learner gets who asks for more.
const MORE_NEW: u32 = 10;

/// Today's session: what is due, then new cards
#[derive(Debug, Default, Args)]
#[command(after_help = "Examples:
  srm review                            everything due today, and new cards
  srm review \"AWS::Storage\" --new 5     one deck, with at most 5 new cards
  srm review --filter 'tag:exam'        cards that a query chooses
  srm review --order random             by chance, in the same order all day

On a terminal of at least 40 by 12 the review has the full screen, and ? lists
the keys that work now. --plain, SRM_PLAIN=1, ui.plain, a pipe and TERM=dumb
give plain lines: an empty line shows the answer, then a grade: 1 again, 2 hard,
3 good, 4 easy. Commands begin with a colon: :undo :redo :bury :suspend :flag
:mark :reset :edit :source :open :failed :more :quit :help. Every answer is
saved before the next card is shown. Interrupted, it ends with exit code 130.")]
pub(in crate::cli) struct Review {
    /// Only this deck, and what stands inside it
    #[arg(add = ArgValueCandidates::new(decks))]
    deck: Option<String>,
    /// Only cards that this query chooses; `srm cards --help` explains queries
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    filter: Option<String>,
    /// At most N cards; those that are asked once more today come besides
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    /// At most N new cards, whatever the daily limit says
    #[arg(long, value_name = "N")]
    new: Option<u32>,
    /// Which due cards come first: due, overdue, deck or random
    #[arg(long, value_name = "ORDER", value_parser = words(Order::ALL))]
    order: Option<Order>,
    /// Where new cards stand among the due ones: after, before or mixed
    #[arg(long, value_name = "PLACE", value_parser = words(NewCards::ALL))]
    new_cards: Option<NewCards>,
    /// No further card after N minutes
    #[arg(long, value_name = "N")]
    minutes: Option<u32>,
    /// Practise every card of the deck; grades change nothing
    #[arg(long)]
    cram: bool,
    /// Leave documents alone that changed since they were imported
    #[arg(long)]
    no_update: bool,
    /// Plain lines instead of the full screen, for pipes and speech readers
    #[arg(long)]
    plain: bool,
}

/// What reads one of these words.
fn words<const N: usize, T: Copy + Send + Sync + 'static>(
    all: [(&'static str, T); N],
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.map(|(word, _)| word)).try_map(move |typed| {
        let found = all.iter().find(|(word, _)| *word == typed);
        found.map(|(_, value)| *value).ok_or("no such word")
    })
}

impl Review {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let Some(mut store) = self.collection(context)? else {
            return Ok(());
        };
        if store.is_read_only() {
            // Practice alone, of the cards as they are.
            return self.review(context, &mut store);
        }
        if !self.no_update && context.settings()?.update == Update::First {
            bring_up_to_date(context, &mut store)?;
        }
        // After documents: where they changed something, the backup of before is today's already.
        let backup = safety::begin_of_day(context, &store)?;
        let reviewed = self.review(context, &mut store);
        safety::end_of_day(context, backup);
        reviewed
    }

    fn review(&self, context: &mut Context, store: &mut Store) -> Result<(), Failure> {
        let day = context.today()?;
        let mut selection = Selection::of(filter(store, self.deck.as_deref())?);
        if let Some(typed) = &self.filter {
            selection = selection.within(choice::query(store, &[typed.to_owned()])?);
        }
        let today = Day::read(store, &self.settings(context)?, day)?;
        let mut session = self.session(context, store, &selection, &today)?;
        if selection.is_everything() && !self.cram {
            for sentence in backlog_view::sentences(today.backlog(&today.allowance())) {
                context.note(&sentence);
            }
        }
        if session.current().is_none() {
            context.out.line("Nothing to review now.")?;
        } else {
            self.hold(context, store, &mut session, (day, &selection))?;
        }
        say_what_comes(context, store, &selection, day)
    }

    /// The collection to review, the bundled deck brought in when there is none. None when the
    /// learner does not want that.
    fn collection(&self, context: &mut Context) -> Result<Option<Store>, Failure> {
        match open_for(context, Purpose::looking_if(self.cram))? {
            Some(store) if !store.is_empty()? => Ok(Some(store)),
            _ if self.deck.is_some() => Err(Failure::failed("the collection is empty")
                .hint("Bring a document in with `srm import FILE`, or run `srm review` alone.")),
            _ => match starter::offer(context)? {
                starter::Offer::Taken => open_or_create(context).map(Some),
                starter::Offer::Declined => Ok(None),
            },
        }
    }

    /// The settings, with what the flags say in their place.
    fn settings(&self, context: &mut Context) -> Result<Settings, Failure> {
        let mut settings = context.settings()?;
        settings.order = self.order.unwrap_or(settings.order);
        settings.new_cards = self.new_cards.unwrap_or(settings.new_cards);
        Ok(settings)
    }

    /// The session, with due days that are spread as the settings say.
    fn session(
        &self,
        context: &mut Context,
        store: &Store,
        selection: &Selection,
        today: &Day,
    ) -> Result<Session, Failure> {
        let spreading = spreading(context, store)?;
        let session = self.cards(store, selection, today)?;
        Ok(session.spread(spreading))
    }

    fn cards(&self, store: &Store, selection: &Selection, today: &Day) -> Result<Session, Failure> {
        let day = today.day;
        let most = self.limit.and_then(|limit| usize::try_from(limit).ok());
        let most = most.unwrap_or(usize::MAX);
        if self.cram {
            let mut cards = selection.every_card(store, today)?;
            cards.truncate(most);
            return Ok(Session::new(day, Mode::Cram, cards, Vec::new()));
        }
        let allowance = match self.new {
            Some(new) => today.allowance().with_new(new),
            None => today.allowance(),
        };
        let mut cards = today.arranged(&selection.queue(store, today, allowance)?);
        cards.truncate(most);
        let drills = selection.drills(store, day)?;
        Ok(Session::new(day, Mode::Scheduled, cards, drills))
    }

    fn hold(
        &self,
        context: &mut Context,
        store: &mut Store,
        session: &mut Session,
        (day, selection): (StudyDay, &Selection),
    ) -> Result<(), Failure> {
        let minutes = |number| Duration::from_secs(u64::from(number) * 60);
        let settings = self.settings(context)?;
        let manner = Manner {
            scale: settings.scale,
            seed: seed(context)?,
            time_limit: self.minutes.map(minutes),
            typing: settings.typing,
            keys: settings.keys,
        };
        // The session has the streams of the context; an edit says nothing on them.
        let mut own = Context::new(
            context.clock,
            context.db.clone(),
            context.consent,
            context.colour,
        );
        let edit = |store: &mut Store, card| said_of_edit(&mut own, store, card);
        let more = |store: &Store| {
            let today = Day::read(store, &settings, day)?;
            selection.more_new(store, &today, MORE_NEW)
        };
        let media = MediaFolder::of(&home::database(context.db.as_deref())?.path);
        let mut desk = StoreDesk::new(store, context.clock, media, edit, more)
            .about_leeches(settings.leech_deed);
        match self.face(context)? {
            Face::Full(colours) => {
                context.flush()?;
                let held = full::hold(session, &mut desk, manner, colours)?;
                say_the_end(context, session, held, desk.elapsed())
            }
            Face::Plain(cursor_mark) => {
                let mut input = stdin().lock();
                let (out, desk) = (&mut context.out, &mut desk);
                plain::hold(session, desk, &mut input, out, manner, cursor_mark)?;
                Ok(())
            }
        }
    }

    /// The face that fits the place where the session is held.
    fn face(&self, context: &mut Context) -> Result<Face, Failure> {
        if !is_conversation() {
            return Ok(Face::Plain(CursorMark::Hidden));
        }
        let plain = Ok(Face::Plain(CursorMark::Shown));
        let term = environment::text("TERM")?.unwrap_or_default();
        if self.plain
            || context.settings()?.plain == Plain::Always
            || ["", "dumb"].contains(&term.as_str())
        {
            return plain;
        }
        context.settings()?.keys.check().map_err(|taken| {
            Failure::usage(taken)
                .hint("Give one of them another key: srm config set keys.ACTION KEY")
        })?;
        match full::size() {
            None => plain,
            Some(size) if !size.is_enough() => {
                let (columns, rows) = full::SMALLEST;
                context.note(&format!(
                    "The full screen needs {columns} by {rows}; this window is {} by {}.",
                    size.columns, size.rows
                ));
                plain
            }
            Some(_) => Ok(Face::Full(context.colour.colours(Goal::Terminal))),
        }
    }
}

/// How a session is shown.
enum Face {
    /// On the whole screen.
    Full(Colours),
    /// Line by line.
    Plain(CursorMark),
}

/// Edits a card's document and says what came of it in one sentence.
fn said_of_edit(context: &mut Context, store: &mut Store, card: CardId) -> Result<String, Failure> {
    let Some(planned) = edit_card(context, store, card)? else {
        return Ok("Nothing changed.".to_owned());
    };
    let said = planned.iter().map(|planned| {
        let changes = import_view::changes(&planned.lines);
        Ok(format!(
            "{}: {changes}.",
            document_name(store, planned.path())?
        ))
    });
    Ok(said.collect::<Result<Vec<_>, Failure>>()?.join(" "))
}

/// Says what a session on the full screen came to, where it can still be read afterwards.
fn say_the_end(
    context: &mut Context,
    session: &Session,
    held: full::Held,
    time: Duration,
) -> Result<(), Failure> {
    let Some(ending) = held.ending else {
        let saved = count(u64::from(held.saved), "answer is", "answers are");
        return Err(Failure::new(
            Kind::Interrupted,
            format!("interrupted; {saved} saved"),
        ));
    };
    for line in plain::sum_up(&session.tally(), ending, time) {
        context.out.prose(&line)?;
    }
    Ok(())
}

/// What mixes the options of questions: `SRM_RNG_SEED`, else the moment.
fn seed(context: &Context) -> Result<u64, Failure> {
    let given = environment::number("SRM_RNG_SEED")?;
    Ok(given.unwrap_or_else(|| context.now().utc_ms.unsigned_abs()))
}

/// Says what is left of today and when the next cards come.
fn say_what_comes(
    context: &mut Context,
    store: &Store,
    selection: &Selection,
    day: StudyDay,
) -> Result<(), Failure> {
    let today = Day::read(store, &context.settings()?, day)?;
    let queue = selection.queue(store, &today, today.allowance())?;
    let (due, new) = (queue.due().len(), queue.new_cards().len());
    let drills = selection.drills(store, day)?.len();
    if due > 0 || new > 0 || drills > 0 {
        let mut line = format!("Left today: {due} due, {new} new");
        if drills > 0 {
            line.push_str(&format!(", {drills} once more"));
        }
        line.push_str(". Next: srm review");
        context.out.line(&line)?;
    }
    say_what_waits(context, store, selection, (&today, &queue))?;
    if let Some((due, cards)) = selection.next_due(store, day)? {
        let cards = count(u64::from(cards), "card", "cards");
        context
            .out
            .line(&format!("Next review: {}, {cards}.", day_from(day, due)))?;
    }
    Ok(())
}

/// Says what is due and is not asked today, and why.
fn say_what_waits(
    context: &mut Context,
    store: &Store,
    selection: &Selection,
    (today, queue): (&Day, &Queue),
) -> Result<(), Failure> {
    let siblings = u64::from(queue.due_siblings());
    let backlog = backlog_view::sentences(today.backlog(queue.allowance()));
    if selection.is_everything() && !backlog.is_empty() {
        for sentence in backlog {
            context.out.prose(&sentence)?;
        }
    } else if queue.due().is_empty() {
        let beyond = selection.due_beyond(store, today, queue)?;
        let beyond = beyond.saturating_sub(siblings);
        if beyond > 0 {
            let cards = count(beyond, "card is", "cards are");
            context
                .out
                .line(&format!("{cards} due beyond today's limit."))?;
        }
    }
    if siblings > 0 {
        let cards = count(siblings, "due card waits", "due cards wait");
        context.out.line(&format!(
            "{cards} for another day, since a sibling was asked today."
        ))?;
    }
    Ok(())
}
