//! The named questions as DuckDB takes them, over the Parquet files of an export.
//!
//! DuckDB reads the same SQL but for a few words: parameters are `$name`, a value is compared
//! with NULL by IS DISTINCT FROM, the greater of two is `greatest`, every plain column of a
//! grouped view is a key. The tables stand in queries/duckdb/; the views are those of the
//! migrations.

const TABLES: &str = include_str!("../../../queries/duckdb/tables.duckdb");

/// Questions that need what no export has: the full-text index.
const LEFT_OUT: [&str; 1] = ["search"];

/// Whether a named question can be asked of an export.
pub fn duckdb_knows(name: &str) -> bool {
    !LEFT_OUT.contains(&name)
}

/// The tables and views of a database over the export in `folder`, as one script.
pub fn duckdb_tables(folder: &str) -> String {
    let mut script = TABLES.replace("EXPORT", &folder.replace('\'', "''"));
    for (name, body) in views() {
        script.push_str(&format!("\nCREATE OR REPLACE VIEW {name} AS\n{}\n", to_duckdb(&grouped(body))));
    }
    script
}

/// The views in the order in which they were first made, each as it was made last.
fn views() -> Vec<(&'static str, &'static str)> {
    let mut found: Vec<(&str, &str)> = Vec::new();
    for sql in crate::migrate::texts() {
        for statement in sql.split("CREATE VIEW ").skip(1) {
            let Some((name, rest)) = statement.split_once(" AS\n") else { continue };
            let body = rest.find(";\n").map_or(rest, |end| &rest[..=end]);
            match found.iter_mut().find(|(known, _)| *known == name) {
                Some(known) => known.1 = body,
                None => found.push((name, body)),
            }
        }
    }
    // What proves ranges needs texts that an export may leave out.
    found.retain(|(name, _)| *name != "v_check_span");
    found
}

/// SQLite takes columns that follow from the key; DuckDB wants them named.
fn grouped(body: &str) -> String {
    match body.rfind("\nGROUP BY ") {
        Some(at) if !body[at + 1..].trim_end().contains('\n') => format!("{}\nGROUP BY ALL;", &body[..at]),
        _ => body.to_owned(),
    }
}

/// A statement in DuckDB's words. Comments and quoted texts stay as they are.
pub fn to_duckdb(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(c) = rest.chars().next() {
        let end = match c {
            '\'' => rest[1..].find('\'').map(|i| i + 2),
            '/' if rest.starts_with("/*") => rest.find("*/").map(|i| i + 2),
            ':' if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) => {
                out.push('$');
                rest = &rest[1..];
                continue;
            }
            _ => Some(c.len_utf8()),
        };
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        out.push_str(piece);
        rest = after;
    }
    let out = out
        .replace("IS NOT '", "IS DISTINCT FROM '")
        .replace("max(published, other_published)", "greatest(published, other_published)");
    numbers(&out)
}

/// `coalesce(nullif($least, ''), 2)`: DuckDB does not mix words and numbers.
fn numbers(sql: &str) -> String {
    const HEAD: &str = "coalesce(nullif($";
    const MIDDLE: &str = ", ''), ";
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(at) = rest.find(HEAD) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let whole = found[HEAD.len()..].split_once(MIDDLE).and_then(|(name, tail)| {
            let number: String = tail.chars().take_while(|c| c.is_ascii_digit()).collect();
            let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            (is_name && !number.is_empty()).then(|| (name.to_owned(), number))
        });
        match whole {
            Some((name, number)) => {
                out.push_str(&format!("coalesce(TRY_CAST(${name} AS BIGINT), {number}"));
                rest = &found[HEAD.len() + name.len() + MIDDLE.len() + number.len()..];
            }
            None => {
                out.push_str(HEAD);
                rest = &found[HEAD.len()..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ_are_replaced() {
        let sql = "/* :kind = 'x' */ SELECT ':no' WHERE a = :kind AND b IS NOT 'rejected' LIMIT coalesce(nullif(:most, ''), 50)";
        let wanted = "/* :kind = 'x' */ SELECT ':no' WHERE a = $kind AND b IS DISTINCT FROM 'rejected' \
                      LIMIT coalesce(TRY_CAST($most AS BIGINT), 50)";
        assert_eq!(to_duckdb(sql), wanted);
        let text = "coalesce(nullif($kind, ''), 'killed')";
        assert_eq!(to_duckdb(text), text);
    }

    #[test]
    fn every_view_is_made_once() {
        let script = duckdb_tables("it's here");
        assert!(script.contains("read_parquet('it''s here/articles.parquet')"));
        for view in ["v_source", "v_claim", "v_quote", "v_statement", "v_conflict"] {
            assert_eq!(script.matches(&format!("VIEW {view} AS")).count(), 1, "{view}");
        }
        assert!(!script.contains("IS NOT '") && script.contains("GROUP BY ALL;"));
    }
}
