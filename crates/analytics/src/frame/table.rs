//! The tables that questions are asked of and that exports hold: raw frames joined with what
//! people need beside every row: outlet, publication, event.

use parallax_store::Reader;
use polars::prelude::*;

use super::build::load;
use super::schema::{
    ARTICLES, ATTRIBUTIONS, CLAIMS, Column, ColumnType, EVENTS, FrameSchema, MENTIONS, PARTS, QUOTES, RELATIONS,
    SENTENCES, STATEMENTS,
};
use crate::error::{Result, of};

crate::names::named!(
    /// A table with stable names and a documented schema.
    Table {
        /// Articles.
        Articles = "articles",
        /// Events.
        Events = "events",
        /// All claims.
        Claims = "claims",
        /// Claims that are figures.
        Figures = "figures",
        /// Meetings, one row a participant.
        Meetings = "meetings",
        /// Quotes.
        Quotes = "quotes",
        /// Mentions of entities.
        Mentions = "mentions",
        /// Who says who says.
        Attributions = "attributions",
        /// Who takes part in a claim.
        Parts = "parts",
        /// Sentences that claims and quotes point at.
        Sentences = "sentences",
        /// Distinct statements.
        Statements = "statements",
        /// Relations between statements.
        Relations = "relations",
        /// Which outlet tells of which event.
        Coverage = "coverage",
    }
);

const fn column(name: &'static str, kind: ColumnType, doc: &'static str) -> Column {
    Column { name, kind, doc }
}

/// Beside every row that stands in an article.
const FROM_ARTICLE: [Column; 4] = [
    column("source", ColumnType::Word, "The outlet."),
    column("published", ColumnType::Moment, "When its article was published; midnight where only the day is known."),
    column("published_day", ColumnType::Day, "The day its article was published."),
    column("is_copy", ColumnType::Flag, "Its article takes at least half of its text from another one."),
];
const EVENT: Column = column("event", ColumnType::Word, "Short name of its event.");
const ORIGINS: [Column; 2] = [
    column("attributed_to", ColumnType::Text, "Whom the article cites for it."),
    column(
        "ultimately_from",
        ColumnType::Text,
        "Whom the cited one cites, at the end of the chain, by canonical name where known.",
    ),
];
/// Columns of claims that figures leave out.
const NO_FIGURE: [&str; 3] = ["stance", "form", "occasion"];
const MEETING: [&str; 14] = [
    "claim_id",
    "article_id",
    "sentence_id",
    "event_id",
    "kind",
    "status",
    "says",
    "form",
    "occasion",
    "place",
    "happened_from",
    "happened_to",
    "happened_precision",
    "rule",
];
const PARTICIPANT: [Column; 3] = [
    column("participant", ColumnType::Text, "Canonical name of one who takes part; one row each."),
    column("role", ColumnType::Word, "participant or host."),
    column("participant_id", ColumnType::Int, "Key of the participant."),
];
const COVERAGE: [Column; 11] = [
    EVENT,
    column("source", ColumnType::Word, "The outlet."),
    column("first_published", ColumnType::Moment, "Its first article that tells of the event."),
    column("last_published", ColumnType::Moment, "Its last one."),
    column("articles", ColumnType::Int, "Its articles that tell of the event."),
    column("copies", ColumnType::Int, "How many of them take their text from another article."),
    column("claims", ColumnType::Int, "Claims about the event in them."),
    column("figures", ColumnType::Int, "How many of these are figures."),
    column("meetings", ColumnType::Int, "How many of these are meetings."),
    column("quotes", ColumnType::Int, "Quotes in its articles about the event."),
    column("event_id", ColumnType::Int, "Key of the event."),
];

impl Table {
    /// What a row is.
    pub const fn doc(self) -> &'static str {
        match self {
            Self::Articles => ARTICLES.doc,
            Self::Events => EVENTS.doc,
            Self::Claims => CLAIMS.doc,
            Self::Figures => "One row a claim that gives a figure.",
            Self::Meetings => "One row a participant of a claim that tells of a meeting or visit.",
            Self::Quotes => QUOTES.doc,
            Self::Mentions => MENTIONS.doc,
            Self::Attributions => ATTRIBUTIONS.doc,
            Self::Parts => PARTS.doc,
            Self::Sentences => SENTENCES.doc,
            Self::Statements => STATEMENTS.doc,
            Self::Relations => RELATIONS.doc,
            Self::Coverage => "Which outlet tells of which event, since when and how much.",
        }
    }

    /// The columns, in order; human ones first.
    pub fn columns(self) -> Vec<Column> {
        let beside =
            |frame: &FrameSchema| -> Vec<Column> { FROM_ARTICLE.iter().chain(frame.columns).copied().collect() };
        let claims = || -> Vec<Column> {
            [EVENT].iter().chain(&FROM_ARTICLE).chain(&ORIGINS).chain(CLAIMS.columns).copied().collect()
        };
        match self {
            Self::Articles => ARTICLES.columns.to_vec(),
            Self::Events => EVENTS.columns.to_vec(),
            Self::Claims => claims(),
            Self::Figures => claims().into_iter().filter(|c| !NO_FIGURE.contains(&c.name)).collect(),
            Self::Meetings => {
                let claim = CLAIMS.columns.iter().filter(|c| MEETING.contains(&c.name));
                [EVENT]
                    .iter()
                    .chain(&FROM_ARTICLE)
                    .chain(&PARTICIPANT)
                    .chain(&ORIGINS[..1])
                    .chain(claim)
                    .copied()
                    .collect()
            }
            Self::Quotes => beside(&QUOTES),
            Self::Mentions => beside(&MENTIONS),
            Self::Attributions => ATTRIBUTIONS.columns.to_vec(),
            Self::Parts => PARTS.columns.to_vec(),
            Self::Sentences => SENTENCES.columns.to_vec(),
            Self::Statements => STATEMENTS.columns.to_vec(),
            Self::Relations => RELATIONS.columns.to_vec(),
            Self::Coverage => COVERAGE.to_vec(),
        }
    }

    /// Reads the table; `body` says whether texts of articles are wanted.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn load(self, reader: &Reader, body: bool) -> Result<DataFrame> {
        let what = self.name();
        let lazy = match self {
            Self::Articles => return load(reader, &ARTICLES, body),
            Self::Events => return load(reader, &EVENTS, false),
            Self::Attributions => return load(reader, &ATTRIBUTIONS, false),
            Self::Parts => return load(reader, &PARTS, false),
            Self::Sentences => return load(reader, &SENTENCES, body),
            Self::Statements => return load(reader, &STATEMENTS, false),
            Self::Relations => return load(reader, &RELATIONS, false),
            Self::Claims => claims(reader)?,
            Self::Figures => claims(reader)?.filter(col("bound").is_not_null()),
            Self::Meetings => meetings(reader)?,
            Self::Quotes => in_articles(reader, &QUOTES)?.sort(["quote_id"], SortMultipleOptions::default()),
            Self::Mentions => in_articles(reader, &MENTIONS)?.sort(["mention_id"], SortMultipleOptions::default()),
            Self::Coverage => coverage(claims(reader)?, load(reader, &QUOTES, false)?.lazy()),
        };
        let names: Vec<Expr> = self.columns().iter().map(|c| col(c.name)).collect();
        lazy.select(names).collect().map_err(of(what))
    }
}

/// A raw frame of rows in articles, the latest versions only, with outlet and publication.
fn in_articles(reader: &Reader, frame: &'static FrameSchema) -> Result<LazyFrame> {
    let articles = load(reader, &ARTICLES, false)?.lazy().select([
        col("article_id"),
        col("source"),
        col("published"),
        col("published_day"),
        // What takes less than half of its text from another article is a text of its own.
        col("copy_share").gt_eq(lit(0.5)).fill_null(lit(false)).alias("is_copy"),
    ]);
    let rows = load(reader, frame, false)?.lazy();
    Ok(rows.join(articles, [col("article_id")], [col("article_id")], JoinArgs::new(JoinType::Inner)))
}

/// Claims with outlet, publication, event and origins, in order of their keys.
fn claims(reader: &Reader) -> Result<LazyFrame> {
    let events = load(reader, &EVENTS, false)?.lazy().select([col("event_id"), col("event")]);
    // Hops come in order: the first is whom the article cites, the last where it ends.
    let origins = load(reader, &ATTRIBUTIONS, false)?
        .lazy()
        .with_column(coalesce(&[col("entity"), col("label")]).alias("name"))
        .group_by_stable([col("claim_id")])
        .agg([col("label").first().alias("attributed_to"), col("name").last().alias("ultimately_from")]);
    let left = || JoinArgs::new(JoinType::Left);
    Ok(in_articles(reader, &CLAIMS)?
        .join(events, [col("event_id")], [col("event_id")], left())
        .join(origins, [col("claim_id")], [col("claim_id")], left())
        .sort(["claim_id"], SortMultipleOptions::default()))
}

fn meetings(reader: &Reader) -> Result<LazyFrame> {
    let kinds = col("kind").cast(DataType::String);
    let parts = load(reader, &PARTS, false)?.lazy().filter(
        col("role")
            .cast(DataType::String)
            .eq(lit("participant"))
            .or(col("role").cast(DataType::String).eq(lit("host"))),
    );
    let parts = parts.select([
        col("claim_id"),
        col("name").alias("participant"),
        col("role"),
        col("ordinal"),
        col("entity_id").alias("participant_id"),
    ]);
    Ok(claims(reader)?
        .filter(kinds.clone().eq(lit("met")).or(kinds.eq(lit("visited"))))
        .join(parts, [col("claim_id")], [col("claim_id")], JoinArgs::new(JoinType::Left))
        .sort(["claim_id", "role", "ordinal"], SortMultipleOptions::default()))
}

/// One row an event and outlet.
fn coverage(claims: LazyFrame, quotes: LazyFrame) -> LazyFrame {
    let count = |e: Expr| e.cast(DataType::Int64);
    let keys = || [col("event_id"), col("source")];
    let told = claims.filter(col("event").is_not_null());
    let quotes = quotes
        .filter(col("kind").cast(DataType::String).neq(lit("scare")))
        .group_by([col("article_id")])
        .agg([count(col("quote_id").count()).alias("quotes")]);
    let quotes = told
        .clone()
        .select([col("event_id"), col("source"), col("article_id")])
        .unique(None, UniqueKeepStrategy::Any)
        .join(quotes, [col("article_id")], [col("article_id")], JoinArgs::new(JoinType::Inner))
        .group_by(keys())
        .agg([col("quotes").sum()]);
    told.group_by([col("event"), col("source"), col("event_id")])
        .agg([
            col("published").min().alias("first_published"),
            col("published").max().alias("last_published"),
            count(col("article_id").n_unique()).alias("articles"),
            count(col("article_id").filter(col("is_copy")).n_unique()).alias("copies"),
            count(col("claim_id").count()).alias("claims"),
            count(col("bound").count()).alias("figures"),
            count(col("kind").cast(DataType::String).eq(lit("met")).sum()).alias("meetings"),
        ])
        .join(quotes, keys(), keys(), JoinArgs::new(JoinType::Left))
        .with_column(col("quotes").fill_null(lit(0_i64)))
        .sort_by_exprs(
            [col("event").cast(DataType::String), col("source").cast(DataType::String)],
            SortMultipleOptions::default(),
        )
}
