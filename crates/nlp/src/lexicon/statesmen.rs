//! Presidents, heads of government and foreign ministers of the world, by name and by the one word that means them.

use std::sync::LazyLock;

use parallax_records::Gender;
use rustc_hash::FxHashMap;

use super::{fold, rows};

/// One term of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statesman {
    /// The full name, without accents.
    pub name: &'static str,
    /// Gender.
    pub gender: Option<Gender>,
    /// The country's usual English name.
    pub country: &'static str,
    /// The office in small letters ("prime minister").
    pub office: &'static str,
    /// First day, ISO.
    pub start: &'static str,
    /// Last day, ISO; empty where the term goes on.
    pub end: &'static str,
}

impl Statesman {
    /// Whether the term holds on a day (ISO).
    pub fn is_in_office(&self, day: &str) -> bool {
        self.start <= day && (self.end.is_empty() || day < self.end)
    }
}

struct Statesmen {
    by_name: FxHashMap<String, Vec<Statesman>>,
    by_word: FxHashMap<&'static str, &'static str>,
}

static STATESMEN: LazyLock<Statesmen> = LazyLock::new(|| {
    let mut found = Statesmen { by_name: FxHashMap::default(), by_word: FxHashMap::default() };
    for row in rows(include_str!("../../lexicons/en/statesmen.tsv")) {
        let columns: Vec<&'static str> = row.split('\t').collect();
        let [name, word, gender, country, office, start, end] = columns[..] else { continue };
        let gender = Some(if gender == "f" { Gender::Female } else { Gender::Male });
        let term = Statesman { name, gender, country, office, start, end };
        found.by_name.entry(key(name)).or_default().push(term);
        if !word.is_empty() {
            found.by_word.insert(word, name);
        }
    }
    found
});

/// A name as it is looked up: small letters without accents, hyphens, initials and Arabic articles.
fn key(name: &str) -> String {
    let folded = fold(name).replace('-', " ");
    folded.split(' ').filter(|word| !matches!(*word, "al" | "el") && !word.contains('.')).collect::<Vec<_>>().join(" ")
}

/// The terms of whoever bears a full name, the earliest first; accents, hyphens, initials and case do not count.
///
/// ```
/// use parallax_nlp::lexicon::statesman;
/// assert_eq!(statesman("Angela Merkel")[0].country, "Germany");
/// assert!(statesman("Merkel").is_empty());
/// ```
pub fn statesman(name: &str) -> &'static [Statesman] {
    STATESMEN.by_name.get(&key(name)).map_or(&[], Vec::as_slice)
}

/// The full name of whoever is meant by one word wherever it stands as a person's name ("Merkel").
pub fn known_by_one_word(word: &str) -> Option<&'static str> {
    STATESMEN.by_word.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::country;

    #[test]
    fn every_row_is_read() {
        let listed = rows(include_str!("../../lexicons/en/statesmen.tsv")).count();
        let read: usize = STATESMEN.by_name.values().map(Vec::len).sum();
        assert_eq!(read, listed);
        let terms = STATESMEN.by_name.values().flatten();
        for term in terms {
            assert_eq!(country(term.country).map(|c| c.0.name), Some(term.country), "{}", term.name);
            assert!(term.end.is_empty() || term.start < term.end, "{}", term.name);
        }
    }

    #[test]
    fn names_and_words() {
        assert_eq!(statesman("François Hollande")[0].office, "president");
        assert!(statesman("Theresa May")[0].is_in_office("2018-01-01"));
        assert!(!statesman("Theresa May")[0].is_in_office("2020-01-01"));
        assert_eq!(statesman("Bashar Assad"), statesman("Bashar al-Assad"));
        assert_eq!(statesman("Harry S. Truman")[0].name, "Harry Truman");
        assert_eq!(known_by_one_word("Putin"), Some("Vladimir Putin"));
        assert_eq!(known_by_one_word("May"), None);
    }
}
