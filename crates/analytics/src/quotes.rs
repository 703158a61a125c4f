//! Quote families: the wordings in which outlets give one utterance.
//!
//! Two quotes are variants where most words of the shorter one stand in the longer one in
//! the same order, and nobody else is named as the speaker. Candidates share a run of three
//! words, so the work grows with the quotes and not with their square.

use std::collections::BTreeMap;

use parallax_store::{QuoteFamily, Reader};
use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::error::Result;
use crate::link::words;

const SQL: &str = include_str!("../../../queries/link/quotes.sql");

/// Shortest quote, in words, that can have variants; "we will win" is said by many.
const SHORTEST: usize = 5;
/// Share of the shorter quote's words that must stand in the longer one, in order.
const SHARED: f64 = 0.7;
/// A run of three words that more quotes hold brings no candidates.
const COMMON: usize = 60;

/// A quote as families are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteText {
    /// The caller's key.
    pub id: i64,
    /// What is said.
    pub text: String,
    /// Who says it, where known by name.
    pub speaker: Option<String>,
}

/// Groups quotes into families of two and more; each lists indices into `quotes`, the
/// fullest wording first.
pub fn group(quotes: &[QuoteText]) -> Vec<Vec<usize>> {
    // Words as numbers: most of the work is comparing them.
    let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
    let mut number = |word: String| {
        let next = numbers.len() as u32;
        *numbers.entry(word).or_insert(next)
    };
    let split: Vec<Vec<u32>> = quotes.iter().map(|q| words(&q.text).map(&mut number).collect()).collect();
    let sorted: Vec<Vec<u32>> = split
        .iter()
        .map(|said| {
            let mut words = said.clone();
            words.sort_unstable();
            words
        })
        .collect();
    let mut parent: Vec<usize> = (0..quotes.len()).collect();
    let mut by_run: FxHashMap<[u32; 3], Vec<usize>> = FxHashMap::default();
    for (i, said) in split.iter().enumerate() {
        if said.len() < SHORTEST {
            continue;
        }
        let mut candidates: BTreeMap<usize, usize> = BTreeMap::new();
        for run in said.windows(3) {
            let seen = by_run.entry([run[0], run[1], run[2]]).or_default();
            if seen.len() <= COMMON {
                seen.iter().for_each(|j| *candidates.entry(*j).or_default() += 1);
                if seen.last() != Some(&i) {
                    seen.push(i);
                }
            }
        }
        for j in candidates.into_keys() {
            let (a, b) = (root(&mut parent, i), root(&mut parent, j));
            // Words in any order are at least as many as words in order, and quickly counted.
            let may_be = || enough(shared_words(&sorted[i], &sorted[j]), said.len().min(split[j].len()));
            if a != b && same_speaker(&quotes[i], &quotes[j]) && may_be() && variants(said, &split[j]) {
                parent[a.max(b)] = a.min(b);
            }
        }
    }
    let mut families: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..quotes.len() {
        families.entry(root(&mut parent, i)).or_default().push(i);
    }
    let mut found: Vec<Vec<usize>> = families.into_values().filter(|f| f.len() > 1).collect();
    for family in &mut found {
        family.sort_by_key(|i| (std::cmp::Reverse(split[*i].len()), quotes[*i].id));
    }
    found
}

/// The families of a database.
///
/// # Errors
/// Where it cannot be read.
pub fn families(reader: &Reader) -> Result<Vec<QuoteFamily>> {
    let mut quotes = Vec::new();
    reader.stream(SQL, &[], |row| {
        quotes.push(QuoteText {
            id: row.int(0)?.unwrap_or_default(),
            text: row.text(1)?.unwrap_or_default().to_owned(),
            speaker: row.text(2)?.map(str::to_owned),
        });
        Ok(())
    })?;
    let family = |members: Vec<usize>| QuoteFamily {
        text: quotes[members[0]].text.clone(),
        quotes: members.iter().map(|i| quotes[*i].id).collect(),
    };
    Ok(group(&quotes).into_iter().map(family).collect())
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// Whether nothing speaks against one speaker: one is unknown, or they share their last name.
fn same_speaker(a: &QuoteText, b: &QuoteText) -> bool {
    let last = |q: &QuoteText| q.speaker.as_deref().and_then(|s| words(s).last());
    match (last(a), last(b)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// Whether most words of the shorter stand in the longer one in order.
fn variants(a: &[u32], b: &[u32]) -> bool {
    let shorter = a.len().min(b.len());
    let kept: usize = capture_diff_slices(Algorithm::Myers, a, b)
        .into_iter()
        .map(|op| if let DiffOp::Equal { len, .. } = op { len } else { 0 })
        .sum();
    enough(kept, shorter)
}

/// Whether so many words of a quote of this length make a variant of it.
fn enough(kept: usize, shorter: usize) -> bool {
    kept >= SHORTEST - 1 && kept as f64 >= SHARED * shorter as f64
}

/// How many words two sorted lists share, each as often as both have it.
fn shared_words(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(id: i64, text: &str, speaker: Option<&str>) -> QuoteText {
        QuoteText { id, text: text.into(), speaker: speaker.map(str::to_owned) }
    }

    #[test]
    fn wordings_of_one_utterance_are_a_family() {
        let quotes = [
            quote(1, "The dam will hold, and nobody needs to leave", Some("Ida Berg")),
            quote(2, "the dam will hold and nobody [here] needs to leave the valley tonight", Some("Mayor Berg")),
            quote(3, "nobody needs to leave", Some("Ida Berg")),
            quote(4, "The dam will hold, and nobody needs to leave", Some("Tor Lind")),
            quote(5, "We shall rebuild the bridge before winter comes", None),
        ];
        assert_eq!(group(&quotes), vec![vec![1, 0]]);
    }

    #[test]
    fn an_unknown_speaker_contradicts_nobody() {
        let quotes = [
            quote(1, "we shall rebuild the old bridge before winter", None),
            quote(2, "we shall rebuild the bridge before winter", Some("Ida Berg")),
        ];
        assert_eq!(group(&quotes), vec![vec![0, 1]]);
    }
}
