//! Workbooks as data: sheets, types of cells, merged cells, what is refused. The books are written by a library, or by hand
//! where no program would write them.

#[path = "workbook/offices.rs"]
mod offices;

use crate::support::program::{code, err, out, takar, write};
use crate::support::rules::TWO_INDICATORS_AND_A_DAY;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use std::io::Write as _;
use std::process::Output;
use tempfile::TempDir;

/// A folder with `contoh.takar` and a workbook of these sheets.
fn book(fill: impl FnOnce(&mut Workbook)) -> TempDir {
    let folder = TempDir::new().unwrap();
    write(&folder, "contoh.takar", TWO_INDICATORS_AND_A_DAY);
    let mut book = Workbook::new();
    fill(&mut book);
    book.save(folder.path().join("data.xlsx")).unwrap();
    folder
}

fn sheet(fill: impl FnOnce(&mut Worksheet)) -> TempDir {
    book(|book| fill(book.add_worksheet()))
}

fn compute(folder: &TempDir, further: &[&str]) -> Output {
    takar(folder, &[&["hitung", "contoh.takar", "--data", "data.xlsx", "--format", "csv"], further].concat())
}

fn header(sheet: &mut Worksheet, row: u32, names: &[&str]) {
    for (column, name) in names.iter().enumerate() {
        sheet.write(row, column as u16, *name).unwrap();
    }
}

/// The cells of some columns of the row of a code.
fn cells(output: &Output, code: &str, columns: &[&str]) -> Vec<String> {
    let text = out(output);
    let mut lines = text.lines().map(|line| line.split(';').map(str::to_owned).collect::<Vec<_>>());
    let names = lines.next().unwrap_or_else(|| panic!("nothing came out: {}", err(output)));
    let place = |name: &str| names.iter().position(|known| known == name).unwrap();
    let row = lines.find(|row| row[place("kode")] == code).unwrap();
    columns.iter().map(|column| row[place(column)].clone()).collect()
}

#[test]
fn a_title_may_stand_above_the_header_and_cells_keep_their_types() {
    let folder = sheet(|sheet| {
        sheet.merge_range(0, 0, 0, 3, "Realisasi Kinerja", &Format::new()).unwrap();
        header(sheet, 2, &["Kode", "Realisasi", "Capaian_Lapor", "PIC"]);
        sheet.write(3, 0, "I1").unwrap();
        // 0,86 shown as 86%: 86 persen.
        sheet.write_with_format(3, 1, 0.86, &Format::new().set_num_format("0%")).unwrap();
        // 0,905263… shown as 90,53%: that is what was published.
        sheet.write_with_format(3, 2, 0.905_263_157, &Format::new().set_num_format("0.00%")).unwrap();
        sheet.write(3, 3, "Bagian Umum").unwrap();
        sheet.write(5, 0, "I2").unwrap();
        sheet.write(5, 1, 3).unwrap();
        sheet.write(6, 0, "jadi").unwrap();
        let date = ExcelDateTime::from_ymd(2024, 12, 31).unwrap();
        sheet.write_with_format(6, 1, &date, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
    });
    let output = compute(&folder, &[]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    // 86/95 = 90,526315789473684…%, 3/4 = 75%
    assert_eq!(
        cells(&output, "I1", &["realisasi", "capaian", "capaian_lapor"]),
        ["86", "90,526315789473684", "90,53%"]
    );
    assert_eq!(cells(&output, "I2", &["realisasi", "capaian"]), ["3", "75"]);
    let text = out(&takar(&folder, &["jelaskan", "contoh.takar", "I1", "--data", "data.xlsx"]));
    assert!(text.contains("data.xlsx:Sheet1!B4"), "{text}");
}

#[test]
fn a_number_without_percent_format_is_in_the_declared_unit() {
    let folder = sheet(|sheet| {
        header(sheet, 0, &["kode", "realisasi"]);
        sheet.write(1, 0, "I1").unwrap();
        sheet.write(1, 1, 95.125).unwrap();
        sheet.write(2, 0, "I2").unwrap();
        sheet.write(2, 1, "3").unwrap();
    });
    let output = compute(&folder, &[]);
    assert_eq!(cells(&output, "I1", &["realisasi"]), ["95,125"], "{}", err(&output));
    assert_eq!(cells(&output, "I2", &["realisasi"]), ["3"]);
}

#[test]
fn a_share_that_is_not_shown_as_percent_is_told() {
    let folder = sheet(|sheet| {
        header(sheet, 0, &["unit", "kode", "realisasi"]);
        for (row, unit) in [(1, "Barat"), (2, "Timur")] {
            sheet.write(row, 0, unit).unwrap();
            sheet.write(row, 1, "I1").unwrap();
            sheet.write(row, 2, 0.86).unwrap();
        }
    });
    let output = compute(&folder, &[]);
    assert_eq!(cells(&output, "I1", &["realisasi"]), ["0,86"]);
    let text = err(&output);
    assert!(
        text.contains("ingat[T0685]: angka 0,86 tanpa format persen dibaca 0,86%, demikian pula 1 sel lain"),
        "{text}"
    );
    assert!(text.contains("data.xlsx:Sheet1!C2") && text.contains("jika maksudnya 86%"), "{text}");
}

#[test]
fn percent_where_the_unit_is_another_is_refused_at_its_cell() {
    let folder = sheet(|sheet| {
        header(sheet, 0, &["kode", "realisasi"]);
        sheet.write(1, 0, "I2").unwrap();
        sheet.write_with_format(1, 1, 0.5, &Format::new().set_num_format("0.0%")).unwrap();
    });
    let output = compute(&folder, &[]);
    assert_eq!(code(&output), 4);
    assert!(err(&output).contains("galat[T0632]") && err(&output).contains("data.xlsx:Sheet1!B2"), "{}", err(&output));
}

#[test]
fn what_binary_arithmetic_leaves_behind_is_read_as_it_is_shown_and_told() {
    let folder = sheet(|sheet| {
        header(sheet, 0, &["kode", "realisasi"]);
        sheet.write(1, 0, "I2").unwrap();
        sheet.write(1, 1, 0.1 + 0.2).unwrap();
        sheet.write(2, 0, "I1").unwrap();
        // 2^53 - 1: whole numbers are exact that far, with more digits than 15.
        sheet.write(2, 1, 9_007_199_254_740_991.0).unwrap();
    });
    let output = compute(&folder, &[]);
    assert_eq!(cells(&output, "I2", &["realisasi"]), ["0,3"], "{}", err(&output));
    assert_eq!(cells(&output, "I1", &["realisasi"]), ["9007199254740991"]);
    assert!(err(&output).contains("saran[T0682]: 0,30000000000000004 dibaca sebagai 0,3\n"), "{}", err(&output));
    assert_eq!(code(&output), 0);
}

#[test]
fn the_sheet_is_found_or_named() {
    let table = |sheet: &mut Worksheet, value: f64| {
        header(sheet, 0, &["kode", "realisasi"]);
        sheet.write(1, 0, "I2").unwrap();
        sheet.write(1, 1, value).unwrap();
    };
    let two = book(|book| {
        book.add_worksheet().set_name("Petunjuk").unwrap().write(0, 0, "Isi lembar berikut").unwrap();
        table(book.add_worksheet().set_name("TW I").unwrap(), 1.0);
        table(book.add_worksheet().set_name("TW II").unwrap(), 2.0);
    });
    let output = compute(&two, &[]);
    assert_eq!(code(&output), 4);
    assert!(
        err(&output).contains("galat[T0676]: beberapa lembar memuat tabel: \"TW I\", \"TW II\""),
        "{}",
        err(&output)
    );
    let output = compute(&two, &["--lembar", "tw ii"]);
    assert_eq!(cells(&output, "I2", &["realisasi"]), ["2"], "{}", err(&output));
    let output = compute(&two, &["--lembar", "TW III"]);
    assert_eq!(code(&output), 4);
    assert!(err(&output).contains("galat[T0674]") && err(&output).contains("`--lembar \"TW II\"`"), "{}", err(&output));
    let output = compute(&two, &["--lembar", "Petunjuk"]);
    assert!(err(&output).contains("galat[T0675]"), "{}", err(&output));
    let hidden = book(|book| {
        table(book.add_worksheet(), 1.0);
        table(book.add_worksheet().set_name("lama").unwrap().set_hidden(true), 2.0);
    });
    assert_eq!(cells(&compute(&hidden, &[]), "I2", &["realisasi"]), ["1"]);
    assert_eq!(cells(&compute(&hidden, &["--lembar", "lama"]), "I2", &["realisasi"]), ["2"]);
}

#[test]
fn merged_cells_are_refused_where_they_leave_cells_empty() {
    let folder = sheet(|sheet| {
        header(sheet, 1, &["kode", "target", "realisasi"]);
        sheet.merge_range(0, 1, 1, 1, "target", &Format::new()).unwrap();
        sheet.write(2, 0, "I2").unwrap();
    });
    let output = compute(&folder, &[]);
    assert_eq!(code(&output), 4);
    assert!(err(&output).contains("galat[T0677]: sel judul kolom B1:B2 digabung"), "{}", err(&output));
    assert_eq!(err(&output).matches("galat[").count(), 1, "{}", err(&output));
    let folder = sheet(|sheet| {
        header(sheet, 0, &["unit", "kode", "realisasi"]);
        for (row, unit) in [(1, "Barat"), (2, "Timur")] {
            sheet.write(row, 0, unit).unwrap();
            sheet.write(row, 2, 1).unwrap();
        }
        sheet.merge_range(1, 1, 2, 1, "I1", &Format::new()).unwrap();
    });
    let output = compute(&folder, &[]);
    assert_eq!(code(&output), 4);
    assert!(err(&output).contains("galat[T0678]: sel B2:B3 pada kolom \"kode\" digabung"), "{}", err(&output));
    assert_eq!(err(&output).matches("galat[").count(), 1, "{}", err(&output));
}

#[test]
fn cells_that_say_nothing_are_told() {
    let folder = book(|book| {
        let sheet = book.add_worksheet();
        header(sheet, 0, &["kode", "realisasi"]);
        sheet.write(1, 0, "I1").unwrap();
        sheet.write_formula(1, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        sheet.write(2, 0, 1.1).unwrap();
        sheet.write(2, 1, 1).unwrap();
        sheet.write(3, 0, "I2").unwrap();
        sheet.write(3, 1, 1).unwrap();
        sheet.write(3, 4, "catatan di luar tabel").unwrap();
    });
    let output = compute(&folder, &[]);
    assert_eq!(code(&output), 4);
    let text = err(&output);
    for part in ["galat[T0679]", "Sheet1!B2", "galat[T0681]", "Sheet1!A3", "galat[T0610]", "Sheet1!E4"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

/// A workbook made by hand: its sheet's content, behind `<sheetData>` what follows.
fn handmade(rows: &str, behind: &str) -> Vec<u8> {
    zipped(&parts(rows, behind))
}

fn parts(rows: &str, behind: &str) -> Vec<(&'static str, String)> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    vec![
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/worksheet" Target="/xl/sheet.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/sheet.xml",
            format!(
                r#"<worksheet xmlns="{main}"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>{behind}</worksheet>"#
            ),
        ),
    ]
}

fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const HEAD: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>kode</t></is></c><c r="B1" t="inlineStr"><is><t>realisasi</t></is></c></row>"#;
const ROW: &str = r#"<row r="2"><c r="A2" t="str"><v>I2</v></c><c r="B2"><v>3</v></c></row>"#;

fn said(bytes: &[u8]) -> (i32, String) {
    let folder = TempDir::new().unwrap();
    write(&folder, "contoh.takar", TWO_INDICATORS_AND_A_DAY);
    std::fs::write(folder.path().join("data.xlsx"), bytes).unwrap();
    let output = compute(&folder, &[]);
    (code(&output), err(&output))
}

#[test]
fn a_book_made_by_hand_is_read_whatever_size_it_claims() {
    assert_eq!(said(&handmade(&format!("{HEAD}{ROW}"), "")), (0, String::new()));
    // Neither rows nor cells need to say where they stand.
    let bare = r#"<row><c t="inlineStr"><is><t>kode</t></is></c><c t="inlineStr"><is><r><t>reali</t></r><r><t>sasi</t></r></is></c></row><row><c t="str"><v>I2</v></c><c><v>3</v></c></row>"#;
    assert_eq!(said(&handmade(bare, "")), (0, String::new()));
}

#[test]
fn errors_and_formulas_without_result_are_told() {
    let row = |cell: &str| handmade(&format!(r#"{HEAD}<row r="2"><c r="A2" t="str"><v>I2</v></c>{cell}</row>"#), "");
    for (cell, expected) in [
        (r##"<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>"##, "T0679"),
        (r##"<c r="B2" t="e"><v>#SPILL!</v></c>"##, "T0679"),
        (r#"<c r="B2"><f>1+1</f></c>"#, "T0680"),
        (r#"<c r="B2"><f>1+1</f><v></v></c>"#, "T0680"),
        (r#"<c r="B2"><v>tiga</v></c>"#, "T0679"),
        (r#"<c r="B2" t="s"><v>7</v></c>"#, "T0679"),
        (r#"<c r="A2"><v>3</v></c>"#, "T0683"),
    ] {
        let (code, text) = said(&row(cell));
        assert_eq!(code, 4, "{cell}: {text}");
        assert!(text.contains(&format!("galat[{expected}]")), "{cell}: {text}");
    }
    assert_eq!(said(&row(r#"<c r="B2"><f>1+2</f><v>3</v></c>"#)), (0, String::new()));
}

#[test]
fn what_is_no_such_workbook_is_named() {
    let ods = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        ("content.xml", "<a/>".to_owned()),
    ]);
    let other = zipped(&[("surat.txt", "halo".to_owned())]);
    for (bytes, expected) in [
        (ods, "galat[T0671]: buku kerja ini ODS"),
        (other, "galat[T0671]: buku kerja ini berkas ZIP lain"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 lama".to_vec(), "galat[T0604]"),
        (b"PK\x03\x04 terpotong".to_vec(), "galat[T0672]"),
        (handmade(HEAD, "")[..400].to_vec(), "galat[T0672]"),
    ] {
        let (code, text) = said(&bytes);
        assert_eq!(code, 4, "{text}");
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

#[test]
fn bombs_are_refused_by_the_directory_and_by_what_comes_out() {
    // 64 MiB of blanks pack to about 64 KiB: a ratio of 1000.
    let blanks = " ".repeat(64 << 20);
    let (code, text) = said(&handmade(&format!("{HEAD}{blanks}{ROW}"), ""));
    assert_eq!(code, 4);
    assert!(text.contains("galat[T0673]: berkas ini tidak dibuka: bagian xl/sheet.xml melampaui 250×"), "{text}");
    // A directory that lies about the size: 16 bytes in place of them all.
    let mut bytes = handmade(&format!("{HEAD}{ROW}"), "");
    let at = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    bytes[at + 24..at + 28].copy_from_slice(&16_u32.to_le_bytes());
    let (code, text) = said(&bytes);
    assert_eq!(code, 4);
    assert!(text.contains("galat[T0672]"), "{text}");
    // A tag of 3 MiB that hardly packs is not held.
    let mut seed = 1_u64;
    let noise: String = (0..3 << 20)
        .map(|_| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            char::from(b'a' + (seed >> 59) as u8 % 26)
        })
        .collect();
    let (code, text) = said(&handmade(&format!("<!-- {noise} -->{HEAD}{ROW}"), ""));
    assert_eq!(code, 4);
    assert!(text.contains("galat[T0672]"), "{text}");
}

/// How many mutated files are tried; more with `TAKAR_MUTASI`.
pub fn mutations() -> usize {
    std::env::var("TAKAR_MUTASI").ok().and_then(|count| count.parse().ok()).unwrap_or(60)
}

#[test]
fn damaged_books_end_in_a_message() {
    let whole = {
        let folder = sheet(|sheet| {
            header(sheet, 0, &["unit", "kode", "realisasi"]);
            for row in 1..40 {
                sheet.write(row, 0, format!("Unit {}", row / 2)).unwrap();
                sheet.write(row, 1, if row % 2 == 0 { "I1" } else { "I2" }).unwrap();
                sheet.write(row, 2, f64::from(row)).unwrap();
            }
        });
        std::fs::read(folder.path().join("data.xlsx")).unwrap()
    };
    // The same parts, stored: what is changed in them reaches the reader of tags.
    let rows: String = (2..30)
        .map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="str"><v>I2</v></c><c r="B{row}"><v>3</v></c></row>"#))
        .collect();
    let texts = parts(&format!("{HEAD}{rows}"), r#"<mergeCells><mergeCell ref="C3:D4"/></mergeCells>"#);
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for round in 0..mutations() {
        let bytes = if round % 2 == 0 {
            let mut bytes = whole.clone();
            for _ in 0..1 + random(4) {
                let at = random(bytes.len());
                bytes[at] = random(256) as u8;
            }
            bytes.truncate(bytes.len() - random(3) * random(bytes.len() / 4));
            bytes
        } else {
            let mut texts = texts.clone();
            let part = random(texts.len());
            let mut letters: Vec<char> = texts[part].1.chars().collect();
            for _ in 0..1 + random(3) {
                let at = random(letters.len());
                match random(3) {
                    0 => drop(letters.remove(at)),
                    1 => letters[at] = ['<', '>', '"', '9', '&', 'Z', ':'][random(7)],
                    _ => letters.insert(at, ['<', '/', '"', '9', '&', ';', '-'][random(7)]),
                }
            }
            texts[part].1 = letters.into_iter().collect();
            zipped(&texts)
        };
        let (code, text) = said(&bytes);
        assert!((0..=5).contains(&code) && !text.contains("panicked"), "round {round}: {code} {text}");
    }
}

// ---- workbooks as results ---------------------------------------------------------------------

const RESULTS: &str = r#"aturan contoh "Contoh" {
  berlaku sejak 1 Januari 2024 sampai 31 Desember 2024
  periode tahunan
}
gunakan "baku/polaritas.takar"
skala baik "Skala" {
  "Baik"   > 89% s.d. 100% warna hijau
  "Kurang"  0% s.d. 89%    warna merah
}
sasaran S1 "=SUM(A1)" {
  kategori baik
  agregasi rata_rata
  indikator I1 "Layanan" { satuan persen target 95% polaritas positif kategori baik }
}
anggaran A1 "Belanja" { pagu Rp 1.000.000 }
nilai rata "Rata-rata" { rumus rata_rata(indikator.capaian) }
pastikan A1.realisasi ≤ A1.pagu "tidak melampaui pagu"
"#;

/// The XML of a part of a workbook.
fn part(bytes: &[u8], name: &str) -> String {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn results_are_a_sheet_for_each_kind_and_the_same_every_time() {
    let folder = TempDir::new().unwrap();
    write(&folder, "contoh.takar", RESULTS);
    write(&folder, "data.csv", "unit;kode;realisasi\n=1+1;I1;86%\n=1+1;A1;Rp 250.000,75\n@x;I1;0%\n@x;A1;0\n");
    let run = || {
        let output = takar(&folder, &["hitung", "contoh.takar", "--data", "data.csv", "--keluaran", "hasil.xlsx"]);
        assert_eq!((code(&output), err(&output).as_str()), (0, ""));
        std::fs::read(folder.path().join("hasil.xlsx")).unwrap()
    };
    let bytes = run();
    assert_eq!(bytes, run());
    let book = part(&bytes, "xl/workbook.xml");
    let names: Vec<&str> = book.split("<sheet name=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(names, ["Kelompok", "Indikator", "Anggaran", "Nilai", "Pastikan", "Keterangan"]);
    let indicators = part(&bytes, "xl/worksheets/sheet2.xml");
    // 86/95 in natural size, as near as binary comes: 0,90526315789473684…
    let value = 86.0_f64 / 95.0;
    assert!(indicators.contains(&format!("<v>{value}</v>")), "{indicators}");
    assert!(indicators.contains("1720/19"), "the exact figure stands beside it: {indicators}");
    assert!(indicators.contains("<pane ySplit=\"1\""), "a frozen header: {indicators}");
    assert!(indicators.contains("<is><t>=1+1</t></is>") && indicators.contains("<is><t>@x</t></is>"), "{indicators}");
    for number in 1..=6 {
        assert!(!part(&bytes, &format!("xl/worksheets/sheet{number}.xml")).contains("<f>"));
    }
    assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains("<t>=SUM(A1)</t>"));
    let styles = part(&bytes, "xl/styles.xml");
    for code in ["0%", "0.00%", "[$Rp-421] #,##0.00"] {
        assert!(
            styles.contains(&format!("formatCode=\"{code}\"")) || code == "0%" || code == "0.00%",
            "{code}: {styles}"
        );
    }
    assert!(styles.contains("FFC6EFCE") && styles.contains("FFFFC7CE"), "the colours of both ratings: {styles}");
    // What was written can be read: target and realization are columns of a table of figures.
    let read = ["hitung", "contoh.takar", "--data", "hasil.xlsx", "--lembar", "Indikator", "--format", "csv"];
    let output = takar(&folder, &read);
    let text = out(&output);
    assert!(
        text.contains("=1+1;2024;I1;indikator;S1;Layanan;nilai;;persen;persen;95;;;;86;"),
        "{text}{}",
        err(&output)
    );
}

#[test]
fn the_unit_of_target_and_realization_stands_beside_that_of_the_achievement() {
    let folder = TempDir::new().unwrap();
    let rules = RESULTS.replace("satuan persen target 95%", "satuan laporan target 4 laporan");
    assert_ne!(rules, RESULTS);
    write(&folder, "contoh.takar", &rules.replacen("sasaran", "gunakan \"baku/satuan.takar\"\nsasaran", 1));
    write(&folder, "data.csv", "kode;realisasi\nI1;3\nA1;Rp 250.000\n");
    let output = takar(&folder, &["hitung", "contoh.takar", "--data", "data.csv", "--keluaran", "hasil.xlsx"]);
    assert_eq!((code(&output), err(&output).as_str()), (0, ""));
    let bytes = std::fs::read(folder.path().join("hasil.xlsx")).unwrap();
    // The text of a cell, by its place.
    let cell = |sheet: &str, place: &str| {
        let rest = sheet.split_once(&format!("<c r=\"{place}\""))?.1.split_once("<t>")?.1;
        Some(rest.split_once('<')?.0.to_owned())
    };
    let row = |sheet: &str| ["F1", "G1", "F2", "G2"].map(|place| cell(sheet, place).unwrap_or_default());
    let indicators = part(&bytes, "xl/worksheets/sheet2.xml");
    assert_eq!(row(&indicators), ["Satuan", "Satuan capaian", "laporan", "persen"], "{indicators}");
    // Target 4, realization 3, achievement 3/4: the figures are under their headings still.
    for (place, heading, value) in [("H", "Target", "4"), ("I", "Realisasi", "3"), ("K", "Capaian", "0.75")] {
        assert_eq!(cell(&indicators, &format!("{place}1")).as_deref(), Some(heading));
        let rest = indicators.split_once(&format!("<c r=\"{place}2\"")).unwrap().1;
        assert!(rest.split_once("</c>").unwrap().0.ends_with(&format!("<v>{value}</v>")), "{place}: {rest}");
    }
    // A value has no achievement, and so one unit.
    let values = part(&bytes, "xl/worksheets/sheet4.xml");
    assert_eq!(row(&values)[..3], ["Satuan", "Nilai", "persen"], "{values}");
}

#[test]
fn a_figure_of_more_digits_than_a_sheet_holds_stands_beside_it() {
    let folder = TempDir::new().unwrap();
    write(&folder, "contoh.takar", RESULTS);
    write(&folder, "data.csv", "kode;realisasi\nI1;86%\nA1;Rp 123.456.789.012.345,67\n");
    let output = takar(
        &folder,
        &["hitung", "contoh.takar", "--data", "data.csv", "--format", "xlsx", "--keluaran", "hasil.xlsx"],
    );
    // More was spent than there was.
    assert_eq!(code(&output), 1, "{}", err(&output));
    let bytes = std::fs::read(folder.path().join("hasil.xlsx")).unwrap();
    let budget = part(&bytes, "xl/worksheets/sheet3.xml");
    assert!(budget.contains("realisasi = 123456789012345,67"), "{budget}");
}
