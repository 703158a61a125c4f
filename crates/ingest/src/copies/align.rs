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
    /// The larger of the parts, of either text, that stand in a piece and outside quotation marks.
    pub own_share: f64,
}

/// Aligns two texts. Changed, added and dropped words inside a piece are bridged.
pub fn align(here: &str, there: &str) -> Alignment {
    SplitText::new(here).align(&SplitText::new(there))
}

/// A text cut into words, ready to be laid beside any number of others.
#[derive(Debug)]
pub(super) struct SplitText {
    words: Vec<Word>,
    /// The hash of the run that begins at each word.
    runs: Vec<u64>,
    /// The places of runs by their hash, in order; `ranges` tells where those of a hash stand.
    places: Vec<u32>,
    ranges: FxHashMap<u64, (u32, u32)>,
    /// How many words before each, and in all, stand outside quotation marks.
    own_before: Vec<u32>,
}

impl SplitText {
    pub(super) fn new(text: &str) -> Self {
        let words = words(text);
        let runs: Vec<u64> = words.windows(LEAST_RUN).map(run_hash).collect();
        let mut places: Vec<u32> = (0..runs.len() as u32).collect();
        places.sort_unstable_by_key(|at| (runs[*at as usize], *at));
        let mut ranges: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
        ranges.reserve(places.len());
        for (n, at) in (0..).zip(&places) {
            ranges.entry(runs[*at as usize]).or_insert((n, n)).1 = n + 1;
        }
        let own_before = own_before(text, &words);
        Self { words, runs, places, ranges, own_before }
    }

    /// Lays this text beside another.
    pub(super) fn align(&self, there: &Self) -> Alignment {
        let merged = merged(self.common_runs(there));
        let range = |text: &Self, from: usize, to: usize| TextRange {
            start: text.words[from].start,
            end: text.words[to - 1].end,
        };
        let piece =
            |m: &Run| Shared { here: range(self, m.here, m.here_end), there: range(there, m.there, m.there_end) };
        let here: Vec<(usize, usize)> = merged.iter().map(|m| (m.here, m.here_end)).collect();
        let over_there = union(merged.iter().map(|m| (m.there, m.there_end)).collect());
        Alignment {
            share: self.part(&here, |_, from, to| to - from),
            share_there: there.part(&over_there, |_, from, to| to - from),
            own_share: self.part(&here, Self::own).max(there.part(&over_there, Self::own)),
            pieces: merged.iter().map(piece).collect(),
        }
    }

    /// Runs of words that stand in both texts, in the order of this one.
    fn common_runs(&self, there: &Self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut i = 0;
        while i < self.runs.len() {
            let Some(&(from, to)) = there.ranges.get(&self.runs[i]) else {
                i += 1;
                continue;
            };
            // Of several places the one that goes on where the last run ended.
            let expected = runs.last().map_or(0, |r| r.there + (i - r.here));
            let j = nearest(&there.places[from as usize..to as usize], expected);
            let length = same(&self.words[i..], &there.words[j..]);
            if length < LEAST_RUN {
                i += 1;
                continue;
            }
            runs.push(Run { here: i, here_end: i + length, there: j, there_end: j + length });
            i += length;
        }
        runs
    }

    /// Words outside quotation marks in a part of the text.
    fn own(&self, from: usize, to: usize) -> usize {
        (self.own_before[to] - self.own_before[from]) as usize
    }

    /// How much of all words some parts that do not overlap hold, as `count` counts them, 0 to 1.
    fn part(&self, parts: &[(usize, usize)], count: fn(&Self, usize, usize) -> usize) -> f64 {
        let of: usize = parts.iter().map(|(from, to)| count(self, *from, *to)).sum();
        if self.words.is_empty() { 0.0 } else { of as f64 / self.words.len() as f64 }
    }
}

/// Words in both texts: from and to here, from and to there.
#[derive(Debug, Clone, Copy)]
struct Run {
    here: usize,
    here_end: usize,
    there: usize,
    there_end: usize,
}

/// Of places in order, one at least, the nearest to the one that is expected.
fn nearest(places: &[u32], expected: usize) -> usize {
    let after = places.partition_point(|j| (*j as usize) < expected);
    let near = &places[after.saturating_sub(1)..(after + 1).min(places.len())];
    near.iter().map(|j| *j as usize).min_by_key(|j| j.abs_diff(expected)).unwrap_or(expected)
}

/// Runs with few other words in between put together, those that remain short left out.
fn merged(runs: Vec<Run>) -> Vec<Run> {
    let mut merged: Vec<Run> = Vec::new();
    for run in runs {
        match merged.last_mut() {
            Some(last)
                if run.here - last.here_end <= GAP
                    && run.there >= last.there_end
                    && run.there - last.there_end <= GAP =>
            {
                (last.here_end, last.there_end) = (run.here_end, run.there_end);
            }
            _ => merged.push(run),
        }
    }
    merged.retain(|m| m.here_end - m.here >= LEAST_PIECE);
    merged
}

/// How many words before each word, and in all, stand outside quotation marks. A quotation ends with its
/// paragraph, or where no mark ends it in good time.
fn own_before(text: &str, words: &[Word]) -> Vec<u32> {
    /// More bytes are no quotation but a mark that was forgotten.
    const LONGEST: usize = 1500;
    let mut marks = text.char_indices().filter(|(_, c)| matches!(c, '"' | '“' | '”' | '\n')).peekable();
    let opens = |at: usize| text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "([—".contains(c));
    let mut quoted_from: Option<usize> = None;
    let mut own = Vec::with_capacity(words.len() + 1);
    let mut count = 0;
    for word in words {
        own.push(count);
        while let Some((at, mark)) = marks.next_if(|(at, _)| *at < word.start as usize) {
            let begins = mark == '“' || (mark == '"' && opens(at));
            quoted_from = begins.then_some(at);
        }
        let quoted = quoted_from.is_some_and(|at| word.start as usize - at < LONGEST);
        count += u32::from(!quoted);
    }
    own.push(count);
    own
}

/// How many words two texts have in common from here on.
fn same(a: &[Word], b: &[Word]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a.hash == b.hash).count()
}

/// Intervals that may overlap, as such that do not.
fn union(mut intervals: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    intervals.sort_unstable();
    let mut out: Vec<(usize, usize)> = Vec::with_capacity(intervals.len());
    for (from, to) in intervals {
        match out.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => out.push((from, to)),
        }
    }
    out
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
        let own = |text: &str| {
            let split = SplitText::new(text);
            (split.own(0, split.words.len()), split.words.len())
        };
        assert_eq!(own("He said: “We open the bridge.” Then \"he left\" the town."), (5, 11));
        assert_eq!(own("\"A b\nc d"), (2, 4));
        let quoted = format!("“{TEXT}” he said.");
        assert_eq!(align(&quoted, TEXT).own_share, 1.0, "the other has it as its own words");
        assert_eq!(align(&quoted, &format!("“{TEXT}” she wrote.")).own_share, 0.0);
    }

    #[test]
    fn of_several_places_the_nearest() {
        assert_eq!([0, 3, 4, 9, 40].map(|at| nearest(&[2, 5, 10], at)), [2, 2, 5, 10, 10]);
    }

    #[test]
    fn one_word_over_and_over_takes_no_time() {
        let (a, b) = ("row ".repeat(200_000), format!("{}{}", "row ".repeat(150_000), "boat row ".repeat(30_000)));
        assert!(align(&a, &b).share > 0.7);
        assert!(align(&b, &a).share > 0.7);
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
