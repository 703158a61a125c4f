//! Persons whom an article knows by surname alone: who they are, where the articles around leave one answer.
//!
//! An article that says "Roe" and nothing more is held against the articles of the two weeks before and after it that name three
//! or more of the same persons and bodies in full. Where those name one person of that surname and no other, in two of them or in
//! one that shares five, and nobody of that surname is in more articles of the database, "Roe" is that person. A surname alone never joins
//! two rows. Each join is a row of `identity` and is made anew by every linking, so that articles that come later can part them.

use rusqlite::{Connection, params};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::Result;

/// What the `reason` of an entity says that this module merged.
const REASON: &str = "surname";
/// Persons and bodies that two articles must both name in full.
const SHARED: usize = 3;
/// As many make one article enough.
const MUCH: usize = 5;
/// Days between two articles.
const DAYS: i64 = 14;

/// A person of one article who is known by one name.
struct Single {
    entity: i64,
    name: String,
    key: String,
    article: i64,
    gender: Option<String>,
}

/// Joins them anew.
pub(crate) fn join(connection: &Connection) -> Result<()> {
    connection.execute("UPDATE entity SET merged_into = NULL, reason = NULL WHERE reason = ?1", [REASON])?;
    connection.execute("DELETE FROM identity WHERE reason = ?1 AND decision_id IS NULL", [REASON])?;
    let singles = singles(connection)?;
    if singles.is_empty() {
        return Ok(());
    }
    let named = Named::read(connection)?;
    for single in &singles {
        let Some(person) = named.bearer(single) else { continue };
        connection
            .prepare_cached("UPDATE entity SET merged_into = ?2, reason = ?3 WHERE entity_id = ?1")?
            .execute(params![single.entity, person, REASON])?;
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO identity (article_id, entity_id, name, reason) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![single.article, person, single.name, REASON])?;
    }
    Ok(())
}

fn singles(connection: &Connection) -> Result<Vec<Single>> {
    let mut read = connection.prepare(
        "SELECT entity_id, name, name_key, only_article_id, gender FROM entity
         WHERE kind = 'person' AND only_article_id IS NOT NULL AND merged_into IS NULL AND reason IS NULL
           AND name_key <> '' AND instr(name_key, ' ') = 0 ORDER BY entity_id",
    )?;
    let rows = read.query_map([], |r| {
        Ok(Single { entity: r.get(0)?, name: r.get(1)?, key: r.get(2)?, article: r.get(3)?, gender: r.get(4)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Who and what the articles name in full.
struct Named {
    /// The entities of each article.
    of_article: FxHashMap<i64, Vec<i64>>,
    /// The articles of each entity.
    articles: FxHashMap<i64, Vec<i64>>,
    /// The persons of each surname, with what is known of their gender.
    persons: FxHashMap<String, Vec<(i64, Option<String>)>>,
    /// The day of each article, counted from some day.
    days: FxHashMap<i64, i64>,
}

impl Named {
    fn read(connection: &Connection) -> Result<Self> {
        let mut named = Self {
            of_article: FxHashMap::default(),
            articles: FxHashMap::default(),
            persons: FxHashMap::default(),
            days: FxHashMap::default(),
        };
        let mut read = connection.prepare(
            "SELECT DISTINCT m.article_id, coalesce(x.merged_into, x.entity_id) FROM mention AS m
             JOIN entity AS x USING (entity_id)
             WHERE m.form = 'name' AND x.only_article_id IS NULL AND x.kind IN ('person', 'organization') ORDER BY 1, 2",
        )?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            let (article, entity) = (row.get(0)?, row.get(1)?);
            named.of_article.entry(article).or_default().push(entity);
            named.articles.entry(entity).or_default().push(article);
        }
        let mut read = connection.prepare(
            "SELECT entity_id, name_key, gender FROM entity
             WHERE kind = 'person' AND only_article_id IS NULL AND merged_into IS NULL AND instr(name_key, ' ') > 0
             ORDER BY entity_id",
        )?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            let key: String = row.get(1)?;
            let surname = key.rsplit(' ').next().unwrap_or_default().to_owned();
            named.persons.entry(surname).or_default().push((row.get(0)?, row.get(2)?));
        }
        let mut read = connection.prepare(
            "SELECT article_id, CAST(julianday(substr(published_at, 1, 10)) AS INTEGER) FROM article
             WHERE published_at GLOB '[0-9]*' AND length(published_at) >= 10",
        )?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            if let Some(day) = row.get(1)? {
                named.days.insert(row.get(0)?, day);
            }
        }
        Ok(named)
    }

    /// The one person who bears a surname in the articles around.
    fn bearer(&self, single: &Single) -> Option<i64> {
        let bearers = self.persons.get(&single.key)?;
        let near = self.near(single.article);
        let around = |person: i64| -> Vec<usize> {
            self.articles.get(&person).into_iter().flatten().filter_map(|article| near.get(article).copied()).collect()
        };
        let mut found = bearers.iter().map(|(person, gender)| (*person, gender, around(*person)));
        let mut found = found.by_ref().filter(|(.., shared)| !shared.is_empty());
        let (person, gender, shared) = found.next()?;
        let agree = gender.is_none() || single.gender.is_none() || *gender == single.gender;
        let count = |person: i64| self.articles.get(&person).map_or(0, Vec::len);
        let known_best = bearers.iter().all(|(other, _)| *other == person || count(*other) < count(person));
        let enough = shared.len() > 1 || shared[0] >= MUCH;
        (found.next().is_none() && agree && known_best && enough).then_some(person)
    }

    /// The articles of the weeks around that name enough of what an article names, with how much of it.
    fn near(&self, article: i64) -> FxHashMap<i64, usize> {
        let Some(day) = self.days.get(&article) else { return FxHashMap::default() };
        let mut shared: FxHashMap<i64, usize> = FxHashMap::default();
        let named: FxHashSet<i64> = self.of_article.get(&article).into_iter().flatten().copied().collect();
        for other in named.iter().flat_map(|entity| &self.articles[entity]).filter(|other| **other != article) {
            if self.days.get(other).is_some_and(|then| (then - day).abs() <= DAYS) {
                *shared.entry(*other).or_default() += 1;
            }
        }
        shared.retain(|_, count| *count >= SHARED);
        shared
    }
}
