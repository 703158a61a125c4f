//! The state of the arc-hybrid transition system.
//!
//! Kuhlmann, Gómez-Rodríguez, Satta 2011, with the root at the end of the buffer. SHIFT
//! moves the first of the buffer to the stack; LEFT hangs the top of the stack below the
//! first of the buffer; RIGHT hangs it below the next on the stack. A token finds its
//! head when it leaves the stack, so that every run of transitions ends in one tree.

/// No token.
pub(super) const NONE: usize = usize::MAX;

/// What a transition does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Move {
    Shift,
    Left,
    Right,
}

/// The children a token has so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kin {
    /// Outermost and next to outermost child on the left.
    pub(super) left: [usize; 2],
    /// Outermost and next to outermost child on the right.
    pub(super) right: [usize; 2],
    pub(super) lefts: u32,
    pub(super) rights: u32,
    /// One bit for every relation (modulo 32) of its children.
    pub(super) relations: u32,
}

const ALONE: Kin = Kin { left: [NONE; 2], right: [NONE; 2], lefts: 0, rights: 0, relations: 0 };

/// One sentence half parsed. Token `length` is the root.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) length: usize,
    pub(super) stack: Vec<usize>,
    /// First token of the buffer.
    pub(super) next: usize,
    /// Head of each token, [`NONE`] where not found yet.
    pub(super) heads: Vec<usize>,
    /// Relation of each token to its head, as a number of the model.
    pub(super) labels: Vec<u8>,
    pub(super) kin: Vec<Kin>,
}

impl State {
    /// Begins a sentence, keeping the memory of the last.
    pub(super) fn begin(&mut self, length: usize) {
        self.length = length;
        self.next = 0;
        self.stack.clear();
        self.heads.clear();
        self.heads.resize(length + 1, NONE);
        self.labels.clear();
        self.labels.resize(length + 1, 0);
        self.kin.clear();
        self.kin.resize(length + 1, ALONE);
    }

    pub(super) fn is_done(&self) -> bool {
        self.next == self.length && self.stack.is_empty()
    }

    /// The token `down` places below the top of the stack.
    #[inline]
    pub(super) fn stacked(&self, down: usize) -> usize {
        let length = self.stack.len();
        if down < length { self.stack[length - 1 - down] } else { NONE }
    }

    /// The token `ahead` places behind the first of the buffer; the root is the last of them.
    #[inline]
    pub(super) fn ahead(&self, ahead: usize) -> usize {
        if self.next + ahead <= self.length { self.next + ahead } else { NONE }
    }

    /// Whether a transition may be made. The root takes one child, the last on the stack.
    #[inline]
    pub(super) fn allows(&self, transition: Move) -> bool {
        let on_root = self.next == self.length;
        match transition {
            Move::Shift => !on_root,
            Move::Left => !self.stack.is_empty() && (!on_root || self.stack.len() == 1),
            Move::Right => self.stack.len() > 1,
        }
    }

    /// Makes a transition that is allowed.
    pub(super) fn make(&mut self, transition: Move, label: u8) {
        match transition {
            Move::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Move::Left => {
                let child = self.stack.pop().expect("LEFT is allowed on a stack that holds a token only");
                self.attach(child, self.next, label);
                let kin = &mut self.kin[self.next];
                kin.left = [child, kin.left[0]];
                kin.lefts += 1;
                kin.relations |= 1 << (label & 31);
            }
            Move::Right => {
                let child = self.stack.pop().expect("RIGHT is allowed on a stack that holds two tokens only");
                let head = self.stacked(0);
                self.attach(child, head, label);
                let kin = &mut self.kin[head];
                kin.right = [child, kin.right[0]];
                kin.rights += 1;
                kin.relations |= 1 << (label & 31);
            }
        }
    }

    fn attach(&mut self, child: usize, head: usize, label: u8) {
        self.heads[child] = head;
        self.labels[child] = label;
    }
}
