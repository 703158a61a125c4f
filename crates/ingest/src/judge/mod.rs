//! Which lines belong to the article: boosted trees over what each line shows, twice: the
//! second time each line also sees what was thought of its neighbours.
//!
//! Two models, trained by `cargo xtask train lines` (see models/README.md): `pages` for the blocks of
//! web pages, `lines` for plain text that once was a page.

mod features;
mod forest;
mod grow;
pub mod training;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::html::{Block, hint};
use features::WIDTH;
use forest::Forest;

/// How far the second look sees.
const REACH: isize = 4;
/// Between these the threshold of a page lies.
const LEAST: f32 = 0.2;
const MOST: f32 = 0.5;
/// How many short lines in a row may be bridged, and how many words are short.
const BRIDGED: usize = 2;
const SHORT: usize = 14;
/// The least probability of a bridged line.
const BETWEEN: f32 = 0.1;
/// Features of the second look: the first ones, own and neighbours' probabilities, means over
/// what stands before, behind, and in the same elements, and how much was kept in all.
const WIDTH_2: usize = WIDTH + 1 + 2 * REACH as usize + 9;

/// A trained judge: a first and a second look.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Judge {
    first: Forest,
    second: Forest,
}

/// For the blocks of web pages.
pub(crate) static PAGES: LazyLock<Judge> =
    LazyLock::new(|| Judge::unpack(include_bytes!("../../models/en/pages.zst")).unwrap_or_default());
/// For the lines of plain text.
pub(crate) static LINES: LazyLock<Judge> =
    LazyLock::new(|| Judge::unpack(include_bytes!("../../models/en/lines.zst")).unwrap_or_default());

impl Judge {
    /// The probability that each block belongs to the article.
    pub(crate) fn probabilities(&self, blocks: &[Block], title: &str) -> Vec<f32> {
        let rows = features::rows(blocks, title);
        let first: Vec<f32> = rows.iter().map(|row| self.first.probability(row)).collect();
        let looks = second_rows(&rows, &first, blocks);
        looks.iter().map(|row| self.second.probability(row)).collect()
    }

    /// Which blocks belong to the article.
    pub(crate) fn kept(&self, blocks: &[Block], title: &str) -> Vec<bool> {
        if self.first.trees.is_empty() {
            return blocks.iter().map(|b| b.chosen).collect();
        }
        let mut p = self.probabilities(blocks, title);
        let words: Vec<usize> = blocks.iter().map(|b| b.text.split_whitespace().count()).collect();
        without_comments(&mut p, blocks, &words);
        without_fillers_and_pointers(&mut p, blocks);
        let least = threshold(&p, &words);
        let mut kept: Vec<bool> = p.iter().map(|p| *p >= least).collect();
        bridge(&mut kept, &p, &words);
        let chosen: Vec<bool> = blocks.iter().zip(&p).map(|(b, p)| b.chosen && *p > 0.0).collect();
        let size = |kept: &[bool]| kept.iter().zip(&words).filter(|(k, _)| **k).map(|(_, w)| *w).sum::<usize>();
        // Next to nothing beside what the content extractor chose: its choice, without what is none of any article.
        if size(&kept) * 5 < size(&chosen) * 2 { chosen } else { kept }
    }

    fn pack(&self) -> std::io::Result<Vec<u8>> {
        let mut bytes = self.first.to_bytes();
        bytes.extend(self.second.to_bytes());
        zstd::encode_all(bytes.as_slice(), 19)
    }

    fn unpack(packed: &[u8]) -> Option<Self> {
        let bytes = zstd::decode_all(packed).ok()?;
        let (first, used) = Forest::from_bytes(&bytes)?;
        let (second, _) = Forest::from_bytes(bytes.get(used..)?)?;
        Some(Self { first, second })
    }
}

/// A heading or a short item between two lines that stay needs less to stay with them.
fn bridge(kept: &mut [bool], p: &[f32], words: &[usize]) {
    let ends: Vec<usize> = (0..kept.len()).filter(|i| kept[*i]).collect();
    for pair in ends.windows(2) {
        let gap = pair[0] + 1..pair[1];
        let short = gap.len() <= BRIDGED && gap.clone().all(|i| words[i] <= SHORT && p[i] >= BETWEEN);
        if short {
            kept[gap].fill(true);
        }
    }
}

/// What stands among readers' comments is theirs, however well it is written: unless next to nothing
/// stands outside, as in a forum.
fn without_comments(p: &mut [f32], blocks: &[Block], words: &[usize]) {
    let is_comment = |i: &usize| blocks[*i].hints & hint::COMMENTS != 0;
    let outside: f32 = (0..p.len()).filter(|i| !is_comment(i)).map(|i| p[i] * words[i] as f32).sum();
    if outside >= 80.0 {
        (0..p.len()).filter(is_comment).for_each(|i| p[i] = 0.0);
    }
}

/// The filling of a template that nobody wrote over, a line that only leads to another article ("Also read:
/// Mayor resigns") and an invitation to subscribe are none of this one, wherever they stand.
fn without_fillers_and_pointers(p: &mut [f32], blocks: &[Block]) {
    for (p, block) in p.iter_mut().zip(blocks) {
        let key = crate::segment::folded(&block.text);
        let points_away = block.linked * 2 > block.text.len() && crate::segment::is_related(&key, &block.text);
        if points_away || key.contains("lorem ipsum") || crate::segment::notice(&key).is_some() {
            *p = 0.0;
        }
    }
}

/// The least probability to be kept: the one at which the F1 over words that may be expected is best
/// (Lipton et al. 2014, "Optimal thresholding of classifiers to maximize F1 measure"). On a page where
/// nothing is sure it is lower than on one where the article stands out.
pub(crate) fn threshold(p: &[f32], words: &[usize]) -> f32 {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*b].total_cmp(&p[*a]));
    let expected: f64 = p.iter().zip(words).map(|(p, w)| f64::from(*p) * *w as f64).sum();
    let (mut kept, mut right) = (0.0, 0.0);
    let mut best = (0.0, 0.5);
    for i in order {
        kept += words[i] as f64;
        right += f64::from(p[i]) * words[i] as f64;
        let f1 = 2.0 * right / (kept + expected).max(1.0);
        if f1 >= best.0 {
            best = (f1, p[i]);
        }
    }
    best.1.clamp(LEAST, MOST)
}

/// The rows of the second look, from the first rows and what the first look thought.
fn second_rows(rows: &[[f32; WIDTH]], first: &[f32], blocks: &[Block]) -> Vec<[f32; WIDTH_2]> {
    let counts: Vec<f32> = blocks.iter().map(|b| b.text.split_whitespace().count() as f32).collect();
    let total: f32 = counts.iter().sum::<f32>().max(1.0);
    let kept: f32 = first.iter().zip(&counts).map(|(p, c)| p * c).sum();
    // Words and kept words of the elements one, two above, and of blocks alike in kind.
    let mut groups: [FxHashMap<u64, (f32, f32)>; 5] = Default::default();
    let keys = |block: &Block| {
        let alike = u64::from(block.hints) << 8 | block.tag as u64;
        [u64::from(block.parents[1]), u64::from(block.parents[2]), u64::from(block.parents[3]), alike, block.make]
    };
    for (i, block) in blocks.iter().enumerate() {
        for (group, key) in groups.iter_mut().zip(keys(block)) {
            let sums = group.entry(key).or_default();
            *sums = (sums.0 + counts[i], sums.1 + counts[i] * first[i]);
        }
    }
    let mean = |range: std::ops::Range<usize>| {
        let words: f32 = counts[range.clone()].iter().sum::<f32>().max(1.0);
        range.map(|j| first[j] * counts[j]).sum::<f32>() / words
    };
    (0..rows.len())
        .map(|i| {
            let mut out = [0.0; WIDTH_2];
            out[..WIDTH].copy_from_slice(&rows[i]);
            let mut at = WIDTH;
            let mut put = |value: f32| {
                out[at] = value;
                at += 1;
            };
            put(first[i]);
            for step in (-REACH..=REACH).filter(|s| *s != 0) {
                put(i.checked_add_signed(step).and_then(|j| first.get(j)).copied().unwrap_or(-1.0));
            }
            put(mean(i.saturating_sub(10)..i));
            put(mean((i + 1).min(first.len())..(i + 11).min(first.len())));
            for (group, key) in groups.iter().zip(keys(&blocks[i])) {
                let (words, kept) = group.get(&key).copied().unwrap_or_default();
                put(kept / words.max(1.0));
            }
            put(kept / total);
            put(kept.ln_1p());
            out
        })
        .collect()
}
