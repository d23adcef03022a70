//! Rows from the bytes of a table's leaf page. Every length is checked against what is there: a flipped
//! bit must cost one row, never the program. The layout is that of SQLite's "Database File Format",
//! sections 1.6 and 2.

use rusqlite::types::Value;

use super::pages::{Page, Pages, number_at};

/// The kind of page that holds rows of a table.
const LEAF_OF_TABLE: u8 = 0x0D;
/// The largest row that is read, in bytes. Ours are far smaller.
const LARGEST: usize = 16 << 20;
/// More columns than any of our tables has.
const MOST_COLUMNS: usize = 64;

/// A row as it stands in the file.
pub(super) struct RawRow {
    pub(super) rowid: i64,
    pub(super) values: Vec<Value>,
}

/// The rows of a page, and how many of its cells cannot be read. A page of another kind has neither.
pub(super) fn rows(page: &Page, pages: &mut Pages) -> (Vec<RawRow>, u64) {
    let (mut rows, mut unreadable) = (Vec::new(), 0_u64);
    for at in cells(page) {
        match row(page, at, pages) {
            Some(row) => rows.push(row),
            None => unreadable = unreadable.saturating_add(1),
        }
    }
    (rows, unreadable)
}

/// Where the cells of a leaf page begin.
fn cells(page: &Page) -> Vec<usize> {
    let bytes = &page.bytes;
    if bytes.get(page.header) != Some(&LEAF_OF_TABLE) {
        return Vec::new();
    }
    let two = |at: usize| -> Option<usize> {
        let two = bytes.get(at..at.saturating_add(2))?;
        Some(usize::from(u16::from_be_bytes(two.try_into().ok()?)))
    };
    let Some(number) = two(page.header.saturating_add(3)) else {
        return Vec::new();
    };
    // Two bytes for a place and four for the smallest cell: no page holds more.
    let number = number.min(bytes.len() / 6);
    (0..number)
        .filter_map(|cell| {
            two(page
                .header
                .saturating_add(8)
                .saturating_add(cell.saturating_mul(2)))
        })
        .collect()
}

fn row(page: &Page, at: usize, pages: &mut Pages) -> Option<RawRow> {
    let mut at = at;
    let length = usize::try_from(varint(&page.bytes, &mut at)?).ok()?;
    let rowid = varint(&page.bytes, &mut at)?;
    if length > LARGEST {
        return None;
    }
    let payload = payload(page, at, length, pages)?;
    Some(RawRow {
        rowid,
        values: values(&payload)?,
    })
}

/// A row's bytes, those on overflow pages included.
fn payload(page: &Page, at: usize, length: usize, pages: &mut Pages) -> Option<Vec<u8>> {
    let usable = page.bytes.len();
    let most = usable.checked_sub(35)?;
    if length <= most {
        return Some(page.bytes.get(at..at.checked_add(length)?)?.to_vec());
    }
    // Section 1.6: how much of a long row stays on its page.
    let least = (usable.saturating_sub(12).saturating_mul(32) / 255).saturating_sub(23);
    let some = least.saturating_add(
        length
            .saturating_sub(least)
            .checked_rem(usable.saturating_sub(4))?,
    );
    let local = if some <= most { some } else { least };
    let mut bytes = page.bytes.get(at..at.checked_add(local)?)?.to_vec();
    let mut next = number_at(&page.bytes, at.saturating_add(local))?;
    while bytes.len() < length {
        let overflow = pages.numbered(next).ok()?;
        next = number_at(&overflow, 0)?;
        let wanted = length
            .saturating_sub(bytes.len())
            .min(usable.saturating_sub(4));
        bytes.extend_from_slice(overflow.get(4..wanted.saturating_add(4))?);
    }
    Some(bytes)
}

/// The values of a record: a header of types, then the values.
fn values(record: &[u8]) -> Option<Vec<Value>> {
    let mut at = 0;
    let header = usize::try_from(varint(record, &mut at)?).ok()?;
    let mut body = header;
    let mut values = Vec::new();
    while at < header {
        let kind = u64::try_from(varint(record, &mut at)?).ok()?;
        if values.len() == MOST_COLUMNS {
            return None;
        }
        values.push(value(kind, record, &mut body)?);
    }
    Some(values)
}

fn value(kind: u64, record: &[u8], at: &mut usize) -> Option<Value> {
    let mut take = |length: usize| -> Option<&[u8]> {
        let end = at.checked_add(length)?;
        let taken = record.get(*at..end)?;
        *at = end;
        Some(taken)
    };
    Some(match kind {
        0 => Value::Null,
        1..=6 => Value::Integer(integer(take(if kind <= 4 {
            usize::try_from(kind).ok()?
        } else {
            usize::try_from(kind)
                .ok()?
                .saturating_mul(2)
                .saturating_sub(4)
        })?)),
        7 => Value::Real(f64::from_be_bytes(take(8)?.try_into().ok()?)),
        8 => Value::Integer(0),
        9 => Value::Integer(1),
        12.. => {
            let bytes = take(usize::try_from(kind.saturating_sub(12) / 2).ok()?)?.to_vec();
            match kind % 2 {
                0 => Value::Blob(bytes),
                _ => Value::Text(String::from_utf8(bytes).ok()?),
            }
        }
        _ => return None,
    })
}

/// A number in two's complement, its first byte first.
fn integer(bytes: &[u8]) -> i64 {
    let begin = match bytes.first() {
        Some(first) if *first >= 0x80 => -1,
        _ => 0,
    };
    bytes
        .iter()
        .fold(begin, |number, byte| (number << 8) | i64::from(*byte))
}

/// A number of one to nine bytes, seven bits in each but the ninth.
fn varint(bytes: &[u8], at: &mut usize) -> Option<i64> {
    let mut number = 0_u64;
    for place in 0..9 {
        let byte = *bytes.get(*at)?;
        *at = at.saturating_add(1);
        if place == 8 {
            return Some(((number << 8) | u64::from(byte)).cast_signed());
        }
        number = (number << 7) | u64::from(byte & 0x7F);
        if byte < 0x80 {
            return Some(number.cast_signed());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_length() {
        let read = |bytes: &[u8]| varint(bytes, &mut 0);
        assert_eq!(read(&[0x7F]), Some(127));
        assert_eq!(read(&[0x81, 0x00]), Some(128));
        assert_eq!(read(&[0xFF; 9]), Some(-1));
        assert_eq!(read(&[0x81]), None);
        assert_eq!(integer(&[0xFF, 0xFE]), -2);
        assert_eq!(integer(&[0x00, 0x80]), 128);
    }

    #[test]
    fn a_record_with_each_kind_of_value() {
        // Header: 6 bytes; NULL, 1 as a constant, two bytes, a text of 2, a blob of 1.
        let record = [6, 0, 9, 2, 17, 14, 0xFF, 0x00, b'h', b'i', 7];
        assert_eq!(
            values(&record),
            Some(vec![
                Value::Null,
                Value::Integer(1),
                Value::Integer(-256),
                Value::Text("hi".into()),
                Value::Blob(vec![7]),
            ])
        );
        // Cut anywhere, it is unreadable, and no more than that.
        for length in 0..record.len() {
            assert_eq!(values(&record[..length]), None, "{length}");
        }
    }
}
