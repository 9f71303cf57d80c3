//! T093x: what can be changed, and what is sought.

use super::Told;

messages! {
    /// T093x: what can be changed, and what is sought.
    SeekMessage {
        /// A name that is no code, scale or anything else with numbers.
        930 Error UnknownKnob { path: String, near: Option<String> }
            id: Told::new(format!("tidak ada `{path}` yang dapat diubah")).help(near.as_ref().map_or_else(|| "yang dapat diubah: `KODE.realisasi`, `KODE.target`, `KODE.bobot`, `KODE.pagu`, variabel `data`, ujung pita `skala.\"Label\".bawah`, atau sebuah bilangan dalam aturan: `50% dalam KODE`".to_owned(), |near| format!("mungkin maksudnya `{near}`"))),
            en: Told::new(format!("there is no `{path}` that could be changed")).help(near.as_ref().map_or_else(|| "what can be changed: `CODE.realisasi`, `CODE.target`, `CODE.bobot`, `CODE.pagu`, a `data` variable, the end of a band `scale.\"Label\".bawah`, or a number in a rule: `50% dalam CODE`".to_owned(), |near| format!("did you mean `{near}`?")));
        /// Something that rules compute.
        931 Error Computed { path: String, takes: Vec<String> }
            id: Told::new(format!("`{path}` dihitung oleh aturan, jadi tidak dapat diubah langsung")).help(if takes.is_empty() { "ubah masukan yang dibacanya".to_owned() } else { format!("yang dapat diubah: {}", quoted(takes)) }),
            en: Told::new(format!("`{path}` is computed by the rules, so it cannot be changed itself")).help(if takes.is_empty() { "change an input that it reads".to_owned() } else { format!("what can be changed: {}", quoted(takes)) });
        /// A number that does not stand in a rule.
        932 Error NoSuchNumber { number: String, within: String, numbers: Vec<String> }
            id: Told::new(format!("bilangan {number} tidak ada dalam `{within}`")).maybe_help((!numbers.is_empty()).then(|| format!("bilangan di dalamnya: {}", numbers.join("; ")))),
            en: Told::new(format!("the number {number} does not stand in `{within}`")).maybe_help((!numbers.is_empty()).then(|| format!("the numbers in it: {}", numbers.join("; "))));
        /// A number that stands in a rule more than once.
        933 Error SeveralNumbers { number: String, within: String, places: Vec<String> }
            id: Told::new(format!("bilangan {number} ada {} kali dalam `{within}`", places.len())).help(format!("pilih salah satu dengan `ke-1` sampai `ke-{}`: `{number} ke-1 dalam {within}`; urutannya {}", places.len(), places.join(", "))),
            en: Told::new(format!("the number {number} stands {} times in `{within}`", places.len())).help(format!("choose one with `ke-1` to `ke-{}`: `{number} ke-1 dalam {within}`; in order: {}", places.len(), places.join(", ")));
        /// `cari` without its condition.
        934 Error SeekForm {}
            id: Told::new("yang dicari dan syaratnya tidak terbaca").help("tulis `cari X agar SYARAT`, misalnya `cari S1.1.target agar S1.kategori ≥ \"Berhasil\"`; dua yang dicari: `cari X; Y agar SYARAT`; langkah dan rentang: `cari X langkah 0,5% rentang 0% s.d. 100% agar SYARAT`"),
            en: Told::new("what is sought and its condition cannot be read").help("write `cari X agar CONDITION`, such as `cari S1.1.target agar S1.kategori ≥ \"Berhasil\"`; of two: `cari X; Y agar CONDITION`; step and range: `cari X langkah 0,5% rentang 0% s.d. 100% agar CONDITION`");
        /// Nothing that could be tried.
        935 Error NothingToTry { name: String }
            id: Told::new(format!("tidak ada nilai `{name}` yang dapat dicoba")).help("teks bebas tidak dapat dicari; rentang yang dicari harus memuat kelipatan langkahnya"),
            en: Told::new(format!("there is no value of `{name}` that could be tried")).help("free text cannot be sought; the range that is searched must hold a multiple of the step");
        /// Something that is no condition and has no rating.
        936 Error NoCondition {}
            id: Told::new("ini bukan syarat, dan tidak punya kategori").help("tulis sebuah syarat, `mengapa tidak S1.kategori = \"Berhasil\"`, atau kode yang punya kategori, `mengapa S1`"),
            en: Told::new("this is no condition, and has no rating").help("write a condition, `mengapa tidak S1.kategori = \"Berhasil\"`, or a code that has a rating, `mengapa S1`");
        /// A step that is not above 0.
        937 Error StepNotPositive {}
            id: Told::new("langkah harus lebih dari 0"),
            en: Told::new("a step must be above 0");
        /// `kemungkinan` of something without a figure.
        938 Error NothingPossible {}
            id: Told::new("ini tidak punya kategori atau nilai yang mungkin").help("tulis kode sasaran, indikator, atau `nilai`: `kemungkinan S1`"),
            en: Told::new("this has no rating or figure that could be possible").help("write the code of a group, an indicator or a `nilai`: `kemungkinan S1`");
    }
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
