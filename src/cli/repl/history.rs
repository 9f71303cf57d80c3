//! Where typed lines are remembered.

use std::ffi::OsString;
use std::path::PathBuf;

/// `$XDG_STATE_HOME/takar/riwayat`, or the same below `~/.local/state`; none where neither is known.
pub fn file() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value: &OsString| !value.is_empty()).map(PathBuf::from);
    let state = set("XDG_STATE_HOME").filter(|path| path.is_absolute());
    let folder = state.or_else(|| Some(set("HOME")?.join(".local/state")))?.join("takar");
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("riwayat"))
}
