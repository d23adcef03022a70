//! A deck from a stranger: whatever it holds, a terminal obeys none of it.

use super::sandbox::{Ran, Sandbox};

/// Escapes of every family: title, clipboard, clear, C1 CSI, DCS, bell, backspace, bidi override and
/// isolate, and one that only Markdown makes out of plain letters.
const PAYLOAD: &str = "x\u{1b}]0;t\u{7}\u{1b}]52;c;eA==\u{7}\u{1b}[2J\u{9b}31m\u{90}q\u{9c}\u{8}\u{7f}\u{202e}y\u{2066}&#27;[2J";

fn is_obeyed(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn check(ran: &Ran) {
    assert!(!ran.out.chars().any(is_obeyed), "{:?}", ran.out);
    assert!(!ran.err.chars().any(is_obeyed), "{:?}", ran.err);
}

#[test]
fn no_output_of_any_command_holds_an_escape() {
    let sandbox = Sandbox::new();
    let document = format!(
        "# Deck {PAYLOAD}\n\n## Part {PAYLOAD}\n\n| Key | Value {PAYLOAD} |\n|---|---|\n| a{PAYLOAD} | \
         b{PAYLOAD} |\n\nQ: question {PAYLOAD}?\nA: answer {PAYLOAD}\n\nQ: unanswered {PAYLOAD}?\n"
    );
    let name = "evil\u{1b}[31m\u{202e}.md";
    sandbox.write(name, document);
    let ran = sandbox.run(&["compile", name]);
    assert_eq!(ran.code, 0, "{ran:?}");
    check(&ran);
    check(&sandbox.run(&["compile", "--json", name]));
    check(&sandbox.run(&["import", "--dry-run", name]));
    check(&sandbox.run(&["import", "--json", "--dry-run", name]));
    check(&sandbox.run(&["import", name]));
    let ran = sandbox.run_with(
        &["review"],
        format!("\n3\n{PAYLOAD}\n\n{PAYLOAD}\n:{PAYLOAD}\n1\n\n\n"),
    );
    assert!(ran.out.contains("Saved good."), "{ran:?}");
    check(&ran);
    for arguments in [
        &[][..],
        &["due"],
        &["due", "--json"],
        &["decks"],
        &["decks", "--json"],
        &["stats"],
        &["stats", "--json"],
        &["undo"],
        &["export"],
        &["export", "--progress"],
        &["review", PAYLOAD],
        &["show", PAYLOAD],
        &["compile", PAYLOAD],
        &["due", "--db", PAYLOAD],
        &[PAYLOAD],
    ] {
        check(&sandbox.run(arguments));
    }
}
