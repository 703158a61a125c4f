//! The record of what people decided. A row is never changed but for the time at which it was
//! taken back; extraction and linking only read it.

use rusqlite::{OptionalExtension, params};

use crate::anchor::{Anchor, Anchored, Finder};
use crate::check::Finding;
use crate::error::{Result, StoreError};
use crate::reader::Reader;
use crate::store::Store;

/// What a decision does.
pub mod action {
    /// A claim or quote is as it should be.
    pub const ACCEPT: &str = "accept";
    /// A claim or quote is wrong and disappears.
    pub const REJECT: &str = "reject";
    /// Fields of a claim or quote are others: the patch names them.
    pub const CORRECT: &str = "correct";
    /// Two entities are one.
    pub const MERGE: &str = "merge";
    /// An entity that was merged is one of its own.
    pub const SPLIT: &str = "split";
    /// An entity has another name.
    pub const ALIAS: &str = "alias";
    /// An event that a person declares.
    pub const EVENT_ADD: &str = "event add";
    /// Events that are one.
    pub const EVENT_MERGE: &str = "event merge";
    /// Claims that are an event of their own.
    pub const EVENT_SPLIT: &str = "event split";
    /// Another slug and title of an event.
    pub const EVENT_RENAME: &str = "event rename";
    /// An event that is part of another one, or of none.
    pub const EVENT_NEST: &str = "event nest";
}

/// A decision, anchored to text so that it finds its place again after a new extraction.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewDecision {
    /// RFC 3339 UTC.
    pub decided_at: String,
    /// Who.
    pub decided_by: Option<String>,
    /// One of [`action`].
    pub action: String,
    /// What it is about ("claim:41", "entity:red-tide", "event:ferry-fire").
    pub target: String,
    /// The words it is about, for claims and quotes.
    pub anchor: Option<Anchor>,
    /// What to change.
    pub patch: Option<serde_json::Value>,
    /// A remark.
    pub note: Option<String>,
}

/// A decision as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Its row.
    pub decision_id: i64,
    /// What was decided.
    pub decided: NewDecision,
    /// When it was taken back; `None` while it holds.
    pub undone_at: Option<String>,
}

impl Decision {
    /// What kind of row it is about, where that is a claim or a quote.
    pub fn row_kind(&self) -> Option<Anchored> {
        match self.decided.target.split_once(':')?.0 {
            "claim" => Some(Anchored::Claim),
            "quote" => Some(Anchored::Quote),
            _ => None,
        }
    }

    /// Whether it is about an entity.
    pub(crate) fn is_of_entity(&self) -> bool {
        self.decided.target.starts_with("entity:")
    }

    /// What follows the colon of its target.
    pub fn key(&self) -> &str {
        self.decided.target.split_once(':').map_or("", |(_, key)| key)
    }
}

const SELECT: &str =
    "SELECT decision_id, decided_at, decided_by, action, target, content_hash, kind, field, start_char, exact,
   prefix, suffix, patch, note, undone_at FROM decision";

impl Reader {
    /// Every decision, the first one first; those taken back are among them.
    ///
    /// # Errors
    /// Where the database cannot be read or a patch is no JSON.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        read(&self.connection)
    }
}

pub(crate) fn read(connection: &rusqlite::Connection) -> Result<Vec<Decision>> {
    let mut statement = connection.prepare(&format!("{SELECT} ORDER BY decision_id"))?;
    let rows = statement.query_map([], decision)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn decision(r: &rusqlite::Row<'_>) -> rusqlite::Result<Decision> {
    let anchor = match r.get::<_, Option<String>>(5)? {
        Some(content_hash) => Some(Anchor {
            content_hash,
            kind: r.get::<_, Option<String>>(6)?.unwrap_or_default(),
            field: r.get::<_, Option<String>>(7)?.unwrap_or_else(|| "body".to_owned()),
            start_char: r.get::<_, Option<i64>>(8)?.unwrap_or_default(),
            exact: r.get::<_, Option<String>>(9)?.unwrap_or_default(),
            prefix: r.get::<_, Option<String>>(10)?.unwrap_or_default(),
            suffix: r.get::<_, Option<String>>(11)?.unwrap_or_default(),
        }),
        None => None,
    };
    let patch: Option<String> = r.get(12)?;
    Ok(Decision {
        decision_id: r.get(0)?,
        decided: NewDecision {
            decided_at: r.get(1)?,
            decided_by: r.get(2)?,
            action: r.get(3)?,
            target: r.get(4)?,
            anchor,
            // The schema lets nothing but JSON in.
            patch: patch.and_then(|p| serde_json::from_str(&p).ok()),
            note: r.get(13)?,
        },
        undone_at: r.get(14)?,
    })
}

impl Store {
    /// Records a decision and lets it take effect on claims, quotes and entities; those about
    /// events take effect when events are linked next.
    ///
    /// # Errors
    /// Where what it is about does not exist, a correction does not fit, or the database is
    /// locked or full; then nothing is changed.
    pub fn decide(&mut self, decision: &NewDecision) -> Result<i64> {
        self.transaction(|connection| {
            let patch = decision.patch.as_ref().map(ToString::to_string);
            let anchor = decision.anchor.as_ref();
            connection.execute(
                "INSERT INTO decision (decided_at, decided_by, action, target, content_hash, kind, field, start_char, exact,
                   prefix, suffix, patch, note)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                params![
                    decision.decided_at,
                    decision.decided_by,
                    decision.action,
                    decision.target,
                    anchor.map(|a| &a.content_hash),
                    anchor.map(|a| &a.kind),
                    anchor.map(|a| &a.field),
                    anchor.map(|a| a.start_char),
                    anchor.map(|a| &a.exact),
                    anchor.map(|a| &a.prefix),
                    anchor.map(|a| &a.suffix),
                    patch,
                    decision.note
                ],
            )?;
            let id = connection.last_insert_rowid();
            crate::verdicts::apply(connection)?;
            Ok(id)
        })
    }

    /// Takes a decision back: what it changed is again as the machine had it.
    ///
    /// # Errors
    /// Where it does not exist or was taken back before.
    pub fn undo_decision(&mut self, decision_id: i64, undone_at: &str) -> Result<Decision> {
        self.transaction(|connection| {
            let undone = connection
                .query_row(&format!("{SELECT} WHERE decision_id = ?1"), [decision_id], decision)
                .optional()?
                .ok_or_else(|| StoreError::NoRow { row: format!("decision {decision_id}") })?;
            if undone.decided.target.starts_with("source:") {
                return Err(StoreError::Invalid {
                    article: format!("the undoing of decision {decision_id}"),
                    what: "it is about an outlet; `parallax sources split` parts outlets again".to_owned(),
                });
            }
            if let Some(at) = &undone.undone_at {
                return Err(StoreError::Invalid {
                    article: format!("decision {decision_id}"),
                    what: format!("it was taken back on {at}"),
                });
            }
            crate::verdicts::take_back(connection, &undone)?;
            connection.execute(
                "UPDATE decision SET undone_at = ?2 WHERE decision_id = ?1",
                params![decision_id, undone_at],
            )?;
            crate::verdicts::apply(connection)?;
            Ok(undone)
        })
    }

    /// Lets every decision take effect again, as after new articles or a new extraction.
    ///
    /// # Errors
    /// Where the database is locked or full.
    pub fn apply_decisions(&mut self) -> Result<()> {
        self.transaction(|connection| {
            crate::verdicts::apply(connection)?;
            crate::full_names::join(connection)?;
            crate::misspelt::join(connection)?;
            crate::surnames::join(connection)?;
            crate::full_names::name(connection)
        })
    }
}

/// Decisions whose words are no longer found, or whose entity is gone.
pub(crate) fn lost(reader: &Reader) -> Result<Vec<Finding>> {
    let mut finder = Finder::new(&reader.connection);
    let mut findings = Vec::new();
    for decision in reader.decisions()?.into_iter().filter(|d| d.undone_at.is_none()) {
        let found = match (decision.row_kind(), &decision.decided.anchor) {
            (Some(kind), Some(anchor)) => !finder.find(kind, anchor)?.is_empty(),
            _ => match decision.decided.action.as_str() {
                action::MERGE | action::SPLIT | action::ALIAS if decision.is_of_entity() => {
                    crate::verdicts::entity(&reader.connection, &decision)?.is_some()
                }
                action::EVENT_MERGE | action::EVENT_SPLIT | action::EVENT_RENAME | action::EVENT_NEST => {
                    let anchors = anchors(&decision, "claims");
                    let mut any = false;
                    for anchor in &anchors {
                        any |= !finder.find(Anchored::Claim, anchor)?.is_empty();
                    }
                    any
                }
                _ => true,
            },
        };
        if !found {
            let what = match &decision.decided.anchor {
                Some(anchor) => {
                    format!("the words {:?} of {} are no longer found", anchor.exact, decision.decided.target)
                }
                None => format!("{} is no longer found", decision.decided.target),
            };
            findings.push(Finding { check: "decisions", row: format!("decision:{}", decision.decision_id), what });
        }
    }
    Ok(findings)
}

/// The anchors that stand in a list of a decision's patch; empty where there is none.
pub(crate) fn anchors(decision: &Decision, list: &str) -> Vec<Anchor> {
    let patch = decision.decided.patch.as_ref();
    let list = patch.and_then(|p| p.get(list)).cloned().unwrap_or_default();
    serde_json::from_value(list).unwrap_or_default()
}

impl Decision {
    /// The anchors that stand in a list of its patch; empty where there is none.
    pub fn anchors(&self, list: &str) -> Vec<Anchor> {
        anchors(self, list)
    }
}
