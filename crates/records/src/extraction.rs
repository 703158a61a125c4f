//! What the language analysis found in one article.

use crate::{Claim, Entity, Mention, Quote, Span};

/// A sentence of the title or the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sentence {
    /// Where it stands.
    pub at: Span,
}

/// Everything found in one article. Links between the lists are indices into them; every
/// span slices back to text of the article.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize)]
pub struct Extraction {
    /// Sentences in order, the title's first.
    pub sentences: Vec<Sentence>,
    /// The article's entities, in order of first mention.
    pub entities: Vec<Entity>,
    /// Mentions in order of the text.
    pub mentions: Vec<Mention>,
    /// Quotes in order of the text.
    pub quotes: Vec<Quote>,
    /// Claims in order of the text.
    pub claims: Vec<Claim>,
    /// What could not be analysed, in words.
    pub warnings: Vec<String>,
}
