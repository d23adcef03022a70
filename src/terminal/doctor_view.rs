//! What an examination found: one line for each thing looked at, and what to do where something is
//! the matter.

use std::io;

use super::line::{Line, Look};
use super::output::Screen;

/// How a thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Sound,
    /// Worth knowing; nothing is lost.
    Note,
    /// It was wrong and is mended now.
    Mended,
    /// Something has to be done.
    Wrong,
}

impl Verdict {
    /// The word for it, on the screen and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Sound => "sound",
            Verdict::Note => "note",
            Verdict::Mended => "mended",
            Verdict::Wrong => "wrong",
        }
    }

    fn look(self) -> Look {
        match self {
            Verdict::Sound => Look::Right,
            Verdict::Note | Verdict::Mended => Look::Doubtful,
            Verdict::Wrong => Look::Wrong,
        }
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which: `file`, `log`, `clock`, and so on.
    pub area: &'static str,
    /// How it was found.
    pub verdict: Verdict,
    /// What there is to say.
    pub what: String,
    /// What to do.
    pub remedy: Option<String>,
}

impl Finding {
    /// A thing as it should be.
    pub fn sound(area: &'static str, what: impl Into<String>) -> Finding {
        Finding::new(area, Verdict::Sound, what)
    }

    /// A thing worth knowing.
    pub fn note(area: &'static str, what: impl Into<String>) -> Finding {
        Finding::new(area, Verdict::Note, what)
    }

    /// A thing that is mended now.
    pub fn mended(area: &'static str, what: impl Into<String>) -> Finding {
        Finding::new(area, Verdict::Mended, what)
    }

    /// A thing that has to be seen to.
    pub fn wrong(area: &'static str, what: impl Into<String>) -> Finding {
        Finding::new(area, Verdict::Wrong, what)
    }

    /// Says what to do.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Finding {
        self.remedy = Some(remedy.into());
        self
    }

    fn new(area: &'static str, verdict: Verdict, what: impl Into<String>) -> Finding {
        Finding {
            area,
            verdict,
            what: what.into(),
            remedy: None,
        }
    }
}

/// Shows what was found.
pub fn show_findings(screen: &mut Screen<'_>, findings: &[Finding]) -> io::Result<()> {
    for finding in findings {
        let verdict = finding.verdict;
        let line = Line::of(&format!("{:<6}", verdict.word()), verdict.look())
            .and(&format!(" {}: {}", finding.area, finding.what), Look::Plain);
        screen.prose_of(&line)?;
        if let Some(remedy) = &finding.remedy {
            screen.prose(&format!("       {remedy}"))?;
        }
    }
    Ok(())
}
