//! What others found in stored articles: annotators, models, other programs. It stands beside
//! what Parallax found, under the name of where it comes from.

use parallax_records::{Article, CodePoints, Extraction, Field, Sentence, Span, TextRange};
use rusqlite::{OptionalExtension, params};

use crate::batch::Batch;
use crate::error::Result;
use crate::extraction::extend_extraction;
use crate::reader::Reader;
use crate::validate::validate;

/// A stored article's texts and sentences, as ranges are checked against.
#[derive(Debug, Clone)]
pub struct Passage {
    /// Its row.
    pub article_id: i64,
    /// Title and body; nothing else is filled in.
    pub article: Article,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Their rows.
    sentence_ids: Vec<i64>,
}

impl Passage {
    /// The sentence in which a span begins.
    pub fn sentence_of(&self, at: Span) -> Option<usize> {
        let holds = |s: &Sentence| {
            s.at.field == at.field && s.at.range.start <= at.range.start && at.range.start < s.at.range.end
        };
        self.sentences.iter().position(holds)
    }

    /// The span of code points `start..end`, where the text has them.
    pub fn span(&self, field: Field, start: u32, end: u32) -> Option<Span> {
        let points = CodePoints::new(self.article.text(field));
        let (start, end) = (points.to_byte(start)?, points.to_byte(end)?);
        (start < end).then(|| Span::new(field, TextRange { start, end }))
    }
}

impl Reader {
    /// The texts and sentences of an article; `None` where there is no such row.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn passage(&self, article_id: i64) -> Result<Option<Passage>> {
        let texts: Option<(String, String)> = self
            .connection
            .prepare_cached("SELECT title, body FROM article WHERE article_id = ?1")?
            .query_row([article_id], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?;
        let Some((title, body)) = texts else { return Ok(None) };
        let mut passage = Passage {
            article_id,
            article: Article { title, body, ..Article::default() },
            sentences: Vec::new(),
            sentence_ids: Vec::new(),
        };
        let mut statement = self.connection.prepare_cached(
            "SELECT sentence_id, field, start_char, end_char FROM sentence WHERE article_id = ?1 ORDER BY ordinal",
        )?;
        let rows = statement.query_map([article_id], |r| {
            Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?, r.get::<_, u32>(2)?, r.get::<_, u32>(3)?))
        })?;
        for row in rows {
            let (id, field, start, end) = row?;
            let field = if field == "title" { Field::Title } else { Field::Body };
            if let Some(at) = passage.span(field, start, end) {
                passage.sentences.push(Sentence { at });
                passage.sentence_ids.push(id);
            }
        }
        Ok(Some(passage))
    }
}

impl Batch<'_> {
    /// Adds what `origin` found in an article; its rows carry the rule "import:ORIGIN". The
    /// extraction's sentences are those of the passage. Gives how many mentions, quotes and
    /// claims are new: what stands there from the same origin already is not added again.
    ///
    /// # Errors
    /// [`crate::StoreError::Invalid`] where a range does not lie in its text or an index not in its
    /// list: then nothing of this article was written and the batch may go on.
    pub fn extend(&mut self, passage: &Passage, found: &Extraction, origin: &str) -> Result<usize> {
        validate(&passage.article, found)?;
        let rule = format!("import:{origin}");
        let before = self.next.rows();
        let mut new = found.clone();
        new.mentions.retain(|m| !self.has_mention(passage, m.at, &rule).unwrap_or(false));
        new.quotes.retain(|q| !self.has_quote(passage, q, &rule).unwrap_or(false));
        new.claims.retain(|c| !self.has_claim(passage, c, &rule).unwrap_or(false));
        let written = extend_extraction(
            self.connection,
            &mut self.next,
            passage.article_id,
            &passage.article,
            &new,
            passage.sentence_ids.clone(),
        );
        self.broken |= written.is_err();
        written?;
        for (table, first) in ["mention", "quote", "claim"].into_iter().zip(before) {
            self.connection
                .execute(&format!("UPDATE {table} SET rule = ?2 WHERE {table}_id >= ?1"), params![first, rule])?;
        }
        Ok(new.mentions.len() + new.quotes.len() + new.claims.len())
    }

    fn points(passage: &Passage, at: Span) -> (&'static str, u32, u32) {
        let points = CodePoints::new(passage.article.text(at.field));
        (at.field.name(), points.from_byte(at.range.start), points.from_byte(at.range.end))
    }

    fn has_mention(&self, passage: &Passage, at: Span, rule: &str) -> Result<bool> {
        let (field, start, end) = Self::points(passage, at);
        Ok(self
            .connection
            .prepare_cached(
                "SELECT 1 FROM mention WHERE article_id = ?1 AND field = ?2 AND start_char = ?3 AND end_char = ?4 AND rule = ?5",
            )?
            .exists(params![passage.article_id, field, start, end, rule])?)
    }

    fn has_claim(&self, passage: &Passage, claim: &parallax_records::Claim, rule: &str) -> Result<bool> {
        let (field, start, end) = Self::points(passage, claim.at);
        Ok(self
            .connection
            .prepare_cached(
                "SELECT 1 FROM claim WHERE article_id = ?1 AND field = ?2 AND start_char = ?3 AND end_char = ?4
                   AND kind = ?5 AND rule = ?6",
            )?
            .exists(params![passage.article_id, field, start, end, claim.kind.name(), rule])?)
    }

    fn has_quote(&self, passage: &Passage, quote: &parallax_records::Quote, rule: &str) -> Result<bool> {
        let Some(first) = quote.content.first() else { return Ok(false) };
        let (field, start, end) = Self::points(passage, *first);
        Ok(self
            .connection
            .prepare_cached(
                "SELECT 1 FROM quote JOIN quote_span AS s USING (quote_id)
                 WHERE article_id = ?1 AND role = 'content' AND field = ?2 AND s.start_char = ?3 AND s.end_char = ?4
                   AND rule = ?5",
            )?
            .exists(params![passage.article_id, field, start, end, rule])?)
    }
}
