//! One version of one article, cleaned and labelled.

use crate::names::named_enum;
use crate::{Date, DatePrecision, Field, Section, TextRange};

named_enum!(
    /// Where a publication date was found, best evidence first.
    PublishedFrom, "origin of a date", {
        /// Given on the command line.
        Flag => "flag",
        /// A row of the user's manifest.
        Manifest => "manifest",
        /// A field of the record that was read (JSON, CSV).
        Record => "record",
        /// schema.org JSON-LD in a page.
        JsonLd => "json-ld",
        /// A meta element of a page.
        Meta => "meta",
        /// A time element of a page.
        TimeElement => "time",
        /// An entry of a feed.
        Feed => "feed",
        /// The article's address.
        Url => "url",
        /// The dateline.
        Dateline => "dateline",
        /// The running text.
        Text => "text",
});

/// When an article says it was published, and how that is known. A date is never guessed:
/// a dateline without a year gives "--11-16".
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Published {
    /// RFC 3339 UTC ("2015-11-16T09:30:00Z") for times, else ISO "2015-11-16", "2015-11",
    /// "2015", or "--11-16" where the year is not known.
    pub at: String,
    /// How finely it is known.
    pub precision: DatePrecision,
    /// Where it was found.
    pub from: PublishedFrom,
}

impl Published {
    /// The calendar date, where at least the year is known.
    pub fn date(&self) -> Option<Date> {
        self.at.get(..10).unwrap_or(&self.at).parse().ok()
    }
}

named_enum!(
    /// What a piece of the raw text is.
    SegmentKind, "segment kind", {
        /// The headline.
        Title => "title",
        /// Who wrote it.
        Byline => "byline",
        /// "PARIS, Nov. 16 (UPI) --".
        Dateline => "dateline",
        /// Running text.
        Body => "body",
        /// A heading inside the text.
        Subhead => "subhead",
        /// A picture's caption.
        Caption => "caption",
        /// A picture's credit.
        Credit => "credit",
        /// Buttons, share bars, advertisement marks, newsletters.
        Interface => "interface",
        /// Headlines of other articles.
        Related => "related",
        /// What follows the article's end.
        Tail => "tail",
});

impl SegmentKind {
    /// Whether text of this kind stays in the stored body.
    pub const fn in_body(self) -> bool {
        matches!(self, Self::Body | Self::Subhead | Self::Caption)
    }
}

/// A labelled piece of the raw text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// Whether the same text stood before.
    pub is_repeat: bool,
    /// Where it stands in the raw text.
    pub raw: TextRange,
    /// Where it stands in the stored body, if it was kept.
    pub body: Option<TextRange>,
}

/// One version of one article.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Article {
    /// The id of the input record, if it had one.
    pub external_id: Option<String>,
    /// The outlet's name; `None` where it is not known.
    pub source: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The headline; empty where there is none.
    pub title: String,
    /// Who wrote it, without "By".
    pub byline: Option<String>,
    /// The news agency it was taken from ("UPI").
    pub agency: Option<String>,
    /// The dateline as written.
    pub dateline: Option<String>,
    /// The cleaned text; offsets of [`Field::Body`] count in it.
    pub body: String,
    /// The text it was cleaned from, where that differs from `body`.
    pub raw: Option<String>,
    /// ISO 639-1 language code, where it was recognised.
    pub lang: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// The file it was read from, with the record's number where it holds several.
    pub path: Option<String>,
    /// The raw text cut into labelled pieces, in order.
    pub segments: Vec<Segment>,
}

impl Article {
    /// The text of a field.
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::Title => &self.title,
            Field::Body => &self.body,
        }
    }

    /// The section that a place in a field belongs to.
    pub fn section(&self, field: Field, range: TextRange) -> Section {
        let in_caption = |s: &&Segment| s.kind == SegmentKind::Caption && s.body.is_some_and(|b| b.overlaps(range));
        match field {
            Field::Title => Section::Title,
            Field::Body if self.segments.iter().any(|s| in_caption(&s)) => Section::Caption,
            Field::Body => Section::Body,
        }
    }
}
