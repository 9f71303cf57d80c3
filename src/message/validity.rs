//! T04xx: validity and periods.

use super::Language;
use super::Told;
use super::files::FileTrouble;
use crate::value::Date;
use crate::value::window::{Window, all_english, all_indonesian};

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
            id: Told::new(format!("periode {period} tidak sesuai dengan `periode {expected}` pada `aturan`")).help("tulis periode yang sama panjangnya, atau bagian darinya: `2024`, `2024-S1`, `2024-TW3`, atau `2024-07`"),
            en: Told::new(format!("the period {period} does not fit `periode {expected}` of the `aturan`")).help("write a period of that length, or a part of one: `2024`, `2024-S1`, `2024-TW3` or `2024-07`");
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
        /// Two declarations of one name that are in force at once.
        408 Error Overlap { name: String, days: Window }
            id: Told::new(format!("`{name}` dinyatakan dua kali untuk masa yang sama ({})", days.indonesian())).help("atur `berlaku sejak … sampai …` keduanya supaya tidak bertumpang tindih, atau hapus salah satunya"),
            en: Told::new(format!("`{name}` is declared twice for the same time ({})", days.english())).help("let the validities (`berlaku sejak … sampai …`) of the two not overlap, or delete one of them");
        /// A name that is read at a time when none of its declarations is in force: found without data.
        409 Warning NotInForce { name: String, when: Vec<Window>, holds: Vec<Window> }
            id: Told::new(format!("`{name}` dibaca, tetapi tidak berlaku {}", all_indonesian(when))).help(hole_help_id(name, holds)),
            en: Told::new(format!("`{name}` is read, but not in force {}", all_english(when))).help(hole_help_en(name, holds));
        /// The same, where a period of that time is evaluated.
        410 Error NotInForceHere { name: String, when: Vec<Window>, holds: Vec<Window> }
            id: Told::new(format!("`{name}` dibaca, tetapi tidak berlaku pada periode yang dihitung ({})", all_indonesian(when))).help(hole_help_id(name, holds)),
            en: Told::new(format!("`{name}` is read, but not in force in the period that is evaluated ({})", all_english(when))).help(hole_help_en(name, holds));
        /// More sets of rules than are built.
        411 Error TooManyEras { limit: usize }
            id: Told::new(format!("aturan ini berganti lebih dari {limit} kali")).help("setiap tanggal `berlaku` yang berbeda memulai aturan baru: samakan tanggalnya, atau pisahkan aturan lama ke berkas tersendiri"),
            en: Told::new(format!("these rules change more than {limit} times")).help("each different date of a `berlaku` begins new rules: use the same dates, or move old rules to a file of their own");
        /// A declaration that is in force only when the ruleset is not.
        412 Warning NeverInForce { name: String, whole: Window }
            id: Told::new(format!("`{name}` tidak pernah berlaku selama aturan ini berlaku ({})", whole.indonesian())).help("perbaiki tanggalnya, atau hapus pernyataan ini"),
            en: Told::new(format!("`{name}` is never in force while this ruleset is ({})", whole.english())).help("correct the date, or delete this declaration");
        /// A code in the data that exists, and not in that period.
        413 Error CodeNotInForce { code: String, period: String, holds: Vec<Window> }
            id: Told::new(format!("kode `{code}` tidak berlaku untuk periode {period}")).help(format!("kode itu berlaku {}; hapus barisnya, atau perbaiki `berlaku` dalam aturan", all_indonesian(holds))),
            en: Told::new(format!("the code `{code}` is not in force for the period {period}")).help(format!("it is in force {}; delete the row, or correct `berlaku` in the rules", all_english(holds)));
        /// `--tanggal` outside the header's validity.
        414 Error DayOutside { day: Date, whole: Window }
            id: Told::new(format!("aturan ini tidak berlaku pada {}", Window { from: Some(*day), until: Some(*day) }.indonesian())).help(format!("aturan berlaku {}: pilih `--tanggal` di dalamnya", whole.indonesian())),
            en: Told::new(format!("this ruleset is not in force on {day}")).help(format!("it is in force {}: choose a `--tanggal` within that", whole.english()));
        /// A ruleset that is read after its validity has ended.
        415 Warning UsedAfterEnd { alias: String, until: Date }
            id: Told::new(format!("`{alias}` masih dibaca sesudah masa berlakunya berakhir ({})", Window { from: None, until: Some(*until) }.indonesian())).help("pakai aturan penggantinya, beri aturan ini `berlaku … sampai …` yang sama, atau baca angkanya dengan `pada` periode yang dimaksud"),
            en: Told::new(format!("`{alias}` is still read after its validity has ended ({})", Window { from: None, until: Some(*until) }.english())).help("use what has replaced it, let this ruleset end on the same day, or read its figures with `pada` and the period that is meant");
        /// A legal basis that was amended, as the rules themselves say.
        416 Advice BasisAmended { basis: String, by: String }
            id: Told::new(format!("dasar ini sudah diubah: {by}")).help(format!("periksa apakah aturan ini mengikuti perubahannya, lalu sebutkan keduanya: `dasar \"{basis} sebagaimana diubah dengan …\"`")),
            en: Told::new(format!("this legal basis has been amended: {by}")).help(format!("see whether this rule follows the amendment, and name both: `dasar \"{basis} sebagaimana diubah dengan …\"`"));
        /// An amendment of what does not exist.
        420 Error AmendsUnknown { name: String, near: Option<String> }
            id: Told::new(format!("tidak ada `{name}` dalam aturan yang diubah")).maybe_help(near.as_ref().map(|near| format!("mungkin maksudnya `{near}`; pernyataan baru ditambahkan dengan `sisipkan`"))),
            en: Told::new(format!("the ruleset that is amended has no `{name}`")).maybe_help(near.as_ref().map(|near| format!("did you mean `{near}`? something new is added with `sisipkan`")));
        /// An amendment of what an earlier one has removed.
        421 Error AmendsRemoved { name: String }
            id: Told::new(format!("`{name}` sudah dicabut oleh perubahan sebelumnya")).help("hapus baris ini, atau nyatakan kembali dengan `sisipkan`"),
            en: Told::new(format!("`{name}` has been removed by an earlier amendment")).help("delete this line, or declare it again with `sisipkan`");
        /// Something that two amendments of one date change.
        422 Error AmendedTwice { what: String }
            id: Told::new(format!("`{what}` diubah dua kali pada tanggal yang sama")).help("tidak jelas mana yang berlaku: hapus salah satunya, atau beri perubahan yang kemudian `berlaku sejak` yang lebih akhir"),
            en: Told::new(format!("`{what}` is changed twice on the same date")).help("it is not clear which one holds: delete one of them, or give the later amendment a later `berlaku sejak`");
        /// An insertion of what exists.
        423 Error InsertsExisting { name: String }
            id: Told::new(format!("`{name}` sudah ada dalam aturan yang diubah")).help(format!("untuk mengubahnya tulis `ubah {name} {{ … }}`; untuk yang baru pilih nama lain")),
            en: Told::new(format!("the ruleset that is amended has `{name}` already")).help(format!("to change it write `ubah {name} {{ … }}`; for something new choose another name"));
        /// An amendment of another ruleset.
        424 Error WrongBase { path: String, main: String }
            id: Told::new(format!("perubahan ini mengubah \"{path}\", bukan {main}")).help("jalur sesudah `atas` dihitung dari folder berkas perubahan ini; pakai perubahan ini dengan aturan yang disebutnya"),
            en: Told::new(format!("this amendment is one of \"{path}\", not of {main}")).help("the path after `atas` is relative to the folder of this file; use the amendment with the ruleset that it names");
        /// An amendment given where a ruleset is due.
        425 Error AmendmentAsRuleset { path: String, base: String }
            id: Told::new("berkas ini perubahan, bukan aturan").help(format!("sebutkan aturan yang diubahnya, lalu berkas ini: `{base} --perubahan {path}`")),
            en: Told::new("this file is an amendment, not a ruleset").help(format!("name the ruleset that it amends, then this file: `{base} --perubahan {path}`"));
        /// Something else given as an amendment.
        426 Error NotAnAmendment { path: String }
            id: Told::new(format!("{path} bukan perubahan")).help("berkas `--perubahan` dimulai dengan `perubahan nama \"judul\" { atas \"aturan.takar\" … }`"),
            en: Told::new(format!("{path} is no amendment")).help("a file of `--perubahan` begins with `perubahan name \"title\" { atas \"rules.takar\" … }`");
        /// A name that an amendment has removed and something still reads.
        427 Error ReadsRemoved { name: String }
            id: Told::new(format!("`{name}` masih dibaca di sini, padahal sudah dicabut oleh perubahan")).help("ubah juga yang membacanya, atau jangan cabut pernyataan ini"),
            en: Told::new(format!("`{name}` is still read here, but an amendment has removed it")).help("amend what reads it as well, or do not remove it");
        /// Settings that do not exist.
        428 Error NoSuchSettings { name: String }
            id: Told::new(format!("aturan yang diubah tidak punya `{name}` di tempat itu")).help("tambahkan dengan `sisipkan { pengukuran { … } }` atau `sisipkan dalam S1 { pengukuran { … } }`"),
            en: Told::new(format!("the ruleset that is amended has no `{name}` in that place")).help("add it with `sisipkan { pengukuran { … } }` or `sisipkan dalam S1 { pengukuran { … } }`");
        /// `ubah` of a declaration without a block.
        429 Error AmendsWithoutBlock { name: String }
            id: Told::new(format!("`{name}` tidak punya blok yang dapat diubah")).help(format!("cabut lalu nyatakan kembali: `cabut {name}` dan `sisipkan {{ … }}`")),
            en: Told::new(format!("`{name}` has no block that could be amended")).help(format!("remove it and declare it again: `cabut {name}` and `sisipkan {{ … }}`"));
        /// An amendment of something that another ruleset uses too.
        430 Error SharedDeclaration { name: String }
            id: Told::new(format!("`{name}` dipakai bersama oleh aturan lain yang tidak diubah")).help("sisipkan pernyataan baru dengan nama lain, lalu ubah yang memakainya"),
            en: Told::new(format!("`{name}` is shared with another ruleset, which is not amended")).help("insert a new declaration under another name, and amend what uses it");
        /// `sisipkan dalam` something that is no group.
        431 Error InsertsOutsideGroup { name: String }
            id: Told::new(format!("`{name}` bukan kelompok, jadi tidak dapat disisipi")).help("sisipkan ke dalam sasaran, program, atau kelompok lain, atau di bagian teratas dengan `sisipkan { … }`"),
            en: Told::new(format!("`{name}` is no group, so nothing can be inserted into it")).help("insert into a sasaran, program or other group, or at the top with `sisipkan { … }`");
        /// `cabut` of a ruleset's header.
        432 Error RemovesHeader {}
            id: Told::new("`aturan` tidak dapat dicabut").help("ubah masa berlakunya: `ubah … { berlaku sejak … sampai … }`"),
            en: Told::new("an `aturan` cannot be removed").help("amend its validity: `ubah … { berlaku sejak … sampai … }`");
        /// The ruleset that an amendment names cannot be read.
        433 Error BaseUnreadable { path: String, why: FileTrouble }
            id: Told::new(format!("aturan \"{path}\" yang diubah tidak dapat dibaca: {}", why.tell(Language::Indonesian))).help("jalur sesudah `atas` dihitung dari folder berkas perubahan ini"),
            en: Told::new(format!("the ruleset \"{path}\" that is amended cannot be read: {}", why.tell(Language::English))).help("the path after `atas` is relative to the folder of this file");
        /// A file of `--perubahan` cannot be read.
        434 Error AmendmentUnreadable { path: String, why: FileTrouble }
            id: Told::new(format!("perubahan {path} tidak dapat dibaca: {}", why.tell(Language::Indonesian))).help("periksa jalur sesudah `--perubahan`"),
            en: Told::new(format!("the amendment {path} cannot be read: {}", why.tell(Language::English))).help("check the path after `--perubahan`");
        /// An amendment of an amendment.
        435 Error AmendsAmendment { path: String }
            id: Told::new(format!("\"{path}\" sendiri perubahan, bukan aturan")).help("tulis `atas` dengan berkas aturan aslinya; perubahan diterapkan menurut urutan tanggalnya"),
            en: Told::new(format!("\"{path}\" is an amendment itself, not a ruleset")).help("let `atas` name the original ruleset; amendments apply in order of their dates");
        /// An amendment that is in force only when the ruleset is not.
        436 Warning AmendmentNeverInForce { whole: Window }
            id: Told::new(format!("perubahan ini tidak pernah berlaku selama aturannya berlaku ({})", whole.indonesian())).help("perbaiki `berlaku` pada perubahan atau pada aturan yang diubah"),
            en: Told::new(format!("this amendment is never in force while its ruleset is ({})", whole.english())).help("correct `berlaku` of the amendment, or of the ruleset that it amends");
        /// A granularity that an amendment would change.
        437 Error AmendsGranularity {}
            id: Told::new("`periode` pada `aturan` tidak dapat diubah").help("panjang periode berlaku untuk semua data: tulis aturan baru untuk periode yang lain panjangnya"),
            en: Told::new("the `periode` of an `aturan` cannot be amended").help("the length of periods holds for all data: write a new ruleset for periods of another length");
        /// `konsolidasi jumlah` of something that is no number.
        440 Error ConsolidationNeedsNumber { how: String, name: String, found: String }
            id: Told::new(format!("`konsolidasi {how}` membutuhkan angka, sedangkan `{name}` {found}")).help(format!("tulis `konsolidasi akhir` pada `{name}`: yang dipakai ialah nilai terakhir yang diketahui")),
            en: Told::new(format!("`konsolidasi {how}` needs numbers, and `{name}` is {found}")).help(format!("write `konsolidasi akhir` in `{name}`: the last known value is used"));
        /// A period that is named and leads back to itself.
        441 Error PeriodCycle { path: String }
            id: Told::new(format!("`{path}` pada periode yang disebut dihitung dari dirinya sendiri")).help("pada periode itu pun rumus ini membaca periode yang sama: baca `pada tahun lalu`, atau angka yang berasal dari data"),
            en: Told::new(format!("`{path}` in the period that is named is computed from itself")).help("in that period too the formula reads the same period: read `pada tahun lalu`, or a figure of the data");
        /// A property in another period whose type is not known.
        442 Error TypeUnknownAt { path: String }
            id: Told::new(format!("satuan `{path}` pada periode lain tidak dapat ditentukan dari rumus yang membacanya sendiri")).help("baca nilai lain yang satuannya tetap, misalnya `….realisasi`, atau pisahkan rumusnya ke `nilai` tersendiri"),
            en: Told::new(format!("the unit of `{path}` in another period does not follow from the formula that reads it itself")).help("read something whose unit is fixed, such as `….realisasi`, or move the formula to a `nilai` of its own");
        /// `pada` after an input of a formula.
        443 Error InputAt { name: String }
            id: Told::new(format!("`{name}` di sini masukan rumus, yang tidak punya periode lain")).help("`pada` mengikuti jalur seperti `S1.1.realisasi`; berikan nilai periode lain itu sebagai masukan tersendiri"),
            en: Told::new(format!("`{name}` is an input of the formula here, and has no other period")).help("`pada` follows a path such as `S1.1.realisasi`; pass the value of the other period as an input of its own");
        /// Targets for parts of different lengths of one period.
        444 Error TargetLengthsMixed { one: String, other: String }
            id: Told::new(format!("target untuk {other} tidak dapat berdampingan dengan target untuk {one}")).help("bagian-bagian satu periode harus sama panjangnya: semuanya triwulan, semuanya semester, atau semuanya bulan"),
            en: Told::new(format!("a target for {other} cannot stand beside one for {one}")).help("the parts of a period are of one length: all quarters, all semesters, or all months");
        /// Targets of the parts that do not make the target of the whole.
        445 Error TargetsDisagree { period: String, whole: String, how: String, made: String }
            id: Told::new(format!("target untuk {period} {whole}, sedangkan gabungan target bagian-bagiannya ({how}) {made}")).help("perbaiki salah satunya, atau `konsolidasi` indikator ini"),
            en: Told::new(format!("the target for {period} is {whole}, and those of its parts make {made} ({how})")).help("correct one of them, or `konsolidasi` of this indicator");
        /// Figures of a test for parts of different lengths of one period.
        446 Error GivenLengthsMixed { path: String, one: String, other: String }
            id: Told::new(format!("`{path}` diketahui untuk {one} dan untuk {other}")).help("bagian-bagian satu periode harus sama panjangnya: semuanya triwulan, semuanya semester, atau semuanya bulan"),
            en: Told::new(format!("`{path}` is known for {one} and for {other}")).help("the parts of a period are of one length: all quarters, all semesters, or all months");
        /// `pada` a time in which the type was another.
        447 Error TypeDiffersAt { path: String, when: Window }
            id: Told::new(format!("satuan atau skala `{path}` lain dalam aturan yang berlaku {}", when.indonesian())).help("baca hanya periode dengan satuan yang sama, atau nyatakan satuan itu sama dalam kedua masa"),
            en: Told::new(format!("`{path}` has another unit or scale in the rules in force {}", when.english())).help("read periods with the same unit only, or declare the same unit for both times");
    }
}

/// What can be done about a name that is not in force.
fn hole_help_id(name: &str, holds: &[Window]) -> String {
    match holds.is_empty() {
        true => format!("nyatakan `{name}` untuk masa itu, atau batasi masa berlaku yang membacanya"),
        false => format!(
            "`{name}` berlaku {}; nyatakan untuk masa lainnya, atau batasi masa berlaku yang membacanya",
            all_indonesian(holds)
        ),
    }
}

fn hole_help_en(name: &str, holds: &[Window]) -> String {
    match holds.is_empty() {
        true => format!("declare `{name}` for that time, or limit the validity of what reads it"),
        false => format!(
            "`{name}` is in force {}; declare it for the rest, or limit the validity of what reads it",
            all_english(holds)
        ),
    }
}
