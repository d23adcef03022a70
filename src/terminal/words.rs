//! Dates, times and counts as people say them. Always English; scripts read `--json` instead.

use std::time::Duration;

use crate::calendar::StudyDay;
use crate::scheduler::Interval;
use crate::stats::PassRate;

/// `1 card`, `2 cards`, `1,234 cards`.
pub fn count(number: u64, one: &str, many: &str) -> String {
    let word = if number == 1 { one } else { many };
    format!("{} {word}", grouped(number))
}

/// A number with its thousands apart.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A path as one word of a shell, for a command that a person may type.
pub fn typed_path(path: &str) -> String {
    let is_plain = |sign: char| sign.is_alphanumeric() || "/._-+,:@".contains(sign);
    match path.chars().all(is_plain) && !path.starts_with('-') {
        true => path.to_owned(),
        false => format!("'{}'", path.replace('\'', r"'\''")),
    }
}

/// `1 day`, `15 days`.
pub fn days(interval: Interval) -> String {
    count(u64::from(interval.days()), "day", "days")
}

/// `2 March 2026`.
pub fn date(day: StudyDay) -> String {
    day.date().format("%-d %B %Y").to_string()
}

/// `2 Mar`.
pub fn day_and_month(day: StudyDay) -> String {
    day.date().format("%-d %b").to_string()
}

/// `Sunday 1 March 2026`.
pub fn full_date(day: StudyDay) -> String {
    day.date().format("%A %-d %B %Y").to_string()
}

/// A day seen from today: `today`, `tomorrow`, or its date.
pub fn day_from(today: StudyDay, day: StudyDay) -> String {
    match day.since(today) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        _ => date(day),
    }
}

/// `3:10`, or `1:03:10` from an hour on.
pub fn clock_time(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// `83 % (79 to 87, 402 answers)`: a pass rate, where the true one lies with 95 % confidence, and out of
/// how many.
pub fn rate(rate: PassRate) -> String {
    match percents(rate) {
        Some((percent, span)) => {
            let answers = count(u64::from(rate.answers), "answer", "answers");
            format!("{percent} % ({span}, {answers})")
        }
        None => NO_ANSWERS.to_owned(),
    }
}

/// The same where there is little room: `83 % (79 to 87) of 402`.
pub fn short_rate(rate: PassRate) -> String {
    match percents(rate) {
        Some((percent, span)) => {
            let answers = grouped(u64::from(rate.answers));
            format!("{percent} % ({span}) of {answers}")
        }
        None => NO_ANSWERS.to_owned(),
    }
}

const NO_ANSWERS: &str = "no answers yet";

/// A pass rate and where the true one lies, in percent; none without answers.
fn percents(rate: PassRate) -> Option<(u32, String)> {
    let percent = |permille: u32| permille.saturating_add(5) / 10;
    let (permille, span) = (rate.permille()?, rate.interval()?);
    let (low, high) = (percent(span.low_permille), percent(span.high_permille));
    Some((percent(permille), format!("{low} to {high}")))
}

/// An ease factor from hundredths: `2.50`.
pub fn ease(hundredths: u32) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Where a card stands: `notes.md:31`, `line 31` when it has no document, `-` when it never had one.
pub fn place_of(path: Option<&str>, line: u32) -> String {
    match (path, line) {
        (Some(path), _) => format!("{path}:{line}"),
        (None, 0) => "-".to_owned(),
        (None, _) => format!("line {line}"),
    }
}

/// The first characters of a text, with `…` where something was cut.
pub fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        None => text.to_owned(),
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or_default().trim_end()),
    }
}

/// The first of some items, and how many more there are.
pub fn first_few(items: impl ExactSizeIterator<Item = String>, most: usize) -> Vec<String> {
    let more = items.len().saturating_sub(most);
    let told = (more > 0).then(|| format!("and {more} more"));
    items.take(most).chain(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_dates_and_times() {
        assert_eq!(count(1, "card", "cards"), "1 card");
        assert_eq!(count(0, "card", "cards"), "0 cards");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(123), "123");
        let day: StudyDay = "2026-03-01".parse().unwrap();
        assert_eq!(full_date(day), "Sunday 1 March 2026");
        assert_eq!(day_from(day, day.plus(1)), "tomorrow");
        assert_eq!(day_from(day, day.plus(6)), "7 March 2026");
        assert_eq!(clock_time(Duration::from_secs(190)), "3:10");
    }

    #[test]
    fn a_place_is_only_told_where_there_is_one() {
        assert_eq!(place_of(Some("notes.md"), 31), "notes.md:31");
        assert_eq!(place_of(None, 31), "line 31");
        assert_eq!(place_of(None, 0), "-");
    }

    #[test]
    fn a_path_is_one_word_of_a_shell() {
        assert_eq!(typed_path("/a/notes-1.md"), "/a/notes-1.md");
        assert_eq!(typed_path("my notes.md"), "'my notes.md'");
        assert_eq!(typed_path("it's $(x).md"), r"'it'\''s $(x).md'");
        assert_eq!(clock_time(Duration::from_secs(3790)), "1:03:10");
        assert_eq!(shortened("東京大阪", 2), "東京…");
        assert_eq!(shortened("ab", 2), "ab");
    }
}
