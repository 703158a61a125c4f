//! The noun that names what happened, and its sort.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::place::words;

crate::names::named!(
    /// What sort of happening a noun names.
    Sort {
        /// Somebody attacked people.
        Attack = "attack",
        /// Something was struck from afar.
        Strike = "strike",
        /// Police or soldiers searched or arrested.
        Raid = "raid",
        /// A vehicle, vessel or building came to grief.
        Crash = "crash",
        /// Something exploded, why is open.
        Blast = "blast",
        /// Something burned.
        Fire = "fire",
        /// Nature did it.
        Disaster = "disaster",
        /// Crowds or forces fought.
        Unrest = "unrest",
        /// A disease spread.
        Outbreak = "outbreak",
        /// It lasted for months or years.
        Long = "long",
    }
);

static NOUNS: LazyLock<BTreeMap<&'static str, Sort>> = LazyLock::new(|| {
    let mut nouns = BTreeMap::new();
    for line in include_str!("../../data/event-nouns.txt").lines().filter(|l| !l.starts_with('#')) {
        let Some((sort, list)) = line.split_once(':') else { continue };
        let Some(sort) = Sort::of(sort) else { continue };
        for noun in list.split_whitespace() {
            nouns.insert(noun, sort);
        }
    }
    nouns
});

/// Words before which an event noun only describes: "assault rifle", "fire department".
const DESCRIBES: [&str; 27] = [
    "ad",
    "ads",
    "alarm",
    "ban",
    "bans",
    "chief",
    "chiefs",
    "crew",
    "crews",
    "crime",
    "crimes",
    "department",
    "dog",
    "engine",
    "exit",
    "fighter",
    "fighters",
    "helicopter",
    "marshal",
    "officials",
    "rifle",
    "rifles",
    "truck",
    "trucks",
    "veteran",
    "veterans",
    "weapons",
];
/// Words behind which "fire" is that of guns: "opened fire".
const SHOOTS: [&str; 12] = [
    "cease",
    "ceased",
    "hold",
    "under",
    "open",
    "opened",
    "opening",
    "opens",
    "return",
    "returned",
    "returning",
    "gun",
];

/// Whether "fire" behind this word is that of guns.
pub(crate) fn shoots(before: &str) -> bool {
    SHOOTS.contains(&before.to_lowercase().as_str())
}

/// The last noun of the list that `text` holds, in its written number, with its sort.
pub(crate) fn event_noun(text: &str) -> Option<(String, Sort)> {
    let mut found = None;
    let mut before = String::new();
    let mut all = words(text).peekable();
    while let Some(word) = all.next() {
        let only_describes = all.peek().is_some_and(|next| DESCRIBES.contains(&next.as_str()));
        let is_image = before == "like";
        if only_describes || is_image || word == "fire" && SHOOTS.contains(&before.as_str()) {
            before = word;
            continue;
        }
        let joined = format!("{before}-{}", singular(&word));
        if let Some(sort) = NOUNS.get(joined.as_str()) {
            found = Some((format!("{before} {word}"), *sort));
        } else if let Some(sort) = NOUNS.get(singular(&word).as_str()).or_else(|| NOUNS.get(word.as_str())) {
            found = Some((word.clone(), *sort));
        }
        before = word;
    }
    found
}

/// A plural noun's singular, near enough for looking it up.
pub(crate) fn singular(word: &str) -> String {
    let cut = |n: usize| word[..word.len() - n].to_owned();
    if word.len() > 4 && word.ends_with("ies") {
        format!("{}y", cut(3))
    } else if ["shes", "ches", "sses", "xes"].iter().any(|e| word.ends_with(e)) {
        cut(2)
    } else if word.len() > 3 && word.ends_with('s') && !["ss", "is", "us"].iter().any(|e| word.ends_with(e)) {
        cut(1)
    } else {
        word.to_owned()
    }
}

/// What kinds of long misery a sentence speaks of: a war, a disease, people in flight, crime.
/// Figures of a whole country are of one long event only where they speak of the same.
pub(crate) fn long_themes(text: &str) -> Vec<&'static str> {
    const THEMES: [(&str, &[&str]); 4] = [
        ("war", &["battle", "campaign", "conflict", "fighting", "insurgency", "offensive", "uprising", "war"]),
        ("flight", &["asylum", "displaced", "exodus", "migrant", "migration", "refugee"]),
        ("crime", &["crime", "gang", "gun", "homicide", "murder", "violence"]),
        ("disease", &["covid", "disease", "epidemic", "infection", "outbreak", "pandemic", "virus"]),
    ];
    let found: Vec<String> = words(text).map(|w| singular(&w)).collect();
    let sort = |w: &String| NOUNS.get(w.as_str()).copied();
    let names = |theme: &str, list: &[&str]| {
        found.iter().any(|w| list.contains(&w.as_str()) || theme == "disease" && sort(w) == Some(Sort::Outbreak))
    };
    let themes: Vec<&str> = THEMES.iter().filter(|(theme, list)| names(theme, list)).map(|(theme, _)| *theme).collect();
    // A war on a disease is none.
    if themes.contains(&"disease") { vec!["disease"] } else { themes }
}

/// Whether two sorts may name one happening: a bombing is a blast, a shooting may start as
/// clashes, and a raid is none of them.
pub(crate) fn compatible(a: Sort, b: Sort) -> bool {
    let rank = |s: Sort| match s {
        Sort::Attack | Sort::Strike | Sort::Blast | Sort::Unrest => 0,
        Sort::Crash => 1,
        Sort::Fire => 2,
        Sort::Disaster => 3,
        Sort::Raid => 4,
        Sort::Outbreak => 5,
        Sort::Long => 6,
    };
    a == b
        || rank(a) == rank(b)
        || matches!(
            (a, b),
            (Sort::Blast | Sort::Fire, Sort::Crash | Sort::Fire | Sort::Blast)
                | (Sort::Crash, Sort::Blast | Sort::Fire)
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn event_nouns_are_found_in_any_number() {
        assert_eq!(event_noun("the bombings in Marvell"), Some(("bombings".into(), Sort::Attack)));
        assert_eq!(event_noun("Marvell's ferry crash"), Some(("crash".into(), Sort::Crash)));
        assert_eq!(event_noun("two crashes"), Some(("crashes".into(), Sort::Crash)));
        assert_eq!(event_noun("a long civil war"), Some(("civil war".into(), Sort::Long)));
        assert_eq!(event_noun("the harvest"), None);
        assert_eq!(event_noun("the rumour spread like wildfire"), None);
        assert_eq!(event_noun("he opened fire with an assault rifle"), None);
        assert_eq!(event_noun("a shooting with assault weapons"), Some(("shooting".into(), Sort::Attack)));
        assert_eq!(event_noun("the fire department fought the fire"), Some(("fire".into(), Sort::Fire)));
    }

    #[test]
    fn long_miseries_are_told_apart() {
        assert_eq!(long_themes("The civil war killed 70,000."), ["war"]);
        assert_eq!(long_themes("The war on the virus goes on."), ["disease"]);
        assert_eq!(long_themes("Refugees from the fighting"), ["war", "flight"]);
        assert_eq!(long_themes("The harvest failed."), [""; 0]);
    }

    #[test]
    fn sorts_that_may_be_one_happening_are_compatible() {
        assert!(compatible(Sort::Attack, Sort::Blast) && compatible(Sort::Crash, Sort::Fire));
        assert!(!compatible(Sort::Attack, Sort::Raid) && !compatible(Sort::Attack, Sort::Long));
        for a in Sort::ALL {
            for b in Sort::ALL {
                assert_eq!(compatible(*a, *b), compatible(*b, *a), "{a} {b}");
            }
        }
    }
}
