//! What an event is called.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use parallax_records::{ClaimKind, Date, DateSpan};

use super::claim::LinkClaim;
use super::group::{Group, whole_number};
use super::meet::Meet;
use super::nouns::{event_noun, shoots, singular};
use super::place::{Place, bare, words};

/// How many words of evidence make a title.
const EVIDENCE: usize = 7;

/// The name of an event of harm and the place that most claims give it.
pub(crate) fn harm_name(all: &[LinkClaim], group: &Group) -> (String, Option<String>) {
    let common = || common_place(group.members.iter().filter_map(|m| all[*m].place.as_deref()));
    // A war is where its sentences say, not where an article on it was written.
    let place = match group.long {
        true => {
            let named = group.main_countries().into_iter().find_map(Place::country_name);
            named.map(str::to_owned).or_else(|| common().filter(|place| Place::of(place).is_broad()))
        }
        false => group.site_name.clone().filter(|_| group.is_site).or_else(common),
    };
    let noun = usual_noun(group.members.iter().map(|m| &all[*m]));
    let name = match (&place, noun) {
        (Some(place), noun) => {
            format!("{} {}", short_place(place), noun.unwrap_or_else(|| counted(all, group).to_owned()))
        }
        (None, Some(noun)) => capital(&noun),
        (None, None) => evidence(all, group),
    };
    (name, place)
}

/// Nouns that tell less of how people came to harm than any other.
const VAGUE: [&str; 4] = ["demonstration", "protest", "unrest", "violence"];

/// The noun that most claims have for it, in the number that most write it in.
fn usual_noun<'c>(claims: impl Iterator<Item = &'c LinkClaim>) -> Option<String> {
    let mut nouns: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for claim in claims {
        let said = claim.event_phrase.as_deref().and_then(|phrase| match is_of_guns(phrase, &claim.context) {
            true => Some("shooting".to_owned()),
            false => event_noun(phrase).map(|(noun, _)| noun),
        });
        let weight = if said.is_some() { 6 } else { 2 };
        let of = |text: &str| event_noun(text).map(|(noun, _)| noun);
        if let Some(noun) = said.or_else(|| of(&claim.text)).or_else(|| of(&claim.context)) {
            let one = singular(&noun);
            let weight = if VAGUE.contains(&one.as_str()) { weight / 2 } else { weight };
            *nouns.entry(one).or_default().entry(noun).or_default() += weight;
        }
    }
    let forms = nouns.into_iter().max_by_key(|(noun, forms)| (forms.values().sum::<usize>(), Reverse(noun.clone())))?.1;
    forms.into_iter().max_by_key(|(form, count)| (*count, Reverse(form.clone()))).map(|(form, _)| form)
}

/// Whether a phrase is cut out of "opened fire at the station": nothing burned there.
fn is_of_guns(phrase: &str, sentence: &str) -> bool {
    let before = sentence.find(phrase).map_or("", |at| &sentence[..at]);
    phrase.starts_with("fire") && before.split_whitespace().next_back().is_some_and(shoots)
}

/// The words of what has neither place nor noun, as its first claim has them: "603 sailors died"
/// says more than "Deaths", and there may be many of those.
fn evidence(all: &[LinkClaim], group: &Group) -> String {
    let first = group.members.iter().find(|m| whole_number(&all[**m]).is_some()).or(group.members.first());
    let words: Vec<&str> = first.map(|m| all[*m].text.split_whitespace().collect()).unwrap_or_default();
    let short = words[..words.len().min(EVIDENCE)].join(" ");
    let short = short.trim_matches(|c: char| !c.is_alphanumeric() && c != '$' && c != '%');
    match short.is_empty() {
        true => capital(counted(all, group)),
        false if words.len() > EVIDENCE => format!("{} …", capital(short)),
        false => capital(short),
    }
}

/// A noun for what is counted, where no noun names the event.
fn counted(all: &[LinkClaim], group: &Group) -> &'static str {
    let mut kinds: BTreeMap<ClaimKind, usize> = BTreeMap::new();
    for member in &group.members {
        *kinds.entry(all[*member].kind).or_default() += 1;
    }
    match kinds.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(kind, _)| kind) {
        Some(ClaimKind::Killed) => "deaths",
        Some(ClaimKind::Injured) => "injuries",
        Some(ClaimKind::Missing) => "missing",
        Some(ClaimKind::Displaced) => "displacement",
        Some(ClaimKind::Detained) => "arrests",
        _ => "events",
    }
}

/// The name of a meeting, and its place.
pub(crate) fn meeting_name(meet: &Meet) -> (String, Option<String>) {
    let place = common_place(meet.places.iter().map(String::as_str));
    let mut names: Vec<String> = meet.names.iter().map(|n| surname(n)).collect();
    names.dedup();
    let joined = match names.as_slice() {
        [] => "Unnamed".to_owned(),
        [one] if meet.is_visit => format!("{one} visit"),
        [one] => format!("{one} meeting"),
        [a, b] => format!("{a}–{b} meeting"),
        [a, b, rest @ ..] => format!("{a}–{b} meeting and {} more", rest.len()),
    };
    (joined, place)
}

/// Common family names of China, Korea and Vietnam, which stand in front; those that are first
/// names in English as well are left out.
const FAMILY_FIRST: [&str; 47] = [
    "Ban", "Bui", "Cai", "Cao", "Chang", "Chen", "Choi", "Chung", "Dang", "Deng", "Feng", "Guo", "Han", "Ho", "Hong",
    "Hu", "Huang", "Huynh", "Hwang", "Jeong", "Jiang", "Jung", "Kang", "Kim", "Kwon", "Li", "Liang", "Lin", "Liu",
    "Ma", "Moon", "Nguyen", "Park", "Pham", "Shin", "Sun", "Tran", "Wang", "Wu", "Xi", "Xu", "Yang", "Yoon", "Zhang",
    "Zhao", "Zheng", "Zhou",
];

/// The family name of a personal name, the whole of any other.
fn surname(name: &str) -> String {
    let parts: Vec<&str> = name.split_whitespace().collect();
    let personal = matches!(parts.len(), 2 | 3) && parts.iter().all(|p| p.starts_with(char::is_uppercase));
    let body = ["Council", "Committee", "Ministry", "Government", "Nations", "Union", "States", "Groups", "Party"];
    match parts.last() {
        _ if personal && FAMILY_FIRST.binary_search(&parts[0]).is_ok() => parts[0].to_owned(),
        Some(last) if personal && !body.contains(last) => (*last).to_owned(),
        _ => name.to_owned(),
    }
}

/// The place that most give; of equals the shortest, then the first of the alphabet.
fn common_place<'a>(places: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for place in places {
        *counts.entry(place).or_default() += 1;
    }
    // A country says less than a town: it wins only where nothing else is known.
    let key = |(place, count): &(&str, usize)| (!Place::of(place).is_broad(), *count, std::cmp::Reverse(place.len()));
    counts.into_iter().max_by(|a, b| key(a).cmp(&key(b)).then(b.0.cmp(a.0))).map(|(place, _)| place.to_owned())
}

/// A place for a title: its first named stretch ("the outskirts of Marvell" -> "Marvell").
fn short_place(place: &str) -> String {
    const BEFORE: [&str; 10] = ["a", "an", "around", "at", "in", "inside", "near", "outside", "the", "within"];
    let mut first = place.split(',').next().unwrap_or(place);
    while let Some((_, rest)) = first.split_once(' ').filter(|(word, _)| BEFORE.contains(&&*word.to_lowercase())) {
        first = rest;
    }
    let named: Vec<&str> = first
        .split_whitespace()
        .skip_while(|w| !w.starts_with(char::is_uppercase))
        .take_while(|w| w.starts_with(char::is_uppercase) || ["of", "de", "la", "el", "al"].contains(w))
        .collect();
    let end = named.iter().rposition(|w| w.starts_with(char::is_uppercase)).map_or(0, |i| i + 1);
    if end == 0 { capital(first) } else { named[..end].join(" ") }
}

/// The full title: name, place, day. The place is left out where the name holds it.
pub(crate) fn title(name: &str, place: Option<&str>, date: Option<DateSpan>) -> String {
    let mut title = name.to_owned();
    if let Some(place) = place {
        title.push_str(" · ");
        title.push_str(place);
    }
    if let Some(date) = date {
        title.push_str(" · ");
        title.push_str(&date_words(date));
    }
    title
}

/// "13 November 2015", "November 2015", "2015", "13–15 November 2015".
pub(crate) fn date_words(span: DateSpan) -> String {
    let month = |d: NaiveDate| d.format("%B %Y").to_string();
    match span.as_date() {
        Some(Date::Day(day)) => format!("{} {}", day.day(), month(day)),
        Some(Date::Month(..)) => month(span.from),
        Some(Date::Year(year)) => year.to_string(),
        None if (span.from.year(), span.from.month()) == (span.to.year(), span.to.month()) => {
            format!("{}–{} {}", span.from.day(), span.to.day(), month(span.to))
        }
        None => format!("{} {} – {} {}", span.from.day(), month(span.from), span.to.day(), month(span.to)),
    }
}

/// A name as a slug: lower case, words joined by hyphens.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase).map(bare) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') && c != '\'' && c != '’' {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        // A name in another script keeps its letters.
        let kept: Vec<String> = words(name).collect();
        return if kept.is_empty() { "event".to_owned() } else { kept.join("-") };
    }
    slug.to_owned()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().collect::<String>() + chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slug("Valmór–O'Brien meeting"), "valmor-obrien-meeting");
        assert_eq!(slug("Ürgen  ferry -- crash"), "urgen-ferry-crash");
        assert_eq!(slug("…"), "event");
    }

    #[test]
    fn titles_hold_name_place_and_day() {
        let day: Date = "2031-04-02".parse().expect("a day");
        assert_eq!(title("Marvell flood", Some("Marvell"), Some(day.into())), "Marvell flood · Marvell · 2 April 2031");
        let month: Date = "2031-04".parse().expect("a month");
        assert_eq!(date_words(month.into()), "April 2031");
    }

    #[test]
    fn guns_that_opened_fire_burned_nothing() {
        assert!(is_of_guns("fire at the mill", "A guard opened fire at the mill on Monday."));
        assert!(!is_of_guns("fire at the mill", "Three died in a fire at the mill on Monday."));
    }

    #[test]
    fn places_are_shortened_to_their_name() {
        assert_eq!(short_place("the outskirts of Marvell"), "Marvell");
        assert_eq!(short_place("Port of Marvell, Peru"), "Port of Marvell");
        assert_eq!(short_place("outside the stadium"), "Stadium");
        assert_eq!(short_place("Near the Marvell-Sandhaven border"), "Marvell-Sandhaven");
    }
}
