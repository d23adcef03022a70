//! The table of keys holds together, and the keys do what it says.

use super::*;

const PLACES: [Place; 5] = [
    Place::Question,
    Place::Field,
    Place::Answer,
    Place::Cover,
    Place::Summary,
];

#[test]
fn no_two_actions_share_a_key_and_a_place() {
    Keys::default().check().unwrap();
    for place in PLACES {
        let mut seen = std::collections::HashSet::new();
        for (entry, _) in Keys::default().working(place) {
            for key in entry.keys {
                assert!(seen.insert(*key), "{key} twice in {place:?}");
            }
        }
    }
}

#[test]
fn every_action_has_one_entry_and_its_key_does_it() {
    for entry in &ENTRIES {
        let alike = ENTRIES.iter().filter(|other| other.action == entry.action);
        assert_eq!(alike.count(), 1, "{}", entry.name);
        for place in entry.places {
            let key = Keys::default().of(entry.action);
            let belongs_to_field = *place == Place::Field && matches!(key, Key::Char(_));
            let expected = (!belongs_to_field).then_some(entry.action);
            assert_eq!(
                Keys::default().action(key, *place),
                expected,
                "{}",
                entry.name
            );
        }
    }
}

#[test]
fn letters_belong_to_the_field() {
    let does = |key| Keys::default().action(key, Place::Field);
    assert_eq!(does(Key::Char('q')), None);
    assert_eq!(does(Key::Enter), Some(Action::Proceed));
    assert_eq!(does(Key::Esc), Some(Action::Field));
    assert_eq!(does(Key::Up), Some(Action::Up));
}

#[test]
fn a_key_can_be_set_and_then_the_old_one_is_free() {
    let mut keys = Keys::default();
    keys.set(Action::Undo, Key::Char('я'));
    assert_eq!(
        keys.action(Key::Char('я'), Place::Question),
        Some(Action::Undo)
    );
    assert_eq!(keys.action(Key::Char('u'), Place::Question), None);
    keys.set(Action::Bury, Key::Char('я'));
    let NoBinding::Taken { one, other, .. } = keys.check().unwrap_err();
    assert_eq!((one, other), ("undo", "bury"));
}

#[test]
fn the_same_key_may_do_different_things_in_different_places() {
    let mut keys = Keys::default();
    keys.set(Action::More, Key::Char('b'));
    assert_eq!(keys.check(), Ok(()));
}
