//! `takar repl` and `hitung --andai`, driven as a program: lines in, text out.

mod eras;
mod saved;
mod scripted;
mod sought;
mod supposed;
mod terminal;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A ruleset with two groups, a computed realization, weights and budget lines.
pub const RULES: &str = r#"aturan contoh "Contoh" {
  berlaku sejak 1 Januari 2024 sampai 31 Desember 2024
  periode tahunan
}

gunakan "baku/polaritas.takar"
gunakan "baku/satuan.takar"

skala mutu "Mutu" {
  "Baik"   90% s.d. 100%
  "Cukup"  70% s.d. < 90%
  "Kurang" 0% s.d. < 70%
}

pengukuran {
  batasi    0% s.d. 100%
  kategori  mutu
  agregasi  rata_rata
  polaritas positif
}

data hadir "Yang hadir" { satuan orang }
data undangan "Yang diundang" { satuan orang }

sasaran S1 "Layanan" {
  bobot 60%
  indikator S1.1 "Ketepatan" { satuan persen target 80% }
  indikator S1.2 "Kehadiran" {
    satuan persen
    target 50%
    rumus  hadir / undangan × 100%
  }
}

sasaran S2 "Tata kelola" {
  bobot 40%
  indikator S2.1 "Temuan selesai" { satuan persen target 100% rentang 0% s.d. 100% }
  anggaran A1 "Pengawasan" { pagu Rp 200.000.000 }
}

nilai akhir "Nilai akhir" {
  rumus    rata_rata_tertimbang(sasaran.capaian; sasaran.bobot)
  kategori mutu
}

pastikan jumlah(anggaran.realisasi) ≤ Rp 150.000.000 "anggaran tidak terlampaui"
"#;

/// 60/80 = 75%; 40/100 = 40%, of 50% that is 80%; their mean 77,5%. 90%. 0,6 × 77,5% + 0,4 × 90% = 82,5%.
pub const DATA: &str = "kode;target;realisasi\n\
    S1.1;80%;60%\n\
    S1.2;;40,0%\n\
    S2.1;;90%\n\
    A1;;Rp 100.000.000\n\
    hadir;;40\n\
    undangan;;100\n";

/// The same in three units: as above, with S1.1 72% (90%), with S1.1 24% (30%).
pub fn units() -> String {
    let of = |unit: &str, first: &str| {
        DATA.lines().skip(1).map(|line| format!("{unit};{}\n", line.replace("60%", first))).collect::<String>()
    };
    format!(
        "unit;kode;target;realisasi\n{}{}{}",
        of("Kota Satu", "60%"),
        of("Kota Dua", "72%"),
        of("Kabupaten Tiga", "24%")
    )
}

/// A folder with these files.
pub fn folder(data: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("contoh.takar"), RULES).unwrap();
    std::fs::write(folder.path().join("contoh.csv"), data).unwrap();
    folder
}

/// Runs the program in a folder.
pub fn takar(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_takar"));
    program.args(arguments).current_dir(folder).env_remove("TAKAR_BAHASA").env("SOURCE_DATE_EPOCH", "1732579200");
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || pipe.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    // A program that ends before it has read everything is told by what it says.
    let _ = writer.join().unwrap();
    output
}

/// What the session in a folder answers to these lines: standard output, standard error, exit code.
pub fn says_in(folder: &Path, lines: &str) -> (String, String, i32) {
    let output = takar(folder, &["repl", "contoh.takar", "--data", "contoh.csv"], lines);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

/// What a session over the example answers to lines none of which fails.
pub fn says(lines: &str) -> String {
    let folder = folder(DATA);
    let (out, err, code) = says_in(folder.path(), lines);
    assert_eq!((err.as_str(), code), ("", 0), "{lines}\n{out}");
    out
}

/// The code of the message that a line fails with, and that nothing else is said.
pub fn fails(lines: &str) -> (String, String) {
    let folder = folder(DATA);
    let (out, err, code) = says_in(folder.path(), lines);
    assert_eq!(code, 1, "{lines}\n{out}{err}");
    let codes: Vec<&str> =
        err.lines().filter_map(|line| line.strip_prefix("galat[")?.split_once(']')).map(|(code, _)| code).collect();
    let [code] = codes.as_slice() else { panic!("{lines}\n{err}") };
    (code.to_string(), err)
}
