//! `srm undo`: takes back the newest answer or change, again and again.

use clap::Args;
use serde::Serialize;

use crate::calendar::StudyDay;
use crate::review::{NO_CARD, TakenBack};
use crate::store::{Change, PastImport, Returned, Store};
use crate::terminal::plain::{change_in_words, taken_back};
use crate::terminal::words::{count, day_from};

use super::super::collection::{Purpose, look_or_empty, open_for};
use super::super::context::Context;
use super::super::desk;
use super::super::document_name::document_name;
use super::super::failure::Failure;
use super::write_json;

/// Take back the newest answer, change or import; again and again, also of earlier sessions
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm undo                 take back the last answer, change or import
  srm undo --list          what would be taken back, newest first

Changes are also limits for today alone, and parameters that were fitted.
`srm redo` brings back what was taken back.")]
pub(in crate::cli) struct Undo {
    /// Only say what would be taken back
    #[arg(long)]
    dry_run: bool,
    /// List the last N changes in the order in which undo takes them back
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "10", conflicts_with = "dry_run")]
    list: Option<u16>,
    /// The list as one JSON object (format srm-changes)
    #[arg(long, requires = "list")]
    json: bool,
}

impl Undo {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let today = context.today()?;
        if let Some(most) = self.list {
            let store = look_or_empty(context)?;
            let steps = steps(&store, usize::from(most))?;
            return match self.json {
                true => write_json(context, &ChangesJson::new(steps)),
                false => list(context, &steps),
            };
        }
        let purpose = Purpose::looking_if(self.dry_run);
        let mut store = open_for(context, purpose)?.ok_or_else(nothing)?;
        if let Some(import) = store.last_import()? {
            if self.dry_run {
                let returned = store.returned_by_undo(import)?;
                let line = import_taken_back("Would take back", &store, &returned)?;
                return Ok(context.out.prose(&line)?);
            }
            let now = context.now();
            let undo = || store.undo_import(import, now);
            let returned = context.during("Taking back", undo)?;
            let line = import_taken_back("Took back", &store, &returned)?;
            return Ok(context.out.prose(&line)?);
        }
        if self.dry_run {
            let change = store.changes(1)?.pop().ok_or_else(nothing)?;
            let line = described(&store, &change)?;
            return Ok(context.out.prose(&format!("Would take back {line}"))?);
        }
        let now = context.now();
        let reversed = context.during("Taking back", || store.undo(now))?;
        let reversed = reversed.ok_or_else(nothing)?;
        let taken = desk::taken_back(&store, reversed)?;
        context.out.prose(&taken_back(&taken))?;
        tell_state(context, &taken, today)
    }
}

fn nothing() -> Failure {
    Failure::failed("there is nothing to take back")
        .hint("`srm undo` takes back answers, changes and imports made on this device.")
}

/// What one undo takes back.
enum Step {
    Import(PastImport, String),
    Change(Change, String),
}

/// What undo takes back, in its order: an import behind all that was done after it.
fn steps(store: &Store, most: usize) -> Result<Vec<Step>, Failure> {
    let mut steps = Vec::new();
    let mut imports = store.imports()?.into_iter().peekable();
    for change in store.changes(most)? {
        let done = change.newest.id.sequence;
        while let Some(import) = imports.next_if(|import| import.sequence >= done) {
            let words = import_in_words(store, &import)?;
            steps.push(Step::Import(import, words));
        }
        let words = described(store, &change)?;
        steps.push(Step::Change(change, words));
    }
    for import in imports.take(most.saturating_sub(steps.len())) {
        let words = import_in_words(store, &import)?;
        steps.push(Step::Import(import, words));
    }
    steps.truncate(most);
    Ok(steps)
}

fn list(context: &mut Context, steps: &[Step]) -> Result<(), Failure> {
    if steps.is_empty() {
        return Ok(context.out.line("There is nothing to take back.")?);
    }
    for (number, step) in (1_usize..).zip(steps) {
        let (Step::Import(_, words) | Step::Change(_, words)) = step;
        context.out.prose(&format!("{number}. {words}"))?;
    }
    Ok(())
}

#[derive(Serialize)]
struct ChangesJson {
    format: &'static str,
    version: u32,
    /// The newest first: what `srm undo` takes back next.
    changes: Vec<ChangeJson>,
}

#[derive(Default, Serialize)]
struct ChangeJson {
    /// `import`, or what the log calls it.
    kind: String,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    card: Option<String>,
    /// How many cards it changed.
    cards: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    documents: Option<Vec<String>>,
}

impl ChangesJson {
    fn new(steps: Vec<Step>) -> ChangesJson {
        let changes = steps.into_iter().map(|step| match step {
            Step::Import(import, text) => ChangeJson {
                kind: "import".to_owned(),
                text,
                cards: import.came.saturating_add(import.changed),
                documents: Some(import.documents),
                ..ChangeJson::default()
            },
            Step::Change(change, text) => {
                let newest = change.newest;
                let card = (newest.card != NO_CARD).then(|| newest.card.to_string());
                let others = u64::try_from(change.others.len()).unwrap_or(u64::MAX);
                ChangeJson {
                    kind: newest.deed.kind().to_owned(),
                    text,
                    at: Some(newest.at.to_rfc3339_utc()),
                    cards: others.saturating_add(u64::from(card.is_some())),
                    card,
                    documents: None,
                }
            }
        });
        ChangesJson {
            format: "srm-changes",
            version: 1,
            changes: changes.collect(),
        }
    }
}

fn import_in_words(store: &Store, import: &PastImport) -> Result<String, Failure> {
    let mut cards = Vec::new();
    if import.came > 0 {
        cards.push(count(import.came, "new card", "new cards"));
    }
    if import.changed > 0 {
        cards.push(count(import.changed, "changed card", "changed cards"));
    }
    let what = format!("the import{}", of(&names(store, &import.documents)?));
    Ok(match cards.is_empty() {
        true => what,
        false => format!("{what}: {}", cards.join(", ")),
    })
}

/// A change in words: `the grade "good" of: FRONT`.
pub(super) fn described(store: &Store, change: &Change) -> Result<String, Failure> {
    let newest = &change.newest;
    let front = desk::front(store, newest.card)?;
    Ok(change_in_words(&newest.deed, &front, change.others.len()))
}

/// Says when the card is asked now, where it was about a card.
pub(super) fn tell_state(
    context: &mut Context,
    taken: &TakenBack,
    today: StudyDay,
) -> Result<(), Failure> {
    let line = match taken.state.due {
        _ if taken.card == NO_CARD => return Ok(()),
        Some(due) => format!("Due {}.", day_from(today, due)),
        None => "It is a new card.".to_owned(),
    };
    Ok(context.out.line(&line)?)
}

/// What bringing an import back did or will do, in one sentence.
pub(super) fn import_brought_back(
    verb: &str,
    store: &Store,
    returned: &Returned,
) -> Result<String, Failure> {
    let documents = names(store, &returned.documents)?;
    if documents.is_empty() && returned.voided > 0 {
        return Ok(format!("{verb} the relinking: both cards are one again."));
    }
    let number = u64::try_from(returned.restored).unwrap_or(u64::MAX);
    let cards = count(number, "card", "cards");
    Ok(format!(
        "{verb} the import{}: {cards} as after it.",
        of(&documents)
    ))
}

/// What taking an import back did or will do, in one sentence.
fn import_taken_back(verb: &str, store: &Store, returned: &Returned) -> Result<String, Failure> {
    let documents = names(store, &returned.documents)?;
    if documents.is_empty() && returned.voided > 0 {
        return Ok(format!("{verb} the relinking: both cards are as before."));
    }
    let cards = |number: usize| count(u64::try_from(number).unwrap_or(u64::MAX), "card", "cards");
    let of = of(&documents);
    Ok(format!(
        "{verb} the import{of}: {} gone again, {} as before.",
        cards(returned.removed),
        cards(returned.restored)
    ))
}

fn names(store: &Store, documents: &[String]) -> Result<Vec<String>, Failure> {
    documents
        .iter()
        .map(|path| document_name(store, path))
        .collect()
}

fn of(documents: &[String]) -> String {
    match documents.is_empty() {
        true => String::new(),
        false => format!(" of {}", documents.join(", ")),
    }
}
