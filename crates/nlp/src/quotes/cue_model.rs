//! Which tokens are cues: a trained yes or no for every token that could be one.
//!
//! Needs: the outline. A cue is the head of the words that report ("said" of "has said in a
//! statement"), a noun ("the warning that"), "according", or a colon before speech.

use super::outline::{NONE, Outline, bit};
use crate::document::Document;
use crate::learn::hash::{one, three, two};
use crate::tagset::{Deprel, Upos};

/// Whether a token may be a cue at all.
pub(crate) fn may_be_cue(doc: &Document<'_>, outline: &Outline, token: usize) -> bool {
    match doc.upos[token] {
        Upos::Verb => true,
        Upos::Noun | Upos::Adj | Upos::Adv => outline.stance[token] != 0 || outline.kids[token] & CLAUSES != 0,
        Upos::Adp | Upos::Sconj | Upos::Propn | Upos::X => matches!(doc.lower(token), "according" | "per"),
        Upos::Punct => doc.form(token) == ":",
        _ => false,
    }
}

const CLAUSES: u64 = (1 << Deprel::Ccomp as u8) | (1 << Deprel::Xcomp as u8) | (1 << Deprel::Acl as u8);

/// What a token's subject is: its kind and whether there is one.
fn subject_kind(doc: &Document<'_>, outline: &Outline, token: usize) -> u32 {
    match outline.subject[token] {
        NONE => 0,
        subject => {
            let subject = subject as usize;
            match outline.being[subject] {
                0 => 16 + doc.xpos[subject] as u32,
                being => u32::from(being),
            }
        }
    }
}

/// What stands beside a token where quotation marks matter: 0 nothing, 1 a region begins right
/// after it (a comma or colon between allowed), 2 a region ends right before it, 3 a region ends
/// before it with words between that hold no other verb, 4 it lies in one.
fn beside_region(doc: &Document<'_>, outline: &Outline, token: usize) -> u32 {
    if outline.region[token] != 0 {
        let region = &outline.regions[outline.region[token] as usize - 1];
        return if region.tokens.len() > 8 { 4 } else { 5 };
    }
    let sentence = doc.sentence_tokens(token);
    let mut found = 0;
    for next in token + 1..sentence.end.min(token + 7) {
        if outline.region[next] != 0 {
            found = if next <= token + 2 { 1 } else { 2 };
            break;
        }
        if doc.upos[next] == Upos::Verb {
            break;
        }
    }
    for before in (sentence.start.max(token.saturating_sub(7))..token).rev() {
        if outline.region[before] != 0 {
            found |= if before + 2 >= token { 8 } else { 16 };
            break;
        }
        if doc.upos[before] == Upos::Verb {
            break;
        }
    }
    // The utterance may be a sentence of its own to the splitter.
    if token <= sentence.start + 4 && sentence.start > 0 && outline.region[sentence.start - 1] != 0 {
        found |= 32;
    }
    found
}

/// The features of a token that may be a cue.
pub(crate) fn features(doc: &Document<'_>, outline: &Outline, token: usize, out: &mut Vec<u32>) {
    out.clear();
    let sentence = doc.sentence_tokens(token);
    let at = |t: Option<usize>| t.filter(|t| sentence.contains(t));
    let lower = |t: Option<usize>| at(t).map_or(0, |t| outline.atoms[t].lower);
    let tag = |t: Option<usize>| at(t).map_or(63, |t| doc.xpos[t] as u32);
    let (prev, next) = (token.checked_sub(1), Some(token + 1));
    let lemma = outline.lemma[token];
    let xpos = doc.xpos[token] as u32;
    let relation = doc.deprels[token] as u32;
    let kids = outline.kids[token];
    let stance = u32::from(outline.stance[token]);
    let head = doc.head(token);
    let head_lemma = head.map_or(0, |h| outline.lemma[h]);
    let head_stance = head.map_or(0, |h| u32::from(outline.stance[h]) + 1);
    let subject = subject_kind(doc, outline, token);
    let subject_lemma = match outline.subject[token] {
        NONE => 0,
        s => outline.lemma[s as usize],
    };
    let beside = beside_region(doc, outline, token);
    let has = |r: Deprel| u32::from(kids & bit(r) != 0);
    let frame = has(Deprel::Ccomp)
        | has(Deprel::Xcomp) << 1
        | has(Deprel::Obj) << 2
        | has(Deprel::Parataxis) << 3
        | has(Deprel::Nsubj) << 4
        | has(Deprel::Obl) << 5
        | has(Deprel::Advcl) << 6
        | has(Deprel::Acl) << 7;
    let atom = &outline.atoms[token];
    let below_cue = head.is_some_and(|h| {
        matches!(doc.deprels[token].universal(), Deprel::Ccomp | Deprel::Xcomp | Deprel::Obj | Deprel::Csubj)
            && outline.stance[h] != 0
    });
    // A cue anywhere above whose complement this token lies in: nested reports are not marked.
    let mut above = 0;
    let (mut climb, mut steps) = (token, 0);
    while let Some(h) = doc.head(climb).filter(|_| steps < 8) {
        if outline.stance[h] != 0
            && matches!(doc.deprels[climb].universal(), Deprel::Ccomp | Deprel::Xcomp | Deprel::Parataxis)
        {
            above = 1 + u32::from(outline.stance[h]);
            break;
        }
        climb = h;
        steps += 1;
    }
    out.extend([
        one(1, 0),
        one(2, lemma),
        two(3, lemma, xpos),
        two(4, lemma, frame),
        two(5, xpos, frame),
        two(6, lemma, relation),
        two(7, lemma, subject),
        two(8, lemma, beside),
        three(9, stance, frame, subject),
        three(10, stance, beside, subject),
        three(11, stance, xpos, relation),
        two(12, lemma, lower(next)),
        two(13, lemma, lower(prev)),
        two(14, stance, lower(next)),
        two(15, stance, lower(prev)),
        two(16, lemma, above),
        two(17, stance, above),
        two(18, head_lemma, relation),
        three(19, head_stance, relation, stance),
        two(20, subject_lemma, stance),
        two(21, atom.coarse, frame),
        three(22, atom.fine, subject, beside),
        one(23, atom.fine),
        two(24, atom.coarse, xpos),
        two(25, tag(prev), tag(next)),
        three(26, xpos, tag(next), at(next.map(|n| n + 1)).map_or(63, |t| doc.xpos[t] as u32)),
        two(27, lemma, u32::from(below_cue)),
        two(28, subject_lemma, lemma),
        three(29, beside, xpos, frame),
        two(30, above, beside),
    ]);
    // Prepositions that open what is talked about: "complained about", "called for", "accused of".
    for kid in doc.children(token) {
        match doc.deprels[kid].universal() {
            Deprel::Nmod if doc.deprels[kid] == Deprel::NmodPoss => {
                out.push(two(55, lemma, u32::from(outline.being[kid])))
            }
            Deprel::Obl | Deprel::Nmod => {
                if let Some(case) = doc.children_by(kid, Deprel::Case).next() {
                    out.push(two(40, lemma, outline.lemma[case]));
                    out.push(two(41, stance, outline.lemma[case]));
                    out.push(two(42, atom.fine, outline.lemma[case]));
                }
            }
            Deprel::Ccomp | Deprel::Xcomp | Deprel::Acl | Deprel::Advcl => {
                let relation = doc.deprels[kid] as u32;
                let mark = doc.children_by(kid, Deprel::Mark).next().map_or(0, |m| outline.lemma[m]);
                out.push(three(43, lemma, relation, mark));
                out.push(three(44, stance, relation, mark));
                out.push(three(45, atom.fine, relation, mark));
                out.push(three(46, relation, doc.xpos[kid] as u32, stance));
            }
            Deprel::Obj => {
                out.push(two(47, lemma, outline.lemma[kid]));
                out.push(two(48, stance, u32::from(outline.being[kid])));
                out.push(two(49, outline.lemma[kid], doc.upos[token] as u32));
                out.push(two(50, lemma, outline.atoms[kid].coarse));
            }
            Deprel::Aux => out.push(two(51, lemma, outline.lemma[kid])),
            Deprel::Advmod => {
                out.push(two(52, stance, outline.lemma[kid]));
                out.push(two(53, outline.lemma[kid], frame));
            }
            Deprel::Compound => out.push(two(54, lemma, outline.lemma[kid])),
            _ => {}
        }
    }
}
