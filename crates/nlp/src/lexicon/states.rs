//! The states of the United States: codes, names, how newspapers shorten them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::rows;

#[derive(Debug, Default)]
struct States {
    by_code: FxHashMap<&'static str, &'static str>,
    by_word: FxHashMap<&'static str, &'static str>,
}

static STATES: LazyLock<States> = LazyLock::new(|| {
    let mut states = States::default();
    for row in rows(include_str!("../../lexicons/en/us-states.tsv")) {
        let mut fields = row.split('\t');
        let (Some(code), Some(name)) = (fields.next(), fields.next()) else { continue };
        states.by_code.insert(code, name);
        states.by_word.insert(name, name);
        for short in fields.next().into_iter().flat_map(|f| f.split(';')) {
            states.by_word.insert(short, name);
        }
    }
    states
});

/// The state that a postal code stands for ("CA").
pub fn state_of_code(code: &str) -> Option<&'static str> {
    STATES.by_code.get(code).copied()
}

/// The state that a name, a newspaper's short form or a label of party and state means ("Vermont", "Vt.", "D-Vt.").
/// Postal codes alone are words too ("OR", "IN") and mean one only behind the party ("R-TX").
pub fn state(word: &str) -> Option<&'static str> {
    if let Some(found) = STATES.by_word.get(word) {
        return Some(found);
    }
    let behind = ["R-", "D-", "I-", "R–", "D–", "I–"].iter().find_map(|party| word.strip_prefix(party))?;
    STATES.by_word.get(behind).copied().or_else(|| state_of_code(behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_by_every_spelling() {
        assert_eq!(STATES.by_code.len(), 50);
        assert_eq!(state("Vermont"), Some("Vermont"));
        assert_eq!((state("Vt."), state("D-Vt."), state("R-VT")), (Some("Vermont"), Some("Vermont"), Some("Vermont")));
        assert_eq!((state("VT"), state("Norrland")), (None, None));
        assert_eq!(state_of_code("NM"), Some("New Mexico"));
    }
}
