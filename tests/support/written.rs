//! Rulesets as people might write them, made from a list of choices so that proptest can make them smaller: a shorter list,
//! and smaller numbers in it, give a smaller ruleset. What is written is always free of mistakes of writing.
//!
//! - [`sound`]: names are declared, types fit; nearly all of them build.
//! - [`wild`]: every construct of the language, anywhere that the grammar allows it.
//!
//! Both yield tokens; [`spelt`] writes them with odd blanks, comments in odd places, and the other spellings that signs and
//! quotes may have.

mod sound;
mod spelling;
mod wild;

use proptest::prelude::*;

pub use sound::sound;
pub use spelling::spelt;
pub use wild::wild;

/// Decisions, taken one after the other; the first way each time when there are no more.
pub struct Choices<'a> {
    rest: &'a [u32],
    /// How many names were made up.
    names: usize,
}

impl<'a> Choices<'a> {
    pub fn new(rest: &'a [u32]) -> Self {
        Self { rest, names: 0 }
    }

    /// One of `0..many`.
    pub fn below(&mut self, many: usize) -> usize {
        match self.rest.split_first() {
            None => 0,
            Some((first, rest)) => {
                self.rest = rest;
                *first as usize % many
            }
        }
    }

    /// Yes once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// One of these.
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// Whether nothing more is to be decided.
    pub fn are_over(&self) -> bool {
        self.rest.is_empty()
    }

    /// A number that no name has yet.
    pub fn number(&mut self) -> usize {
        self.names += 1;
        self.names
    }
}

/// How a token stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Blanks or new lines.
    Blanks,
    /// The same, or nothing at all.
    Anything,
    /// Blanks on the same line, or nothing.
    SameLine,
    /// A new line, after whatever else.
    NewLine,
}

/// A word, sign, number with its unit, or text: whatever no comment can part.
#[derive(Debug, Clone)]
pub struct Token {
    pub text: String,
    pub before: Before,
}

/// Tokens, being written.
#[derive(Debug, Default)]
pub struct Tokens(pub Vec<Token>);

impl Tokens {
    pub fn add(&mut self, before: Before, text: impl Into<String>) -> &mut Self {
        self.0.push(Token { text: text.into(), before });
        self
    }

    /// Words with blanks or new lines between them.
    pub fn words(&mut self, words: &str) -> &mut Self {
        for word in words.split(' ') {
            self.add(Before::Blanks, word);
        }
        self
    }

    /// A token that contains blanks.
    pub fn whole(&mut self, text: impl Into<String>) -> &mut Self {
        self.add(Before::Blanks, text)
    }

    /// A sign, which needs no blanks around it.
    pub fn sign(&mut self, sign: &str) -> &mut Self {
        self.add(Before::Anything, sign)
    }

    /// A text in quotes.
    pub fn quoted(&mut self, text: &str) -> &mut Self {
        self.add(Before::Anything, format!("\"{text}\""))
    }
}

/// What a list of choices looks like.
fn choices(most: usize) -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(any::<u32>(), 0..most)
}

/// A text of a ruleset that builds, nearly always; `most` choices make it.
pub fn any_sound(most: usize) -> impl Strategy<Value = String> {
    choices(most).prop_map(|choices| written(&choices, sound))
}

/// A text with all that the grammar knows.
pub fn any_wild(most: usize) -> impl Strategy<Value = String> {
    choices(most).prop_map(|choices| written(&choices, wild))
}

/// The ruleset of a list of choices. The last third of them is for the spelling.
pub fn written(choices: &[u32], what: fn(&mut Choices<'_>) -> Tokens) -> String {
    let (first, last) = choices.split_at(choices.len() * 2 / 3);
    let tokens = what(&mut Choices::new(first));
    spelt(&tokens, &mut Choices::new(last))
}

/// What titles and notes say.
const TITLES: &[&str] = &[
    "Indikator",
    "Persentase pegawai yang mendapat layanan administrasi kepegawaian tepat waktu dan akurat",
    "Nilai\n   Evaluasi",
    "A \\\"kutip\\\" dan \\\\ garis",
    "dua  spasi",
    "# bukan keterangan",
    "Terwujudnya koordinasi penyelenggaraan kepemiluan yang sesuai dengan Standar Pelayanan Publik, disertai pengelolaan \
     data dan informasi serta dokumentasi pelaksanaan Pemilu berbasis teknologi informasi yang terintegrasi",
    "−5 – 7 — ü … 漢字",
    " tepi ",
    "",
];

/// A title.
fn title(choices: &mut Choices<'_>) -> &'static str {
    choices.pick(TITLES)
}
