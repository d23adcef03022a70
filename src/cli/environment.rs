//! Environment variables. An empty one counts as not set.

use std::ffi::OsString;
use std::str::FromStr;

use super::failure::Failure;

/// The value of a variable as the system gives it.
pub(super) fn raw(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// The value of a variable as text.
pub(super) fn text(name: &str) -> Result<Option<String>, Failure> {
    let Some(value) = raw(name) else {
        return Ok(None);
    };
    match value.into_string() {
        Ok(text) => Ok(Some(text)),
        Err(_) => Err(Failure::usage(format!("{name} is not valid UTF-8"))),
    }
}

/// The value of a variable as a number.
pub(super) fn number<T: FromStr>(name: &str) -> Result<Option<T>, Failure> {
    let Some(text) = text(name)? else {
        return Ok(None);
    };
    match text.trim().parse() {
        Ok(number) => Ok(Some(number)),
        Err(_) => Err(
            Failure::usage(format!("{name} is `{text}`, which is no number it can be"))
                .hint(format!("Give it a whole number, or unset it: unset {name}")),
        ),
    }
}
