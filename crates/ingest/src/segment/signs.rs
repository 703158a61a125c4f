//! What the rules know of a single line, for the trained judge.

use super::lexicon::{folded, is_interface, is_related, is_tail_heading};
use super::marks;

/// A label of a button or form; a heading behind the end or a pointer elsewhere; a byline or date; a
/// credit, caption or closing line; a dateline.
pub(crate) fn line_signs(text: &str) -> [f32; 5] {
    let flag = |sign: bool| f32::from(u8::from(sign));
    let key = folded(text);
    let short = text.len() < 400;
    [
        flag(is_interface(&key)),
        flag(is_tail_heading(&key) || is_related(&key, text)),
        flag(short && (marks::byline(text).is_some() || crate::dates::of_line(text).is_some())),
        flag(short && (marks::is_caption(text) || marks::is_sign_off(text) || marks::credit(text).is_some())),
        flag(marks::dateline(text).is_some()),
    ]
}
