//! T095x to T097x: published figures, and periods that are closed.

use super::files::FileTrouble;
use super::{Language, Told};

messages! {
    /// T095x to T097x: published figures, and periods that are closed.
    ClosingMessage {
        /// There is nothing to reconcile.
        950 Warning NothingPublished {}
            id: Told::new("data ini tidak memuat angka yang dilaporkan").help("tulis angka laporan dalam kolom `capaian_lapor` dan `kategori_lapor`"),
            en: Told::new("this data holds no published figures").help("write the figures of the report into the columns `capaian_lapor` and `kategori_lapor`");
        /// The folder after `--keluaran` is there already.
        951 Error FolderExists { folder: String }
            id: Told::new(format!("{folder} sudah ada; yang sudah ditutup tidak pernah ditimpa")).help("sebutkan nama folder yang belum ada sesudah `--keluaran`"),
            en: Told::new(format!("{folder} exists; what has been closed is never overwritten")).help("give the name of a folder that does not exist after `--keluaran`");
        /// Something without a file is to be closed.
        952 Error NothingToKeep {}
            id: Told::new("masukan standar (`-`) tidak dapat ditutup, sebab tidak ada berkas yang disimpan").help("simpan dahulu ke sebuah berkas, lalu sebutkan berkas itu"),
            en: Told::new("standard input (`-`) cannot be closed, for there is no file to keep").help("save it to a file first, and name that file");
        /// A file has a name that the folder cannot keep.
        953 Error NameNotKept { path: String }
            id: Told::new(format!("nama {path} tidak dapat disimpan apa adanya")).help("ganti namanya: huruf biasa, angka, `-`, `_`, titik; tanpa `\\` dan tanda kendali"),
            en: Told::new(format!("the name {path} cannot be kept as it is")).help("rename it: plain letters, digits, `-`, `_`, dots; without `\\` and control characters");
        /// A folder is no closed period.
        954 Error NoManifest { path: String, why: ManifestTrouble }
            id: Told::new(format!("{path} bukan manifes sebuah penutupan: {}", why.tell(Language::Indonesian))).help("sebutkan folder yang dibuat oleh `takar tutup` atau `takar koreksi`"),
            en: Told::new(format!("{path} is no manifest of a closed period: {}", why.tell(Language::English))).help("name a folder that `takar tutup` or `takar koreksi` has made");
        /// The manifest is not in its one form.
        955 Error NotCanonical { path: String, byte: usize }
            id: Told::new(format!("{path} tidak dalam bentuk bakunya, mulai byte ke-{byte}: pernah disunting atau disusun ulang")).help("ambil kembali berkas aslinya; sebuah manifes tidak pernah disunting"),
            en: Told::new(format!("{path} is not in its canonical form from byte {byte} on: it has been edited or laid out anew")).help("fetch the original file; a manifest is never edited");
        /// A path in the manifest leads out of the folder, or is none.
        956 Error ManifestPath { path: String }
            id: Told::new(format!("manifes menyebut jalur \"{path}\", yang bukan jalur berkas di dalam folder ini")).help("jangan percayai folder ini: manifesnya tidak dibuat oleh takar"),
            en: Told::new(format!("the manifest names the path \"{path}\", which is no path of a file inside this folder")).help("do not trust this folder: its manifest was not made by takar");
        /// The manifest has a form that this program does not know.
        957 Error FormatUnknown { found: u64, known: u64 }
            id: Told::new(format!("manifes ini berformat {found}; program ini mengenal format {known}")).help("pakai takar versi yang lebih baru"),
            en: Told::new(format!("this manifest is of format {found}; this program knows format {known}")).help("use a later version of takar");
        /// A file is not what was closed.
        960 Error FileChanged { path: String, size: u64, closed: u64 }
            id: Told::new(format!("{path} berubah sejak ditutup")).maybe_help((size != closed).then(|| format!("besarnya {size} byte, ketika ditutup {closed} byte"))),
            en: Told::new(format!("{path} has changed since it was closed")).maybe_help((size != closed).then(|| format!("its size is {size} bytes, and was {closed} bytes when closed")));
        /// A file is gone.
        961 Error FileMissing { path: String, alike: Option<String> }
            id: Told::new(format!("{path} tidak ada lagi")).maybe_help(alike.as_ref().map(|alike| format!("yang ada {alike}; huruf besar dan kecil dibedakan"))),
            en: Told::new(format!("{path} is gone")).maybe_help(alike.as_ref().map(|alike| format!("there is {alike}; upper and lower case differ")));
        /// Something was added.
        962 Error FileAdded { path: String, what: Added }
            id: Told::new(format!("{path} tidak termasuk yang ditutup ({})", what.tell(Language::Indonesian))),
            en: Told::new(format!("{path} is not part of what was closed ({})", what.tell(Language::English)));
        /// A file that cannot be read, so that nothing can be said of it.
        963 Error FileUnreadable { path: String, why: FileTrouble }
            id: Told::new(format!("{path} tidak dapat diperiksa: {}", why.tell(Language::Indonesian))).help(why.help(Language::Indonesian)),
            en: Told::new(format!("{path} cannot be checked: {}", why.tell(Language::English))).help(why.help(Language::English));
        /// A result is not what the rules and the data give.
        964 Error ResultDiffers { path: String, line: u64, closed: String, now: String }
            id: Told::new(format!("{path} bukan hasil aturan dan data ini, mulai baris {line}")).help(format!("tertulis: {closed}; hasil hitung ulang: {now}")),
            en: Told::new(format!("{path} is not what these rules and data give, from line {line} on")).help(format!("written: {closed}; computed anew: {now}"));
        /// The manifest says something else than follows from the folder.
        965 Error ManifestDiffers { field: String, closed: String, now: String }
            id: Told::new(format!("manifes tidak sama dengan isi folder: `{field}`")).help(format!("tertulis: {closed}; seharusnya: {now}")),
            en: Told::new(format!("the manifest is not what follows from the folder: `{field}`")).help(format!("written: {closed}; due: {now}"));
        /// The results were computed by earlier semantics, and are not reproduced.
        966 Error SemanticsChanged { closed: u64, now: u64, version: String, changes: Vec<String> }
            id: Told::new(format!("ditutup dengan semantik {closed} (takar {version}), dihitung ulang dengan semantik {now}; yang berubah sejak itu: {}", changes.join("; "))).help(format!("takar {version} menghitungnya seperti ketika ditutup")),
            en: Told::new(format!("closed under semantics {closed} (takar {version}), computed anew under semantics {now}; changed since: {}", changes.join("; "))).help(format!("takar {version} computes it as it was closed"));
        /// The results were computed by later semantics.
        967 Error SemanticsUnknown { closed: u64, now: u64, version: String }
            id: Told::new(format!("ditutup dengan semantik {closed} (takar {version}); program ini baru mengenal semantik {now}, jadi hasilnya tidak dihitung ulang")).help(format!("pakai takar {version} atau yang lebih baru")),
            en: Told::new(format!("closed under semantics {closed} (takar {version}); this program knows semantics {now}, so the results have not been computed anew")).help(format!("use takar {version} or later"));
        /// What the results follow from is not whole, so that they are not computed.
        968 Warning NotRecomputed { folder: String }
            id: Told::new(format!("hasil dalam {folder} tidak dihitung ulang, sebab manifes, aturan, data, atau yang dikoreksinya tidak utuh")),
            en: Told::new(format!("the results in {folder} have not been computed anew, for the manifest, rules, data or what they correct are not whole"));
        /// A correction does not stand on the closed period that it names.
        969 Error ChainBroken { folder: String }
            id: Told::new(format!("{folder} bukan penutupan yang dikoreksi: sidik manifesnya lain")).help("ambil kembali salinan aslinya"),
            en: Told::new(format!("{folder} is not the closed period that is corrected: its manifest has another hash")).help("fetch the original copy");
        /// A correction is asked for on something that is not whole.
        970 Error NotWhole { folder: String }
            id: Told::new(format!("{folder} tidak utuh, jadi tidak dikoreksi")).help(format!("lihat `takar verifikasi {folder}`")),
            en: Told::new(format!("{folder} is not whole, and so is not corrected")).help(format!("see `takar verifikasi {folder}`"));
        /// A correction that corrects nothing.
        971 Error NothingCorrected {}
            id: Told::new("data ini sama dengan yang sudah ditutup, jadi tidak ada yang dikoreksi").help("sebutkan data yang sudah diperbaiki, seluruhnya, sesudah `--data`"),
            en: Told::new("this data is what has been closed, so there is nothing to correct").help("name the corrected data, all of it, after `--data`");
        /// Rules, data or results are more than a manifest holds.
        972 Error TooManyFiles { limit: usize }
            id: Told::new(format!("lebih dari {limit} berkas tidak dapat ditutup bersama")).help("gabungkan datanya ke dalam lebih sedikit berkas"),
            en: Told::new(format!("more than {limit} files cannot be closed together")).help("put the data into fewer files");
        /// `--sidik`: the manifest is another one.
        973 Error HashDiffers { due: String, found: String }
            id: Told::new(format!("sidik manifesnya {found}, bukan {due}")).help("manifes ini bukan yang sidiknya dicatat: folder ini lain, atau manifesnya diganti"),
            en: Told::new(format!("the hash of its manifest is {found}, not {due}")).help("this is not the manifest whose hash was noted: another folder, or another manifest in it");
        /// What is closed would lie inside what has been closed.
        974 Error InsideClosed { target: String, folder: String }
            id: Told::new(format!("{target} akan berada di dalam {folder}, yang sudah ditutup dan tidak boleh ditambahi apa pun")).help("sebutkan folder di luarnya sesudah `--keluaran`, misalnya di sebelahnya"),
            en: Told::new(format!("{target} would lie inside {folder}, which has been closed and to which nothing may be added")).help("name a folder outside of it after `--keluaran`, for instance beside it");
        /// The rules and data of a folder give no results.
        975 Error NotComputable { folder: String }
            id: Told::new(format!("hasil dalam {folder} tidak dapat dihitung ulang dari aturan dan data di dalamnya")).help("folder ini bukan seperti ketika ditutup; ambil kembali salinan aslinya"),
            en: Told::new(format!("the results in {folder} cannot be computed anew from the rules and data in it")).help("this folder is not what was closed; fetch the original copy");
        /// Something else stands in the place of a file.
        976 Error FileReplaced { path: String, what: Added }
            id: Told::new(format!("{path} bukan lagi berkas biasa ({})", what.tell(Language::Indonesian))).help("ambil kembali berkas aslinya; tautan tidak diikuti"),
            en: Told::new(format!("{path} is no regular file any more ({})", what.tell(Language::English))).help("fetch the original file; links are not followed");
        /// A correction is older than what it corrects.
        977 Error CorrectionTooEarly { on: String, closed: String, folder: String }
            id: Told::new(format!("koreksi pada {on} lebih awal daripada {folder}, yang ditutup pada {closed}")).help("sebutkan hari koreksi ini ditutup sesudah `--pada`"),
            en: Told::new(format!("a correction on {on} is earlier than {folder}, which was closed on {closed}")).help("give the day on which this correction is closed after `--pada`");
    }
}

/// Why a file is no manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManifestTrouble {
    /// It cannot be read.
    File(FileTrouble),
    /// It is larger than any manifest.
    TooLarge,
    /// It is no JSON.
    NotJson,
    /// A field is missing or of another kind.
    Field(String),
}

impl ManifestTrouble {
    fn tell(&self, language: Language) -> String {
        match self {
            Self::File(trouble) => trouble.tell(language),
            Self::TooLarge => language.pick("terlalu besar", "it is too large").to_owned(),
            Self::NotJson => language.pick("bukan JSON", "it is no JSON").to_owned(),
            Self::Field(field) => language
                .pick(format!("`{field}` tidak ada atau tidak sah"), format!("`{field}` is missing or not valid")),
        }
    }
}

/// What was added to a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A link.
    Link,
    /// A device, pipe or the like.
    Other,
}

impl Added {
    fn tell(self, language: Language) -> &'static str {
        match self {
            Self::File => language.pick("berkas", "a file"),
            Self::Folder => language.pick("folder", "a folder"),
            Self::Link => language.pick("tautan", "a link"),
            Self::Other => language.pick("bukan berkas biasa", "no regular file"),
        }
    }
}
