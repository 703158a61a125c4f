//! Copies between articles, and the index by which they are found.

use std::collections::BTreeMap;

use rusqlite::params;

use crate::error::Result;
use crate::reader::Reader;
use crate::store::Store;

/// A text that was taken from another article's text.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyLink {
    /// The copy.
    pub article_id: i64,
    /// Where it was taken from.
    pub from_article_id: i64,
    /// How much of the copy's body was taken, 0 to 1.
    pub share: f64,
    /// What shows the direction, in words.
    pub basis: String,
    /// Aligned pieces in code points of the bodies: start, end, start there, end there.
    pub spans: Vec<[u32; 4]>,
}

/// The hashes that stand for an article's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// The article.
    pub article_id: i64,
    /// Its hashes, in any order; the same one twice counts once.
    pub hashes: Vec<i64>,
}

/// How many hashes a stored article shares with those that were asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sharing {
    /// The article.
    pub article_id: i64,
    /// Hashes that few articles have.
    pub rare: usize,
    /// Hashes that many have.
    pub common: usize,
}

impl Store {
    /// Replaces the copies of the articles named in `links` as copies.
    ///
    /// # Errors
    /// Where the database is locked or full, or where an article does not exist; then
    /// nothing is changed.
    pub fn replace_copies(&mut self, links: &[CopyLink]) -> Result<()> {
        self.transaction(|connection| {
            let mut clear = connection.prepare("DELETE FROM copy WHERE article_id = ?1")?;
            let mut copy = connection
                .prepare("INSERT INTO copy (article_id, from_article_id, share, basis) VALUES (?1, ?2, ?3, ?4)")?;
            let mut span = connection.prepare("INSERT INTO copy_span VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
            for link in links {
                clear.execute([link.article_id])?;
            }
            for link in links {
                copy.execute(params![link.article_id, link.from_article_id, link.share, link.basis])?;
                for (i, [start, end, from_start, from_end]) in (0_i64..).zip(&link.spans) {
                    span.execute(params![link.article_id, link.from_article_id, i, start, end, from_start, from_end])?;
                }
            }
            Ok(())
        })
    }

    /// Stores sketches; those that an article had before are replaced.
    ///
    /// # Errors
    /// Where the database is locked or full, or where an article does not exist; then
    /// nothing is changed.
    pub fn write_sketches(&mut self, sketches: &[Sketch]) -> Result<()> {
        self.transaction(|connection| {
            let mut clear = connection.prepare("DELETE FROM sketch WHERE article_id = ?1")?;
            for sketch in sketches {
                clear.execute([sketch.article_id])?;
            }
            // In the order of the index: a large load writes each of its pages once.
            let mut rows: Vec<(i64, i64)> =
                sketches.iter().flat_map(|s| s.hashes.iter().map(|h| (*h, s.article_id))).collect();
            rows.sort_unstable();
            rows.dedup();
            let mut insert = connection.prepare("INSERT INTO sketch (hash, article_id) VALUES (?1, ?2)")?;
            for (hash, article) in rows {
                insert.execute(params![hash, article])?;
            }
            Ok(())
        })
    }
}

impl Reader {
    /// The stored articles that share hashes, with how many they share, by id. Of hashes that more than
    /// `common` articles have (a newsletter's footer, a report that everybody printed), only the first
    /// `common` articles are told, and the hashes are counted apart.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn sharing(&self, hashes: &[i64], common: usize) -> Result<Vec<Sharing>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT article_id FROM sketch WHERE hash = ?1 ORDER BY article_id LIMIT ?2")?;
        let limit = i64::try_from(common).unwrap_or(i64::MAX).saturating_add(1);
        let mut shared: BTreeMap<i64, Sharing> = BTreeMap::new();
        for hash in hashes {
            let found: Vec<i64> =
                statement.query_map(params![hash, limit], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
            let is_common = found.len() > common;
            for article_id in found.into_iter().take(common) {
                let with = shared.entry(article_id).or_insert(Sharing { article_id, rare: 0, common: 0 });
                *if is_common { &mut with.common } else { &mut with.rare } += 1;
            }
        }
        Ok(shared.into_values().collect())
    }

    /// The hashes of an article, in order.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn sketch(&self, article_id: i64) -> Result<Vec<i64>> {
        let mut statement =
            self.connection.prepare_cached("SELECT hash FROM sketch WHERE article_id = ?1 ORDER BY hash")?;
        let hashes = statement.query_map([article_id], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(hashes)
    }

    /// The articles that an article is stored as a copy of, by id, with the share that was taken from each.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn origins(&self, article_id: i64) -> Result<Vec<(i64, f64)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT from_article_id, share FROM copy WHERE article_id = ?1 ORDER BY from_article_id")?;
        let from =
            statement.query_map([article_id], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        Ok(from)
    }
}
