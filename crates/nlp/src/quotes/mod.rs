//! Who says what: quotation marks, cues, content, speakers.

mod acts;
mod blocks;
#[cfg(test)]
mod cases;
mod certain;
mod cue_model;
mod cues;
mod cuts;
mod extract;
mod joins;
mod marks;
mod model;
mod nested;
mod outline;
mod settle;
mod spans;
mod speakers;
#[cfg(test)]
mod tests;
mod titles;
mod train;
mod transcripts;
mod uncued;
mod whole;

pub(crate) use cues::stance_of_verb;
pub use cues::{Stance, stance_of};
pub use extract::{extract_quotes, stance_of_quote};
pub use model::QuoteModel;
pub(crate) use speakers::last_phrase;
pub use train::Attributed;

use crate::document::Document;

/// Which tokens stand between quotation marks, marks included.
pub(crate) fn quoted_tokens(doc: &Document<'_>) -> Vec<bool> {
    let mut quoted = vec![false; doc.len()];
    for marked in marks::find(doc.text).iter().filter(|m| m.depth == 0 && m.style == marks::Style::Double) {
        quoted[doc.tokens_in(marked.outer)].fill(true);
    }
    quoted
}
