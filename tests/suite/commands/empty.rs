//! A collection that is not there yet: what there is to say of nothing is said, and no file is made for it.

use super::sandbox::Sandbox;

/// Commands that say what there is. Of nothing there is nothing to say, which is no failure.
#[test]
fn a_report_of_nothing_is_an_empty_report() {
    let sandbox = Sandbox::new();
    for (command, said) in [
        ("due", "Nothing is due."),
        ("stats", "Streak: 0 days."),
        ("decks", "There are no decks."),
        ("cards", "No cards."),
        ("limits", "all decks"),
        ("postpone --dry-run", "Nothing to spread: 0 cards are due"),
        ("rebuild --check", "Every memory is what the log says"),
        ("undo --list", "There is nothing to take back."),
        ("optimize --dry-run", "Too little to fit to: 0 answers"),
        ("evaluate", "There is nothing to score yet"),
        ("restore", "There are no backups"),
    ] {
        let arguments: Vec<&str> = command.split(' ').collect();
        let ran = sandbox.run(&arguments);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{command}: {ran:?}");
        assert!(ran.out.contains(said), "{command}: {ran:?}");
        let json = sandbox.json(&[&arguments[..], &["--json"]].concat());
        assert_eq!(json["version"], 1, "{command}: {json}");
    }
    assert_eq!(sandbox.files(), [] as [&str; 0]);
    // FSRS has no memories to fold, either.
    let mut command = sandbox.command(&["rebuild", "--check"]);
    let ran = super::sandbox::finish(command.env("SRM_SCHEDULER", "fsrs"));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
}

/// Commands that would do something and have nothing to do it to.
#[test]
fn what_has_nothing_to_change_fails_and_says_how_to_begin() {
    let sandbox = Sandbox::new();
    for command in [
        "undo",
        "redo",
        "export",
        "backup",
        "rebuild",
        "postpone",
        "optimize",
        "suspend x",
        "show x",
        "limits --new 5 --today",
    ] {
        let arguments: Vec<&str> = command.split(' ').collect();
        let ran = sandbox.run(&arguments);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{command}: {ran:?}");
        assert!(ran.err.contains("\nhint: "), "{command}: {ran:?}");
    }
    assert_eq!(sandbox.files(), [] as [&str; 0]);
    // Limits for good stand in the settings.
    let ran = sandbox.run(&["limits", "--new", "5"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        sandbox.run(&["limits"]).out.contains("  5     5"),
        "{ran:?}"
    );
}
