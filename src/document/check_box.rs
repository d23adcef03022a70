//! Check boxes at the beginning of a text, as people and pages write them. It must never look further.

use super::block::Task;
use super::span::bytes_before;

/// The most bytes of a tag that draws a box.
const LONGEST_TAG: usize = 120;
/// Check boxes as people write them.
const BOXES: [(&str, Task); 19] = [
    ("[ ]", Task::Open),
    ("[x]", Task::Done),
    ("[X]", Task::Done),
    ("[]", Task::Open),
    ("[*]", Task::Done),
    ("[✓]", Task::Done),
    ("[✔]", Task::Done),
    ("( )", Task::Open),
    ("(x)", Task::Done),
    ("(X)", Task::Done),
    ("(*)", Task::Done),
    ("☐", Task::Open),
    ("☑", Task::Done),
    ("☒", Task::Done),
    ("⬜", Task::Open),
    ("⚪", Task::Open),
    ("◯", Task::Open),
    ("🔘", Task::Done),
    ("◉", Task::Done),
];

/// A checkbox at the beginning of an item's text, and the bytes up to its end.
pub(super) fn checkbox(rest: &str) -> (Task, usize) {
    let inner = rest.trim_start();
    let lead = bytes_before(rest, inner);
    let found = BOXES.iter().find_map(|(sign, task)| {
        let after = inner.strip_prefix(sign)?;
        let ends = after.is_empty() || after.starts_with([' ', '\t']);
        ends.then_some((*task, lead.saturating_add(sign.len())))
    });
    let found =
        found.or_else(|| icon_box(inner).map(|(task, bytes)| (task, lead.saturating_add(bytes))));
    found.unwrap_or((Task::None, 0))
}

/// A box that a page draws with a tag: `<i class="fa fa-square"></i>`, `<input type="checkbox">`.
fn icon_box(text: &str) -> Option<(Task, usize)> {
    if !text.starts_with("<i") {
        return None;
    }
    let mut end = text
        .bytes()
        .take(LONGEST_TAG)
        .position(|byte| byte == b'>')?
        .saturating_add(1);
    let tag = text.get(..end)?;
    let is_box = match tag.starts_with("<i ") {
        true => [
            "fa-square",
            "fa-check-square",
            "-square-o",
            "fa-circle",
            "-circle-o",
        ]
        .iter()
        .any(|name| tag.contains(name)),
        false => tag.starts_with("<input ") && (tag.contains("checkbox") || tag.contains("radio")),
    };
    if let Some(rest) = text.get(end..).filter(|rest| rest.starts_with("</i>")) {
        end = bytes_before(text, rest).saturating_add("</i>".len());
    }
    let task = match tag.contains("-check") || tag.contains("checked") || tag.contains("-dot") {
        true => Task::Done,
        false => Task::Open,
    };
    is_box.then_some((task, end))
}
