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

    /// A section of a format that the workbook defines, without what stands between quotes and brackets; none for one that
    /// shows no number, such as `"-"`.
    fn of_section(plain: &str) -> Option<Self> {
        let general = plain.to_ascii_lowercase().contains("general");
        let has = |letters: &str| !general && plain.chars().any(|letter| letters.contains(letter.to_ascii_lowercase()));
        let digits = |text: &str| text.chars().filter(|letter| "0#?".contains(*letter)).count() as u32;
        if digits(plain) == 0 {
            let (day, percent) = (has("ymdhs"), plain.contains('%'));
            return (day || percent || general || plain == "@").then_some(Self { day, percent, decimals: None });
        }
        // `ss.00` is a time, while `0.00E+00` and a word between quotes are none.
        if has("ydhs") {
            return Some(Self { day: true, ..Self::default() });
        }
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        // `#,##0,` shows thousands, `# ?/?` a fraction, `0.00E+00` a power: not a number of decimals.
        let scaled = whole.trim_end().ends_with(',') || fraction.contains(',') || plain.contains('/') || has("e");
        let decimals = Some(digits(fraction).min(MOST)).filter(|_| !scaled);
        Some(Self { percent: plain.contains('%'), day: false, decimals })
    }
}

/// A number format: what it does depends on the number where it has several sections, such as `0%;[Red]-0%;"-"` or
/// `[<1]0.0%;0`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Formats {
    /// What each section does, and for which numbers it is.
    sections: Vec<(Condition, Format)>,
}

/// Which numbers a section is for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Condition {
    Less(f64),
    AtMost(f64),
    Equal(f64),
    Unequal(f64),
    AtLeast(f64),
    More(f64),
    /// Those that no section before it is for.
    Rest,
}

impl Condition {
    fn holds(self, number: f64) -> bool {
        match self {
            Self::Less(bound) => number < bound,
            Self::AtMost(bound) => number <= bound,
            Self::Equal(bound) => number == bound,
            Self::Unequal(bound) => number != bound,
            Self::AtLeast(bound) => number >= bound,
            Self::More(bound) => number > bound,
            Self::Rest => true,
        }
    }

    /// `<=0.5`, as it stands between brackets; none for a colour or a currency.
    fn of(text: &str) -> Option<Self> {
        let (sign, bound) = text.split_at(text.find(|letter| !"<>=".contains(letter))?);
        let bound = bound.trim().parse::<f64>().ok()?;
        Some(match sign {
            "<" => Self::Less(bound),
            "<=" => Self::AtMost(bound),
            "=" => Self::Equal(bound),
            "<>" => Self::Unequal(bound),
            ">=" => Self::AtLeast(bound),
            ">" => Self::More(bound),
            _ => return None,
        })
    }
}

impl From<Format> for Formats {
    fn from(format: Format) -> Self {
        Self { sections: vec![(Condition::Rest, format)] }
    }
}

impl Formats {
    /// A format that the workbook defines: `#,##0.00`, `0.0%`, `dd/mm/yyyy`, `"Rp" #,##0;[Red]-#,##0`.
    pub fn of_code(code: &str) -> Self {
        let mut sections = sections(code);
        // The last one may be for texts.
        if sections.len() > 1 && sections.last().is_some_and(|section| section.plain.contains('@')) {
            sections.pop();
        }
        sections.truncate(3);
        let stated: Vec<Option<Condition>> = sections.iter().map(|section| section.condition).collect();
        let usual = match (stated.as_slice(), stated.iter().any(Option::is_some)) {
            ([_, _, _], false) => [Condition::More(0.0), Condition::Less(0.0), Condition::Rest],
            ([_, _], false) => [Condition::AtLeast(0.0), Condition::Rest, Condition::Rest],
            ([None, Some(_), ..], _) => [Condition::AtLeast(0.0), Condition::Rest, Condition::Rest],
            ([Some(_), None, _], _) => [Condition::Rest, Condition::Less(0.0), Condition::Rest],
            _ => [Condition::Rest; 3],
        };
        let formats: Vec<Option<Format>> = sections.iter().map(|section| Format::of_section(&section.plain)).collect();
        // Where no number is shown, the others say how it is meant.
        let silent = Format { percent: formats.iter().flatten().any(|format| format.percent), ..Format::default() };
        let conditions = sections.iter().zip(usual).map(|(section, usual)| section.condition.unwrap_or(usual));
        let sections = conditions.zip(formats.into_iter().map(|format| format.unwrap_or(silent))).collect();
        Self { sections }
    }

    /// What it does with a number.
    pub fn of(&self, number: f64) -> Format {
        let found = self.sections.iter().find(|(condition, _)| condition.holds(number));
        found.or(self.sections.last()).map(|(_, format)| *format).unwrap_or_default()
    }
}

/// A section of a format.
#[derive(Debug, Default)]
struct Section {
    condition: Option<Condition>,
    /// Without what stands between quotes and brackets.
    plain: String,
}

fn sections(code: &str) -> Vec<Section> {
    let (mut all, mut section) = (Vec::new(), Section::default());
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => while letters.next().is_some_and(|letter| letter != '"') {},
            // Elapsed time: `[h]:mm`. Colours and currencies say nothing here.
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                if inside.chars().all(|letter| "hms".contains(letter.to_ascii_lowercase())) {
                    section.plain.push_str(&inside);
                }
                section.condition = section.condition.or(Condition::of(&inside));
            }
            '\\' | '_' | '*' => {
                letters.next();
            }
            ';' => all.push(std::mem::take(&mut section)),
            other => section.plain.push(other),
        }
    }
    all.push(section);
    all
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
