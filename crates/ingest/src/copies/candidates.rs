//! Articles that may share text, by what their sketches have in common.

use std::borrow::Cow;

use parallax_store::{Reader, StoreError};
use rustc_hash::FxHashMap;

use super::sketch::containment;

/// The least containment of sketches for which two texts are aligned.
const LEAST_CONTAINMENT: f64 = 0.23;
/// A hash in more articles than this may be of a footer or a slogan, or of a report that everybody printed.
const COMMON: usize = 200;
/// The least containment where such hashes are counted as well: a footer is less of an article.
const LEAST_WITH_COMMON: f64 = 0.6;

/// An article that may share text with another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    pub(super) other: i64,
    /// The part of the article's sketch that the other has.
    pub(super) likeness: f64,
    /// The part of the other's sketch that the article has.
    pub(super) likeness_there: f64,
}

/// The sketches of new articles, by article and by hash, before those that are stored.
pub(super) struct Sketches<'r> {
    reader: &'r Reader,
    /// By article, in the order of ids.
    new: Vec<(i64, Vec<i64>)>,
    /// The new articles that have a hash, as places in `new`; `ranges` tells where those of a hash stand.
    holders: Vec<u32>,
    /// Only hashes of several new articles.
    ranges: FxHashMap<i64, (u32, u32)>,
    /// The stored articles that have a hash of new ones.
    stored: FxHashMap<i64, Vec<i64>>,
    stored_sizes: FxHashMap<i64, usize>,
    counts: Vec<Count>,
}

/// Hashes that two articles share.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    rare: u32,
    common: u32,
}

impl<'r> Sketches<'r> {
    /// `new` in the order of ids.
    pub(super) fn new(reader: &'r Reader, new: Vec<(i64, Vec<i64>)>) -> Result<Self, StoreError> {
        let mut all: Vec<(i64, u32)> =
            (0..).zip(&new).flat_map(|(at, (_, hashes))| hashes.iter().map(move |hash| (*hash, at))).collect();
        all.sort_unstable();
        let (mut holders, mut ranges) = (Vec::new(), FxHashMap::default());
        for group in all.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
            let start = holders.len() as u32;
            holders.extend(group.iter().take(COMMON + 1).map(|(_, at)| *at));
            ranges.insert(group[0].0, (start, holders.len() as u32));
        }
        let counts = vec![Count::default(); new.len()];
        // Each hash is looked up once, and in the order of the index: those of a text that hundreds printed are
        // asked for by each of them.
        let mut stored = FxHashMap::default();
        if reader.has_sketches()? {
            let mut hashes: Vec<i64> = all.into_iter().map(|(hash, _)| hash).collect();
            hashes.dedup();
            stored.extend(reader.holders(&hashes, COMMON + 1)?);
        }
        Ok(Self { reader, new, holders, ranges, stored, stored_sizes: FxHashMap::default(), counts })
    }

    pub(super) fn into_new(self) -> Vec<(i64, Vec<i64>)> {
        self.new
    }

    pub(super) fn is_new(&self, article: i64) -> bool {
        self.place(article).is_some()
    }

    fn place(&self, article: i64) -> Option<usize> {
        self.new.binary_search_by_key(&article, |(id, _)| *id).ok()
    }

    /// The sketch of an article, new or stored, in order.
    pub(super) fn hashes(&self, article: i64) -> Result<Cow<'_, [i64]>, StoreError> {
        Ok(match self.place(article) {
            Some(at) => Cow::Borrowed(&self.new[at].1),
            None => Cow::Owned(self.reader.sketch(article)?),
        })
    }

    /// The articles whose sketches have enough in common with that of a new article.
    pub(super) fn like(&mut self, article: i64) -> Result<Vec<Candidate>, StoreError> {
        let Some(at) = self.place(article) else { return Ok(Vec::new()) };
        let own = self.new[at].1.len();
        let mut found = Vec::new();
        for other in self.count_new(at) {
            let count = std::mem::take(&mut self.counts[other as usize]);
            let (id, hashes) = &self.new[other as usize];
            found.extend(candidate(*id, own, hashes.len(), count));
        }
        for (other, count) in self.count_stored(at) {
            let size = match self.stored_sizes.get(&other) {
                Some(size) => *size,
                None => {
                    let size = self.reader.sketch_size(other)?;
                    self.stored_sizes.insert(other, size);
                    size
                }
            };
            found.extend(candidate(other, own, size, count));
        }
        found.sort_unstable_by_key(|c| c.other);
        Ok(found)
    }

    /// How many of some hashes of one new article each other article has.
    pub(super) fn holding(&self, hashes: &[i64]) -> FxHashMap<i64, usize> {
        let mut counts: FxHashMap<i64, usize> = FxHashMap::default();
        for hash in hashes {
            if let Some(&(from, to)) = self.ranges.get(hash) {
                for other in &self.holders[from as usize..to as usize] {
                    *counts.entry(self.new[*other as usize].0).or_default() += 1;
                }
            }
            for other in self.stored.get(hash).into_iter().flatten() {
                *counts.entry(*other).or_default() += 1;
            }
        }
        counts
    }

    /// Counts what each stored article shares with the new one at a place.
    fn count_stored(&self, at: usize) -> FxHashMap<i64, Count> {
        let mut counts: FxHashMap<i64, Count> = FxHashMap::default();
        for with in self.new[at].1.iter().filter_map(|hash| self.stored.get(hash)) {
            let common = with.len() > COMMON;
            for other in with.iter().take(COMMON) {
                let count = counts.entry(*other).or_default();
                *if common { &mut count.common } else { &mut count.rare } += 1;
            }
        }
        counts
    }

    /// Counts what each new article shares with the one at a place, and gives those that share anything.
    fn count_new(&mut self, at: usize) -> Vec<u32> {
        let mut touched = Vec::new();
        for hash in &self.new[at].1 {
            let Some(&(from, to)) = self.ranges.get(hash) else { continue };
            let with = &self.holders[from as usize..to as usize];
            let common = with.len() > COMMON;
            for other in with.iter().take(COMMON).filter(|other| **other as usize != at) {
                let count = &mut self.counts[*other as usize];
                if count.rare + count.common == 0 {
                    touched.push(*other);
                }
                *if common { &mut count.common } else { &mut count.rare } += 1;
            }
        }
        touched
    }
}

/// A candidate, where two sketches of some sizes share enough.
fn candidate(other: i64, own: usize, there: usize, count: Count) -> Option<Candidate> {
    let all = (count.rare + count.common) as usize;
    let enough = containment(count.rare as usize, own, there) >= LEAST_CONTAINMENT
        || containment(all, own, there) >= LEAST_WITH_COMMON;
    let part = |of: usize| all as f64 / of.max(1) as f64;
    enough.then(|| Candidate { other, likeness: part(own), likeness_there: part(there) })
}
