//! Training of the judges from web pages with a hand-made body, and their score by
//! cross-validation over web domains.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::features::{self, WIDTH};
use super::grow::{Growth, Samples, grow};
use super::{Judge, second_rows};
use crate::html::{self, Block};
use crate::segment;

/// A page with the text that belongs to it.
#[derive(Debug, Clone)]
pub struct GoldPage {
    /// The page's HTML.
    pub html: String,
    /// Its address; pages of one domain are never in training and test at once.
    pub url: String,
    /// The headline.
    pub title: String,
    /// The article's text.
    pub body: String,
}

/// What is trained for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The blocks of web pages.
    Pages,
    /// The lines of plain text that once was a page.
    Lines,
}

// Many small steps: with half as many of twice the length, what is learned hangs on which pages a tree sees.
const FIRST: Growth = Growth { trees: 180, depth: 5, rate: 0.06, least: 4.0, pull: 2.0 };
const SECOND: Growth = Growth { trees: 140, depth: 4, rate: 0.06, least: 4.0, pull: 2.0 };
/// Parts that the data are cut into.
const FOLDS: usize = 4;

/// A page made ready: blocks, features, answers.
struct Page {
    domain: String,
    blocks: Vec<Block>,
    title: String,
    rows: Vec<[f32; WIDTH]>,
    answers: Vec<bool>,
    gold: String,
    carried: html::Carried,
}

/// Trains on all pages and gives the packed model.
///
/// # Errors
/// Where packing fails.
pub fn train(pages: &[GoldPage], kind: Kind) -> std::io::Result<Vec<u8>> {
    let pages = prepare(pages, kind);
    let all: Vec<&Page> = pages.iter().collect();
    fit(&all).pack()
}

/// Word precision, recall and F1 of one page's text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextScore {
    /// The share of the stored words that the gold body has.
    pub precision: f64,
    /// The share of the gold body's words that are stored.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

/// A page read by a judge that saw no page of its domain.
#[derive(Debug, Clone)]
pub struct Trial {
    /// How good the stored body is.
    pub score: TextScore,
    /// What a perfect judge of blocks would reach.
    pub ceiling: f64,
    /// Each block: whether it should stay, whether it was stored, its text.
    pub blocks: Vec<(bool, bool, String)>,
}

/// Reads each page as ingesting does, with a judge trained on the other domains.
pub fn cross_validate(pages: &[GoldPage], kind: Kind) -> Vec<Trial> {
    let pages = prepare(pages, kind);
    let folds = folds(&pages.iter().map(|p| p.domain.as_str()).collect::<Vec<_>>());
    let mut trials: Vec<Option<Trial>> = vec![None; pages.len()];
    for fold in 0..FOLDS {
        let judge = fit(&pages.iter().zip(&folds).filter(|(_, f)| **f != fold).map(|(p, _)| p).collect::<Vec<_>>());
        for (i, page) in pages.iter().enumerate().filter(|(i, _)| folds[*i] == fold) {
            trials[i] = Some(trial(page, kind, &judge));
        }
    }
    trials.into_iter().flatten().collect()
}

/// The text of a page as it is seen, without markup: what flattened dumps hold.
pub fn visible_text(html: &str) -> String {
    html::blocks_of(html).0.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn trial(page: &Page, kind: Kind, judge: &Judge) -> Trial {
    let (raw, pieces) = match kind {
        Kind::Pages => html::label(&page.blocks, &page.title, judge, &page.carried),
        Kind::Lines => {
            let raw = page.blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n");
            let pieces = segment::label_by(&raw, segment::Mode::File, judge);
            (raw, pieces)
        }
    };
    let (body, _) = segment::assemble(&raw, &pieces);
    let mut start = 0;
    let block = |(block, answer): (&Block, &bool)| {
        let end = start + block.text.len();
        let inside =
            |p: &&segment::Piece| p.kind.in_body() && !p.is_repeat && p.range.start >= start && p.range.end <= end;
        let stored = pieces.iter().filter(inside).map(|p| p.range.len()).sum::<usize>() * 2 >= block.text.len();
        start = end + 1;
        (*answer, stored, block.text.clone())
    };
    let blocks = page.blocks.iter().zip(&page.answers).map(block).collect();
    let perfect = page.blocks.iter().zip(&page.answers).filter(|(_, a)| **a).map(|(b, _)| b.text.as_str());
    let ceiling = word_f1(&page.gold, perfect).f1;
    Trial { score: word_f1(&page.gold, std::iter::once(body.as_str())), ceiling, blocks }
}

fn prepare(pages: &[GoldPage], kind: Kind) -> Vec<Page> {
    pages
        .iter()
        .map(|gold| {
            let (mut blocks, title, carried) = html::blocks_of(&gold.html);
            if kind == Kind::Lines {
                for block in &mut blocks {
                    *block = Block { text: std::mem::take(&mut block.text), ..Block::default() };
                }
            }
            let title = if kind == Kind::Pages { title } else { String::new() };
            let rows = features::rows(&blocks, &title);
            let answers = align(&blocks, &gold.body);
            let domain = crate::outlet::host(&gold.url).unwrap_or_else(|| gold.url.clone());
            Page { domain, blocks, title, rows, answers, gold: gold.body.clone(), carried }
        })
        .collect()
}

/// First look on all, second look on what first looks that had not seen the page thought.
fn fit(pages: &[&Page]) -> Judge {
    let domains: Vec<&str> = pages.iter().map(|p| p.domain.as_str()).collect();
    let folds = folds(&domains);
    let samples = |keep: &dyn Fn(usize) -> bool| {
        let mut out = Samples::default();
        for (n, page) in pages.iter().enumerate().filter(|(i, _)| keep(*i)) {
            for (i, row) in page.rows.iter().enumerate() {
                out.push(row, f32::from(u8::from(page.answers[i])), weight(page, i), n as u32);
            }
        }
        out
    };
    let mut second = Samples::default();
    for fold in 0..FOLDS {
        let first = grow(&samples(&|i| folds[i] != fold), FIRST);
        for (n, page) in pages.iter().enumerate().filter(|(i, _)| folds[*i] == fold) {
            let p: Vec<f32> = page.rows.iter().map(|row| first.probability(row)).collect();
            for (i, row) in second_rows(&page.rows, &p, &page.blocks).iter().enumerate() {
                second.push(row, f32::from(u8::from(page.answers[i])), weight(page, i), n as u32);
            }
        }
    }
    Judge { first: grow(&samples(&|_| true), FIRST), second: grow(&second, SECOND) }
}

/// A block counts by its share of the article's words, so that each page counts alike.
fn weight(page: &Page, i: usize) -> f32 {
    let words = page.blocks[i].text.split_whitespace().count() as f32;
    let gold = page.gold.split_whitespace().count().max(50) as f32;
    (100.0 * words / gold).min(20.0) + 0.1
}

/// The part of each page: pages of a domain together, domains in order of their hash.
fn folds(domains: &[&str]) -> Vec<usize> {
    let part = |domain: &str| usize::from(blake3::hash(domain.as_bytes()).as_bytes()[0]) % FOLDS;
    domains.iter().map(|d| part(d)).collect()
}

fn words(text: &str) -> Vec<String> {
    let folded = text.to_lowercase();
    folded.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// Precision, recall and F1 over the multiset of words, as the project's referee counts them.
fn word_f1<'t>(gold: &str, kept: impl Iterator<Item = &'t str>) -> TextScore {
    let mut counts: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for word in words(gold) {
        counts.entry(word).or_default().0 += 1;
    }
    for text in kept {
        for word in words(text) {
            counts.entry(word).or_default().1 += 1;
        }
    }
    let sum = |f: fn(&(i64, i64)) -> i64| counts.values().map(f).sum::<i64>() as f64;
    let (both, gold, mine) = (sum(|c| c.0.min(c.1)), sum(|c| c.0).max(1.0), sum(|c| c.1).max(1.0));
    let (p, r) = (both / mine, both / gold);
    let f1 = if both > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
    TextScore { precision: p, recall: r, f1 }
}

/// Which blocks the gold body holds: long ones wherever most of their word triples stand in it,
/// short ones only where they stand between the long ones around them.
fn align(blocks: &[Block], body: &str) -> Vec<bool> {
    let gold = words(body);
    let mut triples: FxHashMap<&[String], Vec<usize>> = FxHashMap::default();
    for (at, window) in gold.windows(3).enumerate() {
        triples.entry(window).or_default().push(at);
    }
    let block_words: Vec<Vec<String>> = blocks.iter().map(|b| words(&b.text)).collect();
    // Where each long block stands in the gold text: begin and end.
    let mut places: Vec<Option<(usize, usize)>> = vec![None; blocks.len()];
    for (i, block) in block_words.iter().enumerate().filter(|(_, w)| w.len() >= 6) {
        let hits: Vec<usize> = block.windows(3).filter_map(|w| triples.get(w)).map(|at| at[0]).collect();
        if hits.len() * 2 > block.len() - 2 {
            let first = hits.iter().min().copied().unwrap_or(0);
            places[i] = Some((first, (first + block.len()).min(gold.len())));
        }
    }
    let mut answers: Vec<bool> = places.iter().map(Option::is_some).collect();
    for (i, block) in
        block_words.iter().enumerate().filter(|(i, w)| places[*i].is_none() && !w.is_empty() && w.len() < 6)
    {
        let before = places[..i].iter().rev().flatten().next().map(|p| p.1);
        let after = places[i + 1..].iter().flatten().next().map(|p| p.0);
        let (from, to) = match (before, after) {
            (Some(a), Some(b)) if a <= b => (a.saturating_sub(2), (b + 2).min(gold.len())),
            (None, Some(b)) => (b.saturating_sub(60), b),
            (Some(a), None) => (a, (a + 60).min(gold.len())),
            _ => continue,
        };
        answers[i] = gold[from..to].windows(block.len()).any(|w| w == block.as_slice());
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_found_in_the_gold_text() {
        let texts = [
            "Home",
            "Bridge",
            "The mayor opened the old bridge on Monday.",
            "Home",
            "She said it was late but very fine indeed.",
            "Read more",
        ];
        let blocks: Vec<Block> = texts.iter().map(|t| Block { text: (*t).into(), ..Block::default() }).collect();
        let body = "The mayor opened the old bridge on Monday.\nHome\nShe said it was late but very fine indeed.";
        assert_eq!(align(&blocks, body), [false, false, true, true, true, false]);
    }

    #[test]
    fn words_are_counted_as_a_multiset() {
        let score = word_f1("a b b", ["b a", "c"].into_iter());
        assert_eq!((score.precision, score.recall), (2.0 / 3.0, 2.0 / 3.0));
        assert!((score.f1 - 2.0 / 3.0).abs() < 1e-9);
    }
}
