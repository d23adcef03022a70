//! The signs that end sentences, in the scripts that documents were found in. They say nothing of what a line means.

/// Signs that end what asks.
const ASKING: [char; 3] = ['?', '？', '؟'];
/// Signs behind which a sentence, or a part of one, goes on or is over.
const CLOSING: [char; 12] = [
    '.', ',', ';', ':', '!', '|', '。', '，', '；', '：', '！', '、',
];

/// Whether a text ends in a question mark.
pub(super) fn ends_asking(text: &str) -> bool {
    text.ends_with(ASKING)
}

/// Whether a text ends as a sentence does that asks nothing, as a part of one, or as what leads to something.
pub(super) fn ends_closed(text: &str) -> bool {
    text.ends_with(CLOSING)
}
