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

use crate::html::Block;
use features::WIDTH;
use forest::Forest;

/// How far the second look sees.
const REACH: isize = 4;
/// Features of the second look: the first ones, own and neighbours' probabilities, two means.
const WIDTH_2: usize = WIDTH + 1 + 2 * REACH as usize + 2;

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
        let counts: Vec<f32> = blocks.iter().map(|b| b.text.split_whitespace().count() as f32).collect();
        (0..rows.len()).map(|i| self.second.probability(&second_row(&rows[i], i, &first, &counts))).collect()
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

/// A row of the second look.
fn second_row(row: &[f32; WIDTH], i: usize, first: &[f32], counts: &[f32]) -> [f32; WIDTH_2] {
    let mut out = [0.0; WIDTH_2];
    out[..WIDTH].copy_from_slice(row);
    let mut at = WIDTH;
    let mut put = |value: f32| {
        out[at] = value;
        at += 1;
    };
    put(first[i]);
    for step in (-REACH..=REACH).filter(|s| *s != 0) {
        put(i.checked_add_signed(step).and_then(|j| first.get(j)).copied().unwrap_or(-1.0));
    }
    let mean = |range: std::ops::Range<usize>| {
        let words: f32 = counts[range.clone()].iter().sum::<f32>().max(1.0);
        range.map(|j| first[j] * counts[j]).sum::<f32>() / words
    };
    put(mean(i.saturating_sub(10)..i));
    put(mean((i + 1).min(first.len())..(i + 11).min(first.len())));
    out
}
