//! From text to extraction: the table of contents of this crate.

use parallax_records::{Date, Extraction, Segment, SegmentKind, Sentence, TextRange};

use crate::identify::identify;
use crate::{
    Document, Frames, Models, PronounModel, QuoteModel, SentenceLayer, TextBuffer, claims, extract_quotes, link_chains,
    resolve_entities,
};

/// What is known of a text before it is read.
#[derive(Debug, Clone, Default)]
pub struct Input<'a> {
    /// The headline; may be empty.
    pub title: &'a str,
    /// The text.
    pub body: &'a str,
    /// Who wrote it: the "I" outside of quotes.
    pub byline: Option<&'a str>,
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
#[derive(Debug)]
pub struct Annotator {
    models: Models,
    quotes: QuoteModel,
    pronouns: PronounModel,
    frames: Frames,
}

/// The embedded models, read side by side.
fn embedded() -> (Models, QuoteModel, PronounModel) {
    let above = || (QuoteModel::english(), PronounModel::english());
    let (models, (quotes, pronouns)) = rayon::join(Models::english, above);
    (
        models.expect("the embedded models are of this version"),
        quotes.expect("the embedded quote model is of this version"),
        pronouns.expect("the embedded pronoun model is of this version"),
    )
}

impl Default for Annotator {
    fn default() -> Self {
        Self::new()
    }
}

impl Annotator {
    /// Loads the embedded English models, lexicons and frames.
    ///
    /// # Panics
    /// Where the program was built with models of another version; a test loads them.
    pub fn new() -> Self {
        let (models, frames) = rayon::join(embedded, Frames::english);
        Self::of(models, frames)
    }

    /// The same with frames of the user's own, made with [`Frames::add`].
    ///
    /// # Panics
    /// As [`Annotator::new`].
    pub fn with_frames(frames: Frames) -> Self {
        Self::of(embedded(), frames)
    }

    fn of((models, quotes, pronouns): (Models, QuoteModel, PronounModel), frames: Frames) -> Self {
        Self { models, quotes, pronouns, frames }
    }

    /// The examples and counter-examples of all frames that do not hold.
    pub fn check_frames(&self) -> Vec<crate::FrameMismatch> {
        claims::examples::mismatches(self, &self.frames)
    }

    /// A text with the layers below entities: sentences, tokens, tags, trees, names, lemmas.
    pub fn document<'t>(&self, buffer: &'t TextBuffer) -> Document<'t> {
        let mut doc = Document::segment(buffer);
        self.models.read(&mut doc);
        doc.lemmatize();
        doc
    }

    /// Reads one article. Never fails: what cannot be read is a warning of the extraction.
    pub fn annotate(&self, input: &Input<'_>) -> Extraction {
        let buffer = TextBuffer::new(input);
        let doc = self.document(&buffer);
        let mut entities = resolve_entities(&doc, &self.pronouns, input.published);
        let mut quotes = extract_quotes(&doc, &self.models.lexicon, &entities, &self.quotes);
        link_chains(&doc, &mut entities, &mut quotes, input.byline);
        identify(&mut entities.entities, input.published);
        let context = claims::Context {
            published: input.published,
            dateline: input.dateline,
            entities: &entities,
            quotes: &quotes,
        };
        let claims = claims::claims(&doc, &self.frames, &context);
        let sentence = |s: &SentenceLayer| Sentence { at: doc.span(doc.range_of(s.tokens.clone())) };
        Extraction {
            sentences: doc.sentences.iter().map(sentence).collect(),
            mentions: entities.records(&doc),
            entities: entities.entities,
            quotes,
            claims,
            warnings: Vec::new(),
        }
    }
}
