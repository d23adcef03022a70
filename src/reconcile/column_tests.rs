//! Rows whose key is made of other columns than before.

use super::recognise_tests::links;

fn rows(header: &str, rows: &[&str]) -> String {
    let columns = header.matches('|').count().saturating_sub(1);
    let rule = "|---".repeat(columns);
    format!(
        "# T\n\n## Ships\n\n{header}\n{rule}|\n{}\n",
        rows.join("\n")
    )
}

#[test]
fn a_row_whose_key_took_in_the_next_cell_is_the_same_row() {
    let header = "| Order | Sail | Use |";
    let before = rows(
        header,
        &[
            "| reef | main | makes the sail smaller in a strong wind |",
            "| | | **Going home** |",
            "| furl | jib | rolls the sail around its stay |",
            "| drop | jib | takes the sail down |",
        ],
    );
    let after = rows(
        header,
        &[
            "| reef | main | make the sail smaller in strong wind |",
            "| reef2 | mast | makes the sail smaller in a storm |",
            "| | | **Going home** |",
            "| furl | jib | rolls the sail around its stay |",
            "| drop | jib | takes the sail down |",
        ],
    );
    let keys = super::recognise_tests::cards(&before);
    assert_eq!(keys[0].card.prompt.text(), "reef – main");
    let (found, plan) = links(&before, &after);
    assert_eq!(found[..2], [Some(0), None], "{plan:?}");
    let (found, _) = links(&after, &before);
    assert_eq!(found[0], Some(0));
}

#[test]
fn two_keys_that_took_in_other_cells_are_two_rows() {
    let header = "| Order | Sail | Use |";
    let before = rows(
        header,
        &["| reef | main | makes the sail smaller in a strong wind |"],
    );
    let after = rows(
        header,
        &[
            "| reef | genoa | rolls a turn of it around the stay |",
            "| | main | ties a part of it to the boom |",
        ],
    );
    let (found, plan) = links(&before, &after);
    assert_eq!(found, [None, Some(0)], "{plan:?}");
}

const BIRDS: [(&str, &str); 4] = [
    ("heron", "waits in the water"),
    ("kite", "circles over fields"),
    ("swift", "sleeps in the air"),
    ("wren", "sings in the hedge"),
];

fn birds(first: &[&str]) -> String {
    let lines: Vec<String> = BIRDS
        .iter()
        .enumerate()
        .map(|(at, (bird, habit))| match first.get(at) {
            Some(code) => format!("| {code} | {bird} | {habit} |"),
            None => format!("| {bird} | {habit} |"),
        })
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let header = match first.is_empty() {
        true => "| Bird | Habit |",
        false => "| Code | Bird | Habit |",
    };
    rows(header, &lines)
}

#[test]
fn rows_that_got_a_first_column_or_lost_it_are_the_same_rows() {
    let (bare, coded) = (birds(&[]), birds(&["B7", "B3", "B9", "B1"]));
    let same = [Some(0), Some(1), Some(2), Some(3)];
    let (found, plan) = links(&bare, &coded);
    assert_eq!(found, same, "{plan:?}");
    let (found, plan) = links(&coded, &bare);
    assert_eq!(found, same, "{plan:?}");
}

#[test]
fn a_name_in_a_row_of_another_table_is_not_the_row_of_that_name() {
    let before = birds(&[]);
    let after = rows(
        "| Place | Bird | Best month |",
        &[
            "| the pond | heron | in March |",
            "| the hill | kite | in May |",
            "| the tower | swift | in June |",
            "| the garden | wren | at any time |",
        ],
    );
    assert_eq!(links(&before, &after).0, [None; 4]);
}

#[test]
fn a_list_of_terms_that_became_a_table_keeps_its_cards_where_the_words_stayed() {
    let before = "# T\n<!-- srm: kinds=+definition -->\n\n## Locks of ships\n\n- **A lock:** The **sill** carries the gate when it is shut.\n- **A lock:** The **culvert** lets the water in.\n- **A lock:** The **sill** is made of oak.\n- **A lock:** It is as wide as two barges.\n";
    let after = "# T\n<!-- srm: kinds=+definition -->\n\n## What a lock is made of\n\n| Part | What is said |\n|---|---|\n| A lock: The **sill** | Carries the gate when it is shut. |\n| A lock: The **culvert** | Lets the water in. |\n| A lock: The **sill** | Is made of oak. |\n| A lock in all | Holds four boats of the same length. |\n";
    let (found, plan) = links(before, after);
    assert_eq!(found[..3], [Some(0), Some(1), Some(2)], "{plan:?}");
    let swapped = after.replace("| Lets the water in. |", "| Lets no water in. |");
    assert_ne!(
        links(before, &swapped).1.placements[1].reason,
        super::Reason::SimilarText(100)
    );
}

#[test]
fn a_key_of_two_cells_stays_one_row_where_a_column_comes_between_them() {
    let last = [
        "ties a part of it to the boom",
        "rolls it up around its stay",
        "takes it down",
    ];
    let text = |header: &str, firsts: [&str; 3]| {
        let lines = firsts.iter().zip(last);
        let lines: Vec<String> = lines
            .map(|(first, last)| format!("| {first} | {last} |"))
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        rows(header, &lines)
    };
    let before = text(
        "| Order | Sail | Use |",
        ["reef | main", " | jib", "drop | jib"],
    );
    let between = ["reef | rare | main", " | old | jib", "drop | new | jib"];
    let after = text("| Order | Kind | Sail | Use |", between);
    let same = [Some(0), Some(1), Some(2)];
    let (found, plan) = links(&before, &after);
    assert_eq!(found, same, "{plan:?}");
    let (found, plan) = links(&after, &before);
    assert_eq!(found, same, "{plan:?}");
    let others = rows(
        "| Order | Sail | Use |",
        &[
            "| reef | genoa | takes a turn of it around the forestay |",
            "| | trysail | goes up in place of the main |",
            "| drop | jib | takes it down |",
        ],
    );
    let (found, plan) = links(&before, &others);
    assert_eq!(found, [None, None, Some(2)], "{plan:?}");
}

#[test]
fn rows_whose_two_columns_changed_places_are_the_same_rows() {
    let before = rows(
        "| Order | What it does |",
        &[
            "| `reef main` | Makes the sail smaller |",
            "| `ease sheet` | like `let go` |",
            "| `heave to` | stops |",
        ],
    );
    let after = rows(
        "| What it does | Order |",
        &[
            "| Makes the sail smaller | `reef main` |",
            "| Similar to `let go` | `ease sheet` |",
            "| stops | `drop the anchor` |",
        ],
    );
    let (found, plan) = links(&before, &after);
    assert_eq!(found, [Some(0), Some(1), None], "{plan:?}");
    assert!(plan.placements[0].answer_changed);
}

#[test]
fn words_that_have_only_their_tags_in_common_are_two() {
    let word = |word: &str, read: &str| {
        format!(
            "## {word}\n\n| K | V |\n|---|---|\n| read | <ruby>{word}<rt>{read}</rt></ruby> |\n| kind | noun |\n\n"
        )
    };
    let text = |words: &[(&str, &str)]| {
        let words = words.iter().map(|(it, read)| word(it, read));
        format!("# Words\n\n{}", words.collect::<String>())
    };
    let before = text(&[("fog", "fawg"), ("ebb", "ehb")]);
    let after = text(&[("pier", "peer"), ("ebb", "ehb"), ("wharf", "worf")]);
    let (found, plan) = links(&before, &after);
    assert_eq!(
        found,
        [None, None, Some(2), Some(3), None, None],
        "{plan:?}"
    );
}
