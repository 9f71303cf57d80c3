//! The grammar, made into a parser by pest.

use pest_derive::Parser;

/// Reads text by `grammar/takar.pest`.
#[derive(Parser)]
#[grammar = "../grammar/takar.pest"]
pub(super) struct TakarParser;
