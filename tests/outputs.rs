//! Where results may be written, and what is said where files cannot be used.

use crate::support::program::{code, err, out, takar, write};
use tempfile::TempDir;

const RULES: &str = "aturan a \"A\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n\
                     gunakan \"bagian/satuan.takar\"\n\
                     indikator I \"I\" { satuan lembar target 4 lembar }\n";
const UNIT: &str = "satuan lembar\n";
const DATA: &str = "kode;realisasi\nI;3\n";

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("bagian")).unwrap();
    write(&folder, "a.takar", RULES);
    write(&folder, "bagian/satuan.takar", UNIT);
    write(&folder, "a.csv", DATA);
    folder
}

fn content(folder: &TempDir, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).unwrap()
}

/// `takar hitung a.takar --data a.csv --keluaran NAME`, and whether the inputs are what they were.
fn write_to(folder: &TempDir, name: &str) -> (i32, String) {
    let output = takar(folder, &["hitung", "a.takar", "--data", "a.csv", "--format", "csv", "--keluaran", name]);
    for (input, text) in [("a.takar", RULES), ("bagian/satuan.takar", UNIT), ("a.csv", DATA)] {
        assert_eq!(content(folder, input), text, "{input} after writing to {name}");
    }
    (code(&output), err(&output))
}

#[test]
fn results_never_replace_what_they_were_computed_from() {
    let folder = folder();
    for name in ["a.takar", "./a.takar", "bagian/../a.takar", "bagian/satuan.takar", "a.csv", "bagian/../a.csv"] {
        let (code, said) = write_to(&folder, name);
        assert_eq!(code, 2, "{name}: {said}");
        assert!(said.contains("galat[T0770]") && said.contains(name), "{said}");
    }
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 3, "no temporary file stays behind");
    assert_eq!(write_to(&folder, "hasil.csv"), (0, String::new()));
    assert_eq!(write_to(&folder, "hasil.csv"), (0, String::new()), "an earlier result is replaced");
}

#[cfg(unix)]
#[test]
fn a_link_to_an_input_is_the_input() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    symlink("a.csv", folder.path().join("tautan.csv")).unwrap();
    symlink("tautan.csv", folder.path().join("dua.csv")).unwrap();
    symlink("bagian", folder.path().join("lain")).unwrap();
    for (name, input) in [("tautan.csv", "a.csv"), ("dua.csv", "a.csv"), ("lain/satuan.takar", "bagian/satuan.takar")] {
        let (code, said) = write_to(&folder, name);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("T0770") && said.contains(input), "{said}");
    }
    // The data read through the link, the result written to the file itself.
    let output = takar(&folder, &["hitung", "a.takar", "--data", "dua.csv", "--keluaran", "a.csv"]);
    assert_eq!((code(&output), content(&folder, "a.csv").as_str()), (2, DATA), "{}", err(&output));
    assert!(err(&output).contains("itu berkas dua.csv"), "{}", err(&output));
    // A link to a file that is no input is followed.
    symlink("hasil.csv", folder.path().join("ke-hasil.csv")).unwrap();
    assert_eq!(write_to(&folder, "ke-hasil.csv").0, 0);
    assert!(content(&folder, "hasil.csv").contains("I;indikator"), "{}", content(&folder, "hasil.csv"));
}

#[test]
fn a_path_through_a_file_is_told_in_words() {
    let folder = folder();
    for (arguments, id, en) in [
        (
            vec!["hitung", "a.takar/b.takar"],
            "salah satu bagian jalurnya berkas, bukan folder",
            "a part of its path is a file, not a folder",
        ),
        (
            vec!["hitung", "a.takar", "--data", "a.csv/b.csv"],
            "salah satu bagian jalurnya berkas, bukan folder",
            "a part of its path is a file, not a folder",
        ),
        (
            vec!["hitung", "a.takar", "--keluaran", "a.csv/b.csv"],
            "salah satu bagian jalurnya berkas, bukan folder",
            "a part of its path is a file, not a folder",
        ),
    ] {
        let (said, told) =
            (takar(&folder, &arguments), takar(&folder, &[&arguments[..], &["--bahasa", "en"]].concat()));
        assert_eq!((code(&said), code(&told)), (5, 5), "{arguments:?}");
        assert!(err(&said).contains(id) && !err(&said).contains("os error"), "{}", err(&said));
        assert!(err(&told).contains(en) && !err(&told).contains("os error"), "{}", err(&told));
    }
    let long = "x".repeat(400);
    let said = takar(&folder, &["hitung", &format!("{long}.takar")]);
    assert_eq!(code(&said), 5);
    assert!(err(&said).contains("namanya terlalu panjang") && !err(&said).contains("os error"), "{}", err(&said));
    assert_eq!(out(&said), "");
}

#[cfg(unix)]
#[test]
fn what_the_system_says_of_links_and_full_devices_is_told_in_words() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    symlink("b.takar", folder.path().join("c.takar")).unwrap();
    symlink("c.takar", folder.path().join("b.takar")).unwrap();
    let said = takar(&folder, &["hitung", "b.takar"]);
    assert_eq!(code(&said), 5);
    assert!(err(&said).contains("tautannya berputar kembali ke dirinya sendiri"), "{}", err(&said));
    let used = "gunakan \"b.takar\"\nnilai x \"X\" { rumus 1 }\n";
    write(&folder, "d.takar", used);
    let said = takar(&folder, &["uji", "d.takar"]);
    assert_eq!(code(&said), 3);
    assert!(err(&said).contains("\"b.takar\" tidak dapat dibaca: tautannya berputar kembali"), "{}", err(&said));
    if std::path::Path::new("/dev/full").exists() {
        let said = takar(&folder, &["hitung", "a.takar", "--keluaran", "/dev/full"]);
        assert_eq!(code(&said), 5);
        assert!(err(&said).contains("/dev/full tidak dapat ditulis: tempat penyimpanannya penuh"), "{}", err(&said));
    }
}

#[test]
fn words_that_are_the_systems_own_are_marked_as_such() {
    use std::io::{Error, ErrorKind};
    use takar::message::Language::{English, Indonesian};
    use takar::message::files::FileTrouble;
    let odd = FileTrouble::of(&Error::other("Input/output error (os error 5)"));
    assert_eq!(odd.tell(Indonesian), "sistem operasi melaporkan \"Input/output error (os error 5)\"");
    assert_eq!(odd.tell(English), "the operating system reports \"Input/output error (os error 5)\"");
    // Each of these has words of its own in both languages.
    for kind in [
        ErrorKind::NotFound,
        ErrorKind::PermissionDenied,
        ErrorKind::IsADirectory,
        ErrorKind::NotADirectory,
        ErrorKind::InvalidData,
        ErrorKind::StorageFull,
        ErrorKind::QuotaExceeded,
        ErrorKind::ReadOnlyFilesystem,
        ErrorKind::ResourceBusy,
        ErrorKind::InvalidFilename,
        ErrorKind::TimedOut,
        ErrorKind::StaleNetworkFileHandle,
        ErrorKind::OutOfMemory,
        ErrorKind::UnexpectedEof,
    ] {
        let trouble = FileTrouble::of(&Error::new(kind, "in the system's words"));
        let (id, en) = (trouble.tell(Indonesian), trouble.tell(English));
        assert!(!id.contains("in the system's words") && !en.contains("in the system's words") && id != en, "{kind:?}");
    }
}

#[test]
fn the_name_of_a_result_says_its_format() {
    let folder = folder();
    for (name, format) in
        [("h.csv", "csv"), ("h.json", "json"), ("h.jsonl", "jsonl"), ("h.txt", "tabel"), ("h", "tabel")]
    {
        for summary in [&[][..], &["--ringkasan"]] {
            if format == "jsonl" && !summary.is_empty() {
                continue;
            }
            let run = |further: &[&str]| takar(&folder, &[&["hitung", "a.takar"], summary, further].concat());
            let output = run(&["--keluaran", name]);
            assert_eq!(code(&output), 0, "{}", err(&output));
            let shown = run(&["--format", format]);
            assert_eq!(content(&folder, name), crate::support::program::out(&shown), "{name} {summary:?}");
        }
    }
    // Whoever names a format gets it, unless the name promises another one.
    takar(&folder, &["hitung", "a.takar", "--format", "json", "--keluaran", "h.dat"]);
    assert!(content(&folder, "h.dat").starts_with('{'));
    let output = takar(&folder, &["hitung", "a.takar", "--format", "json", "--keluaran", "h.csv"]);
    assert!(code(&output) == 2 && err(&output).contains("T0688"), "{}", err(&output));
}
