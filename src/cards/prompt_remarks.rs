//! Remarks beside a question: what it is worth, how hard it is and of which sort. They are no part of what is asked,
//! unless they say how many options are right.

use super::prompt_words::{demands_choice, is_one_of};

/// `(2 points) What is it?` without what it is worth.
pub(super) fn without_points(text: &str) -> &str {
    let behind = text.strip_prefix(['(', '[']).and_then(|inner| {
        let (worth, behind) = inner.split_once([')', ']'])?;
        names_points(worth).then_some(behind)
    });
    match behind {
        Some(behind) if behind.starts_with(' ') && !behind.trim().is_empty() => behind.trim_start(),
        _ => text,
    }
}

/// `[1 point]`, `(2 marks)`: what a question is worth is no part of it.
pub(super) fn names_points(text: &str) -> bool {
    // `OR [3 marks]`: the other of two questions.
    let text = text.strip_prefix("OR ").unwrap_or(text);
    let bare = text.trim_matches(['[', ']', '(', ')', '*', ' ']);
    let words = bare
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
        .trim_start();
    words.len() < bare.len() && ["point", "points", "mark", "marks", "pts"].contains(&words)
}

/// `(Hard)`, `— Easy`, `(Multiple choice)`: how hard a question is, and of which sort, is no part of it.
pub(super) fn names_level(text: &str) -> bool {
    const LEVELS: [&str; 22] = [
        "critical thinking",
        "fill in the blank",
        "matching",
        "essay",
        "multiple answer",
        "tf",
        "t/f",
        "msq",
        "easy",
        "medium",
        "hard",
        "beginner",
        "intermediate",
        "advanced",
        "basic",
        "mcq",
        "multiple choice",
        "single choice",
        "multiple select",
        "true/false",
        "true or false",
        "short answer",
    ];
    // `(Beginner; Category: Safety)`
    let in_parentheses = text.starts_with('(') && text.ends_with(')') && !text.contains('?');
    if in_parentheses && text.matches('(').count() == 1 {
        return true;
    }
    let bare = text.trim_matches(['(', ')', '[', ']', '*', '—', '–', '-', ':', ' ']);
    LEVELS.iter().any(|level| level.eq_ignore_ascii_case(bare))
}

/// `(Select two)`: a remark that says how many options are right, which is a part of what is asked.
pub(super) fn says_how_many(text: &str) -> bool {
    const ANSWERS: [&str; 6] = [
        "answers",
        "antworten",
        "respuestas",
        "respostas",
        "réponses",
        "risposte",
    ];
    let words = || text.split(|sign: char| !sign.is_alphabetic());
    names_level(text) && (demands_choice(text) || words().any(|word| is_one_of(word, &ANSWERS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_question_is_worth_is_left_out() {
        assert_eq!(without_points("(2 points) Who?"), "Who?");
        assert_eq!(without_points("[1 mark] Who?"), "Who?");
        assert_eq!(without_points("(two ships) meet"), "(two ships) meet");
        assert_eq!(without_points("(2 points)"), "(2 points)");
    }

    #[test]
    fn how_many_are_right_is_told_from_other_remarks() {
        assert!(says_how_many("(Select the two best answers)"));
        assert!(says_how_many("(choose two)"));
        assert!(says_how_many("(2 Antworten)"));
        assert!(!says_how_many("(Hard)"));
        assert!(!says_how_many("(official question 11)"));
        assert!(!says_how_many("Select two ships."));
    }
}
