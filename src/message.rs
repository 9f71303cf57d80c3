//! What the program says. One exhaustive enum for each area; each message is worded in Indonesian and English, so the
//! compiler finds a missing translation.

/// Declares an area's enum: for each message its code, severity, fields, and both wordings beside each other.
macro_rules! messages {
    ($(#[$meta:meta])* $name:ident {
        $( $(#[$doc:meta])* $code:literal $severity:ident $variant:ident { $($field:ident : $ty:ty),* }
            id: $id:expr, en: $en:expr; )*
    }) => {
        $(#[$meta])*
        // The fields are what the wording below puts into its braces.
        #[allow(missing_docs)]
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name { $( $(#[$doc])* $variant { $($field: $ty),* } ),* }

        impl $name {
            /// The codes of this area, each once, in order of declaration.
            pub const CODES: &'static [u16] = &[$($code),*];

            /// How grave each of them is, in the same order.
            pub const SEVERITIES: &'static [$crate::message::Severity] =
                &[$($crate::message::Severity::$severity),*];

            /// The code.
            pub fn code(&self) -> $crate::message::Code {
                $crate::message::Code(match self { $(Self::$variant { .. } => $code),* })
            }

            /// How grave it is.
            pub fn severity(&self) -> $crate::message::Severity {
                match self { $(Self::$variant { .. } => $crate::message::Severity::$severity),* }
            }

            /// The wording.
            #[allow(unused_variables)]
            pub fn tell(&self, language: $crate::message::Language) -> $crate::message::Told {
                match self { $(Self::$variant { $($field),* } => match language {
                    $crate::message::Language::Indonesian => $id,
                    $crate::message::Language::English => $en,
                }),* }
            }
        }
    };
}

pub mod closing;
pub mod data;
pub mod evaluation;
pub mod files;
pub mod findings;
pub mod names;
pub mod place;
pub mod seek;
pub mod session;
pub mod syntax;
pub mod types;
pub mod validity;
pub mod workbook;

use crate::value::Window;
use std::fmt;

/// The language of messages. Keywords and numerals never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Indonesian.
    #[default]
    Indonesian,
    /// English.
    English,
}

impl Language {
    /// The text in this language.
    pub fn pick<T>(self, indonesian: T, english: T) -> T {
        match self {
            Self::Indonesian => indonesian,
            Self::English => english,
        }
    }
}

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// `saran`: could be better; never changes the exit code.
    Advice,
    /// `ingat`: a finding that someone has to look at.
    Warning,
    /// `galat`: the input cannot be used as it is.
    Error,
}

impl Severity {
    /// The word that messages begin with.
    pub fn word(self) -> &'static str {
        match self {
            Self::Advice => "saran",
            Self::Warning => "ingat",
            Self::Error => "galat",
        }
    }
}

/// A message code: `T0312`. The first two digits are the area, see `takar galat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub u16);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "T{:04}", self.0)
    }
}

/// The words beside another place that belongs to a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Related {
    /// The first declaration of a name that is declared twice.
    FirstDeclared,
    /// What was opened and not closed.
    OpenedHere,
    /// The setting that brought it about.
    SetHere,
    /// The use that brought it about.
    UsedHere,
    /// The other band, row or point.
    Other,
    /// A step of a cycle; the name that it reads.
    Reads(String),
    /// What took something away.
    RemovedHere,
    /// The text that says so.
    SaidHere,
    /// What begins or ends the rules that it is about.
    InForce(Window),
}

/// A message in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// One sentence: what is the matter.
    pub message: String,
    /// The words beside the excerpt; empty where the sentence says it all.
    pub label: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Told {
    /// A message without label and help.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Self::default() }
    }

    /// Adds the words beside the excerpt.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds what to do, where there is something.
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// Adds what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// In English what the model stage calls a kind of thing or a type. Names of units and keywords stay as they are.
fn in_english(words: &str) -> String {
    let words = match words {
        "pernyataan" | "nilai" => "a value",
        "skala" => "a scale",
        "polaritas" => "a polarity",
        "fungsi" => "a function",
        "kurva" => "a curve",
        "tabel" => "a table",
        "aturan lain" => "another ruleset",
        "himpunan" => "a set",
        "sasaran, kelompok, atau indikator" => "a sasaran, another group or an indicator",
        "angka biasa" => "a plain number",
        "teks" => "text",
        "ya/tidak" => "ya/tidak",
        "tanggal" => "a date",
        "rentang" => "a range",
        "label sebuah skala" => "a label of a scale",
        "bilangan, label, atau ya_tidak" => "a number, a label or ya_tidak",
        "nama sebuah skala" => "the name of a scale",
        "bobot" => "a weight",
        "skor" => "a score",
        "syarat" => "a condition",
        "ujung rentang" => "the end of a range",
        "titik kurva" => "a point of a curve",
        "nilai yang diketahui" => "what is known",
        other => {
            let prefixes = [
                ("label skala ", "a label of the scale "),
                ("hasil tabel ", "a result of the table "),
                ("rentang ", "a range of "),
                ("skala ", "the scale "),
                ("tabel ", "the table "),
                ("kurva ", "the curve "),
            ];
            let found = prefixes.iter().find_map(|(id, en)| Some(format!("{en}{}", other.strip_prefix(id)?)));
            return found.unwrap_or_else(|| other.to_owned());
        }
    };
    words.to_owned()
}

macro_rules! areas {
    ($($(#[$doc:meta])* $variant:ident($type:ty)),* $(,)?) => {
        /// Anything that the program says about its input.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Message { $($(#[$doc])* $variant($type)),* }

        impl Message {
            /// All codes, in order.
            pub fn codes() -> impl Iterator<Item = Code> {
                [$(<$type>::CODES),*].into_iter().flatten().map(|code| Code(*code))
            }
            /// How grave the messages with a code are; none for a code that does not exist.
            pub fn severity_of(code: Code) -> Option<Severity> {
                [$((<$type>::CODES, <$type>::SEVERITIES)),*].into_iter().find_map(|(codes, severities)| {
                    let place = codes.iter().position(|known| *known == code.0)?;
                    Some(severities.get(place).copied().unwrap_or(Severity::Error))
                })
            }
            /// The code.
            pub fn code(&self) -> Code { match self { $(Self::$variant(m) => m.code()),* } }
            /// How grave it is.
            pub fn severity(&self) -> Severity { match self { $(Self::$variant(m) => m.severity()),* } }
            /// The wording.
            pub fn tell(&self, language: Language) -> Told { match self { $(Self::$variant(m) => m.tell(language)),* } }
        }
        $(impl From<$type> for Message { fn from(message: $type) -> Self { Self::$variant(message) } })*
    };
}

areas! {
    /// T01xx: writing.
    Syntax(syntax::SyntaxMessage),
    /// T02xx: names and files of a ruleset.
    Names(names::NamesMessage),
    /// T03xx: types, units, bands.
    Types(types::TypesMessage),
    /// T04xx: validity, periods.
    Validity(validity::ValidityMessage),
    /// T05xx: evaluation, tests, conditions.
    Evaluation(evaluation::EvaluationMessage),
    /// T06xx: data.
    Data(data::DataMessage),
    /// T067x and T068x: workbooks.
    Workbook(workbook::WorkbookMessage),
    /// T07xx: files and the command line.
    Files(files::FilesMessage),
    /// T08xx: findings of `periksa`.
    Findings(findings::FindingsMessage),
    /// T093x: what can be changed, and what is sought.
    Seek(seek::SeekMessage),
    /// T095x to T097x: published figures, closed periods.
    Closing(closing::ClosingMessage),
    /// T090x to T092x: sessions, scenarios.
    Session(session::SessionMessage),
}

impl Related {
    /// The wording.
    pub fn tell(&self, language: Language) -> String {
        match self {
            Self::FirstDeclared => language.pick("pertama kali dinyatakan di sini", "first declared here").into(),
            Self::OpenedHere => language.pick("dibuka di sini", "opened here").into(),
            Self::SetHere => language.pick("ditetapkan di sini", "set here").into(),
            Self::UsedHere => language.pick("dipakai di sini", "used here").into(),
            Self::Other => language.pick("dan di sini", "and here").into(),
            Self::SaidHere => language.pick("disebut di sini", "said here").into(),
            Self::RemovedHere => language.pick("dicabut di sini", "removed here").into(),
            Self::InForce(window) => language.pick(
                format!("menurut aturan yang berlaku {}", window.indonesian()),
                format!("by the rules in force {}", window.english()),
            ),
            Self::Reads(name) => language.pick(format!("membaca `{name}`"), format!("reads `{name}`")),
        }
    }
}
