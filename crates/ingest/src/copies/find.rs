//! Copies among stored articles: sketches are written for the new ones, and what they share with
//! all others is aligned and directed.

use std::collections::{BTreeMap, BTreeSet};

use parallax_records::CodePoints;
use parallax_store::{CopyLink, Reader, Sketch, Store, StoreError, StoredText};
use rustc_hash::FxHashMap;

use super::align::{Alignment, align, own_share};
use super::direction::{Origin, direction};
use super::sketch::{containment, sketch};

/// The least containment of sketches for which two texts are aligned.
const LEAST_CONTAINMENT: f64 = 0.25;
/// The least part of the copy's words that must stand in the other text, or of the other's in it.
const LEAST_SHARE: f64 = 0.2;
/// The least part of a text's words that must be shared outside quotation marks: two reports of one
/// statement quote the same words, and neither took them from the other.
const LEAST_OWN: f64 = 0.1;
/// Bytes that a further origin must add to a copy: a long paragraph.
const LEAST_NEW: usize = 400;
/// A hash in more articles than this is a footer or a slogan.
const COMMON: usize = 200;
/// Articles whose sketches are written in one transaction.
const BATCH: usize = 2000;
/// The origins kept for a copy that was put together from several.
const ORIGINS: usize = 3;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CopySummary {
    /// Articles that had no sketch before.
    pub indexed: usize,
    /// Pairs of articles that share text.
    pub pairs: usize,
    /// Articles with at least one origin among those looked at.
    pub copies: usize,
}

/// Brings the index and the table of copies up to date with the stored articles.
///
/// # Errors
/// Where the database cannot be read or written.
pub fn find_copies(store: &mut Store) -> Result<CopySummary, StoreError> {
    let reader = store.reader()?;
    let new = reader.unsketched()?;
    if new.is_empty() {
        return Ok(CopySummary::default());
    }
    let had_some = reader.has_sketches()?;
    let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
    let mut fresh: FxHashMap<i64, Vec<i64>> = FxHashMap::default();
    let mut sketches: Vec<(i64, Vec<i64>)> = Vec::with_capacity(new.len());
    for part in new.chunks(BATCH) {
        let texts = reader.texts(part)?;
        for text in texts {
            let hashes = sketch(&text.body);
            for hash in &hashes {
                fresh.entry(*hash).or_default().push(text.article_id);
            }
            sizes.insert(text.article_id, hashes.len());
            sketches.push((text.article_id, hashes));
        }
    }
    let pairs = candidates(&reader, had_some, &sketches, &fresh, &mut sizes)?;
    drop(fresh);
    let links = links(&reader, &pairs)?;
    let indexed = sketches.len();
    // In batches, the links last: what is interrupted is done anew by the next call.
    let rows: Vec<Sketch> = sketches.into_iter().map(|(article_id, hashes)| Sketch { article_id, hashes }).collect();
    store.replace_copies(&links)?;
    for part in rows.chunks(BATCH) {
        store.write_sketches(part)?;
    }
    let copies: BTreeSet<i64> = links.iter().map(|l| l.article_id).collect();
    Ok(CopySummary { indexed, pairs: pairs.len(), copies: copies.len() })
}

/// Pairs of articles whose sketches share enough, at least one of each pair new; the lower id first.
fn candidates(
    reader: &Reader,
    had_some: bool,
    sketches: &[(i64, Vec<i64>)],
    fresh: &FxHashMap<i64, Vec<i64>>,
    sizes: &mut BTreeMap<i64, usize>,
) -> Result<BTreeSet<(i64, i64)>, StoreError> {
    let mut pairs = BTreeSet::new();
    for (id, hashes) in sketches {
        let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
        for hash in hashes {
            let with = fresh.get(hash).map(Vec::as_slice).unwrap_or_default();
            if with.len() <= COMMON {
                for other in with.iter().filter(|other| *other < id) {
                    *shared.entry(*other).or_default() += 1;
                }
            }
        }
        if had_some {
            for (other, count) in reader.sharing(hashes, COMMON)? {
                shared.insert(other, count);
                if let std::collections::btree_map::Entry::Vacant(size) = sizes.entry(other) {
                    size.insert(reader.sketch_size(other)?);
                }
            }
        }
        for (other, count) in shared {
            let size = sizes.get(&other).copied().unwrap_or(0);
            if containment(count, hashes.len(), size) >= LEAST_CONTAINMENT {
                pairs.insert((other.min(*id), other.max(*id)));
            }
        }
    }
    Ok(pairs)
}

/// An origin of a copy before the best are chosen.
struct Found {
    from: i64,
    alignment: Alignment,
    basis: String,
}

/// Aligns and directs the pairs, and keeps the best origins of each copy.
fn links(reader: &Reader, pairs: &BTreeSet<(i64, i64)>) -> Result<Vec<CopyLink>, StoreError> {
    let mut found: BTreeMap<i64, Vec<Found>> = BTreeMap::new();
    let mut links = Vec::new();
    // Pairs come sorted by their first article: one text is held, the other is read.
    let mut held: Option<StoredText> = None;
    for &(first, second) in pairs {
        if held.as_ref().is_none_or(|text| text.article_id != first) {
            held = reader.texts(&[first])?.pop();
        }
        let (Some(a), Some(b)) = (&held, reader.texts(&[second])?.pop()) else { continue };
        // An older version of an article copies nobody any more.
        if !a.is_latest || !b.is_latest {
            continue;
        }
        if let Some((copy, origin)) = directed(a, &b) {
            found.entry(copy).or_default().push(origin);
        }
    }
    for (copy, mut origins) in found {
        origins.sort_by(|a, b| b.alignment.share.total_cmp(&a.alignment.share).then(a.from.cmp(&b.from)));
        let Some(text) = reader.texts(&[copy])?.pop() else { continue };
        let points = CodePoints::new(&text.body);
        let mut covered: Vec<(u32, u32)> = Vec::new();
        for origin in origins {
            // A tenth of the copy, or a good part of a text that is short beside it.
            let new = uncovered(&origin.alignment, &covered);
            let more =
                new * 10 > text.body.len() || (new > LEAST_NEW && origin.alignment.share_there >= LEAST_CONTAINMENT);
            if !covered.is_empty() && (!more || links_of(&links, copy) >= ORIGINS) {
                continue;
            }
            let Some(from) = reader.texts(&[origin.from])?.pop() else { continue };
            let there = CodePoints::new(&from.body);
            let spans = origin.alignment.pieces.iter().map(|p| {
                [
                    points.from_byte(p.here.start),
                    points.from_byte(p.here.end),
                    there.from_byte(p.there.start),
                    there.from_byte(p.there.end),
                ]
            });
            covered.extend(origin.alignment.pieces.iter().map(|p| (p.here.start, p.here.end)));
            links.push(CopyLink {
                article_id: copy,
                from_article_id: origin.from,
                share: origin.alignment.share,
                basis: origin.basis,
                spans: spans.collect(),
            });
        }
    }
    Ok(links)
}

fn links_of(links: &[CopyLink], copy: i64) -> usize {
    links.iter().rev().take_while(|l| l.article_id == copy).count()
}

/// Bytes of an alignment that other origins do not explain.
fn uncovered(alignment: &Alignment, covered: &[(u32, u32)]) -> usize {
    let free = |start: u32, end: u32| {
        let taken: u32 = covered.iter().map(|(a, b)| end.min(*b).saturating_sub(start.max(*a))).sum();
        (end - start).saturating_sub(taken) as usize
    };
    alignment.pieces.iter().map(|p| free(p.here.start, p.here.end)).sum()
}

/// The copy of a pair with its origin; `None` where too little is shared, or where both are one
/// outlet's versions of one article.
fn directed(a: &StoredText, b: &StoredText) -> Option<(i64, Found)> {
    if a.source.is_some() && a.source == b.source && (a.title == b.title || (a.url.is_some() && a.url == b.url)) {
        return None;
    }
    let forth = align(&a.body, &b.body);
    if forth.share.max(forth.share_there) < LEAST_SHARE {
        return None;
    }
    let here = forth.pieces.iter().map(|p| p.here);
    let there = forth.pieces.iter().map(|p| p.there);
    if own_share(&a.body, here).max(own_share(&b.body, there)) < LEAST_OWN {
        return None;
    }
    let told = direction(known(a, forth.share), known(b, forth.share_there));
    let (copy, from, alignment) = match told.first_is_copy {
        true => (a, b, forth),
        false => (b, a, align(&b.body, &a.body)),
    };
    Some((copy.article_id, Found { from: from.article_id, alignment, basis: told.basis }))
}

/// What the direction of a copy is told by.
fn known(text: &StoredText, share: f64) -> Origin<'_> {
    Origin {
        source: text.source.as_deref(),
        agency: text.agency.as_deref(),
        published: text.published.as_ref(),
        body: &text.body,
        share,
    }
}
