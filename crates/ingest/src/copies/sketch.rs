//! The sketch of a text: a fixed sixteenth of the hashes of its word 5-grams.

/// Words in a run.
const RUN: usize = 5;
/// One hash in so many is kept, by its value: the same run is kept in every text or in none.
const ONE_IN: u64 = 16;
/// A text of fewer runs keeps them all: a sixteenth of little is nothing.
const SHORT: usize = 64;

/// A word of a text with its place, as sketches and alignments see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// A hash of the word in lower case.
    pub(super) hash: u64,
    /// First byte.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
}

/// The words of a text: runs of letters and digits, case and marks aside, so that curly quotation
/// marks and another house's dashes make no difference.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::with_capacity(text.len() / 6);
    let mut open: Option<(usize, u64)> = None;
    let mixed = |hash: u64, lower: char| (hash ^ u64::from(lower as u32)).wrapping_mul(0x0100_0000_01b3);
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() {
            let (start, hash) = open.unwrap_or((at, 0xcbf2_9ce4_8422_2325));
            // Nearly every letter, and without the table of all others.
            let hash = match c.is_ascii() {
                true => mixed(hash, c.to_ascii_lowercase()),
                false => c.to_lowercase().fold(hash, mixed),
            };
            open = Some((start, hash));
        } else if let Some((start, hash)) = open.take() {
            out.push(Word { hash, start: start as u32, end: at as u32 });
        }
    }
    if let Some((start, hash)) = open {
        out.push(Word { hash, start: start as u32, end: text.len() as u32 });
    }
    out
}

/// The hash of a run of words.
pub(super) fn run_hash(words: &[Word]) -> u64 {
    let mixed = words.iter().fold(0u64, |h, w| (h.rotate_left(23) ^ w.hash).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    // The last multiplication leaves the low bits weak, and they choose.
    let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    mixed ^ (mixed >> 32)
}

/// The sketch of a text, sorted, each hash once.
pub(crate) fn sketch(text: &str) -> Vec<i64> {
    let words = words(text);
    let runs = words.len().saturating_sub(RUN - 1);
    let mut hashes: Vec<i64> = words
        .windows(RUN)
        .map(run_hash)
        .filter(|hash| runs < SHORT || hash.is_multiple_of(ONE_IN))
        .map(u64::cast_signed)
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// How much of the smaller sketch the other holds, between 0 and 1. `a` and `b` are sizes.
pub(crate) fn containment(shared: usize, a: usize, b: usize) -> f64 {
    let least = a.min(b);
    if least == 0 { 0.0 } else { shared as f64 / least as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_case_make_no_difference() {
        let a = sketch("The mayor said: “We open the old bridge on Monday.”");
        let b = sketch("the mayor said \"we open the OLD bridge -- on Monday\"");
        assert_eq!(a, b);
        assert!(!a.is_empty());
    }

    #[test]
    fn a_long_text_keeps_a_sixteenth() {
        let text: String = (0..16_000).map(|i| format!("word{i} ")).collect();
        let kept = sketch(&text).len();
        assert!((800..1200).contains(&kept), "{kept}");
    }

    #[test]
    fn words_stand_where_they_stand() {
        let text = "Zoë’s  car";
        let spans: Vec<&str> = words(text).iter().map(|w| &text[w.start as usize..w.end as usize]).collect();
        assert_eq!(spans, ["Zoë", "s", "car"]);
    }
}
