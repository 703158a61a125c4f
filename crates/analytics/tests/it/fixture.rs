//! A small database of invented articles about an invented flood.

use parallax_records::{
    Article, Attribution, Bound, Claim, ClaimKind, Date, DatePrecision, Entity, EntityKind, Extraction, Field, Form,
    Mention, MentionForm, Part, Published, PublishedFrom, Quantity, Role, Scope, Sentence, Span, Status, TextRange,
};
use parallax_store::{CopyLink, NewRun, RunId, Store, StoreError};

/// An article that is being written.
pub(crate) struct Text {
    article: Article,
    extraction: Extraction,
}

impl Text {
    /// An article of an outlet and a day, with a headline of no claims.
    pub(crate) fn new(source: &str, day: &str, title: &str) -> Self {
        let published = Published { at: day.into(), precision: DatePrecision::Day, from: PublishedFrom::Manifest };
        let article = Article {
            source: (!source.is_empty()).then(|| source.to_owned()),
            title: title.into(),
            published: Some(published),
            ..Article::default()
        };
        let mut extraction = Extraction::default();
        extraction.sentences.push(Sentence { at: Span::new(Field::Title, TextRange::new(0, title.len())) });
        Self { article, extraction }
    }

    /// Adds a sentence and gives its number.
    fn sentence(&mut self, text: &str) -> (usize, Span) {
        if !self.article.body.is_empty() {
            self.article.body.push(' ');
        }
        let start = self.article.body.len();
        self.article.body.push_str(text);
        let at = Span::new(Field::Body, TextRange::new(start, start + text.len()));
        self.extraction.sentences.push(Sentence { at });
        (self.extraction.sentences.len() - 1, at)
    }

    fn entity(&mut self, kind: EntityKind, name: &str) -> usize {
        if let Some(known) = self.extraction.entities.iter().position(|e| e.name == name) {
            return known;
        }
        let entity = Entity {
            kind,
            name: name.into(),
            aliases: Vec::new(),
            wikidata: None,
            geonames: None,
            country: None,
            gender: None,
        };
        self.extraction.entities.push(entity);
        self.extraction.entities.len() - 1
    }

    fn claim(&mut self, kind: ClaimKind, text: &str) -> &mut Claim {
        let (sentence, at) = self.sentence(text);
        self.extraction.claims.push(Claim::new(kind, at, sentence, 0.9, "fixture"));
        self.extraction.claims.last_mut().expect("just pushed")
    }

    /// A figure of a place and day; the whole sentence is its evidence.
    pub(crate) fn figure(mut self, kind: ClaimKind, text: &str, bound: Bound, n: f64, place: &str, day: &str) -> Self {
        let happened: Date = day.parse().expect("a day");
        let claim = self.claim(kind, text);
        claim.quantity = Some(Quantity { bound, ..Quantity::exact(n) });
        claim.scope = Some(Scope::All);
        claim.place = Some(place.into());
        claim.happened = Some(happened.into());
        self
    }

    /// Whom the last figure is from.
    pub(crate) fn from(mut self, label: &str) -> Self {
        let claim = self.extraction.claims.last_mut().expect("a claim");
        claim.attribution.push(Attribution { entity: None, label: label.into(), cue: None, at: None });
        self
    }

    /// The last figure counts this group, as a part of another figure or not.
    pub(crate) fn counting(mut self, scope: Scope, subset: bool) -> Self {
        let claim = self.extraction.claims.last_mut().expect("a claim");
        (claim.scope, claim.subset) = (Some(scope), subset);
        self
    }

    /// A meeting.
    pub(crate) fn met(mut self, text: &str, who: [&str; 2], status: Status, place: &str, day: Option<&str>) -> Self {
        let entities = who.map(|name| (self.entity(EntityKind::Person, name), name));
        let claim = self.claim(ClaimKind::Met, text);
        claim.status = status;
        claim.form = Some(Form::Meeting);
        claim.place = (!place.is_empty()).then(|| place.to_owned());
        claim.happened = day.map(|d| d.parse::<Date>().expect("a day").into());
        claim.parts = entities
            .map(|(entity, name)| Part { role: Role::Participant, entity: Some(entity), label: name.into() })
            .to_vec();
        self
    }

    /// A mention of a person by some words.
    pub(crate) fn mention(mut self, text: &str, name: &str, called: &str) -> Self {
        let entity = self.entity(EntityKind::Person, name);
        let (_, at) = self.sentence(text);
        let start = at.range.start as usize + text.find(called).expect("the words stand in the sentence");
        let range = TextRange::new(start, start + called.len());
        let form = MentionForm::Name;
        self.extraction.mentions.push(Mention {
            at: Span::new(Field::Body, range),
            entity: Some(entity),
            form,
            rule: "fixture",
        });
        self
    }
}

/// A database of these articles, linked.
pub(crate) fn database(texts: Vec<Text>) -> Store {
    database_with(texts, &[])
}

/// The same with copies; articles are numbered from 1 in the order given.
pub(crate) fn database_with(texts: Vec<Text>, copies: &[CopyLink]) -> Store {
    let mut store = Store::in_memory().expect("a database in memory");
    write(&mut store, &texts);
    store.replace_copies(copies).expect("copies are written");
    parallax_analytics::relink(&mut store).expect("the database is linked");
    store
}

fn run(store: &mut Store) -> RunId {
    store.begin_run(&NewRun { started_at: "2031-05-01T00:00:00Z".into(), ..NewRun::default() }).expect("a run")
}

fn write(store: &mut Store, texts: &[Text]) {
    let run = run(store);
    store
        .batch::<_, StoreError>(run, |batch| {
            texts.iter().try_for_each(|t| batch.add(&t.article, &t.extraction).map(|_| ()))
        })
        .expect("articles are written");
}

/// Adds articles to a database and links it.
pub(crate) fn add(store: &mut Store, texts: Vec<Text>) {
    write(store, &texts);
    parallax_analytics::relink(store).expect("the database is linked");
}

/// Writes what was found in a stored article anew, as a newer extraction does.
pub(crate) fn extract_again(store: &mut Store, article: i64, text: Text) {
    let run = run(store);
    store
        .batch::<_, StoreError>(run, |batch| batch.replace(article, &text.article, &text.extraction))
        .expect("the article is replaced");
}

/// A flood in an invented town, told by four outlets over four days.
pub(crate) fn flood() -> Vec<Text> {
    let (killed, injured) = (ClaimKind::Killed, ClaimKind::Injured);
    let day = "2031-04-02";
    vec![
        Text::new("Harbour Post", "2031-04-02", "River bursts its banks in Marvell")
            .figure(killed, "The flood killed more than 20 people in Marvell.", Bound::MoreThan, 20.0, "Marvell", day)
            .figure(injured, "Another 50 people were hurt in the flood.", Bound::Exact, 50.0, "Marvell", day)
            .met(
                "Mayor Ida Berg will meet Minister Tor Lind in Oldport on Friday.",
                ["Ida Berg", "Tor Lind"],
                Status::Planned,
                "Oldport",
                Some("2031-04-04"),
            ),
        Text::new("Valley Radio", "2031-04-03", "Marvell counts its dead")
            .figure(killed, "At least 27 people died in the Marvell flood.", Bound::AtLeast, 27.0, "Marvell", day)
            .figure(killed, "The army says that 60 people died in the flood.", Bound::Exact, 60.0, "Marvell", day)
            .from("the army")
            .figure(killed, "Among the dead of the flood are 8 children.", Bound::Exact, 8.0, "Marvell", day)
            .counting(Scope::Children, true),
        Text::new("The Lantern", "2031-04-04", "Rain goes on")
            .figure(killed, "The flood in Marvell killed 31 people.", Bound::Exact, 31.0, "Marvell", day)
            .figure(killed, "The coastguard counted 29 dead after the flood.", Bound::Exact, 29.0, "Marvell", day)
            .from("the coastguard")
            .figure(
                killed,
                "A fire in Sandhaven killed 3 people on Thursday.",
                Bound::Exact,
                3.0,
                "Sandhaven",
                "2031-04-03",
            ),
        Text::new("Harbour Post", "2031-04-05", "Waters fall")
            .figure(killed, "The flood in Marvell killed 33 people.", Bound::Exact, 33.0, "Marvell", day)
            .met(
                "Ida Berg met Tor Lind in Oldport on Friday.",
                ["Ida Berg", "Tor Lind"],
                Status::Occurred,
                "Oldport",
                Some("2031-04-04"),
            )
            .mention("Critics call her the flood mayor, Mrs Berg.", "Ida Berg", "Mrs Berg"),
        Text::new("", "2031-04-05", "A view from the hill")
            .figure(killed, "The flood in Marvell killed 33 people.", Bound::Exact, 33.0, "Marvell", day)
            .mention("Ida Berg was born upstream.", "Ida Berg", "Ida Berg"),
    ]
}
