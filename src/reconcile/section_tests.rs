//! The same prompt or text in several sections: which card is which when headings change.

use super::recognise_tests::{known, links, table};
use super::{Change, reconcile};
use crate::reconcile::recognise_tests::cards;

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

/// A table for each function, with rows that every function has.
fn functions(headings: &[(&str, &str)]) -> String {
    let tables = headings.iter().map(|(heading, chat)| {
        let options = ("options", "more options of the query");
        table(heading, &[("chatId", chat), options]).replace("# T\n\n", "")
    });
    tables.collect()
}

#[test]
fn a_function_that_got_an_argument_keeps_what_every_function_asks() {
    let (chat, group) = ("whom to write to, by number", "the group, by number");
    let before = functions(&[
        ("bot.sendPhoto(chatId, photo)", chat),
        ("bot.sendAudio(chatId, audio)", chat),
        ("bot.leave(chatId)", group),
    ]);
    let (other_chat, other_group) = ("whom to write to, by name", "the group, by name");
    let after = functions(&[
        ("bot.getMe(chatId)", other_chat),
        ("bot.leave(chatId, options)", other_group),
        ("bot.sendAudio(chatId, audio, options)", other_chat),
        ("bot.sendPhoto(chatId, photo, options)", other_chat),
    ]);
    let found = links(&before, &after).0;
    assert_eq!(found[2..], [4, 5, 2, 3, 0, 1].map(Some));
}

#[test]
fn a_heading_under_another_one_keeps_its_rows_and_one_that_several_sections_have_does_not() {
    let globs = |above: &str, heading: &str, keys: [&str; 2]| {
        let rows = [(keys[0], "zero or one"), (keys[1], "one or more of them")];
        table(heading, &rows)
            .replace("# T\n", &format!("# T\n\n## {above}\n"))
            .replace(&format!("\n## {heading}"), &format!("\n### {heading}"))
    };
    let before = globs("Extended globbing", "Extglobs", ["?", "+"]);
    let after = globs("Features", "Extglobs", ["?", "+"]).replace("zero or one", "at most once");
    assert_eq!(links(&before, &after).0, [Some(0), Some(1)]);
    let both = |one: &str, other: &str| {
        [one, other]
            .map(|above| globs(above, "Options", ["name", "size"]))
            .concat()
    };
    let other = both("Upload", "Resize")
        .replace("zero or one", "for the server")
        .replace("one or more of them", "in kilobytes");
    assert_eq!(links(&both("Crop", "Rotate"), &other).0, [None; 4]);
}

#[test]
fn what_every_function_asks_does_not_say_where_one_of_them_went() {
    let before = functions(&[
        ("kickMember(chatId)", "the group whose member goes"),
        ("getMember(chatId)", "the group to look into"),
    ]);
    let after = functions(&[
        (
            "banSender(chatId)",
            "the channel that is closed to somebody",
        ),
        ("getMember(chatId)", "the group to look into"),
    ]);
    assert_eq!(links(&before, &after).0[0], None);
}

/// The same functions, of which one went and another came; both say what all say.
fn one_went_and_one_came(gone: &str, came: &[&str]) -> (String, String) {
    let stay = ["bot.send(chatId)", "bot.copy(chatId)", "bot.pin(chatId)"];
    let chat = "whom to write to, by number";
    let written = |more: &[&str]| {
        let all = stay.iter().chain(more).map(|name| (*name, chat));
        functions(&all.collect::<Vec<_>>())
    };
    (written(&[gone]), written(came))
}

#[test]
fn what_every_function_says_does_not_go_to_one_that_came() {
    let (before, after) = one_went_and_one_came(
        "bot.kick(chatId)",
        &["bot.close(chatId)", "bot.open(chatId)"],
    );
    let (found, plan) = links(&before, &after);
    assert_eq!(found[..6], [0, 1, 2, 3, 4, 5].map(Some));
    assert_eq!(found[6..], [None; 4]);
    assert_eq!((plan.retired.len(), plan.in_doubt.len()), (2, 2));
    // Nor once it is long gone.
    let mut long_gone = known(&before);
    long_gone
        .iter_mut()
        .skip(6)
        .for_each(|known| known.retired = true);
    let plan = reconcile(&cards(&after), &long_gone);
    assert_eq!(plan.count(Change::Revived), 0);
}

#[test]
fn what_every_function_says_goes_along_with_a_name_that_got_longer() {
    let (before, after) = one_went_and_one_came(
        "bot.setThumb(chatId)",
        &["bot.setTitle(chatId)", "bot.setThumbnail(chatId)"],
    );
    let found = links(&before, &after).0;
    assert_eq!(found[6..], [None, None, Some(6), Some(7)]);
}

#[test]
fn what_every_function_says_goes_along_with_a_row_of_its_own() {
    let (before, after) = one_went_and_one_came(
        "bot.kick(chatId)",
        &["bot.close(chatId)", "bot.ban(chatId)"],
    );
    let own = |text: &str, name: &str| {
        let heading = format!("## {name}(chatId)\n\n| K | V |\n|---|---|\n");
        text.replace(
            &heading,
            &format!("{heading}| until | when he may return |\n"),
        )
    };
    let (before, after) = (own(&before, "bot.kick"), own(&after, "bot.ban"));
    let found = links(&before, &after).0;
    assert_eq!(found[6..], [None, None, Some(6), Some(7), Some(8)]);
}

#[test]
fn a_section_that_came_with_all_that_another_one_said_is_that_one_renamed() {
    let (before, after) = one_went_and_one_came("bot.kick(chatId)", &["bot.ban(chatId)"]);
    assert_eq!(links(&before, &after).0, [0, 1, 2, 3, 4, 5, 6, 7].map(Some));
}

#[test]
fn what_many_sections_say_stays_in_its_section() {
    let options = "| options | more options of the query |\n";
    let without = |text: &str, section: usize| {
        let parts: Vec<String> = text.split_inclusive(options).map(str::to_owned).collect();
        let parts = parts.into_iter().enumerate();
        let parts = parts.map(|(at, part)| match at == section {
            true => part.replace(options, ""),
            false => part,
        });
        parts.collect::<String>()
    };
    let all = one_went_and_one_came("bot.kick(chatId)", &[]).0;
    let (before, after) = (without(&all, 1), without(&all, 2));
    // Before: send, copy without options, pin, kick; after: pin is without them.
    let found = links(&before, &after).0;
    assert_eq!(
        found,
        [Some(0), Some(1), Some(2), None, Some(3), Some(5), Some(6)]
    );
}

#[test]
fn other_numbers_in_a_new_section_are_of_no_section_that_went() {
    let measured = |section: &str, often: &str| {
        let back = format!("{often} requests in a second, with a tolerance of some percent");
        table(section, &[("fetch", &back)]).replace("# T\n\n", "")
    };
    let before = [
        measured("Connections 1", "41.85"),
        measured("Connections 50", "2107.19"),
    ];
    let after = measured("Benchmarks", "3704.43");
    assert_eq!(links(&before.concat(), &after).0, [None]);
    // Where only the words changed it is the same.
    let reworded = measured("Benchmarks", "2107.19").replace("with a", "within a");
    assert_eq!(links(&before.concat(), &reworded).0, [Some(1)]);
}

#[test]
fn a_row_that_two_sections_say_moves_into_one_whose_heading_was_written_anew() {
    let twin = ("port", "where it listens");
    let parts = |parts: &[(&str, &[(&str, &str)])]| {
        let written =
            |(section, rows): &(&str, &[(&str, &str)])| table(section, rows).replace("# T\n\n", "");
        parts.iter().map(written).collect::<String>()
    };
    let (host, user) = (("host", "the machine"), ("user", "who asks"));
    let own = [("depth", "how far down"), ("width", "how far across")];
    let before = parts(&[
        ("Server", &[twin, host]),
        ("Client", &[twin, user]),
        ("Measures", &own),
    ]);
    let after = parts(&[
        ("Server", &[twin, host]),
        ("Client", &[user]),
        ("Sizes of all", &[own[0], own[1], twin]),
    ]);
    let found = links(&before, &after).0;
    assert_eq!(found, [0, 1, 3, 4, 5, 2].map(Some));
}

/// Sections with the rows of each.
fn written(parts: &[(&str, &[(&str, &str)])]) -> String {
    let parts = parts.iter();
    let parts = parts.map(|(section, rows)| table(section, rows).replace("# T\n\n", ""));
    parts.collect()
}

#[test]
fn sections_whose_heading_and_rows_were_written_anew_are_told_by_all_that_is_asked_in_them() {
    let before = written(&[
        (
            "Line data",
            &[
                ("fill", "Whether the area under the line is filled"),
                ("width", "The width of the line in pixels"),
                ("dash", "The length of dashes, and their spacing"),
                ("steps", "Whether the line is drawn as stairs"),
            ],
        ),
        (
            "Bar data",
            &[
                ("fill", "Whether the area of the bar is filled"),
                ("width", "The width of the border in pixels"),
                ("dash", "The length of dashes around the bar"),
            ],
        ),
    ]);
    let after = written(&[
        (
            "How bars look",
            &[
                ("dash", "The length of the dashes around the bar"),
                ("fill", "If true, the area of the bar is filled"),
                ("width", "The width of the border, in pixels"),
            ],
        ),
        (
            "Stroke properties",
            &[
                ("fill", "If true, the area under the line is filled"),
                ("dash", "The length of dashes and their spacing"),
                ("steps", "If true, the line is drawn as stairs"),
                ("width", "The width of the line, in pixels"),
            ],
        ),
    ]);
    let found = links(&before, &after).0;
    assert_eq!(found, [6, 4, 5, 0, 2, 3, 1].map(Some));
}

#[test]
fn sections_under_a_heading_that_was_written_anew_go_with_it() {
    let chapter = |name: &str, own: &str| {
        let twin = "### Options\n\n| K | V |\n|---|---|\n| port | where it listens |\n| host | the machine |\n\n";
        let own =
            format!("### Purpose\n\n| K | V |\n|---|---|\n| {own} | what only {own} is for |\n\n");
        format!("## {name}\n\n{own}{twin}")
    };
    let before = chapter("Servers", "serve") + &chapter("Clients", "ask");
    let after = chapter("How to ask", "ask") + &chapter("How to serve", "serve");
    let found = links(&before, &after).0;
    assert_eq!(found, [3, 4, 5, 0, 1, 2].map(Some));
}

#[test]
fn what_is_asked_everywhere_is_the_same_elsewhere_only_where_it_says_nearly_the_same() {
    let line = ("Lines", &[("colour", "The colour of the line.")][..]);
    let before = written(&[
        line,
        (
            "Bubbles",
            &[("colour", "The stroke colour of the bubbles.")],
        ),
    ]);
    let after = |back: &str| written(&[line, ("Tooltips", &[("colour", back)])]);
    let other = links(&before, &after("Colour of the border")).0;
    assert_eq!(other, [Some(0), None]);
    let same = links(&before, &after("The stroke colour of all bubbles.")).0;
    assert_eq!(same, [Some(0), Some(1)]);
}

#[test]
fn a_name_in_another_table_that_says_other_things_of_it_is_another_card() {
    let two = |section: &str, columns: [&str; 2], backs: [&str; 2]| {
        let [one, other] = columns;
        let head = format!("| Rule | {one} | {other} |\n|---|---|---|\n");
        let [first, second] = backs;
        format!("## {section}\n\n{head}| no-var | {first} |\n| no-alert | {second} |\n\n")
    };
    let severe = ["error | error", "error, with options | error"];
    let before = two("Levels", ["Recommended", "Strict"], severe);
    let meant = [
        "Variables shall be made with let or const. | yes",
        "Nothing shall open a window that waits. | no",
    ];
    let after = two("Rules", ["Description", "Fixed"], meant);
    assert_eq!(links(&before, &after).0, [None, None]);
    // In a table with the same columns the values may have become others.
    let after = two("Rules", ["Strict", "Recommended"], meant);
    assert_eq!(links(&before, &after).0, [Some(0), Some(1)]);
}

#[test]
fn short_names_of_sections_tell_where_they_went_when_a_heading_comes_above() {
    let section = |name: &str, x: &str| table(name, &[("x", x)]);
    let before = section("abs", "a number") + &section("cos", "any input");
    let after = format!(
        "{}{}",
        section("abs", "a number, or a matrix of numbers")
            .replace("# T\n\n## abs", "# T\n\n## Arithmetic\n\n### abs"),
        section("cos", "an angle").replace("# T\n\n## cos", "## Trigonometry\n\n### cos"),
    );
    let before = before.replace("\n\n# T\n", "\n");
    assert_eq!(links(&before, &after).0, [Some(0), Some(1)]);
}

#[test]
fn a_section_and_one_of_a_private_name_are_two() {
    let section = |name: &str, key: &str| table(name, &[(key, "the language of the code")]);
    let private = section("_highlight", "`languageName`");
    let private = private.trim_start_matches("# T\n");
    let before = section("highlight", "`languageName`") + private;
    let after = section("highlight", "`codeOrLanguageName`") + private;
    assert_eq!(links(&before, &after).0, [Some(0), Some(1)]);
}
