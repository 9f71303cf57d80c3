//! T0819: one regulation, cited in two spellings: `Permen PANRB No. 53/2014` and `Peraturan Menteri PANRB Nomor 53 Tahun
//! 2014`. Only what is certain counts as the same: issuer, number and year; and of what has no number, the same words.

use super::context::Context;
use super::{Found, Rule, declarations};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::findings::FindingsMessage;
use crate::model::Cited;
use std::collections::{HashMap, HashSet};

pub const RULE: Rule = Rule::new(
    819,
    "dasar-dua-ejaan",
    ("satu peraturan disebut dengan dua ejaan", "one regulation is cited in two spellings"),
    run,
);

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    let bases = declarations(context.model).flat_map(|(_, about)| &about.bases);
    let mut bases: Vec<&Cited> = bases.filter(|cited| context.is_own(cited.span)).collect();
    bases.sort_by_key(|cited| cited.span);
    let mut first: HashMap<String, (String, &Cited)> = HashMap::new();
    let mut told: HashSet<String> = HashSet::new();
    for cited in bases {
        let name = name(&cited.text);
        let (there, other) = first.entry(regulation(&name)).or_insert_with(|| (name.clone(), cited));
        if *there != name && told.insert(name.clone()) {
            let message = FindingsMessage::TwoSpellings { here: name, there: there.clone() };
            found.push(Found::of(Diagnostic::at(cited.span, message).with(other.span, Related::Other)));
        }
    }
}

/// What a citation calls the regulation: all before its subject and before the part that is cited.
fn name(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let ends = ["tentang", "pasal", "ayat", "bab", "huruf", "lampiran", "bagian", "angka", "halaman", "hlm."];
    let mut kept = Vec::new();
    for word in words {
        if ends.contains(&word.to_lowercase().as_str()) || word.starts_with('(') {
            break;
        }
        kept.push(word);
        if word.ends_with([',', ';', ':']) {
            break;
        }
    }
    kept.join(" ").trim_end_matches([',', ';', ':', '.', ' ']).to_owned()
}

/// Abbreviations that stand for one kind of regulation only.
const SHORT: [(&str, &str); 17] = [
    ("uu", "undang undang"),
    ("pp", "peraturan pemerintah"),
    ("perpres", "peraturan presiden"),
    ("keppres", "keputusan presiden"),
    ("inpres", "instruksi presiden"),
    ("permen", "peraturan menteri"),
    ("kepmen", "keputusan menteri"),
    ("pmk", "peraturan menteri keuangan"),
    ("kmk", "keputusan menteri keuangan"),
    ("permenkeu", "peraturan menteri keuangan"),
    ("permendagri", "peraturan menteri dalam negeri"),
    ("permenpan", "peraturan menteri pan"),
    ("permenpanrb", "peraturan menteri panrb"),
    ("perda", "peraturan daerah"),
    ("pkpu", "peraturan kpu"),
    ("perdirjen", "peraturan direktur jenderal"),
    ("se", "surat edaran"),
];

/// Long names of issuers with their short ones.
const ISSUERS: [(&str, &str); 5] = [
    ("pendayagunaan aparatur negara dan reformasi birokrasi", "panrb"),
    ("pan rb", "panrb"),
    ("pan dan rb", "panrb"),
    ("komisi pemilihan umum", "kpu"),
    ("badan pemeriksa keuangan", "bpk"),
];

/// The same for all spellings of one regulation: its issuer, number and year.
fn regulation(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    let words =
        words.filter(|word| !["nomor", "no", "tahun", "thn", "ri", "republik", "indonesia"].contains(&word.as_str()));
    let words: Vec<String> = words.collect();
    let all = || words.join(" ");
    let is_number = |word: &String| word.chars().all(|c| c.is_ascii_digit());
    let is_year =
        |word: &String| word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && is_number(word);
    // `467/KMK.01/2014`, `PER-5/PB/2024`: what stands between number and year only repeats the issuer.
    let Some(number) = words.iter().position(is_number) else { return all() };
    let Some(year) = words.iter().skip(number + 1).find(|word| is_year(word)) else { return all() };
    let mut issuer: Vec<&str> = words[..number].iter().map(String::as_str).collect();
    if issuer.len() > 1 && issuer.last().is_some_and(|word| ["per", "kep"].contains(word)) {
        issuer.pop();
    }
    let Some(first) = issuer.first_mut() else { return all() };
    if let Some((_, long)) = SHORT.iter().find(|(short, _)| short == first) {
        *first = long;
    }
    let mut issuer = format!(" {} ", issuer.join(" "));
    for (long, short) in ISSUERS {
        issuer = issuer.replace(&format!(" {long} "), &format!(" {short} "));
    }
    let number = words[number].trim_start_matches('0');
    format!("{} {number} {year}", issuer.trim())
}
