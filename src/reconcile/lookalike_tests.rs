//! Cards that look alike: what must not be recognised, and what must be all the same.

use super::recognise_tests::{cards, known, links, table};
use super::{Change, Doubt, reconcile};

#[test]
fn a_back_that_others_have_too_vouches_for_no_key() {
    let before = table(
        "One",
        &[
            ("Disk wiping", "AWS is responsible"),
            ("Cooling", "AWS is responsible"),
        ],
    );
    let after = table(
        "One",
        &[
            ("Fibre between zones", "AWS is responsible"),
            ("Cooling", "AWS is responsible"),
        ],
    );
    assert_eq!(links(&before, &after).0, [None, Some(1)]);
}

#[test]
fn facts_that_look_alike_under_other_keys_are_others() {
    let before = table("One", &[("Aurora", "Max 15 replicas")]);
    let after = table("One", &[("RDS for MySQL", "Max 5 replicas")]);
    let (links, plan) = links(&before, &after);
    assert_eq!(links, [None]);
    assert_eq!(plan.retired.len(), 1);
}

#[test]
fn another_number_in_the_same_words_is_at_most_a_doubt() {
    let before = "Q: What does HTTP status 404 tell a client?\nA: The resource was not found.\n";
    let after = "Q: What does HTTP status 403 tell a client?\nA: The access is forbidden.\n";
    assert_eq!(links(before, after).0, [None]);
}

#[test]
fn a_question_without_answer_about_another_subject_is_a_doubt() {
    let (links, plan) = links(
        "Q1. What is the purpose of IAM?\n",
        "Q1. What is the purpose of KMS?\n",
    );
    assert_eq!(links, [None]);
    assert!(matches!(
        plan.in_doubt[..],
        [Doubt {
            compiled: 0,
            score: 60..70,
            ..
        }]
    ));
}

#[test]
fn a_new_row_that_resembles_one_that_stays_is_new() {
    let old = ("Security group of an instance", "stateful, allows only");
    let before = table("One", &[old]);
    let after = table(
        "One",
        &[
            ("Security groups of an instance", "stateful, allows only"),
            old,
        ],
    );
    let (links, plan) = links(&before, &after);
    assert_eq!(links, [None, Some(0)]);
    assert_eq!((plan.retired, plan.in_doubt), (vec![], vec![]));
}

#[test]
fn one_sure_link_is_not_given_up_for_two_weak_ones() {
    let before = table(
        "One",
        &[(
            "alpha beta gamma delta",
            "the customer encrypts all volumes at rest",
        )],
    );
    let after = table(
        "One",
        &[
            (
                "alpha beta gamma delto",
                "the customer encrypts all volumes at rest",
            ),
            (
                "alpha beta gamma other",
                "the customer encrypts all the objects",
            ),
        ],
    );
    assert_eq!(links(&before, &after).0, [Some(0), None]);
}

#[test]
fn what_resembles_a_retired_card_only_somewhat_is_a_doubt() {
    let mut old = known(&table(
        "One",
        &[("Security group rules", "stateful, and they only allow")],
    ));
    old[0].retired = true;
    let after = cards(&table(
        "One",
        &[(
            "Security group rule set",
            "stateful and allowing, never denying",
        )],
    ));
    let plan = reconcile(&after, &old);
    assert_eq!(plan.placements[0].change, Change::New);
    assert_eq!(plan.in_doubt.len(), 1);
}

#[test]
fn commands_that_differ_in_one_letter_or_its_case_are_others() {
    let before = table(
        "One",
        &[
            ("`c`", "change what follows"),
            ("`{n}k`", "go up that many lines"),
        ],
    );
    let after = table(
        "One",
        &[
            ("`C`", "delete to the end"),
            ("`{n}j`", "go down that many lines"),
        ],
    );
    assert_eq!(links(&before, &after).0, [None, None]);
    let swapped = table(
        "One",
        &[
            ("`C`", "delete to the end"),
            ("`c`", "change the object that follows"),
        ],
    );
    assert_eq!(links(&before, &swapped).0, [None, Some(0)]);
}

#[test]
fn signs_that_differ_in_the_case_of_a_letter_are_each_known_by_it() {
    let before = table(
        "One",
        &[("`-v`", "says more"), ("`-V`", "shows which version")],
    );
    let other = [
        ("`-v`", "prints each file"),
        ("`-V`", "the number of this build"),
    ];
    assert_eq!(links(&before, &table("One", &other)).0, [Some(0), Some(1)]);
    let turned = [other[1], other[0]];
    assert_eq!(links(&before, &table("One", &turned)).0, [Some(1), Some(0)]);
    // What is asked twice to the letter is told by nothing.
    let twice = [other[0], ("`-v`", "the number of this build")];
    assert_eq!(links(&before, &table("One", &twice)).0, [None, None]);
}

#[test]
fn a_short_back_that_many_share_carries_a_typo_and_no_synonym() {
    let before = table("One", &[("Message Buffer", "SQS"), ("AMl", "image")]);
    let after = table("One", &[("Queue Messages", "SQS"), ("AMI", "image")]);
    assert_eq!(links(&before, &after).0, [None, Some(1)]);
}

#[test]
fn a_row_whose_key_and_answer_say_more_is_the_same() {
    let rows = |key, back| table("One", &[(key, back), ("Cooling", "AWS is responsible")]);
    let before = rows("Queue", "SQS keeps messages");
    for (key, back) in [
        (
            "Queue (reliable)",
            "SQS keeps messages, for up to two weeks",
        ),
        ("A standard queue", "SQS keeps mesages"),
    ] {
        assert_eq!(
            links(&before, &rows(key, back)).0,
            [Some(0), Some(1)],
            "{key}"
        );
    }
    // The answer is another one.
    let other = rows("Queue (fifo)", "Never delivers anything twice");
    assert_eq!(links(&before, &other).0, [None, Some(1)]);
}

#[test]
fn a_question_is_known_by_its_first_line_when_what_is_under_it_changes() {
    let asked = |under: &str| {
        format!(
            "# T\n\nQ: Which statement about scheduled pipelines is true?\n{under}\n\nQ: Who pays?\nA: you\n"
        )
    };
    let open = asked("A: They run on the default branch.");
    let before = cards(&open);
    let (found, _) = links(&open, &asked("\n- a note\n- more\n\nA: Only one of them."));
    assert_eq!(found[..1], [Some(0)], "{before:?}");
}

#[test]
fn a_question_that_got_another_line_is_known_where_the_headings_went_too() {
    let asked = |heading: &str, under: &str, answer: &str| {
        format!(
            "# T\n\n{heading}Q: Which statement about scheduled pipelines is true?\n{under}\nA: {answer}\n"
        )
    };
    let before = asked(
        "## Pipelines\n\n",
        "",
        "They run on the branch that is the default.",
    );
    let after = |answer| {
        asked(
            "",
            "Think of what GitLab does before you answer, and why.\n",
            answer,
        )
    };
    let same = after("They run on the branch that is the default one.");
    assert_eq!(links(&before, &same).0, [Some(0)]);
    let other = after("None of it, since nobody is asked.");
    assert_eq!(links(&before, &other).0, [None]);
}

#[test]
fn a_long_question_without_answer_is_the_same_when_most_of_it_stays() {
    let before = "Q1. Explain how the browser renders a layout that mixes different box models.\n";
    let after = "Q1. Explain how the engine renders a layout that mixes different box models.\n";
    assert_eq!(links(before, after).0, [Some(0)]);
    let number = |port: u16| {
        format!("Q1. Explain which attack on the open port {port} a stateless firewall prevents.\n")
    };
    assert_eq!(links(&number(80), &number(443)).0, [None]);
}

#[test]
fn a_function_with_other_arguments_is_the_same_function() {
    let before = table(
        "Checks",
        &[
            ("isIP(str [, version])", "whether it is an address"),
            (
                "isISBN(str [, version])",
                "whether it is a number of a book (version 10 or 13)",
            ),
            ("isIPRange(str)", "whether it is a range of addresses"),
            ("isSlug", "whether it is a slug"),
            ("isURL(str)", "whether it is an address of the web"),
            ("isURL(str, options)", "the same with options"),
        ],
    );
    let after = table(
        "Checks",
        &[
            (
                "isIP(str [, options])",
                "options is an object that says which version is meant, four or six",
            ),
            (
                "isISBN(str [, options])",
                "an object without defaults; `version` is the one to compare with",
            ),
            (
                "isIPRange(str [, version])",
                "whether it is a range of addresses (version 4 or 6)",
            ),
            ("isSlug(str)", "letters and hyphens"),
            (
                "isURL(text, and, much, more)",
                "something else entirely: no scheme is needed",
            ),
        ],
    );
    let (links, _) = links(&before, &after);
    assert_eq!(links[..4], [Some(0), Some(1), Some(2), Some(3)]);
}

#[test]
fn a_heading_that_comes_above_a_table_keeps_its_rows() {
    let rules = |heading: &str| {
        let rule = |name: &str, heading: &str, options: &str| {
            format!("## {name}\n{heading}\n| K | V |\n|---|---|\n| Options | {options} |\n\n")
        };
        let more = if heading.is_empty() {
            ""
        } else {
            ", preventAll"
        };
        format!(
            "# T\n\n{}{}{}",
            rule("no-bad-blocks", heading, &format!("ignore{more}")),
            rule("check-names", "", "definedTags"),
            rule("match-name", "", "contexts, allowName"),
        )
    };
    let deeper = rules("\n### preventAll\n");
    assert_eq!(links(&rules(""), &deeper).0, [Some(0), Some(1), Some(2)]);
    assert_eq!(links(&deeper, &rules("")).0, [Some(0), Some(1), Some(2)]);
}

#[test]
fn names_in_code_that_got_the_ending_of_a_plural_are_the_same() {
    let before = table(
        "No statements",
        &[
            ("`no-loop-statement`", "Disallow imperative loops and such"),
            ("`no-let`", "Disallow mutable variables"),
        ],
    );
    let after = table(
        "Currying",
        &[
            (
                "no-loop-statements",
                "Disallow imperative loops: on in all but one",
            ),
            ("no-lets", "Another one"),
        ],
    );
    assert_eq!(links(&before, &after).0, [Some(0), None]);
}

#[test]
fn a_mark_before_every_row_names_none_of_them() {
    let before = table(
        "Rules",
        &[
            (
                ":wrench:",
                "no-old-shims prevents usage of old shims for modules",
            ),
            (":wrench:", "order-in-routes wants an order of properties"),
            (":wrench:", "no-observers forbids observers"),
        ],
    );
    let after = table(
        "Rules",
        &[
            (":wrench:", "no-observers forbids observers"),
            (
                ":wrench:",
                "order-in-routes wants the order of properties in routes",
            ),
            (":wrench:", "use-getters demands what nobody had before"),
        ],
    );
    assert_eq!(links(&before, &after).0, [Some(2), Some(1), None]);
}

#[test]
fn a_key_that_became_a_link_is_the_same_key() {
    let before = table(
        "Promise rules",
        &[
            ("`always-return`", "Return inside each `then`."),
            ("`param-names`", "Name parameters as everybody does."),
        ],
    );
    let after = table(
        "Rules",
        &[
            (
                "[`always-return`][always-return]",
                "Every `then()` returns, so that chains can be read.",
            ),
            (
                "[`param-names`](docs/rules/param-names.md)",
                "Consistent names of parameters.",
            ),
        ],
    );
    let links_of = |before, after| links(before, after).0;
    assert_eq!(links_of(&before, &after), [Some(0), Some(1)]);
    assert_eq!(links_of(&after, &before), [Some(0), Some(1)]);
}
