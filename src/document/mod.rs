//! Documents: text in, blocks and problems out. See `GRAMMAR.md` beside this file for the language.
//! It must never know that cards are made of them.

mod bare_letters;
mod block;
mod boxes_on_line;
mod breaks;
mod bullets;
mod callout;
mod cells;
mod check_box;
mod citations;
mod column_options;
mod cued_runs;
mod doubled_table;
mod dress;
mod front_matter;
mod header_row;
mod html;
mod html_table;
pub mod inline;
mod inline_options;
mod keycap;
pub mod label;
mod label_numbers;
mod label_words;
mod line;
mod line_number;
mod lone_number;
mod noise;
mod one_line;
mod option_letter;
mod parse;
mod parting;
mod passages;
mod pictures;
mod plain_answers;
mod plain_heading;
mod problem;
mod quoted;
mod roman_letters;
mod section_title;
mod spaced_table;
mod span;
mod tab_table;
mod table_lines;
mod told_answers;
mod verdicts;
mod wiki_links;
pub mod words;

pub use bare_letters::{BareLetters, options_of_code};
pub use block::{
    Block, BlockKind, Document, Gap, HeadingStyle, Marker, Table, Task, Unended, UnendedKind,
};
pub use cells::cells;
pub use header_row::names_columns;
pub use keycap::keycap_number;
pub use label_words::{names_answer, names_explanation, says_why};
pub use line_number::behind_dash;
pub use noise::is_noise;
pub use option_letter::{OptionLetter, behind_plus, letter_named, option_letter, options_on_line};
pub use parse::parse;
pub use passages::Passages;
pub use pictures::pictures;
pub use problem::{Code, Problem, Severity};
pub use roman_letters::{RomanLetters, roman};
pub use span::{LineCursor, LineIndex, Position, Span, bytes_before};
pub use verdicts::begins_with_verdict;
