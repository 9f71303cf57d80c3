//! What somebody does who wants it not to be seen: that it is told all the same, and hides nothing else.

use super::{DATA, closed, cover, edit, hash, place, put, run, verified};
use crate::support::program::{code, err};
use serde_json::json;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A closed period and two corrections on top of it.
fn chain() -> (TempDir, PathBuf) {
    let (office, folder) = closed();
    for (of, target, on, figure) in [("t", "k", "2025-02-03", "84%"), ("k", "k2", "2025-03-03", "85%")] {
        put(office.path(), "b.csv", &DATA.replace("86%", figure));
        let arguments = ["koreksi", of, "--data", "b.csv", "--oleh", "K", "--pada", on, "--keluaran", target];
        let output = run(folder.parent().unwrap(), &arguments);
        assert_eq!(code(&output), 0, "{}", err(&output));
    }
    let path = office.path().join("k2");
    (office, path)
}

fn all_told(said: &str, told: &[&str]) {
    for one in told {
        assert!(said.contains(one), "{one}\n{said}");
    }
}

#[test]
fn everything_that_was_done_is_named() {
    let (_office, folder) = closed();
    std::fs::remove_file(folder.join("aturan/bagian/skala.takar")).unwrap();
    put(&folder, "data/1-a.csv", &DATA.replace("86%", "96%"));
    put(&folder, "hasil/hasil.csv", "x");
    std::fs::remove_file(folder.join("hasil/hasil.json")).unwrap();
    put(&folder, "hasil/.rahasia", "x");
    // Other things in number hide nothing.
    for number in 0..300 {
        put(&folder, &format!("a{number}.txt"), "x");
    }
    // The manifest too is in another form.
    let text = std::fs::read_to_string(folder.join("manifes.json")).unwrap();
    for form in [format!("\u{feff}{text}"), text.replace(',', ",\r\n"), format!("{text}\n")] {
        put(&folder, "manifes.json", &form);
        let (code, said) = verified(&folder);
        assert_eq!(code, 1);
        all_told(
            &said,
            &[
                "tidak utuh: t\n",
                "galat[T0955]: t/manifes.json",
                "galat[T0961]: aturan/bagian/skala.takar",
                "galat[T0960]: data/1-a.csv",
                "galat[T0960]: hasil/hasil.csv",
                "galat[T0961]: hasil/hasil.json",
                "galat[T0962]: a0.txt",
                "ingat[T0968]",
                // 301 were added, 100 are told.
                "201",
            ],
        );
    }
}

#[test]
fn wrong_paths_in_the_manifest_hide_no_other_change() {
    let (_office, folder) = closed();
    put(&folder, "data/1-a.csv", &DATA.replace("86%", "96%"));
    edit(&folder, |manifest| {
        let files = manifest["berkas"].as_array_mut().unwrap();
        files.insert(0, json!({"jalur": "../a\u{1b}[2Jb", "ukuran": 0, "sidik": hash(b"")}));
        files.push(json!({"jalur": "/etc/passwd", "ukuran": 0, "sidik": hash(b"")}));
    });
    let (code, said) = verified(&folder);
    assert_eq!(code, 1);
    all_told(&said, &["galat[T0956]", "\"/etc/passwd\"", "galat[T0960]: data/1-a.csv", "tidak utuh: t\n"]);
    assert!(!said.contains('\u{1b}'), "{said:?}");
}

#[test]
fn what_was_corrected_and_is_gone_is_told() {
    type Tamper = fn(&Path);
    let tampers: [(Tamper, &str); 6] = [
        (|folder| std::fs::remove_dir_all(folder.join("sebelumnya")).unwrap(), "galat[T0961]: sebelumnya/manifes.json"),
        (
            |folder| std::fs::remove_file(folder.join("sebelumnya/manifes.json")).unwrap(),
            "galat[T0961]: sebelumnya/manifes.json",
        ),
        (
            |folder| std::fs::remove_dir_all(folder.join("sebelumnya/sebelumnya")).unwrap(),
            "galat[T0961]: sebelumnya/sebelumnya/manifes.json",
        ),
        (
            |folder| std::fs::remove_dir_all(folder.join("sebelumnya/sebelumnya/hasil")).unwrap(),
            "galat[T0961]: sebelumnya/sebelumnya/hasil/hasil.csv",
        ),
        (|folder| put(folder, "sebelumnya/manifes.json", "{"), "galat[T0960]: sebelumnya/manifes.json"),
        // An empty one, which the manifest above has been made to fit.
        (
            |folder| {
                put(folder, "sebelumnya/manifes.json", "");
                cover(folder, "sebelumnya/manifes.json");
            },
            "galat[T0954]: k2/sebelumnya/manifes.json",
        ),
    ];
    let (office, folder) = chain();
    let whole = super::content(&folder);
    for (tamper, told) in tampers {
        std::fs::remove_dir_all(&folder).unwrap();
        for (name, bytes) in &whole {
            std::fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
            std::fs::write(folder.join(name), bytes).unwrap();
        }
        tamper(&folder);
        let (code, said) = verified(&folder);
        assert_eq!(code, 1, "{said}");
        all_told(&said, &["tidak utuh: k2\n", told]);
    }
    drop(office);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_any_more_is_told_as_what_it_is() {
    use std::process::Command;
    let pipe = |path: &Path| {
        std::fs::remove_file(path).unwrap();
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    };
    for path in ["hasil/hasil.csv", "data/1-a.csv", "aturan/a.takar"] {
        let (_office, folder) = closed();
        pipe(&folder.join(path));
        let (code, said) = verified(&folder);
        assert_eq!(code, 1);
        all_told(
            &said,
            &[&format!("galat[T0976]: {path} bukan lagi berkas biasa (bukan berkas biasa)"), "tidak utuh: t\n"],
        );
        assert!(!said.contains("huruf besar"), "{said}");
        std::fs::remove_file(folder.join(path)).unwrap();
        std::fs::create_dir(folder.join(path)).unwrap();
        let (code, said) = verified(&folder);
        assert_eq!(code, 1);
        all_told(&said, &[&format!("galat[T0976]: {path} bukan lagi berkas biasa (folder)"), "tidak utuh: t\n"]);
    }
    let (_office, folder) = closed();
    pipe(&folder.join("manifes.json"));
    let (code, said) = verified(&folder);
    assert!(code == 1 && said.contains("galat[T0954]") && said.contains("tidak utuh: t\n"), "{said}");
    // A link in the place of what is corrected is told, and not followed.
    let (_office, folder) = chain();
    let elsewhere = folder.parent().unwrap().join("lain");
    std::fs::rename(folder.join("sebelumnya"), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, folder.join("sebelumnya")).unwrap();
    let (code, said) = verified(&folder);
    assert_eq!(code, 1);
    all_told(&said, &["galat[T0962]: sebelumnya", "tidak utuh: k2/sebelumnya\n"]);
    assert!(!said.contains("\nutuh: "), "{said}");
}

#[test]
fn rules_and_data_that_give_nothing_are_told() {
    let forms = [
        ("aturan/a.takar", "aturan a {"),
        ("aturan/a.takar", ""),
        ("data/1-a.csv", "unit;kode;realisasi\nX;I9;1%\n"),
        ("data/1-a.csv", ""),
        ("baku/satuan.takar", "x"),
    ];
    for (path, text) in forms {
        let (_office, folder) = closed();
        put(&folder, path, text);
        cover(&folder, path);
        let (code, said) = verified(&folder);
        assert_eq!(code, 1, "{path}: {said}");
        all_told(&said, &["galat[T0975]: hasil dalam t tidak dapat dihitung ulang", "tidak utuh: t\n"]);
    }
}

#[test]
fn rules_that_use_a_file_outside_are_no_closed_period() {
    let (office, folder) = closed();
    // Outside lies the same scale, so that all results would be the same.
    put(office.path(), "skala.takar", super::SCALE);
    let rules = super::RULES.replace("bagian/skala.takar", "../../skala.takar");
    put(&folder, "aturan/a.takar", &rules);
    cover(&folder, "aturan/a.takar");
    std::fs::remove_dir_all(folder.join("aturan/bagian")).unwrap();
    edit(&folder, |manifest| {
        let at = place(manifest, "aturan/bagian/skala.takar");
        manifest["berkas"].as_array_mut().unwrap().remove(at);
    });
    let (code, said) = verified(&folder);
    assert_eq!(code, 1);
    all_told(&said, &["galat[T0975]", "tidak utuh: t\n"]);
}

#[test]
fn what_the_manifest_says_to_people_is_said_in_one_line() {
    type Edit = fn(&mut serde_json::Value);
    let edits: [Edit; 6] = [
        |manifest| manifest["oleh"] = "S\nutuh: t".into(),
        |manifest| manifest["oleh"] = "\u{1b}[1A".into(),
        |manifest| manifest["pada"] = "kemarin".into(),
        |manifest| manifest["program"]["versi"] = "\u{202e}1".into(),
        |manifest| manifest["data"][0]["sebagai"] = "/etc/passwd".into(),
        |manifest| manifest["alasan"] = "a\rb".into(),
    ];
    for change in edits {
        let (_office, folder) = closed();
        edit(&folder, change);
        let (code, said) = verified(&folder);
        assert!(code == 1 && said.contains("galat[T0954]") && said.contains("tidak utuh: t\n"), "{said}");
        assert!(!said.contains("\nutuh: t"), "{said}");
    }
}

#[test]
fn numbers_of_any_size_are_read_or_refused() {
    for number in ["18446744073709551616", "1e999", "-1", "1.5", "\"1\"", "null"] {
        let (_office, folder) = closed();
        let text = std::fs::read_to_string(folder.join("manifes.json")).unwrap();
        let at = text.find("\"ukuran\":").unwrap() + "\"ukuran\":".len();
        let end = at + text[at..].find('}').unwrap();
        put(&folder, "manifes.json", &format!("{}{number}{}", &text[..at], &text[end..]));
        let (code, said) = verified(&folder);
        assert!(code == 1 && said.contains("tidak utuh: t\n"), "{number}: {said}");
    }
}

#[test]
fn a_folder_without_a_manifest_is_damaged_or_none() {
    let (office, folder) = closed();
    std::fs::remove_file(folder.join("manifes.json")).unwrap();
    let (code, said) = verified(&folder);
    assert!(code == 1 && said.contains("tidak utuh: t\n"), "{said}");
    // Of what was never closed nothing can be said.
    std::fs::create_dir(office.path().join("kosong")).unwrap();
    for name in ["kosong", "tidak-ada"] {
        let (code, said) = verified(&office.path().join(name));
        assert!(code == 5 && said.contains("galat[T0954]") && !said.contains("utuh:"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn names_that_were_added_are_shown_in_one_line() {
    let (_office, folder) = closed();
    put(&folder, "hasil/a\nutuh: t", "x");
    let (code, said) = verified(&folder);
    assert_eq!(code, 1);
    all_told(&said, &["galat[T0962]: hasil/a\u{fffd}utuh: t", "tidak utuh: t\n"]);
}

#[test]
fn a_manifest_of_many_small_things_is_refused() {
    let (_office, folder) = closed();
    put(
        &folder,
        "manifes.json",
        &format!("{{\"format\":1,\"manifes\":\"takar\",\"x\":[{}0]}}", "0,".repeat(2_000_001)),
    );
    let (code, said) = verified(&folder);
    assert!(code == 1 && said.contains("galat[T0954]") && said.contains("terlalu besar"), "{said}");
}
