//! The program as its users run it.

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Writes a file into the folder.
pub fn write(folder: &TempDir, name: &str, text: &str) {
    std::fs::write(folder.path().join(name), text).unwrap();
}

/// The program with these arguments, run in this folder.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_takar"));
    command.args(arguments).current_dir(folder).env_remove("TAKAR_BAHASA").env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

/// Runs the program.
pub fn takar(folder: &TempDir, arguments: &[&str]) -> Output {
    command(folder.path(), arguments).output().unwrap()
}

/// How it ended.
pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// What it said on standard output.
pub fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it said on standard error.
pub fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Holds a document to a schema in docs/, or to a part of it.
pub fn valid(schema: &str, part: &str, text: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(schema);
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    let index = compiler.compile(&format!("{}{part}", root.display()), &mut schemas).unwrap();
    let document: Value = serde_json::from_str(text).unwrap();
    if let Err(error) = schemas.validate(&document, index) {
        panic!("{error}\n{document:#}");
    }
}
