//! Ends and pauses in every state: the terminal is given back, and what was said to be saved is saved.

use std::process::Command;

use expectrl::process::unix::{Signal, WaitStatus};

use super::window::Window;
use super::{CARDS, DESIGN, command, review, sandbox};
use crate::commands::sandbox::Sandbox;

mod panicking;

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
