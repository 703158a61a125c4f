//! Meetings and visits: the same participants in one window of time are one meeting,
//! first planned, then held.

use chrono::NaiveDate;
use parallax_records::{ClaimKind, DateSpan, Form};
use rustc_hash::FxHashMap;

use super::claim::LinkClaim;
use super::place::{Near, Place, alike, words};

/// How many days after an undated mention a dated one may follow and still be meant.
const WINDOW: i64 = 16;

/// One meeting or visit.
#[derive(Debug)]
pub(crate) struct Meet {
    /// Indices of its claims.
    pub(crate) members: Vec<usize>,
    /// Why each is in it.
    pub(crate) reasons: Vec<String>,
    /// Its participants as first written.
    pub(crate) names: Vec<String>,
    keys: Vec<String>,
    pub(crate) happened: Option<DateSpan>,
    written: Option<(NaiveDate, NaiveDate)>,
    pub(crate) places: Vec<String>,
    pub(crate) is_visit: bool,
    is_call: bool,
}

/// Whether claims of this kind make meetings.
pub(crate) fn is_meeting(kind: ClaimKind) -> bool {
    matches!(kind, ClaimKind::Met | ClaimKind::Visited)
}

/// Groups meetings; claims are given in order of publication and text.
pub(crate) fn meetings(all: &[LinkClaim], claims: &[usize], published: impl Fn(i64) -> Option<NaiveDate>) -> Vec<Meet> {
    let mut meets: Vec<Meet> = Vec::new();
    let mut by_name: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for &index in claims {
        let claim = &all[index];
        let single = Meet::of(index, claim, published(claim.article));
        let mut candidates: Vec<usize> = single
            .keys
            .iter()
            .filter_map(|k| by_name.get(k))
            .flat_map(|list| list.iter().rev().take(64))
            .copied()
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        let best = candidates
            .into_iter()
            .filter_map(|m| same(&single, &meets[m]).map(|(score, reason)| (score, std::cmp::Reverse(m), reason)))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        match best {
            Some((_, std::cmp::Reverse(m), reason)) => {
                for key in &single.keys {
                    let list = by_name.entry(key.clone()).or_default();
                    if list.last() != Some(&m) {
                        list.push(m);
                    }
                }
                meets[m].absorb(single, reason);
            }
            None => {
                for key in &single.keys {
                    by_name.entry(key.clone()).or_default().push(meets.len());
                }
                meets.push(single);
            }
        }
    }
    meets
}

impl Meet {
    fn of(index: usize, claim: &LinkClaim, published: Option<NaiveDate>) -> Self {
        let mut names = claim.participants.clone();
        names.sort();
        names.dedup();
        let mut keys: Vec<String> = names.iter().map(|n| key(n)).filter(|k| !k.is_empty()).collect();
        keys.sort();
        keys.dedup();
        Self {
            members: vec![index],
            reasons: vec!["the first to tell of it".into()],
            names: claim.participants.clone(),
            keys,
            happened: claim.happened,
            written: published.map(|d| (d, d)),
            places: claim.place.clone().into_iter().collect(),
            is_visit: claim.kind == ClaimKind::Visited,
            is_call: claim.form == Some(Form::Call),
        }
    }

    fn absorb(&mut self, other: Self, reason: String) {
        self.members.extend(other.members);
        self.reasons.push(reason);
        let narrow = |s: DateSpan| s.to - s.from;
        self.happened = match (self.happened, other.happened) {
            (Some(a), Some(b)) => Some(if narrow(b) < narrow(a) { b } else { a }),
            (a, b) => a.or(b),
        };
        self.written = match (self.written, other.written) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (a, b) => a.or(b),
        };
        for place in other.places {
            if !self.places.contains(&place) {
                self.places.push(place);
            }
        }
        if other.keys.len() > self.keys.len() {
            (self.keys, self.names) = (other.keys, other.names);
        }
        self.is_call &= other.is_call;
    }
}

/// Whether a claim tells of a meeting already known, with the evidence in words.
fn same(a: &Meet, b: &Meet) -> Option<(f64, String)> {
    if a.is_visit != b.is_visit || a.keys.is_empty() {
        return None;
    }
    let shared = a.keys.iter().filter(|k| b.keys.iter().any(|o| alike(k, o))).count();
    let (few, many) = (a.keys.len().min(b.keys.len()), a.keys.len().max(b.keys.len()));
    // "Berg will meet Lind and Holm" lists several meetings: it is none of the pairs.
    let equal = shared == many;
    let contained = shared == few && few >= 3;
    if !(equal || contained) {
        return None;
    }
    let mut score = if equal { 2.0 } else { 1.5 };
    let mut why = vec![if equal { "the same participants" } else { "participants of the same round" }];
    match (a.happened, b.happened) {
        (Some(x), Some(y)) => {
            let gap = (x.from - y.to).num_days().max((y.from - x.to).num_days()).max(0);
            match gap {
                0 if x.from == x.to && x == y => {
                    score += 2.0;
                    why.push("the same day");
                }
                0 => {
                    score += 1.0;
                    why.push("dates that agree");
                }
                1 => why.push("one day apart"),
                _ => return None,
            }
        }
        (Some(dated), None) | (None, Some(dated)) => {
            let undated = if a.happened.is_none() { a } else { b };
            let far = |(first, last): (NaiveDate, NaiveDate)| {
                (dated.from - last).num_days() > WINDOW || (first - dated.to).num_days() > WINDOW
            };
            if undated.written.is_some_and(far) {
                return None;
            }
        }
        (None, None) => {
            let gap = |((a_first, a_last), (b_first, b_last)): ((NaiveDate, NaiveDate), (NaiveDate, NaiveDate))| {
                (a_first - b_last).num_days().max((b_first - a_last).num_days())
            };
            if a.written.zip(b.written).map(gap).is_some_and(|days| days > WINDOW) {
                return None;
            }
        }
    }
    let same_day = why.contains(&"the same day");
    let nears = a.places.iter().flat_map(|x| b.places.iter().map(move |y| Place::of(x).near(&Place::of(y))));
    let mut open = true;
    let mut apart = !a.places.is_empty() && !b.places.is_empty();
    for near in nears {
        apart &= near == Near::Apart;
        open &= matches!(near, Near::Open | Near::Apart);
    }
    if apart && !same_day {
        // "the White House" and "Washington" are one place that names do not show; a shared
        // day proves the meeting, without one the places decide.
        return None;
    }
    if !open {
        score += 1.0;
        why.push("the same place");
    }
    if a.is_call != b.is_call {
        if !same_day {
            return None;
        }
        score -= 1.0;
    }
    Some((score, why.join(", ")))
}

/// What a name is compared by: a person's last name, an organisation's telling words.
fn key(name: &str) -> String {
    const DROP: [&str; 12] =
        ["the", "of", "mr", "mrs", "ms", "dr", "president", "minister", "prime", "jr", "sr", "sir"];
    const GENERIC: [&str; 14] = [
        "government",
        "governments",
        "ministry",
        "council",
        "committee",
        "delegation",
        "leaders",
        "officials",
        "groups",
        "forces",
        "party",
        "opposition",
        "representatives",
        "talks",
    ];
    let all: Vec<String> = words(name).filter(|w| !DROP.contains(&w.as_str())).collect();
    let organisation = all.iter().any(|w| GENERIC.contains(&w.as_str()));
    match all.as_slice() {
        [] => String::new(),
        _ if organisation => all.join(" "),
        [.., last] => last.clone(),
    }
}
