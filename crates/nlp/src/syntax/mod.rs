//! The surface of a text: sentences, tokens, dictionary forms.

mod chars;
mod sentences;
mod tokens;

pub(crate) use chars::is_line_end;
pub(crate) use sentences::{Paragraph, split_sentences};
pub(crate) use tokens::tokenize;
