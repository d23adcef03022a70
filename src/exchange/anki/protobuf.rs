//! Reading the wire form of protocol buffers: numbers and length-delimited bytes, which is all that
//! Anki's packages have. Anything else, or anything cut off, ends the reading with `None`.

/// The value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// A whole number.
    Number(u64),
    /// A text, bytes or a message inside.
    Bytes(&'a [u8]),
}

impl<'a> Value<'a> {
    /// The bytes, when it has some.
    pub fn bytes(self) -> Option<&'a [u8]> {
        match self {
            Value::Bytes(bytes) => Some(bytes),
            Value::Number(_) => None,
        }
    }

    /// The text, when it is one.
    pub fn text(self) -> Option<&'a str> {
        self.bytes()
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    /// The number, when it is one.
    pub fn number(self) -> Option<u64> {
        match self {
            Value::Number(number) => Some(number),
            Value::Bytes(_) => None,
        }
    }
}

/// The fields of a message in their order, with their numbers; `None` when it is no message.
pub fn fields(message: &[u8]) -> Option<Vec<(u64, Value<'_>)>> {
    let mut rest = message;
    let mut fields = Vec::new();
    while !rest.is_empty() {
        let key = varint(&mut rest)?;
        let value = match key & 7 {
            0 => Value::Number(varint(&mut rest)?),
            // Fixed numbers: FSRS has some, and nobody here asks for them.
            1 => Value::Bytes(take(&mut rest, 8)?),
            2 => {
                let length = usize::try_from(varint(&mut rest)?).ok()?;
                Value::Bytes(take(&mut rest, length)?)
            }
            5 => Value::Bytes(take(&mut rest, 4)?),
            _ => return None,
        };
        fields.push((key >> 3, value));
    }
    Some(fields)
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(taken)
}

fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..70).step_by(7) {
        let byte = *take(rest, 1)?.first()?;
        number |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_are_read() {
        // Field 1 = 150 as in the format's own documentation, field 2 = "hi", field 5 a fixed number.
        let message = [0x08, 0x96, 0x01, 0x12, 2, b'h', b'i', 0x2d, 1, 2, 3, 4];
        let fields = fields(&message).unwrap();
        assert_eq!(fields[0], (1, Value::Number(150)));
        assert_eq!((fields[1].0, fields[1].1.text()), (2, Some("hi")));
        assert_eq!(fields.len(), 3);
    }

    #[test]
    fn what_is_cut_off_or_no_message_is_refused() {
        for broken in [
            &[0x08][..],
            &[0x12, 5, b'h'],
            &[0xff, 0xff, 0xff],
            &[0x0b],
            &[0xff; 11],
        ] {
            assert_eq!(fields(broken), None, "{broken:?}");
        }
        assert_eq!(fields(&[]), Some(Vec::new()));
    }
}
