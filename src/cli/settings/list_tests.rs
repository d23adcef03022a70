//! Every setting: it takes its default, has a name of its own, and stands in the README.

use super::super::Settings;
use super::super::setting::named;
use super::super::value::Value;
use super::{ENTRIES, SETTINGS};

/// All settings with their defaults, as the README shows them.
fn as_toml() -> String {
    let mut text = String::new();
    let mut table = "";
    for setting in &SETTINGS {
        let (its_table, key) = setting.key.split_once('.').unwrap();
        if its_table != table {
            text += &format!(
                "{}[{its_table}]\n",
                if table.is_empty() { "" } else { "\n" }
            );
            table = its_table;
        }
        text += &format!("# {}: {}.\n", setting.variable, setting.explanation);
        let default = setting.default_value();
        text += &format!("{key} = {}\n", default.to_string().trim());
    }
    text
}

#[test]
fn the_readme_shows_every_setting_with_its_default() {
    let readme = include_str!("../../../README.md");
    let (_, rest) = readme.split_once("```toml\n").unwrap();
    let (shown, _) = rest.split_once("```").unwrap();
    assert_eq!(shown, as_toml());
}

#[test]
fn every_setting_takes_its_own_default_and_has_a_name_of_its_own() {
    for setting in &SETTINGS {
        let stored = Value::Stored(setting.default_value());
        (setting.set)(&mut Settings::default(), &stored).unwrap();
        let last = setting.key.rsplit('.').next().unwrap();
        assert_eq!(named(last).unwrap().key, setting.key);
        assert!(setting.variable.starts_with("SRM_"), "{}", setting.key);
    }
}

#[test]
fn every_action_of_the_full_screen_has_its_key_here() {
    for entry in &ENTRIES {
        let setting = named(&format!("keys.{}", entry.name)).unwrap();
        assert_eq!(setting.explanation, entry.help);
        let stored = Value::Stored("x".into());
        let mut settings = Settings::default();
        (setting.set)(&mut settings, &stored).unwrap();
        assert_eq!(settings.keys.of(entry.action).to_string(), "x");
    }
}

#[test]
fn a_slip_in_a_name_is_told_with_the_nearest() {
    let hint = |typed| named(typed).unwrap_err().hint.unwrap();
    for typed in ["review.new_per_dya", "new_per_dya", "reviw.new_per_day"] {
        assert!(hint(typed).contains("`review.new_per_day`"), "{typed}");
    }
    assert!(!hint("colour").contains("Did you mean"));
}

#[test]
fn what_a_setting_can_be_is_said() {
    let allowed = |key| named(key).unwrap().allowed();
    assert_eq!(
        allowed("new_per_day"),
        "a whole number from 0 to 4294967295"
    );
    assert_eq!(allowed("rollover_hour"), "a whole number from 0 to 23");
    assert_eq!(allowed("grades"), "`1-4` or `0-5`");
    assert_eq!(allowed("update"), "`true` or `false`");
}
