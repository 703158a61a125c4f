//! What the parser sees of a state.
//!
//! Templates after Y. Zhang and J. Nivre 2011, with word clusters beside words.

use super::state::{NONE, State};
use crate::learn::hash::{mix, one, three, two};
use crate::learn::{Atom, PAD};
use crate::tagset::{Upos, Xpos};

/// How many features a state has.
pub(super) const FEATURES: usize = 108;

/// The parts of a token that its features combine.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Node {
    /// Word.
    w: u32,
    /// Fine tag.
    t: u32,
    /// Word and tag.
    wt: u32,
    /// Universal tag.
    u: u32,
    /// Fine cluster, the word's end where unknown.
    c: u32,
}

/// The nodes of a sentence: its tokens, the root, and one that stands for no token.
#[derive(Debug, Default)]
pub(super) struct Nodes {
    nodes: Vec<Node>,
    /// Commas, verbs and conjunctions before each token: what lies between two tokens is
    /// the difference.
    commas: Vec<u32>,
    verbs: Vec<u32>,
}

impl Nodes {
    /// Fills the nodes from a sentence's atoms and tags.
    pub(super) fn fill(&mut self, atoms: &[Atom], upos: &[Upos], xpos: &[Xpos]) {
        self.nodes.clear();
        self.commas.clear();
        self.verbs.clear();
        let (mut commas, mut verbs) = (0, 0);
        let tokens = &atoms[PAD..atoms.len() - PAD];
        for ((atom, upos), xpos) in tokens.iter().zip(upos).zip(xpos) {
            let t = *xpos as u32 + 1;
            let c = if atom.fine == 0 { mix(u64::from(atom.suffix[2]) << 8) } else { atom.fine };
            self.nodes.push(Node { w: atom.lower, t, wt: two(90, atom.lower, t), u: *upos as u32 + 1, c });
            self.commas.push(commas);
            self.verbs.push(verbs);
            commas += u32::from(*upos == Upos::Punct);
            verbs += u32::from(*upos == Upos::Verb);
        }
        self.nodes.push(Node { w: 1, t: 100, wt: 1, u: 100, c: 5000 });
        self.nodes.push(Node { w: 2, t: 101, wt: 2, u: 101, c: 5001 });
        self.commas.push(commas);
        self.verbs.push(verbs);
    }

    #[inline(always)]
    fn get(&self, token: usize) -> &Node {
        self.nodes.get(token).unwrap_or(&self.nodes[self.nodes.len() - 1])
    }

    /// Distance from `a` to `b` behind it, in steps.
    fn distance(&self, a: usize, b: usize) -> u32 {
        if a == NONE || b == NONE {
            return 9;
        }
        match b - a {
            n @ 0..=4 => n as u32,
            5..=6 => 5,
            7..=9 => 6,
            10..=15 => 7,
            _ => 8,
        }
    }

    /// Punctuation and verbs between `a` and `b` behind it, few or many.
    fn between(&self, a: usize, b: usize) -> u32 {
        if a == NONE || b == NONE || b >= self.commas.len() {
            return 99;
        }
        let count = |of: &[u32]| (of[b] - of[(a + 1).min(b)]).min(2);
        count(&self.commas) * 3 + count(&self.verbs)
    }
}

/// The features of a state.
#[rustfmt::skip]
pub(super) fn extract(state: &State, nodes: &Nodes, out: &mut [u32; FEATURES]) {
    let (i0, i1, i2, j0) = (state.stacked(0), state.stacked(1), state.stacked(2), state.next);
    let (j1, j2) = (state.ahead(1), state.ahead(2));
    let [s0, s1, s2, b0, b1, b2] = [i0, i1, i2, j0, j1, j2].map(|i| nodes.get(i));
    let kin = |i: usize| state.kin.get(i);
    let label = |i: usize| state.labels.get(i).map_or(0, |l| u32::from(*l) + 1);
    let child = |i: usize, right: bool, inner: usize| {
        kin(i).map_or(NONE, |k| if right { k.right[inner] } else { k.left[inner] })
    };
    let (s0l, s0r, s0l2, s0r2) = (child(i0, false, 0), child(i0, true, 0), child(i0, false, 1), child(i0, true, 1));
    let (s1l, s1r, s1r2) = (child(i1, false, 0), child(i1, true, 0), child(i1, true, 1));
    let (b0l, b0l2) = (child(j0, false, 0), child(j0, false, 1));
    let [n0l, n0r, n0l2, n0r2, n1l, n1r, n1r2, nbl, nbl2] =
        [s0l, s0r, s0l2, s0r2, s1l, s1r, s1r2, b0l, b0l2].map(|i| nodes.get(i));
    let [l0l, l0r, l0l2, l0r2, l1l, l1r, l1r2, lbl, lbl2] = [s0l, s0r, s0l2, s0r2, s1l, s1r, s1r2, b0l, b0l2].map(label);
    let (v0l, v0r) = kin(i0).map_or((9, 9), |k| (k.lefts.min(4), k.rights.min(4)));
    let v1r = kin(i1).map_or(9, |k| k.rights.min(4));
    let vbl = kin(j0).map_or(9, |k| k.lefts.min(4));
    let [r0, r1, rb] = [i0, i1, j0].map(|i| kin(i).map_or(0, |k| k.relations));
    let (near, far) = (nodes.distance(i0, j0), nodes.distance(i1, i0));
    let (within, beyond) = (nodes.between(i0, j0), nodes.between(i1, i0));
    let before = nodes.get(if i0 == NONE || i0 == 0 { NONE } else { i0 - 1 });
    let last = nodes.get(if j0 == 0 { NONE } else { j0 - 1 });
    *out = [
        // One token.
        one(1, s0.wt), one(2, s0.w), one(3, s0.t), two(4, s0.c, s0.u),
        one(5, s1.wt), one(6, s1.w), one(7, s1.t), two(8, s1.c, s1.u),
        one(9, b0.wt), one(10, b0.w), one(11, b0.t), two(12, b0.c, b0.u),
        one(13, b1.wt), one(14, b1.t), one(15, b1.w), one(16, b2.wt), one(17, b2.t),
        one(18, s2.t), one(19, s2.w), two(20, b1.c, b1.u),
        // Top of the stack and first of the buffer.
        two(21, s0.wt, b0.wt), two(22, s0.wt, b0.t), two(23, s0.t, b0.wt), two(24, s0.w, b0.w),
        two(25, s0.t, b0.t), two(26, s0.c, b0.c), two(27, s0.c, b0.t), two(28, s0.t, b0.c),
        // The two on top of the stack.
        two(29, s1.wt, s0.wt), two(30, s1.wt, s0.t), two(31, s1.t, s0.wt), two(32, s1.w, s0.w),
        two(33, s1.t, s0.t), two(34, s1.c, s0.c), two(35, s1.c, s0.t), two(36, s1.t, s0.c),
        // Second of the stack and first of the buffer; inside the buffer.
        two(37, s1.t, b0.t), two(38, s1.w, b0.w), two(39, s1.c, b0.c), two(40, b0.t, b1.t), two(41, b0.w, b1.w),
        two(42, b0.wt, b1.t),
        // Three tokens.
        three(43, s0.t, b0.t, b1.t), three(44, b0.t, b1.t, b2.t), three(45, s1.t, s0.t, b0.t), three(46, s2.t, s1.t, s0.t),
        three(47, s0.t, n0l.t, b0.t), three(48, s0.t, n0r.t, b0.t), three(49, s1.t, n1r.t, s0.t),
        three(50, s1.t, n1l.t, s0.t), three(51, s0.t, b0.t, nbl.t), three(52, s1.t, s0.t, n0l.t),
        three(53, s1.t, s0.t, n0r.t), three(54, s1.w, s0.t, b0.t), three(55, s1.t, s0.w, b0.t),
        three(56, s1.t, s0.t, b0.w), three(57, s0.w, b0.t, b1.t), three(58, s0.t, b0.w, b1.t),
        // Distance and what lies between.
        two(59, s0.w, near), two(60, s0.t, near), two(61, b0.w, near), two(62, b0.t, near), three(63, s0.t, b0.t, near),
        three(64, s1.t, s0.t, far), two(65, s1.w, far), two(66, s0.w, far + 16), three(67, s0.t, b0.t, within),
        three(68, s1.t, s0.t, beyond),
        // How many children, and which.
        two(69, s0.wt, v0r), two(70, s0.wt, v0l), two(71, s0.t, v0r), two(72, s0.t, v0l),
        two(73, s1.wt, v1r), two(74, s1.t, v1r), two(75, b0.wt, vbl), two(76, b0.t, vbl),
        two(77, s0.t, r0), two(78, s1.t, r1), two(79, b0.t, rb), two(80, s0.w, r0), two(81, b0.w, rb), two(82, s1.w, r1),
        // Children's words, tags, relations.
        two(83, n0l.w, l0l), two(84, n0r.w, l0r), two(85, nbl.w, lbl), two(86, n1r.w, l1r), two(87, n1l.w, l1l),
        three(88, s0.w, l0l, l0r), three(89, s0.t, l0l, l0r), two(91, b0.w, lbl), three(92, b0.t, lbl, lbl2),
        three(93, s1.t, l1l, l1r), two(94, s1.w, l1r), three(95, s0.t, l0l, l0l2), three(96, s0.t, l0r, l0r2),
        three(97, s1.t, l1r, l1r2), three(98, s0.t, n0l.t, n0l2.t), three(99, s0.t, n0r.t, n0r2.t),
        three(100, b0.t, nbl.t, nbl2.t), three(101, s1.t, n1r.t, n1r2.t), three(102, s1.t, l1r, s0.t),
        three(103, s0.t, l0l, b0.t), three(104, s0.t, l0r, b0.t),
        // The words on either side of the gap.
        two(105, s0.t, before.t), two(106, b0.t, last.t), two(107, s0.wt, b1.t), three(108, s0.c, b0.c, near),
        three(109, s1.c, s0.c, b0.t),
    ];
}
