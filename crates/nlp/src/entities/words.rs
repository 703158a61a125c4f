//! The word lists that entities are recognised by.

use std::sync::LazyLock;

use parallax_records::{EntityKind, Gender};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::NameLabel;
use crate::lexicon::{CountryWord, GroupKind, cities, country, group, state, words::rows};

/// A name that the alias lexicon knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Alias {
    /// The canonical name.
    pub(crate) name: &'static str,
    pub(crate) kind: EntityKind,
    pub(crate) is_demonym: bool,
}

/// What a noun stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Being {
    Person,
    Organization,
    People,
    Thing,
}

/// A noun for a person or a body of persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RoleNoun {
    pub(crate) being: Being,
    pub(crate) gender: Option<Gender>,
    /// Whether it stands before names.
    pub(crate) is_title: bool,
}

static ALIASES: LazyLock<FxHashMap<&'static str, Alias>> = LazyLock::new(|| {
    let alias = |row: &'static str| {
        let mut fields = row.split('\t');
        let (surface, name, kind, form) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
        Some((surface, Alias { name, kind: kind.parse().ok()?, is_demonym: form == "demonym" }))
    };
    rows(include_str!("../../lexicons/en/aliases.tsv")).filter_map(alias).collect()
});

static ROLES: LazyLock<FxHashMap<&'static str, RoleNoun>> = LazyLock::new(|| {
    let role = |row: &'static str| {
        let mut fields = row.split('\t');
        let (noun, kind, gender, title) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
        let being = match kind {
            "person" => Being::Person,
            "organization" => Being::Organization,
            _ => Being::People,
        };
        Some((noun, RoleNoun { being, gender: gender_word(gender), is_title: title == "yes" }))
    };
    rows(include_str!("../../lexicons/en/roles.tsv")).filter_map(role).collect()
});

static GENDERS: LazyLock<FxHashMap<&'static str, Option<Gender>>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../lexicons/en/first-names.tsv"));
    rows.filter_map(|row| row.split_once('\t')).map(|(name, gender)| (name, gender_word(gender))).collect()
});

static SHORT_NAMES: LazyLock<FxHashSet<(&'static str, &'static str)>> = LazyLock::new(|| {
    rows(include_str!("../../lexicons/en/short-names.tsv")).filter_map(|r| r.split_once('\t')).collect()
});

static HISTORIC: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    rows(include_str!("../../lexicons/en/historic-persons.tsv")).filter_map(|r| r.split_once('\t')).collect()
});

/// The full name of the person of history whom a surname alone means.
pub(crate) fn historic(surname: &str) -> Option<&'static str> {
    HISTORIC.get(surname).copied()
}

/// Whether one given name, in lower case, is an everyday form of another ("bill", "william").
pub(crate) fn is_short_form(short: &str, long: &str) -> bool {
    SHORT_NAMES.contains(&(short, long))
}

/// The everyday forms of a given name in lower case, in the order of the alphabet.
pub(crate) fn short_forms(long: &str) -> Vec<&'static str> {
    let mut found: Vec<&str> = SHORT_NAMES.iter().filter(|(_, of)| *of == long).map(|(short, _)| *short).collect();
    found.sort_unstable();
    found
}

fn gender_word(word: &str) -> Option<Gender> {
    match word {
        "f" => Some(Gender::Female),
        "m" => Some(Gender::Male),
        _ => None,
    }
}

/// The alias a name is; demonyms where `demonym` says that one was recognised.
pub(crate) fn alias(name: &str, demonym: bool) -> Option<Alias> {
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
    let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    let straight;
    let name = if name.contains('’') {
        straight = name.replace('’', "'");
        &straight
    } else {
        name
    };
    let known = ALIASES.get(name).copied().filter(|a| demonym || !a.is_demonym);
    known.or_else(|| {
        let bare = without_kind(name)?;
        ALIASES.get(bare).copied().filter(|a| a.kind == EntityKind::Organization)
    })
}

/// A body's name without words that only say what it is ("so-called Holm Front group").
fn without_kind(name: &str) -> Option<&str> {
    const BEFORE: [&str; 6] =
        ["so-called ", "self-styled ", "self-proclaimed ", "self-declared ", "extremist ", "militant "];
    const BEHIND: [&str; 9] = [
        " group",
        " militants",
        " militant",
        " terror",
        " terrorist",
        " terrorists",
        " fighters",
        " insurgents",
        " news agency",
    ];
    let start = BEFORE.iter().find_map(|before| name.strip_prefix(before)).unwrap_or(name);
    let mut end = start;
    while let Some(cut) = BEHIND.iter().find_map(|behind| end.strip_suffix(behind)) {
        end = cut;
    }
    (end.len() < name.len()).then_some(end)
}

/// The state that a name of it in any spelling means ("N.J.", "D-N.J.").
pub(crate) fn state_alias(name: &str, label: NameLabel) -> Option<Alias> {
    let name = state(name).filter(|_| matches!(label, NameLabel::Loc | NameLabel::Org))?;
    Some(Alias { name, kind: EntityKind::Place, is_demonym: false })
}

/// What the words for a group's members and its adjective share ("Democrat" of "Democrats" and "Democratic").
pub(crate) fn group_stem(word: &str) -> &str {
    match word {
        "Democratic" | "Democrats" | "Democrat" | "Dems" | "Dem" => "Democrat",
        "Islamists" => "Islamist",
        "Islamic" => "Muslim",
        "Jewish" | "Jews" => "Jew",
        "Kurdish" => "Kurd",
        _ if word.len() > 4 && word.ends_with('s') && !word.ends_with("ss") => &word[..word.len() - 1],
        _ => word,
    }
}

/// A shortened title as the noun that a text later uses ("Sen." is "the senator").
pub(crate) fn spelled_out(title: &str) -> &str {
    match title {
        "adm." => "admiral",
        "amb." => "ambassador",
        "capt." => "captain",
        "col." => "colonel",
        "dr." | "dr" => "doctor",
        "gen." => "general",
        "gov." => "governor",
        "lt." => "lieutenant",
        "maj." => "major",
        "pres." => "president",
        "prof." => "professor",
        "rep." => "representative",
        "rev." => "reverend",
        "sen." => "senator",
        "sgt." => "sergeant",
        other => other,
    }
}

/// What a group is called in every article: by its members, where the list knows a word for them ("Quakers").
pub(crate) fn group_name(word: &str) -> String {
    // "African-American", "African Americans"
    if let Some(first) = word.strip_suffix("American").or_else(|| word.strip_suffix("Americans"))
        && let Some(first) = first.strip_suffix(['-', ' '])
        && !first.is_empty()
    {
        return format!("{first} Americans");
    }
    let members = format!("{}s", group_stem(word));
    if group(&members).is_some() { members } else { word.to_owned() }
}

/// Whether a name is that of a faith, a doctrine or a holy book, which is neither a body nor a place.
pub(crate) fn is_faith(name: &str) -> bool {
    let doctrine = name.len() > 5 && name.ends_with("ism") && !name.contains(' ');
    let listed = ["Bible", "Christianity", "Islam", "Koran", "Qur'an", "Quran", "Sharia", "Shariah", "Talmud", "Torah"];
    doctrine || listed.contains(&name)
}

/// A party's members in one house ("House Liberals").
pub(crate) fn is_party_of_a_house(name: &str) -> bool {
    name.rsplit_once(' ').is_some_and(|(_, last)| last.ends_with('s') && group(last) == Some(GroupKind::Politics))
}

/// Whether one word may be a people, faith or camp: a list knows it, or it ends like one ("Harlanders", "Vestian").
pub(crate) fn may_be_group(word: &str) -> bool {
    let endings = ["an", "ish", "ese", "ist", "ic", "ite", "i", "er", "al", "s"];
    let word = &*if word.chars().all(char::is_uppercase) { capitalised(word) } else { word.to_owned() };
    group(word).is_some() || ALIASES.contains_key(word) || endings.iter().any(|ending| word.ends_with(ending))
}

/// Whether a name of several words is that of a law, a treaty, a rule or a plan ("Clean Harbours Act").
pub(crate) fn is_work(name: &str) -> bool {
    // "The Lorne Journal Constitution" is a newspaper.
    let last = name.rsplit_once(' ').filter(|(before, _)| !before.ends_with("Journal")).map(|(_, last)| last);
    last.is_some_and(|last| {
        matches!(
            last,
            "Accord"
                | "Accords"
                | "Act"
                | "Acts"
                | "Agreement"
                | "Amendment"
                | "Amendments"
                | "Bill"
                | "Clause"
                | "Constitution"
                | "Doctrine"
                | "Ordinance"
                | "Pact"
                | "Plan"
                | "Protocol"
                | "Resolution"
                | "Rule"
                | "Statute"
                | "Treaty"
        )
    })
}

/// Whether a name of several words ends in one for its people ("Gulf Arabs").
pub(crate) fn is_group_of_people(name: &str) -> bool {
    name.rsplit_once(' ').is_some_and(|(_, last)| last.ends_with('s') && group(last).is_some())
}

/// Whether a name of several words ends, or goes on with "of", as that of a body ("Lorne Herald", "Bank of Lorne").
pub(crate) fn is_body(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or(name);
    let heads = |word: &str| is_newspaper_word(word) || matches!(word, "Airlines" | "Airways");
    let of = name.split_once(" of ").is_some_and(|(before, _)| matches!(before, "Bank" | "Church" | "University"));
    of || is_organisation_word(last) || name.contains(' ') && heads(last)
}

/// Whether a name is that of a city's airport ("Lorne International").
pub(crate) fn is_airport(name: &str) -> bool {
    let is_large = |city: &str| cities(city).first().is_some_and(|city| city.population >= 300_000);
    name.ends_with(" Airport") || name.strip_suffix(" International").is_some_and(is_large)
}

/// Whether a word, as the last of a name, is one that newspapers are called by.
pub(crate) fn is_newspaper_word(word: &str) -> bool {
    matches!(
        word,
        "Advocate"
            | "Bulletin"
            | "Chronicle"
            | "Courant"
            | "Courier"
            | "Dispatch"
            | "Enquirer"
            | "Examiner"
            | "Gazette"
            | "Herald"
            | "Inquirer"
            | "Journal"
            | "Ledger"
            | "Observer"
            | "Sentinel"
            | "Telegraph"
            | "Tribune"
    )
}

/// Titles that stay with the one name a sovereign or saint bears.
pub(crate) fn is_sovereign(lower: &str) -> bool {
    matches!(
        lower,
        "pope"
            | "king"
            | "queen"
            | "prince"
            | "princess"
            | "emperor"
            | "empress"
            | "saint"
            | "st."
            | "sultan"
            | "mullah"
            | "prophet"
            | "caliph"
    )
}

/// Whether a name of several words ends in one for a site ("Karst Peninsula"); what surnames are too counts only
/// where no given name opens it.
pub(crate) fn is_site_word(name: &str) -> bool {
    let Some((_, last)) = name.rsplit_once(' ') else { return false };
    if name.split(' ').next().is_some_and(|first| matches!(first, "Avenue" | "Boulevard" | "Quai")) {
        return true;
    }
    if name.split(' ').next().is_some_and(|first| matches!(first, "Mount" | "Lake" | "Fort" | "Cape" | "Greater")) {
        return true;
    }
    match last {
        "Airport" | "Avenue" | "Boulevard" | "County" | "International" | "Islands" | "Mountains" | "Peninsula"
        | "Province" | "Falls" | "Tower" | "Blvd" | "Blvd." | "Capitol" => true,
        "Beach" | "Bridge" | "Hills" | "Island" | "Palace" | "Park" | "River" | "Square" | "Station" | "Street"
        | "Valley" => !is_given_name(name),
        _ => false,
    }
}

/// Words that, as the last of a name, make it an event ("Northern Summit").
pub(crate) fn is_event_word(word: &str) -> bool {
    matches!(
        word,
        "Summit"
            | "Olympics"
            | "Games"
            | "Cup"
            | "Championship"
            | "Championships"
            | "War"
            | "Revolution"
            | "Uprising"
            | "Festival"
            | "Marathon"
            | "Primary"
            | "Caucuses"
            | "Election"
            | "Elections"
            | "Referendum"
            | "Hurricane"
    )
}

/// The country of a demonym ("Danish").
pub(crate) fn country_of(demonym: &str) -> Option<&'static str> {
    ALIASES.get(demonym).filter(|a| a.is_demonym).map(|a| a.name)
}

/// The country that a word in lower case says: its demonym ("danish") or its name in one word ("denmark", "uk").
pub(crate) fn country_said(lower: &str) -> Option<&'static str> {
    let by_name = |name: &str| {
        let name = ALIASES.get(name).map_or(name, |alias| alias.name);
        country(name).filter(|(_, sense)| *sense == CountryWord::Name).map(|(found, _)| found.name)
    };
    let name = capitalised(lower);
    country_of(&name).or_else(|| by_name(&name)).or_else(|| by_name(&lower.to_uppercase()))
}

/// Whether a word in lower case is a title, and of which gender.
pub(crate) fn title(lower: &str) -> Option<Option<Gender>> {
    ROLES.get(lower).filter(|r| r.is_title).map(|r| r.gender)
}

/// What a noun in its dictionary form stands for, if it stands for persons.
pub(crate) fn role(lemma: &str) -> Option<RoleNoun> {
    ROLES.get(lemma).copied()
}

/// The gender of those who bear a given name, where all of the list do.
pub(crate) fn gender_of(first: &str) -> Option<Gender> {
    let known = |name: &str| GENDERS.get(name).copied().flatten();
    known(first).or_else(|| known(first.split('-').next()?))
}

/// Whether a name begins with a given name of the list.
pub(crate) fn is_given_name(name: &str) -> bool {
    name.split(' ').next().is_some_and(|first| GENDERS.contains_key(&*first.to_lowercase()))
}

/// Whether a name's last word makes it a body of persons ("Interior Ministry").
pub(crate) fn is_organisation_word(word: &str) -> bool {
    role(&word.to_lowercase()).is_some_and(|r| r.being == Being::Organization)
}

/// Words too general to stand for a longer name that holds them.
pub(crate) fn is_general(key: &str) -> bool {
    ALIASES.values().any(|a| a.kind == EntityKind::Place && a.name.eq_ignore_ascii_case(key))
        || matches!(
            key,
            "united"
                | "national"
                | "international"
                | "north"
                | "south"
                | "east"
                | "west"
                | "northern"
                | "southern"
                | "eastern"
                | "western"
                | "central"
                | "state"
                | "states"
                | "republic"
                | "democratic"
                | "federal"
                | "american"
                | "european"
                | "world"
                | "global"
                | "news"
                | "times"
                | "post"
                | "university"
                | "college"
                | "department"
                | "ministry"
                | "bank"
                | "street"
                | "house"
                | "islamic"
                | "general"
                | "court"
                | "party"
        )
}

/// A name in capitals or in small letters as it is usually written.
pub(crate) fn capitalised(name: &str) -> String {
    let word = |w: &str| {
        let mut chars = w.chars();
        let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
        first + &chars.as_str().to_lowercase()
    };
    // "US" stays as it is.
    let known = |w: &str| name.contains(' ') && ALIASES.get(w).is_some_and(|alias| alias.name != w);
    name.split(' ').map(|w| if known(w) { w.to_owned() } else { word(w) }).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let count = |list: &'static str| rows(list).count();
        assert_eq!(ALIASES.len(), count(include_str!("../../lexicons/en/aliases.tsv")));
        assert_eq!(ROLES.len(), count(include_str!("../../lexicons/en/roles.tsv")));
        assert_eq!(GENDERS.len(), count(include_str!("../../lexicons/en/first-names.tsv")));
    }

    #[test]
    fn names_and_demonyms() {
        assert_eq!(alias("U.S.", false).map(|a| a.name), Some("United States"));
        assert_eq!(alias("us", false), None);
        assert_eq!(alias("Danish", false), None);
        assert_eq!(alias("Danish", true).map(|a| a.name), Some("Denmark"));
        assert_eq!(alias("so-called Islamic State group", false).map(|a| a.name), Some("Islamic State"));
        assert_eq!(alias("France group", false), None);
        assert_eq!(country_of("Danes"), Some("Denmark"));
        assert_eq!((country_said("danish"), country_said("uk")), (Some("Denmark"), Some("United Kingdom")));
    }

    #[test]
    fn genders_come_from_unambiguous_words_only() {
        assert_eq!(gender_of("anna"), Some(Gender::Female));
        assert_eq!(gender_of("robin"), None);
        assert_eq!(title("mrs."), Some(Some(Gender::Female)));
        assert_eq!(title("senator"), Some(None));
        assert_eq!(title("table"), None);
    }
}
