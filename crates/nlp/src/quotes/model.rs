//! The trained weights of quote extraction: cues, then the spans of each cue.

use super::cue_model;
use super::outline::Outline;
use super::spans::{self, CLASSES, Label, Lattice, Unit};
use crate::document::Document;
use crate::learn::{ModelError, Reader, Table, Writer};

const MAGIC: [u8; 4] = *b"PXQ1";

/// Sentences longer than this are scraper garbage or hostile: no cues are looked for there,
/// which keeps the work linear in the length of the text.
const LONGEST_SENTENCE: usize = 400;

/// Decides which tokens are cues.
#[derive(Debug, Clone)]
pub(crate) struct CueModel {
    pub(crate) table: Table<1>,
    /// The usual size of a score, to sort scores into classes.
    pub(crate) unit: i32,
}

impl CueModel {
    /// The class of a score: 0 far below the line to 9 far above it.
    pub(crate) fn class(&self, score: i32) -> u32 {
        (score * 2 / self.unit.max(1)).clamp(-3, 6).wrapping_add(3) as u32
    }

    /// Whether a score makes a token worth looking at: the span model has the last word.
    pub(crate) fn is_candidate(&self, score: i32) -> bool {
        score * 2 > -self.unit
    }

    /// Calls `found` with every candidate and its score, in order.
    pub(crate) fn candidates(&self, doc: &Document<'_>, outline: &Outline, mut found: impl FnMut(usize, i32)) {
        let mut features = Vec::with_capacity(64);
        for sentence in doc.sentences.iter().filter(|s| s.tokens.len() <= LONGEST_SENTENCE) {
            for token in sentence.tokens.clone().filter(|t| cue_model::may_be_cue(doc, outline, *t)) {
                cue_model::features(doc, outline, token, &mut features);
                let score = i32::from(self.table.score(&features)[0]);
                if self.is_candidate(score) {
                    found(token, score);
                }
            }
        }
    }
}

/// Both models.
#[derive(Debug, Clone)]
pub struct QuoteModel {
    pub(crate) cues: CueModel,
    pub(crate) spans: Table<CLASSES>,
    /// The lead over "nothing is said here" that a reading needs, in the span model's scores.
    pub(crate) least: i32,
}

/// What the model reads at one cue.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    pub(crate) cue: usize,
    /// The lead over "nothing is said here".
    pub(crate) lead: i32,
    pub(crate) units: Vec<Unit>,
    pub(crate) labels: Vec<Label>,
}

impl QuoteModel {
    /// Loads the embedded English model.
    ///
    /// # Errors
    /// Where it was written by another version of this crate: train it again.
    pub fn english() -> Result<Self, ModelError> {
        Self::read(include_bytes!("../../models/en/quotes.bin"))
    }

    /// Reads what [`QuoteModel::write`] wrote.
    ///
    /// # Errors
    /// Where the bytes are no quote model.
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        let body = Reader::open(file, MAGIC)?;
        let mut from = body.reader();
        let unit = from.number()? as i32;
        let least = from.number()? as i32;
        let cues = CueModel { table: Table::read(&mut from)?, unit };
        Ok(Self { cues, spans: Table::read(&mut from)?, least })
    }

    /// The file of this model.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Writer::new(MAGIC);
        out.number(self.cues.unit as u32);
        out.number(self.least as u32);
        self.cues.table.write(&mut out);
        self.spans.write(&mut out);
        out.finish()
    }

    /// Reads every cue of a document that seems to report something, in order.
    pub(crate) fn readings(&self, doc: &Document<'_>, outline: &Outline) -> Vec<Reading> {
        let mut lattice = Lattice::default();
        let mut out = Vec::new();
        self.cues.candidates(doc, outline, |cue, score| {
            let units = spans::window(doc, outline, cue);
            lattice.fill(doc, outline, cue, self.cues.class(score), &units);
            let mut labels = Vec::new();
            let lead = lattice.best(&self.spans, &mut labels);
            if lead > self.least && labels.contains(&Label::Content) {
                out.push(Reading { cue, lead, units, labels });
            }
        });
        out
    }
}
