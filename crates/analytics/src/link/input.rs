//! Claims of articles that are not in a database, for `annotate --link`.

use std::ops::Range;

use parallax_records::{Article, Extraction, MentionForm};

use super::claim::{LinkArticle, LinkClaim};

/// Articles and claims to link in memory.
#[derive(Debug, Clone, Default)]
pub struct LinkInput {
    /// The articles so far, numbered from 0.
    pub articles: Vec<LinkArticle>,
    /// Their claims, numbered from 0.
    pub claims: Vec<LinkClaim>,
}

impl LinkInput {
    /// Adds an article and gives the numbers of its claims, in the order of the extraction.
    pub fn add(&mut self, article: &Article, extraction: &Extraction) -> Range<usize> {
        let number = self.articles.len() as i64;
        let published = article.published.as_ref().and_then(|p| p.date()).map(|d| d.first());
        self.articles.push(LinkArticle { id: number, title: article.title.clone(), published });
        let first = self.claims.len();
        for claim in &extraction.claims {
            let sentence = extraction.sentences.get(claim.sentence).map(|s| s.at).unwrap_or(claim.at);
            let name = |entity: Option<usize>| Some(extraction.entities.get(entity?)?.name.clone());
            let in_sentence = extraction.mentions.iter().filter(|m| {
                m.form == MentionForm::Name && m.at.field == sentence.field && sentence.range.contains(m.at.range)
            });
            let quantity = claim.quantity.as_ref();
            self.claims.push(LinkClaim {
                id: self.claims.len() as i64,
                article: number,
                sentence: claim.sentence as i64,
                section: claim.section,
                kind: claim.kind,
                status: claim.status,
                text: claim.at.range.slice(article.text(claim.at.field)).to_owned(),
                context: sentence.range.slice(article.text(sentence.field)).to_owned(),
                country: claim.place_entity.and_then(|e| extraction.entities.get(e)?.country.clone()),
                place: name(claim.place_entity).or_else(|| claim.place.clone()),
                happened: claim.happened,
                event_phrase: claim.event_phrase.clone(),
                participants: claim.parts.iter().map(|p| name(p.entity).unwrap_or_else(|| p.label.clone())).collect(),
                origin: claim.attribution.last().map(|a| name(a.entity).unwrap_or_else(|| a.label.clone())),
                form: claim.form,
                occasion: claim.occasion.clone(),
                interval: quantity.map(|q| q.interval()),
                word: quantity.and_then(|q| q.word.clone()),
                scope: claim.scope,
                subset: claim.subset,
                period: claim.period,
                names: in_sentence
                    .map(|m| name(m.entity).unwrap_or_else(|| m.at.range.slice(article.text(m.at.field)).to_owned()))
                    .collect(),
            });
        }
        first..self.claims.len()
    }
}
