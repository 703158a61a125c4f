//! JSON Lines and JSON documents: one object an article.

use std::io::{BufRead, Read};
use std::ops::ControlFlow;

use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::Value;

use super::{FieldMap, MAX_ARTICLE, Sink};
use crate::problem::{Origin, Problem};

/// Reads one object a line. A bad line is reported with its number and left out.
pub(super) fn read_lines(path: &str, input: &mut dyn BufRead, map: &FieldMap, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let (mut line, mut record) = (0, 0);
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        line += 1;
        match (&mut *input).take(MAX_ARTICLE).read_until(b'\n', &mut bytes) {
            Ok(0) => return ControlFlow::Continue(()),
            Ok(_) => {}
            Err(error) => {
                let at = Origin::record(path, record + 1, Some(line));
                return sink(Err(super::decode::failed_at(at, error)));
            }
        }
        if bytes.len() as u64 == MAX_ARTICLE && !bytes.ends_with(b"\n") {
            record += 1;
            let at = Origin::record(path, record, Some(line));
            let what = format!("the line holds more than {} MB", MAX_ARTICLE >> 20);
            sink(Err(Problem::skipped(at, what, "one object must stand on each line; is it one document (.json)?")))?;
            if let Err(error) = input.skip_until(b'\n') {
                let at = Origin::record(path, record, Some(line));
                return sink(Err(super::decode::failed_at(at, error)));
            }
            continue;
        }
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).trim_ascii();
        if text.is_empty() {
            continue;
        }
        record += 1;
        let at = Origin::record(path, record, Some(line));
        let parsed = match serde_json::from_slice::<Value>(text) {
            // Dumps in Windows encodings are still JSON once they are decoded.
            Err(_) if std::str::from_utf8(text).is_err() => serde_json::from_str(&super::decode_text(text, None).0),
            other => other,
        };
        let read = match parsed {
            Ok(value) => map.article_of_value(at, &value),
            Err(error) => Err(Problem::skipped(
                at,
                format!("is no JSON: {}", plain(&error)),
                "one whole object must stand on each line",
            )),
        };
        sink(read)?;
    }
}

/// Reads one object, an array of objects, or an object that holds such an array
/// ("articles", "items", "data" ...). Arrays are read as a stream.
pub(super) fn read_document(
    path: &str,
    input: &mut dyn BufRead,
    map: &FieldMap,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let head = match input.fill_buf() {
        Ok(head) => head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start().first().copied(),
        Err(_) => None,
    };
    if head == Some(b'[') {
        skip_mark(input);
        let mut stream = serde_json::Deserializer::from_reader(input);
        let mut elements = Elements { path, map, sink, record: 0, flow: ControlFlow::Continue(()) };
        let result = elements.run(&mut stream);
        let (record, flow) = (elements.record, elements.flow);
        return match result {
            Err(error) if flow.is_continue() => {
                let at = Origin::record(path, record + 1, Some(error.line() as u64));
                let what = format!("is no JSON from here on: {}", plain(&error));
                sink(Err(Problem::skipped(at, what, "check that the file is whole")))
            }
            _ => flow,
        };
    }
    let bytes = match super::decode::read_limited(input, MAX_ARTICLE * 4) {
        Ok(bytes) => bytes,
        Err(failure) => return sink(Err(failure.at(path))),
    };
    let text = super::decode_text(&bytes, None).0;
    match serde_json::from_str::<Value>(&text) {
        Ok(value) => read_object(path, &value, map, sink),
        // Many ".json" dumps are JSON Lines.
        Err(error) if error.is_syntax() && text.trim_start().starts_with('{') && error.line() > 1 => {
            read_lines(path, &mut text.as_bytes(), map, sink)
        }
        Err(error) => sink(Err(Problem::skipped(
            Origin::record(path, 1, Some(error.line() as u64)),
            format!("is no JSON: {}", plain(&error)),
            "an object, an array of objects, or one object a line is expected",
        ))),
    }
}

fn read_object(path: &str, value: &Value, map: &FieldMap, sink: &mut Sink<'_>) -> ControlFlow<()> {
    match list_in(value, 3) {
        Some(list) if !map.has_text(value) => elements(path, list, &mut 0, map, sink),
        _ => sink(map.article_of_value(Origin::file(path), value)),
    }
}

/// The list of articles in an answer: {"articles": [...]}, {"response": {"docs": [...]}}.
fn list_in(value: &Value, depth: usize) -> Option<&Vec<Value>> {
    const LISTS: [&str; 10] =
        ["articles", "items", "data", "documents", "docs", "results", "records", "entries", "stories", "hits"];
    const AROUND: [&str; 6] = ["response", "result", "data", "hits", "feed", "channel"];
    let holds = |list: &&Vec<Value>| list.iter().any(|v| v.is_object() || v.is_array());
    let here = LISTS.iter().find_map(|name| value.get(name)?.as_array().filter(holds));
    let inside = || AROUND.iter().find_map(|name| list_in(value.get(name)?, depth - 1));
    if depth == 0 { None } else { here.or_else(inside) }
}

/// Hands on the articles of a list; lists inside lists are one list.
fn elements(path: &str, list: &[Value], record: &mut u64, map: &FieldMap, sink: &mut Sink<'_>) -> ControlFlow<()> {
    for element in list {
        match element {
            Value::Array(inner) => elements(path, inner, record, map, sink)?,
            _ => {
                *record += 1;
                // A search index keeps the article inside its hit.
                let article = element.get("_source").filter(|s| s.is_object()).unwrap_or(element);
                sink(map.article_of_value(Origin::record(path, *record, None), article))?;
            }
        }
    }
    ControlFlow::Continue(())
}

/// Takes a byte order mark off a stream.
fn skip_mark(input: &mut dyn BufRead) {
    if input.fill_buf().is_ok_and(|head| head.starts_with(b"\xEF\xBB\xBF")) {
        input.consume(3);
    }
}

/// A parser's message without the place, which the problem carries itself.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.find(" at line ").unwrap_or(text.len());
    text[..end].to_owned()
}

/// Hands on the elements of an array one by one.
struct Elements<'a, 's> {
    path: &'a str,
    map: &'a FieldMap,
    sink: &'a mut Sink<'s>,
    record: u64,
    flow: ControlFlow<()>,
}

impl Elements<'_, '_> {
    fn run<R: Read>(
        &mut self,
        stream: &mut serde_json::Deserializer<serde_json::de::IoRead<R>>,
    ) -> serde_json::Result<()> {
        self.deserialize(stream)
    }
}

impl<'de> DeserializeSeed<'de> for &mut Elements<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for &mut Elements<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an array of articles")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some(value) = elements.next_element::<Value>()? {
            self.flow = self::elements(self.path, &[value], &mut self.record, self.map, self.sink);
            if self.flow.is_break() {
                return Err(serde::de::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Content, Read};
    use super::*;

    fn all(text: &str, lines: bool) -> Vec<Read> {
        let mut out = Vec::new();
        let mut sink = |r| {
            out.push(r);
            ControlFlow::Continue(())
        };
        let read = if lines { read_lines } else { read_document };
        assert!(read("t", &mut text.as_bytes(), &FieldMap::default(), &mut sink).is_continue());
        out
    }

    #[test]
    fn a_bad_line_is_reported_and_the_rest_is_read() {
        let rows = all("{\"text\":\"a\"}\n\n{\"text\": nope}\n{\"text\":\"b\",\"id\":7}\n", true);
        assert_eq!(rows.len(), 3);
        assert!(rows[1].as_ref().is_err_and(|p| p.at.line == Some(3) && p.what.contains("no JSON")));
        let last = rows[2].as_ref().expect("a good line");
        assert_eq!(last.given.id.as_deref(), Some("7"));
        assert_eq!(last.content, Content::Record("b".into()));
    }

    #[test]
    fn documents_of_every_shape() {
        assert_eq!(all("{\"title\":\"t\",\"text\":\"a\"}", false).len(), 1);
        assert_eq!(all("\u{FEFF}[{\"text\":\"a\"},{\"text\":\"b\"}]", false).len(), 2);
        assert_eq!(all("[[{\"text\":\"a\"},{\"text\":\"b\"}],[{\"text\":\"c\"}]]", false).len(), 3);
        assert_eq!(all("{\"data\":{\"articles\":[[{\"text\":\"a\"}],[{\"text\":\"b\"}]]}}", false).len(), 2);
        assert_eq!(all("{\"response\":{\"docs\":[{\"text\":\"a\"},{\"text\":\"b\"}]}}", false).len(), 2);
        assert_eq!(all("{\"hits\":{\"hits\":[{\"_source\":{\"text\":\"a\"}}]}}", false).len(), 1);
        assert_eq!(all("{\"articles\":[{\"content\":\"a\"},{\"content\":\"b\"}]}", false).len(), 2);
        assert_eq!(all("{\"text\":\"a\"}\n{\"text\":\"b\"}\n", false).len(), 2);
    }

    #[test]
    fn a_broken_array_keeps_what_came_before() {
        let rows = all("[{\"text\":\"a\"},{\"text\":", false);
        assert!(rows[0].is_ok());
        assert!(rows[1].as_ref().is_err_and(|p| p.at.record == Some(2)));
    }
}
