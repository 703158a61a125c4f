//! One raw article to one [`Article`]: text cleaned or kept, metadata with its origin.
//!
//! What is known best wins: the manifest, then the user's flags, the record's own fields, what
//! a page says of itself, the text, the address.

use parallax_records::{Article, Date, Published, PublishedFrom, SegmentKind};

use crate::dates::{self, DayOrder, OrderEvidence, Written};
use crate::options::Options;
use crate::outlet;
use crate::problem::Origin;
use crate::read::{Content, Given, RawArticle, decode_text};
use crate::segment::{self, Mode, Piece};
use crate::{html, language, markdown, writers};

/// A cleaned article with what was doubtful about it.
#[derive(Debug)]
pub(crate) struct Cleaned {
    pub(crate) article: Article,
    /// The place of its dateline.
    pub(crate) place: Option<String>,
    pub(crate) warnings: Vec<String>,
}

/// What the text or page itself tells, before the user's word on it.
#[derive(Debug, Default)]
struct Told {
    title: String,
    body: String,
    raw: Option<String>,
    segments: Vec<parallax_records::Segment>,
    source: Option<String>,
    byline: Option<String>,
    agency: Option<String>,
    dateline: Option<String>,
    place: Option<String>,
    url: Option<String>,
    lang: Option<String>,
    published: Option<Published>,
    given: Given,
}

/// Cleans an article.
pub(crate) fn clean(raw: RawArticle, options: &Options) -> Cleaned {
    let RawArticle { origin, given, listed, order, content } = raw;
    let mut warnings = Vec::new();
    let listed = listed.unwrap_or_default();
    let url = listed.url.clone().or_else(|| given.url.clone());
    let mut lost = false;
    let mut decode = |bytes: &[u8], declared: Option<&str>| {
        let (text, some) = decode_text(bytes, declared);
        lost |= some;
        text
    };
    let told = match content {
        Content::Record(text) => of_record(text),
        Content::RecordHtml(text) => of_page(&text, url.as_deref()),
        Content::Text(bytes) => of_file(decode(&bytes, None)),
        Content::Markdown(bytes) => of_markdown(decode(&bytes, None)),
        Content::Html(bytes) => of_page(&decode(&bytes, html::declared_encoding(&bytes).as_deref()), url.as_deref()),
    };
    if lost {
        warnings.push("some bytes fit no encoding and were replaced".to_owned());
    }
    let given = merged(given, &told.given);
    let url = url.or_else(|| given.url.clone()).or(told.url);
    let published = published(options, &listed, &given, order, &mut warnings)
        .or(told.published)
        .or_else(|| url.as_deref().and_then(html::url_date).and_then(|w| w.published(PublishedFrom::Url)))
        .or_else(|| {
            told.dateline.as_deref().and_then(dates::find_in_text).and_then(|w| w.published(PublishedFrom::Dateline))
        });
    // A day more for outlets east of the reader.
    if let (Some(at), Some(today)) = (published.as_ref(), options.today.as_deref().and_then(|t| t.parse::<Date>().ok()))
        && at.date().zip(today.last().succ_opt()).is_some_and(|(date, tomorrow)| date.first() > tomorrow)
    {
        warnings.push(format!("its date {} lies in the future; correct it with a manifest if it is wrong", at.at));
    }
    let source = listed.source.or_else(|| options.source.clone()).or_else(|| given.source.map(|s| named(&s)));
    let source = source
        .or(told.source)
        .or_else(|| given.byline.as_deref().and_then(outlet::of_byline))
        .or_else(|| url.as_deref().and_then(outlet::name_of_address))
        .or_else(|| told.agency.clone());
    let lang = options.lang.as_deref().or(listed.lang.as_deref()).or(given.lang.as_deref()).and_then(language::code);
    // A page's own word on its language is often a template's: the text decides where it can.
    let lang = lang.or_else(|| language::recognise(&told.body)).or(told.lang);
    if let Some(lang) = lang.as_deref().filter(|l| *l != "en") {
        warnings.push(format!("the language is {}: stored, not analysed", language::name(lang)));
    }
    if told.body.trim().is_empty() {
        warnings.push("no running text was found".to_owned());
    }
    let article = Article {
        external_id: listed.id.or(given.id),
        source: source.map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()),
        url,
        title: listed.title.or(given.title).unwrap_or(told.title),
        byline: listed.byline.or(given.byline).map(|b| without_by(&b)).or(told.byline),
        agency: told.agency,
        dateline: told.dateline,
        body: told.body,
        raw: told.raw,
        lang,
        published,
        path: Some(path_of(&origin)),
        segments: told.segments,
    };
    Cleaned { article, place: told.place, warnings }
}

/// The path of a file, with the number of the record where it holds several.
fn path_of(origin: &Origin) -> String {
    match origin.record {
        Some(record) => format!("{}#{record}", origin.path),
        None => origin.path.clone(),
    }
}

/// What a record gives, completed by what its text gives (a Markdown file's head).
fn merged(given: Given, other: &Given) -> Given {
    Given {
        id: given.id.or_else(|| other.id.clone()),
        title: given.title.or_else(|| other.title.clone()),
        source: given.source.or_else(|| other.source.clone()),
        published: given.published.or_else(|| other.published.clone()),
        url: given.url.or_else(|| other.url.clone()),
        byline: given.byline.or_else(|| other.byline.clone()),
        lang: given.lang.or_else(|| other.lang.clone()),
        is_feed: given.is_feed,
    }
}

/// A source given as an address is the outlet at that address.
fn named(source: &str) -> String {
    let address = source.contains('.') && !source.contains(char::is_whitespace);
    match address {
        true => outlet::name_of_address(source).unwrap_or_else(|| source.to_owned()),
        false => source.to_owned(),
    }
}

fn without_by(byline: &str) -> String {
    match segment::byline(byline) {
        Some(who) => segment::byline_names(who),
        None => byline.trim().to_owned(),
    }
}

/// The date as the user or the record gives it.
fn published(
    options: &Options,
    listed: &Given,
    given: &Given,
    order: Option<DayOrder>,
    warnings: &mut Vec<String>,
) -> Option<Published> {
    let sources = [
        (&listed.published, PublishedFrom::Manifest),
        (&options.published, PublishedFrom::Flag),
        (&given.published, if given.is_feed { PublishedFrom::Feed } else { PublishedFrom::Record }),
    ];
    for (date, from) in sources {
        let Some(date) = date.as_deref().map(str::trim).filter(|d| !d.is_empty()) else { continue };
        let read: Option<Written> = dates::parse(date, order.unwrap_or_default());
        match read.and_then(|w| w.published(from)) {
            Some(published) => {
                if read.is_some_and(|w| w.ambiguous) && order.is_none() && OrderEvidence::is_ambiguous(date) {
                    warnings.push(format!(
                        "the date {date:?} was read as month/day ({}): no other date of the file tells the order",
                        published.at
                    ));
                }
                return Some(published);
            }
            None => warnings.push(format!("the date {date:?} cannot be read; write it as 2015-11-22")),
        }
    }
    None
}

/// A record's text is kept as it is; only its pieces are labelled.
fn of_record(text: String) -> Told {
    let pieces = segment::label(&text, Mode::Record);
    let mut told = of_pieces(&text, &pieces);
    told.segments = segment::untouched(&pieces);
    told.body = text;
    told
}

/// A file's text is cut, and what is none of the article is left out of the body.
fn of_file(raw: String) -> Told {
    let pieces = segment::label(&raw, Mode::File);
    of_cut(raw, &pieces)
}

fn of_markdown(raw: String) -> Told {
    let (pieces, given) = markdown::label(&raw);
    Told { given, ..of_cut(raw, &pieces) }
}

fn of_cut(raw: String, pieces: &[Piece]) -> Told {
    let mut told = of_pieces(&raw, pieces);
    (told.body, told.segments) = segment::assemble(&raw, pieces);
    told.raw = Some(raw);
    told
}

/// A page's visible text is cut, and its own word is taken on title, date and outlet.
fn of_page(text: &str, url: Option<&str>) -> Told {
    let page = html::read(text, url);
    let meta = page.meta;
    let mut told = of_cut(page.raw, &page.pieces);
    if !page.title.is_empty() {
        told.title = page.title;
    }
    told.published = page.published.or(told.published);
    told.url = meta.url.or(meta.ld.url);
    let site = meta.site.or(meta.ld.publisher).map(|s| named(&s));
    // Many name themselves where the author belongs: then the line that readers see tells more.
    let is_site = |name: &String| site.as_deref().is_some_and(|site| segment::folded(site) == segment::folded(name));
    let author = [meta.ld.author, meta.author].into_iter().flatten().filter_map(|author| writers::names(&author));
    told.byline = author.chain(told.byline.take()).find(|name| !is_site(name));
    told.source = site.or(told.source);
    told.lang = meta.lang.or(meta.ld.lang).as_deref().and_then(language::code);
    told
}

/// What the labelled pieces tell: headline, byline, outlet, dateline, a line with the date.
fn of_pieces(raw: &str, pieces: &[Piece]) -> Told {
    let mut told = Told::default();
    let first = |kind: SegmentKind| pieces.iter().find(|p| p.kind == kind && !p.is_repeat).map(|p| p.text(raw));
    told.title = first(SegmentKind::Title).unwrap_or_default().to_owned();
    for (at, piece) in pieces.iter().enumerate().filter(|(_, p)| p.kind == SegmentKind::Byline) {
        let text = piece.text(raw);
        // "Written by" and, in an element of its own, the name.
        let text = match pieces.get(at + 1) {
            Some(next) if writers::is_label(text) => next.text(raw),
            _ => text,
        };
        let who = segment::byline(text).unwrap_or(text);
        told.source = told.source.or_else(|| outlet::of_byline(who));
        let bare_outlet = segment::byline(text).is_none() && outlet::is_outlet(text);
        if told.byline.is_none() && !bare_outlet {
            told.byline = writers::names(who);
        }
    }
    for (at, piece) in pieces.iter().enumerate().filter(|(_, p)| p.kind == SegmentKind::Dateline) {
        let text = piece.text(raw);
        // The line rules cut it apart; read it with what follows.
        let line_end = pieces.get(at + 1).map_or(piece.range.end, |next| next.range.end);
        if let Some(found) = segment::dateline(&raw[piece.range.start..line_end]) {
            told.agency = told.agency.or_else(|| found.agency.map(str::to_owned));
            if told.dateline.is_none() {
                told.dateline = Some(text.to_owned());
                told.place = Some(found.place.to_owned()).filter(|p| !p.is_empty());
            }
        } else if told.published.is_none() {
            told.published = dates::of_line(text).and_then(|w| w.published(PublishedFrom::Text));
        }
    }
    if told.published.is_none() {
        let bylines = pieces.iter().filter(|p| p.kind == SegmentKind::Byline);
        told.published =
            bylines.filter_map(|p| dates::of_line(p.text(raw))).find_map(|w| w.published(PublishedFrom::Text));
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(content: Content, given: Given) -> Cleaned {
        let raw = RawArticle { origin: Origin::file("a.txt"), given, listed: None, order: None, content };
        clean(raw, &Options::default())
    }

    const FILE: &str = "Mayor opens bridge after long delay\n\nBy Ann Poe\n\nMARLOW, Freedonia, Nov. 16 (UPI) -- The mayor opened the bridge on Monday.\n\nShe said it was late.\n\nAdvertisement\n";

    #[test]
    fn a_file_is_cleaned() {
        let Cleaned { article, place, warnings } = cleaned(Content::Text(FILE.into()), Given::default());
        assert_eq!(article.title, "Mayor opens bridge after long delay");
        assert_eq!(article.byline.as_deref(), Some("Ann Poe"));
        assert_eq!(article.body, "The mayor opened the bridge on Monday.\nShe said it was late.");
        assert_eq!(article.raw.as_deref(), Some(FILE));
        assert_eq!((article.agency.as_deref(), article.source.as_deref()), (Some("UPI"), Some("UPI")));
        assert_eq!(place.as_deref(), Some("MARLOW, Freedonia"));
        let published = article.published.expect("a partial date");
        assert_eq!((published.at.as_str(), published.from), ("--11-16", PublishedFrom::Dateline));
        assert_eq!(warnings, Vec::<String>::new());
        for segment in &article.segments {
            if let Some(body) = segment.body {
                assert_eq!(body.slice(&article.body), segment.raw.slice(FILE));
            }
        }
    }

    #[test]
    fn a_record_is_kept_as_it_is() {
        let text = "MARLOW (Reuters) - The mayor opened the bridge.\r\n\r\nAdvertisement\r\n";
        let given = Given { title: Some(" Bridge ".into()), published: Some("3/4/16".into()), ..Given::default() };
        let Cleaned { article, warnings, .. } = cleaned(Content::Record(text.into()), given);
        assert_eq!((article.title.as_str(), article.body.as_str(), &article.raw), (" Bridge ", text, &None));
        assert_eq!(article.dateline.as_deref(), Some("MARLOW (Reuters) -"));
        assert_eq!(article.published.map(|p| p.at).as_deref(), Some("2016-03-04"));
        assert!(warnings.iter().any(|w| w.contains("month/day")));
        assert!(article.segments.iter().all(|s| s.body == Some(s.raw)));
    }

    #[test]
    fn the_manifest_has_the_first_word() {
        let given = Given { source: Some("cnn.com".into()), published: Some("2016-01-01".into()), ..Given::default() };
        let listed = Given { published: Some("2016-02-02".into()), ..Given::default() };
        let content = Content::Record("The mayor opened the bridge.".into());
        let raw = RawArticle { origin: Origin::file("a"), given, listed: Some(listed), order: None, content };
        let article = clean(raw, &Options::default()).article;
        assert_eq!(article.source.as_deref(), Some("CNN"));
        assert_eq!(article.published.map(|p| (p.at, p.from)), Some(("2016-02-02".into(), PublishedFrom::Manifest)));
    }

    #[test]
    fn a_date_in_the_future_is_doubtful() {
        let given = Given { published: Some("2031-03-07".into()), ..Given::default() };
        let raw = RawArticle {
            origin: Origin::file("a"),
            given,
            listed: None,
            order: None,
            content: Content::Record("Text.".into()),
        };
        let read_on = |today: &str| clean(raw.clone(), &Options { today: Some(today.into()), ..Options::default() });
        assert!(read_on("2031-03-05").warnings.iter().any(|w| w.contains("2031-03-07 lies in the future")));
        assert!(read_on("2031-03-06").warnings.is_empty(), "it is tomorrow already in the east");
    }

    #[test]
    fn what_cannot_be_read_is_no_date() {
        let given = Given { published: Some("last week".into()), ..Given::default() };
        let Cleaned { article, warnings, .. } = cleaned(Content::Record("Text.".into()), given);
        assert_eq!(article.published, None);
        assert!(warnings[0].contains("last week"));
    }
}
