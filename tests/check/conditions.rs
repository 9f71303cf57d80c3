//! T0815, T0816: conditions that fail whatever the data.

use super::{holds, one, silent};

const RULES: &str = "sasaran S \"Layanan\" { indikator I \"Ketepatan\" { satuan persen target 90% }\n\
                     indikator J \"Kepuasan\" { satuan angka rentang 1 s.d. 4 } }\n\
                     anggaran A \"Anggaran\" { pagu Rp 100 juta }\n";

fn with(condition: &str) -> String {
    format!("{RULES}{condition}")
}

#[test]
fn a_declared_number_that_differs() {
    let told = one("T0815", &with("pastikan banyak(indikator) = 15 \"15 indikator\""));
    holds(&told, &["ingat: 15 indikator: tidak terpenuhi", "kiri 2, kanan 15"]);
    assert_eq!(told.place, "banyak(indikator) = 15");
    silent("T0815", &with("pastikan banyak(indikator) = 2 \"2 indikator\""));
    silent("T0816", &with("pastikan banyak(indikator) = 15 \"15 indikator\""));
}

#[test]
fn a_reminder_is_advice() {
    let told = one("T0816", &with("ingatkan jumlah(anggaran.pagu) = Rp 160 juta \"pagu sama dengan DIPA\""));
    holds(&told, &["saran: pagu sama dengan DIPA", "kiri Rp 100.000.000, kanan Rp 160.000.000"]);
    silent("T0815", &with("ingatkan jumlah(anggaran.pagu) = Rp 160 juta \"pagu sama dengan DIPA\""));
}

#[test]
fn a_condition_without_two_sides() {
    let told = one("T0815", &with("pastikan I.target > 95% dan I.target < 97% \"di antaranya\""));
    holds(&told, &["ingat: di antaranya: tidak terpenuhi, apa pun datanya |  | "]);
}

#[test]
fn what_waits_for_data_is_not_judged() {
    silent("T0815", &with("pastikan I.realisasi = 15% \"realisasi\""));
    silent("T0815", &with("pastikan J.target = 15 \"target dari data\""));
    silent("T0815", &with("pastikan bila_kosong(I.realisasi; 0%) = 15% \"yang kosong dihitung 0\""));
    silent("T0815", &with("pastikan ada(A.realisasi) \"ada realisasi\""));
    silent("T0815", &with("pastikan I.target > 95% dan I.realisasi > 5% \"keduanya\""));
}

#[test]
fn each_period_is_judged() {
    let text = |second: &str| {
        format!(
            "aturan a \"A\" {{ dasar \"x\" berlaku sejak 1 Januari 2023 sampai 31 Desember 2025 periode tahunan }}\n\
             indikator I \"Ketepatan\" {{ satuan persen target 2023: 94% target 2024: {second} }}\n\
             pastikan I.target ≥ 94% \"target tidak turun\""
        )
    };
    silent("T0815", &text("95%"));
    holds(&one("T0815", &text("93%")), &["pada periode 2024", "kiri 93%, kanan 94%"]);
}

#[test]
fn a_target_of_another_ruleset() {
    let header = "{ dasar \"x\" berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n";
    let other = format!("aturan b \"B\" {header}indikator I \"Ketepatan\" {{ satuan persen target 77% }}");
    let main = |target: &str| {
        format!(
            "aturan a \"A\" {header}gunakan \"b.takar\" sebagai b\nindikator I \"Ketepatan\" {{ satuan persen target {target} }}\n\
             pastikan I.target = b.I.target \"target sama\""
        )
    };
    let found = |target: &str| {
        let main = main(target);
        let files = [("a.takar", main.as_str()), ("b.takar", other.as_str())];
        super::told_in(&files, &["a.takar"]).into_iter().filter(|told| told.code == "T0815").count()
    };
    assert_eq!(found("100%"), 1);
    assert_eq!(found("77%"), 0);
}
