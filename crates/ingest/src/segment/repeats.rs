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
    for at in 0..pieces.len() {
        if pieces[at].is_repeat || !matches!(pieces[at].kind, Body | Subhead) {
            continue;
        }
        let key = keys[at].trim_end_matches(['.', '…', ' ']);
        let ends_whole =
            keys[at].ends_with(['.', '!', '?', '"', '”', '’']) && !keys[at].ends_with("..") && !keys[at].ends_with('…');
        if ends_whole || key.len() < LEAST_PREFIX {
            continue;
        }
        let later: Vec<usize> =
            (at + 1..pieces.len()).filter(|i| pieces[*i].kind == Body && !pieces[*i].is_repeat).collect();
        let found = later.iter().enumerate().any(|(n, &i)| {
            let next = later.get(n + 1).map_or("", |j| keys[*j].as_str());
            keys[i].starts_with(key)
                || (key.len() > keys[i].len()
                    && key.starts_with(keys[i].as_str())
                    && keys[i].len() >= LEAST_PREFIX
                    && next.starts_with(key[keys[i].len()..].trim_start()))
        });
        if found {
            pieces[at].kind = Subhead;
            pieces[at].is_repeat = true;
            pieces[at].sure = true;
        }
    }
}
