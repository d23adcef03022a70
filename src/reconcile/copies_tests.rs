//! Texts that stand in more places than before: which of them is the card, and which a copy.

use super::recognise_tests::{links, table};

#[test]
fn a_row_that_says_more_stays_though_a_new_section_says_what_it_said() {
    let helpers = |error: &str| {
        let rows = [("error", error), ("original", "any value, as it came in")];
        table("Helpers", &rows)
    };
    let said = "(code, local) gives a report";
    let before = helpers(said);
    let copy = table(
        "External helpers",
        &[("error", said), ("prefs", "what was asked for")],
    );
    for now in [
        "(code, local, state) gives a report",
        "(code, local) gives a report and stops there",
    ] {
        let under_one_title =
            |first: &str, second: &str| format!("{first}{}", second.trim_start_matches("# T\n"));
        let after = under_one_title(&helpers(now), &copy);
        assert_eq!(links(&before, &after).0, [Some(0), Some(1), None, None]);
        let after = under_one_title(&copy, &helpers(now));
        assert_eq!(links(&before, &after).0, [None, None, Some(0), Some(1)]);
    }
}

#[test]
fn a_row_that_says_something_else_now_has_moved() {
    let rows = |error: &str| table("Helpers", &[("error", error), ("original", "any value")]);
    let said = "(code, local) gives a report";
    let before = rows(said);
    let after = format!(
        "{}{}",
        rows("never comes back"),
        table("External helpers", &[("error", said)])
    );
    assert_eq!(links(&before, &after).0, [None, Some(1), Some(0)]);
}

#[test]
fn a_row_stays_though_several_new_rows_elsewhere_say_what_it_said() {
    let section = |name: &str, rows: &[(&str, &str)]| table(name, rows);
    let options = |url: &str| section("Options", &[("url", url), ("method", "get, or put")]);
    let before = options("text,");
    let copies = section("Instance", &[("url", "text,"), ("url", "text,")]);
    let after = format!("{}{}", options("text"), copies.trim_start_matches("# T\n"));
    assert_eq!(links(&before, &after).0, [Some(0), Some(1), None, None]);
}

#[test]
fn a_row_that_got_its_answer_stays_though_a_new_section_has_none_for_it() {
    let handle = |params: &str| table("handle", &[("params", params), ("key", "what is missing")]);
    let copy = table("handle again", &[("params", "?")]);
    let after = format!(
        "{}{}",
        handle("what is known about it"),
        copy.trim_start_matches("# T\n")
    );
    assert_eq!(links(&handle("?"), &after).0, [Some(0), Some(1), None]);
}

#[test]
fn a_heading_that_went_elsewhere_counts_for_more_than_a_row_of_another_section() {
    let metric = |rows: &[(&str, &str)]| table("Metric", rows);
    let before = metric(&[("value", "number"), ("entries", "a list of entries")]);
    let after = format!(
        "{}{}",
        metric(&[("entries", "all that was seen")]).replace("# T\n\n##", "# T\n\n## Base\n\n###"),
        "## First byte\n\n| K | V |\n|---|---|\n| value | number |\n| entries | times of the way there |\n"
    );
    assert_eq!(links(&before, &after).0, [Some(1), Some(0), None]);
}
