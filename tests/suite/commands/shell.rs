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
        // PowerShell quotes names that have spaces.
        assert_eq!(
            ran.out.contains(".Replace(\"'\", \"''\")"),
            shell == "powershell"
        );
    }
    assert_eq!(sandbox.run(&["completions", "tcsh"]).code, 2);
}

/// What bash makes of a line up to the cursor, and of the words that it sees in it.
#[cfg(unix)]
fn completed(sandbox: &Sandbox, line: &str, words: &[&str]) -> String {
    let script = sandbox.run(&["completions", "bash"]).out;
    let ask = "COMP_LINE=$1; shift; COMP_POINT=${#COMP_LINE} COMP_TYPE=9 COMP_WORDS=(\"$@\")
        COMP_CWORD=$(($# - 1)); _srm; printf '%s\\n' \"${COMPREPLY[@]}\"";
    let own = sandbox.process(&[]);
    let mut bash = std::process::Command::new("bash");
    bash.env_clear()
        .envs(
            own.get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("PROGRAM", own.get_program())
        .args(["--norc", "-c"])
        .arg(format!("srm() {{ \"$PROGRAM\" \"$@\"; }}\n{script}\n{ask}"))
        .args(["bash", line])
        .args(words);
    let ran = finish(&mut bash.into());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    ran.out
}

#[test]
#[cfg(unix)]
fn bash_gets_names_with_spaces_and_colons_as_one_word() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "notes.md",
        "# Shared Model\n\nQ: What is EFS?\nA: A file system.\n",
    );
    sandbox.write(
        "more.md",
        "---\ndeck: \"A B::C D\"\n---\n\nQ: What is S3?\nA: Objects.\n",
    );
    assert_eq!(sandbox.run(&["import", "notes.md", "more.md"]).code, 0);
    let decks = sandbox.run(&["decks"]).out;
    assert!(
        decks.contains("Shared Model") && decks.contains("A B::C D"),
        "{decks}"
    );
    let is = |line: &str, words: &[&str], expected: &str| {
        assert_eq!(completed(&sandbox, line, words), expected, "{line}");
    };
    is("srm comp", &["srm", "comp"], "compile\ncompletions\n");
    is(
        "srm review Sh",
        &["srm", "review", "Sh"],
        "Shared\\ Model\n",
    );
    is(
        "srm review 'Sh",
        &["srm", "review", "'Sh"],
        "Shared Model\n",
    );
    is(
        r"srm review A\ B::",
        &["srm", "review", r"A\ B", "::"],
        "C\\ D\n",
    );
    is(
        r"srm review A\ B::C",
        &["srm", "review", r"A\ B", "::", "C"],
        "C\\ D\n",
    );
    is(
        "srm review --order=ra",
        &["srm", "review", "--order", "=", "ra"],
        "random\n",
    );
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
