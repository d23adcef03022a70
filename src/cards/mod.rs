//! Cards: what a document is compiled into, and how a card is recognised afterwards.
//! It must never know about schedules.

mod answer_key;
mod answer_pairs;
mod asking_headings;
mod asking_levels;
mod asking_lines;
mod asking_lists;
mod body;
mod bold_number;
mod body_words;
mod card;
mod far_eastern_demands;
mod compile;
mod compiled;
mod considered;
mod contents;
mod counted_lists;
mod deck;
mod demand_words;
mod exercise;
mod fields;
mod folded;
mod folded_names;
mod identity;
mod key_title;
mod links;
mod listed_options;
mod making;
mod numbered;
mod option_words;
mod options;
mod page;
mod part_lines;
mod parted;
mod pieces;
mod placeholder;
mod plain;
mod prompt;
mod prompt_below;
mod prompt_end;
mod prompt_number;
mod prompt_remarks;
mod prompt_words;
mod question_parts;
mod repeated;
mod room;
mod rules;
mod said;
mod shared_case;
mod side_by_side;
mod stem;
mod sub_headings;
mod survey;
mod task_parts;
mod tight_colons;
mod waiting_lines;
mod waiting_rows;
mod walk;
mod wishes;
mod wrapped;

/// The name of the rules that make cards of text; a program with other rules has another one.
pub const RULES: &str = env!("SRM_RULES");

pub use card::{
    Answer, Card, Choice, ChoiceOrder, Choices, Kind, NO_ANSWER, NoKind, PASSAGES_HEADING, Passage,
    Prompt, Section, Unanswered,
};
pub use compile::{Request, compile, compile_with};
pub use compiled::{Compiled, CompiledCard, Offer};
pub use deck::DeckName;
pub use fields::{Field, FieldNames, Fields};
pub use identity::{CardId, Fingerprint, NoCardId};
pub use plain::plain;
pub use room::{LONGEST, NoRoom, Room};
pub use rules::RuleName;
