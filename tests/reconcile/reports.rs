//! Reports as offices write them: several units and periods, other units than percent, figures printed in many ways.

use super::{HEAD, document, lines, reconciled};
use crate::support::program::{code, err, out, takar, write};
use serde_json::Value;
use tempfile::TempDir;

const RULES: &str = "satuan orang\nsatuan laporan\n\
    pengukuran { polaritas positif batasi 0% s.d. 100% bulatkan 2 desimal agregasi rata_rata }\n\
    sasaran S1 \"Satu\" {\n\
      indikator A \"A\" { satuan persen target 2023: 90% target 2024: 95% }\n\
      indikator B \"B\" { satuan orang target 1.500 orang }\n\
      indikator C \"C\" { satuan laporan target 4 laporan polaritas negatif }\n\
    }\n\
    sasaran S2 \"Dua\" { indikator D \"D\" { satuan persen target 80% } }\n\
    nilai N \"Rata\" { rumus rata_rata(indikator.capaian) bulatkan 2 desimal }\n";

/// A: 86/95 = 90,526…%, rounded 90,53%; of the target of 2023 86/90 = 95,555…%. B: 1234/1500 = 82,266…%. C: (8 − 3)/4 =
/// 125%, capped 100%; as if more were better 3/4 = 75%. D: 60/80 = 75%.
const FIGURES: &str = "A;P;86%\nB;P;1.234 orang\nC;P;3 laporan\nD;P;60%\n";

/// Rows `unit;kode;periode;realisasi;capaian_lapor` of a unit in a year, with the figures that it publishes.
fn rows(unit: &str, year: &str, published: &[(&str, &str)]) -> Vec<String> {
    let figures = FIGURES.lines().map(|row| row.replace('P', year));
    let own = figures.map(|row| {
        let code = row.split(';').next().unwrap();
        let text = published.iter().find(|(name, _)| *name == code).map_or("", |(_, text)| *text);
        format!("{unit};{row};{text}\n")
    });
    let further = published.iter().filter(|(name, _)| name.len() > 1 || *name == "N");
    own.chain(further.map(|(name, text)| format!("{unit};{name};{year};;{text}\n"))).collect()
}

fn folder(rules: &str, rows: &[String]) -> TempDir {
    let folder = TempDir::new().unwrap();
    write(&folder, "a.takar", &format!("{HEAD}{rules}"));
    write(&folder, "a.csv", &format!("unit;kode;periode;realisasi;capaian_lapor\n{}", rows.concat()));
    folder
}

fn json(folder: &TempDir, further: &[&str]) -> Value {
    let output =
        takar(folder, &[&["rekonsiliasi", "a.takar", "--data", "a.csv", "--format", "json"], further].concat());
    assert!(code(&output) <= 1, "{}", err(&output));
    document(&output)
}

/// `unit year code: result reading …` of all rows that are not the same.
fn others(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for case in document["rekonsiliasi"].as_array().unwrap() {
        for line in case["baris"].as_array().unwrap() {
            let word = |value: &Value| value.as_str().unwrap_or("?").to_owned();
            let result = word(&line["capaian"]["hasil"]);
            let readings = line["bacaan"].as_array().cloned().unwrap_or_default();
            let readings: Vec<String> = readings.iter().map(|found| word(&found["bacaan"])).collect();
            if result != "sama" {
                let (unit, year, code) = (word(&case["unit"]), word(&case["periode"]), word(&line["kode"]));
                found.push(format!("{unit} {year} {code}: {result} {}", readings.join(" ")));
            }
        }
    }
    found
}

#[test]
fn units_and_years_each_with_their_own_fault() {
    // S1: (90,53 + 82,27 + 100)/3 = 90,933…%. All four: (90,53 + 82,27 + 100 + 75)/4 = 86,95%; of the means of both
    // groups (90,933… + 75)/2 = 82,966…%.
    let x = rows("X", "2024", &[("A", "90,53"), ("B", "82,27"), ("S1", "90,93"), ("N", "82,97")]);
    let y = rows("Y", "2024", &[("A", "95,56%"), ("B", "1.234"), ("C", "75%"), ("D", "75,0"), ("N", "86,95")]);
    let z = rows("Z", "2023", &[("A", "95,6"), ("C", "125"), ("D", "70%")]);
    let mut all: Vec<String> = [x, y, z].concat();
    let expected = [
        "X 2024 N: berbeda rata_rata_bertingkat",
        "Y 2024 A: berbeda target_tahun_lalu",
        "Y 2024 B: berbeda realisasi_disalin",
        "Y 2024 C: berbeda polaritas_positif",
        "Z 2023 C: berbeda tanpa_batasi",
        // 60/80 is 75% however it is read: 70% comes from nowhere.
        "Z 2023 D: berbeda ",
    ];
    let grouped = json(&folder(RULES, &all), &[]);
    assert_eq!(others(&grouped), expected);
    // The same where the rows of units do not stand together.
    all.reverse();
    let mut mixed = json(&folder(RULES, &all), &[]);
    let by_unit = |document: &mut Value| {
        let mut found = others(document);
        found.sort();
        found
    };
    assert_eq!(by_unit(&mut mixed), expected);
    assert_eq!(mixed["ringkasan"], grouped["ringkasan"]);
    let text = out(&takar(&folder(RULES, &all), &["rekonsiliasi", "a.takar", "--data", "a.csv", "--unit", "Y"]));
    assert!(text.contains("realisasi disalin ke kolom capaian: 1.234 orang"), "{text}");
    // A cap above what was reached is no reading of its own.
    assert!(!text.contains("dibatasi 0% s.d. 150%"), "{text}");
}

#[test]
fn the_decimals_printed_decide() {
    // 393/400 = 98,25%.
    let rules = "indikator I \"I\" { satuan persen target 400% polaritas positif }\n";
    let result = |text: &str| {
        let found = lines(&reconciled(rules, &format!("I;2024;;393%;{text};\n"))).remove(0);
        found.split(':').next().unwrap().to_owned()
    };
    for text in ["98", "98%", "98,3", "98,25 %", "98,250", "100,", "98,25 persen"] {
        let expected = if text == "100," { "I tidak_terbaca" } else { "I sama" };
        assert_eq!(result(text), expected, "{text}");
    }
    for text in ["98,0", "98,00", "98,2", "98,26", "99", "98.250,0"] {
        assert_eq!(result(text), "I berbeda", "{text}");
    }
    // Thousands of a value in rupiah.
    let money = "nilai V \"V\" { rumus I.realisasi × 12.345 rupiah / 100% }\n";
    let rules = format!("{rules}{money}");
    // 393% of Rp 12.345 is Rp 48.515,85.
    for (text, expected) in [("48.516", "sama"), ("Rp 48.515,85", "sama"), ("48,5 ribu", "sama"), ("48.515", "berbeda")]
    {
        let found = lines(&reconciled(&rules, &format!("I;2024;;393%;;\nV;2024;;;{text};\n")));
        assert!(found[0].starts_with(&format!("V {expected}:")), "{text}: {found:?}");
    }
}

#[test]
fn what_is_published_of_quarters_is_not_left_out_in_silence() {
    let rules =
        "satuan laporan\nindikator I \"I\" { satuan laporan target 40 laporan polaritas positif konsolidasi jumlah }\n";
    let quarters = |count: usize| -> Vec<String> {
        // 8/40, 16/40 and so on: 20% more in each quarter.
        (1..=count).map(|quarter| format!("X;I;2024-TW{quarter};8;{}%\n", 20 * quarter)).collect()
    };
    let mut all = quarters(4);
    all.push("X;I;2024;;80%\n".to_owned());
    let year = folder(rules, &all);
    let text = out(&takar(&year, &["rekonsiliasi", "a.takar", "--data", "a.csv"]));
    assert!(text.contains("1 dilaporkan: 1 sama"), "{text}");
    let told =
        "4 angka laporan tentang bagian periode (2024-TW1, 2024-TW2, 2024-TW3, 2024-TW4) tidak dibandingkan di sini";
    assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").contains(told), "{text}");
    let second = json(&year, &["--periode", "2024-TW2"]);
    assert_eq!(lines(&second), ["I sama: "]);
    // Nothing is published of the year itself.
    let parts = folder(rules, &quarters(2));
    let output = takar(&parts, &["rekonsiliasi", "a.takar", "--data", "a.csv"]);
    assert_eq!(code(&output), 1, "{}", out(&output));
    assert!(out(&output).contains("2 angka laporan tentang bagian periode"), "{}", out(&output));
}

#[test]
fn the_rules_of_each_time_are_held_against_its_figures() {
    let folder = folder(
        "indikator I \"I\" { satuan persen target 95% polaritas positif bulatkan 1 desimal }\n",
        &[
            // 86/95 = 90,526…%, 86/90 = 95,555…%; 100/95 = 105,263…%, 100/90 = 111,111…%.
            "X;I;2023;86%;90,5\n".to_owned(),
            "X;I;2024;86%;90,5\n".to_owned(),
            "Y;I;2023;100%;100\n".to_owned(),
            "Y;I;2024;100%;111,1\n".to_owned(),
        ],
    );
    let change = "perubahan p \"P\" { atas \"a.takar\" berlaku sejak 1 Januari 2024 }\n\
                  ubah I { target 90% batasi 0% s.d. 100% }\n";
    write(&folder, "p.takar", change);
    let found = json(&folder, &["--perubahan", "p.takar"]);
    assert_eq!(
        others(&found),
        [
            "X 2024 I: berbeda target_tahun_lalu",
            "Y 2023 I: berbeda batasi_0_100 realisasi_disalin",
            "Y 2024 I: berbeda tanpa_batasi"
        ]
    );
    // Of a reading that only the later rules have, the earlier figures stay as they are: X 2023, and Y 2024 by it.
    let counts = found["ringkasan"]["bacaan"].as_array().unwrap();
    let uncapped = counts.iter().find(|count| count["bacaan"] == "tanpa_batasi").unwrap();
    assert_eq!((&uncapped["sama"], &uncapped["menjelaskan"]), (&2.into(), &1.into()));
}

#[cfg(feature = "xlsx")]
#[test]
fn percent_cells_of_a_workbook_are_compared_as_they_are_shown() {
    use rust_xlsxwriter::{Format, Workbook};
    let folder = TempDir::new().unwrap();
    let rules = "skala s { \"Baik\" ≥ 90% \"Cukup\" < 90% }\npengukuran { polaritas positif kategori s }\n\
                 indikator A \"A\" { satuan persen target 95% }\nindikator B \"B\" { satuan persen target 95% }\n";
    write(&folder, "a.takar", &format!("{HEAD}{rules}"));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in ["kode", "realisasi", "capaian_lapor", "kategori_lapor"].iter().enumerate() {
        sheet.write(0, column as u16, *name).unwrap();
    }
    let percent = |decimals: &str| Format::new().set_num_format(format!("0{decimals}%"));
    // 86/95 = 90,526…%: shown as 91% and, cut off, as 90,5%.
    for (row, code, shown, format) in [(1, "A", 0.905_263, ""), (2, "B", 0.904, ".0")] {
        sheet.write(row, 0, code).unwrap();
        sheet.write_with_format(row, 1, 0.86, &percent("")).unwrap();
        sheet.write_with_format(row, 2, shown, &percent(format)).unwrap();
        sheet.write(row, 3, "Baik").unwrap();
    }
    book.save(folder.path().join("a.xlsx")).unwrap();
    let output =
        takar(&folder, &["rekonsiliasi", "a.takar", "--data", "a.xlsx", "--periode", "2024", "--format", "json"]);
    let found = document(&output);
    let line = |place: usize| &found["rekonsiliasi"][0]["baris"][place]["capaian"];
    assert_eq!((&line(0)["lapor"], &line(0)["hasil"]), (&"91%".into(), &"sama".into()));
    assert_eq!((&line(1)["lapor"], &line(1)["hasil"]), (&"90,4%".into(), &"berbeda".into()));
}

#[test]
fn whatever_computes_it_the_same_comes_out() {
    // Ten years alike: of some plans compute the results, of the others the evaluator does.
    let rules = "skala s { bulatkan 0 desimal \"Baik\" 91% s.d. 120% \"Cukup\" 71% s.d. 90% \"Kurang\" 0% s.d. 70% }\n\
        pengukuran { batasi 0% s.d. 120% bulatkan 2 desimal kategori s agregasi rata_rata }\n\
        sasaran S1 \"Satu\" {\n\
          indikator A \"A\" { satuan persen polaritas positif }\n\
          indikator B \"B\" { satuan angka polaritas negatif batasi 0% s.d. 100% }\n\
        }\n\
        sasaran S2 \"Dua\" { bulatkan 0 desimal indikator C \"C\" { satuan angka polaritas negatif_terbalik } }\n\
        nilai N \"Rata\" { rumus rata_rata(indikator.capaian) bulatkan 1 desimal kategori s }\n";
    let years = 2015..=2024;
    let mut random = 1_u64;
    let mut next = |below: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % below
    };
    let mut all = String::from("unit;periode;kode;target;realisasi;capaian_lapor;kategori_lapor\n");
    for unit in 0..12 {
        let mut figures = String::new();
        for code in ["A", "B", "C"] {
            let (target, realization) = (10 + next(90), next(120));
            // 0 makes a division by zero, an empty cell a figure that is missing.
            let realization = if next(9) == 0 { String::new() } else { format!("{realization},{}", next(10)) };
            let published = match next(3) {
                0 => realization.clone(),
                1 => "100".to_owned(),
                _ => format!("{},{}", next(120), next(100)),
            };
            let label = ["Baik", "Cukup", "Kurang", ""][next(4) as usize];
            figures += &format!("U{unit:02};YEAR;{code};{target};{realization};{published};{label}\n");
        }
        for code in ["S1", "S2", "N"] {
            figures += &format!("U{unit:02};YEAR;{code};;;{},{};\n", next(120), next(10));
        }
        for year in years.clone() {
            all += &figures.replace("YEAR", &year.to_string());
        }
    }
    let folder = TempDir::new().unwrap();
    let head = HEAD.replace("1 Januari 2023", "1 Januari 2015");
    write(&folder, "a.takar", &format!("{head}{rules}"));
    write(&folder, "a.csv", &all);
    let found = json(&folder, &[]);
    let cases = found["rekonsiliasi"].as_array().unwrap();
    assert_eq!(cases.len(), 120);
    let lines = |case: &Value| {
        let mut lines = case["baris"].clone();
        for line in lines.as_array_mut().unwrap() {
            line.as_object_mut().unwrap().remove("asal");
        }
        lines
    };
    for unit in cases.chunks(10) {
        for case in unit {
            assert_eq!((&case["unit"], lines(case)), (&unit[0]["unit"], lines(&unit[0])));
        }
    }
    let explained = |case: &Value| case["baris"].to_string().contains("\"bacaan\":[");
    assert!(cases.iter().any(explained) && found["ringkasan"]["tidak_dapat_dibandingkan"]["jumlah"] != 0);
}
