//! The articles around one: of the same weeks, about the same persons and bodies.
//!
//! What a name means there is evidence for what it means in the article.

use rusqlite::Connection;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::Result;

/// Persons and bodies that two articles must both name in full.
const SHARED: usize = 3;
/// Days between two articles.
const DAYS: i64 = 14;

/// Whom and what the articles name in full, and when.
pub(crate) struct Surroundings {
    /// The entities of each article.
    of_article: FxHashMap<i64, Vec<i64>>,
    /// The articles of each entity.
    articles: FxHashMap<i64, Vec<i64>>,
    /// The day of each article, counted from some day.
    days: FxHashMap<i64, i64>,
}

impl Surroundings {
    pub(crate) fn read(connection: &Connection) -> Result<Self> {
        let mut all =
            Self { of_article: FxHashMap::default(), articles: FxHashMap::default(), days: FxHashMap::default() };
        let mut read = connection.prepare(
            "SELECT DISTINCT m.article_id, coalesce(x.merged_into, x.entity_id) FROM mention AS m
             JOIN entity AS x USING (entity_id)
             WHERE m.form = 'name' AND x.only_article_id IS NULL AND x.kind IN ('person', 'organization') ORDER BY 1, 2",
        )?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            let (article, entity) = (row.get(0)?, row.get(1)?);
            all.of_article.entry(article).or_default().push(entity);
            all.articles.entry(entity).or_default().push(article);
        }
        let mut read = connection.prepare(
            "SELECT article_id, CAST(julianday(substr(published_at, 1, 10)) AS INTEGER) FROM article
             WHERE published_at GLOB '[0-9]*' AND length(published_at) >= 10",
        )?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            if let Some(day) = row.get(1)? {
                all.days.insert(row.get(0)?, day);
            }
        }
        Ok(all)
    }

    /// The articles that name an entity in full.
    pub(crate) fn articles(&self, entity: i64) -> &[i64] {
        self.articles.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// The articles of the weeks around that name enough of what an article names, with how much of it.
    pub(crate) fn near(&self, article: i64) -> FxHashMap<i64, usize> {
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
