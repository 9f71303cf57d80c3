//! Seeking: what `cari`, `mengapa`, `kemungkinan` and `proyeksi` find.

mod oracle;
mod program;
