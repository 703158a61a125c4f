//! The statements behind lists and single rows; their texts stand in queries/lists/.

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $file:literal),+ $(,)?) => {
        $($(#[$doc])* pub(crate) const $name: &str = include_str!(concat!("../../../queries/lists/", $file, ".sql"));)+
    };
}

lists! {
    /// One article.
    ARTICLE = "article",
    /// The articles that a reference means.
    ARTICLE_NAMED = "article_named",
    /// The articles.
    ARTICLES = "articles",
    /// One claim in its article.
    CLAIM = "claim",
    /// What is claimed.
    CLAIMS = "claims",
    /// Who copied whom.
    COPIES = "copies",
    /// What people decided.
    DECISIONS = "decisions",
    /// People, organisations, places.
    ENTITIES = "entities",
    /// One entity.
    ENTITY = "entity",
    /// The events.
    EVENTS = "events",
    /// An entity by name, slug or number.
    ENTITY_NAMED = "entity_named",
    /// Why the names of several articles are one entity.
    IDENTITY = "identity",
    /// What each source calls whom.
    NAMING = "naming",
    /// One quote in its article.
    QUOTE = "quote",
    /// Who says what.
    QUOTES = "quotes",
    /// What deserves a look.
    REVIEW = "review",
    /// How much is judged.
    REVIEWED = "reviewed",
    /// What was done to the database.
    RUNS = "runs",
    /// The article that mentions an entity.
    NAMED_IN = "named_in",
    /// What each source calls organisations and places.
    NAMES_BY_SOURCE = "names_by_source",
    /// One utterance in several wordings.
    QUOTE_VARIANTS = "quote_variants",
    /// The outlets.
    SOURCES = "sources",
    /// What tables and columns mean.
    WORDS_OF_SCHEMA = "words_of_schema",
}
