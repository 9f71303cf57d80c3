//! Inputs beyond any office's: each gets its answer within bounds of time, memory and words.

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use takar::nearest::nearest;
use tempfile::TempDir;

const HEADER: &str = "aturan a \"A\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n";

fn takar(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_takar"));
    command.args(arguments).current_dir(folder).env_remove("TAKAR_BAHASA").env_remove("NO_COLOR").stdin(Stdio::null());
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// A folder with a ruleset `a.takar` of a header and this.
fn ruleset(body: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.takar"), format!("{HEADER}{body}")).unwrap();
    folder
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, index| {
        writeln!(text, "{}", line(index)).unwrap();
        text
    })
}

#[test]
fn very_many_mistakes_are_counted_rather_than_shown() {
    for text in [";\n".repeat(12_000), "\0".repeat(20_000), "\u{202e}".repeat(20_000), "９\n".repeat(12_000)] {
        let folder = ruleset(&text);
        let (code, out, err) = takar(folder.path(), &["hitung", "a.takar"]);
        assert_eq!((code, out.as_str()), (3, ""));
        assert_eq!(err.matches("galat[T").count(), 1000);
        assert!(err.trim_end().ends_with(" galat lain") && err.len() < 1 << 20, "{}", err.len());
        let (code, out, err) = takar(folder.path(), &["periksa", "a.takar", "--format", "json"]);
        assert_eq!(code, 1);
        assert_eq!(out.matches("\"kode\"").count(), 1000);
        assert!(err.contains(" temuan lain\n"), "{err}");
    }
}

#[test]
fn a_word_as_long_as_a_file_is_not_repeated_whole() {
    let folder = ruleset(&"a".repeat(1 << 20));
    let (code, _, err) = takar(folder.path(), &["hitung", "a.takar"]);
    assert_eq!(code, 3);
    assert!(err.contains('…') && err.len() < 10_000, "{}", err.len());
}

#[test]
fn many_unknown_names_take_no_time() {
    // Each with each other would be 100 million comparisons.
    let known = lines(10_000, |index| format!("nilai nama_{index} {{ rumus 1 }}"));
    let unknown = lines(10_000, |index| format!("nilai x{index} {{ rumus nma_{index} }}"));
    let folder = ruleset(&format!("{known}{unknown}"));
    let (code, _, err) = takar(folder.path(), &["hitung", "a.takar"]);
    assert_eq!(code, 3);
    assert!(err.contains("nama `nma_0` tidak dikenal") && err.contains("`nama_0`"), "{}", &err[..500]);
    assert!(err.ends_with("dan 9000 galat lain\n"));
}

#[test]
fn names_that_may_be_lost_are_looked_for_once() {
    // A mistake of writing makes every unknown name one that the rest may declare.
    let unknown = lines(5_000, |index| format!("nilai x{index} {{ rumus y{index} }}"));
    let folder = ruleset(&format!("nilai a {{ rumus 97.5 }}\n{unknown}"));
    assert_eq!(takar(folder.path(), &["hitung", "a.takar"]).0, 3);
}

#[test]
fn the_nearest_word_is_the_one_that_differs_least() {
    let near = |word: &str, candidates: &[&'static str]| nearest(word, candidates.iter().copied());
    assert_eq!(near("skla", &["skala", "satuan"]), Some("skala"));
    assert_eq!(near("S1.1", &["S1.2", "S2.1", "S1.11"]), Some("S1.11"));
    assert_eq!(near("REALISASI", &["realisasi"]), Some("realisasi"));
    assert_eq!(near("kategroi", &["kategori"]), Some("kategori"));
    assert_eq!(near("target", &["capaian", "tagt"]), Some("tagt"));
    assert_eq!(near("taret", &["tart"]), Some("tart"));
    assert_eq!(near("été", &["éte", "ete"]), Some("éte"));
    assert_eq!(near("ab", &["abcd", "a", "cd"]), Some("a"));
    assert_eq!(near("tanggal", &["angka", "perubahan"]), None);
}

#[test]
fn a_ruleset_has_a_largest_size_with_all_that_it_uses() {
    let folder = ruleset("gunakan \"b.takar\"\ngunakan \"c.takar\"\n");
    let half = format!("# {}\n", "x".repeat(5 << 20));
    std::fs::write(folder.path().join("b.takar"), &half).unwrap();
    std::fs::write(folder.path().join("c.takar"), &half).unwrap();
    let (code, _, err) = takar(folder.path(), &["hitung", "a.takar"]);
    assert_eq!(code, 3);
    assert!(err.starts_with("galat[T0215]") && err.contains("a.takar:3:9") && err.contains("terlalu besar"), "{err}");
    std::fs::write(folder.path().join("c.takar"), [half.clone(), half].concat()).unwrap();
    let (code, _, err) = takar(folder.path(), &["hitung", "c.takar"]);
    assert_eq!(code, 5);
    assert!(err.contains("8 MiB"), "{err}");
}

#[test]
fn scales_and_tests_of_any_number() {
    let bands = lines(5_000, |index| format!("\"L{index}\" > {} s.d. {}", 5_000 - index - 1, 5_000 - index));
    let folder = ruleset(&format!("skala s \"S\" {{\n{bands}\"X\" 100 s.d. 100,5\n}}\n"));
    let (code, _, err) = takar(folder.path(), &["hitung", "a.takar"]);
    assert_eq!(code, 3);
    assert_eq!(err.matches("galat[T").count(), 2);
    assert!(err.contains("\"L4899\" dan \"X\"") && err.contains("\"L4900\" dan \"X\""), "{err}");

    let results = lines(1500, |index| format!("indikator I{index} {{ satuan persen }}"));
    let tests = lines(1500, |index| {
        format!("uji \"{index}\" {{ diketahui I{index}.realisasi = 1% maka I{index}.realisasi = 1% }}")
    });
    let folder = ruleset(&format!("{results}{tests}"));
    assert_eq!(takar(folder.path(), &["periksa", "a.takar"]).0, 0);
}

#[cfg(unix)]
#[test]
fn results_go_through_links_and_devices_and_replace_neither() {
    use std::os::unix::fs::symlink;
    let folder = ruleset("nilai n { rumus 1 }\n");
    let (code, out, err) = takar(folder.path(), &["hitung", "a.takar", "--format", "csv", "--keluaran", "/dev/stdout"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("periode;kode") || out.starts_with("unit;"), "{out}");
    assert!(Path::new("/dev/stdout").is_symlink());

    std::fs::create_dir(folder.path().join("lain")).unwrap();
    symlink("lain/hasil.csv", folder.path().join("pintas")).unwrap();
    for _ in 0..2 {
        assert_eq!(takar(folder.path(), &["hitung", "a.takar", "--keluaran", "pintas"]).0, 0);
        assert!(folder.path().join("pintas").is_symlink() && folder.path().join("lain/hasil.csv").is_file());
    }

    symlink("putar", folder.path().join("putar")).unwrap();
    assert_eq!(takar(folder.path(), &["hitung", "a.takar", "--keluaran", "putar"]).0, 5);
    assert!(folder.path().join("putar").is_symlink());

    // The message names the file as the user did.
    let (code, _, err) = takar(folder.path(), &["hitung", "a.takar", "--keluaran", "lain"]);
    assert_eq!(code, 5);
    assert!(err.contains(": lain tidak dapat ditulis"), "{err}");
}

#[test]
fn many_units_may_be_asked_for() {
    let folder = ruleset("indikator I { satuan persen }\n");
    let rows = lines(5000, |index| format!("U{index};I;1%"));
    std::fs::write(folder.path().join("a.csv"), format!("unit;kode;realisasi\n{rows}")).unwrap();
    let ask = |prefix: &str| {
        let units: Vec<String> = (0..2000).map(|index| format!("--unit={prefix}{index}")).collect();
        let mut words = vec!["hitung", "a.takar", "--data", "a.csv", "--format", "jsonl"];
        words.extend(units.iter().map(String::as_str));
        takar(folder.path(), &words)
    };
    let (code, out, _) = ask("U");
    assert_eq!((code, out.lines().count()), (0, 2000));
    let (code, out, err) = ask("V");
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("unit `V0` tidak ada") && err.contains("unit `V1999` tidak ada"));
}

#[cfg(unix)]
#[test]
fn a_device_without_end_is_no_table_and_no_ruleset() {
    let folder = ruleset("nilai n { rumus 1 }\n");
    let (code, _, err) = takar(folder.path(), &["hitung", "a.takar", "--data", "/dev/zero"]);
    assert_eq!(code, 4);
    assert!(err.contains("/dev/zero:1"), "{err}");
    assert_eq!(takar(folder.path(), &["hitung", "/dev/zero"]).0, 5);
}

#[test]
fn only_an_option_that_is_near_is_offered() {
    let folder = ruleset("");
    let (code, _, err) = takar(folder.path(), &["hitung", "a.takar", "--skenario", "2024-12-31"]);
    assert_eq!(code, 2);
    assert!(!err.contains("maksudnya"), "{err}");
    assert!(takar(folder.path(), &["hitung", "a.takar", "--lanjt"]).2.contains("`--lanjut`"));
}
