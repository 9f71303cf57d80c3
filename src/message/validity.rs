//! T04xx: validity and periods.

use super::Told;

messages! {
    /// T04xx: validity and periods.
    ValidityMessage {
        /// An end before the beginning.
        401 Error EndsBeforeBegin {}
            id: Told::new("masa berlaku berakhir sebelum dimulai").help("tukar kedua tanggal, atau perbaiki tahunnya"),
            en: Told::new("the validity ends before it begins").help("swap the two dates, or correct the year");
        /// A period outside the header's validity.
        402 Error PeriodOutside { period: String, from: String, until: String }
            id: Told::new(format!("periode {period} berakhir di luar masa berlaku aturan ({from} s.d. {until})")).help("ganti periodenya, atau perbaiki `berlaku` pada `aturan`"),
            en: Told::new(format!("the period {period} ends outside the validity of the ruleset ({from} to {until})")).help("choose another period, or correct `berlaku` of the `aturan`");
        /// A period of another length than the header says.
        403 Error PeriodLength { period: String, expected: String }
            id: Told::new(format!("periode {period} tidak sesuai dengan `periode {expected}` pada `aturan`")).help("tulis periode yang sama panjangnya: `2024`, `2024-S1`, `2024-TW3`, atau `2024-07`"),
            en: Told::new(format!("the period {period} does not fit `periode {expected}` of the `aturan`")).help("write a period of that length: `2024`, `2024-S1`, `2024-TW3` or `2024-07`");
        /// A test that needs a period.
        404 Error TestPeriodDue {}
            id: Told::new("uji ini harus menyebut periodenya, sebab aturan berlaku untuk lebih dari satu periode").help("tulis `uji \"…\" periode 2024 { … }`"),
            en: Told::new("this test has to name its period, for the ruleset allows more than one").help("write `uji \"…\" periode 2024 { … }`");
        /// A period with two targets.
        405 Error TargetTwice { period: String }
            id: Told::new(format!("target untuk {period} ditulis dua kali")).help("hapus salah satunya"),
            en: Told::new(format!("the target for {period} is written twice")).help("delete one of them");
        /// A target for all periods beside targets by period.
        406 Error TargetMixed {}
            id: Told::new("target dengan dan tanpa periode tidak dapat berdampingan").help("tulis periode pada setiap target, misalnya `target 2024: 95%`"),
            en: Told::new("targets with and without a period cannot stand beside each other").help("write the period of each, such as `target 2024: 95%`");
        /// A validity on a declaration, which this version does not resolve.
        407 Error ValidityOfDeclaration {}
            id: Told::new("`berlaku` pada pernyataan selain `aturan` belum dikenal versi ini").help("tulis `berlaku` pada `aturan` saja"),
            en: Told::new("this version knows `berlaku` on the `aturan` header only").help("write `berlaku` on the header");
    }
}
