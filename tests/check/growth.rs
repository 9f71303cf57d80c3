//! Work stays within bounds for any ruleset.

use std::fmt::Write;
use std::time::{Duration, Instant};

/// A check of such a text ends soon; the debug build is slow.
fn quickly(text: &str) -> Vec<super::Told> {
    let start = Instant::now();
    let told = super::told(text);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?} for {} bytes", start.elapsed(), text.len());
    told
}

/// That a check said that it was given up, or found nothing at all.
fn codes(told: &[super::Told]) -> Vec<&str> {
    let mut codes: Vec<&str> = told.iter().map(|told| told.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn many_bands_and_many_users() {
    let mut text = String::from("skala s { dasar \"x\"\n");
    for n in (0..3000).rev() {
        writeln!(text, "\"L{n}\" {n}% s.d. < {}%", n + 1).unwrap();
    }
    text.push_str("}\ndata x \"X\" { satuan persen }\n");
    for n in 0..1500 {
        writeln!(text, "nilai n{n} \"N{n}\" {{ rumus x batasi 0% s.d. {}% bulatkan 0 desimal kategori s }}", n + 10)
            .unwrap();
    }
    let told = quickly(&text);
    assert!(codes(&told).contains(&"T0840"), "{:?}", codes(&told));
}

#[test]
fn many_indicators_with_targets_of_their_own() {
    let mut text = String::from("gunakan \"baku/polaritas.takar\"\npengukuran { polaritas negatif }\n");
    for n in 0..4000 {
        writeln!(text, "indikator I{n} \"Indikator {n}\" {{ satuan angka target {} }}", n + 1).unwrap();
    }
    let told = quickly(&text);
    assert!(codes(&told).iter().all(|code| *code == "T0840"), "{:?}", codes(&told));
}

#[test]
fn many_weights_in_one_mean() {
    let mut text = String::from(
        "gunakan \"baku/polaritas.takar\"\npengukuran { polaritas positif agregasi rata_rata_tertimbang }\nsasaran S \"S\" {\n",
    );
    for n in 0..2000 {
        writeln!(text, "indikator I{n} \"Indikator {n}\" {{ satuan angka target {} bobot 1 }}", n + 1).unwrap();
    }
    text.push_str("}\nnilai n \"N\" { rumus rata_rata_tertimbang(indikator.capaian; indikator.bobot) }");
    let told = quickly(&text);
    assert!(codes(&told).iter().all(|code| ["T0808", "T0840"].contains(code)), "{:?}", codes(&told));
}

#[test]
fn a_thousand_targets_are_all_judged() {
    let mut text = String::from("gunakan \"baku/polaritas.takar\"\npengukuran { polaritas positif }\n");
    for n in 0..1000 {
        writeln!(text, "indikator I{n} \"Indikator {n}\" {{ satuan angka target {} }}", n + 1).unwrap();
    }
    assert_eq!(quickly(&text), []);
}

#[test]
fn many_ignored_findings() {
    let mut text = String::new();
    for n in 0..3000 {
        writeln!(text, "indikator I{n} \"Jumlah {n}\" {{ satuan persen abaikan T0821 \"laporan\" }}").unwrap();
    }
    assert_eq!(quickly(&text), []);
}

#[test]
fn many_targets_by_period() {
    let mut text = String::from(
        "aturan a \"A\" { dasar \"x\" berlaku sejak 1 Januari 1000 sampai 31 Desember 3000 periode tahunan }\n",
    );
    for n in 0..20 {
        write!(text, "indikator I{n} \"Indikator {n}\" {{ satuan persen ").unwrap();
        for year in 1000..2000 {
            write!(text, "target {year}: 9{n}% ").unwrap();
        }
        text.push_str("}\n");
    }
    text.push_str("pastikan I1.target = I2.target \"sama\"\n");
    assert_eq!(codes(&quickly(&text)), ["T0815"]);
}

#[test]
fn a_long_chain_of_readings() {
    let mut text = String::from(
        "data x \"X\" { satuan persen rentang 0% s.d. 100% }\nskala s { dasar \"x\" \"A\" ≥ 50%\n\"B\" < 50% }\n\
         nilai n0 \"N 0\" { rumus x }\n",
    );
    for n in 1..3000 {
        writeln!(text, "nilai n{n} \"N {n}\" {{ rumus n{} kategori s bulatkan 1 desimal }}", n - 1).unwrap();
    }
    assert_eq!(quickly(&text), []);
}
