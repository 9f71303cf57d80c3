//! `abaikan` at a declaration, and what is wrong with one: T0830, T0831, T0832.

use super::{holds, one, only, report, silent, told, told_in};
use takar::message::Code;
use takar::tools::check::{Filter, Means, can_be_ignored};

const HEADER: &str =
    "aturan a \"A\" { dasar \"x\" HERE berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n";

/// A ruleset with an unread variable and an indicator whose title does not fit, with something in each block.
fn rules(header: &str, group: &str, indicator: &str, data: &str) -> String {
    format!(
        "{}sasaran S \"Layanan\" {{ {group}\n  indikator I \"Jumlah laporan\" {{ satuan persen target 90% {indicator} }}\n}}\n\
         data x \"X\" {{ satuan angka {data} }}\n",
        HEADER.replace("HERE", header)
    )
}

#[test]
fn at_the_declaration_itself() {
    silent("T0821", &rules("", "", "abaikan T0821 \"judul laporan\"", ""));
    silent("T0812", &rules("", "", "", "abaikan T0812 \"diisi untuk tahun depan\""));
    // Of that code only.
    one("T0812", &rules("", "", "abaikan T0821 \"judul laporan\"", ""));
}

#[test]
fn around_the_declaration() {
    silent("T0821", &rules("", "abaikan T0821 \"judul laporan\"", "", ""));
    one("T0812", &rules("", "abaikan T0821 \"judul laporan\"", "", ""));
    silent("T0821", &rules("abaikan T0821 \"judul laporan\"", "", "", ""));
    silent("T0812", &rules("abaikan T0812 \"tahun depan\"", "", "", ""));
}

#[test]
fn beside_the_declaration_it_says_nothing() {
    one("T0821", &rules("", "", "", "abaikan T0821 \"di tempat lain\""));
    one("T0832", &rules("", "", "", "abaikan T0821 \"di tempat lain\""));
}

#[test]
fn on_the_user_of_a_rule_that_stands_elsewhere() {
    // The gap stands in the scale; the one who rates by it knows better.
    let scale = "skala s { dasar \"x\" \"Baik\" 91% s.d. 100%\n\"Kurang\" 0% s.d. 90% }\n";
    let user =
        |name: &str, ignored: &str| format!("nilai {name} {{ rumus x batasi 0% s.d. 100% kategori s {ignored} }}\n");
    let text = |first: &str, second: &str| {
        format!("{scale}data x {{ satuan persen }}\n{}{}", user("a", first), user("b", second))
    };
    let ignore = "abaikan T0312 \"data selalu bulat\"";
    one("T0312", &text("", ""));
    // The other user still has the gap.
    one("T0312", &text(ignore, ""));
    one("T0312", &text("", ignore));
    silent("T0312", &text(ignore, ignore));
    silent("T0832", &text(ignore, ignore));
}

#[test]
fn in_settings_that_bring_it_about() {
    let text = "polaritas p { dasar \"x\" arah naik rumus realisasi / target × 100% }\n\
                skala s { dasar \"x\" bulatkan 0 desimal \"Baik\" 91% s.d. 100%\n\"Kurang\" 0% s.d. 90% }\n\
                pengukuran { polaritas p batasi 0% s.d. 100% bulatkan 1 desimal kategori s HERE }\n\
                indikator I \"Layanan\" { satuan persen target 95% }";
    one("T0801", &text.replace("HERE", ""));
    silent("T0801", &text.replace("HERE", "abaikan T0801 \"begitulah laporannya\""));
}

#[test]
fn what_is_switched_off_is_counted_with_its_reason() {
    let text = rules("", "", "abaikan T0821 \"judul laporan\"", "");
    let report = report(&[("a.takar", &text)], &["a.takar"], &Filter::default());
    let [(told, Means::Rules(ignored))] = report.off.as_slice() else { panic!("{}", report.off.len()) };
    assert_eq!((told.diagnostic.code(), ignored.reason.text.as_str()), (Code(821), "judul laporan"));
    assert_eq!(report.told.iter().map(|told| told.diagnostic.code()).collect::<Vec<_>>(), [Code(812)]);
}

#[test]
fn options_switch_off_what_is_left() {
    let text = rules("", "", "abaikan T0821 \"judul laporan\"", "");
    let filter = Filter { without: vec![Code(812), Code(821)], only: vec![] };
    let without = report(&[("a.takar", &text)], &["a.takar"], &filter);
    assert!(without.told.is_empty());
    assert_eq!(without.off.iter().filter(|(_, means)| *means == Means::Without).count(), 1);
    let filter = Filter { without: vec![], only: vec![Code(821)] };
    let only = report(&[("a.takar", &text)], &["a.takar"], &filter);
    assert!(only.told.is_empty());
    assert_eq!(only.off.iter().filter(|(_, means)| *means == Means::Only).count(), 1);
    // Errors are told whatever is selected.
    let broken = report(&[("a.takar", "nilai x \"X\" { rumus tidak_ada }")], &["a.takar"], &filter);
    assert_eq!(broken.told.len(), 1);
}

// ---- T0830, T0831, T0832 --------------------------------------------------------------------

#[test]
fn errors_cannot_be_ignored() {
    let told = one("T0830", &rules("", "", "abaikan T0302 \"biar saja\"", ""));
    holds(&told, &["saran: T0302 adalah galat"]);
    assert_eq!(told.place, "abaikan T0302 \"biar saja\"");
    // And the error is still told.
    let text = "skala s { dasar \"x\" abaikan T0313 \"biar saja\" \"A\" 75% s.d. 100%\n\"B\" 0% s.d. 75% }";
    assert!(super::told(text).iter().any(|told| told.code == "T0313"));
}

#[test]
fn codes_that_do_not_exist() {
    holds(&one("T0831", &rules("", "", "abaikan T0999 \"x\"", "")), &["T0999"]);
    silent("T0831", &rules("", "", "abaikan T0821 \"x\"", ""));
}

#[test]
fn what_is_not_there_cannot_be_switched_off() {
    let told = one("T0832", &rules("", "", "abaikan T0805 \"x\"", ""));
    holds(&told, &["saran: `abaikan T0805`"]);
    silent("T0832", &rules("", "", "abaikan T0821 \"x\"", "abaikan T0812 \"x\""));
}

#[test]
fn a_file_without_header_does_not_know_who_uses_it() {
    // Only with a user is there a value above the top band.
    let scale = "skala s { dasar \"x\" abaikan T0314 \"nilai di atas 100% memang di luar skala\" \"Baik\" 75% s.d. 100%\n\"Kurang\" < 75% }";
    assert_eq!(told(scale), []);
    let user = HEADER.replace("HERE", "")
        + "gunakan \"skala.takar\"\nindikator I \"I\" { satuan persen rentang ≥ 0% }\nnilai n \"N\" { rumus I.realisasi kategori s }";
    let files = [("skala.takar", scale), ("utama.takar", user.as_str())];
    let codes = |mains: &[&str]| -> Vec<String> { told_in(&files, mains).into_iter().map(|told| told.code).collect() };
    // The value is rated in the user's file: an `abaikan` at the scale does not speak of it.
    assert_eq!(codes(&["utama.takar"]), ["T0314"]);
    // What a file itself says can be judged: there is no note to be verified.
    one("T0832", &scale.replace("T0314", "T0818"));
}

#[test]
fn an_abaikan_in_a_shared_file_works_where_any_ruleset_needs_it() {
    // Two rulesets share a file; only one of them leaves the variable unread.
    let shared = "data x \"X\" { satuan angka abaikan T0812 \"untuk aturan lain\" }";
    let header = HEADER.replace("HERE", "");
    let reads = format!("{header}gunakan \"data.takar\"\nnilai n \"N\" {{ rumus x × 2 }}");
    let leaves = format!("{header}gunakan \"data.takar\"");
    let files = [("data.takar", shared), ("baca.takar", reads.as_str()), ("tidak.takar", leaves.as_str())];
    for mains in [&["data.takar", "baca.takar", "tidak.takar"][..], &["tidak.takar"], &["baca.takar"], &["data.takar"]]
    {
        assert_eq!(told_in(&files, mains), [], "{mains:?}");
    }
}

#[test]
fn what_is_said_of_an_abaikan_can_be_switched_off_too() {
    silent("T0832", &rules("abaikan T0832 \"disimpan untuk tahun depan\"", "", "abaikan T0805 \"x\"", ""));
    silent("T0831", &rules("abaikan T0831 \"kode versi berikutnya\"", "", "abaikan T0999 \"x\"", ""));
}

#[test]
fn several_codes_at_one_declaration() {
    let text = rules(
        "",
        "",
        "abaikan T0821 \"judul laporan\" catatan \"belum diverifikasi\" abaikan T0818 \"sedang dicocokkan\"",
        "",
    );
    assert_eq!(only("T0821", &text).len() + only("T0818", &text).len(), 0);
}

#[test]
fn findings_can_be_ignored_and_errors_not() {
    assert_eq!(can_be_ignored(Code(312)), Some(true));
    assert_eq!(can_be_ignored(Code(314)), Some(true));
    assert_eq!(can_be_ignored(Code(313)), Some(false));
    assert_eq!(can_be_ignored(Code(101)), Some(false));
    assert_eq!(can_be_ignored(Code(999)), None);
}
