//! `andai`, stepping back and forth, scenarios side by side, and `hitung --andai`.

use super::{DATA, fails, folder, says, says_in, takar, units};

#[test]
fn a_realization_moves_what_follows_from_it() {
    // 64/80 = 80%; S1 (80 + 80)/2 = 80%; 0,6 × 80 + 0,4 × 90 = 84%.
    let out = says("andai S1.1.realisasi = 64%\n");
    assert_eq!(out, "  S1.1   75% → 80%    Cukup\n  S1     77,5% → 80%  Cukup\n  akhir  82,5% → 84%  Cukup\n");
}

#[test]
fn a_rating_that_changes_shows_both() {
    // 76/80 = 95%; (95 + 80)/2 = 87,5%; 0,6 × 87,5 + 0,4 × 90 = 88,5%.
    let out = says("andai S1.1.realisasi = 76%\n");
    assert!(out.starts_with("  S1.1   75% → 95%      Cukup → Baik\n"), "{out}");
}

#[test]
fn targets_weights_budgets_and_variables() {
    // 60/60 = 100%; the data repeats the old target, which no longer matters.
    let out = says("andai S1.1.target = 60%\n");
    assert!(
        out.contains("S1.1   75% → 100%") && out.contains("dikesampingkan") && out.contains("S1.1.target"),
        "{out}"
    );
    // 0,5 × 77,5 + 0,5 × 90 = 83,75%
    let out = says("andai S1.bobot = 50%; S2.bobot = 50%\n");
    assert_eq!(out, "  akhir  82,5% → 83,75%  Cukup\n");
    // One weight alone no longer makes 100%.
    assert_eq!(fails("andai S1.bobot = 50%\n").0, "T0324");
    // 100/400 = 25%
    let out = says("andai A1.pagu = Rp 400.000.000\n");
    assert!(out.contains("A1.serapan  50% → 25%"), "{out}");
    // 50/100 = 50% = the target: 100%. What the data repeats of the old 40% is left out.
    let out = says("andai hadir = 50 orang\n");
    assert!(out.contains("S1.2   80% → 100%") && out.contains("S1.2.realisasi"), "{out}");
    // The condition: Rp 160 juta is more than Rp 150 juta.
    let out = says("andai A1.realisasi = Rp 160 juta\n");
    assert!(out.contains("pastikan: lulus → gagal  anggaran tidak terlampaui"), "{out}");
}

#[test]
fn a_computed_realization_and_states() {
    // 45% instead of what is computed: 45/50 = 90%.
    let out = says("andai S1.2.realisasi = 45%\n");
    assert!(out.contains("S1.2   80% → 90%"), "{out}");
    let out = says("andai S1.1.realisasi = kosong\n");
    assert!(out.contains("S1.1   75% → belum ada data"), "{out}");
    // Without S1.1 the group is S1.2 alone: 80%.
    let out = says("andai S1.1.realisasi = tidak berlaku\n");
    assert!(out.contains("S1     77,5% → 80%"), "{out}");
    assert_eq!(fails("andai S1.1.target = kosong\n").0, "T0917");
    assert_eq!(fails("andai S2.1.realisasi = 120%\n").0, "T0916");
    assert_eq!(fails("andai S1.1.realisasi = 1 / 3 × 100%\n").0, "T0904");
    assert_eq!(fails("andai S1.1.capaian = 80%\n").0, "T0931");
    assert_eq!(fails("andai S1.1.realisasi 80%\n").0, "T0903");
}

#[test]
fn values_are_computed_from_the_results_before_the_line() {
    // 60 + 4 = 64%, then 64 + 4 = 68%: 68/80 = 85%.
    let line = "andai S1.1.realisasi = S1.1.realisasi + 4%\n";
    assert!(
        says(&line.repeat(2))
            .ends_with("  S1.1   80% → 85%    Cukup\n  S1     80% → 82,5%  Cukup\n  akhir  84% → 85,5%  Cukup\n")
    );
    // Both at once speak of the same results: the realizations change places.
    let out = says(
        "andai S1.1.realisasi = S2.1.realisasi; S2.1.realisasi = S1.1.realisasi\nS2.1.realisasi\nS1.1.realisasi\n",
    );
    assert!(out.ends_with("60%\n90%\n"), "{out}");
}

#[test]
fn scales_formulas_and_whole_declarations() {
    let scale =
        "andai kategori mutu {\n  \"Baik\" 75% s.d. 100%\n  \"Cukup\" 60% s.d. < 75%\n  \"Kurang\" 0% s.d. < 60%\n}\n";
    let out = says(scale);
    assert!(out.starts_with("  S1.1   75%    Cukup → Baik\n"), "{out}");
    // The end of a band, which both its neighbours have.
    let out = says("andai mutu.\"Baik\".bawah = 80%\n");
    assert!(out.contains("S1.2") && out.contains("Cukup → Baik") && !out.contains("S1.1 "), "{out}");
    // 45 of 100, plus 5 percentage points.
    let out = says("andai ubah S1.2 { rumus hadir / undangan × 100% + 5% }\n");
    assert!(out.contains("S1.2   80% → 90%"), "{out}");
    // The later change of the same attribute takes the place of the earlier one.
    let out = says("andai ubah S1.1 { target 60% }\nandai S1.1.target = 75%\nS1.1.capaian\n");
    assert!(out.ends_with("80%\n"), "{out}");
    let out = says("andai cabut S1.2\n");
    // 75% alone; 0,6 × 75% + 0,4 × 90% = 81%.
    assert_eq!(
        out,
        "  S1.2 (dicabut)  80% → –      Cukup → –\n  S1              77,5% → 75%  Cukup\n  akhir           82,5% → 81%  Cukup\n"
    );
    let out = says("andai sisipkan dalam S1 { indikator S1.3 \"Baru\" { satuan persen target 50% } }\n");
    assert!(out.contains("S1.3 (baru)") && out.contains("belum ada data"), "{out}");
    let out = says("andai pengukuran { batasi 0% s.d. 60% }\n");
    assert!(out.contains("S1.1   75% → 60%"), "{out}");
    // What is wrong with a declaration is shown where it was typed.
    let (_, err) = fails("andai ubah S1.1 { target 95 }\n");
    assert!(err.contains("│ andai ubah S1.1 { target 95 }\n  │                          ^^\n"), "{err}");
}

#[test]
fn the_path_of_influence_on_request() {
    let out = says("andai S1.1.realisasi = 64% rinci\n");
    let path = "\nJalur pengaruh\n  S1.1  realisasi 60% → 64%, capaian 75% → 80%\n    S1  capaian 77,5% → 80%\n      akhir  nilai 82,5% → 84%\n";
    assert!(out.ends_with(path), "{out}");
    let out = says("andai S1.1.realisasi = 64%\njelaskan pengaruh\n");
    assert!(out.ends_with("      akhir  nilai 82,5% → 84%\n"), "{out}");
    assert_eq!(says("jelaskan pengaruh\n"), "belum ada yang diandaikan\n");
}

#[test]
fn stepping_back_and_forth() {
    let lines = "andai S1.1.realisasi = 64%\nandai S1.1.target = 64%\nS1.1.capaian\nbatal\nS1.1.capaian\nbatal\nS1.1.capaian\nulang\nulang\nS1.1.capaian\n";
    let values: Vec<String> = says(lines)
        .lines()
        .filter(|line| !line.starts_with(' ') && line.ends_with('%') && !line.contains('='))
        .map(str::to_owned)
        .collect();
    // 64/80 = 80%, 64/64 = 100%, 60/80 = 75%.
    assert_eq!(values, ["100%", "80%", "75%", "100%"]);
    assert_eq!(fails("batal\n").0, "T0907");
    assert_eq!(fails("ulang\n").0, "T0908");
    // What was taken back is gone after something else was supposed.
    assert_eq!(fails("andai S1.1.realisasi = 64%\nbatal\nandai S1.1.realisasi = 68%\nulang\n").0, "T0908");
}

#[test]
fn scenarios_are_named_and_compared() {
    let out = says(
        "andai S1.1.realisasi = 64%\nskenario sedang\nandai S1.1.realisasi = 76%\nskenario tinggi\nskenario\nbandingkan sedang tinggi\nskenario dasar\nS1.1.capaian\n",
    );
    assert!(out.contains("  dasar\n  sedang\n    andai S1.1.realisasi = 64%\n▸ tinggi\n    andai S1.1.realisasi = 64%\n    andai S1.1.realisasi = 76%\n"), "{out}");
    assert!(out.contains("sedang → tinggi\n  S1.1   80% → 95%    Cukup → Baik\n"), "{out}");
    assert!(out.ends_with("\n75%\n"), "{out}");
    assert_eq!(fails("bandingkan dasar usulan\n").0, "T0909");
    assert_eq!(fails("skenario usulan\n").0, "T0909");
    assert_eq!(fails("andai S1.1.realisasi = 64%\nskenario a-b\n").0, "T0910");
}

#[test]
fn over_many_units_ratings_are_counted() {
    let folder = folder(&units());
    // With a target of 60%: 60/60, 72/60 capped, both 100%; 24/60 = 40%. Before: 75% Cukup, 90% Baik, 30% Kurang.
    let (out, err, code) = says_in(folder.path(), "andai S1.1.target = 60%\nbandingkan dasar sekarang\n");
    assert_eq!((err.as_str(), code), ("", 0));
    assert!(out.starts_with("3 dari 3 unit berubah hasilnya\n"), "{out}");
    let s11 = out.split("\nS1.1 Ketepatan\n").nth(1).unwrap();
    assert!(
        s11.starts_with("  Baik    1 → 2  +1\n  Cukup   1 → 0  −1\n  Kurang  1 → 1\n    Kota Satu: Cukup → Baik\n"),
        "{out}"
    );
    // One unit alone: 48/80 = 60%, the others stay.
    let (out, ..) = says_in(folder.path(), ":unit tiga\nandai S1.1.realisasi = 48%\n:unit semua\nS1.1.capaian\n");
    assert!(out.ends_with("  Kota Satu       75%\n  Kota Dua        90%\n  Kabupaten Tiga  60%\n"), "{out}");
    // A rule is the same for all.
    let (_, err, _) = says_in(folder.path(), "andai S1.1.target = S1.1.realisasi\n");
    assert!(err.contains("T0905"), "{err}");
}

#[test]
fn the_command_line_supposes_too() {
    let folder = folder(DATA);
    let base = ["hitung", "contoh.takar", "--data", "contoh.csv", "--andai", "S1.1.realisasi = 64%"];
    let run = |more: &[&str]| {
        let output = takar(folder.path(), &[&base[..], more].concat(), "");
        (
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
            output.status.code().unwrap(),
        )
    };
    let (out, err, code) = run(&[]);
    assert_eq!((err.as_str(), code), ("", 0));
    assert!(out.starts_with("Contoh · skenario: andai S1.1.realisasi = 64% · periode 2024\n"), "{out}");
    assert!(out.contains("84%"), "{out}");
    // Several at once, of figures and rules; 64/60 is capped.
    let (out, _, _) = run(&["--andai", "S1.1.target = 60%", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["aturan"]["skenario"], serde_json::json!(["S1.1.realisasi = 64%", "S1.1.target = 60%"]));
    let node = json["hasil"][0]["simpul"].as_array().unwrap().iter().find(|node| node["kode"] == "S1.1").unwrap();
    assert_eq!((&node["capaian"], &node["target"]), (&"100".into(), &"60".into()));
    let (out, err, _) = run(&["--format", "csv"]);
    assert!(!out.contains("andai") && err == "skenario: andai S1.1.realisasi = 64%\n", "{err}");
    let (out, err, code) = run(&["--andai", "S1.1.target = 5"]);
    assert!(out.is_empty() && err.contains("T0303") && code == 2, "{err}");
    let (_, err, code) = run(&["--andai", "S1.1.realisasi = S9.realisasi"]);
    assert!(err.contains("T0201") && code == 2, "{err}");
    // Without it the results are as ever.
    let plain = takar(folder.path(), &base[..4], "");
    assert!(String::from_utf8(plain.stdout).unwrap().contains("82,5%"));
}

#[test]
fn relative_figures_on_the_command_line_are_those_of_each_unit() {
    let folder = folder(&units());
    let output = takar(
        folder.path(),
        &[
            "hitung",
            "contoh.takar",
            "--data",
            "contoh.csv",
            "--andai",
            "S1.1.realisasi = S1.1.realisasi + 8%",
            "--format",
            "csv",
            "--kolom",
            "unit,kode,realisasi",
        ],
        "",
    );
    let out = String::from_utf8(output.stdout).unwrap();
    let rows: Vec<&str> = out.lines().filter(|line| line.contains(";S1.1;")).collect();
    assert_eq!(rows, ["Kota Satu;S1.1;68", "Kota Dua;S1.1;80", "Kabupaten Tiga;S1.1;32"]);
}

/// Up to a quarter everything is shown cumulatively, and so is what is supposed.
#[test]
fn up_to_a_quarter_a_figure_is_what_its_parts_make() {
    let folder = tempfile::TempDir::new().unwrap();
    let rules = r#"aturan contoh "Contoh" { berlaku sejak 1 Januari 2024 periode tahunan }
gunakan "baku/satuan.takar"
gunakan "baku/polaritas.takar"
pengukuran { polaritas positif }
indikator I1 "Laporan" { satuan laporan target 20 laporan konsolidasi jumlah }
"#;
    std::fs::write(folder.path().join("contoh.takar"), rules).unwrap();
    let data = "kode;periode;realisasi\nI1;2024-TW1;4\nI1;2024-TW2;6\nI1;2024-TW3;5\n";
    std::fs::write(folder.path().join("contoh.csv"), data).unwrap();
    let run = |more: &[&str]| {
        let base = ["hitung", "contoh.takar", "--data", "contoh.csv", "--periode", "2024-TW2", "--format", "csv"];
        let output = takar(folder.path(), &[&base, more].concat(), "");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    // (4 + 6)/20 = 50%
    let plain = run(&[]);
    assert!(plain.contains("50"), "{plain}");
    assert_eq!(run(&["--andai", "I1.realisasi = I1.realisasi"]), plain);
    // 16/20 = 80%, not (4 + 16)/20.
    let more = run(&["--andai", "I1.realisasi = 16 laporan"]);
    assert!(more.contains("80") && !more.contains("100"), "{more}");
    // Saved, the second quarter brings what the first one leaves: 16 − 4 = 12.
    let arguments = ["repl", "contoh.takar", "--data", "contoh.csv", "--periode", "2024-TW2"];
    let lines = "andai I1.realisasi = 16 laporan\nsimpan skenario \"usul.takar\"\n";
    let output = takar(folder.path(), &arguments, lines);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("--data usul.csv --periode 2024-TW2"), "{said}");
    let saved = std::fs::read_to_string(folder.path().join("usul.csv")).unwrap();
    assert!(saved.contains("2024-TW1;I1;;4;") && saved.contains("2024-TW2;I1;;12;"), "{saved}");
}
