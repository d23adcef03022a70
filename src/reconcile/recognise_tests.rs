//! Each step of recognising, by hand.

use super::{Change, Known, Plan, Reason, reconcile};
use crate::cards::{CardId, CompiledCard, DeckName, compile};

pub(super) fn cards(text: &str) -> Vec<CompiledCard> {
    compile(text, &DeckName::new("Notes").unwrap()).cards
}

pub(super) fn known(text: &str) -> Vec<Known> {
    let cards = cards(text);
    cards
        .iter()
        .map(|card| Known::living(card, card.id))
        .collect()
}

pub(super) fn table(section: &str, rows: &[(&str, &str)]) -> String {
    let rows: String = rows
        .iter()
        .map(|(key, value)| format!("| {key} | {value} |\n"))
        .collect();
    format!("# T\n\n## {section}\n\n| K | V |\n|---|---|\n{rows}\n")
}

/// Which known card, by number, each compiled card became.
pub(super) fn links(before: &str, after: &str) -> (Vec<Option<usize>>, Plan) {
    let known = known(before);
    let plan = reconcile(&cards(after), &known);
    let place = |id: CardId| known.iter().position(|known| known.id == id);
    (
        plan.placements
            .iter()
            .map(|placement| place(placement.id))
            .collect(),
        plan,
    )
}

fn reasons(plan: &Plan) -> Vec<Reason> {
    plan.placements
        .iter()
        .map(|placement| placement.reason)
        .collect()
}

#[test]
fn a_swap_of_two_answers_swaps_no_histories() {
    let before = table(
        "One",
        &[
            ("replicas", "the customer adds them"),
            ("snapshots", "kept for a day"),
        ],
    );
    let after = table(
        "One",
        &[
            ("replicas", "kept for a day"),
            ("snapshots", "the customer adds them"),
        ],
    );
    let (links, plan) = links(&before, &after);
    assert_eq!(links, [Some(0), Some(1)]);
    assert!(
        plan.placements
            .iter()
            .all(|placement| placement.answer_changed)
    );
}

#[test]
fn answers_of_the_same_key_swapped_between_sections_swap_no_histories() {
    let text = |one: &str, two: &str| {
        format!(
            "{}{}",
            table("One", &[("limits", one), ("price", "low")]),
            table("Two", &[("limits", two), ("price", "high")])
        )
    };
    let (links, plan) = links(
        &text("five a day", "none at all"),
        &text("none at all", "five a day"),
    );
    assert_eq!(links, [Some(0), Some(1), Some(2), Some(3)]);
    assert_eq!(reasons(&plan)[0], Reason::SamePrompt);
}

#[test]
fn sections_that_change_names_with_each_other_take_their_cards_along() {
    let text = |one: &str, two: &str| {
        format!(
            "{}{}",
            table(one, &[("limits", "five"), ("price", "low")]),
            table(two, &[("limits", "none"), ("price", "high")])
        )
    };
    let (links, plan) = links(&text("One", "Two"), &text("Two", "One"));
    assert_eq!(links, [Some(0), Some(1), Some(2), Some(3)]);
    assert_eq!(plan.count(Change::Moved), 4);
}

#[test]
fn equal_texts_follow_the_section_they_stood_in() {
    let text = |one: &str, two: &str| {
        format!(
            "{}{}",
            table(one, &[("limits", "five"), ("price", "low")]),
            table(two, &[("limits", "five"), ("colour", "red")])
        )
    };
    let swapped = format!(
        "{}{}",
        table("Zwei", &[("limits", "five"), ("colour", "red")]),
        table("Eins", &[("limits", "five"), ("price", "low")])
    );
    let (links, _) = links(&text("One", "Two"), &swapped);
    assert_eq!(links, [Some(2), Some(3), Some(0), Some(1)]);
}

#[test]
fn a_renamed_section_keeps_a_reworded_card_whose_key_stands_elsewhere_too() {
    let text = |two: &str, limits: &str| {
        format!(
            "{}{}",
            table("One", &[("limits", "five"), ("price", "low")]),
            table(two, &[("limits", limits), ("price", "high")])
        )
    };
    let (links, plan) = links(&text("Two", "none"), &text("Second", "unknown so far"));
    assert_eq!(links, [Some(0), Some(1), Some(2), Some(3)]);
    assert_eq!(reasons(&plan)[2], Reason::SamePrompt);
}

#[test]
fn equal_prompts_of_a_section_are_told_apart_by_their_backs() {
    let before = table(
        "One",
        &[
            ("port", "80 carries the web"),
            ("port", "22 carries the shell"),
        ],
    );
    let after = table(
        "One",
        &[
            ("port", "22 carries the secure shell"),
            ("port", "80 carries the plain web"),
        ],
    );
    assert_eq!(links(&before, &after).0, [Some(1), Some(0)]);
}

#[test]
fn a_prompt_that_is_unique_is_found_in_another_section() {
    let before = format!(
        "{}{}",
        table("One", &[("limits", "five")]),
        table("Two", &[("price", "low")])
    );
    let after = format!(
        "{}{}",
        table("One", &[("colour", "red")]),
        table("Two", &[("price", "low"), ("limits", "six at most")])
    );
    let (links, plan) = links(&before, &after);
    assert_eq!(links, [None, Some(1), Some(0)]);
    assert_eq!(reasons(&plan)[2], Reason::SamePrompt);
}

#[test]
fn an_edit_taken_back_after_a_while_finds_its_card() {
    let mut known = known(&table("One", &[("limits", "five a day")]));
    let id = known[0].id;
    let today = cards(&table(
        "One",
        &[("bounds of all requests", "whatever was agreed on")],
    ));
    known[0].fingerprint = today[0].fingerprint;
    known[0].prompt = "bounds of all requests".to_owned();
    known[0].back = "whatever was agreed on".to_owned();
    let plan = reconcile(&cards(&table("One", &[("limits", "five a day")])), &known);
    assert_eq!(plan.placements[0].id, id);
}

#[test]
fn a_reworded_question_is_carried_with_its_score() {
    let before = "Q: Who patches the guest operating system of an EC2 instance?\nA: The customer does, on every instance.\n";
    let after = "Q: Who has to patch the guest operating system on an EC2 instance?\nA: The customer does, on every instance of theirs.\n";
    let (links, plan) = links(before, after);
    assert_eq!(links, [Some(0)]);
    assert!(matches!(reasons(&plan)[..], [Reason::SimilarText(70..)]));
    assert!(!plan.placements[0].answer_changed);
}

#[test]
fn a_key_that_got_another_name_keeps_its_row() {
    let before = table(
        "One",
        &[
            (
                "Elastic Compute Cloud",
                "rents out virtual machines by the second",
            ),
            ("S3", "stores objects"),
        ],
    );
    let after = table(
        "One",
        &[
            ("EC2", "rents out virtual machines by the second"),
            ("S3", "stores objects"),
        ],
    );
    assert_eq!(links(&before, &after).0, [Some(0), Some(1)]);
}

#[test]
fn what_stays_in_its_section_is_found_there_though_most_cards_left() {
    let one = |rows: &[(&str, &str)]| table("One", rows);
    let before = one(&[("limits", "five"), ("price", "low"), ("size", "small")]);
    let after = format!(
        "{}{}",
        table(
            "Two",
            &[("limits", "none"), ("price", "low"), ("size", "small")]
        ),
        one(&[("limits", "five or six")]).trim_start_matches("# T\n")
    );
    assert_eq!(links(&before, &after).0, [None, Some(1), Some(2), Some(0)]);
}

#[test]
fn keys_that_lost_the_same_words_are_renamed_together() {
    let before = table(
        "Rules",
        &[
            ("`house/await-query`", "Waits for queries."),
            ("`house/no-container`", "Forbids the container."),
            ("`house/prefer-screen`", "Asks for the screen."),
            ("`other/no-node`", "Forbids nodes."),
        ],
    );
    let after = table(
        "Rules",
        &[
            (
                "`prefer-screen`",
                "Screens are better than queries, says the house.",
            ),
            (
                "`await-query`",
                "Every query of the page has to be waited for.",
            ),
            ("`no-container`", "No container is to be touched."),
            ("`no-render`", "Renders nothing twice."),
        ],
    );
    // And back to the longer keys.
    assert_eq!(links(&before, &after).0, [Some(2), Some(0), Some(1), None]);
    assert_eq!(links(&after, &before).0, [Some(1), Some(2), Some(0), None]);
}

#[test]
fn a_word_more_in_the_name_before_every_key_is_a_renaming_and_another_name_is_none() {
    let rules = |name: &str, backs: [&str; 3]| {
        let keys = ["indent", "array-type", "ban-types"].map(|rule| format!("`{name}/{rule}`"));
        let rows: Vec<_> = keys.iter().map(String::as_str).zip(backs).collect();
        table("Rules", &rows)
    };
    let before = rules("typescript", ["Some.", "More.", "Most of all."]);
    let others = ["Quite another.", "Not that.", "Nothing of it."];
    let more = rules("@typescript-eslint", others);
    assert_eq!(links(&before, &more).0, [Some(0), Some(1), Some(2)]);
    let another = rules("python", others);
    assert_eq!(links(&before, &another).0, [None, None, None]);
    // Unless it says what the other said, and takes the place of all of them.
    let said = [
        "Aligns what is nested.",
        "Wants one form of arrays.",
        "Forbids types.",
    ];
    let before = rules("typescript", said);
    let alike = [
        "Aligns all that is nested.",
        "Wants the one form of arrays.",
        "Forbids some types.",
    ];
    let after = rules("python", alike);
    assert_eq!(links(&before, &after).0, [Some(0), Some(1), Some(2)]);
    let with =
        |rows: &str, other: &str| format!("{}\n| `{other}/semi` | Ends. |\n", rows.trim_end());
    let one_stayed = with(&after, "typescript");
    assert_eq!(links(&before, &one_stayed).0, [None; 4]);
    let one_stood = with(&before, "python");
    assert_eq!(links(&one_stood, &after).0, [None; 3]);
}

#[test]
fn keys_of_the_same_words_are_told_apart_by_the_signs_before_them() {
    let signs = ["?", "+", "@", "!"];
    let globs = |key: &str, backs: [&str; 4]| {
        let keys = signs.map(|sign| format!("`{sign}({key})`"));
        let rows: Vec<_> = keys.iter().map(String::as_str).zip(backs).collect();
        table("Globs", &rows)
    };
    let before = globs(
        "pattern-list",
        [
            "zero or one of the patterns",
            "one or more",
            "just one",
            "anything else",
        ],
    );
    let after = globs(
        "pattern",
        [
            "`(pattern)?`: matches it or nothing",
            "again and again",
            "only it",
            "what is left",
        ],
    );
    let found = [Some(0), Some(1), Some(2), Some(3)];
    assert_eq!(links(&before, &after).0, found);
    assert_eq!(links(&after, &before).0, found);
}

#[test]
fn what_stands_alone_in_the_place_of_another_may_be_that() {
    let rows = |key, back| {
        let rows = [
            ("Storage", "S3 keeps objects"),
            (key, back),
            ("Names", "Route 53"),
        ];
        table("Services", &rows)
    };
    let before = rows("Who keeps the guest system up to date?", "the customer");
    let anew = rows("Patching", "the customer, and nobody else");
    let (found, plan) = links(&before, &anew);
    assert_eq!(
        (found, plan.in_doubt.len()),
        (vec![Some(0), None, Some(2)], 1)
    );
    assert_eq!(
        (plan.in_doubt[0].compiled, plan.in_doubt[0].known),
        (1, known(&before)[1].id)
    );
    // Another one instead, and one more beside it.
    let other = rows("Zebra", "an animal in stripes");
    assert_eq!(links(&before, &other).1.in_doubt, []);
    let more = anew.replace("| Names", "| Zebra | stripes |\n| Names");
    assert_eq!(links(&before, &more).1.in_doubt, []);
}

#[test]
fn two_keys_that_lost_the_same_word_may_be_others() {
    let before = table(
        "Rules",
        &[("`house/a-rule`", "Some."), ("`house/b-rule`", "More.")],
    );
    let after = table(
        "Rules",
        &[("`a-rule`", "Quite another."), ("`b-rule`", "Not that.")],
    );
    assert_eq!(links(&before, &after).0, [None, None]);
}
