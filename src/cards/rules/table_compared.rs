//! Tables whose columns are the things compared: opposites, both sides of the section's `X vs Y`, or things
//! of one kind in a section that compares them. No column names their rows. A table with a column that
//! does must never be taken for one.

/// Headers that are opposites, in lower case.
const OPPOSITES: [(&str, &str); 12] = [
    ("pros", "cons"),
    ("advantages", "disadvantages"),
    ("advantage", "disadvantage"),
    ("strengths", "weaknesses"),
    ("benefits", "drawbacks"),
    ("do", "don't"),
    ("dos", "don'ts"),
    ("do", "do not"),
    ("similarities", "differences"),
    ("before", "after"),
    ("good", "bad"),
    ("in scope", "out of scope"),
];
/// What the heading of a section that compares says, in lower case.
const COMPARES: [&str; 16] = [
    "compar",
    "vergleich",
    "confront",
    "сравнен",
    "so sánh",
    "比较",
    "比較",
    "对比",
    "비교",
    " vs ",
    " vs. ",
    " versus ",
    "difference between",
    "differences between",
    "diferencia",
    "diferença",
];
/// The most columns of things compared.
const MOST: usize = 5;

/// Whether the columns of these names are compared; `heading` is that of the section.
pub(super) fn compares_columns(names: &[String], rows: usize, heading: Option<&str>) -> bool {
    if let [first, second] = names
        && OPPOSITES.iter().any(|(one, other)| {
            (first == one && second == other) || (first == other && second == one)
        })
    {
        return true;
    }
    let Some(heading) = heading.map(str::to_lowercase) else {
        return false;
    };
    if let [first, second] = names
        && rows >= 2
        && stand_on_both_sides(&heading, first, second)
    {
        return true;
    }
    (2..=MOST).contains(&names.len())
        && COMPARES.iter().any(|word| heading.contains(word))
        && ((names.len() == 2 && are_named(&heading, names)) || are_of_a_kind(names))
}

/// Whether two names stand on both sides of `X vs Y`.
fn stand_on_both_sides(heading: &str, first: &str, second: &str) -> bool {
    let versus = [" vs ", " vs. ", " versus "]
        .iter()
        .find_map(|word| heading.split_once(word));
    let named = |side: &str, name: &str| {
        !name.is_empty() && (side.contains(name) || name.contains(side.trim()))
    };
    versus.is_some_and(|(left, right)| named(left, first) && named(right, second))
}

/// Whether a heading names every column: `Comparison of capital and running costs`.
fn are_named(heading: &str, names: &[String]) -> bool {
    names.iter().all(|name| {
        let bare = name.split_once('(').map_or(name.as_str(), |(bare, _)| bare);
        let bare = bare.trim();
        bare.chars().count() >= 2 && heading.contains(bare)
    })
}

/// Whether the names share their first or last word, as `public cloud` and `private cloud` do, or look
/// alike as `iaas` and `paas`.
fn are_of_a_kind(names: &[String]) -> bool {
    let in_words = names.iter().all(|name| name.contains(' '));
    let is_word = |word: &str| word.chars().count() >= 3;
    let is_tail = |tail: &str| (2..=4).contains(&tail.chars().count());
    (in_words && (share(names, first_word, is_word) || share(names, last_word, is_word)))
        || share(names, behind_first, is_tail)
}

/// Whether all names have one part in common, which is good for that.
fn share(names: &[String], part: fn(&str) -> &str, is_good: impl Fn(&str) -> bool) -> bool {
    let mut parts = names.iter().map(|name| part(name));
    let first = parts.next().filter(|first| is_good(first));
    first.is_some_and(|first| parts.all(|other| other == first))
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or_default()
}

fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or_default()
}

fn behind_first(name: &str) -> &str {
    let mut signs = name.chars();
    signs.next();
    signs.as_str()
}

#[cfg(test)]
mod tests {
    use super::compares_columns;

    #[test]
    fn columns_that_are_compared_are_told_from_keys() {
        let compares = |names: &[&str], heading: &str| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            compares_columns(&names, 2, Some(heading))
        };
        assert!(compares(&["pros", "cons"], "Notes"));
        assert!(compares(&["http", "https"], "HTTP vs HTTPS"));
        assert!(compares(
            &["salt water", "fresh water"],
            "Comparison of waters"
        ));
        assert!(compares(
            &["iaas", "paas", "saas"],
            "Comparación de modelos"
        ));
        assert!(compares(
            &["capital costs (capex)", "running costs (opex)"],
            "Vergleich: capital costs, running costs"
        ));
        assert!(!compares(&["feature", "http", "https"], "HTTP vs HTTPS"));
        assert!(!compares(
            &["protocol", "tcp", "udp"],
            "Protocols: TCP vs UDP"
        ));
        assert!(!compares(&["salt water", "fresh water"], "Waters"));
        assert!(!compares(&["model", "meaning"], "Comparison of models"));
    }
}
