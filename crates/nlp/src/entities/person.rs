//! Names of persons: their parts, and whether two of them may name one human being.

use parallax_records::Gender;

use super::words;
use crate::lexicon::officials;

/// A person's name, cut into its words: titles and generation marks taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PersonName {
    /// Words in lower case ("bashar", "al-assad").
    pub(crate) words: Vec<String>,
    /// As written, without title ("Bashar al-Assad").
    pub(crate) written: String,
    /// What a title says of the gender ("Mrs").
    pub(crate) gender: Option<Gender>,
    /// Whether a mark of generation tells the bearer from a parent of the same name.
    pub(crate) is_younger: bool,
    /// What stands in marks inside the name, in lower case (Karl "Kalle" Berg).
    pub(crate) nickname: Option<String>,
}

/// Words between given name and surname that belong to the surname.
const PARTICLES: &[&str] = &[
    "al", "ben", "bin", "bint", "da", "dal", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn",
    "la", "le", "mac", "san", "st.", "ten", "ter", "van", "von", "zu",
];

/// Words before a title that belong to it, or to nobody's name.
fn narrows(word: &str) -> bool {
    matches!(
        word,
        "acting"
            | "assistant"
            | "attorney"
            | "chief"
            | "defence"
            | "defense"
            | "deputy"
            | "executive"
            | "finance"
            | "first"
            | "foreign"
            | "former"
            | "interior"
            | "justice"
            | "major"
            | "prime"
            | "press"
            | "senior"
            | "vice"
            | "us"
            | "u.s."
    )
}

/// Marks of generation and honours behind a name.
const BEHIND: &[&str] = &["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "esq", "esq.", "phd", "ph.d.", "md", "m.d."];

/// Those of them that tell a child from the parent.
const YOUNGER: &[&str] = &["jr", "jr.", "ii", "iii"];

/// Whether somebody in public life bears a name without mark of generation: who bears it with one is another person.
/// Where nobody does, the mark is left out at will.
fn has_elder(name: &str) -> bool {
    let (given, surname) = name.rsplit_once(' ').unwrap_or(("", name));
    let given = given.split(' ').next().unwrap_or_default();
    let unmarked = |name: &str| !name.contains(',') && !name.ends_with("II") && !name.ends_with("III");
    officials(surname, None)
        .iter()
        // He bears the mark himself.
        .filter(|elder| elder.name != "Joseph Biden")
        .any(|elder| unmarked(elder.name) && (given.is_empty() || elder.given_names().any(|name| name == given)))
}

/// Whether a word in lower case is a frequent Korean or Chinese family name, which stands before the given names.
pub(crate) fn is_family_first(lower: &str) -> bool {
    matches!(
        lower,
        "bae"
            | "baek"
            | "ban"
            | "chang"
            | "chen"
            | "cheong"
            | "chiang"
            | "cho"
            | "choe"
            | "choi"
            | "chung"
            | "gu"
            | "ha"
            | "hahn"
            | "han"
            | "heo"
            | "ho"
            | "hong"
            | "hu"
            | "hwang"
            | "hyon"
            | "jang"
            | "jeon"
            | "jeong"
            | "jiang"
            | "jo"
            | "joo"
            | "jung"
            | "kang"
            | "kim"
            | "ko"
            | "kwon"
            | "lai"
            | "lee"
            | "lim"
            | "lin"
            | "min"
            | "moon"
            | "nam"
            | "noh"
            | "pak"
            | "park"
            | "ri"
            | "roh"
            | "ryu"
            | "seo"
            | "shin"
            | "sohn"
            | "son"
            | "song"
            | "suh"
            | "tsai"
            | "wang"
            | "xi"
            | "yang"
            | "yoo"
            | "yoon"
            | "yun"
    )
}

/// Whether a word in lower case stands between given name and surname and belongs to the latter.
pub(crate) fn is_particle(lower: &str) -> bool {
    PARTICLES.contains(&lower)
}

/// How one name was recognised in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// The same words.
    Same,
    /// Both full, with a middle name or initial more or less, or a short form of the given name.
    Variant,
    /// Only the surname.
    Surname,
    /// Only the given name.
    Given,
}

impl PersonName {
    /// Cuts a name as written; `title` says for a word in lower case whether it is a title
    /// and of which gender.
    pub(crate) fn of(written: &str, title: impl Fn(&str) -> Option<Option<Gender>>) -> Self {
        let mut gender = None;
        let (mut parts, nickname) = without_nickname(written);
        while parts.len() > 1 {
            let first = bare(parts[0]);
            // "then-Senator", "ex-President"
            let plain = first.rsplit_once('-').filter(|(before, _)| matches!(*before, "then" | "ex" | "vice"));
            match title(plain.map_or(&first, |(_, noun)| noun)) {
                Some(says) => {
                    gender = gender.or(says);
                    parts.remove(0);
                }
                // "Deputy Prime Minister Anna Holm"
                None if narrows(&first) && parts[1..].iter().take(2).any(|p| title(&bare(p)).is_some()) => {
                    parts.remove(0);
                }
                None => break,
            }
        }
        let mut mark = None;
        while parts.len() > 1 && parts.last().is_some_and(|w| BEHIND.contains(&&*bare(w))) {
            mark = parts.pop();
        }
        let words: Vec<String> = parts.iter().map(|w| bare(w)).filter(|w| !w.is_empty()).collect();
        let written = parts.join(" ");
        let written = written.trim_end_matches([',', '.']);
        let mark = mark.filter(|mark| YOUNGER.contains(&&*bare(mark)) && has_elder(written));
        let written = mark.map_or_else(|| written.to_owned(), |mark| format!("{written} {mark}"));
        Self { words, written, gender, is_younger: mark.is_some(), nickname }
    }

    /// Whether given name and surname are both there; "bin Laden" is a surname of two words.
    pub(crate) fn is_full(&self) -> bool {
        self.words.len() >= 2 && !self.opens_with_particle()
    }

    /// Particles that are given names too ("Al", "Ben") count only in small letters.
    fn opens_with_particle(&self) -> bool {
        let first = self.words[0].as_str();
        let given = matches!(first, "al" | "ben" | "dal" | "la" | "mac" | "san" | "st." | "van");
        let again = self.words.get(1).is_some_and(|second| is_particle(second) && self.words.len() > 2);
        is_particle(first) && (!given || again || self.written.starts_with(char::is_lowercase))
    }

    /// The surname with its particles ("al-assad", "van der berg").
    pub(crate) fn surname(&self) -> &[String] {
        let mut start = self.words.len().saturating_sub(1);
        while start > 1 && is_particle(&self.words[start - 1]) {
            start -= 1;
        }
        &self.words[start..]
    }

    /// Whether a word in lower case is the surname but for one letter that is missing, too much, another or in its neighbour's place;
    /// the plural ("the Lindqvists") is the family.
    pub(crate) fn misspelt_by(&self, word: &str) -> bool {
        const LONG: usize = 6;
        let is_long = |word: &str| word.chars().count() >= LONG;
        self.words.last().is_some_and(|surname| {
            is_long(surname)
                && is_long(word)
                && surname.chars().next() == word.chars().next()
                && word.strip_suffix('s') != Some(surname)
                && strsim::osa_distance(surname, word) == 1
        })
    }

    /// Whether another full name is this one but for such a letter of the surname.
    pub(crate) fn misspelt_as(&self, other: &Self) -> bool {
        match (self.words.split_last(), other.words.split_last()) {
            (Some((_, own)), Some((surname, given))) => !own.is_empty() && own == given && self.misspelt_by(surname),
            _ => false,
        }
    }

    /// Whether `other` may name the bearer of this full name, and how.
    pub(crate) fn recognises(&self, other: &Self) -> Option<Likeness> {
        // The father is known by the plain name, and by the surname alone.
        if self.is_younger != other.is_younger {
            return None;
        }
        if self.words == other.words {
            return Some(Likeness::Same);
        }
        let (first, last) = (self.words.first()?, self.words.last()?);
        if !self.is_full() {
            return None;
        }
        if other.words.len() == 1 {
            let word = &other.words[0];
            // Names that put the family first keep it alone: "Kim Jong-il", "Kim Jong Un", then "Kim".
            let hyphened = !first.contains('-') && last.contains('-') && !last.starts_with("al-");
            let short = || self.words.len() == 3 && self.words[1..].iter().all(|syllable| syllable.len() <= 5);
            if word == first && (hyphened || is_family_first(first) && short()) {
                return Some(Likeness::Surname);
            }
            // "bin" leads in the father's name: "Karim bin Sal" is not "Sal".
            let father = matches!(self.surname()[0].as_str(), "bin" | "bint" | "ibn");
            if same_surname(last, word) && !father || self.surname().concat() == *word {
                return Some(Likeness::Surname);
            }
            let given = word == first && word.chars().count() > 2 || self.nickname.as_ref() == Some(word);
            return given.then_some(Likeness::Given);
        }
        if self.surname() == &other.words[..] || other.opens_with_particle() && self.words.ends_with(&other.words) {
            return Some(Likeness::Surname);
        }
        let (other_first, other_last) = (other.words.first()?, other.words.last()?);
        let called = |a: &Self, b: &Self| a.nickname.is_some() && a.nickname.as_ref() == b.words.first();
        if same_surname(last, other_last)
            && (same_given(first, other_first) || called(self, other) || called(other, self))
        {
            return same_middle(&self.words, &other.words).then_some(Likeness::Variant);
        }
        // "Maria Silva Costa" and "Maria Silva"; what is longer by more is a row of names.
        let (short, long) = if self.words.len() < other.words.len() { (self, other) } else { (other, self) };
        if long.words.len() > short.words.len() + 2 {
            return None;
        }
        let inside = long.words.windows(short.words.len()).any(|w| w == short.words);
        inside.then_some(Likeness::Variant)
    }
}

/// A word of a name as it is compared: in lower case, without what only print needs.
fn bare(word: &str) -> String {
    let word = word.trim_matches(|c: char| matches!(c, ',' | '(' | ')' | '"' | '“' | '”'));
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    word.chars().filter(|c| *c != '\u{ad}').map(|c| if c == '’' { '\'' } else { c }).collect::<String>().to_lowercase()
}

/// The words of a name, and the nickname in marks inside it ("Karl "Kalle" Berg", "Robert (Bob) Lund") in lower case.
fn without_nickname(written: &str) -> (Vec<&str>, Option<String>) {
    let mut parts: Vec<&str> = written.split_whitespace().collect();
    let opens = |w: &str| w.starts_with(['‘', '\'', '“', '"', '(']);
    let closes = |w: &str| w.ends_with(['’', '\'', '”', '"', ')']);
    let Some(open) = parts.iter().position(|w| opens(w)).filter(|open| *open > 0) else { return (parts, None) };
    let Some(close) = (open..parts.len() - 1).find(|at| closes(parts[*at])) else { return (parts, None) };
    let inside: Vec<String> = parts.drain(open..=close).map(|w| bare(w.trim_matches(['‘', '’', '\'']))).collect();
    (parts, Some(inside.join(" ")))
}

/// Whether two surnames are one, an Arabic article more or less.
fn same_surname(a: &str, b: &str) -> bool {
    fn stem(s: &str) -> &str {
        ["al-", "el-", "ad-", "as-", "ash-", "an-", "ul-", "al", "el"]
            .iter()
            .find_map(|article| s.strip_prefix(article).filter(|rest| article.ends_with('-') && !rest.is_empty()))
            .unwrap_or(s)
    }
    a == b || stem(a) == stem(b)
}

/// Whether no name or initial between given name and surname stands against another: "Karl H. W. Holm" is not "Karl W. Holm".
fn same_middle(a: &[String], b: &[String]) -> bool {
    let middle = |words: &[String]| -> Vec<String> {
        let inner = words.get(1..words.len().saturating_sub(1)).unwrap_or_default();
        let parts = inner.iter().filter(|w| !is_particle(w)).flat_map(|w| w.split('.'));
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let same = |(a, b): (&String, &String)| {
        let initial = a.chars().count() == 1 || b.chars().count() == 1;
        a == b || initial && a.chars().next() == b.chars().next()
    };
    middle(a).iter().zip(&middle(b)).all(same)
}

/// Whether two given names may be one person's: equal, an initial, a short form.
fn same_given(a: &str, b: &str) -> bool {
    let initial = |s: &str| s.trim_end_matches('.').chars().count() == 1;
    if a == b {
        return true;
    }
    if initial(a) || initial(b) {
        return a.chars().next() == b.chars().next();
    }
    // "Dan" may be "Daniel"; "Paul" is no "Paula".
    let one_gender = !matches!((words::gender_of(a), words::gender_of(b)), (Some(a), Some(b)) if a != b);
    let short = |s: &str, long: &str| s.chars().count() >= 3 && long.starts_with(s) && one_gender;
    short(a, b) || short(b, a) || words::is_short_form(a, b) || words::is_short_form(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(written: &str) -> PersonName {
        PersonName::of(written, |word| match word {
            "mr." | "mr" | "sir" => Some(Some(Gender::Male)),
            "mrs." | "ms" => Some(Some(Gender::Female)),
            "president" | "gen." | "senator" => Some(None),
            _ => None,
        })
    }

    #[test]
    fn titles_are_taken_off() {
        let minister = name("President Anna Holm");
        assert_eq!((&*minister.written, minister.words.len(), minister.gender), ("Anna Holm", 2, None));
        assert_eq!(name("Mrs. Holm").gender, Some(Gender::Female));
        assert_eq!(name("Karl Holm Jr.").words, ["karl", "holm"]);
        assert!(!name("Karl Holm Jr.").is_younger, "nobody is known as Karl Holm");
        assert_eq!(name("President").words, ["president"]);
    }

    #[test]
    fn one_person_by_several_names() {
        let full = name("Anna Maria Holm");
        assert_eq!(full.recognises(&name("Anna Holm")), Some(Likeness::Variant));
        assert_eq!(full.recognises(&name("A. Holm")), Some(Likeness::Variant));
        assert_eq!(full.recognises(&name("Holm")), Some(Likeness::Surname));
        assert_eq!(full.recognises(&name("Anna")), Some(Likeness::Given));
        let leader = name("Kim Ran Do");
        assert_eq!(leader.recognises(&name("Kim")), Some(Likeness::Surname));
        assert_eq!(name("Karim bin Sal").recognises(&name("Sal")), None);
        assert_eq!(name("William Orr").recognises(&name("Bill Orr")), Some(Likeness::Variant));
        assert_eq!(name("Pak Sung-ho").recognises(&name("Pak")), Some(Likeness::Surname));
        assert_eq!(name("Samir al-Nuri").recognises(&name("Nuri")), Some(Likeness::Surname));
        assert_eq!(name("Jan van der Berg").recognises(&name("van der Berg")), Some(Likeness::Surname));
        assert!(!name("van der Berg").is_full() && !name("Bin Nuri").is_full() && name("Ben Nuri").is_full());
        assert_eq!(name("Then-Senator Anna Holm").written, "Anna Holm");
        let nicknamed = name("Karl \"Kalle\" Berg");
        assert_eq!((&*nicknamed.written, nicknamed.words.len()), ("Karl Berg", 2));
        assert_eq!(nicknamed.recognises(&name("Kalle Berg")), Some(Likeness::Variant));
    }

    #[test]
    fn a_surname_may_be_misspelt() {
        let full = name("Anna Lindqvist");
        assert!(full.misspelt_by("lindqivst") && full.misspelt_by("lindqvst") && full.misspelt_by("lindquist"));
        assert!(!full.misspelt_by("lindqvists") && !full.misspelt_by("lundquist") && !full.misspelt_by("lindqvist"));
        assert!(!name("Anna Lund").misspelt_by("lunde"), "a short name is another one");
        assert!(full.misspelt_as(&name("Anna Lindqivst")) && !full.misspelt_as(&name("Ada Lindqivst")));
    }

    #[test]
    fn namesakes_stay_apart() {
        assert_eq!(name("Anna Holm").recognises(&name("Karl Holm")), None);
        assert_eq!(name("Anna Holm").recognises(&name("Anna Berg")), None);
        assert_eq!(name("Holm").recognises(&name("Karl Holm")), None);
        assert_eq!(name("Karl W. Holm").recognises(&name("Karl H.W. Holm")), None);
        assert_eq!(name("Karl W. Holm").recognises(&name("Karl Werner Holm")), Some(Likeness::Variant));
    }
}
