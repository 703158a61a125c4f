//! What a document says once holds for the whole of it: a person named in full is that
//! person by surname, and the same words carry the same label.

use std::collections::{BTreeMap, BTreeSet};

use super::listed;
use super::shape::{called, is_land};
use crate::document::{Document, NameLabel, NameLayer};
use crate::lexicon::{country, state};
use crate::tagset::{Upos, Xpos};

/// A label this many times as frequent as another one of the same words is theirs.
const SWAY: usize = 3;

/// Settles labels that disagree inside one document.
pub(super) fn settle(doc: &mut Document<'_>) {
    addressed(doc);
    agree(doc);
    surnames(doc);
    missed(doc);
}

/// Labels a word as a person that the article once addresses so ("Mr. Holm", "President Holm") and that no list has for a place
/// or body.
fn addressed(doc: &mut Document<'_>) {
    let is_title = |t: usize| {
        matches!(
            doc.form(t),
            "Mr." | "Mrs." | "Ms." | "Mr" | "Mrs" | "Ms" | "President" | "Senator" | "Sen." | "Rep." | "Gov." | "Judge"
        )
    };
    let called: BTreeSet<&str> = doc
        .names
        .iter()
        .filter(|n| n.tokens.len() == 1 && n.tokens.start > doc.sentence_tokens(n.tokens.start).start)
        .filter(|n| n.label == NameLabel::Per && is_title(n.tokens.start - 1))
        .map(|n| doc.form(n.tokens.start))
        .filter(|word| listed::label(word).is_none() && state(word).is_none() && country(word).is_none())
        .collect();
    if called.is_empty() {
        return;
    }
    let other = |n: &NameLayer| {
        n.tokens.len() == 1
            && matches!(n.label, NameLabel::Org | NameLabel::Loc)
            && called.contains(doc.form(n.tokens.start))
    };
    let found: Vec<usize> = (0..doc.names.len()).filter(|i| other(&doc.names[*i])).collect();
    found.into_iter().for_each(|i| doc.names[i].label = NameLabel::Per);
}

/// Gives the same words the label that they bear nearly always: "Aleppo" is no person once.
fn agree(doc: &mut Document<'_>) {
    let mut counts: BTreeMap<&str, BTreeMap<NameLabel, usize>> = BTreeMap::new();
    for name in &doc.names {
        *counts.entry(doc.text_of(name.tokens.clone())).or_default().entry(name.label).or_default() += 1;
    }
    counts.retain(|_, labels| labels.len() > 1);
    if counts.is_empty() {
        return;
    }
    let label_of = |name: &NameLayer| {
        let labels = counts.get(doc.text_of(name.tokens.clone()))?;
        let (label, most) = labels.iter().max_by_key(|(_, n)| **n)?;
        (*most >= SWAY * labels[&name.label]).then_some(*label)
    };
    let settled: Vec<NameLabel> = doc.names.iter().map(|name| label_of(name).unwrap_or(name.label)).collect();
    doc.names.iter_mut().zip(settled).for_each(|(name, label)| name.label = label);
}

/// Labels the surname of a person named in full as that person.
fn surnames(doc: &mut Document<'_>) {
    // A person's last word, where the name has several; never overrides a longer name.
    let mut people: BTreeMap<&str, usize> = BTreeMap::new();
    for name in doc.names.iter().filter(|n| n.label == NameLabel::Per && n.tokens.len() > 1) {
        *people.entry(doc.form(name.tokens.end - 1)).or_default() += 1;
    }
    let called = called(doc);
    let surnames: Vec<usize> = doc
        .names
        .iter()
        .enumerate()
        .filter(|(_, n)| n.tokens.len() == 1 && n.label != NameLabel::Per)
        // "Progress Kentucky" is no person called Kentucky.
        .filter(|(_, n)| people.contains_key(doc.form(n.tokens.start)))
        .filter(|(_, n)| called.contains(doc.form(n.tokens.start)) || !is_land(doc, n))
        .map(|(i, _)| i)
        .collect();
    for i in surnames {
        doc.names[i].label = NameLabel::Per;
    }
}

/// Adds the name by which a person named in full goes on, where it stands outside of all names: the
/// last word ("Sand said" after "Mara Sand"), or the first where a hyphen tells that the family's comes first ("Ban said" after
/// "Ban Ki-moon"). A word that could be any other must be capitalised inside its sentence or say something; one that the article
/// never writes small may stand first however it was tagged.
fn missed(doc: &mut Document<'_>) {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for name in doc.names.iter().filter(|n| n.label == NameLabel::Per && n.tokens.len() > 1) {
        let family_first = name.tokens.clone().any(|t| doc.form(t) == "-");
        known.insert(doc.form(if family_first { name.tokens.start } else { name.tokens.end - 1 }));
    }
    known.retain(|word| word.len() > 2 && word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase));
    if known.is_empty() {
        return;
    }
    let small: BTreeSet<&str> =
        (0..doc.len()).map(|t| doc.form(t)).filter(|w| w.starts_with(char::is_lowercase)).collect();
    let is_missed = |t: &usize| {
        let tag = doc.upos[*t];
        let first = doc.sentence_tokens(*t).start == *t;
        let says = doc.xpos.get(t + 1).is_some_and(|x| matches!(x, Xpos::Vbd | Xpos::Vbz)) && tag == Upos::Noun;
        let led = *t > 0 && !first && doc.upos[t - 1] == Upos::Det;
        let alone = !small.contains(doc.lower(*t));
        let fits =
            if first { tag == Upos::Propn || says || alone } else { matches!(tag, Upos::Propn | Upos::Noun) && !led };
        fits && known.contains(doc.form(*t)) && doc.name_at(*t).is_none()
    };
    let missed: Vec<usize> = (0..doc.len()).filter(is_missed).collect();
    doc.names.extend(missed.into_iter().map(|t| NameLayer { tokens: t..t + 1, label: NameLabel::Per }));
    doc.names.sort_unstable_by_key(|n| n.tokens.start);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::TextBuffer;

    #[test]
    fn the_same_words_carry_the_label_they_bear_nearly_always() {
        let buffer = TextBuffer::plain("Ellery Ellery Ellery Ellery Mara Calder Calder Calder");
        let mut doc = Document::segment(&buffer);
        (doc.upos, doc.xpos) = (vec![Upos::Propn; doc.len()], vec![Xpos::Nnp; doc.len()]);
        let name = |tokens, label| NameLayer { tokens, label };
        let (per, loc, org) = (NameLabel::Per, NameLabel::Loc, NameLabel::Org);
        doc.names = vec![
            name(0..1, loc),
            name(1..2, per),
            name(2..3, loc),
            name(3..4, loc),
            name(4..6, per),
            name(6..7, org),
            name(7..8, loc),
        ];
        settle(&mut doc);
        let labels: Vec<_> = doc.names.iter().map(|n| n.label).collect();
        assert_eq!(labels, [loc, loc, loc, loc, per, per, per]);
    }

    #[test]
    fn whom_the_article_addresses_is_a_person() {
        let buffer = TextBuffer::plain("Mr. Calder spoke. The Calder team won. Ms. Holm left Georgia.");
        let mut doc = Document::segment(&buffer);
        let (per, org) = (NameLabel::Per, NameLabel::Org);
        doc.names = vec![NameLayer { tokens: 1..2, label: per }, NameLayer { tokens: 5..6, label: org }];
        addressed(&mut doc);
        assert_eq!(doc.names[1].label, per);
    }

    #[test]
    fn a_person_goes_on_by_surname() {
        let buffer = TextBuffer::plain("Mara Sand and Ran Do - hun met. Sand said so. Ran laughed. The sand ran.");
        let mut doc = Document::segment(&buffer);
        let models = crate::Models::english().unwrap();
        models.tag(&mut doc);
        let sand = (0..doc.len()).filter(|t| doc.form(*t) == "Sand").nth(1).unwrap();
        (doc.upos[sand], doc.xpos[sand + 1]) = (Upos::Noun, Xpos::Vbd);
        doc.names =
            vec![NameLayer { tokens: 0..2, label: NameLabel::Per }, NameLayer { tokens: 3..7, label: NameLabel::Per }];
        missed(&mut doc);
        let names: Vec<_> = doc.names.iter().map(|n| doc.text_of(n.tokens.clone())).collect();
        assert_eq!(names, ["Mara Sand", "Ran Do - hun", "Sand", "Ran"]);
    }
}
