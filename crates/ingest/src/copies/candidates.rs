//! Articles that may share text, by what their sketches have in common.

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
    /// Whether any are stored.
    any_stored: bool,
    /// By article, in the order of ids.
    new: Vec<(i64, Vec<i64>)>,
    /// The new articles that have a hash, as places in `new`; `ranges` tells where those of a hash stand.
    holders: Vec<u32>,
    /// Only hashes of several new articles.
    ranges: FxHashMap<i64, (u32, u32)>,
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
        let any_stored = reader.has_sketches()?;
        Ok(Self { reader, any_stored, new, holders, ranges, stored_sizes: FxHashMap::default(), counts })
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
    pub(super) fn hashes(&self, article: i64) -> Result<Vec<i64>, StoreError> {
        match self.place(article) {
            Some(at) => Ok(self.new[at].1.clone()),
            None => self.reader.sketch(article),
        }
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
        if self.any_stored {
            for shared in self.reader.sharing(&self.new[at].1, COMMON)? {
                let size = match self.stored_sizes.get(&shared.article_id) {
                    Some(size) => *size,
                    None => {
                        let size = self.reader.sketch_size(shared.article_id)?;
                        self.stored_sizes.insert(shared.article_id, size);
                        size
                    }
                };
                let count = Count { rare: shared.rare as u32, common: shared.common as u32 };
                found.extend(candidate(shared.article_id, own, size, count));
            }
        }
        found.sort_unstable_by_key(|c| c.other);
        Ok(found)
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
