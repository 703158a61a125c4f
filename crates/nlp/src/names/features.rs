//! What the recogniser sees of a token.

use crate::learn::hash::{one, three, two};
use crate::learn::{Atom, PAD};
use crate::tagset::Xpos;

/// How many features a token has.
pub(super) const FEATURES: usize = 44;

/// The features of token `at` of a sentence with its padding; `tags` has none.
#[rustfmt::skip]
pub(super) fn extract(atoms: &[Atom], tags: &[Xpos], at: usize, out: &mut [u32; FEATURES]) {
    let [m2, m1, w, p1, p2] = [&atoms[at - 2], &atoms[at - 1], &atoms[at], &atoms[at + 1], &atoms[at + 2]];
    let tag = |i: usize| tags.get(i.wrapping_sub(PAD)).map_or(200, |t| *t as u32);
    let [tm, t, tp] = [tag(at - 1), tag(at), tag(at + 1)];
    let known = |a: &Atom| if a.fine == 0 { a.suffix[2] | 1 << 31 } else { a.fine };
    *out = [
        one(1, w.form), two(2, w.lower, w.flags & 1), one(3, w.suffix[1]), one(4, w.suffix[2]), one(5, w.suffix[3]),
        one(6, w.prefix[1]), one(7, w.prefix[2]), one(8, w.prefix[3]), two(9, w.shape, w.flags), two(10, w.fine, w.flags & 1),
        two(11, w.coarse, w.shape), two(12, w.lists, w.flags), two(13, w.lists, w.shape), one(14, t), two(15, t, w.flags),
        one(16, m1.lower), one(17, m2.lower), one(18, p1.lower), one(19, p2.lower),
        two(20, m1.fine, w.flags & 1), two(21, m2.fine, w.flags & 1), two(22, p1.fine, w.flags & 1),
        two(23, p2.fine, w.flags & 1), two(24, m1.shape, w.shape), two(25, w.shape, p1.shape),
        three(26, m1.shape, w.shape, p1.shape), two(27, m1.lists, w.lists), two(28, w.lists, p1.lists),
        two(29, m1.lower, w.form), two(30, w.form, p1.lower), two(31, known(m1), known(w)), two(32, known(w), known(p1)),
        three(33, tm, t, tp), two(34, m1.lower, w.shape), two(35, p1.lower, w.shape), three(36, m1.lower, p1.lower, w.flags & 1),
        two(37, m1.coarse, w.coarse), two(38, w.coarse, p1.coarse), three(39, m2.lower, m1.lower, w.flags & 1),
        three(40, p1.lower, p2.lower, w.flags & 1), three(41, m1.coarse, w.coarse, p1.coarse), two(42, m1.form, w.shape),
        two(43, w.lists, p1.shape), three(44, m1.suffix[2], w.shape, w.lists),
    ];
}
