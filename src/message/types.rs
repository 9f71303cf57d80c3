//! T03xx: types, units, bands, tables, weights.

use super::{Told, in_english};

/// `1.000.000`
fn thousands(number: usize) -> String {
    crate::number::Number::from(number as i64).to_indonesian(0, crate::number::Cut::Truncate)
}

messages! {
    /// T03xx: types, units, bands, tables, weights.
    TypesMessage {
        /// Two sides that cannot be added or compared.
        301 Error Mismatch { left: String, right: String, offer: Option<String> }
            id: Told::new(format!("{left} dan {right} tidak dapat dijumlahkan atau dibandingkan")).maybe_help(offer.as_ref().map(|offer| format!("tulis `{offer}`"))),
            en: Told::new(format!("{} and {} cannot be added or compared", in_english(left), in_english(right))).maybe_help(offer.as_ref().map(|offer| format!("write `{offer}`")));
        /// Another type than is due.
        302 Error Expected { expected: String, found: String, offer: Option<String> }
            id: Told::new(format!("di sini diperlukan {expected}, bukan {found}")).maybe_help(offer.as_ref().map(|offer| format!("tulis `{offer}`"))),
            en: Told::new(format!("{} is due here, not {}", in_english(expected), in_english(found))).maybe_help(offer.as_ref().map(|offer| format!("write `{offer}`")));
        /// A plain number where a percentage is due.
        303 Error PercentDue { offer: Option<String> }
            id: Told::new("di sini diperlukan persen, sedangkan hasilnya angka biasa").help(match offer {
                Some(offer) => format!("tulis `{offer}`"),
                None => "kalikan dengan `100%`, bukan dengan `100`".to_owned(),
            }),
            en: Told::new("a percentage is due here, but the result is a plain number").help(match offer {
                Some(offer) => format!("write `{offer}`"),
                None => "multiply by `100%`, not by `100`".to_owned(),
            });
        /// Arithmetic with something that is no number.
        304 Error NotANumber { found: String }
            id: Told::new(format!("di sini diperlukan bilangan, bukan {found}")).help("pakai sesuatu yang bersatuan; skor sebuah label adalah `skor(…)`, jarak dua tanggal `selisih_hari(…; …)`"),
            en: Told::new(format!("a number is due here, not {}", in_english(found))).help("use something that has a unit; the score of a label is `skor(…)`, the days between two dates `selisih_hari(…; …)`");
        /// A label that the scale does not have.
        305 Error UnknownLabel { label: String, scale: String, near: Option<String> }
            id: Told::new(format!("skala `{scale}` tidak punya label \"{label}\"")).maybe_help(near.as_ref().map(|near| format!("mungkin maksudnya \"{near}\""))),
            en: Told::new(format!("the scale `{scale}` has no label \"{label}\"")).maybe_help(near.as_ref().map(|near| format!("did you mean \"{near}\"?")));
        /// Order asked of things that have none.
        306 Error NoOrder { found: String }
            id: Told::new(format!("{found} tidak punya urutan")).help("bandingkan dengan `=` atau `≠`"),
            en: Told::new(format!("there is no order in this: {}", in_english(found))).help("compare with `=` or `≠`");
        /// Wrong number of arguments.
        307 Error Arguments { function: String, expected: String, found: usize }
            id: Told::new(format!("`{function}` memerlukan {expected} masukan, bukan {found}")).help("masukan dipisahkan dengan titik koma `;`"),
            en: Told::new(format!("`{function}` takes {expected} argument(s), not {found}")).help("arguments are separated by semicolons `;`");
        /// A list function without a list.
        308 Error ListDue { function: String }
            id: Told::new(format!("`{function}` memerlukan daftar")).help(match function.as_str() {
                "rata_rata_tertimbang" => "tulis misalnya `rata_rata_tertimbang(indikator.capaian; indikator.bobot)`".to_owned(),
                "banyak" => "tulis misalnya `banyak(indikator)` atau `banyak(indikator.capaian ≥ 100%)`".to_owned(),
                _ => format!("tulis misalnya `{function}(indikator.capaian)` atau `{function}(80%; 90%)`"),
            }),
            en: Told::new(format!("`{function}` needs a list")).help(match function.as_str() {
                "rata_rata_tertimbang" => "write for instance `rata_rata_tertimbang(indikator.capaian; indikator.bobot)`".to_owned(),
                "banyak" => "write for instance `banyak(indikator)` or `banyak(indikator.capaian ≥ 100%)`".to_owned(),
                _ => format!("write for instance `{function}(indikator.capaian)` or `{function}(80%; 90%)`"),
            });
        /// Two sets in one list call.
        309 Error TwoSets { first: String, second: String }
            id: Told::new(format!("satu fungsi daftar hanya dapat menelusuri satu himpunan, di sini ada `{first}` dan `{second}`")).help("pecah menjadi dua fungsi daftar, satu untuk setiap himpunan"),
            en: Told::new(format!("one list function can go over one set only, here there are `{first}` and `{second}`")).help("split it into two list functions, one for each set");
        /// A value that has to be written out.
        310 Error LiteralDue { what: String }
            id: Told::new(format!("{what} harus ditulis langsung sebagai nilai tetap")).help("tulis nilainya, misalnya `80%`, bukan nama atau rumus"),
            en: Told::new(format!("{} has to be written out as a fixed value", in_english(what))).help("write the value, such as `80%`, not a name or formula");
        /// A range whose ends cross.
        311 Error EmptyRange { range: String }
            id: Told::new(format!("rentang {range} tidak memuat nilai apa pun")).help("tulis nilai yang lebih kecil di depan"),
            en: Told::new(format!("the range {range} holds no value")).help("write the smaller value first");
        /// A gap between bands.
        312 Warning Gap { scale: String, below: String, above: String, witness: String, range: String, rounding: Option<u32> }
            id: Told::new(format!("celah antara \"{below}\" dan \"{above}\" pada skala `{scale}`")).label(format!("nilai seperti {witness} tidak punya kategori")).help(match rounding {
                Some(decimals) => format!("tambahkan `bulatkan {decimals} desimal` pada skala, atau tulis `\"{above}\" {range}`"),
                None => format!("tulis misalnya `\"{above}\" {range}`"),
            }),
            en: Told::new(format!("a gap between \"{below}\" and \"{above}\" in the scale `{scale}`")).label(format!("a value such as {witness} has no kategori")).help(match rounding {
                Some(decimals) => format!("add `bulatkan {decimals} desimal` to the scale, or write `\"{above}\" {range}`"),
                None => format!("write for instance `\"{above}\" {range}`"),
            });
        /// Two bands that share a value.
        313 Error Overlap { scale: String, first: String, second: String, witness: String }
            id: Told::new(format!("\"{first}\" dan \"{second}\" pada skala `{scale}` sama-sama memuat {witness}")).help("satu nilai hanya boleh punya satu kategori: geser salah satu batas, atau tulis `> …` atau `< …`"),
            en: Told::new(format!("\"{first}\" and \"{second}\" of the scale `{scale}` both hold {witness}")).help("a value can have one kategori only: move one of the bounds, or write `> …` or `< …`");
        /// Values beyond the outer bands.
        314 Advice BeyondBands { scale: String, witness: String, above: bool, cap: Option<String>, row: Option<String> }
            id: Told::new(format!("nilai {} skala `{scale}` mungkin terjadi", if *above { "di atas kategori teratas" } else { "di bawah kategori terbawah" })).label(format!("nilai seperti {witness} menjadi \"di luar skala\"")).maybe_help(match (cap, row) {
                (Some(cap), Some(row)) => Some(format!("tambahkan `batasi {cap}`, atau buka ujung skala dengan `{row}`")),
                (Some(cap), None) => Some(format!("tambahkan `batasi {cap}`")),
                (None, row) => row.as_ref().map(|row| format!("buka ujung skala dengan `{row}`")),
            }),
            en: Told::new(format!("values {} of the scale `{scale}` may occur", if *above { "above the top band" } else { "below the bottom band" })).label(format!("a value such as {witness} becomes \"di luar skala\"")).maybe_help(match (cap, row) {
                (Some(cap), Some(row)) => Some(format!("add `batasi {cap}`, or open the end of the scale with `{row}`")),
                (Some(cap), None) => Some(format!("add `batasi {cap}`")),
                (None, row) => row.as_ref().map(|row| format!("open the end of the scale with `{row}`")),
            });
        /// Bands of which some have a range or score and some have not.
        315 Error HalfBands { scale: String, what: String }
            id: Told::new(format!("pada skala `{scale}` ada baris dengan dan tanpa {what}")).help(format!("beri semua baris {what}, atau tidak satu pun; jika baris ini sebuah keterangan, tulis `:` di depannya")),
            en: Told::new(format!("the scale `{scale}` has rows with and without {}", in_english(what))).help(format!("give all rows {}, or none; if this row is a note, write `:` before it", in_english(what)));
        /// Labels that differ in letter case only.
        316 Error SameLabel { label: String, scale: String }
            id: Told::new(format!("label \"{label}\" sudah ada pada skala `{scale}`")).help("huruf besar dan kecil tidak membedakan label"),
            en: Told::new(format!("the label \"{label}\" is in the scale `{scale}` already")).help("letter case does not distinguish labels");
        /// A scale without ranges that is to rate a number.
        317 Error ScaleHasNoRanges { scale: String }
            id: Told::new(format!("skala `{scale}` tidak punya rentang, jadi tidak dapat menilai bilangan")).help("pakai skala yang barisnya punya rentang, misalnya `\"Baik\" 80% s.d. 100%`"),
            en: Told::new(format!("the scale `{scale}` has no ranges, so it cannot rate a number")).help("use a scale whose rows have ranges, such as `\"Baik\" 80% s.d. 100%`");
        /// A scale without rows, a curve with fewer than two points, a table without rows.
        318 Error TooFewRows { what: String, least: usize }
            id: Told::new(format!("{what} memerlukan paling sedikit {least} baris")).help("tambahkan barisnya, atau hapus pernyataan ini"),
            en: Told::new(format!("{} needs at least {least} row(s)", in_english(what))).help("add them, or delete this declaration");
        /// Points of a curve that do not rise.
        319 Error PointsOrder { curve: String }
            id: Told::new(format!("titik ini tidak lebih besar daripada titik sebelumnya pada kurva `{curve}`")).help("urutkan titik dari masukan terkecil ke terbesar, setiap masukan satu kali"),
            en: Told::new(format!("this point is not greater than the one before it in the curve `{curve}`")).help("put the points in order, from the least input to the greatest, each once");
        /// A case of a table that no row decides.
        320 Error TableGap { table: String, case: String, row: String }
            id: Told::new(format!("tabel `{table}` tidak memutuskan kasus {case}")).help(format!("tambahkan baris, misalnya `{row}`")),
            en: Told::new(format!("the table `{table}` does not decide the case {case}")).help(format!("add a row, such as `{row}`"));
        /// A case of a table that two rows decide.
        321 Error TableOverlap { table: String, case: String }
            id: Told::new(format!("dua baris tabel `{table}` memutuskan kasus {case}")).help("persempit salah satu baris, sehingga setiap kasus cocok dengan tepat satu baris"),
            en: Told::new(format!("two rows of the table `{table}` decide the case {case}")).help("narrow one of them, so that each case matches exactly one row");
        /// A table with too many cases to check.
        322 Error TableTooLarge { table: String, limit: usize }
            id: Told::new(format!("tabel `{table}` punya terlalu banyak kasus untuk diperiksa (batasnya {})", thousands(*limit))).help("bagi menjadi beberapa tabel"),
            en: Told::new(format!("the table `{table}` has too many cases to check (the limit is {})", thousands(*limit))).help("split it into several tables");
        /// Weights of siblings of different kinds.
        323 Error MixedWeights {}
            id: Told::new("bobot ini tidak sejenis dengan bobot lain dalam kelompok yang sama").help("beri semuanya bobot dalam persen, atau semuanya angka biasa, atau hapus semua bobot"),
            en: Told::new("this weight is not of the same kind as the others in its group").help("give all of them weights in persen, or all plain numbers, or delete all weights");
        /// Weights in persen that are not 100% together.
        324 Error WeightsSum { sum: String, difference: String }
            id: Told::new(format!("jumlah bobot {sum}, seharusnya tepat 100%")).help(format!("selisihnya {difference}; ubah bobot, atau pakai angka biasa untuk bobot relatif")),
            en: Told::new(format!("the weights add up to {sum}, not exactly 100%")).help(format!("the difference is {difference}; change the weights, or use plain numbers for relative weights"));
        /// Negative weights, or none above 0.
        325 Error WeightsNotPositive {}
            id: Told::new("bobot tidak boleh negatif, dan tidak boleh semuanya 0").help("tulis bobot 0 atau lebih, paling sedikit satu di atas 0"),
            en: Told::new("weights must not be negative, and not all 0").help("write weights of 0 or more, at least one above 0");
        /// A weight that the aggregation needs and that is not there.
        326 Error WeightMissing { path: String }
            id: Told::new(format!("`{path}` belum punya bobot, padahal rata-rata tertimbang memerlukannya")).help("tambahkan `bobot …` pada semua anggota, atau pakai rata-rata biasa"),
            en: Told::new(format!("`{path}` has no weight, but the weighted mean needs one")).help("add `bobot …` to all members, or use the plain mean");
        /// A formula and an aggregation on one group.
        327 Error FormulaAndAggregation {}
            id: Told::new("satu kelompok tidak dapat punya `rumus` dan `agregasi` sekaligus").help("hapus salah satunya"),
            en: Told::new("a group cannot have both `rumus` and `agregasi`").help("delete one of them");
        /// A bound that rounding would change.
        328 Error LimitFinerThanRounding { bound: String, decimals: u32 }
            id: Told::new(format!("batas {bound} lebih halus daripada pembulatan {decimals} desimal")).help("sesudah dibulatkan nilai dapat melewati batas lagi: samakan jumlah desimal keduanya"),
            en: Told::new(format!("the bound {bound} is finer than rounding to {decimals} decimals")).help("after rounding a value could pass the bound: use the same number of decimals");
        /// `batasi` with an end that does not belong to the range.
        329 Error StrictLimit {}
            id: Told::new("`batasi` memerlukan ujung yang ikut termasuk").help("tulis `0% s.d. 100%`, `≤ 100%` atau `≥ 0%`"),
            en: Told::new("`batasi` needs ends that belong to the range").help("write `0% s.d. 100%`, `≤ 100%` or `≥ 0%`");
        /// A formula that is too large or too deep.
        330 Error TooLarge { limit: usize, nested: bool }
            id: Told::new(if *nested {
                format!("rumus ini bersarang lebih dari {} tingkat", thousands(*limit))
            } else {
                format!("aturan ini memerlukan lebih dari {} langkah hitungan", thousands(*limit))
            }).help("hitung hasil antara sebagai `nilai` tersendiri, lalu baca nilai itu"),
            en: Told::new(if *nested {
                format!("this formula is nested more than {} levels deep", thousands(*limit))
            } else {
                format!("this ruleset needs more than {} steps of computation", thousands(*limit))
            }).help("compute what lies between as a `nilai` of its own, and read that");
        /// A polarity that does not yield persen for an indicator.
        331 Error PolarityResult { polarity: String, found: String, plain: bool }
            id: Told::new(format!("polaritas `{polarity}` menghasilkan {found} untuk indikator ini, seharusnya persen")).help(if *plain {
                "kalikan dengan `100%`, bukan dengan `100`, di akhir rumus polaritas itu"
            } else {
                "akhiri rumus polaritas itu dengan `× 100%`, atau pakai polaritas lain"
            }),
            en: Told::new(format!("the polarity `{polarity}` yields {} for this indicator, not persen", in_english(found))).help(if *plain {
                "multiply by `100%`, not by `100`, at the end of the polarity's formula"
            } else {
                "end the formula of the polarity with `× 100%`, or use another polarity"
            });
        /// A range target that its polarity cannot use.
        332 Error OpenTarget {}
            id: Told::new("target rentang harus punya kedua ujung, dan keduanya ikut termasuk").help("tulis satu nilai, atau misalnya `80% s.d. 90%`; `≥ …` hanya cocok dengan polaritas berarah naik, `≤ …` dengan yang berarah turun"),
            en: Told::new("a range target needs both ends, and both must belong to it").help("write one value, or for instance `80% s.d. 90%`; `≥ …` only goes with a polarity of `arah naik`, `≤ …` with `arah turun`");
        /// A function that calls itself.
        333 Error Recursive { name: String }
            id: Told::new(format!("`{name}` memanggil dirinya sendiri, langsung atau lewat yang lain")).help("ubah rumusnya sehingga tidak memerlukan hasilnya sendiri"),
            en: Told::new(format!("`{name}` calls itself, directly or through others")).help("change its formula so that it does not need its own result");
        /// A unit without meaning.
        334 Error SenselessUnit { left: String, right: String }
            id: Told::new(format!("satuan hasil dari {left} dan {right} terlalu rumit")).help("periksa rumusnya; tulis bilangan yang hanya menjadi pengali tanpa satuan"),
            en: Told::new(format!("the unit that results from {left} and {right} is too complicated")).help("check the formula; write numbers that only multiply without a unit");
        /// Decimals that are no whole number.
        335 Error DecimalsDue {}
            id: Told::new("jumlah desimal harus bilangan bulat yang ditulis langsung, 0 sampai 1.000").help("tulis misalnya `bulat(x; 2)`"),
            en: Told::new("the number of decimals must be written out as a whole number, 0 to 1.000").help("write for instance `bulat(x; 2)`");
        /// A text that no row of the table returns.
        336 Error UnknownText { text: String, table: String, near: Option<String> }
            id: Told::new(format!("tidak ada baris tabel `{table}` yang menghasilkan \"{text}\"")).maybe_help(near.as_ref().map(|near| format!("mungkin maksudnya \"{near}\""))),
            en: Told::new(format!("no row of the table `{table}` returns \"{text}\"")).maybe_help(near.as_ref().map(|near| format!("did you mean \"{near}\"?")));
        /// A condition that is no truth value.
        337 Error TruthDue { found: String }
            id: Told::new(format!("di sini diperlukan sesuatu yang benar atau salah, bukan {found}")).help("bandingkan sesuatu, misalnya `capaian ≥ 91%`"),
            en: Told::new(format!("something that is true or false is due here, not {}", in_english(found))).help("compare something, such as `capaian ≥ 91%`");
        /// A bound without its unit.
        338 Error BoundUnit { offer: String }
            id: Told::new("rentang ini belum punya satuan").help(format!("tulis `{offer}`")),
            en: Told::new("this range has no unit yet").help(format!("write `{offer}`"));
        /// A row of a table with too many or too few conditions.
        339 Error RowWidth { expected: usize, found: usize }
            id: Told::new(format!("baris ini punya {found} syarat, tabelnya punya {expected} masukan")).help("tulis satu syarat untuk setiap masukan, dipisahkan titik koma `;`; yang tidak menentukan ditulis `apa pun`"),
            en: Told::new(format!("this row has {found} condition(s), the table has {expected} input(s)")).help("write one condition for each input, separated by semicolons `;`; `apa pun` for one that does not matter");
        /// A kategori for a value that its scale cannot rate.
        340 Error CategoryUnit { scale: String, expected: String, found: String }
            id: Told::new(format!("skala `{scale}` menilai {expected}, sedangkan nilai ini {found}")).help("pakai skala lain, atau tulis `tanpa kategori`"),
            en: Told::new(format!("the scale `{scale}` rates {expected}, but this value is {}", in_english(found))).help("use another scale, or write `tanpa kategori`");
        /// More rows than labels can be told apart.
        341 Error TooManyLabels { what: String, found: usize, most: usize }
            id: Told::new(format!("{what} punya {} label; paling banyak {}", thousands(*found), thousands(*most))).help("kelompokkan nilainya ke dalam label yang lebih sedikit; bilangan yang dinilai menurut garis dapat ditulis sebagai `kurva`"),
            en: Told::new(format!("{} has {} labels; the most is {}", in_english(what), thousands(*found), thousands(*most))).help("group the values under fewer labels; a number that follows a line can be written as a `kurva`");
        /// A polarity that computes with numbers, for an indicator whose unit is none.
        342 Error PolarityNeedsNumber { polarity: String, found: String, label: bool, known: bool }
            id: Told::new(format!("polaritas `{polarity}` menghitung dengan bilangan, sedangkan satuan indikator ini {found}")).help(match (label, known) {
                (true, true) => "tulis `polaritas tercapai` pada indikator ini",
                (true, false) => "tambahkan `gunakan \"baku/polaritas.takar\"` dan tulis `polaritas tercapai` pada indikator ini",
                _ => "tulis polaritas yang menerima satuan ini; indikator yang tidak dinilai diletakkan di luar `pengukuran` itu",
            }),
            en: Told::new(format!("the polarity `{polarity}` computes with numbers, but the unit of this indicator is {}", in_english(found))).help(match (label, known) {
                (true, true) => "write `polaritas tercapai` on this indicator",
                (true, false) => "add `gunakan \"baku/polaritas.takar\"` and write `polaritas tercapai` on this indicator",
                _ => "write a polarity that takes this unit; an indicator that is not judged stands outside that `pengukuran`",
            });
        /// A label that means that there is none.
        343 Error LabelReserved { label: String, what: String }
            id: Told::new(format!("label \"{label}\" tidak dapat dipakai {what}: itu sebutan untuk nilai yang tidak masuk baris mana pun")).help("pakai label lain, misalnya \"tanpa kategori\""),
            en: Told::new(format!("the label \"{label}\" cannot be used by {}: it is what a value is called that no row holds", in_english(what))).help("use another label, such as \"tanpa kategori\"");
    }
}
