//! What a line or block shows, as numbers: its own form, its neighbours, its place.
//!
//! Nothing that is the same for all lines of a page: with few pages to learn from, a judge would know
//! each of them by its length.

use rustc_hash::FxHashMap;

use crate::html::{Block, Tag};
use crate::segment::{folded, line_signs};

/// Words that running English text is full of and menus are not.
const FUNCTION_WORDS: [&str; 72] = [
    "a", "about", "after", "all", "also", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "could",
    "did", "do", "for", "from", "had", "has", "have", "he", "her", "his", "how", "i", "if", "in", "into", "is", "it",
    "its", "may", "more", "not", "of", "on", "one", "or", "our", "out", "over", "said", "she", "so", "some", "than",
    "that", "the", "their", "them", "there", "they", "this", "to", "up", "was", "we", "were", "what", "when", "which",
    "who", "will", "with", "would", "you", "your", "because", "while",
];

/// Features of a line by its own form.
const OWN: usize = 14;
/// Features of a block by the elements around it.
const DOM: usize = 6 + 31 + 1 + 6 * LEVELS + ALIKE;
/// How many elements above a block's own are looked at.
const LEVELS: usize = 3;
/// Features of the blocks made alike.
const ALIKE: usize = 6;
/// Features of each neighbour.
const NEIGHBOUR: usize = 7;
/// How far neighbours are looked at.
const REACH: isize = 3;
/// Features of place and surroundings.
const PLACE: usize = 11;
/// Features of a row.
pub(crate) const WIDTH: usize = OWN + DOM + 2 * REACH as usize * NEIGHBOUR + PLACE;

/// The own form of a line.
#[derive(Debug, Clone, Copy, Default)]
struct Own {
    chars: f32,
    words: f32,
    linked: f32,
    function: f32,
    ends: f32,
    commas: f32,
    digits: f32,
    capitals: f32,
    signs: [f32; 5],
    chosen: f32,
}

fn own(block: &Block) -> Own {
    let text = &block.text;
    let chars = text.chars().count().max(1) as f32;
    let words: Vec<&str> = text.split_whitespace().collect();
    let count = words.len().max(1) as f32;
    let part = |n: usize| n as f32 / count;
    let bare = |w: &&&str| {
        let w = w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        FUNCTION_WORDS.contains(&w.as_str())
    };
    let end = text.trim_end_matches(['"', '”', '’', '\'', ')', ']']);
    let ends = if end.ends_with(['.', '!', '?', '…']) {
        1.0
    } else if end.ends_with([':', ',', ';']) {
        0.5
    } else {
        0.0
    };
    Own {
        chars: chars.ln_1p(),
        words: count.ln_1p(),
        linked: block.linked.min(text.len()) as f32 / text.len().max(1) as f32,
        function: part(words.iter().filter(bare).count()),
        ends,
        commas: text.matches(',').count() as f32 / count,
        digits: text.chars().filter(char::is_ascii_digit).count() as f32 / chars,
        capitals: part(words.iter().filter(|w| w.starts_with(char::is_uppercase)).count()),
        signs: line_signs(text),
        chosen: f32::from(u8::from(block.chosen)),
    }
}

/// Sums over the blocks of one element.
#[derive(Debug, Clone, Copy, Default)]
struct Around {
    blocks: f32,
    words: f32,
    linked: f32,
    chosen: f32,
    running: f32,
}

impl Around {
    fn add(&mut self, own: &Own, words: f32) {
        self.blocks += 1.0;
        self.words += words;
        self.linked += own.linked * words;
        self.chosen += own.chosen * words;
        self.running += running(own) * words;
    }
}

/// 1 for a line that reads as running text.
fn running(own: &Own) -> f32 {
    f32::from(u8::from(own.ends == 1.0 && own.function > 0.25 && own.linked < 0.5 && own.words > 2.3))
}

/// One row of features for each block. `title` is the headline where it is known.
pub(crate) fn rows(blocks: &[Block], title: &str) -> Vec<[f32; WIDTH]> {
    let own: Vec<Own> = blocks.iter().map(own).collect();
    let counts: Vec<f32> = blocks.iter().map(|b| b.text.split_whitespace().count() as f32).collect();
    let total: f32 = counts.iter().sum::<f32>().max(1.0);
    let mut around: [FxHashMap<u32, Around>; LEVELS] = Default::default();
    let mut alike: FxHashMap<u64, Around> = FxHashMap::default();
    for (i, block) in blocks.iter().enumerate() {
        for (level, sums) in around.iter_mut().enumerate() {
            sums.entry(block.parents[level + 1]).or_default().add(&own[i], counts[i]);
        }
        alike.entry(block.make).or_default().add(&own[i], counts[i]);
    }
    let keys: Vec<String> = blocks.iter().map(|b| folded(&b.text)).collect();
    let mut times: FxHashMap<&str, f32> = FxHashMap::default();
    for key in &keys {
        *times.entry(key).or_default() += 1.0;
    }
    let title_key = folded(title);
    let heading = keys.iter().position(|k| !title_key.is_empty() && *k == title_key);
    // Where an end or the readers' comments were announced, and how much text stood before.
    let (mut end_seen, mut comments_seen): (Option<usize>, Option<usize>) = (None, None);
    let mut before = 0.0;
    let chosen_words: f32 = own.iter().zip(&counts).map(|(o, c)| o.chosen * c).sum();
    let mut chosen_before = 0.0;
    let mut out = Vec::with_capacity(blocks.len());
    for i in 0..blocks.len() {
        let mut row = Row { values: [0.0; WIDTH], at: 0 };
        let me = own[i];
        row.all(&[me.chars, me.words, me.linked, me.function, me.ends, me.commas, me.digits, me.capitals]);
        row.all(&me.signs);
        row.one(times[keys[i].as_str()]);
        dom(&mut row, &blocks[i], me, &around, total);
        // All lines of plain text are made alike, which would tell pages apart by their length.
        let same = alike.get(&blocks[i].make).filter(|_| blocks[i].make != 0).copied().unwrap_or_default();
        let words = same.words.max(1.0);
        row.all(&[same.blocks.ln_1p(), (same.words / same.blocks.max(1.0)).ln_1p(), same.words / total]);
        row.all(&[same.linked / words, same.chosen / words, same.running / words]);
        for step in (-REACH..=REACH).filter(|s| *s != 0) {
            let near = i.checked_add_signed(step).and_then(|j| own.get(j)).copied();
            match near {
                Some(n) => {
                    row.all(&[n.words, n.linked, n.function, n.ends, n.chosen, n.signs[0] + n.signs[1], n.capitals])
                }
                None => row.all(&[-1.0; NEIGHBOUR]),
            }
        }
        let window = i.saturating_sub(5)..(i + 6).min(blocks.len());
        let wide = i.saturating_sub(12)..(i + 13).min(blocks.len());
        let share = |range: std::ops::Range<usize>, value: fn(&Own) -> f32| {
            let words: f32 = counts[range.clone()].iter().sum::<f32>().max(1.0);
            range.map(|j| value(&own[j]) * counts[j]).sum::<f32>() / words
        };
        row.all(&[
            i as f32 / blocks.len() as f32,
            before / total,
            heading.map_or(-99.0, |h| (i as f32 - h as f32).clamp(-40.0, 40.0)),
            share(window.clone(), |o| o.function),
            share(window.clone(), |o| o.ends),
            share(wide.clone(), |o| o.function),
            counts[wide].iter().sum::<f32>().ln_1p(),
            counts[window].iter().sum::<f32>().ln_1p(),
            end_seen.map_or(-1.0, |at| (i - at).min(60) as f32),
            comments_seen.map_or(-1.0, |at| (i - at).min(60) as f32),
            chosen_before / chosen_words.max(1.0),
        ]);
        before += counts[i];
        chosen_before += me.chosen * counts[i];
        if me.signs[1] > 0.0 {
            end_seen = Some(i);
        }
        if is_comments_heading(&keys[i]) {
            comments_seen = Some(i);
        }
        debug_assert_eq!(row.at, WIDTH);
        out.push(row.values);
    }
    out
}

/// "12 comments", "leave a reply": what follows is the readers'.
fn is_comments_heading(key: &str) -> bool {
    let bare = key.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    key.len() < 60
        && [
            "comments",
            "comment",
            "responses",
            "replies",
            "leave a reply",
            "leave a comment",
            "post a comment",
            "reader comments",
            "join the conversation",
            "thoughts on",
            "discussion",
        ]
        .iter()
        .any(|w| bare.starts_with(w))
}

/// What the elements around a block tell; zeros for a line of plain text.
fn dom(row: &mut Row, block: &Block, me: Own, around: &[FxHashMap<u32, Around>; LEVELS], total: f32) {
    let is = |tag: Tag| f32::from(u8::from(block.tag == tag));
    let heading = [Tag::H1, Tag::H2, Tag::H3, Tag::H4].contains(&block.tag);
    row.all(&[me.chosen, is(Tag::P), is(Tag::Li), f32::from(u8::from(heading)), is(Tag::Cell), block.tag as u8 as f32]);
    for bit in 0..31 {
        row.one((block.hints >> bit & 1) as f32);
    }
    row.one(block.depth as f32);
    for (level, sums) in around.iter().enumerate() {
        let sum = sums.get(&block.parents[level + 1]).copied().unwrap_or_default();
        let words = sum.words.max(1.0);
        let parts = [sum.words / total, sum.running / words];
        row.all(&[sum.blocks.ln_1p(), sum.words.ln_1p(), sum.linked / words, sum.chosen / words]);
        row.all(&parts);
    }
}

struct Row {
    values: [f32; WIDTH],
    at: usize,
}

impl Row {
    fn one(&mut self, value: f32) {
        self.values[self.at] = value;
        self.at += 1;
    }

    fn all(&mut self, values: &[f32]) {
        for value in values {
            self.one(*value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_for_every_block() {
        let block = |text: &str| Block { text: text.into(), ..Block::default() };
        let blocks = [block("Menu"), block("Bridge opens"), block("The mayor opened it, and she was glad.")];
        let rows = rows(&blocks, "Bridge opens");
        assert_eq!(rows.len(), 3);
        // Function words and the full stop tell text from labels.
        assert!(rows[2][3] > rows[0][3] && rows[2][4] == 1.0 && rows[0][4] == 0.0);
    }
}
