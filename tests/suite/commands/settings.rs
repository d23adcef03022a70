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
            "line 2: there is no setting `review.new_per_dya`",
        ),
        (
            "[review]\nrollover_hour = 30\n",
            "rollover_hour is 30, but it can be only a whole number from 0 to 23",
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

#[test]
fn config_shows_each_value_and_who_set_it() {
    let sandbox = Sandbox::with_notes();
    set(
        &sandbox,
        "[review]\nnew_per_day = 3\nreviews_per_day = 30\n",
    );
    sandbox.write("srm.toml", "[review]\nnew_per_day = 2\n");
    let mut command = sandbox.command(&["config", "--json"]);
    let ran = finish(command.env("SRM_GRADES", "0-5"));
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["format"], "srm-config");
    let got = |key: &str| {
        let settings = json["settings"].as_array().unwrap();
        let setting = settings.iter().find(|s| s["key"] == key).unwrap();
        (setting["value"].clone(), setting["from"].clone())
    };
    assert_eq!(got("review.new_per_day"), (2.into(), "project".into()));
    assert_eq!(got("review.reviews_per_day"), (30.into(), "user".into()));
    assert_eq!(got("review.grades"), ("0-5".into(), "variable".into()));
    assert_eq!(got("review.update"), (true.into(), "default".into()));
    assert!(sandbox.run(&["review"]).out.starts_with("Today: 2 new."));
    let shown = sandbox.run(&["config"]).out;
    let line = shown
        .lines()
        .find(|line| line.starts_with("review.new_per_day"))
        .unwrap();
    let words: Vec<&str> = line.split_whitespace().take(4).collect();
    assert_eq!(words, ["review.new_per_day", "2", "project", "file"]);
}

#[test]
fn config_set_keeps_comments_and_unset_takes_out() {
    let sandbox = Sandbox::new();
    let ran = sandbox.run(&["config", "set", "new_per_day", "3"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let file = "home/.config/srm/config.toml";
    assert_eq!(sandbox.read(file), "[review]\nnew_per_day = 3\n");
    set(&sandbox, "# mine\n[review]\nnew_per_day = 3 # few\n");
    sandbox.run(&["config", "set", "review.new_per_day", "4"]);
    assert_eq!(
        sandbox.read(file),
        "# mine\n[review]\nnew_per_day = 4 # few\n"
    );
    let ran = sandbox.run(&["config", "explain", "new_per_day"]);
    assert!(
        ran.out.contains("\nDefault: 20.\nNow: 4, from your file."),
        "{ran:?}"
    );
    sandbox.run(&["config", "unset", "new_per_day"]);
    assert_eq!(sandbox.read(file), "# mine\n[review]\n");
}

#[test]
fn config_refuses_what_it_does_not_know_and_says_what_goes_over_the_file() {
    let sandbox = Sandbox::new();
    let ran = sandbox.run(&["config", "set", "review.new_per_dya", "3"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.err.contains("Did you mean `review.new_per_day`?"),
        "{ran:?}"
    );
    let ran = sandbox.run(&["config", "set", "rollover_hour", "24"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("a whole number from 0 to 23"), "{ran:?}");
    assert!(!sandbox.path("home/.config/srm/config.toml").exists());
    let mut command = sandbox.command(&["config", "set", "new_per_day", "3"]);
    let ran = finish(command.env("SRM_NEW_PER_DAY", "9"));
    assert!(
        ran.err
            .contains("here it is 9, from the variable SRM_NEW_PER_DAY"),
        "{ran:?}"
    );
}

#[test]
fn a_project_sets_what_is_its_own_and_nothing_of_the_learners() {
    let sandbox = Sandbox::with_notes();
    for (text, part) in [
        ("[review]\nrollover_hour = 0\n", "the same in every folder"),
        ("db = \"/tmp/x\"\n", "there is no setting `db`"),
    ] {
        sandbox.write("srm.toml", text);
        let ran = sandbox.run(&["due"]);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(
            ran.err.contains(part) && ran.err.contains("srm.toml"),
            "{ran:?}"
        );
    }
}

#[test]
fn a_key_with_another_meaning_is_refused() {
    let sandbox = Sandbox::new();
    let ran = sandbox.run(&["config", "set", "keys.again", "q"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (
            2,
            "error: the key q is taken: it is that of keys.quit\n\
             hint: Give that another one first: srm config set keys.quit KEY\n"
        ),
        "{ran:?}"
    );
    assert_eq!(sandbox.run(&["config", "get", "keys.again"]).out, "1\n");
    for (key, value) in [("keys.quit", "x"), ("keys.again", "q")] {
        let ran = sandbox.run(&["config", "set", key, value]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    // At the end of a session nothing is graded.
    let ran = sandbox.run(&["config", "set", "keys.more", "q"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn a_number_that_is_too_large_is_told_its_range() {
    let sandbox = Sandbox::with_notes();
    let large = "99999999999";
    for (arguments, said) in [
        (
            vec!["config", "set", "review.new_per_day", large],
            "a whole number from 0 to 4294967295",
        ),
        (
            vec!["limits", "--new", large],
            "a whole number up to 4294967295",
        ),
        (
            vec!["reschedule", "x", "--on", "+99999999999"],
            "a whole number up to 65535",
        ),
        (vec!["bury", "x", "--days", large], "is not in 1..=65535"),
        (vec!["cards", "rated:99999999999"], "nine digits at most"),
    ] {
        let ran = sandbox.run(&arguments);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.err.to_lowercase().contains(said), "{ran:?}");
    }
}
