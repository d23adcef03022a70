//! The JSON Schema of the deck form, checked against what is written. The checker knows the words that
//! the schema uses and fails on any other, so that no word of it goes unchecked.

use serde_json::{Value, json};

const SCHEMA: &str = include_str!("srm-deck.schema.json");

/// What is wrong with a value, with the path to it; the first thing that is.
pub(super) fn fault(bytes: &[u8]) -> Option<String> {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let value: Value = serde_json::from_slice(bytes).unwrap();
    check(&schema, &schema, &value, "").err()
}

fn check(root: &Value, schema: &Value, value: &Value, path: &str) -> Result<(), String> {
    for (word, asked) in schema.as_object().unwrap() {
        let holds = match word.as_str() {
            "$schema" | "title" | "description" | "$defs" => true,
            "$ref" => {
                let name = asked.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                check(root, &root["$defs"][name], value, path)?;
                true
            }
            "oneOf" => {
                let fits = |one: &&Value| check(root, one, value, path).is_ok();
                let number = asked.as_array().unwrap().iter().filter(fits).count();
                if number != 1 {
                    // The first says more than that none fits.
                    check(root, &asked[0], value, path)?;
                }
                number == 1
            }
            "const" => value == asked,
            "enum" => asked.as_array().unwrap().contains(value),
            "type" => is_of(asked.as_str().unwrap(), value),
            "minimum" => value
                .as_i64()
                .is_none_or(|number| number >= asked.as_i64().unwrap()),
            "maximum" => value
                .as_i64()
                .is_none_or(|number| number <= asked.as_i64().unwrap()),
            "minLength" => value
                .as_str()
                .is_none_or(|text| text.chars().count() as u64 >= asked.as_u64().unwrap()),
            "pattern" => value
                .as_str()
                .is_none_or(|text| is_hexadecimal(asked.as_str().unwrap(), text)),
            "required" => {
                let names = asked.as_array().unwrap();
                value.as_object().is_none_or(|object| {
                    names
                        .iter()
                        .all(|name| object.contains_key(name.as_str().unwrap()))
                })
            }
            "items" => {
                for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, asked, item, &format!("{path}/{at}"))?;
                }
                true
            }
            "properties" => {
                for (name, schema) in asked.as_object().unwrap() {
                    if let Some(inner) = value.get(name) {
                        check(root, schema, inner, &format!("{path}/{name}"))?;
                    }
                }
                true
            }
            other => panic!("`{other}` is a word that this checker does not know"),
        };
        if !holds {
            return Err(format!("{path}: {word}"));
        }
    }
    Ok(())
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("`{other}` is no type that this checker knows"),
    }
}

/// The patterns of the schema are all of one form: so many hexadecimal digits.
fn is_hexadecimal(pattern: &str, text: &str) -> bool {
    let length = pattern
        .strip_prefix("^[0-9a-f]{")
        .unwrap()
        .strip_suffix("}$")
        .unwrap();
    let is_digit = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    text.len() == length.parse::<usize>().unwrap() && text.chars().all(is_digit)
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let sound = json!({"format": "srm-deck", "version": 1, "deck": {"name": "D"}, "new": true,
        "cards": [{"kind": "question", "front": "Who?", "back": "me", "mood": 1}]});
    let said = |change: &dyn Fn(&mut Value)| {
        let mut deck = sound.clone();
        change(&mut deck);
        fault(deck.to_string().as_bytes())
    };
    assert_eq!(said(&|_| ()), None);
    assert_eq!(
        said(&|deck| deck["version"] = 2.into()).as_deref(),
        Some("/version: const")
    );
    assert_eq!(
        said(&|deck| deck["cards"][0]["kind"] = "quiz".into()).as_deref(),
        Some("/cards/0/kind: enum")
    );
    assert_eq!(
        said(&|deck| deck["cards"][0]["front"] = "".into()).as_deref(),
        Some("/cards/0/front: minLength")
    );
    assert_eq!(
        said(&|deck| deck["cards"][0]["id"] = "7".into()).as_deref(),
        Some("/cards/0/id: pattern")
    );
    assert_eq!(
        said(&|deck| deck["cards"] = 7.into()).as_deref(),
        Some("/cards: type")
    );
    assert!(
        said(&|deck| {
            deck.as_object_mut().unwrap().remove("cards");
        })
        .is_some()
    );
}
