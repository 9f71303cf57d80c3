//! What a first user stumbled over: mistakes that were told at the wrong place, in the wrong words or not at all.

use crate::support::program::{code, err, out, takar, valid, write};
use serde_json::Value;
use std::fmt::Write;
use std::path::PathBuf;
use takar::diagnostic::{Diagnostic, Place};
use takar::message::Language;
use takar::model::InMemory;
use takar::model::build::build;
use takar::source::Sources;
use tempfile::TempDir;

/// What is said about `utama.takar` and the files beside it.
fn said(files: &[(&str, &str)]) -> (Vec<Diagnostic>, Sources) {
    let files = files.iter().map(|(name, text)| (PathBuf::from(name), (*text).to_owned())).collect();
    let built = build(&mut InMemory(files), "utama.takar".as_ref()).unwrap();
    (built.diagnostics, built.sources)
}

/// The code and the marked text of each diagnostic.
fn marked(files: &[(&str, &str)]) -> Vec<(String, String)> {
    let (diagnostics, sources) = said(files);
    let text = |place: &Place| if let Place::Rules(span) = place { sources.excerpt(*span) } else { "" }.to_owned();
    diagnostics.iter().map(|found| (found.code().to_string(), text(&found.place))).collect()
}

fn helps(text: &str, language: Language) -> Vec<String> {
    let (diagnostics, _) = said(&[("utama.takar", text)]);
    diagnostics.iter().map(|found| found.message.tell(language).help.unwrap_or_default()).collect()
}

const LABELS: &str = "skala opini { \"WTP\" skor 2 \"Tidak Wajar\" skor 1 }\n\
                      polaritas positif { arah naik rumus realisasi / target × 100% }\n\
                      polaritas tercapai { arah naik rumus jika realisasi ≥ target maka 100% selain itu 0% }\n";

#[test]
fn brief_json_has_the_sentences_only() {
    let folder = TempDir::new().unwrap();
    let rules = "aturan a \"A\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n\
                 indikator I \"I\" { satuan persen }\nnilai n \"N\" { rumus I.realisasi }\n";
    write(&folder, "a.takar", rules);
    write(&folder, "a.csv", "kode;realisasi\nI;86%\n");
    let arguments = ["jelaskan", "a.takar", "--data", "a.csv", "--format", "json"];
    let whole: Value = serde_json::from_str(&out(&takar(&folder, &arguments))).unwrap();
    let text = out(&takar(&folder, &[&arguments[..], &["--ringkas"]].concat()));
    valid("penjelasan.schema.json", "", &text);
    let brief: Value = serde_json::from_str(&text).unwrap();
    let (whole, brief) = (whole["penjelasan"].as_array().unwrap(), brief["penjelasan"].as_array().unwrap());
    assert_eq!((whole.len(), brief.len()), (2, 2));
    for (whole, brief) in whole.iter().zip(brief) {
        assert!(whole["simpul"].is_object() && brief.get("simpul").is_none(), "{brief}");
        assert_eq!((&whole["kode"], &whole["kalimat"]), (&brief["kode"], &brief["kalimat"]));
    }
    assert_eq!(brief[0]["kalimat"], "Realisasi 86%.");
}

#[test]
fn a_scale_with_more_rows_than_labels_is_refused_in_its_own_words() {
    let mut scale = String::from("skala s {");
    for row in 0..65_535 {
        writeln!(scale, "\"{row}\"").unwrap();
    }
    let (diagnostics, _) = said(&[("utama.takar", &(scale + "}"))]);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].code().to_string(), "T0341");
    let told = diagnostics[0].message.tell(Language::Indonesian);
    assert_eq!(told.message, "skala `s` punya 65.535 label; paling banyak 65.534");
}

#[test]
fn an_indicator_of_labels_under_a_polarity_for_numbers_is_told_at_the_indicator() {
    let rules = format!(
        "{LABELS}pengukuran {{ polaritas positif }}\n\
         indikator I1 \"Opini\" {{ satuan opini target \"WTP\" }}\n\
         indikator I2 \"Opini juga\" {{ satuan opini }}\n\
         indikator I3 \"Hari\" {{ satuan tanggal target 31 Desember 2024 }}\n\
         indikator I4 \"Ada\" {{ satuan ya_tidak target ya polaritas tercapai }}\n\
         indikator I5 \"Opini lagi\" {{ satuan opini target \"WTP\" polaritas tercapai }}\n\
"
    );
    let found = marked(&[("utama.takar", &rules)]);
    let expected = ["indikator I1", "indikator I2", "indikator I3", "indikator I4"];
    assert_eq!(found, expected.map(|head| ("T0342".to_owned(), head.to_owned())));
    let helps = helps(&rules, Language::Indonesian);
    assert_eq!(helps[0], "tulis `polaritas tercapai` pada indikator ini");
    assert!(!helps[2].contains("tercapai"), "a date is no label: {}", helps[2]);
    // A polarity that is wrong by itself is told at itself.
    let broken = format!(
        "{LABELS}polaritas p {{ arah naik rumus realisasi / tagret }}\nindikator I \"I\" {{ satuan opini polaritas p }}\n"
    );
    assert_eq!(marked(&[("utama.takar", &broken)]), [("T0201".to_owned(), "tagret".to_owned())]);
}

#[test]
fn a_label_without_quotes_is_offered_with_them() {
    for (written, label) in [("WTP", "WTP"), ("wtp", "WTP"), ("Tidak", "Tidak Wajar")] {
        let rules = format!("{LABELS}indikator I \"I\" {{ satuan opini target {written} polaritas tercapai }}\n");
        let found = marked(&[("utama.takar", &rules)]);
        assert_eq!(found[0], ("T0201".to_owned(), written.to_owned()));
        assert_eq!(helps(&rules, Language::Indonesian)[0], format!("label ditulis dalam tanda kutip: `\"{label}\"`"));
        assert_eq!(helps(&rules, Language::English)[0], format!("labels stand in quotes: `\"{label}\"`"));
    }
    let compared = format!("{LABELS}indikator I \"I\" {{ satuan opini }}\npastikan I.realisasi = WTP \"opini\"\n");
    assert_eq!(helps(&compared, Language::Indonesian), ["label ditulis dalam tanda kutip: `\"WTP\"`"]);
    // No label of any visible scale: the old advice.
    let other = format!("{LABELS}data pegawai {{ satuan angka }}\nnilai n {{ rumus pegawa / 2 }}\n");
    assert_eq!(helps(&other, Language::Indonesian), ["mungkin maksudnya `pegawai`"]);
}

#[test]
fn equal_codes_in_two_files_are_told_once() {
    let third = "gunakan \"a.takar\"\ngunakan \"b.takar\"\nnilai z { rumus 1 }\n";
    let x = "data x { satuan angka }\n";
    assert_eq!(
        marked(&[("utama.takar", third), ("a.takar", x), ("b.takar", x)]),
        [("T0202".to_owned(), "data x".to_owned())]
    );
    // One of the two uses the other.
    let using = format!("gunakan \"a.takar\"\n{x}");
    assert_eq!(
        marked(&[("utama.takar", third), ("a.takar", x), ("b.takar", &using)]),
        [("T0202".to_owned(), "x".to_owned())]
    );
    // Two files use both.
    let fourth = format!("gunakan \"c.takar\"\n{third}");
    let both = "gunakan \"a.takar\"\ngunakan \"b.takar\"\n";
    assert_eq!(marked(&[("utama.takar", &fourth), ("a.takar", x), ("b.takar", x), ("c.takar", both)]).len(), 1);
    // What is no code is told where it is used.
    let f = "fungsi f(y) = y\n";
    assert_eq!(
        marked(&[("utama.takar", third), ("a.takar", f), ("b.takar", f)]),
        [("T0202".to_owned(), "\"b.takar\"".to_owned())]
    );
}

#[test]
fn what_no_row_holds_is_no_label() {
    for label in ["di luar skala", "Di Luar Skala", " di luar skala "] {
        let scale = format!("skala s {{ \"Baik\" ≥ 90% \"{label}\" < 90% }}");
        let found = marked(&[("utama.takar", &scale)]);
        assert_eq!(found, [("T0343".to_owned(), format!("\"{label}\""))], "{label}");
    }
    let table = "tabel t(x : persen) { jika ≥ 90% maka \"Baik\" jika < 90% maka \"di luar skala\" }";
    assert_eq!(marked(&[("utama.takar", table)]), [("T0343".to_owned(), "\"di luar skala\"".to_owned())]);
    assert_eq!(marked(&[("utama.takar", "skala s { \"Baik\" ≥ 90% \"di luar\" < 90% }")]), []);
}

/// `takar hitung` with data in a file of this name.
fn with_data(name: &str, data: &[u8]) -> (i32, String, String) {
    let folder = TempDir::new().unwrap();
    let rules = "aturan a \"A\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n\
                 indikator I \"I\" { satuan persen target 90% }\nindikator J \"J\" { satuan persen }\n";
    write(&folder, "a.takar", rules);
    std::fs::write(folder.path().join(name), data).unwrap();
    let run = |language| takar(&folder, &["hitung", "a.takar", "--data", name, "--bahasa", language]);
    let (id, en) = (run("id"), run("en"));
    assert_eq!(code(&id), code(&en));
    (code(&id), err(&id), err(&en))
}

#[test]
fn what_is_no_table_is_said() {
    for name in ["a.xls", "a.csv", "a.xlsx"] {
        let (code, id, en) = with_data(name, b"\xD0\xCF\x11\xE0\xA1\xB1");
        assert_eq!(code, 4);
        assert!(id.contains("T0604") && id.contains("buku kerja lama (XLS) atau berkata sandi"), "{id}");
        assert!(en.contains("old workbook (XLS)") && en.contains(".xlsx"), "{en}");
    }
    let (code, id, _) = with_data("a.xls", b"\n<html><table><tr><td>kode</td></tr></table>");
    assert_eq!(code, 4);
    assert!(id.contains("T0604") && id.contains("halaman web atau XML"), "{id}");
    let (code, id, en) = with_data("a.dat", b"\xA9\x01\xFF\xFE\x00");
    assert_eq!(code, 4);
    assert!(id.contains("berkas `.dat` ini tidak terbaca sebagai CSV atau JSON"), "{id}");
    assert!(en.contains("--format-data csv") && !id.contains("T0606"), "{en}");
    // An unknown ending alone is no fault.
    assert_eq!(with_data("a.dat", b"kode;realisasi\nI;86%\n").0, 0);
    assert_eq!(with_data("a.dat", br#"[{"kode":"I","realisasi":"86%"}]"#).0, 0);
}

#[test]
fn objects_of_json_are_not_told_as_lines() {
    let (code, id, en) = with_data("a.json", br#"[{"kode":"J","realisasi":"1%"}, {"kode":"I","realisasi":"banyak"}]"#);
    assert_eq!(code, 4);
    assert!(id.contains("┌─ a.json: objek ke-2, \"realisasi\"\n"), "{id}");
    assert!(en.contains("┌─ a.json: object 2, \"realisasi\"\n"), "{en}");
    // A row that is there twice, and a target that is not the ruleset's.
    let (code, id, en) = with_data("a.json", br#"[{"kode":"I","realisasi":"1%"},{"kode":"I","realisasi":"2%"}]"#);
    assert_eq!(code, 4);
    assert!(
        id.contains("`I` pada 2024 sudah ada di a.json: objek ke-1") && en.contains("at a.json: object 1"),
        "{id}{en}"
    );
    let (code, id, _) = with_data("a.json", br#"[{"kode":"J","target":"1%"},{"kode":"I","target":"80%"}]"#);
    assert_eq!(code, 4);
    assert!(id.contains("T0511") && id.contains("┌─ a.json: objek ke-2, \"target\"\n"), "{id}");
    // The same in a table.
    let (_, id, _) = with_data("a.csv", b"kode;realisasi\nJ;1%\nI;banyak\n");
    assert!(id.contains("┌─ a.csv:3:2\n"), "{id}");
}

#[test]
fn an_explanation_names_the_object_that_a_figure_comes_from() {
    let folder = TempDir::new().unwrap();
    let rules = "aturan a \"A\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n\
                 indikator I \"I\" { satuan persen }\n";
    write(&folder, "a.takar", rules);
    write(&folder, "a.json", r#"[{"kode":"I","realisasi":"86%"}]"#);
    write(&folder, "a.csv", "kode;realisasi\nI;86%\n");
    let explain = |data| out(&takar(&folder, &["jelaskan", "a.takar", "I", "--data", data]));
    assert!(explain("a.json").contains("a.json: objek ke-1"), "{}", explain("a.json"));
    assert!(explain("a.csv").contains("a.csv:2"), "{}", explain("a.csv"));
}
