//! The verbs by which a text demands an answer: `Explain the heap.` What a text does with them besides is no matter
//! of this file.

use super::far_eastern_demands::demands_far_east;
use super::prompt_words::is_one_of;

/// The most bytes of a word in brackets before a question.
const LONGEST_TAG: usize = 12;
/// Verbs that begin a demand for an answer, in lower case. In a heading they ask only where the
/// document shows otherwise that its headings are questions.
const IMPERATIVES: [&str; 102] = [
    "compare",
    "describe",
    "explain",
    "define",
    "contrast",
    "list",
    "name",
    "give",
    "state",
    "discuss",
    "outline",
    "identify",
    "distinguish",
    "differentiate",
    "summarize",
    "summarise",
    "calculate",
    "prove",
    "derive",
    "show",
    "tell",
    "write",
    "implement",
    "design",
    "draw",
    "mention",
    "create",
    "get",
    "difference",
    "predict",
    "analyze",
    "analyse",
    "evaluate",
    "assess",
    "examine",
    "justify",
    "объясните",
    "объясни",
    "опишите",
    "назовите",
    "перечислите",
    "explique",
    "explica",
    "defina",
    "expliquez",
    "décrivez",
    "erkläre",
    "nenne",
    "beschreibe",
    "what",
    "how",
    "why",
    "cite",
    "indique",
    "indica",
    "nomme",
    "nommez",
    "citez",
    "donnez",
    "définissez",
    "calculez",
    "comparez",
    "justifiez",
    "nombra",
    "nombre",
    "menciona",
    "mencione",
    "enumera",
    "describa",
    "calcula",
    "calcule",
    "descreva",
    "liste",
    "nennen",
    "erklären",
    "erläutern",
    "erläutere",
    "beschreiben",
    "definieren",
    "berechnen",
    "begründen",
    "vergleichen",
    "укажите",
    "определите",
    "приведите",
    "дайте",
    "сформулируйте",
    "раскройте",
    "охарактеризуйте",
    "сравните",
    "définir",
    "citer",
    "décrire",
    "expliquer",
    "donner",
    "comparer",
    "nommer",
    "énumérer",
    "justifier",
    "explicar",
    "describir",
    "definir",
];

/// A text without a short word in brackets before it: `[M] Show that …`
fn without_tag(text: &str) -> &str {
    let inner = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    match inner {
        Some((tag, rest)) if tag.len() <= LONGEST_TAG && rest.starts_with(' ') => rest.trim_start(),
        _ => text,
    }
}

/// Whether a text begins with a verb that demands an answer, numbering aside.
pub(super) fn is_imperative(text: &str) -> bool {
    let bare = without_tag(text).trim_start_matches(|c: char| !c.is_alphabetic());
    begins_with(bare, &IMPERATIVES)
}

/// Whether the first word of a text is one of these verbs, or the text demands something as texts of the far east do.
fn begins_with(bare: &str, verbs: &[&str]) -> bool {
    let word = bare.split(|c: char| !c.is_alphanumeric()).next();
    // `Write-ahead logs` demands nothing.
    let is_whole = |word: &str| {
        !bare
            .get(word.len()..)
            .is_some_and(|more| more.starts_with('-'))
    };
    word.is_some_and(|word| is_one_of(word, verbs) && is_whole(word)) || demands_far_east(bare)
}

/// Whether a text begins with a verb that nothing but a question for knowledge begins with.
pub(super) fn demands_answer(text: &str) -> bool {
    const VERBS: [&str; 33] = [
        "describe",
        "explain",
        "define",
        "compare",
        "contrast",
        "discuss",
        "distinguish",
        "differentiate",
        "difference",
        "объясните",
        "опишите",
        "сравните",
        "определите",
        "explique",
        "expliquez",
        "explica",
        "décrivez",
        "définissez",
        "comparez",
        "justifiez",
        "describa",
        "descreva",
        "defina",
        "erkläre",
        "erklären",
        "erläutern",
        "erläutere",
        "beschreibe",
        "beschreiben",
        "begründen",
        "vergleichen",
        "definieren",
        "unterscheiden",
    ];
    let bare = text.trim_start_matches(|c: char| !c.is_alphabetic());
    begins_with(bare, &VERBS)
}

/// Whether the last of some sentences demands an answer: `The brakes failed. Explain what happened.`
pub(super) fn ends_in_demand(text: &str) -> bool {
    /// The most bytes of the last sentence.
    const LONGEST: usize = 80;
    let bare = text.trim_end_matches(['*', '_', ' ']);
    let Some(inner) = bare.strip_suffix(['.', '!']) else {
        return false;
    };
    let end = [". ", "? "]
        .into_iter()
        .filter_map(|sign| inner.rfind(sign))
        .max();
    let last = end.and_then(|end| inner.get(end.saturating_add(2)..));
    last.is_some_and(|last| last.len() <= LONGEST && asks_on(last))
}

/// Whether a sentence behind a question asks for more of it: `Explain your answer.`
pub(super) fn asks_on(sentence: &str) -> bool {
    const VERBS: [&str; 14] = [
        "explain",
        "discuss",
        "justify",
        "comment",
        "explique",
        "explica",
        "justifica",
        "justifique",
        "expliquez",
        "justifiez",
        "begründen",
        "erklären",
        "erläutern",
        "объясните",
    ];
    begins_with(sentence.trim_start(), &VERBS)
}

/// Whether a demand follows a question: `What is it? List its parts.`
pub(super) fn asks_and_demands(text: &str) -> bool {
    let behind = text
        .rfind("? ")
        .and_then(|at| text.get(at.saturating_add(2)..));
    behind.is_some_and(|behind| is_imperative(behind) && !behind.contains(". "))
}

/// Whether a question comes first and a few words say what else is meant: `What is RAID? Different types.`
pub(super) fn asks_first(text: &str) -> bool {
    /// The most words behind the question; more are its answer.
    const MOST: usize = 5;
    /// What is asked for behind it; other words answer.
    const ASPECTS: [&str; 8] = [
        "different",
        "types",
        "kinds",
        "examples",
        "advantages",
        "differences",
        "uses",
        "properties",
    ];
    // Most items have no mark.
    if !text.contains('?') {
        return false;
    }
    let Some((_, behind)) = text.split_once("? ") else {
        return false;
    };
    let mut words = behind.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    words.count() < MOST && ASPECTS.contains(&first.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_may_name_what_else_is_meant() {
        assert!(asks_first("What is RAID ? Different types."));
        assert!(!asks_first("What is RAID?"));
        assert!(!asks_first("Why is it used? It is cheap"));
        assert!(!asks_first(
            "What is RAID? Different disks that act as one and fail one by one."
        ));
    }

    #[test]
    fn demands_are_told_from_things() {
        assert!(is_imperative("13. Define variance"));
        assert!(is_imperative("[M] Nennen Sie zwei Gründe."));
        assert!(is_imperative("请说明原因。"));
        assert!(!is_imperative("Variance"));
        assert!(!is_imperative("Write-ahead logs"));
        assert!(ends_in_demand("The brakes failed. Explain what happened."));
        assert!(ends_in_demand("Is it zero? Explain your answer."));
        assert!(!ends_in_demand("Explain what happened."));
        assert!(!ends_in_demand("Open the file. Save it."));
    }
}
