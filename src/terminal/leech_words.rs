//! Leeches in words: why a card is one, and what helps. It must never say that a card is one itself.

use crate::review::{Leech, LeechDeed};

use super::words::count;

/// Why a card is a leech: `forgotten 8 times`.
pub fn why(leech: &Leech) -> String {
    match leech {
        Leech::Lapses(lapses) => {
            format!("forgotten {}", count(u64::from(*lapses), "time", "times"))
        }
        Leech::Improbable {
            failures,
            answers,
            chance,
        } => format!(
            "failed {failures} of {}, which FSRS expects of {:.1} % of cards",
            count(u64::from(*answers), "answer", "answers"),
            chance * 100.0
        ),
    }
}

/// What to say at the answer where a leech is found. `edit` and `suspend` are what edits and suspends
/// the card that is asked; a failed card is asked once more that day.
pub fn found(leech: &Leech, deed: LeechDeed, edit: &str, suspend: &str) -> String {
    let why = why(leech);
    match deed {
        LeechDeed::Tell => format!(
            "Leech: {why}. Rewrite or split the card: when it comes again, {edit} edits it, \
             {suspend} suspends it."
        ),
        LeechDeed::Suspend => {
            format!("Leech: {why}. It is suspended; rewrite or split the card, then srm unsuspend.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leech_is_told_with_what_helps() {
        assert_eq!(
            found(&Leech::Lapses(8), LeechDeed::Tell, "e", "z"),
            "Leech: forgotten 8 times. Rewrite or split the card: when it comes again, e edits it, \
             z suspends it."
        );
        let improbable = Leech::Improbable {
            failures: 4,
            answers: 7,
            chance: 0.0026,
        };
        assert_eq!(
            why(&improbable),
            "failed 4 of 7 answers, which FSRS expects of 0.3 % of cards"
        );
    }
}
