//! What each transition costs in gold arcs that can no longer be found.
//!
//! The dynamic oracle of Y. Goldberg and J. Nivre 2013 for arc-hybrid: the parser learns
//! in states that its own mistakes lead to, not on the gold path alone.

use super::state::{Move, NONE, State};

/// The arcs lost by each of SHIFT, LEFT, RIGHT; `gold` holds each token's head, with the
/// sentence's length for the root.
pub(super) fn costs(state: &State, gold: &[usize]) -> [u32; 3] {
    let (s0, s1, b0) = (state.stacked(0), state.stacked(1), state.next);
    let mut costs = [0; 3];
    let in_buffer = |token: usize| token >= b0;
    if s0 != NONE {
        // Children of the top that are still in the buffer are lost when it leaves.
        let children = (b0..state.length).filter(|d| gold[*d] == s0).count() as u32;
        let head = gold[s0];
        costs[1] = children + u32::from(head == s1 || (in_buffer(head) && head != b0));
        costs[2] = children + u32::from(in_buffer(head));
    }
    if b0 < state.length {
        let below = &state.stack[..state.stack.len().saturating_sub(1)];
        let children = state.stack.iter().filter(|d| gold[**d] == b0).count() as u32;
        costs[0] = children + u32::from(below.contains(&gold[b0]));
    }
    for (cost, transition) in costs.iter_mut().zip([Move::Shift, Move::Left, Move::Right]) {
        if !state.allows(transition) {
            *cost = u32::MAX;
        }
    }
    costs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Following free transitions finds every projective tree whole.
    #[test]
    fn free_transitions_lead_to_the_gold_tree() {
        let trees: [&[usize]; 3] = [&[1, 4, 1, 2], &[4, 0, 1, 0], &[1, 2, 3, 4]];
        for gold in trees {
            let mut state = State::default();
            state.begin(gold.len());
            while !state.is_done() {
                let costs = costs(&state, gold);
                let free = costs.iter().position(|c| *c == 0).unwrap_or_else(|| panic!("{costs:?} {state:?}"));
                state.make([Move::Shift, Move::Left, Move::Right][free], 0);
            }
            assert_eq!(&state.heads[..gold.len()], gold);
        }
    }
}
