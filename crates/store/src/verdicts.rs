//! Decisions taking effect on the rows that their anchors stand on.
//!
//! A claim or quote keeps what the machine had said in `machine`, so that every decision can be
//! taken back; [`apply`] first restores all of it, then applies the decisions that hold in
//! order, so the outcome depends on nothing but the machine's rows and the decisions.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use serde_json::{Map, Value as Json};

use crate::anchor::{Anchored, Finder};
use crate::correction::columns;
use crate::decisions::{Decision, action, read};
use crate::error::Result;
use crate::fold::name_key;
use crate::parting;

/// Applies every decision that holds to claims, quotes and entities.
pub(crate) fn apply(connection: &Connection) -> Result<()> {
    for what in [Anchored::Claim, Anchored::Quote] {
        restore(connection, what)?;
    }
    let decisions = read(connection)?;
    let mut finder = Finder::new(connection);
    let mut found = Vec::new();
    // All are found before one takes effect: a corrected kind must not hide its claim.
    for decision in decisions.into_iter().filter(|d| d.undone_at.is_none()) {
        let rows = match (decision.row_kind(), &decision.decided.anchor) {
            (Some(what), Some(anchor)) => finder.find(what, anchor)?,
            _ => Vec::new(),
        };
        found.push((decision, rows));
    }
    for (decision, rows) in &found {
        match decision.row_kind() {
            Some(what) => rows.iter().try_for_each(|id| judge(connection, what, *id, decision))?,
            None if decision.is_of_entity() => of_entity(connection, decision)?,
            // Events take effect when they are linked, outlets where they are named.
            None => {}
        }
    }
    Ok(())
}

/// Gives judged rows back what the machine had said.
fn restore(connection: &Connection, what: Anchored) -> Result<()> {
    let table = what.name();
    let mut judged =
        connection.prepare(&format!("SELECT {table}_id, machine FROM {table} WHERE decision_id IS NOT NULL"))?;
    let rows: Vec<(i64, Option<String>)> =
        judged.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    for (id, machine) in rows {
        let machine: Map<String, Json> = machine.and_then(|m| serde_json::from_str(&m).ok()).unwrap_or_default();
        if let Some(attribution) = machine.get("attribution") {
            write_attribution(connection, id, attribution)?;
        }
        let columns = machine.iter().filter(|(column, _)| *column != "attribution");
        set(connection, table, id, columns.map(|(column, value)| (column.as_str(), from_json(value))))?;
    }
    connection.execute(
        &format!("UPDATE {table} SET review = NULL, decision_id = NULL, machine = NULL WHERE decision_id IS NOT NULL"),
        [],
    )?;
    Ok(())
}

/// Writes a verdict, and a correction with what the machine had said.
fn judge(connection: &Connection, what: Anchored, id: i64, decision: &Decision) -> Result<()> {
    let table = what.name();
    let review = match decision.decided.action.as_str() {
        action::ACCEPT => "accepted",
        action::REJECT => "rejected",
        _ => "corrected",
    };
    if review == "corrected" {
        let patch = decision.decided.patch.as_ref().and_then(Json::as_object).cloned().unwrap_or_default();
        // What an earlier correction has kept is the machine's; its own values are not.
        let kept: Option<String> =
            connection.query_row(&format!("SELECT machine FROM {table} WHERE {table}_id = ?1"), [id], |r| r.get(0))?;
        let mut machine: Map<String, Json> = kept.and_then(|m| serde_json::from_str(&m).ok()).unwrap_or_default();
        let changed = columns(connection, what, id, &patch)?;
        for (column, _) in &changed {
            let old: Sql =
                connection
                    .query_row(&format!("SELECT {column} FROM {table} WHERE {table}_id = ?1"), [id], |r| r.get(0))?;
            machine.entry(*column).or_insert_with(|| to_json(old));
        }
        set(connection, table, id, changed)?;
        if let Some(label) = patch.get("attributed_to") {
            let old = read_attribution(connection, id)?;
            machine.entry("attribution").or_insert(old);
            write_attribution(connection, id, &serde_json::json!({"label": label}))?;
        }
        connection.execute(
            &format!("UPDATE {table} SET machine = ?2 WHERE {table}_id = ?1"),
            params![id, Json::Object(machine).to_string()],
        )?;
    }
    // "Accepted" after a correction means that the corrected row is right.
    connection.execute(
        &format!(
            "UPDATE {table} SET decision_id = ?2,
               review = CASE WHEN ?3 = 'accepted' AND machine IS NOT NULL THEN 'corrected' ELSE ?3 END
             WHERE {table}_id = ?1"
        ),
        params![id, decision.decision_id, review],
    )?;
    Ok(())
}

/// Changes columns of one row, all at once: the schema holds them against each other.
fn set<'n>(
    connection: &Connection,
    table: &str,
    id: i64,
    columns: impl IntoIterator<Item = (&'n str, Sql)>,
) -> Result<()> {
    let (names, mut values): (Vec<&str>, Vec<Sql>) = columns.into_iter().unzip();
    if names.is_empty() {
        return Ok(());
    }
    let assigned: Vec<String> = names.iter().map(|name| format!("\"{name}\" = ?")).collect();
    values.push(Sql::Integer(id));
    let update = format!("UPDATE {table} SET {} WHERE {table}_id = ?", assigned.join(", "));
    connection.execute(&update, params_from_iter(values))?;
    Ok(())
}

/// Whom a claim is from, hop 1, as JSON; null where nobody is named.
fn read_attribution(connection: &Connection, claim: i64) -> Result<Json> {
    let found = connection
        .prepare_cached(
            "SELECT label, entity_id, cue, field, start_char, end_char FROM attribution WHERE claim_id = ?1 AND hop = 1",
        )?
        .query_row([claim], |r| {
            let mut values = Map::new();
            for (i, name) in ["label", "entity_id", "cue", "field", "start_char", "end_char"].into_iter().enumerate() {
                values.insert(name.to_owned(), to_json(r.get(i)?));
            }
            Ok(Json::Object(values))
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

fn write_attribution(connection: &Connection, claim: i64, to: &Json) -> Result<()> {
    let value = |name: &str| from_json(to.get(name).unwrap_or(&Json::Null));
    if value("label") == Sql::Null {
        connection.execute("DELETE FROM attribution WHERE claim_id = ?1 AND hop = 1", [claim])?;
        return Ok(());
    }
    let rest = ["label", "entity_id", "cue", "field", "start_char", "end_char"].map(value);
    connection.execute(
        "INSERT INTO attribution (claim_id, hop, label, entity_id, cue, field, start_char, end_char)
         VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (claim_id, hop) DO UPDATE SET label = ?2, entity_id = ?3, cue = ?4, field = ?5, start_char = ?6,
           end_char = ?7",
        params_from_iter([Sql::Integer(claim)].into_iter().chain(rest)),
    )?;
    Ok(())
}

fn to_json(value: Sql) -> Json {
    match value {
        Sql::Null | Sql::Blob(_) => Json::Null,
        Sql::Integer(n) => Json::from(n),
        Sql::Real(x) => Json::from(x),
        Sql::Text(text) => Json::from(text),
    }
}

fn from_json(value: &Json) -> Sql {
    match value {
        Json::Number(n) => n.as_i64().map_or_else(|| n.as_f64().map_or(Sql::Null, Sql::Real), Sql::Integer),
        Json::String(text) => Sql::Text(text.clone()),
        Json::Bool(flag) => Sql::Integer(i64::from(*flag)),
        _ => Sql::Null,
    }
}

/// The entity that a decision is about: by its slug, else by its name and kind, so that it is
/// found in a database made anew.
pub(crate) fn entity(connection: &Connection, decision: &Decision) -> Result<Option<i64>> {
    let said = |field: &str| {
        decision.decided.patch.as_ref().and_then(|p| p.get(field)).and_then(Json::as_str).unwrap_or_default()
    };
    one_entity(connection, decision.key(), said("name"), said("kind"))
}

fn one_entity(connection: &Connection, slug: &str, name: &str, kind: &str) -> Result<Option<i64>> {
    let by_slug: Option<i64> = connection
        .prepare_cached("SELECT entity_id FROM entity WHERE slug = ?1")?
        .query_row([slug], |r| r.get(0))
        .optional()?;
    if by_slug.is_some() {
        return Ok(by_slug);
    }
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(
               (SELECT min(entity_id) FROM entity WHERE name_key = ?1 AND kind = ?3 AND only_article_id IS NULL),
               (SELECT min(entity_id) FROM entity WHERE name = ?2 AND kind = ?3 AND only_article_id IS NULL))",
        )?
        .query_row([&name_key(name), name, kind], |r| r.get(0))?)
}

fn of_entity(connection: &Connection, decision: &Decision) -> Result<()> {
    let patch = decision.decided.patch.clone().unwrap_or_default();
    let said = |field: &str| patch.get(field).and_then(Json::as_str).unwrap_or_default();
    match decision.decided.action.as_str() {
        action::MERGE => {
            let into = one_entity(connection, said("into"), said("into_name"), said("into_kind"))?;
            let (Some(from), Some(into)) = (entity(connection, decision)?, into) else { return Ok(()) };
            let root: i64 = connection.query_row(
                "SELECT coalesce(merged_into, entity_id) FROM entity WHERE entity_id = ?1",
                [into],
                |r| r.get(0),
            )?;
            if from != root {
                connection.execute(
                    "UPDATE entity SET merged_into = ?2, reason = ?3 WHERE entity_id = ?1 OR merged_into = ?1",
                    params![from, root, because(decision)],
                )?;
            }
        }
        action::SPLIT if patch.get("article").is_some() => {
            if let Some(id) = entity(connection, decision)? {
                parting::part(connection, id, said("article"), decision.decision_id)?;
            }
        }
        action::SPLIT => {
            if let Some(id) = entity(connection, decision)? {
                connection.execute(
                    "UPDATE entity SET merged_into = NULL, reason = ?2 WHERE entity_id = ?1",
                    params![id, because(decision)],
                )?;
            }
        }
        action::ALIAS => {
            if let Some(id) = entity(connection, decision)? {
                connection.execute(
                    "INSERT INTO alias (entity_id, alias, lang, origin) VALUES (?1, ?2, 'en', 'user')
                     ON CONFLICT DO NOTHING",
                    params![id, said("alias")],
                )?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn because(decision: &Decision) -> String {
    format!("decision {}", decision.decision_id)
}

/// Undoes what a decision did to entities; claims and quotes are restored by [`apply`].
pub(crate) fn take_back(connection: &Connection, decision: &Decision) -> Result<()> {
    if !decision.is_of_entity() {
        return Ok(());
    }
    let Some(id) = entity(connection, decision)? else { return Ok(()) };
    let patch = decision.decided.patch.clone().unwrap_or_default();
    match decision.decided.action.as_str() {
        action::MERGE => {
            // What had been merged into it before goes back with it.
            connection.execute(
                "UPDATE entity SET merged_into = iif(entity_id = ?2, NULL, ?2), reason = NULL WHERE reason = ?1",
                params![because(decision), id],
            )?;
        }
        action::SPLIT if patch.get("article").is_some() => parting::join_again(connection, id, decision.decision_id)?,
        action::SPLIT => {
            // It goes back to where it was taken from.
            let from = patch.get("from").and_then(Json::as_str).unwrap_or_default();
            if let Some(root) = one_entity(connection, from, "", "")? {
                connection
                    .execute("UPDATE entity SET merged_into = ?2, reason = NULL WHERE entity_id = ?1", [id, root])?;
            }
        }
        action::ALIAS => {
            connection.execute(
                "DELETE FROM alias WHERE entity_id = ?1 AND alias = ?2 AND origin = 'user'",
                params![id, patch.get("alias").and_then(Json::as_str)],
            )?;
        }
        _ => {}
    }
    Ok(())
}
