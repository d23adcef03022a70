//! Names in folders that survive a power cut: a file that was made or renamed is there only once its
//! folder is written too.

use std::fs::File;
use std::io;
use std::path::Path;

/// Whether a program of this number runs: a file that names it may be on its way still. Where the
/// system does not tell, all may.
pub(super) fn is_running(process: u32) -> bool {
    !Path::new("/proc/self").exists() || Path::new(&format!("/proc/{process}")).exists()
}

/// Makes the name of a file durable. Not every system can do that to a folder; those that can,
/// report errors.
///
/// # Errors
/// When the folder cannot be opened or synced.
pub fn sync_folder(file: &Path) -> io::Result<()> {
    let folder = match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}
