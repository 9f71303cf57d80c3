//! Data of which some rows are bad, with `--lanjut`: what they affect is *galat* and names the row, everything else is what
//! it would be without them.

use crate::support::program::{code, command, err, out, takar, valid, write};
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Output, Stdio};
use tempfile::TempDir;

/// I3 is computed from `d`; of I4 the data never speaks.
const RULES: &str = r#"aturan contoh "Contoh" {
  berlaku sejak 1 Januari 2024 sampai 31 Desember 2024
  periode tahunan
}
gunakan "baku/polaritas.takar"
pengukuran { polaritas positif agregasi rata_rata }
sasaran S "Sasaran" {
  indikator I1 "Layanan" { satuan persen target 95% }
  indikator I2 "Laporan" { satuan angka }
}
data d "Jadi" { satuan angka }
indikator I3 "Rumus" { satuan angka target 4 rumus d }
indikator I4 "Tanpa data" { satuan angka target 4 }
"#;

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    write(&folder, "contoh.takar", RULES);
    folder
}

fn compute(folder: &TempDir, data: &str, further: &[&str]) -> Output {
    takar(folder, &[&["hitung", "contoh.takar", "--data", data, "--lanjut"], further].concat())
}

/// What is said of each code of each unit: its state and, where data is to blame, the place, the code of the error, and
/// whether it is certain.
type States = BTreeMap<String, String>;

fn states(output: &Output) -> States {
    assert!([0, 1].contains(&code(output)), "{}", err(output));
    valid("hasil.schema.json", "", &out(output));
    let document: Value = serde_json::from_str(&out(output)).unwrap();
    let mut states = States::new();
    for result in document["hasil"].as_array().unwrap() {
        let unit = result["unit"].as_str().map_or_else(String::new, |unit| format!("{unit} "));
        for node in result["simpul"].as_array().unwrap() {
            let blame = &node["sebab_data"];
            let mut state = node["keadaan"].as_str().unwrap().to_owned();
            if !blame.is_null() {
                let sure = if blame["mungkin"] == json!(true) { "?" } else { "" };
                state += &format!(" {} {}{sure}", blame["tempat"].as_str().unwrap(), blame["kode"].as_str().unwrap());
            }
            states.insert(format!("{unit}{}", node["kode"].as_str().unwrap()), state);
        }
    }
    if !document["tak_terpakai"].is_null() {
        states.insert("!".to_owned(), document["tak_terpakai"].to_string());
    }
    states
}

/// The codes of what was told, in order.
fn told(output: &Output) -> Vec<String> {
    let text = err(output);
    let codes = text.lines().filter_map(|line| Some(line.split_once("[T")?.1.split_once("]:")?.0.to_owned()));
    codes.collect()
}

fn of(pairs: &[(&str, &str)]) -> States {
    pairs.iter().map(|(code, state)| ((*code).to_owned(), (*state).to_owned())).collect()
}

/// The states of unit A where its row of I2 (line 3) is replaced by `bad`, and what else was told than the given codes.
fn with_bad(bad: &[u8]) -> (States, Vec<String>) {
    let folder = folder();
    let data = [b"unit;kode;target;realisasi\nA;I1;;86%\n", bad, b"\nA;d;;3\nB;I2;4;2\n"].concat();
    std::fs::write(folder.path().join("data.csv"), data).unwrap();
    let output = compute(&folder, "data.csv", &["--format", "json"]);
    assert_eq!(code(&output), 1, "{}", err(&output));
    let states = states(&output);
    // 86/95, 2/4: nothing of it is touched.
    assert_eq!(states["B I2"], "nilai");
    let lines = |threads| out(&compute(&folder, "data.csv", &["--format", "csv", "--utas", threads]));
    assert_eq!(lines("1"), lines("3"));
    (states, told(&output))
}

#[test]
fn a_row_whose_code_is_known_makes_that_code_galat() {
    let cases: [(&[u8], &str); 9] = [
        (b"A;I2;4;3;", "data.csv:3 T0611"),
        (b"A;I2", "data.csv:3 T0611"),
        (b"A;I2;\"4;3", "data.csv:3 T0613"),
        (b"A;I2;\"4\"x;3", "data.csv:3 T0614"),
        (b"A;I2;4;3\xff", "data.csv:3 T0601"),
        (b"A;I2;4;3\0", "data.csv:3 T0602"),
        (b"A;I2;4;tiga", "data.csv:3 T0630"),
        (b"A;I2;4;3\nA;I2;4;2", "data.csv:4 T0626"),
        // A row that is to blame as a whole is told of once, also where another one speaks of the code.
        (b"A;I2;4;3;\nA;I2;4;3", "data.csv:3 T0611"),
    ];
    for (bad, galat) in cases {
        let (states, told) = with_bad(bad);
        let galat = format!("galat {galat}");
        let text = String::from_utf8_lossy(bad);
        // The mean of S needs I2; I3 has its d, and I4 no data.
        for (code, state) in
            [("A I1", "nilai"), ("A I2", &galat), ("A S", &galat), ("A I3", "nilai"), ("A I4", "kosong")]
        {
            assert_eq!(states[code], state, "{text}: {code}");
        }
        assert_eq!(told, [&galat[galat.len() - 4..]], "{text}");
        assert!(!states.contains_key("!"), "{text}");
    }
}

#[test]
fn a_row_whose_code_is_not_known_may_be_of_any_code_that_is_lacking() {
    let cases: [(&[u8], &str); 5] = [
        (b"A;I9;4;3", "T0625"),
        (b"A;;4;3", "T0624"),
        (b"A;I\xff;4;3", "T0601"),
        (b"A;4;3", "T0611"),
        (b"A;\"I2;4;3", "T0613"),
    ];
    for (bad, galat) in cases {
        let (states, told) = with_bad(bad);
        let galat = format!("galat data.csv:3 {galat}?");
        let text = String::from_utf8_lossy(bad);
        // I1 has its figure, and I3 computes it from d.
        for (code, state) in [("A I1", "nilai"), ("A I2", &galat), ("A S", &galat), ("A I3", "nilai"), ("A I4", &galat)]
        {
            assert_eq!(states[code], state, "{text}: {code}");
        }
        assert_eq!(states["B I4"], "kosong", "{text}");
        assert_eq!(told.len(), 1, "{text}: {told:?}");
        assert!(!states.contains_key("!"), "{text}");
    }
}

#[test]
fn rows_whose_unit_is_not_known_are_counted_and_warned_of() {
    // In the last one a cell too many stands before the unit: `X` is none.
    for bad in [&b";I2;4;3"[..], b"A\xff;I2;4;3", b"X;A;I2;4;3", b"\"A;I2;4;3"] {
        let (states, told) = with_bad(bad);
        let text = String::from_utf8_lossy(bad);
        assert_eq!((states["A I2"].as_str(), states["A I4"].as_str()), ("kosong", "kosong"), "{text}");
        assert_eq!(states["!"], r#"{"baris":1,"berkas":[]}"#, "{text}");
        assert!(!states.contains_key("X I1"), "{text}");
        assert_eq!(told.last().unwrap(), "0686", "{text}");
    }
}

#[test]
fn what_is_not_assigned_is_said_in_every_form_of_results() {
    let folder = folder();
    write(&folder, "data.csv", "unit;kode;target;realisasi\nA;I1;;86%\n;I2;4;3\n;I4;;3\n");
    let said = "2 baris data tidak dapat dipastikan milik unit dan periode mana";
    for format in [&["--format", "tabel"][..], &["--ringkasan"], &["--ringkasan", "--format", "json"]] {
        let output = compute(&folder, "data.csv", format);
        assert_eq!(code(&output), 1);
        let text = out(&output);
        assert!(text.replace('\n', " ").contains(said) || text.contains(r#""tak_terpakai":{"baris":2,"#), "{text}");
        assert!(err(&output).contains("ingat[T0686]"), "{}", err(&output));
    }
    valid("ringkasan.schema.json", "", &out(&compute(&folder, "data.csv", &["--ringkasan", "--format", "json"])));
    assert!(
        out(&compute(&folder, "data.csv", &["--ringkasan", "--format", "csv"])).contains(";baris tak terpakai;2\n")
    );
    compute(&folder, "data.csv", &["--keluaran", "hasil.xlsx"]);
    let file = std::fs::File::open(folder.path().join("hasil.xlsx")).unwrap();
    let mut book = zip::ZipArchive::new(file).unwrap();
    let texts: Vec<String> =
        (0..book.len()).map(|part| std::io::read_to_string(book.by_index(part).unwrap()).unwrap()).collect();
    assert!(texts.iter().any(|text| text.contains(said)));
}

/// Rows as an array of objects, as lines with an object each, and as a table must say the same.
#[test]
fn objects_affect_what_rows_affect() {
    let good = [r#"{"unit":"A","kode":"I1","realisasi":86}"#, r#"{"unit":"A","kode":"d","realisasi":3}"#];
    let cases = [
        (r#"{"unit":"A","kode":"I2","target":4,"realisasi":[3]}"#, "T0647", false),
        (r#"{"unit":"A","kode":"I2","target":4,"realisasi":{"x":3}}"#, "T0647", false),
        (r#"{"unit":"A","kode":"I2","target":4,"realisasi":3,"realisasi":2}"#, "T0646", false),
        (r#"{"unit":"A","kode":"I2","target":4,"realisasi":3,}"#, "T0645", false),
        (r#"{"unit":"A","kode":"I2","target":4,"realisasii":3}"#, "T0609", false),
        (r#"{"unit":"A","kode":"I2","target":4,"realisasi":"\u0000"}"#, "T0602", false),
        (r#"{"unit":"A","kode":["I2"],"target":4,"realisasi":3}"#, "T0647", true),
        (r#"{"unit":"A","kode":"I9","target":4,"realisasi":3}"#, "T0625", true),
        (r#"{"unit":"A","target":4,"realisasi":3}"#, "T0624", true),
    ];
    for (bad, error, perhaps) in cases {
        let folder = folder();
        let objects = [good[0], bad, good[1]];
        write(&folder, "data.json", &format!("[{}]", objects.join(",")));
        write(&folder, "data.jsonl", &(objects.join("\n") + "\n"));
        for (data, place) in [("data.json", "data.json: objek ke-2"), ("data.jsonl", "data.jsonl:2")] {
            let output = compute(&folder, data, &["--format", "json"]);
            let galat = format!("galat {place} {error}{}", if perhaps { "?" } else { "" });
            let i4 = if perhaps { galat.as_str() } else { "kosong" };
            let expected = [("A I1", "nilai"), ("A I2", &galat), ("A I3", "nilai"), ("A I4", i4), ("A S", &galat)];
            assert_eq!(states(&output), of(&expected), "{bad}");
            assert_eq!(told(&output), [&error[1..]], "{bad}");
        }
    }
    // What is no object, or has no unit, may be anybody's.
    for bad in ["3", r#"{"unit":["A"],"kode":"I2","realisasi":3}"#] {
        let folder = folder();
        write(&folder, "data.jsonl", &([good[0], bad, good[1]].join("\n") + "\n"));
        let states = states(&compute(&folder, "data.jsonl", &["--format", "json"]));
        assert_eq!((states["A I2"].as_str(), states["!"].as_str()), ("kosong", r#"{"baris":1,"berkas":[]}"#), "{bad}");
    }
}

#[test]
fn a_document_that_ends_early_leaves_open_what_its_last_unit_lacks() {
    let folder = folder();
    let good = r#"{"unit":"A","kode":"I2","target":4,"realisasi":3},{"unit":"B","kode":"I1","realisasi":86}"#;
    write(&folder, "data.json", &format!("[{good},{{\"unit\":\"B\",\"ko"));
    let output = compute(&folder, "data.json", &["--format", "json"]);
    let states = states(&output);
    assert_eq!((states["A I2"].as_str(), states["A I1"].as_str()), ("nilai", "kosong"));
    assert_eq!((states["B I1"].as_str(), states["B I2"].as_str()), ("nilai", "galat data.json: objek ke-3 T0645?"));
    assert_eq!(states["!"], r#"{"baris":0,"berkas":["data.json"]}"#);
    assert_eq!(told(&output), ["0645", "0687"]);
    assert_eq!(code(&compute(&folder, "data.json", &["--ringkasan"])), 1);
    let summary = out(&compute(&folder, "data.json", &["--ringkasan"]));
    assert!(summary.contains("data.json tidak terbaca sampai akhir"), "{summary}");
}

#[test]
fn sheets_affect_what_rows_affect() {
    let compute_sheet = |fill: &dyn Fn(&mut Worksheet)| {
        let folder = folder();
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in
            [["unit", "kode", "target", "realisasi"], ["A", "I1", "", ""], ["A", "I2", "", ""]].into_iter().enumerate()
        {
            for (column, cell) in cells.into_iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                sheet.write(row as u32, column as u16, cell).unwrap();
            }
        }
        sheet.write(1, 3, "86%").unwrap();
        sheet.write(2, 2, 4).unwrap();
        sheet.write(2, 3, 3).unwrap();
        fill(sheet);
        book.save(folder.path().join("data.xlsx")).unwrap();
        let output = compute(&folder, "data.xlsx", &["--format", "json"]);
        let states = states(&output);
        assert_eq!(states["A I1"], "nilai");
        (states["A I2"].clone(), states["A I4"].clone(), told(&output), states.get("!").cloned())
    };
    // `#DIV/0!` stands in D3.
    let (own, other, _, _) = compute_sheet(&|sheet| {
        sheet.write_formula(2, 3, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    assert_eq!((own.as_str(), other.as_str()), ("galat data.xlsx:Sheet1!D3 T0679", "kosong"));
    // A cell beside the table, so that the row may have been moved.
    let (own, other, told, _) = compute_sheet(&|sheet| {
        sheet.write(2, 5, 1).unwrap();
    });
    assert_eq!((own.as_str(), other.as_str()), ("galat data.xlsx:Sheet1!F3 T0610", "kosong"));
    assert_eq!(told, ["0610"]);
    // A code that became a number.
    let (own, other, ..) = compute_sheet(&|sheet| {
        sheet.write(2, 1, 1.1).unwrap();
    });
    assert_eq!(own, "galat data.xlsx:Sheet1!B3 T0681?");
    assert_eq!(other, own);
    // Merged realizations: neither row has its own.
    let (own, ..) = compute_sheet(&|sheet| {
        sheet.write(3, 0, "A").unwrap();
        sheet.write(3, 1, "I4").unwrap();
        sheet.merge_range(2, 3, 3, 3, "3", &Format::new()).unwrap();
    });
    assert_eq!(own, "galat data.xlsx:Sheet1!D3 T0678");
    // Merged codes: either row may be of any code.
    let (own, other, told, unplaced) = compute_sheet(&|sheet| {
        sheet.write(3, 0, "A").unwrap();
        sheet.write(3, 3, 3).unwrap();
        sheet.merge_range(2, 1, 3, 1, "I2", &Format::new()).unwrap();
    });
    assert_eq!(
        (own.as_str(), other.as_str()),
        ("galat data.xlsx:Sheet1!B3 T0678?", "galat data.xlsx:Sheet1!B3 T0678?")
    );
    assert_eq!((told, unplaced), (vec!["0678".to_owned()], None));
}

#[test]
fn a_period_that_cannot_be_read_leaves_the_code_open() {
    let folder = folder();
    write(&folder, "data.csv", "unit;periode;kode;target;realisasi\nA;2024;I1;;86%\nA;2O24;I2;4;3\nB;20-24;I1;;86%\n");
    let output = compute(&folder, "data.csv", &["--format", "json"]);
    let states = states(&output);
    assert_eq!((states["A I1"].as_str(), states["A I4"].as_str()), ("nilai", "kosong"));
    assert_eq!(states["A I2"], "galat data.csv:3 T0620?");
    // Nothing else is known of B; only 2024 can be meant.
    assert_eq!((states["B I1"].as_str(), states["B I2"].as_str()), ("galat data.csv:4 T0620?", "kosong"));
}

#[test]
fn parts_of_the_period_that_are_bad_are_bad_parts() {
    let folder = folder();
    let rows = "A;2024-S1;d;1\nA;2024-S2;d;2;\nA;2024-S1;I4;3\nA;2024-S2;I9;4\n";
    write(&folder, "data.csv", &format!("unit;periode;kode;realisasi\n{rows}"));
    let states = states(&compute(&folder, "data.csv", &["--format", "json"]));
    // d lacks its second half for certain, of I4 it may be the row of the unknown code.
    assert_eq!(states["A I3"], "galat data.csv:3 T0611");
    assert_eq!(states["A I4"], "galat data.csv:5 T0625?");
}

#[test]
fn rows_that_a_quote_swallowed_may_be_any_that_lacks() {
    let folder = folder();
    let rows = "A;I1;;\"86%\nA;I2;4;3\nA;d;;3\"\nB;I1;;86%\n";
    write(&folder, "data.csv", &format!("unit;kode;target;realisasi\n{rows}"));
    let states = states(&compute(&folder, "data.csv", &["--format", "json"]));
    assert!(states["A I1"].starts_with("galat data.csv:2 T06"), "{states:?}");
    assert_eq!((states["A I2"].as_str(), states["B I2"].as_str()), ("galat data.csv:2 T0691?", "kosong"));
    assert_eq!(states["!"], r#"{"baris":2,"berkas":[]}"#);
}

#[test]
fn rows_that_a_text_swallowed_are_told() {
    let folder = folder();
    // A quote in a note is closed two rows later: the rows between are gone, those of B with them.
    let swallowed = "A;I1;86%;\"lihat\nA;I2;3;\nB;I1;86%;lampiran\"\nC;I1;86%;\n";
    // A text of two lines is none of this.
    let text = "A;I1;86%;\"lihat\nlampiran; dan lain-lain\"\nB;I1;86%;\n";
    for threads in ["1", "3"] {
        let told_of = |rows: &str| {
            write(&folder, "data.csv", &format!("unit;kode;realisasi;keterangan\n{rows}"));
            let output = compute(&folder, "data.csv", &["--format", "csv", "--utas", threads]);
            assert_eq!(code(&output), 0, "{}", err(&output));
            (told(&output), err(&output))
        };
        let (codes, text_of) = told_of(swallowed);
        assert!(codes == ["0692"] && text_of.contains("data.csv:2:4") && text_of.contains("baris 4"), "{text_of}");
        assert_eq!(told_of(text).0, [] as [&str; 0]);
    }
}

#[test]
fn a_unit_that_goes_on_over_rows_is_no_unit() {
    let folder = folder();
    write(&folder, "data.csv", "unit;kode;realisasi\n\"A;I1;86%\nA\";I2;3\nB;I1;86%\n");
    let output = compute(&folder, "data.csv", &["--format", "json"]);
    assert!(told(&output).contains(&"0691".to_owned()) && err(&output).contains("baris 3"), "{}", err(&output));
    let states = states(&output);
    assert!(states.keys().all(|code| code == "!" || code.starts_with("B ")), "{states:?}");
    assert_eq!(states["!"], r#"{"baris":2,"berkas":[]}"#);
    let output = takar(&folder, &["hitung", "contoh.takar", "--data", "data.csv"]);
    assert_eq!(code(&output), 4, "{}", err(&output));
}

#[test]
fn grouped_or_not_the_same_is_affected() {
    let grouped = "A;I1;;86%\nA;I2;4;3;\nA;I9;;1\nB;I1;;86%\nB;I2;4;x\nC;I1;;86%;\n;I1;;1\n";
    let scattered = "A;I1;;86%\nB;I1;;86%\nA;I2;4;3;\nC;I1;;86%;\nB;I2;4;x\nA;I9;;1\n;I1;;1\n";
    let states_of = |rows: &str| {
        let folder = folder();
        write(&folder, "data.csv", &format!("unit;kode;target;realisasi\n{rows}"));
        let states = states(&compute(&folder, "data.csv", &["--format", "json"]));
        // Lines are others.
        let without_line = |state: String| {
            state
                .split("data.csv:")
                .map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()))
                .collect::<String>()
        };
        states.into_iter().map(|(code, state)| (code, without_line(state))).collect::<States>()
    };
    let states = states_of(grouped);
    assert_eq!(states, states_of(scattered));
    assert_eq!((states["C I1"].as_str(), states["C I2"].as_str()), ("galat  T0611", "kosong"));
    assert_eq!((states["A I4"].as_str(), states["B I2"].as_str()), ("galat  T0625?", "galat  T0630"));
}

#[test]
fn reasons_name_the_row_wherever_they_stand() {
    let folder = folder();
    write(&folder, "data.csv", "unit;kode;target;realisasi\nA;I1;;86%\nA;I2;4;3;\nA;d;;3\n");
    let reason = "I2 dalam data tidak dapat dipakai: data.csv:3 (T0611)";
    let own = |further: &[&str]| out(&compute(&folder, "data.csv", further)).replace("\n   ", " ");
    let table = own(&[]);
    assert!(table.lines().any(|line| line.starts_with(" I2: ") && line.ends_with(reason)), "{table}");
    for further in [&["--format", "csv"][..], &["--ringkasan"], &["--ringkasan", "--format", "csv"]] {
        assert!(own(further).contains(reason), "{}", own(further));
    }
    let output = takar(&folder, &["jelaskan", "contoh.takar", "I2", "--data", "data.csv", "--lanjut"]);
    assert!(out(&output).contains("data.csv:3 (T0611)"), "{}", out(&output));
    let arguments = ["jelaskan", "contoh.takar", "I2", "--data", "data.csv", "--lanjut", "--format", "json"];
    let explained = out(&takar(&folder, &arguments));
    valid("penjelasan.schema.json", "", &explained);
    let explained: Value = serde_json::from_str(&explained).unwrap();
    assert_eq!(explained["penjelasan"][0]["simpul"]["sebab_data"]["baris"], 3);
    let summary: Value = serde_json::from_str(&own(&["--ringkasan", "--format", "json"])).unwrap();
    let failed = summary["ringkasan"]["gagal"].as_array().unwrap();
    let blamed = json!({"berkas":"data.csv","baris":3,"tempat":"data.csv:3","kode":"T0611","mungkin":false});
    assert!(failed.iter().any(|failed| failed["kode"] == "I2" && failed["sebab_data"] == blamed), "{failed:?}");
}

#[test]
fn figures_that_contradict_the_rules_name_their_row() {
    let folder = folder();
    write(&folder, "data.csv", "unit;kode;target;realisasi\nA;I1;90%;86%\nA;d;;3\nA;I3;;2\n");
    let output = compute(&folder, "data.csv", &["--format", "json"]);
    let states = states(&output);
    assert_eq!(
        (states["A I1"].as_str(), states["A I3"].as_str()),
        ("galat data.csv:2 T0511", "galat data.csv:4 T0512")
    );
}

#[test]
fn the_list_of_errors_is_in_the_order_of_files_and_rows() {
    let folder = folder();
    // Rows that are there twice are found when all is read, contradictions when a unit is computed.
    let a = "unit;kode;target;realisasi\nA;I1;;86%\nB;I1;90%;86%\nA;I2;4;3\nA;I2;4;3\nB;I2;4;x\nA;I9;;1\n;I1;;1\n";
    let b = "unit;kode;target;realisasi\nC;I1;;9,x\n=C;I2;4;3;\n";
    write(&folder, "b.csv", b);
    write(&folder, "a.csv", a);
    write(
        &folder,
        "=c.json",
        r#"[{"unit":"D","kode":"I1","realisasi":[1]},{"unit":"D","kode":"I2","realisasi":"x"},3]"#,
    );
    let all = ["--data", "b.csv", "--data", "=c.json", "--galat-ke"];
    let list = |name: &str| {
        let output = compute(&folder, "a.csv", &[&all[..], &[name]].concat());
        assert_eq!(code(&output), 1, "{}", err(&output));
        std::fs::read_to_string(folder.path().join(name)).unwrap()
    };
    let text = list("galat.csv");
    let mut lines = text.lines();
    assert_eq!(lines.next().unwrap(), "\u{feff}berkas;lembar;baris;kolom;kode;tingkat;pesan;bantuan");
    let head = |line: &str| {
        line.split(';').take(6).map(|cell| cell.trim_matches('"').to_owned()).collect::<Vec<_>>().join(";")
    };
    let heads: Vec<String> = lines.map(head).collect();
    let expected = [
        "a.csv;;3;3;T0511;galat",
        "a.csv;;5;;T0626;galat",
        "a.csv;;6;4;T0630;galat",
        "a.csv;;7;2;T0625;galat",
        "a.csv;;8;1;T0617;galat",
        "b.csv;;2;4;T0629;galat",
        "b.csv;;3;;T0611;galat",
        "'=c.json;;1;realisasi;T0647;galat",
        "'=c.json;;2;realisasi;T0630;galat",
        "'=c.json;;3;;T0644;galat",
    ];
    assert_eq!(heads, expected, "{text}");
    let lines = list("galat.jsonl");
    let codes: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    lines.lines().for_each(|line| valid("periksa.schema.json", "#/$defs/temuan", line));
    assert_eq!(
        (&codes[7]["objek"], &codes[7]["kunci"], &codes[7]["baris"]),
        (&json!(1), &json!("realisasi"), &Value::Null)
    );
    assert_eq!((&codes[2]["baris"], &codes[2]["kolom"]), (&json!(6), &json!(4)));
    let text = list("galat.txt");
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}: {text}"));
    assert!(at("a.csv:3:3") < at("a.csv:5") && at("a.csv:8:1") < at("b.csv:2:4"));
    assert!(at("b.csv:3") < at("=c.json: objek ke-1, \"realisasi\""), "{text}");
}

#[test]
fn the_name_of_the_file_of_results_says_its_format() {
    let folder = folder();
    write(&folder, "data.csv", "unit;kode;target;realisasi\nA;I1;;86%\n");
    let run = |further: &[&str]| takar(&folder, &[&["hitung", "contoh.takar", "--data", "data.csv"], further].concat());
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    for (name, begin) in [
        ("a.csv", "unit;"),
        ("a.json", "{\"takar\""),
        ("a.JSONL", "{\"unit\""),
        ("a.txt", "Contoh\n"),
        ("a", "Contoh\n"),
    ] {
        let output = run(&["--keluaran", name]);
        assert_eq!(code(&output), 0, "{}", err(&output));
        assert!(read(name).trim_start_matches('\u{feff}').starts_with(begin), "{name}: {}", read(name));
    }
    for (arguments, message) in [
        (&["--keluaran", "b.pdf"][..], "T0689"),
        (&["--keluaran", "b.xls"], "T0689"),
        (&["--format", "csv", "--keluaran", "b.xlsx"], "T0688"),
        (&["--format", "tabel", "--keluaran", "b.csv"], "T0688"),
    ] {
        let output = run(arguments);
        assert_eq!(code(&output), 2);
        assert!(err(&output).contains(message), "{}", err(&output));
        assert!(!folder.path().join(arguments[arguments.len() - 1]).exists());
    }
    // Who names the format may call the file anything else.
    assert_eq!(code(&run(&["--format", "csv", "--keluaran", "b.dat"])), 0);
    assert!(read("b.dat").contains("unit;"));
    assert_eq!(code(&run(&["--format", "csv", "--keluaran", "b.txt"])), 0);
}

#[test]
fn digits_of_cells_that_are_no_figures_are_not_told() {
    let folder = folder();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in ["kode", "realisasi", "bagian"].into_iter().enumerate() {
        sheet.write(0, column as u16, name).unwrap();
    }
    sheet.write(1, 0, "I2").unwrap();
    sheet.write(1, 1, 3).unwrap();
    sheet.write(1, 2, 0.1 + 0.2).unwrap();
    book.save(folder.path().join("data.xlsx")).unwrap();
    let output = compute(&folder, "data.xlsx", &[]);
    assert!(!err(&output).contains("T0682"), "{}", err(&output));
}

#[test]
fn that_data_is_held_is_said_where_that_matters() {
    let folder = folder();
    let small = "unit;kode;target;realisasi;catatan\nA;I1;;86%;\nB;I1;;86%;\nA;I2;4;3;\n";
    write(&folder, "data.csv", small);
    let output = compute(&folder, "data.csv", &["--format", "csv"]);
    assert_eq!((code(&output), err(&output)), (0, String::new()));
    // Twenty rows of 900 KiB: 17,6 MiB.
    let long = "x".repeat(900 << 10);
    let rows: String = (0..20).map(|row| format!("{};I{};;5;{long}\n", row % 10, 1 + row / 10)).collect();
    write(&folder, "data.csv", &format!("unit;kode;target;realisasi;catatan\n{rows}"));
    for format in ["csv", "tabel"] {
        let output = compute(&folder, "data.csv", &["--format", format]);
        assert!(err(&output).contains("saran[T0775]") && err(&output).contains("(18 MiB)"), "{}", err(&output));
    }
    // How much comes through a pipe is not known before.
    let mut program = command(folder.path(), &["hitung", "contoh.takar", "--data", "-", "--format", "csv"]);
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(small.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("saran[T0775]"));
}

#[test]
fn a_reason_of_several_lines_is_refused_in_its_own_words() {
    let folder = folder();
    write(&folder, "data.csv", "unit;kode;target;realisasi\nA;I1;;86%\n");
    let arguments =
        ["tutup", "contoh.takar", "--data", "data.csv", "--pada", "2025-01-10", "--keluaran", "t", "--oleh", "A\nB"];
    let output = takar(&folder, &arguments);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("T0690") && err(&output).contains("`--oleh`"), "{}", err(&output));
}
