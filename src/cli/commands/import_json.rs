//! The report of `srm import` as JSON (format `srm-plan`).

use serde::Serialize;

use crate::terminal::import_view::{DoubtLine, Fate};

use super::import_report::ImportReport;

#[derive(Serialize)]
pub(super) struct PlanJson<'a> {
    format: &'static str,
    version: u32,
    dry_run: bool,
    files: Vec<FileJson<'a>>,
}

#[derive(Serialize)]
struct FileJson<'a> {
    file: &'a str,
    deck: &'a str,
    new: usize,
    updated: usize,
    unchanged: usize,
    moved: usize,
    retired: usize,
    revived: usize,
    in_doubt: usize,
    conflicting: usize,
    skipped: usize,
    /// What else there is to say, each a sentence.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    remarks: &'a [String],
    plan: ListsJson<'a>,
}

#[derive(Serialize)]
struct ListsJson<'a> {
    new: Vec<CardJson<'a>>,
    updated: Vec<CardJson<'a>>,
    unchanged: Vec<CardJson<'a>>,
    moved: Vec<CardJson<'a>>,
    retired: Vec<CardJson<'a>>,
    revived: Vec<CardJson<'a>>,
    in_doubt: Vec<DoubtJson<'a>>,
    conflicting: Vec<CardJson<'a>>,
}

#[derive(Serialize)]
struct DoubtJson<'a> {
    id: &'a str,
    front: &'a str,
    known_id: &'a str,
    known_front: &'a str,
    alike_percent: u8,
}

#[derive(Serialize)]
struct CardJson<'a> {
    id: String,
    front: &'a str,
    /// By what a changed card was recognised.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
}

impl<'a> DoubtJson<'a> {
    fn new(doubt: &'a DoubtLine) -> DoubtJson<'a> {
        DoubtJson {
            id: &doubt.new,
            front: &doubt.new_front,
            known_id: &doubt.known,
            known_front: &doubt.known_front,
            alike_percent: doubt.score,
        }
    }
}

impl<'a> PlanJson<'a> {
    /// The report of an import, or of what one would do.
    pub(super) fn new(dry_run: bool, reports: &'a [ImportReport]) -> PlanJson<'a> {
        let files = reports.iter().map(FileJson::new).collect();
        PlanJson {
            format: "srm-plan",
            version: 1,
            dry_run,
            files,
        }
    }
}

impl<'a> FileJson<'a> {
    fn new(report: &'a ImportReport) -> FileJson<'a> {
        let list = |fate: Fate| -> Vec<CardJson<'a>> {
            let of_fate = report.lines.iter().filter(|line| line.fate == fate);
            of_fate
                .map(|line| CardJson {
                    id: line.id.to_string(),
                    front: &line.front,
                    why: line.why.as_deref(),
                })
                .collect()
        };
        let plan = ListsJson {
            new: list(Fate::New),
            updated: list(Fate::Updated),
            unchanged: list(Fate::Unchanged),
            moved: list(Fate::Moved),
            retired: list(Fate::Retired),
            revived: list(Fate::Revived),
            in_doubt: report.doubts.iter().map(DoubtJson::new).collect(),
            conflicting: list(Fate::Conflicting),
        };
        FileJson {
            file: &report.file,
            deck: &report.deck,
            new: plan.new.len(),
            updated: plan.updated.len(),
            unchanged: plan.unchanged.len(),
            moved: plan.moved.len(),
            retired: plan.retired.len(),
            revived: plan.revived.len(),
            in_doubt: plan.in_doubt.len(),
            conflicting: plan.conflicting.len(),
            remarks: &report.remarks,
            skipped: report.skipped,
            plan,
        }
    }
}
