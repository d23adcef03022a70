//! Links: texts that say nothing but where more is to be found. Nothing is followed.

/// Whether a text is one link and nothing else.
pub(super) fn is_link(text: &str) -> bool {
    let text = text.trim();
    // `<https://…>`
    let bare = text
        .strip_prefix('<')
        .and_then(|text| text.strip_suffix('>'));
    let text = bare.unwrap_or(text);
    // `[01][l01]` leads to where the end of the document says.
    let is_reference =
        || text.starts_with('[') && text.ends_with(']') && text.matches("][").count() == 1;
    (text.starts_with('[') && text.ends_with(')') && text.matches("](").count() == 1)
        || is_reference()
        || (text.starts_with("http") && !text.contains(' '))
}
