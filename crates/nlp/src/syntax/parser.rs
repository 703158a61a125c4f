//! Dependency trees: a greedy arc-hybrid parser, one pass from left to right.
//!
//! Needs: sentences, tokens, tags. Adds: `heads`, `deprels`.
//! Each class is a transition together with its relation. Projective trees only.
//! Known misses: attachment of prepositional phrases, long coordination, headlines.

use super::features::{FEATURES, Nodes, extract};
use super::state::{Move, State};
use crate::document::Document;
use crate::learn::{Atoms, Lexicon, ModelError, Reader, Table, Writer};
use crate::tagset::Deprel;

const MAGIC: [u8; 4] = *b"PXP1";
/// Room for classes.
pub(super) const CLASSES: usize = 96;

/// The trained parser.
#[derive(Debug, Clone)]
pub struct Parser {
    pub(super) classes: Vec<(Move, Deprel)>,
    pub(super) table: Table<CLASSES>,
}

impl Parser {
    /// Fills `heads` and `deprels`. Needs the tags.
    pub fn parse(&self, doc: &mut Document<'_>, lexicon: &Lexicon) {
        let atoms = Atoms::of(doc, lexicon);
        self.parse_atoms(doc, &atoms);
    }

    /// [`Parser::parse`] where the atoms are there already.
    pub(crate) fn parse_atoms(&self, doc: &mut Document<'_>, atoms: &Atoms) {
        let length = doc.len();
        (doc.heads, doc.deprels) = (Vec::with_capacity(length), Vec::with_capacity(length));
        let (mut state, mut nodes, mut features) = (State::default(), Nodes::default(), [0; FEATURES]);
        for number in 0..doc.sentences.len() {
            let tokens = doc.sentences[number].tokens.clone();
            nodes.fill(atoms.sentence(doc, number), &doc.upos[tokens.clone()], &doc.xpos[tokens.clone()]);
            state.begin(tokens.len());
            while !state.is_done() {
                let class = match only_move(&state) {
                    Some(class) => class,
                    None => {
                        extract(&state, &nodes, &mut features);
                        let scores = self.table.score(&features);
                        best_allowed(&scores, &self.classes, &state)
                    }
                };
                state.make(self.classes[class].0, class as u8);
            }
            for (child, head) in state.heads[..tokens.len()].iter().enumerate() {
                let is_root = *head == tokens.len();
                doc.heads.push((tokens.start + if is_root { child } else { *head }) as u32);
                let label = self.classes[usize::from(state.labels[child])].1;
                doc.deprels.push(if is_root { Deprel::Root } else { label });
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

    /// Reads what [`Parser::write`] wrote.
    ///
    /// # Errors
    /// Where the bytes are no parser.
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        let body = Reader::open(file, MAGIC)?;
        let mut from = body.reader();
        let (moves, labels) = (from.bytes()?, from.bytes()?);
        let class = |(m, l): (&u8, &u8)| {
            let kind = [Move::Shift, Move::Left, Move::Right].get(usize::from(*m)).copied();
            Some((kind?, *Deprel::ALL.get(usize::from(*l))?))
        };
        let classes: Option<Vec<_>> = moves.iter().zip(labels).map(class).collect();
        let whole = |c: &Vec<(Move, Deprel)>| {
            moves.len() == labels.len()
                && c.len() <= CLASSES
                && c.starts_with(&[(Move::Shift, Deprel::Root), (Move::Left, Deprel::Root)])
                && [Move::Left, Move::Right].iter().all(|m| c[2..].iter().any(|c| c.0 == *m))
        };
        let classes = classes.filter(whole).ok_or(ModelError::Corrupt("the parser's classes are not known"))?;
        Ok(Self { classes, table: Table::read(&mut from)? })
    }
}

/// The class of SHIFT.
pub(super) const SHIFT: usize = 0;
/// The class that hangs the last token on the root.
pub(super) const ROOT: usize = 1;

/// The class where only one is possible: on an empty stack, and at the end.
#[inline]
pub(super) fn only_move(state: &State) -> Option<usize> {
    match (state.stack.len(), state.next == state.length) {
        (0, _) => Some(SHIFT),
        (1, true) => Some(ROOT),
        _ => None,
    }
}

/// The first of the best classes that the state allows, [`only_move`] aside.
#[inline]
pub(super) fn best_allowed<T: PartialOrd + Copy>(scores: &[T], classes: &[(Move, Deprel)], state: &State) -> usize {
    let allowed = [Move::Shift, Move::Left, Move::Right].map(|m| state.allows(m));
    let mut best = None;
    for (class, (kind, _)) in classes.iter().enumerate() {
        if class != ROOT && allowed[*kind as usize] && best.is_none_or(|b: usize| scores[class] > scores[b]) {
            best = Some(class);
        }
    }
    best.expect("a state that is not done allows a transition")
}
