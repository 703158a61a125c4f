//! What linking reads of a claim: plain rows, from the database or from memory.

use chrono::NaiveDate;
use parallax_records::{ClaimKind, DateSpan, Form, Interval, Period, Scope, Section, Status};

/// One claim as linking sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkClaim {
    /// The caller's key; the answer names it.
    pub id: i64,
    /// Key of its article.
    pub article: i64,
    /// Number of its sentence within the article, in order of the text.
    pub sentence: i64,
    /// The part of the article it stands in.
    pub section: Section,
    /// What is claimed.
    pub kind: ClaimKind,
    /// Whether it happened.
    pub status: Status,
    /// The evidence.
    pub text: String,
    /// The sentence around it; the evidence again where it is not known.
    pub context: String,
    /// Where, as the text or the entity gives it.
    pub place: Option<String>,
    /// The country of the place, as ISO 3166 code of two letters, where it is known.
    pub country: Option<String>,
    /// When.
    pub happened: Option<DateSpan>,
    /// The words that name the event ("the floods in Marvell").
    pub event_phrase: Option<String>,
    /// Canonical names of those who take part, act or are struck.
    pub participants: Vec<String>,
    /// Whom it is from, as far as the chain of attribution goes.
    pub origin: Option<String>,
    /// The form of a meeting.
    pub form: Option<Form>,
    /// The occasion of a meeting.
    pub occasion: Option<String>,
    /// The numbers a figure allows.
    pub interval: Option<Interval>,
    /// The vague word of a figure ("thousands").
    pub word: Option<String>,
    /// Who is counted.
    pub scope: Option<Scope>,
    /// Whether it is part of another figure.
    pub subset: bool,
    /// What stretch of time it covers.
    pub period: Option<Period>,
    /// Names in its sentence.
    pub names: Vec<String>,
}

/// What linking reads of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkArticle {
    /// The caller's key.
    pub id: i64,
    /// The headline.
    pub title: String,
    /// The day it was published, if known.
    pub published: Option<NaiveDate>,
}

/// An event found in the claims of many articles.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkedEvent {
    /// A short name for the command line, unique among the events of one linking.
    pub slug: String,
    /// What people call it: name, place, day.
    pub title: String,
    /// "harm" (figures, responsibility, strikes), "meeting", "visit" or "long" (wars, years).
    pub kind: EventKind,
    /// When it happened.
    pub date: Option<DateSpan>,
    /// Where, as most claims give it.
    pub place: Option<String>,
    /// Index of the event that this one is a part of.
    pub parent: Option<usize>,
    /// What holds it together, in words.
    pub reason: String,
}

crate::names::named!(
    /// What sort of event it is.
    EventKind {
        /// People were harmed, something was struck.
        Harm = "harm",
        /// Parties met.
        Meeting = "meeting",
        /// Somebody went somewhere.
        Visit = "visit",
        /// A war, a year, a crisis: figures that add up over a long time.
        Long = "long",
    }
);

/// The event of one claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The claim's key.
    pub claim: i64,
    /// Index into [`Linked::events`].
    pub event: usize,
    /// Why, in words.
    pub reason: String,
}

/// The events of a set of claims.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Linked {
    /// The events, ordered by date, then by slug.
    pub events: Vec<LinkedEvent>,
    /// One row a linked claim, in order of the claims' keys.
    pub claims: Vec<Assignment>,
}
