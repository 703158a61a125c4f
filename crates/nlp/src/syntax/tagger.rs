//! Parts of speech: a greedy averaged perceptron, left to right.
//!
//! Needs: sentences, tokens. Adds: `upos`, `xpos`.
//! Each class is a pair of both tags, so that the two never contradict each other.
//! Method: M. Collins 2002, with word clusters in the manner of J. Turian et al. 2010.
//! Known misses: past tense against participle in reduced relatives, headlines in capitals.

use crate::document::Document;
use crate::learn::{Atom, Atoms, Lexicon, ModelError, PAD, Reader, Table, Writer, hash};
use crate::tagset::{Upos, Xpos};

const MAGIC: [u8; 4] = *b"PXT1";
/// Room for classes.
pub(super) const CLASSES: usize = 96;
/// Templates of features.
pub(super) const FEATURES: usize = 48;
/// The class before the first token.
pub(super) const START: u32 = 255;

/// The trained tagger.
#[derive(Debug, Clone)]
pub struct Tagger {
    pub(super) classes: Vec<(Upos, Xpos)>,
    pub(super) table: Table<CLASSES>,
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
        let mut features = [0; FEATURES];
        for number in 0..doc.sentences.len() {
            let atoms = atoms.sentence(doc, number);
            let (mut before, mut last) = (START, START);
            for at in PAD..atoms.len() - PAD {
                extract(atoms, at, last, before, &mut features);
                let scores = self.table.score(&features);
                let class = best(&scores[..self.classes.len()]);
                let (upos, xpos) = self.classes[class];
                doc.upos.push(upos);
                doc.xpos.push(xpos);
                (before, last) = (last, class as u32);
            }
        }
    }

    /// The file of this model.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Writer::new(MAGIC);
        out.bytes(&self.classes.iter().map(|c| c.0 as u8).collect::<Vec<_>>());
        out.bytes(&self.classes.iter().map(|c| c.1 as u8).collect::<Vec<_>>());
        self.table.write(&mut out);
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
        Ok(Self { classes, table: Table::read(&mut from)? })
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

/// The features of one token; `last` and `before` are the classes of the two tokens before it.
#[rustfmt::skip]
pub(super) fn extract(atoms: &[Atom], at: usize, last: u32, before: u32, out: &mut [u32; FEATURES]) {
    use hash::{one, three, two};
    let [m2, m1, w, p1, p2] = [&atoms[at - 2], &atoms[at - 1], &atoms[at], &atoms[at + 1], &atoms[at + 2]];
    *out = [
        one(1, w.form), one(2, w.lower), two(3, w.suffix[0], w.flags & 1), two(4, w.suffix[1], w.flags & 1),
        two(5, w.suffix[2], w.flags & 1), one(6, w.suffix[3]), one(7, w.prefix[0]), one(8, w.prefix[1]),
        one(9, w.prefix[2]), one(10, w.prefix[3]), one(11, w.shape), two(12, w.fine, w.flags & 1),
        two(13, w.coarse, w.flags & 1), two(14, w.lists, w.flags), one(15, w.flags),
        one(16, m1.lower), one(17, m2.lower), one(18, p1.lower), one(19, p2.lower),
        one(20, m1.fine), one(21, m2.fine), one(22, p1.fine), one(23, p2.fine),
        one(24, m1.suffix[2]), one(25, p1.suffix[2]), one(26, p1.suffix[1]), two(27, p1.shape, w.shape),
        two(28, m1.shape, w.shape),
        one(29, last), two(30, last, before), two(31, last, w.lower), two(32, last, w.fine),
        two(33, last, w.suffix[2]), two(34, last, p1.lower), two(35, last, p1.fine), three(36, last, before, w.lower),
        two(37, m1.lower, w.lower), two(38, w.lower, p1.lower), two(39, m1.lower, p1.lower),
        two(40, w.fine, p1.fine), two(41, m1.fine, w.fine), two(42, w.suffix[1], p1.coarse),
        three(43, last, w.suffix[1], p1.suffix[1]), two(44, w.suffix[2], w.shape), three(45, w.coarse, p1.coarse, p2.coarse),
        three(46, last, w.coarse, p1.coarse), two(47, m2.lower, m1.lower), two(48, p1.lower, p2.lower),
    ];
}
