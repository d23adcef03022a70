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
    assert!(!ran.err.contains("has the same text as"), "{ran:?}");
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

/// Files whose rows nothing tells apart but the title of the file.
fn drugs() -> [(&'static str, String); 4] {
    let of = |title: &str, class: &str| {
        table(
            title,
            "At a glance",
            &[("Class", class), ("Route", "by mouth")],
        )
    };
    [
        ("Aspirin", "analgesic"),
        ("Ibuprofen", "analgesic"),
        ("Losartan", "sartan"),
        ("Valsartan", "sartan"),
    ]
    .map(|(title, class)| (title, of(title, class)))
}

#[test]
fn files_that_change_their_names_with_each_other_take_their_cards_along() {
    let sandbox = with_notes();
    let write = |turn: usize| {
        for (at, (_, text)) in drugs().iter().enumerate() {
            sandbox.write(&format!("notes/{}.md", (at + turn) % 4), text);
        }
    };
    write(0);
    import(&sandbox);
    let before = ids(&sandbox);
    write(3);
    let said = import(&sandbox);
    assert_eq!(ids(&sandbox), before);
    assert_eq!(
        said.matches("0 new, 0 updated, 2 moved, 0 retired").count(),
        4,
        "{said}"
    );
    assert_eq!(sandbox.run(&["undo"]).code, 0);
    assert_eq!(ids(&sandbox), before);
}

#[test]
fn a_file_under_another_name_is_known_by_its_title_or_by_all_of_its_text() {
    let sandbox = with_notes();
    for (title, text) in drugs() {
        sandbox.write(&format!("notes/{title}.md"), &text);
    }
    import(&sandbox);
    let before = ids(&sandbox);
    for (title, text) in drugs() {
        std::fs::remove_file(sandbox.path(&format!("notes/{title}.md"))).unwrap();
        let edited = text.replace("| Route | by mouth |", "| Route | oral |");
        sandbox.write(&format!("notes/new-{title}.md"), &edited);
    }
    import(&sandbox);
    assert_eq!(ids(&sandbox), before);
    // Another text where one of them was, and that one under another name.
    let moved = std::fs::read(sandbox.path("notes/new-Aspirin.md")).unwrap();
    sandbox.write("notes/00.md", String::from_utf8(moved).unwrap());
    let naproxen = drugs()[0].1.replace("Aspirin", "Naproxen");
    sandbox.write("notes/new-Aspirin.md", &naproxen);
    import(&sandbox);
    let mut after = ids(&sandbox);
    let new: Vec<_> = after
        .keys()
        .filter(|(deck, _)| deck == "Naproxen")
        .cloned()
        .collect();
    assert_eq!(new.len(), 2);
    for key in new {
        let id = after.remove(&key).unwrap();
        assert!(!before.values().any(|known| *known == id));
    }
    assert_eq!(after, before);
}
