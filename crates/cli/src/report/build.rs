//! From the database to the page: asks, counts, and puts into words.

use std::collections::BTreeMap;

use parallax_analytics::Change;
use parallax_store::{Param, Reader, Value, query};

use super::evidence::EvidenceList;
use super::figures::{Glance, chapter};
use super::page::{
    CopyRow, Coverage, CoverageRow, EventChapter, Fact, Family, LegendEntry, Link, MeetingRow, Meetings, Naming, Page,
    Piece, PieceKind, QuoteRow, Speaker, Sql, Variant,
};
use super::sources::Sources;
use crate::dates::{day, period};
use crate::failure::Failure;
use crate::lists;
use crate::lookup::{Event, short_title};
use crate::output::count;
use crate::rows::{RowRef, Rows};

/// How many events get a chapter where none is asked for.
const CHAPTERS: usize = 6;
/// How many speakers, and quotes of each, are shown.
const SPEAKERS: usize = 12;
const QUOTES: usize = 8;
/// How many lines a card of the first section holds.
const LINES: usize = 7;
/// How many names the matrix of meetings holds.
const NAMES: usize = 9;

/// Builds the report of one event, or of the database.
pub(crate) fn build(reader: &Reader, event: Option<&Event>, program: &str) -> Result<Page, Failure> {
    let sources = Sources::read(reader)?;
    let mut evidence = EvidenceList::new(reader);
    let all_events = Rows::ask(reader, lists::EVENTS, &[])?;
    let chosen = choose(&all_events, event);
    let mut chapters = Vec::new();
    let mut glance = Glance::default();
    let mut silent: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    for (row, name) in chosen.iter().zip(names(&chosen)) {
        let (mut made, unheard) =
            chapter(reader, *row, if chosen.len() > 1 { &name } else { "" }, &sources, &mut evidence, &mut glance)?;
        made.title = name;
        for (source, kind) in unheard {
            let kinds = silent.entry(source).or_default();
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        let is_empty = made.figures.is_empty() && made.conflicts.is_empty() && made.blame.is_empty();
        if !is_empty {
            chapters.push(made);
        }
    }
    let slug = event.map(|e| e.slug.as_str());
    let filter: [Param<'_>; 1] = [("event", Value::from(slug.map(str::to_owned)))];
    let mut page = Page {
        title: title(event, &chapters),
        lead: lead(&chosen, event),
        meetings: meetings(reader, slug, &mut evidence)?,
        speakers: speakers(reader, &filter, &mut evidence)?,
        families: families(reader, &filter, &mut evidence)?,
        naming: naming(reader)?,
        coverage: coverage(reader, &filter, &sources, &silent)?,
        copies: copies(reader)?,
        rules: rules(reader, &filter)?,
        sql: statements_in_sql(),
        export: format!("{program} export data --to parquet,csv"),
        made_by: made_by(reader)?,
        ..Page::default()
    };
    page.agreed = glance.agreed;
    page.disputed = glance.disputed;
    page.single = glance.single;
    for lines in [&mut page.agreed, &mut page.disputed, &mut page.single] {
        lines.truncate(LINES);
    }
    page.facts = facts(reader, &page, &chapters, &filter)?;
    page.events = chapters;
    page.evidence = evidence.into_rows();
    Ok(page)
}

/// The event asked for with its parts, or those with most claims.
fn choose<'r>(all: &'r Rows, event: Option<&Event>) -> Vec<RowRef<'r>> {
    match event {
        Some(event) => {
            let is_part = |row: &RowRef<'_>| row.text("part_of") == event.slug;
            let own = all.iter().filter(|row| row.int("event_id") == Some(event.id));
            own.chain(all.iter().filter(is_part)).collect()
        }
        None => all.iter().take(CHAPTERS).collect(),
    }
}

/// What the events are called in headings and links: the short title, with the day where two
/// have the same one, with the slug where that does not help.
fn names(chosen: &[RowRef<'_>]) -> Vec<String> {
    let short = |row: &RowRef<'_>| short_title(row.text("title")).to_owned();
    let dated = |row: &RowRef<'_>| {
        let when = period(row.text("date_from"), row.text("date_to"));
        if when.is_empty() { short(row) } else { format!("{}, {when}", short(row)) }
    };
    let is_one = |name: &dyn Fn(&RowRef<'_>) -> String, row: &RowRef<'_>| {
        chosen.iter().filter(|other| name(other) == name(row)).count() == 1
    };
    let slug = |row: &RowRef<'_>| format!("{} ({})", short(row), row.text("event"));
    let name = |row: &RowRef<'_>| match (is_one(&short, row), is_one(&dated, row)) {
        (true, _) => short(row),
        (false, true) => dated(row),
        (false, false) => slug(row),
    };
    chosen.iter().map(name).collect()
}

fn title(event: Option<&Event>, chapters: &[EventChapter]) -> String {
    match (event, chapters.first()) {
        (Some(event), _) => short_title(&event.title).to_owned(),
        (None, Some(first)) if chapters.len() == 1 => first.title.clone(),
        (None, Some(first)) => format!("{} and {}", first.title, count(chapters.len() - 1, "other event")),
        (None, None) => "What each source says".into(),
    }
}

fn lead(chosen: &[RowRef<'_>], event: Option<&Event>) -> String {
    let Some(first) = chosen.first() else { return String::new() };
    let days = |column: &'static str| chosen.iter().map(move |row| iso(row.text(column))).filter(|day| !day.is_empty());
    let (from, to) = (days("first_published").min(), days("last_published").max());
    let reported = period(&from.unwrap_or_default(), &to.unwrap_or_default());
    let place = if event.is_some() { first.text("place") } else { "" };
    let words = if reported.is_empty() { String::new() } else { format!("reported {reported}") };
    [place, &words].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The day of a stored time.
pub(super) fn iso(stored: &str) -> String {
    stored.get(..10).unwrap_or(stored).to_owned()
}

fn facts(reader: &Reader, page: &Page, chapters: &[EventChapter], filter: &[Param<'_>]) -> Result<Vec<Fact>, Failure> {
    let articles = Rows::ask(reader, lists::ARTICLES, filter)?;
    let copies = articles.iter().filter(|a| a.flag("is_copy")).count();
    let mut outlets: Vec<&str> = articles.iter().map(|a| a.text("source")).collect();
    outlets.sort_unstable();
    outlets.dedup();
    let mut own: Vec<&str> = articles.iter().filter(|a| !a.flag("is_copy")).map(|a| a.text("source")).collect();
    own.sort_unstable();
    own.dedup();
    let claims = Rows::ask(reader, lists::CLAIMS, filter)?.len();
    let quotes = Rows::ask(reader, lists::QUOTES, filter)?.len();
    let conflicts: usize = chapters.iter().map(|c| c.conflicts.len()).sum();
    let fact =
        |name: &str, n: usize, more: String| Fact { name: name.into(), value: crate::output::number(n as f64), more };
    Ok(vec![
        fact("Articles", articles.len(), if copies > 0 { count(copies, "copy") } else { String::new() }),
        fact("Sources", outlets.len(), format!("{} independent", own.len())),
        fact("Claims", claims, String::new()),
        fact("Contradictions", conflicts, String::new()),
        fact("Quotes", quotes, count(page.speakers.len(), "speaker") + " shown"),
        fact("Meetings", page.meetings.list.len(), String::new()),
        reviewed(reader, filter)?,
    ])
}

/// The share of what the report shows that a person has looked at.
fn reviewed(reader: &Reader, filter: &[Param<'_>]) -> Result<Fact, Failure> {
    let rows = Rows::ask(reader, lists::REVIEWED, filter)?;
    let number = |column: &str| rows.first().and_then(|row| row.int(column)).unwrap_or_default() as usize;
    let (judged, all) = (number("judged"), number("rows_in_all"));
    let more = match judged {
        0 => "nobody has judged a row".to_owned(),
        _ => format!("{} of {} judged by a person", crate::output::number(judged as f64), count(all, "row")),
    };
    // The last row to be judged makes it all of them, not a rounding before it.
    let percent = (100 * judged).checked_div(all).unwrap_or_default();
    Ok(Fact { name: "Reviewed".into(), value: format!("{percent} %"), more })
}

fn ask_named(reader: &Reader, name: &str, params: &[Param<'_>]) -> Result<Rows, Failure> {
    let query = query(name).ok_or_else(|| Failure::internal(format!("the question {name} is not in this program")))?;
    Ok(Rows::of(reader.run(&query, params)?))
}

/// Responsibility claimed, blamed and denied.
pub(super) fn responsibility(reader: &Reader, slug: &str) -> Result<Rows, Failure> {
    ask_named(reader, "responsibility", &[("event", Value::from(slug))])
}

fn meetings(reader: &Reader, slug: Option<&str>, evidence: &mut EvidenceList<'_>) -> Result<Meetings, Failure> {
    use parallax_analytics::answer::{MeetingOptions, MeetingState};
    let options = MeetingOptions { event: None, who: None, visits: false };
    let found = parallax_analytics::answer::meetings(reader, &options)?;
    // A meeting is an event of its own; those of the articles on the event asked for belong to it.
    let articles = match slug {
        Some(slug) => Some(article_claims(reader, slug)?),
        None => None,
    };
    let wanted = |claims: &[i64]| articles.as_ref().is_none_or(|ids| claims.iter().any(|id| ids.contains(id)));
    let mut list = Vec::new();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let told: Vec<_> = found.meetings.iter().filter(|m| wanted(&m.claims)).collect();
    for m in &told {
        for name in &m.participants {
            *times.entry(name).or_default() += 1;
        }
        let status = match m.state {
            MeetingState::Held | MeetingState::PlannedThenHeld => "occurred",
            MeetingState::Planned => "planned",
            MeetingState::Possible => "possible",
            MeetingState::Denied | MeetingState::Disputed => "denied",
        };
        let form = m.form.clone().unwrap_or_default();
        list.push(MeetingRow {
            participants: m.participants.join(", "),
            status: status.into(),
            story: m.state.name().into(),
            form: [form.as_str(), &m.occasions.join("; ")]
                .into_iter()
                .filter(|f| !f.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
            when: period(m.date_from.as_deref().unwrap_or_default(), m.date_to.as_deref().unwrap_or_default()),
            place: m.place.clone().unwrap_or_default(),
            sources: m.sources.join(", "),
            links: m.claims.iter().map(|id| evidence.claim(*id)).collect(),
        });
    }
    let mut names: Vec<(&str, usize)> = times.into_iter().collect();
    names.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let names: Vec<String> = names.into_iter().take(NAMES).map(|(name, _)| name.to_owned()).collect();
    let cell = |a: &String, b: &String| {
        let together = told.iter().filter(|m| a != b && m.participants.contains(a) && m.participants.contains(b));
        let signs: Vec<String> = together
            .map(|m| {
                let sign = match m.state {
                    MeetingState::Held | MeetingState::PlannedThenHeld => "●",
                    MeetingState::Planned => "○",
                    MeetingState::Possible => "?",
                    MeetingState::Denied | MeetingState::Disputed => "✕",
                };
                format!("{sign} {}", m.sources.len())
            })
            .collect();
        signs.join(", ")
    };
    let matrix = names.iter().map(|a| (a.clone(), names.iter().map(|b| cell(a, b)).collect::<Vec<_>>())).collect();
    Ok(Meetings { names, matrix, list })
}

/// The claims of all articles that speak of an event.
fn article_claims(reader: &Reader, slug: &str) -> Result<Vec<i64>, Failure> {
    let articles = Rows::ask(reader, lists::ARTICLES, &[("event", Value::from(slug))])?;
    let ids: Vec<i64> = articles.iter().filter_map(|a| a.int("article_id")).collect();
    let claims = Rows::ask(reader, lists::CLAIMS, &[])?;
    Ok(claims
        .iter()
        .filter(|c| c.int("article_id").is_some_and(|id| ids.contains(&id)))
        .filter_map(|c| c.int("claim_id"))
        .collect())
}

/// "said · Coastal Radio · 5 Mar".
fn said_where(row: RowRef<'_>) -> String {
    let day = day(row.text("published"));
    [row.text("cue"), row.text("source"), &day].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The words of a quote, in marks where the whole of it stands in marks.
fn quoted(row: RowRef<'_>) -> String {
    match row.text("kind") {
        "direct" => format!("“{}”", row.text("says")),
        _ => row.text("says").to_owned(),
    }
}

fn speakers(reader: &Reader, filter: &[Param<'_>], evidence: &mut EvidenceList<'_>) -> Result<Vec<Speaker>, Failure> {
    let rows = Rows::ask(reader, lists::QUOTES, filter)?;
    let mut by_name: BTreeMap<&str, Vec<RowRef<'_>>> = BTreeMap::new();
    // A pronoun or a noun that was not resolved is nobody yet.
    for row in rows.iter().filter(|r| r.int("speaker_id").is_some()) {
        by_name.entry(row.text("speaker")).or_default().push(row);
    }
    let mut all: Vec<_> = by_name.into_iter().collect();
    all.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(b.0)));
    let speaker = |(name, quotes): (&str, Vec<RowRef<'_>>)| {
        let mut outlets: Vec<&str> = quotes.iter().map(|q| q.text("source")).collect();
        outlets.sort_unstable();
        outlets.dedup();
        let more = quotes.len().saturating_sub(QUOTES);
        let rest = if more > 0 { format!(", {QUOTES} shown") } else { String::new() };
        // Whole utterances say more than reported ones, where not all can be shown.
        let mut shown = quotes.clone();
        shown.sort_by_key(|q| q.text("kind") != "direct");
        shown.truncate(QUOTES);
        shown.sort_by_key(|q| (q.text("published"), q.int("quote_id")));
        Speaker {
            name: name.to_owned(),
            count: format!("{} in {}{rest}", count(quotes.len(), "quote"), count(outlets.len(), "source")),
            quotes: shown
                .into_iter()
                .map(|q| QuoteRow {
                    says: quoted(q),
                    by: said_where(q),
                    link: evidence.quote(q.int("quote_id").unwrap_or_default()),
                })
                .collect(),
        }
    };
    Ok(all.into_iter().take(SPEAKERS).map(speaker).collect())
}

fn families(reader: &Reader, filter: &[Param<'_>], evidence: &mut EvidenceList<'_>) -> Result<Vec<Family>, Failure> {
    let rows = Rows::ask(reader, lists::QUOTE_VARIANTS, filter)?;
    let mut groups: BTreeMap<i64, Vec<RowRef<'_>>> = BTreeMap::new();
    for row in rows.iter() {
        groups.entry(row.int("family_id").unwrap_or_default()).or_default().push(row);
    }
    let mut found = Vec::new();
    for members in groups.into_values() {
        let Some((fullest, others)) = members.split_first() else { continue };
        let link =
            |row: &RowRef<'_>, evidence: &mut EvidenceList<'_>| evidence.quote(row.int("quote_id").unwrap_or_default());
        let variants = others
            .iter()
            .filter(|other| other.text("says") != fullest.text("says"))
            .map(|other| Variant {
                pieces: parallax_analytics::word_diff(fullest.text("says"), other.text("says"))
                    .into_iter()
                    .map(|p| Piece {
                        kind: match p.change {
                            Change::Kept => PieceKind::Same,
                            Change::Added => PieceKind::Added,
                            Change::Removed => PieceKind::Missing,
                        },
                        text: p.text.trim().to_owned(),
                    })
                    .filter(|p| !p.text.is_empty())
                    .collect(),
                by: said_where(*other),
                link: link(other, evidence),
            })
            .collect();
        let speaker = members.iter().map(|m| m.text("speaker")).find(|s| !s.is_empty()).unwrap_or("Unknown speaker");
        found.push(Family {
            speaker: speaker.to_owned(),
            text: quoted(*fullest),
            by: said_where(*fullest),
            link: link(fullest, evidence),
            variants,
        });
    }
    Ok(found)
}

/// Entities that the sources call by different names.
fn naming(reader: &Reader) -> Result<Vec<Naming>, Failure> {
    const SHOWN: usize = 8;
    let rows = Rows::ask(reader, lists::NAMES_BY_SOURCE, &[])?;
    let mut by_entity: BTreeMap<i64, Vec<RowRef<'_>>> = BTreeMap::new();
    for row in rows.iter() {
        by_entity.entry(row.int("entity_id").unwrap_or_default()).or_default().push(row);
    }
    let mut found: Vec<(i64, Naming)> = Vec::new();
    for names in by_entity.into_values() {
        let plain = |name: &str| name.to_lowercase().trim_start_matches("the ").to_owned();
        let mut per_source: BTreeMap<&str, Vec<(String, i64)>> = BTreeMap::new();
        for row in &names {
            let list = per_source.entry(row.text("source")).or_default();
            list.push((row.text("called").to_owned(), row.int("times").unwrap_or_default()));
        }
        let firsts: Vec<String> =
            per_source.values().filter_map(|list| list.first()).map(|(name, _)| plain(name)).collect();
        // Sources that all prefer one name have nothing to compare.
        if firsts.len() < 2 || firsts.iter().all(|name| *name == firsts[0]) {
            continue;
        }
        let total = per_source.values().flatten().map(|(_, times)| times).sum();
        let rows = per_source
            .into_iter()
            .map(|(source, list)| {
                let names: Vec<String> = list.iter().map(|(name, times)| format!("{name} ({times})")).collect();
                (source.to_owned(), names.join(", "))
            })
            .collect();
        found.push((total, Naming { name: names[0].text("entity").to_owned(), rows }));
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.name.cmp(&b.1.name)));
    Ok(found.into_iter().take(SHOWN).map(|(_, naming)| naming).collect())
}

fn coverage(
    reader: &Reader,
    filter: &[Param<'_>],
    sources: &Sources,
    silent: &BTreeMap<String, Vec<&'static str>>,
) -> Result<Coverage, Failure> {
    const DAYS: usize = 14;
    let articles = Rows::ask(reader, lists::ARTICLES, filter)?;
    let mut days: Vec<String> = articles.iter().map(|a| iso(a.text("published"))).filter(|d| d.len() == 10).collect();
    days.sort_unstable();
    days.dedup();
    // A long stretch of time is summed up by month.
    let cut = if days.len() > DAYS { 7 } else { 10 };
    let mut steps: Vec<String> = days.iter().map(|d| d.chars().take(cut).collect()).collect();
    steps.dedup();
    let mut rows = Vec::new();
    for source in sources.names() {
        let own: Vec<RowRef<'_>> = articles.iter().filter(|a| a.text("source") == source).collect();
        if own.is_empty() {
            continue;
        }
        let on = |step: &String| own.iter().filter(|a| a.text("published").starts_with(step.as_str())).count();
        let sum = |column: &str| own.iter().filter_map(|a| a.int(column)).sum::<i64>().to_string();
        rows.push(CoverageRow {
            key: sources.mark(source).key(),
            source: source.to_owned(),
            days: steps
                .iter()
                .map(|step| Some(on(step)).filter(|n| *n > 0).map(|n| n.to_string()).unwrap_or_default())
                .collect(),
            totals: [own.len().to_string(), sum("quotes"), sum("claims")],
            silent_on: silent.get(source).map(|kinds| kinds.join(", ")).unwrap_or_default(),
        });
    }
    let named = steps.iter().map(|step| day(step)).collect();
    Ok(Coverage { days: named, rows })
}

fn copies(reader: &Reader) -> Result<Vec<CopyRow>, Failure> {
    let rows = Rows::ask(reader, lists::COPIES, &[])?;
    let article = |row: RowRef<'_>, prefix: &str| {
        let text = |column: &str| row.text(&format!("{prefix}{column}"));
        format!("{}, {}: {}", text("source"), day(text("published")), text("title"))
    };
    Ok(rows
        .iter()
        .map(|row| CopyRow {
            copy: article(row, ""),
            original: article(row, "from_"),
            share: format!("{:.0} %", 100.0 * row.real("share").unwrap_or_default()),
            basis: row.text("basis").to_owned(),
        })
        .collect())
}

fn rules(reader: &Reader, filter: &[Param<'_>]) -> Result<Vec<(String, usize)>, Failure> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for list in [lists::CLAIMS, lists::QUOTES] {
        for row in Rows::ask(reader, list, filter)?.iter() {
            *counts.entry(row.text("rule").to_owned()).or_default() += 1;
        }
    }
    let mut all: Vec<_> = counts.into_iter().filter(|(rule, _)| !rule.is_empty()).collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    Ok(all)
}

fn statements_in_sql() -> Vec<Sql> {
    ["toll_by_source", "conflicts", "who_met_whom", "quote_variants", "coverage"]
        .into_iter()
        .filter_map(query)
        .map(|q| Sql { title: q.title.clone(), text: q.sql.trim().to_owned() })
        .collect()
}

fn made_by(reader: &Reader) -> Result<String, Failure> {
    let runs = Rows::ask(reader, lists::RUNS, &[])?;
    let last = runs.first().map(|r| format!(" on data last changed {}", r.text("started_at"))).unwrap_or_default();
    Ok(format!(
        "Made by Parallax {}{last}, database schema {}.",
        env!("CARGO_PKG_VERSION"),
        parallax_store::schema_version()
    ))
}

/// Links in one list for several claims.
pub(super) fn links(claims: &[i64], evidence: &mut EvidenceList<'_>) -> Vec<Link> {
    claims.iter().map(|id| evidence.claim(*id)).collect()
}

/// The legend's entry of a source.
pub(super) fn legend_entry(name: &str, key: String) -> LegendEntry {
    LegendEntry { key, name: name.to_owned() }
}
