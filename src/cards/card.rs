//! A card: what is asked, what answers it, and where in the document it stands.
//! A card must never know when it is due; that is the business of `scheduler` and `review`.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::fields::Fields;

/// Which structure of a document a card was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One row of a table: the key is asked, the other columns answer.
    TableRow,
    /// A described situation with its answers.
    Scenario,
    /// A question with an open answer, or with none.
    Question,
    /// A question with options to choose from.
    Choice,
    /// A sentence with one part left out.
    Cloze,
    /// A term and what it means.
    Definition,
    /// A heading or label and the list under it.
    List,
}

impl Kind {
    /// All kinds, in the order in which summaries list them.
    pub const ALL: [Kind; 7] = [
        Kind::TableRow,
        Kind::Scenario,
        Kind::Question,
        Kind::Choice,
        Kind::Cloze,
        Kind::Definition,
        Kind::List,
    ];

    /// The word for this kind in JSON, in searches and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Kind::TableRow => "table_row",
            Kind::Scenario => "scenario",
            Kind::Question => "question",
            Kind::Choice => "choice",
            Kind::Cloze => "cloze",
            Kind::Definition => "definition",
            Kind::List => "list",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text that names no kind of card.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no kind of card")]
pub struct NoKind(pub String);

impl FromStr for Kind {
    type Err = NoKind;

    fn from_str(text: &str) -> Result<Kind, NoKind> {
        Kind::ALL
            .into_iter()
            .find(|kind| kind.name() == text)
            .ok_or_else(|| NoKind(beginning(text)))
    }
}

/// The most characters of a text that says what is wrong with it.
const MOST_QUOTED: usize = 60;

/// As much of a text as a message quotes.
pub(super) fn beginning(text: &str) -> String {
    let mut rest = text.chars();
    let mut quoted: String = rest.by_ref().take(MOST_QUOTED).collect();
    if rest.next().is_some() {
        quoted.push('…');
    }
    quoted
}

/// The headings above a card, outermost first. Shared, since all cards of a section have the same.
pub type Section = Arc<[String]>;

/// What is asked, as Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// The whole front as it stands.
    Text(Box<str>),
    /// A key whose named fields are asked: the first cell of a row, or the text of a scenario.
    /// The front is put together from section, key and field names.
    Key(Box<str>),
}

impl Prompt {
    /// The text or the key, without what the front adds to it.
    pub fn text(&self) -> &str {
        match self {
            Prompt::Text(text) | Prompt::Key(text) => text,
        }
    }
}

/// One option of a multiple-choice question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The option's text as Markdown, without its letter.
    pub text: String,
    /// Whether it is (one of) the right answers.
    pub correct: bool,
}

/// Whether the options of a question may be shown in any order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceOrder {
    /// Shuffled at each review.
    Free,
    /// As written, since an option speaks of others ("all of the above", "both a and b").
    Pinned,
}

/// A piece of the document that may hold the answer of a question that has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The text as Markdown.
    pub text: String,
    /// Where it begins, 1-based.
    pub line: u32,
}

/// What answers a prompt. The rarer and larger ones in boxes: a large document has a million cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Free text, as Markdown.
    Text(Box<str>),
    /// Named parts, at least one.
    Fields(Fields),
    /// Options of which at least one is right.
    Choices(Box<Choices>),
    /// The document gives no answer. Never an empty answer: that is what this variant is for.
    Unanswered(Box<Unanswered>),
}

/// Options of which at least one is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// In the order of the document.
    pub choices: Vec<Choice>,
    /// Why the right one is right, as Markdown.
    pub explanation: Option<String>,
    /// Whether they may be shuffled.
    pub order: ChoiceOrder,
}

/// What a document has in place of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unanswered {
    /// Options, when there are some but none is marked as right.
    pub options: Vec<String>,
    /// The parts of the document that match the question best, best first; may be empty.
    pub passages: Vec<Passage>,
}

/// The line above the passages on the back of an unanswered card.
pub const PASSAGES_HEADING: &str = "No answer in the document. Passages that may hold it:";

/// The back of an unanswered card without passages.
pub const NO_ANSWER: &str = "No answer in the document.";

/// A flashcard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What it was made from.
    pub kind: Kind,
    /// The headings above it.
    pub section: Section,
    /// What is asked.
    pub prompt: Prompt,
    /// What answers it.
    pub answer: Answer,
    /// Tags of the document and of the card, sorted.
    pub tags: Arc<[String]>,
    /// The line of the document where it begins, 1-based.
    pub line: u32,
}

impl Card {
    /// The front, as Markdown: for a key, where it comes from and which fields are asked.
    pub fn front(&self) -> String {
        let mut front = String::new();
        self.front_start_into(&mut front);
        self.asked(&mut front);
        front
    }

    /// Writes what stands on the front before the names of what is asked, into an empty buffer.
    pub(super) fn front_start_into(&self, front: &mut String) {
        let Prompt::Key(key) = &self.prompt else {
            front.push_str(self.prompt.text());
            return;
        };
        if self.kind == Kind::TableRow
            && let Some(heading) = self.section.last()
        {
            front.push_str(heading);
            front.push_str(": ");
        }
        front.push_str(key);
    }

    /// The fields that the front asks for by their names.
    pub(super) fn asked_fields(&self) -> Option<&Fields> {
        match (&self.prompt, &self.answer) {
            (Prompt::Key(_), Answer::Fields(fields)) => Some(fields),
            _ => None,
        }
    }

    /// The names of the asked fields as questions, such as `AWS Manages? Customer Manages?`.
    fn asked(&self, front: &mut String) {
        let fields = self.asked_fields().into_iter().flat_map(Fields::iter);
        let named = fields.filter(|field| !field.name.is_empty());
        for (nth, field) in named.enumerate() {
            front.push_str(if nth == 0 { "\n\n" } else { " " });
            ask(field.name, front);
        }
    }

    /// The back, as Markdown: the answer, or the passages that may hold it, labelled as such.
    pub fn back(&self) -> String {
        match &self.answer {
            Answer::Text(text) => text.to_string(),
            Answer::Fields(fields) => fields_as_lines(fields),
            Answer::Choices(asked) => {
                let mut back = right_choices(&asked.choices);
                if let Some(explanation) = &asked.explanation {
                    back.push_str("\n\n");
                    back.push_str(explanation);
                }
                back
            }
            Answer::Unanswered(open) if open.passages.is_empty() => NO_ANSWER.to_owned(),
            Answer::Unanswered(open) => {
                let mut back = PASSAGES_HEADING.to_owned();
                for passage in &open.passages {
                    back.push_str("\n\n> ");
                    back.push_str(&passage.text.replace('\n', "\n> "));
                }
                back
            }
        }
    }

    /// Whether the document gives no answer.
    pub fn is_unanswered(&self) -> bool {
        matches!(self.answer, Answer::Unanswered(_))
    }

    /// Whether a review can show anything after the prompt: an answer, or passages that may hold it.
    pub fn is_askable(&self) -> bool {
        match &self.answer {
            Answer::Unanswered(open) => !open.passages.is_empty(),
            _ => true,
        }
    }
}

/// Writes a name as a question.
pub(super) fn ask(name: &str, front: &mut String) {
    front.push_str(name);
    if !name.ends_with('?') {
        front.push('?');
    }
}

/// One line a field; a single field is its text alone.
fn fields_as_lines(fields: &Fields) -> String {
    let mut all = fields.iter();
    if let (Some(only), None) = (all.next(), all.next()) {
        return only.text.to_owned();
    }
    let mut lines = String::with_capacity(fields.length());
    for field in fields.iter() {
        if !lines.is_empty() {
            lines.push('\n');
        }
        lines.push_str("- ");
        if !field.name.is_empty() {
            lines.push_str(field.name);
            lines.push_str(": ");
        }
        // A line end begins a line of the same item.
        for (nth, line) in field.text.split('\n').enumerate() {
            lines.push_str(if nth == 0 { "" } else { "\n  " });
            lines.push_str(line);
        }
    }
    lines
}

/// The texts of the right options, one a line when there are several.
fn right_choices(choices: &[Choice]) -> String {
    let right: Vec<&str> = choices
        .iter()
        .filter(|choice| choice.correct)
        .map(|choice| choice.text.as_str())
        .collect();
    match right[..] {
        [only] => only.to_owned(),
        _ => right
            .iter()
            .map(|text| format!("- {text}"))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(fields: &[(&str, &str)]) -> Card {
        let fields = Fields::new(fields.iter().copied());
        Card {
            kind: Kind::TableRow,
            section: Arc::from(vec!["Notes".to_owned(), "4. Services".to_owned()]),
            prompt: Prompt::Key("EC2 (IaaS)".into()),
            answer: Answer::Fields(fields),
            tags: Arc::from(Vec::new()),
            line: 1,
        }
    }

    #[test]
    fn a_row_says_where_it_comes_from_and_what_is_asked() {
        let card = row(&[
            ("AWS Manages", "hardware"),
            ("Customer Manages", "guest OS"),
        ]);
        assert_eq!(
            card.front(),
            "4. Services: EC2 (IaaS)\n\nAWS Manages? Customer Manages?"
        );
        assert_eq!(
            card.back(),
            "- AWS Manages: hardware\n- Customer Manages: guest OS"
        );
    }

    #[test]
    fn a_row_with_one_answer_has_it_alone_on_the_back() {
        let card = row(&[("Who patches it?", "the customer")]);
        assert_eq!(card.front(), "4. Services: EC2 (IaaS)\n\nWho patches it?");
        assert_eq!(card.back(), "the customer");
    }

    #[test]
    fn passages_are_labelled_as_passages() {
        let passages = vec![Passage {
            text: "one\ntwo".into(),
            line: 3,
        }];
        let mut card = row(&[("x", "y")]);
        card.answer = Answer::Unanswered(Box::new(Unanswered {
            options: vec![],
            passages,
        }));
        assert_eq!(card.back(), format!("{PASSAGES_HEADING}\n\n> one\n> two"));
        assert!(card.is_askable());
        card.answer = Answer::Unanswered(Box::default());
        assert_eq!(card.back(), NO_ANSWER);
        assert!(!card.is_askable());
    }
}
