//! The event that a question is about.

use parallax_store::{Reader, Value};

use crate::error::{AnalyticsError, Result};

/// An event's head.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct EventHead {
    /// Key.
    pub event_id: i64,
    /// Short name.
    pub slug: String,
    /// What people call it.
    pub title: String,
    /// harm, meeting, visit or long.
    pub kind: Option<String>,
    /// First day, ISO.
    pub date_from: Option<String>,
    /// Last day, ISO.
    pub date_to: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Short name of the event that this one is a part of.
    pub parent: Option<String>,
}

const EVENTS: &str = include_str!("../../../../queries/frames/events.sql");
const SLUGS: &str = include_str!("../../../../queries/link/slugs.sql");

/// The event of a slug, or of its beginning where only one event begins so.
///
/// # Errors
/// [`AnalyticsError::NoEvent`] with the slugs that exist.
pub fn event(reader: &Reader, slug: &str) -> Result<EventHead> {
    let mut exact = None;
    let mut begins = Vec::new();
    let mut scan = |head: EventHead| {
        if head.slug == slug {
            exact = Some(head);
        } else if head.slug.starts_with(slug) && !slug.is_empty() {
            begins.push(head);
        }
    };
    for head in heads(reader)? {
        scan(head);
    }
    if let Some(head) = exact {
        return Ok(head);
    }
    if begins.len() == 1 {
        return Ok(begins.swap_remove(0));
    }
    Err(AnalyticsError::NoEvent { slug: slug.to_owned(), known: event_slugs(reader)? })
}

/// All events.
pub(crate) fn heads(reader: &Reader) -> Result<Vec<EventHead>> {
    let mut found = Vec::new();
    reader.stream(EVENTS, &[], |row| {
        let text = |i: usize| Ok::<_, parallax_store::StoreError>(row.text(i)?.map(str::to_owned));
        found.push(EventHead {
            event_id: row.int(0)?.unwrap_or_default(),
            slug: text(1)?.unwrap_or_default(),
            title: text(2)?.unwrap_or_default(),
            kind: text(3)?,
            date_from: text(4)?,
            date_to: text(5)?,
            place: text(6)?,
            parent: text(7)?,
        });
        Ok(())
    })?;
    Ok(found)
}

/// The slugs of all events, those with most claims first.
///
/// # Errors
/// Where the database cannot be read.
pub fn event_slugs(reader: &Reader) -> Result<Vec<String>> {
    let mut slugs = Vec::new();
    reader.stream(SLUGS, &[("most", Value::from(1_000_i64))], |row| {
        slugs.push(row.text(0)?.unwrap_or_default().to_owned());
        Ok(())
    })?;
    Ok(slugs)
}
