//! Names: the best sequence of labels for each sentence, then what the whole document agrees on.
//!
//! Needs: sentences, tokens, tags. Adds: `names`.
//! Method: a first-order perceptron over begin / inside / last / unit labels (L. Ratinov and
//! D. Roth 2009), with word clusters and word lists. Known misses: names that are common
//! words, organisations called by their town.

use super::features::{FEATURES, extract};
use super::{bodies, consistency, family_first, joined, listed, shape};
use crate::document::{Document, NameLabel, NameLayer};
use crate::learn::{Atoms, Lexicon, ModelError, PAD, Reader, Table, Writer, hash};

const MAGIC: [u8; 4] = *b"PXN1";
/// The labels that are learnt.
pub(super) const LABELS: [NameLabel; 4] = [NameLabel::Per, NameLabel::Org, NameLabel::Loc, NameLabel::Norp];
/// Outside, and four places in a name for each label.
pub(super) const TAGS: usize = 1 + 4 * LABELS.len();
/// Room for tags in a row of weights.
pub(super) const CLASSES: usize = 24;
/// The tag of no name.
pub(super) const OUTSIDE: usize = 0;

/// Where in its name a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Begin,
    Inside,
    Last,
    Unit,
}

/// Scores of tags following tags.
pub(super) type Transitions<T> = [[T; TAGS]; TAGS];

/// The trained recogniser of names.
#[derive(Debug, Clone)]
pub struct Recogniser {
    table: Table<CLASSES>,
    transitions: Transitions<i32>,
}

impl Recogniser {
    /// Fills `names`. Needs the tags.
    pub fn recognise(&self, doc: &mut Document<'_>, lexicon: &Lexicon) {
        let atoms = Atoms::of(doc, lexicon);
        self.recognise_atoms(doc, &atoms);
    }

    /// [`Recogniser::recognise`] where the atoms are there already.
    pub(crate) fn recognise_atoms(&self, doc: &mut Document<'_>, atoms: &Atoms) {
        let mut names = vec![];
        let (mut search, mut features) = (Search::default(), [0; FEATURES]);
        for (number, sentence) in doc.sentences.iter().enumerate() {
            let atoms = atoms.sentence(doc, number);
            let tags = &doc.xpos[sentence.tokens.clone()];
            search.scores.clear();
            for at in PAD..atoms.len() - PAD {
                extract(atoms, tags, at, &mut features);
                search.scores.push(self.table.score(&features).map(i32::from));
            }
            names_of(search.best(&self.transitions), sentence.tokens.start, &mut names);
        }
        doc.names = names;
        family_first::add(doc);
        joined::add(doc);
        shape::cut(doc);
        consistency::settle(doc);
        listed::add(doc);
        bodies::add(doc);
    }

    pub(super) fn new(table: Table<CLASSES>) -> Self {
        let mut transitions = [[0; TAGS]; TAGS];
        for (before, row) in transitions.iter_mut().enumerate() {
            for (to, weight) in row.iter_mut().zip(table.score(&[after(before)])) {
                *to = i32::from(weight);
            }
        }
        Self { table, transitions }
    }

    /// The file of this model.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Writer::new(MAGIC);
        self.table.write(&mut out);
        out.finish()
    }

    /// Reads what [`Recogniser::write`] wrote.
    ///
    /// # Errors
    /// Where the bytes are no recogniser of names.
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        let body = Reader::open(file, MAGIC)?;
        Ok(Self::new(Table::read(&mut body.reader())?))
    }
}

/// The feature whose row of weights scores what follows a tag.
pub(super) const fn after(tag: usize) -> u32 {
    hash::one(99, tag as u32)
}

/// The number of a tag.
pub(super) const fn tag(label: usize, place: Place) -> usize {
    1 + label * 4 + place as usize
}

/// Label and place of a tag in a name.
pub(super) fn label_and_place(tag: usize) -> Option<(usize, Place)> {
    let tag = tag.checked_sub(1)?;
    Some((tag / 4, [Place::Begin, Place::Inside, Place::Last, Place::Unit][tag % 4]))
}

/// Whether one tag may follow another.
fn may_follow(before: usize, tag: usize) -> bool {
    let open = label_and_place(before).filter(|(_, p)| matches!(p, Place::Begin | Place::Inside)).map(|(l, _)| l);
    let joins = label_and_place(tag).filter(|(_, p)| matches!(p, Place::Inside | Place::Last)).map(|(l, _)| l);
    open == joins
}

/// Viterbi search, with its memory kept between sentences.
#[derive(Debug)]
pub(super) struct Search {
    /// The tags that may stand before each tag.
    before: Vec<Vec<u8>>,
    /// The scores of all tags for each token.
    pub(super) scores: Vec<[i32; CLASSES]>,
    back: Vec<[u8; TAGS]>,
    path: Vec<u8>,
}

impl Default for Search {
    fn default() -> Self {
        let before = |tag| (0..TAGS).filter(|b| may_follow(*b, tag)).map(|b| b as u8).collect();
        Self { before: (0..TAGS).map(before).collect(), scores: vec![], back: vec![], path: vec![] }
    }
}

impl Search {
    /// The best sequence of tags for `scores`; no name is left open at the end.
    pub(super) fn best(&mut self, transitions: &Transitions<i32>) -> &[u8] {
        const NEVER: i32 = i32::MIN / 2;
        let mut so_far = [NEVER; TAGS];
        so_far[OUTSIDE] = 0;
        self.back.clear();
        for scores in &self.scores {
            let mut now = [NEVER; TAGS];
            let mut back = [0; TAGS];
            for (tag, before) in self.before.iter().enumerate() {
                for b in before {
                    let score = so_far[usize::from(*b)] + transitions[usize::from(*b)][tag];
                    if score > now[tag] {
                        (now[tag], back[tag]) = (score, *b);
                    }
                }
                now[tag] = (now[tag] + scores[tag]).max(NEVER);
            }
            so_far = now;
            self.back.push(back);
        }
        let closed =
            |tag: &usize| !label_and_place(*tag).is_some_and(|(_, p)| matches!(p, Place::Begin | Place::Inside));
        let mut tag = OUTSIDE;
        for last in (0..TAGS).filter(closed) {
            if so_far[last] > so_far[tag] {
                tag = last;
            }
        }
        self.path.clear();
        for back in self.back.iter().rev() {
            self.path.push(tag as u8);
            tag = usize::from(back[tag]);
        }
        self.path.reverse();
        &self.path
    }
}

/// Adds the names that a sequence of tags spells.
fn names_of(tags: &[u8], first: usize, names: &mut Vec<NameLayer>) {
    let mut start = first;
    for (i, tag) in tags.iter().enumerate() {
        let Some((label, place)) = label_and_place(usize::from(*tag)) else { continue };
        if matches!(place, Place::Begin | Place::Unit) {
            start = first + i;
        }
        if matches!(place, Place::Last | Place::Unit) {
            names.push(NameLayer { tokens: start..first + i + 1, label: LABELS[label] });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_closes_every_name() {
        let mut search = Search::default();
        let mut scores = [0; CLASSES];
        // Every token would rather be inside a person's name.
        scores[tag(0, Place::Inside)] = 10;
        search.scores = vec![scores; 3];
        let path = search.best(&[[0; TAGS]; TAGS]).to_vec();
        assert_eq!(path, [tag(0, Place::Begin), tag(0, Place::Inside), tag(0, Place::Last)].map(|t| t as u8));
        let mut names = vec![];
        names_of(&path, 5, &mut names);
        assert_eq!(names, [NameLayer { tokens: 5..8, label: NameLabel::Per }]);
    }
}
