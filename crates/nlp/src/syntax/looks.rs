//! What the tagger sees of a token on either look at it.
//!
//! Templates in the manner of A. Ratnaparkhi 1996, with word clusters beside words.

use super::tagger::START;
use crate::learn::hash::{one, three, two};
use crate::learn::{Atom, PAD};

/// How many features both looks have of the words alone.
const WORDS: usize = 25;
/// How many features the first look has.
pub(super) const FIRST: usize = 54;
/// How many features the second look has.
pub(super) const SECOND: usize = 68;

/// A sentence being tagged, with [`PAD`] empty places on either side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'s> {
    pub(super) atoms: &'s [Atom],
    pub(super) habits: &'s [u32],
    /// The classes so far; [`START`] where there is none.
    pub(super) tags: &'s [u32],
}

impl Line<'_> {
    fn tag(&self, at: Option<usize>) -> u32 {
        at.and_then(|at| self.tags.get(at)).copied().unwrap_or(START)
    }
}

/// What both looks see of the words: the two read before the token, the token, the two read after it.
#[inline(always)]
#[rustfmt::skip]
fn words([m2, m1, w, p1, p2]: [&Atom; 5]) -> [u32; WORDS] {
    [
        one(1, w.form), one(2, w.lower), two(3, w.suffix[0], w.flags & 1), two(4, w.suffix[1], w.flags & 1),
        two(5, w.suffix[2], w.flags & 1), one(6, w.suffix[3]), one(7, w.prefix[0]), one(8, w.prefix[1]),
        one(9, w.prefix[2]), one(10, w.prefix[3]), one(11, w.shape), two(12, w.fine, w.flags & 1),
        two(13, w.coarse, w.flags & 1), two(14, w.lists, w.flags), one(15, w.flags),
        one(16, m1.lower), one(17, m2.lower), one(18, p1.lower), one(19, p2.lower),
        one(20, m1.fine), one(21, m2.fine), one(22, p1.fine), one(23, p2.fine),
        one(24, m1.suffix[2]), one(25, p1.suffix[2]),
    ]
}

/// The features of the words, then those of a look.
#[inline(always)]
fn join<const LOOK: usize, const ALL: usize>(words: [u32; WORDS], look: [u32; LOOK]) -> [u32; ALL] {
    const { assert!(WORDS + LOOK == ALL) };
    let mut all = [0; ALL];
    all[..WORDS].copy_from_slice(&words);
    all[WORDS..].copy_from_slice(&look);
    all
}

/// The features of a token of which the words behind it are tagged, those in front not yet.
#[rustfmt::skip]
pub(super) fn first_look(line: &Line<'_>, at: usize) -> [u32; FIRST] {
    let Line { atoms, habits, tags } = line;
    let [m2, m1, w, p1, p2] = [&atoms[at + PAD], &atoms[at + 1], &atoms[at], &atoms[at - 1], &atoms[at - PAD]];
    let [last, before] = [tags[at + 1], tags[at + PAD]];
    let [h2, h1, hw] = [habits[at - PAD], habits[at - 1], habits[at]];
    join(words([m2, m1, w, p1, p2]), [
        one(26, p1.suffix[1]), two(27, p1.shape, w.shape),
        two(28, m1.shape, w.shape),
        one(29, last), two(30, last, before), two(31, last, w.lower), two(32, last, w.fine),
        two(33, last, w.suffix[2]), two(34, last, p1.lower), two(35, last, p1.fine), three(36, last, before, w.lower),
        two(37, m1.lower, w.lower), two(38, w.lower, p1.lower), two(39, m1.lower, p1.lower),
        two(40, w.fine, p1.fine), two(41, m1.fine, w.fine), two(42, w.suffix[1], p1.coarse),
        three(43, last, w.suffix[1], p1.suffix[1]), two(44, w.suffix[2], w.shape), three(45, w.coarse, p1.coarse, p2.coarse),
        three(46, last, w.coarse, p1.coarse), two(47, m2.lower, m1.lower), two(48, p1.lower, p2.lower),
        one(49, h1), two(50, h1, last), two(51, h1, w.lower), two(52, h2, h1), two(53, h1, hw), three(54, h1, hw, last),
    ])
}

/// The features of a token that the first look left in doubt: tags stand on both sides of it,
/// those in front looked at twice where they too were in doubt.
#[rustfmt::skip]
pub(super) fn second_look(line: &Line<'_>, at: usize) -> [u32; SECOND] {
    let Line { atoms, habits, tags } = line;
    let [m2, m1, w, p1, p2] = [&atoms[at - PAD], &atoms[at - 1], &atoms[at], &atoms[at + 1], &atoms[at + PAD]];
    let [t2, t1, t0, n1, n2] = [tags[at - PAD], tags[at - 1], tags[at], tags[at + 1], tags[at + PAD]];
    let (t3, n3) = (line.tag(at.checked_sub(3)), line.tag(at.checked_add(3)));
    let hw = habits[at];
    join(words([m2, m1, w, p1, p2]), [
        two(26, hw, t0), two(27, p1.shape, w.shape),
        two(28, m1.shape, w.shape),
        one(29, t1), two(30, t1, t2), two(31, t1, w.lower), two(32, t1, w.fine), two(33, t1, w.suffix[2]),
        one(34, n1), two(35, n1, n2), two(36, n1, w.lower), two(37, n1, w.fine), two(38, n1, w.suffix[2]),
        two(39, t1, n1), three(40, t1, n1, w.lower), three(41, t1, n1, w.fine), three(42, t1, n1, w.suffix[2]),
        one(43, t0), two(44, t0, t1), two(45, t0, n1), three(46, t0, t1, n1), two(47, t0, w.lower), two(48, t0, w.suffix[2]),
        three(49, t1, t2, w.lower), three(50, n1, n2, w.lower), three(51, t2, t1, hw), three(52, n1, n2, hw),
        three(53, t1, hw, n1), two(54, m1.lower, w.lower), two(55, w.lower, p1.lower), three(56, t2, t1, n1), three(57, t1, n1, n2),
        two(58, m1.lower, n1), two(59, t1, p1.lower), two(60, w.suffix[2], w.shape),
        three(61, t1, t2, t3), three(62, n1, n2, n3), two(63, t2, t3), two(64, n2, n3), two(65, t2, t0), two(66, n2, t0),
        three(67, t3, t2, hw), three(68, p1.lower, n2, t1),
    ])
}
