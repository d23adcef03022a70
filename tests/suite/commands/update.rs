//! Documents that changed are brought up to date before a review.

use super::sandbox::{NOTES, Sandbox};

/// Notes with another answer and one more row.
fn edited() -> String {
    NOTES.replace(
        "| EBS | blocks |",
        "| EBS | blocks of a disk |\n| EFS | files |",
    )
}

#[test]
fn a_review_brings_changed_documents_up_to_date_and_says_so() {
    let sandbox = Sandbox::with_notes();
    let before = sandbox.card("Services: EBS");
    sandbox.write("notes.md", edited());
    let ran = sandbox.run_with(&["review"], ":quit\n");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.err
            .contains("notes.md changed: 1 new, 1 updated, 1 answer-changed."),
        "{ran:?}"
    );
    assert_eq!(sandbox.card("Services: EBS"), before);
    let card = sandbox.json(&["show", &before, "--json"]);
    assert_eq!(card["back"], "blocks of a disk");
    let again = sandbox.run_with(&["review"], ":quit\n");
    assert!(!again.err.contains("changed"), "{again:?}");
}

#[test]
fn a_flag_and_a_setting_leave_documents_alone() {
    let sandbox = Sandbox::with_notes();
    let ebs = sandbox.card("Services: EBS");
    sandbox.write("notes.md", edited());
    let ran = sandbox.run_with(&["review", "--no-update"], ":quit\n");
    assert!(!ran.err.contains("changed"), "{ran:?}");
    let mut command = sandbox.command(&["review"]);
    command.env("SRM_UPDATE", "false").write_stdin(":quit\n");
    let output = command.output().unwrap();
    assert!(!String::from_utf8_lossy(&output.stderr).contains("changed"));
    let card = sandbox.json(&["show", &ebs, "--json"]);
    assert_eq!(card["back"], "blocks");
}

#[test]
fn without_a_terminal_a_loss_is_not_taken_and_the_review_goes_on() {
    let sandbox = Sandbox::with_notes();
    sandbox.write("notes.md", "# Storage\n\nMoved away.\n");
    let ran = sandbox.run_with(&["review"], ":quit\n");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.err
            .contains("notes.md has lost 4 of its 4 cards and was left as it was."),
        "{ran:?}"
    );
    assert!(ran.out.starts_with("Today: 4 new.\n"), "{ran:?}");
}

#[test]
fn a_document_that_is_gone_is_named_and_its_cards_stay() {
    let sandbox = Sandbox::with_notes();
    std::fs::remove_file(sandbox.path("notes.md")).unwrap();
    let ran = sandbox.run_with(&["review"], ":quit\n");
    assert!(
        ran.err.contains("notes.md is gone; its cards stay."),
        "{ran:?}"
    );
    assert!(ran.out.starts_with("Today: 4 new.\n"), "{ran:?}");
}

#[test]
fn a_hint_names_the_whole_path_as_one_word() {
    let sandbox = Sandbox::new();
    sandbox.write("my notes.md", NOTES);
    sandbox.run(&["import", "my notes.md"]);
    let typed = format!("'{}'", sandbox.path("my notes.md").to_str().unwrap());
    sandbox.write("my notes.md", "# Storage\n\nMoved away.\n");
    let ran = sandbox.run_with(&["review"], ":quit\n");
    let hint = format!("srm import --yes {typed}");
    assert!(ran.err.replace('\n', " ").contains(&hint), "{ran:?}");
    std::fs::remove_file(sandbox.path("my notes.md")).unwrap();
    let ran = sandbox.run_with(&["review"], ":quit\n");
    let hint = format!("To retire them: srm import {typed}");
    assert!(ran.err.replace('\n', " ").contains(&hint), "{ran:?}");
}

#[test]
fn the_cards_of_a_document_that_is_gone_retire_when_somebody_agrees() {
    let sandbox = Sandbox::with_notes();
    std::fs::remove_file(sandbox.path("notes.md")).unwrap();
    let ran = sandbox.run(&["import", "notes.md"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let said = "error: notes.md is gone, and its 4 cards with it; nothing was changed\n";
    assert!(ran.err.starts_with(said), "{ran:?}");
    assert_eq!(sandbox.run(&["import", "--yes", "notes.md"]).code, 0);
    assert_eq!(sandbox.run(&["cards"]).out, "No cards.\n");
    // There is nothing left to retire, and there is no such file.
    let again = sandbox.run(&["import", "--yes", "notes.md"]);
    assert_eq!(again.code, 1, "{again:?}");
    assert!(again.err.contains("there is no file"), "{again:?}");
    assert_eq!(sandbox.run(&["undo"]).code, 0);
    let cards = sandbox.json(&["cards", "--json"]);
    assert_eq!(cards["cards"].as_array().unwrap().len(), 4);
    assert_eq!(cards["cards"][0]["deck"], "Storage");
}

#[test]
fn what_a_file_without_cards_had_goes_to_where_it_stands_now() {
    let sandbox = Sandbox::with_notes();
    let ebs = sandbox.card("Services: EBS");
    sandbox.write("notes.md", "# Storage\n\nMoved to new.md.\n");
    sandbox.write("new.md", NOTES);
    let folder = sandbox.path("").to_string_lossy().into_owned();
    let ran = sandbox.run(&["import", &folder]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(sandbox.card("Services: EBS"), ebs);
    let decks = sandbox.json(&["decks", "--json"]);
    assert_eq!(decks["decks"][0]["total"], 4, "nothing is there twice");
}

#[test]
fn what_was_taken_back_may_still_go_to_another_file() {
    let sandbox = Sandbox::with_notes();
    let ebs = sandbox.card("Services: EBS");
    sandbox.write("notes.md", "# Storage\n\nMoved to new.md.\n");
    sandbox.write("new.md", NOTES);
    let folder = sandbox.path("").to_string_lossy().into_owned();
    assert_eq!(sandbox.run(&["import", &folder]).code, 0);
    assert_eq!(sandbox.run(&["undo"]).code, 0);
    // A review leaves what was taken back as it is. It must not take the file for the one that the cards are of.
    assert!(
        !sandbox
            .run_with(&["review"], ":quit\n")
            .err
            .contains("changed")
    );
    let ran = sandbox.run(&["import", "new.md"]);
    assert!(ran.out.contains("4 moved"), "{ran:?}");
    assert_eq!(sandbox.card("Services: EBS"), ebs);
}

#[test]
fn the_last_card_of_a_document_retires_when_somebody_agrees() {
    let sandbox = Sandbox::with_notes();
    sandbox.write("notes.md", "# Storage\n\nNothing left.\n");
    let refused = sandbox.run(&["import", "notes.md"]);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(
        refused.err.contains("has lost 4 of its 4 cards"),
        "{refused:?}"
    );
    let ran = sandbox.run(&["import", "--yes", "notes.md"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("4 retired"), "{ran:?}");
}

#[test]
fn a_file_beside_a_document_is_noticed_when_it_comes_changes_and_goes() {
    let sandbox = Sandbox::with_notes();
    let review = || sandbox.run_with(&["review"], ":quit\n").err;
    let tagged = |tag: &str| {
        let json = sandbox.json(&["cards", "--json", &format!("tag:{tag}")]);
        json["cards"].as_array().unwrap().len()
    };
    sandbox.write("notes.md.srm", "tags=exam\n");
    assert!(review().contains("notes.md changed:"));
    assert_eq!(tagged("exam"), 4);
    assert!(!review().contains("changed"));
    sandbox.write("notes.md.srm", "tags=test\n");
    assert!(review().contains("notes.md changed:"));
    assert_eq!((tagged("exam"), tagged("test")), (0, 4));
    std::fs::remove_file(sandbox.path("notes.md.srm")).unwrap();
    assert!(review().contains("notes.md changed:"));
    assert_eq!(tagged("test"), 0);
    assert!(!review().contains("changed"));
}

#[test]
fn a_document_with_the_size_and_time_it_had_is_not_read_again() {
    let sandbox = Sandbox::with_notes();
    let review = || sandbox.run_with(&["review"], ":quit\n").err;
    let file = || {
        std::fs::File::options()
            .write(true)
            .open(sandbox.path("notes.md"))
            .unwrap()
    };
    let time = std::time::UNIX_EPOCH + std::time::Duration::new(1_700_000_000, 7);
    // Another time and the same text: read, found to be the same, and noted.
    file().set_modified(time).unwrap();
    assert!(!review().contains("changed"));
    let edited = NOTES.replace("blocks", "BLOCKS");
    sandbox.write("notes.md", &edited);
    file().set_modified(time).unwrap();
    assert!(!review().contains("changed"), "it was read");
    // Whole seconds are too coarse to be believed.
    file()
        .set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000))
        .unwrap();
    assert!(review().contains("changed"));
}
