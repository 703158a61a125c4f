//! Bodies by their head word: names that end in "Ministry", "Observatory", "Council" and go on with "of" or "for".
//!
//! Finds: a capitalised word for a body with the capitalised words before it and the phrase behind it
//! ("Northern Observatory for Human Rights"), where the recogniser saw a part of it or nothing. Why: who is cited for figures is
//! such a body, and one that is cut to its adjective is nobody. Known misses: headlines in title case, which are
//! left alone, and bodies whose name has no such word.

use crate::document::{Document, NameLabel, NameLayer};
use crate::entities::{Being, role};
use crate::lexicon::is_organization_head;
use crate::tagset::Upos;
use crate::time::is_calendar_word;

/// Adds the bodies that their head words name; names inside one give way to it.
pub(super) fn add(doc: &mut Document<'_>) {
    let mut found: Vec<NameLayer> = Vec::new();
    for sentence in &doc.sentences {
        let words = sentence.tokens.clone().filter(|t| doc.form(*t).starts_with(char::is_alphabetic));
        let (mut small, mut all) = (0, 0);
        for word in words {
            all += 1;
            small += usize::from(doc.form(word).starts_with(char::is_lowercase));
        }
        // A headline's capitals say nothing.
        if small * 2 < all {
            continue;
        }
        for head in sentence.tokens.clone().skip(1) {
            if found.last().is_some_and(|f| f.tokens.end > head) {
                continue;
            }
            if let Some(name) = body(doc, sentence.tokens.start..sentence.tokens.end, head) {
                found.push(name);
            }
        }
    }
    if found.is_empty() {
        return;
    }
    let inside = |n: &NameLayer| found.iter().any(|f| f.tokens.start < n.tokens.end && n.tokens.start < f.tokens.end);
    doc.names.retain(|n| !inside(n));
    doc.names.extend(found);
    doc.names.sort_unstable_by_key(|n| n.tokens.start);
}

/// Whether bodies of this kind are often named for two things.
fn is_for_several(head: &str) -> bool {
    matches!(
        head,
        "committee"
            | "subcommittee"
            | "department"
            | "ministry"
            | "agency"
            | "administration"
            | "commission"
            | "bureau"
            | "authority"
    )
}

/// Where a row of things that a body is for ends ("Bureau of Harbours, Lights, and Buoys"), else where it begins.
fn enumerated(doc: &Document<'_>, from: usize, end: usize) -> usize {
    let thing = |t: usize| {
        t < end && capital(doc, t) && doc.name_at(t).is_none_or(|n| n.label == NameLabel::Org && n.tokens.len() == 1)
    };
    let mut at = from;
    while at + 1 < end && doc.form(at) == "," && thing(at + 1) {
        at += 2;
    }
    if at == from {
        return from;
    }
    let and = at + usize::from(at < end && doc.form(at) == ",");
    if and < end && matches!(doc.form(and), "and" | "&") && thing(and + 1) { and + 2 } else { from }
}

fn capital(doc: &Document<'_>, token: usize) -> bool {
    doc.form(token).starts_with(char::is_uppercase) && doc.form(token).chars().any(char::is_lowercase)
}

/// The body that a head word names, if no name of the recogniser holds as much.
fn body(doc: &Document<'_>, sentence: std::ops::Range<usize>, head: usize) -> Option<NameLayer> {
    let lower = doc.lower(head);
    let is_head = capital(doc, head)
        && (is_organization_head(lower) || role(lower).is_some_and(|r| r.being == Being::Organization))
        && !matches!(
            lower,
            "house"
                | "news"
                | "press"
                | "times"
                | "post"
                | "front"
                | "media"
                | "people"
                | "government"
                | "administration"
                | "network"
        );
    if !is_head || doc.upos.get(head).is_some_and(|u| matches!(u, Upos::Verb | Upos::Adj)) {
        return None;
    }
    let free = |t: usize| doc.name_at(t).is_none_or(|n| n.label != NameLabel::Per);
    // Parties and openings of sentences stand before a body without being part of it ("Incoming Senate leaders").
    let joins_before = |t: usize| {
        let named = doc.name_at(t).is_some();
        let proper = doc.upos.get(t).is_none_or(|u| *u == Upos::Propn);
        capital(doc, t)
            && free(t)
            && (named || proper)
            && !matches!(doc.lower(t), "the" | "but" | "and" | "republican" | "democratic")
            && !is_calendar_word(doc.lower(t))
    };
    let mut start = head;
    while start > sentence.start && head - start < 5 && joins_before(start - 1) {
        start -= 1;
    }
    // "The Oversight and Works Committee": what a committee or department is for may be two things.
    if start < head
        && start >= sentence.start + 2
        && matches!(doc.form(start - 1), "and" | "&")
        && is_for_several(lower)
    {
        let other = start - 2;
        let plain = doc.name_at(other).is_none_or(|n| n.label == NameLabel::Org && n.tokens.len() == 1)
            && !is_organization_head(doc.lower(other))
            && role(doc.lower(other)).is_none();
        if capital(doc, other) && plain {
            start = other;
            while start > sentence.start && head - start < 7 && joins_before(start - 1) {
                start -= 1;
            }
        }
    }
    // "... in Ostland Monitor", a headline and its credit run together: things happen in places, not in bodies.
    let place = doc.name_at(start).is_some_and(|n| n.label == NameLabel::Loc && n.tokens == (start..head));
    if place && start > sentence.start && doc.lower(start - 1) == "in" {
        return None;
    }
    // "Saint-Holm Police" is cut at its hyphen.
    if start > sentence.start && doc.form(start - 1) == "-" && !doc.space_before(start - 1) {
        return None;
    }
    let mut end = head + 1;
    if end + 1 < sentence.end && matches!(doc.form(end), "of" | "for" | "on") {
        let mut next = end + 1 + usize::from(doc.lower(end + 1) == "the");
        let first = next;
        while next < sentence.end && next - first < 6 && free(next) {
            let joins = matches!(doc.form(next), "and" | "&" | "of")
                && next > first
                && next + 1 < sentence.end
                && capital(doc, next + 1);
            if !(capital(doc, next) || joins) || next == first && is_calendar_word(doc.lower(next)) {
                break;
            }
            next += 1;
        }
        if next > first {
            next = enumerated(doc, next, sentence.end);
        }
        if next > first {
            end = next;
        }
    }
    let tokens = start..end;
    // One word names none of the many, and what the recogniser has in full stays its own.
    let known = doc.names.iter().any(|n| n.tokens.start <= tokens.start && n.tokens.end >= tokens.end);
    let split = doc.name_at(start).is_some_and(|n| n.tokens.start < start);
    let cuts = doc.name_at(end - 1).is_some_and(|n| n.tokens.end > end);
    (tokens.len() > 1 && !known && !split && !cuts).then_some(NameLayer { tokens, label: NameLabel::Org })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::TextBuffer;

    fn bodies(text: &str) -> Vec<String> {
        let buffer = TextBuffer::plain(text);
        let mut doc = Document::segment(&buffer);
        add(&mut doc);
        doc.names.iter().map(|n| doc.text_of(n.tokens.clone()).to_owned()).collect()
    }

    #[test]
    fn bodies_by_their_heads() {
        let found =
            bodies("The so-called Ostland Observatory for Human Rights said on Friday that nobody had been hurt.");
        assert_eq!(found, ["Ostland Observatory for Human Rights"]);
        let found = bodies("He told the Interior Ministry that the army of the north had asked the Ministry for help.");
        assert_eq!(found, ["Interior Ministry"]);
        assert_eq!(bodies("She asked the Interior Ministry on Sept. 3 for help."), ["Interior Ministry"]);
        let buffer = TextBuffer::plain("The strikes killed nine in Ostland Monitor");
        let mut doc = Document::segment(&buffer);
        doc.names.push(NameLayer { tokens: 5..6, label: NameLabel::Loc });
        add(&mut doc);
        assert_eq!(doc.names.len(), 1, "the country stays a place");
        assert_eq!(bodies("Ostland Council Meets Ministry Of Health"), Vec::<String>::new());
    }
}
