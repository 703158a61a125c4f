//! Which words of a headline in title case are small words.
//!
//! "Harbour Chief Vows to Rebuild Ran, Urges Calder to Help": there capitals tell nothing. What the article
//! itself writes small elsewhere is no name; neither is a verb of saying, which headlines love. What it writes
//! with a capital, and all it does not write again, stays as it is. Needs the atoms. Method: truecasing by the
//! document, as A. Mikheev 2002 ("Periods, capitalized words, etc.") does for the first words of sentences.

use rustc_hash::FxHashMap;

use super::atoms::{Atoms, CAPITAL, LETTER, TITLE_CASE};
use crate::document::Document;
use crate::quotes::stance_of_verb;

/// How an article writes its words amid its sentences.
pub(super) struct Truecase {
    /// By the hash of the lower-case form: how often small, how often with a capital.
    written: FxHashMap<u32, [u32; 2]>,
}

impl Truecase {
    /// Counts the words of all sentences that are not in title case, but for their first.
    pub(super) fn of(doc: &Document<'_>, atoms: &Atoms) -> Self {
        let mut written: FxHashMap<u32, [u32; 2]> = FxHashMap::default();
        for (number, sentence) in doc.sentences.iter().enumerate() {
            for token in sentence.tokens.clone().skip(1) {
                let atom = atoms.at(token, number);
                if atom.flags & TITLE_CASE != 0 {
                    break;
                }
                if atom.flags & LETTER != 0 {
                    written.entry(atom.lower).or_default()[usize::from(atom.flags & CAPITAL != 0)] += 1;
                }
            }
        }
        Self { written }
    }

    /// Whether a capital at the head of a token says nothing.
    pub(super) fn is_small(&self, doc: &Document<'_>, token: usize) -> bool {
        let (form, lower) = (doc.form(token), doc.lower(token));
        let shouted = form.len() > 1 && !form.contains(char::is_lowercase);
        if shouted || !form.starts_with(char::is_uppercase) {
            return false;
        }
        match self.written.get(&super::hash::word(lower.bytes())) {
            Some([small, capital]) => small > capital,
            None => is_said(lower),
        }
    }
}

/// Whether a word is a verb of saying in the present: "vows", "urges", "denies".
fn is_said(lower: &str) -> bool {
    let Some(stem) = lower.strip_suffix('s') else { return false };
    let bare = stem.strip_suffix("ie").map(|s| format!("{s}y"));
    let short = stem.strip_suffix('e');
    [Some(stem), short, bare.as_deref()].into_iter().flatten().any(|verb| stance_of_verb(verb).is_some())
}
