//! RSS and Atom feeds: one article an item, with the channel as its outlet.
//!
//! A feed is read whole by feed-rs. Where that fails (feeds are written by hand, and break off), its items
//! are read one by one, so that a stray "&" costs one item and not all of them.

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use feed_rs::model::{Entry, Feed};
use parallax_records::PublishedFrom;

use super::{Content, Given, MAX_ARTICLE, RawArticle, Read, Sink};
use crate::dates::{self, DayOrder};
use crate::outlet;
use crate::problem::{Origin, Problem};

/// Reads a feed.
pub(super) fn read(path: &str, input: &mut dyn std::io::BufRead, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let bytes = match super::decode::read_limited(input, MAX_ARTICLE) {
        Ok(bytes) => bytes,
        Err(failure) => return sink(Err(failure.at(path))),
    };
    let (whole, unread) = parse(&bytes);
    match whole {
        Ok(feed) => {
            for (i, entry) in feed.entries.iter().enumerate() {
                sink(article(Origin::record(path, i as u64 + 1, None), &feed, entry))?;
            }
            dates_unread(path, &unread, sink)
        }
        Err(error) => one_by_one(path, &bytes, &error, sink),
    }
}

/// A feed with the dates in it that cannot be read.
fn parse(bytes: &[u8]) -> (Result<Feed, String>, Vec<String>) {
    let unread: Arc<Mutex<Vec<String>>> = Arc::default();
    let noted = Arc::clone(&unread);
    let parser = feed_rs::parser::Builder::new()
        .sanitize_content(false)
        // An id that the feed does not give is none: feed-rs would make one up at random.
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(move |text| {
            let read = time(text);
            if read.is_none() {
                noted.lock().unwrap_or_else(PoisonError::into_inner).push(text.trim().to_owned());
            }
            read
        })
        .build();
    let feed = parser.parse(bytes).map_err(|e| e.to_string());
    let unread = std::mem::take(&mut *unread.lock().unwrap_or_else(PoisonError::into_inner));
    (feed, unread)
}

/// The moment that a feed's date names, in any spelling.
fn time(text: &str) -> Option<chrono::DateTime<chrono::Utc>> {
    let written = dates::parse(text.trim(), DayOrder::default())?.published(PublishedFrom::Feed)?;
    let at = if written.at.len() == 10 { format!("{}T00:00:00Z", written.at) } else { written.at };
    Some(chrono::DateTime::parse_from_rfc3339(&at).ok()?.to_utc())
}

fn dates_unread(path: &str, dates: &[String], sink: &mut Sink<'_>) -> ControlFlow<()> {
    for date in dates {
        let what = format!("the date {date:?} cannot be read");
        sink(Err(Problem::warning(Origin::file(path), what, "its item is read without a date")))?;
    }
    ControlFlow::Continue(())
}

/// Reads the items of a feed that is no sound XML, each in a feed of its own.
fn one_by_one(path: &str, bytes: &[u8], error: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let items = items(bytes);
    let root = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
    let is_feed = ["<rss", "<feed", "<rdf:rdf"].iter().any(|r| root.contains(r));
    let Some((first, _)) = items.first().copied().filter(|_| is_feed) else {
        let (what, advice) = match is_feed {
            true => (format!("cannot be read: {error}"), "check that the file is whole"),
            false => ("is XML but no RSS or Atom feed".to_owned(), "only feeds are read; turn it into HTML or text"),
        };
        return sink(Err(Problem::skipped(Origin::file(path), what, advice)));
    };
    let what = format!("is no sound XML ({error}): its items are read one by one");
    sink(Err(Problem::warning(Origin::file(path), what, "")))?;
    let (head, tail) = (&bytes[..first], end_of(&root));
    for (i, (begin, end)) in items.iter().enumerate() {
        let at = Origin::record(path, i as u64 + 1, None);
        let (parsed, unread) = parse(&[head, &bytes[*begin..*end], tail.as_bytes()].concat());
        match parsed.as_ref().map(|feed| (feed, feed.entries.first())) {
            Ok((feed, Some(entry))) => sink(article(at, feed, entry))?,
            other => {
                let error = other.err().map_or("it holds no item", |e| e.as_str());
                let what = format!("the item at byte {begin} cannot be read: {error}");
                sink(Err(Problem::skipped(at, what, "check that the file is whole")))?;
            }
        }
        dates_unread(path, &unread, sink)?;
    }
    ControlFlow::Continue(())
}

/// Where each item begins and ends; the last one may be cut off.
fn items(bytes: &[u8]) -> Vec<(usize, usize)> {
    let find = |needle: &[u8], from: usize| {
        memchr::memmem::find(bytes.get(from..).unwrap_or_default(), needle).map(|at| at + from)
    };
    let is_entry = find(b"<entry", 0).is_some() && find(b"<item", 0).is_none();
    let (open, close): (&[u8], &[u8]) = if is_entry { (b"<entry", b"</entry>") } else { (b"<item", b"</item>") };
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(begin) = find(open, from) {
        from = begin + open.len();
        // "<items>" of RSS 1.0 is a table of contents.
        if !bytes.get(from).is_some_and(|b| b.is_ascii_whitespace() || *b == b'>') {
            continue;
        }
        let end = find(close, from).map_or(bytes.len(), |at| at + close.len());
        out.push((begin, end));
        from = end;
    }
    out
}

/// The closing tags of a feed.
fn end_of(root: &str) -> &'static str {
    if root.contains("<rss") {
        "</channel></rss>"
    } else if root.contains("<rdf:rdf") {
        "</rdf:RDF>"
    } else {
        "</feed>"
    }
}

/// The article of an item.
fn article(origin: Origin, feed: &Feed, entry: &Entry) -> Read {
    let body = entry.content.as_ref().and_then(|c| c.body.as_deref());
    let summary = entry.summary.as_ref().map(|s| s.content.as_str());
    // Some feeds give a teaser as content and the text as description.
    let text = [body, summary].into_iter().flatten().filter(|t| !t.trim().is_empty()).max_by_key(|t| t.len());
    let link = entry.links.iter().find(|l| l.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let url = link.map(|l| l.href.clone()).or_else(|| Some(entry.id.clone()).filter(|id| id.starts_with("http")));
    let title = entry.title.as_ref().map(|t| unescaped(&t.content));
    let Some(text) = text else {
        let name = title.or(url).unwrap_or_default();
        let what = format!("its item has no text: {name}");
        return Err(Problem::skipped(origin, what, "fetch the pages that the feed links to"));
    };
    let names: Vec<&str> =
        entry.authors.iter().filter_map(|a| a.name.as_deref()).map(str::trim).filter(|n| !n.is_empty()).collect();
    let day = |time: &chrono::DateTime<chrono::Utc>| {
        // Midnight to the second is a day without a time.
        let text = time.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        text.strip_suffix("T00:00:00Z").map_or(text.clone(), str::to_owned)
    };
    let given = Given {
        id: Some(entry.id.trim().to_owned()).filter(|id| !id.is_empty()),
        title,
        source: outlet_of(feed, url.as_deref()),
        published: entry.published.as_ref().or(entry.updated.as_ref()).map(day),
        byline: (!names.is_empty()).then(|| names.join(", ")),
        lang: entry.language.clone().or_else(|| feed.language.clone()),
        url,
        is_feed: true,
    };
    let content = match text.contains('<') {
        true => Content::RecordHtml(text.to_owned()),
        false => Content::Record(unescaped(text)),
    };
    Ok(RawArticle { origin, given, listed: None, order: None, content })
}

/// The outlet: the known one at the link's address, else the channel's title without its section
/// ("Marlow Post - World").
fn outlet_of(feed: &Feed, url: Option<&str>) -> Option<String> {
    if let Some(known) = url.and_then(outlet::outlet_by_domain) {
        return Some(known.name.to_owned());
    }
    let title = unescaped(feed.title.as_ref()?.content.trim());
    let parts = || [" - ", " – ", " — ", " | ", " > ", " » ", ": "].iter().flat_map(|mark| title.split(mark));
    let named = std::iter::once(title.as_str()).chain(parts()).find(|part| outlet::is_outlet(part.trim()));
    let name = named.unwrap_or(&title).trim();
    let name = outlet::outlet_by_name(name).map_or(name, |known| known.name);
    (!name.is_empty()).then(|| name.to_owned())
}

/// The text with its character references resolved: titles are escaped once more than XML asks for.
fn unescaped(text: &str) -> String {
    if text.contains('&') { dom_query::Document::from(text).text().to_string() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Read> {
        let mut out = Vec::new();
        let flow = read("t.rss", &mut text.as_bytes(), &mut |r| {
            out.push(r);
            ControlFlow::Continue(())
        });
        assert!(flow.is_continue());
        out
    }

    const RSS: &str = r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Marlow Post - World</title><link>https://marlow.example/</link><description>News</description><language>en-gb</language>
<item><title>Bridge opens &amp;#8211; at last</title><link>https://marlow.example/bridge</link><guid isPermaLink="false">b-1</guid>
<pubDate>Wed, 05 Mar 2031 10:20:30 +0100</pubDate><dc:creator>Ann Poe</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>The mayor opened the bridge.</p><p>She was late.</p>]]></content:encoded></item>
<item><title>Ferry stays</title><link>https://marlow.example/ferry</link><pubDate>someday</pubDate><description>The ferry stays in harbour.</description></item>
</channel></rss>"#;

    #[test]
    fn rss_items_become_articles() {
        let rows = all(RSS);
        assert_eq!(rows.len(), 3, "{rows:?}");
        let bridge = rows[0].as_ref().expect("an item");
        assert_eq!(bridge.given.title.as_deref(), Some("Bridge opens – at last"));
        assert_eq!(bridge.given.source.as_deref(), Some("Marlow Post"));
        assert_eq!(bridge.given.published.as_deref(), Some("2031-03-05T09:20:30Z"));
        assert_eq!((bridge.given.id.as_deref(), bridge.given.byline.as_deref()), (Some("b-1"), Some("Ann Poe")));
        assert_eq!(bridge.given.url.as_deref(), Some("https://marlow.example/bridge"));
        assert!(matches!(&bridge.content, Content::RecordHtml(html) if html.contains("She was late")));
        let ferry = rows[1].as_ref().expect("an item");
        assert_eq!(ferry.content, Content::Record("The ferry stays in harbour.".into()));
        assert_eq!((&ferry.given.published, &ferry.given.id), (&None, &None));
        assert!(rows[2].as_ref().is_err_and(|p| !p.skipped && p.what.contains("someday")));
    }

    #[test]
    fn atom_entries_become_articles() {
        let rows = all(
            r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Veskland Times</title><id>urn:v</id><updated>2031-03-05T00:00:00Z</updated>
<entry><title>Storm</title><id>urn:v:1</id><link href="https://veskland.example/1"/><published>2031-03-05T12:00:00Z</published>
<updated>2031-03-06T12:00:00Z</updated><author><name>Bo Lee</name></author><content type="html">&lt;p&gt;The storm came.&lt;/p&gt;</content></entry></feed>"#,
        );
        let storm = rows[0].as_ref().expect("an entry");
        assert_eq!(storm.given.published.as_deref(), Some("2031-03-05T12:00:00Z"));
        assert_eq!(storm.given.source.as_deref(), Some("Veskland Times"));
        assert!(matches!(&storm.content, Content::RecordHtml(html) if html.contains("<p>The storm came.</p>")));
    }

    #[test]
    fn a_broken_item_costs_one_item() {
        let broken = RSS.replace("<title>Ferry stays</title>", "<title>Ferry <stays</title>");
        let rows = all(&broken);
        assert!(rows[0].as_ref().is_err_and(|p| !p.skipped), "{rows:?}");
        assert!(rows[1].is_ok());
        assert!(rows[2].as_ref().is_err_and(|p| p.skipped && p.what.contains("at byte")));
        let cut = &RSS[..RSS.find("stays in").expect("there")];
        let rows = all(cut);
        assert_eq!(rows.iter().filter(|r| r.is_ok()).count(), 1, "{rows:?}");
        assert!(rows.iter().any(|r| r.as_ref().is_err_and(|p| p.skipped && p.at.record == Some(2))));
        let other = all("<?xml version=\"1.0\"?><urlset><url/></urlset>");
        assert!(other[0].as_ref().is_err_and(|p| p.what.contains("no RSS or Atom")));
    }
}
