//! Data in other forms than one CSV file: packed, one object a line, several files, folders.

use crate::support::program::{code, command, err, out, takar, write};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;
use std::process::Stdio;
use tempfile::TempDir;

const RULES: &str = r#"aturan contoh "Contoh" {
  berlaku sejak 1 Januari 2024 sampai 31 Desember 2024
  periode tahunan
}
gunakan "baku/polaritas.takar"
indikator I1 "Layanan" { satuan persen target 95% polaritas positif }
indikator I2 "Laporan" { satuan angka target 4 polaritas positif }
"#;

const DATA: &str = "unit;kode;realisasi\nBarat;I1;86%\nBarat;I2;3\nTimur;I1;95%\nTimur;I2;4\n";

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    write(&folder, "contoh.takar", RULES);
    write(&folder, "polos.csv", DATA);
    folder
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn put(folder: &TempDir, name: &str, bytes: &[u8]) {
    std::fs::write(folder.path().join(name), bytes).unwrap();
}

fn computed(folder: &TempDir, names: &[&str]) -> (i32, String, String) {
    let data = names.iter().flat_map(|name| ["--data", name]);
    let arguments: Vec<&str> = ["hitung", "contoh.takar", "--format", "csv"].into_iter().chain(data).collect();
    let output = takar(folder, &arguments);
    (code(&output), out(&output), err(&output))
}

#[test]
fn packed_tables_give_what_the_plain_ones_give() {
    let folder = folder();
    let plain = computed(&folder, &["polos.csv"]);
    assert_eq!((plain.0, plain.2.as_str()), (0, ""));
    let (first, rest) = DATA.split_at(30);
    // Parts that are packed one after the other are one file; a zstd file may hold parts without content.
    let gzips = [gzip(first.as_bytes()), gzip(rest.as_bytes())].concat();
    let skipped = b"\x52\x2A\x4D\x18\x03\0\0\0abc".to_vec();
    let zstds = [skipped, zstd(first.as_bytes()), zstd(rest.as_bytes())].concat();
    put(&folder, "satu.csv.gz", &gzip(DATA.as_bytes()));
    put(&folder, "dua.csv.gz", &gzips);
    put(&folder, "satu.csv.zst", &zstd(DATA.as_bytes()));
    put(&folder, "dua.csv.zst", &zstds);
    // By its content, not by its name.
    put(&folder, "tanpa-nama", &gzip(DATA.as_bytes()));
    for name in ["satu.csv.gz", "dua.csv.gz", "satu.csv.zst", "dua.csv.zst", "tanpa-nama"] {
        assert_eq!(computed(&folder, &[name]), plain, "{name}");
    }
    let mut program = command(folder.path(), &["hitung", "contoh.takar", "--format", "csv", "--data", "-"]);
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&zstds).unwrap();
    assert_eq!(String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap(), plain.1);
}

#[test]
fn damaged_packing_is_told() {
    let folder = folder();
    for (name, packed) in [("a.csv.gz", gzip(DATA.as_bytes())), ("a.csv.zst", zstd(DATA.as_bytes()))] {
        let mut changed = packed.clone();
        let last = changed.len() - 6;
        changed[last] ^= 0x55;
        for bytes in [&packed[..packed.len() / 2], &packed[..packed.len() - 1], &changed] {
            put(&folder, name, bytes);
            let (code, out, err) = computed(&folder, &[name]);
            assert_eq!((code, out.as_str()), (5, ""), "{name}: {err}");
            assert!(err.contains("isi kempaannya rusak atau terpotong"), "{err}");
        }
    }
}

#[test]
fn a_small_file_that_unpacks_to_very_much_is_refused() {
    let folder = folder();
    let mut table = b"kode;realisasi\nI2;4\n".to_vec();
    table.resize(80 << 20, b'\n');
    let packed = gzip(&table);
    assert!(packed.len() < 100 << 10);
    put(&folder, "bom.csv.gz", &packed);
    let (code, _, err) = computed(&folder, &["bom.csv.gz"]);
    assert_eq!(code, 5);
    assert!(err.contains("mengembang jauh lebih besar daripada sebuah tabel"), "{err}");
}

#[test]
fn mutated_packing_ends_in_a_message() {
    let folder = folder();
    let rounds = std::env::var("TAKAR_MUTASI").ok().and_then(|count| count.parse().ok()).unwrap_or(30);
    let text = DATA.repeat(20).replace("unit;kode;realisasi\n", "") + "x";
    let text = format!("unit;kode;realisasi\n{text}");
    let packed = [gzip(text.as_bytes()), zstd(text.as_bytes())];
    let mut seed = 11_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for round in 0..rounds {
        let mut bytes = packed[round % 2].clone();
        for _ in 0..1 + random(4) {
            let at = random(bytes.len());
            bytes[at] = random(256) as u8;
        }
        put(&folder, "a.csv.gz", &bytes);
        let (code, _, err) = computed(&folder, &["a.csv.gz"]);
        assert!((0..=5).contains(&code) && !err.contains("panicked"), "{code}: {err}");
    }
}

#[test]
fn an_object_a_line_is_read_with_its_line() {
    let folder = folder();
    let plain = computed(&folder, &["polos.csv"]);
    let lines = "{\"unit\":\"Barat\",\"kode\":\"I1\",\"realisasi\":86}\n\n{\"unit\":\"Barat\",\"kode\":\"I2\",\"realisasi\":\"3\"}\n{\"unit\":\"Timur\",\"kode\":\"I1\",\"realisasi\":95}\r\n{\"unit\":\"Timur\",\"kode\":\"I2\",\"realisasi\":4}";
    write(&folder, "a.jsonl", lines);
    assert_eq!(computed(&folder, &["a.jsonl"]), plain);
    // Without a name that tells, the first letter does.
    write(&folder, "a", lines);
    assert_eq!(computed(&folder, &["a"]), plain);
    write(
        &folder,
        "a.jsonl",
        &format!("{lines}\n[1]\n{{\"kode\":}}\n{{\"unit\":\"Utara\",\"kode\":\"I9\",\"realisasi\":1}}\n"),
    );
    let (code, _, err) = computed(&folder, &["a.jsonl"]);
    assert_eq!(code, 4);
    for part in ["galat[T0644]", "a.jsonl:6\n", "galat[T0645]", "a.jsonl:7\n", "galat[T0625]", "a.jsonl:8:2\n"] {
        assert!(err.contains(part), "{part}: {err}");
    }
}

#[test]
fn a_folder_gives_its_data_files_in_the_order_of_their_names() {
    let folder = folder();
    let plain = computed(&folder, &["polos.csv"]);
    let data = folder.path().join("data");
    std::fs::create_dir_all(data.join("lama")).unwrap();
    std::fs::write(
        data.join("2-timur.jsonl"),
        "{\"unit\":\"Timur\",\"kode\":\"I1\",\"realisasi\":95}\n{\"unit\":\"Timur\",\"kode\":\"I2\",\"realisasi\":4}\n",
    )
    .unwrap();
    std::fs::write(data.join("1-barat.csv.gz"), gzip(b"unit;kode;realisasi\nBarat;I1;86%\nBarat;I2;3\n")).unwrap();
    std::fs::write(data.join("catatan.docx"), "surat").unwrap();
    std::fs::write(data.join("~$1-barat.xlsx"), "kunci").unwrap();
    std::fs::write(data.join(".rahasia.csv"), "x").unwrap();
    let (code, out, err) = computed(&folder, &["data"]);
    assert_eq!((code, out), (0, plain.1));
    assert_eq!(err, "data: bukan berkas data, jadi tidak dibaca: catatan.docx, lama\n");
    let text = takar(&folder, &["jelaskan", "contoh.takar", "I1", "--data", "data", "--unit", "Timur"]);
    assert!(
        crate::support::program::out(&text).contains("data/2-timur.jsonl:1"),
        "{}",
        crate::support::program::out(&text)
    );
    // The same row twice is told with both of its files.
    let (code, _, err) = computed(&folder, &["data", "polos.csv"]);
    assert_eq!(code, 4);
    assert!(
        err.contains("galat[T0626]") && err.contains("polos.csv:2") && err.contains("data/1-barat.csv.gz:2"),
        "{err}"
    );
    // Results are not written over what is read, in a folder neither.
    let output = takar(&folder, &["hitung", "contoh.takar", "--data", "data", "--keluaran", "data/2-timur.jsonl"]);
    assert_eq!(crate::support::program::code(&output), 2);
}
