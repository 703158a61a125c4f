//! Writing what was found in one article.

use parallax_records::{Article, Claim, CodePoints, Extraction, Field, Quote, Span, TextRange};
use rusqlite::{Connection, params};

use crate::batch::next_id;
use crate::entities::Entities;
use crate::error::Result;

/// The ids that the next rows will have.
#[derive(Debug)]
pub(crate) struct NextIds {
    sentence: i64,
    mention: i64,
    quote: i64,
    claim: i64,
    pub(crate) entity: i64,
}

impl NextIds {
    pub(crate) fn read(connection: &Connection) -> Result<Self> {
        Ok(Self {
            sentence: next_id(connection, "sentence")?,
            mention: next_id(connection, "mention")?,
            quote: next_id(connection, "quote")?,
            claim: next_id(connection, "claim")?,
            entity: next_id(connection, "entity")?,
        })
    }

    /// The next mention, quote and claim.
    pub(crate) const fn rows(&self) -> [i64; 3] {
        [self.mention, self.quote, self.claim]
    }
}

/// Writes segments and everything found; the article's row is there, and the records were
/// validated.
pub(crate) fn write_extraction(
    connection: &Connection,
    next: &mut NextIds,
    article_id: i64,
    article: &Article,
    found: &Extraction,
) -> Result<()> {
    let sentences = (next.sentence..).take(found.sentences.len()).collect();
    let writer = Writer::new(connection, next, article_id, article, found, sentences)?;
    writer.segments()?;
    writer.sentences(found)?;
    writer.rows(next, found)?;
    next.sentence += found.sentences.len() as i64;
    Ok(())
}

/// Adds what somebody else found to an article that is stored; the extraction's sentences are
/// those of the database, whose keys are given.
pub(crate) fn extend_extraction(
    connection: &Connection,
    next: &mut NextIds,
    article_id: i64,
    article: &Article,
    found: &Extraction,
    sentences: Vec<i64>,
) -> Result<()> {
    Writer::new(connection, next, article_id, article, found, sentences)?.rows(next, found)
}

struct Writer<'a> {
    connection: &'a Connection,
    article_id: i64,
    article: &'a Article,
    title: CodePoints<'a>,
    body: CodePoints<'a>,
    /// Rows of the extraction's entities.
    entities: Vec<i64>,
    /// Rows of its sentences.
    sentences: Vec<i64>,
    first_quote: i64,
    first_claim: i64,
}

impl<'a> Writer<'a> {
    /// Writes the entities, which all other rows refer to.
    fn new(
        connection: &'a Connection,
        next: &mut NextIds,
        article_id: i64,
        article: &'a Article,
        found: &Extraction,
        sentences: Vec<i64>,
    ) -> Result<Self> {
        Ok(Self {
            connection,
            article_id,
            article,
            title: CodePoints::new(&article.title),
            body: CodePoints::new(&article.body),
            entities: Entities { connection, article_id }.write(&found.entities, &mut next.entity)?,
            sentences,
            first_quote: next.quote,
            first_claim: next.claim,
        })
    }

    /// Mentions, quotes and claims.
    fn rows(&self, next: &mut NextIds, found: &Extraction) -> Result<()> {
        self.mentions(found, next.mention)?;
        for (id, quote) in (next.quote..).zip(&found.quotes) {
            self.quote(id, quote)?;
        }
        for (id, claim) in (next.claim..).zip(&found.claims) {
            self.claim(id, claim)?;
        }
        next.mention += found.mentions.len() as i64;
        next.quote += found.quotes.len() as i64;
        next.claim += found.claims.len() as i64;
        Ok(())
    }

    /// A span as the database keeps it: field, first code point, one past the last.
    fn span(&self, span: Span) -> (&'static str, u32, u32) {
        let points = match span.field {
            Field::Title => &self.title,
            Field::Body => &self.body,
        };
        (span.field.name(), points.from_byte(span.range.start), points.from_byte(span.range.end))
    }

    fn text(&self, span: Span) -> &str {
        span.range.slice(self.article.text(span.field))
    }

    fn entity(&self, index: Option<usize>) -> Option<i64> {
        index.map(|i| self.entities[i])
    }

    fn segments(&self) -> Result<()> {
        if self.article.segments.is_empty() {
            return Ok(());
        }
        let raw = CodePoints::new(self.article.raw.as_deref().unwrap_or(&self.article.body));
        let ends = |points: &CodePoints<'_>, r: TextRange| (points.from_byte(r.start), points.from_byte(r.end));
        let mut insert = self.connection.prepare_cached(
            "INSERT OR REPLACE INTO segment (article_id, ordinal, kind, is_repeat, raw_start, raw_end, body_start, body_end)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        for (ordinal, segment) in (0_i64..).zip(&self.article.segments) {
            let (start, end) = ends(&raw, segment.raw);
            let body = segment.body.map(|r| ends(&self.body, r));
            insert.execute(params![
                self.article_id,
                ordinal,
                segment.kind.name(),
                segment.is_repeat,
                start,
                end,
                body.map(|b| b.0),
                body.map(|b| b.1)
            ])?;
        }
        Ok(())
    }

    fn sentences(&self, found: &Extraction) -> Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO sentence (sentence_id, article_id, ordinal, field, start_char, end_char)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for ((ordinal, sentence), id) in (0_i64..).zip(&found.sentences).zip(&self.sentences) {
            let (field, start, end) = self.span(sentence.at);
            insert.execute(params![id, self.article_id, ordinal, field, start, end])?;
        }
        Ok(())
    }

    fn mentions(&self, found: &Extraction, first: i64) -> Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO mention (mention_id, article_id, entity_id, field, start_char, end_char, text, form, rule)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        for (id, mention) in (first..).zip(&found.mentions) {
            let (field, start, end) = self.span(mention.at);
            insert.execute(params![
                id,
                self.article_id,
                self.entity(mention.entity),
                field,
                start,
                end,
                self.text(mention.at),
                mention.form.name(),
                mention.rule
            ])?;
        }
        Ok(())
    }

    fn quote(&self, id: i64, quote: &Quote) -> Result<()> {
        let pieces: Vec<&str> = quote.content.iter().map(|s| self.text(*s)).collect();
        self.connection
            .prepare_cached(
                "INSERT INTO quote (quote_id, article_id, sentence_id, kind, text, speaker_id, speaker_text, cue,
                   cue_lemma, addressee_id, confidence, rule, speaker_means)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            )?
            .execute(params![
                id,
                self.article_id,
                self.sentences[quote.sentence],
                quote.kind.name(),
                pieces.join(" "),
                self.entity(quote.speaker_entity),
                quote.speaker.map(|s| self.text(s)),
                quote.cue.map(|s| self.text(s)),
                quote.cue_lemma,
                self.entity(quote.addressee),
                confidence(quote.confidence),
                quote.rule,
                quote.speaker_means.map(|s| self.text(s))
            ])?;
        let mut insert = self
            .connection
            .prepare_cached("INSERT INTO other_speaker (quote_id, ordinal, entity_id) VALUES (?1, ?2, ?3)")?;
        let mut written: Vec<Option<i64>> = vec![self.entity(quote.speaker_entity)];
        for other in &quote.other_speakers {
            // Two names of an article may be one row of the database.
            let row = self.entity(Some(*other));
            if !written.contains(&row) {
                insert.execute(params![id, written.len() as i64, row])?;
                written.push(row);
            }
        }
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO quote_span (quote_id, role, ordinal, field, start_char, end_char) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        let roles = [
            ("content", quote.content.as_slice()),
            ("quoted", &quote.quoted),
            ("speaker", quote.speaker.as_slice()),
            ("cue", quote.cue.as_slice()),
        ];
        for (role, spans) in roles {
            for (ordinal, span) in (0_i64..).zip(spans) {
                let (field, start, end) = self.span(*span);
                insert.execute(params![id, role, ordinal, field, start, end])?;
            }
        }
        Ok(())
    }

    fn claim(&self, id: i64, claim: &Claim) -> Result<()> {
        let (field, start, end) = self.span(claim.at);
        let quantity = claim.quantity.as_ref();
        let interval = quantity.map(|q| q.interval());
        // "Between 130 and 120": n and n2 stay as written, the interval is put in order.
        let (low, high) = match interval.map(|i| (i.low, i.high)) {
            Some((Some(low), Some(high))) if low > high => (Some(high), Some(low)),
            Some(ends) => ends,
            None => (None, None),
        };
        let happened = claim.happened;
        self.connection
            .prepare_cached(
                "INSERT INTO claim (claim_id, article_id, sentence_id, quote_id, event_phrase, kind, section, field,
                   start_char, end_char, text, bound, n, n2, word, hedge, low, high, low_open, high_open, approximate,
                   unit, victims, scope, subset, superset_id, period, status, stance, form, occasion, place, place_id,
                   happened_from, happened_to, happened_precision, as_of, as_of_precision, confidence, rule)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                   ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40)",
            )?
            .execute(params![
                id,
                self.article_id,
                self.sentences[claim.sentence],
                claim.quote.map(|i| self.first_quote + i as i64),
                claim.event_phrase,
                claim.kind.name(),
                claim.section.name(),
                field,
                start,
                end,
                self.text(claim.at),
                quantity.map(|q| q.bound.name()),
                quantity.and_then(|q| q.n),
                quantity.and_then(|q| q.n2),
                quantity.and_then(|q| q.word.as_deref()),
                quantity.and_then(|q| q.hedge.as_deref()),
                low,
                high,
                interval.map(|i| i.low_open),
                interval.map(|i| i.high_open),
                interval.is_some_and(|i| i.approximate),
                quantity.and_then(|q| q.unit.as_deref()),
                claim.victims,
                claim.scope.map(|s| s.name()),
                claim.subset,
                claim.superset.map(|i| self.first_claim + i as i64),
                claim.period.map(|p| p.name()),
                claim.status.name(),
                claim.stance.map(|s| s.name()),
                claim.form.map(|f| f.name()),
                claim.occasion,
                claim.place,
                self.entity(claim.place_entity),
                happened.map(|d| d.from.to_string()),
                happened.map(|d| d.to.to_string()),
                happened.map(|d| d.precision.name()),
                claim.as_of.map(|d| d.to.to_string()),
                claim.as_of.map(|d| d.precision.name()),
                confidence(claim.confidence),
                claim.rule
            ])?;
        self.parts(id, claim)?;
        self.attribution(id, claim)
    }

    fn parts(&self, id: i64, claim: &Claim) -> Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO claim_entity (claim_id, role, ordinal, entity_id, label) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (i, part) in claim.parts.iter().enumerate() {
            let ordinal = claim.parts[..i].iter().filter(|p| p.role == part.role).count() as i64;
            insert.execute(params![id, part.role.name(), ordinal, self.entity(part.entity), part.label])?;
        }
        Ok(())
    }

    fn attribution(&self, id: i64, claim: &Claim) -> Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO attribution (claim_id, hop, entity_id, label, cue, field, start_char, end_char)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        for (hop, step) in (1..).zip(&claim.attribution) {
            let at = step.at.map(|s| self.span(s));
            insert.execute(params![
                id,
                hop,
                self.entity(step.entity),
                step.label,
                step.cue,
                at.map(|a| a.0),
                at.map(|a| a.1),
                at.map(|a| a.2)
            ])?;
        }
        Ok(())
    }
}

/// A confidence with three decimals, so that 0.9 is stored as 0.9.
fn confidence(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}
