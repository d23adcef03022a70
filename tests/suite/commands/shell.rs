//! Completions and manual pages.

use std::fs;

use super::sandbox::{Sandbox, finish};

/// What the program offers a shell for the last of these words.
fn offered(sandbox: &Sandbox, words: &[&str]) -> String {
    let mut command = sandbox.command(&[&["--", "srm"], words].concat());
    let ran = finish(
        command
            .env("SRM_COMPLETE", "bash")
            .env("_CLAP_COMPLETE_INDEX", words.len().to_string())
            .env("_CLAP_IFS", "\n"),
    );
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    ran.out
}

#[test]
fn a_shell_is_offered_commands_and_decks() {
    let sandbox = Sandbox::with_notes();
    assert_eq!(offered(&sandbox, &["comp"]), "compile\ncompletions");
    assert_eq!(offered(&sandbox, &["review", "St"]), "Storage");
    let empty = Sandbox::new();
    assert_eq!(offered(&empty, &["review", "St"]), "");
    assert!(empty.files().is_empty(), "nothing was made");
}

#[test]
fn every_shell_has_a_script() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let ran = sandbox.run(&["completions", shell]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.out.contains("SRM_COMPLETE"), "{ran:?}");
    }
    assert_eq!(sandbox.run(&["completions", "tcsh"]).code, 2);
}

#[test]
fn every_command_has_a_manual_page() {
    let sandbox = Sandbox::new();
    fs::create_dir(sandbox.path("man")).unwrap();
    let ran = sandbox.run(&["man", "man"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    for page in ["srm.1", "srm-review.1", "srm-config-set.1", "srm-cards.1"] {
        let text = sandbox.read(&format!("man/{page}"));
        assert!(text.contains(".TH srm"), "{page}");
        assert!(text.contains("Examples:"), "{page}");
    }
    assert_eq!(sandbox.run(&["man", "nowhere"]).code, 1);
}
