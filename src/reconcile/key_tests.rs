//! Keys of rows that were written in another way: which of them are the same keys.

use super::recognise_tests::{links, table};

/// Which of the rows before each row after is.
fn rows(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<Option<usize>> {
    links(&table("Options", before), &table("Options", after)).0
}

#[test]
fn a_sign_before_the_name_of_a_function_is_a_part_of_it() {
    let found = rows(
        &[
            ("`@Equals(comparison: string)`", "the string is this one"),
            ("`@IsAfter(date: Date)`", "it comes later"),
        ],
        &[
            ("`@Equals(comparison: any)`", "whether `===` holds for both"),
            ("`$Equals(it)`", "nothing of that kind"),
            ("`@IsAfter()`", "a day behind today"),
        ],
    );
    assert_eq!(found, [Some(0), None, Some(1)]);
}

#[test]
fn a_footnote_makes_no_other_key() {
    let found = rows(
        &[
            ("`poster`", "URL of the picture shown before"),
            ("`tracks`", "a list of objects, one for each text"),
            ("m²", "an area"),
        ],
        &[
            ("`poster`&sup1;", "where the picture comes from"),
            ("`tracks`<sup>1</sup>", "texts beside the film"),
            ("m³", "room that water fills"),
        ],
    );
    assert_eq!(found, [Some(0), Some(1), None]);
}

#[test]
fn a_name_in_code_that_was_made_longer_or_shorter_is_the_same_where_its_back_stayed() {
    let found = rows(
        &[
            ("`attrs`", "Object. Add custom attrs to the style tag"),
            ("`insertAt`", "Inserts the style tag at the given position"),
            ("`min`", "The least value that counts"),
            ("`base64`", "The image, encoded for a page"),
        ],
        &[
            (
                "`attributes`",
                "Object. Adds custom attributes to the style tag",
            ),
            (
                "`insert`",
                "Inserts the tag at the given position of the page",
            ),
            ("`minLength`", "The least length that counts"),
            ("`objectUrl`", "The image, as a link for a page"),
        ],
    );
    assert_eq!(found, [Some(0), Some(1), None, None]);
    let other = rows(
        &[("`cancel`", "Somebody asked to stop it")],
        &[(
            "`canceled`",
            "The hook of the compiler, with what it compiled",
        )],
    );
    assert_eq!(other, [None]);
}

#[test]
fn a_mark_written_as_a_name_between_colons_says_as_little_as_the_mark() {
    let twice = |mark: &str| {
        let row = [("Excel 2007 (XLSX)", mark)];
        let rows = [row, row].concat();
        table("File formats", &rows)
    };
    assert_eq!(links(&twice(":o:"), &twice("✔")).0, [Some(0), Some(1)]);
}
