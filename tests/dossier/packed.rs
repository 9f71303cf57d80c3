//! `--mampatkan`: explanations that are packed, and held to what they hold. Results by any number of threads.

use super::{close, content, edit, hash, manifest, office, place, put, run, verified};
use crate::support::program::{code, err, out};
use flate2::read::MultiGzDecoder;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const PACKED: &str = "hasil/penjelasan.jsonl.gz";

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    MultiGzDecoder::new(bytes).read_to_end(&mut all).unwrap();
    all
}

fn packed(bytes: &[u8], level: u32) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(level));
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn closed_packed() -> (TempDir, PathBuf) {
    let office = office();
    let output = close(office.path(), "t", &["--mampatkan"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let folder = office.path().join("t");
    (office, folder)
}

/// Lets the manifest say of the packed file what it is now.
fn cover(folder: &Path) {
    let bytes = std::fs::read(folder.join(PACKED)).unwrap();
    edit(folder, |manifest| {
        let at = place(manifest, PACKED);
        manifest["berkas"][at]["sidik"] = hash(&bytes).into();
        manifest["berkas"][at]["ukuran"] = bytes.len().into();
    });
}

#[test]
fn packed_explanations_hold_what_others_hold() {
    let (office, folder) = closed_packed();
    assert_eq!(code(&close(office.path(), "biasa", &[])), 0);
    let (packed, plain) = (content(&folder), content(&office.path().join("biasa")));
    assert!(!packed.contains_key("hasil/penjelasan.jsonl"));
    let explanations = &plain["hasil/penjelasan.jsonl"];
    assert_eq!(unpacked(&packed[PACKED]), *explanations);
    assert!(packed[PACKED].len() * 3 < explanations.len());
    let manifest = manifest(&folder);
    let entry = &manifest["berkas"][place(&manifest, PACKED)];
    assert_eq!(entry["sidik"], hash(&packed[PACKED]));
    assert_eq!(
        (&entry["isi"]["sidik"], &entry["isi"]["ukuran"]),
        (&hash(explanations).into(), &explanations.len().into())
    );
    assert_eq!(manifest["opsi"], serde_json::json!({ "mampatkan": [] }));
    let (code, said) = verified(&folder);
    assert!(code == 0 && said.contains("utuh: t, 8 berkas; hasil dihitung ulang dan sama"), "{said}");
    // All else is as it would be.
    for name in ["hasil/hasil.csv", "hasil/hasil.json", "aturan/a.takar", "data/1-a.csv"] {
        assert_eq!(packed[name], plain[name], "{name}");
    }
}

#[test]
fn what_another_packer_has_packed_is_held_to_what_it_holds() {
    let (_office, folder) = closed_packed();
    let explanations = unpacked(&std::fs::read(folder.join(PACKED)).unwrap());
    // As an earlier version of the packer would have written it when the period was closed.
    std::fs::write(folder.join(PACKED), packed(&explanations, 1)).unwrap();
    let (code, said) = verified(&folder);
    assert!(code == 1 && said.contains(&format!("galat[T0960]: {PACKED} berubah sejak ditutup")), "{said}");
    assert!(!said.contains("T0964"), "{said}");
    cover(&folder);
    let (code, said) = verified(&folder);
    assert_eq!(code, 0, "{said}");
    // What it holds is on record too.
    edit(&folder, |manifest| {
        let at = place(manifest, PACKED);
        manifest["berkas"][at]["isi"]["sidik"] = hash(b"").into();
    });
    let (code, said) = verified(&folder);
    assert!(code == 1 && said.contains("galat[T0965]") && said.contains("isi.sidik"), "{said}");
}

#[test]
fn packed_explanations_that_were_changed_are_named_with_their_line() {
    let (_office, folder) = closed_packed();
    let path = folder.join(PACKED);
    let whole = std::fs::read(&path).unwrap();
    let text = String::from_utf8(unpacked(&whole)).unwrap();
    // X's I1 is explained second, after S1: 86/95 = 90,526…%, 91%.
    let lines: Vec<&str> = text.lines().collect();
    let changed = text.replace(lines[1], &lines[1].replace("91%", "92%"));
    assert_ne!(changed, text);
    for covered in [false, true] {
        std::fs::write(&path, packed(changed.as_bytes(), 6)).unwrap();
        if covered {
            cover(&folder);
        }
        let (code, said) = verified(&folder);
        assert!(
            code == 1
                && said.contains(&format!("galat[T0964]: {PACKED} bukan hasil aturan dan data ini, mulai baris 2")),
            "{said}"
        );
    }
    // Cut off, damaged, no packed file at all, something behind it, nothing in it.
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xff;
    let forms: [Vec<u8>; 6] = [
        whole[..whole.len() / 2].to_vec(),
        damaged,
        b"bukan gzip".to_vec(),
        [whole.clone(), packed(b"lagi\n", 6)].concat(),
        [whole.clone(), b"sampah".to_vec()].concat(),
        Vec::new(),
    ];
    for (number, form) in forms.into_iter().enumerate() {
        std::fs::write(&path, form).unwrap();
        cover(&folder);
        let (code, said) = verified(&folder);
        let is_told = ["T0964", "T0963"].iter().any(|code| said.contains(&format!("galat[{code}]: {PACKED}")));
        assert!(code == 1 && is_told && said.contains("tidak utuh: t\n"), "{number}: {said}");
    }
}

#[test]
fn a_packed_file_that_never_ends_is_not_unpacked() {
    let (_office, folder) = closed_packed();
    // The right beginning, then a gigabyte of zeros in a megabyte.
    let explanations = unpacked(&std::fs::read(folder.join(PACKED)).unwrap());
    let mut bomb = packed(&explanations, 6);
    let zeros = packed(&vec![0; 16 << 20], 9);
    for _ in 0..64 {
        bomb.extend_from_slice(&zeros);
    }
    std::fs::write(folder.join(PACKED), bomb).unwrap();
    cover(&folder);
    let (code, said) = verified(&folder);
    // Two cases of three values and a condition, and the line after them.
    assert!(code == 1 && said.contains(&format!("{PACKED} bukan hasil aturan dan data ini, mulai baris 9")), "{said}");
}

#[test]
fn a_correction_of_what_is_packed_is_packed() {
    let (office, folder) = closed_packed();
    put(office.path(), "b.csv", &super::DATA.replace("86%", "84%"));
    let correction = ["koreksi", "t", "--data", "b.csv", "--oleh", "S", "--pada", "2025-02-03", "--keluaran", "k"];
    let output = run(office.path(), &correction);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let corrected = office.path().join("k");
    assert!(corrected.join(PACKED).is_file() && corrected.join("sebelumnya").join(PACKED).is_file());
    let (code, said) = verified(&corrected);
    assert_eq!(code, 0, "{said}");
    // The file of then is an input now, and says nothing about what it holds.
    edit(&corrected, |manifest| {
        let at = place(manifest, &format!("sebelumnya/{PACKED}"));
        manifest["berkas"][at]["isi"] = serde_json::json!({"sidik": hash(b""), "ukuran": 0});
    });
    assert!(verified(&corrected).1.contains("galat[T0965]"));
    drop(folder);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    // Two hundred units make several blocks; rows that are not grouped begin all anew.
    let office = office();
    let rows = |unit: usize| format!("U{unit:03};I1;{}%\nU{unit:03};I2;{}%\n", 60 + unit % 40, 50 + unit % 30);
    let grouped: String = (0..200).map(rows).collect();
    let ungrouped = format!("{grouped}U000;I2;1%\n").replacen("U000;I2;50%\n", "", 1);
    for (name, data) in [("rapi", grouped), ("acak", ungrouped)] {
        put(office.path(), "a.csv", &format!("unit;kode;realisasi\n{data}"));
        let mut first = None;
        for threads in ["1", "2", "7"] {
            for pack in [&[][..], &["--mampatkan"]] {
                let target = format!("{name}-{threads}-{}", pack.len());
                let output = close(office.path(), &target, &[&["--utas", threads], pack].concat());
                assert_eq!(code(&output), 0, "{}", err(&output));
                let files = content(&office.path().join(&target));
                if pack.is_empty() {
                    assert_eq!(first.get_or_insert_with(|| files.clone()), &files, "{target}");
                }
                let output = run(office.path(), &["verifikasi", &target, "--utas", threads]);
                assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
            }
            let packs: Vec<Vec<u8>> = ["1", threads]
                .iter()
                .map(|n| content(&office.path().join(format!("{name}-{n}-1"))).remove(PACKED).unwrap())
                .collect();
            assert_eq!(packs[0], packs[1]);
        }
    }
    let output = close(office.path(), "tidak", &["--utas", "0"]);
    assert!(code(&output) == 2 && err(&output).contains("--utas"), "{}", err(&output));
}

#[test]
fn verifying_keeps_nothing_on_disk() {
    let (_office, folder) = closed_packed();
    let space = TempDir::new().unwrap();
    let readonly = space.path().join("tidak-ada");
    let mut program = crate::support::program::command(folder.parent().unwrap(), &["verifikasi", "t"]);
    let output = program.env("TMPDIR", &readonly).env("TEMP", &readonly).env("TMP", &readonly).output().unwrap();
    assert_eq!(code(&output), 0, "{}", err(&output));
}

#[test]
fn how_large_the_folder_is_is_said() {
    let office = office();
    let output = close(office.path(), "t", &[]);
    let bytes: usize = content(&office.path().join("t"))
        .iter()
        .filter(|(name, _)| *name != "manifes.json")
        .map(|(_, b)| b.len())
        .sum();
    let said = format!("ditutup: t, 8 berkas\nbesarnya: {} KB\n", bytes.div_ceil(1000));
    assert!(out(&output).starts_with(&said), "{said}{}", out(&output));
}
