//! Two texts laid side by side: which pieces of one stand in the other.

use parallax_records::TextRange;
use rustc_hash::FxHashMap;

use super::sketch::{Word, run_hash, words};

/// Fewer words in a row are shared by chance.
const LEAST_RUN: usize = 5;
/// Pieces this close together in both texts are one piece with words changed in between.
const GAP: usize = 6;
/// A piece of fewer words is a phrase or a name, no copy.
const LEAST_PIECE: usize = 12;

/// A piece of one text that stands in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shared {
    /// Its place in the first text.
    pub here: TextRange,
    /// Its place in the second.
    pub there: TextRange,
}

/// What two texts share.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alignment {
    /// The pieces, in the order of the first text.
    pub pieces: Vec<Shared>,
    /// The part of the first text's words that stand in a piece, 0 to 1.
    pub share: f64,
    /// The same for the second text.
    pub share_there: f64,
}

/// Aligns two texts. Changed, added and dropped words inside a piece are bridged.
pub fn align(here: &str, there: &str) -> Alignment {
    let (a, b) = (words(here), words(there));
    let mut places: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (j, window) in b.windows(LEAST_RUN).enumerate() {
        places.entry(run_hash(window)).or_default().push(j as u32);
    }
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    let mut i = 0;
    while i + LEAST_RUN <= a.len() {
        let Some(found) = places.get(&run_hash(&a[i..i + LEAST_RUN])) else {
            i += 1;
            continue;
        };
        // Of several places the one that goes on where the last run ended.
        let expected = runs.last().map_or(0, |(i0, j0, _)| j0 + (i - i0));
        let nearest = found.iter().copied().min_by_key(|j| (*j as usize).abs_diff(expected));
        let Some(j) = nearest.map(|j| j as usize) else { break };
        let length = same(&a[i..], &b[j..]);
        if length < LEAST_RUN {
            i += 1;
            continue;
        }
        runs.push((i, j, length));
        i += length;
    }
    let mut merged: Vec<(usize, usize, usize, usize)> = Vec::new();
    for (i, j, length) in runs {
        match merged.last_mut() {
            Some((_, end, _, end_there)) if i - *end <= GAP && j >= *end_there && j - *end_there <= GAP => {
                (*end, *end_there) = (i + length, j + length);
            }
            _ => merged.push((i, i + length, j, j + length)),
        }
    }
    merged.retain(|(begin, end, ..)| end - begin >= LEAST_PIECE);
    let range = |words: &[Word], from: usize, to: usize| TextRange { start: words[from].start, end: words[to - 1].end };
    let pieces: Vec<Shared> = merged
        .iter()
        .map(|(i, i_end, j, j_end)| Shared { here: range(&a, *i, *i_end), there: range(&b, *j, *j_end) })
        .collect();
    let covered: usize = merged.iter().map(|(begin, end, ..)| end - begin).sum();
    Alignment {
        share: part(covered, a.len()),
        share_there: part(union(merged.iter().map(|m| (m.2, m.3)).collect()), b.len()),
        pieces,
    }
}

/// The part of a text's words that stand in pieces and outside quotation marks, 0 to 1. A quotation ends with
/// its paragraph, or where no mark ends it in good time.
pub(super) fn own_share(text: &str, pieces: impl Iterator<Item = TextRange> + Clone) -> f64 {
    /// More bytes are no quotation but a mark that was forgotten.
    const LONGEST: usize = 1500;
    let mut marks = text.char_indices().filter(|(_, c)| matches!(c, '"' | '“' | '”' | '\n')).peekable();
    let opens = |at: usize| text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "([—".contains(c));
    let (mut all, mut own) = (0, 0);
    let mut quoted_from: Option<usize> = None;
    for word in words(text) {
        while let Some((at, mark)) = marks.next_if(|(at, _)| *at < word.start as usize) {
            let begins = mark == '“' || (mark == '"' && opens(at));
            quoted_from = begins.then_some(at);
        }
        all += 1;
        let quoted = quoted_from.is_some_and(|at| word.start as usize - at < LONGEST);
        let within = |p: TextRange| p.start <= word.start && word.end <= p.end;
        own += usize::from(!quoted && pieces.clone().any(within));
    }
    part(own, all)
}

/// How many words two texts have in common from here on.
fn same(a: &[Word], b: &[Word]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a.hash == b.hash).count()
}

/// The length of intervals that may overlap.
fn union(mut intervals: Vec<(usize, usize)>) -> usize {
    intervals.sort_unstable();
    let (mut total, mut reached) = (0, 0);
    for (begin, end) in intervals {
        total += end.saturating_sub(begin.max(reached));
        reached = reached.max(end);
    }
    total
}

fn part(of: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { (of as f64 / all as f64).min(1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The mayor of Marlow opened the old stone bridge on Monday after two years of work. She thanked the builders and asked drivers to be patient until the second lane is free.";

    #[test]
    fn a_changed_word_does_not_part_a_piece() {
        let copy = format!(
            "Marlow news. {} And more of our own words follow here today.",
            TEXT.replace("old stone", "ancient stone")
        );
        let found = align(&copy, TEXT);
        assert_eq!(found.pieces.len(), 1);
        assert!(found.pieces[0].here.slice(&copy).starts_with("The mayor of Marlow opened"));
        assert!(found.pieces[0].there.slice(TEXT).ends_with("lane is free"));
        assert!(found.share > 0.6 && found.share < 0.9 && found.share_there > 0.99, "{found:?}");
    }

    #[test]
    fn what_is_quoted_is_nobodys_own() {
        let text = "He said: “We open the bridge.” Then \"he left\" the town.";
        let whole = || std::iter::once(TextRange { start: 0, end: text.len() as u32 });
        assert!((own_share(text, whole()) - 5.0 / 11.0).abs() < 1e-9, "{}", own_share(text, whole()));
        assert_eq!(own_share(text, std::iter::empty()), 0.0);
        assert!((own_share("\"A b\nc d", std::iter::once(TextRange { start: 0, end: 8 })) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn nothing_shared_is_nothing() {
        assert_eq!(align(TEXT, "Quite another story about boats on a lake in the hills."), Alignment::default());
        assert_eq!(align("", TEXT), Alignment::default());
    }

    #[test]
    fn moved_paragraphs_are_found() {
        let (first, second) = TEXT.split_at(TEXT.find("She").expect("two sentences"));
        let found = align(&format!("{second} {first}"), TEXT);
        assert_eq!(found.pieces.len(), 2);
        assert!(found.share > 0.95);
    }

    proptest::proptest! {
        #[test]
        fn pieces_are_ranges_of_their_texts(a in "(one|two|three|six|ten| |,){0,80}", b in "(one|two|three|six|ten| |,){0,80}") {
            for piece in align(&a, &b).pieces {
                let _ = (piece.here.slice(&a), piece.there.slice(&b));
            }
        }
    }
}
