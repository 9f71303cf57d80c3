//! T07xx: files that cannot be read or written, and the command line.

use super::{Language, Told};
use std::io::{self, ErrorKind};

/// How the names of files in a format end.
fn ending_of(format: &str) -> &str {
    match format {
        "tabel" => ".txt",
        "csv" => ".csv",
        "json" => ".json",
        "jsonl" => ".jsonl",
        "xlsx" => ".xlsx",
        _ => ".parquet",
    }
}

messages! {
    /// T07xx: files that cannot be read or written, and the command line.
    FilesMessage {
        /// A file or folder cannot be read.
        701 Error CannotRead { path: String, why: FileTrouble }
            id: Told::new(format!("{path} tidak dapat dibaca: {}", why.tell(Language::Indonesian))).help(why.help(Language::Indonesian)),
            en: Told::new(format!("{path} cannot be read: {}", why.tell(Language::English))).help(why.help(Language::English));
        /// A file cannot be written.
        702 Error CannotWrite { path: String, why: FileTrouble }
            id: Told::new(format!("{path} tidak dapat ditulis: {}", why.tell_of_writing(Language::Indonesian))).help(why.help(Language::Indonesian)),
            en: Told::new(format!("{path} cannot be written: {}", why.tell_of_writing(Language::English))).help(why.help(Language::English));
        /// A folder is given as a ruleset and holds no `utama.takar`.
        703 Error NoMainFile { folder: String }
            id: Told::new(format!("folder {folder} tidak memuat utama.takar")).help("sebutkan berkas aturannya sendiri"),
            en: Told::new(format!("the folder {folder} holds no utama.takar")).help("name the ruleset's file itself");
        /// A ruleset without `aturan` cannot be evaluated.
        704 Error NoHeader { path: String }
            id: Told::new(format!("{path} tidak memuat `aturan`")).help("tambahkan kepala `aturan nama \"judul\" { … }`; tanpa itu berkas hanya dapat diperiksa dan diuji"),
            en: Told::new(format!("{path} has no `aturan` header")).help("add a header `aturan name \"title\" { … }`; without it a file can only be checked and tested");
        /// A folder holds no file that ends in `.takar`.
        705 Warning NothingHere { folder: String }
            id: Told::new(format!("tidak ada berkas .takar di {folder}")).help("periksa nama foldernya"),
            en: Told::new(format!("there is no .takar file in {folder}")).help("check the name of the folder");
        /// No such verb.
        711 Error UnknownVerb { word: String, nearest: Option<String> }
            id: Told::new(format!("perintah `{word}` tidak dikenal")).help(meant_id(nearest, "takar --help")),
            en: Told::new(format!("unknown verb `{word}`")).help(meant_en(nearest, "takar --help"));
        /// No such option of this verb.
        712 Error UnknownOption { word: String, nearest: Option<String> }
            id: Told::new(format!("opsi `{word}` tidak dikenal di sini")).help(meant_id(nearest, "--help")),
            en: Told::new(format!("unknown option `{word}` here")).help(meant_en(nearest, "--help"));
        /// Something that must be given is not: `ATURAN`, `PATH`.
        713 Error Missing { what: String }
            id: Told::new(format!("{what} belum disebutkan")).help("lihat `takar PERINTAH --help`"),
            en: Told::new(format!("{what} is missing")).help("see `takar VERB --help`");
        /// The verb is missing.
        714 Error NoVerb {}
            id: Told::new("perintah belum disebutkan").help("lihat `takar --help`"),
            en: Told::new("no verb is given").help("see `takar --help`");
        /// An option stands without its value.
        715 Error NoValue { option: String }
            id: Told::new(format!("`{option}` tidak diikuti nilainya")).help("lihat `takar PERINTAH --help`"),
            en: Told::new(format!("`{option}` stands without its value")).help("see `takar VERB --help`");
        /// An option has a value that it does not take.
        716 Error BadValue { option: String, value: String, takes: Vec<String> }
            id: Told::new(format!("`{value}` bukan nilai untuk `{option}`")).help(format!("yang diterima: {}", takes.join(", "))),
            en: Told::new(format!("`{value}` is not a value of `{option}`")).help(format!("it takes: {}", takes.join(", ")));
        /// A text that a person gives is not one line that can be seen.
        690 Error NotOneLine { option: String, empty: bool, limit: u64 }
            id: Told::new(if *empty { format!("`{option}` kosong") } else { format!("`{option}` bukan satu baris teks yang tampak") })
                .help(format!("tulis satu baris, tanpa pindah baris atau karakter tak terlihat, paling panjang {limit} byte")),
            en: Told::new(if *empty { format!("`{option}` is empty") } else { format!("`{option}` is not one line of text that can be seen") })
                .help(format!("write one line, without line breaks or invisible characters, of {limit} bytes at most"));
        /// The name of a file of results promises another format than the one that is asked for.
        688 Error FormatContradicts { path: String, ending: String, format: String, promised: String }
            id: Told::new(format!("hasil dengan `--format {format}` tidak ditulis ke {path}: akhiran `.{ending}` menjanjikan {promised}"))
                .help(format!("hapus `--format`, atau beri nama yang berakhir `{}`", ending_of(format))),
            en: Told::new(format!("results with `--format {format}` are not written to {path}: the ending `.{ending}` promises {promised}"))
                .help(format!("delete `--format`, or give a name that ends in `{}`", ending_of(format)));
        /// The name of a file of results ends in something that is none of the formats.
        689 Error FormatUnknown { path: String, ending: String }
            id: Told::new(format!("takar tidak menulis hasil sebagai `.{ending}` ({path})"))
                .help("beri nama yang berakhir .csv, .json, .jsonl, .xlsx, .parquet, atau .txt; bentuk lain: sebutkan `--format`"),
            en: Told::new(format!("takar does not write results as `.{ending}` ({path})"))
                .help("give a name that ends in .csv, .json, .jsonl, .xlsx, .parquet or .txt; otherwise name the `--format`");
        /// More words than the verb takes.
        717 Error TooMany { word: String }
            id: Told::new(format!("`{word}` tidak punya tempat di sini")).help("data disebutkan dengan `--data BERKAS`; nama yang memuat spasi diapit tanda kutip"),
            en: Told::new(format!("there is no place for `{word}` here")).help("data is named with `--data FILE`; a name with blanks in it stands in quotes");
        /// An option that may be given once is given twice.
        718 Error Twice { option: String }
            id: Told::new(format!("`{option}` disebutkan dua kali")).help("hapus salah satunya"),
            en: Told::new(format!("`{option}` is given twice")).help("delete one of them");
        /// `--kolom` names a column that does not exist.
        721 Error UnknownColumn { column: String, nearest: Option<String> }
            id: Told::new(format!("tidak ada kolom `{column}`")).help(meant_id(nearest, "takar hitung --help")),
            en: Told::new(format!("there is no column `{column}`")).help(meant_en(nearest, "takar hitung --help"));
        /// `--kolom` with a format that has no columns.
        722 Error NoColumns { format: String }
            id: Told::new(format!("`--kolom` tidak berlaku untuk format {format}")).help("hapus `--kolom`, atau pakai `--format csv` atau `--format tabel`"),
            en: Told::new(format!("`--kolom` does not apply to the format {format}")).help("delete `--kolom`, or use `--format csv` or `--format tabel`");
        /// A code that is asked for does not exist.
        723 Error UnknownCode { code: String, nearest: Option<String> }
            id: Told::new(format!("kode `{code}` tidak ada dalam aturan ini")).help(match nearest {
                Some(nearest) => format!("maksudnya `{nearest}`?"),
                None => "tulis kode persis seperti dalam aturan; huruf besar dan kecil dibedakan".to_owned(),
            }),
            en: Told::new(format!("there is no code `{code}` in this ruleset")).help(match nearest {
                Some(nearest) => format!("is `{nearest}` meant?"),
                None => "write the code exactly as in the ruleset; upper and lower case differ".to_owned(),
            });
        /// A unit that is asked for is not in the data.
        724 Error UnknownUnit { unit: String, nearest: Option<String> }
            id: Told::new(format!("unit `{unit}` tidak ada dalam data")).help(match nearest {
                Some(nearest) => format!("maksudnya `{nearest}`?"),
                None => "tulis unit seperti dalam kolom `unit`".to_owned(),
            }),
            en: Told::new(format!("there is no unit `{unit}` in the data")).help(match nearest {
                Some(nearest) => format!("is `{nearest}` meant?"),
                None => "write the unit as in the column `unit`".to_owned(),
            });
        /// `--data p=FILE` for a `p` that the ruleset does not use.
        728 Error UnknownAlias { alias: String, known: Vec<String> }
            id: Told::new(format!("aturan ini tidak memakai apa pun `sebagai {alias}`")).help(if known.is_empty() {
                "tulis `--data BERKAS`; untuk berkas yang namanya memuat `=` tulis `--data ./BERKAS`".to_owned()
            } else {
                format!("yang ada: {}", known.join(", "))
            }),
            en: Told::new(format!("this ruleset uses nothing `sebagai {alias}`")).help(if known.is_empty() {
                "write `--data FILE`; for a file with `=` in its name write `--data ./FILE`".to_owned()
            } else {
                format!("there are: {}", known.join(", "))
            });
        /// Standard input is asked for twice.
        729 Error InputTwice {}
            id: Told::new("`-` (masukan standar) hanya dapat dibaca sekali").help("sebutkan berkas untuk yang lain"),
            en: Told::new("`-` (standard input) can be read only once").help("name a file for the others");
        /// No such standard ruleset.
        730 Error UnknownStandard { name: String, nearest: Option<String> }
            id: Told::new(format!("tidak ada aturan baku `{name}`")).help(meant_id(nearest, "takar baku")),
            en: Told::new(format!("there is no standard ruleset `{name}`")).help(meant_en(nearest, "takar baku"));
        /// No such message code.
        731 Error UnknownMessage { code: String }
            id: Told::new(format!("tidak ada pesan berkode `{code}`")).help("kode ditulis seperti T0312; `takar galat` tanpa kode menampilkan semuanya"),
            en: Told::new(format!("there is no message with the code `{code}`")).help("codes are written like T0312; `takar galat` without a code lists them all");
        /// A layout that would not say the same as the file: a mistake of this program, found before anything is written.
        740 Error LayoutChanges {}
            id: Told::new("berkas ini tidak disusun, sebab susunannya akan mengubah artinya").help("berkasnya tidak disentuh; ini kesalahan takar, laporkan bersama berkasnya"),
            en: Told::new("this file is not laid out, for the layout would change what it says").help("the file was not touched; this is a mistake of takar, report it with the file");
        /// `bandingkan` with one ruleset and no amendment.
        741 Error NothingToCompare {}
            id: Told::new("tidak ada yang dibandingkan: hanya satu aturan disebutkan").help("tulis `takar bandingkan LAMA BARU`, atau `takar bandingkan LAMA --perubahan BERKAS`"),
            en: Told::new("there is nothing to compare: only one ruleset is named").help("write `takar bandingkan OLD NEW`, or `takar bandingkan OLD --perubahan FILE`");
        /// `bandingkan --data` of rulesets whose periods are not as long as each other.
        742 Error OtherPeriods { old: String, new: String }
            id: Told::new(format!("hasilnya tidak dapat dibandingkan: aturan lama berperiode {old}, aturan baru {new}")).help("bandingkan tanpa `--data` untuk melihat perubahan aturannya"),
            en: Told::new(format!("the results cannot be compared: the periods of the old ruleset are {old}, those of the new one {new}")).help("compare without `--data` to see how the rules differ");
        /// The rows of a unit do not stand together, so that all data has to be held in memory.
        775 Advice DataHeld { megabytes: Option<u64> }
            id: Told::new(format!("baris data tidak tersusun menurut unit, sehingga semuanya dimuat ke memori{}", megabytes.map_or_else(String::new, |size| format!(" ({size} MiB)")))).help("urutkan baris menurut kolom `unit`; dengan itu pemakaian memori tetap kecil, berapa pun datanya"),
            en: Told::new(format!("the rows of the data are not grouped by unit, so that all of them are held in memory{}", megabytes.map_or_else(String::new, |size| format!(" ({size} MiB)")))).help("sort the rows by the column `unit`; then little memory is needed, however much data there is");
        /// A result would replace a file that is read.
        770 Error WouldReplaceInput { path: String, input: String }
            id: Told::new(if path == input { format!("{path} tidak ditulis: berkas itu sedang dibaca sebagai masukan") } else { format!("{path} tidak ditulis: itu berkas {input}, yang dibaca sebagai masukan") }).help("sebutkan nama berkas lain"),
            en: Told::new(if path == input { format!("{path} is not written: that file is read as input") } else { format!("{path} is not written: it is the file {input}, which is read as input") }).help("name another file");
        /// A folder given as data holds no data file.
        780 Error NoDataHere { folder: String }
            id: Told::new(format!("folder {folder} tidak memuat berkas data")).help("data dikenali dari akhiran namanya: .csv, .tsv, .txt, .json, .jsonl, .xlsx, .parquet, juga .csv.gz dan .csv.zst"),
            en: Told::new(format!("the folder {folder} holds no data file")).help("data is known by how its name ends: .csv, .tsv, .txt, .json, .jsonl, .xlsx, .parquet, also .csv.gz and .csv.zst");
        /// A data file that changed while it was read.
        781 Error InputChanged { path: String }
            id: Told::new(format!("{path} berubah selagi dibaca, jadi tidak ada hasil yang ditulis")).help("tunggu sampai berkas itu selesai disimpan, lalu jalankan lagi"),
            en: Told::new(format!("{path} changed while it was read, so no results are written")).help("wait until that file has been saved, then run the command again");
        /// Results and errors would go to one file.
        783 Error SameFile { path: String }
            id: Told::new(format!("hasil dan daftar galat tidak dapat ditulis ke berkas yang sama, {path}")).help("sebutkan nama lain sesudah `--galat-ke`"),
            en: Told::new(format!("results and errors cannot be written to the same file, {path}")).help("give another name after `--galat-ke`");
        /// A format that is written to a file only.
        784 Error NeedsFile { format: String }
            id: Told::new(format!("format {format} tidak untuk dibaca di layar")).help(format!("tambahkan `--keluaran hasil.{format}`")),
            en: Told::new(format!("the format {format} is not for reading on a screen")).help(format!("add `--keluaran results.{format}`"));
        /// `--ringkasan` with a format that it does not have.
        785 Error NoSummaryAs { format: String }
            id: Told::new(format!("`--ringkasan` tidak ada dalam format {format}")).help("pakai `--format tabel`, `json`, atau `csv`"),
            en: Told::new(format!("`--ringkasan` does not come as {format}")).help("use `--format tabel`, `json` or `csv`");
        /// More data files than can be told apart.
        782 Error TooManyFiles { count: u64, limit: u64 }
            id: Told::new(format!("{count} berkas data, lebih dari {limit}")).help("gabungkan sebagian berkas itu"),
            en: Told::new(format!("{count} data files, more than {limit}")).help("join some of them");
        /// A data file that is named twice.
        790 Error DataTwice { path: String, first: String }
            id: Told::new(if path == first { format!("{path} disebut dua kali sebagai data") } else { format!("{path} disebut sebagai data, padahal itu {first}, yang sudah disebut") }).help("sebutkan setiap berkas sekali saja; folder sudah memuat semua berkas di dalamnya"),
            en: Told::new(if path == first { format!("{path} is named twice as data") } else { format!("{path} is named as data, but it is {first}, which is named already") }).help("name each file once; a folder stands for all files in it");
        /// A result that will be one of the data files of the next run.
        791 Warning ResultAmongData { path: String }
            id: Told::new(format!("{path} ada di folder data, sehingga lain kali dibaca sebagai data")).help("sesudah `--keluaran`, sebutkan berkas di folder lain"),
            en: Told::new(format!("{path} is in a folder of data, so that it is read as data next time")).help("name a file in another folder after `--keluaran`");
    }
}

/// Is this what was meant, and where to look.
fn meant_id(nearest: &Option<String>, command: &str) -> String {
    match nearest {
        Some(nearest) => format!("maksudnya `{nearest}`? Lihat `{command}`"),
        None => format!("lihat `{command}`"),
    }
}

/// The same in English.
fn meant_en(nearest: &Option<String>, command: &str) -> String {
    match nearest {
        Some(nearest) => format!("is `{nearest}` meant? See `{command}`"),
        None => format!("see `{command}`"),
    }
}

/// Why the content of a packed file cannot be had; what an [`io::Error`] of reading it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unpacking {
    /// It is damaged or cut off.
    Damaged,
    /// It unpacks to far more than a table would.
    TooMuch,
}

impl std::fmt::Display for Unpacking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Damaged => "the packed file is damaged",
            Self::TooMuch => "the packed file unpacks to too much",
        })
    }
}

impl std::error::Error for Unpacking {}

/// Why a file cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileTrouble {
    /// It does not exist.
    Absent,
    /// The system does not allow it.
    Forbidden,
    /// It is a folder.
    Folder,
    /// A part of its path is a file.
    NotFolder,
    /// It is not text in UTF-8; the place of the first byte that is not, from 1, where it is known.
    NotText(Option<usize>),
    /// It is larger than a ruleset can be; the limit in bytes.
    TooLarge(u64),
    /// With it the ruleset would be larger than one can be.
    NoRoom,
    /// The device is full, or the user's share of it.
    Full,
    /// The device can only be read.
    ReadOnly,
    /// Another program uses it.
    Busy,
    /// Links lead back to themselves.
    Links,
    /// Its name is too long, or holds characters that names cannot hold.
    BadName,
    /// The network or device did not answer.
    NoAnswer,
    /// The machine has no memory left.
    NoMemory,
    /// It ends in the middle.
    Broken,
    /// What it holds cannot be unpacked.
    Packed(Unpacking),
    /// What the operating system says, in its own words.
    Other(String),
}

impl FileTrouble {
    /// What an error of the system means.
    pub fn of(error: &io::Error) -> Self {
        if let Some(unpacking) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
            return Self::Packed(*unpacking);
        }
        match error.kind() {
            ErrorKind::NotFound => Self::Absent,
            ErrorKind::PermissionDenied => Self::Forbidden,
            ErrorKind::IsADirectory => Self::Folder,
            ErrorKind::NotADirectory => Self::NotFolder,
            ErrorKind::InvalidData => Self::NotText(None),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Self::Full,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy | ErrorKind::WouldBlock => Self::Busy,
            ErrorKind::InvalidFilename | ErrorKind::InvalidInput => Self::BadName,
            ErrorKind::TimedOut
            | ErrorKind::StaleNetworkFileHandle
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::NotConnected => Self::NoAnswer,
            ErrorKind::OutOfMemory => Self::NoMemory,
            ErrorKind::UnexpectedEof | ErrorKind::BrokenPipe | ErrorKind::WriteZero => Self::Broken,
            // The kind of a circle of links has no stable name yet.
            kind if format!("{kind:?}") == "FilesystemLoop" => Self::Links,
            _ => Self::Other(error.to_string()),
        }
    }

    /// The reason, as the end of a sentence.
    pub fn tell(&self, language: Language) -> String {
        let text = match self {
            Self::Absent => language.pick("tidak ditemukan", "it does not exist"),
            Self::Forbidden => language.pick("tidak diizinkan oleh sistem", "the system does not allow it"),
            Self::Folder => language.pick("ini folder, bukan berkas", "it is a folder, not a file"),
            Self::NotFolder => language
                .pick("salah satu bagian jalurnya berkas, bukan folder", "a part of its path is a file, not a folder"),
            Self::NotText(None) => language.pick("isinya bukan teks UTF-8", "its content is not UTF-8 text"),
            Self::NotText(Some(byte)) => {
                return language.pick(
                    format!("isinya bukan teks UTF-8 (byte ke-{byte})"),
                    format!("its content is not UTF-8 text (byte {byte})"),
                );
            }
            Self::TooLarge(limit) => {
                let mib = limit / (1 << 20);
                return language.pick(format!("lebih besar dari {mib} MiB"), format!("it is larger than {mib} MiB"));
            }
            Self::NoRoom => language.pick("terlalu besar untuk sebuah aturan", "it is too large for a ruleset"),
            Self::Full => language.pick("tempat penyimpanannya penuh", "the device is full"),
            Self::ReadOnly => language.pick("tempat penyimpanannya hanya dapat dibaca", "the device can only be read"),
            Self::Busy => language.pick("sedang dipakai program lain", "another program is using it"),
            Self::Links => {
                language.pick("tautannya berputar kembali ke dirinya sendiri", "its links lead back to themselves")
            }
            Self::BadName => language.pick(
                "namanya terlalu panjang atau memuat karakter yang tidak diterima sistem",
                "its name is too long or holds characters that the system does not take",
            ),
            Self::NoAnswer => {
                language.pick("jaringan atau perangkatnya tidak menjawab", "the network or device does not answer")
            }
            Self::NoMemory => language.pick("memori komputer tidak cukup", "the computer has not enough memory"),
            Self::Broken => language.pick("alirannya terputus di tengah", "it breaks off in the middle"),
            Self::Packed(Unpacking::Damaged) => {
                language.pick("isi kempaannya rusak atau terpotong", "what is packed in it is damaged or cut off")
            }
            Self::Packed(Unpacking::TooMuch) => language.pick(
                "isi kempaannya mengembang jauh lebih besar daripada sebuah tabel",
                "what is packed in it unpacks to far more than a table would",
            ),
            // Not ours to translate: said to be the system's words.
            Self::Other(words) => {
                return language.pick(
                    format!("sistem operasi melaporkan \"{words}\""),
                    format!("the operating system reports \"{words}\""),
                );
            }
        };
        text.to_owned()
    }

    /// The same where something is to be written: what is absent is the folder.
    fn tell_of_writing(&self, language: Language) -> String {
        match self {
            Self::Absent => language.pick("foldernya tidak ditemukan", "its folder does not exist").into(),
            _ => self.tell(language),
        }
    }

    pub(super) fn help(&self, language: Language) -> &'static str {
        match self {
            Self::Absent | Self::NotFolder => language.pick(
                "periksa ejaan nama dan foldernya; jalur dihitung dari folder tempat perintah dijalankan",
                "check the spelling of the name and its folder; paths start at the folder in which the command is run",
            ),
            Self::Forbidden | Self::Busy => language.pick(
                "periksa izin berkas dan foldernya, atau apakah berkas sedang dibuka program lain",
                "check the permissions of the file and its folder, or whether another program has it open",
            ),
            Self::Folder => language.pick("tulis nama berkas di dalamnya", "name a file inside it"),
            Self::NotText(_) => language.pick(
                "simpan ulang berkas itu sebagai teks biasa dengan pengodean UTF-8",
                "save the file again as plain text in UTF-8",
            ),
            Self::TooLarge(_) | Self::NoRoom => language.pick(
                "pastikan ini berkas aturan; data dibaca dengan --data",
                "make sure that this is a ruleset; data is read with --data",
            ),
            Self::Full => language.pick(
                "kosongkan sebagian tempat penyimpanan itu, atau tulis ke tempat lain",
                "free some room on it, or write to another place",
            ),
            Self::ReadOnly => language.pick("tulis ke folder lain", "write to another folder"),
            Self::Links => language.pick("sebutkan berkas aslinya", "name the file itself"),
            Self::BadName => language.pick("pakai nama lain", "use another name"),
            Self::Packed(Unpacking::Damaged) => language.pick(
                "salin atau kempakan lagi berkas aslinya (gzip, zstd)",
                "copy or pack the original file again (gzip, zstd)",
            ),
            Self::Packed(Unpacking::TooMuch) => language.pick(
                "periksa asal berkas ini; bila memang tabel, buka kempaannya lalu sebutkan berkas yang terbuka",
                "check where this file comes from; if it is a table, unpack it and name the unpacked file",
            ),
            Self::NoAnswer | Self::NoMemory | Self::Broken | Self::Other(_) => language.pick(
                "periksa apakah berkas dan perangkat penyimpanannya dapat dipakai",
                "check that the file and the device it lies on can be used",
            ),
        }
    }
}
