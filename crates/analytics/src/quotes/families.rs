//! Families out of pairs: every two members of a family are one utterance.
//!
//! Complete linkage (Sørensen, "A method of establishing groups of equal amplitude in plant
//! sociology", 1948): two fragments of a long speech each resemble the speech, and still are two
//! utterances; a chain of such likenesses would end in one family of everything. A quote that runs on
//! through two utterances belongs to the one that it is likest to.

use rustc_hash::FxHashMap;

/// Two quotes and how like they are; `a` is the smaller number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) likeness: f64,
}

/// Joins the likest first, as long as every two members are a pair. Members and families are in order.
pub(super) fn of(mut pairs: Vec<Pair>) -> Vec<Vec<usize>> {
    pairs.sort_by(|x, y| y.likeness.total_cmp(&x.likeness).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut known: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for pair in &pairs {
        known.entry(pair.a).or_default().push(pair.b);
        known.entry(pair.b).or_default().push(pair.a);
    }
    for others in known.values_mut() {
        others.sort_unstable();
    }
    let alike = |a: usize, b: usize| known.get(&a).is_some_and(|others| others.binary_search(&b).is_ok());
    let mut family_of: FxHashMap<usize, usize> = FxHashMap::default();
    let mut families: Vec<Vec<usize>> = Vec::new();
    for Pair { a, b, .. } in pairs {
        let mut family = |quote: usize| {
            *family_of.entry(quote).or_insert_with(|| {
                families.push(vec![quote]);
                families.len() - 1
            })
        };
        let (one, other) = (family(a), family(b));
        let all_alike = || families[one].iter().all(|x| families[other].iter().all(|y| alike(*x, *y)));
        if one == other || !all_alike() {
            continue;
        }
        let joined = std::mem::take(&mut families[other]);
        for quote in &joined {
            family_of.insert(*quote, one);
        }
        families[one].extend(joined);
    }
    families.retain(|family| family.len() > 1);
    families.iter_mut().for_each(|family| family.sort_unstable());
    families.sort_unstable();
    families
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_fragments_of_one_speech_are_no_family() {
        let pair = |a, b, likeness| Pair { a, b, likeness };
        let pairs = vec![pair(0, 1, 0.4), pair(0, 2, 0.6), pair(2, 3, 0.9), pair(0, 3, 0.5)];
        assert_eq!(of(pairs), vec![vec![0, 2, 3]]);
    }
}
