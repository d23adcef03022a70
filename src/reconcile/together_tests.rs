//! Several documents of one import.

use super::recognise_tests::{cards, known, table};
use super::{Change, Document, Known, Left, Plan, reconcile, reconcile_together};
use crate::cards::{CardId, CompiledCard, Section};

fn above(path: &str) -> Section {
    path.split('/').map(str::to_owned).collect()
}

/// The plans of documents, by where they are kept, what they knew and what they say now.
fn together(documents: &[(&str, &[Known], &str)], left: &[Left]) -> Vec<Plan> {
    let compiled: Vec<Vec<CompiledCard>> =
        documents.iter().map(|(_, _, text)| cards(text)).collect();
    let numbered = documents.iter().zip(&compiled);
    let plans: Vec<Plan> = numbered
        .clone()
        .map(|((_, known, _), compiled)| reconcile(compiled, known))
        .collect();
    let aboves: Vec<Section> = documents.iter().map(|(path, _, _)| above(path)).collect();
    let all: Vec<Document<'_>> = numbered
        .zip(&plans)
        .zip(&aboves)
        .map(|((((_, known, _), compiled), plan), above)| Document {
            above,
            compiled,
            known,
            plan,
        })
        .collect();
    reconcile_together(&all, left)
}

fn left(path: &str, text: &str) -> Left {
    Left {
        above: above(path),
        known: known(text),
    }
}

fn ids(known: &[Known]) -> Vec<CardId> {
    known.iter().map(|known| known.id).collect()
}

fn placed(plan: &Plan) -> Vec<CardId> {
    plan.placements
        .iter()
        .map(|placement| placement.id)
        .collect()
}

#[test]
fn a_file_that_went_is_known_by_the_rows_that_it_alone_had() {
    let file = |own: &str| {
        table(
            "Data",
            &[("label", "what the legend says"), (own, "its own")],
        )
    };
    let mut left = [
        left("02-line.md", &file("steps")),
        left("03-bar.md", &file("skipped")),
    ];
    // The label of both would be born with one id.
    left[1].known[0].id = left[1].known[0].id.next();
    let plans = together(
        &[
            ("01-bar.md", &[], &file("skipped")),
            ("04-line.md", &[], &file("steps")),
        ],
        &left,
    );
    assert_eq!(placed(&plans[0]), ids(&left[1].known));
    assert_eq!(placed(&plans[1]), ids(&left[0].known));
    assert_eq!(plans[0].placements[0].change, Change::Moved);
}

#[test]
fn a_text_goes_to_the_document_that_says_it_and_not_to_the_first_that_asks_it() {
    let of = |means: &str| table("Parameters", &[("x", means)]);
    let tested = of("the variable whose type is tested");
    let left = [left("kind.md", &tested)];
    let plans = together(
        &[
            ("eigs.md", &[], &of("a matrix to be made diagonal")),
            ("type.md", &[], &tested),
        ],
        &left,
    );
    assert_eq!(plans[0].placements[0].change, Change::New);
    assert_eq!(placed(&plans[1]), ids(&left[0].known));
}

#[test]
fn what_goes_from_one_document_to_another_retires_in_none() {
    let first = known(&table("Ports", &[("SSH", "22"), ("DNS", "53")]));
    let plans = together(
        &[
            ("ports.md", &first, &table("Ports", &[("SSH", "22")])),
            ("names.md", &[], &table("Names", &[("DNS", "53")])),
        ],
        &[],
    );
    assert_eq!(placed(&plans[1]), [first[1].id]);
    assert_eq!(plans[1].placements[0].change, Change::Moved);
    assert!(plans.iter().all(|plan| plan.retired.is_empty()));
}

#[test]
fn a_section_that_goes_elsewhere_takes_its_cards_though_one_of_that_text_was_retired_there() {
    let ports = table(
        "Ports",
        &[("SSH", "22"), ("DNS", "53"), ("all", "see above")],
    );
    let names = table("Names", &[("host", "a name"), ("all", "see above")]);
    let first = known(&ports);
    let mut second = known(&names);
    // Both would be born with one id.
    second[1].id = second[1].id.next();
    second[1].retired = true;
    let host = table("Names", &[("host", "a name")]);
    let documents = [
        ("ports.md", &first[..], "# Ports\n"),
        ("names.md", &second[..], &format!("{host}\n{ports}")),
    ];
    let plans = together(&documents, &[]);
    let mut ids = ids(&first);
    ids.insert(0, second[0].id);
    assert_eq!(placed(&plans[1]), ids);
    assert!(plans[0].retired.is_empty());
    // Where nothing comes, the retired one is back.
    let plans = together(&[("names.md", &second[..], &names)], &[]);
    assert_eq!(placed(&plans[0])[1], second[1].id);
    assert_eq!(plans[0].placements[1].change, Change::Revived);
}

#[test]
fn a_document_that_was_taken_apart_by_its_headings_keeps_what_each_of_them_says() {
    let row = |key: &str, means: &str| format!("| {key} | {means} |\n");
    let head = "| K | V |\n|---|---|\n";
    let rows = |class: &str| [row("Class", class), row("Route", "by mouth")].concat();
    let drugs = [
        ("Aspirin", "analgesic"),
        ("Ibuprofen", "analgesic"),
        ("Losartan", "antihypertensive"),
        ("Valsartan", "antihypertensive"),
    ];
    let parts =
        drugs.map(|(drug, class)| format!("## Drugs\n\n### {drug}\n\n{head}{}\n", rows(class)));
    let first = numbered(known(&format!("# Notes\n\n{}", parts.concat())));
    let file =
        |drug: &str, class: &str| format!("# {drug}\n\n## At a glance\n\n{head}{}", rows(class));
    let (gone, stays) = (
        file("Ibuprofen", "analgesic"),
        file("Valsartan", "antihypertensive"),
    );
    let new = file("Naproxen", "analgesic");
    let plans = together(
        &[
            ("drugs.md", &first, "# Notes\n\nSee the files.\n"),
            ("drugs/ibuprofen.md", &[], &gone),
            ("drugs/naproxen.md", &[], &new),
            ("drugs/valsartan.md", &[], &stays),
        ],
        &[],
    );
    assert_eq!(placed(&plans[1]), ids(&first[2..4]));
    assert_eq!(placed(&plans[3]), ids(&first[6..8]));
    assert!(
        plans[2]
            .placements
            .iter()
            .all(|it| it.change == Change::New)
    );
}

#[test]
fn a_heading_that_came_or_went_within_a_thing_does_not_hide_it() {
    let row = "| K | V |\n|---|---|\n| Class | analgesic |\n";
    let part = |drug: &str, inner: &str| format!("### {drug}\n\n{inner}{row}\n");
    let head = "# Notes\n\n## Drugs\n\n";
    let before = [
        part("Aspirin", "#### Against fever\n\n"),
        part("Ibuprofen", ""),
        part("Metamizole", ""),
    ];
    let first = numbered(known(&(head.to_owned() + &before.concat())));
    let file = |drug: &str, inner: &str| format!("# {drug}\n\n{inner}{row}");
    let plans = together(
        &[
            ("drugs.md", &first, "# Notes\n\nSee the files.\n"),
            ("all/aspirin.md", &[], &file("Aspirin", "")),
            (
                "all/ibuprofen.md",
                &[],
                &file("Ibuprofen", "## Against pain\n\n"),
            ),
            ("all/naproxen.md", &[], &file("Naproxen", "")),
        ],
        &[],
    );
    assert_eq!(placed(&plans[1]), [first[0].id]);
    assert_eq!(placed(&plans[2]), [first[1].id]);
    assert_eq!(plans[3].placements[0].change, Change::New);
}

/// Cards that say the same would be born with one id.
fn numbered(mut known: Vec<Known>) -> Vec<Known> {
    let mut given = std::collections::BTreeSet::new();
    for known in &mut known {
        while !given.insert(known.id) {
            known.id = known.id.next();
        }
    }
    known
}

#[test]
fn a_heading_that_went_with_its_section_outweighs_a_row_that_stands_in_another_one() {
    let props = |columns: &str, rows: [&str; 3]| {
        format!(
            "# T\n\n## Polygon\n\n{columns}{}\n",
            rows.map(|row| format!("| {row} |\n")).concat()
        )
    };
    let before = props(
        "| Name | Type |\n|---|---|\n",
        [
            "coordinates | `LatLng[]`",
            "tappable | yes or no",
            "zIndex | number",
        ],
    );
    let after = props(
        "| Name | Type | Description |\n|---|---|---|\n",
        [
            "coordinates | `LatLng[]` | Where the corners of it are.",
            "tappable | yes or no | Whether a touch of it is told.",
            "zIndex | number | What lies above what.",
        ],
    );
    let left = [left("index.md", &before)];
    let other = table(
        "Any overlay",
        &[("coordinates", "`LatLng[]`"), ("tappable", "yes or no")],
    );
    let other = other.replace("| K | V |", "| Name | Type |");
    let plans = together(
        &[("geojson.md", &[], &other), ("polygon.md", &[], &after)],
        &left,
    );
    assert_eq!(placed(&plans[1]), ids(&left[0].known));
    assert_eq!(plans[0].count(Change::New), 2);
}

#[test]
fn a_section_of_which_there_are_several_copies_now_is_the_first_of_them() {
    let equals = table(
        "equals",
        &[("o1", "what to compare"), ("o2", "what to compare it with")],
    );
    let left = [left("util.md", &equals)];
    let files = ["core.md", "umd.md", "web.md"].map(|file| (file, &[][..], &equals[..]));
    let plans = together(&files, &left);
    assert_eq!(placed(&plans[0]), ids(&left[0].known));
    assert_eq!(plans[0].count(Change::Moved), 2);
    assert_eq!(plans[1].count(Change::New), 2);
}

#[test]
fn a_key_that_moved_to_another_file_and_got_a_column_is_that_key() {
    let title = "setChatAdministratorCustomTitle";
    let before = format!(
        "# T\n\n## Bot\n\n| Method | Result |\n|---|---|\n| `{title}` | `Promise<TitleResult>` |\n"
    );
    let after = format!(
        "# T\n\n## Api\n\n| Method | Result | Description |\n|---|---|---|\n\
         | `{title}` | `Promise<T.TitleResult>` | Sets what stands beside the name of a person in a group. |\n"
    );
    let left = [left("bot.md", &before)];
    let plans = together(&[("api.md", &[], &after)], &left);
    assert_eq!(placed(&plans[0]), ids(&left[0].known));
    let other = after.replace("Promise<T.TitleResult>", "nothing at all");
    let plans = together(&[("api.md", &[], &other)], &left);
    assert_eq!(plans[0].count(Change::New), 1);
}

#[test]
fn what_many_documents_say_goes_with_its_section_though_another_section_of_its_file_says_it_now() {
    let everywhere = ("river", "the same river everywhere");
    let section = |name: &str, own: &str| table(name, &[(own, name), everywhere]);
    let numbered = |text: &str, from: u8| {
        let numbers = from..;
        let known = known(text).into_iter().zip(numbers);
        let known = known.map(|(known, number)| Known {
            id: CardId::from_bytes([number; 16]),
            ..known
        });
        known.collect::<Vec<Known>>()
    };
    let violet = section("Violet cloud", "forest");
    let engine = section("Steam engine", "pencil");
    let stone = section("Stone lamp", "saddle");
    let both = format!("{engine}{}", stone.trim_start_matches("# T\n"));
    let (first, second) = (numbered(&violet, 1), numbered(&both, 11));
    let plans = together(
        &[
            ("first.md", &first, &engine),
            ("second.md", &second, &stone),
            ("third.md", &[], &violet),
        ],
        &[],
    );
    assert_eq!(placed(&plans[0]), ids(&second)[..2]);
    assert_eq!(placed(&plans[1]), ids(&second)[2..]);
    assert_eq!(placed(&plans[2]), ids(&first));
}
