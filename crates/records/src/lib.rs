//! The plain types that every other crate of Parallax speaks in: an article, the places in
//! its text, and what was found there. No I/O, no database, no language analysis: a leaf.
//!
//! Offsets in Rust are UTF-8 bytes ([`TextRange`]); only the store turns them into the
//! Unicode code points that SQLite, Python and notebooks count in.

mod article;
mod claim;
mod date;
mod entity;
mod extraction;
mod names;
mod quantity;
mod quote;
mod relation;
mod text;

pub use article::{Article, Published, PublishedFrom, Segment, SegmentKind};
pub use claim::{Attribution, Claim, ClaimKind, Form, Part, Period, Role, Scope, Stance, Status};
pub use date::{Date, DatePrecision, DateSpan};
pub use entity::{Entity, EntityKind, Gender, Mention, MentionForm};
pub use extraction::{Extraction, Sentence};
pub use names::UnknownName;
pub use quantity::{Bound, Interval, Quantity};
pub use quote::{Quote, QuoteKind};
pub use relation::Relation;
pub use text::{CodePoints, Field, Section, Span, TextRange};
