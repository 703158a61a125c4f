//! Documents for tests of single layers.

use crate::{Document, TextBuffer};

/// A document with tokens and sentences, no tags, no tree. The text lives until the test ends.
pub(crate) fn document(text: &str) -> Document<'static> {
    Document::segment(Box::leak(Box::new(TextBuffer::plain(text))))
}
