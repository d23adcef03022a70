//! Tables about the document and what lies beside it: owner and version, files and folders. Nothing here
//! may judge a table by what it teaches.

use crate::document::inline;

use super::super::folded::holds_one_of;
use super::super::links::is_link;

/// What a page says of itself.
const FACTS: [&str; 35] = [
    "owner",
    "author",
    "authors",
    "version",
    "document version",
    "status",
    "last updated",
    "last reviewed",
    "last review",
    "next review",
    "review date",
    "updated",
    "date",
    "created",
    "maintainer",
    "maintained by",
    "reviewer",
    "reviewed by",
    "approved by",
    "contact",
    "team",
    "department",
    "audience",
    "course",
    "course code",
    "instructor",
    "lecturer",
    "professor",
    "semester",
    "prerequisites",
    "reading time",
    "estimated time",
    "severity",
    "component",
    "on-call",
];

/// Rows of what the page says of itself: `Owner | Team Ledger`, `Last updated | May 2`.
pub(super) fn describes_page(names: &[String], rows: &[Vec<&str>]) -> bool {
    const HEADERS: [&str; 9] = [
        "",
        "field",
        "item",
        "property",
        "attribute",
        "metadata",
        "key",
        "info",
        "detail",
    ];
    let is_named = names
        .first()
        .is_none_or(|name| HEADERS.contains(&name.as_str()));
    if !is_named || names.len() > 2 {
        return false;
    }
    let is_fact = |row: &&Vec<&str>| {
        let name = row.first().map(|cell| inline::name(cell).to_lowercase());
        name.is_some_and(|name| FACTS.contains(&name.trim_matches([' ', ':'])))
    };
    let facts = rows.iter().filter(is_fact).count();
    let are_all = facts >= 2 && facts == rows.len();
    are_all || (facts >= 3 && facts.saturating_mul(10) >= rows.len().saturating_mul(6))
}

/// Whom to call, in which order and how: `Order | Who | Channel`.
pub(super) fn names_contacts(names: &[String]) -> bool {
    const WHO: [&str; 9] = [
        "who", "role", "name", "team", "person", "contact", "level", "tier", "order",
    ];
    const HOW: [&str; 14] = [
        "channel",
        "phone",
        "email",
        "e-mail",
        "slack",
        "pager",
        "contact",
        "number",
        "hours",
        "office hours",
        "office",
        "contact info",
        "telegram",
        "availability",
    ];
    let is_one = |name: &String| WHO.contains(&name.as_str()) || HOW.contains(&name.as_str());
    let says_how = names
        .iter()
        .skip(1)
        .any(|name| HOW.contains(&name.as_str()));
    names.len() >= 2 && says_how && names.iter().all(is_one)
}

/// Rows that lead to a file or folder each, with a word on what is in it.
pub(super) fn names_files(names: &[String], rows: &[Vec<&str>]) -> bool {
    const HEADERS: [&str; 12] = [
        "file",
        "files",
        "folder",
        "folder/file",
        "file/folder",
        "directory",
        "document",
        "doc",
        "resource",
        "link",
        "guide",
        "notebook",
    ];
    // A link that a pasted page has only the word of.
    if let [_, name] = names
        && ["link", "links", "url"].contains(&name.as_str())
    {
        return true;
    }
    let is_named = names
        .first()
        .is_some_and(|name| HEADERS.contains(&name.as_str()));
    is_named
        && rows
            .iter()
            .all(|row| row.first().is_some_and(|cell| is_link(cell)))
}

/// What helps to study, and how to sit an exam: `Resource | Description` under `Community resources`.
pub(super) fn names_aids(names: &[String], heading: Option<&str>) -> bool {
    const AIDS: [&str; 6] = ["resource", "resources", "tip", "tips", "course", "book"];
    const HEADINGS: [&str; 4] = ["resources", "exam day", "before the exam", "study tips"];
    let is_named = names
        .first()
        .is_some_and(|name| AIDS.contains(&name.as_str()));
    is_named && heading.is_some_and(|heading| holds_one_of(heading, &HEADINGS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aids_stand_under_headings_that_say_so() {
        let names = ["resource", "description"].map(str::to_owned);
        assert!(names_aids(&names, Some("Community Resources")));
        assert!(!names_aids(&names, Some("Kinds of a cluster")));
    }

    #[test]
    fn a_table_about_the_page_has_three_facts_of_it() {
        let names = ["field".to_owned(), "value".to_owned()];
        let page = vec![
            vec!["**Owner**", "Team Ledger"],
            vec!["Version", "2"],
            vec!["Last Updated", "2 May"],
        ];
        assert!(describes_page(&names, &page));
        let lesson = vec![
            vec!["Version", "4 bits"],
            vec!["IHL", "4 bits"],
            vec!["TTL", "8 bits"],
        ];
        assert!(!describes_page(&names, &lesson));
    }

    #[test]
    fn whom_to_ask_is_nothing_to_learn() {
        let staff = ["role", "name", "office hours"].map(str::to_owned);
        assert!(names_contacts(&staff));
        let lesson = ["role", "name", "duty"].map(str::to_owned);
        assert!(!names_contacts(&lesson));
    }

    #[test]
    fn files_are_links_under_a_name_for_files() {
        let names = ["file".to_owned(), "purpose".to_owned()];
        let linked = vec![vec!["[`units/`](units/)", "notes"]];
        assert!(names_files(&names, &linked));
        let plain = vec![vec!["`/etc/passwd`", "accounts"]];
        assert!(!names_files(&names, &plain));
    }
}
