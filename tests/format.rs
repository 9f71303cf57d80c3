//! `takar format`: one layout, and nothing but the layout changes.

mod cases;
mod hostile;
mod properties;
mod same;
mod shipped;
mod verb;

use takar::diagnostic::Diagnostic;
use takar::source::Sources;

/// A text, laid out.
fn format(text: &str) -> Result<String, Vec<Diagnostic>> {
    format_file("coba.takar", text)
}

/// The text of a file with this name, laid out.
fn format_file(name: &str, text: &str) -> Result<String, Vec<Diagnostic>> {
    let mut sources = Sources::default();
    let file = sources.add(name, text);
    takar::tools::format::format(&sources, file)
}

/// A text without mistakes, laid out.
fn laid_out(text: &str) -> String {
    format(text).unwrap_or_else(|told| panic!("{told:?}\n{text}"))
}
