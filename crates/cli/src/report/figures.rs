//! The chapter of one event: its figures, contradictions, origins and responsibility.

use std::collections::{BTreeMap, BTreeSet};

use parallax_analytics::answer::{self, Conflict as Found, ConflictOptions, FigureOptions, Toll, TollRow};
use parallax_analytics::figures::{Numbers, Reconcile, written};
use parallax_records::{ClaimKind, Scope, Status};
use parallax_store::Reader;

use super::build::{iso, links, responsibility};
use super::chart::{Axis, Dated, Reading, over_time, strip, strip_head};
use super::evidence::EvidenceList;
use super::page::{BlameRow, Conflict, EventChapter, FigureRow, FigureView, Finding, OriginRow, Side};
use super::sources::Sources;
use crate::commands::conflicts::whose;
use crate::commands::toll::{capital, whom};
use crate::dates::{day, days_of, period};
use crate::failure::Failure;
use crate::lookup::short_title;
use crate::output::count;
use crate::rows::RowRef;

const KINDS: [ClaimKind; 5] =
    [ClaimKind::Killed, ClaimKind::Injured, ClaimKind::Missing, ClaimKind::Displaced, ClaimKind::Detained];

/// A source that gives no figure of a kind that others give.
pub(super) type Silent = (String, &'static str);

/// The lines of the first section.
#[derive(Debug, Default)]
pub(super) struct Glance {
    /// The same number from several independent sources, contradicted by nobody.
    pub(super) agreed: Vec<Finding>,
    /// Numbers that cannot both be true.
    pub(super) disputed: Vec<Finding>,
    /// Numbers in one source alone.
    pub(super) single: Vec<Finding>,
}

/// The chapter of an event, and who is silent on which of its figures.
pub(super) fn chapter(
    reader: &Reader,
    row: RowRef<'_>,
    name: &str,
    sources: &Sources,
    evidence: &mut EvidenceList<'_>,
    glance: &mut Glance,
) -> Result<(EventChapter, Vec<Silent>), Failure> {
    let slug = row.text("event").to_owned();
    let mut chapter =
        EventChapter { title: short_title(row.text("title")).to_owned(), lead: lead(row), ..EventChapter::default() };
    let mut origins: BTreeMap<String, (Vec<String>, Vec<String>)> = BTreeMap::new();
    let options = ConflictOptions { event: Some(slug.clone()), ..ConflictOptions::default() };
    let contradictions = answer::conflicts(reader, &options)?;
    let mut givers: Vec<(&'static str, Vec<String>)> = Vec::new();
    let mut shown = BTreeSet::new();
    for kind in KINDS {
        let main = answer::toll(reader, &slug, &FigureOptions { kind, ..FigureOptions::default() })?;
        let scopes: Vec<Scope> = main.other_scopes.iter().map(|(scope, _)| *scope).collect();
        let mut tolls = vec![main];
        for scope in scopes {
            let options = FigureOptions { kind, scope: Some(scope), ..FigureOptions::default() };
            tolls.push(answer::toll(reader, &slug, &options)?);
        }
        for toll in tolls.iter().filter(|t| !t.rows.is_empty()) {
            chapter.figures.push(figure(reader, toll, sources, evidence)?);
            look(toll, &contradictions, name, evidence, glance);
            for said in toll.rows.iter().filter(|r| !r.is_copy) {
                note_origin(&mut origins, toll, said);
            }
            shown.extend(toll.rows.iter().map(|r| r.source.clone()));
            givers.push((kind.name(), toll.rows.iter().map(|r| r.source.clone()).collect()));
        }
    }
    // One card for two numbers: the pair that most sources carry stands for those who give
    // the same numbers.
    let mut seen = Vec::new();
    for found in &contradictions {
        let pair = [found.a.interval, found.b.interval];
        let known = |(kind, scope, old): &(ClaimKind, Scope, [parallax_records::Interval; 2])| {
            *kind == found.kind && *scope == found.scope && (*old == pair || *old == [pair[1], pair[0]])
        };
        if seen.iter().any(known) {
            continue;
        }
        seen.push((found.kind, found.scope, pair));
        let made = conflict(found, evidence);
        glance.disputed.push(disputed(&made, name));
        chapter.conflicts.push(made);
    }
    chapter.origins = origins
        .into_iter()
        .map(|(origin, (says, by))| OriginRow { origin, says: says.join(", "), sources: by.join(", ") })
        .collect();
    chapter.origins.sort_by(|a, b| b.sources.len().cmp(&a.sources.len()).then(a.origin.cmp(&b.origin)));
    for row in responsibility(reader, &slug)?.iter() {
        let published = day(row.text("published"));
        chapter.blame.push(BlameRow {
            stance: row.text("stance").to_owned(),
            actor: row.text("actor").to_owned(),
            from: row.text("attributed_to").to_owned(),
            says: row.text("says").to_owned(),
            source: [row.text("source"), &published]
                .into_iter()
                .filter(|p| !p.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
            link: evidence.claim(row.int("claim_id").unwrap_or_default()),
        });
    }
    chapter.legend = sources.legend(&shown);
    chapter.slug = slug;
    Ok((chapter, silent(&givers)))
}

fn lead(row: RowRef<'_>) -> String {
    let when = period(row.text("date_from"), row.text("date_to"));
    let n = |column: &str| usize::try_from(row.int(column).unwrap_or_default()).unwrap_or_default();
    let reported = period(&iso(row.text("first_published")), &iso(row.text("last_published")));
    let is_named = short_title(row.text("title")).contains(row.text("place").trim_start_matches("off "));
    let parts = [
        if is_named { String::new() } else { row.text("place").to_owned() },
        when,
        format!("{}, {} independent", count(n("sources"), "source"), n("independent_sources")),
        count(n("articles"), "article"),
        if reported.is_empty() { String::new() } else { format!("reported {reported}") },
    ];
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Sources that give some figure of the event but not this one.
fn silent(givers: &[(&'static str, Vec<String>)]) -> Vec<Silent> {
    let mut everybody: Vec<&String> = givers.iter().flat_map(|(_, names)| names).collect();
    everybody.sort_unstable();
    everybody.dedup();
    let mut found = Vec::new();
    for source in everybody {
        for (kind, _) in givers {
            let gives = givers.iter().any(|(k, names)| k == kind && names.contains(source));
            if !gives {
                found.push((source.clone(), *kind));
            }
        }
    }
    found.dedup();
    found
}

fn note_origin(origins: &mut BTreeMap<String, (Vec<String>, Vec<String>)>, toll: &Toll, row: &TollRow) {
    let Some(from) = &row.from else { return };
    let (says, sources) = origins.entry(from.clone()).or_default();
    let said = format!("{} {}", row.wording, toll.kind);
    if !says.contains(&said) {
        says.push(said);
    }
    if !sources.contains(&row.source) {
        sources.push(row.source.clone());
    }
}

/// Which numbers of a figure several independent sources give, and which one alone. What is
/// contradicted stands under "disputed" only.
fn look(toll: &Toll, contradictions: &[Found], name: &str, evidence: &mut EvidenceList<'_>, glance: &mut Glance) {
    let disputed = |row: &TollRow| {
        let has = |side: &answer::Side| side.interval == row.interval;
        contradictions.iter().any(|c| c.kind == toll.kind && c.scope == toll.scope && (has(&c.a) || has(&c.b)))
    };
    let numbered = |row: &TollRow| row.interval.low.or(row.interval.high).is_some();
    let mut groups: Vec<Vec<&TollRow>> = Vec::new();
    for row in toll.rows.iter().filter(|r| !r.is_copy && r.status == Status::Occurred && numbered(r) && !disputed(r)) {
        match groups.iter_mut().find(|g| g[0].interval == row.interval) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    for group in groups {
        let mut outlets: Vec<&str> = Vec::new();
        for row in &group {
            if !outlets.contains(&row.source.as_str()) {
                outlets.push(&row.source);
            }
        }
        let since = group[0].day.map(|d| format!("since {}", day(&d.to_string())));
        let scope = if toll.scope == Scope::All { String::new() } else { format!(" ({})", whom(toll.scope)) };
        let who = [Some(outlets.join(", ")), since, Some(name.to_owned()).filter(|n| !n.is_empty())];
        let finding = Finding {
            what: format!("{} {}{scope}", group[0].wording, toll.kind),
            who: who.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            links: group.iter().filter_map(|r| r.claims.first()).map(|id| evidence.claim(*id)).collect(),
        };
        if outlets.len() > 1 { &mut glance.agreed } else { &mut glance.single }.push(finding);
    }
}

fn disputed(conflict: &Conflict, name: &str) -> Finding {
    let [left, right] = conflict.sides();
    let event = if name.is_empty() { String::new() } else { format!(" · {name}") };
    Finding {
        what: format!("{}: {} or {}", conflict.what, left.says, right.says),
        who: format!("{} against {}{event}", left.origin, right.origin),
        links: [left, right].into_iter().filter_map(|side| side.links.first()).cloned().collect(),
    }
}

fn reading(row: &TollRow, sources: &Sources) -> Reading {
    Reading {
        low: row.interval.low,
        high: row.interval.high,
        hedged: row.interval.approximate || row.status != Status::Occurred,
        copied: row.is_copy,
        mark: sources.mark(&row.source),
    }
}

fn figure(
    reader: &Reader,
    toll: &Toll,
    sources: &Sources,
    evidence: &mut EvidenceList<'_>,
) -> Result<FigureView, Failure> {
    let readings: Vec<Reading> = toll.rows.iter().map(|row| reading(row, sources)).collect();
    let axis = Axis::of(&readings);
    let shown = days_of(toll.rows.iter().filter_map(|row| row.day.as_ref()));
    let rows: Vec<FigureRow> = toll
        .rows
        .iter()
        .zip(&readings)
        .map(|(row, reading)| {
            let mut notes = Vec::new();
            if row.first {
                notes.push("first".to_owned());
            }
            if row.is_copy {
                notes.push("copy".to_owned());
            }
            if row.status != Status::Occurred {
                notes.push(row.status.name().to_owned());
            }
            if row.times > 1 {
                notes.push(format!("{} times", row.times));
            }
            FigureRow {
                day: row.day.map_or_else(|| "no date".to_owned(), |d| shown(&d.to_string())),
                key: reading.mark.key(),
                source: row.source.clone(),
                strip: strip(reading, &axis, &format!("{}: {}", row.source, row.written)),
                says: row.wording.clone(),
                interval: if row.written == row.wording { String::new() } else { row.written.clone() },
                from: row.from.clone().unwrap_or_default(),
                notes: notes.join(", "),
                link: row.claims.first().map(|id| evidence.claim(*id)).unwrap_or_default(),
            }
        })
        .collect();
    let scope = if toll.scope == Scope::All { String::new() } else { format!(" · {}", whom(toll.scope)) };
    Ok(FigureView {
        title: format!("{}{scope}", capital(toll.kind.name())),
        summary: summary(toll),
        axis: strip_head(&axis),
        over_time: time_chart(toll, &readings, sources),
        policies: policies(reader, toll)?,
        rows,
    })
}

fn summary(toll: &Toll) -> String {
    let mut parts = Vec::new();
    // Several groups that no scope names have no number in common.
    let (now, answer) =
        if toll.scope == Scope::Other { (None, None) } else { (toll.now.as_ref(), toll.answer.as_ref()) };
    if let Some(now) = now {
        let since = toll.now_since.map(|d| format!(" since {}", day(&d.to_string()))).unwrap_or_default();
        parts.push(format!("Now {} ({}{since})", written(&now.interval), count(now.support, "source")));
    }
    if let Some(all) = answer {
        parts.push(format!("named in all: {}", written(&all.interval)));
    }
    if toll.updates > 0 {
        parts.push(count(toll.updates, "update"));
    }
    if now.is_some() {
        parts.push(count(toll.contradictions, "contradiction"));
    }
    if !toll.parts.is_empty() {
        let list: Vec<String> =
            toll.parts.iter().map(|p| format!("{} {}", p.wording, p.label).trim_end().to_owned()).collect();
        parts.push(format!("of these {}", list.join(", ")));
    }
    if !toll.apart.is_empty() {
        let list: Vec<String> = toll.apart.iter().take(4).map(|p| format!("{} ({})", p.wording, p.label)).collect();
        parts.push(format!("counted apart: {}", list.join(", ")));
    }
    parts.join(" · ")
}

/// The chart over time, where there are at least three days to tell apart.
fn time_chart(toll: &Toll, readings: &[Reading], sources: &Sources) -> String {
    let dated: Vec<(&TollRow, &Reading)> = toll
        .rows
        .iter()
        .zip(readings)
        .filter(|(row, reading)| row.day.is_some() && reading.low.or(reading.high).is_some())
        .collect();
    let mut days: Vec<chrono::NaiveDate> = dated.iter().filter_map(|(row, _)| row.day).collect();
    days.sort_unstable();
    days.dedup();
    let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else { return String::new() };
    if days.len() < 3 {
        return String::new();
    }
    let mut outlets: Vec<usize> = dated.iter().map(|(row, _)| sources.index(&row.source)).collect();
    outlets.sort_unstable();
    outlets.dedup();
    let number = |d: chrono::NaiveDate| (d - first).num_days() as f64;
    let span = number(last).max(1.0);
    // Marks of one day stand side by side, each source in its own lane.
    let lane = |source: usize| {
        let place = outlets.iter().position(|o| *o == source).unwrap_or(0) as f64;
        (place - (outlets.len() as f64 - 1.0) / 2.0) * span * 0.016
    };
    let points: Vec<Dated> = dated
        .iter()
        .map(|(row, reading)| {
            let series = sources.index(&row.source);
            Dated {
                day: row.day.map(number).unwrap_or_default() + lane(series),
                series,
                reading: (*reading).clone(),
                href: row.claims.first().map(|id| format!("#claim-{id}")).unwrap_or_default(),
                label: format!(
                    "{}, {}: {}",
                    row.source,
                    row.day.map(|d| day(&d.to_string())).unwrap_or_default(),
                    row.wording
                ),
            }
        })
        .collect();
    let step = (span / 9.0).ceil().max(1.0);
    let ticks: Vec<(f64, String)> = (0..)
        .map(|i| f64::from(i) * step)
        .take_while(|d| *d <= span)
        .filter_map(|d| {
            let date = first.checked_add_days(chrono::Days::new(d as u64))?;
            Some((d, day(&date.to_string())))
        })
        .collect();
    let label = format!(
        "{} by day of publication, {} to {}",
        capital(toll.kind.name()),
        day(&first.to_string()),
        day(&last.to_string())
    );
    over_time(&points, &ticks, &label)
}

/// The figure as one number under the policies that casualty recorders use.
fn policies(reader: &Reader, toll: &Toll) -> Result<Vec<(String, String, String)>, Failure> {
    let choices = [
        ("range", Numbers::literal(), Reconcile::Range),
        ("majority", Numbers::literal(), Reconcile::Majority),
        ("acled", Numbers::acled(), Reconcile::Range),
    ];
    let mut found = Vec::new();
    for (name, numbers, reconcile) in choices {
        let options = FigureOptions { kind: toll.kind, scope: Some(toll.scope), numbers, reconcile };
        let asked = answer::toll(reader, &toll.event.slug, &options)?;
        if let Some(answer) = asked.answer {
            found.push((name.to_owned(), written(&answer.interval), answer.reason));
        }
    }
    Ok(found)
}

fn conflict(found: &Found, evidence: &mut EvidenceList<'_>) -> Conflict {
    let mut side = |side: &answer::Side| {
        let text = |d: Option<chrono::NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
        let origin = whose(side);
        let days = period(&text(side.first_day), &text(side.last_day));
        let sources = side.sources.join(", ");
        let copies =
            if side.copies.is_empty() { String::new() } else { format!("copied by {}", side.copies.join(", ")) };
        Side {
            origin: if side.origins.is_empty() { side.sources.join(", ") } else { origin.clone() },
            says: side.wording.clone(),
            who: [origin, sources, days, copies].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · "),
            passage: side.claims.first().map(|id| evidence.passage(*id)).unwrap_or_default(),
            links: links(&side.claims, evidence),
        }
    };
    let scope = if found.scope == Scope::All { String::new() } else { format!(", {}", whom(found.scope)) };
    let noun = found.counted.as_ref().map(|noun| format!(" ({noun})")).unwrap_or_default();
    Conflict {
        what: format!("{}{scope}{noun}", capital(found.kind.name())),
        left: side(&found.a),
        right: side(&found.b),
        reason: found.reason.clone(),
    }
}
