//! Stored articles as the search for copies needs them.

use parallax_records::Published;
use rusqlite::{OptionalExtension, params};

use crate::batch::UNKNOWN_SOURCE;
use crate::error::Result;
use crate::reader::Reader;

/// A stored article's text with what tells where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredText {
    /// The article.
    pub article_id: i64,
    /// Its outlet; `None` where it is not known.
    pub source: Option<String>,
    /// The agency that it credits.
    pub agency: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The headline.
    pub title: String,
    /// The text.
    pub body: String,
    /// When it was published.
    pub published: Option<Published>,
    /// Whether no newer version replaced it.
    pub is_latest: bool,
}

impl Reader {
    /// The texts of articles, in the order of `ids`; those that do not exist are left out.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn texts(&self, ids: &[i64]) -> Result<Vec<StoredText>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.name, a.agency, a.url, a.title, a.body, a.published_at, a.published_precision, a.published_from,
               a.is_latest
             FROM article AS a JOIN source AS s USING (source_id) WHERE a.article_id = ?1",
        )?;
        let mut out = Vec::with_capacity(ids.len());
        for id in ids {
            let found = statement.query_row(params![id], |r| {
                let source: String = r.get(0)?;
                let time: (Option<String>, Option<String>, Option<String>) = (r.get(5)?, r.get(6)?, r.get(7)?);
                let published = match time {
                    (Some(at), Some(precision), Some(from)) => precision
                        .parse()
                        .ok()
                        .zip(from.parse().ok())
                        .map(|(precision, from)| Published { at, precision, from }),
                    _ => None,
                };
                Ok(StoredText {
                    article_id: *id,
                    source: Some(source).filter(|s| s != UNKNOWN_SOURCE),
                    agency: r.get(1)?,
                    url: r.get(2)?,
                    title: r.get(3)?,
                    body: r.get(4)?,
                    published,
                    is_latest: r.get(8)?,
                })
            });
            out.extend(found.optional()?);
        }
        Ok(out)
    }

    /// The latest versions of articles that have no sketch yet and text enough for one, by id.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn unsketched(&self) -> Result<Vec<i64>> {
        // Sketches are written in the order of ids: beyond the highest, none has one. Asking each article would read
        // all of them for ten new ones. Stored texts never change, so an older one can only lack a sketch where a
        // merge of outlets hid it and taking that back showed it again.
        let mut ids = self.ids(
            "SELECT article_id FROM article
             WHERE article_id > coalesce((SELECT max(article_id) FROM sketch), 0) AND is_latest = 1 AND length(body) >= 60",
        )?;
        ids.extend(self.ids(
            "SELECT a.article_id FROM decision AS d CROSS JOIN json_each(d.patch, '$.hidden') AS h
               CROSS JOIN article AS a ON a.article_id = h.value
             WHERE d.action = 'merge' AND d.target GLOB 'source:*' AND a.is_latest = 1 AND length(a.body) >= 60
               AND NOT EXISTS (SELECT 1 FROM sketch AS s WHERE s.article_id = a.article_id)",
        )?);
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }

    fn ids(&self, sql: &str) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare(sql)?;
        let ids = statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(ids)
    }

    /// Shows this reader the database as it is now until [`Reader::release`], whatever is written meanwhile; many
    /// small questions then need no lock each.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn hold(&self) -> Result<()> {
        Ok(self.connection.execute_batch("BEGIN")?)
    }

    /// Ends [`Reader::hold`].
    ///
    /// # Errors
    /// Where nothing is held.
    pub fn release(&self) -> Result<()> {
        Ok(self.connection.execute_batch("COMMIT")?)
    }

    /// Whether any article has a sketch.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn has_sketches(&self) -> Result<bool> {
        Ok(self.connection.query_row("SELECT EXISTS (SELECT 1 FROM sketch)", [], |r| r.get(0))?)
    }

    /// How many hashes an article's sketch has.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn sketch_size(&self, article_id: i64) -> Result<usize> {
        let mut statement = self.connection.prepare_cached("SELECT count(*) FROM sketch WHERE article_id = ?1")?;
        let count: i64 = statement.query_row([article_id], |r| r.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }
}
