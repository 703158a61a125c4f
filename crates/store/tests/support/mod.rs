//! Small articles built by hand: ranges are found by looking for the words.

#![allow(dead_code, reason = "each test file uses a part")]

use parallax_records::{
    Article, Attribution, Claim, ClaimKind, DatePrecision, Entity, EntityKind, Extraction, Field, Form, Mention,
    MentionForm, Part, Published, PublishedFrom, Quantity, Quote, QuoteKind, Role, Scope, Segment, SegmentKind,
    Sentence, Span, Status, TextRange,
};
use parallax_store::{NewRun, RunId, Store};

/// An article in the making.
pub(crate) struct Draft {
    pub(crate) article: Article,
    pub(crate) found: Extraction,
}

/// A sentence of the body is what ends in ". " or at the end; good enough for tests.
pub(crate) fn draft(source: &str, id: &str, day: &str, title: &str, body: &str) -> Draft {
    let article = Article {
        external_id: Some(id.to_owned()),
        source: (!source.is_empty()).then(|| source.to_owned()),
        title: title.to_owned(),
        body: body.to_owned(),
        published: Some(Published { at: day.to_owned(), precision: DatePrecision::Day, from: PublishedFrom::Manifest }),
        lang: Some("en".to_owned()),
        segments: vec![Segment {
            kind: SegmentKind::Body,
            is_repeat: false,
            raw: TextRange::new(0, body.len()),
            body: Some(TextRange::new(0, body.len())),
        }],
        ..Article::default()
    };
    let mut found = Extraction::default();
    if !title.is_empty() {
        found.sentences.push(Sentence { at: Span::new(Field::Title, TextRange::new(0, title.len())) });
    }
    let mut start = 0;
    while start < body.len() {
        let end = body[start..].find(". ").map_or(body.len(), |i| start + i + 1);
        found.sentences.push(Sentence { at: Span::new(Field::Body, TextRange::new(start, end)) });
        start = end + usize::from(end < body.len());
    }
    Draft { article, found }
}

impl Draft {
    /// Where `words` first stand, body before title.
    pub(crate) fn span(&self, words: &str) -> Span {
        for field in [Field::Body, Field::Title] {
            if let Some(start) = self.article.text(field).find(words) {
                return Span::new(field, TextRange::new(start, start + words.len()));
            }
        }
        panic!("{words:?} is not in the article");
    }

    fn sentence_of(&self, span: Span) -> usize {
        let holds = |s: &Sentence| s.at.field == span.field && s.at.range.contains(span.range);
        self.found.sentences.iter().position(holds).expect("a sentence around it")
    }

    /// An entity, with a mention wherever one of `called` stands.
    pub(crate) fn entity(mut self, kind: EntityKind, name: &str, called: &[&str]) -> Self {
        let index = self.found.entities.len();
        let aliases = called.iter().filter(|c| **c != name).map(|c| (*c).to_owned()).collect();
        self.found.entities.push(Entity {
            kind,
            name: name.to_owned(),
            aliases,
            wikidata: None,
            geonames: None,
            country: None,
            gender: None,
        });
        for words in called {
            let at = self.span(words);
            self.found.mentions.push(Mention { at, entity: Some(index), form: MentionForm::Name, rule: "by hand" });
        }
        self
    }

    pub(crate) fn person(self, name: &str, called: &[&str]) -> Self {
        self.entity(EntityKind::Person, name, called)
    }

    fn index_of(&self, name: &str) -> Option<usize> {
        self.found.entities.iter().position(|e| e.name == name)
    }

    fn bare_claim(&self, kind: ClaimKind, words: &str) -> Claim {
        let at = self.span(words);
        Claim::new(kind, at, self.sentence_of(at), 0.9, "by hand")
    }

    /// A figure; `from` are the words of its attribution, "" for none.
    pub(crate) fn figure(mut self, kind: ClaimKind, words: &str, quantity: Quantity, from: &str) -> Self {
        let mut claim = self.bare_claim(kind, words);
        claim.quantity = Some(quantity);
        claim.scope = Some(Scope::All);
        if !from.is_empty() {
            claim.attribution.push(Attribution {
                entity: self.index_of(from),
                label: from.to_owned(),
                cue: Some("said".to_owned()),
                at: Some(self.span(from)),
            });
        }
        self.found.claims.push(claim);
        self
    }

    pub(crate) fn killed(self, words: &str, n: f64, from: &str) -> Self {
        self.figure(ClaimKind::Killed, words, Quantity::exact(n), from)
    }

    /// Changes the claim made last.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut Claim)) -> Self {
        change(self.found.claims.last_mut().expect("a claim"));
        self
    }

    pub(crate) fn met(mut self, words: &str, who: &[&str], status: Status) -> Self {
        let mut claim = self.bare_claim(ClaimKind::Met, words);
        claim.status = status;
        claim.form = Some(Form::Talks);
        claim.parts = who
            .iter()
            .map(|name| Part { role: Role::Participant, entity: self.index_of(name), label: (*name).to_owned() })
            .collect();
        self.found.claims.push(claim);
        self
    }

    /// A direct quote; `content` are its pieces.
    pub(crate) fn quote(mut self, content: &[&str], speaker: &str, name: &str, cue: &str) -> Self {
        let content: Vec<Span> = content.iter().map(|c| self.span(c)).collect();
        let quote = Quote {
            kind: QuoteKind::Direct,
            quoted: content.clone(),
            sentence: self.sentence_of(content[0]),
            content,
            speaker: Some(self.span(speaker)),
            speaker_entity: self.index_of(name),
            other_speakers: Vec::new(),
            speaker_means: None,
            cue: Some(self.span(cue)),
            cue_lemma: Some("say".to_owned()),
            addressee: None,
            confidence: 0.8,
            rule: "by hand",
        };
        self.found.quotes.push(quote);
        self
    }
}

/// A run to write under.
pub(crate) fn run(store: &mut Store) -> RunId {
    let run = NewRun { command: "test".to_owned(), started_at: "2026-01-01T00:00:00Z".to_owned(), ..NewRun::default() };
    store.begin_run(&run).expect("a run")
}

/// Adds drafts in one batch.
pub(crate) fn add(store: &mut Store, drafts: &[Draft]) -> Vec<parallax_store::Added> {
    let run = run(store);
    store
        .batch(run, |batch| {
            drafts.iter().map(|d| batch.add(&d.article, &d.found)).collect::<parallax_store::Result<_>>()
        })
        .expect("a batch")
}
