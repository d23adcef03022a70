//! Prompts without the targets of their links, for comparison: a key that became a link is the same key. It must
//! never take code such as `a[i][j]` for a link.

use std::borrow::Cow;

/// A text with `[name](target)`, `[name][target]` and `<a href="target">name</a>` as `name`.
pub(super) fn without_links(text: &str) -> Cow<'_, str> {
    // To look for each sign of a link was a tenth of importing a large document that was edited.
    if memchr::memchr2(b'[', b'<', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let Some(bare) = without_anchors(text) else {
        return without_markdown_links(text);
    };
    Cow::Owned(without_markdown_links(&bare).into_owned())
}

/// A text without the tags of anchors, where it has some outside of code.
fn without_anchors(text: &str) -> Option<String> {
    let mut bare = String::new();
    let mut rest = text;
    while let Some((before, behind)) = next_anchor(&bare, rest) {
        bare.push_str(before);
        let (_, inside) = behind.split_once('>')?;
        let close = inside.to_ascii_lowercase().find("</a>")?;
        let (name, end) = inside.split_at_checked(close)?;
        bare.push_str(name);
        rest = end.get("</a>".len()..)?;
    }
    let has_some = rest.len() < text.len();
    bare.push_str(rest);
    has_some.then_some(bare)
}

/// What stands before the next tag that opens an anchor, and what follows its name.
fn next_anchor<'a>(bare: &str, text: &'a str) -> Option<(&'a str, &'a str)> {
    let mut tags = text.match_indices('<').filter_map(|(at, _)| {
        let (before, tag) = text.split_at_checked(at)?;
        let is_anchor = tag
            .get(..3)
            .is_some_and(|name| name.eq_ignore_ascii_case("<a "));
        (is_anchor && !is_in_code(bare, before)).then_some((before, tag.get(3..)?))
    });
    tags.next()
}

fn is_in_code(bare: &str, lead: &str) -> bool {
    let ticks = [bare, lead].map(|text| text.matches('`').count());
    ticks.iter().sum::<usize>() % 2 == 1
}

fn without_markdown_links(text: &str) -> Cow<'_, str> {
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
    !last.is_some_and(char::is_alphanumeric) && !is_in_code(bare, lead)
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
            ("<a href=\"#x\" id=\"x\">`--x <dir>`</a>", "`--x <dir>`"),
            ("<a name='x'></a>x and <A HREF=y>y</A>", "x and y"),
            ("`<a href=\"x\">` and `</a>`", "`<a href=\"x\">` and `</a>`"),
            ("<abbr>x</abbr>", "<abbr>x</abbr>"),
            ("x </a> y <a never", "x </a> y <a never"),
            ("<a href=x>[y](z)</a>", "y"),
        ] {
            assert_eq!(without_links(text), bare);
        }
    }
}
