//! What a frame looks like: its columns, their types, and a sentence on each.

use polars::prelude::{Categories, DataType, TimeUnit, TimeZone};

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// A whole number, 64 bits.
    Int,
    /// A number, 64 bits.
    Real,
    /// Free text.
    Text,
    /// A word of a small set, stored as a categorical.
    Word,
    /// Yes or no.
    Flag,
    /// A calendar day.
    Day,
    /// A moment, in UTC, to the microsecond.
    Moment,
}

impl ColumnType {
    /// The polars type.
    pub fn dtype(self) -> DataType {
        match self {
            Self::Int => DataType::Int64,
            Self::Real => DataType::Float64,
            Self::Text => DataType::String,
            Self::Word => DataType::from_categories(Categories::global()),
            Self::Flag => DataType::Boolean,
            Self::Day => DataType::Date,
            Self::Moment => DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)),
        }
    }

    /// The type in the words of the data dictionary.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Int => "integer",
            Self::Real => "number",
            Self::Text => "text",
            Self::Word => "word",
            Self::Flag => "yes/no",
            Self::Day => "date",
            Self::Moment => "time (UTC)",
        }
    }
}

/// One column of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, the same in every export.
    pub name: &'static str,
    /// Its type.
    pub kind: ColumnType,
    /// What it holds.
    pub doc: &'static str,
}

/// A frame read from the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameSchema {
    /// Its name.
    pub name: &'static str,
    /// What a row is.
    pub doc: &'static str,
    /// The statement that reads it; its columns are those of `columns`, in order.
    pub(crate) sql: &'static str,
    /// The table whose keys its rows run by, where it may be large: its statement then takes the
    /// parameters `first` and `last`.
    pub(crate) keyed_by: Option<&'static str>,
    /// Its columns.
    pub columns: &'static [Column],
}

/// Declares a frame's columns, one line each.
macro_rules! columns {
    ($($name:ident $kind:ident $doc:literal;)+) => {
        &[$(Column { name: stringify!($name), kind: ColumnType::$kind, doc: $doc }),+]
    };
}

/// One row an article.
pub const ARTICLES: FrameSchema = FrameSchema {
    name: "articles",
    doc: "One row an article: its latest version.",
    sql: include_str!("../../../../queries/frames/articles.sql"),
    keyed_by: None,
    columns: columns! {
        article_id Int "Key of the article.";
        source_id Int "Key of the outlet.";
        source Word "The outlet.";
        source_kind Word "agency, newspaper, broadcaster, government, ngo, social or other.";
        published Moment "When it was published; midnight where only the day is known.";
        published_day Day "The day it was published.";
        published_precision Word "How finely that is known.";
        published_from Word "Where the date was found.";
        title Text "The headline.";
        byline Text "Who wrote it.";
        agency Word "The agency it was taken from.";
        lang Word "ISO 639-1 code of its language.";
        url Text "Its address.";
        external_id Text "The id of the input record.";
        chars Int "Length of the text in characters.";
        copy_of Int "Key of the article its text was taken from.";
        copy_share Real "How much of its text was taken, 0 to 1.";
        body Text "The cleaned text; empty where the export leaves texts out.";
    },
};

/// One row an event.
pub const EVENTS: FrameSchema = FrameSchema {
    name: "events",
    doc: "One row an event that claims of several articles were linked to.",
    sql: include_str!("../../../../queries/frames/events.sql"),
    keyed_by: None,
    columns: columns! {
        event_id Int "Key of the event.";
        event Word "Its short name, as the command line takes it.";
        title Text "What people call it.";
        kind Word "harm, meeting, visit or long.";
        date_from Day "First day.";
        date_to Day "Last day.";
        place Text "Where.";
        parent Word "The event that this one is a part of.";
        origin Word "machine, or user where a person declared it.";
        reason Text "Why these claims are one event.";
        parent_id Int "Key of the event that this one is a part of.";
    },
};

/// One row a claim.
pub const CLAIMS: FrameSchema = FrameSchema {
    name: "claims",
    doc: "One row a claim as it was extracted.",
    sql: include_str!("../../../../queries/frames/claims.sql"),
    keyed_by: Some("claim"),
    columns: columns! {
        claim_id Int "Key of the claim.";
        article_id Int "Key of its article.";
        sentence_id Int "Key of its sentence.";
        quote_id Int "Key of the quote it stands in.";
        event_id Int "Key of its event.";
        kind Word "killed, injured, missing, displaced, detained, met, visited, responsible, struck or figure.";
        status Word "occurred, planned, possible or denied.";
        says Text "The evidence, verbatim.";
        section Word "title, body or caption.";
        bound Word "exact, at_least, more_than, at_most, fewer_than, about, nearly, range or vague.";
        n Real "The number stated.";
        n2 Real "The upper end of a range.";
        word Word "A word that names no exact number (dozens).";
        hedge Word "The hedge as written (at least).";
        low Real "Least number allowed.";
        high Real "Greatest number allowed.";
        low_open Flag "No least number is given.";
        high_open Flag "No greatest number is given.";
        approximate Flag "The ends are approximate.";
        unit Word "What is counted in, where it is no plain count.";
        victims Text "Who is counted, as written.";
        scope Word "all, civilians, children, women, fighters, security_forces, attackers, nationals or other.";
        subset Flag "It is part of another figure.";
        superset_id Int "Key of that figure.";
        period Word "incident, day or cumulative.";
        stance Word "claimed, blamed or denied, for responsibility.";
        form Word "meeting, talks, call, summit, visit or other.";
        occasion Text "The occasion of a meeting.";
        place Text "Where, as the text gives it.";
        happened_from Day "First day on which it may have happened.";
        happened_to Day "Last day on which it may have happened.";
        happened_precision Word "How finely that is known.";
        as_of Day "The day for which a figure holds, where the text says so.";
        event_phrase Text "The words that name the event.";
        event_reason Text "Why it was linked to its event.";
        field Word "title or body: the text that the offsets count in.";
        start_char Int "First character of the evidence, from 0.";
        end_char Int "One past its last character.";
        confidence Real "Between 0 and 1.";
        rule Word "The rule that found it.";
        review Word "accepted or corrected, where a person judged it.";
    },
};

/// One row a hop of attribution.
pub const ATTRIBUTIONS: FrameSchema = FrameSchema {
    name: "attributions",
    doc: "Who says who says: one row a hop; hop 1 is whom the article cites, hop 2 whom they cite.",
    sql: include_str!("../../../../queries/frames/attributions.sql"),
    keyed_by: None,
    columns: columns! {
        claim_id Int "Key of the claim.";
        hop Int "1 for whom the article cites.";
        label Text "The words of the text.";
        cue Text "The words that attribute.";
        entity Text "The canonical name.";
        entity_id Int "Key of the entity.";
    },
};

/// One row a participant.
pub const PARTS: FrameSchema = FrameSchema {
    name: "parts",
    doc: "Who takes part in a claim: participants, hosts, actors, targets, victims.",
    sql: include_str!("../../../../queries/frames/parts.sql"),
    keyed_by: None,
    columns: columns! {
        claim_id Int "Key of the claim.";
        role Word "participant, host, actor, target, victim or instrument.";
        ordinal Int "Order in the text within the role.";
        name Text "The canonical name.";
        label Text "The words of the text.";
        entity_kind Word "person, organization, place, group, event or other.";
        entity_id Int "Key of the entity.";
    },
};

/// One row a quote.
pub const QUOTES: FrameSchema = FrameSchema {
    name: "quotes",
    doc: "One row a quote.",
    sql: include_str!("../../../../queries/frames/quotes.sql"),
    keyed_by: None,
    columns: columns! {
        quote_id Int "Key of the quote.";
        article_id Int "Key of its article.";
        sentence_id Int "Key of its sentence.";
        family_id Int "Key of its family: variants of one utterance.";
        kind Word "direct, mixed, indirect or scare.";
        says Text "What is said, verbatim.";
        speaker Text "Who says it: the canonical name where known.";
        speaker_as_written Text "The speaker as written (he).";
        cue Text "The words that report.";
        cue_lemma Word "The cue's dictionary form.";
        addressee Text "Who is spoken to.";
        confidence Real "Between 0 and 1.";
        rule Word "The rule that found it.";
        review Word "accepted or corrected, where a person judged it.";
        speaker_id Int "Key of the speaker.";
    },
};

/// One row a mention.
pub const MENTIONS: FrameSchema = FrameSchema {
    name: "mentions",
    doc: "One row a mention of an entity.",
    sql: include_str!("../../../../queries/frames/mentions.sql"),
    keyed_by: None,
    columns: columns! {
        mention_id Int "Key of the mention.";
        article_id Int "Key of its article.";
        entity Text "The canonical name.";
        entity_kind Word "person, organization, place, group, event or other.";
        called Text "The words of the text.";
        form Word "name, nominal or pronoun.";
        field Word "title or body.";
        start_char Int "First character, from 0.";
        end_char Int "One past its last character.";
        rule Word "The rule that linked it.";
        entity_id Int "Key of the entity.";
    },
};

/// One row a sentence that something points at.
pub const SENTENCES: FrameSchema = FrameSchema {
    name: "sentences",
    doc: "The sentences that claims and quotes point at.",
    sql: include_str!("../../../../queries/frames/sentences.sql"),
    keyed_by: None,
    columns: columns! {
        sentence_id Int "Key of the sentence.";
        article_id Int "Key of its article.";
        ordinal Int "Its number in the article, from 0.";
        field Word "title or body.";
        start_char Int "First character, from 0.";
        end_char Int "One past its last character.";
        text Text "The sentence; empty where the export leaves texts out.";
    },
};

/// One row a claim of a statement.
pub const STATEMENTS: FrameSchema = FrameSchema {
    name: "statements",
    doc: "Distinct content: the claims of one event, kind, scope, interval, status and origin; one row a claim.",
    sql: include_str!("../../../../queries/frames/statements.sql"),
    keyed_by: None,
    columns: columns! {
        statement_id Int "Key of the statement.";
        claim_id Int "Key of a claim that says it.";
        event_id Int "Key of the event.";
        kind Word "What is counted.";
        scope Word "Who is counted.";
        low Real "Least number allowed.";
        high Real "Greatest number allowed.";
        low_open Flag "No least number is given.";
        high_open Flag "No greatest number is given.";
        approximate Flag "The ends are approximate.";
        status Word "occurred, planned, possible or denied.";
        attributed_to Text "The ultimate origin named; empty for the outlets' own voice.";
        first_at Moment "When it was first published.";
        last_at Moment "When it was last published.";
    },
};

/// One row a relation.
pub const RELATIONS: FrameSchema = FrameSchema {
    name: "relations",
    doc: "How statements stand to each other; for updates the first is the later one.",
    sql: include_str!("../../../../queries/frames/relations.sql"),
    keyed_by: None,
    columns: columns! {
        statement_id Int "Key of the statement.";
        other_id Int "Key of the other statement.";
        relation Word "refines, update, bound-raised, contradict or other-scope.";
        reason Text "Why, in words.";
    },
};

/// All frames, in the order of the data dictionary.
pub const FRAMES: [&FrameSchema; 10] =
    [&ARTICLES, &EVENTS, &CLAIMS, &ATTRIBUTIONS, &PARTS, &QUOTES, &MENTIONS, &SENTENCES, &STATEMENTS, &RELATIONS];
