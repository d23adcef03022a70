//! What parts the cells of a table: said by a line `sep=;`, or the sign that gives rows of one length.

/// Signs that part cells, likelier ones first.
const CANDIDATES: [u8; 4] = [b'\t', b',', b';', b'|'];

/// How much of a file is looked at, in bytes.
const LOOKED_AT: usize = 64 << 10;

/// How many rows are looked at.
const MOST_ROWS: usize = 100;

/// The name of a delimiter for people.
pub(super) fn name(delimiter: u8) -> String {
    match delimiter {
        b'\t' => "tab".to_owned(),
        b',' => "comma".to_owned(),
        b';' => "semicolon".to_owned(),
        b'|' => "pipe".to_owned(),
        b' ' => "space".to_owned(),
        b':' => "colon".to_owned(),
        other => format!("`{}`", char::from(other)),
    }
}

/// The delimiter that a first line `sep=;` names, as spreadsheets write and read it, and the rest.
pub(super) fn announced(text: &str) -> Option<(u8, &str)> {
    let rest = text
        .get(..4)
        .filter(|begin| begin.eq_ignore_ascii_case("sep="));
    let after = text.get(rest?.len()..)?;
    let (line, rest) = after.split_once('\n')?;
    match line.trim_end_matches('\r').as_bytes() {
        [one] => Some((*one, rest)),
        _ => None,
    }
}

/// The delimiter of a text: the one under which the largest part of the rows has the same length of
/// two and more, and of those the one that gives most cells. None where no row has a second cell.
pub(super) fn sniffed(text: &str) -> Option<u8> {
    let mut best: Option<(usize, usize, u8)> = None;
    for candidate in CANDIDATES {
        let (share, cells) = share_of_one_length(text, candidate);
        let is_better = best.is_none_or(|(most, width, _)| (share, cells) > (most, width));
        if cells > 1 && is_better {
            best = Some((share, cells, candidate));
        }
    }
    best.map(|(_, _, delimiter)| delimiter)
}

/// How many of a thousand rows have the most frequent length, judged by the first, and that length.
fn share_of_one_length(text: &str, delimiter: u8) -> (usize, usize) {
    let places = (0..=LOOKED_AT.min(text.len())).rev();
    let end = places.into_iter().find(|at| text.is_char_boundary(*at));
    let begin = end.and_then(|end| text.get(..end)).unwrap_or(text);
    let mut rows = super::reader(begin, delimiter).into_byte_records();
    let mut lengths = std::collections::BTreeMap::new();
    let mut all: usize = 0;
    for row in rows.by_ref().take(MOST_ROWS).flatten() {
        let number: &mut usize = lengths.entry(row.len()).or_default();
        *number = number.saturating_add(1);
        all = all.saturating_add(1);
    }
    // Rows of one cell say nothing for a delimiter.
    lengths.remove(&1);
    let most = lengths
        .into_iter()
        .max_by_key(|(length, number)| (*number, *length));
    most.map_or((0, 0), |(length, number)| {
        let share = number.saturating_mul(1000).checked_div(all);
        (share.unwrap_or(0), length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_that_gives_even_rows_is_taken() {
        assert_eq!(sniffed("a,b\nc,d\n"), Some(b','));
        assert_eq!(sniffed("a;b,c\nd;e,f,g\nh;i\n"), Some(b';'));
        assert_eq!(sniffed("one, two\tx\nthree\ty\n"), Some(b'\t'));
        assert_eq!(sniffed("a|b|c\nd|e|f\n"), Some(b'|'));
        // Inside quotes a sign parts nothing.
        assert_eq!(sniffed("\"a,b,c\";d\n\"e,f\";g\n"), Some(b';'));
        assert_eq!(sniffed("alone\nand alone\n"), None);
        assert_eq!(sniffed(""), None);
    }

    #[test]
    fn a_first_line_may_say_it() {
        assert_eq!(announced("sep=;\r\na;b"), Some((b';', "a;b")));
        assert_eq!(announced("SEP=,\na"), Some((b',', "a")));
        assert_eq!(announced("separate\n"), None);
        assert_eq!(announced("é"), None);
    }
}
