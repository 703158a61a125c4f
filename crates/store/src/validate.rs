//! What must hold of an article and its extraction before any of it is written.

use parallax_records::{Article, Extraction, Field, Span, TextRange};

use crate::error::{Result, StoreError};

/// How an article is called in messages.
pub(crate) fn name_of(article: &Article) -> String {
    let names = [&article.external_id, &article.path, &article.url];
    names.into_iter().flatten().next().cloned().unwrap_or_else(|| format!("{:?}", article.title))
}

/// Checks every range against its text and every index against its list.
pub(crate) fn validate(article: &Article, extraction: &Extraction) -> Result<()> {
    let checked = Checker { article, extraction }.check();
    checked.map_err(|what| StoreError::Invalid { article: name_of(article), what })
}

struct Checker<'a> {
    article: &'a Article,
    extraction: &'a Extraction,
}

type Checked = std::result::Result<(), String>;

impl Checker<'_> {
    fn check(&self) -> Checked {
        let raw = self.article.raw.as_deref().unwrap_or(&self.article.body);
        for (name, text) in [("title", self.article.title.as_str()), ("body", &self.article.body), ("raw text", raw)] {
            // SQLite's length() and substr() end at a NUL.
            if text.contains('\0') {
                return Err(format!("its {name} holds a NUL character"));
            }
        }
        for (i, segment) in self.article.segments.iter().enumerate() {
            range(segment.raw, raw).map_err(|e| format!("segment {i} in the raw text: {e}"))?;
            if let Some(body) = segment.body {
                range(body, &self.article.body).map_err(|e| format!("segment {i} in the body: {e}"))?;
            }
        }
        let found = self.extraction;
        for (i, sentence) in found.sentences.iter().enumerate() {
            self.span(sentence.at).map_err(|e| format!("sentence {i}: {e}"))?;
        }
        for (i, mention) in found.mentions.iter().enumerate() {
            self.span(mention.at)
                .and_then(|()| self.entity(mention.entity))
                .map_err(|e| format!("mention {i}: {e}"))?;
        }
        for (i, _) in found.quotes.iter().enumerate() {
            self.quote(i).map_err(|e| format!("quote {i}: {e}"))?;
        }
        for (i, _) in found.claims.iter().enumerate() {
            self.claim(i).map_err(|e| format!("claim {i}: {e}"))?;
        }
        Ok(())
    }

    fn quote(&self, i: usize) -> Checked {
        let quote = &self.extraction.quotes[i];
        if quote.content.is_empty() {
            return Err("it has no content".to_owned());
        }
        let others = quote.speaker.iter().chain(&quote.cue);
        quote.content.iter().chain(&quote.quoted).chain(others).try_for_each(|s| self.span(*s))?;
        self.entity(quote.speaker_entity)?;
        quote.other_speakers.iter().try_for_each(|other| self.entity(Some(*other)))?;
        self.entity(quote.addressee)?;
        within("sentence", Some(quote.sentence), self.extraction.sentences.len())
    }

    fn claim(&self, i: usize) -> Checked {
        let claim = &self.extraction.claims[i];
        self.span(claim.at)?;
        within("sentence", Some(claim.sentence), self.extraction.sentences.len())?;
        within("quote", claim.quote, self.extraction.quotes.len())?;
        within("claim", claim.superset, self.extraction.claims.len())?;
        self.entity(claim.place_entity)?;
        claim.parts.iter().try_for_each(|part| self.entity(part.entity))?;
        claim.attribution.iter().try_for_each(|hop| {
            self.entity(hop.entity)?;
            hop.at.map_or(Ok(()), |at| self.span(at))
        })
    }

    fn entity(&self, index: Option<usize>) -> Checked {
        within("entity", index, self.extraction.entities.len())
    }

    fn span(&self, span: Span) -> Checked {
        let text = match span.field {
            Field::Title => &self.article.title,
            Field::Body => &self.article.body,
        };
        range(span.range, text)?;
        if span.range.is_empty() { Err(format!("an empty range at byte {}", span.range.start)) } else { Ok(()) }
    }
}

fn range(range: TextRange, text: &str) -> Checked {
    match text.get(range.start as usize..range.end as usize) {
        Some(_) => Ok(()),
        None => Err(format!(
            "bytes {}..{} are no range of its {} bytes, or cut a character",
            range.start,
            range.end,
            text.len()
        )),
    }
}

fn within(what: &str, index: Option<usize>, len: usize) -> Checked {
    match index {
        Some(i) if i >= len => Err(format!("it refers to {what} {i} of {len}")),
        _ => Ok(()),
    }
}
