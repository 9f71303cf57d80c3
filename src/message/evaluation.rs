//! T05xx: evaluation, conditions and tests.

use super::Told;

messages! {
    /// T05xx: evaluation, conditions and tests.
    EvaluationMessage {
        /// A line of a test that does not hold.
        501 Error CheckFails { test: String, detail: String }
            id: Told::new(format!("uji \"{test}\" gagal")).label(detail.clone()),
            en: Told::new(format!("the test \"{test}\" fails")).label(detail.clone());
        /// Something known in a test that the ruleset decides itself.
        502 Error GivenIsRuled { path: String }
            id: Told::new(format!("`{path}` ditetapkan oleh aturan, jadi tidak dapat `diketahui`")).help("hapus baris ini, atau ubah aturannya"),
            en: Told::new(format!("`{path}` is decided by the rules, so it cannot be `diketahui`")).help("delete this line, or change the rule");
        /// Something known in a test that is no input.
        503 Error GivenNotInput { path: String }
            id: Told::new(format!("`{path}` bukan masukan")).help("yang dapat diketahui: `….realisasi`, `….target`, `….pagu`, dan variabel `data`"),
            en: Told::new(format!("`{path}` is no input")).help("what can be known: `….realisasi`, `….target`, `….pagu`, and `data` variables");
        /// Something known twice in a test.
        504 Error GivenTwice { path: String }
            id: Told::new(format!("`{path}` diketahui dua kali dalam uji ini")).help("hapus salah satunya"),
            en: Told::new(format!("`{path}` is known twice in this test")).help("delete one of them");
    }
}
