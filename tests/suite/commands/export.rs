//! `srm export`, and `srm import` of what it writes.

use super::sandbox::Sandbox;

#[test]
fn with_progress_nothing_is_lost_both_ways() {
    let sandbox = Sandbox::with_notes();
    sandbox.run_with(
        &["review"],
        "\n3\n\n1\n:flag\n:bury\n:suspend\n:undo\n:quit\n",
    );
    let ran = sandbox.run(&["export", "--format", "json", "--progress", "-o", "all.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{ran:?}");
    let first = sandbox.read("all.json");

    let other = Sandbox::new();
    other.write("all.json", &first);
    let ran = other.run(&["import", "all.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.out.starts_with("all.json: deck Storage: 4 new, "),
        "{ran:?}"
    );
    assert_eq!(
        other
            .run(&["export", "--progress", "-o", "again.json"])
            .code,
        0
    );
    assert_eq!(other.read("again.json"), first);
    assert_eq!(
        other.json(&["stats", "--json"])["maturity"],
        sandbox.json(&["stats", "--json"])["maturity"]
    );

    let again = other.run(&["import", "all.json"]);
    assert!(
        again
            .out
            .contains("0 new, 0 updated, 0 moved, 0 retired, 4 unchanged."),
        "{again:?}"
    );
    assert!(again.out.contains("0 entries new"), "{again:?}");
}

#[test]
fn a_deck_alone_goes_out_without_what_was_learned() {
    let sandbox = Sandbox::with_notes();
    sandbox.run_with(&["review"], "\n3\n:quit\n");
    let deck = sandbox.json(&["export", "Storage"]);
    assert_eq!(deck["format"], "srm-deck");
    assert_eq!(deck["cards"].as_array().unwrap().len(), 4);
    assert!(
        deck["events"].as_array().is_none_or(Vec::is_empty),
        "{deck}"
    );
}

#[cfg(unix)]
#[test]
fn an_export_is_for_its_owner_only_and_replaces_a_link() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::with_notes();
    sandbox.write("precious", "keep");
    std::os::unix::fs::symlink(sandbox.path("precious"), sandbox.path("out.json")).unwrap();
    assert_eq!(sandbox.run(&["export", "-o", "out.json"]).code, 0);
    assert_eq!(sandbox.read("precious"), "keep");
    let mode = sandbox
        .path("out.json")
        .symlink_metadata()
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}
