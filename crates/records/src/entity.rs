//! Who and what an article names.

use crate::Span;
use crate::names::named_enum;

named_enum!(
    /// What an entity is.
    EntityKind, "entity kind", {
        /// A human being.
        Person => "person",
        /// A company, agency, party, government body, armed organisation.
        Organization => "organization",
        /// A country, city, region, building.
        Place => "place",
        /// A nationality, religion or people.
        Group => "group",
        /// A named event ("G-20 Summit").
        Event => "event",
        /// Anything else with a name.
        Other => "other",
});

named_enum!(
    /// Grammatical gender of a person, where the text or a name list gives it.
    Gender, "gender", {
        /// She.
        Female => "female",
        /// He.
        Male => "male",
});

named_enum!(
    /// How a mention refers.
    MentionForm, "mention form", {
        /// By a proper name.
        Name => "name",
        /// By a noun ("the president").
        Nominal => "nominal",
        /// By a pronoun.
        Pronoun => "pronoun",
});

/// One identity within one article. The store links it to the same identity elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The canonical name ("Barack Obama").
    pub name: String,
    /// Other names it bears in this article, sorted, without `name`.
    pub aliases: Vec<String>,
    /// Wikidata id, from credited data only.
    pub wikidata: Option<String>,
    /// GeoNames id of a place.
    pub geonames: Option<i64>,
    /// The country that a place is or lies in, as ISO 3166 code of two letters, where one is meant beyond doubt.
    pub country: Option<String>,
    /// Gender of a person, if known.
    pub gender: Option<Gender>,
}

/// A stretch of text that refers to an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Mention {
    /// Where.
    pub at: Span,
    /// Index into [`crate::Extraction::entities`].
    pub entity: Option<usize>,
    /// How it refers.
    pub form: MentionForm,
    /// The rule that linked it.
    pub rule: &'static str,
}
