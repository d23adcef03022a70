//! Makes a large collection, always the same one for the same arguments, for measuring what commands
//! cost at the size of a lifetime.
//!
//! ```text
//! cargo run --release --example collection -- FILE.db [--cards N] [--events N] [--decks N] [--years N]
//! ```
//!
//! The database is written through the library as any import is, so that it is what `srm` itself would
//! have made: every answer leads to the memory that SM-2 gives, every state is the fold of its events.
//! Rows of the log stand in the order of time. The last study day is 2026-03-01; `SRM_NOW` set to
//! `2026-03-01T20:00:00Z` looks at the collection on that evening.
//!
//! What it holds: decks of equal size, nested ten to a parent; nine cards of ten begun (fewer where
//! there are less than five answers for a card), at days spread over the years; answers at most hours
//! of the day, one of ten failing; half a percent of the answers undone, one card of a hundred
//! suspended, one of fifty flagged.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use srm::calendar::{Moment, StudyDay};
use srm::cards::{Answer, Card, CardId, DeckName, Fingerprint, Kind, Prompt};
use srm::exchange::{Beside, CardRecord, Collection, DeckRecord, Source};
use srm::review::{CardState, Deed, DeviceId, Event, EventId, Flag, answer};
use srm::scheduler::{Memory, Quality, Scheduler, Variant, sm2};
use srm::store::{Creation, Store};

/// 2026-03-01, the last study day of every collection.
const LAST_DAY: i64 = 20_513;
const DAY_MS: i64 = 86_400_000;
const DEVICE: DeviceId = DeviceId(0x00c0_ffee_00c0_ffee);
const PASSED: Quality = Quality::ALL[4];
/// Decks that share a parent.
const DECKS_OF_A_PARENT: usize = 10;
/// Cards under one heading.
const CARDS_OF_A_SECTION: usize = 25;

/// What to make.
struct Size {
    path: PathBuf,
    cards: usize,
    events: usize,
    decks: usize,
    years: usize,
}

/// Something that happens to a card; `at_ms` is UTC, and the wall clock of the learner is UTC, too.
struct Happening {
    at_ms: i64,
    card: CardId,
    deed: Deed,
    /// It is taken back a few seconds later.
    is_undone: bool,
}

fn main() -> ExitCode {
    let size = match arguments(std::env::args().skip(1)) {
        Ok(size) => size,
        Err(message) => {
            eprintln!("{message}");
            eprintln!("usage: collection FILE.db [--cards N] [--events N] [--decks N] [--years N]");
            return ExitCode::from(2);
        }
    };
    match make(&size) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", size.path.display());
            ExitCode::FAILURE
        }
    }
}

fn arguments(mut arguments: impl Iterator<Item = String>) -> Result<Size, String> {
    let mut size = Size {
        path: PathBuf::new(),
        cards: 20_000,
        events: 100_000,
        decks: 10,
        years: 10,
    };
    while let Some(argument) = arguments.next() {
        let number = match argument.as_str() {
            "--cards" => &mut size.cards,
            "--events" => &mut size.events,
            "--decks" => &mut size.decks,
            "--years" => &mut size.years,
            _ => {
                size.path = PathBuf::from(argument);
                continue;
            }
        };
        let value = arguments.next().unwrap_or_default().replace('_', "");
        *number = value
            .parse()
            .map_err(|_| format!("{argument} needs a number, not `{value}`"))?;
    }
    if size.path.as_os_str().is_empty() {
        return Err("the database has no name".to_owned());
    }
    if size.cards == 0 || size.decks == 0 || !(1..=100).contains(&size.years) {
        return Err("there is at least one card and one deck, and 1 to 100 years".to_owned());
    }
    if size.path.exists() {
        return Err("the file is there already; a collection is made anew only".to_owned());
    }
    Ok(size)
}

fn make(size: &Size) -> Result<(), Box<dyn Error>> {
    let decks = decks(size)?;
    let ids: Vec<CardId> = decks
        .iter()
        .flat_map(|deck| deck.cards.iter().map(|record| record.id))
        .collect();
    let mut store = Store::open(&size.path, Creation::IfMissing, DEVICE)?;
    let at = moment(LAST_DAY * DAY_MS);
    store.import(&Collection { decks }, at)?;
    println!("{} cards in {} decks", ids.len(), size.decks);
    let events = log(&ids, size);
    println!("{} events over {} years", events.len(), size.years);
    // A deck of its own for the log would be split by card; one record keeps the order of time.
    let log = DeckRecord {
        name: deck_name(0)?,
        source: None,
        cards: Vec::new(),
        events,
        beside: Beside::default(),
    };
    store.import(&Collection { decks: vec![log] }, at)?;
    drop(store);
    print_size(&size.path)
}

fn print_size(path: &Path) -> Result<(), Box<dyn Error>> {
    println!("{} bytes", std::fs::metadata(path)?.len());
    Ok(())
}

/// Where decisions come from: SplitMix64 (Steele, Lea and Flood, 2014), one stream for each card.
struct Chance(u64);

impl Chance {
    fn of(number: usize) -> Chance {
        Chance(number as u64)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }
}

fn decks(size: &Size) -> Result<Vec<DeckRecord>, Box<dyn Error>> {
    let mut decks = Vec::with_capacity(size.decks);
    for deck in 0..size.decks {
        let name = deck_name(deck)?;
        let first = size.cards * deck / size.decks;
        let end = size.cards * (deck + 1) / size.decks;
        let cards = (first..end)
            .map(|number| card(number, number - first, &name))
            .collect();
        decks.push(DeckRecord {
            source: Some(Source {
                path: format!("notes/{deck:04}.md"),
                blake3: blake3::hash(name.as_str().as_bytes()).to_string(),
            }),
            name,
            cards,
            events: Vec::new(),
            beside: Beside::default(),
        });
    }
    Ok(decks)
}

fn deck_name(deck: usize) -> Result<DeckName, Box<dyn Error>> {
    let name = format!("Course {:03}::Part {deck:04}", deck / DECKS_OF_A_PARENT);
    Ok(DeckName::new(&name).ok_or("no deck name")?)
}

/// A question of about the length that people write, with words that a search can look for.
fn card(number: usize, place: usize, deck: &DeckName) -> CardRecord {
    const SUBJECTS: [&str; 8] = [
        "storage", "network", "security", "billing", "database", "compute", "message", "archive",
    ];
    let mut chance = Chance::of(number ^ 0x5eed);
    let mut word = || SUBJECTS[chance.below(SUBJECTS.len() as u64) as usize];
    let front = format!(
        "Which {} service of region {number} keeps the {} of a {} and its {}?",
        word(),
        word(),
        word(),
        word()
    );
    let back = format!(
        "Service {} with a {} in front of the {}, since {} needs it.",
        number % 977,
        word(),
        word(),
        word()
    );
    let card = Card {
        kind: Kind::Question,
        section: [format!("Section {}", place / CARDS_OF_A_SECTION)].into(),
        prompt: Prompt::Text(front.into()),
        answer: Answer::Text(back.into()),
        tags: [].into(),
        line: u32::try_from(place * 4 + 3).unwrap_or(u32::MAX),
    };
    CardRecord {
        id: CardId::born(deck, Fingerprint::of(&card), 0),
        card,
        retired: false,
        sibling: None,
    }
}

/// The whole log in the order of time.
fn log(cards: &[CardId], size: &Size) -> Vec<Event> {
    let begun = (cards.len() * 9 / 10).min(size.events.div_ceil(5)).max(1);
    let mut happenings = Vec::with_capacity(size.events + size.events / 50);
    for number in 0..begun {
        // Begun cards lie spread over all decks; each has its share of the answers.
        let card = cards[number * cards.len() / begun];
        let answers = size.events * (number + 1) / begun - size.events * number / begun;
        live(card, number, answers, size, &mut happenings);
    }
    happenings.sort_by_key(|happening| (happening.at_ms, happening.card));
    events(&happenings)
}

/// An answer of a life, its day counted from the card's first.
struct Answered {
    day: i64,
    quality: Quality,
    duration_ms: u32,
    time_of_day: i64,
    is_undone: bool,
}

/// The life of one card: answers on different study days, each when it is due, or earlier where the
/// years would not hold as many.
fn live(card: CardId, number: usize, answers: usize, size: &Size, log: &mut Vec<Happening>) {
    let mut chance = Chance::of(number);
    let days = size.years as i64 * 365;
    let latest_start = (days - answers as i64).max(1) as u64;
    let start = chance.below(latest_start) as i64;
    let (life, next) = answered(&mut chance, answers, days - start);
    let first_day =
        LAST_DAY - days + 1 + start + catching_up(&mut chance, days - start, &life, next);
    let mut state = CardState::default();
    for given in &life {
        let day = first_day + given.day;
        let study_day = StudyDay::from_number(day);
        let deed = answer(
            &state,
            given.quality,
            study_day,
            given.duration_ms,
            &Scheduler::default(),
        );
        if !given.is_undone {
            state = state.after(&deed, &Scheduler::default());
        }
        log.push(Happening {
            at_ms: day * DAY_MS + given.time_of_day,
            card,
            deed,
            is_undone: given.is_undone,
        });
    }
    mark(&mut chance, card, log);
}

/// The answers, and the day after them on which the next one is due.
fn answered(chance: &mut Chance, answers: usize, days: i64) -> (Vec<Answered>, i64) {
    let mut life = Vec::with_capacity(answers);
    let mut memory = Memory::NEW;
    let (mut day, mut due) = (0, 0);
    for left in (1..=answers as i64).rev() {
        if day >= days {
            break;
        }
        let given = Answered {
            day,
            quality: match quality(chance) {
                // A card that was just failed was answered just now: with one life of ten ending
                // so, the last days would hold nothing but failing answers.
                failed if !failed.is_pass() && left <= 3 && chance.below(10) > 0 => PASSED,
                other => other,
            },
            duration_ms: duration_ms(chance),
            time_of_day: time_of_day(chance),
            is_undone: chance.below(200) == 0,
        };
        if !given.is_undone {
            memory = sm2::review(memory, given.quality, Variant::Paper);
        }
        life.push(given);
        let interval = i64::from(memory.interval.days()).max(1);
        due = day + interval;
        day += interval.min((days - 1 - day) / left).max(1);
    }
    (life, due)
}

/// By how many days a life begins later, so that its next review is still to come: a learner who is
/// up to date. One of forty is left to be overdue.
fn catching_up(chance: &mut Chance, days: i64, life: &[Answered], due: i64) -> i64 {
    let last = life.last().map_or(0, |given| given.day);
    if due >= days && last < days || chance.below(40) == 0 {
        return 0;
    }
    let before_the_end = chance.below((due - last).max(1) as u64) as i64;
    (days - 1 - before_the_end - last).max(0)
}

/// What a learner does to a card beside answering.
fn mark(chance: &mut Chance, card: CardId, log: &mut Vec<Happening>) {
    let mut add = |deed| {
        log.push(Happening {
            at_ms: LAST_DAY * DAY_MS + 19 * 3_600_000,
            card,
            deed,
            is_undone: false,
        });
    };
    if chance.below(100) == 0 {
        add(Deed::Suspend);
    }
    if chance.below(50) == 0 {
        add(Deed::Flag(Flag::FIRST));
    }
}

/// One answer of ten fails, one is hard, two are easy.
fn quality(chance: &mut Chance) -> Quality {
    let number = match chance.below(10) {
        0 => 1,
        1 => 3,
        2..=7 => 4,
        _ => 5,
    };
    Quality::ALL[number]
}

/// 2 to 20 seconds.
fn duration_ms(chance: &mut Chance) -> u32 {
    2000 + chance.below(18_000) as u32
}

/// Milliseconds of a day: between 7:00 and 23:00, most in the evening.
fn time_of_day(chance: &mut Chance) -> i64 {
    let hour = 7 + chance.below(16).max(chance.below(16));
    (hour * 3_600_000 + chance.below(3_600_000)) as i64
}

fn moment(utc_ms: i64) -> Moment {
    Moment {
        utc_ms,
        offset_minutes: 0,
    }
}

/// The happenings as events of one device, each undone one followed by its void.
fn events(happenings: &[Happening]) -> Vec<Event> {
    let mut events = Vec::with_capacity(happenings.len());
    let mut clock = i64::MIN;
    let mut add = |at_ms: i64, card: CardId, deed: Deed| {
        clock = at_ms.max(clock.saturating_add(1));
        let id = EventId {
            device: DEVICE,
            sequence: events.len() as u64 + 1,
        };
        events.push(Event {
            id,
            clock,
            at: moment(at_ms),
            card,
            deed,
        });
        id
    };
    for happening in happenings {
        let target = add(happening.at_ms, happening.card, happening.deed.clone());
        if happening.is_undone {
            add(happening.at_ms, happening.card, Deed::Void(target));
        }
    }
    events
}
