//! The statements behind lists and single rows; their texts stand in queries/lists/.

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $file:literal),+ $(,)?) => {
        $($(#[$doc])* pub(crate) const $name: &str = include_str!(concat!("../../../queries/lists/", $file, ".sql"));)+
    };
}

lists! {
    /// One article.
    ARTICLE = "article",
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
    /// What each source calls whom.
    NAMING = "naming",
    /// One quote in its article.
    QUOTE = "quote",
    /// Who says what.
    QUOTES = "quotes",
    /// What was done to the database.
    RUNS = "runs",
    /// What each source calls organisations and places.
    NAMES_BY_SOURCE = "names_by_source",
    /// One utterance in several wordings.
    QUOTE_VARIANTS = "quote_variants",
    /// The outlets.
    SOURCES = "sources",
    /// What tables and columns mean.
    WORDS_OF_SCHEMA = "words_of_schema",
}
