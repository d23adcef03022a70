//! Odd surroundings: a mask that hides nothing, clocks that jump, the ends of the calendar, few file handles,
//! little memory.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;

use crate::commands::sandbox::{Ran, Sandbox, finish};

/// Whatever can be read by others below a folder.
fn open_to_others(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        if mode & 0o077 != 0 {
            found.push(format!("{} {:o}", path.display(), mode & 0o777));
        }
        if path.is_dir() {
            found.extend(open_to_others(&path));
        }
    }
    found
}

#[test]
fn nobody_else_can_read_what_is_written_whatever_the_mask() {
    let sandbox = Sandbox::with_notes();
    fs::create_dir(sandbox.path("data")).unwrap();
    let notes = sandbox.path("notes.md");
    let script = "umask 0
        \"$0\" import \"$1\" && printf '\\n3\\n' | \"$0\" review --plain && \"$0\" backup &&
        \"$0\" export --progress -o data/out.json && \"$0\" stats --html data/out.html &&
        \"$0\" doctor --salvage data/saved.json && \"$0\" config set new_per_day 5";
    let shell = |script: &str| {
        let mut command = Command::new("sh");
        command
            .args(["-c", script])
            .arg(cargo_bin!("srm"))
            .arg(&notes)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", sandbox.path("data/home"))
            .env("SRM_NOW", sandbox.now())
            .current_dir(sandbox.path(""));
        command
    };
    let output = shell(script).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    // While a review is open, its log lies beside the file.
    let mut review = shell("umask 0; exec \"$0\" review --plain")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(review.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("Press Enter") {
        assert!(said.read_line(&mut line).unwrap() > 0, "{line}");
    }
    let data = sandbox.path("data/home/.local/share/srm");
    assert!(data.join("srm.db.backups").exists() && data.join("srm.db-wal").exists());
    let open: Vec<String> = open_to_others(&sandbox.path("data"))
        .into_iter()
        // The folders of the home are the learner's own; ours within them are private.
        .filter(|name| !name.ends_with("/.local 777") && !name.ends_with("/.local/share 777"))
        .collect();
    assert_eq!(open, Vec::<String>::new());
    review.kill().unwrap();
    review.wait().unwrap();
}

#[test]
fn a_clock_that_jumps_loses_nothing_and_the_doctor_says_so() {
    let mut sandbox = Sandbox::with_notes();
    let mut events = 0;
    for now in [
        "2026-03-01T09:00:00Z",
        "2025-01-01T09:00:00Z",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "9999-12-30T00:00:00+14:00",
        "2026-03-29T03:59:59+01:00",
        "2026-03-29T04:00:00+02:00",
        "2026-03-29T12:00:00-11:00",
        "2038-01-19T03:14:08Z",
    ] {
        sandbox.at(now);
        let ran = sandbox.run_with(&["review", "--plain"], "\n3\n\n1\n\n4\n:quit\n");
        assert_eq!(ran.code, 0, "{now}: {ran:?}");
        assert!(!ran.out.contains("-1 day"), "{now}: {ran:?}");
        events += ran
            .out
            .lines()
            .filter(|line| line.starts_with("Saved "))
            .count();
        for arguments in [
            &[][..],
            &["due"],
            &["stats"],
            &["cards"],
            &["rebuild", "--check"],
        ] {
            let ran = sandbox.run(arguments);
            assert_eq!(ran.code, 0, "{now}, {arguments:?}: {ran:?}");
        }
        assert_eq!(sandbox.events().len(), events, "{now}");
    }
    let ran = sandbox.run(&["doctor"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.out.contains("lie ahead of now, up to 31 December 9999"),
        "{ran:?}"
    );
    // A backup was made each time. Those of a clock that was ahead are named, and stand behind the others.
    assert!(
        ran.out.contains("are dated ahead of the clock: 9999-12-31"),
        "{ran:?}"
    );
    let listed = sandbox.run(&["restore"]);
    let first = listed.out.find("2038-01-19").expect("a backup of today");
    let ahead = listed.out.find("9999-12-31T23").expect("one of the future");
    assert!(first < ahead, "{listed:?}");
    assert!(ran.out.contains("due only then"), "{ran:?}");
    for now in ["10000-01-01T00:00:00Z", "2026-02-30T00:00:00Z"] {
        sandbox.at(now);
        let ran = sandbox.run(&["due"]);
        assert_eq!(ran.code, 2, "{now}: {ran:?}");
        assert!(ran.err.contains("hint: "), "{now}: {ran:?}");
    }
}

/// Runs a line of the shell in which `"$0"` is the program.
#[cfg(target_os = "linux")]
fn in_shell(line: &str, sandbox: &Sandbox, arguments: &[&str], input: &str) -> Ran {
    let mut command = assert_cmd::Command::new("sh");
    command
        .args(["-c", line])
        .arg(cargo_bin!("srm"))
        .args(arguments)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", sandbox.path("home"))
        .env("SRM_DB", sandbox.path("srm.db"))
        .env("SRM_NOW", sandbox.now())
        .current_dir(sandbox.path(""))
        .write_stdin(input.to_owned());
    finish(&mut command)
}

/// Runs the program under a limit of the shell.
#[cfg(target_os = "linux")]
fn under(limit: &str, sandbox: &Sandbox, arguments: &[&str], input: &str) -> Ran {
    let line = format!("ulimit {limit} && exec \"$0\" \"$@\"");
    in_shell(&line, sandbox, arguments, input)
}

#[cfg(target_os = "linux")]
#[test]
fn closed_streams_a_folder_that_is_gone_and_odd_homes_are_survived() {
    let sandbox = Sandbox::with_notes();
    for (line, code) in [
        ("\"$0\" import notes.md 0<&- 1>&- 2>&-", 0),
        ("\"$0\" review --plain 0<&- 1>&-", 0),
        ("\"$0\" stats 1>&- 2>&-", 0),
        // A failure that nobody can read is still one.
        ("\"$0\" import nowhere.md 1>&- 2>&-", 1),
        ("mkdir gone && cd gone && rmdir ../gone && \"$0\" due", 0),
        ("unset SRM_DB; HOME=relative \"$0\" import notes.md", 1),
        ("unset SRM_DB; HOME= \"$0\" due", 1),
        ("unset SRM_DB; HOME=/dev/null/x \"$0\" import notes.md", 4),
        ("unset SRM_DB; HOME=/proc \"$0\" import notes.md", 4),
        ("env -i \"$0\" due", 1),
    ] {
        let ran = in_shell(line, &sandbox, &[], "\n3\n");
        assert_eq!(ran.code, code, "{line}: {ran:?}");
        let is_told = code == 0 || line.ends_with("2>&-") || ran.err.contains("hint: ");
        assert!(is_told, "{line}: {ran:?}");
    }
    assert_eq!(sandbox.files(), ["notes.md", "srm.db", "srm.db.backups"]);
    let ran = sandbox.run(&["doctor", "--full"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

/// What a day's work is made of.
#[cfg(target_os = "linux")]
const WORK: [(&[&str], &str); 7] = [
    (&["import", "notes.md"], ""),
    (&["review", "--plain"], "\n3\n:quit\n"),
    (&["stats"], ""),
    (&["export", "-o", "out.json"], ""),
    (&["backup"], ""),
    (&["doctor"], ""),
    (&["rebuild", "--check"], ""),
];

#[cfg(target_os = "linux")]
#[test]
fn sixteen_file_handles_and_little_memory_are_enough() {
    for limit in ["-n 16", "-v 262144"] {
        let sandbox = Sandbox::with_notes();
        for (arguments, input) in WORK {
            let ran = under(limit, &sandbox, arguments, input);
            assert_eq!(ran.code, 0, "{limit}, {arguments:?}: {ran:?}");
        }
        assert_eq!(sandbox.events().len(), 1, "{limit}");
    }
}

/// Fewer than it needs: each command works or says what is missing, and nothing is half done.
#[cfg(target_os = "linux")]
#[test]
fn too_few_file_handles_are_said() {
    let sandbox = Sandbox::with_notes();
    let mut failed = 0;
    for handles in 4..10 {
        for (arguments, input) in WORK {
            let ran = under(&format!("-n {handles}"), &sandbox, arguments, input);
            let is_told = ran.code == 0 || ran.err.contains("error: ");
            assert!(
                matches!(ran.code, 0 | 1 | 4) && is_told,
                "{handles}, {arguments:?}: {ran:?}"
            );
            failed += usize::from(ran.code != 0);
        }
    }
    assert!(failed > 0, "no limit was met");
    let ran = sandbox.run(&["doctor", "--full"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

/// What a stranger's folder can hold beside a document: a pipe that nobody writes, a folder, a link to itself, a
/// device that never ends, more than anybody writes. Nothing of it makes the program wait or fill the memory.
#[cfg(target_os = "linux")]
#[test]
fn what_stands_beside_a_document_and_is_no_file_is_refused() {
    let sandbox = Sandbox::with_notes();
    let script = "for beside in \
        'mkfifo BESIDE' 'mkdir BESIDE' 'ln -s notes.md.srm BESIDE' 'ln -s /dev/zero BESIDE' \
        'head -c 2097152 /dev/zero > BESIDE'; do
        rm -rf notes.md.srm
        eval \"$(echo $beside | sed s/BESIDE/notes.md.srm/)\" || exit 9
        timeout 20 \"$0\" import notes.md; echo $? >> codes
    done";
    let ran = in_shell(script, &sandbox, &[], "");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(sandbox.read("codes"), "1\n1\n1\n1\n3\n", "{ran:?}");
    assert_eq!(ran.err.matches("notes.md.srm").count(), 5, "{ran:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn settings_that_are_no_file_are_refused() {
    let sandbox = Sandbox::with_notes();
    let script =
        "mkdir -p \"$HOME/.config/srm\" && mkfifo \"$HOME/.config/srm/config.toml\" || exit 9
        exec timeout 20 \"$0\" due";
    let ran = in_shell(script, &sandbox, &[], "");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("no regular file"), "{ran:?}");
}

/// A file system takes names of 255 bytes, and a name beside such a one is longer.
#[cfg(target_os = "linux")]
#[test]
fn a_document_may_have_the_longest_name() {
    let sandbox = Sandbox::new();
    let name = format!("{}.md", "n".repeat(252));
    sandbox.write(&name, "Q: What is EFS?\nA: A file system\n");
    let ran = sandbox.run(&["import", &name]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = sandbox.run(&["export", "-o", &"o".repeat(255)]);
    assert_eq!(ran.code, 0, "{ran:?}");
}
