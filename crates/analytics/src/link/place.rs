//! Places as linking compares them.
//!
//! A place is the set of its distinctive words: "a northern district of Sandhaven city" is
//! {sandhaven}. A country, state or continent is broad: it neither contradicts nor proves a city. No
//! gazetteer is needed; that two spellings mean one place is learnt from other evidence.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// Words that describe a place and do not name it, and titles that stand before names.
const GENERIC: &[&str] = &[
    "airport",
    "al",
    "and",
    "arcade",
    "area",
    "around",
    "avenue",
    "bar",
    "boulevard",
    "building",
    "cafe",
    "camp",
    "capital",
    "center",
    "central",
    "centre",
    "church",
    "city",
    "civilians",
    "coast",
    "college",
    "concert",
    "countryside",
    "county",
    "district",
    "east",
    "eastern",
    "el",
    "governorate",
    "hall",
    "headquarters",
    "hospital",
    "hotel",
    "in",
    "international",
    "island",
    "islands",
    "lake",
    "market",
    "mosque",
    "mount",
    "near",
    "neighborhood",
    "neighbourhood",
    "north",
    "northern",
    "of",
    "others",
    "outside",
    "outskirts",
    "palace",
    "park",
    "peninsula",
    "people",
    "port",
    "province",
    "region",
    "restaurant",
    "river",
    "school",
    "sea",
    "south",
    "southern",
    "square",
    "stadium",
    "state",
    "station",
    "street",
    "suburb",
    "the",
    "theater",
    "theatre",
    "town",
    "towns",
    "university",
    "village",
    "villages",
    "west",
    "western",
];

/// Names of large regions beside the countries.
const REGIONS: [&str; 14] = [
    "africa",
    "america",
    "asia",
    "balkans",
    "caribbean",
    "caucasus",
    "europe",
    "gulf",
    "mediterranean",
    "mideast",
    "sahel",
    "scandinavia",
    "world",
    "worldwide",
];

/// Short names of countries that the list spells out, and of peoples who are not called by their
/// country's name and an ending; sorted, with the country's code.
const SHORT: [(&str, &str); 50] = [
    ("afghan", "AF"),
    ("afghans", "AF"),
    ("america", "US"),
    ("american", "US"),
    ("americans", "US"),
    ("britain", "GB"),
    ("british", "GB"),
    ("briton", "GB"),
    ("britons", "GB"),
    ("burma", "MM"),
    ("congo", "CD"),
    ("congolese", "CD"),
    ("czech", "CZ"),
    ("czechs", "CZ"),
    ("danes", "DK"),
    ("danish", "DK"),
    ("dutch", "NL"),
    ("emirati", "AE"),
    ("emiratis", "AE"),
    ("england", "GB"),
    ("english", "GB"),
    ("filipino", "PH"),
    ("filipinos", "PH"),
    ("finnish", "FI"),
    ("finns", "FI"),
    ("french", "FR"),
    ("germans", "DE"),
    ("greek", "GR"),
    ("greeks", "GR"),
    ("holland", "NL"),
    ("irish", "IE"),
    ("korea", "KR"),
    ("poles", "PL"),
    ("polish", "PL"),
    ("saudi", "SA"),
    ("saudis", "SA"),
    ("scotland", "GB"),
    ("scottish", "GB"),
    ("spaniards", "ES"),
    ("spanish", "ES"),
    ("swedes", "SE"),
    ("swiss", "CH"),
    ("thai", "TH"),
    ("thais", "TH"),
    ("turks", "TR"),
    ("uk", "GB"),
    ("us", "US"),
    ("usa", "US"),
    ("wales", "GB"),
    ("welsh", "GB"),
];

/// Regions of countries, with the country's code.
static AREAS: LazyLock<Names> = LazyLock::new(|| Names::read(include_str!("../../data/regions.txt")));

/// Countries that are written by their first letters.
const DOTTED: [(&str, &str); 2] = [("U.S.", "US"), ("U.K.", "UK")];

/// Countries, with their code.
static COUNTRIES: LazyLock<Names> = LazyLock::new(|| Names::read(include_str!("../../data/countries.txt")));

/// Names by the letters that they begin with.
struct Names(FxHashMap<String, Vec<(&'static str, Vec<String>)>>);

impl Names {
    /// How many letters: every name is at least as long.
    const LETTERS: usize = 4;

    /// Reads lines of a code and a name.
    fn read(list: &'static str) -> Self {
        let mut names: FxHashMap<String, Vec<(&str, Vec<String>)>> = FxHashMap::default();
        for (code, name) in list.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(' ')) {
            let name: Vec<String> = words(name).collect();
            let letters = name.first().map(|w| Self::letters(w)).unwrap_or_default().to_owned();
            names.entry(letters).or_default().push((code, name));
        }
        Self(names)
    }

    /// The first letters of a word; all of a word that is shorter.
    fn letters(word: &str) -> &str {
        word.char_indices().nth(Self::LETTERS).map_or(word, |(end, _)| &word[..end])
    }

    /// Names that begin like this word.
    fn like(&self, word: &str) -> &[(&'static str, Vec<String>)] {
        self.0.get(Self::letters(word)).map_or(&[], Vec::as_slice)
    }

    /// The longest name that a text begins with ("United Arab Emirates", "New Hampshire").
    fn longest(&self, text: &[(&str, String)]) -> Option<(&'static str, &[String])> {
        let begins = |(_, name): &&(&str, Vec<String>)| {
            name.len() <= text.len() && name.iter().zip(text).all(|(a, (_, b))| a == b)
        };
        let names = self.like(&text.first()?.1).iter().filter(begins);
        names.max_by_key(|(_, name)| name.len()).map(|(code, name)| (*code, name.as_slice()))
    }
}

/// A place reduced to what distinguishes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Place {
    /// Distinctive words that name no country, sorted.
    pub(crate) local: Vec<String>,
    /// Codes of the countries and words of the regions that it names, sorted.
    pub(crate) broad: Vec<String>,
    /// Names of states and provinces, sorted: like a country, they neither contradict nor prove a city.
    pub(crate) areas: Vec<String>,
    /// Code of the country that it lies in, where that is known and not named.
    pub(crate) country: Option<String>,
}

/// How two places lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Near {
    /// The same distinctive words.
    Same,
    /// The first has all words of the second, and more.
    Within,
    /// The second has all words of the first, and more.
    Around,
    /// They share a word.
    Share,
    /// One is a country or unknown: nothing is proved.
    Open,
    /// Different places, or different countries.
    Apart,
}

impl Place {
    /// Reads a place as written.
    pub(crate) fn of(text: &str) -> Self {
        let mut place = Self::default();
        let mut plain = Vec::new();
        // Who holds a place is not where it is: "rebel-held villages", "a base of the group".
        let text = text.split(" group ").last().unwrap_or(text);
        let held = |w: &&str| !["-held", "-controlled", "-occupied", "-ruled"].iter().any(|e| w.contains(e));
        let pieces = text.split_whitespace().filter(held);
        let pieces =
            pieces.map(|w| DOTTED.iter().find(|(dotted, _)| w.starts_with(dotted)).map_or(w, |(_, plain)| plain));
        let raw: Vec<&str> =
            pieces.flat_map(|w| w.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))).collect();
        let words: Vec<(&str, String)> = raw.iter().filter_map(|r| Some((*r, words(r).next()?))).collect();
        let mut at = 0;
        while let Some((raw, word)) = words.get(at) {
            at += 1;
            if let Some((code, name)) = AREAS.longest(&words[at - 1..]).filter(|_| raw.starts_with(char::is_uppercase))
            {
                place.areas.push(name.join(" "));
                place.country = place.country.or(Some(code.to_owned()));
                at += name.len() - 1;
            } else if let Some((code, name)) = COUNTRIES.longest(&words[at - 1..]).filter(|(_, name)| name.len() > 1) {
                place.broad.push(code.to_owned());
                at += name.len() - 1;
            } else if is_generic(word) || word == "world" && words.get(at).is_some_and(|(_, next)| next == "war") {
                continue;
            } else if let Some(country) = country_of(word) {
                place.broad.push(country.to_owned());
            } else if raw.starts_with(char::is_uppercase) {
                place.local.push(word.clone());
            } else if word.len() > 3 {
                plain.push(word.clone());
            }
        }
        if place.local.is_empty() && place.is_unknown() {
            place.local = plain.into_iter().filter(|w| !w.starts_with(char::is_numeric)).collect();
        }
        place.local.sort();
        place.local.dedup();
        place.broad.sort();
        place.broad.dedup();
        place.areas.sort();
        place.areas.dedup();
        place
    }

    /// The same place, known to lie in a country.
    pub(crate) fn inside(mut self, country: Option<&str>) -> Self {
        let named = self.broad.iter().any(|b| !REGIONS.contains(&b.as_str()));
        self.country = country.map(str::to_owned).or(self.country).filter(|_| !named);
        self
    }

    /// The countries that it is or lies in.
    pub(crate) fn countries(&self) -> impl Iterator<Item = &str> {
        self.broad.iter().map(String::as_str).filter(|b| !REGIONS.contains(b)).chain(self.country.as_deref())
    }

    /// The name of a country, from its code.
    pub(crate) fn country_name(code: &str) -> Option<&'static str> {
        let lines = include_str!("../../data/countries.txt").lines();
        lines.filter_map(|line| line.split_once(' ')).find(|(known, _)| *known == code).map(|(_, name)| name)
    }

    /// Whether a name says itself that it is a building, a street or another site.
    pub(crate) fn is_site(name: &str) -> bool {
        words(name).any(|w| is_generic(&w))
    }

    /// The countries that a sentence names, each a place.
    pub(crate) fn countries_in(text: &str) -> impl Iterator<Item = Self> {
        let mut found = Self::of(text).broad;
        found.retain(|country| !REGIONS.contains(&country.as_str()) || country.starts_with("world"));
        found.into_iter().map(|country| Self { broad: vec![country], ..Self::default() })
    }

    /// The part of it that a sentence names.
    pub(crate) fn named_in(&self, sentence: &str) -> Self {
        let here = name_words(std::iter::once(sentence));
        let named = |w: &&String| here.iter().any(|h| h.starts_with(w.as_str()) || alike(h, w));
        let local: Vec<String> = self.local.iter().filter(named).cloned().collect();
        let stated = Self::of(sentence);
        let broad: Vec<String> = self.broad.iter().filter(|b| stated.broad.contains(b)).cloned().collect();
        let areas: Vec<String> = self.areas.iter().filter(|a| stated.areas.contains(a)).cloned().collect();
        let country = self.country.clone().filter(|_| !local.is_empty() || !areas.is_empty());
        Self { local, broad, areas, country }
    }

    /// Whether nothing is known.
    pub(crate) fn is_unknown(&self) -> bool {
        self.local.is_empty() && self.broad.is_empty() && self.areas.is_empty()
    }

    /// Whether only countries or regions are named.
    pub(crate) fn is_broad(&self) -> bool {
        self.local.is_empty() && !self.is_unknown()
    }

    /// Compares two places.
    pub(crate) fn near(&self, other: &Self) -> Near {
        if self.is_unknown() || other.is_unknown() {
            return Near::Open;
        }
        let apart = self.countries().next().is_some()
            && other.countries().next().is_some()
            && !self.countries().any(|c| other.countries().any(|o| o == c))
            || !self.areas.is_empty() && !other.areas.is_empty() && !self.areas.iter().any(|a| other.areas.contains(a));
        if self.local.is_empty() || other.local.is_empty() {
            return match (self.is_broad() && other.is_broad(), apart) {
                (_, true) => Near::Apart,
                // A state and its country: the one neither proves nor contradicts the other.
                (true, false) if self.areas.is_empty() != other.areas.is_empty() => Near::Open,
                (true, false) => Near::Same,
                _ => Near::Open,
            };
        }
        if apart {
            return Near::Apart;
        }
        let shared = self.local.iter().filter(|w| other.local.iter().any(|o| alike(w, o))).count();
        match (shared == self.local.len(), shared == other.local.len()) {
            (true, true) => Near::Same,
            (true, false) => Near::Around,
            (false, true) => Near::Within,
            _ if shared > 0 => Near::Share,
            _ => Near::Apart,
        }
    }
}

/// Whether a word describes places and names none.
fn is_generic(word: &str) -> bool {
    GENERIC.binary_search(&word).is_ok()
}

/// Whether two names may be spellings of one: equal, or one letter apart where both are
/// long ("Tarhun", "Torhun").
pub(crate) fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < 5 || long.len() - short.len() > 1 || short[0] != long[0] {
        return false;
    }
    let head = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    let tail = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    head + tail.min(short.len() - head) + usize::from(short.len() == long.len()) >= short.len()
}

/// The code of the country, or the region, that a word names or that people of that name
/// belong to ("Syrian").
fn country_of(word: &str) -> Option<&'static str> {
    let short = SHORT.binary_search_by_key(&word, |(short, _)| short).ok().map(|at| SHORT[at].1);
    if let Some(known) = short.or_else(|| REGIONS.into_iter().find(|region| *region == word)) {
        return Some(known);
    }
    const ENDINGS: [&str; 13] = ["n", "an", "ian", "vian", "i", "ese", "ish", "s", "ns", "ans", "ians", "vians", "is"];
    let mut best: Option<(usize, &str)> = None;
    for (code, name) in COUNTRIES.like(word) {
        let [country] = name.as_slice() else { continue };
        if country == word {
            return Some(code);
        }
        let shared = country.chars().zip(word.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        let ending = &word[shared..];
        if shared >= Names::LETTERS.max(country.len().saturating_sub(2)).min(country.len())
            && ENDINGS.contains(&ending)
            && best.is_none_or(|(length, _)| shared > length)
        {
            best = Some((shared, code));
        }
    }
    best.map(|(_, code)| code)
}

/// Words in lower case, accents of Latin letters taken off, possessives cut.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    borrowed_words(text).map(Cow::into_owned)
}

/// The same, without a copy of those that are written so: words are most of what linking reads.
pub(crate) fn borrowed_words(text: &str) -> impl Iterator<Item = Cow<'_, str>> + '_ {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')).filter_map(|raw| {
        if !raw.is_empty() && raw.bytes().all(|b| b.is_ascii_lowercase()) {
            return Some(Cow::Borrowed(raw));
        }
        let cut = raw.trim_matches(|c| c == '\'' || c == '’');
        let cut = cut.strip_suffix("'s").or_else(|| cut.strip_suffix("’s")).unwrap_or(cut);
        let word = if cut.is_ascii() {
            let mut word = cut.to_ascii_lowercase();
            word.retain(|c| c != '\'');
            word
        } else {
            cut.chars().flat_map(char::to_lowercase).map(bare).filter(|c| c.is_alphanumeric()).collect()
        };
        (!word.is_empty()).then_some(Cow::Owned(word))
    })
}

/// A Latin letter without its accent.
pub(crate) fn bare(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => 'o',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ğ' => 'g',
        'ł' => 'l',
        'ď' | 'đ' => 'd',
        'ř' => 'r',
        'ť' | 'ţ' | 'ț' => 't',
        other => other,
    }
}

/// The telling words of whoever is cited ("the Marvell Observatory for Rights"), singular
/// and plural alike, so that short and full names can be compared.
pub(crate) fn origin_words(name: &str) -> Vec<String> {
    const EMPTY: [&str; 14] =
        ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "s", "the", "their", "to"];
    let mut found: Vec<String> = words(name).filter(|w| !EMPTY.contains(&w.as_str())).collect();
    found.sort();
    found.dedup();
    found
}

/// The distinctive words of a list of names, countries as their codes, for telling whether a
/// sentence speaks of a place.
pub(crate) fn name_words<'a>(names: impl Iterator<Item = &'a str>) -> FxHashSet<String> {
    let telling = names.flat_map(words).filter(|w| w.len() > 2 && !is_generic(w));
    telling.map(|w| country_of(&w).map_or(w, str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_compared_by_their_names() {
        let near = |a: &str, b: &str| Place::of(a).near(&Place::of(b));
        assert_eq!(near("the port of Marvell", "Marvell"), Near::Same);
        assert_eq!(near("Oldgate Market in Marvell", "Marvell"), Near::Within);
        assert_eq!(near("Marvell", "Oldgate Market, Marvell"), Near::Around);
        assert_eq!(near("Marvell", "Peru"), Near::Open);
        assert_eq!(near("Peru", "Chile"), Near::Apart);
        assert_eq!(near("a Peruvian village", "northern Peru"), Near::Same);
        assert_eq!(near("Marvell", "Sandhaven"), Near::Apart);
        assert_eq!(near("Al-Dukhar", "Dokhar"), Near::Same);
        assert_eq!(near("", "Marvell"), Near::Open);
    }

    #[test]
    fn the_country_of_a_town_tells_it_from_other_countries() {
        let town = || Place::of("Marvell").inside(Some("PE"));
        assert_eq!(town().near(&Place::of("Chile")), Near::Apart);
        assert_eq!(town().near(&Place::of("Peru")), Near::Open);
        assert_eq!(town().near(&Place::of("Marvell").inside(Some("CL"))), Near::Apart);
        assert_eq!(town().near(&Place::of("Marvell")), Near::Same);
        assert_eq!(Place::of("the Chilean Marvell").inside(Some("PE")).country, None, "the text knows better");
    }

    #[test]
    fn a_state_is_broad_and_differs_from_another_state() {
        let near = |a: &str, b: &str| Place::of(a).near(&Place::of(b));
        assert_eq!(near("Ohio", "Marvell"), Near::Open);
        assert_eq!(near("Ohio", "Ohio"), Near::Same);
        assert_eq!(near("Ohio", "Nevada"), Near::Apart);
        assert_eq!(near("Ohio", "the United States"), Near::Open);
        assert_eq!(near("Ohio", "Peru"), Near::Apart);
        assert_eq!(near("Marvell, Ohio", "Marvell, Nevada"), Near::Apart);
        assert_eq!(near("Marvell, Ohio", "Marvell"), Near::Same);
    }

    #[test]
    fn countries_and_their_people_are_broad() {
        for text in [
            "Syria",
            "Syrian",
            "Peruvian",
            "the United Arab Emirates",
            "Turkish",
            "Belgian",
            "northern Lebanon",
            "Lebanese",
        ] {
            assert!(Place::of(text).is_broad(), "{text}");
        }
        for text in ["Malibu", "Marvell", "Georgetown"] {
            assert!(!Place::of(text).is_broad(), "{text}");
        }
    }

    #[test]
    fn spellings_one_letter_apart_are_alike() {
        assert!(SHORT.is_sorted(), "searched by halves");
        assert!(alike("tarhun", "torhun") && alike("aldaniyah", "aldaniyeh") && alike("sinai", "sinay"));
        assert!(!alike("mali", "bali") && !alike("paris", "parma") && !alike("homs", "hama"));
    }
}
