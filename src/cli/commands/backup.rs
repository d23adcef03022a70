//! `srm backup`: a copy of the collection as it is now.

use clap::Args;
use serde::Serialize;

use crate::store::backup::Reason;
use crate::terminal::problem_view::path_name;

use super::super::collection::require_to_read;
use super::super::context::Context;
use super::super::failure::Failure;
use super::write_json;

/// Make a backup of the collection now
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  srm backup               copy the collection into the folder of backups
  srm backup && srm restore    and list the backups there are

Backups also make themselves: at the first review of a day, before imports,
before a backup is brought back, and before a newer srm changes the format. All
of two days are kept, then one a day for 12 days, one a week for 10 weeks, and
one a month for 9 months.")]
pub(in crate::cli) struct BackUp {
    /// Print one JSON object (format srm-backup)
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct BackUpJson {
    format: &'static str,
    version: u32,
    path: String,
    /// Its name, as `srm restore` takes it.
    name: String,
    at: String,
    bytes: u64,
}

impl BackUp {
    /// Runs the command.
    pub(super) fn run(self, context: &mut Context) -> Result<(), Failure> {
        let store = require_to_read(context)?;
        let bar = context.bar("Copying");
        let made = store.back_up(Reason::Asked, context.now())?;
        drop(bar);
        if self.json {
            let report = BackUpJson {
                format: "srm-backup",
                version: 1,
                path: made.path.to_string_lossy().into_owned(),
                name: made.name,
                at: made.at.to_rfc3339_utc(),
                bytes: made.bytes,
            };
            return write_json(context, &report);
        }
        let path = path_name(&made.path);
        Ok(context.out.line(&format!("Backup made: {path}"))?)
    }
}
