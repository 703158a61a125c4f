//! What an article claims: figures, meetings, responsibility.

use crate::names::named_enum;
use crate::{DateSpan, Field, Quantity, Section, Span};

named_enum!(
    /// What is claimed; see the codebook.
    ClaimKind, "claim kind", {
        /// People died.
        Killed => "killed",
        /// People were hurt.
        Injured => "injured",
        /// People are missing.
        Missing => "missing",
        /// People fled or were evacuated.
        Displaced => "displaced",
        /// People were arrested, held, taken hostage.
        Detained => "detained",
        /// Two or more parties met or spoke.
        Met => "met",
        /// Somebody went to a place, no host named.
        Visited => "visited",
        /// Somebody did it, by own word or by another's.
        Responsible => "responsible",
        /// Somebody attacked something.
        Struck => "struck",
        /// Any other counted or measured thing.
        Figure => "figure",
});

impl ClaimKind {
    /// Whether the kind counts people harmed (the five figures of the codebook).
    pub const fn counts_people(self) -> bool {
        matches!(self, Self::Killed | Self::Injured | Self::Missing | Self::Displaced | Self::Detained)
    }
}

named_enum!(
    /// Whether the text says that it happened.
    Status, "status", {
        /// It happened.
        Occurred => "occurred",
        /// It is due to happen.
        Planned => "planned",
        /// It may have happened or may happen.
        Possible => "possible",
        /// It did not happen.
        Denied => "denied",
});

named_enum!(
    /// Who of those concerned a figure counts.
    Scope, "scope", {
        /// Everybody: no restriction, or "people".
        All => "all",
        /// Civilians.
        Civilians => "civilians",
        /// Children.
        Children => "children",
        /// Women.
        Women => "women",
        /// Combatants of an armed group.
        Fighters => "fighters",
        /// Police or soldiers of a state.
        SecurityForces => "security_forces",
        /// Perpetrators of this event.
        Attackers => "attackers",
        /// People of a nationality or origin.
        Nationals => "nationals",
        /// Any other restriction.
        Other => "other",
});

named_enum!(
    /// What stretch of time a figure covers.
    Period, "period", {
        /// One event.
        Incident => "incident",
        /// One day.
        Day => "day",
        /// A war, a year, "so far".
        Cumulative => "cumulative",
});

named_enum!(
    /// Whose word a claim of responsibility is.
    Stance, "stance", {
        /// The actor's own.
        Claimed => "claimed",
        /// Others say so.
        Blamed => "blamed",
        /// The actor denies it.
        Denied => "denied",
});

named_enum!(
    /// The form of a meeting.
    Form, "form of a meeting", {
        /// A meeting in person.
        Meeting => "meeting",
        /// Talks, a conversation.
        Talks => "talks",
        /// A telephone or video call.
        Call => "call",
        /// A summit.
        Summit => "summit",
        /// A visit to a host.
        Visit => "visit",
        /// Any other.
        Other => "other",
});

named_enum!(
    /// The part that somebody plays in a claim.
    Role, "role", {
        /// Takes part in a meeting.
        Participant => "participant",
        /// Receives the others.
        Host => "host",
        /// Did it.
        Actor => "actor",
        /// What or who was struck.
        Target => "target",
        /// Who is counted.
        Victim => "victim",
        /// What it was done with.
        Instrument => "instrument",
});

/// Somebody's part in a claim.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Part {
    /// The part.
    pub role: Role,
    /// Index into [`crate::Extraction::entities`], where it is a known entity.
    pub entity: Option<usize>,
    /// The canonical name, or the words of the text.
    pub label: String,
}

/// One step of "who says who says": hop 1 is whom the article cites, hop 2 whom they cite.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Attribution {
    /// Index into [`crate::Extraction::entities`].
    pub entity: Option<usize>,
    /// Verbatim and short ("the Syrian Observatory for Human Rights").
    pub label: String,
    /// The words that attribute ("said", "according to").
    pub cue: Option<String>,
    /// Where the label stands.
    pub at: Option<Span>,
}

/// One claim, with the smallest stretch of text that proves it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Claim {
    /// What is claimed.
    pub kind: ClaimKind,
    /// The evidence.
    pub at: Span,
    /// Index of its sentence in [`crate::Extraction::sentences`].
    pub sentence: usize,
    /// The part of the article it stands in.
    pub section: Section,
    /// Index of the quote around it in [`crate::Extraction::quotes`].
    pub quote: Option<usize>,
    /// The number, for figures.
    pub quantity: Option<Quantity>,
    /// Head phrase of who or what is counted ("IS fighters").
    pub victims: Option<String>,
    /// Who is counted.
    pub scope: Option<Scope>,
    /// Whether the text says it is part of another figure.
    pub subset: bool,
    /// Index of that other claim in [`crate::Extraction::claims`].
    pub superset: Option<usize>,
    /// What stretch of time a figure covers.
    pub period: Option<Period>,
    /// Whether it happened.
    pub status: Status,
    /// Whose word it is, for responsibility.
    pub stance: Option<Stance>,
    /// The form of a meeting.
    pub form: Option<Form>,
    /// The occasion of a meeting ("G-20 Summit").
    pub occasion: Option<String>,
    /// Participants, actors, targets, victims; in the order of the text within a role.
    pub parts: Vec<Part>,
    /// The place, as the text gives it.
    pub place: Option<String>,
    /// Index of the place in [`crate::Extraction::entities`].
    pub place_entity: Option<usize>,
    /// When it happened.
    pub happened: Option<DateSpan>,
    /// As of when a figure holds, if the text says so.
    pub as_of: Option<DateSpan>,
    /// The chain of attribution, hop 1 first.
    pub attribution: Vec<Attribution>,
    /// The words that name the event ("the attacks in Paris"), for linking.
    pub event_phrase: Option<String>,
    /// Between 0 and 1.
    pub confidence: f32,
    /// The rule that found it; a user's own frames name theirs at run time.
    pub rule: std::borrow::Cow<'static, str>,
}

impl Claim {
    /// A claim of which no more is known than what it is, where it stands and what found it:
    /// it happened, counts nothing and is in the outlet's own voice.
    pub fn new(
        kind: ClaimKind,
        at: Span,
        sentence: usize,
        confidence: f32,
        rule: impl Into<std::borrow::Cow<'static, str>>,
    ) -> Self {
        Self {
            kind,
            at,
            sentence,
            section: if at.field == Field::Title { Section::Title } else { Section::Body },
            quote: None,
            quantity: None,
            victims: None,
            scope: None,
            subset: false,
            superset: None,
            period: None,
            status: Status::Occurred,
            stance: None,
            form: None,
            occasion: None,
            parts: Vec::new(),
            place: None,
            place_entity: None,
            happened: None,
            as_of: None,
            attribution: Vec::new(),
            event_phrase: None,
            confidence,
            rule: rule.into(),
        }
    }
}
