//! The folders are the pipeline: data flows down this list, and nothing reaches back up.

use std::path::{Path, PathBuf};

/// From first to last. A stage may use itself and what stands before it.
const STAGES: &[&str] = &[
    "source",
    "number",
    "nearest",
    "letters",
    "value",
    "message",
    "diagnostic",
    "syntax",
    "model",
    "evaluate",
    "explain",
    "render",
    "data",
    "tools",
    "cli",
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn no_stage_uses_a_later_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    let mut wrong = Vec::new();
    let mut uses = 0;
    for file in files {
        let inside = file.strip_prefix(&root).unwrap();
        let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
        let stage = first.strip_suffix(".rs").unwrap_or(first);
        if matches!(stage, "lib" | "main") {
            continue;
        }
        let own = STAGES.iter().position(|name| *name == stage).unwrap_or_else(|| panic!("{stage} is not in the list"));
        let text = std::fs::read_to_string(&file).unwrap();
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for rest in line.split("crate::").skip(1) {
                let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let Some(used) = STAGES.iter().position(|stage| *stage == name) else { continue };
                uses += 1;
                if used > own {
                    wrong.push(format!("{}: {}", inside.display(), line.trim()));
                }
            }
        }
    }
    assert!(uses > 100, "the test finds the `use` lines");
    assert!(wrong.is_empty(), "a stage reaches back up:\n{}", wrong.join("\n"));
}

#[test]
fn only_the_edges_touch_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        if ["data", "cli", "main.rs"].iter().any(|edge| inside.starts_with(edge)) {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            if ["std::fs", "std::io::std", "std::env", "println!", "eprintln!", "std::process"]
                .iter()
                .any(|x| line.contains(x))
            {
                wrong.push(format!("{inside}: {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "only data/ and cli/ read and write:\n{}", wrong.join("\n"));
}
