//! The rules that keep the code in its shape, checked on every file of `src`. What they are for
//! stands in src/ARCHITECTURE.md; each is a function in `rules.rs`.

mod rules;
mod samples;
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use rules::{ORDER, RULES, ignored};
use source::{Source, tokens};

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every `.rs` file below a folder of the project, in order.
fn sources(folder: &str) -> Vec<Source> {
    let top = project().join(folder);
    let mut files = Vec::new();
    collect(&top, &mut files);
    files.sort();
    let source = |file: &PathBuf| {
        let path = file.strip_prefix(&top).unwrap().to_str().unwrap();
        Source::new(&path.replace('\\', "/"), &fs::read_to_string(file).unwrap())
    };
    files.iter().map(source).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn every_source_keeps_every_rule() {
    let sources = sources("src");
    assert!(sources.len() > 20, "only {} files were read", sources.len());
    let mut breaches = String::new();
    for source in &sources {
        for (rule, check) in RULES {
            for breach in check(source) {
                let (path, line) = (&source.path, breach.line);
                breaches += &format!("src/{path}:{line}: {} ({rule})\n", breach.what);
            }
        }
    }
    assert!(breaches.is_empty(), "\n{breaches}");
}

/// lib.rs shows the order of the modules to its reader: it must be the true one.
#[test]
fn the_library_lists_its_modules_in_their_order() {
    let text = fs::read_to_string(project().join("src/lib.rs")).unwrap();
    let source = Source::new("lib.rs", &text);
    let listed: Vec<String> = tokens(&source.code)
        .windows(2)
        .filter(|pair| pair[0].text == "mod")
        .map(|pair| pair[1].text.clone())
        .collect();
    let in_order: Vec<&str> = ORDER
        .into_iter()
        .filter(|name| listed.iter().any(|listed| listed == name))
        .collect();
    assert_eq!(listed, in_order);
}

#[test]
fn no_test_of_the_suite_is_ignored_or_forgotten() {
    let root = fs::read_to_string(project().join("tests/suite/main.rs")).unwrap();
    for source in sources("tests/suite") {
        assert_eq!(ignored(&source), [], "{}", source.path);
        let area = source.area();
        let is_listed = area == "main" || root.contains(&format!("mod {area};"));
        assert!(is_listed, "tests/suite/main.rs does not list {area}");
    }
}
