//! What cannot be tested from outside in a moment: more rows than a sheet has.

use super::WorkbookWriter;
use crate::evaluate::{DataFiles, Evaluator, Facts};
use crate::message::Language;
use crate::model::{InMemory, build};
use crate::render::View;
use crate::render::outcome::{Case, Sheet};
use crate::render::outcome_json::RulesetHead;
use crate::value::period::Period;
use std::io::{Cursor, Read};

const RULES: &str = r#"aturan contoh "Contoh" {
  berlaku sejak 1 Januari 2024 sampai 31 Desember 2024
  periode tahunan
}
nilai satu "Satu" { rumus 1 }
nilai dua "Dua" { rumus 2 }
pastikan satu < dua "urut"
"#;

/// The workbook of so many cases on sheets of so many rows: the names of its sheets, and how many rows each has.
fn sheets(cases: u64, most_rows: u32) -> (Vec<(String, usize)>, String) {
    let built = build(&mut InMemory::one("uji.takar", RULES), "uji.takar".as_ref()).unwrap();
    let (model, files) = (built.model.unwrap(), DataFiles::default());
    let sheet =
        Sheet::new(View { model: &model, sources: &built.sources, files: &files, language: Language::Indonesian });
    let head = RulesetHead {
        name: String::new(),
        title: None,
        hash: String::new(),
        amendments: Vec::new(),
        scenario: Vec::new(),
    };
    let mut writer = WorkbookWriter::new(&sheet, "Contoh".to_owned(), head);
    writer.most_rows = most_rows;
    writer.begin();
    let facts = Facts::new(Some("Barat".into()), Period::year(2024), model.codes.len());
    let outcome = Evaluator::new(&model).run(&facts, &mut ());
    for _ in 0..cases {
        writer.case(Case { facts: &facts, outcome: &outcome, fragile: None }).unwrap();
    }
    let mut bytes = Cursor::new(Vec::new());
    writer.end(&mut bytes).unwrap();
    let mut book = zip::ZipArchive::new(bytes).unwrap();
    let mut text = |name: &str| {
        let mut text = String::new();
        book.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let names = text("xl/workbook.xml");
    let names = names.split("<sheet name=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    let mut sheets = Vec::new();
    let mut last = String::new();
    for (place, name) in names.enumerate() {
        last = text(&format!("xl/worksheets/sheet{}.xml", place + 1));
        sheets.push((name, last.matches("<row ").count()));
    }
    (sheets, last)
}

#[test]
fn rows_go_on_on_the_next_sheet() {
    // Two rows of values and a condition for each of 4 cases; a sheet holds a header and 4 of them.
    let (found, about) = sheets(4, 5);
    let found: Vec<(&str, usize)> = found.iter().map(|(name, rows)| (name.as_str(), *rows)).collect();
    assert_eq!(found[..3], [("Nilai", 5), ("Nilai (2)", 5), ("Pastikan", 5)]);
    assert_eq!((found.len(), found[3].0), (4, "Keterangan"));
    assert!(about.contains("Nilai 2 lembar. Satu lembar memuat paling banyak 5 baris"), "{about}");
    // One more case, and values need a third one, conditions a second.
    let (found, about) = sheets(5, 5);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Nilai", "Nilai (2)", "Nilai (3)", "Pastikan", "Pastikan (2)", "Keterangan"]);
    assert!(about.contains("Nilai 3 lembar, Pastikan 2 lembar."), "{about}");
    // Where everything fits there is nothing to say.
    assert!(!sheets(2, 5).1.contains("lembar berikutnya"));
}
