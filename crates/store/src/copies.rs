//! Copies between articles, and the index by which they are found.

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

/// So many hashes may be more than the index is long.
const MANY: usize = 50_000;

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
    /// The stored articles that have each of some hashes, by id, the first `most` of them; hashes that none has are
    /// left out. `hashes` in order, each once.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn holders(&self, hashes: &[i64], most: usize) -> Result<Vec<(i64, Vec<i64>)>> {
        if hashes.len() >= MANY && self.count("SELECT count(*) FROM sketch", &[])? / 4 < hashes.len() as i64 {
            return self.holders_of_many(hashes, most);
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT article_id FROM sketch WHERE hash = ?1 ORDER BY article_id LIMIT ?2")?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut found = Vec::new();
        for hash in hashes {
            let holders: Vec<i64> =
                statement.query_map(params![hash, most], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
            if !holders.is_empty() {
                found.push((*hash, holders));
            }
        }
        Ok(found)
    }

    /// The same by reading the whole index, which is quicker than many questions where it is not much longer.
    fn holders_of_many(&self, hashes: &[i64], most: usize) -> Result<Vec<(i64, Vec<i64>)>> {
        let mut statement = self.connection.prepare("SELECT hash, article_id FROM sketch ORDER BY hash, article_id")?;
        let mut rows = statement.query([])?;
        let mut wanted = hashes.iter().copied().peekable();
        let mut found: Vec<(i64, Vec<i64>)> = Vec::new();
        while let Some(row) = rows.next()? {
            let hash: i64 = row.get(0)?;
            while wanted.next_if(|w| *w < hash).is_some() {}
            if wanted.peek() != Some(&hash) {
                continue;
            }
            match found.last_mut() {
                Some((last, holders)) if *last == hash => {
                    if holders.len() < most {
                        holders.push(row.get(1)?);
                    }
                }
                _ => found.push((hash, vec![row.get(1)?])),
            }
        }
        Ok(found)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NewRun;
    use parallax_records::{Article, Extraction};

    #[test]
    fn the_whole_index_tells_what_questions_tell() {
        let mut store = Store::in_memory().expect("memory");
        let run = store.begin_run(&NewRun::default()).expect("a run");
        let titled = |n: i64| Article { title: format!("Article {n}"), ..Article::default() };
        store
            .batch(run, |batch| (1..=4).try_for_each(|n| batch.add(&titled(n), &Extraction::default()).map(drop)))
            .expect("stored");
        let sketch = |article_id: i64| Sketch { article_id, hashes: vec![-7, article_id, 5, 9 * article_id] };
        store.write_sketches(&(1..=4).map(sketch).collect::<Vec<_>>()).expect("sketches");
        let reader = store.reader().expect("a reader");
        for (hashes, most) in [(&[-9, -7, 1, 5, 9, 40][..], 10), (&[-7, 5], 2), (&[], 3)] {
            let asked = reader.holders(hashes, most).expect("articles");
            assert_eq!(reader.holders_of_many(hashes, most).expect("articles"), asked);
        }
    }
}
