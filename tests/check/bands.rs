//! T0312, T0314: gaps between and beyond bands. T0802, T0803, T0804: bands that nothing reaches.

use super::{holds, one, only, silent, told_in};

const LKJ: &str = "skala lkj { dasar \"LKj\" \"Berhasil\" 91% s.d. 100%\n\"Cukup Berhasil\" 71% s.d. 90%\n\
                   \"Kurang Berhasil\" 51% s.d. 70%\n\"Tidak Berhasil\" 0% s.d. 50% }\n\
                   polaritas rasio { dasar \"LKj\" arah naik rumus realisasi / target × 100% }\n";

const INDICATOR: &str = "indikator I { satuan persen polaritas rasio target 95% }";

// ---- T0312 ----------------------------------------------------------------------------------

fn gaps(text: &str) -> usize {
    only("T0312", text).len()
}

#[test]
fn a_gap_is_a_finding_with_a_value_that_lies_in_it() {
    let found = only("T0312", LKJ);
    assert_eq!(found.len(), 3);
    // 90,5% lies between 90% and 91%; either rounding or a band that begins above 90% closes the gap.
    let first = found.iter().find(|told| told.text.contains("90,5%")).unwrap();
    holds(first, &["ingat: ", "bulatkan 0 desimal", "`\"Berhasil\" > 90% s.d. 100%`"]);
    assert_eq!(first.place, "71% s.d. 90%");
}

#[test]
fn the_row_that_is_offered_closes_the_gap() {
    let mended = LKJ.replace("91% s.d. 100%", "> 90% s.d. 100%");
    assert_eq!(gaps(&mended), 2);
    // Without the end of the band below there is only an open band: `≥ 76%` becomes `> 75%`.
    holds(&one("T0312", "skala s { \"Baik\" ≥ 76%\n\"Kurang\" 0% s.d. 75% }"), &["`\"Baik\" > 75%`"]);
}

#[test]
fn rounding_of_the_scale_closes_the_gaps() {
    silent("T0312", &LKJ.replacen("skala lkj {", "skala lkj { bulatkan 0 desimal", 1));
}

#[test]
fn a_gap_that_rounding_does_not_close_does_not_offer_rounding() {
    // 91% itself lies in no band.
    let told = one("T0312", "skala s { \"Baik\" 92% s.d. 100%\n\"Kurang\" 0% s.d. 90% }");
    assert!(told.text.contains("91%") && !told.text.contains("bulatkan"), "{told:?}");
}

#[test]
fn a_capped_and_rounded_user_raises_no_alarm() {
    silent("T0312", &format!("{LKJ}pengukuran {{ batasi 0% s.d. 100% bulatkan 0 desimal kategori lkj }}\n{INDICATOR}"));
}

#[test]
fn a_rounding_that_is_finer_than_the_bands_leaves_the_gap() {
    let text = format!("{LKJ}pengukuran {{ batasi 0% s.d. 100% bulatkan 1 desimal kategori lkj }}\n{INDICATOR}");
    let found = only("T0312", &text);
    assert_eq!(found.len(), 3);
    // With one decimal 90,5% can occur.
    assert!(found.iter().any(|told| told.text.contains("90,5%")), "{found:?}");
}

#[test]
fn each_user_is_judged_by_its_own_settings() {
    let rounded =
        "indikator I { satuan persen polaritas rasio target 95% batasi 0% s.d. 100% bulatkan 0 desimal kategori lkj }";
    let bare = "indikator J { satuan persen polaritas rasio target 95% batasi 0% s.d. 100% kategori lkj }";
    assert_eq!(gaps(&format!("{LKJ}{rounded}")), 0);
    let found = only("T0312", &format!("{LKJ}{rounded}\n{bare}"));
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|told| told.related == ["kategori lkj"]), "{found:?}");
}

#[test]
fn a_mean_of_rounded_members_is_not_rounded_itself() {
    // 90% and 91% have the mean 90,5%.
    let text = format!(
        "{LKJ}pengukuran {{ batasi 0% s.d. 100% bulatkan 0 desimal agregasi rata_rata }}\n\
         sasaran S {{ kategori lkj {INDICATOR} {} }}",
        INDICATOR.replace(" I ", " J ")
    );
    assert_eq!(gaps(&text), 3);
    silent("T0312", &text.replace("sasaran S { kategori lkj", "sasaran S { bulatkan 0 desimal kategori lkj"));
}

#[test]
fn the_value_shown_is_one_that_the_mean_can_have() {
    // Whole percentages of three members: the mean has thirds, or, where one of them is not applicable, halves. 90,333…% or
    // 90,5% can occur, 90,2% cannot; with a fourth and fifth member 90,2% can, and 90,5% still (of two or four).
    let members = |count: usize| -> String {
        (0..count).map(|n| INDICATOR.replace(" I ", &format!(" I{n} "))).collect::<Vec<_>>().join("\n")
    };
    let text = |count: usize, limit: &str| {
        format!(
            "skala s {{ dasar \"x\" \"Baik\" {limit} s.d. 100%\n\"Kurang\" 0% s.d. 90% }}\n{LKJ}\
             pengukuran {{ batasi 0% s.d. 100% bulatkan 0 desimal agregasi rata_rata }}\n\
             sasaran S {{ kategori s {} }}",
            members(count)
        )
    };
    let found =
        |count, limit| only("T0312", &text(count, limit)).into_iter().filter(|t| t.text.contains("`s`")).count();
    // Nothing lies between 90% and 90,3%: 90 1/3 is more, and the halves are too.
    assert_eq!(found(3, "90,3%"), 0);
    // 90 1/4 does, of four members.
    assert_eq!(found(4, "90,3%"), 1);
    // Of one member only whole percentages.
    assert_eq!(found(1, "91%"), 0);
    assert_eq!(found(2, "91%"), 1);
}

#[test]
fn accepted_values_of_the_data_limit_what_can_occur() {
    let scale = "skala s { \"Baik\" 75% s.d. 100%\n\"Kurang\" 0% s.d. < 75% }\n";
    let text = format!("{scale}data x {{ satuan persen rentang 0% s.d. 100% }}\nnilai n {{ rumus x kategori s }}");
    silent("T0312", &text);
    silent("T0314", &text);
}

#[test]
fn the_scale_s_own_caps_count() {
    let scale = "skala s { batasi 0% s.d. 120%\n\"Hijau\" 100% s.d. 120%\n\"Merah\" 0% s.d. < 100% }\n";
    let text = format!("{scale}data x {{ satuan persen }}\nnilai n {{ rumus x kategori s }}");
    silent("T0312", &text);
    silent("T0314", &text);
}

#[test]
fn a_call_with_a_literal_speaks_of_that_value_alone() {
    let scale = "skala s { \"Baik\" 75% s.d. 100%\n\"Kurang\" 0% s.d. < 75% }\n";
    let text = format!("{scale}nilai n {{ rumus jika s(80%) = \"Baik\" maka 1 selain itu 2 }}");
    silent("T0312", &text);
    silent("T0314", &text);
}

#[test]
fn values_that_are_written_out_are_the_only_ones() {
    // 100% or 90,5%: only the second lies in the gap, which no rounding of all percentages would show.
    let scale = "skala s { \"Baik\" 91% s.d. 100%\n\"Kurang\" 0% s.d. 90% }\n";
    let text = |low: &str| {
        format!("{scale}data x {{ satuan ya_tidak }}\nnilai n {{ rumus jika x maka 100% selain itu {low} kategori s }}")
    };
    silent("T0312", &text("90%"));
    holds(&one("T0312", &text("90,5%")), &["nilai seperti 90,5%"]);
}

#[test]
fn a_gap_in_a_standard_scale_is_told_for_its_user_only() {
    // The standard scale has bands of whole percentages and rounds; a copy without rounding would have gaps. What nobody
    // gets wrong is not told: the file itself is checked elsewhere.
    let files =
        [("utama.takar", "gunakan \"baku/skala.takar\"\nnilai n { rumus 2 × 40% kategori permendagri_86_2017 }")];
    let told = told_in(&files, &["utama.takar"]);
    assert!(told.iter().all(|told| !told.file.starts_with("baku/")), "{told:#?}");
}

// ---- T0314 ----------------------------------------------------------------------------------

#[test]
fn an_uncapped_user_gets_advice_about_values_above_the_top_band() {
    let scale = "skala s { \"Baik\" 75% s.d. 100%\n\"Kurang\" < 75% }\n";
    let user = |limits: &str| format!("{scale}data x {{ satuan persen }}\nnilai n {{ rumus x {limits} kategori s }}");
    let told = one("T0314", &user(""));
    holds(&told, &["saran: ", "`batasi ≤ 100%`", "`\"Baik\" ≥ 75%`"]);
    assert_eq!(told.place, "kategori s");
    silent("T0314", &user("batasi ≤ 100%"));
    silent("T0314", &user("batasi 0% s.d. 100%"));
    holds(&one("T0314", &user("batasi 0% s.d. 120%")), &["mungkin terjadi"]);
    // Of an unused scale only what lies between its bands is judged.
    silent("T0314", scale);
}

#[test]
fn an_uncapped_user_gets_advice_about_values_below_the_bottom_band() {
    let text = "skala s { \"Baik\" ≥ 75%\n\"Kurang\" 0% s.d. < 75% }\n\
                data x { satuan persen }\nnilai n { rumus x kategori s }";
    holds(&one("T0314", text), &["di bawah kategori terbawah", "`batasi ≥ 0%`", "`\"Kurang\" < 75%`"]);
}

// ---- T0802 ----------------------------------------------------------------------------------

#[test]
fn a_band_without_any_number_of_its_scale_s_decimals() {
    let scale = |rounding: &str| {
        format!("skala s {{ {rounding}\n\"A\" 91% s.d. 100%\n\"B\" > 90% s.d. < 91%\n\"C\" 0% s.d. 90% }}")
    };
    let told = one("T0802", &scale("bulatkan 0 desimal"));
    holds(&told, &["\"B\" pada skala `s`"]);
    assert_eq!(
        (told.place.as_str(), told.related.as_slice()),
        ("> 90% s.d. < 91%", &["bulatkan 0 desimal".to_owned()][..])
    );
    // 90,5% has one decimal.
    silent("T0802", &scale("bulatkan 1 desimal"));
    silent("T0802", &scale(""));
}

#[test]
fn a_band_beyond_its_scale_s_own_cap() {
    let scale = |cap: &str| format!("skala s {{ batasi {cap}\n\"A\" > 100%\n\"B\" 0% s.d. 100% }}");
    assert_eq!(one("T0802", &scale("0% s.d. 100%")).place, "> 100%");
    silent("T0802", &scale("0% s.d. 120%"));
}

// ---- T0803, T0804 ---------------------------------------------------------------------------

fn rated(bands: &str, settings: &str) -> String {
    format!(
        "polaritas rasio {{ dasar \"x\" arah naik rumus realisasi / target × 100% }}\n\
         skala s {{ dasar \"x\" {bands} }}\n\
         pengukuran {{ polaritas rasio kategori s {settings} }}\n\
         indikator I {{ satuan persen target 95% }}"
    )
}

const NARROW: &str = "\"A\" 91% s.d. 100%\n\"B\" > 90% s.d. < 91%\n\"C\" 0% s.d. 90%";
const ABOVE: &str = "\"A\" > 100%\n\"B\" > 90% s.d. 100%\n\"C\" 0% s.d. 90%";

#[test]
fn rounding_that_keeps_everything_from_a_band() {
    let told = one("T0803", &rated(NARROW, "batasi 0% s.d. 100% bulatkan 0 desimal"));
    holds(&told, &["\"B\" pada skala `s` tidak pernah tercapai", "> 90% s.d. < 91%"]);
    assert_eq!(told.place, "kategori s");
    silent("T0803", &rated(NARROW, "batasi 0% s.d. 100% bulatkan 1 desimal"));
    silent("T0803", &rated(NARROW, "batasi 0% s.d. 100%"));
    silent("T0804", &rated(NARROW, "batasi 0% s.d. 100% bulatkan 0 desimal"));
}

#[test]
fn a_cap_that_keeps_everything_from_a_band() {
    let told = one("T0804", &rated(ABOVE, "batasi 0% s.d. 100%"));
    holds(&told, &["\"A\" pada skala `s`", "nilai tertinggi 100%, sedangkan kategori itu > 100%"]);
    assert_eq!(told.place, "batasi 0% s.d. 100%");
    silent("T0804", &rated(ABOVE, "batasi 0% s.d. 120%"));
    silent("T0804", &rated(ABOVE, "batasi ≥ 0%"));
    // 100% itself is reached where it belongs to the band.
    silent("T0804", &rated("\"A\" ≥ 100%\n\"B\" 0% s.d. < 100%", "batasi 0% s.d. 100%"));
}

#[test]
fn a_cap_on_members_is_one_on_their_mean() {
    let text = "polaritas rasio { dasar \"x\" arah naik rumus realisasi / target × 100% }\n\
                skala s { dasar \"x\" \"A\" > 100%\n\"B\" 0% s.d. 100% }\n\
                pengukuran { polaritas rasio batasi 0% s.d. 100% agregasi rata_rata }\n\
                sasaran S { kategori s indikator I { satuan persen target 95% } indikator J { satuan persen target 90% } }";
    let told = one("T0804", text);
    assert_eq!(told.place, "batasi 0% s.d. 100%");
    assert!(told.related.contains(&"kategori s".to_owned()), "{told:?}");
}

#[test]
fn a_band_that_any_user_reaches_is_reached() {
    // The second indicator is not capped.
    let text = rated(ABOVE, "batasi 0% s.d. 100%") + "\nindikator J { satuan persen target 95% tanpa batasi }";
    silent("T0804", &text);
}

#[test]
fn a_range_of_the_data_that_keeps_everything_from_a_band() {
    let text = |range: &str| {
        format!(
            "skala s {{ dasar \"x\" \"A\" > 100%\n\"B\" 0% s.d. 100% }}\n\
             data x {{ satuan persen rentang {range} }}\nnilai n {{ rumus x kategori s }}"
        )
    };
    assert_eq!(one("T0804", &text("0% s.d. 100%")).place, "rentang 0% s.d. 100%");
    silent("T0804", &text("0% s.d. 150%"));
}

#[test]
fn a_conditional_with_few_results_reaches_few_bands_on_purpose() {
    let text = "skala s { dasar \"x\" \"A\" > 100%\n\"B\" > 50% s.d. 100%\n\"C\" 0% s.d. 50% }\n\
                data x { satuan ya_tidak }\nnilai n { rumus jika x maka 100% selain itu 0% kategori s }";
    silent("T0804", text);
    silent("T0803", text);
}

#[test]
fn what_is_counted_is_counted_in_whole() {
    let text = |scale: &str, value: &str| {
        format!(
            "satuan laporan\nskala s {{ {scale} }}\ndata x {{ satuan laporan }}\ndata y {{ satuan laporan }}\n\
             nilai n {{ rumus {value} kategori s }}"
        )
    };
    let whole = "\"Baik\" ≥ 3 laporan \"Kurang\" 0 s.d. 2 laporan";
    silent("T0312", &text(whole, "x"));
    silent("T0312", &text(whole, "jumlah(x; y)"));
    silent("T0314", &text(whole, "x"));
    // A mean of two of them need not be whole.
    assert!(one("T0312", &text(whole, "rata_rata(x; y)")).text.contains("2,5 laporan"));
    // A gap of whole numbers is one.
    assert!(one("T0312", &text("\"Baik\" ≥ 4 laporan \"Kurang\" 0 s.d. 2 laporan", "x")).text.contains("3 laporan"));
    // A fraction anywhere says that the unit measures; percentages and plain numbers always do.
    one("T0312", &(text(whole, "x") + "indikator I { satuan laporan target 1,5 laporan }"));
    one("T0312", &text(&whole.replace(" laporan", "%"), "x").replace("satuan laporan }", "satuan persen }"));
    let mean = text(whole, "x").replacen("satuan laporan }", "satuan laporan konsolidasi rata_rata }", 1);
    one("T0312", &mean);
    // Where it is said what is accepted, that holds.
    let signed = text(whole, "x").replacen("satuan laporan }", "satuan laporan rentang -5 s.d. 5 laporan }", 1);
    assert!(one("T0314", &signed).text.contains("di bawah kategori terbawah"));
}
