//! Places in texts that outlive the rows found there.
//!
//! An anchor holds the words, what stands before and after them, and the hash of the text
//! (after the Web Annotation model's text quote selector). A new extraction makes new rows
//! with new ids: an anchor finds the row that stands on its words. Where the article was
//! replaced by a newer version, the words are looked for there.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Result, StoreError};
use crate::reader::Reader;

/// How many code points before and after the words are kept.
const AROUND: usize = 32;

/// A place in a text, with the kind of row that was found there.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Anchor {
    /// Hash of the article's text.
    #[serde(rename = "hash")]
    pub content_hash: String,
    /// The kind of the claim or quote ("killed", "direct").
    pub kind: String,
    /// title or body.
    pub field: String,
    /// First code point of the words.
    #[serde(rename = "start")]
    pub start_char: i64,
    /// The words.
    pub exact: String,
    /// The words before them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// The words after them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suffix: String,
}

/// What an anchor may stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchored {
    /// Rows of `claim`.
    Claim,
    /// Rows of `quote`.
    Quote,
}

impl Anchored {
    /// "claim" or "quote".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Quote => "quote",
        }
    }

    /// The row's article, kind, field, and range; a quote counts from its first to its last
    /// piece.
    const fn by_id(self) -> &'static str {
        match self {
            Self::Claim => "SELECT article_id, kind, field, start_char, end_char FROM claim WHERE claim_id = ?1",
            Self::Quote => {
                "SELECT q.article_id, q.kind, min(p.field), min(p.start_char), max(p.end_char)
                 FROM quote AS q JOIN quote_span AS p USING (quote_id)
                 WHERE q.quote_id = ?1 AND p.role = 'content' GROUP BY q.quote_id"
            }
        }
    }

    const fn in_article(self) -> &'static str {
        match self {
            Self::Claim => {
                "SELECT claim_id, kind, field, start_char, end_char, machine ->> 'kind' FROM claim
                 WHERE article_id = ?1 ORDER BY claim_id"
            }
            Self::Quote => {
                "SELECT q.quote_id, q.kind, min(p.field), min(p.start_char), max(p.end_char), q.machine ->> 'kind'
                 FROM quote AS q JOIN quote_span AS p USING (quote_id)
                 WHERE q.article_id = ?1 AND p.role = 'content' GROUP BY q.quote_id ORDER BY q.quote_id"
            }
        }
    }
}

impl Reader {
    /// The anchor of a claim or quote.
    ///
    /// # Errors
    /// Where there is no such row or the database cannot be read.
    pub fn anchor(&self, what: Anchored, id: i64) -> Result<Anchor> {
        anchor(&self.connection, what, id)
    }

    /// The rows that each anchor stands on now, in latest versions of articles; none where its
    /// words are gone. The same text in two outlets gives a row for each.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn find_anchors(&self, what: Anchored, anchors: &[Anchor]) -> Result<Vec<Vec<i64>>> {
        let mut finder = Finder::new(&self.connection);
        anchors.iter().map(|a| finder.find(what, a)).collect()
    }
}

pub(crate) fn anchor(connection: &Connection, what: Anchored, id: i64) -> Result<Anchor> {
    let found = connection
        .prepare_cached(what.by_id())?
        .query_row([id], |r| {
            let range: (i64, i64) = (r.get(3)?, r.get(4)?);
            Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?, r.get::<_, String>(2)?, range))
        })
        .optional()?;
    let (article, kind, field, (start, end)) =
        found.ok_or_else(|| StoreError::NoRow { row: format!("{} {id}", what.name()) })?;
    let (content_hash, title, body): (String, String, String) = connection
        .prepare_cached("SELECT content_hash, title, body FROM article WHERE article_id = ?1")?
        .query_row([article], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let text: Vec<char> = if field == "title" { title } else { body }.chars().collect();
    let cut = |from: usize, to: usize| text.get(from..to.min(text.len())).unwrap_or_default().iter().collect();
    let (first, last) = (usize::try_from(start).unwrap_or(0), usize::try_from(end).unwrap_or(0));
    Ok(Anchor {
        content_hash,
        kind,
        field,
        start_char: start,
        exact: cut(first, last),
        prefix: cut(first.saturating_sub(AROUND), first),
        suffix: cut(last, last + AROUND),
    })
}

/// A stored row with the range it stands on.
#[derive(Debug, Clone)]
struct Standing {
    id: i64,
    kind: String,
    /// The machine's kind, where a person corrected it.
    machine_kind: Option<String>,
    field: String,
    start: i64,
    end: i64,
}

struct Text {
    title: Vec<char>,
    body: Vec<char>,
    claims: Option<Vec<Standing>>,
    quotes: Option<Vec<Standing>>,
}

/// Finds the rows of many anchors; each article is read once.
pub(crate) struct Finder<'c> {
    connection: &'c Connection,
    /// Latest articles by the hash of the text that the anchor knows.
    articles: HashMap<String, Vec<i64>>,
    texts: HashMap<i64, Text>,
}

impl<'c> Finder<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Self {
        Self { connection, articles: HashMap::new(), texts: HashMap::new() }
    }

    /// The rows that an anchor stands on now.
    pub(crate) fn find(&mut self, what: Anchored, anchor: &Anchor) -> Result<Vec<i64>> {
        let articles = match self.articles.get(&anchor.content_hash) {
            Some(known) => known.clone(),
            None => {
                let found = latest(self.connection, &anchor.content_hash)?;
                self.articles.insert(anchor.content_hash.clone(), found.clone());
                found
            }
        };
        let mut rows = Vec::new();
        for article in articles {
            let connection = self.connection;
            let text = match self.texts.entry(article) {
                std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
                std::collections::hash_map::Entry::Vacant(new) => new.insert(read_text(connection, article)?),
            };
            let Some((start, end)) = text.place(anchor) else { continue };
            let standing = match what {
                Anchored::Claim => &mut text.claims,
                Anchored::Quote => &mut text.quotes,
            };
            if standing.is_none() {
                *standing = Some(read_rows(connection, what, article)?);
            }
            rows.extend(best(standing.as_deref().unwrap_or_default(), anchor, start, end));
        }
        Ok(rows)
    }
}

/// The latest versions of the articles that have this text.
fn latest(connection: &Connection, hash: &str) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(
        "WITH RECURSIVE version(article_id) AS (
           SELECT article_id FROM article WHERE content_hash = ?1
           UNION
           SELECT a.article_id FROM article AS a JOIN version AS v ON a.version_of = v.article_id)
         SELECT article_id FROM version JOIN article USING (article_id) WHERE is_latest = 1 ORDER BY article_id",
    )?;
    let rows = statement.query_map([hash], |r| r.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn read_text(connection: &Connection, article: i64) -> Result<Text> {
    let (title, body): (String, String) = connection
        .prepare_cached("SELECT title, body FROM article WHERE article_id = ?1")?
        .query_row([article], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(Text { title: title.chars().collect(), body: body.chars().collect(), claims: None, quotes: None })
}

fn read_rows(connection: &Connection, what: Anchored, article: i64) -> Result<Vec<Standing>> {
    let mut statement = connection.prepare_cached(what.in_article())?;
    let rows = statement.query_map(params![article], |r| {
        Ok(Standing {
            id: r.get(0)?,
            kind: r.get(1)?,
            field: r.get(2)?,
            start: r.get(3)?,
            end: r.get(4)?,
            machine_kind: r.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

impl Text {
    /// Where the anchor's words stand: at their old place, else where most of what stood
    /// around them stands again, else nowhere.
    fn place(&self, anchor: &Anchor) -> Option<(i64, i64)> {
        let text = if anchor.field == "title" { &self.title } else { &self.body };
        let exact: Vec<char> = anchor.exact.chars().collect();
        if exact.is_empty() || exact.len() > text.len() {
            return None;
        }
        let (prefix, suffix): (Vec<char>, Vec<char>) =
            (anchor.prefix.chars().collect(), anchor.suffix.chars().collect());
        let old = usize::try_from(anchor.start_char).unwrap_or(usize::MAX);
        let stands = |at: usize| text.get(at..at.saturating_add(exact.len())) == Some(exact.as_slice());
        let around = |at: usize| {
            let before = text[..at].iter().rev().zip(prefix.iter().rev()).take_while(|(a, b)| a == b).count();
            let after = text[at + exact.len()..].iter().zip(&suffix).take_while(|(a, b)| a == b).count();
            before + after
        };
        let found = if stands(old) {
            Some(old)
        } else {
            (0..=text.len() - exact.len())
                .filter(|at| stands(*at))
                .max_by_key(|at| (around(*at), std::cmp::Reverse(at.abs_diff(old))))
        };
        found.map(|at| (at as i64, (at + exact.len()) as i64))
    }
}

/// The row of the anchor's kind that shares most of its range; a row that shares less than
/// half of the shorter one stands on other words.
fn best(rows: &[Standing], anchor: &Anchor, start: i64, end: i64) -> Option<i64> {
    let shared = |r: &Standing| (r.end.min(end) - r.start.max(start)).max(0);
    rows.iter()
        .filter(|r| r.field == anchor.field && r.machine_kind.as_ref().unwrap_or(&r.kind) == &anchor.kind)
        .filter(|r| 2 * shared(r) >= (r.end - r.start).min(end - start) && shared(r) > 0)
        // The narrower of two that hold all of it.
        .max_by_key(|r| (shared(r), std::cmp::Reverse(r.end - r.start), std::cmp::Reverse(r.id)))
        .map(|r| r.id)
}
