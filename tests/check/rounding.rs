//! T0801: a rating that depends on rounding twice.

use super::{holds, one, silent};

const SCALE: &str = "skala s { dasar \"x\" ROUND\n\"Berhasil\" 91% s.d. 100%\n\"Cukup\" 0% s.d. 90% }\n";

/// An indicator rounded in `pengukuran`, rated by a scale with a rounding of its own.
fn twice(own: &str, scale: &str) -> String {
    format!(
        "polaritas rasio {{ dasar \"x\" arah naik rumus realisasi / target × 100% }}\n{}\
         pengukuran {{ polaritas rasio batasi 0% s.d. 100% {own} kategori s }}\n\
         indikator I {{ satuan persen target 95% }}",
        SCALE.replace("ROUND", scale)
    )
}

#[test]
fn one_decimal_and_then_none() {
    // 90,45% → 90,5% → 91%; at once 90%.
    let told = one("T0801", &twice("bulatkan 1 desimal", "bulatkan 0 desimal"));
    holds(&told, &["90,45% menjadi 90,5%, lalu 91%: \"Berhasil\"; dibulatkan sekali saja menjadi 90%: \"Cukup\""]);
    assert_eq!(told.place, "bulatkan 1 desimal");
    assert_eq!(told.related, ["bulatkan 0 desimal", "kategori s"]);
}

#[test]
fn two_decimals_and_then_none() {
    // 90,495% → 90,5% → 91%; at once 90%.
    let told = one("T0801", &twice("bulatkan 2 desimal", "bulatkan 0 desimal"));
    holds(&told, &["90,495% menjadi 90,5%, lalu 91%"]);
}

#[test]
fn rounding_alike_twice_is_rounding_once() {
    silent("T0801", &twice("bulatkan 0 desimal", "bulatkan 0 desimal"));
    silent("T0801", &twice("bulatkan ke bawah 0 desimal", "bulatkan ke bawah 0 desimal"));
}

#[test]
fn rounding_once_is_no_finding() {
    silent("T0801", &twice("bulatkan 1 desimal", ""));
    silent("T0801", &twice("", "bulatkan 0 desimal"));
    silent("T0801", &twice("", ""));
}

#[test]
fn two_ways_of_rounding_to_the_same_decimals() {
    // 90,5% → 90%; at once 91%.
    let told = one("T0801", &twice("bulatkan ke bawah 0 desimal", "bulatkan 0 desimal"));
    holds(&told, &["90,5% menjadi 90%, lalu 90%: \"Cukup\"; dibulatkan sekali saja menjadi 91%: \"Berhasil\""]);
    // Cutting is rounding down where nothing is negative.
    silent("T0801", &twice("bulatkan ke bawah 0 desimal", "pangkas 0 desimal"));
}

#[test]
fn a_scale_that_would_look_at_decimals_which_are_gone() {
    let text = twice("bulatkan 0 desimal", "bulatkan 1 desimal");
    let text = text.replace("91% s.d. 100%", "> 90% s.d. 100%");
    // 90,4% → 90%: in the lower band; the scale alone would take 90,4%, which is above it.
    let told = one("T0801", &text);
    holds(&told, &["menjadi 90%, lalu 90%: \"Cukup\""]);
}

#[test]
fn decimals_that_no_end_of_a_band_lies_between() {
    // One band holds everything that can come out.
    let text = twice("bulatkan 1 desimal", "bulatkan 0 desimal")
        .replace("\"Berhasil\" 91% s.d. 100%\n\"Cukup\" 0% s.d. 90%", "\"Berhasil\" 0% s.d. 100%");
    silent("T0801", &text);
}

/// The mean of whole percentages, rounded to 1 decimal, rated after rounding to 0.
fn mean(members: usize) -> String {
    let indicators: String = (0..members).map(|n| format!("indikator I{n} {{ satuan persen target 95% }}\n")).collect();
    format!(
        "polaritas rasio {{ dasar \"x\" arah naik rumus realisasi / target × 100% }}\n{}\
         pengukuran {{ polaritas rasio batasi 0% s.d. 100% bulatkan 0 desimal }}\n{indicators}\
         nilai n {{ rumus rata_rata(indikator.capaian) bulatkan 1 desimal kategori s }}",
        SCALE.replace("ROUND", "bulatkan 0 desimal")
    )
}

#[test]
fn a_mean_that_never_has_the_decimals_in_question() {
    // What is rounded up twice lies in 90,45…90,5. Of n whole percentages, or of fewer where some are not applicable, the mean
    // has a denominator of at most n: no k/n of at most ten lies in 0,45…0,5 (4/9 = 0,444…), but 5/11 = 0,4545… does.
    silent("T0801", &mean(1));
    silent("T0801", &mean(5));
    silent("T0801", &mean(10));
    holds(&one("T0801", &mean(11)), &["90,454…% menjadi 90,5%, lalu 91%"]);
}

#[test]
fn rounding_in_a_formula_counts() {
    let text = |formula: &str| {
        format!(
            "{}data x {{ satuan persen rentang 0% s.d. 100% }}\n\
             nilai n {{ rumus {formula} bulatkan 0 desimal kategori s }}",
            SCALE.replace("ROUND", "")
        )
    };
    let told = one("T0801", &text("bulat(x; 1)"));
    holds(&told, &["90,45% menjadi 90,5%, lalu 91%"]);
    silent("T0801", &text("x"));
    silent("T0801", &text("bulat(x; 0)"));
}
