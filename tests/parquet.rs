//! Parquet in and out: exact numbers, what is refused, damaged files.

use crate::support::program::{code, err, out, takar, write};
use crate::support::rules::TWO_INDICATORS_AND_A_DAY;
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::process::Output;
use std::sync::Arc;
use tempfile::TempDir;

enum Column {
    Texts(Vec<Option<&'static str>>),
    Doubles(Vec<Option<f64>>),
    /// With so many decimals.
    Decimals(i32, Vec<Option<i64>>),
    Days(Vec<Option<i32>>),
}

/// A file of these columns, the rows in two groups.
fn file(columns: &[(&str, Column)]) -> Vec<u8> {
    let field = |name: &str, column: &Column| {
        let (physical, logical) = match column {
            Column::Texts(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Column::Doubles(_) => (Physical::DOUBLE, None),
            Column::Decimals(scale, _) => (Physical::INT64, Some(LogicalType::decimal(*scale, 18))),
            Column::Days(_) => (Physical::INT32, Some(LogicalType::Date)),
        };
        let builder = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        let builder = match column {
            Column::Decimals(scale, _) => builder.with_precision(18).with_scale(*scale),
            _ => builder,
        };
        Arc::new(builder.with_logical_type(logical).build().unwrap())
    };
    let fields = columns.iter().map(|(name, column)| field(name, column)).collect();
    let schema = Arc::new(Type::group_type_builder("data").with_fields(fields).build().unwrap());
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::new(WriterProperties::new())).unwrap();
    fn levels<T>(values: &[Option<T>]) -> Vec<i16> {
        values.iter().map(|value| i16::from(value.is_some())).collect()
    }
    for part in [0..1, 1..usize::MAX] {
        let mut group = writer.next_row_group().unwrap();
        for (_, column) in columns {
            let mut target = group.next_column().unwrap().unwrap();
            fn cut<T>(values: &[T], part: std::ops::Range<usize>) -> &[T] {
                &values[part.start.min(values.len())..part.end.min(values.len())]
            }
            match column {
                Column::Texts(texts) => {
                    let texts = cut(texts, part.clone());
                    let values: Vec<ByteArray> = texts.iter().flatten().map(|text| ByteArray::from(*text)).collect();
                    target.typed::<ByteArrayType>().write_batch(&values, Some(&levels(texts)), None).unwrap();
                }
                Column::Doubles(numbers) => {
                    let numbers = cut(numbers, part.clone());
                    let values: Vec<f64> = numbers.iter().flatten().copied().collect();
                    target.typed::<DoubleType>().write_batch(&values, Some(&levels(numbers)), None).unwrap();
                }
                Column::Decimals(_, numbers) => {
                    let numbers = cut(numbers, part.clone());
                    let values: Vec<i64> = numbers.iter().flatten().copied().collect();
                    target.typed::<Int64Type>().write_batch(&values, Some(&levels(numbers)), None).unwrap();
                }
                Column::Days(days) => {
                    let days = cut(days, part.clone());
                    let values: Vec<i32> = days.iter().flatten().copied().collect();
                    target.typed::<Int32Type>().write_batch(&values, Some(&levels(days)), None).unwrap();
                }
            }
            target.close().unwrap();
        }
        group.close().unwrap();
    }
    writer.close().unwrap();
    bytes
}

fn computed(bytes: &[u8], further: &[&str]) -> (TempDir, Output) {
    let folder = TempDir::new().unwrap();
    write(&folder, "contoh.takar", TWO_INDICATORS_AND_A_DAY);
    std::fs::write(folder.path().join("data.parquet"), bytes).unwrap();
    let output = takar(&folder, &[&["hitung", "contoh.takar", "--data", "data.parquet"], further].concat());
    (folder, output)
}

fn table() -> Vec<u8> {
    file(&[
        ("unit", Column::Texts(vec![Some("Barat"), Some("Barat"), Some("Timur"), None])),
        ("kode", Column::Texts(vec![Some("I1"), Some("I2"), Some("I1"), None])),
        ("realisasi", Column::Decimals(2, vec![Some(8600), Some(300), Some(-5), None])),
        ("catatan", Column::Doubles(vec![None, Some(0.1), None, None])),
    ])
}

#[test]
fn decimals_are_read_exactly_and_results_are_written_twice() {
    let (folder, output) = computed(&table(), &["--format", "csv"]);
    assert_eq!((code(&output), err(&output).as_str()), (0, ""));
    let text = out(&output);
    // 8600 with two decimals is 86,00; -5 is -0,05. A row without anything is passed over.
    assert!(text.contains("Barat;2024;I1;indikator;;Layanan;nilai;;persen;persen;95;;;;86;"), "{text}");
    assert!(text.contains(";-0,05;"), "{text}");
    let explain = takar(&folder, &["jelaskan", "contoh.takar", "I1", "--data", "data.parquet", "--unit", "Timur"]);
    assert!(out(&explain).contains("data.parquet: baris ke-3"), "{}", out(&explain));
    let output = takar(&folder, &["hitung", "contoh.takar", "--data", "data.parquet", "--keluaran", "hasil.parquet"]);
    assert_eq!((code(&output), err(&output).as_str()), (0, ""));
    let reader = SerializedFileReader::new(std::fs::File::open(folder.path().join("hasil.parquet")).unwrap()).unwrap();
    let rows: Vec<String> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
    assert_eq!(rows.len(), 4);
    let first = &rows[0];
    // 86/95 = 0,90526… = 1720/19 percent
    assert!(first.contains("capaian: 90.526315789473") && first.contains("capaian_tepat: \"1720/19\""), "{first}");
}

#[test]
fn binary_numbers_and_days() {
    let bytes = file(&[
        ("kode", Column::Texts(vec![Some("I1"), Some("I2")])),
        ("realisasi", Column::Doubles(vec![Some(95.125), Some(0.1)])),
    ]);
    let text = out(&computed(&bytes, &["--format", "csv"]).1);
    assert!(text.contains(";95,125;") && text.contains(";0,1;"), "{text}");
    let bytes = file(&[
        ("kode", Column::Texts(vec![Some("jadi")])),
        // 2024-12-31 is day 20088: 54 years of 365 days, 13 leap days of 1972 to 2020, and 365 days of 2024.
        ("realisasi", Column::Days(vec![Some(54 * 365 + 13 + 365)])),
    ]);
    let (_, output) = computed(&bytes, &["--format", "csv"]);
    assert_eq!((code(&output), err(&output).as_str()), (0, ""));
    let bytes = file(&[
        ("kode", Column::Texts(vec![Some("I1"), Some("I2")])),
        ("realisasi", Column::Doubles(vec![Some(f64::NAN), Some(f64::INFINITY)])),
    ]);
    let (_, output) = computed(&bytes, &[]);
    assert_eq!(code(&output), 4);
    assert_eq!(err(&output).matches("galat[T0679]").count(), 2, "{}", err(&output));
    assert!(err(&output).contains("NaN") && err(&output).contains("inf"), "{}", err(&output));
}

#[test]
fn a_cell_that_is_no_figure_makes_its_code_galat_and_nothing_else() {
    let bytes = file(&[
        ("kode", Column::Texts(vec![Some("I1"), Some("I2"), Some("I9")])),
        ("realisasi", Column::Doubles(vec![Some(86.0), Some(f64::NAN), Some(1.0)])),
    ]);
    let (_folder, output) = computed(&bytes, &["--lanjut"]);
    assert_eq!(code(&output), 1);
    let lines: Vec<String> = out(&output).lines().map(str::to_owned).collect();
    // 86/95 = 90,526…%
    assert!(lines.iter().any(|line| line.contains("I1") && line.contains("90,53%")), "{lines:?}");
    let galat = "realisasi I2 dalam data tidak dapat dipakai: data.parquet: baris ke-2 (T0679)";
    assert!(lines.iter().any(|line| line.contains("I2") && line.contains(galat)), "{lines:?}");
    assert!(err(&output).contains("T0679") && err(&output).contains("T0625"), "{}", err(&output));
}

#[test]
fn damaged_files_end_in_a_message() {
    let whole = table();
    let rounds = std::env::var("TAKAR_MUTASI").ok().and_then(|count| count.parse().ok()).unwrap_or(60);
    let mut seed = 3_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for round in 0..rounds {
        let mut bytes = whole.clone();
        for _ in 0..1 + random(3) {
            let at = random(bytes.len());
            bytes[at] = random(256) as u8;
        }
        bytes.truncate(bytes.len() - random(2) * random(bytes.len() / 2));
        let (_, output) = computed(&bytes, &["--format", "csv"]);
        let text = err(&output);
        assert!(output.status.code().is_some_and(|code| code <= 5), "round {round}: {:?} {text}", output.status);
        assert!(!text.contains("panicked"), "round {round}: {text}");
    }
}

#[test]
fn what_is_packed_in_another_way_is_told() {
    let bytes = table();
    // The footer says how a column is packed: behind its path field 4, whose value is twice the number of the packing. What
    // is not packed has 0, zstd has 6.
    let path = b"kode\x15\x00";
    let at = bytes.windows(path.len()).rposition(|window| window == path).expect("the columns are not packed");
    let mut packed = bytes.clone();
    packed[at + path.len() - 1] = 12;
    let (_folder, output) = computed(&packed, &[]);
    let text = err(&output);
    assert!(
        code(&output) == 4 && text.contains("galat[T0793]: isi berkas Parquet ini dikempakan dengan zstd"),
        "{text}"
    );
}
