//! Several files, folders and packed files: the same as one reader would yield, however the rows are spread over files.

use super::{HEADER, RULES, difference, table};
use crate::support::Ruleset;
use crate::support::program::{code, err, out, takar, write};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Read as _, Write as _};
use takar::data::{DataOptions, Numerals, Plain};
use takar::model::catalog::Catalogs;
use takar::value::period::Period;
use tempfile::TempDir;

fn gzip(text: &str) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

fn zstd(text: &str) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest)
}

/// A file: its name and what it holds.
type File = (&'static str, Vec<u8>);

/// Runs it over a folder of files on threads, and with a file of another kind and no rows, which makes it a job for one
/// reader. Both say the same.
fn same(files: &[File], options: &[&str]) -> (i32, String, String) {
    let folder = TempDir::new().unwrap();
    write(&folder, "ukur.takar", RULES);
    std::fs::create_dir(folder.path().join("data")).unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join("data").join(name), bytes).unwrap();
    }
    write(&folder, "kosong.json", "[]");
    let mut common = vec!["hitung", "ukur.takar", "--angka", "en", "--data", "data"];
    common.extend(options);
    if !options.contains(&"--format") {
        common.extend(["--format", "csv"]);
    }
    let plain = takar(&folder, &[&common[..], &["--data", "kosong.json"]].concat());
    for threads in ["1", "2", "3"] {
        let quick = takar(&folder, &[&common[..], &["--utas", threads]].concat());
        assert_eq!(err(&quick), err(&plain), "{threads} threads");
        assert_eq!(code(&quick), code(&plain), "{threads} threads: {}", err(&plain));
        assert!(out(&quick) == out(&plain), "{threads} threads: {}", difference(&out(&quick), &out(&plain)));
    }
    (code(&plain), out(&plain), err(&plain))
}

const YEAR: &[&str] = &["--periode", "2024"];

/// The rows of a table for which `wanted` is true of the unit and place, below a header.
fn part(text: &str, wanted: impl Fn(usize, usize) -> bool) -> String {
    let mut lines = text.lines();
    let header = lines.next().unwrap();
    let rows = lines.enumerate().filter(|(number, _)| wanted(number / 4, number % 4));
    rows.fold(format!("{header}\n"), |part, (_, row)| part + row + "\n")
}

/// A table with its columns in another order and with another separator.
fn turned(text: &str) -> String {
    text.lines()
        .map(|row| {
            let cells: Vec<&str> = row.split(',').collect();
            format!("{};{};{};{}\n", cells[1], cells[3], cells[0], cells[2])
        })
        .collect()
}

#[test]
fn units_in_several_files() {
    let text = table(600, HEADER, |_, _, _| None);
    let parts: Vec<String> = (0..3).map(|third| part(&text, |unit, _| unit / 200 == third)).collect();
    let one = same(&[("a.csv", text.clone().into_bytes())], YEAR);
    assert_eq!((one.0, one.1.lines().count()), (0, 1 + 600 * 7));
    let folders: [&[File]; 4] = [
        &[("a.csv", parts[0].clone().into()), ("b.csv", parts[1].clone().into()), ("c.csv", parts[2].clone().into())],
        // Other columns, no end of the last line, other ends of lines, nothing at all.
        &[
            ("a.csv", turned(&parts[0]).into()),
            ("b.csv", parts[1].trim_end().into()),
            ("c.csv", format!("{HEADER}\n").into()),
            ("d.csv", format!("\u{feff}{}", parts[2].replace('\n', "\r\n")).into()),
        ],
        &[("a.csv.gz", gzip(&parts[0])), ("b.csv", parts[1].clone().into()), ("c.csv.zst", zstd(&turned(&parts[2])))],
        // What it is packed with is not told by its name.
        &[("a.csv", gzip(&text))],
    ];
    for files in folders {
        for format in ["csv", "json", "jsonl"] {
            let several = same(files, &["--periode", "2024", "--format", format]);
            // The file with nothing at all is told, and only that one.
            let empty = files.iter().filter(|file| file.1 == format!("{HEADER}\n").into_bytes()).count();
            assert_eq!(
                (several.0, several.2.matches("ingat[T0789]").count(), several.2.is_empty()),
                (0, empty, empty == 0),
                "{:?}: {}",
                files.iter().map(|file| file.0).collect::<Vec<_>>(),
                several.2
            );
            if format == "csv" {
                assert!(several.1 == one.1, "{}", difference(&several.1, &one.1));
            }
        }
    }
}

#[test]
fn rows_of_a_unit_in_several_files() {
    let text = table(300, HEADER, |_, _, _| None);
    let one = same(&[("a.csv", text.clone().into_bytes())], YEAR);
    // Half of the indicators in each file; the second one ends without a line feed.
    let halves = [part(&text, |_, place| place < 2), part(&text, |_, place| place >= 2).trim_end().to_owned()];
    // So little is held without a word; how much is in packed files is not known.
    let spread = same(&[("a.csv", halves[0].clone().into()), ("b.csv", halves[1].clone().into())], YEAR);
    assert!(spread.0 == 0 && spread.2.is_empty(), "{}", spread.2);
    assert!(spread.1 == one.1, "{}", difference(&spread.1, &one.1));
    let packed = same(&[("a.csv.gz", gzip(&halves[0])), ("b.csv.zst", zstd(&halves[1]))], YEAR);
    assert!(packed.1 == one.1 && packed.2.contains("T0775"), "{}", packed.2);
    let other = same(&[("a.csv", halves[0].clone().into()), ("b.csv", turned(&halves[1]).into())], YEAR);
    assert!(other.1 == one.1 && other.2.is_empty(), "{}", other.2);
    // A unit that begins at the end of one file and ends at the beginning of the next.
    let cut = |first: bool| part(&text, |unit, place| (unit * 4 + place < 150 * 4 + 2) == first);
    let cut = same(&[("a.csv", cut(true).into()), ("b.csv", cut(false).into())], YEAR);
    assert!(cut.0 == 0 && cut.1 == one.1 && cut.2.is_empty(), "{}", cut.2);
}

#[test]
fn bad_rows_in_one_of_several_files() {
    let text = table(300, HEADER, |unit, place, row| match (unit, place) {
        (250, 1) => Some("Unit 00250,IK2,5,banyak".to_owned()),
        (260, 0) => Some(row.replace("IK1", "IK9")),
        (270, 3) => Some("Unit 00270,IK4,5".to_owned()),
        _ => None,
    });
    let parts = || (0..3).map(|third| part(&text, move |unit, _| unit / 100 == third));
    let plain: Vec<File> = ["a.csv", "b.csv", "c.csv"].into_iter().zip(parts().map(String::into_bytes)).collect();
    let packed: Vec<File> =
        ["a.csv.gz", "b.csv.gz", "c.csv.gz"].into_iter().zip(parts().map(|text| gzip(&text))).collect();
    for files in [plain, packed] {
        let (code, results, told) = same(&files, YEAR);
        assert_eq!((code, results.as_str()), (4, ""), "{told}");
        // Unit 250 is the 51st in the third file: its second row is on line 1 + 50 × 4 + 2 = 203; then 1 + 60 × 4 + 1 = 242
        // and 1 + 70 × 4 + 4 = 285.
        let places: Vec<usize> = ["203", "242", "285"]
            .iter()
            .map(|line| told.find(&format!("{}:{line}", files[2].0)).unwrap_or_else(|| panic!("{line}: {told}")))
            .collect();
        assert!(places.is_sorted(), "{told}");
        let (code, results, told) = same(&files, &["--periode", "2024", "--lanjut"]);
        assert!(code == 1 && told.contains("T06"), "{told}");
        assert!(results.contains("Unit 00250,2024,IK2,indikator,S1,b,galat,"), "{told}");
    }
}

#[test]
fn what_several_files_contradict() {
    let text = table(40, HEADER, |_, _, _| None);
    let (first, second) = (part(&text, |unit, _| unit < 20), part(&text, |unit, _| unit >= 20));
    // The same rows again, and one of them with another figure.
    for again in [part(&text, |unit, _| unit == 7), part(&text, |unit, _| unit == 7).replace(",IK1,", ",IK1,9")] {
        let (code, _, told) =
            same(&[("a.csv", first.clone().into()), ("b.csv", second.clone().into()), ("c.csv", again.into())], YEAR);
        assert!(code == 4 && told.contains("a.csv") && told.contains("c.csv"), "{told}");
    }
    // Without units.
    let without = "kode,target,realisasi\nIK1,5,5\n";
    let (code, _, told) = same(&[("a.csv", first.clone().into()), ("b.csv", without.into())], YEAR);
    assert!(code == 4 && told.contains("b.csv"), "{told}");
    // Packed and cut off.
    let mut cut = gzip(&second);
    cut.truncate(cut.len() - 20);
    let (code, results, told) = same(&[("a.csv", first.clone().into()), ("b.csv.gz", cut)], YEAR);
    assert!(code == 5 && results.is_empty() && told.contains("b.csv.gz"), "{code} {told}");
}

#[test]
fn periods_of_several_files() {
    let header = "unit,kode,target,realisasi,periode";
    let of = |year: &str| table(50, header, |_, _, row| Some(format!("{row},{year}")));
    let files = [("2023.csv", of("2023").into_bytes()), ("2024.csv", of("2024").into_bytes())];
    let (code, results, told) = same(&files, YEAR);
    assert!(code == 0 && told.contains("200 baris dari periode lain"), "{told}");
    assert_eq!(results.lines().count(), 1 + 50 * 7);
    let (code, results, _) = same(&files, &[]);
    assert_eq!((code, results.lines().count()), (0, 1 + 2 * 50 * 7));
    // One file says which period it is about, the other one leaves that to the option.
    let rest = table(90, HEADER, |_, _, _| None);
    let files = [("a.csv", of("2024").into_bytes()), ("b.csv", part(&rest, |unit, _| unit >= 50).into_bytes())];
    let (code, results, _) = same(&files, YEAR);
    assert_eq!((code, results.lines().count()), (0, 1 + 90 * 7));
}

#[test]
fn published_figures_in_one_of_several_files() {
    let of = |header: &str, last: &str, first: bool| {
        let text = table(60, header, |_, _, row| Some(format!("{row},{last}")));
        part(&text, |unit, _| (unit < 30) == first).into_bytes()
    };
    let noted = of("unit,kode,target,realisasi,catatan", "97", true);
    let published = of("unit,kode,target,realisasi,capaian_lapor", "97", false);
    for files in [[("a.csv", noted.clone()), ("b.csv", published.clone())], [("a.csv", published), ("b.csv", noted)]] {
        let (code, results, told) = same(&files, YEAR);
        assert_eq!((code, told.as_str()), (0, ""));
        // Of each indicator of the 30 units for which it was published.
        assert_eq!(results.lines().filter(|line| line.ends_with(",97,")).count(), 30 * 4, "{results}");
    }
}

#[test]
fn packed_tables_are_read_from_their_bytes_too() {
    let folder = TempDir::new().unwrap();
    let text = table(30, HEADER, |_, _, _| None);
    let ruleset = Ruleset::text(RULES);
    let catalogs = Catalogs::from(ruleset.model.catalog());
    let options = DataOptions { numerals: Numerals::English, period: Period::year(2024), ..DataOptions::default() };
    for (name, bytes) in [("a", text.clone().into_bytes()), ("b", gzip(&text)), ("c", zstd(&text))] {
        let path = folder.path().join(name);
        std::fs::write(&path, &bytes).unwrap();
        let plain = Plain::open(&path, &catalogs, &options, None).expect("a plain table");
        let mut rows = String::new();
        plain.rows(Some(&options.counters)).unwrap().read_to_string(&mut rows).unwrap();
        assert_eq!(Some(rows.as_str()), text.strip_prefix("unit,kode,target,realisasi\n"), "{name}");
    }
    // All of the three were counted, as they lie on the disk, but for the header of the one that is not packed.
    let on_disk = |name: &str| std::fs::metadata(folder.path().join(name)).unwrap().len();
    assert_eq!(options.counters.bytes(), ["a", "b", "c"].map(on_disk).iter().sum::<u64>() - HEADER.len() as u64 - 1);
}
