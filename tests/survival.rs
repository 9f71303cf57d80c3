//! Mutated rulesets, amendments and Markdown through every verb that reads rules: each ends by itself, with an exit code
//! that fits what it said.

use crate::robust::mutate;
use crate::support::dice::Dice;
use crate::support::program::{code, command, err, out};
use std::path::Path;

/// The verbs, each with what follows the file; `DATA` stands for the data and `CHANGE` for the amendment.
const VERBS: &[&[&str]] = &[
    &["periksa", "FILE", "--format", "json"],
    &["periksa", "FILE", "CHANGE", "--format", "sarif"],
    &["periksa", "FILE", "--format", "ringkas", "--bahasa", "en"],
    &["uji", "FILE", "CHANGE", "--cakupan", "--format", "json"],
    &["uji", "FILE", "--perubahan", "CHANGE", "--minimal", "50"],
    &["format", "FILE", "CHANGE", "--cek"],
    &["hitung", "FILE", "--data", "DATA", "--perubahan", "CHANGE", "--format", "json", "--batas-rawan"],
    &["hitung", "FILE", "--data", "DATA", "--perubahan", "CHANGE", "--format", "csv", "--lanjut"],
    &["jelaskan", "FILE", "--data", "DATA", "--perubahan", "CHANGE", "--format", "json"],
    &["jelaskan", "FILE", "--data", "DATA", "--perubahan", "CHANGE"],
    &["bandingkan", "FILE", "CHANGE", "--data", "DATA", "--format", "json"],
    &["bandingkan", "CHANGE", "FILE", "--format", "markdown", "--bahasa", "en"],
];

/// Changes of all kinds, of what the shipped rulesets declare.
const CHANGES: &str = "perubahan p \"P\" { atas \"FILE\" berlaku sejak 1 Juli 2024 }
ubah S1.1 \"Lain\" { target 90%  polaritas negatif  dasar \"x\"  batasi 0% s.d. 120% }
ubah pengukuran { bulatkan 1 desimal  agregasi minimum }
cabut S1.2
sisipkan dalam S2 { indikator S2.9 \"Baru\" { satuan persen  target 50%  polaritas positif } }
ubah S2 { kategori skala_baru }
sisipkan { skala skala_baru \"S\" { \"Baik\" ≥ 50%  \"Kurang\" < 50% } }
uji \"baru\" { diketahui S1.1.realisasi = 90%  maka ada(S1.1.capaian) }
";

/// The rounds that are run; more where the environment says so.
fn rounds() -> usize {
    std::env::var("TAKAR_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(12)
}

#[test]
fn every_verb_survives_mutated_rules() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets/kpu-kalteng-2024");
    let read = |name: &str| std::fs::read_to_string(source.join(name)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    for name in ["pk-ketua.takar", "pk-sekretaris.takar", "skala.takar"] {
        write(name, &read(name));
    }
    let mut dice = Dice::new(17_082_024);
    let mut seen = [0; 6];
    for round in 0..rounds() {
        let (file, data) = dice.of(&[
            ("evaluasi.takar", "evaluasi.csv"),
            ("rkt.takar", "rkt.csv"),
            ("ringkasan.takar", "ringkasan.csv"),
            ("anggaran.takar.md", "anggaran.csv"),
        ]);
        let (mut rules, mut change) = (read(file), CHANGES.replace("FILE", file));
        match dice.below(4) {
            0 => {}
            1 => rules = mutate(&rules, &mut dice),
            2 => change = mutate(&change, &mut dice),
            _ => {
                // The same rules in the text of a regulation.
                rules =
                    mutate(&format!("# Naskah\n\n```takar\n{}```\n\nSelesai.\n", rules.replace("```", "")), &mut dice);
            }
        }
        write(file, &rules);
        write("ubah.takar", &change);
        write(data, &read(data));
        for verb in VERBS {
            let arguments: Vec<&str> = verb
                .iter()
                .map(|word| match *word {
                    "FILE" => file,
                    "DATA" => data,
                    "CHANGE" => "ubah.takar",
                    word => word,
                })
                .collect();
            if (round + verb.len()) % 2 == 0 && verb[0] != "hitung" {
                continue;
            }
            let output = command(folder.path(), &arguments).output().unwrap();
            let (said, told) = (out(&output), err(&output));
            let ended =
                output.status.code().unwrap_or_else(|| panic!("round {round}: {arguments:?} was ended: {told}"));
            assert!((0..=5).contains(&ended), "round {round}: {arguments:?} ends with {ended}: {told}");
            seen[code(&output) as usize] += 1;
            assert!(!said.is_empty() || !told.is_empty(), "round {round}: {arguments:?} says nothing");
            if arguments.iter().any(|word| ["json", "sarif"].contains(word)) && !said.is_empty() {
                serde_json::from_str::<serde_json::Value>(&said)
                    .unwrap_or_else(|error| panic!("round {round}: {arguments:?}: {error}\n{said}"));
            }
        }
    }
    // What works, what fails and what is refused have all been met.
    assert!(seen[0] > 2 && seen[1] > 2 && seen[3] > 2, "{seen:?}");
}
