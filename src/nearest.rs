//! The nearest of several words, for "did you mean".

/// The candidate that differs least from `word`, if it is near enough to be a slip of the pen. Among several that are as
/// near, the first in the alphabet.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    if length > MAX_LENGTH {
        return None;
    }
    // Of a single letter nothing is left when it is changed.
    let limit = match length {
        0 | 1 => 0,
        _ => (length / 3).clamp(1, 3),
    };
    let wanted = Letters::of(word);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != word && may_be_near(length, candidate, limit))
        .filter_map(|candidate| {
            let letters = Letters::of(candidate);
            let apart = wanted.at_least_apart(&letters);
            let distance = if apart > limit { apart } else { distance(&wanted.lower, &letters.lower) };
            (distance <= limit).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// Longer words are not compared: the work grows with the square of the length.
const MAX_LENGTH: usize = 80;

/// Whether the lengths alone do not keep two words apart. A rough answer: most candidates end here.
fn may_be_near(length: usize, candidate: &str, limit: usize) -> bool {
    // A letter takes one to four bytes.
    if candidate.len() + limit < length || candidate.len() > 4 * (length + limit) {
        return false;
    }
    let other = candidate.chars().count();
    other <= MAX_LENGTH && other.abs_diff(length) <= limit
}

/// A word in lower case, and which letters occur in it.
struct Letters {
    lower: Vec<char>,
    set: u64,
}

impl Letters {
    fn of(word: &str) -> Self {
        let lower: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
        let set = lower.iter().fold(0, |set, letter| set | 1 << (u32::from(*letter) % 64));
        Self { lower, set }
    }

    /// Each change brings at most one letter in and one out.
    fn at_least_apart(&self, other: &Self) -> usize {
        (self.set & !other.set).count_ones().max((other.set & !self.set).count_ones()) as usize
    }
}

/// How many letters have to be put in, left out, changed, or swapped with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i];
        for j in 1..=b.len() {
            let mut least = (row[j - 1] + usize::from(a[i - 1] != b[j - 1])).min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}
