//! What must hold for a folder of documents whose sections and rows go from file to file, step by step, where several
//! sections say the same rows: a row that stands somewhere keeps its card, whatever stood there before.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::sandbox::Sandbox;
use crate::log_properties::tries;

/// Rows that several sections say.
const SHARED: [&str; 3] = ["options", "returns", "example"];

#[derive(Clone, Debug)]
struct Section {
    heading: String,
    rows: Vec<String>,
}

/// A file: what it is called, its title, and its sections.
#[derive(Clone, Debug)]
struct File {
    name: String,
    title: String,
    sections: Vec<Section>,
}

/// What happens between two imports. Numbers choose files, sections and rows.
#[derive(Clone, Copy, Debug)]
enum Step {
    Rename(usize),
    Move(usize, usize),
    Split(usize),
    Merge(usize, usize),
    Swap(usize),
    LoseShared(usize, usize),
    GainShared(usize, usize),
}

fn any_step() -> impl Strategy<Value = Step> {
    let two = || (0_usize..12, 0_usize..12);
    prop_oneof![
        (0_usize..12).prop_map(Step::Rename),
        two().prop_map(|(file, section)| Step::Move(file, section)),
        (0_usize..12).prop_map(Step::Split),
        two().prop_map(|(file, other)| Step::Merge(file, other)),
        (0_usize..12).prop_map(Step::Swap),
        two().prop_map(|(file, section)| Step::LoseShared(file, section)),
        two().prop_map(|(file, section)| Step::GainShared(file, section)),
    ]
}

/// Three files of two sections, each with two rows of its own and some that others say, too.
fn files(shared: &[u8]) -> Vec<File> {
    let section = |number: usize, held: u8| {
        let own = (0..2).map(|at| format!("fact {number} {at}"));
        let held = (0..3).filter(|at| held & (1 << at) != 0);
        let held = held.map(|at: usize| SHARED[at].to_owned());
        Section {
            heading: format!("Function {number}"),
            rows: own.chain(held).collect(),
        }
    };
    let sections = shared.iter().enumerate();
    let sections: Vec<Section> = sections.map(|(at, held)| section(at, *held)).collect();
    let files = sections.chunks(2).enumerate();
    let file = |(at, sections): (usize, &[Section])| File {
        name: format!("{at}.md"),
        title: format!("Module {at}"),
        sections: sections.to_vec(),
    };
    files.map(file).collect()
}

fn take(files: &mut Vec<File>, step: Step, number: usize) {
    let all = files.len();
    match step {
        Step::Rename(file) => files[file % all].name = format!("renamed-{number}.md"),
        Step::Move(file, section) if all > 1 && files[file % all].sections.len() > 1 => {
            let from = &mut files[file % all].sections;
            let section = from.remove(section % from.len());
            files[(file + 1) % all].sections.push(section);
        }
        Step::Split(file) if files[file % all].sections.len() > 1 => {
            let from = &mut files[file % all].sections;
            let sections = from.split_off(from.len() / 2);
            files.push(File {
                name: format!("split-{number}.md"),
                title: format!("Part {number}"),
                sections,
            });
        }
        Step::Merge(file, other) if all > 1 && file % all != other % all => {
            let gone = files[file % all].clone();
            files[other % all].sections.extend(gone.sections);
            files.remove(file % all);
        }
        Step::Swap(file) => files[file % all].sections.reverse(),
        Step::LoseShared(file, section) => {
            let sections = &mut files[file % all].sections;
            let section = section % sections.len();
            sections[section].rows.truncate(2);
        }
        Step::GainShared(file, section) => {
            let sections = &mut files[file % all].sections;
            let section = section % sections.len();
            let rows = &mut sections[section].rows;
            let missing = SHARED
                .iter()
                .find(|row| !rows.iter().any(|held| held == *row));
            rows.extend(missing.map(|row| (*row).to_owned()));
        }
        _ => {}
    }
}

fn written(file: &File) -> String {
    let mut text = format!("# {}\n", file.title);
    for section in &file.sections {
        text.push_str(&format!(
            "\n## {}\n\n| Name | Means |\n|---|---|\n",
            section.heading
        ));
        for row in &section.rows {
            text.push_str(&format!("| {row} | what {row} means |\n"));
        }
    }
    text
}

/// The ids of the cards that say each text.
fn ids(sandbox: &Sandbox) -> BTreeMap<String, BTreeSet<String>> {
    let json = sandbox.json(&["cards", "--json"]);
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for card in json["cards"].as_array().unwrap() {
        let text = |field: &str| card[field].as_str().unwrap().to_owned();
        ids.entry(text("back")).or_default().insert(text("id"));
    }
    ids
}

fn import(sandbox: &Sandbox, files: &[File]) -> BTreeMap<String, BTreeSet<String>> {
    let folder = sandbox.path("notes");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir(&folder).unwrap();
    for file in files {
        std::fs::write(folder.join(&file.name), written(file)).unwrap();
    }
    let ran = sandbox.run(&["--yes", "import", "notes"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    ids(sandbox)
}

proptest! {
    #![proptest_config(tries(12))]

    #[test]
    fn a_row_that_stands_somewhere_keeps_its_card(
        shared in prop::collection::vec(0_u8..8, 6),
        steps in prop::collection::vec(any_step(), 1..7),
    ) {
        let mut files = files(&shared);
        let sandbox = Sandbox::new();
        let mut before = import(&sandbox, &files);
        for (number, step) in steps.into_iter().enumerate() {
            take(&mut files, step, number);
            let after = import(&sandbox, &files);
            for (text, known) in &before {
                let now = after.get(text).cloned().unwrap_or_default();
                let kept = known.intersection(&now).count();
                prop_assert_eq!(kept, known.len().min(now.len()), "{:?} lost a history by {:?}", text, step);
            }
            let rows = files.iter().flat_map(|file| &file.sections).map(|section| section.rows.len());
            prop_assert_eq!(after.values().map(BTreeSet::len).sum::<usize>(), rows.sum::<usize>());
            before = after;
        }
    }
}
