//! Who copied whom: articles that share text, aligned, with a direction.
//!
//! An article's sketch is a sixteenth of the hashes of its runs of five words; articles that
//! share enough of them are aligned word by word. The sketches are kept in the database, so a few new
//! articles cost a few look-ups however many are stored. Method: containment by sampled shingles
//! (Broder 1997, "mod p" sketches), chosen over MinHash because a copy is often a small part of a
//! longer text.

mod align;
mod candidates;
mod direction;
mod find;
mod sketch;

pub use align::{Alignment, Shared, align};
pub use find::{CopySummary, find_copies};
pub(crate) use sketch::{containment, sketch};
