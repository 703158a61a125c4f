//! The names that dumps give to the parts of an article.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Content, RawArticle, Read};
use crate::problem::{IngestError, Origin, Problem};

/// What an input says of an article, as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) id: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) lang: Option<String>,
    /// Whether a feed says all this, and not a record.
    pub(crate) is_feed: bool,
}

/// Names of each part, the surest first, as news-please, Fundus, NewsAPI, Common Crawl
/// derivatives and data sets on Hugging Face write them. Compared without case, `_`, `-`,
/// `.` and spaces.
const NAMES: [(&str, &[&str]); 9] = [
    (
        "text",
        &[
            "text",
            "maintext",
            "plaintext",
            "articlebody",
            "fulltext",
            "articletext",
            "body",
            "bodytext",
            "content",
            "fullcontent",
            "articlecontent",
            "article",
            "story",
            "contents",
            "rawtext",
            "cleantext",
            "textcontent",
            "contenttext",
            "document",
        ],
    ),
    ("html", &["html", "rawhtml", "htmlbody", "articlehtml", "contenthtml", "bodyhtml"]),
    ("title", &["title", "headline", "articletitle", "heading", "pagetitle", "titletext", "header", "hed"]),
    (
        "source",
        &[
            "source",
            "outlet",
            "sourcename",
            "publisher",
            "publication",
            "newspaper",
            "media",
            "medianame",
            "sitename",
            "site",
            "newssource",
            "newsoutlet",
            "sourcedomain",
            "domain",
            "website",
        ],
    ),
    (
        "published",
        &[
            "published",
            "datepublish",
            "publishingdate",
            "publishedat",
            "datepublished",
            "publisheddate",
            "publishdate",
            "publicationdate",
            "pubdate",
            "publishedon",
            "publishedtime",
            "dateofpublication",
            "firstpublished",
            "date",
            "articledate",
            "datetime",
            "timestamp",
            "createdat",
            "created",
            "day",
        ],
    ),
    (
        "url",
        &["url", "link", "canonicalurl", "articleurl", "canonicallink", "permalink", "weburl", "requestedurl", "uri"],
    ),
    ("byline", &["byline", "authors", "author", "creator", "writer", "writers", "journalist"]),
    ("id", &["id", "articleid", "docid", "documentid", "uid", "uuid", "guid", "newsid", "storyid"]),
    ("lang", &["lang", "language", "langcode", "languagecode"]),
];

fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a name is one that is recognised.
pub(super) fn is_known(name: &str) -> bool {
    let name = folded(name);
    NAMES.iter().any(|(_, names)| names.contains(&name.as_str()))
}

/// Which field of a record holds which part of the article, beside the names that are
/// recognised without being told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldMap {
    /// Part to field name; a dot goes into an object ("content.rendered").
    given: BTreeMap<&'static str, String>,
}

impl FieldMap {
    /// Reads pairs such as `text=story_plain`. Either side may be Parallax's own name: `story_plain=text` means the same.
    ///
    /// # Errors
    /// [`IngestError::Options`] where a pair has no `=` or neither side is a part of an article.
    pub fn new(pairs: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Self, IngestError> {
        let part = |name: &str| NAMES.iter().map(|(part, _)| *part).find(|part| *part == name);
        let mut given = BTreeMap::new();
        for pair in pairs {
            let pair = pair.as_ref();
            let sides = pair.split_once('=').map(|(a, b)| (a.trim(), b.trim()));
            let (part, field) = match sides {
                Some((a, b)) if part(a).is_some() => (part(a), b),
                Some((a, b)) => (part(b), a),
                None => (None, ""),
            };
            match part {
                Some(part) if !field.is_empty() => given.insert(part, field.to_owned()),
                _ => {
                    let parts: Vec<&str> = NAMES.iter().map(|(part, _)| *part).collect();
                    let what = format!("--map {pair}: write PART=FIELD, where PART is one of {}", parts.join(", "));
                    return Err(IngestError::Options { what });
                }
            };
        }
        Ok(Self { given })
    }

    /// The value of a part in an object.
    fn find<'v>(&self, value: &'v Value, part: &str) -> Option<&'v Value> {
        if let Some(path) = self.given.get(part) {
            let whole = value.get(path.as_str());
            return whole.or_else(|| path.split('.').try_fold(value, |v, key| v.get(key)));
        }
        let object = value.as_object()?;
        let (_, names) = NAMES.iter().find(|(p, _)| *p == part)?;
        let taken = |key: &str| self.given.values().any(|v| v == key);
        let folded: Vec<(String, &Value)> =
            object.iter().filter(|(k, v)| !v.is_null() && !taken(k)).map(|(k, v)| (folded(k), v)).collect();
        names.iter().find_map(|name| folded.iter().find(|(k, v)| k == name && fits(part, v)).map(|(_, v)| *v))
    }

    /// Whether a column is one that is read.
    #[cfg(feature = "parquet")]
    pub(super) fn reads(&self, column: &str) -> bool {
        is_known(column) || self.given.values().any(|v| v == column || v.split('.').next() == Some(column))
    }

    /// Whether an object holds an article's text.
    pub(super) fn has_text(&self, value: &Value) -> bool {
        self.find(value, "text").is_some() || self.find(value, "html").is_some()
    }

    /// Whether one of a table's columns holds an article's text.
    pub(super) fn has_text_column<'c>(&self, columns: impl Iterator<Item = &'c str> + Clone) -> bool {
        ["text", "html"].iter().any(|part| match self.given.get(part) {
            Some(name) => columns.clone().any(|c| c == name),
            None => NAMES
                .iter()
                .filter(|(p, _)| p == part)
                .any(|(_, names)| columns.clone().any(|c| names.contains(&folded(c).as_str()))),
        })
    }

    /// The article that an object holds.
    pub(super) fn article_of_value(&self, origin: Origin, value: &Value) -> Read {
        if !value.is_object() {
            let what = format!("is {}, not an object", kind(value));
            return Err(Problem::skipped(origin, what, "each article must be an object with a text"));
        }
        let given = Given {
            id: self.find(value, "id").and_then(plain),
            // Untouched: offsets of the title count in the input's own string.
            title: self.find(value, "title").and_then(|t| t.as_str().map(str::to_owned).or_else(|| plain(t))),
            source: self.find(value, "source").and_then(plain),
            published: self.find(value, "published").and_then(plain),
            url: self.find(value, "url").and_then(plain),
            byline: self.find(value, "byline").and_then(plain),
            lang: self.find(value, "lang").and_then(plain),
            is_feed: false,
        };
        let text = self.find(value, "text").and_then(long_text).filter(|t| !t.trim().is_empty());
        let html = || self.find(value, "html").and_then(long_text).filter(|t| t.contains('<'));
        let content = match text {
            Some(text) => Content::Record(text),
            None => match html() {
                Some(html) => Content::RecordHtml(html),
                None => return Err(self.no_text(origin, value)),
            },
        };
        Ok(RawArticle { origin, given, listed: None, order: None, content })
    }

    fn no_text(&self, origin: Origin, value: &Value) -> Problem {
        match self.find(value, "text").or_else(|| self.find(value, "html")) {
            Some(Value::String(_)) => Problem::skipped(origin, "its text is empty", "nothing to do if that is so"),
            Some(other) => Problem::skipped(
                origin,
                format!("its text is {}", kind(other)),
                "name the field with the text: --map text=FIELD",
            ),
            None => {
                let fields: Vec<&str> = value.as_object().into_iter().flatten().map(|(k, _)| k.as_str()).collect();
                let what = format!("has no text (fields: {})", fields.join(", "));
                Problem::skipped(origin, what, "name the field with the text: --map text=FIELD")
            }
        }
    }

    /// The article that a table's row holds.
    pub(super) fn article_of_cells<'c>(&self, origin: Origin, cells: impl Iterator<Item = (&'c str, &'c str)>) -> Read {
        let object = cells.filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k.to_owned(), Value::from(v))).collect();
        self.article_of_value(origin, &Value::Object(object))
    }

    /// What a manifest's row says.
    pub(crate) fn given_of_cells<'c>(&self, cells: impl Iterator<Item = (&'c str, &'c str)>) -> Given {
        let object = cells.filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k.to_owned(), Value::from(v))).collect();
        let value = Value::Object(object);
        let find = |part| self.find(&value, part).and_then(plain);
        Given {
            id: find("id"),
            title: find("title"),
            source: find("source"),
            published: find("published"),
            url: find("url"),
            byline: find("byline"),
            lang: find("lang"),
            is_feed: false,
        }
    }
}

/// Whether a value can be the part at all: "source" may be an object with a name, "article"
/// may hold the text or an object, "created" may be a flag.
fn fits(part: &str, value: &Value) -> bool {
    match part {
        "text" | "html" => long_text(value).is_some(),
        _ => plain(value).is_some(),
    }
}

/// A short value as text: strings, numbers, the name of an object, lists joined.
fn plain(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(list) => list.iter().filter_map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(object) => ["name", "title", "publisher", "label", "$date", "rendered", "id"]
            .iter()
            .find_map(|key| object.get(*key).and_then(plain))?,
        Value::Bool(_) | Value::Null => return None,
    };
    (!text.is_empty() && text != "null" && text != "None" && text != "nan" && text != "NaN").then_some(text)
}

/// A long value as text: a string untouched, a list of paragraphs, the sections of a Fundus body.
fn long_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => {
            let parts: Option<Vec<String>> = list.iter().map(long_text).collect();
            parts.filter(|p| !p.is_empty()).map(|p| p.join("\n"))
        }
        Value::Object(object) => {
            let pieces = ["summary", "sections", "headline", "headlines", "paragraphs"];
            let parts: Vec<String> = pieces
                .iter()
                .filter_map(|key| object.get(*key).and_then(long_text))
                .filter(|t| !t.is_empty())
                .collect();
            match parts.is_empty() {
                false => Some(parts.join("\n")),
                true => {
                    ["text", "content", "body", "rendered"].iter().find_map(|key| object.get(*key).and_then(long_text))
                }
            }
        }
        _ => None,
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(map: &FieldMap, value: &Value) -> Read {
        map.article_of_value(Origin::file("t"), value)
    }

    #[test]
    fn dumps_of_many_makers() {
        let map = FieldMap::default();
        let please = json!({"maintext": "A.", "title": "T", "date_publish": "2020-01-02 03:04:05", "authors": ["Ann Poe", "Bo Lee"],
            "source_domain": "post.example", "url": "https://post.example/a", "description": "short", "language": "en"});
        let a = read(&map, &please).expect("news-please");
        assert_eq!(
            (a.given.byline.as_deref(), a.given.source.as_deref()),
            (Some("Ann Poe, Bo Lee"), Some("post.example"))
        );
        assert_eq!(a.given.published.as_deref(), Some("2020-01-02 03:04:05"));
        let fundus = json!({"title": "T", "body": {"summary": ["S."], "sections": [{"headline": ["H"], "paragraphs": ["P.", "Q."]}]},
            "publishing_date": "2020-01-02T03:04:05+01:00", "publisher": "Post"});
        assert_eq!(read(&map, &fundus).expect("Fundus").content, Content::Record("S.\nH\nP.\nQ.".into()));
        let api = json!({"source": {"id": null, "name": "Post"}, "content": "A.", "publishedAt": "2020-01-02", "author": null});
        let a = read(&map, &api).expect("NewsAPI");
        assert_eq!(a.given.source.as_deref(), Some("Post"));
        assert_eq!(a.given.byline, None);
        let hugging =
            json!({"article": "A.", "headline": "T", "date": "Jan. 2, 2020", "publication": "Post", "id": 17});
        assert_eq!(read(&map, &hugging).expect("a data set").given.id.as_deref(), Some("17"));
    }

    #[test]
    fn text_is_untouched() {
        let a = read(&FieldMap::default(), &json!({"text": "  A \r\n b  "})).expect("a text");
        assert_eq!(a.content, Content::Record("  A \r\n b  ".into()));
    }

    #[test]
    fn other_names_are_mapped() {
        let map = FieldMap::new(["text=inhalt.voll", "ueberschrift=title"]).expect("two pairs");
        let a = read(&map, &json!({"inhalt": {"voll": "A."}, "ueberschrift": "T", "text": "teaser"})).expect("mapped");
        assert_eq!(a.content, Content::Record("A.".into()));
        assert_eq!(a.given.title.as_deref(), Some("T"));
        assert!(FieldMap::new(["foo=bar"]).is_err());
        assert!(FieldMap::new(["text"]).is_err());
    }

    #[test]
    fn what_has_no_text_says_so() {
        let problem = read(&FieldMap::default(), &json!({"foo": 1, "bar": 2})).expect_err("no text");
        assert!(problem.what.contains("foo, bar") && problem.advice.contains("--map"));
        let empty = read(&FieldMap::default(), &json!({"text": "  "})).expect_err("empty");
        assert!(empty.what.contains("empty"));
        assert!(read(&FieldMap::default(), &json!([1])).is_err());
    }
}
