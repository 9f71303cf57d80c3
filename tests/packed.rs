//! Data in other forms than one CSV file: packed, one object a line, several files, folders.

use crate::support::program::{code, command, err, out, takar, write};
use crate::support::rules::TWO_INDICATORS;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;
use std::process::Stdio;
use tempfile::TempDir;

const DATA: &str = "unit;kode;realisasi\nBarat;I1;86%\nBarat;I2;3\nTimur;I1;95%\nTimur;I2;4\n";

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    write(&folder, "contoh.takar", TWO_INDICATORS);
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
    for part in ["galat[T0644]", "a.jsonl:6\n", "galat[T0645]", "a.jsonl:7\n", "galat[T0625]", "a.jsonl:8, \"kode\"\n"]
    {
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
    assert_eq!(err, "data: bukan berkas data, jadi tidak dibaca: lama/, catatan.docx\n");
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

#[test]
fn what_is_packed_has_to_be_a_table() {
    let folder = folder();
    let workbook = b"PK\x03\x04 and so on".to_vec();
    put(&folder, "dua-kali.csv.gz", &gzip(&gzip(DATA.as_bytes())));
    put(&folder, "gz-zst.csv.zst", &zstd(&gzip(DATA.as_bytes())));
    put(&folder, "buku.xlsx.gz", &gzip(&workbook));
    for name in ["dua-kali.csv.gz", "gz-zst.csv.zst", "buku.xlsx.gz"] {
        let (code, _, err) = computed(&folder, &[name]);
        assert_eq!(code, 4);
        assert!(err.contains("galat[T0604]: dalam kempaan ini bukan tabel teks"), "{name}: {err}");
        assert!(err.contains("buka kempaannya"), "{name}: {err}");
    }
}

#[test]
fn a_file_is_named_once_as_data() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    put(&folder, "data/polos.csv", DATA.as_bytes());
    for (names, said) in [
        (["polos.csv", "polos.csv"], "galat[T0790]: polos.csv disebut dua kali sebagai data"),
        (["polos.csv", "./data/../polos.csv"], "./data/../polos.csv disebut sebagai data, padahal itu polos.csv"),
        (["data/polos.csv", "data"], "galat[T0790]: data/polos.csv disebut dua kali"),
    ] {
        let (code, _, err) = computed(&folder, &names);
        assert!(code == 2 && err.contains(said), "{names:?}: {err}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("polos.csv", folder.path().join("tautan.csv")).unwrap();
        let (code, _, err) = computed(&folder, &["polos.csv", "tautan.csv"]);
        assert!(code == 2 && err.contains("tautan.csv disebut sebagai data, padahal itu polos.csv"), "{err}");
    }
}

/// A pipe is named by whoever wants it to be read. In a folder it would be waited for without end.
#[cfg(unix)]
#[test]
fn pipes_in_a_folder_are_not_waited_for() {
    let folder = folder();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    put(&folder, "data/polos.csv", DATA.as_bytes());
    let made = std::process::Command::new("mkfifo").arg(data.join("pipa.csv")).status().unwrap();
    assert!(made.success());
    let mut child = command(folder.path(), &["hitung", "contoh.takar", "--data", "data", "--format", "csv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    for _ in 0..600 {
        if child.try_wait().unwrap().is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let ended = child.try_wait().unwrap().is_some();
    let _ = child.kill();
    let output = child.wait_with_output().unwrap();
    assert!(ended, "the program waits for a pipe");
    assert_eq!(out(&output), computed(&folder, &["polos.csv"]).1);
    assert!(err(&output).contains("tidak dibaca: pipa.csv\n"), "{}", err(&output));
}

#[test]
fn a_file_without_rows_is_told() {
    let folder = folder();
    put(&folder, "kosong.jsonl", b"");
    put(&folder, "judul.csv", b"unit;kode;realisasi\n\n");
    put(&folder, "judul.csv.gz", &gzip(b"unit;kode;realisasi\n"));
    for name in ["kosong.jsonl", "judul.csv", "judul.csv.gz"] {
        let (code, _, err) = computed(&folder, &[name]);
        assert!(
            code == 0 && err.contains("ingat[T0789]: berkas ini tidak memuat satu baris data pun"),
            "{name}: {err}"
        );
        // Beside others it is told too, and takes nothing from them.
        let (code, out, err) = computed(&folder, &["polos.csv", name]);
        assert_eq!((code, out), (0, computed(&folder, &["polos.csv"]).1), "{name}");
        assert!(err.contains("ingat[T0789]") && err.contains(name), "{name}: {err}");
    }
    assert_eq!(computed(&folder, &["polos.csv"]).2, "");
    // An array without elements says itself that it has none.
    put(&folder, "larik.json", b"[]");
    assert_eq!(computed(&folder, &["polos.csv", "larik.json"]).2, "");
}

#[test]
fn an_array_and_lines_of_objects_are_told_apart() {
    let folder = folder();
    put(&folder, "larik.jsonl", b"[{\"kode\":\"I1\",\"realisasi\":86}]\n");
    put(&folder, "baris.json", b"{\"kode\":\"I1\",\"realisasi\":86}\n");
    let (_, _, said) = computed(&folder, &["larik.jsonl"]);
    assert!(
        said.contains("galat[T0644]: baris ini bukan objek JSON") && said.contains("`--format-data json`"),
        "{said}"
    );
    let (_, _, said) = computed(&folder, &["baris.json"]);
    assert!(said.contains("galat[T0643]") && said.contains("`--format-data jsonl`"), "{said}");
    for (name, format) in [("larik.jsonl", "json"), ("baris.json", "jsonl")] {
        let output = takar(&folder, &["hitung", "contoh.takar", "--data", name, "--format-data", format]);
        assert_eq!(code(&output), 0, "{}", err(&output));
    }
    // Who says that a file is a workbook is not given a table of text.
    for format in ["xlsx", "parquet"] {
        let output = takar(&folder, &["hitung", "contoh.takar", "--data", "polos.csv", "--format-data", format]);
        let said = format!("galat[T0604]: berkas ini bukan {format}");
        assert!(code(&output) == 4 && err(&output).contains(&said), "{}", err(&output));
    }
}

#[test]
fn a_result_among_the_data_is_told_the_first_time() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    put(&folder, "data/polos.csv", DATA.as_bytes());
    let run = |result: &str| {
        let output = takar(&folder, &["hitung", "contoh.takar", "--data", "data", "--keluaran", result]);
        (code(&output), err(&output))
    };
    assert_eq!(run("hasil.csv"), (0, String::new()));
    let (first, said) = run("data/../data/hasil.csv");
    assert!(first == 0 && said.contains("ingat[T0791]: data/../data/hasil.csv ada di folder data"), "{said}");
    // The next time it is an input.
    let (second, said) = run("data/hasil.csv");
    assert!(second == 2 && said.contains("galat[T0770]"), "{said}");
}
