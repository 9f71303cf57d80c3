//! Workbooks as offices make them: formats with several sections, unit names merged over their rows, hidden rows, formulas
//! that nobody has computed, parts that are referred to in odd ways.

use super::{HEAD, ROW, book, cells, compute, handmade, header, parts, said, sheet, zipped};
use crate::support::program::{code, err};
use rust_xlsxwriter::{Format, Formula};

/// What is read from a number that is shown by a format, in a column of percent.
fn read(number: f64, format: &str) -> String {
    let folder = sheet(|sheet| {
        header(sheet, 0, &["kode", "realisasi"]);
        sheet.write(1, 0, "I1").unwrap();
        sheet.write_with_format(1, 1, number, &Format::new().set_num_format(format)).unwrap();
    });
    let output = compute(&folder, &[]);
    cells(&output, "I1", &["realisasi"]).remove(0)
}

#[test]
fn the_section_of_a_format_that_shows_the_number_says_what_it_is() {
    for (number, format, expected) in [
        // One section; two, for negative numbers; three, for nothing.
        (0.865, "0.0%", "86,5"),
        (-0.05, "0.0;-0.0%", "-5"),
        (0.05, "0.0;-0.0%", "0,05"),
        (0.865, "0.0%;-0.0%;\"-\"", "86,5"),
        (0.865, "_-* 0.0%_-;\\-* 0.0%_-;_-* \"-\"_-;_-@_-", "86,5"),
        (0.865, "0.0%;@", "86,5"),
        // The section is chosen by a condition.
        (0.865, "[=0]\"-\";0.0%", "86,5"),
        (0.865, "[<0.5]0.0;0.0%", "86,5"),
        (0.25, "[<0.5]0.0;0.0%", "0,25"),
        (0.25, "[Red][<0.5]0.0%;[Blue]0", "25"),
        (0.75, "[Red][<0.5]0.0%;[Blue]0", "0,75"),
        (12.0, "[<=1]0%;[<=100]0.0;0", "12"),
        (1.0, "[<=1]0%;[<=100]0.0;0", "100"),
        // What shows no number says nothing of how the number is meant.
        (0.865, "\"ada\";0%", "86,5"),
        (0.865, "General%", "86,5"),
        // A sign that is only written multiplies nothing.
        (86.5, "0.0\"%\"", "86,5"),
        (86.5, "0.0\\%", "86,5"),
    ] {
        assert_eq!(read(number, format), expected, "{number} as {format}");
    }
}

#[test]
fn a_unit_merged_over_its_rows_is_that_of_each_of_them() {
    let table = |odd: fn(&mut rust_xlsxwriter::Worksheet)| {
        sheet(|sheet| {
            header(sheet, 0, &["unit", "periode", "kode", "realisasi"]);
            let rows = [(1, "I1", 86), (2, "I2", 3), (4, "I1", 57), (5, "I2", 2)];
            for (row, code, figure) in rows {
                sheet.write(row, 2, code).unwrap();
                sheet.write(row, 3, figure).unwrap();
            }
            // An empty row lies within the second unit; below the table there is a merged box without content.
            sheet.merge_range(1, 0, 2, 0, "Barat", &Format::new()).unwrap();
            sheet.merge_range(3, 0, 5, 0, "Timur", &Format::new()).unwrap();
            sheet.merge_range(1, 1, 5, 1, "2024", &Format::new()).unwrap();
            sheet.merge_range(8, 0, 9, 3, "", &Format::new()).unwrap();
            odd(sheet);
        })
    };
    let folder = table(|_| {});
    let output = compute(&folder, &["--kolom", "unit,kode,realisasi"]);
    assert_eq!((code(&output), err(&output).as_str()), (0, ""));
    assert_eq!(
        crate::support::program::out(&output),
        "unit;kode;realisasi\nBarat;I1;86\nBarat;I2;3\nTimur;I1;57\nTimur;I2;2\n"
    );
    // A figure beside two rows might be that of each or of both; it is told at its cell.
    let folder = table(|sheet| {
        sheet.merge_range(4, 3, 5, 3, "57", &Format::new()).unwrap();
    });
    let output = compute(&folder, &[]);
    assert_eq!(code(&output), 4);
    assert!(err(&output).contains("galat[T0678]: sel D5:D6 pada kolom \"realisasi\" digabung"), "{}", err(&output));
    assert_eq!(err(&output).matches("galat[").count(), 1, "{}", err(&output));
    // What an application kept in a cell that it merged is not shown by it.
    let rows = |second: &str| {
        let head = HEAD.replace("</row>", r#"<c r="C1" t="str"><v>unit</v></c></row>"#);
        format!(
            r#"{head}<row r="2"><c r="A2" t="str"><v>I1</v></c><c r="B2"><v>3</v></c><c r="C2" t="str"><v>Barat</v></c></row>
            <row r="3"><c r="A3" t="str"><v>I2</v></c><c r="B3"><v>3</v></c>{second}</row>"#
        )
    };
    let merged = r#"<mergeCells><mergeCell ref="C2:C3"/></mergeCells>"#;
    for (second, code, message) in [
        ("", 0, ""),
        (r#"<c r="C3" t="str"><v>Barat</v></c>"#, 0, ""),
        (r#"<c r="C3" t="str"><v>Timur</v></c>"#, 4, "galat[T0678]: sel C2:C3 pada kolom \"unit\""),
    ] {
        let (found, text) = said(&handmade(&rows(second), merged));
        assert_eq!((found, text.contains(message)), (code, true), "{second}: {text}");
    }
}

#[test]
fn hidden_rows_and_columns_are_read_and_told() {
    let folder = sheet(|sheet| {
        header(sheet, 0, &["unit", "kode", "realisasi", "PIC"]);
        for (row, unit) in [(1, "Barat"), (2, "Timur"), (3, "Utara")] {
            sheet.write(row, 0, unit).unwrap();
            sheet.write(row, 1, "I1").unwrap();
            sheet.write(row, 2, 86).unwrap();
        }
        sheet.set_row_hidden(2).unwrap().set_row_hidden(3).unwrap().set_row_hidden(9).unwrap();
        sheet.set_column_hidden(2).unwrap().set_column_hidden(3).unwrap();
    });
    let output = compute(&folder, &["--kolom", "unit,kode,realisasi"]);
    let text = err(&output);
    assert_eq!(code(&output), 0, "{text}");
    assert!(crate::support::program::out(&output).contains("Timur;I1;86\n"));
    assert!(text.contains("saran[T0787]: 2 baris tersembunyi ikut dibaca, yang pertama baris 3"), "{text}");
    assert!(text.contains("saran[T0788]: kolom \"realisasi\" tersembunyi, tetapi ikut dibaca"), "{text}");
    assert_eq!(text.matches("saran[").count(), 2, "{text}");
}

#[test]
fn results_of_formulas_that_nobody_computed_are_told() {
    // The library computes nothing, writes 0, and says that the book has to be computed when it is opened.
    let folder = book(|book| {
        let sheet = book.add_worksheet();
        header(sheet, 0, &["unit", "kode", "realisasi", "catatan"]);
        for (row, unit) in [(1, "Barat"), (2, "Timur"), (3, "Utara")] {
            sheet.write(row, 0, unit).unwrap();
            sheet.write(row, 1, "I2").unwrap();
            sheet.write_formula(row, 3, Formula::new("=1+1")).unwrap();
        }
        sheet.write_formula(1, 2, Formula::new("=1+2")).unwrap();
        sheet.write_formula(2, 2, Formula::new("=1+2").set_result("3")).unwrap();
        sheet.write_formula(3, 2, Formula::new("=1+1").set_result("2")).unwrap();
    });
    let output = compute(&folder, &["--lanjut"]);
    let text = err(&output);
    assert!(text.contains("galat[T0680]") && text.contains("data.xlsx:Sheet1!C2"), "{text}");
    assert_eq!(text.matches("galat[").count(), 1, "{text}");
    assert!(
        text.contains("ingat[T0786]: hasil rumus di sel ini, 3, belum tentu sudah dihitung, demikian pula 1 sel lain"),
        "{text}"
    );
    // A book that a spreadsheet application has written holds what it computed.
    let row = r#"<row r="2"><c r="A2" t="str"><v>I2</v></c><c r="B2"><f>1-1</f><v>0</v></c></row>"#;
    assert_eq!(said(&handmade(&format!("{HEAD}{row}"), "")), (0, String::new()));
}

#[test]
fn a_cell_holds_one_value_at_its_own_place() {
    let row = |cell: &str| handmade(&format!(r#"{HEAD}<row r="2"><c r="A2" t="str"><v>I2</v></c>{cell}</row>"#), "");
    for (cell, message) in [
        (r#"<c r="B2"><v>8</v><v>6</v></c>"#, "galat[T0672]"),
        (r#"<c r="B3"><v>86</v></c>"#, "galat[T0683]"),
        (r#"<c r="B2"><v>NaN</v></c>"#, "galat[T0679]: kolom \"realisasi\": sel ini memuat galat lembar kerja NaN"),
    ] {
        let (code, text) = said(&row(cell));
        assert!(code == 4 && text.contains(message), "{cell}: {text}");
    }
}

#[test]
fn parts_are_found_however_they_are_referred_to() {
    let rows = format!("{HEAD}{ROW}");
    let referred = |target: &str, name: &'static str| {
        let mut parts = parts(&rows, "");
        parts[1].1 = parts[1].1.replace("/xl/sheet.xml", target);
        parts[3].0 = name;
        said(&zipped(&parts))
    };
    for (target, name) in [
        ("sheet.xml", "xl/sheet.xml"),
        ("./sheet.xml", "xl/sheet.xml"),
        ("../xl/sheet.xml", "xl/sheet.xml"),
        ("..\\xl\\sheet.xml", "xl\\sheet.xml"),
        ("/xl/sheet.xml", "/xl/sheet.xml"),
        ("lembar%201.xml", "xl/lembar 1.xml"),
        ("SHEET.xml", "xl/sheet.XML"),
    ] {
        assert_eq!(referred(target, name), (0, String::new()), "{target} in {name}");
    }
    let (code, text) = referred("../../lain.xml", "xl/sheet.xml");
    assert!(code == 4 && text.contains("galat[T0672]: berkas ini rusak: bagian lain.xml tidak terbaca"), "{text}");
}

#[test]
fn the_row_of_column_names_can_be_named() {
    let two = || {
        sheet(|sheet| {
            // The plan stands above the table, with the same names.
            header(sheet, 0, &["kode", "target"]);
            header(sheet, 4, &["kode", "realisasi"]);
            for row in [1, 5] {
                sheet.write(row, 0, "I2").unwrap();
                sheet.write(row, 1, 3).unwrap();
            }
        })
    };
    let output = compute(&two(), &["--baris-judul", "5"]);
    assert_eq!((code(&output), err(&output).as_str()), (0, ""));
    // 3/4 = 75%
    assert_eq!(cells(&output, "I2", &["realisasi", "capaian"]), ["3", "75"]);
    let output = compute(&two(), &["--baris-judul", "2"]);
    let text = err(&output);
    assert!(
        code(&output) == 4 && text.contains("galat[T0792]: baris 2 bukan baris judul kolom di lembar \"Sheet1\""),
        "{text}"
    );
    for wrong in ["0", "x", "1048577"] {
        let output = compute(&two(), &["--baris-judul", wrong]);
        assert!(code(&output) == 2 && err(&output).contains("galat[T0716]"), "{}", err(&output));
    }
    // It may stand below those that are searched.
    let far = sheet(|sheet| {
        for row in 0..60 {
            sheet.write(row, 0, "judul").unwrap();
        }
        header(sheet, 60, &["kode", "realisasi"]);
        sheet.write(61, 0, "I2").unwrap();
        sheet.write(61, 1, 3).unwrap();
    });
    assert!(err(&compute(&far, &[])).contains("galat[T0675]"));
    assert_eq!(cells(&compute(&far, &["--baris-judul", "61"]), "I2", &["capaian"]), ["75"]);
}

#[test]
fn column_names_are_read_as_they_are_seen() {
    let folder = sheet(|sheet| {
        header(sheet, 0, &["\u{feff}Kode", " REALISASI\u{a0}", "Penanggung\njawab"]);
        sheet.write(1, 0, "I2").unwrap();
        sheet.write(1, 1, 3).unwrap();
        sheet.write(1, 2, "Bagian Umum").unwrap();
    });
    assert_eq!(cells(&compute(&folder, &[]), "I2", &["capaian"]), ["75"]);
    // A row that lacks the column of codes is told by its place and its names.
    let folder = sheet(|sheet| {
        header(sheet, 2, &["No", "Kode Indikator", "Realisasi"]);
        sheet.write(3, 1, "I2").unwrap();
    });
    let text = err(&compute(&folder, &[]));
    assert!(text.contains("galat[T0606]: kolom \"kode\" tidak ada") && text.contains("Sheet1!3:3"), "{text}");
    assert!(text.contains("\"No\", \"Kode Indikator\" dan \"Realisasi\""), "{text}");
    // Units that no column is called after.
    let folder = sheet(|sheet| {
        header(sheet, 0, &["Satker", "kode", "realisasi"]);
        for row in [1, 2] {
            sheet.write(row, 0, format!("Satker {row}")).unwrap();
            sheet.write(row, 1, "I2").unwrap();
            sheet.write(row, 2, 3).unwrap();
        }
    });
    let text = err(&compute(&folder, &[]));
    assert!(text.contains("galat[T0626]") && text.contains("beri kolom unitnya nama `unit`"), "{text}");
}

#[test]
fn results_say_what_a_sheet_cannot() {
    let folder = tempfile::TempDir::new().unwrap();
    crate::support::program::write(&folder, "contoh.takar", super::RESULTS);
    let huge = "1".to_owned() + &"0".repeat(400);
    crate::support::program::write(&folder, "data.csv", &format!("unit;kode;realisasi\n-62;I1;86%\nx;A1;{huge}\n"));
    let output = crate::support::program::takar(
        &folder,
        &["hitung", "contoh.takar", "--data", "data.csv", "--keluaran", "hasil.xlsx", "--andai", "I1.realisasi = 93%"],
    );
    assert!(code(&output) <= 1, "{}", err(&output));
    let bytes = std::fs::read(folder.path().join("hasil.xlsx")).unwrap();
    let budget = super::part(&bytes, "xl/worksheets/sheet3.xml");
    // More than a binary number holds (10^308): as text, in full.
    assert!(budget.contains(&format!("<t>{huge}</t>")) && !budget.contains("INF"), "{budget}");
    // What looks like a formula is a cell of text, so that it stays one when somebody edits it.
    let indicators = super::part(&bytes, "xl/worksheets/sheet2.xml");
    let style: usize = indicators.split("<c r=\"A2\" s=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
    let styles = super::part(&bytes, "xl/styles.xml");
    let formats = styles.split("<cellXfs").nth(1).unwrap().split("<xf ").nth(1 + style).unwrap();
    let text = styles.split("<numFmt ").find(|format| format.contains("formatCode=\"@\"")).unwrap();
    assert_eq!(formats.split('"').nth(1), text.split('"').nth(1), "{styles}");
    // What is only supposed is said first.
    let about = super::part(&bytes, "xl/worksheets/sheet6.xml");
    assert!(about.contains("<t>Skenario</t>") && about.contains("<t>andai I1.realisasi = 93%</t>"), "{about}");
    assert!(indicators.contains("orientation=\"landscape\""), "{indicators}");
}

#[test]
fn merged_cells_that_lie_over_each_other_are_refused_at_once() {
    let merged: String = (0..5_000).map(|_| r#"<mergeCell ref="A3:A1048576"/>"#).collect();
    let rows: String = (3..5_000).map(|row| format!(r#"<row r="{row}"/>"#)).collect();
    let (code, text) = said(&handmade(&format!("{HEAD}{ROW}{rows}"), &format!("<mergeCells>{merged}</mergeCells>")));
    assert!(code == 4 && text.contains("galat[T0683]: buku kerja ini rusak: gabungan sel saling menutupi"), "{text}");
    assert_eq!(text.matches("galat[").count(), 1, "{text}");
}
