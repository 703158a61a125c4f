//! The parts that features are combined from, computed once for each token.

use super::hash;
use super::lexicon::Lexicon;
use super::truecase::Truecase;
use crate::document::Document;

/// The hashed parts of one token.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Atom {
    /// The form as written, digits alike.
    pub(crate) form: u32,
    /// The form in lower case, digits alike.
    pub(crate) lower: u32,
    /// The last one to four bytes in lower case.
    pub(crate) suffix: [u32; 4],
    /// The first one to four bytes in lower case.
    pub(crate) prefix: [u32; 4],
    /// Kinds of characters in runs ("Xx", "0-x"), with the kind of its sentence's capitals.
    pub(crate) shape: u32,
    /// Coarse cluster, 0 where unknown.
    pub(crate) coarse: u32,
    /// Fine cluster, 0 where unknown.
    pub(crate) fine: u32,
    /// The word lists it stands in, alone (bits 0-3) or in a run (bits 4-7 where it opens
    /// it, 8-11 where it goes on).
    pub(crate) lists: u32,
    /// Bit 0: capital first letter; 1: any digit; 2: any letter; 3: first of its sentence;
    /// 4: the sentence writes most words with capitals; 5: none.
    pub(crate) flags: u32,
}

/// Capital first letter.
pub(crate) const CAPITAL: u32 = 1;
/// Any letter.
pub(crate) const LETTER: u32 = 4;
/// The sentence writes most words with capitals.
pub(crate) const TITLE_CASE: u32 = 16;
/// The sentence has no capitals, or on its first word only.
const NO_CAPITALS: u32 = 32;

/// Empty places kept before, between and after sentences.
pub(crate) const PAD: usize = 2;

/// The atoms of a document, its sentences parted by [`PAD`] empty ones.
#[derive(Debug, Default)]
pub(crate) struct Atoms {
    all: Vec<Atom>,
}

impl Atoms {
    /// Computes the atoms of all tokens.
    pub(crate) fn of(doc: &Document<'_>, lexicon: &Lexicon) -> Self {
        let mut atoms = Self { all: vec![Atom::default(); doc.len() + PAD * (doc.sentences.len() + 1)] };
        for number in 0..doc.sentences.len() {
            atoms.fill(doc, number, lexicon, |_| false);
        }
        atoms
    }

    /// As [`Atoms::of`], headlines in title case read as the article writes their words elsewhere.
    pub(crate) fn truecased(doc: &Document<'_>, lexicon: &Lexicon) -> Self {
        let mut atoms = Self::of(doc, lexicon);
        let is_titled = |n: &usize| atoms.sentence(doc, *n).get(PAD).is_some_and(|first| first.flags & TITLE_CASE != 0);
        let titled: Vec<usize> = (0..doc.sentences.len()).filter(is_titled).collect();
        if !titled.is_empty() {
            let habits = Truecase::of(doc, &atoms);
            for number in titled {
                atoms.fill(doc, number, lexicon, |token| habits.is_small(doc, token));
            }
        }
        atoms
    }

    /// Computes the atoms of one sentence, some of its words as if they were written small.
    fn fill(&mut self, doc: &Document<'_>, number: usize, lexicon: &Lexicon, is_small: impl Fn(usize) -> bool) {
        let sentence = &doc.sentences[number];
        let shift = PAD * (number + 1);
        let mut words = [0_u32; 2];
        for token in sentence.tokens.clone() {
            let atom = &mut self.all[token + shift];
            let lower = doc.lower(token).as_bytes();
            let small = token > sentence.tokens.start && is_small(token);
            *atom = single(if small { lower } else { doc.form(token).as_bytes() }, lower, lexicon);
            if atom.flags & LETTER != 0 && token > sentence.tokens.start {
                words[usize::from(atom.flags & CAPITAL != 0)] += 1;
            }
        }
        let title_case = words[1] >= 2 && words[1] * 10 >= (words[0] + words[1]) * 6;
        let run = sentence.tokens.start + shift..sentence.tokens.end + shift;
        if let Some(first) = self.all[run.clone()].first_mut() {
            first.flags |= 8;
        }
        let manner = match words {
            [0, 0] => 0,
            [_, 0] if words[0] > 3 => NO_CAPITALS,
            _ if title_case => TITLE_CASE,
            _ => 0,
        };
        if manner != 0 {
            for atom in &mut self.all[run.clone()] {
                atom.flags |= manner;
                atom.shape = hash::two(1, atom.shape, manner);
            }
        }
        mark_runs(&mut self.all[run], lexicon);
    }

    /// The atom of a token of a sentence.
    pub(super) fn at(&self, token: usize, sentence: usize) -> &Atom {
        &self.all[token + PAD * (sentence + 1)]
    }

    /// The atoms of one sentence with [`PAD`] empty ones on either side.
    pub(crate) fn sentence(&self, doc: &Document<'_>, number: usize) -> &[Atom] {
        let tokens = &doc.sentences[number].tokens;
        &self.all[tokens.start + PAD * number..tokens.end + PAD * (number + 2)]
    }
}

/// The atoms of a token that need nothing but the token.
fn single(form: &[u8], lower: &[u8], lexicon: &Lexicon) -> Atom {
    let mut atom = Atom::default();
    let entry;
    if form.is_ascii() {
        let exact = hash::word(lower.iter().copied());
        entry = lexicon.get(exact);
        let digits = form.iter().any(u8::is_ascii_digit);
        atom.lower = if digits { hash::word(lower.iter().map(digit_alike)) } else { exact };
        atom.form = if form == lower { atom.lower } else { hash::word(form.iter().map(digit_alike)) };
        affixes(&mut atom, lower);
        describe(&mut atom, form);
    } else {
        let (form, lower) = (plain(form), plain(lower));
        entry = lexicon.get(hash::word(lower.iter().copied()));
        atom.lower = hash::word(lower.iter().map(digit_alike));
        atom.form = hash::word(form.iter().map(digit_alike));
        affixes(&mut atom, &lower);
        describe(&mut atom, &form);
    }
    atom.coarse = u32::from(entry.coarse);
    atom.fine = u32::from(entry.fine);
    atom.lists = u32::from(entry.lists);
    atom
}

fn digit_alike(byte: &u8) -> u8 {
    if byte.is_ascii_digit() { b'0' } else { *byte }
}

/// Typographic quotation marks, dashes and ellipses as the treebanks write them.
fn plain(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        let (written, length): (&[u8], usize) = match rest {
            [0xe2, 0x80, 0x98 | 0x99 | 0x9b, ..] => (b"'", 3),
            [0xe2, 0x80, 0x9c | 0x9d, ..] => (b"\"", 3),
            [0xe2, 0x80, 0x90..=0x92, ..] => (b"-", 3),
            [0xe2, 0x80, 0x93..=0x95, ..] => (b"--", 3),
            [0xe2, 0x80, 0xa6, ..] => (b"...", 3),
            _ => (std::slice::from_ref(first), 1),
        };
        out.extend(written);
        rest = if length == 3 { &rest[3..] } else { after };
    }
    out
}

fn affixes(atom: &mut Atom, lower: &[u8]) {
    let (mut suffix, mut prefix) = (0, 0);
    for i in 0..4.min(lower.len()) {
        prefix = prefix << 8 | u32::from(digit_alike(&lower[i]));
        suffix = suffix << 8 | u32::from(digit_alike(&lower[lower.len() - 1 - i]));
        (atom.prefix[i], atom.suffix[i]) = (prefix, suffix);
    }
}

/// Shape and flags.
fn describe(atom: &mut Atom, form: &[u8]) {
    let mut kinds = 0_u64;
    let mut last = 0;
    for (i, byte) in form.iter().enumerate() {
        let kind = match byte {
            b'A'..=b'Z' => 1,
            b'a'..=b'z' => 2,
            b'0'..=b'9' => 3,
            b'-' => 4,
            b'.' => 5,
            b'\'' => 6,
            b',' => 7,
            0x80.. => 8,
            _ => 9,
        };
        atom.flags |= match kind {
            1 if i == 0 => CAPITAL | LETTER,
            1 | 2 => LETTER,
            3 => 2,
            8 => LETTER,
            _ => 0,
        };
        if kind != last || i == 1 {
            kinds = kinds << 4 | kind;
            last = kind;
        }
    }
    // Names like "Élise" begin with a capital of two bytes: U+00C0..U+00DE.
    if form.first() == Some(&0xc3) && form.get(1).is_some_and(|b| (0x80..=0x9e).contains(b)) {
        atom.flags |= CAPITAL;
    }
    atom.shape = hash::mix(kinds);
}

/// Marks the tokens of listed runs of words.
fn mark_runs(atoms: &mut [Atom], lexicon: &Lexicon) {
    let mut at = 0;
    while at < atoms.len() {
        let first = super::lexicon::Entry { lists: atoms[at].lists as u8, ..Default::default() };
        let run = lexicon.longest_run(first, atoms[at..].iter().map(|a| a.lower));
        atoms[at].lists &= 15;
        match run {
            Some((length, lists)) => {
                for (i, atom) in atoms[at..at + length].iter_mut().enumerate() {
                    atom.lists &= 15;
                    atom.lists |= u32::from(lists) << if i == 0 { 4 } else { 8 };
                }
                at += length;
            }
            None => at += 1,
        }
    }
}
