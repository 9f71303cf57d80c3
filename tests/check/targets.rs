//! T0807: targets outside their own `rentang`.

use super::{holds, one, silent};

fn indicator(rest: &str) -> String {
    format!("indikator I \"Indeks kepuasan\" {{ satuan angka {rest} }}")
}

#[test]
fn a_target_that_the_data_could_not_repeat() {
    let told = one("T0807", &indicator("rentang 1 s.d. 4 target 4,5"));
    holds(&told, &["target 4,5 pada `I`", "1 s.d. 4"]);
    assert_eq!((told.place.as_str(), told.related.as_slice()), ("4,5", &["rentang 1 s.d. 4".to_owned()][..]));
    silent("T0807", &indicator("rentang 1 s.d. 4 target 4"));
    // The end does not belong to this range.
    one("T0807", &indicator("rentang 1 s.d. < 4 target 4"));
}

#[test]
fn a_target_by_period_and_one_that_is_computed() {
    let header =
        "aturan a \"A\" { dasar \"x\" berlaku sejak 1 Januari 2023 sampai 31 Desember 2024 periode tahunan }\n";
    let text = format!("{header}{}", indicator("rentang 1 s.d. 4 target 2023: 3 target 2024: 5"));
    assert_eq!(one("T0807", &text).place, "5");
    let other = "indikator J \"Indeks lain\" { satuan angka target 2 }\n";
    // 2 + 3 = 5
    one("T0807", &format!("{other}{}", indicator("rentang 1 s.d. 4 target (J.target + 3)")));
    silent("T0807", &format!("{other}{}", indicator("rentang 1 s.d. 4 target (J.target + 1)")));
}

#[test]
fn a_target_of_the_data_and_one_without_a_range() {
    silent("T0807", &indicator("rentang 1 s.d. 4"));
    silent("T0807", &indicator("target 4,5"));
}

#[test]
fn a_range_of_which_one_end_lies_outside() {
    let text = |target: &str| {
        format!(
            "gunakan \"baku/polaritas.takar\"\ngunakan \"baku/satuan.takar\"\n\
             indikator I \"Lama layanan\" {{ satuan hari polaritas rentang_turun rentang 0 s.d. 10 hari target {target} }}"
        )
    };
    one("T0807", &text("7 s.d. 12 hari"));
    silent("T0807", &text("7 s.d. 10 hari"));
}
