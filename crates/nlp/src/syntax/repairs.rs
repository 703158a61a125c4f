//! Puts right what tagger and parser miss although the words around leave no doubt.
//!
//! | what | example |
//! |---|---|
//! | a function word in capitals amid small words is a name | 40 IS fighters |
//! | what a conjunction leads in is no more of the name before it | Calder and President Jonas Weil |
//! | a headline goes on with what its subject does | Calder Vows to Rebuild, Urges Weil to Help |
//! | "which" behind a comma relates to the noun before it | the quay, which collapsed |
//!
//! Needs: tags, tree. Changes: `upos`, `xpos`, `heads`, `deprels`.

use crate::document::Document;
use crate::tagset::{Deprel, Upos, Xpos};

/// Repairs the tags of a document, before its trees are read.
pub(crate) fn retag(doc: &mut Document<'_>) {
    for token in 0..doc.len() {
        if doc.upos[token] == Upos::Propn || !matches!(doc.form(token), "IS" | "WHO") {
            continue;
        }
        let sentence = doc.sentence_tokens(token);
        // "It IS true" is stressed; a headline in capitals tells nothing.
        let stressed = token > sentence.start && matches!(doc.upos[token - 1], Upos::Pron | Upos::Adv);
        let small = sentence.filter(|t| doc.form(*t).starts_with(char::is_lowercase)).count();
        if !stressed && small > 2 {
            (doc.upos[token], doc.xpos[token]) = (Upos::Propn, Xpos::Nnp);
        }
    }
}

/// Repairs the trees of a document.
pub(crate) fn repair(doc: &mut Document<'_>) {
    for token in 0..doc.len() {
        match doc.deprels[token] {
            Deprel::Flat => coordinate(doc, token),
            Deprel::Parataxis | Deprel::Appos if doc.upos[token] == Upos::Verb => {
                go_on(doc, token);
                relate(doc, token);
            }
            _ => {}
        }
    }
}

/// Calls a second name behind "and" a conjunct of the first.
fn coordinate(doc: &mut Document<'_>, token: usize) {
    let Some(head) = doc.head(token).filter(|head| head + 1 < token) else { return };
    let leads = |t: usize| {
        let mut above = std::iter::successors(Some(t), |t| doc.head(*t)).take(5);
        doc.deprels[t] == Deprel::Cc && above.any(|t| t == token)
    };
    if (head + 1..token).any(leads) {
        doc.deprels[token] = Deprel::Conj;
    }
}

/// Joins a verb in the present behind a comma, which has no subject of its own, to the verb that has one.
fn go_on(doc: &mut Document<'_>, verb: usize) {
    let is_present = |t: usize| doc.xpos[t] == Xpos::Vbz && doc.upos[t] == Upos::Verb;
    let sentence = doc.sentence_tokens(verb);
    let root = sentence.clone().find(|t| doc.deprels[*t] == Deprel::Root);
    let Some(root) = root.filter(|root| *root + 1 < verb && is_present(*root) && is_present(verb)) else { return };
    let subject = |t: usize| doc.children_by(t, Deprel::Nsubj).next().is_some();
    if doc.lower(verb - 1) == "," && !subject(verb) && subject(root) {
        doc.heads[verb] = root as u32;
        doc.deprels[verb] = Deprel::Conj;
    }
}

/// Hangs a clause that "which" opens behind a comma on the noun before it.
fn relate(doc: &mut Document<'_>, verb: usize) {
    let Some(head) = doc.head(verb) else { return };
    let is_relative = |t: &usize| *t < verb && matches!(doc.lower(*t), "which" | "who" | "whom");
    let Some(which) = doc.children(verb).find(is_relative) else { return };
    let floor = doc.sentence_tokens(verb).start;
    if which < floor + 2 || doc.lower(which - 1) != "," || head >= which {
        return;
    }
    let mut noun = which - 2;
    if !matches!(doc.upos[noun], Upos::Noun | Upos::Propn) {
        return;
    }
    while let Some(above) = doc.head(noun).filter(|_| matches!(doc.deprels[noun], Deprel::Flat | Deprel::Compound)) {
        noun = above;
    }
    if noun < which && !doc.dominates(verb, noun) {
        doc.heads[verb] = noun as u32;
        doc.deprels[verb] = Deprel::AclRelcl;
    }
}
