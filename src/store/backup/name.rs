//! The names of backups: the moment, then the reason, so that a listing of the folder reads well and
//! sorts by time. What a file holds is never believed from its name.

use std::fmt;

use crate::calendar::Moment;

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The first review of a day.
    Review,
    /// Before an import.
    Import,
    /// Before something that changes many cards at once.
    Change,
    /// Before the collection was brought to a newer format.
    Migration,
    /// Before a backup was brought back.
    Restore,
    /// Before the collection was mended; it may hold the damage.
    Mend,
    /// The learner asked for it.
    Asked,
}

impl Reason {
    const ALL: [Reason; 7] = [
        Reason::Review,
        Reason::Import,
        Reason::Change,
        Reason::Migration,
        Reason::Restore,
        Reason::Mend,
        Reason::Asked,
    ];

    /// The word for it in file names and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Reason::Review => "review",
            Reason::Import => "import",
            Reason::Change => "change",
            Reason::Migration => "migration",
            Reason::Restore => "restore",
            Reason::Mend => "mend",
            Reason::Asked => "asked",
        }
    }
}

/// The name of a backup: `2026-03-01T08-00-00.000Z-review.db`. Several of one moment are numbered
/// from 2: `…-review-2.db`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) at: Moment,
    pub(super) reason: Reason,
    pub(super) number: u32,
}

/// The length of a moment: `2026-03-01T08-00-00.000Z`.
const MOMENT: usize = 24;

impl Name {
    /// Reads a file name; none when no backup has it.
    pub(super) fn read(file: &str) -> Option<Name> {
        let (moment, rest) = file.split_at_checked(MOMENT)?;
        let rest = rest.strip_prefix('-')?.strip_suffix(".db")?;
        let (date, time) = moment.split_once('T')?;
        let at = Moment::parse(&format!("{date}T{}", time.replace('-', ":")))?;
        let (word, number) = match rest.split_once('-') {
            Some((word, number)) => (word, number.parse().ok().filter(|number| *number > 1)?),
            None => (rest, 1),
        };
        let reason = Reason::ALL
            .into_iter()
            .find(|reason| reason.word() == word)?;
        let name = Name { at, reason, number };
        // Only what is written this way: two spellings of one moment would be two backups of one name.
        (name.to_string() == file).then_some(name)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = self.at.to_rfc3339_utc().replace(':', "-");
        write!(f, "{moment}-{}", self.reason.word())?;
        if self.number > 1 {
            write!(f, "-{}", self.number)?;
        }
        f.write_str(".db")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for reason in Reason::ALL {
            for number in [1, 2, 10] {
                let at = Moment::parse("2026-03-01T09:00:00.007+01:00").unwrap();
                let name = Name { at, reason, number };
                let text = name.to_string();
                assert!(text.starts_with("2026-03-01T08-00-00.007Z-"), "{text}");
                let read = Name::read(&text).unwrap();
                assert_eq!((read.at.utc_ms, read.reason), (at.utc_ms, reason), "{text}");
                assert_eq!(read.number, number);
            }
        }
    }

    #[test]
    fn other_files_are_no_backups() {
        for file in [
            "",
            "srm.db",
            "2026-03-01T08-00-00.000Z-review",
            "2026-03-01T08-00-00.000Z-review-1.db",
            "2026-03-01T08-00-00.000Z-review-02.db",
            "2026-03-01T08-00-00.000Z-nothing.db",
            "2026-13-01T08-00-00.000Z-review.db",
            ".2026-03-01T08-00-00.000Z-review.db.part",
            "2026-03-01T08-00-00.000Zäreview.db",
        ] {
            assert_eq!(Name::read(file), None, "{file}");
        }
    }
}
