//! Changing the learner's settings file, with its comments and its order kept.

use toml_edit::{DocumentMut, Item, Table, Value};

use super::super::failure::Failure;

/// The text of the file with the setting at this value.
///
/// # Errors
/// When the text is no settings file.
pub(in crate::cli) fn with(
    text: &str,
    (tables, last): &Path,
    mut value: Value,
) -> Result<String, Failure> {
    let mut document = parse(text)?;
    let mut table = document.as_table_mut();
    for (depth, name) in tables.iter().enumerate() {
        let inner = table.entry(name).or_insert_with(|| {
            let mut new = Table::new();
            // `[deck]` alone says nothing over `[deck."NAME"]`.
            new.set_implicit(depth.saturating_add(1) < tables.len());
            Item::Table(new)
        });
        if let Some(inline) = inner.as_inline_table() {
            *inner = Item::Table(inline.clone().into_table());
        }
        table = inner.as_table_mut().ok_or_else(|| {
            Failure::usage(format!("`{name}` is a value in it, where a table belongs"))
        })?;
    }
    match table.get_mut(last).and_then(Item::as_value_mut) {
        // What stands around the value, such as a comment behind it, stays.
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            table.insert(last, Item::Value(value));
        }
    }
    Ok(document.to_string())
}

/// The text of the file without the setting; none when it is not in it.
///
/// # Errors
/// When the text is no settings file.
pub(in crate::cli) fn without(
    text: &str,
    (tables, last): &Path,
) -> Result<Option<String>, Failure> {
    let mut document = parse(text)?;
    let mut table: &mut dyn toml_edit::TableLike = document.as_table_mut();
    for name in tables {
        match table.get_mut(name).and_then(Item::as_table_like_mut) {
            Some(inner) => table = inner,
            None => return Ok(None),
        }
    }
    Ok(table.remove(last).map(|_| document.to_string()))
}

/// The tables around a setting, and its own name in the innermost.
pub(in crate::cli) type Path = (Vec<String>, String);

fn parse(text: &str) -> Result<DocumentMut, Failure> {
    text.parse::<DocumentMut>().map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let line = text
            .get(..start)
            .unwrap_or_default()
            .matches('\n')
            .count()
            .saturating_add(1);
        Failure::usage(format!("line {line}: {}", error.message().trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::super::OfDeck;
    use super::super::setting::named;
    use super::*;

    fn set(text: &str, key: &str, value: &str) -> String {
        let setting = named(key).unwrap();
        with(text, &setting.path(), setting.read(value).unwrap()).unwrap()
    }

    #[test]
    fn comments_and_order_stay() {
        let text = "# mine\n[review]\ngrades = \"0-5\" # six\nnew_per_day   = 3  # few\n# end\n";
        assert_eq!(
            set(text, "new_per_day", "7"),
            "# mine\n[review]\ngrades = \"0-5\" # six\nnew_per_day   = 7  # few\n# end\n"
        );
        assert_eq!(
            set(text, "update", "false"),
            "# mine\n[review]\ngrades = \"0-5\" # six\nnew_per_day   = 3  # few\nupdate = false\n# end\n"
        );
    }

    #[test]
    fn what_is_missing_is_made() {
        assert_eq!(set("", "grades", "0-5"), "[review]\ngrades = \"0-5\"\n");
        let inline = set("review = { update = true }\n", "update", "false");
        assert!(inline.contains("update = false"), "{inline}");
    }

    #[test]
    fn a_deck_has_a_table_of_its_own() {
        let setting = OfDeck::named("deck.AWS::S3 v1.2.new").unwrap().unwrap();
        let value = setting.read("5").unwrap();
        let text = with("", &setting.path(), value).unwrap();
        assert_eq!(text, "[deck.\"AWS::S3 v1.2\"]\nnew = 5\n");
        let other = OfDeck::named("deck.B.reviews").unwrap().unwrap();
        let both = with(&text, &other.path(), other.read("9").unwrap()).unwrap();
        assert_eq!(both, format!("{text}\n[deck.B]\nreviews = 9\n"));
        let without = without(&both, &setting.path()).unwrap().unwrap();
        assert!(!without.contains("new"), "{without}");
    }

    #[test]
    fn a_value_is_taken_out_again() {
        let setting = &named("new_per_day").unwrap().path();
        let text = "[review]\nnew_per_day = 3\nupdate = true\n";
        assert_eq!(
            without(text, setting).unwrap().unwrap(),
            "[review]\nupdate = true\n"
        );
        assert_eq!(without("", setting).unwrap(), None);
        assert!(without("[review", setting).is_err());
    }
}
