//! From the identities of one article to those of the database.
//!
//! Two articles name the same entity where kind and folded canonical name agree, or a
//! Wikidata or GeoNames id does; a person's full name may also differ by an initial, or by what one article
//! shows to be another full name of the same person. A person known by one name only is never joined with
//! anybody: such a row belongs to its article alone, unless an id says who it is.

use parallax_records::{Entity, EntityKind};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;
use crate::fold::{name_key, slug};

pub(crate) struct Entities<'c> {
    pub(crate) connection: &'c Connection,
    pub(crate) article_id: i64,
}

impl Entities<'_> {
    /// Finds or makes the rows of an article's entities, in their order.
    pub(crate) fn write(&self, entities: &[Entity], next: &mut i64) -> Result<Vec<i64>> {
        entities.iter().map(|entity| self.one(entity, next)).collect()
    }

    fn one(&self, entity: &Entity, next: &mut i64) -> Result<i64> {
        let key = name_key(&entity.name);
        let alone = known_by_one_name_only(entity, &key);
        let known = match alone {
            true => self.in_this_article(entity, &key)?.map(|id| (id, None)),
            false => self.find(entity, &key)?.map(|(id, evidence)| (id, Some(evidence))),
        };
        let id = match known {
            Some((id, evidence)) => {
                self.complete(id, entity)?;
                if let Some(evidence) = evidence {
                    self.remember(id, entity, evidence)?;
                }
                id
            }
            None => {
                let id = *next;
                *next += 1;
                self.insert(id, entity, &key, alone)?;
                id
            }
        };
        for alias in &entity.aliases {
            self.connection
                .prepare_cached("INSERT OR IGNORE INTO alias (entity_id, alias, origin) VALUES (?1, ?2, 'text')")?
                .execute(params![id, alias])?;
        }
        Ok(id)
    }

    /// Why this entity was taken for that of other articles, so that it can be told and taken back.
    fn remember(&self, id: i64, entity: &Entity, evidence: &str) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO identity (article_id, entity_id, name, reason) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![self.article_id, id, entity.name, evidence])?;
        Ok(())
    }

    /// By id first; then by name, where no id speaks against it. With the evidence.
    fn find(&self, entity: &Entity, key: &str) -> Result<Option<(i64, &'static str)>> {
        let kind = entity.kind.name();
        if let Some(wikidata) = &entity.wikidata {
            let known = self
                .connection
                .prepare_cached("SELECT min(entity_id) FROM entity WHERE wikidata = ?1 AND kind = ?2")?
                .query_row(params![wikidata, kind], |r| r.get::<_, Option<i64>>(0))?;
            if let Some(known) = known {
                return Ok(Some((known, "wikidata")));
            }
        }
        if let Some(geonames) = entity.geonames {
            let known = self
                .connection
                .prepare_cached("SELECT min(entity_id) FROM entity WHERE geonames = ?1 AND kind = ?2")?
                .query_row(params![geonames, kind], |r| r.get::<_, Option<i64>>(0))?;
            if let Some(known) = known {
                return Ok(Some((known, "geonames")));
            }
        }
        if let Some(known) = self.named(entity, key)? {
            return Ok(Some((known, "name")));
        }
        if entity.kind == EntityKind::Person { self.person_otherwise(entity, key) } else { Ok(None) }
    }

    /// The row of this kind and key, where no id speaks against it.
    fn named(&self, entity: &Entity, key: &str) -> Result<Option<i64>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT min(entity_id) FROM entity
                 WHERE name_key = ?1 AND kind = ?2 AND only_article_id IS NULL
                   AND (wikidata IS NULL OR ?3 IS NULL OR wikidata = ?3)
                   AND (geonames IS NULL OR ?4 IS NULL OR geonames = ?4)
                   AND (country IS NULL OR ?5 IS NULL OR country = ?5)",
            )?
            .query_row(params![key, entity.kind.name(), entity.wikidata, entity.geonames, entity.country], |r| {
                r.get(0)
            })?)
    }

    /// A person whose full name another article writes otherwise. Evidence is asked for: one article that has both
    /// full names for one person ("Ana Maria Roe", later "Ana Roe"), or the same given name and surname with an initial or an
    /// Arabic article more in one of them; of two initials none is left out.
    fn person_otherwise(&self, entity: &Entity, key: &str) -> Result<Option<(i64, &'static str)>> {
        let surname = key.rsplit(' ').next().unwrap_or(key);
        for alias in entity.aliases.iter().map(|a| name_key(a)) {
            let full = alias.contains(' ') && alias.ends_with(surname) && !opens_with_particle(&alias);
            if full && let Some(known) = self.named(entity, &alias)? {
                return Ok(Some((known, "full-name")));
            }
        }
        let called: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT min(e.entity_id) FROM alias AS a JOIN entity AS e USING (entity_id)
                 WHERE a.alias = ?1 AND e.kind = 'person' AND e.only_article_id IS NULL
                   AND (e.wikidata IS NULL OR ?2 IS NULL OR e.wikidata = ?2)",
            )?
            .query_row(params![entity.name, entity.wikidata], |r| r.get(0))?;
        if let Some(known) = called {
            return Ok(Some((known, "full-name")));
        }
        for other in spelled_otherwise(key) {
            if let Some(known) = self.named(entity, &other)? {
                return Ok(Some((known, "spelling")));
            }
        }
        Ok(None)
    }

    /// The row that an earlier extraction of this article made.
    fn in_this_article(&self, entity: &Entity, key: &str) -> Result<Option<i64>> {
        Ok(self
            .connection
            .prepare_cached("SELECT entity_id FROM entity WHERE only_article_id = ?1 AND name_key = ?2 AND kind = ?3")?
            .query_row(params![self.article_id, key, entity.kind.name()], |r| r.get(0))
            .optional()?)
    }

    /// Adds what an earlier article did not know.
    fn complete(&self, id: i64, entity: &Entity) -> Result<()> {
        if entity.wikidata.is_some() || entity.geonames.is_some() || entity.country.is_some() || entity.gender.is_some()
        {
            self.connection
                .prepare_cached(
                    "UPDATE entity SET wikidata = coalesce(wikidata, ?2), geonames = coalesce(geonames, ?3),
                       gender = coalesce(gender, ?4), country = coalesce(country, ?5)
                     WHERE entity_id = ?1 AND (wikidata IS NULL AND ?2 IS NOT NULL OR
                       geonames IS NULL AND ?3 IS NOT NULL OR gender IS NULL AND ?4 IS NOT NULL OR
                       country IS NULL AND ?5 IS NOT NULL)",
                )?
                .execute(params![
                    id,
                    entity.wikidata,
                    entity.geonames,
                    entity.gender.map(|g| g.name()),
                    entity.country
                ])?;
        }
        Ok(())
    }

    fn insert(&self, id: i64, entity: &Entity, key: &str, alone: bool) -> Result<()> {
        let only = alone.then_some(self.article_id);
        let slug = self.free_slug(&entity.name, only)?;
        self.connection
            .prepare_cached(
                "INSERT INTO entity (entity_id, kind, name, slug, name_key, wikidata, geonames, gender, only_article_id, country)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                id,
                entity.kind.name(),
                entity.name,
                slug,
                key,
                entity.wikidata,
                entity.geonames,
                entity.gender.map(|g| g.name()),
                only,
                entity.country
            ])?;
        Ok(())
    }

    /// "ana-roe", then "ana-roe-2" for a namesake; "roe-in-17" for a surname of article 17.
    fn free_slug(&self, name: &str, only: Option<i64>) -> Result<String> {
        let base = match only {
            Some(article) => format!("{}-in-{article}", slug(name)),
            None => slug(name),
        };
        let mut candidate = base.clone();
        let mut taken = self.connection.prepare_cached("SELECT 1 FROM entity WHERE slug = ?1")?;
        for n in 2.. {
            if !taken.exists([&candidate])? {
                break;
            }
            candidate = format!("{base}-{n}");
        }
        Ok(candidate)
    }
}

/// Other keys of one person's full name: without its middle initials and Arabic article, or with one of them.
pub(crate) fn spelled_otherwise(key: &str) -> Vec<String> {
    let words: Vec<&str> = key.split(' ').collect();
    let [first, middle @ .., last] = words.as_slice() else { return Vec::new() };
    let dropped = |w: &str| w.chars().count() == 1 || matches!(w, "al" | "el");
    if first.chars().count() < 2 || !middle.iter().all(|w| dropped(w)) {
        return Vec::new();
    }
    if !middle.is_empty() {
        return vec![format!("{first} {last}")];
    }
    let more = ["al", "el"].into_iter().map(str::to_owned).chain(('a'..='z').map(String::from));
    more.map(|word| format!("{first} {word} {last}")).collect()
}

/// A surname of two words ("bin Laden").
pub(crate) fn opens_with_particle(key: &str) -> bool {
    let first = key.split(' ').next().unwrap_or(key);
    matches!(
        first,
        "bin" | "bint" | "da" | "de" | "del" | "della" | "den" | "der" | "di" | "du" | "el" | "ibn" | "le" | "von"
    )
}

/// Whether nothing but one word says who a person is, or not even a word says what it is.
fn known_by_one_name_only(entity: &Entity, key: &str) -> bool {
    let surname = !key.contains(' ') || opens_with_particle(key) && key.split(' ').count() == 2;
    let person = entity.kind == EntityKind::Person && surname;
    entity.wikidata.is_none() && (person || key.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_under_several_full_names() {
        assert!(spelled_otherwise("ana roe").contains(&"ana j roe".to_owned()));
        assert_eq!(spelled_otherwise("ana j roe"), ["ana roe"]);
        assert!(spelled_otherwise("samir nuri").contains(&"samir al nuri".to_owned()));
        assert_eq!(spelled_otherwise("ana maria roe"), Vec::<String>::new());
        assert_eq!(spelled_otherwise("roe"), Vec::<String>::new());
        assert!(opens_with_particle("bin nuri") && !opens_with_particle("ben nuri"));
    }
}
