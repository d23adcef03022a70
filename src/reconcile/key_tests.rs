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

#[test]
fn a_version_after_the_one_that_was_there_is_another_row() {
    let before = table(
        "Versions",
        &[(
            ">=`v14.0.0`",
            "for 13: `v13.1.1`, 12: `v12.0.0`, 11: `v11.0.2`",
        )],
    );
    let after = table(
        "Versions",
        &[(
            ">=`v15.0.1`",
            "for 14: `v14.0.0`, 13: `v13.1.1`, 12: `v12.0.0`",
        )],
    );
    let (found, plan) = links(&before, &after);
    assert_eq!((found, plan.in_doubt.len()), (vec![None], 1));
    // What else it says has stayed.
    let same = before
        .replace("v14.0.0", "v14.0.1")
        .replace("for 13", "For 13");
    assert_eq!(links(&before, &same).0, [Some(0)]);
}

#[test]
fn a_name_that_got_a_type_in_a_table_written_anew_is_the_same() {
    let before = table(
        "API",
        &[
            (
                "`initialPage`",
                "Index of the page that should be selected first",
            ),
            ("`scrollEnabled`", "Should the pager scroll"),
            ("`peek`", "Whether a peek at the next page is allowed"),
        ],
    );
    let after = table(
        "Props",
        &[
            (
                "`initialPage: number`",
                "Index of the page that is selected on mount",
            ),
            (
                "`scrollEnabled: boolean`",
                "Something else to the last word",
            ),
            ("`peek(index)`", "Whether a peek at the next page is shown"),
            (
                "`peek(index, more)`",
                "Whether a peek at the next page is shown",
            ),
        ],
    );
    assert_eq!(links(&before, &after).0, [Some(0), None, None, None]);
}

#[test]
fn an_option_of_a_command_is_known_by_its_long_name() {
    let before = [
        ("`--retry`", "Retry where any error occurs"),
        (
            "`-H, --header <HEADER>`",
            "One more header to send along with all",
        ),
        ("`--color`", "Colours, also in pipes"),
        ("`--out=FILE`", "Where to write"),
    ];
    let after = [
        (
            "`--retry <NUM>`",
            "How often to try again, or for ever with -1",
        ),
        ("`-H, --header <NAME:VALUE>`", "Adds to what is sent"),
        ("`--no-color`", "No colours at all, not even on a terminal"),
        ("`-o, --out FILE`", "The file that is written"),
    ];
    assert_eq!(rows(&before, &after), [Some(0), Some(1), None, Some(3)]);
}

#[test]
fn a_command_whose_argument_is_written_otherwise_is_the_same() {
    let before = [
        (
            "`share <item>`",
            "Copies a URL of the item to the clipboard of the system.",
        ),
        ("`open <file>`", "Opens a file."),
    ];
    let after = [
        (
            "`share` \\<ITEM\\>",
            "Copy a URL of the item to the clipboard of the system. Needs a feature.",
        ),
        ("`open` \\<FILE\\>", "Whatever comes along here."),
    ];
    assert_eq!(rows(&before, &after), [Some(0), None]);
}

#[test]
fn pictures_behind_a_key_are_marks_of_it() {
    let before = [
        ("reverse 🤯", "Turns the order of the rows."),
        ("table 🗜️", "Shows them."),
    ];
    let after = [
        (
            "reverse 📇🤯",
            "Reverses rows. It is unlike sorting, and an index helps.",
        ),
        (
            "🗜️ table",
            "Nothing of this kind at all, whoever asks for it.",
        ),
    ];
    assert_eq!(rows(&before, &after), [Some(0), None]);
}

#[test]
fn a_key_that_got_a_remark_in_parentheses_is_the_same_where_its_back_stayed() {
    let before = [
        ("SSH", "22"),
        ("Data at rest (S3)", "the customer"),
        ("EC2", "yes"),
    ];
    let after = [
        ("SSH (secure shell)", "22"),
        ("Data at rest (EBS)", "whoever made the volume"),
        ("EC2 (IaaS)", "no"),
    ];
    assert_eq!(rows(&before, &after), [Some(0), None, None]);
}

#[test]
fn a_term_under_another_name_is_told_by_a_long_meaning_that_stayed() {
    let terms = |first: &str, meaning: &str| {
        format!(
            "# T\n\n<!-- srm: kinds=+definition -->\n\n## Features\n\n- **{first}** – {meaning}\n- **Accessible** – works with readers of the screen\n"
        )
    };
    let before = terms("Semantic", "takes the elements that are meant for it");
    let after = before.replace("Semantic", "Good markup");
    assert_eq!(links(&before, &after).0, [Some(0), Some(1)]);
    let other = terms("Good markup", "needs no script");
    assert_eq!(links(&before, &other).0, [None, Some(1)]);
}

#[test]
fn a_slip_in_a_name_in_code_is_mended_though_what_it_says_was_touched_up() {
    let row = |key, back| table("Options", &[("`title`", "The title"), (key, back)]);
    let before = row(
        "`lanugage`",
        "Gets or sets the preferred language of the captions",
    );
    let after = row(
        "`language`",
        "Gets or sets a preferred language of captions",
    );
    assert_eq!(links(&before, &after).0, [Some(0), Some(1)]);
    let other = row(
        "`lounge`",
        "Gets or sets the preferred lounge of the captains",
    );
    assert_eq!(links(&before, &other).0, [Some(0), None]);
}

#[test]
fn a_slip_in_a_name_in_code_is_mended_though_its_row_got_a_column() {
    let row = |key: &str, cells: &str| {
        let header = "| K | V |".to_owned() + &" W |".repeat(cells.matches('|').count());
        let rule = header.replace(['K', 'V', 'W'], "---");
        format!("# T\n\n{header}\n{rule}\n| {key} | {cells} |\n")
    };
    let before = row("`lanugage`", "of the captions");
    let after = row("`language`", "since 2.0 | of the captions");
    assert_eq!(links(&before, &after).0, [Some(0)]);
    let short = row("`language`", "no | on");
    assert_eq!(links(&row("`lanugage`", "on"), &short).0, [None]);
}

#[test]
fn a_sign_that_is_a_mark_itself_is_the_same_sign_in_code() {
    for sign in ["*", "~", "\\", "**"] {
        let before = [(sign, "stands for what came before it"), ("`+`", "once")];
        let code = format!("`{sign}`");
        let after = [
            (&*code, "repeats, as often as there are any"),
            ("`+`", "once"),
        ];
        assert_eq!(rows(&before, &after), [Some(0), Some(1)], "{sign}");
        assert_eq!(rows(&after, &before), [Some(0), Some(1)], "{sign}");
    }
}

#[test]
fn the_first_row_of_a_numbered_table_is_asked_for_as_it_is_with_more() {
    for name in ["#", ""] {
        let rows = |rows: &str| format!("# T\n\n| {name} | K | V |\n|---|---|---|\n{rows}");
        let first = "| 1 | EC2 | a server |\n";
        let (found, _) = links(
            &rows(first),
            &rows(&format!("{first}| 2 | S3 | a store |\n")),
        );
        assert_eq!(found, [Some(0), None]);
    }
}

#[test]
fn a_remark_that_many_keys_have_makes_them_no_more_alike() {
    let found = rows(
        &[
            ("`NAME` (optional)", "string"),
            ("`code` (optional)", "string"),
            ("`buffered` (optional)", "string"),
            (
                "`showsInterest` (optional)",
                "whether points of it are shown",
            ),
        ],
        &[
            ("`SCORE` (optional)", "string"),
            ("`text` (optional)", "string"),
            ("`bufffered` (optional)", "string"),
            (
                "`showsInterests` (optional)",
                "points to be shown, see the other one",
            ),
        ],
    );
    assert_eq!(found, [None, None, Some(2), Some(3)]);
}

#[test]
fn a_key_that_got_or_lost_a_remark_is_the_same_key() {
    let bare = [
        ("`name`", "how it is called"),
        ("`size`", "how large it is"),
    ];
    let remarked = [
        ("`name` (required)", "what it is called"),
        ("`size` (optional)", "how large it is, in bytes"),
    ];
    assert_eq!(rows(&bare, &remarked), [Some(0), Some(1)]);
    assert_eq!(rows(&remarked, &bare), [Some(0), Some(1)]);
}

#[test]
fn a_short_back_vouches_for_no_sign_of_another_section() {
    let section = |name: &str, key: &str| table(name, &[(key, "void"), ("`other`", name)]);
    let one_title = |texts: [String; 2]| texts.concat().replacen("\n# T\n", "\n", 1);
    let before = one_title([
        section("Players", "`onMediaDetached`"),
        section("Tracks", "`size`"),
    ]);
    let after = one_title([
        section("Players", "`length`"),
        section("Tracks", "`onMediaDetaching`"),
    ]);
    let (found, _) = links(&before, &after);
    assert_eq!(found, [None, Some(1), None, Some(3)]);
    // A slip of the fingers is mended wherever it stands.
    let before = one_title([
        section("Players", "`onMediaDteached`"),
        section("Tracks", "`size`"),
    ]);
    let after = one_title([
        section("Players", "`length`"),
        section("Tracks", "`onMediaDetached`"),
    ]);
    assert_eq!(links(&before, &after).0[2], Some(0));
}

#[test]
fn a_part_of_a_name_with_a_back_of_the_same_form_is_another_thing() {
    let found = rows(
        &[(
            "`decorateRequest`",
            "FastifyInstance of RawServer, RawRequest, RawReply, Logger",
        )],
        &[(
            "`request`",
            "FastifyRequest of RouteGeneric, RawServer, RawRequest",
        )],
    );
    assert_eq!(found, [None]);
}
