//! Names the rules that make cards of text, by their source: a program with other rules must not take
//! a document for one that it has compiled already. It reads source files of the crate and nothing else. A program that
//! never unwinds it leaves without the index for it.

#![allow(clippy::print_stdout)]

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::Path;

/// Where the rules stand.
const RULES: [&str; 2] = ["src/document", "src/cards"];

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for folder in RULES {
        println!("cargo::rerun-if-changed={folder}");
        add(Path::new(folder), &mut hasher)?;
    }
    println!("cargo::rustc-env=SRM_RULES={:016x}", hasher.finish());
    // 75 kB. Backtraces are found through it; a released program has no names to show in one.
    if is_set_to("PROFILE", "release") && is_set_to("CARGO_CFG_TARGET_OS", "linux") {
        println!("cargo::rustc-link-arg-bins=-Wl,--no-eh-frame-hdr");
    }
    Ok(())
}

fn is_set_to(name: &str, value: &str) -> bool {
    env::var(name).is_ok_and(|set| set == value)
}

fn add(folder: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add(&path, hasher)?;
        } else {
            path.hash(hasher);
            fs::read(&path)?.hash(hasher);
        }
    }
    Ok(())
}
