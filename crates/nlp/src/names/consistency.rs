//! What a document says once holds for the whole of it: a person named in full is that
//! person by surname, and the same words carry the same label.

use std::collections::BTreeMap;

use crate::document::{Document, NameLabel};

/// Settles labels that disagree inside one document.
pub(super) fn settle(doc: &mut Document<'_>) {
    // A person's last word, where the name has several; never overrides a longer name.
    let mut people: BTreeMap<&str, usize> = BTreeMap::new();
    for name in doc.names.iter().filter(|n| n.label == NameLabel::Per && n.tokens.len() > 1) {
        *people.entry(doc.form(name.tokens.end - 1)).or_default() += 1;
    }
    let surnames: Vec<usize> = doc
        .names
        .iter()
        .enumerate()
        .filter(|(_, n)| n.tokens.len() == 1 && n.label != NameLabel::Per)
        .filter(|(_, n)| people.contains_key(doc.form(n.tokens.start)))
        .map(|(i, _)| i)
        .collect();
    for i in surnames {
        doc.names[i].label = NameLabel::Per;
    }
}
