//! Whether an article is stored already, asked before the work of analysing it.

use parallax_records::Article;
use rusqlite::{OptionalExtension, params};

use crate::batch::{UNKNOWN_SOURCE, content_hash, previous_version, source_name};
use crate::error::{Result, StoreError};
use crate::reader::Reader;
use crate::store::RunId;

/// What the database has of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nothing of it.
    New,
    /// This text, found under the same rules, with the same facts beside it: nothing is to be done.
    Unchanged,
    /// This text, but read from the same place with other facts (a date, an address), or analysed under other
    /// rules: its row is to be brought up to date.
    Outdated {
        /// Its row.
        article_id: i64,
    },
    /// Another text of the same article, by its address or id.
    OlderVersion {
        /// Its row.
        article_id: i64,
    },
    /// Another text under the same path, which may be an older version of it.
    SamePath {
        /// Its row.
        article_id: i64,
        /// Its headline.
        title: String,
        /// Its text.
        body: String,
    },
}

impl Reader {
    /// What is stored of an article; `at` is the run that would store it.
    ///
    /// The path decides only where an article has neither an address nor an id, and only what
    /// lies under it may tell whether it is the same article: files are given new contents.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn known(&self, article: &Article, at: RunId) -> Result<Known> {
        self.known_of(article, at).map_err(|e| StoreError::about(self.path(), e))
    }

    fn known_of(&self, article: &Article, at: RunId) -> rusqlite::Result<Known> {
        let mut same = self.connection.prepare_cached(
            "SELECT a.article_id, r.rules_hash = (SELECT rules_hash FROM run WHERE run_id = ?3),
               a.path IS ?4 AND a.is_latest AND (a.url, a.external_id, a.byline, a.agency, a.dateline, a.lang, a.published_at,
                 a.published_precision, a.published_from) IS NOT (?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
             FROM article AS a JOIN run AS r USING (run_id)
             WHERE a.content_hash = ?2 AND a.source_id = (SELECT coalesce(merged_into, source_id) FROM source WHERE name = ?1)",
        )?;
        let published = article.published.as_ref();
        let found: Option<(i64, bool, bool)> = same
            .query_row(
                params![
                    source_name(article),
                    content_hash(article),
                    at.0,
                    article.path,
                    article.url,
                    article.external_id,
                    article.byline,
                    article.agency,
                    article.dateline,
                    article.lang,
                    published.map(|p| &p.at),
                    published.map(|p| p.precision.name()),
                    published.map(|p| p.from.name()),
                ],
                |r| Ok((r.get(0)?, r.get::<_, Option<bool>>(1)?.unwrap_or(true), r.get(2)?)),
            )
            .optional()?;
        match found {
            Some((_, true, false)) => return Ok(Known::Unchanged),
            Some((article_id, ..)) => return Ok(Known::Outdated { article_id }),
            None => {}
        }
        let source = "SELECT coalesce(merged_into, source_id) FROM source WHERE name = ?1";
        let source: Option<i64> =
            self.connection.prepare_cached(source)?.query_row([source_name(article)], |r| r.get(0)).optional()?;
        let unknown = source_name(article) == UNKNOWN_SOURCE;
        let older =
            source.map(|source| previous_version(&self.connection, article, source, unknown, at)).transpose()?;
        if let Some(article_id) = older.flatten() {
            return Ok(Known::OlderVersion { article_id });
        }
        // The conditions are those of the index.
        let mut path = self.connection.prepare_cached(
            "SELECT a.article_id, a.title, a.body FROM article AS a JOIN source AS s USING (source_id)
             WHERE a.path = ?1 AND a.path IS NOT NULL AND a.url IS NULL AND a.external_id IS NULL AND a.is_latest = 1
               AND (s.name = ?3 OR s.source_id = (SELECT coalesce(merged_into, source_id) FROM source WHERE name = ?2))
             ORDER BY a.article_id DESC LIMIT 1",
        )?;
        let found = path
            .query_row(params![article.path, source_name(article), UNKNOWN_SOURCE], |r| {
                Ok(Known::SamePath { article_id: r.get(0)?, title: r.get(1)?, body: r.get(2)? })
            })
            .optional()?;
        Ok(found.unwrap_or(Known::New))
    }
}
