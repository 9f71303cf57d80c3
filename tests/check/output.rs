//! The forms in which findings come out: text, JSON, SARIF; options and exit codes.

use crate::support::program::{code, err, out, takar, valid, write};
use serde_json::Value;
use tempfile::TempDir;

/// Two findings, one of them switched off; a title with a letter that takes two UTF-16 code units before one of them.
const RULES: &str = "\
indikator I \"Jumlah laporan\" { satuan persen target 90% abaikan T0821 \"judul di laporan\" }
skala s { dasar \"x\" \"𝕭aik\" 91% s.d. 100% \"Kurang\" 0% s.d. 90% }
";

fn folder(text: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    write(&folder, "aturan kita.takar", text);
    folder
}

fn checked(folder: &TempDir, further: &[&str]) -> std::process::Output {
    takar(folder, &[&["periksa", "aturan kita.takar"], further].concat())
}

fn document(folder: &TempDir, further: &[&str]) -> Value {
    serde_json::from_str(&out(&checked(folder, further))).unwrap()
}

#[test]
fn brief_findings_do_not_move_with_the_lines() {
    let brief = checked(&folder(RULES), &["--format", "ringkas"]);
    assert_eq!(code(&brief), 1);
    assert_eq!(
        out(&brief),
        "aturan kita.takar: ingat[T0312]: celah antara \"Kurang\" dan \"𝕭aik\" pada skala `s` \
         (nilai seperti 90,5% tidak punya kategori)\n"
    );
    let moved = checked(&folder(&format!("# catatan\n\n{RULES}")), &["--format", "ringkas"]);
    assert_eq!(out(&moved), out(&brief));
}

#[test]
fn the_text_ends_with_what_was_switched_off() {
    let folder = folder(RULES);
    let output = checked(&folder, &[]);
    assert_eq!(code(&output), 1);
    assert!(
        out(&output).starts_with("ingat[T0312]: celah antara \"Kurang\" dan \"𝕭aik\" pada skala `s`\n"),
        "{}",
        out(&output)
    );
    assert_eq!(err(&output), "1 berkas diperiksa: 1 ingat; 1 dimatikan dengan `abaikan`\n");
    let off = checked(&folder, &["--abaikan", "t0312, T0817"]);
    assert_eq!((code(&off), out(&off).as_str()), (0, ""));
    assert_eq!(
        err(&off),
        "1 berkas diperiksa: tidak ada temuan; 1 dimatikan dengan `abaikan`; 1 dimatikan dengan `--abaikan`\n"
    );
    let only = checked(&folder, &["--hanya", "T0817", "--hanya", "T0818", "--bahasa", "en"]);
    assert_eq!(code(&only), 0);
    assert_eq!(err(&only), "1 file checked: no findings; 1 switched off by `abaikan`; 1 not selected by `--hanya`\n");
}

#[test]
fn advice_alone_is_no_failure() {
    let folder = folder("indikator I \"Layanan\" { satuan persen catatan \"belum diverifikasi\" }\n");
    let output = checked(&folder, &[]);
    assert_eq!(code(&output), 0);
    assert_eq!(err(&output), "1 berkas diperiksa: 1 saran\n");
}

#[test]
fn errors_come_first_and_stay() {
    let folder = folder("nilai n \"N\" { rumus tidak_ada }\nindikator I \"Jumlah laporan\" { satuan persen }\n");
    let output = checked(&folder, &["--hanya", "T0312"]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).starts_with("galat[T0201]"), "{}", out(&output));
    assert_eq!(
        err(&output),
        "1 berkas diperiksa: 1 galat\ntemuan dalam aturan yang bergalat dicari sesudah galatnya diperbaiki\n"
    );
}

#[test]
fn options_take_codes_of_findings() {
    let folder = folder(RULES);
    for (option, word) in [("--abaikan", "T0313"), ("--abaikan", "T9999"), ("--hanya", "celah"), ("--hanya", "")] {
        let output = checked(&folder, &[option, word]);
        assert_eq!(code(&output), 2, "{word}");
        assert!(err(&output).starts_with("galat[T0841]"), "{}", err(&output));
        assert!(out(&output).is_empty());
    }
}

#[test]
fn json_says_what_was_switched_off_and_how() {
    let folder = folder(RULES);
    let text = out(&checked(&folder, &["--format", "json", "--abaikan", "T0312"]));
    valid("periksa.schema.json", "", &text);
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["temuan"].as_array().unwrap().len(), 0);
    let off = document["dimatikan"].as_array().unwrap();
    let means =
        |index: usize| (off[index]["kode"].as_str(), off[index]["cara"].as_str(), off[index]["alasan"].as_str());
    assert_eq!(means(0), (Some("T0821"), Some("abaikan"), Some("judul di laporan")));
    assert_eq!(means(1), (Some("T0312"), Some("--abaikan"), None));
    let only = document_of_only(&folder);
    assert_eq!(only["dimatikan"][1]["cara"], "--hanya");
}

fn document_of_only(folder: &TempDir) -> Value {
    document(folder, &["--format", "json", "--hanya", "T0818"])
}

// ---- SARIF ----------------------------------------------------------------------------------

const SARIF: [&str; 2] = ["--format", "sarif"];

#[test]
fn sarif_has_the_results_with_their_places() {
    let folder = folder(RULES);
    let output = checked(&folder, &SARIF);
    assert_eq!(code(&output), 1);
    valid("sarif.schema.json", "", &out(&output));
    let run = &document(&folder, &SARIF)["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let [gap, switched_off] = run["results"].as_array().unwrap().as_slice() else { panic!("{run:#}") };
    assert_eq!((gap["ruleId"].as_str(), gap["level"].as_str()), (Some("T0312"), Some("warning")));
    let text = gap["message"]["text"].as_str().unwrap();
    assert!(
        text.starts_with("celah antara \"Kurang\" dan \"𝕭aik\" pada skala `s`. nilai seperti 90,5% tidak"),
        "{text}"
    );
    // `skala s { dasar "x" "` is 21 characters, `𝕭` takes two code units, `aik" 91% s.d. 100% "Kurang" ` is 28: the range
    // begins in column 21 + 2 + 28 + 1 and is 11 long.
    let region = serde_json::json!({ "startLine": 2, "startColumn": 52, "endLine": 2, "endColumn": 63 });
    let place = &gap["locations"][0]["physicalLocation"];
    assert_eq!(place["region"], region);
    assert_eq!(place["artifactLocation"]["uri"], "aturan%20kita.takar");
    assert_eq!(gap.get("suppressions"), None);
    assert_eq!(switched_off["ruleId"], "T0821");
    let suppression = &switched_off["suppressions"][0];
    assert_eq!(
        (suppression["kind"].as_str(), suppression["justification"].as_str()),
        (Some("inSource"), Some("judul di laporan"))
    );
    // The `abaikan` itself: after `indikator I "Jumlah laporan" { satuan persen target 90% `, which is 12 + 16 + 3 + 14 + 11 = 56 characters.
    assert_eq!(suppression["location"]["physicalLocation"]["region"]["startColumn"], 57);
    // Where else to look: the target.
    assert_eq!(switched_off["relatedLocations"][0]["message"]["text"], "dan di sini");
}

#[test]
fn sarif_describes_every_rule_by_its_page() {
    let folder = folder(RULES);
    for (further, title, level) in [
        (&[][..], "Celah di antara dua kategori", "warning"),
        (&["--bahasa", "en"], "A gap between two bands", "warning"),
    ] {
        let document = document(&folder, &[&SARIF[..], further].concat());
        let driver = &document["runs"][0]["tool"]["driver"];
        let rules = driver["rules"].as_array().unwrap();
        let gap = rules.iter().find(|rule| rule["id"] == "T0312").unwrap();
        assert_eq!(
            (gap["name"].as_str(), gap["shortDescription"]["text"].as_str()),
            (Some("celah-kategori"), Some(title))
        );
        assert_eq!(gap["defaultConfiguration"]["level"], level);
        assert!(gap["help"]["text"].as_str().unwrap().len() > 100);
        assert!(rules.len() >= takar::tools::check::RULES.len());
        // The index of each result leads to its rule.
        for result in document["runs"][0]["results"].as_array().unwrap() {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
        }
    }
}

#[test]
fn sarif_of_options_errors_and_files_that_cannot_be_read() {
    let rules = folder(RULES);
    let off = document(&rules, &["--format", "sarif", "--abaikan", "T0312"]);
    let results = off["runs"][0]["results"].as_array().unwrap();
    let external = results.iter().find(|result| result["ruleId"] == "T0312").unwrap();
    assert_eq!(external["suppressions"][0]["kind"], "external");
    assert_eq!(external["suppressions"][0]["justification"], "--abaikan T0312");
    let only = document(&rules, &["--format", "sarif", "--hanya", "T0818"]);
    assert_eq!(
        only["runs"][0]["results"].as_array().unwrap().len(),
        1,
        "what `abaikan` switches off, and nothing else"
    );
    let broken = folder("nilai n \"N\" { rumus tidak_ada }\n");
    let output = checked(&broken, &SARIF);
    valid("sarif.schema.json", "", &out(&output));
    let document: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(document["runs"][0]["results"][0]["level"], "error");
    assert_eq!(document["runs"][0]["invocations"][0]["executionSuccessful"], true);
    let absent = takar(&broken, &["periksa", "tidak-ada.takar", "--format", "sarif"]);
    assert_eq!(code(&absent), 5);
    valid("sarif.schema.json", "", &out(&absent));
    let document: Value = serde_json::from_str(&out(&absent)).unwrap();
    assert_eq!(document["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn sarif_is_the_same_every_time() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let run = || {
        out(&crate::support::program::command(root, &["periksa", "rulesets", "--format", "sarif"]).output().unwrap())
    };
    let first = run();
    valid("sarif.schema.json", "", &first);
    assert_eq!(first, run());
    // Paths are relative, and those of standard rulesets that are shipped inside the program too.
    assert!(first.contains("\"uri\": \"rulesets/kpu-kalteng-2024/konsistensi.takar\""));
}
