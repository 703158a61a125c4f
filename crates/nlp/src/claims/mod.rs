//! Claims: figures and meetings, with status, attribution, place and time.
//!
//! Needs all layers of the document, the article's entities, mentions and quotes. Adds claims.
//! `frames` holds what a claim looks like, as data; `counted` finds numbers with their nouns;
//! `link` ties them to what befell those counted; `figures` makes claims of the links; `events`,
//! `status` and `attribution` say when, where, whether and on whose word.

mod attribution;
mod counted;
mod events;
mod figures;
mod frames;
mod inflect;
mod link;
mod people;
mod status;

pub use frames::{FrameError, Frames};

use parallax_records::{Claim, Date, Entity, Mention, Quote};

use crate::{Document, quantities, time};

/// What is known of an article besides its document.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Context<'a> {
    /// When it was published.
    pub(crate) published: Option<Date>,
    /// Its entities.
    pub(crate) entities: &'a [Entity],
    /// Their mentions.
    pub(crate) mentions: &'a [Mention],
    /// Its quotes.
    pub(crate) quotes: &'a [Quote],
}

/// All claims of a document, in order of the text.
pub(crate) fn claims(doc: &Document<'_>, frames: &Frames, context: &Context<'_>) -> Vec<Claim> {
    if doc.upos.len() != doc.len() {
        return Vec::new();
    }
    let times = time::find(doc, context.published);
    let taken: Vec<_> = times.iter().map(|t| t.tokens.clone()).collect();
    let numbers = quantities::find(doc, &taken);
    let mut claims = figures::figures(doc, frames, context, &times, &numbers);
    claims.sort_by_key(|c| (c.at, c.kind));
    claims
}

#[cfg(test)]
mod tests;
