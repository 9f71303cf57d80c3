//! `takar tutup`, `verifikasi`, `koreksi`: closed periods, and everything that can be done to them.

mod corrections;
mod faults;
mod forged;
mod packed;
mod tampering;

use crate::support::program::{code, command, err, out, valid};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;
use takar::evaluate::semantics;
use takar::message::Language;
use takar::render::canonical;
use tempfile::TempDir;

const RULES: &str = "aturan a \"A\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n\
                     gunakan \"baku/polaritas.takar\"\ngunakan \"bagian/skala.takar\"\n\
                     pengukuran { polaritas positif bulatkan 0 desimal kategori s agregasi rata_rata }\n\
                     sasaran S1 \"S\" {\n\
                     indikator I1 \"I\" { satuan persen target 95% }\n\
                     indikator I2 \"I\" { satuan persen target 80% }\n}\n\
                     pastikan S1.capaian ≥ 0% \"tidak negatif\"\n";
const SCALE: &str = "skala s {\nbulatkan 0 desimal\n\"Baik\" ≥ 91%\n\"Cukup\" 0% s.d. 90%\n}\n";
const DATA: &str = "unit;kode;realisasi\nX;I1;86%\nX;I2;72%\nY;I1;95%\nY;I2;80%\n";

/// A folder with a ruleset and data.
fn office() -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("bagian")).unwrap();
    put(folder.path(), "a.takar", RULES);
    put(folder.path(), "bagian/skala.takar", SCALE);
    put(folder.path(), "a.csv", DATA);
    folder
}

fn put(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

const CLOSE: [&str; 8] = ["tutup", "a.takar", "--data", "a.csv", "--oleh", "Sekretaris", "--pada", "2025-01-10"];

fn close(folder: &Path, target: &str, further: &[&str]) -> Output {
    run(folder, &[&CLOSE[..], &["--keluaran", target], further].concat())
}

/// A closed period, and where it lies. It is closed once, and its bytes are written for each test.
fn closed() -> (TempDir, PathBuf) {
    static CLOSED: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    let folder = office();
    let path = folder.path().join("t");
    let files = CLOSED.get_or_init(|| {
        let output = close(folder.path(), "t", &[]);
        assert_eq!(code(&output), 0, "{}", err(&output));
        content(&path)
    });
    for (name, bytes) in files {
        let path = path.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    (folder, path)
}

/// How a verification ends and what it tells.
fn verified(folder: &Path) -> (i32, String) {
    let parent = folder.parent().unwrap();
    let output = run(parent, &["verifikasi", folder.file_name().unwrap().to_str().unwrap()]);
    (code(&output), format!("{}{}", out(&output), err(&output)))
}

/// All files of a folder with their bytes.
fn content(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut open) = (BTreeMap::new(), vec![folder.to_path_buf()]);
    while let Some(inside) = open.pop() {
        for entry in std::fs::read_dir(inside).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, std::fs::read(path).unwrap());
            }
        }
    }
    found
}

fn manifest(folder: &Path) -> Value {
    let text = std::fs::read_to_string(folder.join("manifes.json")).unwrap();
    valid("manifes.schema.json", "", &text);
    serde_json::from_str(&text).unwrap()
}

/// Rewrites the manifest, in its canonical form.
fn edit(folder: &Path, change: impl FnOnce(&mut Value)) {
    let path = folder.join("manifes.json");
    let mut value: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    change(&mut value);
    std::fs::write(path, canonical::write(&value).unwrap()).unwrap();
}

/// The place of a file in the manifest.
fn place(value: &Value, path: &str) -> usize {
    value["berkas"].as_array().unwrap().iter().position(|file| file["jalur"] == path).unwrap()
}

#[test]
fn everything_that_the_results_follow_from_lies_in_the_folder() {
    let (office, folder) = closed();
    let files = content(&folder);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "aturan/a.takar",
            "aturan/bagian/skala.takar",
            "baku/polaritas.takar",
            "baku/satuan.takar",
            "data/1-a.csv",
            "hasil/hasil.csv",
            "hasil/hasil.json",
            "hasil/penjelasan.jsonl",
            "manifes.json"
        ]
    );
    assert_eq!(files["aturan/a.takar"], RULES.as_bytes());
    assert_eq!(files["data/1-a.csv"], DATA.as_bytes());
    let manifest = manifest(&folder);
    assert_eq!((&manifest["oleh"], &manifest["pada"]), (&"Sekretaris".into(), &"2025-01-10".into()));
    // Two units of a group and two indicators; one explanation for each of these and for the condition.
    let counts = &manifest["jumlah"];
    let count = |name: &str| counts[name].as_u64().unwrap();
    assert_eq!((count("kasus"), count("unit"), count("nilai"), count("penjelasan")), (2, 2, 6, 8));
    assert_eq!((count("pastikan_lulus"), count("pastikan_gagal"), count("galat")), (2, 0, 0));
    assert_eq!(manifest["periode"], serde_json::json!(["2024"]));
    valid("hasil.schema.json", "", std::str::from_utf8(&files["hasil/hasil.json"]).unwrap());
    let explanations = std::str::from_utf8(&files["hasil/penjelasan.jsonl"]).unwrap();
    for line in explanations.lines() {
        let whole = format!("{{\"takar\":\"0\",\"aturan\":{{\"nama\":\"a\"}},\"penjelasan\":[{line}]}}");
        valid("penjelasan.schema.json", "", &whole);
    }
    assert_eq!(explanations.lines().count(), 8);
    // The results are those of `hitung`.
    let counted = run(office.path(), &["hitung", "a.takar", "--data", "a.csv", "--format", "csv"]);
    assert_eq!(counted.stdout, files["hasil/hasil.csv"]);
    let counted = run(office.path(), &["hitung", "a.takar", "--data", "a.csv", "--format", "json"]);
    assert_eq!(counted.stdout, files["hasil/hasil.json"]);
    // And the manifest is canonical.
    let value: Value = serde_json::from_slice(&files["manifes.json"]).unwrap();
    assert!(canonical::is_canonical(&value, &files["manifes.json"]));
}

#[test]
fn the_same_is_closed_to_the_same_bytes_wherever_and_whoever_runs_it() {
    let (_one, first) = closed();
    let other = office();
    let output = command(other.path(), &[&CLOSE[..], &["--keluaran", "lain"]].concat())
        .env("TAKAR_BAHASA", "en")
        .env("USER", "somebody")
        .env("TZ", "Asia/Jayapura")
        .output()
        .unwrap();
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert_eq!(content(&first), content(&other.path().join("lain")));
    // From another working folder, by other paths to the same files.
    let output = run(
        &other.path().join("bagian"),
        &[
            "tutup",
            "../a.takar",
            "--data",
            "../a.csv",
            "--oleh",
            "Sekretaris",
            "--pada",
            "2025-01-10",
            "--keluaran",
            "../dari-bagian",
        ],
    );
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert_eq!(content(&first), content(&other.path().join("dari-bagian")));
}

#[test]
fn what_is_closed_is_verified_anywhere() {
    let (office, folder) = closed();
    let (code, said) = verified(&folder);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("utuh: t, 8 berkas; hasil dihitung ulang dan sama"), "{said}");
    assert!(said.contains("ditutup oleh Sekretaris pada 2025-01-10"), "{said}");
    let elsewhere = TempDir::new().unwrap();
    let moved = elsewhere.path().join("arsip tahun 2024");
    std::fs::rename(&folder, &moved).unwrap();
    // Nothing outside the folder is needed.
    drop(office);
    assert_eq!(verified(&moved).0, 0);
    let english = run(elsewhere.path(), &["verify", "arsip tahun 2024", "--bahasa", "en"]);
    assert!(out(&english).starts_with("whole: arsip tahun 2024, 8 files"), "{}", out(&english));
}

#[test]
fn amendments_aliases_and_options_are_kept() {
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    std::fs::create_dir_all(path.join("kantor")).unwrap();
    std::fs::create_dir_all(path.join("usulan")).unwrap();
    let head = "berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan";
    put(path, "kantor/pk.takar", &format!("aturan pk \"PK\" {{ {head} }}\nindikator T \"T\" {{ satuan persen }}\n"));
    put(
        path,
        "kantor/a.takar",
        &format!(
            "aturan a \"A\" {{ {head} }}\ngunakan \"baku/polaritas.takar\"\ngunakan \"pk.takar\" sebagai pk\n\
             indikator I \"I\" {{ satuan persen target 90% polaritas positif }}\nnilai n \"N\" {{ rumus pk.T.realisasi }}\n"
        ),
    );
    put(
        path,
        "usulan/u.takar",
        "perubahan u \"U\" { atas \"../kantor/a.takar\" berlaku sejak 1 Januari 2024 }\nubah I { target 80% }\n",
    );
    put(path, "a.csv", "kode,realisasi\nI,40.5%\n");
    put(path, "pk.csv", "kode,realisasi\nT,12.5%\n");
    let arguments = [
        "tutup",
        "kantor/a.takar",
        "--data",
        "a.csv",
        "--data",
        "pk=pk.csv",
        "--perubahan",
        "usulan/u.takar",
        "--angka",
        "en",
        "--periode",
        "2024",
        "--penjelasan",
        "ringkas",
        "--oleh",
        "S",
        "--pada",
        "2025-01-10",
        "--keluaran",
        "t",
    ];
    let output = run(path, &arguments);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let closed = path.join("t");
    let manifest = manifest(&closed);
    assert_eq!(manifest["aturan"]["berkas"], "aturan/kantor/a.takar");
    assert_eq!(manifest["aturan"]["perubahan"], serde_json::json!(["aturan/usulan/u.takar"]));
    assert_eq!(
        manifest["data"],
        serde_json::json!([{"berkas": "data/1-a.csv"}, {"berkas": "data/2-pk.csv", "sebagai": "pk"}])
    );
    assert_eq!(manifest["opsi"], serde_json::json!({"angka": ["en"], "penjelasan": ["ringkas"], "periode": ["2024"]}));
    // 40,5/80 = 50,625%
    let csv = String::from_utf8(content(&closed).remove("hasil/hasil.csv").unwrap()).unwrap();
    assert!(csv.contains(",80,") && csv.contains(",50.625,"), "{csv}");
    assert_eq!(verified(&closed).0, 0, "{}", verified(&closed).1);
}

#[test]
fn explanations_can_be_left_out_and_that_is_on_record() {
    let folder = office();
    assert_eq!(code(&close(folder.path(), "t", &["--penjelasan", "tidak"])), 0);
    let closed = folder.path().join("t");
    assert!(!closed.join("hasil/penjelasan.jsonl").exists());
    let manifest = manifest(&closed);
    assert_eq!(
        (&manifest["opsi"]["penjelasan"], &manifest["jumlah"]["penjelasan"]),
        (&serde_json::json!(["tidak"]), &0.into())
    );
    assert_eq!(verified(&closed).0, 0);
    // That it was left out cannot be denied: then there would have to be one.
    edit(&closed, |manifest| drop(manifest["opsi"].as_object_mut().unwrap().remove("penjelasan")));
    let (code, said) = verified(&closed);
    assert!(code == 1 && said.contains("T0965"), "{said}");
}

#[test]
fn another_text_of_a_standard_ruleset_is_the_one_that_counts() {
    // As if a later program shipped another text: what was kept is used, not what is shipped.
    let (_office, folder) = closed();
    let kept = folder.join("baku/polaritas.takar");
    let text = std::fs::read_to_string(&kept).unwrap().replace("realisasi / target × 100%", "realisasi / target × 50%");
    std::fs::write(&kept, text).unwrap();
    let output = run(folder.parent().unwrap(), &["verifikasi", "t"]);
    assert!(err(&output).contains("T0960") && err(&output).contains("baku/polaritas.takar"), "{}", err(&output));
    // With its hash in the manifest the text is taken for the one that was kept, and the results for what they are not.
    edit(&folder, |manifest| {
        let at = place(manifest, "baku/polaritas.takar");
        let bytes = std::fs::read(&kept).unwrap();
        manifest["berkas"][at]["ukuran"] = bytes.len().into();
        manifest["berkas"][at]["sidik"] = hash(&bytes).into();
    });
    let (code, said) = verified(&folder);
    assert_eq!(code, 1);
    assert!(said.contains("galat[T0964]: hasil/hasil.csv bukan hasil aturan dan data ini, mulai baris 2"), "{said}");
}

/// Puts the hash and size that a file has now into the manifest.
fn cover(folder: &Path, path: &str) {
    let bytes = std::fs::read(folder.join(path)).unwrap();
    edit(folder, |manifest| {
        let at = place(manifest, path);
        manifest["berkas"][at]["sidik"] = hash(&bytes).into();
        manifest["berkas"][at]["ukuran"] = bytes.len().into();
    });
}

/// A hash as the manifest writes it.
fn hash(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    let digits: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{digits}")
}

#[test]
fn the_table_of_semantics_is_the_one_of_the_documentation() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/semantik.md")).unwrap();
    let rows: Vec<String> = page.lines().filter(|line| line.starts_with("| ")).skip(1).map(str::to_owned).collect();
    let due: Vec<String> =
        semantics::ALL.iter().map(|one| format!("| {} | {} | {} |", one.number, one.since, one.change.0)).collect();
    assert_eq!(rows, due);
    let numbers: Vec<u64> = semantics::ALL.iter().map(|one| one.number).collect();
    assert_eq!(numbers, (1..=semantics::current()).collect::<Vec<_>>());
    // What has changed since one of several.
    let table = [
        semantics::Semantics { number: 1, since: "0.1.0", change: ("pertama", "first") },
        semantics::Semantics { number: 2, since: "0.2.0", change: ("bobot", "weights") },
        semantics::Semantics { number: 3, since: "0.3.0", change: ("kalimat", "sentences") },
    ];
    assert_eq!(
        semantics::changes_after(&table, 1, Language::Indonesian),
        ["2 (sejak 0.2.0): bobot", "3 (sejak 0.3.0): kalimat"]
    );
    assert!(semantics::changes_after(&table, 3, Language::English).is_empty());
}

#[test]
fn canonical_json_sorts_escapes_and_refuses() {
    let write =
        |text: &str| canonical::write(&serde_json::from_str(text).unwrap()).map(|b| String::from_utf8(b).unwrap());
    assert_eq!(write("{ \"b\" : 2, \"a\" : [ 1, \"x\" ] }").unwrap(), "{\"a\":[1,\"x\"],\"b\":2}");
    // RFC 8785, 3.2.2.2: the shortest escapes, everything else as it is.
    assert_eq!(write(r#""\u0008\u000f\u0022\u005c\u002f\u20ac""#).unwrap(), "\"\\b\\u000f\\\"\\\\/€\"");
    // 3.2.3: by UTF-16 units, so that U+1F600 (D83D …) stands before U+FB33.
    assert_eq!(write("{\"\u{fb33}\":1,\"\u{1f600}\":2,\"é\":3}").unwrap(), "{\"é\":3,\"\u{1f600}\":2,\"\u{fb33}\":1}");
    for refused in ["1.5", "-1", "null", "true", "[false]", "9007199254740992"] {
        assert_eq!(write(refused), None, "{refused}");
    }
    assert_eq!(write("9007199254740991").unwrap(), "9007199254740991");
}
