//! Number phrases: what a text counts or measures, with every bound it gives.
//!
//! Finds "at least 129", "some 40", "between 10 and 15", "two dozen", "100-plus", "tens of
//! thousands", "another", "no one"; tells counts from money, shares, measures, ages, clock
//! times, scores, votes, years, telephone numbers and designations ("Flight 12").
//! Needs tokens and sentences, and the time expressions, whose numbers are theirs.
//! The indefinite article as one is left to the claims: it needs the noun.

mod find;
mod forms;
mod hedges;
mod numerals;

pub(crate) use find::find;
pub(crate) use forms::NumberForm;
pub(crate) use numerals::numeral;

use std::ops::Range;

use parallax_records::Quantity;

/// A number phrase.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NumberPhrase {
    /// All its tokens, hedges included.
    pub(crate) tokens: Range<usize>,
    /// The number itself.
    pub(crate) number: Range<usize>,
    /// What it says.
    pub(crate) quantity: Quantity,
    /// What kind of number it is.
    pub(crate) form: NumberForm,
    /// "another", "a further", "more": it comes on top of another figure.
    pub(crate) more: bool,
}

#[cfg(test)]
mod tests;
