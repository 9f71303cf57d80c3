//! T0811, T0812, T0813: indicators, variables and results that have no effect.

use super::{holds, one, silent, told_in};

const HEADER: &str =
    "aturan a \"A\" { dasar \"x\" berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n";

// ---- T0811 ----------------------------------------------------------------------------------

fn group(formula: &str, after: &str) -> String {
    format!(
        "gunakan \"baku/polaritas.takar\"\npengukuran {{ polaritas positif }}\n\
         sasaran S \"Layanan\" {{\n  {formula}\n  indikator I \"Ketepatan\" {{ satuan persen target 90% }}\n  \
         indikator J \"Kepuasan\" {{ satuan angka target 4 }}\n}}\n{after}"
    )
}

#[test]
fn an_indicator_that_the_formula_of_its_group_leaves_out() {
    let told = one("T0811", &group("rumus I.capaian × 2", ""));
    holds(&told, &["ingat: `J` tidak ikut dihitung dalam capaian `S`"]);
    assert_eq!(told.place, "indikator J");
    silent("T0811", &group("rumus minimum(I.capaian; J.capaian)", ""));
    silent("T0811", &group("rumus rata_rata(indikator.capaian)", ""));
    silent("T0811", &group("agregasi rata_rata", ""));
}

#[test]
fn an_indicator_that_something_else_reads() {
    silent("T0811", &group("rumus I.capaian × 2", "nilai n \"Nilai\" { rumus J.realisasi × 2 }"));
    silent("T0811", &group("rumus I.capaian × 2", "pastikan J.capaian > 0 \"ada\""));
    // A test does not make it count.
    one("T0811", &group("rumus I.capaian × 2", "uji \"J\" { maka J.target = 4 }"));
}

#[test]
fn a_group_without_indicators_in_its_formula() {
    // Its capaian is its absorption; its indicators are results of their own.
    silent("T0811", &group("rumus serapan\n  anggaran A \"Anggaran\" { pagu Rp 10 }", ""));
}

// ---- T0812 ----------------------------------------------------------------------------------

#[test]
fn a_variable_that_no_formula_reads() {
    let text = format!(
        "{HEADER}data x \"X\" {{ satuan angka }}\ndata y \"Y\" {{ satuan angka }}\nnilai n \"N\" {{ rumus x × 2 }}"
    );
    let told = one("T0812", &text);
    holds(&told, &["saran: `y` tidak dibaca"]);
    assert_eq!(told.place, "data y");
    silent("T0812", &format!("{text}\npastikan y > 0 \"ada\""));
    one("T0812", &format!("{text}\nuji \"y\" {{ diketahui y = 1\nmaka y = 1 }}"));
}

#[test]
fn a_variable_in_a_formula_of_a_formula() {
    let text = format!(
        "{HEADER}data x \"X\" {{ satuan angka }}\nfungsi f(a) = a × x\nfungsi g(a) = f(a) + 1\nnilai n \"N\" {{ rumus g(2) }}"
    );
    silent("T0812", &text);
}

#[test]
fn variables_of_a_file_that_others_use() {
    let library = "data x \"X\" { satuan angka }\ndata y \"Y\" { satuan angka }";
    let main = format!("{HEADER}gunakan \"data.takar\"\nnilai n \"N\" {{ rumus x × 2 }}");
    let other = main.replace("x × 2", "y × 2");
    let files = [("data.takar", library), ("utama.takar", main.as_str()), ("lain.takar", other.as_str())];
    let codes = |mains: &[&str]| -> Vec<String> {
        let told = told_in(&files, mains);
        told.iter().filter(|told| told.code == "T0812").map(|told| told.place.clone()).collect()
    };
    // By itself nobody knows who reads them.
    assert_eq!(codes(&["data.takar"]), [""; 0]);
    assert_eq!(codes(&["utama.takar"]), ["data y"]);
    assert_eq!(codes(&["lain.takar"]), ["data x"]);
    // Each of them is read by one of the two.
    assert_eq!(codes(&["data.takar", "lain.takar", "utama.takar"]), [""; 0]);
}

#[test]
fn a_variable_that_only_another_ruleset_reads() {
    let base = format!("{HEADER}data x \"X\" {{ satuan angka }}");
    let reader = HEADER.to_owned() + "gunakan \"dasar.takar\" sebagai d\nnilai n \"N\" { rumus d.x × 2 }";
    let files = [("dasar.takar", base.as_str()), ("utama.takar", reader.as_str())];
    let codes = |mains: &[&str]| told_in(&files, mains).iter().filter(|told| told.code == "T0812").count();
    assert_eq!(codes(&["dasar.takar"]), 1);
    assert_eq!(codes(&["dasar.takar", "utama.takar"]), 0);
}

// ---- T0813 ----------------------------------------------------------------------------------

#[test]
fn a_result_in_a_file_that_no_ruleset_uses() {
    let library = "nilai n \"N\" { rumus 2 + 3 }";
    let alone = HEADER.to_owned();
    let user = format!("{HEADER}gunakan \"sub/nilai.takar\"");
    let files = [("sub/nilai.takar", library), ("utama.takar", alone.as_str()), ("pemakai.takar", user.as_str())];
    let found = |mains: &[&str]| told_in(&files, mains).into_iter().filter(|told| told.code == "T0813").count();
    assert_eq!(found(&["sub/nilai.takar", "utama.takar"]), 1);
    assert_eq!(found(&["sub/nilai.takar", "utama.takar", "pemakai.takar"]), 0);
    // Who uses it is not known where the rulesets beside it are not checked.
    assert_eq!(found(&["sub/nilai.takar"]), 0);
    let elsewhere = [("sub/nilai.takar", library), ("lain/utama.takar", alone.as_str())];
    let told = told_in(&elsewhere, &["sub/nilai.takar", "lain/utama.takar"]);
    assert!(told.iter().all(|told| told.code != "T0813"), "{told:#?}");
}

#[test]
fn a_result_of_a_ruleset_is_shown() {
    silent("T0813", &format!("{HEADER}nilai n \"N\" {{ rumus 2 + 3 }}"));
}
