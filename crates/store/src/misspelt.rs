//! Persons whose full name one article misspells: "Ana Lindqivst" beside the Ana Lindqvist of the articles around.
//!
//! A row is taken for a slip where its name stands in one article only, differs from another person's by one letter put in,
//! left out, changed or swapped with its neighbour in one long word, and that other person is in an article of the same weeks which
//! names three or more of the same persons and bodies, but not in this one. Where two others fit, nothing is joined. Two persons of so
//! like a name in one story would be in one article together, by all experience. Joins are made anew by every linking.

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::full_names::{Person, persons};
use crate::joining;
use crate::surroundings::Surroundings;

/// What the `reason` of an entity says that this module merged.
const REASON: &str = "spelling";
/// Shorter words are names of their own with one letter changed ("Lund", "Lind").
const LONG: usize = 6;

/// Joins them anew.
pub(crate) fn join(connection: &Connection) -> Result<()> {
    joining::take_back(connection, REASON)?;
    let persons = persons(connection)?;
    let alike = alike(&persons);
    if alike.is_empty() {
        return Ok(());
    }
    let around = Surroundings::read(connection)?;
    let mut found: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (slip, meant) in alike.into_iter().flat_map(|(a, b)| [(a, b), (b, a)]) {
        let [article] = around.articles(persons[slip].entity) else { continue };
        let others = around.articles(persons[meant].entity);
        let near = around.near(*article);
        // Of two that stand once, neither is rarer: the order of rows must not decide.
        let rarer = others.len() > 1 || persons[meant].key < persons[slip].key;
        if rarer && !others.contains(article) && others.iter().any(|other| near.contains_key(other)) {
            found.entry(slip).or_default().push(meant);
        }
    }
    let mut found: Vec<(usize, usize)> = found
        .iter()
        .filter_map(|(slip, meant)| match meant.as_slice() {
            [meant] if !found.contains_key(meant) => Some((*slip, *meant)),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    for (slip, meant) in found.into_iter().filter(|(slip, _)| !persons[*slip].is_fixed) {
        joining::join(connection, persons[slip].entity, persons[meant].entity, REASON)?;
    }
    Ok(())
}

/// The pairs of persons whose names differ by one letter in one long word.
fn alike(persons: &[Person]) -> Vec<(usize, usize)> {
    // By the name without one word, and where that word stood.
    let mut without: FxHashMap<(String, usize), Vec<(usize, &str)>> = FxHashMap::default();
    for (number, person) in persons.iter().enumerate() {
        let words: Vec<&str> = person.key.split(' ').collect();
        for (at, word) in words.iter().enumerate().filter(|(_, word)| word.chars().count() >= LONG) {
            let rest: Vec<&str> = words.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, w)| *w).collect();
            without.entry((rest.join(" "), at)).or_default().push((number, word));
        }
    }
    let mut pairs = Vec::new();
    for same in without.values() {
        for (i, (a, one)) in same.iter().enumerate() {
            let like =
                |other: &str| strsim::osa_distance(one, other) == 1 && one.chars().next() == other.chars().next();
            let others = same[i + 1..].iter().filter(|(b, other)| like(other) && persons[*a].agrees(&persons[*b]));
            pairs.extend(others.map(|(b, _)| (*a, *b)));
        }
    }
    pairs
}
