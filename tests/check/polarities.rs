//! T0805: targets of 0. T0806: polarities that go against their direction.

use super::{holds, one, silent};

// ---- T0805 ----------------------------------------------------------------------------------

fn target(polarity: &str, target: &str) -> String {
    format!(
        "gunakan \"baku/polaritas.takar\"\ngunakan \"baku/satuan.takar\"\n\
         indikator I \"Kasus\" {{ satuan kasus polaritas {polarity} {target} }}"
    )
}

#[test]
fn a_target_of_zero_that_leaves_something_undecided() {
    let told = one("T0805", &target("positif", "target 0 kasus"));
    holds(&told, &["ingat: target 0 kasus pada `I`", "`positif`", "dengan realisasi 1 kasus"]);
    assert_eq!(told.place, "0 kasus");
    // `negatif` decides 0 of 0, but not 1 of 0.
    holds(&one("T0805", &target("negatif", "target 0 kasus")), &["dengan realisasi 1 kasus"]);
    one("T0805", &target("stabil", "target 0 kasus"));
}

#[test]
fn a_polarity_that_decides_a_target_of_zero() {
    // 100% for 0 of 0, 0 / R = 0% for anything else.
    silent("T0805", &target("negatif_terbalik", "target 0 kasus"));
}

#[test]
fn a_target_that_is_not_zero_or_not_known() {
    silent("T0805", &target("positif", "target 1 kasus"));
    silent("T0805", &target("positif", ""));
}

#[test]
fn a_realization_that_is_not_accepted_does_not_count() {
    // `negatif` decides the only realization that the data may give.
    silent("T0805", &target("negatif", "rentang 0 s.d. 0 kasus target 0 kasus"));
    holds(&one("T0805", &target("negatif", "rentang 0 s.d. 9 kasus target 0 kasus")), &["1 kasus"]);
}

#[test]
fn a_target_of_zero_in_one_period_only() {
    let text = "aturan a \"A\" { dasar \"x\" berlaku sejak 1 Januari 2023 sampai 31 Desember 2024 periode tahunan }\n\
                gunakan \"baku/polaritas.takar\"\ngunakan \"baku/satuan.takar\"\n\
                indikator I \"Kasus\" { satuan kasus polaritas positif target 2023: 2 kasus target 2024: 0 kasus }";
    assert_eq!(one("T0805", text).place, "0 kasus");
}

#[test]
fn a_range_that_ends_at_zero_where_it_is_divided_by() {
    // Within the range, and above it, `rentang_turun` does not divide by the low end; below 0 there is nothing to realize.
    silent("T0805", &target("rentang_turun", "target 0 s.d. 5 kasus"));
    let text = "satuan kasus\npolaritas p { dasar \"x\" arah turun rumus target.atas / target.bawah × 100% }\n\
                indikator I \"Kasus\" { satuan kasus polaritas p target 0 s.d. 5 kasus }";
    one("T0805", text);
}

// ---- T0806 ----------------------------------------------------------------------------------

fn judged(direction: &str, formula: &str, rest: &str) -> String {
    format!(
        "polaritas p {{ dasar \"x\" arah {direction} rumus {formula} }}\n\
         indikator I \"Layanan\" {{ satuan persen polaritas p {rest} }}"
    )
}

#[test]
fn a_formula_turned_round() {
    let told = one("T0806", &judged("naik", "target / realisasi × 100%", "target 80%"));
    // The polarity is what is wrong, and it is shown with numbers: 80 / R.
    assert_eq!((told.place.as_str(), told.related.as_slice()), ("polaritas p", &["indikator I".to_owned()][..]));
    holds(&told, &["`arah naik`", "target 80%: realisasi 1% menghasilkan 8.000%, realisasi 8% menghasilkan 1.000%"]);
    silent("T0806", &judged("turun", "target / realisasi × 100%", "target 80%"));
    one("T0806", &judged("turun", "realisasi / target × 100%", "target 80%"));
    one("T0806", &judged("tengah", "realisasi / target × 100%", "target 80%"));
}

#[test]
fn the_target_may_be_left_to_the_data() {
    one("T0806", &judged("naik", "target / realisasi × 100%", ""));
    silent("T0806", &judged("naik", "realisasi / target × 100%", ""));
}

#[test]
fn a_step_down_in_between() {
    // From 90% on the capaian is 100%; just below it is 89,999/80 × 100% = 112,5% and less.
    let formula = "jika realisasi ≥ 90% maka 100% selain itu realisasi / target × 100%";
    let told = one("T0806", &judged("naik", formula, "target 80%"));
    holds(&told, &["realisasi 90% menghasilkan 100%"]);
    // With a target of 95% nothing below 90% gives more than 94,7…%.
    silent("T0806", &judged("naik", formula, "target 95%"));
    // Where the data gives the target it may be one or the other: that is not said.
    silent("T0806", &judged("naik", formula, ""));
}

#[test]
fn a_step_at_a_share_of_the_target() {
    // 1,2 × target gives 100%, more gives 50%.
    let formula = "jika realisasi > 1,2 × target maka 50% selain itu 100%";
    one("T0806", &judged("naik", formula, "target 80%"));
    one("T0806", &judged("naik", formula, ""));
    silent("T0806", &judged("turun", formula, "target 80%"));
}

#[test]
fn what_the_data_does_not_accept_is_not_tried() {
    let formula = "jika realisasi > 100% maka 0% selain itu realisasi / target × 100%";
    one("T0806", &judged("naik", formula, "target 80%"));
    silent("T0806", &judged("naik", formula, "rentang 0% s.d. 100% target 80%"));
}

#[test]
fn a_negative_target_turns_a_ratio_round() {
    // −1% of −2% is 50%, −4% of −2% is 200%: more gives less.
    let text = "gunakan \"baku/polaritas.takar\"\n\
                indikator I \"Pertumbuhan\" { satuan persen polaritas positif target −2% }";
    let told = one("T0806", text);
    // The standard polarity is not what is wrong: the indicator that uses it is pointed at.
    assert_eq!((told.place.as_str(), told.file.as_str()), ("indikator I", "utama.takar"));
}

#[test]
fn the_standard_polarities_move_as_they_say() {
    for (polarity, target) in [
        ("positif", "target 80%"),
        ("negatif", "target 80%"),
        ("negatif_terbalik", "target 80%"),
        ("rentang_naik", "target 70% s.d. 80%"),
        ("rentang_turun", "target 70% s.d. 80%"),
        ("stabil", "target 80%"),
    ] {
        for target in [target, ""] {
            let text = format!(
                "gunakan \"baku/polaritas.takar\"\nindikator I \"Layanan\" {{ satuan persen polaritas {polarity} {target} }}"
            );
            silent("T0806", &text);
        }
    }
    silent("T0806", include_str!("../../rulesets/baku/polaritas.takar"));
}

#[test]
fn labels_are_ranked_from_the_best() {
    let text = |scores: &str, direction: &str| {
        format!(
            "skala mutu {{ dasar \"x\" {scores} }}\n\
             polaritas p {{ dasar \"x\" arah {direction} rumus skor(realisasi) / skor(target) × 100% }}\n\
             indikator I \"Mutu\" {{ satuan mutu polaritas p target \"B\" }}"
        )
    };
    silent("T0806", &text("\"A\" skor 3\n\"B\" skor 2\n\"C\" skor 1", "naik"));
    let told = one("T0806", &text("\"A\" skor 3\n\"B\" skor 1\n\"C\" skor 2", "naik"));
    // C gives 2/1, the better B gives 1/1.
    holds(&told, &["realisasi \"C\" menghasilkan 200%, realisasi \"B\" menghasilkan 100%"]);
    one("T0806", &text("\"A\" skor 3\n\"B\" skor 2\n\"C\" skor 1", "turun"));
}

#[test]
fn days_come_later() {
    let text = |direction: &str| {
        format!(
            "polaritas p {{ dasar \"x\" arah {direction} rumus jika realisasi ≤ target maka 100% selain itu 0% }}\n\
             indikator I \"Laporan\" {{ satuan tanggal polaritas p target 28 Februari 2025 }}"
        )
    };
    silent("T0806", &text("turun"));
    holds(&one("T0806", &text("naik")), &["Februari 2025 menghasilkan 100%", "Maret 2025 menghasilkan 0%"]);
}

#[test]
fn a_polarity_that_is_only_called_in_a_test() {
    let text = |formula: &str| {
        format!("polaritas p {{ dasar \"x\" arah naik rumus {formula} }}\nuji \"p\" {{ maka p(1; 1) = 100% }}")
    };
    one("T0806", &text("target / realisasi × 100%"));
    silent("T0806", &text("realisasi / target × 100%"));
}

#[test]
fn a_formula_that_reads_other_figures_is_left_alone() {
    let text = "data x { satuan angka }\n\
                polaritas p { dasar \"x\" arah naik rumus realisasi / target × x × 100% }\n\
                indikator I \"Layanan\" { satuan persen polaritas p target 80% }";
    silent("T0806", text);
}
