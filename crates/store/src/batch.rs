//! Writing articles: each whole or not at all, each once.

use parallax_records::{Article, Extraction};
use rusqlite::{CachedStatement, Connection, OptionalExtension, params};

use crate::error::{Result, StoreError};
use crate::extraction::{NextIds, write_extraction};
use crate::store::RunId;
use crate::validate::{name_of, validate};

/// The source that stands for "no outlet known"; its articles are each an origin of its own.
pub const UNKNOWN_SOURCE: &str = "(unknown)";

/// A transaction that articles are added to.
#[derive(Debug)]
pub struct Batch<'c> {
    pub(crate) connection: &'c Connection,
    run: RunId,
    pub(crate) next: NextIds,
    next_article: i64,
    next_source: i64,
    /// Set once a write failed half way: the batch can then only be dropped.
    pub(crate) broken: bool,
}

/// What became of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// Its row.
    pub article_id: i64,
    /// Whether that row is new.
    pub outcome: Outcome,
}

/// Whether an article was new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was not there.
    New,
    /// The same text of the same source was there; nothing was written.
    Unchanged,
    /// The same article was there with another text; both are kept, views show the new one.
    NewVersion {
        /// The row that was the latest until now.
        of: i64,
    },
    /// The same text was there with other facts or from older rules; its row was brought up to date.
    Updated,
}

/// What makes two articles of one source the same: a hash of title and raw text.
pub fn content_hash(article: &Article) -> String {
    let mut hash = blake3::Hasher::new();
    hash.update(article.title.as_bytes());
    hash.update(&[0]);
    hash.update(article.raw.as_deref().unwrap_or(&article.body).as_bytes());
    hash.finalize().to_hex()[..32].to_owned()
}

/// The outlet under which an article is stored.
pub(crate) fn source_name(article: &Article) -> &str {
    article.source.as_deref().map(str::trim).filter(|s| !s.is_empty()).unwrap_or(UNKNOWN_SOURCE)
}

impl<'c> Batch<'c> {
    pub(crate) fn begin(connection: &'c Connection, run: RunId) -> Result<Self> {
        Ok(Self {
            connection,
            run,
            next: NextIds::read(connection)?,
            next_article: next_id(connection, "article")?,
            next_source: next_id(connection, "source")?,
            broken: false,
        })
    }

    /// The error of a batch that cannot be committed.
    pub(crate) fn broken(&self) -> Option<StoreError> {
        self.broken.then(|| {
            StoreError::Sqlite(rusqlite::Error::SqliteFailure(
                rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_ABORT),
                Some("an article of this batch failed half way; the batch was taken back".to_owned()),
            ))
        })
    }

    /// Adds an article with what was found in it, unless the same text of the same source is
    /// there. Ids are given in the order of calls.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] where the records contradict each other (a range outside its
    /// text, an index without its row): nothing of this article was written and the batch
    /// may go on. After any other error the batch is lost.
    pub fn add(&mut self, article: &Article, extraction: &Extraction) -> Result<Added> {
        self.add_version(article, extraction, None)
    }

    /// As [`Batch::add`]; `of` is the row that the caller holds for an older version of the article, where
    /// neither address nor id tells it.
    ///
    /// # Errors
    /// As [`Batch::add`].
    pub fn add_version(&mut self, article: &Article, extraction: &Extraction, of: Option<i64>) -> Result<Added> {
        validate(article, extraction)?;
        let hash = content_hash(article);
        let written = self.write(article, extraction, source_name(article), &hash, of);
        self.broken |= written.is_err();
        written
    }

    /// Brings a stored article up to date with what was read and found now; its text is the same.
    ///
    /// # Errors
    /// As [`Batch::replace`].
    pub fn update(&mut self, article_id: i64, article: &Article, extraction: &Extraction) -> Result<Added> {
        self.replace(article_id, article, extraction)?;
        let published = article.published.as_ref();
        self.cached(
            "UPDATE article SET published_at = ?2, published_precision = ?3, published_from = ?4, byline = ?5, agency = ?6,
               dateline = ?7, lang = ?8, url = ?9, external_id = ?10, path = ?11 WHERE article_id = ?1",
        )?
        .execute(params![
            article_id,
            published.map(|p| &p.at),
            published.map(|p| p.precision.name()),
            published.map(|p| p.from.name()),
            article.byline,
            article.agency,
            article.dateline,
            article.lang,
            article.url,
            article.external_id,
            article.path,
        ])?;
        Ok(Added { article_id, outcome: Outcome::Updated })
    }

    /// Replaces what was found in an article that is stored, for a newer rule set or model.
    /// Decisions of people are kept; links across sources have to be computed anew.
    ///
    /// # Errors
    /// As [`Batch::add`], and [`StoreError::Invalid`] where the article is not stored with
    /// exactly this text.
    pub fn replace(&mut self, article_id: i64, article: &Article, extraction: &Extraction) -> Result<()> {
        validate(article, extraction)?;
        let stored: Option<(String, String)> = self
            .cached("SELECT title, body FROM article WHERE article_id = ?1")?
            .query_row([article_id], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?;
        if stored.is_none_or(|(title, body)| title != article.title || body != article.body) {
            let what = format!("its text is not that of article:{article_id}");
            return Err(StoreError::Invalid { article: name_of(article), what });
        }
        let written = self.rewrite(article_id, article, extraction);
        self.broken |= written.is_err();
        written
    }

    fn rewrite(&mut self, article_id: i64, article: &Article, extraction: &Extraction) -> Result<()> {
        for table in ["claim", "quote", "mention", "sentence", "identity"] {
            self.connection.execute(&format!("DELETE FROM {table} WHERE article_id = ?1"), [article_id])?;
        }
        self.connection
            .execute("UPDATE article SET run_id = ?2 WHERE article_id = ?1", params![article_id, self.run.0])?;
        write_extraction(self.connection, &mut self.next, article_id, article, extraction)
    }

    fn write(
        &mut self,
        article: &Article,
        extraction: &Extraction,
        source: &str,
        hash: &str,
        of: Option<i64>,
    ) -> Result<Added> {
        let source_id = self.source(source)?;
        let stored: Option<i64> = self
            .cached("SELECT article_id FROM article WHERE source_id = ?1 AND content_hash = ?2")?
            .query_row(params![source_id, hash], |r| r.get(0))
            .optional()?;
        if let Some(article_id) = stored {
            return Ok(Added { article_id, outcome: Outcome::Unchanged });
        }
        let previous = match previous_version(self.connection, article, source_id, source == UNKNOWN_SOURCE, self.run)?
        {
            None => self.still_latest(of)?,
            known => known,
        };
        let article_id = self.next_article;
        self.next_article += 1;
        if let Some(of) = previous {
            self.cached("UPDATE article SET is_latest = 0 WHERE article_id = ?1")?.execute([of])?;
        }
        let published = article.published.as_ref();
        self.cached(
            "INSERT INTO article (article_id, source_id, title, published_at, published_precision, published_from,
               byline, agency, dateline, body, raw, lang, url, external_id, path, version_of, content_hash, run_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        )?
        .execute(params![
            article_id,
            source_id,
            article.title,
            published.map(|p| &p.at),
            published.map(|p| p.precision.name()),
            published.map(|p| p.from.name()),
            article.byline,
            article.agency,
            article.dateline,
            article.body,
            article.raw,
            article.lang,
            article.url,
            article.external_id,
            article.path,
            previous,
            hash,
            self.run.0,
        ])?;
        write_extraction(self.connection, &mut self.next, article_id, article, extraction)?;
        let outcome = previous.map_or(Outcome::New, |of| Outcome::NewVersion { of });
        Ok(Added { article_id, outcome })
    }

    /// The row of an outlet, made where there is none.
    fn source(&mut self, name: &str) -> Result<i64> {
        let known = self
            .cached("SELECT coalesce(merged_into, source_id) FROM source WHERE name = ?1")?
            .query_row([name], |r| r.get(0))
            .optional()?;
        if let Some(id) = known {
            return Ok(id);
        }
        let id = self.next_source;
        self.next_source += 1;
        self.cached("INSERT INTO source (source_id, name) VALUES (?1, ?2)")?.execute(params![id, name])?;
        Ok(id)
    }

    /// The row, where no newer version has replaced it yet.
    fn still_latest(&self, id: Option<i64>) -> Result<Option<i64>> {
        let Some(id) = id else { return Ok(None) };
        let mut latest = self.cached("SELECT article_id FROM article WHERE article_id = ?1 AND is_latest = 1")?;
        Ok(latest.query_row([id], |r| r.get(0)).optional()?)
    }

    fn cached(&self, sql: &str) -> Result<CachedStatement<'c>> {
        Ok(self.connection.prepare_cached(sql)?)
    }
}

/// The latest stored version of the same article: the same address, or the same id in the input, from the
/// same source. Without a known source an id alone proves little (every dump has a record 1), so the path or
/// the title must agree too; and one run that gives an id to two headlines has two articles, whose id
/// means nothing.
pub(crate) fn previous_version(
    connection: &Connection,
    article: &Article,
    source_id: i64,
    unknown: bool,
    run: RunId,
) -> rusqlite::Result<Option<i64>> {
    if let Some(url) = &article.url {
        let found = connection
            .prepare_cached("SELECT max(article_id) FROM article WHERE url = ?1 AND source_id = ?2 AND is_latest = 1")?
            .query_row(params![url, source_id], |r| r.get::<_, Option<i64>>(0))?;
        if found.is_some() {
            return Ok(found);
        }
    }
    let Some(id) = &article.external_id else { return Ok(None) };
    connection
        .prepare_cached(
            "SELECT max(article_id) FROM article
             WHERE external_id = ?1 AND source_id = ?2 AND is_latest = 1
               AND (url IS NULL OR ?3 IS NULL OR url = ?3)
               AND (NOT ?4 OR path = ?5 OR title = ?6)
               AND (run_id <> ?7 OR title = ?6)",
        )?
        .query_row(params![id, source_id, article.url, unknown, article.path, article.title, run.0], |r| r.get(0))
}

/// One past the highest id of a table; ids are given in order, also after a batch was taken
/// back.
pub(crate) fn next_id(connection: &Connection, table: &str) -> Result<i64> {
    Ok(connection.query_row(&format!("SELECT coalesce(max({table}_id), 0) + 1 FROM {table}"), [], |r| r.get(0))?)
}
