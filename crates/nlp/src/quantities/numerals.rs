//! Numerals: digits, words and their mixtures, read from tokens.
//!
//! Finds "1,400", "1.4 million", "250 000", "twenty-three", "a hundred and five", "two dozen".
//! Needs tokens only. Known misses: Roman numerals, "a score" (20), Indian grouping (1,00,000 reads
//! as 100000, which is right; "lakh" and "crore" are multipliers).

use crate::Document;

/// A numeral and the token after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numeral {
    /// Its value, multipliers included.
    pub(crate) value: f64,
    /// The value before a multiplier word ("1.4" of "1.4 million"), else the value.
    pub(crate) mantissa: f64,
    /// One past its last token.
    pub(crate) end: usize,
    /// Whether it begins with a digit.
    pub(crate) digits: bool,
}

/// What a word contributes to a numeral.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Word {
    Unit(f64),
    Ten(f64),
    /// "hundred", "dozen": multiplies what stands directly before.
    Small(f64),
    /// "thousand" and above: closes a group.
    Large(f64),
}

/// Reads one lower-case number word.
pub(super) fn word(lower: &str) -> Option<Word> {
    Some(match lower {
        "zero" => Word::Unit(0.0),
        "one" => Word::Unit(1.0),
        "two" => Word::Unit(2.0),
        "three" => Word::Unit(3.0),
        "four" => Word::Unit(4.0),
        "five" => Word::Unit(5.0),
        "six" => Word::Unit(6.0),
        "seven" => Word::Unit(7.0),
        "eight" => Word::Unit(8.0),
        "nine" => Word::Unit(9.0),
        "ten" => Word::Unit(10.0),
        "eleven" => Word::Unit(11.0),
        "twelve" => Word::Unit(12.0),
        "thirteen" => Word::Unit(13.0),
        "fourteen" => Word::Unit(14.0),
        "fifteen" => Word::Unit(15.0),
        "sixteen" => Word::Unit(16.0),
        "seventeen" => Word::Unit(17.0),
        "eighteen" => Word::Unit(18.0),
        "nineteen" => Word::Unit(19.0),
        "twenty" => Word::Ten(20.0),
        "thirty" => Word::Ten(30.0),
        "forty" | "fourty" => Word::Ten(40.0),
        "fifty" => Word::Ten(50.0),
        "sixty" => Word::Ten(60.0),
        "seventy" => Word::Ten(70.0),
        "eighty" => Word::Ten(80.0),
        "ninety" => Word::Ten(90.0),
        "hundred" => Word::Small(100.0),
        "dozen" => Word::Small(12.0),
        "thousand" => Word::Large(1e3),
        "lakh" => Word::Large(1e5),
        "million" | "mln" => Word::Large(1e6),
        "crore" => Word::Large(1e7),
        "billion" | "bn" | "bln" => Word::Large(1e9),
        "trillion" => Word::Large(1e12),
        _ => return None,
    })
}

/// Reads digits with separators: "1,400", "1.4", "12". A trailing letter multiplies ("1.4m", "3bn", "20k").
pub(super) fn digits(lower: &str) -> Option<(f64, f64)> {
    let body = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let scale = match &lower[body.len()..] {
        "" => 1.0,
        "k" => 1e3,
        "m" | "mn" => 1e6,
        "bn" | "b" => 1e9,
        "tn" => 1e12,
        _ => return None,
    };
    let bytes = body.as_bytes();
    if bytes.len() > 18 || !bytes.first()?.is_ascii_digit() || !bytes.last()?.is_ascii_digit() {
        return None;
    }
    let mut plain = String::with_capacity(body.len());
    let mut points = 0;
    for (i, c) in body.char_indices() {
        match c {
            '0'..='9' => plain.push(c),
            // A comma is a separator where three digits follow, or two as in Indian grouping.
            ',' if body[i + 1..].bytes().take_while(u8::is_ascii_digit).count() >= 2 => {}
            '.' => {
                points += 1;
                plain.push('.');
            }
            '\u{a0}' | '\u{202f}' => {}
            _ => return None,
        }
    }
    if points > 1 {
        // "1.400.000" is grouping; "19.07.2016" is a date and no numeral.
        let groups: Vec<&str> = plain.split('.').collect();
        if groups[1..].iter().any(|g| g.len() != 3) {
            return None;
        }
        plain.retain(|c| c != '.');
    }
    plain.parse::<f64>().ok().map(|n| (n * scale, n))
}

/// The next token of a numeral after `at`: one space or hyphen apart at most.
fn joined(doc: &Document<'_>, at: usize, end: usize) -> Option<usize> {
    if at >= end {
        return None;
    }
    if matches!(doc.form(at), "-" | "\u{2010}" | "\u{2011}") {
        return (at + 1 < end && !doc.space_before(at) && !doc.space_before(at + 1)).then_some(at + 1);
    }
    Some(at)
}

/// The numeral that begins at token `at`, within its sentence.
///
/// "a" begins one only before a multiplier ("a hundred", "a dozen").
pub(crate) fn numeral(doc: &Document<'_>, at: usize) -> Option<Numeral> {
    let end = doc.sentence_tokens(at).end;
    let lower = doc.lower(at);
    if lower.as_bytes().first()?.is_ascii_digit() {
        return from_digits(doc, at, end);
    }
    let mut current = match word(lower) {
        Some(Word::Unit(n) | Word::Ten(n)) => n,
        // "half a dozen", "half-dozen"
        None if lower == "half" => {
            let next = joined(doc, at + 1, end)?;
            let next = if doc.lower(next) == "a" { next + 1 } else { next };
            return (next < end && doc.lower(next) == "dozen").then_some(Numeral {
                value: 6.0,
                mantissa: 6.0,
                end: next + 1,
                digits: false,
            });
        }
        None if lower == "a" || lower == "an" => {
            let next = at + 1;
            if next + 1 < end && doc.lower(next) == "half" && matches!(doc.lower(next + 1), "dozen") {
                return Some(Numeral { value: 6.0, mantissa: 6.0, end: next + 2, digits: false });
            }
            if next >= end || !matches!(word(doc.lower(next)), Some(Word::Small(_) | Word::Large(_))) {
                return None;
            }
            1.0
        }
        _ => return None,
    };
    let mut total = 0.0;
    let mut stop = at + 1;
    while let Some(next) = joined(doc, stop, end) {
        let lower = doc.lower(next);
        if lower == "and" {
            // "a hundred and five", but not "two and three"
            let open = current % 100.0 == 0.0 && (current > 0.0 || total > 0.0);
            let unit = next + 1 < end && matches!(word(doc.lower(next + 1)), Some(Word::Unit(_) | Word::Ten(_)));
            let multiplied = matches!(word(doc.lower(next - 1)), Some(Word::Small(100.0) | Word::Large(_)));
            // "two hundred and five others": a number of its own may follow; a hundred with a smaller one is one.
            if !(open && unit && multiplied) {
                break;
            }
            stop = next + 1;
            continue;
        }
        match word(lower) {
            Some(Word::Small(n)) => current *= n,
            Some(Word::Large(n)) => {
                total += current * n;
                current = 0.0;
            }
            Some(Word::Ten(n)) if current % 100.0 == 0.0 && (stop > at + 1) => current += n,
            Some(Word::Unit(n))
                if (current % 100.0 == 0.0 && stop > at + 1 && (current > 0.0 || total > 0.0))
                    || ((20.0..100.0).contains(&(current % 100.0)) && current % 10.0 == 0.0 && n < 10.0) =>
            {
                current += n;
            }
            _ => break,
        }
        stop = next + 1;
    }
    let value = total + current;
    Some(Numeral { value, mantissa: value, end: stop, digits: false })
}

fn from_digits(doc: &Document<'_>, at: usize, end: usize) -> Option<Numeral> {
    let (mut value, mut mantissa) = digits(doc.lower(at))?;
    let mut stop = at + 1;
    // A space inside a number: "250 000".
    let three = |t: usize| doc.form(t).len() == 3 && doc.form(t).bytes().all(|b| b.is_ascii_digit());
    let plain = doc.form(at).len() <= 3 && doc.form(at).bytes().all(|b| b.is_ascii_digit());
    while plain && stop < end && three(stop) && doc.starts[stop] - doc.ends[stop - 1] == 1 {
        value = value * 1000.0 + doc.form(stop).parse::<f64>().unwrap_or(0.0);
        mantissa = value;
        stop += 1;
    }
    // "£1.2m", "3bn", "1.5M jobs": the letter is a token of its own; "10m" may be metres.
    if stop < end && doc.starts[stop] == doc.ends[stop - 1] {
        let paid = at > 0 && matches!(doc.form(at - 1), "$" | "£" | "€" | "¥" | "US$" | "A$" | "C$");
        let counts = stop + 1 < end && doc.upos.get(stop + 1) == Some(&crate::Upos::Noun);
        let scale = match doc.form(stop) {
            "bn" | "tn" | "mn" | "k" | "m" | "b" | "M" | "B" | "K" if paid => digits(&format!("1{}", doc.lower(stop))),
            "bn" | "tn" | "mn" => digits(&format!("1{}", doc.lower(stop))),
            "M" | "k" | "K" if counts => digits(&format!("1{}", doc.lower(stop))),
            _ => None,
        };
        if let Some((scale, _)) = scale {
            value *= scale;
            stop += 1;
        }
    }
    while let Some(next) = joined(doc, stop, end) {
        match word(doc.lower(next)) {
            Some(Word::Small(n) | Word::Large(n)) => value *= n,
            _ => break,
        }
        stop = next + 1;
    }
    // 1.4 * 1e6 is 1399999.9999999998 in binary; counts are whole.
    if value > 1000.0 && (value - value.round()).abs() < 1e-3 {
        value = value.round();
    }
    Some(Numeral { value, mantissa, end: stop, digits: true })
}
