//! Lists written in tags: how `<ol type="A">` and `<ol start="3">` count their items. Numbers that nobody wrote say
//! nothing, except in a document that counts with letters as well: there they are those of its questions. Only
//! lines that begin with a tag are looked at, as everywhere.

use crate::document::block::Marker;
use crate::document::html;

/// The deepest nesting that is counted.
const DEEPEST: usize = 32;

/// The most bytes of a tag.
const LONGEST_TAG: usize = 200;

/// The lists that are open, the innermost last.
#[derive(Debug)]
pub(super) struct HtmlLists {
    open: Vec<Counting>,
    /// Whether any list of the document counts with letters.
    has_letters: bool,
}

/// How a list counts, with what its next item has.
#[derive(Clone, Copy, Debug)]
enum Counting {
    Bullets,
    Numbers(u32),
    Letters(char),
}

impl HtmlLists {
    pub(super) fn of(source: &str) -> HtmlLists {
        let mut lists = memchr::memmem::find_iter(source.as_bytes(), "<ol ");
        let is_lettered = |at: usize| {
            let tag = source.get(at.saturating_add(1)..).unwrap_or_default();
            matches!(counting(tag), Counting::Letters(_))
        };
        HtmlLists {
            open: Vec::new(),
            has_letters: lists.any(is_lettered),
        }
    }

    /// Passes a line. Returns what its item counts with, where it begins with one.
    pub(super) fn pass(&mut self, line: &str) -> Option<Marker> {
        if !line.starts_with('<') {
            return None;
        }
        if !self.has_letters {
            return html::is_item(line).then_some(Marker::Bullet);
        }
        let marker = html::is_item(line).then(|| self.count());
        let mut rest = line;
        while let Some((_, tag)) = rest.split_once('<') {
            self.tag(tag);
            rest = tag;
        }
        marker
    }

    fn tag(&mut self, tag: &str) {
        let is = |name: &str| {
            let rest = tag.strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with(['>', ' ']))
        };
        if is("/ol") || is("/ul") {
            self.open.pop();
        } else if self.open.len() < DEEPEST && is("ul") {
            self.open.push(Counting::Bullets);
        } else if self.open.len() < DEEPEST && is("ol") {
            self.open.push(counting(tag));
        }
    }

    fn count(&mut self) -> Marker {
        match self.open.last_mut() {
            None | Some(Counting::Bullets) => Marker::Bullet,
            Some(Counting::Numbers(next)) => {
                let number = *next;
                *next = number.saturating_add(1);
                Marker::Number(number)
            }
            Some(Counting::Letters(next)) => {
                let letter = *next;
                *next = char::from_u32(u32::from(letter).saturating_add(1)).unwrap_or(letter);
                Marker::Letter(letter)
            }
        }
    }
}

/// How `<ol …>` says that it counts.
fn counting(tag: &str) -> Counting {
    // Of a tag that never ends nothing more is looked at.
    let end = tag
        .bytes()
        .take(LONGEST_TAG)
        .position(|byte| matches!(byte, b'>' | b'\n'));
    let tag = end.and_then(|end| tag.get(..end)).unwrap_or_default();
    let value = |name: &str| {
        let (_, behind) = tag.split_once(name)?;
        let bare = behind.trim_start_matches(['"', '\'', ' ']);
        bare.split(['"', '\'', ' ', ';']).next()
    };
    let kind = value("type=").or_else(|| value("list-style-type:"));
    if matches!(kind, Some("A" | "a" | "upper-alpha" | "lower-alpha")) {
        return Counting::Letters('A');
    }
    let start = value("start=").and_then(|start| start.parse().ok());
    Counting::Numbers(start.unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_count_as_their_list_says() {
        let mut lists = HtmlLists::of("<ol type=\"a\">");
        let lines = [
            "<ol start=\"3\">",
            "<li>Which?",
            "<ol type=\"A\">",
            "<li>one</li>",
            "<li>two</li>",
            "</ol>",
            "</li>",
            "<li>Who?</li>",
            "</ol>",
            "<ul><li>three</li>",
            "<li>four</li></ul>",
        ];
        let found: Vec<Marker> = lines.iter().filter_map(|line| lists.pass(line)).collect();
        let expected = [
            Marker::Number(3),
            Marker::Letter('A'),
            Marker::Letter('B'),
            Marker::Number(4),
            Marker::Bullet,
        ];
        assert_eq!(found, expected);
        let mut lists = HtmlLists::of("<ol>");
        let found: Vec<Marker> = lines.iter().filter_map(|line| lists.pass(line)).collect();
        assert_eq!(found, [Marker::Bullet; 5]);
    }
}
