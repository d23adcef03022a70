//! `srm edit`, with a script as the editor.

use std::os::unix::fs::PermissionsExt;

use super::sandbox::Sandbox;

/// A sandbox with notes and an editor that runs these lines; `$1` and `$2` are its arguments.
fn with_editor(lines: &str) -> Sandbox {
    let sandbox = Sandbox::with_notes();
    // It is called as one that takes `+LINE FILE`.
    sandbox.write("nano", format!("#!/bin/sh\n{lines}\n"));
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(sandbox.path("nano"), mode).unwrap();
    sandbox
}

fn edit(sandbox: &Sandbox, card: &str) -> (i32, String, String) {
    let mut command = sandbox.command(&["edit", card]);
    command
        .env_remove("VISUAL")
        .env("EDITOR", sandbox.path("nano"));
    let output = command.output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

#[test]
fn the_editor_opens_at_the_line_and_the_card_keeps_its_id() {
    let sandbox =
        with_editor("echo \"$1\" > line.txt; sed -i 's/objects/objects of any size/' \"$2\"");
    let id = sandbox.card("Services: S3");
    // Since the import a line has come above.
    let notes = sandbox.read("notes.md");
    sandbox.write(
        "notes.md",
        notes.replace("# Storage\n", "# Storage\n\nOne line more.\n"),
    );
    let (code, out, err) = edit(&sandbox, &id[..8]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(
        out.contains("notes.md: deck Storage: 0 new, 1 updated"),
        "{out}"
    );
    assert_eq!(sandbox.read("line.txt"), "+10\n");
    let card = sandbox.json(&["show", &id, "--json"]);
    assert_eq!(card["back"], "objects of any size");
}

#[test]
fn nothing_changed_and_an_editor_that_fails_are_said() {
    let sandbox = with_editor("exit ${EDITOR_EXIT:-0}");
    let id = sandbox.card("Services: S3");
    assert_eq!(
        edit(&sandbox, &id),
        (0, "Nothing changed.\n".into(), String::new())
    );
    let failing = with_editor("sed -i d \"$2\"; exit 1");
    let id = failing.card("Services: S3");
    let (code, _, err) = edit(&failing, &id);
    assert_eq!(code, 1);
    assert!(err.contains("nothing was brought in"), "{err}");
    let mut command = sandbox.command(&["edit", &id]);
    let output = command
        .env_remove("VISUAL")
        .env_remove("EDITOR")
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("no editor is set"));
}
