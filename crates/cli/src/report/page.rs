//! What a report shows, in the order in which it shows it: plain text and finished drawings.
//! The templates put these into HTML and Markdown and decide nothing.

use crate::passage::Passage;

/// A link from a sentence of the report to a row of its evidence list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Link {
    /// "claim:41".
    pub(crate) text: String,
    /// "claim-41".
    pub(crate) anchor: String,
}

impl Link {
    /// The link to a claim.
    pub(crate) fn claim(id: i64) -> Self {
        Self { text: format!("claim:{id}"), anchor: format!("claim-{id}") }
    }

    /// The link to a quote.
    pub(crate) fn quote(id: i64) -> Self {
        Self { text: format!("quote:{id}"), anchor: format!("quote-{id}") }
    }
}

/// The whole report.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    /// What it is about.
    pub(crate) title: String,
    /// When and where, in a line.
    pub(crate) lead: String,
    /// The numbers of the head.
    pub(crate) facts: Vec<Fact>,
    /// What several independent origins say alike.
    pub(crate) agreed: Vec<Finding>,
    /// What named origins contradict each other about.
    pub(crate) disputed: Vec<Finding>,
    /// What stands in one source only.
    pub(crate) single: Vec<Finding>,
    /// One chapter an event.
    pub(crate) events: Vec<EventChapter>,
    /// Who met whom.
    pub(crate) meetings: Meetings,
    /// Who says what.
    pub(crate) speakers: Vec<Speaker>,
    /// One utterance in several wordings.
    pub(crate) families: Vec<Family>,
    /// What each source calls whom.
    pub(crate) naming: Vec<Naming>,
    /// Who reported when.
    pub(crate) coverage: Coverage,
    /// Who copied whom.
    pub(crate) copies: Vec<CopyRow>,
    /// The sentences behind every number and quote.
    pub(crate) evidence: Vec<Evidence>,
    /// Rules that found the rows, with how often.
    pub(crate) rules: Vec<(String, usize)>,
    /// Questions in SQL that give the report's tables.
    pub(crate) sql: Vec<Sql>,
    /// How to get the data.
    pub(crate) export: String,
    /// Version, schema, last run.
    pub(crate) made_by: String,
}

/// A number of the head.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fact {
    /// What it counts.
    pub(crate) name: String,
    /// The number.
    pub(crate) value: String,
    /// What to know of it.
    pub(crate) more: String,
}

/// One line of "agreed", "disputed" or "only one says".
#[derive(Debug, Clone, Default)]
pub(crate) struct Finding {
    /// "41 killed".
    pub(crate) what: String,
    /// Who says so.
    pub(crate) who: String,
    /// Its evidence.
    pub(crate) links: Vec<Link>,
}

/// A source with its mark.
#[derive(Debug, Clone, Default)]
pub(crate) struct LegendEntry {
    /// The drawn mark.
    pub(crate) key: String,
    /// Its name.
    pub(crate) name: String,
}

/// One event.
#[derive(Debug, Clone, Default)]
pub(crate) struct EventChapter {
    /// The sources of its figures with their marks.
    pub(crate) legend: Vec<LegendEntry>,
    /// Its slug, also its anchor.
    pub(crate) slug: String,
    /// Its title.
    pub(crate) title: String,
    /// Date, place, sources.
    pub(crate) lead: String,
    /// Its figures by kind and scope.
    pub(crate) figures: Vec<FigureView>,
    /// Who contradicts whom.
    pub(crate) conflicts: Vec<Conflict>,
    /// Whom the sources cite for their figures, with how often.
    pub(crate) origins: Vec<OriginRow>,
    /// Responsibility claimed, blamed, denied.
    pub(crate) blame: Vec<BlameRow>,
}

/// One figure: a kind and a scope of one event.
#[derive(Debug, Clone, Default)]
pub(crate) struct FigureView {
    /// "Killed" or "Killed · children".
    pub(crate) title: String,
    /// Where it stands now, in a line.
    pub(crate) summary: String,
    /// The axis above the strips.
    pub(crate) axis: String,
    /// The statements, as first published.
    pub(crate) rows: Vec<FigureRow>,
    /// The drawing over time; empty where one day holds all.
    pub(crate) over_time: String,
    /// The figure as one number under each policy.
    pub(crate) policies: Vec<(String, String, String)>,
}

/// One statement of a figure.
#[derive(Debug, Clone, Default)]
pub(crate) struct FigureRow {
    /// "5 Mar".
    pub(crate) day: String,
    /// The source's mark.
    pub(crate) key: String,
    /// The outlet.
    pub(crate) source: String,
    /// The drawing.
    pub(crate) strip: String,
    /// The literal wording.
    pub(crate) says: String,
    /// The interval in signs.
    pub(crate) interval: String,
    /// Whom the text says it is from.
    pub(crate) from: String,
    /// "first", "copy of NPA", "raised".
    pub(crate) notes: String,
    /// Its evidence.
    pub(crate) link: Link,
}

/// Two statements that cannot both be true.
#[derive(Debug, Clone, Default)]
pub(crate) struct Conflict {
    /// "Killed".
    pub(crate) what: String,
    /// The one.
    pub(crate) left: Side,
    /// The other.
    pub(crate) right: Side,
    /// Why it is a contradiction.
    pub(crate) reason: String,
}

impl Conflict {
    /// Both sides, in order.
    pub(crate) const fn sides(&self) -> [&Side; 2] {
        [&self.left, &self.right]
    }
}

/// One side of a contradiction.
#[derive(Debug, Clone, Default)]
pub(crate) struct Side {
    /// The number as written.
    pub(crate) says: String,
    /// Whose number it is: the origin, or the outlets where none is named.
    pub(crate) origin: String,
    /// Who says it, in which outlets, since when.
    pub(crate) who: String,
    /// The sentence.
    pub(crate) passage: Passage,
    /// Its evidence.
    pub(crate) links: Vec<Link>,
}

/// Whom sources cite.
#[derive(Debug, Clone, Default)]
pub(crate) struct OriginRow {
    /// Who is cited.
    pub(crate) origin: String,
    /// By which outlets.
    pub(crate) sources: String,
    /// For which figures.
    pub(crate) says: String,
}

/// A statement about responsibility.
#[derive(Debug, Clone, Default)]
pub(crate) struct BlameRow {
    /// "blamed".
    pub(crate) stance: String,
    /// Who did it, by this account.
    pub(crate) actor: String,
    /// Who says so.
    pub(crate) from: String,
    /// The words.
    pub(crate) says: String,
    /// The outlet and day.
    pub(crate) source: String,
    /// Its evidence.
    pub(crate) link: Link,
}

/// Who met whom.
#[derive(Debug, Clone, Default)]
pub(crate) struct Meetings {
    /// The people and bodies of the matrix.
    pub(crate) names: Vec<String>,
    /// One row a name: its cells, empty where no meeting is reported.
    pub(crate) matrix: Vec<(String, Vec<String>)>,
    /// The meetings.
    pub(crate) list: Vec<MeetingRow>,
}

/// One meeting as the sources together give it.
#[derive(Debug, Clone, Default)]
pub(crate) struct MeetingRow {
    /// Who.
    pub(crate) participants: String,
    /// "occurred", "planned", "denied", "possible".
    pub(crate) status: String,
    /// "planned, then held".
    pub(crate) story: String,
    /// Meeting, call, visit; occasion.
    pub(crate) form: String,
    /// When.
    pub(crate) when: String,
    /// Where.
    pub(crate) place: String,
    /// Who reports it.
    pub(crate) sources: String,
    /// Its evidence.
    pub(crate) links: Vec<Link>,
}

/// What one person or body is quoted saying.
#[derive(Debug, Clone, Default)]
pub(crate) struct Speaker {
    /// The name.
    pub(crate) name: String,
    /// "5 quotes in 3 sources".
    pub(crate) count: String,
    /// The quotes, in order of publication.
    pub(crate) quotes: Vec<QuoteRow>,
}

/// One quote.
#[derive(Debug, Clone, Default)]
pub(crate) struct QuoteRow {
    /// The words, with quotation marks where the text has them.
    pub(crate) says: String,
    /// "said", "Coastal Radio", "5 Mar".
    pub(crate) by: String,
    /// Its evidence.
    pub(crate) link: Link,
}

/// One utterance in the wordings that the outlets give it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Family {
    /// Who says it.
    pub(crate) speaker: String,
    /// The fullest wording.
    pub(crate) text: String,
    /// Where it stands.
    pub(crate) by: String,
    /// Its evidence.
    pub(crate) link: Link,
    /// The others, as changes against it.
    pub(crate) variants: Vec<Variant>,
}

/// Another wording of an utterance.
#[derive(Debug, Clone, Default)]
pub(crate) struct Variant {
    /// Pieces in order.
    pub(crate) pieces: Vec<Piece>,
    /// Where it stands.
    pub(crate) by: String,
    /// Its evidence.
    pub(crate) link: Link,
}

/// A piece of a word diff.
#[derive(Debug, Clone, Default)]
pub(crate) struct Piece {
    /// "same", "only here" or "missing here".
    pub(crate) kind: PieceKind,
    /// The words.
    pub(crate) text: String,
}

/// What a piece of a word diff is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum PieceKind {
    /// In both wordings.
    #[default]
    Same,
    /// In this wording only.
    Added,
    /// In the fullest wording only.
    Missing,
}

/// What one entity is called.
#[derive(Debug, Clone, Default)]
pub(crate) struct Naming {
    /// Its name.
    pub(crate) name: String,
    /// The outlets with the names they use, most used first.
    pub(crate) rows: Vec<(String, String)>,
}

/// Who reported when.
#[derive(Debug, Clone, Default)]
pub(crate) struct Coverage {
    /// The days.
    pub(crate) days: Vec<String>,
    /// One row a source.
    pub(crate) rows: Vec<CoverageRow>,
}

/// One source's articles.
#[derive(Debug, Clone, Default)]
pub(crate) struct CoverageRow {
    /// The source's mark.
    pub(crate) key: String,
    /// The outlet.
    pub(crate) source: String,
    /// Articles a day; empty where there is none.
    pub(crate) days: Vec<String>,
    /// Articles, quotes, claims in all.
    pub(crate) totals: [String; 3],
    /// Kinds of figure that the source never gives while others do.
    pub(crate) silent_on: String,
}

/// A copied article.
#[derive(Debug, Clone, Default)]
pub(crate) struct CopyRow {
    /// The copy.
    pub(crate) copy: String,
    /// The original.
    pub(crate) original: String,
    /// How much.
    pub(crate) share: String,
    /// What shows the direction.
    pub(crate) basis: String,
}

/// A row of the evidence list.
#[derive(Debug, Clone, Default)]
pub(crate) struct Evidence {
    /// Its name and anchor.
    pub(crate) link: Link,
    /// "killed", "quote of ...".
    pub(crate) what: String,
    /// Outlet, day, title.
    pub(crate) at: String,
    /// The sentence in its context.
    pub(crate) passage: Passage,
    /// The article's address, where it is a web address.
    pub(crate) url: String,
}

/// A question in SQL.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sql {
    /// What it answers.
    pub(crate) title: String,
    /// The statement.
    pub(crate) text: String,
}
