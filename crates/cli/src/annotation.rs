//! The JSON that `parallax annotate` writes: one object an article, offsets in Unicode code
//! points of the `title` and `text` of the same object.

use parallax_ingest::AnnotatedArticle;
use parallax_records::{Article, Claim, CodePoints, DateSpan, Extraction, Field, Mention, Part, Quote, Role, Span};
use serde_json::{Map, Value, json};

/// What linking adds to an article: a slug for each claim, a family for each quote.
#[derive(Debug, Clone, Default)]
pub(crate) struct Links {
    /// The event of each claim, in the order of the extraction's claims.
    pub(crate) events: Vec<Option<String>>,
    /// The family of each quote, in the order of the extraction's quotes.
    pub(crate) families: Vec<Option<String>>,
}

/// Only what was read: id, title, byline, source, date and text.
pub(crate) fn text_only(found: &AnnotatedArticle) -> Value {
    let mut object = head(found);
    object.remove("url");
    Value::Object(object)
}

/// Everything that was found in an article.
pub(crate) fn whole(found: &AnnotatedArticle, links: Option<&Links>) -> Value {
    let mut object = head(found);
    let texts = Texts::new(&found.article);
    let extraction = &found.extraction;
    let list = |items: Vec<Value>| Value::Array(items);
    object.insert("sentences".into(), list(extraction.sentences.iter().map(|s| texts.range(s.at)).collect()));
    object.insert("entities".into(), list(extraction.mentions.iter().map(|m| texts.mention(m, extraction)).collect()));
    let family = |i: usize| links.and_then(|l| l.families.get(i).cloned().flatten());
    let quotes = extraction.quotes.iter().enumerate().map(|(i, q)| {
        let mut quote = texts.quote(q, extraction);
        if links.is_some() {
            quote.insert("family".into(), family(i).into());
        }
        Value::Object(quote)
    });
    object.insert("quotes".into(), list(quotes.collect()));
    let event = |i: usize| links.and_then(|l| l.events.get(i).cloned().flatten());
    let claims = extraction.claims.iter().enumerate().map(|(i, c)| {
        let mut claim = texts.claim(c, extraction);
        if links.is_some() {
            claim.insert("event".into(), event(i).into());
        }
        Value::Object(claim)
    });
    object.insert("claims".into(), list(claims.collect()));
    object.insert("segments".into(), list(segments(&found.article)));
    let warnings = found.warnings.iter().chain(&extraction.warnings).map(|w| Value::from(w.as_str()));
    object.insert("warnings".into(), list(warnings.collect()));
    Value::Object(object)
}

fn head(found: &AnnotatedArticle) -> Map<String, Value> {
    let article = &found.article;
    let published = article.published.as_ref();
    let fields = json!({
        "id": found.id(),
        "title": article.title,
        "byline": article.byline,
        "source": article.source,
        "published": published.map(|p| p.at.as_str()),
        "published_from": published.map(|p| p.from.name()),
        "url": article.url,
        "text": article.body,
    });
    match fields {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Segments refer to the raw text; `text_start` and `text_end` say where a kept one stands
/// in `text`.
fn segments(article: &Article) -> Vec<Value> {
    let raw = CodePoints::new(article.raw.as_deref().unwrap_or(&article.body));
    let body = CodePoints::new(&article.body);
    let segment = |s: &parallax_records::Segment| {
        json!({
            "kind": s.kind.name(),
            "repeat": s.is_repeat,
            "start": raw.from_byte(s.raw.start),
            "end": raw.from_byte(s.raw.end),
            "text_start": s.body.map(|b| body.from_byte(b.start)),
            "text_end": s.body.map(|b| body.from_byte(b.end)),
        })
    };
    article.segments.iter().map(segment).collect()
}

/// The two texts of an article with their code points.
struct Texts<'a> {
    article: &'a Article,
    title: CodePoints<'a>,
    body: CodePoints<'a>,
}

impl<'a> Texts<'a> {
    fn new(article: &'a Article) -> Self {
        Self { article, title: CodePoints::new(&article.title), body: CodePoints::new(&article.body) }
    }

    fn points(&self, span: Span) -> (u32, u32) {
        let points = match span.field {
            Field::Title => &self.title,
            Field::Body => &self.body,
        };
        (points.from_byte(span.range.start), points.from_byte(span.range.end))
    }

    fn text(&self, span: Span) -> &'a str {
        span.range.slice(self.article.text(span.field))
    }

    fn range(&self, span: Span) -> Value {
        let (start, end) = self.points(span);
        json!({ "field": field(span.field), "start": start, "end": end })
    }

    fn ranges(&self, spans: impl IntoIterator<Item = Span>) -> Value {
        spans.into_iter().map(|s| self.range(s)).collect::<Vec<_>>().into()
    }

    fn mention(&self, mention: &Mention, extraction: &Extraction) -> Value {
        let (start, end) = self.points(mention.at);
        let entity = mention.entity.and_then(|i| extraction.entities.get(i));
        json!({
            "field": field(mention.at.field),
            "start": start,
            "end": end,
            "text": self.text(mention.at),
            "kind": entity.map(|e| e.kind.name()),
            "form": mention.form.name(),
            "entity": mention.entity,
            "name": entity.map(|e| e.name.as_str()),
            "wikidata": entity.and_then(|e| e.wikidata.as_deref()),
            "geonames": entity.and_then(|e| e.geonames),
            "country": entity.and_then(|e| e.country.as_deref()),
            "rule": mention.rule,
        })
    }

    fn quote(&self, quote: &Quote, extraction: &Extraction) -> Map<String, Value> {
        let name = |entity: Option<usize>| entity.and_then(|i| extraction.entities.get(i)).map(|e| e.name.as_str());
        object(json!({
            "kind": quote.kind.name(),
            "content": self.ranges(quote.content.iter().copied()),
            "quoted": self.ranges(quote.quoted.iter().copied()),
            "speaker": self.ranges(quote.speaker),
            "cue": self.ranges(quote.cue),
            "speaker_means": self.ranges(quote.speaker_means),
            "speaker_entity": quote.speaker_entity,
            "speaker_name": speaker_name(quote, extraction),
            "speaker_entities": quote.speaker_entity.iter().chain(&quote.other_speakers).collect::<Vec<_>>(),
            "is_speech": quote.is_speech(),
            "cue_lemma": quote.cue_lemma,
            "addressee": name(quote.addressee),
            "sentence": quote.sentence,
            "confidence": round(quote.confidence),
            "rule": quote.rule,
        }))
    }

    fn claim(&self, claim: &Claim, extraction: &Extraction) -> Map<String, Value> {
        let (start, end) = self.points(claim.at);
        let label = |part: &Part| match part.entity.and_then(|i| extraction.entities.get(i)) {
            Some(entity) => entity.name.clone(),
            None => part.label.clone(),
        };
        let parts = |role: Role| -> Vec<String> { claim.parts.iter().filter(|p| p.role == role).map(label).collect() };
        let quantity = claim.quantity.as_ref();
        let interval = quantity.map(parallax_records::Quantity::interval);
        let place = claim.place_entity.and_then(|i| extraction.entities.get(i)).map(|e| e.name.as_str());
        let chain: Vec<Value> = claim
            .attribution
            .iter()
            .map(|hop| json!({ "label": hop.label, "cue": hop.cue, "at": hop.at.map(|at| self.range(at)) }))
            .collect();
        let mut fields = object(json!({
            "field": field(claim.at.field),
            "start": start,
            "end": end,
            "text": self.text(claim.at),
            "kind": claim.kind.name(),
            "event": null,
            "place": claim.place.as_deref().or(place),
            "place_name": place,
            "date": claim.happened.and_then(DateSpan::enclosing).map(|d| d.to_string()),
            "happened_from": claim.happened.map(|h| h.from.to_string()),
            "happened_to": claim.happened.map(|h| h.to.to_string()),
            "as_of": claim.as_of.and_then(DateSpan::enclosing).map(|d| d.to_string()),
            "status": claim.status.name(),
            "attributed_to": claim.attribution.first().map(|a| a.label.as_str()),
            "attribution": chain,
            "section": claim.section.name(),
        }));
        fields.extend(object(json!({
            "bound": quantity.map(|q| q.bound.name()),
            "n": quantity.and_then(|q| q.n).map(count),
            "n2": quantity.and_then(|q| q.n2).map(count),
            "word": quantity.and_then(|q| q.word.as_deref()),
            "hedge": quantity.and_then(|q| q.hedge.as_deref()),
            "unit": quantity.and_then(|q| q.unit.as_deref()),
            "low": interval.and_then(|i| i.low).map(count),
            "high": interval.and_then(|i| i.high).map(count),
            "low_open": interval.map(|i| i.low_open),
            "high_open": interval.map(|i| i.high_open),
            "approximate": interval.map(|i| i.approximate),
            "victims": claim.victims,
            "scope": claim.scope.map(|s| s.name()),
            "subset": claim.subset,
            "superset": claim.superset,
            "period": claim.period.map(|p| p.name()),
        })));
        fields.extend(object(json!({
            "participants": participants(&parts),
            "actor": parts(Role::Actor).first(),
            "actors": parts(Role::Actor),
            "target": parts(Role::Target),
            "instrument": parts(Role::Instrument),
            "stance": claim.stance.map(|s| s.name()),
            "form": claim.form.map(|f| f.name()),
            "occasion": claim.occasion,
            "sentence": claim.sentence,
            "quote": claim.quote,
            "confidence": round(claim.confidence),
            "rule": claim.rule,
        })));
        fields
    }
}

/// Who speaks, by name: several joined by "and".
fn speaker_name(quote: &Quote, extraction: &Extraction) -> Option<String> {
    let all = quote.speaker_entity.iter().chain(&quote.other_speakers);
    let names: Vec<&str> = all.filter_map(|i| extraction.entities.get(*i)).map(|e| e.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join(" and "))
}

/// Participants and hosts of a meeting together, as the codebook lists them.
fn participants(parts: &impl Fn(Role) -> Vec<String>) -> Vec<String> {
    let mut all = parts(Role::Participant);
    for host in parts(Role::Host) {
        if !all.contains(&host) {
            all.push(host);
        }
    }
    all
}

/// The contract calls the body "text".
const fn field(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::Body => "text",
    }
}

/// A number as JSON: whole where it is whole.
fn count(n: f64) -> Value {
    if n.fract() == 0.0 && n.abs() < 9e15 { Value::from(n as i64) } else { Value::from(n) }
}

/// A confidence with two digits; its 32 bits would print as 0.8999999762.
fn round(confidence: f32) -> Value {
    Value::from((f64::from(confidence) * 100.0).round() / 100.0)
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parallax_ingest::Origin;
    use parallax_records::{
        Attribution, ClaimKind, Entity, EntityKind, Gender, MentionForm, Quantity, Scope, Sentence, TextRange,
    };

    fn span(text: &str, part: &str) -> Span {
        let start = text.find(part).expect("the part stands in the text");
        Span::new(Field::Body, TextRange::new(start, start + part.len()))
    }

    fn found() -> AnnotatedArticle {
        let body = "Bürgermeisterin Zoë Faß said 41 people died.";
        let claim = Claim {
            quantity: Some(Quantity::exact(41.0)),
            victims: Some("people".into()),
            scope: Some(Scope::All),
            attribution: vec![Attribution {
                entity: Some(0),
                label: "Zoë Faß".into(),
                cue: Some("said".into()),
                at: Some(span(body, "Zoë Faß")),
            }],
            ..Claim::new(ClaimKind::Killed, span(body, "41 people died"), 0, 0.9, "test")
        };
        AnnotatedArticle {
            origin: Origin::file("folder/a.txt"),
            article: Article { title: "Title".into(), body: body.into(), ..Article::default() },
            extraction: Extraction {
                sentences: vec![Sentence { at: span(body, body) }],
                entities: vec![Entity {
                    kind: EntityKind::Person,
                    name: "Zoë Faß".into(),
                    aliases: Vec::new(),
                    wikidata: None,
                    geonames: None,
                    country: None,
                    gender: Some(Gender::Female),
                }],
                mentions: vec![Mention {
                    at: span(body, "Zoë Faß"),
                    entity: Some(0),
                    form: MentionForm::Name,
                    rule: "test",
                }],
                claims: vec![claim],
                ..Extraction::default()
            },
            warnings: vec!["no date".into()],
        }
    }

    /// What a reader that counts code points cuts out.
    fn cut(text: &str, at: &Value) -> String {
        let n = |key: &str| at[key].as_u64().expect("an offset") as usize;
        text.chars().skip(n("start")).take(n("end") - n("start")).collect()
    }

    #[test]
    fn offsets_are_code_points_of_the_texts() {
        let json = whole(&found(), None);
        let text = json["text"].as_str().expect("a text");
        assert_eq!(json["id"], "a.txt");
        assert_eq!(cut(text, &json["claims"][0]), "41 people died");
        assert_eq!(cut(text, &json["entities"][0]), "Zoë Faß");
        assert_eq!(cut(text, &json["claims"][0]["attribution"][0]["at"]), "Zoë Faß");
        assert_eq!(json["claims"][0]["field"], "text");
        assert_eq!((&json["claims"][0]["n"], &json["claims"][0]["confidence"]), (&json!(41), &json!(0.9)));
        assert_eq!(json["claims"][0]["event"], Value::Null);
        assert_eq!(json["warnings"][0], "no date");
    }

    #[test]
    fn links_and_texts_alone() {
        let links = Links { events: vec![Some("ferry".into())], families: Vec::new() };
        assert_eq!(whole(&found(), Some(&links))["claims"][0]["event"], "ferry");
        let keys: Vec<String> = object(text_only(&found())).keys().cloned().collect();
        assert_eq!(keys, ["id", "title", "byline", "source", "published", "published_from", "text"]);
    }
}
