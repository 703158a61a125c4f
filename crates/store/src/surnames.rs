//! Persons whom an article knows by surname alone: who they are, where the articles around leave one answer.
//!
//! An article that says "Roe" and nothing more is held against the articles of the two weeks before and after it that name three
//! or more of the same persons and bodies in full. Where those name one person of that surname and no other, in two of them or in
//! one that shares five, and nobody of that surname is in more articles of the database, "Roe" is that person. A surname alone never joins
//! two rows. Each join is a row of `identity` and is made anew by every linking, so that articles that come later can part them.

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::joining;
use crate::surroundings::Surroundings;

/// What the `reason` of an entity says that this module merged.
const REASON: &str = "surname";
/// As many persons and bodies that both articles name make one article enough.
const MUCH: usize = 5;

/// A person of one article who is known by one name.
struct Single {
    entity: i64,
    key: String,
    article: i64,
    gender: Option<String>,
}

/// Joins them anew.
pub(crate) fn join(connection: &Connection) -> Result<()> {
    joining::take_back(connection, REASON)?;
    let singles = singles(connection)?;
    if singles.is_empty() {
        return Ok(());
    }
    let bearers = Bearers::read(connection)?;
    for single in &singles {
        let Some(person) = bearers.bearer(single) else { continue };
        joining::join(connection, single.entity, person, REASON)?;
    }
    Ok(())
}

fn singles(connection: &Connection) -> Result<Vec<Single>> {
    let mut read = connection.prepare(
        "SELECT entity_id, name_key, only_article_id, gender FROM entity
         WHERE kind = 'person' AND only_article_id IS NOT NULL AND merged_into IS NULL AND reason IS NULL
           AND name_key <> '' AND instr(name_key, ' ') = 0 ORDER BY entity_id",
    )?;
    let rows = read
        .query_map([], |r| Ok(Single { entity: r.get(0)?, key: r.get(1)?, article: r.get(2)?, gender: r.get(3)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Who bears which surname.
struct Bearers {
    /// The persons of each surname, with what is known of their gender.
    persons: FxHashMap<String, Vec<(i64, Option<String>)>>,
    surroundings: Surroundings,
}

impl Bearers {
    fn read(connection: &Connection) -> Result<Self> {
        let mut persons: FxHashMap<String, Vec<(i64, Option<String>)>> = FxHashMap::default();
        let mut read = connection.prepare(
            "SELECT entity_id, name_key, gender FROM entity
             WHERE kind = 'person' AND only_article_id IS NULL AND merged_into IS NULL AND instr(name_key, ' ') > 0
             ORDER BY entity_id",
        )?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            let key: String = row.get(1)?;
            let surname = key.rsplit(' ').next().unwrap_or_default().to_owned();
            persons.entry(surname).or_default().push((row.get(0)?, row.get(2)?));
        }
        Ok(Self { persons, surroundings: Surroundings::read(connection)? })
    }

    /// The one person who bears a surname in the articles around.
    fn bearer(&self, single: &Single) -> Option<i64> {
        let bearers = self.persons.get(&single.key)?;
        let near = self.surroundings.near(single.article);
        let articles = |person: i64| self.surroundings.articles(person);
        let around = |person: i64| -> Vec<usize> {
            articles(person).iter().filter_map(|article| near.get(article).copied()).collect()
        };
        let mut found = bearers.iter().map(|(person, gender)| (*person, gender, around(*person)));
        let mut found = found.by_ref().filter(|(.., shared)| !shared.is_empty());
        let (person, gender, shared) = found.next()?;
        let agree = gender.is_none() || single.gender.is_none() || *gender == single.gender;
        let known_best =
            bearers.iter().all(|(other, _)| *other == person || articles(*other).len() < articles(person).len());
        let enough = shared.len() > 1 || shared[0] >= MUCH;
        (found.next().is_none() && agree && known_best && enough).then_some(person)
    }
}
