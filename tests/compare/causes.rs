//! Whose results are different, and which of the changes makes them so.

use super::{Folder, changes, moved};
use serde_json::Value;
use std::collections::BTreeMap;

/// Two indicators with a mean. 0,5 points of A's realization are 1 point of its capaian where the target is 50%.
fn pair(a: &str, b: &str, further: &str) -> String {
    format!(
        "skala s {{ \"Baik\" 91% s.d. 100% \"Cukup\" 71% s.d. 90% \"Kurang\" 0% s.d. 70% }}
        polaritas p {{ arah naik rumus realisasi / target × 100% }}
        pengukuran {{ polaritas p batasi 0% s.d. 100% bulatkan 0 desimal kategori s agregasi rata_rata {further} }}
        sasaran S \"Sasaran\" {{
          indikator A \"Pertama\" {{ satuan persen target {a} }}
          indikator B \"Kedua\" {{ satuan persen target {b} }}
        }}"
    )
}

fn compared(old: &str, new: &str, data: &str) -> Value {
    Folder::of(old, new, data).json(&["--data", "data.csv"])
}

#[test]
fn one_change_moves_a_rating_and_what_follows_from_it() {
    // 80/80 = 100%, 80/100 = 80%; the mean with 100%: 100%, 90%.
    let document = compared(&pair("80%", "50%", ""), &pair("100%", "50%", ""), "kode;realisasi\nA;80\nB;50\n");
    assert_eq!(moved(&document), ["S: 100% Baik → 90% Cukup sendiri [1]", "A: 100% Baik → 80% Cukup sendiri [1]"]);
    let summary = &document["hasil"]["ringkasan"];
    assert_eq!((summary["kasus"].as_u64(), summary["hasil_berkategori"].as_u64()), (Some(1), Some(3)));
    assert_eq!((summary["kategori_berubah"].as_u64(), summary["nilai_berubah"].as_u64()), (Some(2), Some(0)));
    // B keeps its rating.
    let matrix =
        serde_json::json!([{"lama":"Baik","baru":"Cukup","jumlah":2},{"lama":"Baik","baru":"Baik","jumlah":1}]);
    assert_eq!(summary["matriks"], matrix);
}

#[test]
fn effects_that_add_up_are_told_one_by_one() {
    // A from 100% to 80%, B from 100% to 50%: the mean falls by 10 and by 25 points, together by 35.
    let document = compared(&pair("80%", "50%", ""), &pair("100%", "100%", ""), "kode;realisasi\nA;80\nB;50\n");
    assert_eq!(
        moved(&document),
        [
            // 65%; 90% and 75% with one change each are Cukup, not Kurang: neither does it alone.
            "S: 100% Baik → 65% Kurang interaksi [1, 2]",
            "A: 100% Baik → 80% Cukup sendiri [1]",
            "B: 100% Baik → 50% Kurang sendiri [2]",
        ]
    );
    // 90 and 85 alone are both Cukup, as 75 is: each alone is enough, and what they do adds up.
    let document = compared(&pair("80%", "70%", ""), &pair("100%", "100%", ""), "kode;realisasi\nA;80\nB;70\n");
    assert_eq!(moved(&document)[0], "S: 100% Baik → 75% Cukup masing_masing [1, 2]");
}

#[test]
fn what_no_change_does_alone_is_an_interaction() {
    // 90,4: to whole numbers 90, Cukup. With the band from 90,3% on alone it still is, for 90 is below;
    // without rounding alone too, for 90,4 is below 91. Both together: 90,4 ≥ 90,3.
    let rules = |low: &str, rounding: &str| {
        format!(
            "skala s {{ \"Baik\" {low} \"Cukup\" {} }}
            polaritas p {{ arah naik rumus realisasi / target × 100% }}
            indikator A {{ satuan persen target 100% polaritas p {rounding} kategori s }}",
            low.replace('≥', "<")
        )
    };
    let document = compared(
        &rules("≥ 91%", "bulatkan 0 desimal"),
        &rules("≥ 90,3%", "bulatkan 1 desimal"),
        "kode;realisasi\nA;90,4\n",
    );
    assert_eq!(moved(&document), ["A: 90% Cukup → 90,4% Baik interaksi [2]"]);
    let text = Folder::of(
        &rules("≥ 91%", "bulatkan 0 desimal"),
        &rules("≥ 90,3%", "bulatkan 1 desimal"),
        "kode;realisasi\nA;90,4\n",
    )
    .run(&["--data", "data.csv"], 0);
    assert!(text.contains("interaksi ([2])"), "{text}");
    assert!(text.contains("interaksi: tidak satu pun perubahan sendirian membuat hasil itu"), "{text}");
}

#[test]
fn effects_that_do_not_add_up_are_an_interaction() {
    // Target and realization's formula: 60/(100 → 80), and 60 → 40 realized. 60%, 75%, 40%, together 50%: 15 − 20 ≠ −10.
    let rules = |target: &str, formula: &str| {
        format!(
            "data x {{ satuan persen }} polaritas p {{ arah naik rumus realisasi / target × 100% }}
            indikator A {{ satuan persen target {target} polaritas p rumus {formula} }}"
        )
    };
    let document = compared(&rules("100%", "x"), &rules("80%", "x − 20%"), "kode;realisasi\nx;60\n");
    assert_eq!(moved(&document), ["A: 60% → 50% interaksi [1, 2]"]);
    // Alone: 60/80 = 75%, 40/100 = 40%.
    let effects = &document["hasil"]["berubah"][0]["sebab"]["langkah"];
    assert_eq!(effects[0]["hasil"]["nilai"], "75%");
    assert_eq!(effects[1]["hasil"]["nilai"], "40%");
}

#[test]
fn weights_of_siblings_are_one_change() {
    let rules = |a: u32, b: u32| {
        format!(
            "polaritas p {{ arah naik rumus realisasi / target × 100% }}
            sasaran S {{ agregasi rata_rata_tertimbang
              indikator A {{ satuan persen target 100% polaritas p bobot {a}% }}
              indikator B {{ satuan persen target 100% polaritas p bobot {b}% }} }}"
        )
    };
    let document = compared(&rules(50, 50), &rules(70, 30), "kode;realisasi\nA;80\nB;60\n");
    assert_eq!(changes(&document), ["diubah indikator A: bobot 50% → 70%", "diubah indikator B: bobot 50% → 30%"]);
    // 40 + 30 = 70; 56 + 18 = 74
    assert_eq!(moved(&document), ["S: 70% → 74% sendiri [1]"]);
}

#[test]
fn what_is_not_whole_alone_is_applied_with_what_it_needs() {
    // The formula reads an indicator that is new.
    let old = "polaritas p { arah naik rumus realisasi / target × 100% }
        indikator A { satuan persen target 100% polaritas p } nilai n { rumus A.capaian }";
    let new = "polaritas p { arah naik rumus realisasi / target × 100% }
        indikator A { satuan persen target 100% polaritas p } indikator B { satuan persen target 100% polaritas p }
        nilai n { rumus rata_rata(A.capaian; B.capaian) }";
    let document = compared(old, new, "kode;realisasi\nA;80\nB;60\n");
    let steps = document["aturan"][0]["langkah"].as_array().unwrap();
    assert_eq!(steps[1]["sendiri"], serde_json::json!({"cara": "bersama", "langkah": [1]}));
    assert_eq!(moved(&document), ["B: tidak ada → 60% sendiri [1]", "n: 80% → 70% sendiri [2]"]);
    // A unit and the target in it only fit together.
    let rules = |unit: &str, target: &str| {
        format!(
            "polaritas p {{ arah naik rumus realisasi / target × 100% }} indikator A {{ satuan {unit} target {target} polaritas p }}"
        )
    };
    let document = Folder::of(&rules("persen", "80%"), &rules("angka", "40"), "").json(&[]);
    assert_eq!(document["aturan"][0]["langkah"].as_array().unwrap().len(), 1);
    assert_eq!(
        changes(&document),
        ["diubah indikator A: satuan persen → angka", "diubah indikator A: target 80% → 40"]
    );
}

#[test]
fn what_cannot_be_applied_alone_is_said() {
    // A group that loses its parts cannot lose them while the formula still reads them, and a formula that reads less is
    // whole; so the removal alone fails, and says why.
    let old = "indikator A { satuan persen } indikator B { satuan persen } nilai n { rumus A.realisasi + B.realisasi }";
    let new = "indikator A { satuan persen } nilai n { rumus A.realisasi }";
    let folder = Folder::of(old, new, "kode;realisasi\nA;10\nB;20\n");
    let document = folder.json(&["--data", "data.csv"]);
    let steps = document["aturan"][0]["langkah"].as_array().unwrap();
    let failed: Vec<&Value> = steps.iter().filter(|step| step["sendiri"]["cara"] == "tidak_dapat").collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0]["isi"], "indikator B");
    assert!(failed[0]["sendiri"]["sebab"].as_str().unwrap().contains("`B`"), "{failed:?}");
    let lines = moved(&document);
    assert!(lines.contains(&"n: 30% → 10% sendiri [1]".to_owned()), "{lines:?}");
    // Nothing else takes part in what became of B, but that could not be tried.
    assert!(lines.contains(&"B: 20% → tidak ada tidak_terurai []".to_owned()), "{lines:?}");
    let text = folder.run(&["--data", "data.csv"], 0);
    assert!(text.contains("tidak dapat diterapkan sendirian: "), "{text}");
}

#[test]
fn a_result_that_is_gone_has_one_cause() {
    // Another band would have given A another rating; that it was taken away is the cause all the same.
    let rules = |low: &str, further: &str| {
        format!(
            "skala s {{ \"Baik\" ≥ {low} \"Kurang\" < {low} }} polaritas p {{ arah naik rumus realisasi / target × 100% }}
            pengukuran {{ polaritas p kategori s }} indikator B {{ satuan persen target 100% }} {further}"
        )
    };
    let old = rules("90%", "indikator A { satuan persen target 100% }");
    let document = compared(&old, &rules("70%", ""), "kode;realisasi\nA;80\nB;60\n");
    assert_eq!(moved(&document), ["A: 80% Kurang → tidak ada sendiri [2]"]);
    // What is taken away is told with what it said.
    assert!(changes(&document).contains(&"dicabut indikator A: target 100% → –".to_owned()), "{document}");
}

#[test]
fn figures_for_codes_that_no_rule_has_in_their_period_are_told() {
    let base = super::ruleset("indikator A { satuan persen target 100% }");
    let amendment = "perubahan p \"P\" { atas \"lama.takar\" berlaku sejak 1 Juli 2024 } sisipkan { indikator N { satuan persen } }";
    let folder =
        Folder::new(&[("lama.takar", &base), ("p.takar", amendment), ("data.csv", "kode;realisasi\nA;80\nN;60\n")]);
    let text =
        folder.takar(&["bandingkan", "lama.takar", "p.takar", "--data", "data.csv", "--tanggal", "2024-03-31"], 0);
    assert!(text.contains("1 angka tidak dipakai"), "{text}");
    let text = folder.takar(&["bandingkan", "lama.takar", "p.takar", "--data", "data.csv"], 0);
    assert!(text.contains("tidak ada  60%") && !text.contains("tidak dipakai"), "{text}");
}

#[test]
fn data_may_use_the_old_and_the_new_codes() {
    let old = "polaritas p { arah naik rumus realisasi / target × 100% }
        indikator S1.1 \"Kepuasan\" { satuan persen target 100% polaritas p }";
    let new = old.replace("S1.1", "IKU_1").replace("100% polaritas", "80% polaritas");
    for code in ["S1.1", "IKU_1"] {
        let document = compared(old, &new, &format!("kode;realisasi\n{code};80\n"));
        assert_eq!(moved(&document), ["IKU_1: 80% → 100% sendiri [1]"]);
        assert_eq!(document["hasil"]["berubah"][0]["kode_lama"], "S1.1");
    }
}

#[test]
fn a_target_that_the_data_repeats_is_no_conflict_of_the_changed_rule() {
    let rules = |target: &str| {
        format!(
            "polaritas p {{ arah naik rumus realisasi / target × 100% }} indikator A {{ satuan persen target {target} polaritas p }}"
        )
    };
    let folder = Folder::of(&rules("80%"), &rules("100%"), "kode;target;realisasi\nA;80;80\n");
    let document = folder.json(&["--data", "data.csv"]);
    assert_eq!(moved(&document), ["A: 100% → 80% sendiri [1]"]);
    let notes = document["hasil"]["ringkasan"]["catatan"].as_array().unwrap();
    assert!(notes[0].as_str().unwrap().starts_with("1 angka dalam data mengulang aturan yang satu"), "{notes:?}");
    // What contradicts both is wrong.
    let wrong = Folder::of(&rules("80%"), &rules("100%"), "kode;target;realisasi\nA;70;80\n");
    let output =
        crate::support::program::takar(&wrong.0, &["bandingkan", "lama.takar", "baru.takar", "--data", "data.csv"]);
    assert_eq!(crate::support::program::code(&output), 4);
    assert!(crate::support::program::out(&output).is_empty());
}

#[test]
fn a_unit_that_is_another_makes_the_new_result_uncomputable() {
    let rules = |unit: &str, target: &str| {
        format!(
            "polaritas p {{ arah naik rumus realisasi / target × 100% }} indikator A {{ satuan {unit} target {target} polaritas p }}"
        )
    };
    let folder = Folder::of(&rules("persen", "80%"), &rules("angka", "40"), "kode;realisasi\nA;80\n");
    let text = folder.run(&["--data", "data.csv"], 1);
    assert!(text.contains("100%  tidak dapat dihitung"), "{text}");
    assert!(text.contains("satuan atau skala A lain dalam aturan baru"), "{text}");
}

#[test]
fn rules_that_are_not_in_force_in_a_period_are_the_nearest_and_that_is_said() {
    let rules = |year: u32, target: &str| {
        format!(
            "aturan contoh \"Contoh\" {{ berlaku sejak 1 Januari {year} sampai 31 Desember {year} periode tahunan }}
            polaritas p {{ arah naik rumus realisasi / target × 100% }}
            indikator A {{ satuan persen target {target} polaritas p }}"
        )
    };
    let folder = Folder::new(&[
        ("lama.takar", &rules(2024, "80%")),
        ("baru.takar", &rules(2025, "100%")),
        ("data.csv", "kode;periode;realisasi\nA;2024;80\n"),
    ]);
    let document = folder.json(&["--data", "data.csv"]);
    assert_eq!(moved(&document), ["A: 100% → 80% sendiri [1]"]);
    let notes = document["hasil"]["ringkasan"]["catatan"].as_array().unwrap();
    assert!(notes[0].as_str().unwrap().starts_with("aturan baru tidak berlaku pada 2024"), "{notes:?}");
}

#[test]
fn each_period_is_compared_by_its_own_rules() {
    let rules = |one: &str, other: &str| {
        format!(
            "aturan contoh \"Contoh\" {{ berlaku sejak 1 Januari 2023 sampai 31 Desember 2024 periode tahunan }}
            polaritas p {{ arah naik rumus realisasi / target × 100% }}
            indikator A {{ berlaku sejak 1 Januari 2023 sampai 31 Desember 2023 satuan persen target {one} polaritas p }}
            indikator A {{ berlaku sejak 1 Januari 2024 satuan persen target {other} polaritas p }}"
        )
    };
    let folder = Folder::new(&[
        ("lama.takar", &rules("80%", "50%")),
        ("baru.takar", &rules("100%", "40%")),
        ("data.csv", "kode;periode;realisasi\nA;2023;80\nA;2024;20\n"),
    ]);
    let document = folder.json(&["--data", "data.csv"]);
    // 80/80, 80/100; 20/50 = 40%, 20/40 = 50%. The changes of each set of rules have numbers of their own.
    let lines = moved(&document);
    assert_eq!(lines.len(), 2);
    assert!(
        lines[0].starts_with("A: 100% → 80% sendiri [") && lines[1].starts_with("A: 40% → 50% sendiri ["),
        "{lines:?}"
    );
    assert_ne!(lines[0].rsplit(' ').next(), lines[1].rsplit(' ').next());
    assert_eq!(document["aturan"].as_array().unwrap().len(), 2);
}

#[test]
fn parts_of_periods_and_other_periods_reach_both_sides() {
    let rules = |code: &str, target: &str| {
        format!(
            "aturan contoh \"Contoh\" {{ berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }}
            polaritas p {{ arah naik rumus realisasi / target × 100% }}
            indikator {code} \"Laporan selesai\" {{ satuan angka target {target} polaritas p konsolidasi jumlah }}
            nilai naik \"Kenaikan\" {{ rumus {code}.realisasi − {code}.realisasi pada tahun lalu }}"
        )
    };
    let data = "kode;periode;target;realisasi
A;2023-TW1;;1\nA;2023-TW2;;2\nA;2023-TW3;;3\nA;2023-TW4;;4
A;2024-TW1;;4\nA;2024-TW2;;6\nA;2024-TW3;;5\nA;2024-TW4;;3\nA;2024;20;\n";
    let folder = Folder::new(&[
        ("lama.takar", &rules("A", "20")),
        ("baru.takar", &rules("B", "18")),
        ("data.csv", data),
        ("sama.csv", &data.replace("A;2024;20;\n", "")),
    ]);
    // 4 + 6 + 5 + 3 = 18; 18/20 = 90%, 18/18 = 100%. The increase, 18 − 10, is the same. The data repeats the old target,
    // which the new rules have changed: that takes no quarter away.
    for data in ["data.csv", "sama.csv"] {
        let document = folder.json(&["--data", data]);
        assert_eq!(moved(&document), ["B: 90% → 100% sendiri [1]"], "{data}");
    }
    // 4 + 6 = 10; 10/20, 10/18.
    let document = folder.json(&["--data", "sama.csv", "--periode", "2024-TW2"]);
    assert_eq!(moved(&document).len(), 1);
    assert!(moved(&document)[0].starts_with("B: 50% → 55,5"), "{:?}", moved(&document));
    let same = ["bandingkan", "lama.takar", "lama.takar", "--data", "data.csv", "--format", "json"];
    let document: Value = serde_json::from_str(&folder.takar(&same, 0)).unwrap();
    assert_eq!(document["hasil"]["berubah"], serde_json::json!([]));
}

/// Value, rating and state.
type Figures = (Option<String>, Option<String>, String);

/// The figures of each unit and code, as `hitung` gives them.
fn figures(document: &Value) -> BTreeMap<(String, String), Figures> {
    let mut found = BTreeMap::new();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    for case in document["hasil"].as_array().unwrap() {
        for node in case["simpul"].as_array().unwrap() {
            let key = (text(&case["unit"]).unwrap_or_default(), text(&node["kode"]).unwrap());
            let value =
                ["capaian_pecahan", "capaian", "nilai_pecahan", "nilai"].iter().find_map(|name| text(&node[*name]));
            found.insert(key, (value, text(&node["kategori"]), text(&node["keadaan"]).unwrap()));
        }
    }
    found
}

#[test]
fn what_is_told_of_results_is_what_two_runs_of_hitung_give() {
    let old = pair("80%", "70%", "");
    let news = [
        pair("85%", "70%", ""),
        pair("80%", "70%", "").replace("91%", "85%").replace("90%", "84%"),
        pair("80%", "65%", "").replace("bulatkan 0 desimal", "bulatkan 1 desimal"),
        pair("80%", "70%", "")
            .replace("rata_rata", "minimum")
            .replace("realisasi / target", "(2 × realisasi − target) / target"),
    ];
    // Units with figures all over the range, some of them missing; numbers made by a multiplication modulo 101.
    let mut data = String::from("unit;kode;realisasi\n");
    for unit in 0..60u32 {
        data.push_str(&format!("U{unit};A;{}\n", (unit * 37) % 101));
        let b = if unit % 7 == 0 { "-".to_owned() } else { ((unit * 53 + 11) % 101).to_string() };
        data.push_str(&format!("U{unit};B;{b}\n"));
    }
    for new in news {
        let folder = Folder::of(&old, &new, &data);
        let document = folder.json(&["--data", "data.csv"]);
        let run = |name: &str| -> Value {
            serde_json::from_str(&folder.takar(&["hitung", name, "--data", "data.csv", "--format", "json"], 0)).unwrap()
        };
        let (before, after) = (figures(&run("lama.takar")), figures(&run("baru.takar")));
        let mut told = BTreeMap::new();
        for moved in document["hasil"]["berubah"].as_array().unwrap() {
            let key = (moved["unit"].as_str().unwrap().to_owned(), moved["kode"].as_str().unwrap().to_owned());
            told.insert(key, moved.clone());
        }
        let (mut ratings, mut values) = (0, 0);
        for (key, one) in &before {
            let other = &after[key];
            let Some(moved) = told.get(key) else {
                assert_eq!(one, other, "{key:?} is not told");
                continue;
            };
            assert_ne!(one, other, "{key:?} is told");
            let side = |side: &str, figure: &Figures| {
                let rating = figure.1.clone().unwrap_or_else(|| "belum ada data".to_owned());
                assert_eq!(moved[side]["kategori"], rating, "{key:?}");
            };
            side("lama", one);
            side("baru", other);
            if one.1 == other.1 { values += 1 } else { ratings += 1 }
        }
        assert_eq!(told.len(), ratings + values);
        let summary = &document["hasil"]["ringkasan"];
        assert_eq!(summary["kategori_berubah"], ratings);
        assert_eq!(summary["nilai_berubah"], values);
        let total: u64 =
            summary["matriks"].as_array().unwrap().iter().map(|count| count["jumlah"].as_u64().unwrap()).sum();
        assert_eq!(total, 180, "60 units with 3 rated results each");
        assert!(ratings > 0, "no rating moves");
    }
}
