//! Tables whose first column is days: a plan of what to do then, which is nothing to learn, or what
//! happened in which year, which is.

use super::super::folded::holds_one_of;

/// Names of a column of days, weeks or dates.
const DAYS: [&str; 40] = [
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "date",
    "dates",
    "when",
    "time slot",
    "session",
    "día",
    "días",
    "semana",
    "fecha",
    "dia",
    "jour",
    "jours",
    "semaine",
    "date limite",
    "tag",
    "tage",
    "woche",
    "datum",
    "giorno",
    "settimana",
    "день",
    "неделя",
    "дата",
    "dzień",
    "ngày",
    "tuần",
    "주차",
    "요일",
    "日期",
    "週",
    "曜日",
    "日付",
    "日程",
    "星期",
];
/// How a cell begins that names a day, a week or a month.
const BEGINNINGS: [&str; 76] = [
    "day ",
    "week ",
    "days ",
    "weeks ",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
    "tag ",
    "kw ",
    "woche ",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "samstag",
    "sonntag",
    "jour ",
    "semaine ",
    "lundi",
    "mercredi",
    "jeudi",
    "vendredi",
    "dimanche",
    "día ",
    "dia ",
    "semana ",
    "lunes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "segunda",
    "terça",
    "quarta",
    "quinta",
    "sexta",
    "giorno ",
    "settimana ",
    "lunedì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "день ",
    "неделя ",
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
    "ngày ",
    "tuần ",
    "thứ ",
    "星期",
    "周",
    "第",
    "월요일",
    "화요일",
];

/// Days, weeks or dates, and what to do then.
pub(super) fn names_schedule(names: &[String], rows: &[Vec<&str>]) -> bool {
    let Some(first) = names.first() else {
        return false;
    };
    let by_name = DAYS.contains(&first.as_str());
    let dated = |cell: &str| {
        let folded = cell.trim_matches(['*', '_', ' ']).to_lowercase();
        BEGINNINGS.iter().any(|word| folded.starts_with(word))
            || folded.starts_with(|c: char| c.is_ascii_digit())
    };
    let is_hour = matches!(first.as_str(), "time" | "hour" | "hours" | "duration");
    let second = names.get(1).map(String::as_str);
    let is_agenda = matches!(
        second,
        Some("activity" | "activities" | "agenda" | "session" | "task")
    );
    // A row may go on with the day above it.
    let days = || {
        let cells = rows.iter().filter_map(|row| row.first());
        cells.filter(|cell| !cell.is_empty())
    };
    (by_name || (is_hour && is_agenda))
        && days().count().saturating_mul(2) > rows.len()
        && days().all(|cell| dated(cell))
        && !tells_history(rows)
}

/// Whether the days are those of history: of a year long ago, before Christ, or of years that no plan
/// reaches over.
fn tells_history(rows: &[Vec<&str>]) -> bool {
    /// What happened in an earlier year is no plan.
    const LONG_AGO: u32 = 1990;
    /// The most years that a plan reaches over.
    const LONGEST_PLAN: u32 = 3;
    let cells = || rows.iter().filter_map(|row| row.first());
    if cells().any(|cell| names_era(cell)) {
        return true;
    }
    let years: Vec<u32> = cells().filter_map(|cell| year(cell)).collect();
    let (Some(first), Some(last)) = (years.iter().min(), years.iter().max()) else {
        return false;
    };
    let most = years.len().saturating_mul(2) >= rows.len();
    most && (*first < LONG_AGO || last.abs_diff(*first) > LONGEST_PLAN)
}

/// The year that a cell names: `5 May 1789`, `1492`, `1914–1918`.
fn year(cell: &str) -> Option<u32> {
    let words = cell.split(|c: char| !c.is_alphanumeric());
    let four = |word: &&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    words.filter(four).find_map(|word| word.parse().ok())
}

/// `44 BC`, `c. 622 CE`
fn names_era(cell: &str) -> bool {
    let mut words = cell.split(|c: char| !c.is_alphanumeric());
    words.any(|word| ["BC", "BCE", "CE", "AD"].contains(&word))
}

/// How many minutes each part of a lesson takes, under a heading that says so: `Timing & pacing`.
pub(super) fn paces(rows: &[Vec<&str>], heading: Option<&str>) -> bool {
    const HEADINGS: [&str; 3] = ["pacing", "timetable", "agenda"];
    let is_time =
        |cell: &&str| cell.contains(|sign: char| sign.is_ascii_digit()) && cell.len() <= 12;
    let counts = |row: &Vec<&str>| {
        row.iter()
            .skip(1)
            .all(|cell| cell.is_empty() || is_time(cell))
    };
    heading.is_some_and(|heading| holds_one_of(heading, &HEADINGS)) && rows.iter().all(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_schedule(first: &str, days: &[&str]) -> bool {
        let names = [first.to_owned(), "event".to_owned()];
        let rows: Vec<Vec<&str>> = days.iter().map(|day| vec![*day, "something"]).collect();
        names_schedule(&names, &rows)
    }

    #[test]
    fn days_to_come_are_a_plan_and_days_of_history_are_not() {
        assert!(is_schedule("date", &["2 March 2026", "9 March 2026"]));
        assert!(is_schedule("date", &["12/1", "12/8"]));
        assert!(is_schedule("date", &["Sept 8", "Oct 1"]));
        assert!(is_schedule("week", &["1", "2", "3"]));
        assert!(is_schedule("week", &["KW 9 (Feb 24)", "KW 10"]));
        assert!(is_schedule("jour", &["Lundi", "Mardi", "Mercredi"]));
        assert!(is_schedule("tag", &["Montag", "Dienstag"]));
        assert!(is_schedule("week", &["1", "1", "2", ""]));
        assert!(!is_schedule("week", &["1", "", ""]));
        assert!(!is_schedule("día", &["Hola", "Adiós"]));
        assert!(!is_schedule("date", &["5 May 1789", "14 July 1789"]));
        assert!(!is_schedule("date", &["490 BC", "480 BC"]));
        assert!(!is_schedule("date", &["1991", "2004", "2016"]));
        assert!(!is_schedule("dates", &["1914–1918", "1939–1945"]));
    }
}
