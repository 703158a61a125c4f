//! Places in text.

use crate::names::named_enum;

/// A half-open range of UTF-8 bytes, 0-based, in one text.
///
/// Invariant: `start <= end`, and both fall on character boundaries of the text it was
/// made for. `slice` panics where that is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct TextRange {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl TextRange {
    /// The range from `start` to `end`, end-exclusive.
    ///
    /// # Panics
    /// Where `start > end`, or where an offset does not fit 32 bits (texts end at 4 GiB).
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "text range {start}..{end} runs backwards");
        let narrow = |n: usize| u32::try_from(n).expect("texts are shorter than 4 GiB");
        Self { start: narrow(start), end: narrow(end) }
    }

    /// What the range covers in `text`.
    ///
    /// # Panics
    /// Where the range is not one of `text`.
    pub fn slice(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing is covered.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether at least one byte is shared.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

named_enum!(
    /// Which text of an article an offset counts in.
    Field, "field", {
        /// The headline.
        Title => "title",
        /// The text below it, as it is stored.
        Body => "body",
});

named_enum!(
    /// The part of an article that a claim stands in.
    Section, "section", {
        /// The headline.
        Title => "title",
        /// Running text.
        Body => "body",
        /// A picture's caption.
        Caption => "caption",
});

/// A range with the text it counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Span {
    /// The text.
    pub field: Field,
    /// The place in it.
    pub range: TextRange,
}

impl Span {
    /// A span of `field`.
    pub const fn new(field: Field, range: TextRange) -> Self {
        Self { field, range }
    }
}

/// Turns byte offsets of one text into Unicode code points and back, in logarithmic time.
///
/// Keeps one checkpoint for every 64 bytes; a text that is all ASCII keeps none.
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before byte `64 * i`; empty for ASCII.
    checkpoints: Vec<u32>,
}

const STRIDE: usize = 64;

impl<'t> CodePoints<'t> {
    /// Reads `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut checkpoints = Vec::new();
        if !text.is_ascii() {
            let mut seen = 0;
            for chunk in text.as_bytes().chunks(STRIDE) {
                checkpoints.push(seen);
                seen += chunk.iter().filter(|b| is_char_start(**b)).count() as u32;
            }
            checkpoints.push(seen);
        }
        Self { text, checkpoints }
    }

    /// How many code points stand before byte `offset`.
    pub fn from_byte(&self, offset: u32) -> u32 {
        if self.checkpoints.is_empty() {
            return offset;
        }
        let offset = offset as usize;
        let at = (offset / STRIDE).min(self.checkpoints.len() - 1);
        let rest = &self.text.as_bytes()[(at * STRIDE).min(offset)..offset];
        self.checkpoints[at] + rest.iter().filter(|b| is_char_start(**b)).count() as u32
    }

    /// The byte at which code point number `point` starts; the text's length at its end,
    /// `None` beyond it.
    pub fn to_byte(&self, point: u32) -> Option<u32> {
        if self.checkpoints.is_empty() {
            return (point as usize <= self.text.len()).then_some(point);
        }
        let at = self.checkpoints.partition_point(|seen| *seen <= point).saturating_sub(1);
        let mut left = point - self.checkpoints[at];
        let bytes = self.text.as_bytes();
        for (i, byte) in bytes.iter().enumerate().skip(at * STRIDE) {
            if is_char_start(*byte) {
                if left == 0 {
                    return Some(i as u32);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(bytes.len() as u32)
    }
}

/// Whether a byte begins a character (is no UTF-8 continuation byte).
const fn is_char_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_round_trip(text in "\\PC{0,300}") {
            let points = CodePoints::new(&text);
            let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
            for (count, byte) in starts.into_iter().enumerate() {
                prop_assert_eq!(points.from_byte(byte as u32), count as u32);
                prop_assert_eq!(points.to_byte(count as u32), Some(byte as u32));
            }
            prop_assert_eq!(points.to_byte(text.chars().count() as u32 + 1), None);
        }
    }

    #[test]
    fn ranges_compare_as_half_open() {
        let range = |a, b| TextRange::new(a, b);
        assert!(!range(0, 3).overlaps(range(3, 5)));
        assert!(range(0, 4).overlaps(range(3, 5)));
        assert!(range(0, 5).contains(range(5, 5)));
        assert_eq!(range(1, 2).cover(range(4, 6)), range(1, 6));
    }
}
