//! Rulesets that several tests compute with.

/// A yearly ruleset of two indicators, I1 in persen with the target 95% and I2 in angka with the target 4.
pub const TWO_INDICATORS: &str = r#"aturan contoh "Contoh" {
  berlaku sejak 1 Januari 2024 sampai 31 Desember 2024
  periode tahunan
}
gunakan "baku/polaritas.takar"
indikator I1 "Layanan" { satuan persen target 95% polaritas positif }
indikator I2 "Laporan" { satuan angka target 4 polaritas positif }
"#;

/// The same with a variable that is a date.
pub const TWO_INDICATORS_AND_A_DAY: &str = r#"aturan contoh "Contoh" {
  berlaku sejak 1 Januari 2024 sampai 31 Desember 2024
  periode tahunan
}
gunakan "baku/polaritas.takar"
indikator I1 "Layanan" { satuan persen target 95% polaritas positif }
indikator I2 "Laporan" { satuan angka target 4 polaritas positif }
data jadi "Tanggal" { satuan tanggal }
"#;
