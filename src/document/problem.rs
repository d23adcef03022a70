//! Problems: what a document says that a person should look at. Compiling never fails; it returns
//! cards and problems. Each has a place, a code that never changes its meaning, and a hint.

use std::borrow::Cow;
use std::fmt;

use super::span::Span;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something was left out on purpose; nothing needs doing.
    Note,
    /// A person should decide something.
    Warning,
    /// The document cannot mean what it says.
    Error,
}

impl Severity {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// What kind of problem it is. The name is what people search for and scripts compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A question without an answer.
    Unanswered,
    /// Two cards ask the same and answer differently.
    DuplicateFront,
    /// An answer that names no option.
    AnswerNotInOptions,
    /// A table whose first column names nothing.
    NoKeyColumn,
    /// A table without a row of column names.
    NoHeader,
    /// Something that looks like study material and was left out.
    Skipped,
    /// A document without any card.
    NoCards,
    /// A word that this program does not know, where words for it stand.
    UnknownWord,
    /// A prompt that speaks of something outside of it.
    AmbiguousQuestion,
    /// An answer too long to recall as one.
    LongAnswer,
    /// Code, a comment or a table in tags that opens and never ends.
    Unended,
}

impl Code {
    /// The code as shown and as written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Code::Unanswered => "unanswered",
            Code::DuplicateFront => "duplicate-front",
            Code::AnswerNotInOptions => "answer-not-in-options",
            Code::NoKeyColumn => "no-key-column",
            Code::NoHeader => "no-header",
            Code::Skipped => "skipped",
            Code::NoCards => "no-cards",
            Code::UnknownWord => "unknown-word",
            Code::AmbiguousQuestion => "ambiguous-question",
            Code::LongAnswer => "long-answer",
            Code::Unended => "unended",
        }
    }

    /// How much a problem of this code matters.
    pub fn severity(self) -> Severity {
        match self {
            Code::Skipped | Code::LongAnswer | Code::AmbiguousQuestion => Severity::Note,
            _ => Severity::Warning,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A problem at a place of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind it is.
    pub code: Code,
    /// Where.
    pub span: Span,
    /// What is the matter, in one clause without a final dot.
    pub message: Cow<'static, str>,
    /// What to do about it.
    pub hint: Option<Cow<'static, str>>,
}
