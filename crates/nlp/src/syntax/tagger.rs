//! Parts of speech: averaged perceptrons, two looks at a sentence.
//!
//! Needs: sentences, tokens. Adds: `upos`, `xpos`.
//! The first look goes from right to left, as what follows an English word tells more of it
//! than what stands before. Where it is in doubt ("may modify, suspend or waive": verbs or nouns?)
//! a second one, from left to right, decides with the tags of both sides.
//! Each class is a pair of both tags, so that the two never contradict each other.
//! Method: M. Collins 2002, with word clusters in the manner of J. Turian et al. 2010.
//! Known misses: past tense against participle in reduced relatives, headlines in capitals.

use super::habits::Habits;
use super::looks::{Line, first_look, second_look};
use crate::document::Document;
use crate::learn::{Atom, Atoms, Lexicon, ModelError, PAD, Reader, Table, Writer};
use crate::tagset::{Upos, Xpos};

const MAGIC: [u8; 4] = *b"PXT3";
/// Room for classes.
pub(super) const CLASSES: usize = 96;
/// The class outside the sentence.
pub(super) const START: u32 = 255;
/// A token whose best class is less than this ahead of the next one is looked at again: one in six.
const DOUBT: i16 = 80;

/// The trained tagger.
#[derive(Debug, Clone)]
pub struct Tagger {
    pub(super) classes: Vec<(Upos, Xpos)>,
    pub(super) habits: Habits,
    pub(super) first: Table<CLASSES>,
    pub(super) second: Table<CLASSES>,
}

/// The classes of a sentence and how far each is ahead of the next best.
#[derive(Debug, Default)]
pub(super) struct Guesses {
    /// With [`PAD`] places of [`START`] on either side.
    pub(super) tags: Vec<u32>,
    pub(super) leads: Vec<i16>,
}

impl Guesses {
    /// The first look at a sentence.
    pub(super) fn make(&mut self, table: &Table<CLASSES>, classes: usize, atoms: &[Atom], habits: &[u32]) {
        self.tags.clear();
        self.tags.resize(atoms.len(), START);
        self.leads.clear();
        self.leads.resize(atoms.len(), i16::MAX);
        for at in (PAD..atoms.len() - PAD).rev() {
            let features = first_look(&Line { atoms, habits, tags: &self.tags }, at);
            let mut scores = table.score(&features);
            let class = best(&scores[..classes]);
            let top = std::mem::replace(&mut scores[class], i16::MIN);
            let next = scores[best(&scores[..classes])];
            (self.tags[at], self.leads[at]) = (class as u32, top.saturating_sub(next));
        }
    }
}

impl Tagger {
    /// Fills `upos` and `xpos`.
    pub fn tag(&self, doc: &mut Document<'_>, lexicon: &Lexicon) {
        let atoms = Atoms::of(doc, lexicon);
        self.tag_atoms(doc, &atoms);
    }

    /// [`Tagger::tag`] where the atoms are there already.
    pub(crate) fn tag_atoms(&self, doc: &mut Document<'_>, atoms: &Atoms) {
        let length = doc.len();
        (doc.upos, doc.xpos) = (Vec::with_capacity(length), Vec::with_capacity(length));
        let classes = self.classes.len();
        let (mut habits, mut guesses) = (Vec::new(), Guesses::default());
        for number in 0..doc.sentences.len() {
            let atoms = atoms.sentence(doc, number);
            self.habits.of(atoms, &mut habits);
            guesses.make(&self.first, classes, atoms, &habits);
            for at in PAD..atoms.len() - PAD {
                if guesses.leads[at] < DOUBT {
                    let features = second_look(&Line { atoms, habits: &habits, tags: &guesses.tags }, at);
                    guesses.tags[at] = best(&self.second.score(&features)[..classes]) as u32;
                }
                let (upos, xpos) = self.classes[guesses.tags[at] as usize];
                doc.upos.push(upos);
                doc.xpos.push(xpos);
            }
        }
    }

    /// The file of this model.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Writer::new(MAGIC);
        out.bytes(&self.classes.iter().map(|c| c.0 as u8).collect::<Vec<_>>());
        out.bytes(&self.classes.iter().map(|c| c.1 as u8).collect::<Vec<_>>());
        self.habits.write(&mut out);
        self.first.write(&mut out);
        self.second.write(&mut out);
        out.finish()
    }

    /// Reads what [`Tagger::write`] wrote.
    ///
    /// # Errors
    /// Where the bytes are no tagger.
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        let body = Reader::open(file, MAGIC)?;
        let mut from = body.reader();
        let (upos, xpos) = (from.bytes()?, from.bytes()?);
        let class = |(u, x): (&u8, &u8)| Some((*Upos::ALL.get(usize::from(*u))?, *Xpos::ALL.get(usize::from(*x))?));
        let classes: Option<Vec<_>> = upos.iter().zip(xpos).map(class).collect();
        let classes = classes.filter(|c| (1..=CLASSES).contains(&c.len()) && upos.len() == xpos.len());
        let classes = classes.ok_or(ModelError::Corrupt("the tagger's classes are not known"))?;
        let habits = Habits::read(&mut from)?;
        Ok(Self { classes, habits, first: Table::read(&mut from)?, second: Table::read(&mut from)? })
    }
}

/// The first of the highest scores.
pub(super) fn best<T: PartialOrd + Copy>(scores: &[T]) -> usize {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    best
}
