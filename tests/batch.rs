//! Large tables are computed by several threads, from bytes where these are as they nearly always are. Nobody can tell from
//! what comes out: the same as one reader and one evaluator would yield, whatever is in the data.

mod files;
mod summaries;

use crate::support::Ruleset;
use crate::support::dice::Dice;
use crate::support::program::{code, err, out, takar, write};
use std::fmt::Write as _;
use takar::data::{DataOptions, Layout, Numerals, Rows};
use takar::evaluate::plan::{Machine, Plan};
use takar::model::catalog::Catalogs;
use takar::value::period::Period;
use tempfile::TempDir;

const RULES: &str = r#"
aturan ukur "Ukur" { berlaku sejak 1 Januari 2023 sampai 31 Desember 2024  periode tahunan }
gunakan "baku/polaritas.takar"
skala s "Skala" { bulatkan 0 desimal
  "Baik" ≥ 91%
  "Cukup" 51% s.d. 90%
  "Kurang" < 51% }
pengukuran { batasi 0% s.d. 120%  bulatkan 2 desimal  kategori s  agregasi rata_rata }
sasaran S1 "Satu" { tanpa bulatkan
  indikator IK1 "a" { satuan angka polaritas positif }
  indikator IK2 "b" { satuan angka polaritas negatif } }
sasaran S2 "Dua" {
  indikator IK3 "c" { satuan persen polaritas positif target 95% rentang 0% s.d. 400% }
  indikator IK4 "d" { satuan rupiah polaritas positif kode "076,4" } }
nilai selisih "Selisih" { rumus abs(IK1.capaian − IK3.capaian) }
ingatkan IK1.realisasi ≤ 1000 "IK1 wajar"
"#;

/// A table of so many units. `odd` may change a row, given its unit and number: none leaves it as it is.
fn table(units: usize, header: &str, mut odd: impl FnMut(usize, usize, &str) -> Option<String>) -> String {
    let mut dice = Dice::new(3);
    let mut text = format!("{header}\n");
    for unit in 0..units {
        for place in 0..4 {
            let target = [dice.below(100) + 1, dice.below(20) + 1, 95, (dice.below(90) + 10) * 1_000_000][place];
            let done = target * (dice.below(130) + 10);
            // Hundredths of the target's unit.
            let (whole, rest) = (done / 100, done % 100);
            let row = format!("Unit {unit:05},IK{},{target},{whole}.{rest:02}", place + 1);
            match odd(unit, place, &row) {
                Some(other) => writeln!(text, "{other}").unwrap(),
                None => writeln!(text, "{row}").unwrap(),
            }
        }
    }
    text
}

const HEADER: &str = "unit,kode,target,realisasi";

/// Runs it on threads, and with a second file of another kind and no rows, which makes it a job for one reader. Both say the
/// same.
fn same(folder: &TempDir, data: &str, options: &[&str]) -> (i32, String, String) {
    same_by(RULES, folder, data, options)
}

fn same_by(rules: &str, folder: &TempDir, data: &str, options: &[&str]) -> (i32, String, String) {
    write(folder, "ukur.takar", rules);
    write(folder, "data.csv", data);
    write(folder, "kosong.json", "[]");
    let mut common = vec!["hitung", "ukur.takar", "--data", "data.csv", "--angka", "en"];
    if !options.contains(&"--periode") {
        common.extend(["--periode", "2024"]);
    }
    common.extend(options);
    if !options.contains(&"--format") {
        common.extend(["--format", "csv"]);
    }
    let plain = takar(folder, &[&common[..], &["--data", "kosong.json"]].concat());
    for threads in ["1", "3"] {
        let quick = takar(folder, &[&common[..], &["--utas", threads]].concat());
        assert_eq!(err(&quick), err(&plain), "{threads} threads");
        assert_eq!(code(&quick), code(&plain), "{threads} threads: {}", err(&plain));
        assert!(out(&quick) == out(&plain), "{threads} threads: {}", difference(&out(&quick), &out(&plain)));
    }
    (code(&plain), out(&plain), err(&plain))
}

fn difference(a: &str, b: &str) -> String {
    let differs = a.lines().zip(b.lines()).enumerate().find(|(_, (a, b))| a != b);
    format!("{} and {} bytes, {differs:?}", a.len(), b.len())
}

#[test]
fn clean_tables_in_all_formats() {
    let folder = TempDir::new().unwrap();
    // 1500 units are about 150 kB: several blocks.
    let data = table(1500, HEADER, |_, _, _| None);
    let (code, out, _) = same(&folder, &data, &["--kolom", "unit,kode,capaian,kategori"]);
    assert_eq!(code, 0);
    // A head, and for each unit 2 sasaran, 4 indicators and a nilai.
    assert_eq!(out.lines().count(), 1 + 1500 * 7);
    let small = table(400, HEADER, |_, _, _| None);
    for format in [&["--format", "csv"][..], &["--format", "json"], &["--format", "jsonl"]] {
        same(&folder, &small, format);
    }
}

/// Which units are read from their bytes.
fn read_from_bytes(data: &str) -> Vec<bool> {
    let ruleset = Ruleset::text(RULES);
    let catalogs = Catalogs::from(ruleset.model.catalog());
    let options = DataOptions { numerals: Numerals::English, period: Period::year(2024), ..DataOptions::default() };
    let layout = Layout::new(data.as_bytes(), &catalogs, &options, None).expect("a plain table");
    let plan = Plan::new(&ruleset.model, Period::year(2024)).expect("a plan");
    let (mut machine, mut rows) = (Machine::new(&plan), Rows::new(&layout));
    let bytes = &data.as_bytes()[layout.start as usize..];
    let (mut at, mut units) = (0, Vec::new());
    while let Some(unit) = rows.next(bytes, at, Some(&mut machine)).expect("units") {
        at = unit.bytes.end;
        units.push(unit.clean && machine.run());
    }
    units
}

#[test]
fn only_what_is_odd_is_read_in_the_long_way() {
    let clean = table(50, HEADER, |_, _, _| None);
    assert_eq!(read_from_bytes(&clean), vec![true; 50]);
    let odd = table(50, HEADER, |u, p, r| (u == 20 && p == 1).then(|| r.replace("IK2", " IK2")));
    let units = read_from_bytes(&odd);
    assert!(!units[20] && units.iter().filter(|clean| **clean).count() == 49, "{units:?}");
    let quoted = table(50, HEADER, |_, _, r| Some(format!("\"{}\"\r", r.replace(',', "\",\""))));
    assert_eq!(read_from_bytes(&quoted), vec![true; 50]);
}

#[test]
fn the_figures_are_right() {
    let folder = TempDir::new().unwrap();
    let data =
        "unit,kode,target,realisasi\n\"A, B\",IK1,80,72.39\n\"A, B\",IK2,4,5\n\"A, B\",IK3,95,86\n\"A, B\",076,4\n";
    // A row with one cell too many is told, not shifted.
    let (code, _, told) = same(&folder, data, &[]);
    assert!(code == 4 && told.contains("T06"), "{told}");
    let data = data.replace("\"A, B\",076,4\n", "\"A, B\",\"076,4\",30000000,20000000\n");
    let (code, out, _) = same(&folder, &data, &["--kolom", "unit,kode,capaian,kategori"]);
    assert_eq!(code, 0);
    // 72,39/80 = 90,4875; (2 × 4 − 5)/4 = 75; mean 82,74375, rounded nowhere but by the scale; 86/95 = 90,526…;
    // 20/30 = 66,666…; (90,53 + 66,67)/2 = 78,6; |90,49 − 90,53| = 0,04.
    let expected = "unit,kode,capaian,kategori\n\
                    \"A, B\",S1,82.745,Cukup\n\"A, B\",IK1,90.49,Cukup\n\"A, B\",IK2,75,Cukup\n\
                    \"A, B\",S2,78.6,Cukup\n\"A, B\",IK3,90.53,Baik\n\"A, B\",IK4,66.67,Cukup\n\"A, B\",selisih,,\n";
    assert_eq!(out, expected);
}

#[test]
fn whatever_is_odd_comes_out_as_it_always_does() {
    let folder = TempDir::new().unwrap();
    type Odd = fn(usize, usize, &str) -> Option<String>;
    let odds: &[(&str, Odd, i32)] = &[
        ("no realization", |u, p, r| (u % 7 == 0 && p == 1).then(|| r[..r.rfind(',').unwrap() + 1].to_owned()), 0),
        ("a row is missing", |u, p, _| (u % 9 == 0 && p == 2).then(String::new), 0),
        ("all are missing", |_, p, _| (p == 2).then(String::new), 0),
        ("quoted", |u, _, r| (u % 3 == 0).then(|| format!("\"{}\"", r.replace(',', "\",\""))), 0),
        ("quoted twice", |u, _, r| (u == 3).then(|| r.replace("Unit 00003", "\"Unit \"\"tiga\"\"\"")), 0),
        ("carriage returns", |_, _, r| Some(format!("{r}\r")), 0),
        ("some carriage returns", |u, _, r| (u % 2 == 0).then(|| format!("{r}\r")), 0),
        ("blanks", |u, p, r| (u % 11 == p).then(|| r.replace(',', " , ")), 0),
        ("blank lines", |u, p, r| (u % 5 == 0 && p == 0).then(|| format!("\n,,,\n{r}")), 0),
        ("not applicable", |u, p, _| (p == 3 && u % 4 == 0).then(|| format!("Unit {u:05},IK4,10,tidak berlaku")), 0),
        (
            "percent and rupiah",
            |u, p, _| {
                (p > 1).then(|| {
                    if p == 2 {
                        format!("Unit {u:05},IK3,95%,86.5 %")
                    } else {
                        format!("Unit {u:05},IK4,Rp 10,\"Rp 9,000\"")
                    }
                })
            },
            0,
        ),
        ("negative", |u, p, _| (p == 0).then(|| format!("Unit {u:05},IK1,10,-{u}.5")), 0),
        ("target 0", |u, p, _| (u == 8 && p == 0).then(|| format!("Unit {u:05},IK1,0,1")), 1),
        ("target 0 throughout", |u, p, _| (p < 2).then(|| format!("Unit {u:05},IK{},0,{}", p + 1, u % 2)), 1),
        (
            "enormous",
            |u, p, _| (u % 6 == 1 && p == 3).then(|| format!("Unit {u:05},IK4,999999999999999999,888888888888888888")),
            0,
        ),
        (
            "more enormous",
            |u, p, _| (u % 6 == 1 && p == 3).then(|| format!("Unit {u:05},IK4,3,88888888888888888888888")),
            0,
        ),
        (
            "many decimals",
            |u, p, _| (u % 6 == 1 && p == 3).then(|| format!("Unit {u:05},IK4,3.000000000000001,2.99")),
            0,
        ),
        ("warned of", |u, p, _| (p == 0).then(|| format!("Unit {u:05},IK1,900,{}", 998 + u % 5)), 0),
        ("repeats the target", |u, p, _| (p == 2).then(|| format!("Unit {u:05},IK3,,{u}")), 0),
        ("another target", |u, p, _| (u == 90 && p == 2).then(|| format!("Unit {u:05},IK3,90,86")), 4),
        ("another code", |u, p, r| (u == 50 && p == 0).then(|| r.replace("IK1", "IK9")), 4),
        ("twice", |u, p, r| (u == 60 && p == 3).then(|| r.replace("IK4", "IK1")), 4),
        ("no unit", |u, p, r| (u == 60 && p == 3).then(|| r.replace("Unit 00060", "")), 4),
        ("no number", |u, p, _| (u == 70 && p == 3).then(|| "Unit 00070,IK4,5,banyak".to_owned()), 4),
        ("the other numerals", |u, p, _| (u == 70 && p == 3).then(|| "Unit 00070,IK4,5,\"1,5\"".to_owned()), 4),
        ("too few cells", |u, p, _| (u == 70 && p == 3).then(|| "Unit 00070,IK4,5".to_owned()), 4),
        ("not accepted", |u, p, _| (u == 70 && p == 2).then(|| "Unit 00070,IK3,95,401".to_owned()), 4),
        ("a quote is not closed", |u, p, r| (u == 70 && p == 2).then(|| r.replace("IK3", "\"IK3")), 4),
        ("a lonely carriage return", |u, p, r| (u == 70 && p == 2).then(|| format!("{r}\rUnit 00071,IK1,5,5")), 4),
        ("invisible", |u, p, r| (u == 70 && p == 2).then(|| r.replace("Unit", "Un\u{200b}it")), 4),
        ("not only ASCII", |u, _, r| (u % 2 == 0).then(|| r.replace("Unit", "Ünit –")), 0),
        ("comes back", |u, _, r| (u == 99).then(|| r.replace("Unit 00099", "Unit 00007")), 4),
        ("not together", |u, p, r| (p == 3).then(|| r.replace(&format!("{u:05}"), &format!("{:05}", 119 - u))), 0),
    ];
    for (what, odd, expected) in odds {
        println!("{what}");
        let data = table(120, HEADER, odd);
        let (code, _, told) = same(&folder, &data, &[]);
        assert_eq!(code, *expected, "{what}: {told}");
    }
}

#[test]
fn other_columns_and_orders() {
    let folder = TempDir::new().unwrap();
    let swap = |header: &str, order: &[usize]| {
        let text = table(90, HEADER, |_, _, _| None);
        let rows = text.lines().skip(1).map(|row| {
            let cells: Vec<&str> = row.split(',').chain(["2024", "catatan, \"dikutip\"", ""]).collect();
            let cell = |place: &usize| match *place {
                5 => "\"catatan, \"\"dikutip\"\"\"".to_owned(),
                place => cells[place].to_owned(),
            };
            order.iter().map(cell).collect::<Vec<_>>().join(",")
        });
        format!("{header}\n{}\n", rows.collect::<Vec<_>>().join("\n"))
    };
    for (header, order) in [
        ("kode,realisasi,target,unit", &[1, 3, 2, 0][..]),
        ("target,realisasi,kode,unit", &[2, 3, 1, 0]),
        ("unit,kode,target,realisasi,periode", &[0, 1, 2, 3, 4]),
        ("periode,unit,kode,target,realisasi,keterangan", &[4, 0, 1, 2, 3, 5]),
        ("unit,keterangan,kode,target,realisasi,", &[0, 5, 1, 2, 3, 6]),
        ("unit,kode,target,realisasi,capaian_lapor", &[0, 1, 2, 3, 3]),
        ("\u{feff}unit,kode,target,realisasi", &[0, 1, 2, 3]),
    ] {
        println!("{header}");
        let (code, ..) = same(&folder, &swap(header, order), &[]);
        assert_eq!(code, 0);
        same(&folder, &swap(header, order), &["--format", "json"]);
    }
}

#[test]
fn several_periods() {
    let folder = TempDir::new().unwrap();
    let year = |u: usize, p: usize| match (u % 5, p) {
        (0, _) => 2023,
        (1, 2) => 2023,
        _ => 2024,
    };
    let data = table(100, "unit,kode,target,realisasi,periode", |u, p, r| Some(format!("{r},{}", year(u, p))));
    let (code, _, told) = same(&folder, &data, &["--periode", "2024"]);
    // 20 units of 4 rows, and a row of 20 other ones.
    assert!(code == 0 && told.contains("100 baris dari periode lain"), "{told}");
    write(&folder, "data.csv", &data);
    let all = takar(&folder, &["hitung", "ukur.takar", "--data", "data.csv", "--angka", "en", "--format", "csv"]);
    // 20 units only in 2023, 20 in both years, 60 in 2024.
    assert_eq!(out(&all).lines().count(), 1 + (20 + 40 + 60) * 7, "{}", err(&all));
}

#[test]
fn going_on_in_spite_of_bad_data() {
    let folder = TempDir::new().unwrap();
    let data = table(120, HEADER, |u, p, _| (u == 70 && p == 3).then(|| "Unit 00070,IK4,5,banyak".to_owned()));
    let (code, out, _) = same(&folder, &data, &["--lanjut"]);
    assert_eq!(code, 1);
    assert!(out.contains("Unit 00070,2024,IK4,indikator,S2,d,galat,"), "{out}");
}

#[test]
fn the_number_of_threads_is_one_that_makes_sense() {
    let folder = TempDir::new().unwrap();
    write(&folder, "ukur.takar", RULES);
    write(&folder, "data.csv", &table(2, HEADER, |_, _, _| None));
    for many in ["0", "1,5", "banyak", "1000000"] {
        let result = takar(&folder, &["hitung", "ukur.takar", "--data", "data.csv", "--angka", "en", "--utas", many]);
        assert_eq!(code(&result), 2, "{many}");
        assert!(err(&result).contains("T0716"), "{}", err(&result));
    }
}
