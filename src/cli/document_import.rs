//! Bringing a document into the collection: compile, recognise the known cards, apply the plan.
//! One way for files and for the deck that the program carries. It must never ask or print.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

use crate::calendar::Moment;
use crate::cards::{Card, CardId, Compiled, DeckName, RULES, Request, compile_with};
use crate::document::Code;
use crate::reconcile::{Change, Document, Known, Left, Plan, reconcile, reconcile_together};
use crate::store::{DocumentImport, Edition, Seen, Store};
use crate::terminal::import_view::{DoubtLine, Fate, Line};

use super::failure::Failure;
use super::letting_go::let_go;
use super::source_file::SourceFile;
use super::told_plan::Told;

mod elsewhere;
mod renamed;

use elsewhere::First;
pub(super) use elsewhere::is_known;

/// The fewest cards of a document whose loss is noticed.
const FEWEST_TO_MISS: usize = 5;

/// The text of the deck that the program carries.
pub(super) const BUNDLED_TEXT: &str = include_str!("../../decks/shared-responsibility-model.md");

/// Its path in the collection.
pub(super) const BUNDLED_PATH: &str = "bundled:shared-responsibility-model.md";

/// What the paths of carried documents begin with; no path of a file does, those are absolute.
pub(super) const BUNDLED_PREFIX: &str = "bundled:";

/// A compiled document on its way in.
#[derive(Clone)]
pub(super) struct Incoming {
    path: String,
    edition: Edition,
    /// What it was compiled into.
    pub(super) compiled: Compiled,
}

/// What an import of one document does.
pub(super) struct Planned {
    incoming: Incoming,
    plan: Plan,
    /// How the cards of the document stand.
    seen: Option<Seen>,
    /// What happens to each card. Those that nobody looks at have no text: see [`Planned::spell_out`].
    pub(super) lines: Vec<Line>,
    /// New cards that may be known ones.
    pub(super) doubts: Vec<DoubtLine>,
    /// Cards the document had before.
    live: usize,
}

impl Incoming {
    /// Compiles a document. `path` is its lasting identity.
    pub(super) fn new(
        path: &str,
        edition: Edition,
        text: &str,
        sidecar: &str,
        fallback_name: &DeckName,
    ) -> Incoming {
        Incoming {
            path: path.to_owned(),
            edition,
            compiled: compile_with(
                text,
                &Request {
                    fallback_name,
                    words: "",
                    sidecar,
                },
            ),
        }
    }

    /// Compiles the document in a file. Two documents from stdin are two documents: only a title
    /// tells them apart.
    pub(super) fn of_file(file: &mut SourceFile) -> Result<Incoming, Failure> {
        let sidecar = file.sidecar()?;
        let (text, edition) = (file.text()?, file.edition(&sidecar));
        let mut incoming =
            Incoming::new(&file.identity, edition, text, &sidecar, &file.fallback_deck);
        if file.identity == "-" {
            file.identity = format!("stdin:{}", incoming.compiled.deck);
            incoming.path.clone_from(&file.identity);
        }
        Ok(incoming)
    }

    /// The deck that the program carries.
    pub(super) fn bundled() -> Result<Incoming, Failure> {
        let name = DeckName::new("Bundled deck")
            .ok_or_else(|| Failure::failed("the bundled deck has no name"))?;
        let blake3 = blake3::hash(BUNDLED_TEXT.as_bytes()).to_hex().to_string();
        let text = Edition::of_text(blake3);
        Ok(Incoming::new(BUNDLED_PATH, text, BUNDLED_TEXT, "", &name))
    }

    /// What the document is known by.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// How many parts of the document were left out, though they look like study material.
    pub(super) fn skipped(&self) -> usize {
        self.compiled
            .problems
            .iter()
            .filter(|problem| problem.code == Code::Skipped)
            .count()
    }
}

/// Works out what an import of documents would do. Cards are first looked for in their own document;
/// what a document does not know yet may have gone from another one: see [`reconcile_together`]. Cards that still
/// stand elsewhere are never taken.
pub(super) fn plan(
    incoming: Vec<Incoming>,
    store: Option<&Store>,
) -> Result<Vec<Planned>, Failure> {
    let Some(store) = store else {
        let alone = |incoming: Incoming| {
            let plan = reconcile(&incoming.compiled.cards, &[]);
            planned(incoming, &[], plan)
        };
        return Ok(incoming.into_iter().map(alone).collect());
    };
    let firsts = elsewhere::firsts(&incoming, store)?;
    let (plans, left) = together(&incoming, &firsts, store)?;
    let mut all = Vec::with_capacity(incoming.len());
    let known = named(&plans, &firsts, &left);
    for ((document, mut plan), known) in incoming.into_iter().zip(plans).zip(known) {
        free_new_ids(&mut plan, store)?;
        all.push(planned(document, &known, plan));
    }
    elsewhere::doubt_twins(&mut all, &firsts, store)?;
    for (planned, first) in all.iter_mut().zip(firsts) {
        planned.live = first.known.iter().filter(|known| !known.retired).count();
        planned.seen = first.seen;
        let_go(first.known.len(), (first.known, first.plan));
    }
    Ok(all)
}

/// The plans of an import, and what was left outside of it.
fn together(
    incoming: &[Incoming],
    firsts: &[First],
    store: &Store,
) -> Result<(Vec<Plan>, Vec<Left>), Failure> {
    let alone = || firsts.iter().map(|first| first.plan.clone()).collect();
    let comes = |first: &First, change| first.plan.count(change) > 0;
    let is_settled = |first: &First| {
        !first.was_renamed && !comes(first, Change::New) && !comes(first, Change::Revived)
    };
    if firsts.iter().all(is_settled) {
        return Ok((alone(), Vec::new()));
    }
    let left = elsewhere::left_outside(store, firsts)?;
    let is_left = !left.is_empty() || firsts.iter().any(|first| !first.plan.retired.is_empty());
    if !is_left || (left.is_empty() && firsts.len() == 1) {
        return Ok((alone(), left));
    }
    let above: Vec<_> = incoming
        .iter()
        .map(|document| elsewhere::above(&document.path))
        .collect();
    let documents: Vec<Document<'_>> = incoming
        .iter()
        .zip(firsts)
        .zip(&above)
        .map(|((incoming, first), above)| Document {
            above,
            compiled: &incoming.compiled.cards,
            known: &first.known,
            plan: &first.plan,
        })
        .collect();
    Ok((reconcile_together(&documents, &left), left))
}

/// The known cards of each document, and those from elsewhere that its plan tells of.
fn named<'f>(plans: &[Plan], firsts: &'f [First], left: &'f [Left]) -> Vec<Cow<'f, [Known]>> {
    let told: HashSet<CardId> = plans.iter().flat_map(told_by).collect();
    let mut found: HashMap<CardId, (Option<usize>, &Known)> = HashMap::new();
    if !told.is_empty() {
        let here = firsts.iter().enumerate();
        let here = here.flat_map(|(at, first)| first.known.iter().map(move |it| (Some(at), it)));
        let there = left.iter().flat_map(|left| &left.known);
        let all = here.chain(there.map(|known| (None, known)));
        let meant = all.filter(|(_, known)| told.contains(&known.id));
        found.extend(meant.map(|(at, known)| (known.id, (at, known))));
    }
    let known_of = |(at, (first, plan)): (usize, (&'f First, &Plan))| {
        let mut known = Cow::Borrowed(&first.known[..]);
        let told: BTreeSet<CardId> = told_by(plan).collect();
        let told = told.iter().filter_map(|id| found.get(id));
        let elsewhere = told.filter(|(home, _)| *home != Some(at));
        let elsewhere: Vec<Known> = elsewhere.map(|(_, known)| (*known).clone()).collect();
        if !elsewhere.is_empty() {
            known.to_mut().extend(elsewhere);
        }
        known
    };
    let all = firsts.iter().zip(plans).enumerate();
    all.map(known_of).collect()
}

/// The known cards that a plan tells of besides those it places.
fn told_by(plan: &Plan) -> impl Iterator<Item = CardId> + '_ {
    let doubted = plan.in_doubt.iter().map(|doubt| doubt.known);
    doubted.chain(plan.split.iter().map(|part| part.known))
}

/// Whether a document was a file and is one no more.
pub(super) fn is_gone(path: &str) -> bool {
    let path = Path::new(path);
    path.is_absolute() && !path.exists()
}

/// New cards get ids that nobody has: the same text in two documents is two cards.
fn free_new_ids(plan: &mut Plan, store: &Store) -> Result<(), Failure> {
    let mut given: HashSet<CardId> = HashSet::new();
    loop {
        let new = plan.placements.iter();
        let new = new.filter(|placement| placement.change == Change::New);
        let ids: Vec<CardId> = new.map(|placement| placement.id).collect();
        let taken = store.taken(&ids)?;
        if !ids.iter().any(|id| taken.contains(id)) {
            return Ok(());
        }
        given.extend(plan.placements.iter().map(|placement| placement.id));
        for placement in &mut plan.placements {
            if placement.change == Change::New && taken.contains(&placement.id) {
                placement.id = placement.id.next();
                while !given.insert(placement.id) {
                    placement.id = placement.id.next();
                }
            }
        }
    }
}

/// A plan with what it means for each card.
fn planned(incoming: Incoming, known: &[Known], plan: Plan) -> Planned {
    let told = Told::new(&incoming.compiled.cards, known, &plan);
    Planned {
        incoming,
        lines: told.lines,
        doubts: told.doubts,
        plan,
        seen: None,
        live: 0,
    }
}

/// Carries the plans of one import out, in one transaction.
pub(super) fn apply(planned: &[Planned], store: &mut Store, at: Moment) -> Result<(), Failure> {
    apply_when(planned, store, at, || Ok(()))
}

/// As [`apply`]; nothing is changed unless `is_sure` says so at its end.
pub(super) fn apply_when(
    planned: &[Planned],
    store: &mut Store,
    at: Moment,
    is_sure: impl FnOnce() -> Result<(), Failure>,
) -> Result<(), Failure> {
    let imports: Vec<DocumentImport<'_>> = planned
        .iter()
        .map(|planned| DocumentImport {
            path: &planned.incoming.path,
            edition: &planned.incoming.edition,
            sound_by: planned.sound_by(),
            compiled: &planned.incoming.compiled,
            plan: &planned.plan,
            seen: planned.seen.as_ref(),
        })
        .collect();
    store.apply_when(&imports, at, is_sure)
}

impl Planned {
    /// What happens to each card, and the doubts.
    pub(super) fn into_told(self) -> (Vec<Line>, Vec<DoubtLine>) {
        let_go(
            self.plan.placements.len(),
            (self.incoming, self.plan, self.seen),
        );
        (self.lines, self.doubts)
    }

    /// The name of the rules, where they found no problem in the document.
    fn sound_by(&self) -> Option<&'static str> {
        self.compiled().problems.is_empty().then_some(RULES)
    }

    /// Whether a card comes, goes or changes.
    pub(super) fn changes_something(&self) -> bool {
        self.lines.iter().any(|line| line.fate != Fate::Unchanged)
    }

    /// What the document was compiled into.
    pub(super) fn compiled(&self) -> &Compiled {
        &self.incoming.compiled
    }

    /// The cards of the document under the ids they have, in its order.
    pub(super) fn placed(&self) -> impl Iterator<Item = (CardId, &Card)> {
        let placed = self.plan.placements.iter();
        placed
            .zip(&self.incoming.compiled.cards)
            .map(|(placement, compiled)| (placement.id, &compiled.card))
    }

    /// The line of the document on which this card stands.
    pub(super) fn line_of(&self, id: CardId) -> Option<u32> {
        let mut found = self.placed().filter(|(placed, _)| *placed == id);
        found.next().map(|(_, card)| card.line)
    }

    /// Gives the lines of all cards their texts, where somebody reads them one by one.
    pub(super) fn spell_out(&mut self) {
        let placed = self.plan.placements.iter();
        let placed = placed.zip(&self.incoming.compiled.cards);
        for (line, (placement, compiled)) in self.lines.iter_mut().zip(placed) {
            line.id = placement.id;
            line.front = compiled.card.front().into();
        }
    }

    /// See [`Incoming::path`].
    pub(super) fn path(&self) -> &str {
        self.incoming.path()
    }

    /// How many cards retire, where that is so many that the document may be broken or cut off.
    pub(super) fn suspicious_loss(&self) -> Option<(usize, usize)> {
        let retired = self.plan.retired.len();
        let is_empty = retired > 0 && self.incoming.compiled.cards.is_empty();
        let lost = is_empty || self.live >= FEWEST_TO_MISS && retired.saturating_mul(2) > self.live;
        (lost && self.plan.count(Change::New) < retired).then_some((retired, self.live))
    }

    /// See [`Incoming::skipped`].
    pub(super) fn skipped(&self) -> usize {
        self.incoming.skipped()
    }
}
