//! Whether anybody but its owner may read the collection. It must never give anybody a right.

use crate::store::Store;
use crate::terminal::doctor_view::Finding;

use super::super::failure::Failure;
use super::doctor_joined::Mending;

/// Whether others may read the file.
#[cfg(unix)]
pub(super) fn owner_alone(store: &Store, mending: Mending) -> Result<Option<Finding>, Failure> {
    use std::os::unix::fs::PermissionsExt;
    let path = store.path();
    let cannot = |error| Failure::failed(format!("{}: {error}", path.display()));
    let mut permissions = std::fs::metadata(&path).map_err(cannot)?.permissions();
    if permissions.mode() & 0o077 == 0 {
        return Ok(None);
    }
    if mending == Mending::Leave {
        return Ok(Some(
            Finding::wrong("file", "others on this machine may read it")
                .remedy("Make it yours alone: srm doctor --fix"),
        ));
    }
    permissions.set_mode(0o600);
    std::fs::set_permissions(&path, permissions).map_err(cannot)?;
    Ok(Some(Finding::mended(
        "file",
        "only its owner may read it now",
    )))
}

#[cfg(not(unix))]
pub(super) fn owner_alone(_: &Store, _: Mending) -> Result<Option<Finding>, Failure> {
    Ok(None)
}
