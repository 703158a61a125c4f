//! Text that stands twice: captions with and without their credit, headlines, standfirsts
//! cut off and then given whole.

use parallax_records::SegmentKind::{Body, Caption, Subhead, Title};
use rustc_hash::FxHashMap;

use super::lexicon::folded;
use super::{Mode, Piece};

/// Shorter texts stand twice by chance.
const LEAST: usize = 20;
/// The least a cut-off standfirst is long.
const LEAST_PREFIX: usize = 40;
/// More paragraphs that begin alike are a table or a list, and none is the standfirst's.
const MOST_ALIKE: usize = 50;

/// Marks the second of two equal pieces, and gives captions that stand without their credit
/// the kind of the piece that has it.
///
/// In a record only captions count: what else stands twice there was said twice.
pub(super) fn mark(raw: &str, pieces: &mut [Piece], mode: Mode) {
    let keys: Vec<String> = pieces.iter().map(|p| folded(p.text(raw))).collect();
    let mut first: FxHashMap<&str, usize> = FxHashMap::default();
    for at in 0..pieces.len() {
        if !matches!(pieces[at].kind, Title | Body | Caption | Subhead) || keys[at].len() < LEAST {
            continue;
        }
        match first.get(keys[at].as_str()) {
            None => {
                first.insert(&keys[at], at);
            }
            Some(&before) => {
                let kind = match (pieces[before].kind, pieces[at].kind) {
                    (Caption, _) | (_, Caption) => Caption,
                    (kind, _) => kind,
                };
                if kind == Caption && pieces[before].kind != Title {
                    pieces[before].kind = Caption;
                    pieces[before].sure = true;
                }
                if mode == Mode::Record && kind != Caption {
                    continue;
                }
                pieces[at].kind = kind;
                pieces[at].is_repeat = true;
                pieces[at].sure = true;
            }
        }
    }
    drop(first);
    if mode == Mode::File {
        cut_off(&keys, pieces);
    }
}

/// "The mayor opened the bridge. The" before a paragraph "The mayor opened the bridge." and one that
/// begins with "The": the standfirst was cut at a number of characters.
fn cut_off(keys: &[String], pieces: &mut [Piece]) {
    let plain: Vec<usize> = (0..pieces.len()).filter(|i| pieces[*i].kind == Body && !pieces[*i].is_repeat).collect();
    // In the order of their texts: those that begin alike stand together.
    let mut sorted: Vec<usize> = (0..plain.len()).collect();
    sorted.sort_by(|a, b| keys[plain[*a]].cmp(&keys[plain[*b]]));
    let begins = |key: &str, at: usize| {
        let from = sorted.partition_point(|n| keys[plain[*n]].as_str() < key);
        let like = sorted[from..].iter().map(|n| plain[*n]).take_while(|i| keys[*i].starts_with(key));
        like.take(MOST_ALIKE).any(|i| i > at)
    };
    // Paragraphs by the least beginning that the standfirst must have in common with one it goes beyond.
    let mut heads: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (n, i) in plain.iter().enumerate().filter(|(_, i)| keys[**i].len() >= LEAST_PREFIX) {
        heads.entry(head(&keys[*i])).or_default().push(n);
    }
    let goes_on = |key: &str, at: usize| {
        let inside = heads.get(head(key)).into_iter().flatten().filter(|n| plain[**n] > at);
        let beyond = |n: &usize| {
            let next = plain.get(n + 1).map_or("", |j| keys[*j].as_str());
            let rest = key.strip_prefix(keys[plain[*n]].as_str()).map(str::trim_start).filter(|rest| !rest.is_empty());
            rest.is_some_and(|rest| next.starts_with(rest))
        };
        inside.take(MOST_ALIKE).any(beyond)
    };
    let found: Vec<usize> = (0..pieces.len())
        .filter(|at| !pieces[*at].is_repeat && matches!(pieces[*at].kind, Body | Subhead))
        .filter(|&at| {
            let key = keys[at].trim_end_matches(['.', '…', ' ']);
            let ends_whole = keys[at].ends_with(['.', '!', '?', '"', '”', '’'])
                && !keys[at].ends_with("..")
                && !keys[at].ends_with('…');
            !ends_whole && key.len() >= LEAST_PREFIX && (begins(key, at) || goes_on(key, at))
        })
        .collect();
    for at in found {
        pieces[at].kind = Subhead;
        pieces[at].is_repeat = true;
        pieces[at].sure = true;
    }
}

/// The beginning by which paragraphs are looked up.
fn head(key: &str) -> &str {
    &key[..super::boundary(key, LEAST_PREFIX)]
}
