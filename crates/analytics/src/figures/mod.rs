//! What figures say, and what they say of one another.
//!
//! [`relate`] compares two statements and gives the reason in words; [`Numbers`] turns a
//! literal wording into ends of an interval under a named policy; [`Reconcile`] reduces the
//! figures of many origins to one answer. Policies are applied when a question is asked and
//! never stored into claims.

mod comparison;
mod interval;
mod numbers;
mod reconcile;

pub(crate) use comparison::people;
pub use comparison::{AsOf, Comparison, Stated, relate};
pub(crate) use interval::number;
pub use interval::{Fit, fit, written};
pub use numbers::{Hedge, Numbers, PolicyError, Wording};
pub use reconcile::{ManualFigure, OriginFigure, Reconcile, Reconciled};
