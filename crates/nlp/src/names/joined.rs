//! Names that marks inside them keep apart.
//!
//! | what | example |
//! |---|---|
//! | a nickname between the given name and the surname | Karl "Kalle" Berg; Robert (Bob) Lund |
//! | a given name that an editor adds to a quotation, which is a person's beside its surname | Speaker \[Anna\] Holm |
//! | a surname of two that the article has in full, or behind a title | Lund-Berg |
//!
//! Needs: tokens, names. Why: half a name is nobody, and the other half is somebody else. Known misses: hyphened surnames that
//! no full name or title tells from two persons ("Lund-Berg" may be a bill of two).

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::document::{Document, NameLabel, NameLayer};
use crate::entities::is_given_name;
use crate::lexicon::{is_organization_head, state};

/// Joins the parts of such names.
pub(super) fn add(doc: &mut Document<'_>) {
    let mut found: Vec<Range<usize>> = Vec::new();
    let doubles = doubles(doc);
    for at in 0..doc.len() {
        if found.last().is_some_and(|f| f.end > at) {
            continue;
        }
        found.extend(nicknamed(doc, at).or_else(|| doubled(doc, at, &doubles)));
        found.extend(completed(doc, at).into_iter().flatten());
    }
    if found.is_empty() {
        return;
    }
    doc.names.retain(|n| !found.iter().any(|f| f.start < n.tokens.end && n.tokens.start < f.end));
    doc.names.extend(found.into_iter().map(|tokens| NameLayer { tokens, label: NameLabel::Per }));
    doc.names.sort_unstable_by_key(|n| n.tokens.start);
}

fn capital(doc: &Document<'_>, token: usize) -> bool {
    doc.form(token).starts_with(char::is_uppercase) && doc.form(token).contains(char::is_lowercase)
}

/// The person's name that ends before a token, or the given name that stands there alone.
fn given_before(doc: &Document<'_>, end: usize) -> Option<usize> {
    let last = end.checked_sub(1)?;
    match doc.name_at(last) {
        Some(name) if name.label == NameLabel::Per && name.tokens.end >= end => Some(name.tokens.start),
        Some(_) => None,
        None => (capital(doc, last) && is_given_name(doc.form(last))).then_some(last),
    }
}

/// Where the surname that begins at a token ends: a person's name there, or a word in capitals that is no other name.
fn surname_at(doc: &Document<'_>, start: usize, end: usize) -> Option<usize> {
    if start >= end || !capital(doc, start) || is_organization_head(doc.lower(start)) {
        return None;
    }
    match doc.name_at(start) {
        Some(name) if name.label == NameLabel::Per => Some(name.tokens.end.min(end)),
        Some(name) => (name.tokens.len() == 1).then_some(start + 1),
        None => Some(start + 1),
    }
}

/// A name with a nickname in marks, whose opening mark is the token.
fn nicknamed(doc: &Document<'_>, open: usize) -> Option<Range<usize>> {
    let closes = match doc.form(open) {
        "\"" => "\"",
        "“" => "”",
        "‘" => "’",
        "'" => "'",
        "(" => ")",
        _ => return None,
    };
    let sentence = doc.sentence_tokens(open);
    if open <= sentence.start || open + 3 >= sentence.end || !doc.space_before(open) || doc.space_before(open + 1) {
        return None;
    }
    let close = (open + 2..(open + 4).min(sentence.end)).find(|t| doc.form(*t) == closes)?;
    let bracket = closes == ")";
    let short = (open + 1..close).all(|t| capital(doc, t) && (!bracket || is_given_name(doc.form(t))));
    let start = given_before(doc, open).filter(|start| *start >= sentence.start)?;
    let end = surname_at(doc, close + 1, sentence.end)?;
    // "He met Anna "Unity" Holm" has one given name before the marks; "Anna Holm "Harbour" Lund" is no name.
    (short && open - start <= 2 && doc.space_before(close + 1)).then_some(start..end)
}

/// The parts of a name whose first an editor added in square brackets, whose opening bracket is the token; both are a person's.
fn completed(doc: &Document<'_>, open: usize) -> Option<[Range<usize>; 2]> {
    let end = doc.sentence_tokens(open).end;
    let fits = doc.form(open) == "["
        && open + 3 < end
        && doc.form(open + 2) == "]"
        && capital(doc, open + 1)
        && is_given_name(doc.form(open + 1))
        && state(doc.form(open + 1)).is_none();
    let surname = surname_at(doc, open + 3, end).filter(|_| fits)?;
    Some([open + 1..open + 2, open + 3..surname])
}

/// The surnames of two parts that full names of the article end with.
fn doubles(doc: &Document<'_>) -> FxHashSet<(String, String)> {
    let part = |t: usize| doc.form(t).to_owned();
    let person = |n: &&NameLayer| n.label == NameLabel::Per && n.tokens.len() > 1;
    let is_double = |n: &NameLayer| n.tokens.len() > 3 && doc.form(n.tokens.end - 2) == "-";
    // "New Holm-Lund" behind "Karl Holm" is a bill of two persons.
    let others: FxHashSet<&str> =
        doc.names.iter().filter(person).filter(|n| !is_double(n)).map(|n| doc.form(n.tokens.end - 1)).collect();
    let full = |n: &&NameLayer| {
        let end = n.tokens.end;
        person(n) && is_double(n) && !(others.contains(doc.form(end - 3)) && others.contains(doc.form(end - 1)))
    };
    doc.names.iter().filter(full).map(|n| (part(n.tokens.end - 3), part(n.tokens.end - 1))).collect()
}

/// A surname of two parts whose first is the token.
fn doubled(doc: &Document<'_>, at: usize, doubles: &FxHashSet<(String, String)>) -> Option<Range<usize>> {
    let sentence = doc.sentence_tokens(at);
    let fits = at + 2 < sentence.end
        && doc.form(at + 1) == "-"
        && !doc.space_before(at + 1)
        && !doc.space_before(at + 2)
        && capital(doc, at)
        && capital(doc, at + 2);
    if !fits || doc.name_at(at).is_some_and(|n| n.tokens.start < at) {
        return None;
    }
    let tokens = at..at + 3;
    let longer = doc.name_at(at + 2).is_some_and(|n| n.tokens.end > tokens.end);
    let whole = doc.name_at(at).is_some_and(|n| n.tokens == tokens);
    let addressed =
        at > sentence.start && matches!(doc.form(at - 1), "Mr." | "Ms." | "Mrs." | "Mr" | "Ms" | "Mrs" | "Dr.");
    let person = |t: usize| doc.name_at(t).is_some_and(|n| n.label == NameLabel::Per);
    let known = doubles.contains(&(doc.form(at).to_owned(), doc.form(at + 2).to_owned()));
    (!longer && !whole && (known || addressed && person(at) && person(at + 2))).then_some(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::TextBuffer;

    fn joined(text: &str, names: &[(usize, usize)]) -> Vec<String> {
        let buffer = TextBuffer::plain(text);
        let mut doc = Document::segment(&buffer);
        doc.names =
            names.iter().map(|(start, end)| NameLayer { tokens: *start..*end, label: NameLabel::Per }).collect();
        add(&mut doc);
        doc.names.iter().map(|n| doc.text_of(n.tokens.clone()).to_owned()).collect()
    }

    #[test]
    fn parts_between_marks_belong_to_the_name() {
        assert_eq!(joined("She met Karl \"Kalle\" Berg there.", &[(2, 3), (6, 7)]), ["Karl \"Kalle\" Berg"]);
        assert_eq!(joined("She met Robert (Bob) Lund there.", &[(2, 3)]), ["Robert (Bob) Lund"]);
        assert_eq!(joined("Speaker [Anna] Holm spoke.", &[(2, 3)]), ["Anna", "Holm"]);
        // The station stands in brackets behind the town.
        assert_eq!(joined("Charlotte (CNN) Lund spoke.", &[(4, 5)]), ["Lund"]);
    }

    #[test]
    fn surnames_of_two_parts() {
        let names = joined("Anna Lund-Berg spoke; Lund-Berg went.", &[(0, 4), (6, 7), (8, 9)]);
        assert_eq!(names, ["Anna Lund-Berg", "Lund-Berg"]);
        assert_eq!(joined("Ms. Lund-Berg went.", &[(1, 2), (3, 4)]), ["Lund-Berg"]);
        assert_eq!(joined("The Lund-Berg bill failed.", &[(1, 2), (3, 4)]), ["Lund", "Berg"]);
    }
}
