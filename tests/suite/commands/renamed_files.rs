//! Several files that are renamed, split and edited at once, where their tables share rows.

use std::collections::BTreeMap;

use super::sandbox::Sandbox;

fn table(title: &str, section: &str, rows: &[(&str, &str)]) -> String {
    let rows = rows.iter();
    let rows: String = rows
        .map(|(key, text)| format!("| {key} | {text} |\n"))
        .collect();
    format!("# {title}\n\n## {section}\n\n| Name | Meaning |\n|---|---|\n{rows}")
}

/// The id of each card, by its deck and the front.
fn ids(sandbox: &Sandbox) -> BTreeMap<(String, String), String> {
    let json = sandbox.json(&["cards", "--json"]);
    let text = |card: &serde_json::Value, field: &str| card[field].as_str().unwrap().to_owned();
    let cards = json["cards"].as_array().unwrap().iter();
    let named = cards.map(|card| ((text(card, "deck"), text(card, "front")), text(card, "id")));
    named.collect()
}

fn with_notes() -> Sandbox {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("notes")).unwrap();
    sandbox
}

fn import(sandbox: &Sandbox) -> String {
    let ran = sandbox.run(&["--yes", "import", "notes"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.out
}

#[test]
fn files_that_get_other_numbers_keep_the_rows_that_all_of_them_have() {
    let sandbox = with_notes();
    let label = ("label", "what stands in the legend of the chart");
    let width = ("width", "how wide the border is, in pixels");
    let line = table("Line", "Data", &[label, width, ("steps", "draws stairs")]);
    let radar = table("Radar", "Data", &[label, width, ("fill", "fills the area")]);
    let bar = table(
        "Bar",
        "Data",
        &[label, width, ("skipped", "leaves an edge out")],
    );
    sandbox.write("notes/02-line.md", &line);
    sandbox.write("notes/03-bar.md", &bar);
    sandbox.write("notes/04-radar.md", &radar);
    import(&sandbox);
    let before = ids(&sandbox);
    for gone in ["02-line.md", "03-bar.md", "04-radar.md"] {
        std::fs::remove_file(sandbox.path(&format!("notes/{gone}"))).unwrap();
    }
    sandbox.write("notes/01-radar.md", &radar);
    sandbox.write("notes/05-line.md", &line);
    sandbox.write("notes/06-bar.md", &bar);
    import(&sandbox);
    assert_eq!(ids(&sandbox), before);
}

#[test]
fn sections_that_share_all_their_rows_go_with_their_file() {
    let sandbox = with_notes();
    let shared = "## Options\n\n| Name | Meaning |\n|---|---|\n| tension | bends the line |\n| fill | fills the area |\n";
    let file = |title: &str, own: &str| {
        let own = table(title, "Data", &[(own, "stands in this chart alone")]);
        format!("{own}\n{shared}")
    };
    sandbox.write("notes/02-line.md", file("Line", "steps"));
    sandbox.write("notes/03-radar.md", file("Radar", "angle"));
    import(&sandbox);
    let before = ids(&sandbox);
    std::fs::remove_file(sandbox.path("notes/02-line.md")).unwrap();
    std::fs::remove_file(sandbox.path("notes/03-radar.md")).unwrap();
    sandbox.write("notes/01-radar.md", file("Radar", "angle"));
    sandbox.write("notes/04-line.md", file("Line", "steps"));
    import(&sandbox);
    assert_eq!(ids(&sandbox), before);
}

#[test]
fn a_text_that_went_to_one_file_is_not_taken_by_another_that_asks_the_same() {
    let sandbox = with_notes();
    let of = |title: &str, means: &str| table(title, "Parameters", &[("x", means)]);
    let tested = "the variable whose type is tested";
    sandbox.write("notes/kind.md", of("Type", tested));
    import(&sandbox);
    let before = ids(&sandbox);
    std::fs::remove_file(sandbox.path("notes/kind.md")).unwrap();
    sandbox.write(
        "notes/eigs.md",
        of("Eigenvalues", "a matrix to be made diagonal"),
    );
    sandbox.write("notes/type.md", of("Type", tested));
    import(&sandbox);
    let after = ids(&sandbox);
    assert_eq!(after.len(), 2);
    for (asked, id) in before {
        assert_eq!(after[&asked], id);
    }
}

#[test]
fn what_is_asked_in_another_file_with_another_answer_is_another_card() {
    let sandbox = with_notes();
    let other = ("name", "whether the words are those of a unit");
    sandbox.write(
        "notes/curve.md",
        table("Curve", "Parameters", &[("name", "which curve it is")]),
    );
    sandbox.write(
        "notes/unit.md",
        table("Unit", "Parameters", &[("value", "what is counted")]),
    );
    import(&sandbox);
    let before = ids(&sandbox);
    std::fs::remove_file(sandbox.path("notes/curve.md")).unwrap();
    let rows = [("value", "what is counted"), other];
    sandbox.write("notes/unit.md", table("Unit", "Parameters", &rows));
    let out = import(&sandbox);
    assert!(out.contains("1 new, 0 updated, 0 moved"), "{out}");
    let came = &ids(&sandbox)[&("Unit".to_owned(), "Parameters: name\n\nMeaning?".to_owned())];
    assert!(!before.values().any(|id| id == came));
}
