//! `srm review` on a real terminal, which is where questions are asked, in plain lines.

use std::process::Command;
use std::time::Duration;

use assert_cmd::cargo::cargo_bin;
use expectrl::{Eof, Expect, Session};

use super::sandbox::{DAY_1, Sandbox, bytes};

fn start(sandbox: &Sandbox, arguments: &[&str]) -> impl Expect {
    let mut command = Command::new(cargo_bin!("srm"));
    command
        .env_clear()
        .env("TERM", "xterm-256color")
        .env("HOME", sandbox.path("home"))
        .env("SRM_DB", sandbox.path("srm.db"))
        .env("SRM_NOW", DAY_1)
        .env("SRM_PLAIN", "1")
        .args(arguments);
    let mut session = Session::spawn(command).unwrap();
    session.set_expect_timeout(Some(Duration::from_secs(20)));
    session
}

#[test]
fn the_bundled_deck_is_offered_and_reviewed() {
    let sandbox = Sandbox::new();
    let mut terminal = start(&sandbox, &["review"]);
    terminal
        .expect("Start with the deck Shared Responsibility Model (27 cards)?")
        .unwrap();
    terminal.send_line("").unwrap();
    terminal.expect("Card 1 of 20.").unwrap();
    terminal.expect("Press Enter to see the answer.").unwrap();
    terminal.send_line("").unwrap();
    terminal.expect("[3]").unwrap();
    terminal.send_line("4").unwrap();
    terminal.expect("Saved easy.").unwrap();
    terminal.expect("Card 2 of 20.").unwrap();
    terminal.send_line(":quit").unwrap();
    terminal.expect("Stopped. 1 card in").unwrap();
    terminal.expect(Eof).unwrap();
    assert_eq!(sandbox.events().len(), 1);
}

#[test]
fn no_is_no() {
    let sandbox = Sandbox::new();
    let mut terminal = start(&sandbox, &["review"]);
    terminal.expect("Start with the deck").unwrap();
    terminal.send_line("perhaps").unwrap();
    terminal.expect("Type y or n.").unwrap();
    terminal.send_line("n").unwrap();
    terminal.expect("srm import FILE").unwrap();
    terminal.expect(Eof).unwrap();
    assert_eq!(bytes(&sandbox.path("srm.db")), None);
}

#[test]
fn yes_is_taken_from_the_command_line() {
    let sandbox = Sandbox::new();
    let mut terminal = start(&sandbox, &["review", "--yes"]);
    terminal.expect("Card 1 of 20.").unwrap();
    terminal.send_line(":q").unwrap();
    terminal.expect("Stopped.").unwrap();
    terminal.expect(Eof).unwrap();
}
