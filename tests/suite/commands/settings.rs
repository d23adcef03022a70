//! The settings file and the variables over it.

use std::fs;

use super::sandbox::{Sandbox, finish};

fn set(sandbox: &Sandbox, text: &str) {
    let folder = sandbox.path("home/.config/srm");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), text).unwrap();
}

#[test]
fn the_file_sets_limits_and_a_variable_goes_over_it_and_a_flag_over_both() {
    let sandbox = Sandbox::with_notes();
    set(&sandbox, "[review]\nnew_per_day = 3\n");
    assert!(sandbox.run(&["review"]).out.starts_with("Today: 3 new."));
    let mut command = sandbox.command(&["review"]);
    assert!(
        finish(command.env("SRM_NEW_PER_DAY", "2"))
            .out
            .starts_with("Today: 2 new.")
    );
    let mut command = sandbox.command(&["review", "--new", "1"]);
    assert!(
        finish(command.env("SRM_NEW_PER_DAY", "2"))
            .out
            .starts_with("Today: 1 new.")
    );
}

#[test]
fn the_rollover_hour_and_the_six_qualities() {
    let mut sandbox = Sandbox::with_notes();
    set(&sandbox, "[review]\nrollover_hour = 0\ngrades = \"0-5\"\n");
    sandbox.at("2026-03-02T00:30:00+01:00");
    assert_eq!(sandbox.json(&["due", "--json"])["today"], "2026-03-02");
    let ran = sandbox.run_with(&["review"], "\n5\n:quit\n");
    assert!(ran.out.contains("5 easy (1 day). [4]"), "{}", ran.out);
    assert_eq!(sandbox.events()[0]["quality"], 5);
}

#[test]
fn what_is_not_understood_is_named_and_stops_everything_that_needs_it() {
    let sandbox = Sandbox::with_notes();
    for (text, part) in [
        (
            "[review]\nnew_per_dya = 3\n",
            "line 2: unknown field `new_per_dya`",
        ),
        (
            "[review]\nrollover_hour = 30\n",
            "rollover_hour is 30, but an hour is 0 to 23",
        ),
        ("[review\n", "line 1: "),
    ] {
        set(&sandbox, text);
        let ran = sandbox.run(&["due"]);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(
            ran.err.contains(part) && ran.err.contains("config.toml"),
            "{ran:?}"
        );
        assert_eq!(
            sandbox.run(&["compile", "notes.md"]).code,
            0,
            "compiling needs no settings"
        );
    }
    set(&sandbox, "");
    let mut command = sandbox.command(&["due"]);
    let ran = finish(command.env("SRM_ROLLOVER_HOUR", "four"));
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("SRM_ROLLOVER_HOUR is `four`"), "{ran:?}");
}
