//! Tables of points, weights and results, and of how an exam is held: nothing of them is worth knowing.

use crate::document::inline;

/// Ranges of points and what they mean, or parts of an exam and their weight.
pub(super) fn names_scores(names: &[String], rows: &[Vec<&str>]) -> bool {
    let Some((first, rest)) = names.split_first() else {
        return false;
    };
    let counts = |cell: &str| {
        const BOUNDS: [&str; 5] = ["below ", "under ", "above ", "over ", "less than "];
        let folded = cell.to_lowercase();
        let bound = BOUNDS.iter().find_map(|word| folded.strip_prefix(word));
        bound
            .unwrap_or(cell)
            .trim_start_matches(['<', '>', '=', '≥', '≤', '~', '*', ' '])
            .starts_with(|c: char| c.is_ascii_digit())
    };
    let scored = ["score", "points", "marks", "your score", "total score"]
        .contains(&first.as_str())
        && rows
            .iter()
            .all(|row| row.first().is_some_and(|cell| counts(cell)));
    let weighted = rest.len() <= 2
        && rest.iter().any(|name| {
            [
                "weight",
                "weighting",
                "weightage",
                "% of exam",
                "% of scored content",
                "exam weight",
                "percentage of exam",
                "points",
                "marks",
            ]
            .contains(&name.as_str())
        })
        && rows
            .iter()
            .all(|row| row.iter().skip(1).any(|cell| counts(cell)));
    let tracked = rows.iter().any(|row| {
        let name = row
            .first()
            .map(|cell| cell.trim_matches(['*', ' ']).to_lowercase());
        name.is_some_and(|name| ["score", "total score", "your score"].contains(&&*name))
    });
    let tracks = tracked
        && rows.iter().all(|row| {
            row.iter()
                .skip(1)
                .all(|cell| counts(cell) || is_blank(cell))
        });
    let is_result = ["attempt", "try", "test", "quiz", "date"].contains(&first.as_str())
        && rest.iter().any(|name| name == "score")
        && rows.iter().all(|row| {
            row.iter()
                .skip(1)
                .all(|cell| counts(cell) || is_blank(cell))
        });
    scored || weighted || names_shares(names, rows) || tracks || is_result || describes_exam(rows)
}

/// Whether a column says what share of an exam each of its parts is: `Domain | Questions | Percentage`.
fn names_shares(names: &[String], rows: &[Vec<&str>]) -> bool {
    const PARTS: [&str; 8] = [
        "domain",
        "domains",
        "section",
        "topic",
        "area",
        "exam domain",
        "subject",
        "module",
    ];
    const WEIGHTS: [&str; 8] = [
        "weight",
        "weighting",
        "weightage",
        "% of exam",
        "exam weight",
        "percentage of exam",
        "peso",
        "gewichtung",
    ];
    const SHARES: [&str; 4] = ["percentage", "percent", "share", "%"];
    let is_part = names.first().is_some_and(|first| PARTS.contains(&&**first));
    let is_share = |cell: &&str| {
        let bare = cell.trim_matches(['*', ' ', '~']);
        bare.ends_with('%') && bare.starts_with(|sign: char| sign.is_ascii_digit())
    };
    names.iter().enumerate().skip(1).any(|(column, name)| {
        let names_share = WEIGHTS.contains(&&**name) || (is_part && SHARES.contains(&&**name));
        names_share && rows.iter().all(|row| row.get(column).is_some_and(is_share))
    })
}

/// Whether the rows tell how an exam is held: its questions, its time, what passes.
fn describes_exam(rows: &[Vec<&str>]) -> bool {
    const FACTS: [&str; 24] = [
        "questions",
        "number of questions",
        "total questions",
        "question types",
        "time",
        "time limit",
        "duration",
        "length",
        "passing score",
        "passing grade",
        "pass mark",
        "total marks",
        "format",
        "attempts",
        "weight",
        "cost",
        "price",
        "fee",
        "exam code",
        "exam fee",
        "language",
        "languages",
        "validity",
        "delivery",
    ];
    let is_fact = |row: &&Vec<&str>| {
        let name = row.first().map(|cell| inline::name(cell).to_lowercase());
        name.is_some_and(|name| FACTS.contains(&name.trim_matches([' ', ':'])))
    };
    let facts = rows.iter().filter(is_fact).count();
    facts >= 3 && facts.saturating_mul(10) >= rows.len().saturating_mul(6)
}

/// Whether a cell waits for a number: `_ / 10`, `-`.
fn is_blank(cell: &str) -> bool {
    !cell.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_an_exam_is_held_is_told_from_what_it_asks() {
        let exam = vec![
            vec!["Questions", "max. 90"],
            vec!["**Time**", "90 min"],
            vec!["Price", "$404"],
        ];
        assert!(describes_exam(&exam));
        let lesson = vec![vec!["Time", "O(n)"], vec!["Space", "O(1)"]];
        assert!(!describes_exam(&lesson));
    }
}
