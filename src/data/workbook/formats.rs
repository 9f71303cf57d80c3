//! How cells show their numbers: percent, days, decimals.

/// What a number format does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Format {
    /// The number is shown times 100 with `%` behind it.
    pub percent: bool,
    /// The number is a day, counted from the workbook's epoch.
    pub day: bool,
    /// So many decimals are shown; none: as many as there are.
    pub decimals: Option<u32>,
}

/// More decimals than this are not counted.
const MOST: u32 = 30;

impl Format {
    /// A format that every workbook has.
    pub fn built_in(id: u32) -> Self {
        let decimals = |decimals| Self { decimals: Some(decimals), ..Self::default() };
        match id {
            1 | 3 | 37 | 38 | 41 | 42 => decimals(0),
            2 | 4 | 39 | 40 | 43 | 44 => decimals(2),
            9 => Self { percent: true, ..decimals(0) },
            10 => Self { percent: true, ..decimals(2) },
            14..=22 | 27..=36 | 45..=47 | 50..=58 => Self { day: true, ..Self::default() },
            _ => Self::default(),
        }
    }

    /// A format that the workbook defines: `#,##0.00`, `0.0%`, `dd/mm/yyyy`, `"Rp" #,##0;[Red]-#,##0`.
    pub fn of_code(code: &str) -> Self {
        let plain = positive_part(code);
        if plain.eq_ignore_ascii_case("general") || plain == "@" {
            return Self::default();
        }
        let has = |letters: &str| plain.chars().any(|letter| letters.contains(letter.to_ascii_lowercase()));
        let digits = |text: &str| text.chars().filter(|letter| "0#?".contains(*letter)).count() as u32;
        if digits(&plain) == 0 {
            return Self { day: has("ymdhs"), ..Self::default() };
        }
        // `ss.00` is a time, while `0.00E+00` and a word between quotes are none.
        if has("ydhs") {
            return Self { day: true, ..Self::default() };
        }
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        // `#,##0,` shows thousands, `# ?/?` a fraction, `0.00E+00` a power: not a number of decimals.
        let scaled = whole.trim_end().ends_with(',') || fraction.contains(',') || plain.contains('/') || has("e");
        let decimals = Some(digits(fraction).min(MOST)).filter(|_| !scaled);
        Self { percent: plain.contains('%'), day: false, decimals }
    }
}

/// The part of a format that is for positive numbers, without what stands between quotes and brackets.
fn positive_part(code: &str) -> String {
    let mut plain = String::new();
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => while letters.next().is_some_and(|letter| letter != '"') {},
            // Elapsed time: `[h]:mm`. Colours, conditions and currencies say nothing here.
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                if inside.chars().all(|letter| "hms".contains(letter.to_ascii_lowercase())) {
                    plain.push_str(&inside);
                }
            }
            '\\' | '_' | '*' => {
                letters.next();
            }
            ';' => break,
            other => plain.push(other),
        }
    }
    plain
}

/// A number as spreadsheets show it: its digits and the power of ten of the last one. Numbers are kept in binary; of what
/// computing in binary leaves behind, 15 digits are shown, and whole numbers that are exact in binary in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    digits: String,
    exponent: i32,
    /// Whether there were more digits.
    pub cut: bool,
}

/// The largest whole number up to which all are exact in binary: 2^53.
const EXACT: f64 = 9_007_199_254_740_992.0;
const SHOWN: usize = 15;

impl Decimal {
    /// Of a number; none for one that is not finite.
    pub fn of(number: f64) -> Option<Self> {
        if !number.is_finite() {
            return None;
        }
        let read = |text: String| -> Option<(String, i32)> {
            let (mantissa, exponent) = text.split_once('e')?;
            let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
            let exponent = exponent.parse::<i32>().ok()? - (digits.len() as i32 - 1);
            Some((digits, exponent))
        };
        let (mut digits, mut exponent) = read(format!("{:e}", number.abs()))?;
        let whole = number.fract() == 0.0 && number.abs() <= EXACT;
        let cut = digits.len() > SHOWN && !whole;
        if cut {
            (digits, exponent) = read(format!("{:.*e}", SHOWN - 1, number.abs()))?;
        }
        let kept = digits.trim_end_matches('0').len().max(1);
        exponent += (digits.len() - kept) as i32;
        digits.truncate(kept);
        Some(Self { negative: number < 0.0, digits, exponent, cut })
    }

    /// Times a power of ten.
    pub fn shifted(mut self, power: i32) -> Self {
        self.exponent += power;
        self
    }

    /// With a dot before the decimals.
    pub fn text(&self) -> String {
        let mut text = self.digits.clone();
        if self.digits == "0" {
            return text;
        }
        if self.exponent >= 0 {
            text.extend(std::iter::repeat_n('0', self.exponent as usize));
        } else {
            let decimals = self.exponent.unsigned_abs() as usize;
            if text.len() <= decimals {
                text.insert_str(0, &"0".repeat(decimals + 1 - text.len()));
            }
            text.insert(text.len() - decimals, '.');
        }
        if self.negative { format!("-{text}") } else { text }
    }
}
