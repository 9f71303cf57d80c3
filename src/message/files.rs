//! T07xx: files that cannot be read or written, and the command line.

use super::{Language, Told};
use crate::diagnostic::{Code, Severity};

/// Messages of T07xx.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilesMessage {
    /// A file or folder cannot be read.
    CannotRead {
        /// The path as the user wrote it.
        path: String,
        /// Why.
        why: FileTrouble,
    },
    /// A file cannot be written.
    CannotWrite {
        /// The path as the user wrote it.
        path: String,
        /// Why.
        why: FileTrouble,
    },
    /// A folder is given as a ruleset and holds no `utama.takar`.
    NoMainFile {
        /// The folder.
        folder: String,
    },
    /// A ruleset without `aturan` cannot be evaluated.
    NoHeader {
        /// The file.
        path: String,
    },
    /// A folder holds no file that ends in `.takar`.
    NothingHere {
        /// The folder.
        folder: String,
    },
    /// No such verb.
    UnknownVerb {
        /// What stands there.
        word: String,
        /// The nearest verb.
        nearest: Option<String>,
    },
    /// No such option of this verb.
    UnknownOption {
        /// What stands there.
        word: String,
        /// The nearest option.
        nearest: Option<String>,
    },
    /// Something that must be given is not.
    Missing {
        /// What: `ATURAN`, `PATH`.
        what: String,
    },
    /// A verb is missing.
    NoVerb,
    /// An option stands without its value.
    NoValue {
        /// The option.
        option: String,
    },
    /// An option has a value that it does not take.
    BadValue {
        /// The option.
        option: String,
        /// What stands there.
        value: String,
        /// What it takes.
        takes: Vec<String>,
    },
    /// More words than the verb takes.
    TooMany {
        /// The first word too many.
        word: String,
    },
    /// An option that may be given once is given twice.
    Twice {
        /// The option.
        option: String,
    },
    /// `--kolom` names a column that does not exist.
    UnknownColumn {
        /// The word.
        column: String,
        /// The nearest column.
        nearest: Option<String>,
    },
    /// `--kolom` with a format that has no columns.
    NoColumns {
        /// The format.
        format: String,
    },
    /// A code that is asked for does not exist.
    UnknownCode {
        /// The code.
        code: String,
        /// The nearest code.
        nearest: Option<String>,
    },
    /// A unit that is asked for is not in the data.
    UnknownUnit {
        /// The unit.
        unit: String,
        /// The nearest unit.
        nearest: Option<String>,
    },
    /// The ruleset does not hold in the period that is asked for.
    PeriodNotCovered {
        /// The period.
        period: String,
        /// The header's validity, as it would be written.
        validity: String,
    },
    /// The period that is asked for has another length than the ruleset's.
    PeriodLength {
        /// The period.
        period: String,
        /// `tahunan`
        granularity: String,
        /// A period of the right length.
        example: String,
    },
    /// No period is given, and the ruleset allows several.
    NoPeriod {
        /// A period of the right length.
        example: String,
    },
    /// `--data p=FILE` for a `p` that the ruleset does not use.
    UnknownAlias {
        /// The alias.
        alias: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// Standard input is asked for twice.
    InputTwice,
    /// No such standard ruleset.
    UnknownStandard {
        /// The name.
        name: String,
        /// The nearest name.
        nearest: Option<String>,
    },
    /// No such message code.
    UnknownMessage {
        /// The code.
        code: String,
    },
}

/// Why a file cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileTrouble {
    /// It does not exist.
    Absent,
    /// The system does not allow it.
    Forbidden,
    /// It is a folder.
    Folder,
    /// It is not text in UTF-8.
    NotText,
    /// It is larger than a ruleset can be; the limit in bytes.
    TooLarge(u64),
    /// What the operating system says.
    Other(String),
}

impl FileTrouble {
    /// What an error of the system means.
    pub fn of(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Absent,
            std::io::ErrorKind::PermissionDenied => Self::Forbidden,
            std::io::ErrorKind::IsADirectory => Self::Folder,
            std::io::ErrorKind::InvalidData => Self::NotText,
            _ => Self::Other(error.to_string()),
        }
    }

    /// The reason, as the end of a sentence.
    pub fn tell(&self, language: Language) -> String {
        match self {
            Self::Absent => language.pick("tidak ada", "it does not exist").into(),
            Self::Forbidden => language.pick("tidak diizinkan oleh sistem", "the system does not allow it").into(),
            Self::Folder => language.pick("ini folder, bukan berkas", "it is a folder, not a file").into(),
            Self::NotText => language.pick("isinya bukan teks UTF-8", "its content is not UTF-8 text").into(),
            Self::TooLarge(limit) => {
                let mib = limit / (1 << 20);
                language.pick(format!("lebih besar dari {mib} MiB"), format!("it is larger than {mib} MiB"))
            }
            Self::Other(text) => text.clone(),
        }
    }

    fn help(&self, language: Language) -> &'static str {
        match self {
            Self::Absent => language.pick(
                "periksa ejaan nama dan foldernya; path dihitung dari folder tempat perintah dijalankan",
                "check the spelling of the name and its folder; paths start at the folder in which the command is run",
            ),
            Self::Forbidden => language.pick(
                "periksa izin berkas dan foldernya, atau apakah berkas sedang dibuka program lain",
                "check the permissions of the file and its folder, or whether another program has it open",
            ),
            Self::Folder => language.pick("tulis nama berkas di dalamnya", "name a file inside it"),
            Self::NotText => language.pick(
                "simpan ulang berkas itu sebagai teks biasa dengan pengodean UTF-8",
                "save the file again as plain text in UTF-8",
            ),
            Self::TooLarge(_) => language.pick(
                "pastikan ini berkas aturan; data dibaca dengan --data",
                "make sure that this is a ruleset; data is read with --data",
            ),
            Self::Other(_) => language.pick(
                "periksa apakah berkas dan perangkat penyimpanannya dapat dipakai",
                "check that the file and the device it lies on can be used",
            ),
        }
    }
}

impl FilesMessage {
    /// The code.
    pub fn code(&self) -> Code {
        Code(match self {
            Self::CannotRead { .. } => 701,
            Self::CannotWrite { .. } => 702,
            Self::NoMainFile { .. } => 703,
            Self::NoHeader { .. } => 704,
            Self::NothingHere { .. } => 705,
            Self::UnknownVerb { .. } => 711,
            Self::UnknownOption { .. } => 712,
            Self::Missing { .. } => 713,
            Self::NoVerb => 714,
            Self::NoValue { .. } => 715,
            Self::BadValue { .. } => 716,
            Self::TooMany { .. } => 717,
            Self::Twice { .. } => 718,
            Self::UnknownColumn { .. } => 721,
            Self::NoColumns { .. } => 722,
            Self::UnknownCode { .. } => 723,
            Self::UnknownUnit { .. } => 724,
            Self::PeriodNotCovered { .. } => 725,
            Self::PeriodLength { .. } => 726,
            Self::NoPeriod { .. } => 727,
            Self::UnknownAlias { .. } => 728,
            Self::InputTwice => 729,
            Self::UnknownStandard { .. } => 730,
            Self::UnknownMessage { .. } => 731,
        })
    }

    /// How grave it is.
    pub fn severity(&self) -> Severity {
        match self {
            Self::NothingHere { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// The wording.
    pub fn tell(&self, language: Language) -> Told {
        let told = |id: String, en: String| Told::new(language.pick(id, en));
        match self {
            Self::CannotRead { path, why } => {
                let reason = why.tell(language);
                told(format!("{path} tidak dapat dibaca: {reason}"), format!("{path} cannot be read: {reason}"))
                    .help(why.help(language))
            }
            Self::CannotWrite { path, why } => {
                let reason = why.tell(language);
                told(format!("{path} tidak dapat ditulis: {reason}"), format!("{path} cannot be written: {reason}"))
                    .help(why.help(language))
            }
            Self::NoMainFile { folder } => told(
                format!("folder {folder} tidak memuat utama.takar"),
                format!("the folder {folder} holds no utama.takar"),
            )
            .help(language.pick("sebutkan berkas aturannya sendiri", "name the ruleset's file itself")),
            Self::NoHeader { path } => {
                told(format!("{path} tidak memuat `aturan`"), format!("{path} has no `aturan` header")).help(
                    language.pick(
                        "tambahkan kepala `aturan nama \"judul\" { … }`; tanpa itu berkas hanya dapat diperiksa dan diuji",
                        "add a header `aturan name \"title\" { … }`; without it a file can only be checked and tested",
                    ),
                )
            }
            Self::NothingHere { folder } => told(
                format!("tidak ada berkas .takar di {folder}"),
                format!("there is no .takar file in {folder}"),
            )
            .help(language.pick("periksa nama foldernya", "check the name of the folder")),
            Self::UnknownVerb { word, nearest } => {
                told(format!("perintah `{word}` tidak dikenal"), format!("unknown verb `{word}`"))
                    .help(meant(language, nearest.as_deref(), "takar --help"))
            }
            Self::UnknownOption { word, nearest } => {
                told(format!("opsi `{word}` tidak dikenal di sini"), format!("unknown option `{word}` here"))
                    .help(meant(language, nearest.as_deref(), "--help"))
            }
            Self::Missing { what } => told(format!("{what} belum disebutkan"), format!("{what} is missing"))
                .help(see(language, "--help")),
            Self::NoVerb => told("perintah belum disebutkan".into(), "no verb is given".into())
                .help(see(language, "takar --help")),
            Self::NoValue { option } => {
                told(format!("`{option}` tidak diikuti nilainya"), format!("`{option}` stands without its value"))
                    .help(see(language, "--help"))
            }
            Self::BadValue { option, value, takes } => {
                let takes = takes.join(", ");
                told(
                    format!("`{value}` bukan nilai untuk `{option}`"),
                    format!("`{value}` is not a value of `{option}`"),
                )
                .help(language.pick(format!("yang diterima: {takes}"), format!("it takes: {takes}")))
            }
            Self::TooMany { word } => {
                told(format!("`{word}` tidak punya tempat di sini"), format!("there is no place for `{word}` here"))
                    .help(language.pick(
                        "hapus kata itu, atau apit nama yang memuat spasi dengan tanda kutip",
                        "delete it, or put quotes around a name that has blanks in it",
                    ))
            }
            Self::Twice { option } => {
                told(format!("`{option}` disebutkan dua kali"), format!("`{option}` is given twice"))
                    .help(language.pick("hapus salah satunya", "delete one of them"))
            }
            Self::UnknownColumn { column, nearest } => {
                told(format!("tidak ada kolom `{column}`"), format!("there is no column `{column}`"))
                    .help(meant(language, nearest.as_deref(), "takar hitung --help"))
            }
            Self::NoColumns { format } => told(
                format!("`--kolom` tidak berlaku untuk format {format}"),
                format!("`--kolom` does not apply to the format {format}"),
            )
            .help(language.pick(
                "hapus `--kolom`, atau pakai `--format csv` atau `--format tabel`",
                "delete `--kolom`, or use `--format csv` or `--format tabel`",
            )),
            Self::UnknownCode { code, nearest } => told(
                format!("kode `{code}` tidak ada dalam aturan ini"),
                format!("there is no code `{code}` in this ruleset"),
            )
            .help(match nearest {
                Some(nearest) => language.pick(format!("maksudnya `{nearest}`?"), format!("is `{nearest}` meant?")),
                None => language.pick("kode ditulis persis seperti dalam aturan, huruf besar dan kecil dibedakan", "codes are written exactly as in the ruleset, upper and lower case differ").into(),
            }),
            Self::UnknownUnit { unit, nearest } => {
                told(format!("unit `{unit}` tidak ada dalam data"), format!("there is no unit `{unit}` in the data"))
                    .help(match nearest {
                        Some(nearest) => {
                            language.pick(format!("maksudnya `{nearest}`?"), format!("is `{nearest}` meant?"))
                        }
                        None => language
                            .pick("tulis unit seperti dalam kolom `unit`", "write the unit as in the column `unit`")
                            .into(),
                    })
            }
            Self::PeriodNotCovered { period, validity } => told(
                format!("aturan ini tidak berlaku pada periode {period}"),
                format!("this ruleset does not hold in the period {period}"),
            )
            .help(language.pick(format!("aturan berlaku {validity}"), format!("the ruleset holds {validity}"))),
            Self::PeriodLength { period, granularity, example } => told(
                format!("periode {period} tidak cocok: periode aturan ini {granularity}"),
                format!("the period {period} does not fit: the periods of this ruleset are {granularity}"),
            )
            .help(language.pick(format!("tulis misalnya `--periode {example}`"), format!("write `--periode {example}`, say"))),
            Self::NoPeriod { example } => told(
                "periodenya belum diketahui".into(),
                "the period is not known".into(),
            )
            .help(language.pick(
                format!("tulis misalnya `--periode {example}`; aturan ini berlaku untuk lebih dari satu periode"),
                format!("write `--periode {example}`, say; this ruleset holds in more than one period"),
            )),
            Self::UnknownAlias { alias, known } => told(
                format!("aturan ini tidak memakai apa pun `sebagai {alias}`"),
                format!("this ruleset uses nothing `sebagai {alias}`"),
            )
            .help(match known.is_empty() {
                true => language.pick("tulis `--data BERKAS` tanpa nama di depannya; untuk berkas yang namanya memuat `=` tulis `--data ./BERKAS`", "write `--data FILE` without a name before it; for a file with `=` in its name write `--data ./FILE`").to_owned(),
                false => {
                    let known = known.join(", ");
                    language.pick(format!("yang ada: {known}"), format!("there are: {known}"))
                }
            }),
            Self::InputTwice => told(
                "`-` (masukan standar) hanya dapat dibaca sekali".into(),
                "`-` (standard input) can be read only once".into(),
            )
            .help(language.pick("sebutkan berkas untuk yang lain", "name a file for the others")),
            Self::UnknownStandard { name, nearest } => told(
                format!("tidak ada aturan baku `{name}`"),
                format!("there is no standard ruleset `{name}`"),
            )
            .help(meant(language, nearest.as_deref(), "takar baku")),
            Self::UnknownMessage { code } => {
                told(format!("tidak ada pesan berkode `{code}`"), format!("there is no message with the code `{code}`"))
                    .help(language.pick(
                        "kode pesan ditulis seperti T0312; `takar galat` tanpa kode menampilkan semuanya",
                        "message codes are written like T0312; `takar galat` without a code lists them all",
                    ))
            }
        }
    }
}

/// Is this what was meant, and where to look.
fn meant(language: Language, nearest: Option<&str>, command: &str) -> String {
    match nearest {
        Some(nearest) => language.pick(
            format!("maksudnya `{nearest}`? Lihat `{command}`"),
            format!("is `{nearest}` meant? See `{command}`"),
        ),
        None => see(language, command),
    }
}

fn see(language: Language, command: &str) -> String {
    language.pick(format!("lihat `{command}`"), format!("see `{command}`"))
}
