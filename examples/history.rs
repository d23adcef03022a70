//! Replays the edit history of a document: compiles and reconciles its revisions in order, in
//! memory, and prints how many changed cards kept their id.
//!
//! ```text
//! cargo run --release --example history -- FOLDER [--cards]
//! ```
//!
//! The folder holds the revisions, sorted by name: files, each a revision of one document, or
//! folders, each a revision of several. The files of a revision are reconciled as one text whose
//! outermost heading is the file, so that a card that goes to another file is a card that moved.
//! `--cards` prints every link by similarity and every doubt, to be judged by a reader.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use srm::cards::{Card, CardId, CompiledCard, DeckName, Fingerprint, compile};
use srm::reconcile::{Change, Known, Plan, Reason, reconcile};

/// Lines of a file follow those of the file before it.
const LINES_OF_A_FILE: u32 = 1 << 20;

/// What one revision, or all of them, did.
#[derive(Clone, Copy, Default)]
struct Count {
    cards: usize,
    changed: usize,
    moved: usize,
    new: usize,
    retired: usize,
    revived: usize,
    in_doubt: usize,
    answers: usize,
    /// New cards while others retired: edits that may have lost a history.
    lost_at_most: usize,
}

/// The collection, and when each card was first seen.
#[derive(Default)]
struct Replay {
    known: BTreeMap<CardId, Known>,
    total: Count,
    /// The cards at the end whose history began while something like them may have retired.
    broken: BTreeMap<CardId, ()>,
    /// Wrong by construction: a card whose text did not change and whose id did.
    lost_untouched: usize,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next() else {
        eprintln!("usage: history FOLDER [--cards]");
        return ExitCode::from(2);
    };
    match replay(Path::new(&folder), arguments.next().is_some()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn replay(folder: &Path, shows_cards: bool) -> Result<(), Box<dyn Error>> {
    let mut replay = Replay::default();
    println!("cards changed  kept moved   new retired doubt  revision");
    for revision in sorted(folder)? {
        let cards = compiled(&revision)?;
        let known: Vec<Known> = replay.known.values().cloned().collect();
        let plan = reconcile(&cards, &known);
        if shows_cards {
            print_links(&cards, &plan, &replay);
        }
        let count = replay.apply(&cards, &plan);
        print_count(
            &count,
            &revision.file_name().unwrap_or_default().to_string_lossy(),
        );
    }
    print_count(&replay.total, "all revisions");
    let alive = replay.known.values().filter(|known| !known.retired).count();
    let broken = replay
        .broken
        .keys()
        .filter(|id| replay.known.get(id).is_some_and(|known| !known.retired))
        .count();
    println!(
        "{alive} cards at the end, {} with unbroken history ({:.1} %)",
        alive - broken,
        percent(alive - broken, alive)
    );
    println!(
        "{} answers changed, {} untouched cards with another id",
        replay.total.answers, replay.lost_untouched
    );
    Ok(())
}

impl Replay {
    fn apply(&mut self, cards: &[CompiledCard], plan: &Plan) -> Count {
        let mut count = self.count(plan);
        let before = self.fingerprints();
        let doubted: HashMap<usize, CardId> = plan
            .in_doubt
            .iter()
            .map(|doubt| (doubt.compiled, doubt.known))
            .collect();
        for (at, (card, placement)) in cards.iter().zip(&plan.placements).enumerate() {
            if placement.change == Change::New {
                self.lost_untouched +=
                    usize::from(before.get(&card.fingerprint).is_some_and(|ids| {
                        ids.iter().any(|id| plan.retired.binary_search(id).is_ok())
                    }));
                if doubted.contains_key(&at) {
                    self.broken.insert(placement.id, ());
                }
            }
            self.known
                .insert(placement.id, Known::living(card, placement.id));
        }
        count.lost_at_most = doubted.len();
        for id in &plan.retired {
            if let Some(known) = self.known.get_mut(id) {
                known.retired = true;
            }
        }
        self.total.add(&count);
        self.total.cards = count.cards;
        count
    }

    fn fingerprints(&self) -> HashMap<Fingerprint, Vec<CardId>> {
        let mut ids: HashMap<Fingerprint, Vec<CardId>> = HashMap::new();
        for known in self.known.values().filter(|known| !known.retired) {
            ids.entry(known.fingerprint).or_default().push(known.id);
        }
        ids
    }

    fn count(&self, plan: &Plan) -> Count {
        Count {
            cards: plan.placements.len(),
            changed: plan.count(Change::Reworded),
            moved: plan.count(Change::Moved),
            new: plan.count(Change::New),
            retired: plan.retired.len(),
            revived: plan.count(Change::Revived),
            in_doubt: plan.in_doubt.len(),
            answers: plan
                .placements
                .iter()
                .filter(|placement| placement.answer_changed)
                .count(),
            lost_at_most: 0,
        }
    }
}

impl Count {
    fn add(&mut self, other: &Count) {
        self.changed += other.changed;
        self.moved += other.moved;
        self.new += other.new;
        self.retired += other.retired;
        self.revived += other.revived;
        self.in_doubt += other.in_doubt;
        self.answers += other.answers;
        self.lost_at_most += other.lost_at_most;
    }
}

fn print_count(count: &Count, name: &str) {
    let changed = count.changed + count.lost_at_most;
    println!(
        "{:>5} {:>7} {:>4.0}% {:>5} {:>5} {:>7} {:>5}  {name}",
        count.cards,
        changed,
        percent(count.changed, changed),
        count.moved,
        count.new,
        count.retired,
        count.in_doubt,
    );
}

fn print_links(cards: &[CompiledCard], plan: &Plan, replay: &Replay) {
    let said = |id: &CardId| replay.known.get(id).map_or(String::new(), one_line_known);
    for (card, placement) in cards.iter().zip(&plan.placements) {
        if let Reason::SimilarText(percent) = placement.reason {
            println!(
                "  = {percent} %  {}\n          {}",
                said(&placement.id),
                one_line(&card.card)
            );
        }
    }
    for doubt in &plan.in_doubt {
        let card = cards
            .get(doubt.compiled)
            .map_or(String::new(), |card| one_line(&card.card));
        println!(
            "  ? {} %  {}\n          {card}",
            doubt.score,
            said(&doubt.known)
        );
    }
}

fn one_line(card: &Card) -> String {
    shown(card.prompt.text(), &card.back())
}

fn one_line_known(known: &Known) -> String {
    shown(&known.prompt, &known.back)
}

fn shown(prompt: &str, back: &str) -> String {
    let text = format!("{prompt} -> {back}").replace('\n', " / ");
    text.chars().take(150).collect()
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 100.0;
    }
    let (part, whole) = (
        u32::try_from(part).unwrap_or(u32::MAX),
        u32::try_from(whole).unwrap_or(u32::MAX),
    );
    f64::from(part) * 100.0 / f64::from(whole)
}

/// The cards of a revision, a file or a folder of files.
fn compiled(revision: &Path) -> Result<Vec<CompiledCard>, Box<dyn Error>> {
    let deck = DeckName::new("History").ok_or("no name")?;
    if !revision.is_dir() {
        return Ok(compile(&text(revision)?, &deck).cards);
    }
    let mut cards = Vec::new();
    for (number, path) in (0_u32..).zip(files(revision)?) {
        let file = path.strip_prefix(revision)?.to_string_lossy().into_owned();
        for mut card in compile(&text(&path)?, &deck).cards {
            let headings = card.card.section.iter().cloned();
            card.card.section = std::iter::once(file.clone()).chain(headings).collect();
            card.card.line = card
                .card
                .line
                .saturating_add(number.saturating_mul(LINES_OF_A_FILE));
            cards.push(card);
        }
    }
    Ok(cards)
}

fn text(path: &Path) -> Result<String, Box<dyn Error>> {
    Ok(String::from_utf8_lossy(&std::fs::read(path)?).into_owned())
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if !path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'))
        {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// All files of a folder, those of its folders included, by path.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in sorted(&folder)? {
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
