//! Names of the alias lexicon that the recogniser did not see, or took for places and people.
//!
//! Finds: organisations, places and nationalities that the lexicon knows in exactly this
//! spelling ("NATO", "Hezbollah"). A listed organisation is one whatever the recogniser says
//! ("Daesh" reads like a town), unless the article names a person so ("Forbes" behind "Anna Forbes"); a listed place may be a
//! person ("Washington"). Statesmen known by one word are persons. Why: who is in the news changes faster than labelled data,
//! and the lexicon is read by people. Known misses: listed words in sentences all in capitals.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::shape::called;
use crate::document::{Document, NameLabel, NameLayer};
use crate::lexicon::known_by_one_word;
use crate::tagset::Upos;

/// The longest listed name in tokens.
const LONGEST: usize = 4;

/// Labels by name, and the first words of all names.
static LISTED: LazyLock<FxHashMap<&'static str, Option<NameLabel>>> = LazyLock::new(|| {
    let mut listed = FxHashMap::default();
    for row in include_str!("../../lexicons/en/aliases.tsv").lines().filter(|r| !r.starts_with('#')) {
        let mut fields = row.split('\t');
        let (Some(surface), _, Some(kind), Some(form)) = (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let label = match (kind, form) {
            (_, "demonym") => NameLabel::Norp,
            ("organization", _) => NameLabel::Org,
            ("place", _) => NameLabel::Loc,
            _ => continue,
        };
        // A name of several words is tried where its first word stands, before hyphens too.
        let first = surface.split([' ', '-']).next().unwrap_or(surface);
        listed.entry(first).or_insert(None);
        listed.insert(surface, Some(label));
    }
    listed
});

/// The label of a listed name.
pub(super) fn label(name: &str) -> Option<NameLabel> {
    LISTED.get(name).copied().flatten()
}

/// Adds the listed names that stand outside of all names, and labels the organisations among those found.
pub(super) fn add(doc: &mut Document<'_>) {
    let surnames = called(doc);
    let labels: Vec<NameLabel> = doc
        .names
        .iter()
        .map(|name| {
            let text = doc.text_of(name.tokens.clone());
            match label(text) {
                Some(NameLabel::Org) if name.label != NameLabel::Per || !surnames.contains(text) => NameLabel::Org,
                None if name.tokens.len() == 1 && known_by_one_word(text).is_some() => NameLabel::Per,
                _ => name.label,
            }
        })
        .collect();
    doc.names.iter_mut().zip(labels).for_each(|(name, label)| name.label = label);
    let mut found = Vec::new();
    for sentence in &doc.sentences {
        let shouted = sentence.tokens.clone().all(|t| !doc.form(t).contains(|c: char| c.is_lowercase()));
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let name = if shouted { None } else { longest(doc, at, sentence.tokens.end) };
            at = name.as_ref().map_or(at + 1, |n: &NameLayer| n.tokens.end);
            found.extend(name);
        }
    }
    if !found.is_empty() {
        // Parts of a listed name give way to it ("Columbia" in "District of Columbia").
        let part = |n: &NameLayer| {
            found.iter().any(|f: &NameLayer| f.tokens.start <= n.tokens.start && n.tokens.end <= f.tokens.end)
        };
        doc.names.retain(|n| !part(n));
        doc.names.extend(found);
        doc.names.sort_unstable_by_key(|n| n.tokens.start);
    }
}

/// The longest listed name that begins at a token and touches no other name.
fn longest(doc: &Document<'_>, at: usize, end: usize) -> Option<NameLayer> {
    // Words in lower case are looked up only where a name may begin so ("al-Qaeda").
    let form = doc.form(at);
    if !form.starts_with(|c: char| c.is_uppercase()) && form != "al" {
        return None;
    }
    LISTED.get(form)?;
    (at + 1..=end.min(at + LONGEST)).rev().find_map(|to| {
        let tokens = at..to;
        let label = label(doc.text_of(tokens.clone()))?;
        let nominal = tokens.clone().any(|t| matches!(doc.upos[t], Upos::Propn | Upos::Noun | Upos::Adj));
        let inside = |n: &NameLayer| n.tokens.start >= at && n.tokens.end <= to && n.tokens.len() < tokens.len();
        let free = tokens.clone().all(|t| doc.name_at(t).is_none_or(inside));
        (nominal && free).then_some(NameLayer { tokens, label })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::TextBuffer;

    #[test]
    fn listed_names_are_added_beside_found_ones() {
        let buffer = TextBuffer::plain("Envoys of NATO and Hezbollah met Mara Calder, who said it was new.");
        let mut doc = Document::segment(&buffer);
        doc.upos = vec![Upos::Propn; doc.len()];
        doc.names = vec![NameLayer { tokens: 6..8, label: NameLabel::Per }];
        add(&mut doc);
        let names: Vec<_> = doc.names.iter().map(|n| (doc.text_of(n.tokens.clone()), n.label)).collect();
        let org = NameLabel::Org;
        assert_eq!(names, [("NATO", org), ("Hezbollah", org), ("Mara Calder", NameLabel::Per)]);
    }

    #[test]
    fn a_listed_organisation_is_no_place() {
        let buffer = TextBuffer::plain("Hezbollah met Washington.");
        let mut doc = Document::segment(&buffer);
        doc.upos = vec![Upos::Propn; doc.len()];
        let (per, loc) = (NameLabel::Per, NameLabel::Loc);
        doc.names = vec![NameLayer { tokens: 0..1, label: loc }, NameLayer { tokens: 2..3, label: per }];
        add(&mut doc);
        assert_eq!(doc.names.iter().map(|n| n.label).collect::<Vec<_>>(), [NameLabel::Org, per]);
    }

    #[test]
    fn persons_of_the_article_and_statesmen_stay_persons() {
        let buffer = TextBuffer::plain("Anna Forbes met Merkel. Forbes left.");
        let mut doc = Document::segment(&buffer);
        doc.upos = vec![Upos::Propn; doc.len()];
        let (per, org) = (NameLabel::Per, NameLabel::Org);
        doc.names = vec![
            NameLayer { tokens: 0..2, label: per },
            NameLayer { tokens: 3..4, label: org },
            NameLayer { tokens: 5..6, label: per },
        ];
        add(&mut doc);
        assert_eq!(doc.names.iter().map(|n| n.label).collect::<Vec<_>>(), [per, per, per]);
        doc.names[0].tokens = 0..1;
        add(&mut doc);
        assert_eq!(doc.names.last().unwrap().label, org);
    }

    #[test]
    fn nothing_is_added_inside_names_and_in_capitals() {
        let text = "The NATO Museum closed.\n\nWHO SAID IT WAS NATO";
        let buffer = TextBuffer::plain(text);
        let mut doc = Document::segment(&buffer);
        doc.upos = vec![Upos::Propn; doc.len()];
        doc.names = vec![NameLayer { tokens: 1..3, label: NameLabel::Org }];
        add(&mut doc);
        assert_eq!(doc.names.len(), 1);
    }
}
