//! Brackets and nesting.

/// So many `{`, `(` and `jika` may lie in each other.
pub(super) const MOST_LEVELS: usize = 64;
