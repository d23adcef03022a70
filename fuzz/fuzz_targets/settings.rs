//! Settings files of any text: no panic, and a refusal says something.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Err(message) = srm::cli::settings_of_text(&text) {
        assert!(!message.is_empty());
    }
});
