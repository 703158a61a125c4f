//! How likely somebody is meant by a pronoun: a trained ranking.
//!
//! The features are the ones that grammars of reference name (Hobbs 1978; Lappin & Leass 1994;
//! Centering): how far back the last mention stands, what part it plays, whether pronoun and mention
//! play the same part, whether the mention is the subject of a clause above the pronoun, how often and
//! in which form it was mentioned. "Nobody" competes as well.

use parallax_records::MentionForm;

use super::words::Being;
use crate::document::Document;
use crate::learn::hash::{one, three, two};
use crate::learn::{ModelError, Reader, Table, Writer};
use crate::tagset::Upos;

const MAGIC: [u8; 4] = *b"PXC1";

/// Ranks those whom a pronoun may mean.
#[derive(Debug, Clone)]
pub struct PronounModel {
    pub(crate) table: Table<1>,
}

impl PronounModel {
    /// Loads the embedded English model.
    ///
    /// # Errors
    /// Where it was written by another version of this crate: train it again.
    pub fn english() -> Result<Self, ModelError> {
        Self::read(include_bytes!("../../models/en/pronouns.bin"))
    }

    /// Reads what [`PronounModel::write`] wrote.
    ///
    /// # Errors
    /// Where the bytes are no such model.
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        let body = Reader::open(file, MAGIC)?;
        Ok(Self { table: Table::read(&mut body.reader())? })
    }

    /// The file of this model.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Writer::new(MAGIC);
        self.table.write(&mut out);
        out.finish()
    }
}

/// The part that a mention plays in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Subject,
    Object,
    Oblique,
    Possessor,
    Other,
}

/// One mention, as the ranking sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) head: usize,
    pub(crate) sentence: usize,
    pub(crate) paragraph: u32,
    pub(crate) part: Part,
    /// The verb or noun it hangs on.
    pub(crate) governor: usize,
    pub(crate) form: MentionForm,
    pub(crate) quoted: bool,
}

/// Somebody who may be meant, as the ranking sees him.
pub(crate) struct Rival<'c> {
    /// The last mentions, newest last.
    pub(crate) places: &'c [Place],
    pub(crate) count: u32,
    /// The sentence of the first mention.
    pub(crate) first: usize,
    pub(crate) is_named: bool,
    /// 0 unknown, 1 a list of given names agrees, 2 it disagrees, 3 the text says so.
    pub(crate) gender: u32,
    pub(crate) being: Being,
    /// How many of the others were mentioned later.
    pub(crate) rank: usize,
    /// How many of the others were subjects later.
    pub(crate) subject_rank: usize,
    /// Whether nobody was mentioned more often.
    pub(crate) is_topic: bool,
}

/// The features of "nobody here".
pub(crate) fn nobody(doc: &Document<'_>, pronoun: Place, kind: u32, field: usize, out: &mut Vec<u32>) {
    out.clear();
    let word = crate::learn::hash::word(doc.lower(pronoun.head).bytes());
    let governor = doc.upos[pronoun.governor] as u32;
    out.extend([
        two(1, kind, 0),
        two(2, word, pronoun.part as u32),
        two(3, kind, field.min(3) as u32),
        three(4, word, governor, pronoun.part as u32),
        two(5, kind, u32::from(pronoun.quoted)),
        three(6, kind, crate::learn::hash::word(doc.lemma(pronoun.governor).bytes()), pronoun.part as u32),
    ]);
}

/// The features of somebody named after the pronoun in its sentence.
pub(crate) fn ahead(doc: &Document<'_>, place: Place, pronoun: Place, field: usize, out: &mut Vec<u32>) {
    out.clear();
    let near = steps(place.head.abs_diff(pronoun.head), &[3, 6, 10, 16]);
    let (part, asked) = (place.part as u32, pronoun.part as u32);
    let above = u32::from(doc.dominates(place.governor, pronoun.head));
    let comma = u32::from((pronoun.head..place.head).any(|t| doc.form(t) == ","));
    out.extend([
        one(60, 0),
        three(61, part, asked, above),
        three(62, near, comma, above),
        two(63, field.min(4) as u32, above),
        three(64, part, comma, above),
        two(65, depth(doc, pronoun.governor), above),
    ]);
}

fn steps(n: usize, limits: &[usize]) -> u32 {
    limits.iter().position(|l| n <= *l).unwrap_or(limits.len()) as u32
}

/// The features of a rival.
pub(crate) fn features(doc: &Document<'_>, rival: &Rival<'_>, pronoun: Place, kind: u32, out: &mut Vec<u32>) {
    out.clear();
    let Some(last) = rival.places.last() else { return };
    let apart = steps(pronoun.sentence.abs_diff(last.sentence), &[0, 1, 2, 3, 5, 8]);
    let paragraphs = (pronoun.paragraph - last.paragraph.min(pronoun.paragraph)).min(3);
    let subject = rival.places.iter().rev().find(|p| p.part == Part::Subject);
    let subject_apart = subject.map_or(7, |p| steps(pronoun.sentence.abs_diff(p.sentence), &[0, 1, 2, 3, 5]));
    let above = rival.places.iter().filter_map(|p| above(doc, p, pronoun)).min().map_or(9, |s| s as u32);
    let near = steps(pronoun.head.abs_diff(last.head), &[2, 4, 7, 11, 16, 24, 40, 70]);
    let (part, asked) = (last.part as u32, pronoun.part as u32);
    let form = last.form as u32;
    let rank = rival.rank.min(4) as u32;
    let subject_rank = rival.subject_rank.min(4) as u32;
    let count = steps(rival.count as usize, &[1, 2, 3, 5, 8]);
    let quoted = u32::from(last.quoted) << 1 | u32::from(pronoun.quoted);
    let being = rival.being as u32 | u32::from(rival.is_named) << 2 | rival.gender << 3;
    let same_governor = u32::from(last.governor == pronoun.governor) << 1
        | u32::from(doc.head(last.governor) == Some(pronoun.governor));
    let depth = depth(doc, last.governor);
    let first = u32::from(last.head <= doc.sentence_tokens(last.head).start + 2);
    let word = crate::learn::hash::word(doc.lower(pronoun.head).bytes());
    let tree = if last.sentence == pronoun.sentence { tree_distance(doc, last.head, pronoun.head) } else { 15 };
    let before = u32::from(last.head < pronoun.head);
    let begins = u32::from(doc.sentence_tokens(pronoun.head).start == pronoun.head);
    out.extend([
        three(20, kind, apart, part),
        three(21, asked, apart, part),
        three(22, kind, apart, subject_apart),
        three(23, asked, above, apart),
        two(24, kind, rank),
        three(25, rank, subject_rank, asked),
        three(26, kind, near, rank),
        three(27, form, part, apart),
        two(28, kind, count),
        three(29, count, apart, rank),
        three(30, quoted, apart, asked),
        three(31, being, kind, form),
        two(32, being, apart),
        three(33, asked, part, same_governor),
        three(34, paragraphs, apart, part),
        three(35, u32::from(rival.is_topic), kind, apart),
        three(36, u32::from(rival.first == 0), u32::from(rival.is_topic), subject_rank),
        three(37, subject_rank, subject_apart, asked),
        three(38, begins, part, apart),
        three(39, begins, subject_rank, rank),
        three(40, above, part, asked),
        three(41, near, part, asked),
        one(42, above),
        two(43, rival.gender, kind),
        three(44, depth, part, apart),
        three(45, first, apart, asked),
        three(46, tree, asked, before),
        three(47, tree, near, part),
        three(48, word, part, rank),
        three(49, rank << 4 | subject_rank, part, asked),
        three(50, apart, rank << 4 | subject_rank, above),
        three(51, count, rank, subject_rank),
        three(52, form, apart, rank << 4 | subject_rank),
        two(53, hash_of(doc, pronoun.governor), part),
    ]);
}

fn hash_of(doc: &Document<'_>, token: usize) -> u32 {
    crate::learn::hash::word(doc.lemma(token).bytes())
}

/// How deep a token hangs in its tree, 4 at most.
fn depth(doc: &Document<'_>, token: usize) -> u32 {
    let mut at = token;
    (0..4).take_while(|_| doc.head(at).map(|h| at = h).is_some()).count() as u32
}

/// How many steps through the tree part two tokens, 12 at most.
fn tree_distance(doc: &Document<'_>, a: usize, b: usize) -> u32 {
    let chain = |mut at: usize| {
        let mut out = vec![at];
        while let Some(head) = doc.head(at).filter(|_| out.len() < 8) {
            out.push(head);
            at = head;
        }
        out
    };
    let (left, right) = (chain(a), chain(b));
    let meet = left.iter().enumerate().find_map(|(i, t)| right.iter().position(|r| r == t).map(|j| i + j));
    meet.map_or(12, |steps| steps.min(12)) as u32
}

/// How many clauses up a mention is the subject of one above the pronoun.
fn above(doc: &Document<'_>, place: &Place, pronoun: Place) -> Option<usize> {
    if place.part != Part::Subject || place.sentence != pronoun.sentence {
        return None;
    }
    let mut at = pronoun.governor;
    for step in 0..6 {
        if at == place.governor {
            return Some(step);
        }
        at = doc.head(at)?;
    }
    None
}

/// Whether grammar forbids that a pronoun means a mention of its own clause: a verb's subject is not its object,
/// and nothing possesses itself.
pub(crate) fn clash(doc: &Document<'_>, place: &Place, pronoun: Place) -> bool {
    if place.sentence != pronoun.sentence {
        return false;
    }
    if pronoun.part == Part::Possessor {
        return place.head == pronoun.governor;
    }
    let together =
        place.governor == pronoun.governor && place.part != Part::Possessor && doc.upos[place.governor] == Upos::Verb;
    together && !doc.lower(pronoun.head).ends_with("self")
}
