//! Quote families: the wordings in which outlets give one utterance.
//!
//! Two quotes are variants where most words of the shorter one stand in the longer one in
//! the same order, and nobody else is named as the speaker. Candidates share a run of three
//! words, so the work grows with the quotes and not with their square.

use std::borrow::Cow;
use std::collections::BTreeMap;

use parallax_store::{QuoteFamily, Reader};
use rustc_hash::FxHashMap;

use crate::common::Pattern;
use crate::error::Result;
use crate::link::{borrowed_words, words};

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
    let mut numbers: FxHashMap<Cow<'_, str>, u32> = FxHashMap::default();
    let mut number = |word| {
        let next = numbers.len() as u32;
        *numbers.entry(word).or_insert(next)
    };
    let split: Vec<Vec<u32>> = quotes.iter().map(|q| borrowed_words(&q.text).map(&mut number).collect()).collect();
    let last: Vec<Option<String>> =
        quotes.iter().map(|q| q.speaker.as_deref().and_then(|name| words(name).last())).collect();
    let mut parent: Vec<usize> = (0..quotes.len()).collect();
    let mut runs = Runs::default();
    let mut candidates: Vec<usize> = Vec::new();
    // The quote that each one was last a candidate for: several runs bring it once.
    let mut met_by = vec![usize::MAX; quotes.len()];
    // The quote that each word was last seen in.
    let mut in_quote = vec![usize::MAX; numbers.len()];
    for (i, said) in split.iter().enumerate() {
        if said.len() < SHORTEST {
            continue;
        }
        candidates.clear();
        for run in said.windows(3) {
            runs.add([run[0], run[1], run[2]], i, |j| {
                if std::mem::replace(&mut met_by[j], i) != i {
                    candidates.push(j);
                }
            });
        }
        said.iter().for_each(|word| in_quote[*word as usize] = i);
        let mut pattern = None;
        for &j in &candidates {
            let (a, b) = (root(&mut parent, i), root(&mut parent, j));
            if a == b || !same_speaker(&last[i], &last[j]) {
                continue;
            }
            // Most candidates share a turn of phrase and little else: counting tells them.
            let shorter = said.len().min(split[j].len());
            let shared = split[j].iter().filter(|word| in_quote[**word as usize] == i).count();
            if !enough(shared, shorter) {
                continue;
            }
            let kept = pattern.get_or_insert_with(|| Pattern::of(said)).in_common(&split[j]);
            if enough(kept, shorter) {
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

/// Which quotes hold a run of three words, the latest first: chains through one list, because most
/// runs stand in one quote and a list of their own for each would be most of the work.
#[derive(Default)]
struct Runs {
    latest: FxHashMap<[u32; 3], u32>,
    held: Vec<Held>,
}

/// One quote of a run.
struct Held {
    quote: u32,
    before: Option<u32>,
    /// How many quotes are known to hold the run, this one included.
    count: u32,
}

impl Runs {
    /// Notes that a quote holds a run and shows those that do so too. A run that many hold brings
    /// nobody and is followed no further.
    fn add(&mut self, run: [u32; 3], quote: usize, mut show: impl FnMut(usize)) {
        let known = self.latest.get(&run).copied();
        let count = known.map_or(0, |k| self.held[k as usize].count);
        let again = known.is_some_and(|k| self.held[k as usize].quote as usize == quote);
        if again || count as usize > COMMON {
            return;
        }
        let mut next = known;
        while let Some(k) = next {
            let held = &self.held[k as usize];
            show(held.quote as usize);
            next = held.before;
        }
        self.latest.insert(run, self.held.len() as u32);
        self.held.push(Held { quote: quote as u32, before: known, count: count + 1 });
    }
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// Whether nothing speaks against one speaker: one is unknown, or they share their last name.
fn same_speaker(a: &Option<String>, b: &Option<String>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// Whether so many words of a quote of this length make a variant of it.
fn enough(kept: usize, shorter: usize) -> bool {
    kept >= SHORTEST - 1 && kept as f64 >= SHARED * shorter as f64
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
