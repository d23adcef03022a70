//! Names the rules that make cards of text, by their source: a program with other rules must not take
//! a document for one that it has compiled already. It reads source files of the crate and nothing else. A program that
//! never unwinds it leaves without what unwinding needs.

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
    if is_set_to("PROFILE", "release") && is_set_to("CARGO_CFG_TARGET_OS", "linux") {
        leave_out_unwinding()?;
    }
    Ok(())
}

/// Has the tables of unwinding left out, and the index to them: 630 kB of 8 MB. A released program ends at once where it
/// would unwind, and has no names to show in a backtrace.
fn leave_out_unwinding() -> io::Result<()> {
    println!("cargo::rustc-link-arg-bins=-Wl,--no-eh-frame-hdr");
    println!("cargo::rerun-if-env-changed=RUSTC_LINKER");
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    // A linker of somebody's choice may take no script.
    if env::var_os("RUSTC_LINKER").is_some() || flags.contains("fuse-ld") {
        return Ok(());
    }
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    let script = Path::new(&folder).join("without_unwinding.ld");
    let discard = "SECTIONS { /DISCARD/ : { *(.eh_frame) } } INSERT AFTER .text;\n";
    fs::write(&script, discard)?;
    println!("cargo::rustc-link-arg-bins=-Wl,-T,{}", script.display());
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
