//! A raw text cut into labelled pieces: headline, byline, dateline, body, captions,
//! credits, and what is none of the article.
//!
//! Nothing is deleted: every piece keeps its place in the raw text, and the kinds that
//! [`SegmentKind::in_body`] names make up the stored body. Rules know the pieces that have
//! a form of their own; for whole files a small trained model judges the lines that have none.

mod assemble;
mod boxes;
mod lexicon;
mod marks;
mod notices;
mod repeats;
mod rules;
mod signs;

use std::ops::Range;

use parallax_records::SegmentKind;

pub(crate) use assemble::{assemble, untouched};
pub(crate) use lexicon::{agency, folded, is_related};
pub(crate) use marks::{byline, byline_names, dateline};
pub(crate) use notices::notice;
pub(crate) use rules::{Mode, cut_body, label, label_by};
pub(crate) use signs::line_signs;

/// The last character boundary at or before a byte.
pub(crate) fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// A labelled piece of the raw text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Bytes of the raw text, white space around it left out.
    pub(crate) range: Range<usize>,
    /// What it is.
    pub(crate) kind: SegmentKind,
    /// Whether the same text stood before, or stands again in full.
    pub(crate) is_repeat: bool,
    /// Whether a rule for this very form decided; otherwise it is a line like any other.
    pub(crate) sure: bool,
}

impl Piece {
    pub(crate) fn text<'t>(&self, raw: &'t str) -> &'t str {
        &raw[self.range.clone()]
    }
}
