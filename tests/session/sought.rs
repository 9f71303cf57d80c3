//! `cari`, `mengapa`, `kemungkinan` in a session: on the results with all that is supposed.

use super::{fails, says};

#[test]
fn seeking_sees_what_is_supposed() {
    // S1 = (S1.1 + 80%) / 2 ≥ 80% for S1.1 ≥ 80%: 64% of 80%; of a target of 100% 80%.
    let out = says("cari S1.1.realisasi agar S1.capaian ≥ 80%\n");
    assert!(out.starts_with("S1.1.realisasi: ≥ 64%   (langkah 0,01%; sekarang 60%)\n"), "{out}");
    let out = says("andai S1.1.target = 100%\ncari S1.1.realisasi agar S1.capaian ≥ 80%\n");
    assert!(out.contains("S1.1.realisasi: ≥ 80%   (langkah 0,01%; sekarang 60%)\n"), "{out}");
}

#[test]
fn reasons_and_possibilities() {
    let out = says("mengapa tidak S1.capaian ≥ 80%\n");
    assert!(out.starts_with("S1.capaian ≥ 80%: tidak   (S1.capaian sekarang 77,5%)\n"), "{out}");
    let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("S1.1.realisasi 60% → 64% + 4 poin persentase"), "{out}");
    // S1.2 needs 85% of 50%: 42,5 of 100, 43 people; of 94 (42,55%) 40 are enough. Its realization is repeated in the data.
    assert!(words.contains("hadir 40 orang → 43 orang + 3 orang"), "{out}");
    assert!(words.contains("undangan 100 orang → 94 orang − 6 orang"), "{out}");
    assert!(out.contains("sebab hanya mengulang aturan: realisasi S1.2\n"), "{out}");
    // S1.1 from 0% to its cap of 100%: (0 + 80) / 2 and (100 + 80) / 2.
    let out = says("andai S1.1.realisasi = kosong\nkemungkinan S1\n");
    assert!(out.contains("S1: 1 masukan masih kosong\n  nilai: 40% s.d. 90%\n"), "{out}");
}

#[test]
fn why_by_itself_says_what_it_needs() {
    for line in ["mengapa", "mengapa tidak"] {
        let (_, err) = fails(&format!("{line}\n"));
        assert!(err.contains("T0936") && err.contains("`mengapa S1`"), "{line}: {err}");
    }
}

#[test]
fn what_belongs_into_a_ruleset_is_no_value() {
    let (_, err) = fails("pastikan S1.capaian ≥ 90%: \"S1 baik\"\n");
    assert!(err.contains("di sini harus ada nilai atau rumus") && !err.contains("``"), "{err}");
}

#[test]
fn a_mistake_in_a_question_is_underlined() {
    assert_eq!(fails("cari S1.1.target\n").0, "T0934");
    let (code, err) = fails("cari S1.9.target agar S1.capaian ≥ 80%\n");
    assert_eq!(code, "T0930");
    assert!(err.contains("1 │ cari S1.9.target agar S1.capaian ≥ 80%\n  │      ^^^^^^^^^^^\n"), "{err}");
}
