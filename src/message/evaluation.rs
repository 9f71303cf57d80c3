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
            id: Told::new(format!("`{path}` bukan masukan dari data, jadi tidak dapat `diketahui`")).help("yang dapat diketahui: `….realisasi`, `….target`, `….pagu`, dan variabel `data`"),
            en: Told::new(format!("`{path}` is no input from the data, so it cannot be `diketahui`")).help("what can be known: `….realisasi`, `….target`, `….pagu`, and `data` variables");
        /// Something known twice in a test.
        504 Error GivenTwice { path: String }
            id: Told::new(format!("`{path}` diketahui dua kali dalam uji ini")).help("hapus salah satunya"),
            en: Told::new(format!("`{path}` is known twice in this test")).help("delete one of them");
        /// A state that a test expects, and something else comes out.
        505 Error StateDiffers { test: String, expected: String, actual: String }
            id: Told::new(format!("uji \"{test}\" gagal")).label(format!("seharusnya {expected}, hasilnya {actual}")),
            en: Told::new(format!("the test \"{test}\" fails")).label(format!("should be {expected}, comes out as {actual}"));
        /// A target in the data that is not the ruleset's.
        511 Error TargetContradicts { name: String, given: String, ruled: String }
            id: Told::new(format!("{name} dalam data {given}, sedangkan aturan menetapkan {ruled}")).help("target ditetapkan oleh aturan: kosongkan selnya, atau ubah dulu aturannya"),
            en: Told::new(format!("{name} is {given} in the data, and {ruled} in the rules")).help("the rules set the target: empty the cell, or change the rule first");
        /// A realization in the data that is not what its `rumus` yields.
        512 Error RealizationContradicts { name: String, given: String, ruled: String }
            id: Told::new(format!("{name} dalam data {given}, sedangkan rumusnya menghasilkan {ruled}")).help("perbaiki selnya atau data yang dipakai rumus itu, atau kosongkan selnya"),
            en: Told::new(format!("{name} is {given} in the data, and its `rumus` yields {ruled}")).help("mend the cell or the data that the formula uses, or empty the cell");
        /// A target in the data for a period in which the ruleset has none.
        513 Error NoTargetHere { code: String, given: String }
            id: Told::new(format!("data memuat target {code} ({given}), sedangkan aturan tidak menetapkan target untuk periode ini")).help("kosongkan selnya, atau tambahkan target periode ini dalam aturan"),
            en: Told::new(format!("the data has a target of {code} ({given}), but the rules set none for this period")).help("empty the cell, or add a target for this period to the rules");
        /// A figure of a whole period that is not what those of its parts make.
        520 Error PartsContradict { name: String, given: String, made: String, how: String }
            id: Told::new(format!("{name} untuk seluruh periode {given}, sedangkan angka bagian-bagiannya ({how}) menghasilkan {made}")).help("perbaiki salah satunya, kosongkan sel untuk seluruh periode, atau atur `konsolidasi`"),
            en: Told::new(format!("{name} is {given} for the whole period, and the figures of its parts make {made} ({how})")).help("correct one of them, empty the cell of the whole period, or set `konsolidasi`");
    }
}
