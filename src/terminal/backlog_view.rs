//! What is said about a backlog: that there is one, what it means for today, and what to do about it.

use std::collections::BTreeMap;
use std::io;

use crate::calendar::StudyDay;
use crate::review::Backlog;

use super::columns::{Align, table};
use super::output::Screen;
use super::words::{count, day_from, grouped};

/// The most days that a table shows.
const MOST_DAYS: usize = 15;

/// The sentences about a backlog; none when there is none.
pub fn sentences(backlog: Backlog) -> Vec<String> {
    let mut said = Vec::new();
    if backlog.beyond > 0 {
        let cards = count(u64::from(backlog.beyond), "card is", "cards are");
        said.push(format!(
            "Backlog: {cards} due beyond what today holds. srm postpone spreads them over the next days."
        ));
    }
    match backlog.new {
        None => {}
        Some(0) => said.push("No new cards today: the due ones need the room.".to_owned()),
        Some(most) => said.push(format!(
            "New cards today: {} at most, as the due ones need the room.",
            grouped(u64::from(most))
        )),
    }
    said
}

/// Shows which day gets how many cards of a backlog, and what is due then in all.
pub fn show_days(
    screen: &mut Screen<'_>,
    today: StudyDay,
    days: &BTreeMap<StudyDay, u32>,
    due: &BTreeMap<StudyDay, u32>,
) -> io::Result<()> {
    let rows: Vec<Vec<String>> = days
        .iter()
        .take(MOST_DAYS)
        .map(|(day, cards)| {
            // What is due today is the backlog itself.
            let already = due.get(day).filter(|_| *day > today).copied().unwrap_or(0);
            vec![
                grouped(u64::from(*cards)),
                grouped(u64::from(*cards).saturating_add(u64::from(already))),
                day_from(today, *day),
            ]
        })
        .collect();
    let header = [
        ("cards", Align::Right),
        ("due then", Align::Right),
        ("day", Align::Left),
    ];
    screen.block(&table(&header, &rows))?;
    let more = days.len().saturating_sub(MOST_DAYS);
    match days.last_key_value() {
        Some((last, _)) if more > 0 => {
            let days = count(more as u64, "more day", "more days");
            screen.line(&format!("And {days}, to {}.", day_from(today, *last)))
        }
        _ => Ok(()),
    }
}
