//! T02xx: names, codes, and the files of a ruleset.

use super::files::FileTrouble;
use super::{Language, Told, in_english};

fn near_id(near: &Option<String>) -> Option<String> {
    near.as_ref().map(|near| format!("mungkin maksudnya `{near}`"))
}

fn near_en(near: &Option<String>) -> Option<String> {
    near.as_ref().map(|near| format!("did you mean `{near}`?"))
}

messages! {
    /// T02xx: names, codes, and the files of a ruleset.
    NamesMessage {
        /// A name that nothing visible has.
        201 Error Unknown { name: String, near: Option<String>, elsewhere: Option<String>, label: Option<String> }
            id: Told::new(format!("nama `{name}` tidak dikenal di sini")).maybe_help(match elsewhere {
                _ if label.is_some() => label.as_ref().map(|label| format!("label ditulis dalam tanda kutip: `\"{label}\"`")),
                Some(file) => Some(format!("nama itu dinyatakan di {file}: tambahkan `gunakan \"{file}\"`")),
                None => near_id(near),
            }),
            en: Told::new(format!("the name `{name}` is not known here")).maybe_help(match elsewhere {
                _ if label.is_some() => label.as_ref().map(|label| format!("labels stand in quotes: `\"{label}\"`")),
                Some(file) => Some(format!("it is declared in {file}: add `gunakan \"{file}\"`")),
                None => near_en(near),
            });
        /// A name that two declarations have.
        202 Error DeclaredTwice { name: String }
            id: Told::new(format!("nama `{name}` sudah dipakai")).help("pilih nama lain; setiap nama hanya boleh dinyatakan satu kali"),
            en: Told::new(format!("the name `{name}` is taken already")).help("choose another name; each name can be declared once only");
        /// An official code that equals another name or code.
        203 Error OfficialCodeTaken { code: String }
            id: Told::new(format!("`kode \"{code}\"` sama dengan nama atau kode pernyataan lain")).help("data tidak dapat membedakan keduanya: perbaiki salah satu kode"),
            en: Told::new(format!("`kode \"{code}\"` equals the name or code of another declaration")).help("data could not tell them apart: correct one of the codes");
        /// An alias that equals the first part of a code.
        205 Error AliasIsCodePart { alias: String, code: String }
            id: Told::new(format!("nama `{alias}` sesudah `sebagai` sama dengan bagian pertama kode `{code}`")).help("pilih nama lain sesudah `sebagai`"),
            en: Told::new(format!("the name `{alias}` after `sebagai` equals the first part of the code `{code}`")).help("choose another name after `sebagai`");
        /// A path that names an item but no property of it.
        206 Error PropertyMissing { path: String, properties: String }
            id: Told::new(format!("`{path}` saja belum cukup: sebutkan angka mana yang dibaca")).help(format!("tulis `{path}.…` dengan salah satu dari: {properties}")),
            en: Told::new(format!("`{path}` alone is not enough: say which of its figures is read")).help(format!("write `{path}.…` with one of: {properties}"));
        /// A property that this kind of item does not have.
        207 Error NoSuchProperty { path: String, property: String, properties: String }
            id: Told::new(format!("`{path}` tidak punya `{property}`")).help(match properties.is_empty() {
                true => format!("pakai `{path}` saja, tanpa titik di belakangnya"),
                false => format!("yang ada: {properties}"),
            }),
            en: Told::new(format!("`{path}` has no `{property}`")).help(match properties.is_empty() {
                true => format!("use just `{path}`, without a dot after it"),
                false => format!("it has: {properties}"),
            });
        /// An indicator without polarity, or a group without aggregation, whose capaian is read.
        208 Error NoAchievement { path: String, group: bool }
            id: Told::new(format!("`{path}` tidak punya capaian")).help(if *group {
                "tulis `agregasi …` atau `rumus …` pada kelompok itu, atau `agregasi` pada `pengukuran`"
            } else {
                "tulis `polaritas …` pada indikator itu, atau pada `pengukuran`"
            }),
            en: Told::new(format!("`{path}` has no capaian")).help(if *group {
                "write `agregasi …` or `rumus …` on that group, or `agregasi` in `pengukuran`"
            } else {
                "write `polaritas …` on that indicator, or in `pengukuran`"
            });
        /// A set where a single value is due.
        209 Error SetAsValue { path: String }
            id: Told::new(format!("`{path}` adalah himpunan, bukan satu nilai")).help(format!("pakai di dalam fungsi daftar, misalnya `rata_rata({path}.capaian)` atau `banyak({path})`")),
            en: Told::new(format!("`{path}` is a set, not one value")).help(format!("use it inside a list function, such as `rata_rata({path}.capaian)` or `banyak({path})`"));
        /// A set without members.
        210 Error EmptySet { path: String }
            id: Told::new(format!("`{path}` tidak punya anggota")).help("di dalam sebuah blok kata ini hanya berarti yang ada di blok itu; periksa di mana rumus ini ditulis"),
            en: Told::new(format!("`{path}` has no members")).help("inside a block this word means only what is in that block; check where the formula is written");
        /// A name that is no value: a scale, table or function without its argument.
        211 Error NotAValue { name: String, kind: String }
            id: Told::new(format!("`{name}` adalah {kind}, bukan nilai")).help(match kind.as_str() {
                "aturan lain" => format!("sebutkan apa yang dibaca darinya, misalnya `{name}.S1.1.target`"),
                _ => format!("panggil dengan kurung: `{name}(…)`"),
            }),
            en: Told::new(format!("`{name}` is {}, not a value", in_english(kind))).help(match kind.as_str() {
                "aturan lain" => format!("say what is read from it, such as `{name}.S1.1.target`"),
                _ => format!("call it with parentheses: `{name}(…)`"),
            });
        /// A call of something that is no function.
        212 Error NotCallable { name: String, near: Option<String> }
            id: Told::new(format!("tidak ada fungsi bernama `{name}`")).maybe_help(near_id(near)),
            en: Told::new(format!("there is no function named `{name}`")).maybe_help(near_en(near));
        /// A unit that is not declared.
        213 Error UnknownUnit { name: String, near: Option<String>, standard: Option<String> }
            id: Told::new(format!("satuan atau skala `{name}` tidak dikenal")).help(match (standard, near) {
                (Some(file), _) => format!("nama itu ada dalam aturan baku: tambahkan `gunakan \"{file}\"`"),
                (None, Some(near)) => format!("mungkin maksudnya `{near}`; satuan yang lazim ada di `gunakan \"baku/satuan.takar\"`"),
                (None, None) => format!("nyatakan dengan `satuan {name}`, atau tambahkan `gunakan \"baku/satuan.takar\"`"),
            }),
            en: Told::new(format!("the unit or scale `{name}` is not known")).help(match (standard, near) {
                (Some(file), _) => format!("a standard ruleset has it: add `gunakan \"{file}\"`"),
                (None, Some(near)) => format!("did you mean `{near}`? the usual units are in `gunakan \"baku/satuan.takar\"`"),
                (None, None) => format!("declare it with `satuan {name}`, or add `gunakan \"baku/satuan.takar\"`"),
            });
        /// A scale, polarity or the like that has another kind than is due.
        214 Error WrongKind { name: String, expected: String, found: String }
            id: Told::new(format!("di sini diperlukan {expected}, sedangkan `{name}` adalah {found}")).help("periksa ejaannya, atau tulis nama lain"),
            en: Told::new(format!("{} is due here, but `{name}` is {}", in_english(expected), in_english(found))).help("check the spelling, or write another name");
        /// A file that cannot be read.
        215 Error FileUnreadable { path: String, reason: FileTrouble }
            id: Told::new(format!("berkas \"{path}\" tidak dapat dibaca: {}", reason.tell(Language::Indonesian))).help("jalur berkas dihitung dari folder berkas yang memuat `gunakan` ini"),
            en: Told::new(format!("the file \"{path}\" cannot be read: {}", reason.tell(Language::English))).help("paths are relative to the folder of the file that holds this `gunakan`");
        /// A path that leads out of the ruleset's folder.
        216 Error OutsideFolder { path: String }
            id: Told::new(format!("\"{path}\" menunjuk ke luar folder aturan")).help("taruh berkas itu di folder yang sama atau di bawahnya"),
            en: Told::new(format!("\"{path}\" leads out of the ruleset's folder")).help("put that file into the same folder or below it");
        /// Files that use each other.
        217 Error UseCycle { path: String }
            id: Told::new(format!("`gunakan` berputar: \"{path}\" pada akhirnya memakai berkas ini lagi")).help("pindahkan pernyataan yang dipakai bersama ke berkas tersendiri"),
            en: Told::new(format!("`gunakan` goes in a circle: \"{path}\" in the end uses this file again")).help("move what both need into a file of its own");
        /// A ruleset that is used without an alias.
        218 Error RulesetNeedsAlias { path: String }
            id: Told::new(format!("\"{path}\" punya `aturan` sendiri")).help(format!("tulis `gunakan \"{path}\" sebagai nama`, lalu baca isinya sebagai `nama.…`")),
            en: Told::new(format!("\"{path}\" has an `aturan` of its own")).help(format!("write `gunakan \"{path}\" sebagai name`, and read from it as `name.…`"));
        /// An alias for a file that is no ruleset.
        219 Error AliasNeedsRuleset { path: String }
            id: Told::new(format!("\"{path}\" tidak punya `aturan`, jadi tidak dapat dipakai `sebagai …`")).help(format!("tulis `gunakan \"{path}\"` saja")),
            en: Told::new(format!("\"{path}\" has no `aturan`, so it cannot be used `sebagai …`")).help(format!("write just `gunakan \"{path}\"`"));
        /// A standard ruleset that does not exist.
        220 Error UnknownStandard { path: String, near: Option<String> }
            id: Told::new(format!("tidak ada aturan baku \"{path}\"")).help(match near {
                Some(near) => format!("mungkin maksudnya \"{near}\"; daftarnya: takar baku"),
                None => "daftarnya: takar baku".to_owned(),
            }),
            en: Told::new(format!("there is no standard ruleset \"{path}\"")).help(match near {
                Some(near) => format!("did you mean \"{near}\"? the list: takar baku"),
                None => "the list: takar baku".to_owned(),
            });
        /// More than one header in a file.
        221 Error SecondHeader {}
            id: Told::new("satu berkas hanya boleh punya satu `aturan`").help("pindahkan yang kedua ke berkas tersendiri"),
            en: Told::new("a file can have one `aturan` only").help("move the second one to a file of its own");
        /// A declaration in a place where it cannot stand.
        222 Error Misplaced { word: String, place: String }
            id: Told::new(format!("`{word}` tidak dikenal di dalam {place}")).help("pindahkan ke blok yang tepat, atau hapus"),
            en: Told::new(format!("`{word}` means nothing inside {place}")).help("move it to the right block, or delete it");
        /// An attribute twice.
        223 Error AttributeTwice { word: String }
            id: Told::new(format!("`{word}` ditulis dua kali dalam blok ini")).help("hapus salah satunya"),
            en: Told::new(format!("`{word}` is written twice in this block")).help("delete one of them");
        /// A needed attribute that is not there.
        224 Error AttributeMissing { word: String, of: String }
            id: Told::new(format!("{of} belum punya `{word}`")).help(format!("tambahkan `{word} …`")),
            en: Told::new(format!("{of} has no `{word}` yet")).help(format!("add `{word} …`"));
        /// Formulas that need each other.
        225 Error FormulaCycle { path: String }
            id: Told::new(format!("rumus berputar: {path}")).help("tanda panah berarti \"membaca\"; ubah salah satu rumus sehingga tidak lagi membaca yang lain"),
            en: Told::new(format!("formulas go in a circle: {path}")).help("an arrow means \"reads\"; change one of the formulas so that it no longer reads the other");
        /// Too many files or rulesets.
        226 Error TooManyFiles { limit: usize }
            id: Told::new(format!("lebih dari {limit} berkas dipakai")).help("gabungkan berkas-berkas kecil"),
            en: Told::new(format!("more than {limit} files are used")).help("merge small files");
        /// A unit whose spelling another unit has.
        228 Error SpellingTaken { spelling: String, unit: String }
            id: Told::new(format!("ejaan \"{spelling}\" sudah dipakai satuan `{unit}`")).help("hapus ejaan itu dari salah satu satuan"),
            en: Told::new(format!("the spelling \"{spelling}\" belongs to the unit `{unit}` already")).help("delete it from one of them");
    }
}
