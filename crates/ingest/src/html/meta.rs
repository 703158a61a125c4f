//! What a page says of itself: JSON-LD, meta elements, time elements, headings.

use dom_query::{Document, NodeRef};
use serde_json::Value;

/// What a page says of itself, best evidence first in every list.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct PageMeta {
    pub(crate) ld: LinkedData,
    /// og:title, twitter:title.
    pub(crate) meta_title: Option<String>,
    /// The title element.
    pub(crate) title: Option<String>,
    /// The texts of the first-level headings.
    pub(crate) headings: Vec<String>,
    pub(crate) author: Option<String>,
    pub(crate) site: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) lang: Option<String>,
    /// Dates of meta elements.
    pub(crate) meta_dates: Vec<String>,
    /// Days of later versions, by meta elements.
    pub(crate) changes: Vec<String>,
    /// Dates of time elements, those of the publication first.
    pub(crate) times: Vec<String>,
}

/// What schema.org JSON-LD says of the article.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct LinkedData {
    pub(crate) headline: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) body: Option<String>,
    pub(crate) lang: Option<String>,
}

/// Meta elements that hold the date of publication, the surest first.
const DATE_NAMES: [&str; 24] = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "date.published",
    "publish-date",
    "publish_date",
    "published_time",
    "publication_date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "citation_publication_date",
    "citation_date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "originalpublicationdate",
    "date",
];

/// Reads what the head and the marked elements of a page say.
pub(crate) fn read(document: &Document) -> PageMeta {
    let mut meta = PageMeta { ld: linked_data(document), ..PageMeta::default() };
    let mut named: Vec<(String, String)> = Vec::new();
    for element in document.select("meta").nodes() {
        let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|a| element.attr(a));
        if let (Some(name), Some(content)) = (name, element.attr("content")) {
            let content = clean(&content);
            if !content.is_empty() {
                named.push((name.trim().to_lowercase(), content));
            }
        }
    }
    let get =
        |names: &[&str]| names.iter().find_map(|n| named.iter().find(|(name, _)| name == n).map(|(_, c)| c.clone()));
    meta.meta_title = get(&["og:title", "twitter:title", "citation_title", "dc.title", "parsely-title"]);
    meta.title = document.select("title").nodes().first().map(|n| clean(&n.text())).filter(|t| !t.is_empty());
    meta.headings = document.select("h1").nodes().iter().map(|n| clean(&n.text())).filter(|t| !t.is_empty()).collect();
    meta.author = get(&[
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "byl",
        "dc.creator",
        "citation_author",
        "twitter:data1",
    ])
    .filter(|a| !a.contains("://") && !a.chars().any(|c| c.is_ascii_digit()));
    meta.site = get(&["og:site_name", "application-name", "publisher", "dc.publisher", "citation_journal_title"]);
    let link =
        document.select("link[rel=\"canonical\"]").nodes().first().and_then(|n| n.attr("href")).map(|h| h.to_string());
    meta.url = link.filter(|u| u.contains("://")).or_else(|| get(&["og:url", "twitter:url"]));
    meta.lang = document.select("html").nodes().first().and_then(|n| n.attr("lang")).map(|l| l.to_string());
    meta.meta_dates = DATE_NAMES.iter().filter_map(|n| get(&[n])).collect();
    // "w-published-date", "post_published", "published": what every maker of sites invents anew.
    let says_so = |name: &str| {
        name.contains("publish")
            && !name.contains("publisher")
            && !name.contains("modified")
            && !name.contains("update")
    };
    let mut others: Vec<String> =
        named.iter().filter(|(name, _)| says_so(name)).map(|(_, content)| content.clone()).collect();
    // Some count every new edition as a publication: the earliest is the first.
    others.sort();
    meta.meta_dates.extend(others);
    let of_change = |name: &str| name.contains("modified") || name.contains("updated");
    meta.changes = named.iter().filter(|(name, _)| of_change(name)).map(|(_, content)| content.clone()).collect();
    meta.times = times(document);
    meta
}

/// The dates of time elements, those that say they are the publication's first, those of cards
/// that link to other articles left out.
fn times(document: &Document) -> Vec<String> {
    let mut ranked: Vec<(u8, String)> = Vec::new();
    for element in document.select("time, [itemprop=\"datePublished\"], abbr.published").nodes() {
        let written = ["datetime", "content", "title"].iter().find_map(|a| element.attr(a)).map(|d| d.to_string());
        let date = written.filter(|d| !d.trim().is_empty()).unwrap_or_else(|| clean(&element.text()));
        if date.is_empty() || date.len() > 80 {
            continue;
        }
        ranked.push((time_rank(element), date));
    }
    // Stable: the first of a rank stays first.
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().filter(|(rank, _)| *rank < 9).map(|(_, date)| date).collect()
}

/// 0 says it is the publication, 9 that it is of something else.
fn time_rank(element: &NodeRef<'_>) -> u8 {
    let lower =
        |node: &NodeRef<'_>, attribute: &str| node.attr(attribute).map(|v| v.to_lowercase()).unwrap_or_default();
    let words = ["class", "itemprop", "data-testid"].map(|a| lower(element, a)).join(" ");
    let text = element.text().to_lowercase();
    let is_update = |words: &str| ["updated", "modified", "changed", "revised"].iter().any(|w| words.contains(w));
    if is_update(&words) || is_update(&text) {
        return 9;
    }
    if words.contains("publish") || element.has_attr("pubdate") {
        return 0;
    }
    for above in element.ancestors_it(Some(12)) {
        let name = above.node_name().unwrap_or_default();
        let class = lower(&above, "class");
        let of_others = [
            "related",
            "comment",
            "recommend",
            "sidebar",
            "trending",
            "popular",
            "teaser",
            "promo",
            "latest",
            "changed",
        ];
        if matches!(&*name, "aside" | "nav" | "footer" | "li") || of_others.iter().any(|w| class.contains(w)) {
            return 9;
        }
    }
    3
}

/// What JSON-LD says of the article. Pages hold several objects (breadcrumbs, the organisation):
/// only those that are an article count.
fn linked_data(document: &Document) -> LinkedData {
    let mut found = LinkedData::default();
    let mut site = None;
    for script in document.select("script[type=\"application/ld+json\"]").nodes() {
        let text = script.text();
        let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim().trim_end_matches(';');
        let value = serde_json::from_str::<Value>(text).or_else(|_| {
            // Line breaks inside strings are the most common mistake.
            serde_json::from_str(&text.replace(['\n', '\r', '\t'], " "))
        });
        if let Ok(value) = value {
            visit(&value, &mut found, &mut site, 0);
        }
    }
    found.publisher = found.publisher.or(site);
    found
}

fn visit(value: &Value, found: &mut LinkedData, site: &mut Option<String>, depth: u32) {
    if depth > 6 {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|v| visit(v, found, site, depth + 1)),
        Value::Object(object) => {
            let types = object.get("@type").map(names).unwrap_or_default();
            let is = |word: &str| types.iter().any(|t| t.contains(word));
            if is("Article")
                || is("BlogPosting")
                || is("Report")
                || is("Review")
                || is("Recipe")
                || is("LiveBlogPosting")
            {
                let text = |key: &str| object.get(key).and_then(Value::as_str).map(clean).filter(|t| !t.is_empty());
                take(&mut found.headline, text("headline").or_else(|| text("name")));
                take(&mut found.published, text("datePublished"));
                take(&mut found.modified, text("dateModified"));
                take(
                    &mut found.author,
                    object.get("author").map(names).filter(|n| !n.is_empty()).map(|n| n.join(", ")),
                );
                take(&mut found.publisher, object.get("publisher").map(names).and_then(|n| n.into_iter().next()));
                take(&mut found.url, text("url"));
                take(&mut found.body, object.get("articleBody").and_then(Value::as_str).map(str::to_owned));
                take(&mut found.lang, text("inLanguage"));
            } else if is("WebPage") {
                take(&mut found.published, object.get("datePublished").and_then(Value::as_str).map(clean));
            } else if is("WebSite") && site.is_none() {
                *site = object.get("name").and_then(Value::as_str).map(clean).filter(|t| !t.is_empty());
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "itemReviewed"] {
                if let Some(inner) = object.get(key) {
                    visit(inner, found, site, depth + 1);
                }
            }
        }
        _ => {}
    }
}

/// The first value wins: the page's own article stands before the ones it links to.
fn take(slot: &mut Option<String>, value: Option<String>) {
    if slot.is_none() {
        *slot = value;
    }
}

/// The strings of a value, or the names of its objects.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![clean(text)].into_iter().filter(|t| !t.is_empty() && !t.contains("://")).collect(),
        Value::Array(list) => list.iter().flat_map(names).collect(),
        Value::Object(object) => object.get("name").map(names).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// White space folded, the entities that survive inside JSON undone.
pub(crate) fn clean(text: &str) -> String {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !folded.contains('&') {
        return folded;
    }
    unescape(&folded)
}

/// Undoes the entities that survive in attributes and JSON, twice encoded ones too.
fn unescape(text: &str) -> String {
    const NAMED: [(&str, &str); 14] = [
        ("amp", "&"),
        ("apos", "'"),
        ("gt", ">"),
        ("hellip", "…"),
        ("ldquo", "“"),
        ("lsquo", "‘"),
        ("lt", "<"),
        ("mdash", "—"),
        ("nbsp", " "),
        ("ndash", "–"),
        ("quot", "\""),
        ("rdquo", "”"),
        ("reg", "®"),
        ("rsquo", "’"),
    ];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(10).position(|b| b == b';').unwrap_or(0);
        let entity = rest.get(1..end.max(1)).unwrap_or_default();
        let number = match entity.strip_prefix('#') {
            Some(hex) if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16).ok(),
            Some(decimal) => decimal.parse().ok(),
            None => None,
        };
        let named = NAMED.iter().find(|(name, _)| *name == entity).map(|(_, text)| *text);
        match (named, number.and_then(char::from_u32)) {
            (Some(text), _) => out.push_str(text),
            (None, Some(c)) => out.push(c),
            (None, None) => {
                out.push('&');
                rest = &rest[1..];
                continue;
            }
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linked_data_in_a_graph() {
        let html = r#"<html lang=en><head><title>Bridge opens | Post</title><meta property="og:site_name" content="Post">
            <script type="application/ld+json">{"@graph":[{"@type":"BreadcrumbList","name":"x"},
            {"@type":["NewsArticle"],"headline":"Bridge &amp; river","datePublished":"2019-05-05T10:00:00Z",
             "author":[{"@type":"Person","name":"Ann Poe"},{"name":"Bo Lee"}],"publisher":{"name":"The Post"}}]}</script></head>
            <body><h1>Bridge opens</h1><aside><time datetime="2001-01-01">x</time></aside><time datetime="2019-05-05">May 5</time></body></html>"#;
        let meta = read(&Document::from(html));
        assert_eq!(meta.ld.headline.as_deref(), Some("Bridge & river"));
        assert_eq!(meta.ld.author.as_deref(), Some("Ann Poe, Bo Lee"));
        assert_eq!(meta.ld.published.as_deref(), Some("2019-05-05T10:00:00Z"));
        assert_eq!((meta.site.as_deref(), meta.lang.as_deref()), (Some("Post"), Some("en")));
        assert_eq!(meta.times, ["2019-05-05"]);
        assert_eq!(meta.headings, ["Bridge opens"]);
    }

    #[test]
    fn entities() {
        assert_eq!(clean("Ann&#039;s &amp; Bo&#x2019;s  AT&T &unknown; &"), "Ann's & Bo’s AT&T &unknown; &");
    }

    #[test]
    fn broken_linked_data_is_passed_over() {
        let html = "<script type=\"application/ld+json\">{\"@type\": </script><p>x</p>";
        assert_eq!(read(&Document::from(html)).ld, LinkedData::default());
    }
}
