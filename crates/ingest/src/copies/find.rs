//! Copies among stored articles: sketches are written for the new ones, and what they share with
//! all others is aligned and directed.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use parallax_records::CodePoints;
use parallax_store::{CopyLink, Reader, Sketch, Store, StoreError};
use rustc_hash::FxHashMap;

use super::align::{Alignment, SplitText};
use super::candidates::{Candidate, Sketches};
use super::direction::{Direction, Known, direction, direction_by_share, first_is_copy};
use super::sketch::sketch;

/// The least part of the copy's words that must stand in the other text, or of the other's in it.
const LEAST_SHARE: f64 = 0.2;
/// The least part of a text's words that must be shared outside quotation marks: two reports of one
/// statement quote the same words, and neither took them from the other.
const LEAST_OWN: f64 = 0.1;
/// Bytes that a further origin must add to a copy: a long paragraph.
const LEAST_NEW: usize = 400;
/// And the least part of that origin.
const LEAST_PART: f64 = 0.25;
/// Articles that are read, or whose sketches are written, at once. The index lies in the order of hashes:
/// every transaction touches all of it.
const READ: usize = 2000;
const WRITTEN: usize = 25_000;
/// The origins kept for a copy that was put together from several.
const ORIGINS: usize = 3;
/// The part of a copy that its origins explain where a further one adds nothing.
const EXPLAINED: f64 = 0.9;
/// The articles that a text is aligned with. Of a report that hundreds printed, each is like all others.
const ALIGNED: usize = 6;
/// Shares this close are the same: a few words that both changed alike tell nothing, and the earliest of the
/// likest is the origin.
const CLOSE: f64 = 0.05;
/// The likeness of sketches is told by few hashes.
const CLOSE_SKETCHES: f64 = 0.125;
/// Texts that are kept at hand.
const TEXTS: usize = 500;
/// Articles of which the outlet, time and last lines are kept at hand.
const KNOWN: usize = 100_000;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CopySummary {
    /// Articles that had no sketch before.
    pub indexed: usize,
    /// Pairs of articles whose texts were laid side by side.
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
    reader.hold()?;
    let new = reader.unsketched()?;
    if new.is_empty() {
        return Ok(CopySummary::default());
    }
    let mut sketched: Vec<(i64, Vec<i64>)> = Vec::with_capacity(new.len());
    for part in new.chunks(READ) {
        sketched.extend(reader.texts(part)?.iter().map(|text| (text.article_id, sketch(&text.body))));
    }
    let mut sketches = Sketches::new(&reader, sketched)?;
    let chosen = origins(&reader, &new, &mut sketches)?;
    let mut desk = Desk::new(&reader);
    let mut links = Vec::new();
    // Copies of one text together: it is read and cut once.
    let mut order: Vec<(&Vec<i64>, i64)> = chosen.iter().map(|(copy, origins)| (origins, *copy)).collect();
    order.sort_unstable();
    for (origins, copy) in order {
        links.extend(desk.links(copy, origins)?);
    }
    links.sort_by_key(|link| link.article_id);
    let pairs = desk.pairs.len();
    // In batches, the links last: what is interrupted is done anew by the next call.
    let rows: Vec<Sketch> =
        sketches.into_new().into_iter().map(|(article_id, hashes)| Sketch { article_id, hashes }).collect();
    reader.release()?;
    store.replace_copies(&links)?;
    for part in rows.chunks(WRITTEN) {
        store.write_sketches(part)?;
    }
    let copies: BTreeSet<i64> = links.iter().map(|l| l.article_id).collect();
    Ok(CopySummary { indexed: rows.len(), pairs, copies: copies.len() })
}

/// The articles that each copy is to be aligned with: the new ones, and the stored ones that may be copies of
/// new ones.
fn origins(reader: &Reader, new: &[i64], sketches: &mut Sketches<'_>) -> Result<BTreeMap<i64, Vec<i64>>, StoreError> {
    let mut shelf = Shelf { reader, known: FxHashMap::default() };
    let mut chosen = BTreeMap::new();
    let mut stored: BTreeMap<i64, Vec<Candidate>> = BTreeMap::new();
    for &article in new {
        let like = sketches.like(article)?;
        if like.is_empty() {
            continue;
        }
        let own = shelf.known(article)?;
        let mut origins = Vec::new();
        for candidate in like {
            let other = shelf.known(candidate.other)?;
            let is_copy = if own.can_be_copies(&other) { first_is_copy(&own, &other) } else { continue };
            if is_copy != Some(false) {
                origins.push(candidate);
            }
            if is_copy != Some(true) && !sketches.is_new(candidate.other) {
                let Candidate { likeness, likeness_there, .. } = candidate;
                let turned = Candidate { other: article, likeness: likeness_there, likeness_there: likeness };
                stored.entry(candidate.other).or_default().push(turned);
            }
        }
        if !origins.is_empty() {
            chosen.insert(article, promising(article, origins, sketches, &mut shelf)?);
        }
    }
    let mut copies: FxHashMap<i64, usize> = FxHashMap::default();
    for candidate in stored.values().flatten() {
        *copies.entry(candidate.other).or_default() += 1;
    }
    for (article, mut found) in stored {
        let kept = reader.origins(article)?;
        if let Some(first) = settled(&kept, &mut shelf)? {
            let mut told = Vec::with_capacity(found.len());
            for candidate in found {
                let many = copies.get(&candidate.other).is_some_and(|n| *n > ALIGNED);
                if !many || shelf.known(candidate.other)?.time() < first.time() {
                    told.push(candidate);
                }
            }
            found = told;
        }
        if !found.is_empty() {
            let mut origins: Vec<i64> = kept.into_iter().map(|(origin, _)| origin).collect();
            origins.extend(promising(article, found, sketches, &mut shelf)?);
            chosen.insert(article, origins);
        }
    }
    Ok(chosen)
}

/// The origin that a stored copy goes back to, where those that are stored explain all of it. Of a report that
/// hundreds printed, one more tells nothing new of the others, unless it is earlier than what they go back to:
/// laying it beside each of them would make ten new articles dear.
fn settled(kept: &[(i64, f64)], shelf: &mut Shelf<'_>) -> Result<Option<Rc<Known>>, StoreError> {
    let explained: f64 = kept.iter().map(|(_, share)| share).sum();
    if kept.len() < ORIGINS && explained < EXPLAINED {
        return Ok(None);
    }
    let best = kept.iter().map(|(_, share)| *share).fold(0.0, f64::max);
    let mut first: Option<Rc<Known>> = None;
    for (origin, _) in kept.iter().filter(|(_, share)| *share >= best - CLOSE) {
        let known = shelf.known(*origin)?;
        if first.as_ref().is_none_or(|first| known.time() < first.time()) {
            first = Some(known);
        }
    }
    Ok(first)
}

/// Of an article's possible origins those that are aligned: where there are many, the likest and
/// earliest, and those that have what these have not.
fn promising(
    article: i64,
    mut origins: Vec<Candidate>,
    sketches: &Sketches<'_>,
    shelf: &mut Shelf<'_>,
) -> Result<Vec<i64>, StoreError> {
    if origins.len() > ALIGNED {
        let mut ranked = Vec::with_capacity(origins.len());
        for origin in origins {
            ranked.push((shelf.known(origin.other)?, origin));
        }
        rank(&mut ranked, CLOSE_SKETCHES, |(known, origin)| (origin.likeness, known, origin.other));
        origins = ranked.into_iter().map(|(_, origin)| origin).collect();
        let rest = origins.split_off(ALIGNED / 2);
        let mut left = sketches.hashes(article)?.into_owned();
        let all = left.len();
        for origin in &origins {
            let there = sketches.hashes(origin.other)?;
            left.retain(|hash| there.binary_search(hash).is_err());
        }
        // Less than a tenth is no origin of its own.
        let rest = if left.len() * 10 > all { rest } else { Vec::new() };
        let mut more: Vec<(usize, Candidate)> = Vec::with_capacity(rest.len());
        if sketches.is_new(article) {
            let have = sketches.holding(&left);
            more.extend(rest.into_iter().map(|origin| (have.get(&origin.other).copied().unwrap_or(0), origin)));
        } else {
            for origin in rest {
                let there = sketches.hashes(origin.other)?;
                more.push((left.iter().filter(|hash| there.binary_search(hash).is_ok()).count(), origin));
            }
        }
        more.retain(|(count, _)| count * 10 > all);
        more.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        origins.extend(more.into_iter().take(ALIGNED - ALIGNED / 2).map(|(_, origin)| origin));
    }
    Ok(origins.into_iter().map(|origin| origin.other).collect())
}

/// Sorts origins by their share in the copy, those that come close to the best by their time.
fn rank<T>(origins: &mut [T], close: f64, of: impl Fn(&T) -> (f64, &Known, i64)) {
    origins.sort_by(|a, b| {
        let (a, b) = (of(a), of(b));
        b.0.total_cmp(&a.0).then(a.2.cmp(&b.2))
    });
    let best = origins.first().map_or(0.0, |first| of(first).0);
    let likest = origins.partition_point(|origin| of(origin).0 >= best - close);
    origins[..likest].sort_by(|a, b| {
        let (a, b) = (of(a), of(b));
        a.1.time().cmp(&b.1.time()).then(b.0.total_cmp(&a.0)).then(a.2.cmp(&b.2))
    });
}

/// What is known of articles, read once.
struct Shelf<'r> {
    reader: &'r Reader,
    known: FxHashMap<i64, Rc<Known>>,
}

impl Shelf<'_> {
    fn known(&mut self, article: i64) -> Result<Rc<Known>, StoreError> {
        if let Some(known) = self.known.get(&article) {
            return Ok(Rc::clone(known));
        }
        if self.known.len() >= KNOWN {
            self.known.clear();
        }
        let known = Rc::new(self.reader.texts(&[article])?.pop().map(Known::new).unwrap_or_default());
        self.known.insert(article, Rc::clone(&known));
        Ok(known)
    }
}

/// A text on the desk.
struct Text {
    known: Known,
    body: String,
    split: SplitText,
}

/// The texts that are being laid side by side.
struct Desk<'r> {
    reader: &'r Reader,
    texts: FxHashMap<i64, Rc<Text>>,
    /// The pairs that were aligned, the lower id first.
    pairs: BTreeSet<(i64, i64)>,
}

/// An origin of a copy before the best are chosen.
struct Found {
    from: i64,
    text: Rc<Text>,
    alignment: Alignment,
    basis: String,
}

impl<'r> Desk<'r> {
    fn new(reader: &'r Reader) -> Self {
        Self { reader, texts: FxHashMap::default(), pairs: BTreeSet::new() }
    }

    fn text(&mut self, article: i64) -> Result<Option<Rc<Text>>, StoreError> {
        if let Some(text) = self.texts.get(&article) {
            return Ok(Some(Rc::clone(text)));
        }
        let Some(stored) = self.reader.texts(&[article])?.pop() else { return Ok(None) };
        let (body, split) = (stored.body.clone(), SplitText::new(&stored.body));
        let text = Rc::new(Text { known: Known::new(stored), body, split });
        if self.texts.len() >= TEXTS {
            self.texts.clear();
        }
        self.texts.insert(article, Rc::clone(&text));
        Ok(Some(text))
    }

    /// Aligns a copy with its possible origins, and keeps the best.
    fn links(&mut self, copy: i64, origins: &[i64]) -> Result<Vec<CopyLink>, StoreError> {
        let Some(here) = self.text(copy)? else { return Ok(Vec::new()) };
        let mut found: Vec<Found> = Vec::new();
        for &from in origins {
            let Some(text) = self.text(from)? else { continue };
            self.pairs.insert((copy.min(from), copy.max(from)));
            if let Some((alignment, basis)) = taken(copy, &here, from, &text) {
                found.push(Found { from, text, alignment, basis });
            }
        }
        rank(&mut found, CLOSE, |f| (f.alignment.share, &f.text.known, f.from));
        let points = CodePoints::new(&here.body);
        let mut covered: Vec<(u32, u32)> = Vec::new();
        let mut links: Vec<CopyLink> = Vec::new();
        for Found { from, text, alignment, basis } in found {
            // A tenth of the copy, or a good part of a text that is short beside it.
            let new = uncovered(&alignment, &covered);
            let more = new * 10 > here.body.len() || (new > LEAST_NEW && alignment.share_there >= LEAST_PART);
            if !links.is_empty() && (!more || links.len() >= ORIGINS) {
                continue;
            }
            let there = CodePoints::new(&text.body);
            let spans = alignment.pieces.iter().map(|p| {
                [
                    points.from_byte(p.here.start),
                    points.from_byte(p.here.end),
                    there.from_byte(p.there.start),
                    there.from_byte(p.there.end),
                ]
            });
            links.push(CopyLink {
                article_id: copy,
                from_article_id: from,
                share: alignment.share,
                basis,
                spans: spans.collect(),
            });
            covered.extend(alignment.pieces.iter().map(|p| (p.here.start, p.here.end)));
        }
        Ok(links)
    }
}

/// Bytes of an alignment that other origins do not explain.
fn uncovered(alignment: &Alignment, covered: &[(u32, u32)]) -> usize {
    let free = |start: u32, end: u32| {
        let taken: u32 = covered.iter().map(|(a, b)| end.min(*b).saturating_sub(start.max(*a))).sum();
        (end - start).saturating_sub(taken) as usize
    };
    alignment.pieces.iter().map(|p| free(p.here.start, p.here.end)).sum()
}

/// What an article took from another, with what shows that it did; `None` where too little is shared, or where
/// the other took it.
fn taken(copy: i64, here: &Text, from: i64, there: &Text) -> Option<(Alignment, String)> {
    let told = direction(&here.known, &there.known);
    // Where only the shares tell, both are asked in the same order, whichever is taken for the copy first.
    let turn = told.is_none() && from < copy;
    let (a, b) = if turn { (there, here) } else { (here, there) };
    let mut alignment = a.split.align(&b.split);
    if alignment.share.max(alignment.share_there) < LEAST_SHARE || alignment.own_share < LEAST_OWN {
        return None;
    }
    let Direction { first_is_copy, basis } =
        told.unwrap_or_else(|| direction_by_share(alignment.share, alignment.share_there));
    if first_is_copy == turn {
        return None;
    }
    if turn {
        alignment = here.split.align(&there.split);
    }
    Some((alignment, basis))
}
