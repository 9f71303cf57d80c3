//! What is different in the rules.

use super::{Folder, changes, verdicts};

fn compared(old: &str, new: &str) -> Vec<String> {
    changes(&Folder::of(old, new, "").json(&[]))
}

const SCALE: &str = "skala s \"Skala\" { \"Baik\" 91% s.d. 100% \"Cukup\" 71% s.d. 90% \"Kurang\" 0% s.d. 70% }
    polaritas positif { arah naik rumus realisasi / target × 100% }
    pengukuran { polaritas positif batasi 0% s.d. 100% bulatkan 0 desimal kategori s }";

#[test]
fn nothing_is_different_where_only_the_layout_is() {
    let old = "indikator A \"Satu\" { satuan persen target 95% catatan \"x\" }";
    let new = "# lain\nindikator A\n  \"Satu\" {\n  satuan persen   # persen\n  target 95,0 %\n  catatan “x”\n}";
    assert!(compared(old, new).is_empty());
    let text = Folder::of(old, new, "").run(&[], 0);
    assert!(text.contains("Perubahan aturan: tidak ada"), "{text}");
}

#[test]
fn attributes_are_told_in_the_words_of_the_rules() {
    let old = format!("{SCALE} indikator A \"Satu\" {{ satuan persen target 95% dasar \"P1\" sumber \"X\" }}");
    let new = format!(
        "{SCALE} indikator A \"Satu\" {{ satuan persen target 97,5% batasi 0% s.d. 120% dasar \"P2\" tanpa kategori }}"
    );
    assert_eq!(
        compared(&old, &new),
        [
            "diubah indikator A: target 95% → 97,5%",
            "diubah indikator A: dasar \"P1\" → –",
            "diubah indikator A: dasar – → \"P2\"",
            "diubah indikator A: sumber \"X\" → –",
            "diubah indikator A: batasi – → 0% s.d. 120%",
            "diubah indikator A: kategori – → tanpa kategori",
        ]
    );
}

#[test]
fn targets_are_told_by_period() {
    let target = |text: &str| format!("indikator A \"Satu\" {{ satuan persen {text} }}");
    let header = |rules: &str| rules.replace("sampai 31 Desember 2024", "sampai 31 Desember 2025");
    let (old, new) = (target("target 2024: 94% target 2025: 95%"), target("target 2024: 94% target 2025: 96%"));
    let folder =
        Folder::new(&[("lama.takar", &header(&super::ruleset(&old))), ("baru.takar", &header(&super::ruleset(&new)))]);
    assert_eq!(changes(&folder.json(&[])), ["diubah indikator A: target 2025 95% → 96%"]);
    // It is judged in its own period, whatever period is looked at: there it makes a difference.
    let target = |text: &str| {
        format!(
            "polaritas p {{ arah naik rumus realisasi / target × 100% }} indikator A \"Satu\" {{ satuan persen polaritas p {text} }}"
        )
    };
    let (old, new) = (target("target 2024: 94% target 2025: 95%"), target("target 2024: 94% target 2025: 96%"));
    let folder =
        Folder::new(&[("lama.takar", &header(&super::ruleset(&old))), ("baru.takar", &header(&super::ruleset(&new)))]);
    for arguments in [&[][..], &["--periode", "2024"]] {
        let found = verdicts(&folder.json(arguments));
        assert!(found.len() == 1 && found[0].starts_with("1: berbeda capaian A, realisasi "), "{found:?}");
    }
    // One for all periods and one for each are one change.
    let folder = Folder::new(&[
        ("lama.takar", &header(&super::ruleset(&target("target 94%")))),
        ("baru.takar", &header(&super::ruleset(&target("target 2024: 94% target 2025: 96%")))),
    ]);
    let document = folder.json(&[]);
    assert_eq!(changes(&document).len(), 3);
    assert_eq!(document["aturan"][0]["langkah"].as_array().unwrap().len(), 1);
    assert_eq!(document["aturan"][0]["langkah"][0]["sendiri"]["cara"], "sendiri");
}

#[test]
fn scores_and_their_order_are_part_of_a_scale() {
    let old = "skala s { \"Baik\" 91% s.d. 100% skor 2 \"Cukup\" 0% s.d. 90% skor 1 }";
    let found = verdicts(&Folder::of(old, &old.replace("skor 2", "skor 3"), "").json(&[]));
    assert_eq!(found, ["1: tidak_dibandingkan skala s"]);
}

#[test]
fn bands_are_told_by_their_labels() {
    let old = "skala s { \"Baik\" 91% s.d. 100% warna hijau \"Cukup\" 71% s.d. 90% \"Jelek\" 0% s.d. 70% }";
    let new = "skala s { bulatkan 0 desimal \"Baik\" 90% s.d. 100% : \"catatan\" \"Cukup\" 71% s.d. 89% \"Kurang\" 0% s.d. 70% }";
    assert_eq!(
        compared(old, new),
        [
            "diubah skala s: \"Baik\" 91% s.d. 100% → 90% s.d. 100%",
            "diubah skala s: warna \"Baik\" hijau → –",
            "diubah skala s: keterangan \"Baik\" – → catatan",
            "diubah skala s: \"Cukup\" 71% s.d. 90% → 71% s.d. 89%",
            "diubah skala s: sebutan \"Jelek\" → \"Kurang\"",
            "diubah skala s: bulatkan – → 0 desimal",
        ]
    );
    let ordered = "skala o { \"A\" skor 3 \"B\" skor 2 \"C\" skor 1 }";
    let other = "skala o { \"B\" skor 2 \"A\" skor 4 \"D\" skor 0 }";
    assert_eq!(
        compared(ordered, other),
        [
            "diubah skala o: \"A\" skor 3 → skor 4",
            "diubah skala o: \"C\" skor 1 → –",
            "diubah skala o: \"D\" – → skor 0",
            "diubah skala o: urutan A, B → B, A",
        ]
    );
}

#[test]
fn curves_tables_functions_and_conditions_are_told() {
    let scale = "skala k { \"Baik\" \"Buruk\" }\n";
    let old = format!(
        "{scale}kurva c {{ 0%: 0 poin 50%: 40 poin 100%: 100 poin }}
        tabel t (a: k; b: k): k {{
          jika \"Baik\"; \"Baik\" maka \"Baik\"
          jika \"Buruk\"; apa pun maka \"Buruk\"
          jika \"Baik\"; \"Buruk\" maka \"Buruk\"
        }}
        fungsi f(x) = x + 1
        satuan laporan \"Lap\"
        pastikan 1 + 1 = 2 \"hitung\""
    );
    let new = format!(
        "{scale}kurva c {{ 0%: 0 poin 50%: 45 poin 120%: 100 poin }}
        tabel t (a: k; b: k): k {{
          jika \"Baik\"; \"Baik\" maka \"Baik\"
          jika \"Buruk\"; apa pun maka \"Buruk\"
          jika \"Baik\"; \"Buruk\" maka \"Baik\"
        }}
        fungsi f(x) = x + 2
        satuan laporan \"Lap\" \"Laporan\"
        pastikan 1 + 1 < 3 \"hitung\"
        ingatkan 1 > 0"
    );
    assert_eq!(
        compared(&old, &new),
        [
            "diubah kurva c: titik 50% 40 poin → 45 poin",
            "diubah kurva c: titik 100% 100 poin → –",
            "diubah kurva c: titik 120% – → 100 poin",
            "diubah tabel t: baris \"Baik\"; \"Buruk\" \"Buruk\" → \"Baik\"",
            "diubah fungsi f: rumus (x) = x + 1 → (x) = x + 2",
            "diubah satuan laporan: ejaan \"Lap\" → \"Lap\" \"Laporan\"",
            "diubah pastikan \"hitung\": syarat 1 + 1 = 2 → 1 + 1 < 3",
            "ditambah ingatkan 1 > 0",
        ]
    );
}

#[test]
fn what_is_added_removed_and_moved() {
    let old =
        "sasaran S1 \"Satu\" { indikator A \"Pertama\" { satuan persen } indikator B \"Kedua\" { satuan persen } }
        sasaran S2 \"Dua\" { indikator C \"Ketiga\" { satuan persen } }";
    let new = "sasaran S1 \"Satu\" { indikator A \"Pertama\" { satuan persen } }
        sasaran S3 \"Tiga\" { indikator B \"Kedua\" { satuan persen } indikator D \"Baru\" { satuan persen } }";
    assert_eq!(
        compared(old, new),
        [
            "ditambah sasaran S3",
            "diubah indikator B: letak S1 → S3",
            "ditambah indikator D: satuan – → persen",
            "dicabut sasaran S2",
            "dicabut indikator C: satuan persen → –",
        ]
    );
}

#[test]
fn renamed_codes_are_recognised_by_their_titles() {
    let old = format!(
        "{SCALE} sasaran S1 \"Satu\" {{ indikator S1.1 \"Kepuasan layanan\" {{ satuan persen target 90% }}
        indikator S1.2 \"Ketepatan\" {{ satuan persen target 80% }} }}
        nilai n \"Hasil\" {{ rumus S1.1.capaian + S1.2.capaian }}"
    );
    // What reads the renamed code says the same.
    let new = old.replace("S1.1", "IKU_1").replace("Kepuasan layanan", "Kepuasan  Layanan");
    assert_eq!(
        compared(&old, &new),
        [
            "diubah indikator IKU_1: kode S1.1 → IKU_1",
            "diubah indikator IKU_1: judul Kepuasan layanan → Kepuasan  Layanan"
        ]
    );
    // Codes that were numbered anew: titles say which is which.
    let shifted = old.replace("S1.2", "X").replace("S1.1 \"Kepuasan layanan\"", "S1.2 \"Kepuasan layanan\"");
    let shifted =
        shifted.replace("X \"Ketepatan\"", "S1.1 \"Ketepatan\"").replace("S1.1.capaian + X", "S1.2.capaian + S1.1");
    assert_eq!(
        compared(&old, &shifted),
        ["diubah indikator S1.2: kode S1.1 → S1.2", "diubah indikator S1.1: kode S1.2 → S1.1"]
    );
    // Scales too, and what refers to them.
    let scaled = old.replace("skala s ", "skala lain ").replace("kategori s ", "kategori lain ");
    assert_eq!(compared(&old, &scaled), ["diubah skala lain: nama s → lain"]);
}

#[test]
fn equal_titles_that_do_not_tell_which_is_which_rename_nothing() {
    let old = "indikator A \"Sama\" { satuan persen } indikator B \"Sama\" { satuan persen }";
    let new = "indikator C \"Sama\" { satuan persen } indikator D \"Sama\" { satuan persen }";
    assert_eq!(
        compared(old, new),
        [
            "ditambah indikator C: satuan – → persen",
            "ditambah indikator D: satuan – → persen",
            "dicabut indikator A: satuan persen → –",
            "dicabut indikator B: satuan persen → –",
        ]
    );
}

#[test]
fn an_amendment_is_compared_with_its_ruleset() {
    let base = super::ruleset(&format!("{SCALE} indikator A \"Satu\" {{ satuan persen target 95% }}"));
    let amendment =
        "perubahan p \"Perubahan Pertama\" { atas \"lama.takar\" dasar \"Keputusan 1\" berlaku sejak 1 Juli 2024 }
        ubah A { target 97% }";
    let folder = Folder::new(&[("lama.takar", &base), ("p.takar", amendment)]);
    let named = folder.takar(&["bandingkan", "lama.takar", "p.takar"], 0);
    let option = folder.takar(&["diff", "lama.takar", "--perubahan", "p.takar"], 0);
    let both = folder.takar(&["bandingkan", "lama.takar", "lama.takar", "--perubahan", "p.takar"], 0);
    assert_eq!(option, both);
    for text in [named, option] {
        assert!(text.contains("[1] target: 95% → 97%"), "{text}");
        assert!(text.contains("dengan perubahan Perubahan Pertama (p.takar:1; Keputusan 1)"), "{text}");
    }
    // Before the amendment is in force nothing is different.
    let early = folder.takar(&["bandingkan", "lama.takar", "p.takar", "--tanggal", "2024-03-31"], 0);
    assert!(early.contains("Perubahan aturan: tidak ada"), "{early}");
    assert!(!early.contains("dengan perubahan"), "{early}");
}

#[test]
fn one_of_several_sets_of_rules_is_chosen_by_the_period() {
    let rules = |target: &str| {
        format!(
            "aturan contoh \"Contoh\" {{ berlaku sejak 1 Januari 2023 sampai 31 Desember 2024 periode tahunan }} {SCALE}
            indikator A \"Satu\" {{ berlaku sejak 1 Januari 2023 sampai 31 Desember 2023 satuan persen target {target} }}
            indikator A \"Satu\" {{ berlaku sejak 1 Januari 2024 satuan persen target 95% }}"
        )
    };
    let folder = Folder::new(&[("lama.takar", &rules("80%")), ("baru.takar", &rules("85%"))]);
    assert!(changes(&folder.json(&[])).is_empty());
    assert_eq!(changes(&folder.json(&["--periode", "2023"])), ["diubah indikator A: target 80% → 85%"]);
    assert_eq!(changes(&folder.json(&["--tanggal", "2023-05-01"])), ["diubah indikator A: target 80% → 85%"]);
}

#[test]
fn what_another_ruleset_says_is_compared_behind_its_alias() {
    let main = super::ruleset(
        "gunakan \"pk.takar\" sebagai pk\npolaritas positif { arah naik rumus realisasi / target × 100% }
        indikator A \"Satu\" { satuan persen target pk.B.target polaritas positif }",
    );
    let pk = |target: &str| {
        format!(
            "aturan pk \"PK\" {{ berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }}
            indikator B \"Dua\" {{ satuan persen target {target} }}"
        )
    };
    let folder = Folder::new(&[("d.csv", "kode;realisasi\nA;45\n")]);
    for (name, target) in [("satu", "90%"), ("dua", "45%")] {
        std::fs::create_dir(folder.0.path().join(name)).unwrap();
        std::fs::write(folder.0.path().join(name).join("utama.takar"), &main).unwrap();
        std::fs::write(folder.0.path().join(name).join("pk.takar"), pk(target)).unwrap();
    }
    let text = folder.takar(&["bandingkan", "satu", "dua", "--data", "d.csv", "--format", "json"], 0);
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(changes(&document), ["diubah indikator pk.B: target 90% → 45%"]);
    // 45/90 = 50%, 45/45 = 100%
    assert_eq!(super::moved(&document), ["A: 50% → 100% sendiri [1]"]);
}

#[test]
fn whether_a_change_makes_a_difference() {
    let rules = |scale: &str, polarity: &str, indicator: &str| {
        format!(
            "skala s {{ {scale} }} polaritas p {{ arah turun rumus {polarity} }}
            pengukuran {{ polaritas p batasi 0% s.d. 100% bulatkan 0 desimal kategori s }} indikator A {{ satuan persen {indicator} }}"
        )
    };
    let found = |old: &str, new: &str| verdicts(&Folder::of(old, new, "").json(&[]));
    let bands = "\"Baik\" 91% s.d. 100% \"Cukup\" 0% s.d. 90%";
    let mirrored = "(2 × target − realisasi) / target × 100%";
    let old = rules(bands, mirrored, "target 100%");
    // Two spellings of one formula, and two of one scale.
    assert_eq!(
        found(&old, &rules(bands, "(target − (realisasi − target)) / target × 100%", "target 100%")),
        ["1: setara polaritas p"]
    );
    assert_eq!(
        found(
            &rules("bulatkan 0 desimal \"Baik\" 91% s.d. 100% \"Cukup\" 0% s.d. 90%", mirrored, "target 100%"),
            &rules("\"Baik\" ≥ 90,5% \"Cukup\" < 90,5%", mirrored, "target 100%")
        ),
        // Above 100 the first rates nothing: a plain number of those is told.
        [
            "1: berbeda skala s, nilai 200%: di luar skala menjadi Baik",
            "2: berbeda skala s, nilai 200%: di luar skala menjadi Baik"
        ]
    );
    assert_eq!(
        found(
            &rules(
                "batasi 0% s.d. 100% bulatkan 0 desimal \"Baik\" 91% s.d. 100% \"Cukup\" 0% s.d. 90%",
                mirrored,
                "target 100%"
            ),
            &rules("\"Baik\" ≥ 90,5% \"Cukup\" < 90,5%", mirrored, "target 100%")
        ),
        ["1: setara skala s", "2: setara skala s", "3: setara skala s"]
    );
    // The smallest example: of what is rounded to whole numbers only 90% is rated otherwise. (2 × 100 − 110)/100 = 90%
    assert_eq!(
        found(&old, &rules("\"Baik\" 90% s.d. 100% \"Cukup\" 0% s.d. 89%", mirrored, "target 100%")),
        [
            "1: berbeda skala s, nilai 90%: Cukup menjadi Baik",
            "1: berbeda kategori A, realisasi 110%: Cukup menjadi Baik"
        ]
    );
    // Another target: 200 − 110/100 is 90%, 200 − 110/110 is 100%.
    let other = found(&old, &rules(bands, mirrored, "target 110%"));
    assert_eq!(other.len(), 1);
    assert!(
        other[0].starts_with("1: berbeda kategori A, realisasi ") && other[0].ends_with(": Cukup menjadi Baik"),
        "{other:?}"
    );
}

#[test]
fn what_is_compared_alone_is_not_mixed_with_other_changes() {
    let rules = |low: &str, high: &str, target: &str| {
        format!(
            "skala s {{ \"Baik\" {low} s.d. 100% \"Cukup\" 0% s.d. {high} }}
            polaritas p {{ arah naik rumus realisasi / target × 100% }}
            indikator A {{ satuan persen target {target} polaritas p batasi 0% s.d. 100% bulatkan 0 desimal kategori s }}"
        )
    };
    let found = verdicts(&Folder::of(&rules("91%", "90%", "100%"), &rules("90%", "89%", "200%"), "").json(&[]));
    // The scale alone: 90/100. The target alone: any value from 90,5% on that is Baik of 100 and Cukup of 200.
    assert_eq!(
        found[..2],
        [
            "1: berbeda skala s, nilai 90%: Cukup menjadi Baik",
            "1: berbeda kategori A, realisasi 90%: Cukup menjadi Baik"
        ]
    );
    assert!(
        found[2].starts_with("2: berbeda kategori A, realisasi ") && found[2].ends_with(": Baik menjadi Cukup"),
        "{found:?}"
    );
}

#[test]
fn usage() {
    let folder = Folder::of("nilai a { rumus 1 }", "nilai a { rumus 2 }", "kode;realisasi\n");
    let run = |arguments: &[&str]| {
        let output = crate::support::program::takar(&folder.0, arguments);
        (crate::support::program::code(&output), crate::support::program::err(&output))
    };
    let (code, told) = run(&["bandingkan", "lama.takar"]);
    assert!(code == 2 && told.contains("T0741"), "{told}");
    let (code, told) = run(&["bandingkan", "lama.takar", "tidak-ada.takar"]);
    assert!(code == 5 && told.contains("T0701"), "{told}");
    let (code, told) = run(&["bandingkan", "lama.takar", "baru.takar", "--keluaran", "lama.takar"]);
    assert!(code == 2 && told.contains("T0770"), "{told}");
    let (code, told) = run(&["bandingkan", "-", "-"]);
    assert!(code == 2 && told.contains("T0729"), "{told}");
    let (code, told) = run(&["bandingkan", "lama.takar", "baru.takar", "--periode", "2024-13"]);
    assert!(code == 2 && told.contains("T0716"), "{told}");
    std::fs::write(folder.0.path().join("baru.takar"), "nilai a { rumus b }").unwrap();
    assert_eq!(run(&["bandingkan", "lama.takar", "baru.takar"]).0, 3);
}
