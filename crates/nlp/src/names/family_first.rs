//! Names that put the family first and give a name of two syllables behind it: "Moon Jae-in", "Tsai Ing-wen".
//!
//! Finds: a frequent Korean or Taiwanese family name with a hyphenated given name, however the recogniser cut it. Why: the second
//! syllable is written small and reads like an English word ("in", "moon", "hye"), so the name is cut before it. Known misses:
//! family names that are not in the list; given names in one word, which need no repair.

use std::ops::Range;

use crate::document::{Document, NameLabel, NameLayer};
use crate::entities::is_family_first;
use crate::tagset::{Upos, Xpos};

/// Tags the parts of such names as names, before trees are read.
pub(crate) fn tag_family_first(doc: &mut Document<'_>) {
    for tokens in found(doc) {
        for syllable in tokens {
            if doc.form(syllable) == "-" {
                continue;
            }
            (doc.upos[syllable], doc.xpos[syllable]) = (Upos::Propn, Xpos::Nnp);
        }
    }
}

/// Adds such names; their parts give way to them.
pub(super) fn add(doc: &mut Document<'_>) {
    for tokens in found(doc) {
        doc.names.retain(|n| n.tokens.end <= tokens.start || tokens.end <= n.tokens.start);
        doc.names.push(NameLayer { tokens, label: NameLabel::Per });
    }
    doc.names.sort_unstable_by_key(|n| n.tokens.start);
}

fn found(doc: &Document<'_>) -> Vec<Range<usize>> {
    (0..doc.len()).filter_map(|at| name(doc, at)).collect()
}

/// The name that begins at a token: family, given name, hyphen, small syllable.
fn name(doc: &Document<'_>, at: usize) -> Option<Range<usize>> {
    let end = at + 4;
    let capital = |t: usize| doc.form(t).starts_with(char::is_uppercase) && doc.form(t).contains(char::is_lowercase);
    let fits = doc.sentence_tokens(at).end >= end
        && capital(at)
        && capital(at + 1)
        && is_family_first(doc.lower(at))
        && doc.form(at + 2) == "-"
        && !doc.space_before(at + 2)
        && !doc.space_before(at + 3)
        && is_syllable(doc.form(at + 3));
    fits.then_some(at..end)
}

/// Whether a word may close a given name; English words that a name is compounded with may not ("Kim Davis-like").
fn is_syllable(word: &str) -> bool {
    (2..=5).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_lowercase())
        && !word.ends_with("ed")
        && !matches!(word, "type" | "style" | "like" | "era" | "led" | "run" | "held" | "made" | "born" | "free")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::document;

    #[test]
    fn the_second_syllable_belongs_to_the_name() {
        for (text, names) in [
            ("President Moon Ran-in met Park Do-moon on Friday.", &["Moon Ran-in", "Park Do-moon"][..]),
            ("He spoke of Kim Holm-style politics.", &[]),
        ] {
            let mut doc = document(text);
            add(&mut doc);
            let four = |n: &&NameLayer| n.tokens.len() == 4;
            let found: Vec<_> = doc.names.iter().filter(four).map(|n| doc.text_of(n.tokens.clone())).collect();
            assert_eq!(found, names, "{text}");
        }
    }
}
