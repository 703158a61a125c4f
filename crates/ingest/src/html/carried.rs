//! The article's text that some pages carry in their head for search engines (schema.org `articleBody`).
//!
//! What stands in it is the article's, whatever the elements around it say. It may be cut short or be a mere
//! summary, so what is missing there proves nothing.

use std::hash::Hasher;

use dom_query::Document;
use rustc_hash::{FxHashSet, FxHasher};

use super::blocks::{self, Block, Tag};

/// Words in the runs that are compared.
const RUN: usize = 4;
/// A shorter text, in words, is a summary.
const LEAST: usize = 100;
/// The least words of a block that is told by them.
const LEAST_BLOCK: usize = 8;

/// The text in a page's head, by its runs of words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Carried {
    paragraphs: Vec<String>,
    runs: FxHashSet<u64>,
}

impl Carried {
    pub(crate) fn new(body: Option<&str>) -> Self {
        let Some(body) = body.filter(|body| words(body).len() >= LEAST) else { return Self::default() };
        let paragraphs: Vec<String> = match body.contains("</") {
            // Some write the page's own markup into it.
            true => blocks::blocks(&Document::from(body)).into_iter().map(|block| block.text).collect(),
            false => body.lines().map(super::meta::clean).filter(|line| !line.is_empty()).collect(),
        };
        let runs = runs(&paragraphs.join(" "));
        Self { paragraphs, runs }
    }

    /// Whether most of a block stands in it.
    pub(crate) fn holds(&self, block: &str) -> bool {
        if self.runs.is_empty() || block.len() < LEAST_BLOCK * 2 {
            return false;
        }
        let own = runs(block);
        let shared = own.intersection(&self.runs).count();
        own.len() + RUN > LEAST_BLOCK && shared * 4 > own.len() * 3
    }

    /// Adds its paragraphs to the blocks of a page that shows next to nothing of it: one whose text is fetched or
    /// unlocked later.
    pub(super) fn add_where_unseen(&self, blocks: &mut Vec<Block>) {
        let mut seen: FxHashSet<u64> = FxHashSet::default();
        if !self.runs.is_empty() {
            blocks.iter().for_each(|block| seen.extend(runs(&block.text).intersection(&self.runs)));
        }
        if seen.len() * 5 < self.runs.len() {
            let block = |text: &String| Block { text: text.clone(), tag: Tag::P, chosen: true, ..Block::default() };
            blocks.extend(self.paragraphs.iter().map(block));
        }
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// The hashes of the runs of words, case aside.
fn runs(text: &str) -> FxHashSet<u64> {
    let lower = text.to_lowercase();
    let hash = |run: &[&str]| {
        let mut hasher = FxHasher::default();
        run.iter().for_each(|word| {
            hasher.write(word.as_bytes());
            hasher.write_u8(0);
        });
        hasher.finish()
    };
    words(&lower).windows(RUN).map(hash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> String {
        let say =
            |n: usize| format!("The mayor opened bridge number {n} on Monday and called pier {n} a good one, too.");
        (0..12).map(say).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_block_of_it_is_known() {
        let carried = Carried::new(Some(&text()));
        assert!(carried.holds("The mayor opened bridge number 4 on Monday, and called pier 4 a good one, too."));
        assert!(!carried.holds("The harbour master opened the lock on Tuesday and said nothing more of it."));
        assert!(!Carried::new(Some("The mayor opened the bridge.")).holds("The mayor opened the bridge."));
    }

    #[test]
    fn a_page_that_shows_nothing_of_it() {
        let carried = Carried::new(Some(&text()));
        let teaser = Block { text: "Subscribe to read on.".into(), ..Block::default() };
        let mut blocks = vec![teaser];
        carried.add_where_unseen(&mut blocks);
        assert_eq!(blocks.len(), 13);
        carried.add_where_unseen(&mut blocks);
        assert_eq!(blocks.len(), 13, "now it is seen");
    }
}
