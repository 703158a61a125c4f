//! Word lists: what is known of words before a text is read.

pub(crate) mod words;

pub(crate) use words::Abbreviation;
