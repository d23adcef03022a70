//! Colours by the rules that other programs have: the flag, `NO_COLOR`, `CLICOLOR_FORCE`, the terminal.

use std::process::Command;

use expectrl::{Eof, Expect, Session};

use super::sandbox::{DAY_2, Sandbox};

fn command(sandbox: &Sandbox, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = sandbox.process(arguments);
    command
        .env("SRM_NOW", DAY_2)
        .envs(variables.iter().copied());
    command
}

/// What goes into pipes, both streams.
fn piped(sandbox: &Sandbox, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let output = command(sandbox, arguments, variables).output().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

/// What a terminal gets.
fn on_a_terminal(sandbox: &Sandbox, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let mut session = Session::spawn(command(sandbox, arguments, variables)).unwrap();
    let all = session.expect(Eof).unwrap();
    String::from_utf8_lossy(all.as_bytes()).into_owned()
}

/// The text without its colours, and whether it had any.
fn bare(text: &str) -> (String, bool) {
    let mut parts = text.split("\x1b[");
    let mut bare = parts.next().unwrap_or_default().to_owned();
    let mut had_any = false;
    for part in parts {
        let (code, rest) = part.split_once('m').unwrap();
        assert!(
            code.chars().all(|c| c.is_ascii_digit() || c == ';') && !code.contains("38;"),
            "{text:?}"
        );
        had_any = true;
        bare.push_str(rest);
    }
    (bare, had_any)
}

fn studied() -> Sandbox {
    let sandbox = Sandbox::with_notes();
    sandbox.run_with(&["review"], "\n3\n\n1\n:quit\n");
    sandbox
}

#[test]
fn colours_change_no_word_and_are_the_sixteen() {
    let sandbox = studied();
    sandbox.write("open.md", "# Open\n\nQ: Why?\n");
    for arguments in [
        &[][..],
        &["due"],
        &["decks"],
        &["stats"],
        &["cards"],
        &["doctor"],
        &["compile", "open.md"],
        &["cards", "is:deu"],
        &["bogus"],
        &["--help"],
    ] {
        let plain = piped(&sandbox, arguments, &[]);
        assert!(!plain.contains('\x1b'), "{arguments:?}: {plain:?}");
        let coloured = [&["--color", "always"], arguments].concat();
        let (text, had_any) = bare(&piped(&sandbox, &coloured, &[]));
        assert!(had_any, "{arguments:?}");
        assert_eq!(text, plain, "{arguments:?}");
    }
}

#[test]
fn the_rules_hold_in_their_order() {
    let sandbox = studied();
    let has = |text: String| bare(&text).1;
    let terminal = |arguments: &[&str], variables: &[(&str, &str)]| {
        has(on_a_terminal(&sandbox, arguments, variables))
    };
    let pipe =
        |arguments: &[&str], variables: &[(&str, &str)]| has(piped(&sandbox, arguments, variables));
    let term = ("TERM", "xterm");
    assert!(terminal(&["due"], &[term]));
    assert!(!terminal(&["due"], &[("TERM", "dumb")]));
    assert!(!terminal(&["due"], &[term, ("NO_COLOR", "1")]));
    assert!(terminal(
        &["due", "--color=always"],
        &[term, ("NO_COLOR", "1")]
    ));
    assert!(!terminal(&["due", "--color=never"], &[term]));
    assert!(terminal(&["due"], &[term, ("NO_COLOR", "")]));
    assert!(pipe(&["due"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!pipe(&["due"], &[("CLICOLOR_FORCE", "0")]));
    assert!(!pipe(
        &["due"],
        &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]
    ));
    assert!(!pipe(&["due", "--color", "auto"], &[term]));
    assert!(!pipe(&["due", "--json"], &[("CLICOLOR_FORCE", "1")]));
}
