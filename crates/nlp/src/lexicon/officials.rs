//! People who held an office of the United States, by surname and day; Wikidata ids.

use std::sync::LazyLock;

use parallax_records::Gender;
use rustc_hash::FxHashMap;

use super::rows;

/// An office of the United States.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Office {
    /// President.
    President,
    /// Vice president.
    VicePresident,
    /// Member of the Senate.
    Senator,
    /// Member of the House of Representatives.
    Representative,
}

/// One term of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Official {
    /// First name and surname.
    pub name: &'static str,
    /// Wikidata id, where the data holds one.
    pub wikidata: Option<&'static str>,
    /// The office.
    pub office: Office,
    /// The state represented; empty for presidents.
    pub state: &'static str,
    /// First day, ISO.
    pub start: &'static str,
    /// Last day, ISO.
    pub end: &'static str,
    /// Gender.
    pub gender: Option<Gender>,
}

static OFFICIALS: LazyLock<FxHashMap<&'static str, Vec<Official>>> = LazyLock::new(|| {
    let mut by_surname: FxHashMap<&'static str, Vec<Official>> = FxHashMap::default();
    for row in rows(include_str!("../../lexicons/en/us-officials.tsv")) {
        let columns: Vec<&'static str> = row.split('\t').collect();
        let [name, wikidata, office, state, start, end, gender] = columns[..] else { continue };
        let office = match office {
            "president" => Office::President,
            "vice president" => Office::VicePresident,
            "senator" => Office::Senator,
            _ => Office::Representative,
        };
        let gender = match gender {
            "M" => Some(Gender::Male),
            "F" => Some(Gender::Female),
            _ => None,
        };
        let wikidata = Some(wikidata).filter(|id| !id.is_empty());
        by_surname.entry(surname_of(name)).or_default().push(Official {
            name,
            wikidata,
            office,
            state,
            start,
            end,
            gender,
        });
    }
    by_surname
});

/// The last word of a name, marks of generation left out ("Thomas H. Kean, Jr.").
fn surname_of(name: &'static str) -> &'static str {
    let plain = name.split_once(',').map_or(name, |(plain, _)| plain);
    let mut words = plain.split(' ').rev().filter(|w| !matches!(*w, "II" | "III" | "IV"));
    words.next().unwrap_or(plain)
}

impl Official {
    /// The given names and nicknames of the row, without initials ("Earl L. \"Buddy\" Carter": Earl, Buddy).
    pub fn given_names(&self) -> impl Iterator<Item = &'static str> {
        let surname = surname_of(self.name);
        let words = self.name.split(' ').take_while(move |w| w.trim_end_matches(',') != surname);
        words.map(|w| w.trim_matches('"')).filter(|w| !w.ends_with('.'))
    }
}

/// Who of that surname (its last word) held an office on a day (ISO, "2011-03-01"); all who ever did since
/// 1989 where no day is given. In order of name and term.
pub fn officials(surname: &str, day: Option<&str>) -> Vec<&'static Official> {
    let terms = OFFICIALS.get(surname).map_or(&[][..], Vec::as_slice);
    terms.iter().filter(|term| day.is_none_or(|day| term.start <= day && day < term.end)).collect()
}

/// The president of the United States on a day (ISO), where the data reaches.
///
/// ```
/// use parallax_nlp::lexicon::president_of_the_united_states;
/// assert_eq!(president_of_the_united_states("2003-05-01"), Some("George Bush"));
/// assert_eq!(president_of_the_united_states("1901-05-01"), None);
/// ```
pub fn president_of_the_united_states(day: &str) -> Option<&'static str> {
    let terms = OFFICIALS.values().flatten();
    let held = terms.filter(|o| o.office == Office::President && o.start <= day && day < o.end);
    held.map(|o| o.name).min()
}

static WIKIDATA: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    rows(include_str!("../../lexicons/en/wikidata-ids.tsv")).filter_map(|row| row.split_once('\t')).collect()
});

/// The Wikidata id of a Wikipedia title, where the credited data holds one.
pub fn wikidata_id(title: &str) -> Option<&'static str> {
    WIKIDATA.get(title).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_decides_who_is_meant() {
        let president = |day: &str| {
            let found = officials("Bush", Some(day));
            found.iter().find(|o| o.office == Office::President).map(|o| (o.name, o.wikidata))
        };
        assert_eq!(president("1990-05-01"), Some(("George Bush", None)));
        assert_eq!(president("2003-05-01"), Some(("George Bush", Some("Q207"))));
        assert_eq!(president("2012-05-01"), None);
        assert!(officials("Nobodyson", None).is_empty());
    }

    #[test]
    fn names_with_initials_and_nicknames() {
        let rows = officials("Carter", None);
        let givens = |o: &&Official| o.given_names().collect::<Vec<_>>();
        assert!(rows.iter().map(givens).any(|g| g == ["Earl", "Buddy"]), "{rows:?}");
        assert!(!officials("Kean", None).is_empty());
    }

    #[test]
    fn titles_have_ids() {
        assert_eq!(wikidata_id("1930s"), Some("Q35702"));
        assert_eq!(wikidata_id("No such title"), None);
    }
}
