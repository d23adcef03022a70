//! The same prompt or text in several sections: which card is which when headings change.

use super::recognise_tests::{links, table};

#[test]
fn one_sign_in_two_sections_that_were_both_renamed_stays_two_cards() {
    let written = |first: &str, second: &str, rows: [&str; 2]| {
        [(first, rows[0]), (second, rows[1])]
            .map(|(section, back)| table(section, &[("`ignore`", back)]))
            .concat()
    };
    let before = written(
        "Pattern properties",
        "Available options",
        [
            "Additional globs to ignore for this pattern",
            "Array of globs to ignore, applied to `from`",
        ],
    );
    let after = written(
        "Options",
        "Patterns",
        [
            "Array of globs to ignore (applied to `from`).",
            "Globs to ignore for this pattern.",
        ],
    );
    assert_eq!(links(&before, &after).0, [Some(1), Some(0)]);
    let others = written("Options", "Patterns", ["Whom to call at night", "Nothing"]);
    assert_eq!(links(&before, &others).0, [None, None]);
}

#[test]
fn what_says_the_same_in_every_section_stays_with_its_section_when_a_heading_comes_between() {
    let row = "| K | V |\n|---|---|\n| Context | everywhere |\n";
    let written = |between: [&str; 3]| -> String {
        let rules = ["check-names", "match-text", "valid-types"];
        let parts = rules.iter().zip(between);
        parts
            .map(|(rule, heading)| format!("## {rule}\n\n{heading}{row}\n"))
            .collect()
    };
    let before = written(["", "", ""]);
    let after = written(["", "### Options\n\n", "### Options\n\n"]).replace(
        "## check-names\n\n| K | V |\n|---|---|\n| Context | everywhere |\n\n",
        "",
    );
    assert_eq!(links(&before, &after).0, [Some(1), Some(2)]);
    assert_eq!(links(&after, &before).0, [None, Some(0), Some(1)]);
}

#[test]
fn what_several_sections_ask_names_no_card_of_another_section() {
    let written = |sections: [(&str, &str); 2]| {
        sections
            .map(|(section, back)| table(section, &[(":white_check_mark:", back)]))
            .concat()
    };
    let kept = ("Services", "no-side-effects forbids effects of services");
    let before = written([
        kept,
        ("Models", "no-empty-attrs, prevents empty attributes"),
    ]);
    let after = written([
        kept,
        ("Objects", "avoid-leaking-state, avoids state leakage"),
    ]);
    assert_eq!(links(&before, &after).0, [Some(0), None]);
}
