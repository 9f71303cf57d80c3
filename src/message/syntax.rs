//! T01xx: how a ruleset is written.

mod wording;

use super::{Language, Told};
use crate::message::{Code, Severity};

/// A script with letters that look Latin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Cyrillic.
    Cyrillic,
    /// Greek.
    Greek,
}

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
    /// The inputs of a function, in parentheses.
    Inputs,
    /// `2 desimal`.
    Decimals,
    /// One of these words.
    Choice(&'static [&'static str]),
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

            /// All codes, in order of declaration.
            pub const CODES: &'static [u16] = &[$($code),*];
        }
    };
}

messages! {
    /// A control, bidirectional or zero-width character.
    0101 Unseen {
        /// The character.
        found: char,
    };
    /// `９５％`
    0102 FullWidth {
        /// As written.
        found: String,
        /// The plain form.
        offer: String,
    };
    /// A letter that only looks Latin.
    0103 LookAlike {
        /// The letter.
        found: char,
        /// The Latin one.
        offer: char,
        /// Its script.
        script: Script,
        /// The word as it was meant.
        word: String,
    };
    /// A character that the language has no use for.
    0104 UnknownCharacter {
        /// The character.
        found: char,
    };
    /// `'text'`
    0105 SingleQuotes {
        /// The text in double quotes.
        offer: String,
    };
    /// A text whose closing quote is missing.
    0106 LostQuote;
    /// `\n` in a text
    0107 UnknownEscape {
        /// The character after the backslash.
        found: char,
    };
    /// A `{` or `(` that is never closed.
    0108 NotClosed {
        /// What would close it.
        closer: char,
        /// The line that opened it, shortened.
        opener: String,
    };
    /// A `}` or `)` that closes nothing.
    0109 ClosesNothing {
        /// The sign.
        closer: char,
    };
    /// A head without its `{`.
    0110 NotOpened {
        /// The head's first word.
        keyword: String,
    };
    /// More than 64 levels.
    0111 TooDeep;
    /// `97.5`
    0112 DecimalPoint {
        /// As written.
        found: String,
        /// With a comma.
        offer: String,
    };
    /// `1.23.456`
    0113 Grouping {
        /// As written.
        found: String,
        /// Grouped by three.
        offer: String,
    };
    /// `1e5`
    0114 Exponent {
        /// As written.
        found: String,
        /// Written out.
        offer: Option<String>,
    };
    /// A number of more than 1.000 digits.
    0115 TooManyDigits;
    /// `bulatkan 2000 desimal`
    0116 TooManyDecimals;
    /// `bulatkan 2,5 desimal`
    0117 DecimalsNotWhole {
        /// As written.
        found: String,
    };
    /// `bulatkan 2`
    0118 DecimalsWithoutWord {
        /// With the word.
        offer: String,
    };
    /// `31 Februari 2024`
    0119 BadDate {
        /// As written.
        found: String,
        /// The date that was probably meant.
        offer: Option<String>,
    };
    /// `2024-TW5`
    0120 BadPeriod {
        /// As written.
        found: String,
    };
    /// `91 - 100` where a range is due
    0121 RangeWord {
        /// The sign or word between the ends.
        found: String,
        /// The range with `s.d.`
        offer: String,
    };
    /// `< 80% s.d. 90%`
    0122 RangeSign {
        /// As written.
        found: String,
        /// What can stand there.
        offer: &'static str,
    };
    /// `a x b`, `a : b`, `a == b`
    0123 WrongSign {
        /// As written.
        found: String,
        /// The sign of this language.
        offer: &'static str,
    };
    /// `f(1, 2)`
    0124 Comma;
    /// `1 < x < 3`
    0125 ChainedComparison {
        /// The two comparisons joined.
        offer: String,
    };
    /// `a + bukan b`
    0126 MisplacedNot;
    /// `a +` and nothing, or a word that is no value
    0127 MissingOperand {
        /// The sign before it.
        after: String,
        /// What stands there instead.
        found: Option<String>,
    };
    /// `1 + jika …`
    0128 ConditionalInside;
    /// `jika a` without `maka`
    0129 MissingThen;
    /// `jika a maka b` without `selain itu`
    0130 MissingElse;
    /// `IKU-1`, `IKU 1`, `1.1`
    0131 BadCode {
        /// As written.
        found: String,
        /// As a code of this language.
        offer: String,
    };
    /// A reserved word as a name.
    0132 KeywordAsName {
        /// The word.
        found: String,
        /// Another name.
        offer: String,
    };
    /// `S1.target` as a code
    0133 ReservedPart {
        /// The part.
        found: String,
    };
    /// `sasaran "…" {`
    0134 MissingName {
        /// The word before it.
        keyword: String,
        /// A name that would do.
        offer: String,
    };
    /// `uji {`
    0135 MissingTitle {
        /// The word before it.
        keyword: String,
    };
    /// `indikator "…" S1.1 {`
    0136 TitleBeforeName {
        /// In the right order.
        offer: String,
    };
    /// `rata-rata(x)`
    0137 HyphenInFunction {
        /// As written.
        found: String,
        /// With underscores.
        offer: String,
    };
    /// `target = 95%`
    0138 SignAfterAttribute {
        /// The sign.
        found: String,
        /// The attribute.
        keyword: String,
    };
    /// `target` and nothing
    0139 MissingValue {
        /// The attribute or word.
        keyword: String,
        /// What is due.
        due: Due,
    };
    /// `arah atas`
    0140 BadValue {
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
    0141 TargetWithoutParentheses {
        /// With parentheses.
        offer: String,
    };
    /// `diketahui S1.realisasi 86%`
    0142 GivenWithoutEquals;
    /// `perubahan`, `pada`, …
    0143 NotYet {
        /// The word.
        found: String,
    };
    /// `indikatr`
    0144 Misspelt {
        /// As written.
        found: String,
        /// The word that was probably meant.
        offer: String,
    };
    /// A word that means nothing where it stands.
    0145 UnknownWord {
        /// The word.
        found: String,
        /// Whether it stands inside a block.
        inside: bool,
    };
    /// Signs and numbers that belong to nothing.
    0146 Unreadable {
        /// As written.
        found: String,
    };
    /// `target 95%` outside any block
    0147 OutsideBlock {
        /// The attribute.
        keyword: String,
    };
    /// `fungsi`, `uji`, … inside a block
    0148 OnlyAtTop {
        /// The declaration.
        keyword: String,
    };
    /// `diketahui` or `maka` outside a test
    0149 OutsideTest {
        /// The word.
        keyword: String,
    };
    /// A unit on the line after its number.
    0150 UnitOnNextLine {
        /// The unit.
        unit: String,
    };
    /// `skor 4 skor 5`
    0151 Twice {
        /// The part.
        keyword: String,
    };
    /// `pengukuran indikator { … }`
    0152 NotAGroup {
        /// The word.
        found: String,
    };
    /// The text as a whole could not be read.
    0153 NotRead;
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
