//! The commands, one a file: each reads its options, asks a library, and hands an answer to
//! the output.

pub(crate) mod completions;
pub(crate) mod man;
