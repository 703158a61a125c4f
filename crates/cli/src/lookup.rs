//! From a name as a user types it to the row that is meant.

use parallax_store::Reader;

use crate::failure::Failure;
use crate::ids::{RowId, RowKind};
use crate::lists;
use crate::rows::Rows;
use crate::suggest::did_you_mean;

/// An event that a user named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    /// Its row.
    pub(crate) id: i64,
    /// Its slug.
    pub(crate) slug: String,
    /// Its title.
    pub(crate) title: String,
}

/// An event's title without the place and the date that follow it.
pub(crate) fn short_title(title: &str) -> &str {
    title.split(" · ").next().unwrap_or(title)
}

/// The event that `word` names: its slug, `event:2`, or a part of its title or slug that no
/// other event has.
pub(crate) fn event(reader: &Reader, word: &str) -> Result<Event, Failure> {
    let rows = Rows::ask(reader, lists::EVENTS, &[])?;
    let events: Vec<Event> = rows
        .iter()
        .filter_map(|r| {
            Some(Event { id: r.int("event_id")?, slug: r.text("event").to_owned(), title: r.text("title").to_owned() })
        })
        .collect();
    let wanted = word.trim().to_lowercase();
    if let Some(id) = RowId::parse(&wanted).filter(|id| id.kind == RowKind::Event) {
        return events
            .into_iter()
            .find(|e| e.id == id.number)
            .ok_or_else(|| Failure::user(format!("there is no {id} in the database")).hint("see `parallax events`"));
    }
    if let Some(exact) = events.iter().find(|e| e.slug == wanted || e.title.to_lowercase() == wanted) {
        return Ok(exact.clone());
    }
    let slugged = wanted.replace([' ', '_'], "-");
    let parts: Vec<&Event> = events
        .iter()
        .filter(|e| !wanted.is_empty() && (e.slug.contains(&slugged) || e.title.to_lowercase().contains(&wanted)))
        .collect();
    match parts.as_slice() {
        [one] => Ok((*one).clone()),
        [] => {
            let names = events.iter().map(|e| e.slug.as_str());
            Err(Failure::user(format!("there is no event called {word:?} in the database")).hint(did_you_mean(
                &slugged,
                names,
                "`parallax events` lists those there are",
            )))
        }
        several => {
            let slugs: Vec<&str> = several.iter().take(5).map(|e| e.slug.as_str()).collect();
            Err(Failure::user(format!("{word:?} fits {} events", several.len()))
                .hint(format!("name one of them: {}", slugs.join(", "))))
        }
    }
}

/// The event that `word` names, or the one with most claims where no word is given.
pub(crate) fn event_or_largest(reader: &Reader, word: Option<&str>) -> Result<Event, Failure> {
    if let Some(word) = word {
        return event(reader, word);
    }
    let rows = Rows::ask(reader, lists::EVENTS, &[])?;
    let first = rows.first().ok_or_else(|| {
        Failure::user("there is no event in the database yet").hint("`parallax link` looks for events")
    })?;
    event(reader, first.text("event"))
}

/// The outlet that `word` names: its name in any case, or a part of it that no other has.
pub(crate) fn source(reader: &Reader, word: &str) -> Result<String, Failure> {
    let rows = Rows::ask(reader, lists::SOURCES, &[])?;
    let names: Vec<&str> = rows.iter().map(|r| r.text("source")).collect();
    one_of(word, &names, "source")
}

/// The one of `names` that `word` means: itself in any case, or the only one it is part of.
pub(crate) fn one_of(word: &str, names: &[&str], noun: &str) -> Result<String, Failure> {
    let wanted = word.trim().to_lowercase();
    if let Some(exact) = names.iter().find(|n| n.to_lowercase() == wanted) {
        return Ok((*exact).to_owned());
    }
    let parts: Vec<&str> =
        names.iter().filter(|n| !wanted.is_empty() && n.to_lowercase().contains(&wanted)).copied().collect();
    match parts.as_slice() {
        [one] => Ok((*one).to_owned()),
        [] => Err(Failure::user(format!("there is no {noun} called {word:?} in the database")).hint(did_you_mean(
            word,
            names.iter().copied(),
            &format!("`parallax {}` lists those there are", plural(noun)),
        ))),
        several => Err(Failure::user(format!("{word:?} fits {} {}", several.len(), plural(noun)))
            .hint(format!("name one of them: {}", several[..several.len().min(5)].join(", ")))),
    }
}

fn plural(noun: &str) -> String {
    noun.strip_suffix('y').map_or_else(|| format!("{noun}s"), |stem| format!("{stem}ies"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 3] = ["Coastal Radio", "Lorne Courier", "Radio North"];

    #[test]
    fn names_may_be_typed_lazily() {
        assert_eq!(one_of("coastal radio", &NAMES, "source").expect("exact"), "Coastal Radio");
        assert_eq!(one_of("courier", &NAMES, "source").expect("a part"), "Lorne Courier");
        let unclear = one_of("radio", &NAMES, "source").expect_err("two fit");
        assert_eq!(unclear.hint.as_deref(), Some("name one of them: Coastal Radio, Radio North"));
        let unknown = one_of("lorn courrier", &NAMES, "source").expect_err("none fits");
        assert_eq!(unknown.hint.as_deref(), Some("did you mean Lorne Courier?"));
        assert!(one_of("", &NAMES, "source").is_err(), "nothing fits everything");
    }
}
