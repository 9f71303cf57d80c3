//! What can be done to a closed folder, and that each of it is found.

use super::{closed, content, cover, edit, hash, place, put, run, verified};
use crate::support::program::{code, err, out};
use serde_json::json;
use std::path::Path;

/// Does something to a closed folder and gives back what is told, which is a failure.
fn after(tamper: impl FnOnce(&Path)) -> String {
    let (_office, folder) = closed();
    tamper(&folder);
    let (code, said) = verified(&folder);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("tidak utuh: t\n"), "{said}");
    said
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{}: {from}", path.display());
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_result_that_was_changed_is_named_with_its_line() {
    // X, I1: 86/95 = 90,526…%, 91%. The first line is the head, the second X's S1.
    let said = after(|folder| replace(&folder.join("hasil/hasil.csv"), ";91;", ";95;"));
    assert!(said.contains("galat[T0964]: hasil/hasil.csv bukan hasil aturan dan data ini, mulai baris 3"), "{said}");
    assert!(said.contains(";95;") && said.contains(";91;"), "{said}");
    let said = after(|folder| replace(&folder.join("hasil/hasil.json"), "\"Cukup\"", "\"Baik\""));
    assert!(said.contains("galat[T0964]: hasil/hasil.json"), "{said}");
    let said = after(|folder| replace(&folder.join("hasil/penjelasan.jsonl"), "91%", "92%"));
    assert!(said.contains("galat[T0964]: hasil/penjelasan.jsonl"), "{said}");
}

#[test]
fn a_result_whose_new_hash_was_put_into_the_manifest_is_found() {
    let said = after(|folder| {
        replace(&folder.join("hasil/hasil.csv"), ";91;", ";95;");
        cover(folder, "hasil/hasil.csv");
    });
    assert!(said.contains("galat[T0964]: hasil/hasil.csv") && said.contains("galat[T0965]"), "{said}");
}

#[test]
fn a_line_added_or_cut_off_at_the_end_of_a_result_is_found() {
    let said = after(|folder| {
        let path = folder.join("hasil/hasil.csv");
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text + "Z;2024\n").unwrap();
    });
    // A head and three lines for each of two units.
    assert!(said.contains("mulai baris 8") && said.contains("tertulis: Z;2024; hasil hitung ulang: –"), "{said}");
    let said = after(|folder| std::fs::write(folder.join("hasil/hasil.json"), "").unwrap());
    assert!(said.contains("hasil/hasil.json bukan hasil aturan dan data ini, mulai baris 1"), "{said}");
}

#[test]
fn changed_data_and_rules_are_found() {
    let said = after(|folder| replace(&folder.join("data/1-a.csv"), "86%", "96%"));
    assert!(said.contains("galat[T0960]: data/1-a.csv") && said.contains("ingat[T0968]"), "{said}");
    let said = after(|folder| replace(&folder.join("aturan/bagian/skala.takar"), "91%", "90,5%"));
    assert!(said.contains("galat[T0960]: aturan/bagian/skala.takar"), "{said}");
    let said = after(|folder| replace(&folder.join("baku/satuan.takar"), "#", "##"));
    assert!(said.contains("galat[T0960]: baku/satuan.takar"), "{said}");
    // Also where the manifest was made to fit: then the results do not.
    let said = after(|folder| {
        replace(&folder.join("data/1-a.csv"), "86%", "96%");
        cover(folder, "data/1-a.csv");
    });
    assert!(said.contains("galat[T0964]: hasil/hasil.csv"), "{said}");
}

#[test]
fn missing_files_are_found() {
    for path in ["hasil/hasil.csv", "data/1-a.csv", "aturan/a.takar", "baku/satuan.takar", "hasil/penjelasan.jsonl"] {
        let said = after(|folder| std::fs::remove_file(folder.join(path)).unwrap());
        assert!(said.contains(&format!("galat[T0961]: {path} tidak ada lagi")), "{said}");
    }
    // Also where the manifest no longer names them.
    let said = after(|folder| {
        std::fs::remove_file(folder.join("hasil/penjelasan.jsonl")).unwrap();
        edit(folder, |manifest| {
            let at = place(manifest, "hasil/penjelasan.jsonl");
            manifest["berkas"].as_array_mut().unwrap().remove(at);
        });
    });
    assert!(said.contains("galat[T0965]"), "{said}");
}

#[test]
fn added_files_and_folders_are_found() {
    for path in ["catatan.txt", "hasil/hasil-baru.csv", "data/2-b.csv", "manifes.json.bak", ".tersembunyi"] {
        let said = after(|folder| put(folder, path, "x"));
        assert!(said.contains(&format!("galat[T0962]: {path} tidak termasuk yang ditutup (berkas)")), "{said}");
    }
    for path in ["kosong", "hasil/kosong"] {
        let said = after(|folder| std::fs::create_dir(folder.join(path)).unwrap());
        assert!(said.contains(&format!("galat[T0962]: {path} tidak termasuk yang ditutup (folder)")), "{said}");
    }
    // Also where the manifest names it: nothing is computed from it.
    let said = after(|folder| {
        put(folder, "data/2-b.csv", "x");
        edit(folder, |manifest| {
            let at = place(manifest, "data/1-a.csv");
            let file = json!({"jalur": "data/2-b.csv", "ukuran": 1, "sidik": hash(b"x")});
            manifest["berkas"].as_array_mut().unwrap().insert(at + 1, file);
        });
    });
    assert!(said.contains("galat[T0965]"), "{said}");
}

#[cfg(unix)]
#[test]
fn links_are_found_and_not_followed() {
    use std::os::unix::fs::symlink;
    // A link to a copy with the same bytes is still no file of the folder.
    let said = after(|folder| {
        let outside = folder.parent().unwrap().join("salinan.csv");
        std::fs::rename(folder.join("data/1-a.csv"), &outside).unwrap();
        symlink(&outside, folder.join("data/1-a.csv")).unwrap();
    });
    assert!(said.contains("galat[T0976]: data/1-a.csv bukan lagi berkas biasa (tautan)"), "{said}");
    assert!(!said.contains("galat[T0961]") && !said.contains("galat[T0962]"), "{said}");
    let said = after(|folder| {
        let outside = folder.parent().unwrap().join("aturan-lain");
        std::fs::rename(folder.join("aturan"), &outside).unwrap();
        symlink(&outside, folder.join("aturan")).unwrap();
    });
    assert!(said.contains("galat[T0962]: aturan tidak termasuk yang ditutup (tautan)"), "{said}");
    let said = after(|folder| symlink("hasil.csv", folder.join("hasil/tautan.csv")).unwrap());
    assert!(said.contains("galat[T0962]: hasil/tautan.csv"), "{said}");
}

#[test]
fn names_that_differ_in_case_are_found() {
    let said = after(|folder| {
        std::fs::rename(folder.join("hasil/hasil.csv"), folder.join("hasil/Hasil.csv")).unwrap();
    });
    assert!(said.contains("galat[T0961]: hasil/hasil.csv tidak ada lagi"), "{said}");
    assert!(said.contains("yang ada hasil/Hasil.csv; huruf besar dan kecil dibedakan"), "{said}");
}

#[test]
fn a_manifest_in_another_form_is_found() {
    let read = |folder: &Path| std::fs::read_to_string(folder.join("manifes.json")).unwrap();
    let forms: [fn(String) -> String; 5] = [
        |text| text + "\n",
        |text| text.replacen(":", ": ", 1),
        // The first key moved to the end.
        |text| {
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            let first = format!("\"aturan\":{},", serde_json::to_string(&value["aturan"]).unwrap());
            let rest = text.replacen(&first, "", 1);
            format!("{},{}}}", rest.strip_suffix('}').unwrap(), first.trim_end_matches(','))
        },
        |text| text.replacen("\"oleh\":", "\"oleh\":\"Orang lain\",\"oleh\":", 1),
        |text| text.replacen("Sekretaris", "\\u0053ekretaris", 1),
    ];
    for form in forms {
        let (_office, folder) = closed();
        let text = form(read(&folder));
        assert_ne!(text, read(&folder));
        std::fs::write(folder.join("manifes.json"), text).unwrap();
        let (code, said) = verified(&folder);
        assert!(code == 1 && said.contains("galat[T0955]"), "{said}");
    }
}

#[test]
fn what_the_manifest_says_is_computed_anew() {
    type Edit = fn(&mut serde_json::Value);
    let edits: [(Edit, &str); 7] = [
        (|manifest| manifest["jumlah"]["galat"] = 1.into(), "`jumlah.galat`"),
        (|manifest| manifest["jumlah"]["pastikan_lulus"] = 3.into(), "`jumlah.pastikan_lulus`"),
        (|manifest| manifest["periode"] = json!(["2023"]), "`periode.1`"),
        (|manifest| manifest["aturan"]["judul"] = "Judul lain".into(), "`aturan.judul`"),
        (|manifest| manifest["aturan"]["sidik"] = json!(format!("sha256:{}", "0".repeat(64))), "`aturan.sidik`"),
        (|manifest| manifest["tambahan"] = "x".into(), "`tambahan`"),
        (|manifest| drop(manifest.as_object_mut().unwrap().remove("jumlah")), "`jumlah`"),
    ];
    for (change, field) in edits {
        let said = after(|folder| edit(folder, change));
        assert!(said.contains(&format!("galat[T0965]: manifes tidak sama dengan isi folder: {field}")), "{said}");
    }
    let said = after(|folder| edit(folder, |manifest| manifest["opsi"] = json!({"unit": ["X"]})));
    assert!(said.contains("galat[T0964]: hasil/hasil.csv"), "{said}");
}

#[test]
fn what_only_a_noted_hash_or_a_signature_can_tell() {
    let (_office, folder) = closed();
    let noted = hash(&std::fs::read(folder.join("manifes.json")).unwrap());
    let parent = folder.parent().unwrap();
    let output = run(parent, &["verifikasi", "t", "--sidik", &noted]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    // Who and when follow from nothing in the folder.
    edit(&folder, |manifest| manifest["pada"] = "2025-01-09".into());
    assert_eq!(verified(&folder).0, 0);
    let output = run(parent, &["verifikasi", "t", "--sidik", &noted]);
    assert!(code(&output) == 1 && err(&output).contains("galat[T0973]"), "{}", err(&output));
    // A signature beside the manifest is no addition.
    put(&folder, "manifes.json.minisig", "x");
    let output = run(parent, &["verifikasi", "t"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).contains("manifes.json.minisig: tanda tangan"), "{}", out(&output));
}

#[test]
fn paths_that_lead_out_are_refused_before_anything_is_read() {
    for path in [
        "../rahasia",
        "/etc/passwd",
        "hasil/../../rahasia",
        "hasil//hasil.csv",
        "hasil/./hasil.csv",
        "hasil\\x",
        "rahasia",
        "",
        "hasil/",
        "lain/x",
        "HASIL/HASIL.CSV",
        "manifes.json",
        "sebelumnya/manifes.json",
    ] {
        let (_office, folder) = closed();
        edit(&folder, |manifest| {
            let mut files = manifest["berkas"].as_array().unwrap().clone();
            files.push(json!({"jalur": path, "ukuran": 0, "sidik": hash(b"")}));
            files.sort_by(|a, b| a["jalur"].as_str().unwrap().cmp(b["jalur"].as_str().unwrap()));
            manifest["berkas"] = files.into();
        });
        let (code, said) = verified(&folder);
        assert!(code == 1 && said.contains("galat[T0956]"), "{path}: {said}");
    }
    for (field, path) in [("berkas", "../a.takar"), ("berkas", "data/1-a.csv"), ("berkas", "aturan/tidak-ada.takar")] {
        let (_office, folder) = closed();
        edit(&folder, |manifest| manifest["aturan"][field] = path.into());
        let (code, said) = verified(&folder);
        assert!(code == 1 && said.contains("galat[T0956]"), "{path}: {said}");
    }
}

#[test]
fn options_of_a_forged_manifest_write_nothing() {
    for (name, value) in [("keluaran", "dicuri.csv"), ("data", "/etc/passwd"), ("galat-ke", "x"), ("bahasa", "en")] {
        let (_office, folder) = closed();
        edit(&folder, |manifest| manifest["opsi"] = json!({ name: [value] }));
        let before = content(folder.parent().unwrap());
        let (code, said) = verified(&folder);
        assert!(code == 1 && said.contains("galat[T0954]") && said.contains("opsi"), "{name}: {said}");
        assert!(said.contains("tidak utuh: t\n"), "{said}");
        assert_eq!(content(folder.parent().unwrap()), before, "{name}");
    }
}

#[test]
fn manifests_that_are_none() {
    for text in
        ["", "{", "[]", "{}", "null", "{\"manifes\":\"lain\",\"format\":1}", "{\"format\":1,\"manifes\":\"takar\"}"]
    {
        let (_office, folder) = closed();
        put(&folder, "manifes.json", text);
        let (code, said) = verified(&folder);
        assert!(code == 1 && said.contains("galat[T0954]") && said.contains("tidak utuh: t\n"), "{text}: {said}");
    }
    let (_office, folder) = closed();
    std::fs::remove_file(folder.join("manifes.json")).unwrap();
    assert!(verified(&folder).1.contains("tidak ditemukan"), "{}", verified(&folder).1);
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    put(&folder, "manifes.json", &deep);
    assert!(verified(&folder).1.contains("T0954"));
    edit_format(&folder, "{\"format\":2,\"manifes\":\"takar\"}");
    assert!(verified(&folder).1.contains("galat[T0957]"));
}

fn edit_format(folder: &Path, text: &str) {
    put(folder, "manifes.json", text);
}

#[test]
fn results_of_later_semantics_are_not_judged() {
    let (_office, folder) = closed();
    edit(&folder, |manifest| {
        manifest["program"]["semantik"] = 999.into();
        manifest["program"]["versi"] = "9.9.9".into();
    });
    let (code, said) = verified(&folder);
    assert!(code == 1 && said.contains("galat[T0967]") && said.contains("takar 9.9.9"), "{said}");
}

#[test]
fn results_of_earlier_semantics_are_reproduced_or_what_changed_is_said() {
    let (_office, folder) = closed();
    edit(&folder, |manifest| manifest["program"]["semantik"] = 0.into());
    // The same results: that the number is another does not matter.
    assert_eq!(verified(&folder).0, 0, "{}", verified(&folder).1);
    replace(&folder.join("hasil/hasil.csv"), ";91;", ";90;");
    cover(&folder, "hasil/hasil.csv");
    let (code, said) = verified(&folder);
    assert!(code == 1 && said.contains("galat[T0966]: ditutup dengan semantik 0"), "{said}");
    assert!(said.contains("1 (sejak 0.1.0): versi pertama yang menutup periode"), "{said}");
    assert!(said.contains("galat[T0964]: hasil/hasil.csv"), "{said}");
}

#[test]
fn a_result_written_by_an_earlier_version_of_the_program_is_the_same() {
    // Its number stands in the results and in the manifest.
    let (_office, folder) = closed();
    replace(
        &folder.join("hasil/hasil.json"),
        &format!("\"takar\":\"{}\"", env!("CARGO_PKG_VERSION")),
        "\"takar\":\"0.0.9\"",
    );
    edit(&folder, |manifest| manifest["program"]["versi"] = "0.0.9".into());
    cover(&folder, "hasil/hasil.json");
    let (code, said) = verified(&folder);
    assert!(code == 0 && said.contains("dengan takar 0.0.9"), "{said}");
}
