//! The layer across sources, computed from a database and written back to it.

use parallax_records::{ClaimKind, DateSpan, Interval, Scope};
use parallax_store::{ClaimLink, LinkedStatement, Links, Reader, Row, StatementLink, Store, StoreError};
use rustc_hash::FxHashMap;

use crate::decided::{Decided, decide};
use crate::error::Result;
use crate::figures::AsOf;
use crate::frame::day;
use crate::link::{LinkArticle, LinkClaim, Linked, link};
use crate::statements::{FigureClaim, Statement, compared_scope, counted, counts_a_part, relations, statements};

const ARTICLES: &str = include_str!("../../../queries/link/articles.sql");
const CLAIMS: &str = include_str!("../../../queries/link/claims.sql");
const NAMES: &str = include_str!("../../../queries/link/names.sql");
const PARTS: &str = include_str!("../../../queries/frames/parts.sql");
const ATTRIBUTIONS: &str = include_str!("../../../queries/frames/attributions.sql");

/// How much a linking found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct LinkReport {
    /// Events.
    pub events: usize,
    /// Claims that belong to one.
    pub claims: usize,
    /// Distinct statements about figures.
    pub statements: usize,
    /// Relations between them.
    pub relations: usize,
    /// Families of quotes.
    pub families: usize,
}

/// Computes events, statements and their relations for the whole database and writes them.
/// People's decisions are applied first, those about events on top of what was found.
/// Running it twice changes nothing.
///
/// # Errors
/// Where the database cannot be read or written; then nothing is changed.
pub fn relink(store: &mut Store) -> Result<LinkReport> {
    store.apply_decisions()?;
    let links = compute(&store.reader()?)?;
    let report = LinkReport {
        events: links.events.len(),
        claims: links.claims.len(),
        statements: links.statements.len(),
        relations: links.relations.len(),
        families: links.families.len(),
    };
    store.replace_links(&links)?;
    Ok(report)
}

/// Computes the layer without writing it.
///
/// # Errors
/// Where the database cannot be read.
pub fn compute(reader: &Reader) -> Result<Links> {
    // Quotes have nothing to do with events and take as long: they are grouped beside them.
    let beside = reader.again()?;
    std::thread::scope(|scope| {
        let quotes = scope.spawn(move || crate::quotes::families(&beside));
        let links = events_and_statements(reader);
        let families = quotes.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        Ok(Links { families, ..links? })
    })
}

/// All but the families of quotes.
fn events_and_statements(reader: &Reader) -> Result<Links> {
    let rows = Rows::read(reader)?;
    let Decided { linked, by_user } = decide(reader, link(&rows.articles, &rows.claims), &rows.articles, &rows.claims)?;
    let figures = rows.figures(&linked);
    let made = statements(&figures);
    let events = linked.events.iter().zip(by_user).map(|(event, by_user)| event_row(event, by_user)).collect();
    let claims = linked
        .claims
        .iter()
        .map(|a| ClaimLink { claim_id: a.claim, event: a.event, reason: a.reason.clone() })
        .collect();
    let (statements, relations) = rows_of(made, &figures);
    Ok(Links { events, claims, families: Vec::new(), statements, relations })
}

/// Statements with their relations, as the store writes them; the event's key is its index.
pub fn rows_of(made: Vec<Statement>, figures: &[FigureClaim]) -> (Vec<LinkedStatement>, Vec<StatementLink>) {
    let relations = relations(&made)
        .into_iter()
        .filter_map(|r| {
            let relation = r.comparison.stored()?;
            Some(StatementLink { statement: r.statement, other: r.other, relation, reason: r.reason })
        })
        .collect();
    let statements = made
        .into_iter()
        .map(|s| LinkedStatement {
            event: s.event as usize,
            kind: s.kind.name().to_owned(),
            scope: Some(s.scope.name().to_owned()),
            interval: s.interval,
            status: s.status.name().to_owned(),
            attributed_to: s.origin,
            attributed_id: s.origin_id,
            first_at: s.first_at,
            last_at: s.last_at,
            claims: s.claims.iter().map(|i| figures[*i].claim).collect(),
        })
        .collect();
    (statements, relations)
}

fn event_row(event: &crate::link::LinkedEvent, by_user: bool) -> parallax_store::LinkedEvent {
    parallax_store::LinkedEvent {
        slug: event.slug.clone(),
        title: event.title.clone(),
        kind: Some(event.kind.name().to_owned()),
        date_from: event.date.map(|d| d.from.to_string()),
        date_to: event.date.map(|d| d.to.to_string()),
        place: event.place.clone(),
        place_id: None,
        parent: event.parent,
        reason: Some(event.reason.clone()),
        by_user,
    }
}

/// What linking reads of the database.
struct Rows {
    articles: Vec<LinkArticle>,
    claims: Vec<LinkClaim>,
    /// As-of, publication, who and what is counted and the place as written of each claim, in the same order.
    times: Vec<Times>,
    /// The ultimate origin of each claim.
    origins: FxHashMap<i64, (String, Option<i64>)>,
}

struct Times {
    as_of: Option<String>,
    published: Option<String>,
    is_copy: bool,
    scope: Scope,
    counted: Option<String>,
    place: Option<String>,
}

impl Rows {
    fn read(reader: &Reader) -> Result<Self> {
        let mut articles = Vec::new();
        reader.stream(ARTICLES, &[], |row| {
            let published = row.text(2)?.and_then(day);
            articles.push(LinkArticle { id: key(row, 0)?, title: text(row, 1)?, published });
            Ok(())
        })?;
        let mut names: FxHashMap<i64, Vec<String>> = FxHashMap::default();
        reader.stream(NAMES, &[], |row| {
            names.entry(key(row, 0)?).or_default().push(text(row, 1)?);
            Ok(())
        })?;
        let mut parts: FxHashMap<i64, Vec<String>> = FxHashMap::default();
        reader.stream(PARTS, &[], |row| {
            parts.entry(key(row, 0)?).or_default().push(text(row, 3)?);
            Ok(())
        })?;
        let mut origins = FxHashMap::default();
        reader.stream(ATTRIBUTIONS, &[], |row| {
            // Hops come in order: the last one stays.
            let name = row.text(4)?.or(row.text(2)?).unwrap_or_default().to_owned();
            origins.insert(key(row, 0)?, (name, row.int(5)?));
            Ok(())
        })?;
        let (mut claims, mut times) = (Vec::new(), Vec::new());
        reader.stream(CLAIMS, &[], |row| {
            let id = key(row, 0)?;
            claims.push(LinkClaim {
                names: names.remove(&id).unwrap_or_default(),
                participants: parts.remove(&id).unwrap_or_default(),
                origin: origins.get(&id).map(|(name, _): &(String, Option<i64>)| name.clone()),
                ..claim(row, id)?
            });
            let kind = word(row, 4)?.unwrap_or(ClaimKind::Figure);
            let scope = compared_scope(kind, word(row, 22)?.unwrap_or(Scope::All), row.text(30)?);
            times.push(Times {
                as_of: row.text(25)?.map(str::to_owned),
                published: row.text(26)?.map(str::to_owned),
                is_copy: row.flag(28)?.unwrap_or(false),
                scope,
                counted: counted(kind, scope, row.text(30)?, row.text(31)?),
                place: row.text(32)?.map(str::to_owned),
            });
            Ok(())
        })?;
        Ok(Self { articles, claims, times, origins })
    }

    /// The figures of linked events, as statements are made of; the event's index is its key.
    fn figures(&self, linked: &Linked) -> Vec<FigureClaim> {
        let event_of: FxHashMap<i64, usize> = linked.claims.iter().map(|a| (a.claim, a.event)).collect();
        let mut found = Vec::new();
        for (claim, times) in self.claims.iter().zip(&self.times) {
            let (Some(interval), Some(event)) = (claim.interval, event_of.get(&claim.id)) else { continue };
            if !claim.kind.counts_people() && claim.kind != ClaimKind::Figure {
                continue;
            }
            let origin = self.origins.get(&claim.id);
            let holds = times.as_of.as_deref().and_then(day).or_else(|| times.published.as_deref().and_then(day));
            found.push(FigureClaim {
                claim: claim.id,
                article: claim.article,
                sentence: claim.sentence,
                event: *event as i64,
                kind: claim.kind,
                scope: times.scope,
                counted: times.counted.clone(),
                subset: claim.subset || counts_a_part(claim.kind, &claim.text),
                period: claim.period,
                status: claim.status,
                interval,
                word: claim.word.clone(),
                origin: origin.map(|(name, _)| name.clone()),
                origin_id: origin.and_then(|(_, id)| *id),
                as_of: holds.map(|d| AsOf::days(d, d)),
                published: times.published.clone(),
                says: claim.text.clone(),
                is_copy: times.is_copy,
                place: times.place.clone(),
                happened: claim.happened.map(|span| (span.from, span.to)),
            });
        }
        found
    }
}

/// A claim of the statement CLAIMS, without names and participants.
fn claim(row: &Row<'_>, id: i64) -> Result<LinkClaim, StoreError> {
    let evidence = text(row, 6)?;
    let (from, to) = (row.text(9)?.and_then(day), row.text(10)?.and_then(day));
    let happened = match (from, to, word(row, 11)?) {
        (Some(from), Some(to), Some(precision)) => Some(DateSpan { from, to: to.max(from), precision }),
        _ => None,
    };
    let interval = match row.text(15)? {
        Some(_) => Some(Interval {
            low: row.real(16)?,
            high: row.real(17)?,
            low_open: row.flag(18)?.unwrap_or(false),
            high_open: row.flag(19)?.unwrap_or(false),
            approximate: row.flag(20)?.unwrap_or(false),
        }),
        None => None,
    };
    Ok(LinkClaim {
        id,
        article: key(row, 1)?,
        sentence: key(row, 2)?,
        section: word(row, 3)?.unwrap_or(parallax_records::Section::Body),
        kind: word(row, 4)?.unwrap_or(ClaimKind::Figure),
        status: word(row, 5)?.unwrap_or(parallax_records::Status::Occurred),
        context: row.text(7)?.map_or_else(|| evidence.clone(), str::to_owned),
        text: evidence,
        place: row.text(8)?.map(str::to_owned),
        country: row.text(29)?.map(str::to_owned),
        happened,
        event_phrase: row.text(12)?.map(str::to_owned),
        participants: Vec::new(),
        origin: None,
        form: word(row, 13)?,
        occasion: row.text(14)?.map(str::to_owned),
        interval,
        word: row.text(21)?.map(str::to_owned),
        scope: word(row, 22)?,
        subset: row.flag(23)?.unwrap_or(false),
        period: word(row, 24)?,
        names: Vec::new(),
    })
}

fn key(row: &Row<'_>, column: usize) -> Result<i64, StoreError> {
    Ok(row.int(column)?.unwrap_or_default())
}

fn text(row: &Row<'_>, column: usize) -> Result<String, StoreError> {
    Ok(row.text(column)?.unwrap_or_default().to_owned())
}

/// A word of a closed set; the schema's checks hold the others out.
fn word<T: std::str::FromStr>(row: &Row<'_>, column: usize) -> Result<Option<T>, StoreError> {
    Ok(row.text(column)?.and_then(|w| w.parse().ok()))
}
