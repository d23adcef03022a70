//! What the columns of a table hold: told by the learner, by their header, or guessed from their
//! place. A guess is always said.

use crate::document::names_columns;
use crate::exchange::table_form;

use super::words::{is_heading, role_of};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// What is asked.
    Prompt,
    /// What answers it.
    Answer,
    /// A named part of the answer; the name may be empty.
    Field(String),
    /// Tags.
    Tags,
    /// The deck.
    Deck,
    /// The headings above the card.
    Section,
    /// The kind of card.
    Kind,
    /// The lasting id.
    Id,
    /// The lasting name of a note in Anki.
    Guid,
    /// The whole card, for what the other columns cannot hold.
    Details,
    /// Something of the schedule, which does not come in.
    Progress,
    /// Nothing that counts.
    Ignored,
}

impl Role {
    /// The word for it in `--columns` and in what is said.
    pub fn name(&self) -> &str {
        match self {
            Role::Prompt => table_form::PROMPT,
            Role::Answer => table_form::ANSWER,
            Role::Tags => table_form::TAGS,
            Role::Deck => table_form::DECK,
            Role::Section => table_form::SECTION,
            Role::Kind => table_form::KIND,
            Role::Id => table_form::ID,
            Role::Guid => "guid",
            Role::Details => table_form::DETAILS,
            Role::Progress => "progress",
            Role::Ignored => "-",
            Role::Field(name) if name.is_empty() => "field",
            Role::Field(name) => name,
        }
    }
}

/// Whether the first row names the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    /// It does.
    Yes,
    /// It is a row like the others.
    No,
}

/// Columns as the learner named them.
///
/// # Errors
/// When none is what is asked, or two are the same; what is wrong with them.
pub fn told(list: &str) -> Result<Vec<Role>, String> {
    let roles: Vec<Role> = list
        .split(',')
        .map(str::trim)
        .map(|name| match name {
            "-" | "" => Role::Ignored,
            "field" => Role::Field(String::new()),
            name => role_of(name).unwrap_or_else(|| Role::Field(name.to_owned())),
        })
        .collect();
    for (at, role) in roles.iter().enumerate() {
        let is_single = !matches!(role, Role::Ignored | Role::Field(_) | Role::Progress);
        if is_single
            && roles
                .iter()
                .skip(at.saturating_add(1))
                .any(|other| other == role)
        {
            return Err(format!("two columns are `{}`", role.name()));
        }
    }
    if !roles.contains(&Role::Prompt) {
        return Err("no column is `prompt`".to_owned());
    }
    let answers = |role: &Role| matches!(role, Role::Answer | Role::Field(_));
    if !roles.iter().any(answers) {
        return Err("no column is `answer`".to_owned());
    }
    Ok(roles)
}

/// Whether the first of some rows names the columns.
pub(super) fn header(rows: &[Vec<String>]) -> Header {
    let Some((first, others)) = rows.split_first() else {
        return Header::No;
    };
    let cells: Vec<&str> = first.iter().map(|cell| cell.trim()).collect();
    let named: Vec<Role> = cells.iter().filter_map(|cell| role_of(cell)).collect();
    let exact = cells.iter().filter(|cell| is_heading(cell)).count();
    let are_headings = cells.iter().all(|cell| looks_like_heading(cell));
    let both = named.contains(&Role::Prompt) && named.contains(&Role::Answer);
    let is_named = are_headings
        && (both
            || exact >= 2
            || exact == 1 && cells.len() >= 2 && begin_large(&cells)
            || others.len() >= 2 && names_columns(cells.iter().copied())
            || looks_unlike(&cells, others));
    if is_named { Header::Yes } else { Header::No }
}

/// Whether a cell may be the name of a column: short, and no sentence.
fn looks_like_heading(cell: &str) -> bool {
    let words = cell.split_whitespace().count();
    let ends = cell.ends_with(['.', '!', ':']);
    (1..=5).contains(&words) && cell.chars().count() <= 40 && !ends && !cell.contains('\n')
}

fn begin_large(cells: &[&str]) -> bool {
    cells
        .iter()
        .all(|cell| cell.starts_with(char::is_uppercase))
}

/// Whether three and more first cells begin with large letters, and most answers under them do not.
fn looks_unlike(first: &[&str], others: &[Vec<String>]) -> bool {
    if first.len() < 3 || others.len() < 2 || !begin_large(first) {
        return false;
    }
    let answers = others.iter().flat_map(|row| row.iter().skip(1));
    let begins: Vec<char> = answers
        .filter_map(|answer| answer.trim().chars().next())
        .collect();
    let small = begins.iter().filter(|sign| sign.is_lowercase()).count();
    !begins.is_empty() && small.saturating_mul(3) >= begins.len().saturating_mul(2)
}

/// The roles of columns that a header names. What it names by no word that is known here is a named
/// part of the answer.
pub(super) fn named(header: &[String]) -> Vec<Role> {
    let mut roles: Vec<Option<Role>> = vec![None; header.len()];
    // A name that is exactly such a word goes before one that holds it: `Front`, `Back of the front`.
    for is_exact in [true, false] {
        for (at, cell) in header.iter().enumerate() {
            let Some(role) = role_of(cell.trim()).filter(|_| is_heading(cell.trim()) == is_exact)
            else {
                continue;
            };
            let is_taken = roles.iter().flatten().any(|taken| *taken == role);
            let may_repeat = matches!(role, Role::Progress | Role::Ignored);
            if let Some(place) = roles.get_mut(at)
                && place.is_none()
                && (may_repeat || !is_taken)
            {
                *place = Some(role);
            }
        }
    }
    let has = |roles: &[Option<Role>], role| roles.iter().flatten().any(|taken| *taken == role);
    let give_first = |roles: &mut [Option<Role>], role| {
        if let Some(free) = roles.iter_mut().find(|place| place.is_none()) {
            *free = Some(role);
        }
    };
    if !has(&roles, Role::Prompt) {
        give_first(&mut roles, Role::Prompt);
    }
    let free = roles.iter().filter(|role| role.is_none()).count();
    if !has(&roles, Role::Answer) && free == 1 {
        // One column is left, and it answers, whatever it is called; its name is asked with the key.
        let known = header.iter().any(|cell| is_heading(cell.trim()));
        if known {
            give_first(&mut roles, Role::Answer);
        }
    }
    let fields = header.iter().zip(roles);
    fields
        .map(|(cell, role)| role.unwrap_or_else(|| Role::Field(cell.trim().to_owned())))
        .collect()
}

/// The roles of columns without a header: the front, the back, and more of the back. A third column
/// of nothing but short words, where some have none, holds tags.
pub(super) fn placed(rows: &[Vec<String>]) -> Vec<Role> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    (0..width)
        .map(|at| match at {
            0 => Role::Prompt,
            1 => Role::Answer,
            2 if width == 3 && are_tags(rows, at) => Role::Tags,
            _ => Role::Field(String::new()),
        })
        .collect()
}

fn are_tags(rows: &[Vec<String>], at: usize) -> bool {
    let cells = rows
        .iter()
        .filter_map(|row| row.get(at))
        .map(|cell| cell.trim());
    let filled: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    let mut distinct = filled.clone();
    distinct.sort_unstable();
    distinct.dedup();
    // Tags repeat; answers do not.
    let hashed = !filled.is_empty() && filled.iter().all(|cell| cell.starts_with('#'));
    hashed
        || filled.len() >= 4
            && distinct.len() <= filled.len() / 2
            && filled.iter().all(|cell| cell.len() <= 40)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Vec<Vec<String>> {
        let row = |line: &str| line.split(';').map(str::to_owned).collect();
        text.lines().map(row).collect()
    }

    fn names(header: &str) -> String {
        let header = table(header).remove(0);
        let roles = named(&header);
        roles.iter().map(Role::name).collect::<Vec<_>>().join(",")
    }

    #[test]
    fn a_header_is_told_from_a_first_row() {
        let is = |text: &str| header(&table(text)) == Header::Yes;
        assert!(is("Front;Back\nHund;dog"));
        assert!(is("Question text;Correct answer;Topic\na;b;c"));
        assert!(is("Term;Hint\na;b"));
        assert!(is(
            "Service;AWS Manages;Customer Manages\nEC2;hardware;the guest\nRDS;the engine;data"
        ));
        assert!(is("Service;Use\nEC2;servers\nRDS;databases"));
        assert!(!is("Hund;dog\nKatze;cat"));
        assert!(!is("the word;das Wort\nthe cat;die Katze"));
        assert!(!is("What is EC2?;A server.\nb;c"));
        assert!(!is(""));
    }

    #[test]
    fn names_of_several_words_are_known() {
        assert_eq!(
            names("Card front;Back of the card;Tags"),
            "prompt,answer,tags"
        );
        assert_eq!(
            names("Question;Answer explanation;Answer"),
            "prompt,Answer explanation,answer"
        );
        assert_eq!(names("Vorderseite;Rückseite;Stapel"), "prompt,answer,deck");
        assert_eq!(names("Tags;Term;Hint"), "tags,prompt,answer");
        assert_eq!(
            names("Service;AWS Manages;Customer Manages"),
            "prompt,AWS Manages,Customer Manages"
        );
        assert_eq!(
            names("prompt;answer;due;interval_days"),
            "prompt,answer,progress,progress"
        );
        assert_eq!(names("Front;Back;Example"), "prompt,answer,Example");
    }

    #[test]
    fn without_a_header_places_count() {
        let roles = |text: &str| {
            placed(&table(text))
                .iter()
                .map(|role| role.name().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(roles("a;b"), ["prompt", "answer"]);
        assert_eq!(roles("a;b;c\nd;e;f"), ["prompt", "answer", "field"]);
        assert_eq!(
            roles("a;b;x\nc;d;x\ne;f;y\ng;h;y"),
            ["prompt", "answer", "tags"]
        );
    }

    #[test]
    fn what_the_learner_says_is_checked() {
        assert_eq!(told("front, back,-,tags").unwrap().len(), 4);
        assert_eq!(told("answer"), Err("no column is `prompt`".into()));
        assert_eq!(told("prompt,tags"), Err("no column is `answer`".into()));
        assert_eq!(
            told("prompt,answer,back"),
            Err("two columns are `answer`".into())
        );
        assert!(told("prompt,AWS Manages").is_ok());
    }
}
