//! Lines from standard input or the command line.

use super::{DATA, fails, folder, says, says_in, takar, units};

#[test]
fn expressions_print_their_values() {
    // 60/80 = 75%; the groups 77,5% and 90%; 0,6 × 77,5% + 0,4 × 90% = 82,5%.
    assert_eq!(says("S1.1.capaian\nS1.capaian\nakhir + 0%\n"), "75%\n77,5%\n82,5%\n");
    assert_eq!(says("S1.1.capaian / 9\n"), "8,333…%  (25/3%)\n");
    assert_eq!(says("S1.kategori\nbanyak(indikator.capaian ≥ 80%)\n"), "Cukup\n2\n");
    assert_eq!(says("S1.capaian ≥ 77%\n"), "ya\n");
    assert_eq!(says("S1.capaian ≥ 80%\n"), "tidak  (kiri 77,5%, kanan 80%, selisih 2,5 poin persentase)\n");
    assert_eq!(says("A1.serapan\nhadir\n"), "50%\nhadir Yang hadir: 40 orang\n");
}

#[test]
fn codes_and_sets_print_rows() {
    let out = says("S1\n");
    for part in ["S1 ", "S1.1", "S1.2", "77,5%", "75%", "80%", "Cukup"] {
        assert!(out.contains(part), "{part}: {out}");
    }
    assert!(!out.contains("S2.1") && !out.contains("pastikan"), "{out}");
    let out = says("sasaran\n");
    assert!(out.contains("S1 ") && out.contains("S2 ") && !out.contains("S1.1"), "{out}");
    assert_eq!(says("indikator.capaian\n"), "  S1.1  75%\n  S1.2  80%\n  S2.1  90%\n");
    assert_eq!(says("S1.indikator.target\n"), "  S1.1  80%\n  S1.2  50%\n");
    let out = says("A1\n");
    assert!(out.contains("Rp 200.000.000") && out.contains("50%"), "{out}");
    let out = says("mutu\n");
    assert!(out.starts_with("skala mutu \"Mutu\" {") && out.trim_end().ends_with("contoh.takar:9"), "{out}");
}

#[test]
fn the_last_result_is_kept_exactly() {
    // 75% / 9 × 9 is 75% again.
    assert_eq!(says("S1.1.capaian / 9\n_ × 9\n_ − 5%\n"), "8,333…%  (25/3%)\n75%\n70%\n");
    // A line that fails leaves it.
    let folder = folder(DATA);
    let (out, err, code) = says_in(folder.path(), "S1.1.capaian\n_ + 1\n_ + 1%\n");
    assert_eq!((out.as_str(), code), ("75%\n76%\n", 1), "{err}");
    assert_eq!(fails("_ + 1%\n").0, "T0915");
}

#[test]
fn lines_go_on_until_brackets_are_closed() {
    assert_eq!(
        says("rata_rata(\n  indikator.capaian\n)\n# an aside\n\n1% + 1%\n"),
        "81,667…%  (245/3%)\n2%\n".replace("81,667", "81,666")
    );
    // What is never closed is told.
    assert_eq!(fails("rata_rata(\n  indikator.capaian\n").0, "T0108");
}

#[test]
fn mistakes_underline_the_typed_line_and_change_nothing() {
    let (code, err) = fails("S1.1.capaian ≥ 91\n");
    assert_eq!(code, "T0301");
    assert!(err.contains("1 │ S1.1.capaian ≥ 91\n  │                ^^\n"), "{err}");
    let (_, err) = fails("1%\nandai S1.1.target = 95\n");
    assert!(err.contains("baris 2:1:21"), "{err}");
    assert!(err.contains("│ andai S1.1.target = 95\n  │                     ^^\n"), "{err}");
    let folder = folder(DATA);
    let (out, _, code) =
        says_in(folder.path(), "andai S1.1.realisasi = 64%; S1.2.target = 5\nS1.1.capaian\nskenario\n");
    assert_eq!((out.as_str(), code), ("75%\n▸ dasar\n", 1));
}

#[test]
fn commands_of_the_session() {
    assert_eq!(fails(":keluarga\n").0, "T0901");
    assert_eq!(says(":keluar\nS9\n"), "");
    let history = says("S1.capaian\n:riwayat\n");
    assert_eq!(history, "77,5%\n   1  S1.capaian\n   2  :riwayat\n");
    let help = says(":bantuan\n");
    for word in [
        "jelaskan",
        "andai",
        "batal",
        "ulang",
        "skenario",
        "bandingkan",
        "simpan",
        ":unit",
        ":periode",
        ":muat",
        ":ulang",
        ":riwayat",
        ":bantuan",
        ":keluar",
    ] {
        assert!(help.contains(&format!("\n  {word}")), "{word}: {help}");
        assert!(says(&format!(":bantuan {word}\n")).starts_with(word), "{word}");
    }
    assert!(says(":bantuan rata_rata\n").starts_with("rata_rata(indikator.capaian)\n"));
    assert!(says(":bantuan ungkapan\n").contains("_"));
    assert_eq!(fails(":bantuan kopi\n").0, "T0920");
}

#[test]
fn units_and_periods_are_chosen() {
    let folder = folder(&units());
    // 72/80 = 90%; 24/80 = 30%.
    let lines = "S1.1.capaian\n:unit\n:unit dua\nS1.1.capaian\n:unit\n:unit semua\nS1\n:periode\n:unit Kota\n";
    let (out, err, code) = says_in(folder.path(), lines);
    let (values, rest) = out.split_once("  Kota Satu\n").unwrap();
    assert_eq!(values, "  Kota Satu       75%\n  Kota Dua        90%\n  Kabupaten Tiga  30%\n");
    assert!(
        rest.starts_with("  Kota Dua\n  Kabupaten Tiga\n▸ semua (3 unit)\nKota Dua · periode 2024\n90%\n"),
        "{rest}"
    );
    assert!(rest.contains("▸ Kota Dua\n") && rest.contains("3 unit · periode 2024\n"), "{rest}");
    // (30 + 80)/2 = 55%
    assert!(rest.contains("Kabupaten Tiga    55%  Kurang\n"), "{rest}");
    assert!(rest.contains("▸ 2024\n"), "{rest}");
    // Two units have that in their name.
    assert!(err.contains("galat[T0724]") && code == 1, "{err}");
    let run = |arguments: &[&str]| takar(folder.path(), arguments, "");
    let base = ["repl", "contoh.takar", "--data", "contoh.csv", "--perintah", "S1.1.capaian", "--unit"];
    assert_eq!(run(&[&base[..], &["Kota Dua"]].concat()).stdout, b"90%\n");
    assert_eq!(run(&[&base[..], &["Kota Empat"]].concat()).status.code(), Some(2));
}

#[test]
fn results_are_explained() {
    let out = says("jelaskan S1.1\n");
    assert!(out.contains("60% / 80% × 100% = 75%") && out.contains("contoh.csv:2"), "{out}");
    assert_eq!(says("jelaskan S1 ringkas\n").lines().count(), 1);
    assert_eq!(fails("jelaskan S9\n").0, "T0723");
    let supposed = says("andai S1.1.realisasi = 64%\njelaskan S1.1\n");
    assert!(
        supposed.contains("realisasi  64%                                                 skenario\n"),
        "{supposed}"
    );
}

#[test]
fn bad_rules_and_data_are_told_as_everywhere() {
    let folder = folder("kode;realisasi\nS1.9;5%\n");
    assert_eq!(says_in(folder.path(), "S1\n").2, 4);
    std::fs::write(folder.path().join("contoh.takar"), "aturan x {").unwrap();
    assert_eq!(says_in(folder.path(), "S1\n").2, 3);
    let run = |arguments: &[&str]| takar(folder.path(), arguments, "").status.code();
    assert_eq!(run(&["repl"]), Some(2));
    assert_eq!(run(&["repl", "lain.takar"]), Some(5));
    assert_eq!(run(&["repl", "-"]), Some(2));
}

#[test]
fn files_are_read_again() {
    let folder = folder(DATA);
    let other = folder.path().join("lain.csv");
    std::fs::write(&other, DATA.replace("60%", "76%")).unwrap();
    // 76/80 = 95%; a supposition of the old data holds for the new as well.
    let lines =
        "andai S2.1.realisasi = 100%\n:muat lain.csv\nS1.1.capaian\nS2.1.capaian\n:muat tidak_ada.csv\nS1.1.capaian\n";
    let (out, err, code) = says_in(folder.path(), lines);
    assert!(out.ends_with("periode 2024\n95%\n100%\n95%\n"), "{out}");
    assert!(err.contains("galat[T0702]") || err.contains("tidak_ada.csv"), "{err}");
    assert_eq!(code, 1);
}

#[test]
fn changed_files_are_read_again_where_that_is_wanted() {
    use std::io::{BufRead, BufReader, Write};
    let folder = folder(DATA);
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_takar"));
    program.args(["repl", "contoh.takar", "--data", "contoh.csv", "--pantau"]).current_dir(folder.path());
    program.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    let mut child = program.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    writeln!(input, "S1.1.capaian").unwrap();
    output.read_line(&mut line).unwrap();
    assert_eq!(line, "75%\n");
    // Longer than before, so that it differs whatever the clock says.
    std::fs::write(folder.path().join("contoh.csv"), DATA.replace("60%", "76,0%")).unwrap();
    writeln!(input, "S1.1.capaian").unwrap();
    drop(input);
    let rest: Vec<String> = output.lines().map(Result::unwrap).collect();
    assert_eq!(rest, ["periode 2024", "95%"]);
    assert!(child.wait().unwrap().success());
}

#[test]
fn answers_are_given_in_english_too() {
    let folder = folder(DATA);
    let arguments = ["repl", "contoh.takar", "--data", "contoh.csv", "--bahasa", "en"];
    let output = takar(
        folder.path(),
        &arguments,
        "S1.capaian ≥ 80%\nandai S1.1.realisasi = 64%\nskenario usulan\n:bantuan batal\n",
    );
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.starts_with("tidak  (left 77.5%") || out.starts_with("tidak  (left 77,5%"), "{out}");
    assert!(
        out.contains("scenario usulan: 1 suppositions") && out.contains("takes the last supposition back"),
        "{out}"
    );
}
