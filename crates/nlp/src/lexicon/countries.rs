//! Countries by any of their names: "France", "French", "Frenchman", "Elysee".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::rows;

/// A country or territory.
#[derive(Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166 code of two letters.
    pub code: &'static str,
    /// The usual English name.
    pub name: &'static str,
    /// The capital; empty where there is none.
    pub capital: &'static str,
    /// Adjectives, the usual one first ("French").
    pub adjectives: Vec<&'static str>,
    /// GeoNames id.
    pub geonames: i64,
    /// People living there, as GeoNames counts them.
    pub population: u64,
    /// Wikidata id, where the credited data holds one.
    pub wikidata: Option<&'static str>,
}

/// How a word names a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CountryWord {
    /// Its name or another name of it ("UK").
    Name,
    /// Its adjective ("British").
    Adjective,
    /// Its people ("Britons").
    People,
    /// A house that stands for its government ("Downing Street").
    Government,
}

struct Countries {
    all: Vec<Country>,
    /// The country and the sense of each word, as written.
    words: FxHashMap<&'static str, (usize, CountryWord)>,
}

static COUNTRIES: LazyLock<Countries> = LazyLock::new(|| {
    let mut all = Vec::new();
    let mut words: FxHashMap<&str, (usize, CountryWord, u64)> = FxHashMap::default();
    for row in rows(include_str!("../../lexicons/en/countries.tsv")) {
        let columns: Vec<&'static str> = row.split('\t').collect();
        let [code, name, capital, names, adjectives, people, houses, geonames, population, wikidata] = columns[..]
        else {
            continue;
        };
        // Where two countries share a word ("Congolese", "Dominican"), the larger one has it.
        let people_count: u64 = population.parse().unwrap_or(0);
        let each = |list: &'static str| list.split(';').filter(|word| !word.is_empty());
        let number = all.len();
        let mut add = |word: &'static str, sense| {
            let taken = words.get(word).is_some_and(|(_, _, people)| *people >= people_count);
            if !taken {
                words.insert(word, (number, sense, people_count));
            }
        };
        // Of one country's own senses the first stays: "US" is a name before it is an adjective.
        add(name, CountryWord::Name);
        each(names).for_each(|word| add(word, CountryWord::Name));
        each(adjectives).for_each(|word| add(word, CountryWord::Adjective));
        each(people).for_each(|word| add(word, CountryWord::People));
        each(houses).for_each(|word| add(word, CountryWord::Government));
        all.push(Country {
            code,
            name,
            capital,
            adjectives: each(adjectives).collect(),
            geonames: geonames.parse().unwrap_or(0),
            population: people_count,
            wikidata: Some(wikidata).filter(|id| !id.is_empty()),
        });
    }
    let words = words.into_iter().map(|(word, (number, sense, _))| (word, (number, sense))).collect();
    Countries { all, words }
});

/// Every country, in order of its code.
pub fn countries() -> &'static [Country] {
    &COUNTRIES.all
}

/// The country that a word names, and how; case counts, a leading "the" is left out.
///
/// ```
/// use parallax_nlp::lexicon::{CountryWord, country};
/// let (found, sense) = country("Britons").unwrap();
/// assert_eq!((found.code, sense), ("GB", CountryWord::People));
/// assert!(country("turkey").is_none());
/// ```
pub fn country(word: &str) -> Option<(&'static Country, CountryWord)> {
    let word = word.strip_prefix("the ").or_else(|| word.strip_prefix("The ")).unwrap_or(word);
    COUNTRIES.words.get(word).map(|(number, sense)| (&COUNTRIES.all[*number], *sense))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_find_their_country() {
        let of = |word: &str| country(word).map(|(found, sense)| (found.code, sense));
        assert_eq!(of("France"), Some(("FR", CountryWord::Name)));
        assert_eq!(of("French"), Some(("FR", CountryWord::Adjective)));
        assert_eq!(of("the U.S."), Some(("US", CountryWord::Name)));
        assert_eq!(of("American"), Some(("US", CountryWord::Adjective)));
        assert_eq!(of("Kremlin"), Some(("RU", CountryWord::Government)));
        assert_eq!(of("Congolese").map(|c| c.0), Some("CD"));
        assert_eq!(of("Ruritania"), None);
    }

    #[test]
    fn every_row_is_read() {
        let listed = rows(include_str!("../../lexicons/en/countries.tsv")).count();
        assert_eq!(countries().len(), listed);
        assert!(countries().iter().all(|c| c.geonames > 0 && c.code.len() == 2));
    }
}
