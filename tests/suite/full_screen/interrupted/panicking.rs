//! A mistake in the program, in every state: the terminal is given back before anything is said about it.
//! The test runs itself in a window, with a desk that panics where and when a file tells it to.

use std::io;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use srm::cards::{Answer, Card, CardId, Choice, ChoiceOrder, Choices, DeckName, Kind, Prompt};
use srm::review::{
    CardState, Deed, Desk, Excerpt, Mode, Queued, Recorded, Reversible, Session, Sheet, Source,
    TakenBack, Visible,
};
use srm::terminal::colour::Colours;
use srm::terminal::full::{Keys, hold};
use srm::terminal::manner::Manner;
use srm::terminal::scale::Scale;
use srm::terminal::typed_answer::Typing;

use super::super::DESIGN;
use super::super::window::Window;
use super::STATES;

/// Names the file that says where to panic.
const MISTAKE: &str = "SRM_TEST_PANIC";

/// A window with a session in it, and the file that breaks it.
struct Room {
    window: Window,
    file: PathBuf,
    _folder: tempfile::TempDir,
}

/// A session in a state; the name of the test is the one that runs in the window.
fn reach(test: &str, keys: &str, text: &str) -> Room {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mistake");
    let mut again = Command::new(std::env::current_exe().unwrap());
    let name = format!("full_screen::interrupted::panicking::{test}");
    again
        .args(["--exact", &name, "--nocapture"])
        .env(MISTAKE, &file)
        .env("RUST_BACKTRACE", "0");
    let mut window = Window::open(again, DESIGN);
    window.see("show the answer");
    window.press(keys);
    window.see(text);
    Room {
        window,
        file,
        _folder: folder,
    }
}

impl Room {
    /// Breaks the program there, and presses a key.
    fn break_at(mut self, place: &str, key: &str, state: &str) {
        std::fs::write(&self.file, place).unwrap();
        self.window.press(key);
        let window = &mut self.window;
        assert_eq!(window.end(), 101, "{state:?}");
        assert!(window.is_given_back(), "{state:?}: {}", window.text());
        let said = format!("a mistake at {place}");
        assert!(
            window.text().contains(&said),
            "{state:?}: {}",
            window.text()
        );
    }
}

#[test]
fn a_panic_gives_the_terminal_back_in_every_state() {
    if std::env::var_os(MISTAKE).is_some() {
        return hold_a_session();
    }
    for (keys, text, _) in STATES {
        let room = reach("a_panic_gives_the_terminal_back_in_every_state", keys, text);
        // The time is asked for at every picture, and every key makes one.
        room.break_at("elapsed", "x", keys);
    }
}

#[test]
fn a_panic_in_a_deed_gives_the_terminal_back() {
    if std::env::var_os(MISTAKE).is_some() {
        return hold_a_session();
    }
    for (place, key) in [
        ("record", "3"),
        ("undo", "u"),
        ("source", "s"),
        ("open_media", "o"),
        ("edit", "e"),
    ] {
        let room = reach(
            "a_panic_in_a_deed_gives_the_terminal_back",
            " ",
            "1 ✗ again",
        );
        room.break_at(place, key, place);
    }
}

/// The cards that the keys of [`STATES`] are for: an open question, a choice, a typed answer.
fn cards() -> Vec<(CardId, Card)> {
    let card = |prompt: &str, answer, tags: &[&str]| Card {
        kind: Kind::Question,
        section: Arc::from(Vec::new()),
        prompt: Prompt::Text(prompt.into()),
        answer,
        tags: Arc::from(tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>()),
        line: 1,
    };
    let option = |text: &str, correct| Choice {
        text: text.into(),
        correct,
    };
    let choices = Choices {
        choices: vec![option("EBS", false), option("EFS", true)],
        explanation: None,
        order: ChoiceOrder::Pinned,
    };
    let cards = vec![
        card("What is EFS?", Answer::Text("A file system.".into()), &[]),
        card("Which?", Answer::Choices(Box::new(choices)), &[]),
        card("Which one?", Answer::Text("EBS".into()), &["typed"]),
    ];
    let ids = (1..).map(|number| CardId::from_bytes([number; 16]));
    ids.zip(cards).collect()
}

/// A desk that panics where the file says.
struct Mistake {
    cards: Vec<(CardId, Card)>,
    file: PathBuf,
}

impl Mistake {
    fn at(&self, place: &str) {
        let told = std::fs::read_to_string(&self.file).unwrap_or_default();
        assert!(told != place, "a mistake at {place}");
    }
}

impl Desk for Mistake {
    type Error = io::Error;

    fn card(&mut self, id: CardId) -> io::Result<Option<Sheet>> {
        let card = self.cards.iter().find(|(known, _)| *known == id);
        Ok(card.map(|(_, card)| Sheet {
            card: card.clone(),
            deck: DeckName::new("A").unwrap(),
            source: Some("notes.md".into()),
            state: CardState::default(),
            scheduler: srm::scheduler::Scheduler::default(),
        }))
    }

    fn record(&mut self, _: CardId, _: Deed) -> io::Result<Recorded> {
        self.at("record");
        Ok(Recorded::Saved(CardState::default()))
    }

    fn undo(&mut self) -> io::Result<Option<TakenBack>> {
        self.at("undo");
        Ok(None)
    }

    fn redo(&mut self) -> io::Result<Option<TakenBack>> {
        Ok(None)
    }

    fn reversible(&mut self) -> io::Result<Reversible> {
        Ok(Reversible {
            undo: false,
            redo: false,
        })
    }

    fn elapsed(&self) -> Duration {
        self.at("elapsed");
        Duration::ZERO
    }

    fn source(&mut self, _: CardId) -> io::Result<Source> {
        self.at("source");
        Ok(Source::Lines(Excerpt {
            document: "notes.md".into(),
            first: 1,
            lines: vec!["Q: What is EFS?".into(); 20],
            card: 1,
        }))
    }

    fn open_media(&mut self, _: CardId, _: Visible) -> io::Result<String> {
        self.at("open_media");
        Ok(String::new())
    }

    fn edit(&mut self, _: CardId) -> io::Result<String> {
        self.at("edit");
        Ok(String::new())
    }

    fn more_new(&mut self) -> io::Result<Vec<Queued>> {
        Ok(Vec::new())
    }
}

fn hold_a_session() {
    let file = PathBuf::from(std::env::var_os(MISTAKE).unwrap());
    let day = "2026-03-01".parse().unwrap();
    let cards = cards();
    let queue = cards.iter().map(|(card, _)| Queued {
        card: *card,
        state: CardState::default(),
    });
    let mut session = Session::new(day, Mode::Scheduled, queue.collect(), Vec::new());
    let manner = Manner {
        scale: Scale::Four,
        seed: 0,
        time_limit: None,
        typing: Typing::Tagged,
        keys: Keys::default(),
    };
    let mut desk = Mistake { cards, file };
    srm::end_at_a_mistake();
    hold(&mut session, &mut desk, manner, Colours::None).unwrap();
}
