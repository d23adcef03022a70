//! What must hold for the program itself, whatever is edited in two documents at once and whatever goes from
//! one to the other: a model knows which card is which, and the database is a real one.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use super::sandbox::Sandbox;
use crate::edited_text::{Edit, Text, any_edit, any_text_from};
use crate::log_properties::tries;

/// What happens between two imports.
#[derive(Clone, Copy, Debug)]
enum Step {
    First(Edit),
    Second(Edit),
    ToSecond(usize),
    ToFirst(usize),
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        any_edit().prop_map(Step::First),
        any_edit().prop_map(Step::Second),
        (0_usize..10).prop_map(Step::ToSecond),
        (0_usize..10).prop_map(Step::ToFirst),
    ]
}

fn write(sandbox: &Sandbox, first: &Text, second: &Text) {
    sandbox.write("first.md", first.written());
    sandbox.write("second.md", second.written());
}

/// All that is known of each card, and of each deck.
fn everything(sandbox: &Sandbox) -> (Value, Value) {
    (
        sandbox.json(&["cards", "--json"]),
        sandbox.json(&["decks", "--json"]),
    )
}

/// The ids of the untouched facts that no other fact has the key of.
fn ids(cards: &Value, texts: [&Text; 2]) -> BTreeMap<usize, String> {
    let cards = cards["cards"].as_array().unwrap();
    let facts = || texts.into_iter().flat_map(Text::facts);
    let mut ids = BTreeMap::new();
    for fact in facts().filter(|fact| !fact.is_touched) {
        if facts().filter(|other| other.key == fact.key).count() == 1 {
            let holds = |card: &&Value| card["front"].as_str().unwrap().contains(&fact.key);
            let card = cards.iter().find(holds).unwrap();
            ids.insert(fact.name, card["id"].as_str().unwrap().to_owned());
        }
    }
    ids
}

fn count(report: &Value, what: &str) -> u64 {
    let files = report["files"].as_array().unwrap().iter();
    files.map(|file| file[what].as_u64().unwrap()).sum()
}

fn changes(report: &Value) -> u64 {
    let fates = ["new", "updated", "moved", "retired", "revived", "in_doubt"];
    fates.iter().map(|fate| count(report, fate)).sum()
}

const IMPORT: [&str; 5] = ["--yes", "import", "--json", "first.md", "second.md"];
const PLAN: [&str; 6] = [
    "--yes",
    "import",
    "--json",
    "--dry-run",
    "first.md",
    "second.md",
];

proptest! {
    #![proptest_config(tries(16))]

    #[test]
    fn edits_of_two_documents_lose_nothing_share_nothing_and_can_be_taken_back(
        first in any_text_from("One", 0),
        second in any_text_from("Two", 300),
        steps in prop::collection::vec(any_step(), 1..7),
    ) {
        let (mut first, mut second) = (first, second);
        let sandbox = Sandbox::new();
        write(&sandbox, &first, &second);
        sandbox.json(&IMPORT);
        let before = everything(&sandbox);
        let known = ids(&before.0, [&first, &second]);
        let answered = known.values().next().unwrap();
        prop_assert_eq!(sandbox.run(&["answer", answered, "good"]).code, 0);
        let before = everything(&sandbox);

        for step in steps {
            match step {
                Step::First(edit) => first.edit(edit),
                Step::Second(edit) => second.edit(edit),
                Step::ToSecond(at) => first.give(at, &mut second),
                Step::ToFirst(at) => second.give(at, &mut first),
            }
        }
        write(&sandbox, &first, &second);
        let plan = sandbox.json(&PLAN);
        prop_assert_eq!(&everything(&sandbox), &before, "a plan changes nothing");
        let report = sandbox.json(&IMPORT);
        prop_assert_eq!(&report["files"], &plan["files"]);
        let after = everything(&sandbox);
        for (name, id) in ids(&after.0, [&first, &second]) {
            if let Some(old) = known.get(&name) {
                prop_assert_eq!(old, &id, "card {} lost its history", name);
            }
        }
        let total = first.facts().chain(second.facts()).count();
        let mut given: Vec<&str> = after.0["cards"].as_array().unwrap().iter().map(|card| card["id"].as_str().unwrap()).collect();
        prop_assert_eq!(given.len(), total);
        given.sort_unstable();
        given.dedup();
        prop_assert_eq!(given.len(), total, "a history was given twice");
        prop_assert_eq!(changes(&sandbox.json(&IMPORT)), 0, "the second time nothing changes");
        prop_assert_eq!(&everything(&sandbox), &after);
        if changes(&report) > 0 {
            let undo = sandbox.run(&["undo"]);
            prop_assert_eq!(undo.code, 0, "{:?}", undo);
            prop_assert_eq!(&everything(&sandbox), &before);
            prop_assert_eq!(sandbox.run(&["rebuild", "--check"]).code, 0);
        }
    }
}
