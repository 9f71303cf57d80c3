//! The words of the language, and the nearest of them to a misspelt one.

/// Words that begin a declaration with a block.
pub(super) const BLOCKS: &[&str] = &[
    "aturan",
    "skala",
    "polaritas",
    "kurva",
    "tabel",
    "data",
    "pengukuran",
    "perspektif",
    "tujuan",
    "sasaran",
    "program",
    "kegiatan",
    "keluaran",
    "komponen",
    "indikator",
    "anggaran",
    "nilai",
    "uji",
    "perubahan",
    "ubah",
    "sisipkan",
];

/// Words that begin a declaration without one.
pub(super) const LINES: &[&str] = &["gunakan", "satuan", "fungsi", "pastikan", "ingatkan", "cabut"];

/// Words that begin an attribute or a part of one.
pub(super) const ATTRIBUTES: &[&str] = &[
    "dasar",
    "catatan",
    "kode",
    "sumber",
    "berlaku",
    "periode",
    "satuan",
    "arah",
    "polaritas",
    "target",
    "rumus",
    "bobot",
    "rentang",
    "batasi",
    "tanpa",
    "bulatkan",
    "pangkas",
    "kategori",
    "agregasi",
    "kosong",
    "pagu",
    "mendukung",
    "konsolidasi",
    "atas",
    "abaikan",
];

/// Words that begin a step of a test.
pub(super) const STEPS: &[&str] = &["diketahui", "maka"];

/// Parts of a band.
pub(super) const BAND_PARTS: &[&str] = &["skor", "warna"];

/// Kinds of groups, also sets and units.
pub(super) const GROUPS: &[&str] = &["perspektif", "tujuan", "sasaran", "program", "kegiatan", "keluaran", "komponen"];

/// Properties of an item.
pub(super) const PROPERTIES: &[&str] =
    &["target", "realisasi", "capaian", "kategori", "bobot", "pagu", "sisa", "serapan"];

/// Other words with a fixed meaning.
pub(super) const OTHERS: &[&str] = &[
    "dan", "atau", "bukan", "jika", "maka", "selain", "pada", "ya", "tidak", "galat", "ribu", "juta", "miliar",
    "triliun",
];

/// Whether a word has a fixed meaning and cannot be a name.
pub fn reserved(word: &str) -> bool {
    [BLOCKS, LINES, ATTRIBUTES, STEPS, BAND_PARTS, PROPERTIES, OTHERS].iter().any(|list| list.contains(&word))
}

/// All reserved words, sorted, each once.
pub fn keywords() -> Vec<&'static str> {
    let mut words: Vec<_> = [BLOCKS, LINES, ATTRIBUTES, STEPS, BAND_PARTS, PROPERTIES, OTHERS].concat();
    words.sort_unstable();
    words.dedup();
    words
}

/// Whether a word names a property or a set, so that a path cannot have it as a part of a code.
pub(super) fn property_or_set(word: &str) -> bool {
    PROPERTIES.contains(&word) || GROUPS.contains(&word) || matches!(word, "indikator" | "anggaran")
}

/// Whether a line can begin with this word, so that an expression before it is over.
pub(super) fn begins_something(word: &str) -> bool {
    [BLOCKS, LINES, ATTRIBUTES, STEPS].iter().any(|list| list.contains(&word))
}

/// The word of a list that a misspelt one is nearest to, if it is near.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A longer word is no misspelling of anything, and comparing it would cost.
    if word.len() > 32 {
        return None;
    }
    let word = word.to_lowercase();
    let allowed = match word.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= allowed)
        .map(|candidate| (distance(&word, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The number of letters to change, add, leave out or swap with the next.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut next = vec![i + 1];
        for j in 0..b.len() {
            let mut cost = (row[j] + usize::from(a[i] != b[j])).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                cost = cost.min(before[j - 1] + 1);
            }
            next.push(cost);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}
