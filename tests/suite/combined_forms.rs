//! Forms of question documents, combined: how a question begins, how its options are marked and where its answer stands
//! are independent of each other for those who write, and so each must be found with each of the others. The counts of
//! three questions with options, one of them right, follow from how the document is put together.

use srm::cards::{Answer, Compiled, DeckName, Kind, compile};

/// What is asked, the options, and the place of the right one.
const ITEMS: [(&str, [&str; 3], usize); 3] = [
    (
        "Which part of a canal lifts ships?",
        ["the dam", "the lock", "the quay"],
        1,
    ),
    (
        "What holds a ship in place at sea?",
        ["an anchor", "a sail", "a rudder"],
        0,
    ),
    (
        "Which light shines on the port side?",
        ["green", "white", "red"],
        2,
    ),
];

/// How a question begins; `#` stands for its number and `?` for its words.
const BEGINNINGS: [&str; 9] = [
    "## Question #\n\n?",
    "### Question #: ?",
    "**#. ?**",
    "**#.** ?",
    "Q#. ?",
    "#. ?",
    "#) **?**",
    "## #\n\n?",
    "**#**\n\n?",
];

/// How the three options are counted.
const OPTIONS: [[&str; 3]; 8] = [
    ["A. ", "B. ", "C. "],
    ["a) ", "b) ", "c) "],
    ["- A) ", "- B) ", "- C) "],
    ["**A.** ", "**B.** ", "**C.** "],
    ["A: ", "B: ", "C: "],
    ["   1. ", "   2. ", "   3. "],
    ["i. ", "ii. ", "iii. "],
    ["① ", "② ", "③ "],
];

/// Where the answer stands; `!` is the sign of the right option, `=` its text and `#` the number of the question.
const BESIDE: [&str; 6] = [
    "Answer: !",
    "**Correct answer:** `!`",
    "<details>\n<summary>Antwort anzeigen</summary>\n\n!\n\n</details>",
    "<details><summary>Respuesta</summary>\n\n**!. =**\n\n</details>",
    "> **Answer:** !",
    "**Answer: !) =**",
];
/// The titles of keys, and their entries.
const KEYS: [(&str, &str); 7] = [
    ("## Answers", "#. !"),
    ("**Answer Key**", "#. **!** – so it is"),
    ("Clave de respuestas:", "#) (!)"),
    ("## 答え", "#. !"),
    ("## Gabarito", "- Questão #: !"),
    ("**Lösungen**", "- Question #: !"),
    ("## Ключи", "#. !) ="),
];

fn sign(options: [&str; 3], right: usize) -> String {
    let mark = options[right];
    mark.trim_matches(|sign: char| !sign.is_alphanumeric() && !('①'..='⑩').contains(&sign))
        .to_owned()
}

fn filled(form: &str, nth: usize, options: [&str; 3]) -> String {
    let (_, texts, right) = ITEMS[nth];
    form.replace('#', &(nth + 1).to_string())
        .replace('!', &sign(options, right))
        .replace('=', texts[right])
}

/// A heading keeps its marks where the number of the question takes the place of the last one.
fn beginning(form: &str, nth: usize) -> String {
    let hashes = form.len() - form.trim_start_matches('#').len();
    let (marks, rest) = match form.strip_prefix("## #\n") {
        Some(rest) => ("## ", format!("{}\n{rest}", nth + 1)),
        None if form.starts_with("##") => (
            &form[..=hashes],
            form[hashes + 1..].replace('#', &(nth + 1).to_string()),
        ),
        None => ("", form.replace('#', &(nth + 1).to_string())),
    };
    format!("{marks}{}", rest.replace('?', ITEMS[nth].0))
}

fn question(form: &str, nth: usize, options: [&str; 3]) -> String {
    let lines = options.iter().zip(ITEMS[nth].1);
    let lines: Vec<String> = lines.map(|(mark, text)| format!("{mark}{text}")).collect();
    format!("{}\n\n{}\n\n", beginning(form, nth), lines.join("\n"))
}

/// What is wrong with the cards of a document, if something is.
fn wrong(compiled: &Compiled) -> Option<String> {
    let right = |nth: usize| {
        let card = &compiled.cards.get(nth)?.card;
        match &card.answer {
            Answer::Choices(found) if card.kind == Kind::Choice => {
                found.choices.iter().position(|choice| choice.correct)
            }
            _ => None,
        }
    };
    let found: Vec<Option<usize>> = (0..3).map(right).collect();
    let expected: Vec<Option<usize>> = ITEMS.iter().map(|item| Some(item.2)).collect();
    let count = compiled.cards.len();
    (count != 3 || found != expected).then(|| format!("{count} cards, right are {found:?}"))
}

fn all_wrong(documents: impl Iterator<Item = String>) -> Vec<String> {
    let name = DeckName::new("Untitled").unwrap();
    let check = |source: String| {
        let what = wrong(&compile(&source, &name))?;
        Some(format!("{what}\n{source}\n"))
    };
    documents.filter_map(check).collect()
}

#[test]
fn each_beginning_goes_with_each_way_to_count_options_and_each_answer() {
    let combined = BEGINNINGS.iter().flat_map(|form| {
        OPTIONS.iter().flat_map(move |options| {
            BESIDE.iter().map(move |answer| {
                let text = |nth: usize| {
                    let question = question(form, nth, *options);
                    format!("{question}{}\n\n", filled(answer, nth, *options))
                };
                format!("# Harbour\n\n{}", (0..3).map(text).collect::<String>())
            })
        })
    });
    let wrong = all_wrong(combined);
    assert!(
        wrong.is_empty(),
        "{} of 432:\n{}",
        wrong.len(),
        wrong.concat()
    );
}

#[test]
fn each_beginning_goes_with_each_key() {
    let combined = BEGINNINGS.iter().flat_map(|form| {
        OPTIONS.iter().flat_map(move |options| {
            KEYS.iter().map(move |(title, entry)| {
                let questions: String = (0..3).map(|nth| question(form, nth, *options)).collect();
                let entries = (0..3).map(|nth| filled(entry, nth, *options));
                let entries: Vec<String> = entries.collect();
                format!(
                    "# Harbour\n\n{questions}{title}\n\n{}\n",
                    entries.join("\n")
                )
            })
        })
    });
    let wrong = all_wrong(combined);
    assert!(
        wrong.is_empty(),
        "{} of 504:\n{}",
        wrong.len(),
        wrong.concat()
    );
}
