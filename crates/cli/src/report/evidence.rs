//! The list that every number and quote of a report links to.

use std::collections::BTreeSet;

use parallax_store::{Reader, Value};

use super::page::{Evidence, Link};
use crate::dates::day_of_year;
use crate::lists;
use crate::output::clean;
use crate::passage::{Passage, cut, ranges};
use crate::rows::{RowRef, Rows};

/// Collects what is linked to, and turns it into rows in the end.
#[derive(Debug)]
pub(crate) struct EvidenceList<'r> {
    reader: &'r Reader,
    claims: BTreeSet<i64>,
    quotes: BTreeSet<i64>,
}

impl<'r> EvidenceList<'r> {
    /// An empty list.
    pub(crate) const fn new(reader: &'r Reader) -> Self {
        Self { reader, claims: BTreeSet::new(), quotes: BTreeSet::new() }
    }

    /// A link to a claim, which the list then holds.
    pub(crate) fn claim(&mut self, id: i64) -> Link {
        self.claims.insert(id);
        Link::claim(id)
    }

    /// A link to a quote, which the list then holds.
    pub(crate) fn quote(&mut self, id: i64) -> Link {
        self.quotes.insert(id);
        Link::quote(id)
    }

    /// The sentence of a claim.
    pub(crate) fn passage(&self, claim: i64) -> Passage {
        self.row(lists::CLAIM, claim)
            .map(|rows| rows.first().map(claim_passage).unwrap_or_default())
            .unwrap_or_default()
    }

    fn row(&self, list: &str, id: i64) -> Option<Rows> {
        Rows::ask(self.reader, list, &[("id", Value::from(id))]).ok()
    }

    /// The rows of the list: claims, then quotes, each by number.
    pub(crate) fn into_rows(self) -> Vec<Evidence> {
        let claims = self.claims.iter().filter_map(|id| {
            let rows = self.row(lists::CLAIM, *id)?;
            let row = rows.first()?;
            let status = match row.text("status") {
                "occurred" => String::new(),
                status => format!(" ({status})"),
            };
            Some(evidence(Link::claim(*id), format!("{}{status}", row.text("kind")), row, claim_passage(row)))
        });
        let quotes = self.quotes.iter().filter_map(|id| {
            let rows = self.row(lists::QUOTE, *id)?;
            let row = rows.first()?;
            let speaker = row.text("speaker");
            let what = if speaker.is_empty() { "quote".into() } else { format!("quote of {speaker}") };
            let content = ranges(row.text("content"));
            let whole = content.first().zip(content.last()).map(|(a, b)| (a.0, b.1));
            Some(evidence(Link::quote(*id), what, row, tidy(cut(row.text("text"), &content, whole))))
        });
        claims.chain(quotes).collect()
    }
}

fn claim_passage(row: RowRef<'_>) -> Passage {
    let span = |from: &str, to: &str| {
        let (from, to) = (row.int(from)?, row.int(to)?);
        Some((usize::try_from(from).ok()?, usize::try_from(to).ok()?))
    };
    let found: Vec<(usize, usize)> = span("start_char", "end_char").into_iter().collect();
    let sentence = span("sentence_start", "sentence_end").or(found.first().copied());
    tidy(cut(row.text("text"), &found, sentence))
}

/// White space folded, control characters gone; ends that touch a piece keep their blank.
fn tidy(passage: Passage) -> Passage {
    let piece = |text: &str| {
        let lead = if text.starts_with(char::is_whitespace) { " " } else { "" };
        let tail = if text.ends_with(char::is_whitespace) { " " } else { "" };
        let body = clean(text);
        if body.is_empty() { lead.to_owned() } else { format!("{lead}{body}{tail}") }
    };
    Passage {
        before: clean(&passage.before),
        pieces: passage.pieces.iter().map(|(is_evidence, words)| (*is_evidence, piece(words))).collect(),
        after: clean(&passage.after),
    }
}

fn evidence(link: Link, what: String, row: RowRef<'_>, passage: Passage) -> Evidence {
    let day = day_of_year(row.text("published"));
    let parts = [row.text("source"), &day, row.text("title")];
    let url = row.text("url");
    Evidence {
        link,
        what,
        at: parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · "),
        passage,
        // A link with any other scheme could run a script.
        url: if url.starts_with("https://") || url.starts_with("http://") { url.to_owned() } else { String::new() },
    }
}
