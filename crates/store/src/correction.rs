//! What a person may correct in a claim or quote, and the columns that follow from it.

use parallax_records::{Bound, ClaimKind, Date, Form, Period, Quantity, QuoteKind, Scope, Stance, Status};
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value as Json};

use crate::anchor::Anchored;
use crate::error::{Result, StoreError};
use crate::fold::name_key;

/// The fields of a claim that may be corrected.
pub const CLAIM_FIELDS: &[&str] = &[
    "kind",
    "status",
    "n",
    "n2",
    "bound",
    "word",
    "victims",
    "scope",
    "subset",
    "period",
    "place",
    "date",
    "attributed_to",
    "stance",
    "form",
    "occasion",
];
/// The fields of a quote that may be corrected.
pub const QUOTE_FIELDS: &[&str] = &["kind", "speaker"];

/// Reads `field=value` pairs as the patch of a correction; an empty value empties the field.
///
/// # Errors
/// [`StoreError::Invalid`] for a field that cannot be corrected, and a value that it cannot have.
pub fn correction(what: Anchored, pairs: &[(String, String)]) -> Result<Json> {
    let mut patch = Map::new();
    for (field, value) in pairs {
        patch.insert(field.clone(), typed(what, field, value.trim())?);
    }
    Ok(Json::Object(patch))
}

fn typed(what: Anchored, field: &str, value: &str) -> Result<Json> {
    let wrong = |why: String| StoreError::Invalid { article: format!("the correction {field}={value}"), what: why };
    fn word<T: std::str::FromStr<Err = parallax_records::UnknownName>>(value: &str) -> Result<Json, String> {
        value.parse::<T>().map(|_| Json::from(value)).map_err(|e| e.to_string())
    }
    let known = match what {
        Anchored::Claim => CLAIM_FIELDS,
        Anchored::Quote => QUOTE_FIELDS,
    };
    if !known.contains(&field) {
        return Err(wrong(format!("a {} has no field {field}; its fields are {}", what.name(), known.join(", "))));
    }
    let emptied = value.is_empty() && !matches!(field, "kind" | "status" | "subset");
    if emptied {
        return Ok(Json::Null);
    }
    let parsed = match (what, field) {
        (Anchored::Quote, "kind") => word::<QuoteKind>(value),
        (_, "kind") => word::<ClaimKind>(value),
        (_, "status") => word::<Status>(value),
        (_, "bound") => word::<Bound>(value),
        (_, "scope") => word::<Scope>(value),
        (_, "period") => word::<Period>(value),
        (_, "stance") => word::<Stance>(value),
        (_, "form") => word::<Form>(value),
        (_, "n" | "n2") => match value.replace(',', "").parse::<f64>() {
            Ok(n) if n.is_finite() => Ok(Json::from(n)),
            _ => Err("it is no number".to_owned()),
        },
        (_, "subset") => match value {
            "1" | "yes" | "true" => Ok(Json::from(1)),
            "0" | "no" | "false" => Ok(Json::from(0)),
            _ => Err("it is yes or no".to_owned()),
        },
        (_, "date") => match value.parse::<Date>() {
            Ok(date) => Ok(Json::from(date.to_string())),
            Err(_) => Err("a date is written as 2031-03-04, 2031-03 or 2031".to_owned()),
        },
        _ => Ok(Json::from(value)),
    };
    parsed.map_err(wrong)
}

/// The columns of a claim or quote that a patch changes, with their new values.
pub(crate) fn columns(
    connection: &Connection,
    what: Anchored,
    id: i64,
    patch: &Map<String, Json>,
) -> Result<Vec<(&'static str, Sql)>> {
    let mut columns = Vec::new();
    for (field, value) in patch {
        let value = sql(value);
        match (what, field.as_str()) {
            (Anchored::Quote, "speaker") => {
                columns.push(("speaker_id", named(connection, &value)?));
                columns.push(("speaker_text", value));
                columns.push(("speaker_means", Sql::Null));
            }
            (_, "place") => {
                columns.push(("place_id", named(connection, &value)?));
                columns.push(("place", value));
            }
            (_, "date") => {
                let date = match &value {
                    Sql::Text(text) => text.parse::<Date>().ok(),
                    _ => None,
                };
                let text = |v: Option<String>| v.map_or(Sql::Null, Sql::Text);
                columns.push(("happened_from", text(date.map(|d| d.first().to_string()))));
                columns.push(("happened_to", text(date.map(|d| d.last().to_string()))));
                columns.push(("happened_precision", text(date.map(|d| d.precision().name().to_owned()))));
            }
            // Numbers go together, below; whom it is from stands in another table.
            (_, "n" | "n2" | "bound" | "word" | "attributed_to") => {}
            (_, name) => columns.extend(CLAIM_FIELDS.iter().find(|f| **f == name).map(|f| (*f, value))),
        }
    }
    if what == Anchored::Claim && ["n", "n2", "bound", "word"].iter().any(|f| patch.contains_key(*f)) {
        columns.extend(numbers(connection, id, patch)?);
    }
    Ok(columns)
}

fn sql(value: &Json) -> Sql {
    match value {
        Json::Null => Sql::Null,
        Json::Bool(flag) => Sql::Integer(i64::from(*flag)),
        Json::Number(n) => n.as_i64().map_or_else(|| n.as_f64().map_or(Sql::Null, Sql::Real), Sql::Integer),
        Json::String(text) => Sql::Text(text.clone()),
        other => Sql::Text(other.to_string()),
    }
}

/// The entity of a name, where one bears it.
fn named(connection: &Connection, name: &Sql) -> Result<Sql> {
    let Sql::Text(name) = name else { return Ok(Sql::Null) };
    let found: Option<i64> = connection
        .prepare_cached(
            "SELECT min(coalesce(merged_into, entity_id)) FROM entity
             WHERE slug = ?1 OR name_key = ?2 AND only_article_id IS NULL",
        )?
        .query_row([name, &name_key(name)], |r| r.get(0))
        .optional()?
        .flatten();
    Ok(found.map_or(Sql::Null, Sql::Integer))
}

/// The number of a figure and the interval that follows from it.
fn numbers(connection: &Connection, id: i64, patch: &Map<String, Json>) -> Result<Vec<(&'static str, Sql)>> {
    type Stored = (Option<String>, Option<f64>, Option<f64>, Option<String>, Option<String>);
    let (bound, n, n2, word, unit): Stored = connection
        .prepare_cached("SELECT bound, n, n2, word, unit FROM claim WHERE claim_id = ?1")?
        .query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))?;
    let number = |field: &str, old: Option<f64>| patch.get(field).map_or(old, Json::as_f64);
    let (n, n2) = (number("n", n), number("n2", n2));
    let word = patch.get("word").map_or(word, |w| w.as_str().map(str::to_owned));
    let old = bound.and_then(|b| b.parse::<Bound>().ok());
    let bound = match patch.get("bound").and_then(Json::as_str).and_then(|b| b.parse().ok()) {
        Some(bound) => bound,
        // "dozens" that a person counts is a number from then on.
        None => match old {
            Some(Bound::Vague) | None if n.is_some() && !patch.contains_key("word") => Bound::Exact,
            Some(old) => old,
            None => Bound::Vague,
        },
    };
    let quantity = Quantity {
        bound,
        n: n.filter(|_| bound != Bound::Vague),
        n2: n2.filter(|_| bound == Bound::Range),
        word: word.filter(|_| bound == Bound::Vague),
        hedge: None,
        unit,
    };
    let interval = quantity.interval();
    if interval.low.zip(interval.high).is_some_and(|(low, high)| low > high) {
        let what = "its least number would be above its greatest".to_owned();
        return Err(StoreError::Invalid { article: format!("the correction of claim {id}"), what });
    }
    let real = |x: Option<f64>| x.map_or(Sql::Null, Sql::Real);
    let flag = |x: bool| Sql::Integer(i64::from(x));
    Ok(vec![
        ("bound", Sql::Text(bound.name().to_owned())),
        ("n", real(quantity.n)),
        ("n2", real(quantity.n2)),
        ("word", quantity.word.map_or(Sql::Null, Sql::Text)),
        ("low", real(interval.low)),
        ("high", real(interval.high)),
        ("low_open", flag(interval.low_open)),
        ("high_open", flag(interval.high_open)),
        ("approximate", flag(interval.approximate)),
    ])
}
