//! Prompts without the targets of their links, for comparison: a key that became a link is the same key. It must
//! never take code such as `a[i][j]` for a link.

use std::borrow::Cow;

/// A text with `[name](target)` and `[name][target]` as `name`.
pub(super) fn without_links(text: &str) -> Cow<'_, str> {
    if !text.contains("](") && !text.contains("][") {
        return Cow::Borrowed(text);
    }
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(']') {
        let name = before.rsplit_once('[');
        match (name, target_end(after)) {
            (Some((lead, name)), Some(behind)) if may_open(&bare, lead) => {
                bare.push_str(lead);
                bare.push_str(name);
                rest = behind;
            }
            _ => {
                bare.push_str(before);
                bare.push(']');
                rest = after;
            }
        }
    }
    bare.push_str(rest);
    Cow::Owned(bare)
}

/// What follows the target of a link.
fn target_end(after: &str) -> Option<&str> {
    let round = after.strip_prefix('(').and_then(|at| at.split_once(')'));
    let square = || after.strip_prefix('[').and_then(|at| at.split_once(']'));
    round.or_else(square).map(|(_, behind)| behind)
}

/// Whether a link may begin here: behind no word, and not in code.
fn may_open(bare: &str, lead: &str) -> bool {
    let last = lead.chars().next_back().or(bare.chars().next_back());
    let ticks = [bare, lead].map(|text| text.matches('`').count());
    !last.is_some_and(char::is_alphanumeric) && ticks.iter().sum::<usize>() % 2 == 0
}

#[cfg(test)]
mod tests {
    use super::without_links;

    #[test]
    fn names_of_links_stay_and_code_is_none() {
        for (text, bare) in [
            ("[`no-var`][no-var]", "`no-var`"),
            ("[no-var](docs/no-var.md)", "no-var"),
            ("What are [S3](a) and [EBS][b]?", "What are S3 and EBS?"),
            ("`a[i][j]`", "`a[i][j]`"),
            ("a[i][j] and a[i](j)", "a[i][j] and a[i](j)"),
            ("`[0][1]`", "`[0][1]`"),
            ("[0] [1]", "[0] [1]"),
            ("[open](never", "[open](never"),
            ("][", "]["),
        ] {
            assert_eq!(without_links(text), bare);
        }
    }
}
