//! The words of the language: keys, marks, kinds, properties, grades.

use crate::cards::Kind;
use crate::scheduler::Grade;

use super::query::{Mark, Property};

/// What can stand before a colon.
pub(super) const KEYS: [&str; 10] = [
    "deck", "tag", "section", "kind", "is", "flag", "prop", "added", "rated", "id",
];

/// What can stand after `is:`.
pub(super) const MARKS: [(&str, Mark); 13] = [
    ("due", Mark::Due),
    ("new", Mark::New),
    ("learning", Mark::Learning),
    ("review", Mark::Review),
    ("young", Mark::Young),
    ("mature", Mark::Mature),
    ("suspended", Mark::Suspended),
    ("buried", Mark::Buried),
    ("retired", Mark::Retired),
    ("unanswered", Mark::Unanswered),
    ("flagged", Mark::Flagged),
    ("marked", Mark::Marked),
    ("leech", Mark::Leech),
];

/// What can stand after `prop:`.
pub(super) const PROPERTIES: [(&str, Property); 6] = [
    ("interval", Property::Interval),
    ("ivl", Property::Interval),
    ("due", Property::Due),
    ("reps", Property::Reps),
    ("lapses", Property::Lapses),
    ("ease", Property::Ease),
];

/// What can stand after `kind:`.
pub(super) fn kinds() -> Vec<(&'static str, Kind)> {
    Kind::ALL
        .into_iter()
        .map(|kind| (kind.name(), kind))
        .collect()
}

/// What can stand after the second colon of `rated:`.
pub(super) fn grades() -> Vec<(&'static str, Grade)> {
    Grade::ALL
        .into_iter()
        .map(|grade| (grade.name(), grade))
        .collect()
}
