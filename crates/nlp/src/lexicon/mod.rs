//! Word lists: what is known of words before a text is read.

pub(crate) mod words;

pub(crate) use words::{Abbreviation, rows};

/// Whether a word, in lower case, names a nation, people or faith ("french").
pub(crate) fn is_nationality(_lower: &str) -> bool {
    false
}
