//! `takar hitung --batas-rawan`: the figures are worked out beside each case.

use crate::support::program::{code, command, err, out, takar, valid, write};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;

const HEAD: &str = "aturan a \"A\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n\
                    gunakan \"baku/polaritas.takar\"\n";
/// The scale of the report, in whole percent.
const SCALE: &str = "skala s {\n\
                     \"Berhasil\" 91% s.d. 100%\n\"Cukup\" 71% s.d. 90%\n\"Kurang\" 51% s.d. 70%\n\"Tidak\" 0% s.d. 50%\n}\n";

fn folder(rules: &str, data: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    write(&folder, "a.takar", rules);
    write(&folder, "a.csv", data);
    folder
}

const RUN: [&str; 4] = ["hitung", "a.takar", "--data", "a.csv"];

/// `rawan` of the first case, with this distance.
fn fragile(rules: &str, data: &str, within: &str) -> Vec<Value> {
    let folder = folder(rules, data);
    let within = format!("--batas-rawan={within}");
    let output = takar(&folder, &[&RUN[..], &["--format", "json", &within]].concat());
    assert!(code(&output) <= 1, "{}", err(&output));
    valid("hasil.schema.json", "", &out(&output));
    let document: Value = serde_json::from_str(&out(&output)).unwrap();
    document["hasil"][0]["rawan"].as_array().unwrap().clone()
}

/// `code: reading value rating` of everything under another reading.
fn readings(found: &[Value]) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let one = |fragile: &Value| {
        let others = fragile["bacaan"].as_array().unwrap().iter();
        let line = |other: &Value| {
            format!(
                "{}: {} {} {}",
                text(&fragile["kode"]),
                text(&other["bacaan"]),
                text(&other["nilai"]),
                text(&other["kategori"])
            )
        };
        others.map(line).collect::<Vec<_>>()
    };
    found.iter().flat_map(one).collect()
}

fn codes(found: &[Value]) -> Vec<&str> {
    found.iter().map(|fragile| fragile["kode"].as_str().unwrap()).collect()
}

#[test]
fn the_evaluation_of_the_report() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets/kpu-kalteng-2024");
    let (rules, data) = (root.join("evaluasi.takar"), root.join("evaluasi.csv"));
    let arguments = ["hitung", rules.to_str().unwrap(), "--data", data.to_str().unwrap(), "--batas-rawan"];
    let run = |further: &[&str]| command(&root, &[&arguments[..], further].concat()).output().unwrap();
    let document: Value = serde_json::from_str(&out(&run(&["--format", "json"]))).unwrap();
    let found = document["hasil"][0]["rawan"].as_array().unwrap();
    // 86/95 = 90,526315…%, rounded to 91% on the lower limit of "Berhasil". Unrounded, in the scale too, it lies between
    // 90% and 91% and in no band; cut off it is 90%.
    // 98/97,5 = 100,512…%: capped at 100%, uncapped 101%, above the scale.
    assert_eq!(codes(found), ["S1.1", "S1.2"]);
    assert_eq!(
        found[0],
        json!({
            "kode": "S1.1", "nilai": "91", "kategori": "Berhasil", "dekat": true,
            "batas": {"nilai": "91", "jarak": "0", "letak": "tepat", "kategori_seberang": "Cukup Berhasil"},
            "bacaan": [
                {"bacaan": "tanpa_bulatkan", "nilai": "90.526315789473684", "nilai_pecahan": "1720/19", "kategori": "di luar skala"},
                {"bacaan": "pangkas", "nilai": "90", "kategori": "Cukup Berhasil"}
            ]
        })
    );
    assert_eq!(readings(&found[1..]), ["S1.2: tanpa_batasi 101 di luar skala"]);
    let table = out(&run(&[]));
    assert!(
        table.contains(
            "\n rawan: 2 kategori (jarak 1, atau berubah menurut cara baca lain)\n   \
         S1.1: 91% \"Berhasil\", tepat di batas 91%; di seberangnya \"Cukup Berhasil\"\n     \
         tanpa pembulatan: 90,526…% \"di luar skala\"\n     \
         dipangkas, bukan dibulatkan: 90% \"Cukup Berhasil\"\n"
        ),
        "{table}"
    );
    assert!(out(&run(&["--bahasa", "en"])).contains("without rounding: 90,526…% \"di luar skala\""));
}

fn indicator(code: &str, target: &str, further: &str) -> String {
    format!("indikator {code} \"I\" {{ satuan persen target {target} polaritas positif kategori s {further} }}\n")
}

#[test]
fn distances_are_to_limits_that_can_be_passed() {
    let capped = "batasi 0% s.d. 100%";
    let rules = format!(
        "{HEAD}{SCALE}{}{}{}{}{}",
        indicator("I1", "100%", capped),
        indicator("I2", "100%", capped),
        indicator("I3", "100%", capped),
        indicator("I4", "100%", ""),
        indicator("I5", "100%", capped)
    );
    let data = "kode;realisasi\nI1;100%\nI2;89,4%\nI3;70,75%\nI4;100%\nI5;0,2%\n";
    let near = |within: &str| {
        let found = fragile(&rules, data, within);
        let line = |fragile: &Value| {
            let batas = &fragile["batas"];
            let text = |name: &str| batas[name].as_str().unwrap().to_owned();
            let code = fragile["kode"].as_str().unwrap();
            format!("{code} {} {} {} {}", text("jarak"), text("letak"), text("nilai"), text("kategori_seberang"))
        };
        found.iter().filter(|fragile| fragile["dekat"] == true).map(line).collect::<Vec<_>>()
    };
    // I1 is 100% and cannot be more; I5 is 0,2% and cannot be less: the nearest limits that they can pass are 91% and 50%.
    // I4 can be more. I2: 90% − 89,4%. I3 lies in no band: 70% is nearer than 71%; 70,75 − 71 = −0,25, 70,75 − 70 = 0,75.
    assert_eq!(
        near("0,6"),
        ["I4 0 tepat 100 di luar skala", "I3 0.25 di_bawah 71 Cukup", "I2 0.6 di_bawah 90 Berhasil"]
    );
    assert_eq!(near("0,59"), ["I4 0 tepat 100 di luar skala", "I3 0.25 di_bawah 71 Cukup"]);
    assert_eq!(near("0"), ["I4 0 tepat 100 di luar skala"]);
    // 100 − 91 = 9, 50 − 0,2 = 49,8.
    assert_eq!(near("50").last().unwrap(), "I5 49.8 di_bawah 50 Kurang");
    assert_eq!(near("9")[3], "I1 9 di_atas 91 Cukup");
}

#[test]
fn groups_and_results_are_looked_at_too() {
    let rules = format!(
        "{HEAD}{SCALE}pengukuran {{ polaritas positif batasi 0% s.d. 100% bulatkan 0 desimal kategori s agregasi rata_rata }}\n\
         sasaran S1 \"S\" {{\n\
         indikator I1 \"I\" {{ satuan persen target 100% }}\n\
         indikator I2 \"I\" {{ satuan persen target 100% }}\n}}\n\
         nilai n \"N\" {{ rumus rata_rata(indikator.capaian) kategori s }}\n"
    );
    // 90,4 and 91,4 are rounded to 90 and 91: their mean 90,5 lies in no band. S1 and n are not rounded.
    // Unrounded: 90,4 in no band, 91,4 "Berhasil"; their mean 90,9 in no band.
    // Cut off: 90 and 91 as before.
    let found = fragile(&rules, "kode;realisasi\nI1;90,4%\nI2;91,4%\n", "0,5");
    assert_eq!(codes(&found), ["I1", "I2", "S1", "n"], "sorted by distance: 0, 0, 0,5, 0,5");
    assert_eq!(found[2]["nilai"], "90.5");
    assert_eq!(readings(&found), ["I1: tanpa_bulatkan 90.4 di luar skala"]);
    // 88,5 and 92,4: rounded 89 and 92, mean 90,5 in no band; what is not rounded beforehand has the mean 90,45 in no
    // band either. With 88,5 and 91,5 the mean of 89 and 92 is 90,5, unrounded 90: "Cukup".
    let found = fragile(&rules, "kode;realisasi\nI1;88,5%\nI2;91,5%\n", "0,1");
    // Cut off: 88 and 91, mean 89,5 "Cukup". Without rounding I1 is 88,5 "Cukup" as before, I2 91,5 "Berhasil" as before.
    assert_eq!(
        readings(&found),
        [
            "S1: tanpa_bulatkan 90 Cukup",
            "S1: pangkas 89.5 Cukup",
            "S1: bulatkan_di_akhir 90 Cukup",
            "n: tanpa_bulatkan 90 Cukup",
            "n: pangkas 89.5 Cukup",
            "n: bulatkan_di_akhir 90 Cukup",
        ]
    );
}

#[test]
fn the_other_formula_where_less_is_better() {
    let rules = |polarity: &str| {
        format!(
            "{HEAD}{SCALE}pengukuran {{ kategori s batasi 0% s.d. 100% polaritas {polarity} }}\n\
             indikator I1 \"I\" {{ satuan persen target 2% }}\n\
             indikator I2 \"I\" {{ satuan persen target 2% polaritas {polarity} }}\n\
             indikator I3 \"I\" {{ satuan persen target 2% polaritas positif }}\n"
        )
    };
    let data = "kode;realisasi\nI1;3%\nI2;2,2%\nI3;1%\n";
    // (2 × 2 − 3) / 2 = 50%: "Tidak"; 2/3 = 66,66…%: "Kurang". (2 × 2 − 2,2) / 2 = 90%: "Cukup"; 2/2,2 = 90,90…%: in no
    // band. I3 is positive, and stays 50%.
    let mirrored = fragile(&rules("negatif"), data, "0");
    assert_eq!(
        readings(&mirrored),
        ["I1: negatif_terbalik 66.666666666666666 Kurang", "I2: negatif_terbalik 90.909090909090909 di luar skala",]
    );
    assert_eq!(mirrored[0]["bacaan"][0]["nilai_pecahan"], "200/3");
    let inverse = fragile(&rules("negatif_terbalik"), data, "0");
    assert_eq!(readings(&inverse), ["I2: negatif 90 Cukup", "I1: negatif 50 Tidak"]);
    // A formula of the office's own is no other reading of a standard one.
    let own = rules("susut").replace(
        HEAD,
        &format!("{HEAD}polaritas susut {{ arah turun rumus (2 × target − realisasi) / target × 100% }}\n"),
    );
    assert_eq!(readings(&fragile(&own, data, "0")), [""; 0]);
}

#[test]
fn caps_that_are_there_and_caps_that_are_not() {
    let open = format!("{HEAD}{SCALE}{}", indicator("I1", "50%", "bulatkan 0 desimal"));
    // 51/50 = 102%: above the scale; capped at 100%: "Berhasil".
    assert_eq!(readings(&fragile(&open, "kode;realisasi\nI1;51%\n", "0")), ["I1: batasi_0_100 100 Berhasil"]);
    let own = "skala s {\n  batasi 0% s.d. 100%\n  \"Berhasil\" > 90% s.d. 100%\n  \"Kurang\" 0% s.d. 90%\n}\n";
    let capped = format!("{HEAD}{own}{}", indicator("I1", "50%", "batasi 0% s.d. 120%"));
    // 65/50 = 130%, capped at 120%; the scale caps at 100% and rates "Berhasil". Without either 130% is above the scale.
    let found = fragile(&capped, "kode;realisasi\nI1;65%\n", "0");
    assert_eq!(readings(&found), ["I1: tanpa_batasi 130 di luar skala"]);
    // What the scale caps cannot be passed: the limit is 90%.
    assert_eq!(found[0]["batas"]["nilai"], "90");
}

#[test]
fn rounding_of_other_kinds() {
    let rules = |how: &str| format!("{HEAD}{SCALE}{}", indicator("I1", "100%", how));
    // 90,5 cut off is 90: "Cukup"; rounded half up 91: "Berhasil"; unrounded in no band.
    let found = fragile(&rules("pangkas 0 desimal"), "kode;realisasi\nI1;90,5%\n", "0");
    assert_eq!(readings(&found), ["I1: tanpa_bulatkan 90.5 di luar skala", "I1: bulatkan_biasa 91 Berhasil"]);
    // A cap that is computed need not lie on the grid of the rounding. The cap is 90,5%: 95% is capped at 90,5% and
    // rounded to 91%; rounded first it is 95%, then 90,5%, in no band.
    let rules = format!(
        "{HEAD}{SCALE}data puncak {{ satuan persen }}\n{}",
        indicator("I1", "100%", "batasi 0% s.d. puncak bulatkan 0 desimal")
    );
    let found = fragile(&rules, "kode;realisasi\nI1;95%\npuncak;90,5%\n", "0");
    assert_eq!(
        readings(&found),
        [
            "I1: tanpa_bulatkan 90.5 di luar skala",
            "I1: pangkas 90 Cukup",
            "I1: bulatkan_sebelum_batasi 90.5 di luar skala"
        ]
    );
}

#[test]
fn what_has_no_rating_is_left_out() {
    let rules = format!("{HEAD}{SCALE}{}{}", indicator("I1", "0%", ""), indicator("I2", "100%", ""));
    // I1 cannot be computed, I2 has no data.
    assert_eq!(codes(&fragile(&rules, "kode;realisasi\nI1;5%\n", "100")), [""; 0]);
    let folder = folder(&rules, "kode;realisasi\nI2;80%\n");
    let table = out(&takar(&folder, &[&RUN[..], &["--batas-rawan", "1"]].concat()));
    assert!(table.ends_with("\n rawan: tidak ada (jarak 1)\n"), "{table}");
    assert!(!out(&takar(&folder, &RUN)).contains("rawan"));
}

#[test]
fn each_unit_has_its_own_in_every_format() {
    let rules = format!("{HEAD}{SCALE}{}", indicator("I1", "100%", "batasi 0% s.d. 100% bulatkan 0 desimal"));
    let data = "unit;kode;realisasi\nBarat;I1;90,6%\nTimur;I1;80%\nUtara;I1;71,2%\n";
    let folder = folder(&rules, data);
    let run = |further: &[&str]| out(&takar(&folder, &[&RUN[..], &["--batas-rawan"], further].concat()));
    let lines = run(&["--format", "jsonl"]);
    let found: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["rawan"].clone()).collect();
    for line in lines.lines() {
        valid("hasil.schema.json", "#/$defs/hasil", line);
    }
    // 90,6: rounded 91, on the limit; cut off 90; unrounded in no band. 71,2: rounded 71, on the limit, and so every way.
    assert_eq!(found.iter().map(|found| found.as_array().unwrap().len()).collect::<Vec<_>>(), [1, 0, 1]);
    assert_eq!(readings(found[2].as_array().unwrap()), [""; 0]);
    let csv = run(&["--format", "csv", "--kolom", "unit,kategori,jarak_batas,batas,bacaan_lain"]);
    assert_eq!(
        csv,
        "unit;kategori;jarak_batas;batas;bacaan_lain\n\
         Barat;Berhasil;0;91;tanpa_bulatkan 90,6 di luar skala | pangkas 90 Cukup\nTimur;Cukup;;;\nUtara;Cukup;0;71;\n"
    );
    let whole = run(&["--format", "csv"]);
    assert!(whole.starts_with("unit;") && whole.lines().next().unwrap().ends_with(";jarak_batas;batas;bacaan_lain"));
    let table = run(&[]);
    assert_eq!(table.matches(" rawan: 1 kategori").count(), 2, "{table}");
    assert_eq!(table.matches(" rawan: tidak ada").count(), 1, "{table}");
    let columns = run(&["--kolom", "kode,jarak_batas,bacaan_lain"]);
    assert!(columns.contains("pangkas 90 Cukup"), "{columns}");
}

#[test]
fn mistakes_with_the_option() {
    let folder = folder(&format!("{HEAD}{SCALE}"), "kode;realisasi\n");
    for wrong in ["-1", "0.5", "1%", "banyak", "1e9", ""] {
        let output = takar(&folder, &["hitung", "a.takar", &format!("--batas-rawan={wrong}")]);
        assert_eq!(code(&output), 2, "{wrong}");
        assert!(err(&output).contains("T0716") || err(&output).contains("T0715"), "{wrong}: {}", err(&output));
    }
    let output = takar(&folder, &["hitung", "a.takar", "--batas-rawan=banyak"]);
    assert!(err(&output).contains("yang diterima: `0,5`, `1`, `2`"), "{}", err(&output));
    // What stands behind the option is its value.
    let output = takar(&folder, &["hitung", "--batas-rawan", "a.takar"]);
    assert_eq!(code(&output), 2);
    assert_eq!(code(&takar(&folder, &["hitung", "a.takar", "--batas-rawan", "0.5", "--angka", "en"])), 0);
    // The columns are there only with it.
    let output = takar(&folder, &["hitung", "a.takar", "--format", "csv", "--kolom", "kode,jarak_batas"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("T0721"), "{}", err(&output));
}

#[test]
fn a_ruleset_from_standard_input_is_read_once() {
    let rules = format!("{HEAD}{SCALE}indikator I1 \"I\" {{ satuan persen target 2% polaritas negatif kategori s }}\n");
    let folder = folder("", "kode;realisasi\nI1;3%\n");
    let mut command = command(
        folder.path(),
        &["hitung", "-", "--data", "a.csv", "--batas-rawan=0", "--format", "csv", "--kolom", "bacaan_lain"],
    );
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(rules.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    // (2 × 2 − 3) / 2 = 50%: "Tidak"; 2/3 = 66,66…%.
    assert_eq!(out(&output), "bacaan_lain\nnegatif_terbalik 66,666666666666666 Kurang\n", "{}", err(&output));
}

#[test]
fn a_polarity_that_an_amendment_sets_is_read_otherwise_from_then_on() {
    let rules = format!(
        "{}{SCALE}indikator I1 \"I\" {{ satuan persen target 2% polaritas positif kategori s }}\n",
        HEAD.replace("31 Desember 2024", "31 Desember 2025")
    );
    let folder = folder(&rules, "kode;periode;realisasi\nI1;2024;1%\nI1;2025;3%\n");
    let amendment =
        "perubahan p \"P\" { atas \"a.takar\" berlaku sejak 1 Januari 2025 }\nubah I1 { polaritas negatif }\n";
    write(&folder, "p.takar", amendment);
    let arguments =
        ["--perubahan", "p.takar", "--batas-rawan=0", "--format", "csv", "--kolom", "periode,capaian,bacaan_lain"];
    let output = takar(&folder, &[&RUN[..], &arguments].concat());
    // 2024: 1/2 = 50%, positive, on the limit of "Tidak". 2025: (2 × 2 − 3) / 2 = 50%; 2/3 = 66,66…%.
    assert_eq!(
        out(&output),
        "periode;capaian;bacaan_lain\n2024;50;\n2025;50;negatif_terbalik 66,666666666666666 Kurang\n",
        "{}",
        err(&output)
    );
}
