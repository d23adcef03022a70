//! Numbers drawn as keys: `1️⃣ What is it?` is a digit and the signs that frame it.

use super::span::bytes_before;

/// The number that a text begins with in framed digits, and the bytes up to what it numbers.
pub fn keycap_number(text: &str) -> Option<(u32, usize)> {
    let mut number: Option<u32> = None;
    let mut rest = text;
    while let Some((digit, behind)) = keycap(rest) {
        number = number.unwrap_or(0).checked_mul(10)?.checked_add(digit);
        number?;
        rest = behind;
    }
    let inner = rest.trim_start_matches(['.', ')', ':']).trim_start();
    Some((number?, bytes_before(text, inner)))
}

/// The framed digit that a text begins with, and the text behind it.
fn keycap(text: &str) -> Option<(u32, &str)> {
    let mut signs = text.chars();
    let digit = signs.next()?.to_digit(10)?;
    let behind = signs.as_str();
    let behind = behind.strip_prefix('\u{fe0f}').unwrap_or(behind);
    Some((digit, behind.strip_prefix('\u{20e3}')?))
}

#[cfg(test)]
mod tests {
    use super::keycap_number;

    #[test]
    fn framed_digits_are_a_number() {
        assert_eq!(keycap_number("1️⃣ Who?"), Some((1, "1️⃣ ".len())));
        assert_eq!(keycap_number("1️⃣0️⃣ Who?"), Some((10, "1️⃣0️⃣ ".len())));
        assert_eq!(keycap_number("1. Who?"), None);
        assert_eq!(keycap_number(""), None);
    }
}
