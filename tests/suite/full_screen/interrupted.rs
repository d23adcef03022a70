//! Ends and pauses in every state: the terminal is given back, and what was said to be saved is saved.

use std::process::Command;

use expectrl::process::unix::{Signal, WaitStatus};

use super::window::Window;
use super::{CARDS, DESIGN, command, review, sandbox};
use crate::commands::sandbox::Sandbox;

/// States of a session: the keys that lead there, what is seen there, and the answers until then.
const STATES: [(&str, &str, u32); 8] = [
    ("", "Space show the answer", 0),
    (" ", "1 ✗ again", 0),
    (" 3", "0 I do not know", 1),
    (" 31\r", "✗ Wrong", 1),
    (" 32\r\r", "Esc leave the field", 2),
    ("?", "Keys that work now", 0),
    (" s", "> ", 0),
    (" 3q", "leave", 1),
];

/// A session in a state.
fn reach(sandbox: &Sandbox, keys: &str, text: &str) -> Window {
    let mut window = review(sandbox, DESIGN);
    window.see("show the answer");
    window.press(keys);
    window.see(text);
    window
}

fn saved(answers: u32) -> String {
    match answers {
        1 => "interrupted; 1 answer is saved".to_owned(),
        _ => format!("interrupted; {answers} answers are saved"),
    }
}

#[test]
fn ctrl_c_ends_in_every_state() {
    for (keys, text, answers) in STATES {
        let sandbox = sandbox(CARDS);
        let mut window = reach(&sandbox, keys, text);
        window.press("\x03");
        assert_eq!(window.end(), 130, "{keys:?}");
        assert!(window.is_given_back(), "{keys:?}: {}", window.text());
        assert!(
            window.text().contains(&saved(answers)),
            "{keys:?}: {}",
            window.text()
        );
        assert_eq!(sandbox.events().len(), answers as usize, "{keys:?}");
    }
}

#[test]
fn a_second_ctrl_c_gets_out_of_a_program_that_waits_for_another() {
    let sandbox = sandbox(CARDS);
    let mut window = reach(&sandbox, " ", "1 ✗ again");
    let holder = rusqlite::Connection::open(sandbox.path("srm.db")).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    window.press("3");
    window.see("1 ✗ again");
    // The answer waits for its turn. The first gives the terminal back, the second ends it at once;
    // where the first came before the answer was taken, it was enough.
    window.press("\x03");
    window.see_it_given_back();
    window.press("\x03");
    let end = window.end_as();
    assert!(
        matches!(
            end,
            WaitStatus::Signaled(_, Signal::SIGINT, _) | WaitStatus::Exited(_, 130)
        ),
        "{end:?}"
    );
    assert!(window.is_given_back(), "{}", window.text());
    holder.execute_batch("COMMIT").unwrap();
    assert_eq!(sandbox.events().len(), 0);
}

#[test]
fn signals_end_it_in_every_state_and_give_the_terminal_back() {
    let signals = [
        Signal::SIGTERM,
        Signal::SIGHUP,
        Signal::SIGINT,
        Signal::SIGQUIT,
    ];
    for (signal, (keys, text, answers)) in signals
        .iter()
        .flat_map(|signal| STATES.map(|state| (*signal, state)))
    {
        let sandbox = sandbox(CARDS);
        let mut window = reach(&sandbox, keys, text);
        window.signal(signal);
        assert_eq!(window.end(), 130, "{signal} {keys:?}");
        assert!(
            window.is_given_back(),
            "{signal} {keys:?}: {}",
            window.text()
        );
        assert_eq!(
            sandbox.events().len(),
            answers as usize,
            "{signal} {keys:?}"
        );
    }
}

#[test]
fn ctrl_z_pauses_in_every_state_and_fg_goes_on() {
    for (keys, text, answers) in STATES {
        let sandbox = sandbox(CARDS);
        let program = command(&sandbox, &[]).get_program().to_owned();
        let mut shell = Command::new("sh");
        shell.args([
            "-c",
            "set -m; \"$SRM\" review; echo paused; read line; fg; echo ended $?",
        ]);
        let own = command(&sandbox, &[]);
        shell.env_clear().envs(
            own.get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        shell.env("SRM", program).current_dir(sandbox.path(""));
        let mut window = Window::open(shell, DESIGN);
        window.see("show the answer");
        window.press(keys);
        let before = window.see(text);
        window.press("\x1a");
        window.see("paused");
        assert!(window.is_given_back(), "{keys:?}: {}", window.text());
        window.press("\r");
        assert_eq!(window.see(text), before, "{keys:?}");
        window.press("\x03");
        let end = window.see("ended 130");
        assert!(end.contains(&saved(answers)), "{keys:?}: {end}");
        assert_eq!(window.end(), 0);
    }
}

#[test]
fn a_new_size_in_every_state_and_back_shows_what_was_there() {
    for (keys, text, _) in STATES {
        let sandbox = sandbox(CARDS);
        let mut window = reach(&sandbox, keys, text);
        let before = window.text();
        for size in [(40, 12), (120, 40), (30, 8)] {
            window.resize(size);
        }
        window.see("Too small: 40 by 12 at least.");
        window.resize(DESIGN);
        assert_eq!(window.see(text), before, "{keys:?}");
    }
}

#[test]
fn a_program_that_was_stopped_from_outside_draws_its_screen_again() {
    let sandbox = sandbox(CARDS);
    let mut window = reach(&sandbox, " ", "1 ✗ again");
    let before = window.text();
    window.signal(Signal::SIGSTOP);
    window.signal(Signal::SIGCONT);
    window.press("f");
    assert_eq!(window.see("Flagged.").lines().next(), before.lines().next());
}

/// The desk of a program with a mistake in it.
#[test]
fn a_panic_gives_the_terminal_back_before_it_says_anything() {
    const IN_THE_WINDOW: &str = "SRM_TEST_PANIC";
    if std::env::var_os(IN_THE_WINDOW).is_some() {
        panicking::hold();
        return;
    }
    let mut again = Command::new(std::env::current_exe().unwrap());
    let name = "full_screen::interrupted::a_panic_gives_the_terminal_back_before_it_says_anything";
    again
        .args(["--exact", name, "--nocapture"])
        .env(IN_THE_WINDOW, "1")
        .env("RUST_BACKTRACE", "0");
    let mut window = Window::open(again, DESIGN);
    window.see("show the answer");
    window.press(" 3");
    assert_eq!(window.end(), 101);
    assert!(window.is_given_back(), "{}", window.text());
    assert!(
        window.text().contains("a mistake in the program"),
        "{}",
        window.text()
    );
}

mod panicking {
    use std::io;
    use std::sync::Arc;
    use std::time::Duration;

    use srm::cards::{Answer, Card, CardId, DeckName, Kind, Prompt};
    use srm::review::{
        CardState, Deed, Desk, Mode, Queued, Recorded, Session, Sheet, Source, TakenBack, Visible,
    };
    use srm::terminal::colour::Colours;
    use srm::terminal::full::{Keys, hold as hold_full};
    use srm::terminal::manner::Manner;
    use srm::terminal::scale::Scale;
    use srm::terminal::typed_answer::Typing;

    struct Mistake;

    impl Desk for Mistake {
        type Error = io::Error;

        fn card(&mut self, _: CardId) -> io::Result<Option<Sheet>> {
            Ok(Some(Sheet {
                card: Card {
                    kind: Kind::Question,
                    section: Arc::from(Vec::new()),
                    prompt: Prompt::Text("?".into()),
                    answer: Answer::Text("!".into()),
                    tags: Arc::from(Vec::new()),
                    line: 1,
                },
                deck: DeckName::new("A").unwrap(),
                source: None,
                state: CardState::default(),
                scheduler: srm::scheduler::Scheduler::default(),
            }))
        }

        fn record(&mut self, _: CardId, _: Deed) -> io::Result<Recorded> {
            panic!("a mistake in the program");
        }

        fn undo(&mut self) -> io::Result<Option<TakenBack>> {
            Ok(None)
        }

        fn redo(&mut self) -> io::Result<Option<TakenBack>> {
            Ok(None)
        }

        fn elapsed(&self) -> Duration {
            Duration::ZERO
        }

        fn source(&mut self, _: CardId) -> io::Result<Source> {
            Ok(Source::Missing(String::new()))
        }

        fn open_media(&mut self, _: CardId, _: Visible) -> io::Result<String> {
            Ok(String::new())
        }

        fn edit(&mut self, _: CardId) -> io::Result<String> {
            Ok(String::new())
        }

        fn more_new(&mut self) -> io::Result<Vec<Queued>> {
            Ok(Vec::new())
        }
    }

    pub(super) fn hold() {
        let day = "2026-03-01".parse().unwrap();
        let queued = Queued {
            card: CardId::from_bytes([1; 16]),
            state: CardState::default(),
        };
        let mut session = Session::new(day, Mode::Scheduled, vec![queued], Vec::new());
        let manner = Manner {
            scale: Scale::Four,
            seed: 0,
            time_limit: None,
            typing: Typing::Tagged,
            keys: Keys::default(),
        };
        hold_full(&mut session, &mut Mistake, manner, Colours::None).unwrap();
    }
}
