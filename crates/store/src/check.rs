//! Whether a database is what it should be: sound as a file, and true to its texts.

use crate::error::Result;
use crate::reader::Reader;
use crate::value::Value;

/// Something wrong.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// Which check found it ("v_check_span").
    pub check: &'static str,
    /// The row, as `show` takes it ("claim:41"); empty for the file as a whole.
    pub row: String,
    /// What is wrong.
    pub what: String,
}

/// Each gives (row, what is wrong) for every row that fails. Named by what they check.
const CHECKS: &[(&str, &str)] = &[
    ("integrity", "SELECT '', integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
    (
        "foreign keys",
        "SELECT \"table\" || ':' || coalesce(rowid, '?'), 'refers to a row of ' || parent || ' that is not there'
         FROM pragma_foreign_key_check",
    ),
    ("ranges", "SELECT row_kind || ':' || row_id, problem FROM v_check_span"),
    (
        "search index",
        "SELECT '', 'the search index holds ' || (SELECT count(*) FROM article_fts_docsize) || ' of ' || count(*)
           || ' articles'
         FROM article HAVING count(*) <> (SELECT count(*) FROM article_fts_docsize)",
    ),
    (
        "parts and wholes",
        "SELECT 'claim:' || part.claim_id,
           'counts ' || part.low || ', more than the ' || whole.high || ' of claim:' || whole.claim_id
             || ' that it is part of'
         FROM claim AS part JOIN claim AS whole ON whole.claim_id = part.superset_id
         WHERE part.low > whole.high",
    ),
    (
        "rows of one article",
        "SELECT 'claim:' || c.claim_id, 'its sentence or quote is of another article'
         FROM claim AS c
         LEFT JOIN sentence AS s USING (sentence_id) LEFT JOIN quote AS q USING (quote_id)
         WHERE s.article_id <> c.article_id OR q.article_id <> c.article_id
         UNION ALL
         SELECT 'quote:' || q.quote_id, 'its sentence is of another article'
         FROM quote AS q JOIN sentence AS s USING (sentence_id) WHERE s.article_id <> q.article_id",
    ),
    (
        "versions",
        "SELECT 'article:' || a.article_id, 'is shown as the latest, but article:' || b.article_id || ' replaced it'
         FROM article AS a JOIN article AS b ON b.version_of = a.article_id WHERE a.is_latest = 1",
    ),
    (
        "segments",
        "SELECT 'article:' || article_id, 'segment ' || ordinal || ' begins before the one ahead of it ends'
         FROM (SELECT article_id, ordinal, raw_start,
                 max(raw_end) OVER (PARTITION BY article_id ORDER BY ordinal
                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
               FROM segment)
         WHERE raw_start < reached",
    ),
    (
        "merged entities",
        "SELECT 'entity:' || a.entity_id, 'is merged into entity:' || b.entity_id || ', itself merged away'
         FROM entity AS a JOIN entity AS b ON b.entity_id = a.merged_into WHERE b.merged_into IS NOT NULL",
    ),
    (
        "statements",
        "SELECT 'statement:' || statement_id, 'no claim says it' FROM statement
         WHERE statement_id NOT IN (SELECT statement_id FROM claim_statement)
         UNION ALL
         SELECT 'claim:' || c.claim_id, 'its statement is about another event'
         FROM claim AS c JOIN claim_statement USING (claim_id) JOIN statement AS s USING (statement_id)
         WHERE c.event_id IS NOT s.event_id",
    ),
];

/// Runs every check; no finding means that all is well.
///
/// # Errors
/// Where the database cannot be read at all.
pub fn check(reader: &Reader) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (name, sql) in CHECKS {
        for row in reader.table(sql, &[])?.rows {
            let [row, what] = row.as_slice() else { continue };
            let text = |v: &Value| v.to_string();
            findings.push(Finding { check: name, row: text(row), what: text(what) });
        }
    }
    Ok(findings)
}
