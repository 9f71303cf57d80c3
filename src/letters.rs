//! What single characters mean, in rulesets and in data: which are read as another, which are refused, which only look
//! like a Latin letter.

/// A script with letters that look Latin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Cyrillic.
    Cyrillic,
    /// Greek.
    Greek,
}

/// How a character outside ASCII is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// As it stands.
    Itself,
    /// As this one, without a word: what word processors and PDFs leave behind.
    Meant(char),
    /// Cannot be seen, and so is refused everywhere.
    Unseen,
    /// A full-width form of this one.
    FullWidth(char),
}

/// How a character is taken, wherever it stands.
pub fn reading(c: char) -> Reading {
    match c {
        '\t' | '\n' | '\r' | ' '..='~' => Reading::Itself,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => Reading::Unseen,
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => Reading::Meant(' '),
        // Zero-width, bidirectional, separators that show as a new line and are none, variation selectors, tags.
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180E}' => Reading::Unseen,
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => Reading::Unseen,
        '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}' => Reading::Unseen,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Reading::Meant('-'),
        '\u{2044}' | '\u{2215}' => Reading::Meant('/'),
        '\u{2217}' => Reading::Meant('*'),
        '\u{FF01}'..='\u{FF5E}' => Reading::FullWidth(char::from_u32(c as u32 - 0xFF01 + 0x21).unwrap_or(c)),
        _ => Reading::Itself,
    }
}

/// Whether a character can stand in a name. Letters are those of the Latin script.
pub fn is_word(c: char) -> bool {
    c == '_' || c.is_ascii_alphanumeric() || is_latin_letter(c)
}

/// A Latin letter beyond ASCII: `é`.
pub fn is_latin_letter(c: char) -> bool {
    matches!(c, '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}')
}

/// A double quotation mark that word processors put for `"`.
pub fn is_curly_quote(c: char) -> bool {
    matches!(c, '\u{201C}'..='\u{201F}')
}

/// A single quotation mark, straight or curly.
pub fn is_single_quote(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}'..='\u{201B}')
}

/// The Latin letter that a Cyrillic or Greek one looks like, with the name of its script.
pub fn look_alike(c: char) -> Option<(char, Script)> {
    const CYRILLIC: &[(char, char)] = &[
        ('А', 'A'),
        ('В', 'B'),
        ('Е', 'E'),
        ('Ѕ', 'S'),
        ('І', 'I'),
        ('Ј', 'J'),
        ('К', 'K'),
        ('М', 'M'),
        ('Н', 'H'),
        ('О', 'O'),
        ('Р', 'P'),
        ('С', 'C'),
        ('Т', 'T'),
        ('У', 'Y'),
        ('Х', 'X'),
        ('Ԛ', 'Q'),
        ('Ԝ', 'W'),
        ('Ү', 'Y'),
        ('а', 'a'),
        ('е', 'e'),
        ('о', 'o'),
        ('р', 'p'),
        ('с', 'c'),
        ('у', 'y'),
        ('х', 'x'),
        ('ѕ', 's'),
        ('і', 'i'),
        ('ј', 'j'),
        ('һ', 'h'),
        ('ԁ', 'd'),
        ('ԛ', 'q'),
        ('ԝ', 'w'),
        ('Ӏ', 'I'),
        ('ӏ', 'l'),
        ('к', 'k'),
        ('м', 'm'),
        ('т', 't'),
        ('п', 'n'),
        ('г', 'r'),
        ('в', 'b'),
        ('н', 'h'),
        ('Ё', 'E'),
        ('ё', 'e'),
        ('Ї', 'I'),
        ('ї', 'i'),
    ];
    const GREEK: &[(char, char)] = &[
        ('Α', 'A'),
        ('Β', 'B'),
        ('Ε', 'E'),
        ('Ζ', 'Z'),
        ('Η', 'H'),
        ('Ι', 'I'),
        ('Κ', 'K'),
        ('Μ', 'M'),
        ('Ν', 'N'),
        ('Ο', 'O'),
        ('Ρ', 'P'),
        ('Τ', 'T'),
        ('Υ', 'Y'),
        ('Χ', 'X'),
        ('ο', 'o'),
        ('ν', 'v'),
        ('ι', 'i'),
        ('α', 'a'),
        ('κ', 'k'),
        ('ρ', 'p'),
        ('υ', 'u'),
        ('χ', 'x'),
        ('τ', 't'),
        ('γ', 'y'),
        ('η', 'n'),
        ('ω', 'w'),
        ('ϲ', 'c'),
        ('ϳ', 'j'),
    ];
    let find = |table: &[(char, char)]| table.iter().find(|(other, _)| *other == c).map(|(_, latin)| *latin);
    find(CYRILLIC).map(|latin| (latin, Script::Cyrillic)).or_else(|| find(GREEK).map(|latin| (latin, Script::Greek)))
}

/// A word with Latin letters for those that look like them.
pub fn latin_spelling(word: &str) -> String {
    word.chars().map(|c| look_alike(c).map_or(c, |(latin, _)| latin)).collect()
}
