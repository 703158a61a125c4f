//! Ids of known entities: GeoNames for places, Wikidata where the credited lists hold one.
//!
//! Needs: entities with canonical names. Adds: `wikidata`, `geonames`, `country`, a missing `gender`.
//!
//! An id is evidence that links articles, so that none is better than a wrong one: a person
//! is identified by the full name only, a surname alone only with an office on that day; a city
//! with namesakes only where one of them is much larger, or lies in a country of the article.
//! Known misses: everybody and everything outside the lists.

use parallax_records::{Date, Entity, EntityKind};

use crate::entities::{capitalised, is_short_form, short_forms};
use crate::lexicon::{
    City, CountryWord, Office, Official, cities, country, is_organization_head, officials, state, wikidata_id,
};

/// How much larger than its largest namesake a city is that is meant without a hint.
const MUCH_LARGER: u64 = 5;

/// A city smaller than this needs its country beside it.
const WELL_KNOWN: u64 = 100_000;
/// A city smaller than this shares its name with too much else ("Republic", "Union").
const LEAST: u64 = 30_000;

/// Fills the ids of the entities of one article.
pub(crate) fn identify(entities: &mut [Entity], published: Option<Date>) {
    let day = published.map(|date| date.first().format("%Y-%m-%d").to_string());
    let countries: Vec<&str> = entities.iter().filter_map(|e| country(&e.name)).map(|(found, _)| found.code).collect();
    let states = entities.iter().filter(|e| e.kind == EntityKind::Place && state(&e.name).is_some()).count();
    for entity in entities {
        match entity.kind {
            EntityKind::Place if entity.name == GEORGIA => georgia(entity, states > 1),
            EntityKind::Place => place(entity, &countries),
            EntityKind::Person => person(entity, day.as_deref()),
            // "Senate", "Court": the word alone names none of the many.
            EntityKind::Organization | EntityKind::Event if !is_organization_head(&entity.name.to_lowercase()) => {
                entity.wikidata = wikidata_id(&entity.name).map(str::to_owned);
            }
            _ => {}
        }
    }
}

fn place(entity: &mut Entity, countries: &[&str]) {
    if let Some((found, CountryWord::Name)) = country(&entity.name) {
        entity.country = Some(found.code.to_owned());
        // "Wales" is in the United Kingdom and not all of it.
        if matches!(&*entity.name, "England" | "Scotland" | "Wales" | "Northern Ireland") {
            return;
        }
        entity.geonames = Some(found.geonames);
        entity.wikidata = found.wikidata.map(str::to_owned);
        return;
    }
    // States share their names with cities; the capital is meant far more often than its namesake.
    if state(&entity.name).is_some() && entity.name != "Washington" {
        entity.country = Some("US".to_owned());
        return;
    }
    if let Some(city) = meant(&cities(&entity.name), countries) {
        entity.geonames = Some(city.geonames);
        entity.country = Some(city.country.as_str().to_owned());
    }
}

/// A state and a country.
const GEORGIA: &str = "Georgia";

/// The country where the article has its adjective, the state where it is shortened or another state is named.
fn georgia(entity: &mut Entity, among_states: bool) {
    let called = |start: &str| entity.aliases.iter().any(|alias| alias.starts_with(start));
    if called("Ga.") || among_states && !called("Georgian") {
        entity.country = Some("US".to_owned());
    } else if called("Georgian")
        && let Some((found, _)) = country(GEORGIA)
    {
        entity.country = Some(found.code.to_owned());
        entity.geonames = Some(found.geonames);
        entity.wikidata = found.wikidata.map(str::to_owned);
    }
}

/// Which of some namesakes, the largest first, an article means.
fn meant<'c>(namesakes: &'c [City], countries: &[&str]) -> Option<&'c City> {
    let larger = |city: &City, next: Option<&City>| {
        next.is_none_or(|next| city.population >= next.population.saturating_mul(MUCH_LARGER))
    };
    let (largest, rest) = namesakes.split_first()?;
    if largest.population >= WELL_KNOWN && larger(largest, rest.first()) {
        return Some(largest);
    }
    // Two namesakes of one country stay open, unless the first is much larger again.
    let mut here =
        namesakes.iter().filter(|city| city.population >= LEAST && countries.contains(&city.country.as_str()));
    let first = here.next()?;
    larger(first, here.next()).then_some(first)
}

fn person(entity: &mut Entity, day: Option<&str>) {
    entity.wikidata = wikidata_id(&entity.name).map(str::to_owned);
    if let Some(found) =
        official(&entity.name, day).filter(|o| entity.wikidata.is_none() || entity.wikidata.as_deref() == o.wikidata)
    {
        // The list knows better than a pronoun near by.
        entity.gender = found.gender.or(entity.gender);
        entity.wikidata = found.wikidata.map(str::to_owned).or_else(|| everyday_id(&entity.name));
    }
}

/// The id that a list has under the name, or under the one everyday form of it that has one ("Bill" for "William").
fn everyday_id(name: &str) -> Option<String> {
    if let Some(id) = wikidata_id(name) {
        return Some(id.to_owned());
    }
    let (first, surname) = name.split_once(' ')?;
    let forms = short_forms(&first.to_lowercase());
    let mut found = forms.iter().filter_map(|short| wikidata_id(&format!("{} {surname}", capitalised(short))));
    let one = found.next()?;
    found.next().is_none().then(|| one.to_owned())
}

/// The official whom a full name means on a day; without a day only presidents are sure.
pub(crate) fn official(name: &str, day: Option<&str>) -> Option<&'static Official> {
    let (first, rest) = name.split_once(' ')?;
    let (initial, surname) = rest.rsplit_once(' ').unwrap_or(("", rest));
    let first = first.to_lowercase();
    let matches = |official: &&&Official| {
        official
            .given_names()
            .map(str::to_lowercase)
            .any(|given| given == first || is_short_form(&given, &first) || is_short_form(&first, &given))
    };
    // Whoever took office later is a namesake.
    let known = |official: &&&Official| match day {
        Some(day) => official.start <= day,
        None => matches!(official.office, Office::President | Office::VicePresident),
    };
    let terms = officials(surname, None);
    let in_office = |official: &Official| day.is_some_and(|day| official.start <= day && day < official.end);
    // Of two presidents Bush the one in office is meant.
    let presides = |official: &&&Official| official.office == Office::President && in_office(official);
    let found = the_one(terms.iter().filter(presides).filter(matches))
        .or_else(|| the_one(terms.iter().filter(known).filter(matches)));
    // "John F. Kennedy" is no senator John Kennedy: an initial counts only for who is in office.
    let found =
        found.filter(|found| initial.is_empty() || terms.iter().any(|t| t.name == found.name && in_office(t)))?;
    // The term of that day, where there is one.
    Some(
        terms
            .iter()
            .copied()
            .filter(|t| t.name == found.name && t.wikidata == found.wikidata)
            .find(|t| in_office(t))
            .unwrap_or(found),
    )
}

/// Whose terms they are, where all are of one person; the last term.
pub(crate) fn the_one<'o>(mut terms: impl Iterator<Item = &'o &'static Official>) -> Option<&'static Official> {
    let first = *terms.next()?;
    terms.try_fold(first, |_, term| (term.name == first.name && term.wikidata == first.wikidata).then_some(*term))
}

#[cfg(test)]
mod tests {
    use super::*;
    use parallax_records::Gender;

    fn entity(kind: EntityKind, name: &str) -> Entity {
        Entity {
            kind,
            name: name.to_owned(),
            aliases: Vec::new(),
            wikidata: None,
            geonames: None,
            country: None,
            gender: None,
        }
    }

    fn identified(kind: EntityKind, name: &str, beside: &[&str], day: Option<&str>) -> Entity {
        let mut all = vec![entity(kind, name)];
        all.extend(beside.iter().map(|name| entity(EntityKind::Place, name)));
        identify(&mut all, day.and_then(|day| day.parse().ok()));
        all.swap_remove(0)
    }

    #[test]
    fn places_by_size_and_country() {
        let id = |name, beside: &[&str]| identified(EntityKind::Place, name, beside, None).geonames;
        assert_eq!(id("France", &[]), Some(3_017_382));
        assert_eq!(id("Paris", &[]), Some(2_988_507));
        // Valencia of Spain and of Venezuela are about as large.
        assert_eq!(id("Valencia", &[]), None);
        let there = |beside| meant(&cities("Valencia"), &[beside]).map(|city| city.country.clone());
        assert_eq!(there("ES").as_deref(), Some("ES"));
        assert_eq!(there("VE").as_deref(), Some("VE"));
        assert_eq!(id("Norrvik Sands", &[]), None);
    }

    #[test]
    fn people_by_full_name_and_day() {
        let id = |name, day| identified(EntityKind::Person, name, &[], day).wikidata;
        assert_eq!(id("Joe Biden", None).as_deref(), Some("Q6279"));
        assert_eq!(id("George Bush", Some("2003-01-05")).as_deref(), Some("Q207"));
        assert_eq!(id("George Bush", Some("1990-01-05")), None);
        assert_eq!(id("Mara Bush", Some("2003-01-05")), None);
        assert_eq!(id("Bush", Some("2003-01-05")), None);
        assert_eq!(id("William Clinton", Some("2013-01-05")).as_deref(), Some("Q1124"), "by the everyday form");
        let senator = identified(EntityKind::Person, "Bernie Sanders", &[], Some("2014-02-01"));
        assert_eq!(senator.gender, Some(Gender::Male));
    }
}
