//! Why a table makes no cards, and what to tell the reader of it. Nothing is judged here.

/// Why a table is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// Running numbers and where to find each.
    Contents,
    /// Only links.
    Links,
    /// Days, weeks or dates and what to do then.
    Schedule,
    /// How far each topic has been studied.
    Progress,
    /// Points and what they are worth.
    Scores,
    /// The right letters of questions that stand elsewhere.
    Key,
    /// Who wrote the document, when, and for whom.
    AboutPage,
    /// Two columns in another order, to be matched.
    Matching,
    /// One column: a frame around a text.
    CallOut,
    /// Tags that only place things on a page.
    Layout,
    /// No row has both a key and an answer.
    Empty,
}

impl Reason {
    /// What to tell the reader.
    pub(super) fn message(self) -> &'static str {
        match self {
            Reason::Contents => "this table looks like a table of contents; no cards were made",
            Reason::Links => "this table holds only links; no cards were made",
            Reason::Schedule => "this table looks like a schedule; no cards were made",
            Reason::Progress => {
                "this table says how far the topics have been studied; no cards were made"
            }
            Reason::Scores => "this table looks like a scoring table; no cards were made",
            Reason::Key => "this table is a key to questions that are not here; no cards were made",
            Reason::AboutPage => "this table tells about the document itself; no cards were made",
            Reason::Matching => "the columns of this table are to be matched; no cards were made",
            Reason::CallOut => "this table has one column; no cards were made",
            Reason::Layout => {
                "this table has no header cells and only places things; no cards were made"
            }
            Reason::Empty => "no row of this table has a key and an answer; no cards were made",
        }
    }
}
