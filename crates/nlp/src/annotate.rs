//! From text to extraction: the table of contents of this crate.

use parallax_records::{Date, Extraction, Segment, SegmentKind, TextRange};

/// What is known of a text before it is read.
#[derive(Debug, Clone, Default)]
pub struct Input<'a> {
    /// The headline; may be empty.
    pub title: &'a str,
    /// The text.
    pub body: &'a str,
    /// When it was published; relative dates stay unresolved without it.
    pub published: Option<Date>,
    /// The place of the dateline ("BELEK, Turkey"), where one was found.
    pub dateline: Option<&'a str>,
    /// Labelled pieces of `body`, in order; what no piece holds is running text.
    pub regions: Vec<Region>,
}

/// A labelled piece of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Where it stands in the body.
    pub range: TextRange,
    /// What it is.
    pub kind: SegmentKind,
    /// Whether the same text stood before; a repeat is not read again.
    pub is_repeat: bool,
}

impl Region {
    /// The piece of the body that a segment labels, if it was kept there.
    pub fn of(segment: &Segment) -> Option<Self> {
        segment.body.map(|range| Self { range, kind: segment.kind, is_repeat: segment.is_repeat })
    }

    /// Whether sentences, quotes and claims are looked for here.
    pub fn is_read(self) -> bool {
        self.kind.in_body() && !self.is_repeat
    }
}

/// The loaded models and lexicons. Loading takes some tens of milliseconds; share one.
#[derive(Debug, Default)]
pub struct Annotator {}

impl Annotator {
    /// Loads the embedded English models and lexicons.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads one article. Never fails: what cannot be read is a warning of the extraction.
    pub fn annotate(&self, _input: &Input<'_>) -> Extraction {
        Extraction::default()
    }
}
