//! Sentences, tokens, dictionary forms by rule; parts of speech and dependency trees by
//! trained models.

mod addresses;
mod chars;
mod features;
mod habits;
mod lemma;
mod looks;
mod numbers;
mod oracle;
mod parser;
mod parser_training;
mod repairs;
mod sentences;
mod state;
#[cfg(test)]
mod surface_tests;
mod tagger;
mod tagger_training;
mod tokens;

#[cfg(test)]
pub(crate) use chars::is_blank;
pub(crate) use chars::is_line_end;
pub use lemma::{lemma_candidates, lemmatize, lemmatize_by_rule};
pub use parser::Parser;
pub(crate) use repairs::{repair, retag};
pub(crate) use sentences::{Paragraph, split_sentences};
pub use tagger::Tagger;
pub(crate) use tokens::tokenize;
