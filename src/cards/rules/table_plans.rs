//! Tables of plans: what to do at which hour of a day, and how far each topic has been studied. What happens at
//! which hour in the world is something to learn.

/// The fewest rows of a plan of a day.
const FEWEST: usize = 3;

/// `Activity | Time` with nothing but spans of a clock: `8:00 – 12:00`.
pub(super) fn plans_day(names: &[String], rows: &[Vec<&str>]) -> bool {
    const DOINGS: [&str; 26] = [
        "activity",
        "activities",
        "task",
        "tasks",
        "what",
        "what to do",
        "agenda",
        "block",
        "plan",
        "session",
        "subject",
        "class",
        "lesson",
        "actividad",
        "actividades",
        "atividade",
        "activité",
        "aktivität",
        "attività",
        "tätigkeit",
        "fach",
        "asignatura",
        "занятие",
        "活动",
        "活動",
        "내용",
    ];
    const TIMES: [&str; 18] = [
        "time",
        "times",
        "hours",
        "hour",
        "when",
        "time slot",
        "slot",
        "hora",
        "horas",
        "horario",
        "horário",
        "heure",
        "horaire",
        "zeit",
        "uhrzeit",
        "orario",
        "время",
        "时间",
    ];
    let [one, other, ..] = names else {
        return false;
    };
    let is = |name: &String, words: &[&str]| words.contains(&name.as_str());
    let column = match (is(one, &TIMES), is(other, &TIMES)) {
        (true, false) if is(other, &DOINGS) => 0,
        (false, true) if is(one, &DOINGS) => 1,
        _ => return false,
    };
    rows.len() >= FEWEST
        && rows
            .iter()
            .all(|row| row.get(column).is_some_and(|cell| is_span(cell)))
}

/// `6:00 - 7:00`, `8am–10am`
fn is_span(cell: &str) -> bool {
    let cell = cell.trim_matches(['*', '`', ' ', '~']);
    let Some((from, to)) = cell.split_once(['-', '–', '—']) else {
        return false;
    };
    let is_sure = |side: &str| side.contains(':') || side.contains(char::is_alphabetic);
    is_clock(from) && is_clock(to) && (is_sure(from) || is_sure(to))
}

/// `6:00`, `8 am`, `13h`
fn is_clock(side: &str) -> bool {
    let side = side.trim();
    let word =
        side.trim_start_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, ':' | '.'));
    let digits = side.get(..side.len().saturating_sub(word.len()));
    let hour = digits.and_then(|digits| digits.split([':', '.']).next());
    let is_hour = hour
        .and_then(|hour| hour.parse().ok())
        .is_some_and(|hour: u32| hour <= 24);
    let unit = word.trim().to_lowercase();
    is_hour && ["", "am", "pm", "a.m.", "p.m.", "h", "hrs", "uhr"].contains(&unit.as_str())
}

/// The most bytes of a note on how a study goes.
const LONGEST_NOTE: usize = 30;

/// `Chapter | Topic | Rating | Status`: what there is to study, and how far it has come.
pub(super) fn tracks_progress(names: &[String], rows: &[Vec<&str>]) -> bool {
    const TOPICS: [&str; 32] = [
        "",
        "#",
        "no",
        "no.",
        "number",
        "chapter",
        "chapters",
        "topic",
        "topics",
        "subtopic",
        "unit",
        "module",
        "lesson",
        "lecture",
        "section",
        "week",
        "subject",
        "title",
        "kapitel",
        "thema",
        "tema",
        "temas",
        "capítulo",
        "unidad",
        "unidade",
        "chapitre",
        "thème",
        "lección",
        "aula",
        "章节",
        "主题",
        "内容",
    ];
    const RATINGS: [&str; 12] = [
        "rating",
        "priority",
        "difficulty",
        "relevance",
        "confidence",
        "importance",
        "pages",
        "date",
        "last reviewed",
        "prioridad",
        "priorität",
        "hours",
    ];
    let topics = |name: &&String| TOPICS.contains(&name.as_str());
    // A few words that somebody wrote down for himself.
    let is_note = |name: &String| {
        let column = names.iter().position(|other| other == name);
        let is_short = |row: &Vec<&str>| {
            let cell = column.and_then(|column| row.get(column));
            cell.is_none_or(|cell| cell.len() <= LONGEST_NOTE)
        };
        ["notes", "note", "comments", "comment"].contains(&name.as_str())
            && rows.iter().all(is_short)
    };
    let is_known = |name: &String| {
        topics(&name) || RATINGS.contains(&name.as_str()) || names_status(name) || is_note(name)
    };
    let is_status = |(column, name): (usize, &String)| {
        let tells = |row: &Vec<&str>| row.get(column).is_none_or(|cell| tells_status(cell));
        names_status(name) && rows.iter().all(tells)
    };
    names.iter().all(is_known)
        && names.iter().filter(topics).any(|name| !name.is_empty())
        && names.iter().enumerate().any(is_status)
}

/// Whether a column says how far something has come.
fn names_status(name: &str) -> bool {
    const NAMES: [&str; 22] = [
        "status",
        "done",
        "done?",
        "progress",
        "completed",
        "complete",
        "finished",
        "studied",
        "reviewed",
        "read",
        "✓",
        "✔",
        "✅",
        "estado",
        "statut",
        "stato",
        "fortschritt",
        "erledigt",
        "hecho",
        "feito",
        "状态",
        "进度",
    ];
    NAMES.contains(&name)
}

/// Whether a cell is a mark, a share or the word for how far something has come.
fn tells_status(cell: &str) -> bool {
    /// In lower case.
    const WORDS: [&str; 24] = [
        "done",
        "todo",
        "to do",
        "in progress",
        "not started",
        "started",
        "complete",
        "completed",
        "incomplete",
        "finished",
        "pending",
        "wip",
        "planned",
        "reviewed",
        "studied",
        "read",
        "x",
        "[x]",
        "yes",
        "no",
        "hecho",
        "pendiente",
        "fait",
        "offen",
    ];
    /// The most letters of signs alone.
    const LONGEST: usize = 8;
    let bare = cell.trim_matches(|sign: char| {
        sign.is_whitespace() || sign == '*' || (!sign.is_ascii() && !sign.is_alphanumeric())
    });
    let folded = bare.to_lowercase();
    WORDS.contains(&folded.as_str())
        || (!bare.contains(char::is_alphabetic) && bare.chars().count() <= LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_plan_of_a_day_has_spans_of_a_clock_alone() {
        let day = vec![
            vec!["Run", "6:00 - 7:00"],
            vec!["Study", "8 am – 12 pm"],
            vec!["Lunch", "**12:00–13:00**"],
        ];
        assert!(plans_day(&names(&["activity", "time"]), &day));
        let turned: Vec<Vec<&str>> = day.iter().map(|row| vec![row[1], row[0]]).collect();
        assert!(plans_day(&names(&["time", "subject"]), &turned));
        // The watches of a ship, the hours of trains, doses and how long things take are facts.
        assert!(!plans_day(&names(&["watch", "time"]), &day));
        for cell in [
            "6:00",
            "every 4 h",
            "2-4",
            "20 min",
            "10–20 minutes",
            "3-4 weeks",
            "30:00 - 31:00",
        ] {
            let rows = vec![vec!["Run", cell], vec!["Study", cell], vec!["Lunch", cell]];
            assert!(!plans_day(&names(&["activity", "time"]), &rows), "{cell}");
        }
    }

    #[test]
    fn progress_is_told_from_what_a_status_teaches() {
        let header = names(&["chapter", "topic", "rating", "status"]);
        let rows = vec![
            vec!["Locks", "**Gates**", "3.0", "✅"],
            vec!["Locks", "Sills", "5.0", ""],
            vec!["Weirs", "Crests", "4.0", "in progress"],
        ];
        assert!(tracks_progress(&header, &rows));
        assert!(!tracks_progress(
            &names(&["term", "meaning", "rating", "status"]),
            &rows
        ));
        assert!(!tracks_progress(
            &names(&["topic", "rating"]),
            &[vec!["Locks", "5"]]
        ));
        let notes = |note| vec![vec!["OSI", "✅", ""], vec!["TCP", "❌", note]];
        let header = names(&["topic", "done", "notes"]);
        assert!(tracks_progress(&header, &notes("read again")));
        assert!(!tracks_progress(
            &header,
            &notes("It sends lost segments once more.")
        ));
        let states = vec![vec!["Locks", "closed in winter"], vec!["Weirs", "open"]];
        assert!(!tracks_progress(&names(&["unit", "status"]), &states));
    }
}
