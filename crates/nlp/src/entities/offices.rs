//! Who held an office of the United States on the day of publication.
//!
//! Needs: linked names, the day. News names its own president by surname alone ("Obama said"), so that the
//! list of officials says who is meant: the president and the vice president of that day by surname, a
//! senator only with the title before the surname, past presidents only with the title and where one alone bore the
//! surname. Adds: full names, gender, and the roles that a later "the president" or "the Vermont senator" asks for.
//! Known misses: everybody whom the list does not hold; nothing is done without a day.

use super::names::Draft;
use crate::document::Document;
use crate::identify::{official, the_one};
use crate::lexicon::{Office, Official, officials, state, state_of_code, statesman};

/// The office that stands as a title before a surname.
pub(crate) fn title_before(doc: &Document<'_>, surname: usize) -> Option<Office> {
    let sentence = doc.sentence_tokens(surname);
    let before = |n: usize| surname.checked_sub(n).filter(|t| sentence.contains(t)).map(|t| doc.lower(t));
    match before(1)? {
        "president" if before(2) == Some("vice") => Some(Office::VicePresident),
        "president" => Some(Office::President),
        "vice-president" => Some(Office::VicePresident),
        "sen." | "senator" => Some(Office::Senator),
        _ => None,
    }
}

/// Whom a surname with such a title means; nobody of the past where the article has a namesake.
pub(crate) fn titled(surname: &str, office: Office, day: &str, namesake: bool) -> Option<&'static Official> {
    let all = officials(surname, None);
    let terms = || all.iter().filter(|o| o.office == office);
    let now = the_one(terms().filter(|o| in_office(o, day)));
    match office {
        // "President Clinton" long after his term.
        Office::President => now.or_else(|| the_one(terms().filter(|o| o.start <= day && !namesake))),
        _ => now,
    }
}

/// The president or vice president of that day, whom a surname alone names.
pub(crate) fn incumbent(surname: &str, day: &str) -> Option<&'static Official> {
    let all = officials(surname, Some(day));
    the_one(all.iter().filter(|o| matches!(o.office, Office::President | Office::VicePresident)))
}

/// The name that news calls an official by, where the list has a longer one.
pub(crate) fn known_as(official: &Official) -> &'static str {
    match official.name {
        "Albert Gore" => "Al Gore",
        "James Quayle" => "Dan Quayle",
        "Joseph Biden" => "Joe Biden",
        "Richard Cheney" => "Dick Cheney",
        "William Clinton" => "Bill Clinton",
        name => name,
    }
}

fn in_office(official: &Official, day: &str) -> bool {
    official.start <= day && day < official.end
}

/// Gives a person whom the list knows gender and, in office, the roles of it.
pub(crate) fn complete(draft: &mut Draft, day: &str) {
    let Some(known) = official(&draft.name, Some(day)) else { return };
    draft.say_gender(known.gender);
    if !in_office(known, day) {
        return;
    }
    let home = state_of_code(known.state).map(words_of).unwrap_or_default();
    let nouns: &[&str] = match known.office {
        Office::President | Office::VicePresident => &[],
        Office::Senator => &["senator", "lawmaker", "democrat", "republican"],
        Office::Representative => {
            &["representative", "congressman", "congresswoman", "lawmaker", "democrat", "republican"]
        }
    };
    // "The French president" is none of them.
    let nation = || "american".to_owned();
    match known.office {
        Office::VicePresident => draft.roles.push(("president".to_owned(), vec!["vice".to_owned(), nation()])),
        Office::President => draft.roles.push(("president".to_owned(), vec![nation()])),
        // A party's member is asked for with the state alone ("the Arizona Republican").
        _ => draft.roles.extend(nouns.iter().map(|noun| ((*noun).to_owned(), home.clone()))),
    }
}

/// Whether somebody is known to hold an office of a country, and whether on a day; without a day any term counts. `None` for
/// whom the lists do not know.
pub(crate) fn holds(name: &str, lemma: &str, modifiers: &[String], asked: &str, day: Option<&str>) -> Option<bool> {
    let terms = statesman(name);
    if terms.is_empty() {
        // Members of Congress preside over nothing abroad.
        return official(name, Some(EVER)).filter(|_| asked != HOME).map(|_| false);
    }
    Some(
        terms.iter().any(|t| {
            t.country == asked && fills(t.office, lemma, modifiers) && day.is_none_or(|day| t.is_in_office(day))
        }),
    )
}

/// The country whose officials have a list of their own.
const HOME: &str = "United States";

/// Later than any day of the list of officials.
const EVER: &str = "9999-12-31";

/// Whether a noun is that of a country's first offices.
pub(crate) fn is_first(lemma: &str) -> bool {
    matches!(
        lemma,
        "president"
            | "leader"
            | "ruler"
            | "dictator"
            | "strongman"
            | "minister"
            | "secretary"
            | "premier"
            | "chancellor"
            | "king"
    )
}

/// Whether an office of the list is what a noun with its modifiers says.
fn fills(office: &str, lemma: &str, modifiers: &[String]) -> bool {
    let has = |word: &str| modifiers.iter().any(|m| m == word);
    let plain = !["vice", "deputy", "opposition"].iter().any(|word| has(word));
    plain
        && match lemma {
            "leader" if has("supreme") => office == "supreme leader",
            "leader" | "ruler" | "dictator" | "strongman" => {
                matches!(office, "leader" | "president" | "prime minister" | "chancellor" | "supreme leader" | "king")
            }
            "minister" if has("prime") => office == "prime minister",
            "minister" => office.strip_suffix(" minister").is_some_and(has),
            "secretary" => office.strip_suffix(" secretary").is_some_and(has),
            "premier" => matches!(office, "premier" | "prime minister"),
            _ => office == lemma,
        }
}

/// The state of a label behind a name ("Holm, R-Vt.", "Holm (D-Vt.)"), as words of a role.
pub(crate) fn label_behind(doc: &Document<'_>, end: usize) -> Vec<String> {
    let sentence = if end < doc.len() { doc.sentence_tokens(end) } else { return Vec::new() };
    let label = (end..sentence.end.min(end + 3)).find(|t| {
        let form = doc.form(*t);
        form.starts_with(['R', 'D', 'I']) && form.len() > 2 && state(form).is_some()
    });
    let opens = matches!(doc.form(end), "," | "(" | "[");
    label.filter(|_| opens).and_then(|t| state(doc.form(t))).map(words_of).unwrap_or_default()
}

fn words_of(state: &str) -> Vec<String> {
    state.to_lowercase().split(' ').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_of_a_country_has_its_holder() {
        let holds = |name, lemma, country, day| holds(name, lemma, &[], country, day);
        assert_eq!(holds("Angela Merkel", "chancellor", "Germany", Some("2012-05-01")), Some(true));
        assert_eq!(holds("Angela Merkel", "leader", "Germany", None), Some(true));
        assert_eq!(holds("Angela Merkel", "president", "Ukraine", None), Some(false));
        assert_eq!(holds("Ronald Reagan", "president", "United States", Some("2012-05-01")), Some(false));
        assert_eq!(holds("Bernie Sanders", "president", "Ukraine", None), Some(false));
        assert_eq!(holds("Anna Holm", "president", "Ukraine", None), None);
        let prime = ["prime".to_owned()];
        assert!(fills("prime minister", "minister", &prime) && !fills("foreign minister", "minister", &prime));
    }

    #[test]
    fn the_day_and_the_title_say_who_is_meant() {
        let name = |found: Option<&'static Official>| found.and_then(|o| o.wikidata);
        assert_eq!(name(incumbent("Biden", "2012-05-01")), Some("Q6279"));
        assert_eq!(name(incumbent("Biden", "2007-05-01")), None);
        assert_eq!(name(titled("Bush", Office::President, "2003-05-01", true)), Some("Q207"));
        // Two presidents bore the name.
        assert_eq!(titled("Bush", Office::President, "2012-05-01", false), None);
        assert_eq!(titled("Nobodyson", Office::Senator, "2012-05-01", false), None);
    }
}
