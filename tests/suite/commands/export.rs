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

#[test]
fn what_has_no_place_for_progress_says_so() {
    let sandbox = Sandbox::with_notes();
    for format in ["md", "anki-text"] {
        let ran = sandbox.run(&["export", "--format", format, "--progress"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
        assert!(
            ran.err
                .contains(&format!("--format {format} has no place for progress"))
        );
    }
}

/// The addresses stay, since with others the cards were others; what leads nowhere is named.
#[test]
fn pictures_that_a_document_elsewhere_does_not_find_are_named() {
    let sandbox = Sandbox::new();
    std::fs::create_dir_all(sandbox.path("notes/img")).unwrap();
    sandbox.write("notes/img/a.png", b"a");
    sandbox.write("notes/b.png", b"b");
    sandbox.write(
        "notes/maps.md",
        "# Maps\n\nQ: Where? ![a](img/a.png)\nA: There ![b](b.png) ![g](gone.png) ![n](https://example.org/n.png)\n",
    );
    sandbox.run(&["import", "notes/maps.md"]);
    let export = |to: &str| sandbox.run(&["export", "--format", "md", "-o", to]).err;
    assert_eq!(export("notes/again.md"), "Wrote 1 document with 1 card.\n");
    assert_eq!(
        export("maps.md"),
        "Wrote 1 document with 1 card.\nwarning: 2 pictures are not in this folder, where the document looks for \
         them: b.png, img/a.png. Copy them from the folder of the old document.\n"
    );
    sandbox.write("b.png", b"b");
    assert!(export("maps.md").contains("1 picture is not in this folder"));
    std::fs::create_dir(sandbox.path("out")).unwrap();
    assert!(export("out").contains("2 pictures are not in out, where"));
    assert_eq!(sandbox.run(&["export", "--format", "md"]).err, "");
}

/// `-o all.apkg` once held JSON, which Anki refuses.
#[test]
fn the_name_of_the_file_says_the_format() {
    let sandbox = Sandbox::new();
    sandbox.write("notes.md", "# Notes\n\nQ: Where?\nA: There\n");
    sandbox.run(&["import", "notes.md"]);
    for (name, begins) in [
        ("all.json", "{"),
        ("all.apkg", "PK"),
        ("ALL.CSV", "prompt,"),
        ("all.tsv", "prompt\t"),
        ("all.txt", "#separator:"),
        ("again.md", "# Notes"),
        ("all", "{"),
    ] {
        let ran = sandbox.run(&["export", "-o", name]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        let bytes = std::fs::read(sandbox.path(name)).unwrap();
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(40)]).into_owned();
        assert!(start.starts_with(begins), "{name}: {start}");
    }
    sandbox.run(&["export", "--format", "csv", "-o", "named.json"]);
    assert!(sandbox.read("named.json").starts_with("prompt,"));
    let mistaken = sandbox.run(&["export", "all of it.apkg"]);
    assert_eq!(mistaken.code, 1);
    assert!(
        mistaken
            .err
            .contains("hint: To write a file: srm export -o 'all of it.apkg'"),
        "{}",
        mistaken.err
    );
}
