//! What holds for the whole table, in sentences.

use super::{Kind, Tally};
use crate::message::Language;
use crate::render::reading::Reading;

/// So many readings are named in a sentence.
const MOST_NAMED: usize = 5;

/// The conclusions about the whole table, sentence by sentence.
pub(super) fn conclusions(tally: &Tally, language: Language) -> Vec<String> {
    let mut told = counted(tally, language);
    let all = tally.all();
    if all.readable == 0 {
        return told;
    }
    let kinds: Vec<_> = tally.kinds().collect();
    let rule = tally.rule().map_or_else(String::new, |rule| format!(" ({rule})"));
    let whole: Vec<&Reading> = tally.whole(&all).collect();
    let different = all.readable - all.same;
    for (kind, counts) in kinds.iter().filter(|_| kinds.len() > 1) {
        let (name, count) = (kind.name(language), counts.readable);
        if counts.same == count {
            let rule = if *kind == Kind::Indicator { rule.as_str() } else { "" };
            told.push(language.pick(
                format!("{name}: satu aturan, yang tertulis{rule}, menghasilkan semuanya ({count})."),
                format!("{name}: one rule, the one that is written{rule}, gives all of them ({count})."),
            ));
            continue;
        }
        let whole: Vec<&Reading> = tally.whole(counts).filter(|_| whole.is_empty() && count > 1).collect();
        if !whole.is_empty() {
            let names = names(&whole, language);
            told.push(language.pick(
                format!("{name}: {} menghasilkan semuanya ({count}): {names}.", how_many(whole.len(), language)),
                format!("{name}: {} all of them ({count}): {names}.", how_many(whole.len(), language)),
            ));
        }
    }
    let count = all.readable;
    if different == 0 {
        told.push(language.pick(
            format!("Seluruh tabel: satu aturan, yang tertulis{rule}, menghasilkan semua yang terbaca ({count})."),
            format!("The whole table: one rule, the one that is written{rule}, gives all that is readable ({count})."),
        ));
    } else if whole.is_empty() {
        let (most, best) = tally.best(&all);
        let kept = all.same.max(most);
        let by = if all.same >= most {
            language.pick("aturan yang tertulis".to_owned(), "the rules as written".to_owned())
        } else {
            names(&best, language)
        };
        told.push(language.pick(
            format!("Seluruh tabel: tidak ada satu bacaan pun yang menghasilkan semuanya; terbanyak {kept} dari {count} ({by})."),
            format!("The whole table: no single reading gives all of it; at most {kept} of {count} ({by})."),
        ));
    } else {
        let (many, names) = (how_many(whole.len(), language), names(&whole, language));
        told.push(language.pick(
            format!("Seluruh tabel: {many} menghasilkan semua yang terbaca ({count}): {names}."),
            format!("The whole table: {many} all that is readable ({count}): {names}."),
        ));
    }
    told
}

/// How many lines there are of each class.
fn counted(tally: &Tally, language: Language) -> Vec<String> {
    let all = tally.all();
    let (lines, same, unread) = (tally.lines, all.same, tally.unreadable);
    let different = all.readable - all.same;
    let only = match tally.rating_only {
        0 => String::new(),
        only => language
            .pick(format!(" ({only} di antaranya hanya kategorinya)"), format!(" ({only} of them only in the rating)")),
    };
    let without = match tally.without.all() {
        0 => String::new(),
        without => language
            .pick(format!("{without} tidak dapat dibandingkan, "), format!("{without} that cannot be compared, ")),
    };
    let mut told = vec![language.pick(
        format!(
            "{lines} dilaporkan: {same} sama dengan aturan, {different} berbeda{only}, {without}{unread} tidak terbaca atau tidak dikenal aturan."
        ),
        format!(
            "{lines} published: {same} as the rules give them, {different} different{only}, {without}{unread} unreadable or unknown to the rules."
        ),
    )];
    let states = [
        (tally.without.missing, language.pick("belum ada data", "no data yet")),
        (tally.without.not_applicable, language.pick("tidak berlaku", "not applicable")),
        (tally.without.failed, language.pick("tidak dapat dihitung", "cannot be computed")),
    ];
    let states: Vec<String> =
        states.iter().filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect();
    if !states.is_empty() {
        let states = states.join(", ");
        told.push(language.pick(
            format!("Tidak dapat dibandingkan, sebab aturan tidak menghasilkan nilai: {states}."),
            format!("Not compared, for the rules give no value: {states}."),
        ));
    }
    if let (count @ 1.., periods) = (tally.parts.0, &tally.parts.1)
        && let Some(first) = periods.first()
    {
        let periods: Vec<String> = periods.iter().map(ToString::to_string).collect();
        let periods = periods.join(", ");
        told.push(language.pick(
            format!("{count} angka laporan tentang bagian periode ({periods}) tidak dibandingkan di sini: `--periode {first}`."),
            format!("{count} published figures of parts of the period ({periods}) are not compared here: `--periode {first}`."),
        ));
    }
    if tally.cases > 1 {
        let (cases, well) = (tally.cases, tally.well);
        told.push(language.pick(
            format!("{cases} unit dan periode, {well} di antaranya seluruhnya sama."),
            format!("{cases} units and periods, {well} of them the same throughout."),
        ));
    }
    if different > 1 {
        let explaining = tally.explaining();
        let more = if explaining.len() > MOST_NAMED { "; …" } else { "" };
        let named: Vec<String> = explaining
            .iter()
            .take(MOST_NAMED)
            .map(|(reading, count)| format!("{} {count}", reading.name(language)))
            .collect();
        let (named, none) = (named.join("; "), tally.unexplained);
        told.push(match named.is_empty() {
            true => language.pick(
                format!("Yang berbeda ({different}) tidak dihasilkan oleh satu bacaan pun."),
                format!("Of those that differ ({different}), no single reading gives any."),
            ),
            false => language.pick(
                format!("Yang berbeda, menurut bacaan yang menghasilkannya: {named}{more}. Tanpa bacaan: {none}."),
                format!("Those that differ, by the readings that give them: {named}{more}. By none: {none}."),
            ),
        });
    }
    told
}

/// `satu bacaan`; of several, that each of them does.
fn how_many(count: usize, language: Language) -> String {
    match count {
        1 => language.pick("satu bacaan", "one reading gives").to_owned(),
        _ => language.pick(format!("{count} bacaan masing-masing"), format!("each of {count} readings gives")),
    }
}

fn names(readings: &[&Reading], language: Language) -> String {
    let names: Vec<_> = readings.iter().take(MOST_NAMED).map(|reading| reading.name(language)).collect();
    let more = if readings.len() > MOST_NAMED { "; …" } else { "" };
    format!("{}{more}", names.join("; "))
}
