//! T01xx: how a ruleset is written.

mod wording;

use super::{Language, Told};
use crate::message::{Code, Severity};

/// What is due at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// A text between quotes.
    Text,
    /// A value or formula.
    Value,
    /// A number, amount or text by itself.
    Literal,
    /// A range.
    Range,
    /// The name of a unit or scale.
    Unit,
    /// The name or code of something declared.
    Name,
    /// A date.
    Date,
    /// A period.
    Period,
    /// A period, or `tahun lalu`.
    OtherPeriod,
    /// The inputs of a function, in parentheses.
    Inputs,
    /// `2 desimal`.
    Decimals,
    /// The code of a message.
    Code,
    /// Why something is so, between quotes.
    Reason,
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// What of Markdown a block can stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// `- …`, `1. …`
    List,
    /// `> …`
    Quotation,
    /// `<!-- … -->`
    Comment,
}

macro_rules! messages {
    ($($(#[$doc:meta])* $code:literal $variant:ident $({ $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })?;)*) => {
        /// Messages of T01xx.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum SyntaxMessage { $($(#[$doc])* $variant $({ $($(#[$field_doc])* $field: $type),* })?),* }

        impl SyntaxMessage {
            /// The code.
            pub fn code(&self) -> Code {
                Code(match self { $(Self::$variant { .. } => $code),* })
            }

            /// All codes.
            pub const CODES: &'static [u16] = &[$($code),*];
            /// How grave each of them is, as far as it is not an error: all are.
            pub const SEVERITIES: &'static [Severity] = &[];
            /// The codes with the names of their messages.
            pub const NAMES: &'static [(u16, &'static str)] = &[$(($code, stringify!($variant))),*];
        }
    };
}

messages! {
    /// A control, bidirectional or zero-width character.
    101 Unseen {
        /// The character.
        found: char,
    };
    /// `９５％`
    102 FullWidth {
        /// As written.
        found: String,
        /// The plain form.
        offer: String,
    };
    /// A letter that only looks Latin.
    103 LookAlike {
        /// The letter.
        found: char,
        /// The Latin one.
        offer: char,
        /// Its script.
        script: crate::letters::Script,
        /// The word as it was meant.
        word: String,
    };
    /// A character that the language has no use for.
    104 UnknownCharacter {
        /// The character.
        found: char,
    };
    /// `'text'`
    105 SingleQuotes {
        /// The text in double quotes.
        offer: String,
    };
    /// A text whose closing quote is missing.
    106 LostQuote;
    /// `\n` in a text
    107 UnknownEscape {
        /// The character after the backslash.
        found: char,
    };
    /// A `{` or `(` that is never closed.
    108 NotClosed {
        /// What would close it.
        closer: char,
        /// The line that opened it, shortened.
        opener: String,
    };
    /// A `}` or `)` that closes nothing.
    109 ClosesNothing {
        /// The sign.
        closer: char,
    };
    /// A head without its `{`.
    110 NotOpened {
        /// The head's first word.
        keyword: String,
    };
    /// More than 64 levels.
    111 TooDeep;
    /// `97.5`
    112 DecimalPoint {
        /// As written.
        found: String,
        /// With a comma.
        offer: String,
    };
    /// `1.23.456`
    113 Grouping {
        /// As written.
        found: String,
        /// Grouped by three.
        offer: String,
    };
    /// `1e5`
    114 Exponent {
        /// As written.
        found: String,
        /// Written out.
        offer: Option<String>,
    };
    /// A number of more than 1.000 digits.
    115 TooManyDigits;
    /// `bulatkan 2000 desimal`
    116 TooManyDecimals;
    /// `bulatkan 2,5 desimal`
    117 DecimalsNotWhole {
        /// As written.
        found: String,
    };
    /// `bulatkan 2`
    118 DecimalsWithoutWord {
        /// With the word.
        offer: String,
    };
    /// `31 Februari 2024`
    119 BadDate {
        /// As written.
        found: String,
        /// The date that was probably meant.
        offer: Option<String>,
    };
    /// `2024-TW5`
    120 BadPeriod {
        /// As written.
        found: String,
    };
    /// `91 - 100` where a range is due
    121 RangeWord {
        /// The sign or word between the ends.
        found: String,
        /// The range with `s.d.`
        offer: String,
    };
    /// `< 80% s.d. 90%`
    122 RangeSign {
        /// As written.
        found: String,
        /// What can stand there.
        offer: &'static str,
    };
    /// `a x b`, `a : b`, `a == b`
    123 WrongSign {
        /// As written.
        found: String,
        /// The sign of this language.
        offer: &'static str,
    };
    /// `f(1, 2)`
    124 Comma;
    /// `1 < x < 3`
    125 ChainedComparison {
        /// The two comparisons joined.
        offer: String,
    };
    /// `a + bukan b`
    126 MisplacedNot;
    /// `a +` and nothing, or a word that is no value
    127 MissingOperand {
        /// The sign before it.
        after: String,
        /// What stands there instead.
        found: Option<String>,
    };
    /// `1 + jika …`
    128 ConditionalInside;
    /// `jika a` without `maka`
    129 MissingThen;
    /// `jika a maka b` without `selain itu`
    130 MissingElse;
    /// `IKU-1`, `IKU 1`, `1.1`
    131 BadCode {
        /// As written.
        found: String,
        /// As a code of this language.
        offer: String,
        /// Whether it is declared here, so that `kode` can keep the official one.
        declared: bool,
    };
    /// A reserved word as a name.
    132 KeywordAsName {
        /// The word.
        found: String,
        /// Another name.
        offer: String,
    };
    /// `S1.target` as a code
    133 ReservedPart {
        /// The part.
        found: String,
    };
    /// `sasaran "…" {`
    134 MissingName {
        /// The word before it.
        keyword: String,
        /// A name that would do.
        offer: String,
    };
    /// `uji {`
    135 MissingTitle {
        /// The word before it.
        keyword: String,
    };
    /// `indikator "…" S1.1 {`
    136 TitleBeforeName {
        /// In the right order.
        offer: String,
    };
    /// `rata-rata(x)`
    137 HyphenInFunction {
        /// As written.
        found: String,
        /// With underscores.
        offer: String,
    };
    /// `target = 95%`
    138 SignAfterAttribute {
        /// The sign.
        found: String,
        /// The attribute.
        keyword: String,
    };
    /// `target` and nothing
    139 MissingValue {
        /// The attribute or word.
        keyword: String,
        /// What is due.
        due: Due,
    };
    /// `arah atas`
    140 BadValue {
        /// The attribute or word.
        keyword: String,
        /// As written.
        found: String,
        /// What is due.
        due: Due,
        /// The word that was probably meant.
        offer: Option<String>,
    };
    /// `target a × b`
    141 TargetWithoutParentheses {
        /// With parentheses.
        offer: String,
    };
    /// `diketahui S1.realisasi 86%`
    142 GivenWithoutEquals;
    /// `indikatr`
    144 Misspelt {
        /// As written.
        found: String,
        /// The word that was probably meant.
        offer: String,
    };
    /// A word that means nothing where it stands.
    145 UnknownWord {
        /// The word.
        found: String,
        /// Whether it stands inside a block.
        inside: bool,
    };
    /// Signs and numbers that belong to nothing.
    146 Unreadable {
        /// As written.
        found: String,
    };
    /// `target 95%` outside any block
    147 OutsideBlock {
        /// The attribute.
        keyword: String,
    };
    /// `fungsi`, `uji`, … inside a block
    148 OnlyAtTop {
        /// The declaration.
        keyword: String,
    };
    /// `diketahui` or `maka` outside a test
    149 OutsideTest {
        /// The word.
        keyword: String,
    };
    /// A unit on the line after its number.
    150 UnitOnNextLine {
        /// The unit.
        unit: String,
    };
    /// `skor 4 skor 5`
    151 Twice {
        /// The part.
        keyword: String,
    };
    /// `pengukuran indikator { … }`
    152 NotAGroup {
        /// The word.
        found: String,
    };
    /// The text as a whole could not be read.
    153 NotRead;
    /// `rata_rata(x) pada 2023`, `95% pada 2023`
    154 AtAfterValue {
        /// The period as written.
        when: String,
    };
    /// `x pada tahun 2023`
    155 AtYearWord {
        /// Without the word.
        offer: String,
    };
    /// `abaikan 412 "…"`
    156 IgnoredCode {
        /// As written.
        found: String,
    };
    /// `aturan` and `perubahan` in one file
    157 RulesetAndAmendment;
    /// `perubahan` twice
    158 SecondAmendment;
    /// `ubah` in a file without `perubahan`
    159 ChangeWithoutHeader {
        /// The word.
        keyword: String,
    };
    /// `perubahan` without `atas`
    160 AmendsNothing;
    /// `indikator …` in an amendment, outside `sisipkan`
    161 NotInAmendment {
        /// The declaration.
        keyword: String,
    };
    /// `cabut S1.2 { … }`
    162 RemoveWithBlock;
    /// `ubah indikator S1.1 { … }`
    163 KindBeforeTarget {
        /// The word before it.
        keyword: String,
        /// Without the kind.
        offer: String,
    };
    /// `ubah S3 { indikator … { … } }`
    164 DeclarationInChange {
        /// What to write.
        offer: String,
    };
    /// `sisipkan dalam S3 { skala … }`
    165 NotInGroup {
        /// The declaration.
        keyword: String,
    };
    /// `cabut S1.1, S1.2`
    166 OneTarget {
        /// The word before it.
        keyword: String,
        /// The other, by itself.
        offer: String,
    };
    /// `sisipkan { target 95% }`
    167 AttributeInserted {
        /// The attribute.
        keyword: String,
        /// What to write.
        offer: String,
    };
    /// `sisipkan di S1 { … }`
    168 WithinWord {
        /// With `dalam`.
        offer: String,
    };
    /// `sisipkan indikator S1.3 "…" { … }`
    169 InsertWithoutBraces {
        /// With braces.
        offer: String,
    };
    /// `ubah S1.1.target = 95%`
    170 ChangeWithValue {
        /// What to write.
        offer: String,
    };
    /// `realisasi tahun lalu`
    171 LostAt;
    /// A fence of a Markdown file that is not closed.
    190 FenceOpen {
        /// What closes it.
        offer: String,
    };
    /// A block of rules inside a list, a quotation or a comment.
    191 FenceWithin {
        /// Inside which of them.
        container: Container,
    };
    /// A declaration that goes on in another block.
    192 Parted;
    /// `Takar` after a fence
    193 FenceWord {
        /// The word as it is written.
        found: String,
    };
    /// A Markdown file without a block of rules.
    194 NoRules;
}

impl SyntaxMessage {
    /// How grave it is: what cannot be read can never be used.
    pub fn severity(&self) -> Severity {
        Severity::Error
    }

    /// The wording.
    pub fn tell(&self, language: Language) -> Told {
        wording::tell(self, language)
    }
}
