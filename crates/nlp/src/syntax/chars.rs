//! Classes of characters, as tokens are cut by them.

use unicode_normalization::char::is_combining_mark;

/// Whether a character separates tokens and belongs to none: white space, controls and
/// the invisible marks that pages are full of (zero-width space, byte order mark).
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Whether a character ends a line, and with it a paragraph.
pub(crate) const fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character is part of words: letters, digits, marks on them. Superscripts and
/// fractions are symbols of their own ("km²").
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    match c {
        '²' | '³' | '¹' | '¼' | '½' | '¾' | 'ª' | 'º' => false,
        '\u{AD}' | '\u{200C}' | '\u{200D}' => true,
        _ => c.is_alphanumeric() || is_combining_mark(c),
    }
}

/// Whether a character stands for an apostrophe inside words.
pub(crate) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}' | '\u{2018}' | '`' | '\u{B4}' | '\u{FF07}')
}

/// Whether a character joins the parts of a compound.
pub(crate) const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether a character prefixes or follows an amount of money.
pub(crate) const fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '¥' | '₽' | '₹' | '₺' | '₴' | '₪' | '₩' | '¢')
}
