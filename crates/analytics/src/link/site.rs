//! Sites of an event told in one article: figures that are parts of a larger one although no
//! word such as "including" says so.

use std::collections::BTreeMap;

use parallax_records::{DateSpan, Scope};

use super::claim::LinkClaim;
use super::nouns::{compatible, event_noun};
use super::place::{Near, Place, words};
use super::when::tells_saying_only;

/// How many sentences after a whole its parts may stand.
const REACH: i64 = 5;
/// A smaller figure this close to the larger one is an older or another count of the same.
const CLOSE: f64 = 0.85;

/// A claim that tells of one site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Site {
    /// Index of the claim that gives the whole.
    pub(crate) whole: usize,
    /// What the site is called, where the sentence names it.
    pub(crate) name: Option<String>,
}

/// The claims of one article that tell of sites, by their index.
pub(crate) fn sites(all: &[LinkClaim], claims: &[usize]) -> BTreeMap<usize, Site> {
    let mut found = adding_up(all, claims);
    for (claim, site) in named(all, claims) {
        found.entry(claim).or_insert(site);
    }
    found
}

fn number(claim: &LinkClaim) -> Option<f64> {
    claim.interval.and_then(|x| x.low.or(x.high)).filter(|n| *n >= 1.0)
}

/// Figures that add up to an earlier one of the same kind at places of their own: "killed
/// 21 ... 15 in the port and six more in a village".
fn adding_up(all: &[LinkClaim], claims: &[usize]) -> BTreeMap<usize, Site> {
    let mut found = BTreeMap::new();
    for (at, &whole) in claims.iter().enumerate() {
        let Some(sum) = number(&all[whole]).filter(|n| *n >= 3.0) else { continue };
        let later: Vec<usize> = claims[at + 1..]
            .iter()
            .copied()
            .take_while(|i| all[*i].sentence - all[whole].sentence <= REACH)
            .filter(|i| all[*i].kind == all[whole].kind && !found.contains_key(i))
            .filter(|i| number(&all[*i]).is_some_and(|n| n < sum))
            .collect();
        for pair in later.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let told_together = all[b].sentence - all[a].sentence <= 1;
            let adds_up = number(&all[a]).zip(number(&all[b])).is_some_and(|(x, y)| x + y == sum);
            let another = words(&all[b].text).any(|w| ["another", "more", "other", "others"].contains(&w.as_str()));
            if told_together && adds_up && (another || all[a].place != all[b].place) {
                found.insert(a, Site { whole, name: None });
                found.insert(b, Site { whole, name: None });
                break;
            }
        }
    }
    found
}

/// Exact figures below the largest of their kind and origin in the article, with a site of
/// their own in the sentence: "killed 40 ... the 25 people who died at the Oldgate Arcade".
fn named(all: &[LinkClaim], claims: &[usize]) -> BTreeMap<usize, Site> {
    let plain = |c: &LinkClaim| {
        let exact = c.interval.is_some_and(|i| i.low.is_some() && i.low == i.high && !i.approximate);
        exact && !c.subset && c.scope.is_none_or(|s| s == Scope::All)
    };
    let mut found = BTreeMap::new();
    for &claim in claims.iter().filter(|i| plain(&all[**i])) {
        let part = &all[claim];
        let Some(n) = number(part).filter(|n| *n >= 3.0) else { continue };
        // Two origins that differ dispute one figure; they do not tell of two sites.
        let disputed = |w: &LinkClaim| w.origin.is_some() && part.origin.is_some() && w.origin != part.origin;
        let wholes = claims.iter().copied().filter(|w| *w != claim && all[*w].kind == part.kind && !disputed(&all[*w]));
        let whole = wholes
            .filter(|w| number(&all[*w]).is_some_and(|m| n < CLOSE * m && m < 50.0 * n))
            .filter(|w| !all[*w].subset)
            .max_by(|a, b| number(&all[*a]).unwrap_or(0.0).total_cmp(&number(&all[*b]).unwrap_or(0.0)).then(b.cmp(a)));
        let Some(whole) = whole else { continue };
        let Some(name) = site_name(part, &all[whole]) else { continue };
        if same_happening(part, &all[whole], &name) {
            found.insert(claim, Site { whole, name: Some(name) });
        }
    }
    found
}

/// Whether nothing says that the smaller figure is of another event: another town, another
/// day, a fire and a flood.
fn same_happening(part: &LinkClaim, whole: &LinkClaim, name: &str) -> bool {
    let place = |c: &LinkClaim| Place::of(c.place.as_deref().unwrap_or_default());
    let one_town = place(part).near(&place(whole)) != Near::Apart || Place::is_site(name);
    let sort = |c: &LinkClaim| event_noun(c.event_phrase.as_deref().unwrap_or(&c.context)).map(|(_, sort)| sort);
    let one_sort = sort(part).zip(sort(whole)).is_none_or(|(a, b)| compatible(a, b));
    let meet = |(a, b): (DateSpan, DateSpan)| a.from <= b.to && b.from <= a.to;
    let stated = |c: &LinkClaim| c.happened.filter(|_| !tells_saying_only(&c.context));
    one_town && one_sort && stated(part).zip(stated(whole)).is_none_or(meet)
}

/// The name behind "at", "inside" or "in" in a part's sentence, where the whole's sentence
/// does not have it. What happened "in" a town before the figure is told need not be what the figure
/// counts: "bells rang in Ostport for the 43 people who drowned off the cape".
fn site_name(part: &LinkClaim, whole: &LinkClaim) -> Option<String> {
    const BEFORE: [&str; 5] = ["at", "in", "inside", "near", "outside"];
    let known: Vec<String> = words(&whole.context).chain(whole.place.iter().flat_map(|p| words(p))).collect();
    let tokens: Vec<&str> = part.context.split_whitespace().collect();
    let before = part.context.find(&part.text).map_or("", |figure| &part.context[..figure]);
    let figure = before.split_whitespace().count();
    for (at, token) in tokens.iter().enumerate() {
        if !BEFORE.contains(&token.to_lowercase().as_str()) {
            continue;
        }
        let rest = tokens[at + 1..].iter().copied().skip_while(|t| ["the", "a", "an"].contains(t));
        let capital = |t: &&str| t.starts_with(char::is_uppercase);
        let mut name: Vec<&str> = Vec::new();
        for t in rest.take_while(capital).take(4) {
            let bare = t.trim_end_matches([',', '.', ';', ':', '"', '”']);
            name.push(bare);
            if bare.len() < t.len() {
                break;
            }
        }
        // "the Oldgate concert hall": what follows says that it is a site.
        let after = tokens[at + 1..].iter().copied().skip_while(|t| ["the", "a", "an"].contains(t)).skip(name.len());
        if !name.is_empty() {
            let is_noun = |t: &&str| Place::is_site(t) && !["and", "in", "near", "of", "outside", "the"].contains(t);
            name.extend(after.take(2).take_while(is_noun).map(|t| t.trim_end_matches([',', '.', ';'])));
        }
        let name = name.join(" ");
        let is_new = words(&name).any(|w| w.len() > 2) && words(&name).all(|w| !known.contains(&w));
        let place = Place::of(&name);
        let is_loose = at < figure && ["in", "near"].contains(&token.to_lowercase().as_str());
        if is_loose && !Place::is_site(&name) {
            continue;
        }
        if is_new && !place.local.is_empty() && place.broad.is_empty() && !is_time(&name) {
            return Some(name);
        }
    }
    None
}

/// Whether a capitalised word is a weekday or a month.
fn is_time(name: &str) -> bool {
    let word = name.trim_end_matches('.').to_lowercase();
    word.parse::<chrono::Weekday>().is_ok() || word.parse::<chrono::Month>().is_ok()
}
