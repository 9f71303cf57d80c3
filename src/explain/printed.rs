//! Figures as they were printed. What they say is decided by their text: `98,3` is a figure of one decimal.

use crate::letters::{Reading, reading};
use crate::number::{Number, RoundingMode, is_digits, is_whole};

/// A figure as it was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The number, in the unit that it is displayed in.
    pub number: Number,
    /// How many decimals were printed; below 0 where it was printed in thousands, millions and so on.
    pub decimals: i32,
    /// What is printed behind it: `%`, `laporan`, or a stray sign.
    pub behind: String,
}

/// A printed figure is short: what is longer is not one.
const LONGEST: usize = 60;

impl Printed {
    /// Reads `98,3%`, `91 %`, `Rp 27.591.546.000,-`, `Rp 1,5 miliar`; with `english` numerals `98.3%`, `1,234.5`. A figure
    /// that only the other spelling can mean is read so (`97.5`); none where the text is no figure, or several.
    pub fn read(text: &str, english: bool) -> Option<Self> {
        let mut plain = String::new();
        for c in text.trim().chars().take(4 * LONGEST) {
            plain.push(match reading(c) {
                Reading::Meant(c) | Reading::FullWidth(c) => c,
                Reading::Itself => c,
                Reading::Unseen => return None,
            });
        }
        let (first, rest) = sign(plain.trim());
        let (rupiah, rest) = match rest.split_at_checked(2) {
            Some((word, rest)) if word.eq_ignore_ascii_case("rp") => (true, rest.strip_prefix('.').unwrap_or(rest)),
            _ => (false, rest),
        };
        let (second, rest) = sign(rest.trim_start());
        let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(rest.len());
        let (mut figure, mut behind) = rest.split_at(end);
        if let (Some(whole), Some(after)) = (figure.strip_suffix(','), behind.strip_prefix('-'))
            && rupiah
        {
            (figure, behind) = (whole, after);
        }
        if figure.len() > LONGEST || behind.chars().any(|c| c.is_ascii_digit()) || (first && second) {
            return None;
        }
        let (digits, decimals) = digits(figure, english)?;
        let (power, behind) = multiplier(behind.trim());
        let number = Number::parse_plain(&digits)?.shift10(power);
        let number = if first || second { number.neg() } else { number };
        Some(Self { number, decimals: i32::try_from(decimals).ok()? - power, behind: behind.to_owned() })
    }

    /// Whether a number, in the unit that it is displayed in, is printed so once it is rounded to the decimals printed.
    pub fn shows(&self, number: &Number, mode: RoundingMode) -> bool {
        self.as_printed(number, mode) == self.number
    }

    /// A number to the decimals printed.
    pub fn as_printed(&self, number: &Number, mode: RoundingMode) -> Number {
        number.round_at(mode, self.decimals)
    }
}

/// Whether two texts are the same words.
pub fn same_words(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    fold(a) == fold(b)
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    }
}

/// A word that multiplies, as a power of ten, and what follows it.
fn multiplier(text: &str) -> (i32, &str) {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let powers = [("ribu", 3), ("juta", 6), ("miliar", 9), ("milyar", 9), ("triliun", 12)];
    match powers.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)) {
        Some((_, power)) => (*power, rest.trim_start()),
        None => (0, text),
    }
}

/// The digits with a dot for the decimal sign, and how many decimals there are.
fn digits(figure: &str, english: bool) -> Option<(String, usize)> {
    let (group, decimal) = if english { (',', '.') } else { ('.', ',') };
    [(group, decimal), (decimal, group)].into_iter().find_map(|(group, decimal)| spelled(figure, group, decimal))
}

/// The same where these are the signs.
fn spelled(figure: &str, group: char, decimal: char) -> Option<(String, usize)> {
    let (whole, after) = match figure.split_once(decimal) {
        Some((whole, after)) => (whole, Some(after)),
        None => (figure, None),
    };
    if after.is_some_and(|after| !is_digits(after)) {
        return None;
    }
    let grouped = is_whole(whole, group);
    let whole: String = whole.chars().filter(|c| *c != group).collect();
    let after = after.unwrap_or("");
    grouped.then(|| (if after.is_empty() { whole } else { format!("{whole}.{after}") }, after.len()))
}
