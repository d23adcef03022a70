//! Sections of which nearly everything was written anew: what was recognised tells of the rest.

use super::recognise_tests::{links, table};

#[test]
fn what_is_asked_twice_follows_the_rows_beside_it_into_a_section_written_anew() {
    let before = table(
        "States of a lock",
        &[
            ("open", "the gate stands wide and the chamber is full"),
            ("shut", "nobody is let in while the water falls"),
            ("broken", "call the keeper at the bridge"),
            ("open", "the lower gate stands wide for who leaves"),
        ],
    );
    let after = table(
        "Locks and gates",
        &[
            ("shut", "no ship enters as long as the chamber empties"),
            (
                "open",
                "wide is the gate, since by now the chamber has filled to its rim",
            ),
            ("broken", "phone the keeper, who lives by the bridge"),
            ("open", "who leaves finds the lower one of the gates wide"),
        ],
    );
    let (found, plan) = links(&before, &after);
    assert_eq!(found, [Some(1), Some(0), Some(2), Some(3)], "{plan:?}");
}

#[test]
fn one_row_says_nothing_of_where_its_section_went() {
    let open = |text| {
        table(
            "States",
            &[("open", text), ("open", "and other words for it")],
        )
    };
    let before = format!(
        "{}{}",
        open("the gate stands wide and the chamber is full"),
        table(
            "Ships",
            &[("barge", "carries coal"), ("open", "a ship without a deck")]
        )
    );
    let after = format!(
        "{}{}",
        table(
            "Boats",
            &[("open", "the gate is wide open and the chamber has filled")]
        ),
        table(
            "Ships",
            &[("barge", "carries coal"), ("open", "a ship without a deck")]
        )
    );
    assert_eq!(links(&before, &after).0[1..], [Some(2), Some(3)]);
}

/// A table of questions, and the same questions below it once more.
fn twice(section: &str, rows: &[(&str, &str)], again: &[(&str, &str)]) -> String {
    let rows: String = rows
        .iter()
        .map(|(asked, answer)| format!("| {asked} | {answer} |\n"))
        .collect();
    let again: String = again
        .iter()
        .map(|(asked, answer)| format!("**Q: {asked}**\n{answer}\n\n"))
        .collect();
    format!("# T\n\n## {section}\n\n| Question | Answer |\n|---|---|\n{rows}\n{again}")
}

#[test]
fn a_question_made_short_is_told_by_its_answer_though_it_was_asked_twice() {
    let before = [
        (
            "If the wind comes from the side, what is the course of the ship called?",
            "A beam reach",
        ),
        (
            "If the wind comes from behind, what is the course of the ship called?",
            "A running course",
        ),
        (
            "What is the name of the left side of a ship?",
            "The port side",
        ),
        (
            "What is the name of the right side of a ship?",
            "The starboard side",
        ),
    ];
    let after = [
        ("Wind from the side", "A beam reach"),
        ("Wind from behind", "A running course"),
        ("Name of the left side of a ship?", "The port side"),
        ("Name of the right side of a ship?", "The starboard side"),
    ];
    let same = [Some(0), Some(1), Some(2), Some(3)];
    let (found, plan) = links(
        &twice("Courses", &before, &before),
        &twice("Ways", &after, &[]),
    );
    assert_eq!(found, same, "{plan:?}");
}

#[test]
fn what_two_sections_ask_goes_along_with_one_that_was_split_though_most_of_it_went_elsewhere() {
    let rows = |header: &str, section: &str, rows: &[(&str, &str)]| {
        table(section, rows).replace("| K | V |", header)
    };
    let near = [
        ("`pull`", "brings them here"),
        ("`drop --far`", "deletes what is far away"),
        ("`name`", "calls it otherwise"),
    ];
    let rest = [
        ("`merge`", "joins two of them"),
        ("`switch`", "goes to another one"),
        ("`stash`", "puts it aside"),
    ];
    let far = [
        ("`send`", "sends them there"),
        ("`drop --far`", "deletes what is far away"),
    ];
    let before = format!(
        "{}{}",
        rows("| K | V |", "Boughs", &[&near[..], &rest[..]].concat()),
        rows("| K | V |", "Sharing", &far)
    );
    let header = "| K | What it does |";
    let after = format!(
        "{}{}{}",
        rows(header, "Twigs", &near),
        rows(header, "Further ones", &rest),
        rows(header, "Sharing", &far)
    );
    let (found, plan) = links(&before, &after);
    let all: Vec<Option<usize>> = (0..8).map(Some).collect();
    assert_eq!(found, all, "{plan:?}");
}

#[test]
fn a_reworded_question_stays_in_its_section_though_another_one_asks_in_its_old_words() {
    let part = |name: &str, asked: &str, answer: &str| {
        format!(
            "## {name}\n\nQ: {asked}\nA: {answer}\n\nQ: What is {name} made of?\nA: Of wood.\n\n"
        )
    };
    let asked = "When would you replace the spring of a lock?";
    let answer = "As soon as it no longer holds the gate.";
    let before = part("a gate", asked, answer);
    let after = format!(
        "{}{}",
        part(
            "a gate",
            &asked.replace("When would", "When should"),
            answer
        ),
        part("a clock", asked, "Never, since nobody can get at it.")
    );
    let (found, plan) = links(&before, &after);
    assert_eq!(found, [Some(0), Some(1), None, None], "{plan:?}");
    // What is asked nowhere else went along with it.
    let moved = part("a clock", asked, "Never, since nobody can get at it.");
    assert_eq!(links(&before, &moved).0[0], Some(0));
}

#[test]
fn another_subject_with_another_answer_of_the_same_form_is_another_question() {
    let asked = |part: &str, answer: &str| {
        format!("Q: Name two signs that a {part} wears out.\nA: {answer}\n\n")
    };
    let before = asked("shaft", "the relay lifts it");
    let after = asked("hinge", "the latch lifts it");
    assert_eq!(links(&before, &after).0, [None]);
    let reworded = asked("shaft of it", "the relay raises it");
    assert_eq!(links(&before, &reworded).0, [Some(0)]);
}

#[test]
fn answers_swapped_under_a_heading_that_was_written_anew_swap_no_histories() {
    let text = |heading: &str, first: &str, second: &str| {
        format!(
            "# T\n\n## {heading}\n\nQ: customer gateway patches\nA: {first}\n\nQ: replica gateway gateway\nA: {second}\n"
        )
    };
    let (one, other) = ("instance storage of a gateway", "the customer at night");
    let before = text("Gateways", one, other);
    let after = text("Traffic", other, one);
    assert_eq!(links(&before, &after).0, [Some(0), Some(1)]);
}
