//! What a table is for, judged by its headers and cells: something to learn, or a part of the page
//! that only looks like it — contents, links, schedules, scores, a call-out.

use std::collections::BTreeSet;

use crate::document::{BlockKind, Span, Table, behind_dash, cells, inline};

use super::super::links::is_link;
use super::super::page::Page;
use super::table_about::{describes_page, names_aids, names_contacts, names_files};
use super::table_compared::compares_columns;
use super::table_dates::{names_schedule, paces};
use super::table_key::is_key_alone;
use super::table_marks::mark_columns;
use super::table_matching::is_to_match;
use super::table_plans::{plans_day, tracks_progress};
use super::table_reason::Reason;
use super::table_scores::names_scores;

/// The most rows whose cells are looked at to judge a table.
const ROWS_LOOKED_AT: usize = 50;

/// What a table is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Rows to learn; the key stands in this column.
    Learn {
        /// The column of the key.
        key: usize,
    },
    /// Nothing to learn, and why.
    Skip(Reason),
    /// Its columns are the things compared; no column names the rows.
    NoKey,
}

/// Judges the table at a place.
pub(super) fn purpose(page: &Page<'_>, table: &Table, heading: Option<&str>) -> Purpose {
    let names = header_names(page, table);
    let rows: Vec<Vec<&str>> = table
        .rows
        .iter()
        .take(ROWS_LOOKED_AT)
        .map(|row| row_cells(page, *row, names.len()))
        .collect();
    let in_tags = table
        .rows
        .first()
        .is_some_and(|row| row.text(page.source).starts_with('<'));
    if in_tags && table.header.is_none() {
        return Purpose::Skip(Reason::Layout);
    }
    let columns = rows
        .iter()
        .map(Vec::len)
        .max()
        .unwrap_or(0)
        .max(names.len());
    if columns < 2 {
        return Purpose::Skip(Reason::CallOut);
    }
    let says = |row: &&Vec<&str>| row.iter().any(|cell| cell.contains(char::is_alphanumeric));
    if table.header.is_none() && rows.iter().filter(says).count() < 2 {
        return Purpose::Skip(Reason::Empty);
    }
    if tracks_progress(&names, &rows) {
        return Purpose::Skip(Reason::Progress);
    }
    if names_schedule(&names, &rows) || plans_day(&names, &rows) || paces(&rows, heading) {
        return Purpose::Skip(Reason::Schedule);
    }
    if names_scores(&names, &rows) {
        return Purpose::Skip(Reason::Scores);
    }
    if is_key_alone(&names, &rows) {
        return Purpose::Skip(Reason::Key);
    }
    if is_to_match(&rows) {
        return Purpose::Skip(Reason::Matching);
    }
    let is_about = is_about_questions(page, &rows) || lists_questions(&names);
    if describes_page(&names, &rows) || names_contacts(&names) || is_about {
        return Purpose::Skip(Reason::AboutPage);
    }
    if names_readings(&names, &rows, columns) {
        return Purpose::Skip(Reason::Contents);
    }
    if is_counter(&names, &rows) {
        return counted(&names, &rows, columns);
    }
    if values_are_links(&rows) || names_files(&names, &rows) || names_aids(&names, heading) {
        return Purpose::Skip(Reason::Links);
    }
    if !rows
        .iter()
        .any(|row| row.iter().filter(|cell| !cell.is_empty()).count() >= 2)
    {
        return Purpose::Skip(Reason::Empty);
    }
    if compares_columns(&names, rows.len(), heading) {
        return Purpose::NoKey;
    }
    Purpose::Learn {
        key: mark_columns(&rows, columns),
    }
}

/// Whether each row says something of a question of the document: `| Q7 | hard | chapter 2 |`.
fn is_about_questions(page: &Page<'_>, rows: &[Vec<&str>]) -> bool {
    let is_asked = |row: &Vec<&str>| {
        let cell = row.first().map_or("", |cell| cell.trim_matches(['*', ' ']));
        let number = cell.strip_prefix(['Q', 'q']).and_then(|it| it.parse().ok());
        number.is_some_and(|number| page.survey.key().is_asked(number))
    };
    rows.len() >= 2 && rows.iter().all(is_asked)
}

/// Whether the columns tell of what sort the questions of an exam are: `ID | Topic | Format | Difficulty`.
fn lists_questions(names: &[String]) -> bool {
    const NUMBERS: [&str; 8] = [
        "id",
        "q",
        "q#",
        "#",
        "no.",
        "question",
        "question id",
        "questão",
    ];
    const SORTS: [&str; 8] = [
        "format", "type", "formato", "tipo", "domain", "task", "tarefa", "points",
    ];
    const LEVELS: [&str; 6] = [
        "difficulty",
        "level",
        "dificuldade",
        "dificultad",
        "difficulté",
        "schwierigkeit",
    ];
    let has = |words: &[&str]| names.iter().any(|name| words.contains(&&**name));
    names
        .first()
        .is_some_and(|first| NUMBERS.contains(&&**first))
        && has(&SORTS)
        && has(&LEVELS)
}

fn header_names(page: &Page<'_>, table: &Table) -> Vec<String> {
    let header = table
        .header
        .map(|header| cells(page.source, header, None))
        .unwrap_or_default();
    header
        .into_iter()
        .map(|cell| inline::name(cell.text(page.source)).to_lowercase())
        .map(|name| name.trim_matches([' ', '.', ':']).to_owned())
        .collect()
}

fn row_cells<'a>(page: &Page<'a>, row: Span, columns: usize) -> Vec<&'a str> {
    let columns = (columns > 0).then_some(columns);
    cells(page.source, row, columns)
        .into_iter()
        .map(|cell| cell.text(page.source))
        .collect()
}

/// A first column that only counts the rows.
fn is_counter(names: &[String], rows: &[Vec<&str>]) -> bool {
    const COUNTERS: &[&str] = &[
        "no",
        "#",
        "nr",
        "s.no",
        "sno",
        "s no",
        "sl no",
        "sl.no",
        "№",
        "n.º",
        "nº",
        "n°",
        "núm",
        "nro",
        "num",
        "numero",
        "número",
        "nummer",
        "lp",
        "stt",
        "п/п",
        "№ п/п",
        "序号",
        "序號",
        "编号",
        "番号",
        "번호",
        "순번",
    ];
    let numbers: Vec<u32> = rows
        .iter()
        .filter_map(|row| {
            row.first()?
                .trim_matches(['.', ')', '#', ' ', '*'])
                .parse()
                .ok()
        })
        .collect();
    // A row without a number, and with nothing but a name, only parts the others.
    let is_group = |row: &&Vec<&str>| {
        row.first().is_some_and(|cell| cell.is_empty())
            && row.iter().filter(|cell| !cell.is_empty()).count() <= 1
    };
    let groups = rows.iter().filter(is_group).count();
    let follows = |pair: &[u32]| matches!(pair, [one, next] if one.checked_add(1) == Some(*next));
    let all = numbers.len().saturating_add(groups) == rows.len();
    // The first row of a table that grows is asked for as it will be.
    let counts = rows.len() >= 2 || numbers == [1];
    // `Layer 1 to 7` counts, too, and is worth knowing: only a name that means nothing is a counter's.
    match names.first().map(String::as_str) {
        Some("") => all && counts && numbers.windows(2).all(follows),
        // Under such a name a number may be missing, and rows may have changed places.
        Some(name) if COUNTERS.contains(&name) => {
            let distinct: BTreeSet<u32> = numbers.iter().copied().collect();
            all && counts && distinct.len() == numbers.len()
        }
        _ => false,
    }
}

/// A counted table: contents when little but a title and a link stands beside the number,
/// otherwise its second column is the key.
fn counted(names: &[String], rows: &[Vec<&str>], columns: usize) -> Purpose {
    let is_place = |column: usize| {
        let named = names.get(column).is_some_and(|name| {
            [
                "link",
                "page",
                "file",
                "url",
                "notes",
                "chapter",
                "section",
                "source",
                "resource",
                "video",
                "status",
                "practice",
                "compan",
                "difficult",
                "solution",
                "leetcode",
            ]
            .iter()
            .any(|word| name.starts_with(word))
        });
        named
            || rows.iter().all(|row| {
                row.get(column)
                    .is_none_or(|cell| cell.is_empty() || is_link(cell))
            })
    };
    let said = (1..columns).filter(|column| !is_place(*column)).count();
    if said >= 2 {
        Purpose::Learn { key: 1 }
    } else {
        Purpose::Skip(Reason::Contents)
    }
}

/// Every cell beside the key is a link and nothing else.
fn values_are_links(rows: &[Vec<&str>]) -> bool {
    let mut links = 0_usize;
    for cell in rows
        .iter()
        .flat_map(|row| row.iter().skip(1))
        .filter(|cell| !cell.is_empty())
    {
        if !cell
            .split([',', '|'])
            .all(|part| is_link(part) || is_image(part))
        {
            return false;
        }
        links = links.saturating_add(1);
    }
    links > 0
}

fn is_image(text: &str) -> bool {
    let text = text.trim();
    (text.starts_with("![") || text.starts_with("[![")) && text.ends_with(')')
}

/// Whether a column holds what is to be read.
fn is_reading(name: &str) -> bool {
    ["document", "reading", "resource", "link", "article", "book"].contains(&name)
}

/// The parts of a course, counted from one, with a title each: `| Quiz | Module topic |`.
fn names_parts(names: &[String], rows: &[Vec<&str>]) -> bool {
    const PARTS: [&str; 12] = [
        "quiz", "lesson", "lecture", "module", "unit", "chapter", "session", "lab", "exercise",
        "week", "part", "section",
    ];
    let is_part = |name: &String| PARTS.contains(&name.trim_end_matches([' ', '#']));
    // `[Storms](07-storms/)` leads to its page; a pasted page keeps `07 - Storms`.
    let leads = |row: &&Vec<&str>| {
        row.first().is_some_and(|cell| {
            let title = cell.trim_start_matches(|sign: char| sign.is_ascii_digit());
            let is_counted = title.len() < cell.len() && behind_dash(title).is_some();
            is_counted || (is_link(cell) && !cell.contains("://"))
        })
    };
    let leading = rows.iter().filter(leads).count();
    if names.first().is_some_and(is_part) && leading >= 2 && leading.saturating_add(1) >= rows.len()
    {
        return true;
    }
    let [part, title] = names else {
        return false;
    };
    let is_title = ["topic", "title", "subject", "theme", "content", "contents"]
        .iter()
        .any(|word| title.split(' ').any(|known| known == *word));
    let counts =
        |(row, nth): (&Vec<&str>, u32)| row.first().and_then(|cell| cell.parse().ok()) == Some(nth);
    is_part(part) && is_title && rows.iter().zip(1..).all(counts)
}

/// A numbered list of what to read, in its order, with a column of links.
fn names_readings(names: &[String], rows: &[Vec<&str>], columns: usize) -> bool {
    let is_link_column = |column: usize| {
        names.get(column).is_some_and(|name| is_reading(name))
            || rows
                .iter()
                .all(|row| row.get(column).is_some_and(|cell| is_link(cell)))
    };
    names_parts(names, rows)
        || names.first().is_some_and(|name| name == "order")
            && rows.iter().all(|row| {
                row.first()
                    .is_some_and(|cell| cell.trim().parse::<u32>().is_ok())
            })
            && (1..columns).any(is_link_column)
}

/// The places of a table's rows and header, for a problem about the table.
pub(super) fn span(page: &Page<'_>, at: usize) -> Span {
    match page.block(at) {
        Some(block) => match &block.kind {
            BlockKind::Table(table) => table
                .header
                .or(table.rows.first().copied())
                .unwrap_or(block.span),
            _ => block.span,
        },
        None => Span::default(),
    }
}
