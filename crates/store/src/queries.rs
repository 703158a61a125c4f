//! The named questions of queries/.
//!
//! Each file opens with a comment that says what it answers:
//!
//! ```sql
//! /* Title of the query
//!
//!    What it answers, in a sentence or two.
//!
//!    :event = NULL   -- the event's slug; all events where NULL
//!    :kind = 'killed' -- which figure
//! */
//! SELECT ...
//! ```

use crate::error::Result;
use crate::reader::{Param, Reader};
use crate::value::{Table, Value};

const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/queries.rs"));

/// A named question.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Query {
    /// The file's name without extension.
    pub name: &'static str,
    /// One line.
    pub title: String,
    /// What it answers.
    pub description: String,
    /// Its parameters, in the order of the comment.
    pub params: Vec<QueryParam>,
    /// The whole file.
    pub sql: &'static str,
}

/// A parameter of a named question.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct QueryParam {
    /// Without its colon.
    pub name: String,
    /// What it is where the user gives nothing.
    pub default: Value,
    /// What it means.
    pub description: String,
}

/// All named questions, sorted by name.
pub fn queries() -> Vec<Query> {
    FILES.iter().map(|&(name, sql)| parse(name, sql)).collect()
}

/// The named question `name`; `-` and `_` are the same.
pub fn query(name: &str) -> Option<Query> {
    let wanted = name.replace('-', "_");
    FILES.iter().find(|(name, _)| *name == wanted).map(|&(name, sql)| parse(name, sql))
}

impl Reader {
    /// Runs a named question with its defaults under `params`.
    ///
    /// # Errors
    /// As [`Reader::stream`].
    pub fn run(&self, query: &Query, params: &[Param<'_>]) -> Result<Table> {
        let mut all: Vec<Param<'_>> = params.to_vec();
        for param in &query.params {
            if !params.iter().any(|(name, _)| *name == param.name) {
                all.push((&param.name, param.default.clone()));
            }
        }
        self.table(query.sql, &all)
    }
}

fn parse(name: &'static str, sql: &'static str) -> Query {
    let comment = sql.trim_start().strip_prefix("/*").and_then(|s| s.split_once("*/")).map_or("", |(c, _)| c);
    let mut lines = comment.lines().map(str::trim);
    let title = lines.next().unwrap_or_default().to_owned();
    let (mut description, mut params) = (Vec::new(), Vec::new());
    for line in lines.filter(|l| !l.is_empty()) {
        match line.strip_prefix(':') {
            Some(param) => params.push(parse_param(param)),
            None => description.push(line),
        }
    }
    Query { name, title, description: description.join(" "), params, sql }
}

/// `kind = 'killed' -- which figure`
fn parse_param(line: &str) -> QueryParam {
    let (head, description) = line.split_once("--").unwrap_or((line, ""));
    let (name, default) = head.split_once('=').unwrap_or((head, "NULL"));
    let default = match default.trim() {
        "NULL" => Value::Null,
        quoted if quoted.starts_with('\'') => Value::Text(quoted.trim_matches('\'').replace("''", "'")),
        plain => Value::parse(plain),
    };
    QueryParam { name: name.trim().to_owned(), default, description: description.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_comment_is_read() {
        let query =
            parse("x", "/* A title\n\n   Two\n   lines.\n\n   :kind = 'killed' -- which\n   :least = 2\n*/ SELECT 1");
        assert_eq!((query.title.as_str(), query.description.as_str()), ("A title", "Two lines."));
        assert_eq!(query.params[0].default, Value::from("killed"));
        assert_eq!(query.params[0].description, "which");
        assert_eq!(query.params[1].default, Value::Integer(2));
    }
}
