//! The longest argument that is looked at. The parser holds an unknown one against every name it knows,
//! which takes seconds for what a pasted file can be, and quotes it whole. It must never refuse what a
//! command could take.

use std::ffi::OsString;

use super::failure::Failure;

/// More bytes than a path (4096) or a query (10,000) can have.
const MOST: usize = 16 * 1024;

/// Refuses arguments of which one is too long; the first is the program's own name.
///
/// # Errors
/// It names the argument by its number: what it says is nothing for a terminal.
pub(super) fn refuse_long(arguments: &[OsString]) -> Result<(), Failure> {
    let mut numbered = arguments.iter().enumerate().skip(1);
    match numbered.find(|(_, argument)| argument.len() > MOST) {
        None => Ok(()),
        Some((number, argument)) => {
            let length = argument.len();
            let what = format!("argument {number} is too long: {length} bytes of at most {MOST}");
            Err(Failure::usage(what).hint("A long text comes from a file: srm import FILE"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_is_too_long_is_named() {
        let refused = |lengths: &[usize]| {
            let arguments = lengths.iter().map(|length| "x".repeat(*length).into());
            let arguments: Vec<OsString> = arguments.collect();
            refuse_long(&arguments).err().map(|failure| failure.message)
        };
        assert_eq!(refused(&[MOST + 1, MOST, MOST]), None);
        let second = "argument 2 is too long: 16385 bytes of at most 16384";
        assert_eq!(refused(&[3, 4, MOST + 1, 99_999]).as_deref(), Some(second));
    }
}
