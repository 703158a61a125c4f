//! News text to sentences, names, quotes and claims: English, embedded, pure Rust, no
//! network. A text goes in with its context, an [`Extraction`](parallax_records::Extraction)
//! comes out, each row with its place in the text and the rule that made it.

mod annotate;
mod claims;
mod document;
mod entities;
mod explain;
#[cfg(test)]
mod hostile_tests;
mod identify;
pub mod learn;
pub mod lexicon;
mod models;
mod names;
mod quantities;
mod quotes;
mod segment;
mod syntax;
mod tagset;
#[cfg(test)]
mod testing;
mod time;

pub use annotate::{Annotator, Input, Region};
pub use claims::{FrameError, FrameMismatch, Frames};
pub use document::{Document, Lemma, NameLabel, NameLayer, SentenceLayer};
pub use entities::{Chain, EntityLayer, MentionLayer, PronounModel, Referent, link_chains, resolve_entities};
pub use explain::{explain, explain_with};
pub use models::Models;
pub use names::Recogniser;
pub use quotes::{Attributed, QuoteModel, Stance, extract_quotes, stance_of, stance_of_quote};
pub use segment::TextBuffer;
pub use syntax::{Parser, Tagger, lemma_candidates, lemmatize, lemmatize_by_rule};
pub use tagset::{Deprel, Upos, Xpos};

/// A hash of the code, word lists and models of this crate: with the same one, the same text gives the
/// same rows.
pub const fn rules_hash() -> &'static str {
    env!("PARALLAX_NLP_RULES")
}
