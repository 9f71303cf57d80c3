//! T08xx: what `takar periksa` finds in rules that can be computed with.

use super::{Code, Told};

/// `T0312`
fn code(code: &u16) -> Code {
    Code(*code)
}

/// A value that is rounded twice, and what would become of it if it were rounded once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twice {
    /// The value.
    pub value: String,
    /// After all but the last rounding.
    pub first: String,
    /// After the last one.
    pub last: String,
    /// Its band.
    pub label: String,
    /// After the last rounding alone.
    pub once: String,
    /// Its band then.
    pub otherwise: String,
}

impl Twice {
    fn tell(&self, becomes: &str, then: &str, once: &str) -> String {
        let Self { value, first, last, label, .. } = self;
        format!("{value} {becomes} {first}, {then} {last}: {label}; {once} {}: {}", self.once, self.otherwise)
    }
}

messages! {
    /// T08xx: what `takar periksa` finds in rules that can be computed with.
    FindingsMessage {
        /// A value that is rounded twice, and rated otherwise where it is rounded once.
        801 Warning RoundedTwice { scale: String, shown: Box<Twice> }
            id: Told::new(format!("kategori menurut `{scale}` bergantung pada pembulatan berganda"))
                .label(shown.tell("menjadi", "lalu", "dibulatkan sekali saja menjadi"))
                .help("bulatkan satu kali: hapus salah satu pembulatan, atau samakan jumlah desimal dan cara membulatkannya"),
            en: Told::new(format!("the rating by `{scale}` depends on rounding twice"))
                .label(shown.tell("becomes", "then", "rounded once it becomes"))
                .help("round once: delete one of the two roundings, or give both the same decimals and mode");
        /// A band that no value can have under the scale's own cap and rounding.
        802 Warning EmptyBand { scale: String, label: String }
            id: Told::new(format!("\"{label}\" pada skala `{scale}` tidak memuat nilai apa pun sesudah batas dan pembulatan skala itu sendiri"))
                .help("perlebar rentangnya, atau ubah `batasi` atau `bulatkan` pada skala"),
            en: Told::new(format!("\"{label}\" of the scale `{scale}` holds no value after the scale's own cap and rounding"))
                .help("widen its range, or change `batasi` or `bulatkan` of the scale");
        /// A band that nothing that is rated reaches, for it is rounded too coarsely.
        803 Warning RoundedOutOfBand { scale: String, label: String, range: String }
            id: Told::new(format!("\"{label}\" pada skala `{scale}` tidak pernah tercapai"))
                .label(format!("sesudah dibulatkan, nilai yang dinilai di sini tidak pernah {range}"))
                .help("bulatkan dengan lebih banyak desimal, atau ubah rentang kategori itu"),
            en: Told::new(format!("\"{label}\" of the scale `{scale}` is never reached"))
                .label(format!("once rounded, what is rated here is never {range}"))
                .help("round to more decimals, or change the range of that band");
        /// A band that a cap keeps everything from.
        804 Warning CappedOutOfBand { scale: String, label: String, range: String, end: String, above: bool }
            id: Told::new(format!("batas ini membuat \"{label}\" pada skala `{scale}` tidak pernah tercapai"))
                .label(format!("nilai {} {end}, sedangkan kategori itu {range}", if *above { "tertinggi" } else { "terendah" }))
                .help("longgarkan batasnya, atau hapus kategori itu jika memang tidak dipakai"),
            en: Told::new(format!("this bound keeps everything from \"{label}\" of the scale `{scale}`"))
                .label(format!("the {} value is {end}, and that band is {range}", if *above { "highest" } else { "lowest" }))
                .help("loosen the bound, or delete the band if it is not meant to be used");
        /// A target of 0 that the polarity cannot judge.
        805 Warning ZeroTarget { code: String, target: String, polarity: String, witness: String }
            id: Told::new(format!("target {target} pada `{code}` tidak diputuskan oleh polaritas `{polarity}`"))
                .label(format!("dengan realisasi {witness}, capaiannya tidak dapat dihitung"))
                .help("pakai polaritas yang memutuskan target 0, misalnya dengan `jika target = 0 maka … selain itu …` di awal rumusnya"),
            en: Told::new(format!("the target {target} of `{code}` is not decided by the polarity `{polarity}`"))
                .label(format!("with a realisasi of {witness} the capaian cannot be computed"))
                .help("use a polarity that decides a target of 0, with `jika target = 0 maka … selain itu …` at the beginning of its formula for instance");
        /// A polarity that goes against its `arah`.
        806 Warning AgainstDirection { polarity: String, direction: &'static str, target: String, pair: Box<[(String, String); 2]> }
            id: Told::new(format!("polaritas `{polarity}` tidak bergerak menurut `arah {direction}`"))
                .label(format!("target {target}: realisasi {} menghasilkan {}, realisasi {} menghasilkan {}", pair[0].0, pair[0].1, pair[1].0, pair[1].1))
                .help(match *direction {
                    "naik" => "`arah naik`: realisasi yang lebih besar tidak boleh menghasilkan capaian yang lebih kecil; perbaiki rumus atau arahnya",
                    "turun" => "`arah turun`: realisasi yang lebih kecil tidak boleh menghasilkan capaian yang lebih kecil; perbaiki rumus atau arahnya",
                    _ => "`arah tengah`: realisasi yang lebih dekat dengan target tidak boleh menghasilkan capaian yang lebih kecil; perbaiki rumus atau arahnya",
                }),
            en: Told::new(format!("the polarity `{polarity}` does not move as `arah {direction}` says"))
                .label(format!("target {target}: a realisasi of {} gives {}, one of {} gives {}", pair[0].0, pair[0].1, pair[1].0, pair[1].1))
                .help(match *direction {
                    "naik" => "`arah naik`: more realisasi must not give a lower capaian; mend the formula or the direction",
                    "turun" => "`arah turun`: less realisasi must not give a lower capaian; mend the formula or the direction",
                    _ => "`arah tengah`: a realisasi nearer to the target must not give a lower capaian; mend the formula or the direction",
                });
        /// A target that no accepted realization can meet.
        807 Warning TargetNotAccepted { code: String, target: String, range: String }
            id: Told::new(format!("target {target} pada `{code}` berada di luar `rentang`-nya sendiri, yaitu {range}"))
                .help("realisasi sebesar target akan ditolak dari data; perbaiki target atau `rentang`"),
            en: Told::new(format!("the target {target} of `{code}` lies outside its own `rentang`, which is {range}"))
                .help("data with a realisasi equal to the target would be refused; mend the target or `rentang`");
        /// Weights that make no difference.
        808 Advice EqualWeights { count: usize, weight: String }
            id: Told::new(format!("{count} bobot dalam kelompok ini semuanya {weight}"))
                .help("hasilnya sama dengan `agregasi rata_rata` tanpa bobot; biarkan jika peraturannya memang menyebut bobot ini"),
            en: Told::new(format!("the {count} weights of this group are all {weight}"))
                .help("the result is that of `agregasi rata_rata` without weights; leave them if the regulation states these weights");
        /// A weight of 0.
        809 Warning ZeroWeight { code: String }
            id: Told::new(format!("`{code}` berbobot 0, sehingga capaiannya tidak berpengaruh"))
                .help("tulis bobot yang sebenarnya, atau keluarkan pernyataan ini dari kelompok berbobot"),
            en: Told::new(format!("`{code}` has a weight of 0, so that its capaian has no influence"))
                .help("write its real weight, or take it out of the weighted group");
        /// Weights that no aggregation and no formula uses.
        810 Warning IdleWeights { group: Option<String> }
            id: Told::new(match group {
                Some(group) => format!("bobot dalam `{group}` tidak dipakai"),
                None => "bobot ini tidak dipakai".to_owned(),
            }).help("tulis `agregasi rata_rata_tertimbang` pada kelompoknya, atau hapus bobot-bobot ini"),
            en: Told::new(match group {
                Some(group) => format!("the weights in `{group}` are not used"),
                None => "this weight is not used".to_owned(),
            }).help("write `agregasi rata_rata_tertimbang` for the group, or delete these weights");
        /// An indicator that its group's own formula leaves out.
        811 Warning LeftOutIndicator { code: String, group: String }
            id: Told::new(format!("`{code}` tidak ikut dihitung dalam capaian `{group}`"))
                .label(format!("rumus `{group}` membaca indikator lain dalam kelompok ini, tetapi tidak membaca `{code}`"))
                .help("masukkan ke dalam rumus kelompoknya, atau pindahkan ke luar kelompok itu"),
            en: Told::new(format!("`{code}` is not part of the capaian of `{group}`"))
                .label(format!("the formula of `{group}` reads other indicators of the group, but not `{code}`"))
                .help("take it into the formula of its group, or move it out of the group");
        /// A variable that no rule reads.
        812 Advice UnreadData { name: String }
            id: Told::new(format!("`{name}` tidak dibaca oleh rumus apa pun"))
                .help("pakai dalam rumus, atau hapus supaya tidak perlu diisi dalam data"),
            en: Told::new(format!("no formula reads `{name}`"))
                .help("use it in a formula, or delete it, so that the data need not give it");
        /// A result in a file that belongs to no ruleset.
        813 Advice NeverShown { name: String }
            id: Told::new(format!("nilai `{name}` tidak pernah ditampilkan"))
                .label("berkas ini tidak punya `aturan`, dan tidak dipakai oleh aturan mana pun yang diperiksa")
                .help("pakai berkas ini dengan `gunakan`, atau beri kepala `aturan`"),
            en: Told::new(format!("the result `{name}` is never shown"))
                .label("this file has no `aturan`, and none of the rulesets that were checked uses it")
                .help("use the file with `gunakan`, or give it an `aturan`");
        /// A title that stands twice.
        814 Warning SameTitle { title: String, kind: &'static str }
            id: Told::new(format!("judul \"{title}\" dipakai dua {kind}"))
                .help("hapus salah satunya jika tersalin dua kali, atau bedakan judulnya"),
            en: Told::new(format!("two {kind} have the title \"{title}\""))
                .help("delete one of them if it was copied, or tell their titles apart");
        /// A `pastikan` that fails whatever the data.
        815 Warning ConditionFails { message: String, sides: Option<(String, String)>, period: Option<String> }
            id: Told::new(format!("{message}: tidak terpenuhi{}, apa pun datanya", period.as_ref().map_or_else(String::new, |p| format!(" pada periode {p}"))))
                .label(sides.as_ref().map_or_else(String::new, |(left, right)| format!("kiri {left}, kanan {right}")))
                .help("yang dibandingkan ditetapkan oleh aturan sendiri: perbaiki aturan, atau syaratnya"),
            en: Told::new(format!("{message}: does not hold{}, whatever the data", period.as_ref().map_or_else(String::new, |p| format!(" in {p}"))))
                .label(sides.as_ref().map_or_else(String::new, |(left, right)| format!("left {left}, right {right}")))
                .help("both sides are set by the rules themselves: mend the rules, or the condition");
        /// An `ingatkan` that fails whatever the data.
        816 Advice ReminderFails { message: String, sides: Option<(String, String)>, period: Option<String> }
            id: Told::new(format!("{message}: tidak terpenuhi{}, apa pun datanya", period.as_ref().map_or_else(String::new, |p| format!(" pada periode {p}"))))
                .label(sides.as_ref().map_or_else(String::new, |(left, right)| format!("kiri {left}, kanan {right}")))
                .help("yang dibandingkan ditetapkan oleh aturan sendiri: perbaiki aturan, atau syaratnya"),
            en: Told::new(format!("{message}: does not hold{}, whatever the data", period.as_ref().map_or_else(String::new, |p| format!(" in {p}"))))
                .label(sides.as_ref().map_or_else(String::new, |(left, right)| format!("left {left}, right {right}")))
                .help("both sides are set by the rules themselves: mend the rules, or the condition");
        /// A rule without legal basis.
        817 Advice NoBasis { what: String }
            id: Told::new(format!("{what} belum menyebut dasar hukumnya"))
                .help("tambahkan `dasar \"…\"` dengan nama, nomor, dan tahun peraturannya; jika memang tidak ada, jelaskan dengan `catatan \"…\"`"),
            en: Told::new(format!("{what} names no legal basis yet"))
                .help("add `dasar \"…\"` with name, number and year of the regulation; if there is none, say so with `catatan \"…\"`");
        /// A note that says that something was not verified.
        818 Advice Unverified { of: String, note: String }
            id: Told::new(format!("{of} belum diverifikasi{}", if note.is_empty() { String::new() } else { format!(": {note}") }))
                .help("cocokkan dengan naskah peraturannya, lalu hapus atau ubah catatan ini"),
            en: Told::new(format!("{of} has not been verified{}", if note.is_empty() { String::new() } else { format!(": {note}") }))
                .help("compare it with the text of the regulation, then delete or change the note");
        /// One regulation in two spellings.
        819 Advice TwoSpellings { here: String, there: String }
            id: Told::new(format!("peraturan yang sama ditulis dengan dua cara: \"{here}\" dan \"{there}\""))
                .help("tulis dengan ejaan yang sama, supaya penjelasan menyebut satu peraturan dengan satu nama"),
            en: Told::new(format!("one regulation is written in two ways: \"{here}\" and \"{there}\""))
                .help("spell it alike, so that explanations call one regulation by one name");
        /// A title that speaks of a percentage, and another unit.
        820 Warning TitleSaysPercent { code: String, word: String, unit: String }
            id: Told::new(format!("judul `{code}` berkata \"{word}\", sedangkan satuannya {unit}"))
                .help("tulis `satuan persen` dan target dalam persen, atau perbaiki judulnya"),
            en: Told::new(format!("the title of `{code}` says \"{word}\", and its unit is {unit}"))
                .help("write `satuan persen` and a target in persen, or mend the title");
        /// A title that counts something, and a percentage.
        821 Warning TitleSaysCount { code: String, word: String }
            id: Told::new(format!("judul `{code}` berkata \"{word}\", sedangkan satuannya persen"))
                .help("pakai satuan hitung, misalnya `satuan laporan`, dan target dalam satuan itu, atau perbaiki judulnya"),
            en: Told::new(format!("the title of `{code}` says \"{word}\", and its unit is persen"))
                .help("use a unit that counts, such as `satuan laporan`, and a target in that unit, or mend the title");
        /// `abaikan` of an error.
        830 Advice CannotIgnore { ignored: u16 }
            id: Told::new(format!("{} adalah galat, dan galat tidak dapat diabaikan", code(ignored)))
                .help("hapus `abaikan` ini, dan perbaiki galatnya"),
            en: Told::new(format!("{} is an error, and errors cannot be ignored", code(ignored)))
                .help("delete this `abaikan`, and mend the error");
        /// `abaikan` of a code that does not exist.
        831 Advice UnknownIgnored { ignored: u16 }
            id: Told::new(format!("tidak ada temuan berkode {}", code(ignored)))
                .help("tulis kode seperti pada pesannya; daftarnya: `takar galat`"),
            en: Told::new(format!("there is no finding with the code {}", code(ignored)))
                .help("write the code as the message has it; `takar galat` lists them");
        /// `abaikan` where there is no such finding.
        832 Advice NothingIgnored { ignored: u16 }
            id: Told::new(format!("`abaikan {}` ini tidak mematikan temuan apa pun", code(ignored)))
                .help("hapus, supaya temuan yang muncul kemudian tidak tersembunyi"),
            en: Told::new(format!("this `abaikan {}` switches no finding off", code(ignored)))
                .help("delete it, so that it does not hide what is found later");
        /// A check that was given up for its size.
        840 Advice NotAllChecked {}
            id: Told::new("aturan ini terlalu besar untuk diperiksa seluruhnya")
                .help("bagi menjadi beberapa aturan, atau periksa bagian-bagiannya sendiri-sendiri"),
            en: Told::new("this ruleset is too large to be checked completely")
                .help("split it into several rulesets, or check its parts one by one");
        /// `--abaikan` or `--hanya` with something that is no finding.
        841 Error NotAFinding { option: String, found: String }
            id: Told::new(format!("`{found}` bukan kode temuan yang dapat dipilih dengan `{option}`"))
                .help("tulis kode temuan seperti pada pesannya, misalnya T0312; galat tidak dapat dimatikan"),
            en: Told::new(format!("`{found}` is no code of a finding that `{option}` could select"))
                .help("write the code of a finding as the message has it, such as T0312; errors cannot be switched off");
    }
}
